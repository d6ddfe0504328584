package cms_test

import (
	"slices"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

func TestADraftTellsWhoElseIsWriting(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		rev := r.save(t, id, en, content("Title", "Text."))
		others := func(by cms.Actor, tab string) []string {
			t.Helper()
			d, err := r.Draft(t.Context(), by, cms.DraftInput{SaveInput: cms.SaveInput{
				ArticleID: id, Locale: en, Tab: tab, Base: rev.ID, Content: rev.Content,
			}})
			if err != nil {
				t.Fatal(err)
			}
			return d.Others
		}
		one, two := r.user(t, "one", models.Grant{Role: models.RoleEditor}), r.user(t, "two", models.Grant{Role: models.RoleEditor})
		want := func(got []string, want ...string) {
			t.Helper()
			if !slices.Equal(got, want) {
				t.Errorf("others are %q, want %q", got, want)
			}
		}
		want(others(one, "a"))
		want(others(one, "b")) // one's own tabs are nobody else
		want(others(two, "a"), "one")
		want(others(one, "a"), "two")
		if err := r.Leave(t.Context(), two, id, en, "a"); err != nil {
			t.Fatal(err)
		}
		want(others(one, "a"))
		want(others(two, "a"), "one")
		r.clock.Advance(21 * time.Second)
		want(others(two, "a")) // nothing was heard of one
	})
}

func TestADraftIsCheckedAsASaveWouldMakeIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		rev := r.save(t, id, en, content("Title", "It costs 5 manats.", "And another word."))
		writer := r.user(t, "writer", models.Grant{Role: models.RoleEditor})
		typed := with(rev.Content, 0, "It costs 6 manats.")
		typed = with(typed, 1, "And anothr word .")
		in := cms.SaveInput{ArticleID: id, Locale: en, Tab: "a", Base: rev.ID, Content: typed}
		before := r.journal(t)
		d, err := r.Draft(t.Context(), writer, cms.DraftInput{SaveInput: in})
		if err != nil {
			t.Fatal(err)
		}
		r.unchanged(t, before)
		if len(d.Edits) != 0 {
			t.Errorf("a story without translations has edits to grade: %+v", d.Edits)
		}
		if !slices.ContainsFunc(d.Findings, func(f checks.Finding) bool { return f.Check == "spaces" && f.Key == rev.Content.Body[1].Key }) {
			t.Errorf("findings are %+v", d.Findings)
		}
		if kept, err := r.Autosaves(t.Context(), writer, id, en); err != nil || len(kept) != 0 {
			t.Errorf("kept without being asked: %v %v", kept, err)
		}
		r.translate(t, id, en, ru, content("Заголовок", "Это стоит 5 манатов.", "Другое."))
		if d, err = r.Draft(t.Context(), writer, cms.DraftInput{SaveInput: in}); err != nil {
			t.Fatal(err)
		}
		if len(d.Edits) != 2 || d.Edits[0].Grade != models.Fact || d.Edits[0].MayBeTypo || d.Edits[1].Grade != models.Typo {
			t.Errorf("edits are %+v", d.Edits)
		}
		if d.Head == nil || d.Head.ID != rev.ID {
			t.Errorf("the head is %+v", d.Head)
		}
	})
}

func TestADraftNeedsTheRightToEditAndATab(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title"))
		in := cms.DraftInput{SaveInput: cms.SaveInput{ArticleID: id, Locale: en, Tab: "a", Content: content("T")}}
		_, err := r.Draft(t.Context(), r.user(t, "translator", models.Grant{Role: models.RoleTranslator}), in)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		in.Tab = ""
		_, err = r.Draft(t.Context(), r.user(t, "editor", models.Grant{Role: models.RoleEditor}), in)
		wantError(t, err, errs.Invalid, "error.bad_request")
	})
}
