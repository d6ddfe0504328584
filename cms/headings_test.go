package cms_test

import (
	"slices"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// stories returns what a query lists, page by page.
func (r *room) stories(t testing.TB, q cms.StoryQuery) ([]cms.StoryRow, error) {
	t.Helper()
	var all []cms.StoryRow
	for {
		page, err := r.Stories(t.Context(), r.boss, q)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Rows...)
		if q.Before, q.After = page.Next, page.NextTitle; q.Before == nil && q.After == nil {
			return all, nil
		}
	}
}

// listed returns the ids of what a query lists.
func (r *room) listed(t testing.TB, q cms.StoryQuery) []int64 {
	t.Helper()
	rows, err := r.stories(t, q)
	if err != nil {
		t.Fatal(err)
	}
	ids := []int64{}
	for _, row := range rows {
		ids = append(ids, row.Article.ID)
	}
	return ids
}

func TestStoriesAreListedByTitleInTheOrderOfTheDesksLanguage(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		// In Azerbaijani ç comes after c and ə after e; in English they are c and a
		// letter after z.
		titles := []string{"Ev", "Əl", "Çay", "Cavab", "Dağ"}
		byTitle := map[int64]string{}
		for _, title := range titles {
			id := r.article(t, r.boss, az)
			r.save(t, id, az, content(title))
			byTitle[id] = title
		}
		for desk, want := range map[locale.Tag][]string{
			az: {"Cavab", "Çay", "Dağ", "Ev", "Əl"},
			en: {"Cavab", "Çay", "Dağ", "Ev", "Əl"},
		} {
			for _, limit := range []int{1, 2, 25} {
				var got []string
				for _, id := range r.listed(t, cms.StoryQuery{Desk: desk, ByTitle: true, Limit: limit}) {
					got = append(got, byTitle[id])
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s, pages of %d: %q, want %q", desk, limit, got, want)
				}
			}
		}
	})
}

func TestAStoryIsFoundByHowWordsOfItsTitlesBeginInAnyLanguage(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Night ferries to Aktau"))
		r.translate(t, id, en, kk, content("Ақтауға түнгі паромдар"))
		other := r.article(t, r.boss, en)
		r.save(t, other, en, content("Nightingales"))
		for query, want := range map[string][]int64{
			"ferr": {id}, "aktau night": {id}, "NIGHT": {other, id}, "ақт": {id}, "актау": {id}, "түн паром": {id},
			"ferries nightingales": {}, "x": {}, "  ": {other, id}, "%": {other, id},
		} {
			if got := r.listed(t, cms.StoryQuery{Desk: en, Words: query}); !slices.Equal(got, want) {
				t.Errorf("%q finds %v, want %v", query, got, want)
			}
		}
		// What a story is no longer called it is not found by.
		r.save(t, other, en, content("Larks"))
		if got := r.listed(t, cms.StoryQuery{Desk: en, Words: "nightin"}); len(got) != 0 {
			t.Errorf("found by its old name: %v", got)
		}
		rows, err := r.stories(t, cms.StoryQuery{Desk: kk, Words: "night"})
		if err != nil || len(rows) != 1 || rows[0].Title != (cms.Label{Text: "Ақтауға түнгі паромдар", Lang: kk}) {
			t.Errorf("at the Kazakh desk: %+v, %v", rows, err)
		}
	})
}

