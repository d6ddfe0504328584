package cms

import (
	"context"
	"errors"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// RolledBack is what rolling back a release comes to.
type RolledBack struct {
	// Items are what the release did, one by one; what follows later is not among
	// them.
	Items []RolledBackItem
}

// RolledBackItem is what rolling back comes to for one item, which stays as it is
// where it says why.
type RolledBackItem struct {
	Item models.ReleaseItem
	// Back is what is public again; null where nothing is.
	Back *models.Publication
}

// Left returns the items that something newer has been published of since, or that
// have gone since: they stay as they are.
func (r *RolledBack) Left() []models.ReleaseItem {
	var list []models.ReleaseItem
	for i := range r.Items {
		if r.Items[i].Item.Stayed != "" {
			list = append(list, r.Items[i].Item)
		}
	}
	return list
}

// RollBack acts from now on: it ends what a release has published and publishes
// again what was public before, in one transaction. A version of which something
// newer has been published since stays, and is named; so does one that was taken
// down or put under an embargo since.
func (n *Newsroom) RollBack(ctx context.Context, by Actor, id int64) (*RolledBack, error) {
	return n.rollBack(ctx, "cms.RollBack", by, id, nil)
}

// RehearseRollBack says what rolling back would come to, with the words that would
// be public again. It does what rolling back does and takes it all back.
func (n *Newsroom) RehearseRollBack(ctx context.Context, by Actor, id int64) (*RolledBack, error) {
	result, err := n.rollBack(ctx, "cms.RehearseRollBack", by, id, errRehearsed)
	if !errors.Is(err, errRehearsed) {
		return result, err
	}
	var ids []int64
	for i := range result.Items {
		if back := result.Items[i].Back; back != nil {
			ids = append(ids, back.RevisionID)
		}
	}
	list, err := n.store.Read().Revisions(ctx, ids)
	for i := range result.Items {
		back := result.Items[i].Back
		at := slices.IndexFunc(list, func(rev models.Revision) bool { return back != nil && rev.ID == back.RevisionID })
		if at >= 0 {
			back.Revision = &list[at]
		}
	}
	return result, errs.Wrap("cms.RehearseRollBack", err)
}

// rollBack rolls back and ends its transaction with end: null keeps what it did.
func (n *Newsroom) rollBack(ctx context.Context, op string, by Actor, id int64, end error) (*RolledBack, error) {
	result := &RolledBack{}
	err := n.write(ctx, op, by, func(w *work) error {
		v, err := w.lockedRelease(ctx, id)
		if err != nil {
			return err
		}
		if v.State != models.ReleaseArmed || *v.At > w.now {
			return errs.New("cms", errs.Invalid, "error.release_not_out", nil)
		}
		left, err := w.rollBackItems(ctx, v, result)
		if err != nil {
			return err
		}
		v.State = models.ReleaseRolledBack
		if err := w.UpdateRelease(ctx, v); err != nil {
			return err
		}
		if err := w.releaseEvent(ctx, models.ReleaseRolledBackEvent, v, map[string]any{"left": left}); err != nil {
			return err
		}
		return end
	})
	return result, err
}

// rollBackItems rolls back what a release did, item by item, and returns the ids of
// those that stay.
func (w *work) rollBackItems(ctx context.Context, v *models.Release, result *RolledBack) (left []int64, err error) {
	for i := range v.Items {
		item := RolledBackItem{Item: v.Items[i]}
		if item.Item.PublicationID == nil {
			continue
		}
		if item.Back, err = w.rollBackItem(ctx, &item.Item, *v.At); err != nil {
			return nil, err
		}
		if item.Item.Stayed != "" {
			left = append(left, item.Item.ID)
			if err := w.UpdateReleaseItem(ctx, &item.Item); err != nil {
				return nil, err
			}
		}
		result.Items = append(result.Items, item)
	}
	return left, nil
}

// rollBackItem brings back what was public before a release, and returns it; null
// where nothing was. Where it may not, it notes in the item why it stays as it is.
func (w *work) rollBackItem(ctx context.Context, item *models.ReleaseItem, at models.Instant) (*models.Publication, error) {
	a, err := w.lockedAnyArticle(ctx, item.ArticleID)
	if err != nil {
		return nil, err
	}
	line, own, err := w.itemPublication(ctx, item)
	if err != nil {
		return nil, err
	}
	// What was public before the release, and until when it was meant to be.
	before, ends := own, resolved{item.EndedAt, item.EndedWall, item.EndedZone}
	if item.Action == models.ReleasePublish {
		if before = line.at(at - 1); before != nil {
			ends = resolved{before.EndsAt, before.EndsWall, before.EndsZone}
		}
	}
	if before != nil && (!before.Stands() || ends.at <= w.now) {
		before = nil // it would be over by now
	}
	item.Stayed, err = w.stays(ctx, a, line, own, before != nil, at)
	if err != nil || item.Stayed != "" {
		return nil, err
	}
	if item.Action == models.ReleasePublish {
		own.EndsAt, own.EndsWall, own.EndsZone = w.now, "", ""
	}
	if before == nil {
		return nil, w.changed(ctx, line, own, models.PublicationChanged, map[string]any{"rolled_back": true})
	}
	now := w.moment(w.now)
	p := &models.Publication{
		TranslationID: before.TranslationID, RevisionID: before.RevisionID, LiveFrom: now.at, EndsAt: ends.at,
		Wall: now.wall, Zone: now.zone, EndsWall: ends.wall, EndsZone: ends.zone, ArticleID: before.ArticleID,
		Locale: before.Locale, SectionID: before.SectionID, Note: before.Note, OverrideReason: before.OverrideReason,
		UserID: w.by.UserID, CreatedAt: w.now,
	}
	if err := w.keep(ctx, line, p); err != nil {
		return nil, err
	}
	return p, w.scheduled(ctx, p)
}

// stays says why a version is to stay as it is; empty where it is to be rolled
// back. publishes says that something would be public again by that.
func (w *work) stays(ctx context.Context, a *models.Article, line *timeline, own *models.Publication, publishes bool, at models.Instant) (models.StayReason, error) {
	if a.TrashedAt != nil {
		return models.StayedTrashed, nil
	}
	down, err := w.TakenDown(ctx, []int64{a.ID})
	switch {
	case err != nil:
		return "", err
	case down[a.ID] >= at:
		return models.StayedKilled, nil
	case line.newerThan(at, own):
		return models.StayedNewer, nil
	case own.LiveFrom >= at && own.LiveUntil <= w.now: // the release's own, and over
		return models.StayedEnded, nil
	case publishes && a.EmbargoUntil != nil && w.now < *a.EmbargoUntil:
		return models.StayedEmbargoed, nil
	}
	return "", nil
}

// newerThan reports whether anything else on a timeline began after a moment.
func (t *timeline) newerThan(moment models.Instant, own *models.Publication) bool {
	for i := range t.list {
		if p := &t.list[i]; p.ID != own.ID && p.Stands() && p.LiveFrom > moment {
			return true
		}
	}
	return false
}
