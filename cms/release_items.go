package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// ReleaseItemInput adds a version to a release.
type ReleaseItemInput struct {
	ArticleID int64
	Locale    locale.Tag
	Action    models.ReleaseAction
	Rule      models.ReleaseRule
}

// AddToRelease adds versions to an open release. A version that it has already
// is errs.Conflict.
func (n *Newsroom) AddToRelease(ctx context.Context, by Actor, id int64, items ...ReleaseItemInput) error {
	return n.write(ctx, "cms.AddToRelease", by, func(w *work) error {
		v, err := w.openRelease(ctx, id)
		if err != nil {
			return err
		}
		return w.addItems(ctx, v, items)
	})
}

// ReleaseStoryInput adds a story to a release.
type ReleaseStoryInput struct {
	ArticleID int64
	// Locales are the languages; none means all that somebody has begun.
	Locales []locale.Tag
	Action  models.ReleaseAction
	Rule    models.ReleaseRule
}

// AddStoryToRelease adds a story in several languages to an open release. Those
// that it has already stay as they are; a story of which it has all is
// errs.Conflict.
func (n *Newsroom) AddStoryToRelease(ctx context.Context, by Actor, id int64, in ReleaseStoryInput) error {
	return n.write(ctx, "cms.AddStoryToRelease", by, func(w *work) error {
		v, err := w.openRelease(ctx, id)
		if err != nil {
			return err
		}
		locales := in.Locales
		if len(locales) == 0 {
			if locales, err = w.begun(ctx, in.ArticleID); err != nil {
				return err
			}
		}
		var items []ReleaseItemInput
		for _, l := range locales {
			if !hasItem(v, in.ArticleID, l) {
				items = append(items, ReleaseItemInput{ArticleID: in.ArticleID, Locale: l, Action: in.Action, Rule: in.Rule})
			}
		}
		if len(items) == 0 {
			return errs.New("cms", errs.Conflict, "error.release_has_item", nil)
		}
		return w.addItems(ctx, v, items)
	})
}

// begun returns the languages of a story that have words.
func (w *work) begun(ctx context.Context, articleID int64) ([]locale.Tag, error) {
	versions, err := w.Translations(ctx, articleID)
	var list []locale.Tag
	for i := range versions {
		if versions[i].HeadID != nil {
			list = append(list, versions[i].Locale)
		}
	}
	if err == nil && len(list) == 0 {
		err = errs.New("cms", errs.Invalid, "error.release_no_version", nil)
	}
	return list, err
}

func hasItem(v *models.Release, articleID int64, l locale.Tag) bool {
	return slices.ContainsFunc(v.Items, func(i models.ReleaseItem) bool { return i.ArticleID == articleID && i.Locale == l })
}

func (w *work) addItems(ctx context.Context, v *models.Release, items []ReleaseItemInput) error {
	for _, in := range items {
		if err := w.addItem(ctx, v, in); err != nil {
			return err
		}
	}
	return w.itemsChanged(ctx, v, map[string]any{"added": items})
}

func (w *work) addItem(ctx context.Context, v *models.Release, in ReleaseItemInput) error {
	item := models.ReleaseItem{ReleaseID: v.ID, ArticleID: in.ArticleID, Locale: in.Locale, Action: in.Action, Rule: in.Rule}
	if err := checkItem(&item); err != nil {
		return err
	}
	if _, err := w.n.enabled(in.Locale); err != nil {
		return err
	}
	a, err := w.Article(ctx, in.ArticleID)
	if err != nil {
		return err
	}
	if a.TrashedAt != nil {
		return errs.New("cms", errs.Invalid, "error.trashed", nil)
	}
	if hasItem(v, in.ArticleID, in.Locale) {
		return errs.New("cms", errs.Conflict, "error.release_has_item", nil)
	}
	if err := w.CreateReleaseItem(ctx, &item); err != nil {
		return err
	}
	v.Items = append(v.Items, item)
	return nil
}

// checkItem refuses an action or a rule that there is not.
func checkItem(i *models.ReleaseItem) error {
	actions, rules := []models.ReleaseAction{models.ReleasePublish, models.ReleaseWithdraw}, []models.ReleaseRule{models.Must, models.May}
	if !slices.Contains(actions, i.Action) || !slices.Contains(rules, i.Rule) {
		return errs.New("cms", errs.Invalid, "error.bad_request", nil)
	}
	return nil
}

// itemsChanged counts up the version of a release, so that nobody discards or plans
// anew what they have not seen, and notes what changed.
func (w *work) itemsChanged(ctx context.Context, v *models.Release, data map[string]any) error {
	if err := w.UpdateRelease(ctx, v); err != nil {
		return err
	}
	return w.releaseEvent(ctx, models.ReleaseChanged, v, data)
}

// SetReleaseItem changes what an open release does with one of its items, and what
// happens where that is not ready.
func (n *Newsroom) SetReleaseItem(ctx context.Context, by Actor, id, itemID int64, action models.ReleaseAction, rule models.ReleaseRule) error {
	return n.write(ctx, "cms.SetReleaseItem", by, func(w *work) error {
		v, item, err := w.openItem(ctx, id, itemID)
		if err != nil {
			return err
		}
		item.Action, item.Rule = action, rule
		if err := checkItem(item); err != nil {
			return err
		}
		if err := w.UpdateReleaseItem(ctx, item); err != nil {
			return err
		}
		data := map[string]any{"changed": item.ArticleID, "locale": item.Locale, "action": action, "rule": rule}
		return w.itemsChanged(ctx, v, data)
	})
}

// RemoveFromRelease takes an item out of an open release.
func (n *Newsroom) RemoveFromRelease(ctx context.Context, by Actor, id, itemID int64) error {
	return n.write(ctx, "cms.RemoveFromRelease", by, func(w *work) error {
		v, item, err := w.openItem(ctx, id, itemID)
		if err != nil {
			return err
		}
		if err := w.DeleteReleaseItem(ctx, itemID); err != nil {
			return err
		}
		return w.itemsChanged(ctx, v, map[string]any{"removed": item.ArticleID, "locale": item.Locale})
	})
}

// openItem returns an open release and one of its items.
func (w *work) openItem(ctx context.Context, id, itemID int64) (*models.Release, *models.ReleaseItem, error) {
	v, err := w.openRelease(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(v.Items, func(i models.ReleaseItem) bool { return i.ID == itemID })
	if i < 0 {
		return nil, nil, errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	return v, &v.Items[i], nil
}
