package cms

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// clock is a clock that never runs back: where that of the machine does, it
// stands still until it is caught up with. So nothing that was public vanishes.
type clock struct {
	mark atomic.Int64
	kept atomic.Int64 // the moment when it was last kept
}

// raise returns the newer of a moment and the newest one so far.
func (c *clock) raise(now models.Instant) models.Instant {
	for {
		mark := c.mark.Load()
		if int64(now) <= mark {
			return models.Instant(mark)
		}
		if c.mark.CompareAndSwap(mark, int64(now)) {
			return now
		}
	}
}

// Now returns the present moment. It is never earlier than one that was used
// before, in this process or, after [Newsroom.LoadClock], in one before it.
func (n *Newsroom) Now() models.Instant { return n.clock.raise(models.At(n.now())) }

// LoadClock takes up the time where the last process left it. How far the clock
// of the machine is behind is returned, 0 where it is not.
func (n *Newsroom) LoadClock(ctx context.Context) (behind models.Instant, err error) {
	mark, err := n.store.Read().Mark(ctx)
	if err != nil {
		return 0, errs.Wrap("cms.LoadClock", err)
	}
	n.clock.raise(mark)
	return max(mark-models.At(n.now()), 0), nil
}

// jump is how far the clock may run ahead of the time that really went by, before
// that is an alarm.
const jump = time.Minute

// KeepClock remembers the present moment for the next process. Every use case
// that writes does so, too; this is for hours in which only readers come.
// elapsed is how much time went by since the last call, measured by something
// that nobody can set. Where the clock has run far ahead of it the journal tells:
// what was to come may have been published too early. Nothing is held back.
func (n *Newsroom) KeepClock(ctx context.Context, elapsed time.Duration) error {
	const op = "cms.KeepClock"
	now := n.Now()
	last := models.Instant(n.clock.kept.Swap(int64(now)))
	ahead := now.Sub(last) - elapsed
	if last == 0 || ahead < jump {
		return errs.Wrap(op, n.store.Write(ctx, func(tx *store.Tx) error { return tx.RaiseMark(ctx, now) }))
	}
	return n.write(ctx, op, rights.Operator("clock"), func(w *work) error {
		return w.event(ctx, models.ClockJumped, 0, "", map[string]any{"from": last, "to": now, "ahead_ms": ahead.Milliseconds()})
	})
}
