package store_test

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// place is where a story stands in a list.
type place struct {
	At models.Instant
	ID int64
}

func places(list []models.Publication) []place {
	all := make([]place, len(list))
	for i, p := range list {
		all[i] = place{p.PublishedAt, p.ArticleID}
	}
	return all
}

func TestAListIsNewestFirstAndPagesVisitEveryStoryOnce(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		var want []place
		for i := range 17 {
			// Many stories of one minute: the moment alone is no order.
			from := at(-1 - i%3)
			a, _ := newLive(t, s, models.Article{SectionID: &section.ID}, locale.English, from, models.Forever)
			want = append(want, place{from, a.ID})
		}
		slices.SortFunc(want, func(a, b place) int {
			return cmp.Or(cmp.Compare(b.At, a.At), cmp.Compare(b.ID, a.ID))
		})
		for _, limit := range []int{1, 4, 17, 100} {
			if diff := gocmp.Diff(want, walk(t, s, limit)); diff != "" {
				t.Errorf("pages of %d (-want +got):\n%s", limit, diff)
			}
		}
	})
}

// walk reads the English list page by page.
func walk(t *testing.T, s *store.Store, limit int) []place {
	t.Helper()
	var all []place
	q := store.ListQuery{Locale: locale.English, At: now(), Limit: limit}
	for {
		page, err := s.Read().List(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, places(page)...)
		if len(page) < limit || len(all) > 1000 {
			return all
		}
		last := all[len(all)-1]
		q.Before = &store.Cursor{At: last.At, ID: last.ID}
	}
}

// stories is a newsroom with one story for every way of narrowing a list.
type stories struct {
	economy, culture *models.Section
	tag              *models.Tag
	author           *models.Author
	plain, tagged    int64
	signed, elsewhere, both,
	kazakh int64
}

func newStories(t *testing.T, s *store.Store) stories {
	t.Helper()
	n := stories{
		economy: newSection(t, s, "economy"), culture: newSection(t, s, "culture"),
		tag: newTag(t, s, "caspian"), author: newAuthor(t, s, "aigerim"),
	}
	tags := []models.ArticleTag{{TagID: n.tag.ID}}
	authors := []models.ArticleAuthor{{AuthorID: n.author.ID}}
	live := func(l locale.Tag, a models.Article) int64 {
		article, _ := newLive(t, s, a, l, at(-1), models.Forever)
		return article.ID
	}
	n.plain = live(locale.English, models.Article{SectionID: &n.economy.ID})
	n.tagged = live(locale.English, models.Article{SectionID: &n.economy.ID, Tags: tags})
	n.signed = live(locale.English, models.Article{SectionID: &n.economy.ID, Authors: authors})
	n.elsewhere = live(locale.English, models.Article{SectionID: &n.culture.ID})
	n.both = live(locale.English, models.Article{SectionID: &n.culture.ID, Tags: tags, Authors: authors})
	n.kazakh = live(locale.Kazakh, models.Article{SectionID: &n.culture.ID, Tags: tags})
	// None of these is in any list.
	live(locale.English, models.Article{Kind: models.Page, Tags: tags, Authors: authors})
	live(locale.Russian, models.Article{Kind: models.Page, Tags: tags, Authors: authors})
	newLive(t, s, models.Article{SectionID: &n.economy.ID, Tags: tags}, locale.English, at(1), models.Forever)
	newLive(t, s, models.Article{SectionID: &n.economy.ID, Tags: tags}, locale.Azerbaijani, at(-2), at(-1))
	return n
}

func TestAListIsNarrowedBySectionTagAndAuthor(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		n := newStories(t, s)
		both := []locale.Tag{locale.English, locale.Kazakh}
		english := []locale.Tag{locale.English}
		among := []locale.Tag{locale.English, locale.Azerbaijani, locale.Kazakh, locale.Russian}
		tests := []struct {
			name    string
			query   store.ListQuery
			want    []int64
			locales []locale.Tag
		}{
			{"all", store.ListQuery{}, []int64{n.both, n.elsewhere, n.signed, n.tagged, n.plain}, both},
			{"a section", store.ListQuery{SectionID: n.economy.ID}, []int64{n.signed, n.tagged, n.plain}, english},
			{"a tag", store.ListQuery{TagID: n.tag.ID}, []int64{n.both, n.tagged}, both},
			{"an author", store.ListQuery{AuthorID: n.author.ID}, []int64{n.both, n.signed}, english},
			{
				"all three",
				store.ListQuery{SectionID: n.culture.ID, TagID: n.tag.ID, AuthorID: n.author.ID},
				[]int64{n.both},
				english,
			},
			{"what matches nothing", store.ListQuery{SectionID: n.economy.ID, TagID: 999}, []int64{}, []locale.Tag{}},
		}
		for _, test := range tests {
			test.query.At, test.query.Limit = now(), 100
			locales, err := s.Read().ListLocales(t.Context(), test.query, among)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(locales, test.locales) {
				t.Errorf("%s: got languages %v, want %v", test.name, locales, test.locales)
			}
			test.query.Locale = locale.English
			list, err := s.Read().List(t.Context(), test.query)
			if err != nil {
				t.Fatal(err)
			}
			got := make([]int64, len(list))
			for i, p := range list {
				got[i] = p.ArticleID
			}
			if diff := gocmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.name, diff)
			}
		}
	})
}

func TestAListBringsWhatItShows(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		newLive(t, s, models.Article{SectionID: &section.ID}, locale.English, at(-1), models.Forever)
		list, err := s.Read().List(t.Context(), store.ListQuery{Locale: locale.English, At: now(), Limit: 1})
		if err != nil || len(list) != 1 {
			t.Fatalf("got %d stories, error %v; want 1", len(list), err)
		}
		p := list[0]
		if p.Revision == nil || p.Revision.Content.Title == "" {
			t.Errorf("got revision %v, want one with a title", p.Revision)
		}
		if p.Article == nil || p.Article.Section == nil || len(p.Article.Section.Names) != 2 {
			t.Errorf("got article %v, want one with a section and its names", p.Article)
		}
	})
}

func TestTheInsideListPagesByLastChange(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		var want []int64
		for range 5 {
			a := newArticle(t, s, models.Article{SectionID: &section.ID})
			want = append([]int64{a.ID}, want...)
		}
		// The oldest is touched, and leads.
		oldest := want[4]
		want = append([]int64{oldest}, want[:4]...)
		write(t, s, func(tx *store.Tx) error { return tx.TouchArticle(t.Context(), oldest, at(1)) })
		var got []int64
		var before *store.Cursor
		for range want {
			page, err := s.Read().Articles(t.Context(), store.ArticleQuery{Before: before, Limit: 1})
			if err != nil || len(page) != 1 {
				t.Fatalf("got %d articles, error %v; want 1", len(page), err)
			}
			got = append(got, page[0].ID)
			before = &store.Cursor{At: page[0].UpdatedAt, ID: page[0].ID}
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}
