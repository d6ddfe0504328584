package cms_test

import (
	"strconv"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// found returns the finding of a check, null where there is none.
func (r *room) found(t *testing.T, id int64, l locale.Tag, check string) *checks.Finding {
	t.Helper()
	list, err := r.Findings(t.Context(), r.boss, id, l)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		if list[i].Check == check {
			return &list[i]
		}
	}
	return nil
}

func TestAnErrorStopsPublicationUntilItIsMendedOrDismissed(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "The port of Baku is open."))
		rev := r.translate(t, id, en, ru, content("Заголовок", "Порт Бaку открыт."))
		r.approve(t, id, ru)
		publish := cms.PublishInput{ArticleID: id, Locale: ru, Revision: rev.ID, OverrideReason: "in a hurry"}
		_, err := r.Publish(t.Context(), r.boss, publish)
		wantError(t, err, errs.Invalid, "error.publish_findings")
		publish.OverrideReason = cms.OverrideImported // which only an import may say
		_, err = r.Publish(t.Context(), r.boss, publish)
		wantError(t, err, errs.Invalid, "error.publish_findings")

		f := r.found(t, id, ru, "lookalike")
		dismiss := cms.DismissInput{ArticleID: id, Locale: ru, Revision: rev.ID, Check: f.Check, Key: f.Key, Reason: "a brand"}
		before := r.journal(t)
		if err := r.DismissFinding(t.Context(), r.boss, dismiss); err != nil {
			t.Fatal(err)
		}
		if e := r.wantLast(t, before, models.FindingDismissed); e.Data["reason"] != "a brand" || e.Data["check"] != "lookalike" {
			t.Errorf("the event holds %v", e.Data)
		}
		if !r.found(t, id, ru, "lookalike").Dismissed {
			t.Error("the finding is not dismissed")
		}
		if _, err := r.Publish(t.Context(), r.boss, publish); err != nil {
			t.Error(err)
		}
		before = r.journal(t)
		if err := r.DismissFinding(t.Context(), r.boss, dismiss); err != nil {
			t.Error(err)
		}
		r.unchanged(t, before) // dismissed already
	})
}

func TestADismissalHoldsUntilEitherTextChanges(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "It costs 5 manats.", "Another."))
		rev := r.translate(t, id, en, ru, content("Заголовок", "Это стоит 6 манатов.", "Другое."))
		dismiss := func() {
			t.Helper()
			f := r.found(t, id, ru, "numbers")
			err := r.DismissFinding(t.Context(), r.boss, cms.DismissInput{
				ArticleID: id, Locale: ru, Revision: r.headID(t, id, ru), Check: f.Check, Key: f.Key, Reason: "so be it",
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		dismiss()
		r.save(t, id, ru, with(rev.Content, 1, "Иное."))
		if !r.found(t, id, ru, "numbers").Dismissed {
			t.Error("a change elsewhere brought the finding back")
		}
		r.save(t, id, en, with(source.Content, 0, "It costs 5 manats now."))
		if r.found(t, id, ru, "numbers").Dismissed {
			t.Error("the dismissal outlives a change of the source")
		}
		dismiss()
		r.save(t, id, ru, with(rev.Content, 0, "Теперь это стоит 6 манатов."))
		if r.found(t, id, ru, "numbers").Dismissed {
			t.Error("the dismissal outlives a change of the translation")
		}
	})
}

func TestADismissalIsRefused(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "It costs 5 manats."))
		rev := r.translate(t, id, en, ru, content("Заголовок", "Это стоит 6 манатов."))
		f := r.found(t, id, ru, "numbers")
		good := cms.DismissInput{ArticleID: id, Locale: ru, Revision: rev.ID, Check: f.Check, Key: f.Key, Reason: "so be it"}
		before := r.journal(t)
		for _, test := range []struct {
			name string
			by   cms.Actor
			edit func(in *cms.DismissInput)
			kind errs.Kind
			key  string
		}{
			{"without a reason", r.boss, func(in *cms.DismissInput) { in.Reason = " " }, errs.Invalid, "error.reason_required"},
			{"of a revision of another version", r.boss, func(in *cms.DismissInput) { in.Revision = r.headID(t, id, en) }, errs.Conflict, "error.changed_meanwhile"},
			{"of no revision", r.boss, func(in *cms.DismissInput) { in.Revision = 0 }, errs.Conflict, "error.changed_meanwhile"},
			{"beside no source", r.boss, func(in *cms.DismissInput) { in.Source = rev.ID }, errs.Invalid, "error.confirm_unknown"},
			{"of a finding that is not there", r.boss, func(in *cms.DismissInput) { in.Check = "empty" }, errs.NotFound, "error.not_found"},
			{"by a translator of another language", r.user(t, "translator", grant(models.RoleTranslator, kk)), func(*cms.DismissInput) {}, errs.Forbidden, "error.forbidden"},
		} {
			in := good
			test.edit(&in)
			t.Log(test.name)
			wantError(t, r.DismissFinding(t.Context(), test.by, in), test.kind, test.key)
		}
		if len(r.journal(t)) != len(before)+1 { // the user
			t.Error("a refusal wrote an event")
		}
		if r.found(t, id, ru, "numbers").Dismissed {
			t.Error("the finding is dismissed")
		}
	})
}