func TestStoriesAreFilteredByWhatTheirVersionsAreLike(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		draft := r.article(t, r.boss, en)
		r.save(t, draft, en, content("Draft", "One."))
		r.tick()
		live := r.approved(t)
		r.publish(t, live, en)
		r.translate(t, live, en, ru, content("Заголовок", "Раз."))
		r.tick()
		list := func(version cms.VersionFilter, l locale.Tag) []int64 {
			t.Helper()
			return r.listed(t, cms.StoryQuery{Desk: en, Version: version, Locale: l})
		}
		for _, c := range []struct {
			version cms.VersionFilter
			l       locale.Tag
			want    []int64
		}{
			{"draft", en, []int64{draft}},
			{"draft", ru, []int64{live}},
			{"draft", "", []int64{live, draft}},
			{"approved", en, []int64{live}},
			{"review", "", []int64{}},
			{"live", "", []int64{live}},
			{"live", ru, []int64{}},
			{"missing", ru, []int64{draft}},
			{"missing", kk, []int64{live, draft}},
			{"", ru, []int64{live}},
			{"unchecked", "", []int64{}},
		} {
			if got := list(c.version, c.l); !slices.Equal(got, c.want) {
				t.Errorf("%s %s: %v, want %v", c.version, c.l, got, c.want)
			}
		}
		r.save(t, live, en, content("Title", "Another."))
		if got := list("unchecked", ru); !slices.Equal(got, []int64{live}) {
			t.Errorf("unchecked: %v", got)
		}
		now := r.Now()
		if got := r.listed(t, cms.StoryQuery{Desk: en, From: now.Add(-time.Second), Until: now.Add(time.Second)}); !slices.Equal(got, []int64{live}) {
			t.Errorf("changed lately: %v", got)
		}
	})
}

func TestAnAuthorIsListedTheirOwnStoriesOnFullPages(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		author := r.user(t, "author", models.Grant{Role: models.RoleAuthor, Locales: []locale.Tag{en}})
		mine := []int64{}
		for range 3 {
			id := r.article(t, author, en)
			mine = append([]int64{id}, mine...)
			r.tick()
			r.article(t, r.boss, en)
			r.tick()
		}
		page, err := r.Stories(t.Context(), author, cms.StoryQuery{Desk: en, Limit: 2})
		if err != nil || len(page.Rows) != 2 || page.Rows[0].Article.ID != mine[0] || page.Next == nil {
			t.Errorf("the first page is %+v, %v", page, err)
		}
	})
}

func TestHeadingsOfOldRulesAreMadeAnew(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Ferries"))
		err := r.store.Write(t.Context(), func(tx *store.Tx) error {
			return tx.SetHeadings(t.Context(), id, []models.Heading{{ArticleID: id, Locale: en, Title: "x", SortKey: []byte{1}, Rules: "old"}}, nil)
		})
		if err != nil {
			t.Fatal(err)
		}
		if got := r.listed(t, cms.StoryQuery{Desk: en, Words: "ferries"}); len(got) != 0 {
			t.Fatalf("found without words: %v", got)
		}
		for more := true; more; {
			var err error
			if more, err = r.Reindex(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := r.listed(t, cms.StoryQuery{Desk: en, Words: "ferries"}); !slices.Equal(got, []int64{id}) {
			t.Errorf("found %v", got)
		}
	})
}

func TestAViewIsKeptUnderItsName(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		ctx, one, two := t.Context(), r.user(t, "one", grant(models.RoleEditor)), r.user(t, "two", grant(models.RoleEditor))
		for _, query := range []string{"q=a", "q=b"} {
			if err := r.SaveView(ctx, one, " Ports ", query); err != nil {
				t.Fatal(err)
			}
		}
		views, err := r.SavedViews(ctx, one)
		if err != nil || len(views) != 1 || views[0].Name != "Ports" || views[0].Query != "q=b" {
			t.Fatalf("views: %+v, %v", views, err)
		}
		if err := r.ForgetView(ctx, two, views[0].ID); err != nil {
			t.Fatal(err)
		}
		if views, _ := r.SavedViews(ctx, one); len(views) != 1 {
			t.Error("somebody else dropped it")
		}
		wantError(t, r.SaveView(ctx, one, " ", "q=a"), errs.Invalid, "error.view_name")
		if err := r.ForgetView(ctx, one, views[0].ID); err != nil {
			t.Fatal(err)
		}
		if views, _ := r.SavedViews(ctx, one); len(views) != 0 {
			t.Error("it is still there")
		}
	})
}
