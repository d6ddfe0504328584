package cms

import (
	"context"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// RolledBack is what rolling back a release came to.
type RolledBack struct {
	// Left are the items that something newer has been published of since, or
	// that have gone since: they stay as they are.
	Left []models.ReleaseItem
}

// RollBack acts from now on: it ends what a release has published and publishes
// again what was public before, in one transaction. A version of which something
// newer has been published since stays, and is named.
func (n *Newsroom) RollBack(ctx context.Context, by Actor, id int64) (*RolledBack, error) {
	result := &RolledBack{}
	err := n.write(ctx, "cms.RollBack", by, func(w *work) error {
		v, err := w.lockedRelease(ctx, id)
		if err != nil {
			return err
		}
		if v.State != models.ReleaseArmed || *v.At > w.now {
			return errs.New("cms", errs.Invalid, "error.release_not_out", nil)
		}
		var left []int64
		for i := range v.Items {
			item := &v.Items[i]
			if item.PublicationID == nil {
				continue
			}
			done, err := w.rollBackItem(ctx, item, *v.At)
			if err != nil {
				return err
			}
			if !done {
				result.Left = append(result.Left, *item)
				left = append(left, item.ID)
			}
		}
		v.State = models.ReleaseRolledBack
		if err := w.UpdateRelease(ctx, v); err != nil {
			return err
		}
		return w.releaseEvent(ctx, models.ReleaseRolledBackEvent, v, map[string]any{"left": left})
	})
	return result, err
}

// rollBackItem brings back what was public before a release, and reports whether
// it could.
func (w *work) rollBackItem(ctx context.Context, item *models.ReleaseItem, at models.Instant) (bool, error) {
	if err := w.LockArticle(ctx, item.ArticleID); err != nil {
		return false, err
	}
	line, own, err := w.itemPublication(ctx, item)
	if err != nil {
		return false, err
	}
	if line.newerThan(at, own) {
		return false, nil
	}
	// What was public before the release, and until when it was meant to be.
	before, ends := own, resolved{item.EndedAt, item.EndedWall, item.EndedZone}
	if item.Action == models.ReleasePublish {
		if own.LiveUntil <= w.now {
			return false, nil // expired, or taken down since
		}
		own.EndsAt, own.EndsWall, own.EndsZone = w.now, "", ""
		if before = line.at(at - 1); before != nil {
			ends = resolved{before.EndsAt, before.EndsWall, before.EndsZone}
		}
	}
	if before == nil || !before.Stands() || ends.at <= w.now { // nothing, or it would be over by now
		return true, w.changed(ctx, line, own, models.PublicationChanged, map[string]any{"rolled_back": true})
	}
	now := w.moment(w.now)
	p := &models.Publication{
		TranslationID: before.TranslationID, RevisionID: before.RevisionID, LiveFrom: now.at, EndsAt: ends.at,
		Wall: now.wall, Zone: now.zone, EndsWall: ends.wall, EndsZone: ends.zone, ArticleID: before.ArticleID,
		Locale: before.Locale, SectionID: before.SectionID, Note: before.Note, OverrideReason: before.OverrideReason,
		UserID: w.by.UserID, CreatedAt: w.now,
	}
	if err := w.keep(ctx, line, p); err != nil {
		return false, err
	}
	return true, w.scheduled(ctx, p)
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