func TestWhatOthersChangeElsewhereStopsNoDismissal(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "It costs 5 manats.", "Another."))
		rev := r.translate(t, id, en, ru, content("Заголовок", "Это стоит 6 манатов.", "Другое."))
		f := r.found(t, id, ru, "numbers")
		dismiss := cms.DismissInput{
			ArticleID: id, Locale: ru, Revision: rev.ID, Source: source.ID, Check: f.Check, Key: f.Key, Reason: "so be it",
		}
		moved := r.save(t, id, ru, with(rev.Content, 1, "Иное."))
		later := r.save(t, id, en, with(source.Content, 1, "Something else."))
		if err := r.DismissFinding(t.Context(), r.boss, dismiss); err != nil {
			t.Fatal(err)
		}
		if !r.found(t, id, ru, "numbers").Dismissed {
			t.Error("the finding is not dismissed")
		}
		changed := r.save(t, id, ru, with(moved.Content, 0, "Сейчас это стоит 6 манатов."))
		before := r.journal(t)
		wantError(t, r.DismissFinding(t.Context(), r.boss, dismiss), errs.Conflict, "error.changed_meanwhile")
		wantError(t, r.RestoreFinding(t.Context(), r.boss, dismiss), errs.Conflict, "error.changed_meanwhile")
		r.unchanged(t, before)

		dismiss.Revision = changed.ID // and now the source
		r.save(t, id, en, with(later.Content, 0, "Now it costs 5 manats."))
		before = r.journal(t)
		wantError(t, r.DismissFinding(t.Context(), r.boss, dismiss), errs.Conflict, "error.changed_meanwhile")
		r.unchanged(t, before)
		dismiss.Source = 0 // as it is
		if err := r.DismissFinding(t.Context(), r.boss, dismiss); err != nil {
			t.Error(err)
		}
	})
}

func TestADismissalOfAFieldForSearchEnginesAsksWhetherItChanged(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, ru)
		words := content("Заголовок", "Раз.")
		words.SEO.Title = "Мост , река"
		rev := r.save(t, id, ru, words)
		f := r.found(t, id, ru, "spaces")
		words.SEO.Title = "Мосты , реки"
		r.save(t, id, ru, words)
		in := cms.DismissInput{ArticleID: id, Locale: ru, Revision: rev.ID, Check: f.Check, Key: f.Key, Reason: "so be it"}
		wantError(t, r.DismissFinding(t.Context(), r.boss, in), errs.Conflict, "error.changed_meanwhile")
		in.Revision = r.headID(t, id, ru)
		if err := r.DismissFinding(t.Context(), r.boss, in); err != nil {
			t.Error(err)
		}
	})
}

func TestADismissalIsTakenBack(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "It costs 5 manats."))
		rev := r.translate(t, id, en, ru, content("Заголовок", "Это стоит 6 манатов."))
		f := r.found(t, id, ru, "numbers")
		in := cms.DismissInput{ArticleID: id, Locale: ru, Revision: rev.ID, Check: f.Check, Key: f.Key, Reason: "so be it"}
		before := r.journal(t)
		if err := r.RestoreFinding(t.Context(), r.boss, in); err != nil {
			t.Error(err)
		}
		r.unchanged(t, before) // there is nothing to take back
		if err := r.DismissFinding(t.Context(), r.boss, in); err != nil {
			t.Fatal(err)
		}
		stranger := r.user(t, "translator", grant(models.RoleTranslator, kk))
		wantError(t, r.RestoreFinding(t.Context(), stranger, in), errs.Forbidden, "error.forbidden")
		missing := in
		missing.Check = "empty"
		wantError(t, r.RestoreFinding(t.Context(), r.boss, missing), errs.NotFound, "error.not_found")
		before = r.journal(t)
		if err := r.RestoreFinding(t.Context(), r.user(t, "other", grant(models.RoleTranslator, ru)), in); err != nil {
			t.Fatal(err)
		}
		list := r.journal(t)
		if e := list[len(list)-1]; len(list) != len(before)+2 || e.Kind != models.FindingRestored || e.Data["check"] != "numbers" {
			t.Errorf("the journal ends with %+v", e)
		}
		if r.found(t, id, ru, "numbers").Dismissed {
			t.Error("the finding is dismissed still")
		}
		if err := r.DismissFinding(t.Context(), r.boss, in); err != nil {
			t.Error(err)
		}
		if !r.found(t, id, ru, "numbers").Dismissed {
			t.Error("it cannot be dismissed again")
		}
	})
}

func TestALinkToAStoryThatHasThisLanguage(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		other := r.article(t, r.boss, en)
		r.save(t, other, en, content("Other", "One."))
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", link(other)))
		text := `См. <a href="/en/culture/other-` + strconv.FormatInt(other, 10) + `">статью</a>.`
		r.save(t, id, ru, content("Заголовок", text))
		if r.found(t, id, ru, "link_language") != nil {
			t.Error("there is no Russian version to lead to")
		}
		r.save(t, other, ru, content("Другая", "Раз."))
		if r.found(t, id, ru, "link_language") == nil {
			t.Error("the link leads to English, though the story exists in Russian")
		}
	})
}
