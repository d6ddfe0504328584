package cms_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// journalOf returns the kinds of what somebody reads in the journal, newest first.
func (r *room) journalOf(t *testing.T, by cms.Actor, q cms.JournalQuery) []models.EventKind {
	t.Helper()
	q.Desk = en
	page, err := r.Journal(t.Context(), by, q)
	if err != nil {
		t.Fatal(err)
	}
	var kinds []models.EventKind
	for i := range page.Entries {
		kinds = append(kinds, page.Entries[i].Kind)
	}
	return kinds
}

func TestTheJournalTellsWhatItIsAskedFor(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		chief, writer := r.user(t, "chief", grant(models.RoleEditor)), r.user(t, "writer", grant(models.RoleEditor))
		yesterday := r.Now()
		r.clock.Advance(24 * time.Hour)
		id := r.article(t, writer, en)
		_, err := r.Save(t.Context(), writer, cms.SaveInput{ArticleID: id, Locale: en, Content: content("The port", "One.")})
		if err != nil {
			t.Fatal(err)
		}
		today := r.Now()
		r.clock.Advance(24 * time.Hour)
		if err := r.Assign(t.Context(), chief, cms.AssignInput{ArticleID: id, Locale: kk, UserID: *writer.UserID}); err != nil {
			t.Fatal(err)
		}
		other := r.article(t, chief, ru)
		for _, tt := range []struct {
			name string
			q    cms.JournalQuery
			want []models.EventKind
		}{
			{"everything", cms.JournalQuery{}, []models.EventKind{
				models.ArticleCreated, models.TranslationAssigned, models.TranslationSaved, models.ArticleCreated,
				models.UserCreated, models.UserCreated, models.SectionCreated,
			}},
			{"a story", cms.JournalQuery{ArticleID: id}, []models.EventKind{models.TranslationAssigned, models.TranslationSaved, models.ArticleCreated}},
			{"another story", cms.JournalQuery{ArticleID: other}, []models.EventKind{models.ArticleCreated}},
			{"no story", cms.JournalQuery{ArticleID: noStory}, nil},
			{"a person", cms.JournalQuery{UserID: *writer.UserID}, []models.EventKind{models.TranslationSaved, models.ArticleCreated}},
			{"a language", cms.JournalQuery{Locale: kk}, []models.EventKind{models.TranslationAssigned}},
			{"an area", cms.JournalQuery{Area: "translation"}, []models.EventKind{models.TranslationAssigned, models.TranslationSaved}},
			{"an area that is part of another", cms.JournalQuery{Area: "trans"}, nil},
			{"from a day", cms.JournalQuery{From: today}, []models.EventKind{
				models.ArticleCreated, models.TranslationAssigned, models.TranslationSaved, models.ArticleCreated,
			}},
			{"until a day", cms.JournalQuery{Until: today}, []models.EventKind{models.UserCreated, models.UserCreated, models.SectionCreated}},
			{"a day", cms.JournalQuery{From: yesterday + 1, Until: today + 1}, []models.EventKind{models.TranslationSaved, models.ArticleCreated}},
			{"a day without events", cms.JournalQuery{From: today + 1, Until: today + 2}, nil},
			{"the time after all", cms.JournalQuery{From: r.Now() + 1}, nil},
			{"the time before all", cms.JournalQuery{Until: 1}, nil},
			{"all together", cms.JournalQuery{ArticleID: id, UserID: *writer.UserID, Locale: en, Area: "translation", From: today, Until: today + 1}, []models.EventKind{models.TranslationSaved}},
		} {
			if diff := cmp.Diff(tt.want, r.journalOf(t, chief, tt.q)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", tt.name, diff)
			}
		}
		page, err := r.Journal(t.Context(), chief, cms.JournalQuery{Desk: ru, ArticleID: id})
		if err != nil {
			t.Fatal(err)
		}
		assigned, saved := page.Entries[0], page.Entries[1]
		if assigned.Person != "writer" || saved.Number != 1 || saved.Title != (cms.Label{Text: "The port", Lang: en}) || saved.Actor != "writer" || saved.Trashed {
			t.Errorf("the journal says %+v and %+v", assigned, saved)
		}
		if err := r.Trash(t.Context(), chief, id); err != nil {
			t.Fatal(err)
		}
		page, err = r.Journal(t.Context(), chief, cms.JournalQuery{Desk: ru, ArticleID: id})
		if err != nil || !page.Entries[0].Trashed {
			t.Errorf("of a story in the trash the journal says %+v (%v)", page.Entries[0], err)
		}
	})
}

