package store_test

import (
	"slices"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// lookup finds a section, tag or author; 0 stands for none.
type lookup func(r store.Reader, l locale.Tag, slug string) (int64, error)

// found turns a lookup's answer into an id.
func found[T any](v *T, err error, id func(*T) int64) (int64, error) {
	if v == nil || err != nil {
		return 0, err
	}
	return id(v), nil
}

func TestASlugIsLookedUpBeforeAKey(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		// The one's slug in English is the other's key.
		one, other := newTaxonomy(t, s, "economy", "world"), newTaxonomy(t, s, "world", "planet")
		tests := []struct {
			locale locale.Tag
			slug   string
			want   *taxonomy
		}{
			{locale.English, "world", one},
			{locale.English, "economy", one},
			{locale.English, "planet", other},
			{locale.Kazakh, "world", other},
			{locale.Kazakh, "economy", one},
			{locale.Kazakh, "planet", nil},
			{locale.English, "nothing", nil},
		}
		for _, test := range tests {
			for name, find := range lookups(t) {
				var want int64
				if test.want != nil {
					want = test.want.ids[name]
				}
				if got, err := find(s.Read(), test.locale, test.slug); got != want || err != nil {
					t.Errorf("%s %q in %s: got %d, error %v; want %d", name, test.slug, test.locale, got, err, want)
				}
			}
		}
	})
}

// taxonomy is a section, a tag and an author of one key.
type taxonomy struct{ ids map[string]int64 }

func newTaxonomy(t *testing.T, s *store.Store, key, slug string) *taxonomy {
	t.Helper()
	section := &models.Section{Key: key, Names: []models.SectionName{{Locale: locale.English, Name: key, Slug: slug}}}
	tag := &models.Tag{Key: key, Names: []models.TagName{{Locale: locale.English, Name: key, Slug: slug}}}
	author := &models.Author{Key: key, Names: []models.AuthorName{{Locale: locale.English, Name: key, Slug: slug}}}
	write(t, s, func(tx *store.Tx) error {
		if err := tx.CreateSection(t.Context(), section); err != nil {
			return err
		}
		if err := tx.CreateTag(t.Context(), tag); err != nil {
			return err
		}
		return tx.CreateAuthor(t.Context(), author)
	})
	return &taxonomy{map[string]int64{"section": section.ID, "tag": tag.ID, "author": author.ID}}
}

func lookups(t *testing.T) map[string]lookup {
	t.Helper()
	ctx := t.Context()
	return map[string]lookup{
		"section": func(r store.Reader, l locale.Tag, slug string) (int64, error) {
			v, err := r.SectionBySlug(ctx, l, slug)
			return found(v, err, func(s *models.Section) int64 { return s.ID })
		},
		"tag": func(r store.Reader, l locale.Tag, slug string) (int64, error) {
			v, err := r.TagBySlug(ctx, l, slug)
			return found(v, err, func(t *models.Tag) int64 { return t.ID })
		},
		"author": func(r store.Reader, l locale.Tag, slug string) (int64, error) {
			v, err := r.AuthorBySlug(ctx, l, slug)
			return found(v, err, func(a *models.Author) int64 { return a.ID })
		},
	}
}

func TestSectionsStandInTheOrderOfTheirMaking(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		want := []string{"world", "economy", "culture"}
		for _, key := range want {
			newSection(t, s, key)
		}
		list, err := s.Read().Sections(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		got := make([]string, len(list))
		for i, section := range list {
			got[i] = section.Key
			if len(section.Names) != 2 {
				t.Errorf("%s: got %d names, want 2", section.Key, len(section.Names))
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestAThingIsFoundByItsKeyWithItsNames(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		newTaxonomy(t, s, "economy", "business")
		section, err := s.Read().SectionByKey(t.Context(), "economy")
		if err != nil || section == nil || len(section.Names) != 1 {
			t.Errorf("section: got %v, error %v; want one with a name", section, err)
		}
		tag, err := s.Read().TagByKey(t.Context(), "economy")
		if err != nil || tag == nil || len(tag.Names) != 1 {
			t.Errorf("tag: got %v, error %v; want one with a name", tag, err)
		}
		author, err := s.Read().AuthorByKey(t.Context(), "economy")
		if err != nil || author == nil || len(author.Names) != 1 {
			t.Errorf("author: got %v, error %v; want one with a name", author, err)
		}
		if none, err := s.Read().SectionByKey(t.Context(), "business"); none != nil || err != nil {
			t.Errorf("a slug is no key: got %v, error %v; want none", none, err)
		}
	})
}

func TestAnAuthorsSlugIsTakenInItsLanguageOnly(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		author := newAuthor(t, s, "aigerim")
		write(t, s, func(tx *store.Tx) error {
			return tx.AddAuthorName(t.Context(), &models.AuthorName{
				AuthorID: author.ID, Locale: locale.Kazakh, Name: "Айгерім", Slug: "айгерім",
			})
		})
		tests := []struct {
			locale locale.Tag
			slug   string
			want   bool
		}{
			{locale.English, "aigerim", true},
			{locale.Kazakh, "aigerim", false},
			{locale.Kazakh, "айгерім", true},
			{locale.English, "айгерім", false},
		}
		for _, test := range tests {
			got, err := s.Read().AuthorSlugTaken(t.Context(), test.locale, test.slug)
			if got != test.want || err != nil {
				t.Errorf("%s in %s: got %t, error %v; want %t", test.slug, test.locale, got, err, test.want)
			}
		}
	})
}
