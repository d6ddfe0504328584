// Package outbox carries out what is due: it tells that publications have begun
// or ended.
//
// Package cmd starts it; it calls package cms, where the work is done in
// transactions. Nothing that readers see waits for it: what is public is true by
// the clock alone. Any number of workers, in any number of processes and on any
// number of machines, may run on one database; no two do the same thing at once.
package outbox

import (
	"context"
	"crypto/rand"
	"log/slog"
	"time"

	"github.com/qalam-cms/qalam/cms"
)

const (
	// poll is how long a worker sleeps at most: other processes write, too.
	poll = time.Second
	// least is how long it sleeps at least, so that what fails does not spin.
	least = 10 * time.Millisecond
	// keepEvery is how often the newest moment is remembered.
	keepEvery = 10 * time.Second
	// watchEvery is how often alarms are looked for.
	watchEvery = time.Minute
)

// Newsroom is what the worker asks of package cms.
type Newsroom interface {
	Deliver(ctx context.Context, worker string) ([]cms.Delivered, error)
	// Wait returns how long until something is due, by the newsroom's clock.
	Wait(ctx context.Context) (time.Duration, error)
	// KeepClock is told how long ago it was last called.
	KeepClock(ctx context.Context, elapsed time.Duration) error
	// Watch raises the alarms of what is planned and not ready.
	Watch(ctx context.Context) error
	// Reindex makes some of what the search does not know yet searchable, and
	// reports whether there may be more.
	Reindex(ctx context.Context) (more bool, err error)
}

// Worker takes what is due.
type Worker struct {
	newsroom Newsroom
	log      *slog.Logger
	name     string
	wake     <-chan struct{}
	told     func(cms.Delivered)
	// indexed says that nothing is left to make searchable.
	indexed bool
}

// Options are what a worker is made of; all fields but the last two are required.
type Options struct {
	Newsroom Newsroom
	Log      *slog.Logger
	// Wake tells it that there may be something new; null leaves it to look every second.
	Wake <-chan struct{}
	// Told hears of every delivery that was done; null for nobody.
	Told func(cms.Delivered)
}

// New returns a worker with a name of its own.
func New(o Options) *Worker {
	if o.Told == nil {
		o.Told = func(cms.Delivered) {}
	}
	return &Worker{newsroom: o.Newsroom, log: o.Log, name: "worker " + rand.Text()[:8], wake: o.Wake, told: o.Told}
}

// Run works until the context ends. What was missed while nobody worked is done
// first.
func (w *Worker) Run(ctx context.Context) {
	keep := time.NewTicker(keepEvery)
	defer keep.Stop()
	kept := time.Now() //nolint:forbidigo // see below
	w.complain(ctx, "keep the clock", w.newsroom.KeepClock(ctx, 0))
	watch := time.NewTicker(watchEvery)
	defer watch.Stop()
	for ctx.Err() == nil {
		timer := time.NewTimer(w.step(ctx))
		select {
		case <-ctx.Done():
		case <-timer.C:
		case <-w.wake:
		case <-keep.C:
			now := time.Now() //nolint:forbidigo // to measure what went by, which no setting of the clock changes
			w.complain(ctx, "keep the clock", w.newsroom.KeepClock(ctx, now.Sub(kept)))
			kept = now
		case <-watch.C:
			w.complain(ctx, "watch releases", w.newsroom.Watch(ctx))
		}
		timer.Stop()
	}
}

// complain logs what failed, unless the worker is being stopped.
func (w *Worker) complain(ctx context.Context, what string, err error) {
	if err != nil && ctx.Err() == nil {
		w.log.ErrorContext(ctx, "background work", slog.String("task", what), slog.Any("error", err))
	}
}

// step does what is due and returns how long to sleep.
func (w *Worker) step(ctx context.Context) time.Duration {
	done, err := w.newsroom.Deliver(ctx, w.name)
	for _, d := range done {
		w.told(d)
		if d.Event && d.Lateness > cms.Late {
			w.log.WarnContext(ctx, "late delivery", slog.Int64("publication", d.Delivery.PublicationID),
				slog.String("kind", string(d.Delivery.Kind)), slog.Duration("late", d.Lateness))
		}
	}
	if err != nil {
		w.complain(ctx, "deliver", err)
		return poll
	}
	wait, err := w.newsroom.Wait(ctx)
	if err != nil {
		return poll
	}
	if !w.indexed && w.index(ctx) {
		return least // others get at the database meanwhile
	}
	return min(max(wait, least), poll)
}

// index makes some more searchable and reports whether there is more to do at
// once.
func (w *Worker) index(ctx context.Context) bool {
	more, err := w.newsroom.Reindex(ctx)
	if err != nil {
		w.complain(ctx, "reindex", err)
		return false
	}
	w.indexed = !more
	return more
}
