package cms

import (
	"context"
	"sync/atomic"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// clock is a clock that never runs back: where that of the machine does, it
// stands still until it is caught up with. So nothing that was public vanishes.
type clock struct{ mark atomic.Int64 }

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

// KeepClock remembers the present moment for the next process. Every use case
// that writes does so, too; this is for hours in which only readers come.
func (n *Newsroom) KeepClock(ctx context.Context) error {
	now := n.Now()
	return errs.Wrap("cms.KeepClock", n.store.Write(ctx, func(tx *store.Tx) error { return tx.RaiseMark(ctx, now) }))
}
