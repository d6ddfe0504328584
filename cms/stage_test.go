package cms_test

import (
	"fmt"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

func TestStageChangesByRole(t *testing.T) {
	t.Parallel()
	const d, v, a = models.Draft, models.Review, models.Approved
	eachRoom(t, func(t *testing.T, r *room) {
		author := r.user(t, "author", grant(models.RoleAuthor, en))
		actors := map[string]cms.Actor{
			"author":     author,
			"translator": r.user(t, "translator", grant(models.RoleTranslator, ru)),
			"reviewer":   r.user(t, "reviewer", grant(models.RoleReviewer, ru)),
			"stranger":   r.user(t, "stranger", grant(models.RoleReviewer, kk)),
			"editor":     r.user(t, "editor", grant(models.RoleEditor, en, ru)),
			"nobody":     r.user(t, "nobody"),
		}
		// Who may make the move in the source (en, the author's own) and in
		// the translation (ru).
		for _, test := range []struct {
			from, to       models.Stage
			source, target string
		}{
			{d, v, "author editor", "translator reviewer editor"},
			{d, a, "editor", "reviewer editor"},
			{v, d, "author editor", "translator reviewer editor"},
			{v, a, "editor", "reviewer editor"},
			{a, d, "editor", "reviewer editor"},
			{a, v, "editor", "reviewer editor"},
		} {
			for name, actor := range actors {
				id := r.article(t, author, en)
				r.save(t, id, en, content("Title", "One."))
				r.save(t, id, ru, content("Заголовок", "Раз."))
				for _, version := range []struct {
					in      cms.StageInput
					allowed string
				}{
					{cms.StageInput{Locale: en}, test.source}, {cms.StageInput{Locale: ru}, test.target},
				} {
					in := version.in
					in.ArticleID, in.Revision, in.To = id, r.headID(t, id, in.Locale), test.from
					if err := r.ChangeStage(t.Context(), r.boss, in); err != nil {
						t.Fatal(err)
					}
					in.To = test.to
					before := r.journal(t)
					err := r.ChangeStage(t.Context(), actor, in)
					what := fmt.Sprintf("%s moves %s from %s to %s", name, in.Locale, test.from, test.to)
					want := test.from
					if contains(version.allowed, name) {
						want = test.to
						if err != nil {
							t.Errorf("%s: %v", what, err)
							continue
						}
						e := r.wantLast(t, before, models.TranslationStageChanged)
						if e.Data["from"] != string(test.from) || e.Data["to"] != string(test.to) {
							t.Errorf("%s: the event says %v", what, e.Data)
						}
					} else {
						t.Log(what)
						wantError(t, err, errs.Forbidden, "error.forbidden")
						r.unchanged(t, before)
					}
					if got := r.translation(t, id, in.Locale).Stage; got != want {
						t.Errorf("%s: stage is %s, want %s", what, got, want)
					}
				}
			}
		}
	})
}

func TestApprovalNamesARevision(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		seen := r.save(t, id, en, content("One"))
		head := r.save(t, id, en, content("Two"))
		before := r.journal(t)
		in := cms.StageInput{ArticleID: id, Locale: en, Revision: seen.ID, To: models.Approved}
		wantError(t, r.ChangeStage(t.Context(), r.boss, in), errs.Conflict, "error.changed_meanwhile")
		r.unchanged(t, before)

		in.Revision = head.ID
		if err := r.ChangeStage(t.Context(), r.boss, in); err != nil {
			t.Fatal(err)
		}
		if tr := r.translation(t, id, en); tr.ApprovedID == nil || *tr.ApprovedID != head.ID {
			t.Errorf("the approval names %v, want %d", tr.ApprovedID, head.ID)
		}
	})
}

func TestImpossibleChangesOfStageAreRefused(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		rev := r.save(t, id, en, content("One"))
		before := r.journal(t)
		for _, test := range []struct {
			in   cms.StageInput
			kind errs.Kind
			key  string
		}{
			{cms.StageInput{ArticleID: id, Locale: en, Revision: rev.ID, To: "published"}, errs.Invalid, "error.stage_impossible"},
			{cms.StageInput{ArticleID: id, Locale: ru, Revision: rev.ID, To: models.Review}, errs.NotFound, "error.not_found"},
			{cms.StageInput{ArticleID: noStory, Locale: en, Revision: rev.ID, To: models.Review}, errs.NotFound, "error.not_found"},
		} {
			wantError(t, r.ChangeStage(t.Context(), r.boss, test.in), test.kind, test.key)
		}
		if err := r.ChangeStage(t.Context(), r.boss, cms.StageInput{ArticleID: id, Locale: en, Revision: rev.ID, To: models.Draft}); err != nil {
			t.Errorf("staying where it is: %v", err)
		}
		r.unchanged(t, before)
	})
}
