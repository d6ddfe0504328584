package cms_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

func TestHistoryShowsTheSourceRevisionThatWasFollowed(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		translator := r.user(t, "Aigerim", grant(models.RoleTranslator, kk))
		r.save(t, id, en, content("Title", "One."))
		r.translate(t, id, en, kk, content("Тақырып", "Бір."))
		r.save(t, id, en, content("Title", "One and a half."))
		head := r.head(t, id, kk)
		if _, err := r.Save(t.Context(), translator, cms.SaveInput{ArticleID: id, Locale: kk, Base: head.ID, Content: with(head.Content, 0, "Бір жарым.")}); err != nil {
			t.Fatal(err)
		}
		r.publish(t, id, en)
		list, next, err := r.History(t.Context(), translator, id, kk, 0)
		if err != nil || next != 0 {
			t.Fatal(next, err)
		}
		var got []string
		for _, p := range list {
			got = append(got, fmt.Sprintf("%d by %q after %d, source %d, head %v merged %v", p.Revision.Number, p.By, p.Base, p.Source, p.Head, p.Merged))
		}
		want := []string{`2 by "Aigerim" after 1, source 2, head true merged false`, `1 by "" after 0, source 1, head false merged false`}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("history (-want +got):\n%s", diff)
		}
		source, _, err := r.History(t.Context(), r.boss, id, en, 0)
		if err != nil || !source[0].Live || !source[0].Approved || source[1].Live || source[0].Source != 0 {
			t.Errorf("the source's history is %+v, %v", source, err)
		}
	})
}

func TestHistoryIsPaged(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		for i := range cms.PageSize + 3 {
			r.save(t, id, en, content(fmt.Sprintf("Title %d", i)))
		}
		seen, before := 0, 0
		for page := 0; page == 0 || before > 0; page++ {
			list, next, err := r.History(t.Context(), r.boss, id, en, before)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range list {
				seen++
				if want := cms.PageSize + 4 - seen; p.Revision.Number != want {
					t.Fatalf("got number %d, want %d", p.Revision.Number, want)
				}
			}
			before = next
		}
		if seen != cms.PageSize+3 {
			t.Errorf("saw %d revisions, want %d", seen, cms.PageSize+3)
		}
	})
}

func TestHistoryIsForThoseWhoMayReadDrafts(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		stranger := r.user(t, "author", grant(models.RoleAuthor, en))
		_, _, err := r.History(t.Context(), stranger, id, en, 0)
		wantError(t, err, errs.NotFound, "error.not_found")
		_, err = r.CompareRevisions(t.Context(), stranger, id, en, 1, 1)
		wantError(t, err, errs.NotFound, "error.not_found")
		_, _, err = r.History(t.Context(), r.boss, id, ru, 0)
		wantError(t, err, errs.NotFound, "error.not_found")
		_, err = r.CompareRevisions(t.Context(), r.boss, id, en, 1, 2)
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}

func TestAnyTwoRevisionsAreCompared(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		first := r.save(t, id, en, content("Title", "One.", "Two.", "Three."))
		c := with(first.Content, 0, "One more.")
		c.Title = "Other title"
		c.Body = models.Body{c.Body[2], c.Body[0], {Key: "new", Kind: models.Paragraph, Text: "Four."}}
		r.save(t, id, en, c)
		got, err := r.CompareRevisions(t.Context(), r.boss, id, en, 1, 2)
		if err != nil {
			t.Fatal(err)
		}
		var lines []string
		for _, c := range got.Changes {
			if !c.Changed() {
				continue
			}
			var line strings.Builder
			for _, s := range c.Text {
				sign := map[text.Change]string{text.Same: "", text.Deleted: "-", text.Inserted: "+"}[s.Change]
				line.WriteString(sign + "[" + s.HTML + "]")
			}
			if c.Moved {
				line.WriteString(" moved")
			}
			lines = append(lines, line.String())
		}
		want := []string{"-[Title]+[Other title]", "[Three.] moved", "[One]+[ more][.]", "-[Two.]", "+[Four.]"}
		if diff := cmp.Diff(want, lines); diff != "" {
			t.Errorf("changes (-want +got):\n%s", diff)
		}
	})
}