func TestTheJournalIsReadPageByPage(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for range cms.PageSize + 5 {
			r.article(t, r.boss, en)
		}
		all := r.journal(t)
		var ids, want []int64
		for _, e := range all {
			want = append(want, e.ID)
		}
		slices.Reverse(want)
		q := cms.JournalQuery{Desk: en}
		for range 10 {
			page, err := r.Journal(t.Context(), r.boss, q)
			if err != nil {
				t.Fatal(err)
			}
			for i := range page.Entries {
				ids = append(ids, page.Entries[i].ID)
			}
			r.article(t, r.boss, en) // what happens meanwhile moves nothing
			if q.Before = page.Next; page.Next == 0 {
				break
			}
		}
		if diff := cmp.Diff(want, ids); diff != "" {
			t.Errorf("the pages have (-want +got):\n%s", diff)
		}
	})
}

func TestWhoMayReadWhatOfTheJournal(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		reviewer := r.user(t, "reviewer", grant(models.RoleReviewer, en), grant(models.RoleAuthor, en))
		own, others := r.article(t, reviewer, en), r.article(t, r.boss, en)
		r.save(t, own, en, content("Own", "One."))
		r.save(t, others, en, content("Another's", "One."))
		mine := []models.EventKind{models.TranslationSaved, models.ArticleCreated}
		for name, q := range map[string]cms.JournalQuery{"all": {}, "the story": {ArticleID: own}, "a language": {Locale: en}, "days": {From: 1, Until: models.Forever - 1}} {
			if diff := cmp.Diff(mine, r.journalOf(t, reviewer, q)); diff != "" {
				t.Errorf("a reviewer reads of %s (-want +got):\n%s", name, diff)
			}
		}
		if got := r.journalOf(t, reviewer, cms.JournalQuery{ArticleID: others}); len(got) > 0 {
			t.Errorf("a reviewer reads of another's story: %v", got)
		}
		for role, may := range map[models.Role]bool{
			models.RoleAuthor: false, models.RoleTranslator: false, models.RoleReviewer: true, models.RoleEditor: true, models.RoleAdmin: true,
		} {
			by := r.user(t, "a"+string(role), grant(role))
			if got := r.MayReadJournal(by); got != may {
				t.Errorf("%s may read the journal: %v, want %v", role, got, may)
			}
			_, err := r.Journal(t.Context(), by, cms.JournalQuery{Desk: en})
			_, errPeople := r.JournalPeople(t.Context(), by)
			if may != (err == nil) || may != (errPeople == nil) {
				t.Errorf("%s reads it: %v, %v", role, err, errPeople)
			}
			if !may {
				wantError(t, err, errs.Forbidden, "error.forbidden")
				wantError(t, errPeople, errs.Forbidden, "error.forbidden")
			}
		}
		gone := r.user(t, "gone", grant(models.RoleEditor))
		if err := r.DisableUser(t.Context(), r.boss, *gone.UserID); err != nil {
			t.Fatal(err)
		}
		for _, tt := range []struct {
			by   cms.Actor
			want bool
		}{{r.boss, true}, {reviewer, false}} {
			people, err := r.JournalPeople(t.Context(), tt.by)
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.ContainsFunc(people, func(p cms.Person) bool { return p.ID == *gone.UserID }); got != tt.want {
				t.Errorf("%s can ask for who is disabled: %v", tt.by.Name, got)
			}
		}
	})
}
