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
	// Note is what the others are to know of it: it is kept as a comment on the whole
	// version.
	Note string
}

// ChangeStage moves a version to another stage by the stage table. Who may approve and
// gives a note sends a version back with it: whoever is to do it, or else saved the
// head, is mentioned and, where nobody is to do it, assigned.
func (n *Newsroom) ChangeStage(ctx context.Context, by Actor, in StageInput) error {
	return n.write(ctx, "cms.ChangeStage", by, func(w *work) error {
		a, t, err := w.lockedVersion(ctx, in.ArticleID, in.Locale, in.Revision)
		if err != nil {
			return err
		}
		note := plainNote(in.Note)
		if err := w.changeStage(ctx, a, t, in.To, note); err != nil || note == "" {
			return err
		}
		return w.explain(ctx, a, t, note)
	})
}

// explain keeps the note of a change of stage.
func (w *work) explain(ctx context.Context, a *models.Article, t *models.Translation, note string) error {
	if err := w.allow(rights.Comment, a, t.Locale); err != nil {
		return err
	}
	in := CommentInput{Locale: t.Locale, Text: note}
	back := t.Stage == models.Draft && w.allow(rights.Approve, a, t.Locale) == nil
	if !back {
		_, err := w.comment(ctx, a, t, in)
		return err
	}
	who, assigned, err := w.responsible(ctx, a, t)
	if err != nil {
		return err
	}
	if who != nil {
		in.Mention = []int64{who.ID}
	}
	if _, err := w.comment(ctx, a, t, in); err != nil || who == nil || assigned || !mayWrite(who, a, t.Locale) {
		return err
	}
	return w.assign(ctx, nil, &models.Assignment{ArticleID: a.ID, Locale: t.Locale, UserID: who.ID, ByID: w.by.UserID, CreatedAt: w.now})
}

// responsible returns to whom a version goes back: who is to do it, or else saved its
// head. It is null where that is the actor, nobody, or one who cannot read it any more.
func (w *work) responsible(ctx context.Context, a *models.Article, t *models.Translation) (who *models.User, assigned bool, err error) {
	given, err := w.Assignment(ctx, a.ID, t.Locale)
	if err != nil {
		return nil, false, err
	}
	id := t.Head.UserID
	if given != nil {
		id = &given.UserID
	}
	if id == nil || w.by.UserID != nil && *id == *w.by.UserID {
		return nil, given != nil, nil
	}
	if who, err = w.User(ctx, *id); err != nil || who == nil || allow(rights.Of(who), rights.ReadDrafts, a, t.Locale) != nil {
		return nil, given != nil, err
	}
	return who, given != nil, nil
}

func (w *work) changeStage(ctx context.Context, a *models.Article, t *models.Translation, to models.Stage, note string) error {
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
	if note != "" {
		data["note"] = note
	}
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
		return changedMeanwhile()
	}
	return nil
}