func TestARestoredRevisionIsANewOneAndRemembersWhatItDidThen(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		seen := r.save(t, id, en, content("Title", "It costs 5 manats."))
		first := r.translate(t, id, en, ru, content("Заголовок", "Это стоит 5 манатов."))
		r.save(t, id, en, with(seen.Content, 0, "It costs 6 manats."))
		second := r.translate(t, id, en, ru, with(first.Content, 0, "Это стоит 6 манатов."))
		r.approve(t, id, ru)
		in := cms.RestoreInput{ArticleID: id, Locale: ru, Number: 1, Base: first.ID}
		_, err := r.Restore(t.Context(), r.boss, in)
		wantError(t, err, errs.Conflict, "error.changed_meanwhile")
		stranger := r.user(t, "reader", grant(models.RoleTranslator, kk))
		in.Base = second.ID
		_, err = r.Restore(t.Context(), stranger, in)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		got, err := r.Restore(t.Context(), r.boss, in)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(first.Content, got.Content); diff != "" || got.Number != 3 {
			t.Errorf("number %d, content (-want +got):\n%s", got.Number, diff)
		}
		if tr := r.translation(t, id, ru); tr.Stage != models.Draft || *tr.HeadID != got.ID {
			t.Errorf("stage %s, head %d", tr.Stage, *tr.HeadID)
		}
		if want := []staleness.State{staleness.Current, staleness.Stale}; cmp.Diff(want, r.states(t, id, ru)) != "" {
			t.Errorf("states are %v, want %v", r.states(t, id, ru), want)
		}
		before := r.journal(t)
		in.Base, in.Number = got.ID, 3
		if _, err := r.Restore(t.Context(), r.boss, in); err != nil {
			t.Error(err)
		}
		r.unchanged(t, before) // it is the head already
		in.Number = 9
		_, err = r.Restore(t.Context(), r.boss, in)
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}

// keep keeps what somebody is typing.
func (r *room) keep(ctx context.Context, by cms.Actor, in cms.SaveInput) error {
	_, err := r.Draft(ctx, by, cms.DraftInput{SaveInput: in, Keep: true})
	return err
}

func TestAnAutosaveIsPerUserAndTabAndNoRevision(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		rev := r.save(t, id, en, content("Title", "One."))
		one, two := r.user(t, "one", grant(models.RoleEditor)), r.user(t, "two", grant(models.RoleEditor))
		before := r.journal(t)
		typing := func(by cms.Actor, tab, title string) {
			t.Helper()
			r.tick()
			err := r.keep(t.Context(), by, cms.SaveInput{ArticleID: id, Locale: en, Tab: tab, Base: rev.ID, Content: content(title, "Half a sen")})
			if err != nil {
				t.Fatal(err)
			}
		}
		typing(one, "a", "first")
		typing(one, "b", "")
		typing(one, "a", "second")
		typing(two, "a", "another's")
		kept := func(by cms.Actor) (titles []string) {
			t.Helper()
			list, err := r.Autosaves(t.Context(), by, id, en)
			if err != nil {
				t.Fatal(err)
			}
			for _, a := range list {
				titles = append(titles, a.Tab+" "+a.Content.Title)
			}
			return titles
		}
		if diff := cmp.Diff([]string{"a second", "b "}, kept(one)); diff != "" {
			t.Errorf("autosaves of one (-want +got):\n%s", diff)
		}
		r.unchanged(t, before)
		if r.headID(t, id, en) != rev.ID {
			t.Error("an autosave made a revision")
		}
		if _, err := r.Save(t.Context(), one, cms.SaveInput{ArticleID: id, Locale: en, Base: rev.ID, Content: content("Done", "One."), Tab: "a"}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"b "}, kept(one)); diff != "" {
			t.Errorf("autosaves after a save (-want +got):\n%s", diff)
		}
		if err := r.DropAutosave(t.Context(), one, id, en, "b"); err != nil || len(kept(one)) != 0 || len(kept(two)) != 1 {
			t.Errorf("after dropping: %v, %v, %v", err, kept(one), kept(two))
		}
	})
}

