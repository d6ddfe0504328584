package outbox_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/outbox"
)

// desk is a newsroom in which one thing is due at a moment.
type desk struct {
	due             time.Time
	asked, kept     atomic.Int64
	elapsed         atomic.Int64 // told to the clock
	watched         atomic.Int64
	delivered       atomic.Int64 // when, in milliseconds
	fails, failures atomic.Int64
	unindexed       atomic.Int64 // batches left
}

func (d *desk) Deliver(context.Context, string) ([]cms.Delivered, error) {
	d.asked.Add(1)
	if d.failures.Load() < d.fails.Load() {
		d.failures.Add(1)
		return nil, errors.New("the database is away")
	}
	if d.delivered.Load() == 0 && !time.Now().Before(d.due) { //nolint:forbidigo // the time of the bubble
		d.delivered.Store(time.Now().UnixMilli()) //nolint:forbidigo // see above
		return []cms.Delivered{{Event: true}}, nil
	}
	return nil, nil
}

func (d *desk) Wait(context.Context) (time.Duration, error) {
	if d.delivered.Load() > 0 {
		return 1 << 62, nil
	}
	return time.Until(d.due), nil //nolint:forbidigo // see above
}

func (d *desk) KeepClock(_ context.Context, elapsed time.Duration) error {
	d.kept.Add(1)
	d.elapsed.Add(int64(elapsed))
	return nil
}

func (d *desk) Reindex(context.Context) (bool, error) {
	if d.unindexed.Load() < 0 {
		return false, errors.New("asked again")
	}
	return d.unindexed.Add(-1) >= 0, nil
}

func (d *desk) Watch(context.Context) error { d.watched.Add(1); return nil }

// work runs a worker for a while.
func work(t *testing.T, d *desk, wake chan struct{}, during time.Duration) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), during)
	defer stop()
	outbox.New(outbox.Options{Newsroom: d, Log: slog.New(slog.DiscardHandler), Wake: wake}).Run(ctx)
}

func TestTheWorkerWakesAtTheMoment(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &desk{due: time.Now().Add(3456 * time.Millisecond)} //nolint:forbidigo // see above
		work(t, d, nil, 5*time.Second)
		if got := d.delivered.Load() - d.due.UnixMilli(); got != 0 {
			t.Errorf("delivered %d ms late", got)
		}
		if n := d.asked.Load(); n > 10 {
			t.Errorf("asked %d times in five seconds", n)
		}
	})
}

func TestTheWorkerIsWokenByAWrite(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &desk{due: time.Now().Add(time.Hour)} //nolint:forbidigo // see above
		wake := make(chan struct{}, 1)
		go func() {
			time.Sleep(500 * time.Millisecond)
			wake <- struct{}{}
		}()
		work(t, d, wake, 600*time.Millisecond)
		if n := d.asked.Load(); n != 2 {
			t.Errorf("asked %d times, want at the start and when woken", n)
		}
	})
}

func TestTheWorkerWatchesEveryMinute(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &desk{due: time.Now().Add(time.Hour)} //nolint:forbidigo // see above
		work(t, d, nil, 150*time.Second)
		if n := d.watched.Load(); n != 2 {
			t.Errorf("watched %d times in two and a half minutes, want 2", n)
		}
	})
}

func TestTheWorkerGoesOnAfterFailuresWithoutSpinning(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &desk{due: time.Now()} //nolint:forbidigo // see above
		d.fails.Store(5)
		work(t, d, nil, 20*time.Second)
		if d.delivered.Load() == 0 || d.failures.Load() != 5 {
			t.Errorf("delivered at %d after %d failures", d.delivered.Load(), d.failures.Load())
		}
		if n := d.asked.Load(); n > 30 {
			t.Errorf("asked %d times in twenty seconds", n)
		}
		if n := d.kept.Load(); n < 2 || n > 3 || time.Duration(d.elapsed.Load()) != time.Duration(n-1)*10*time.Second {
			t.Errorf("kept the clock %d times in twenty seconds, told of %s", n, time.Duration(d.elapsed.Load()))
		}
	})
}

func TestTheWorkerMakesEverythingSearchableAndThenAsksNoMore(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		d := &desk{due: time.Now().Add(time.Hour)} //nolint:forbidigo // see above
		d.unindexed.Store(5)
		work(t, d, nil, time.Minute)
		if left := d.unindexed.Load(); left != -1 {
			t.Errorf("%d batches are left, want none, asked for once more", left)
		}
	})
}
