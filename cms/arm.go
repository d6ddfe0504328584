package cms

import (
	"context"
	"errors"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Rehearsal is what would happen if a release were armed.
type Rehearsal struct {
	Release *models.Release
	// At is the moment that was looked at: the planned one, or now.
	At    models.Instant
	Items []RehearsedItem
}

// RehearsedItem is one item of a rehearsal.
type RehearsedItem struct {
	Item models.ReleaseItem
	// Blocker is why it is not ready, as an error that people can be told; null
	// where it is ready.
	Blocker error
}

// Ready reports whether every item that must be is ready, and there are any.
func (r *Rehearsal) Ready() bool {
	for _, i := range r.Items {
		if i.Blocker != nil && i.Item.Rule == models.Must {
			return false
		}
	}
	return len(r.Items) > 0
}

// errRehearsed ends the transaction of a rehearsal, which is never committed.
var errRehearsed = errors.New("rehearsed")

// Rehearse lists what would stop a release. It does what arming does, item by
// item, and takes it all back.
func (n *Newsroom) Rehearse(ctx context.Context, by Actor, id int64) (*Rehearsal, error) {
	var r *Rehearsal
	err := n.write(ctx, "cms.Rehearse", by, func(w *work) error {
		v, err := w.lockedRelease(ctx, id)
		if err != nil {
			return err
		}
		if r, err = w.perform(ctx, v); err != nil {
			return err
		}
		return errRehearsed
	})
	if errors.Is(err, errRehearsed) {
		err = nil
	}
	return r, err
}

// Arm pins the approved revisions of a release and writes every publication and
// withdrawal with the same moment, in one transaction: the planned moment, or now
// where there is none. Items that may follow and are not ready stay listed. One
// that must and is not ready is errs.Invalid with the key error.release_not_ready.
func (n *Newsroom) Arm(ctx context.Context, by Actor, id int64) (*Rehearsal, error) {
	var r *Rehearsal
	err := n.write(ctx, "cms.Arm", by, func(w *work) error {
		v, err := w.openRelease(ctx, id)
		if err != nil {
			return err
		}
		if v.At != nil && *v.At <= w.now {
			return errs.New("cms", errs.Invalid, "error.time_past", nil)
		}
		if r, err = w.perform(ctx, v); err != nil {
			return err
		}
		if !r.Ready() {
			return errs.New("cms", errs.Invalid, "error.release_not_ready", nil)
		}
		for i := range r.Items {
			if err := w.UpdateReleaseItem(ctx, &r.Items[i].Item); err != nil {
				return err
			}
		}
		v.State, v.At, v.Alarm = models.ReleaseArmed, &r.At, ""
		if err := w.UpdateRelease(ctx, v); err != nil {
			return err
		}
		return w.releaseEvent(ctx, models.ReleaseArmedEvent, v, nil)
	})
	return r, err
}

// perform publishes and withdraws every item, each in the way that its use case
// would. What an item cannot do is its blocker; what fails otherwise fails all.
func (w *work) perform(ctx context.Context, v *models.Release) (*Rehearsal, error) {
	at := w.moment(w.now)
	if v.At != nil && *v.At > w.now {
		at = resolved{*v.At, v.Wall, v.Zone}
	}
	r := &Rehearsal{Release: v, At: at.at}
	for _, item := range v.Items {
		err := w.performItem(ctx, &item, at)
		if kind, _, _ := errs.Public(err); err != nil && kind != errs.Invalid && kind != errs.NotFound {
			return nil, err
		}
		r.Items = append(r.Items, RehearsedItem{item, err})
	}
	return r, nil
}

func (w *work) performItem(ctx context.Context, item *models.ReleaseItem, at resolved) error {
	a, err := w.lockedArticle(ctx, item.ArticleID)
	if err != nil {
		return err
	}
	t, err := w.Translation(ctx, a.ID, item.Locale)
	if err != nil {
		return err
	}
	if t == nil || t.HeadID == nil {
		return errs.New("cms", errs.Invalid, "error.release_no_version", nil)
	}
	if item.Action == models.ReleaseWithdraw {
		return w.withdrawAt(ctx, item, t, at)
	}
	p, err := w.publish(ctx, a, t, publicationPlan{from: at})
	if err == nil {
		item.PublicationID = &p.ID
	}
	return err
}

// withdrawAt ends at a moment what would be public then.
func (w *work) withdrawAt(ctx context.Context, item *models.ReleaseItem, t *models.Translation, at resolved) error {
	line, err := w.timeline(ctx, t.ID)
	if err != nil {
		return err
	}
	p := line.at(at.at)
	if p == nil {
		return errs.New("cms", errs.Invalid, "error.withdraw_nothing", nil)
	}
	id := p.ID
	item.PublicationID = &id
	item.EndedAt, item.EndedWall, item.EndedZone = p.EndsAt, p.EndsWall, p.EndsZone
	p.EndsAt, p.EndsWall, p.EndsZone = at.at, at.wall, at.zone
	return w.changed(ctx, line, p, models.PublicationChanged, map[string]any{"before": item.EndedAt, "ends_at": at.at})
}

// Disarm takes back what an armed release would do, as long as its moment is
// ahead; it is open again.
func (n *Newsroom) Disarm(ctx context.Context, by Actor, id int64) error {
	return n.write(ctx, "cms.Disarm", by, func(w *work) error {
		v, err := w.lockedRelease(ctx, id)
		if err != nil {
			return err
		}
		return w.disarm(ctx, v, 0, "")
	})
}

// disarm opens an armed release again, with an alarm where a story is the cause of
// that and nobody asked for it.
func (w *work) disarm(ctx context.Context, v *models.Release, cause int64, l locale.Tag) error {
	if v.State != models.ReleaseArmed || *v.At <= w.now {
		return errs.New("cms", errs.Invalid, "error.release_not_armed", nil)
	}
	for i := range v.Items {
		if err := w.disarmItem(ctx, &v.Items[i]); err != nil {
			return err
		}
	}
	v.State = models.ReleaseOpen
	data := map[string]any{}
	if cause != 0 {
		v.Alarm = AlarmDisarmed
		data["alarm"] = AlarmDisarmed
	}
	if err := w.UpdateRelease(ctx, v); err != nil {
		return err
	}
	return w.event(ctx, models.ReleaseDisarmed, cause, l, releaseData(v, data))
}

func (w *work) disarmItem(ctx context.Context, item *models.ReleaseItem) error {
	if item.PublicationID == nil {
		return nil
	}
	if err := w.LockArticle(ctx, item.ArticleID); err != nil {
		return err
	}
	line, p, err := w.itemPublication(ctx, item)
	if err != nil {
		return err
	}
	kind := models.PublicationCancelled
	switch {
	case item.Action == models.ReleaseWithdraw:
		p.EndsAt, p.EndsWall, p.EndsZone = item.EndedAt, item.EndedWall, item.EndedZone
		kind = models.PublicationChanged
	case p.Stands():
		p.EndsAt = p.LiveFrom
	}
	item.PublicationID, item.EndedAt, item.EndedWall, item.EndedZone = nil, 0, "", ""
	if err := w.UpdateReleaseItem(ctx, item); err != nil {
		return err
	}
	return w.changed(ctx, line, p, kind, nil)
}

// itemPublication returns what an item publishes or ends, on its timeline.
func (w *work) itemPublication(ctx context.Context, item *models.ReleaseItem) (*timeline, *models.Publication, error) {
	p, err := w.Publication(ctx, *item.PublicationID)
	if err != nil {
		return nil, nil, err
	}
	line, err := w.timeline(ctx, p.TranslationID)
	if err != nil {
		return nil, nil, err
	}
	return line, line.find(p.ID), nil
}

// The alarms of a release.
const (
	AlarmDisarmed = "disarmed" // something stopped an armed release
	AlarmAtRisk   = "at_risk"  // unready, and due within a day
	AlarmMissed   = "missed"   // not armed by its moment
)

// disarmFor disarms every release that would do something with a version of an
// article (any, where the language is empty), with an alarm, and returns which.
func (w *work) disarmFor(ctx context.Context, articleID int64, l locale.Tag) ([]int64, error) {
	armed, err := w.ArmedReleases(ctx, articleID, l, w.now)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for i := range armed {
		if err := w.disarm(ctx, &armed[i], articleID, l); err != nil {
			return nil, err
		}
		ids = append(ids, armed[i].ID)
	}
	return ids, nil
}

// disarmForErrors disarms the releases of a version whose newest words have an
// error that nobody has dismissed: what is pinned may have it, too, and whoever
// wrote it has seen it last.
func (w *work) disarmForErrors(ctx context.Context, a *models.Article, t *models.Translation) error {
	armed, err := w.ArmedReleases(ctx, a.ID, t.Locale, w.now)
	if err != nil || len(armed) == 0 {
		return err
	}
	source, err := w.sourceHead(ctx, a, t.Locale)
	if err != nil {
		return err
	}
	found, err := w.n.findings(ctx, w.Reader, a, t, source)
	if err != nil || checks.Errors(found) == 0 {
		return err
	}
	_, err = w.disarmFor(ctx, a.ID, t.Locale)
	return err
}
