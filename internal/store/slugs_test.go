package store_test

import (
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestAFormerSlugLeadsToWhatHadItLast(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		keep := func(kind models.SlugKind, l locale.Tag, slug string, id int64) {
			t.Helper()
			write(t, s, func(tx *store.Tx) error { return tx.KeepFormerSlug(t.Context(), kind, l, slug, id) })
		}
		want := func(kind models.SlugKind, l locale.Tag, slug string, id int64) {
			t.Helper()
			got, err := s.Read().FormerSlug(t.Context(), kind, l, slug)
			if err != nil {
				t.Fatal(err)
			}
			if got == nil && id != 0 || got != nil && got.ID != id {
				t.Errorf("%s %q in %s: got %v, want %d", kind, slug, l, got, id)
			}
		}
		keep(models.SectionSlug, locale.English, "money", 1)
		keep(models.SectionSlug, locale.Kazakh, "money", 2)
		keep(models.TagSlug, locale.English, "money", 3)
		keep(models.AuthorSlug, locale.English, "money", 4)
		want(models.SectionSlug, locale.English, "money", 1)
		want(models.SectionSlug, locale.Kazakh, "money", 2)
		want(models.TagSlug, locale.English, "money", 3)
		want(models.AuthorSlug, locale.English, "money", 4)
		want(models.SectionSlug, locale.Russian, "money", 0)

		keep(models.SectionSlug, locale.English, "money", 5)
		want(models.SectionSlug, locale.English, "money", 5)

		write(t, s, func(tx *store.Tx) error {
			return tx.DropFormerSlug(t.Context(), models.SectionSlug, locale.English, "money")
		})
		want(models.SectionSlug, locale.English, "money", 0)
		want(models.SectionSlug, locale.Kazakh, "money", 2)

		keep(models.TagSlug, locale.Russian, "dengi", 3)
		write(t, s, func(tx *store.Tx) error { return tx.DropFormerSlugs(t.Context(), models.TagSlug, 3) })
		want(models.TagSlug, locale.English, "money", 0)
		want(models.TagSlug, locale.Russian, "dengi", 0)
		want(models.AuthorSlug, locale.English, "money", 4)
	})
}
