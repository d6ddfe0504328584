package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// StageInput moves a version to a stage.
type StageInput struct {
	ArticleID int64
	Locale    locale.Tag
	// Revision is the one that was on the screen; where it is no longer the
	// head the answer is errs.Conflict, so that nobody approves words that
	// they have not seen.
	Revision int64
	To       models.Stage
}

// ChangeStage moves a version to another stage by the stage table.
func (n *Newsroom) ChangeStage(ctx context.Context, by Actor, in StageInput) error {
	return n.write(ctx, "cms.ChangeStage", by, func(w *work) error {
		a, t, err := w.lockedVersion(ctx, in.ArticleID, in.Locale, in.Revision)
		if err != nil {
			return err
		}
		return w.changeStage(ctx, a, t, in.To)
	})
}

func (w *work) changeStage(ctx context.Context, a *models.Article, t *models.Translation, to models.Stage) error {
	if t.Stage == to {
		return nil
	}
	action, ok := rights.StageChange(a, t.Locale, t.Stage, to)
	if !ok {
		return errs.New("cms", errs.Invalid, "error.stage_impossible", nil)
	}
	if err := w.allow(action, a, t.Locale); err != nil {
		return err
	}
	if to != models.Draft && t.Head.Content.Title == "" {
		return errs.New("cms", errs.Invalid, "error.title_required", nil)
	}
	from := t.Stage
	t.Stage, t.ApprovedID, t.UpdatedAt = to, nil, w.now
	if to == models.Approved {
		t.ApprovedID = t.HeadID
	}
	if err := w.UpdateTranslation(ctx, t); err != nil {
		return err
	}
	if err := w.TouchArticle(ctx, a.ID, w.now); err != nil {
		return err
	}
	data := map[string]any{"from": from, "to": to, "revision": headID(t)}
	return w.event(ctx, models.TranslationStageChanged, a.ID, t.Locale, data)
}

// lockedVersion locks an article and returns one of its versions, whose head
// must be the given revision.
func (w *work) lockedVersion(ctx context.Context, id int64, l locale.Tag, revision int64) (*models.Article, *models.Translation, error) {
	a, err := w.lockedArticle(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	t, err := w.Translation(ctx, id, l)
	if err != nil {
		return nil, nil, err
	}
	if err := unchanged(t, revision); err != nil {
		return nil, nil, err
	}
	return a, t, nil
}

// unchanged refuses a version that has no words (errs.NotFound), or newer ones than
// the revision that was on the screen (errs.Conflict).
func unchanged(t *models.Translation, revision int64) error {
	switch {
	case t == nil || t.HeadID == nil:
		return errs.New("cms", errs.NotFound, "error.not_found", nil)
	case *t.HeadID != revision:
		return errs.New("cms", errs.Conflict, "error.changed_meanwhile", nil)
	}
	return nil
}
