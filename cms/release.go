package cms

import (
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// ReleaseInput is what a release is called and when it is planned.
type ReleaseInput struct {
	Name string
	// At is when it is to take effect; zero leaves that open.
	At WallTime
}

// CreateRelease makes a release without items. Everything about releases needs
// the right to kill.
func (n *Newsroom) CreateRelease(ctx context.Context, by Actor, in ReleaseInput) (*models.Release, error) {
	v := &models.Release{State: models.ReleaseOpen}
	err := n.write(ctx, "cms.CreateRelease", by, func(w *work) error {
		if err := w.allow(rights.Kill, nil, ""); err != nil {
			return err
		}
		v.UserID, v.CreatedAt = by.UserID, w.now
		if err := w.fillRelease(v, in); err != nil {
			return err
		}
		if err := w.CreateRelease(ctx, v); err != nil {
			return err
		}
		return w.releaseEvent(ctx, models.ReleaseCreated, v, nil)
	})
	return v, err
}

func (w *work) fillRelease(v *models.Release, in ReleaseInput) error {
	v.Name = plainLine(in.Name)
	if v.Name == "" || utf8.RuneCountInString(v.Name) > MaxTitle {
		return errs.New("cms", errs.Invalid, "error.release_name", errs.Args{"max": MaxTitle})
	}
	v.At, v.Wall, v.Zone = nil, "", ""
	if in.At.IsZero() {
		return nil
	}
	at, err := w.n.resolve(in.At)
	if err != nil {
		return err
	}
	if at.at <= w.now {
		return errs.New("cms", errs.Invalid, "error.time_past", nil)
	}
	v.At, v.Wall, v.Zone, v.Alarm = &at.at, at.wall, at.zone, ""
	return nil
}

func (w *work) releaseEvent(ctx context.Context, kind models.EventKind, v *models.Release, data map[string]any) error {
	if data == nil {
		data = map[string]any{}
	}
	data["release"], data["name"], data["at"] = v.ID, v.Name, v.At
	return w.event(ctx, kind, 0, "", data)
}

// PlanRelease changes the name or the moment of an open release. version is the
// one that was on the screen; another is errs.Conflict.
func (n *Newsroom) PlanRelease(ctx context.Context, by Actor, id int64, version int, in ReleaseInput) error {
	return n.write(ctx, "cms.PlanRelease", by, func(w *work) error {
		v, err := w.openRelease(ctx, id)
		if err != nil {
			return err
		}
		if v.Version != version {
			return errs.New("cms", errs.Conflict, "error.changed_meanwhile", nil)
		}
		if err := w.fillRelease(v, in); err != nil {
			return err
		}
		if err := w.UpdateRelease(ctx, v); err != nil {
			return err
		}
		return w.releaseEvent(ctx, models.ReleaseChanged, v, nil)
	})
}

// lockedRelease makes other writers of a release wait and returns it as it stands
// then.
func (w *work) lockedRelease(ctx context.Context, id int64) (*models.Release, error) {
	if err := w.allow(rights.Kill, nil, ""); err != nil {
		return nil, err
	}
	if err := w.LockReleases(ctx); err != nil {
		return nil, err
	}
	return w.Release(ctx, id)
}

// openRelease is lockedRelease for one that may be changed.
func (w *work) openRelease(ctx context.Context, id int64) (*models.Release, error) {
	v, err := w.lockedRelease(ctx, id)
	if err == nil && v.State != models.ReleaseOpen {
		return nil, errs.New("cms", errs.Invalid, "error.release_not_open", nil)
	}
	return v, err
}

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
		for _, in := range items {
			if err := w.addItem(ctx, v, in); err != nil {
				return err
			}
		}
		return w.releaseEvent(ctx, models.ReleaseChanged, v, map[string]any{"added": items})
	})
}

func (w *work) addItem(ctx context.Context, v *models.Release, in ReleaseItemInput) error {
	actions, rules := []models.ReleaseAction{models.ReleasePublish, models.ReleaseWithdraw}, []models.ReleaseRule{models.Must, models.May}
	if !slices.Contains(actions, in.Action) || !slices.Contains(rules, in.Rule) {
		return errs.New("cms", errs.Invalid, "error.bad_request", nil)
	}
	if _, err := w.n.enabled(in.Locale); err != nil {
		return err
	}
	if _, err := w.Article(ctx, in.ArticleID); err != nil {
		return err
	}
	return w.CreateReleaseItem(ctx, &models.ReleaseItem{
		ReleaseID: v.ID, ArticleID: in.ArticleID, Locale: in.Locale, Action: in.Action, Rule: in.Rule,
	})
}

// RemoveFromRelease takes an item out of an open release.
func (n *Newsroom) RemoveFromRelease(ctx context.Context, by Actor, id, itemID int64) error {
	return n.write(ctx, "cms.RemoveFromRelease", by, func(w *work) error {
		v, err := w.openRelease(ctx, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(v.Items, func(i models.ReleaseItem) bool { return i.ID == itemID })
		if i < 0 {
			return errs.New("cms", errs.NotFound, "error.not_found", nil)
		}
		if err := w.DeleteReleaseItem(ctx, itemID); err != nil {
			return err
		}
		return w.releaseEvent(ctx, models.ReleaseChanged, v, map[string]any{"removed": v.Items[i].ArticleID, "locale": v.Items[i].Locale})
	})
}

// Release returns a release with its items.
func (n *Newsroom) Release(ctx context.Context, by Actor, id int64) (*models.Release, error) {
	const op = "cms.Release"
	if err := allow(by, rights.Kill, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	v, err := n.store.Read().Release(ctx, id)
	return v, errs.Wrap(op, err)
}

// Releases returns a page of releases with their items, the newest first: those
// with ids below before, 0 for the first page.
func (n *Newsroom) Releases(ctx context.Context, by Actor, before int64) ([]models.Release, error) {
	const op = "cms.Releases"
	if err := allow(by, rights.Kill, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if before <= 0 {
		before = math.MaxInt64
	}
	list, err := n.store.Read().Releases(ctx, before, PageSize)
	return list, errs.Wrap(op, err)
}
