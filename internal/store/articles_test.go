package store_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// byline lists the authors and tags of an article in their order.
func byline(a *models.Article) (authors, tags []int64) {
	for _, v := range a.Authors {
		authors = append(authors, v.AuthorID)
	}
	for _, v := range a.Tags {
		tags = append(tags, v.TagID)
	}
	return authors, tags
}

func TestAnArticleKeepsTheOrderOfItsAuthorsAndTags(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		a1, a2 := newAuthor(t, s, "aigerim"), newAuthor(t, s, "leyla")
		t1, t2 := newTag(t, s, "caspian"), newTag(t, s, "aral")
		a := newArticle(t, s, models.Article{
			SectionID: &section.ID,
			Authors:   []models.ArticleAuthor{{AuthorID: a2.ID}, {AuthorID: a1.ID}},
			Tags:      []models.ArticleTag{{TagID: t2.ID}, {TagID: t1.ID}},
		})
		wantByline(t, s, a.ID, []int64{a2.ID, a1.ID}, []int64{t2.ID, t1.ID})
		a.Authors = []models.ArticleAuthor{{AuthorID: a1.ID}, {AuthorID: a2.ID}}
		a.Tags = nil
		write(t, s, func(tx *store.Tx) error { return tx.UpdateArticle(t.Context(), a) })
		wantByline(t, s, a.ID, []int64{a1.ID, a2.ID}, nil)
	})
}

func wantByline(t *testing.T, s *store.Store, id int64, wantAuthors, wantTags []int64) {
	t.Helper()
	a, err := s.Read().Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	authors, tags := byline(a)
	if !slices.Equal(authors, wantAuthors) || !slices.Equal(tags, wantTags) {
		t.Errorf("got authors %v, tags %v; want %v, %v", authors, tags, wantAuthors, wantTags)
	}
}

func TestAnUpdateWritesEmptyValuesToo(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		a := newArticle(t, s, models.Article{
			SectionID: &section.ID, Urgent: true, Place: models.Names{locale.English: "BAKU"},
		})
		a.Kind, a.SectionID, a.Urgent, a.Place = models.Page, nil, false, models.Names{}
		a.SourceLocale, a.UpdatedAt = locale.Kazakh, at(1)
		write(t, s, func(tx *store.Tx) error { return tx.UpdateArticle(t.Context(), a) })
		got, err := s.Read().Article(t.Context(), a.ID)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(a, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("article (-want +got):\n%s", diff)
		}
	})
}

func TestAnUpdateKeepsWhereAnArticleCameFrom(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section, key, other := newSection(t, s, "economy"), "wp:1", "wp:2"
		a := newArticle(t, s, models.Article{SectionID: &section.ID, ImportKey: &key})
		changed := *a
		changed.ImportKey, changed.CreatedAt = &other, at(5)
		write(t, s, func(tx *store.Tx) error { return tx.UpdateArticle(t.Context(), &changed) })
		got, err := s.Read().ArticleByImportKey(t.Context(), key)
		if err != nil || got == nil || got.ID != a.ID || got.CreatedAt != a.CreatedAt {
			t.Errorf("got %v, error %v; want the article, made when it was", got, err)
		}
		if none, err := s.Read().ArticleByImportKey(t.Context(), other); none != nil || err != nil {
			t.Errorf("got %v, error %v; want none", none, err)
		}
	})
}

func TestAnExportWalksEveryArticleOnce(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		var want, got []int64
		for range 5 {
			a := newArticle(t, s, models.Article{SectionID: &section.ID})
			newVersion(t, s, a.ID, locale.English)
			want = append(want, a.ID)
		}
		for after := int64(0); ; after = got[len(got)-1] {
			page, err := s.Read().ArticlesAfter(t.Context(), after, 2)
			if err != nil {
				t.Fatal(err)
			}
			if len(page) == 0 {
				break
			}
			for _, a := range page {
				got = append(got, a.ID)
				if len(a.Translations) != 1 || a.Translations[0].Head == nil || a.Section == nil {
					t.Errorf("article %d is not whole: %v", a.ID, a)
				}
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}

func TestARedirectIsReplaced(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		one := newArticle(t, s, models.Article{SectionID: &section.ID})
		two := newArticle(t, s, models.Article{SectionID: &section.ID})
		set := func(path string, id int64, l locale.Tag) error {
			return s.Write(t.Context(), func(tx *store.Tx) error { return tx.SetRedirect(t.Context(), path, id, l) })
		}
		for _, r := range []models.Redirect{
			{Path: "/old", ArticleID: one.ID, Locale: locale.English},
			{Path: "/other", ArticleID: one.ID, Locale: locale.English},
			{Path: "/old", ArticleID: two.ID, Locale: locale.Kazakh},
		} {
			if err := set(r.Path, r.ArticleID, r.Locale); err != nil {
				t.Fatal(err)
			}
		}
		for paths, want := range map[string]*models.Redirect{
			"/old":                 {Path: "/old", ArticleID: two.ID, Locale: locale.Kazakh},
			"/other":               {Path: "/other", ArticleID: one.ID, Locale: locale.English},
			"/nowhere /other /old": {Path: "/other", ArticleID: one.ID, Locale: locale.English},
			"/old /other":          {Path: "/old", ArticleID: two.ID, Locale: locale.Kazakh},
			"/nowhere":             nil,
			"/nowhere /none":       nil,
		} {
			got, err := s.Read().Redirect(t.Context(), strings.Fields(paths)...)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", paths, diff)
			}
		}
		wantKind(t, "to no article", set("/old", 999, locale.English), errs.Invalid)
	})
}

func TestAVersionIsReadWithItsHeadAndTranslator(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section, author := newSection(t, s, "economy"), newAuthor(t, s, "aigerim")
		article := newArticle(t, s, models.Article{SectionID: &section.ID})
		want := newVersion(t, s, article.ID, locale.Kazakh)
		want.Stage, want.ApprovedID, want.TranslatorID = models.Approved, want.HeadID, &author.ID
		write(t, s, func(tx *store.Tx) error { return tx.UpdateTranslation(t.Context(), want) })
		got, err := s.Read().Translation(t.Context(), article.ID, locale.Kazakh)
		if err != nil || got == nil {
			t.Fatalf("got %v, error %v; want the version", got, err)
		}
		if got.Head == nil || got.Head.ID != *want.HeadID || got.Translator == nil || len(got.Translator.Names) != 1 {
			t.Errorf("got head %v, translator %v; want both", got.Head, got.Translator)
		}
		got.Head, got.Translator = nil, nil
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("version (-want +got):\n%s", diff)
		}
		if none, err := s.Read().Translation(t.Context(), article.ID, locale.Russian); none != nil || err != nil {
			t.Errorf("got %v, error %v; want none in Russian", none, err)
		}
	})
}
