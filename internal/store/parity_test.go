package store_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestFirstsAreThoseOfStoriesThatBeganInTheSpan(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		economy, culture := newSection(t, s, "economy"), newSection(t, s, "culture")
		en, kk, ru := locale.English, locale.Kazakh, locale.Russian
		live := func(a models.Article, l locale.Tag, spans ...[2]int) int64 {
			article := &a
			if a.ID == 0 {
				article = newArticle(t, s, a)
			}
			v := newVersion(t, s, article.ID, l)
			for _, span := range spans {
				publish(t, s, publication(article, v, at(span[0]), at(span[1])))
			}
			return article.ID
		}
		two := live(models.Article{SectionID: &economy.ID}, en, [2]int{-9, -8}, [2]int{-5, -4})
		live(models.Article{ID: two, SectionID: &economy.ID}, kk, [2]int{-3, -3}, [2]int{-2, 9}) // cancelled first
		live(models.Article{ID: two, SectionID: &economy.ID}, ru, [2]int{1, 9})                  // ahead
		other := live(models.Article{SectionID: &culture.ID}, kk, [2]int{-6, 9})
		before := live(models.Article{SectionID: &economy.ID}, en, [2]int{-11, -10}, [2]int{-6, 9})
		live(models.Article{ID: before, SectionID: &economy.ID}, kk, [2]int{-6, 9})
		live(models.Article{Kind: models.Page}, en, [2]int{-6, 9})
		live(models.Article{SectionID: &economy.ID}, en, [2]int{-6, -6})
		at10 := at(-10)
		trashed := newArticle(t, s, models.Article{SectionID: &economy.ID})
		live(models.Article{ID: trashed.ID, SectionID: &economy.ID}, en, [2]int{-6, -5})
		trashed.TrashedAt = &at10
		write(t, s, func(tx *store.Tx) error { return tx.UpdateArticle(t.Context(), trashed) })

		of := func(id, section int64, l locale.Tag, hours int) store.First {
			return store.First{ArticleID: id, SectionID: section, SourceLocale: en, Locale: l, At: at(hours)}
		}
		want := []store.First{of(two, economy.ID, en, -9), of(two, economy.ID, kk, -2), of(other, culture.ID, kk, -6)}
		firsts, err := s.Read().Firsts(t.Context(), at(-10), at(5), now())
		if err != nil {
			t.Fatal(err)
		}
		order := func(a, b store.First) bool {
			return a.ArticleID < b.ArticleID || a.ArticleID == b.ArticleID && a.Locale < b.Locale
		}
		if diff := cmp.Diff(want, firsts, cmpopts.SortSlices(order)); diff != "" {
			t.Errorf("firsts (-want +got):\n%s", diff)
		}
		got, err := s.Read().FirstPublic(t.Context(), []int64{two, before}, now())
		if err != nil {
			t.Fatal(err)
		}
		moments := map[int64]map[locale.Tag]models.Instant{two: {}, before: {}}
		for _, f := range got {
			moments[f.ArticleID][f.Locale] = f.At
		}
		if diff := cmp.Diff(map[int64]map[locale.Tag]models.Instant{two: {en: at(-9), kk: at(-2)}, before: {en: at(-11), kk: at(-6)}}, moments); diff != "" {
			t.Errorf("first public (-want +got):\n%s", diff)
		}
	})
}

// BenchmarkFirsts100k asks for a month and a year of a hundred thousand stories in four
// languages.
func BenchmarkFirsts100k(b *testing.B) {
	s := testkit.SQLite(b)
	locales := []locale.Tag{locale.English, locale.Azerbaijani, locale.Kazakh, locale.Russian}
	made, err := s.Synthesize(b.Context(), 100_000, locales, now())
	if err != nil {
		b.Fatal(err)
	}
	if err := s.Analyze(b.Context()); err != nil {
		b.Fatal(err)
	}
	for name, days := range map[string]int{"month": 30, "year": 365} {
		b.Run(name, func(b *testing.B) {
			from := made.Until.Add(-time.Duration(days) * 24 * time.Hour)
			for b.Loop() {
				list, err := s.Read().Firsts(b.Context(), from, made.Until, made.Until)
				if err != nil || len(list) < days*80*4 {
					b.Fatal(len(list), err)
				}
			}
		})
	}
	b.Run("late", func(b *testing.B) {
		q := store.ArticleQuery{Version: store.LateVersion, Locale: locale.Kazakh, At: made.Until, Limit: 21}
		for b.Loop() {
			if _, err := s.Read().Articles(b.Context(), q); err != nil {
				b.Fatal(err)
			}
		}
	})
}
