package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// watch is what there is to tell the journal of.
type watch struct {
	// releases are those that raise another alarm than before, with the new one.
	releases   []models.Release
	deliveries []models.Delivery
	media      []models.Medium
}

// Watch tells the journal of every alarm, once: of releases that are planned and not
// armed – at risk within a day of their moment if anything that must be is not ready,
// missed after it –, of deliveries that are overdue, and of pictures that something
// shows and whose time is over. All that there is to tell is told in one transaction.
func (n *Newsroom) Watch(ctx context.Context) error {
	const op = "cms.Watch"
	by, now := rights.Operator("watch"), n.Now()
	var news watch
	var err error
	if news.releases, err = n.newAlarms(ctx, by, now); err != nil {
		return errs.Wrap(op, err)
	}
	r := n.store.Read()
	if news.deliveries, err = r.UntoldDeliveries(ctx, now.Add(-Late), watchBatch); err != nil {
		return errs.Wrap(op, err)
	}
	if news.media, err = r.UntoldExpiries(ctx, now, watchBatch); err != nil {
		return errs.Wrap(op, err)
	}
	if len(news.releases)+len(news.deliveries)+len(news.media) == 0 {
		return nil
	}
	return n.write(ctx, op, by, func(w *work) error { return w.raise(ctx, &news) })
}

// newAlarms returns the open releases that are to raise an alarm now and have not yet.
func (n *Newsroom) newAlarms(ctx context.Context, by Actor, now models.Instant) ([]models.Release, error) {
	list, err := n.store.Read().OpenReleases(ctx, now.Add(riskTime))
	if err != nil {
		return nil, err
	}
	var alarming []models.Release
	for i := range list {
		v := &list[i]
		alarm := alarmOf(v, now)
		if alarm != AlarmMissed && v.Alarm != AlarmAtRisk { // else it is known
			rehearsal, err := n.Rehearse(ctx, by, v.ID)
			if err != nil {
				return nil, err
			}
			if !rehearsal.Ready() {
				alarm = AlarmAtRisk
			}
		}
		if alarm != v.Alarm {
			v.Alarm = alarm
			alarming = append(alarming, *v)
		}
	}
	return alarming, nil
}

// raise notes what is told and tells it. Releases come first, as their lock does, and
// events last, as theirs.
func (w *work) raise(ctx context.Context, news *watch) error {
	var raised []*models.Release
	for i := range news.releases {
		alarm := news.releases[i].Alarm
		v, err := w.lockedRelease(ctx, news.releases[i].ID)
		if err != nil {
			return err
		}
		if v.State != models.ReleaseOpen || v.Alarm == alarm {
			continue // somebody was faster
		}
		v.Alarm = alarm
		if err := w.UpdateRelease(ctx, v); err != nil {
			return err
		}
		raised = append(raised, v)
	}
	for i := range news.deliveries {
		if err := w.NoteOverdue(ctx, news.deliveries[i].ID, w.now); err != nil {
			return err
		}
	}
	for i := range news.media {
		if err := w.NoteExpiry(ctx, news.media[i].ID, *news.media[i].ExpiresAt); err != nil {
			return err
		}
	}
	return w.tellAlarms(ctx, raised, news)
}

func (w *work) tellAlarms(ctx context.Context, raised []*models.Release, news *watch) error {
	for _, v := range raised {
		if err := w.releaseEvent(ctx, models.ReleaseAlarm, v, map[string]any{"alarm": v.Alarm}); err != nil {
			return err
		}
	}
	for i := range news.deliveries {
		d := &news.deliveries[i]
		err := w.event(ctx, models.DeliveryOverdue, d.Publication.ArticleID, d.Publication.Locale, map[string]any{
			"delivery": d.ID, "publication": d.PublicationID, "revision": d.Publication.RevisionID, "kind": d.Kind,
			"at": d.DueAt, "late_ms": w.now.Sub(d.DueAt).Milliseconds(),
		})
		if err != nil {
			return err
		}
	}
	for i := range news.media {
		m := &news.media[i]
		if err := w.event(ctx, models.MediumExpired, 0, "", map[string]any{"medium": m.ID, "name": m.Name, "at": m.ExpiresAt}); err != nil {
			return err
		}
	}
	return nil
}
