package cms

import (
	"context"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
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
	v.At, v.Wall, v.Zone, v.Alarm = nil, "", "", ""
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
	v.At, v.Wall, v.Zone = &at.at, at.wall, at.zone
	return nil
}

func (w *work) releaseEvent(ctx context.Context, kind models.EventKind, v *models.Release, data map[string]any) error {
	return w.event(ctx, kind, 0, "", releaseData(v, data))
}

// releaseData adds to what an event says which release it is about.
func releaseData(v *models.Release, data map[string]any) map[string]any {
	if data == nil {
		data = map[string]any{}
	}
	data["release"], data["name"], data["at"] = v.ID, v.Name, v.At
	return data
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
			return changedMeanwhile()
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

// DiscardRelease deletes an open release; what its items are about stays as it is,
// and the journal keeps what happened to it. version is the one that was on the
// screen; another is errs.Conflict.
func (n *Newsroom) DiscardRelease(ctx context.Context, by Actor, id int64, version int) error {
	return n.write(ctx, "cms.DiscardRelease", by, func(w *work) error {
		v, err := w.openRelease(ctx, id)
		if err != nil {
			return err
		}
		if err := w.DeleteRelease(ctx, id, version); err != nil {
			return err
		}
		return w.releaseEvent(ctx, models.ReleaseDiscarded, v, nil)
	})
}