func TestAnAutosaveNeedsTheRightToEdit(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		translator := r.user(t, "translator", grant(models.RoleTranslator, ru))
		in := cms.SaveInput{ArticleID: id, Locale: en, Tab: "a", Content: content("T")}
		wantError(t, r.keep(t.Context(), translator, in), errs.Forbidden, "error.forbidden")
		_, err := r.Autosaves(t.Context(), translator, id, en)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		in.Locale, in.Tab = ru, ""
		wantError(t, r.keep(t.Context(), translator, in), errs.Invalid, "error.bad_request")
		in.Tab = "a"
		if err := r.keep(t.Context(), translator, in); err != nil {
			t.Error(err)
		}
	})
}

func TestChangingTheSourceKeepsWhatPairs(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "One.", "It costs 5 manats.", "Three."))
		r.translate(t, id, en, ru, content("Заголовок", "Раз.", "Это стоит 5 манатов.", "Три."))
		r.translate(t, id, en, kk, content("Тақырып", "Бір.", "Бұл 5 манат тұрады.", "Үш."))
		r.publish(t, id, ru)
		live := r.publications(t, id, ru)
		r.save(t, id, en, with(source.Content, 1, "It costs 6 manats."))

		err := r.ChangeSource(t.Context(), r.boss, cms.SourceInput{ArticleID: id, Version: 1, To: ru})
		if err != nil {
			t.Fatal(err)
		}
		head := r.head(t, id, ru)
		if head.SourceID != nil || head.Content.Body[0].From != 0 || head.Content.Confirmed.Title.From != 0 {
			t.Errorf("the new source remembers %+v", head)
		}
		// The second block of ru and kk was stale; that of en pairs with a stale one.
		want := []staleness.State{staleness.Current, staleness.Current, staleness.Unconfirmed, staleness.Current}
		for _, l := range []locale.Tag{en, kk} {
			if diff := cmp.Diff(want, r.states(t, id, l)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", l, diff)
			}
		}
		if tr := r.translation(t, id, ru); tr.Stage != models.Approved || *tr.ApprovedID != head.ID {
			t.Errorf("stage %s, approved %v, head %d", tr.Stage, tr.ApprovedID, head.ID)
		}
		if diff := cmp.Diff(live, r.publications(t, id, ru)); diff != "" {
			t.Errorf("publications changed (-before +after):\n%s", diff)
		}
	})
}

func TestChangingTheSourceIsRefused(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		r.save(t, id, ru, content("Заголовок", "Раз."))
		translator := r.user(t, "translator", grant(models.RoleTranslator))
		before := r.journal(t)
		for _, test := range []struct {
			name string
			by   cms.Actor
			in   cms.SourceInput
			kind errs.Kind
			key  string
		}{
			{"without the right", translator, cms.SourceInput{ArticleID: id, Version: 1, To: ru}, errs.Forbidden, "error.forbidden"},
			{"a stale version", r.boss, cms.SourceInput{ArticleID: id, Version: 2, To: ru}, errs.Conflict, "error.changed_meanwhile"},
			{"a language without words", r.boss, cms.SourceInput{ArticleID: id, Version: 1, To: kk}, errs.Invalid, "error.source_without_words"},
			{"a language that is not enabled", r.boss, cms.SourceInput{ArticleID: id, Version: 1, To: "de"}, errs.Invalid, "error.language_unknown"},
		} {
			t.Log(test.name)
			wantError(t, r.ChangeSource(t.Context(), test.by, test.in), test.kind, test.key)
		}
		if err := r.ChangeSource(t.Context(), r.boss, cms.SourceInput{ArticleID: id, Version: 1, To: en}); err != nil {
			t.Error(err)
		}
		r.unchanged(t, before)
	})
}
