package cms

import (
	"context"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

const (
	// lease is how long a worker has for a delivery before others may take it.
	lease = 30 * time.Second
	// deliveryBatch is how many a worker takes at a time.
	deliveryBatch = 50
	// Late is how late a delivery may be before it is an alarm.
	Late = time.Minute
)

// Delivered is what came of one delivery.
type Delivered struct {
	Delivery models.Delivery
	// Event says that it was told; it is false where the publication no longer
	// stands, and there was nothing to tell.
	Event bool
	// Lateness is how long after it was due.
	Lateness time.Duration
}

// Deliver carries out what is due and nobody else has taken, and returns what
// came of it. worker names who asks; each has a name of its own. A publication
// that still stands is told of by an event, in one transaction with the note that
// it was; so it is told once, whoever dies when. What fails comes up again.
func (n *Newsroom) Deliver(ctx context.Context, worker string) ([]Delivered, error) {
	const op = "cms.Deliver"
	var taken []models.Delivery
	err := n.store.Write(ctx, func(tx *store.Tx) (err error) {
		now := n.Now()
		taken, err = tx.TakeDeliveries(ctx, worker, now, now.Add(lease), deliveryBatch)
		return err
	})
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	var done []Delivered
	for i := range taken {
		d := Delivered{Delivery: taken[i]}
		err := n.write(ctx, op, rights.Operator(worker), func(w *work) error {
			return w.deliver(ctx, worker, &d)
		})
		if errs.Is(err, errs.Conflict) {
			continue // another worker has it now
		}
		if err != nil {
			return done, errs.Wrap(op, err)
		}
		done = append(done, d)
	}
	return done, nil
}

func (w *work) deliver(ctx context.Context, worker string, d *Delivered) error {
	p, err := w.Publication(ctx, d.Delivery.PublicationID)
	if err != nil {
		return err
	}
	if err := w.LockArticle(ctx, p.ArticleID); err != nil {
		return err
	}
	if p, err = w.Publication(ctx, p.ID); err != nil {
		return err
	}
	if err := w.FinishDelivery(ctx, d.Delivery.ID, worker, w.now); err != nil {
		return err
	}
	at, kind := p.LiveFrom, models.PublicationLive
	if d.Delivery.Kind == models.DeliverEnded {
		at, kind = p.LiveUntil, models.PublicationEnded
	}
	if p.LiveFrom >= p.LiveUntil || at > w.now {
		return nil
	}
	d.Event, d.Lateness = true, w.now.Sub(at)
	data := map[string]any{"publication": p.ID, "revision": p.RevisionID, "at": at, "late_ms": d.Lateness.Milliseconds()}
	return w.event(ctx, kind, p.ArticleID, p.Locale, data)
}

// NextDelivery returns when something is due next, models.Forever where nothing
// is.
func (n *Newsroom) NextDelivery(ctx context.Context) (models.Instant, error) {
	d, err := n.store.Read().NextDelivery(ctx)
	if err != nil || d == nil {
		return models.Forever, errs.Wrap("cms.NextDelivery", err)
	}
	return max(d.DueAt, d.LeaseUntil), nil
}

// Queue counts what is due and not done yet, and what is planned.
func (n *Newsroom) Queue(ctx context.Context) (due, ahead int64, err error) {
	due, ahead, err = n.store.Read().Queue(ctx, n.Now())
	return due, ahead, errs.Wrap("cms.Queue", err)
}

// Wait returns how long it is until something is due.
func (n *Newsroom) Wait(ctx context.Context) (time.Duration, error) {
	next, err := n.NextDelivery(ctx)
	return next.Sub(n.Now()), err
}

// tell writes what is to be told of a publication, and takes back what no longer
// is: only what is ahead, or now, is told.
func (w *work) tell(ctx context.Context, p *models.Publication) error {
	public := p.LiveFrom < p.LiveUntil
	var err error
	switch {
	case !public:
		err = w.DeleteDelivery(ctx, p.ID, models.DeliverLive)
	case p.LiveFrom >= w.now:
		err = w.SetDelivery(ctx, p.ID, models.DeliverLive, p.LiveFrom)
	}
	if err != nil {
		return err
	}
	switch {
	case !public || p.LiveUntil == models.Forever:
		return w.DeleteDelivery(ctx, p.ID, models.DeliverEnded)
	case p.LiveUntil >= w.now:
		return w.SetDelivery(ctx, p.ID, models.DeliverEnded, p.LiveUntil)
	}
	return nil
}
