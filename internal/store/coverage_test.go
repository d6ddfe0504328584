package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestCoverageCountsVersionsByLanguageAndStage(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		for i := range 5 {
			a := newArticle(t, s, models.Article{SectionID: &section.ID})
			v := newVersion(t, s, a.ID, locale.English)
			if i < 2 {
				v.Stage, v.ApprovedID = models.Approved, v.HeadID
				write(t, s, func(tx *store.Tx) error { return tx.UpdateTranslation(t.Context(), v) })
			}
			if i == 4 {
				newVersion(t, s, a.ID, locale.Kazakh)
			}
		}
		trashed := newArticle(t, s, models.Article{SectionID: &section.ID})
		newVersion(t, s, trashed.ID, locale.Kazakh)
		trashed.TrashedAt = &trashed.UpdatedAt
		write(t, s, func(tx *store.Tx) error { return tx.UpdateArticle(t.Context(), trashed) })
		got, err := s.Coverage(t.Context(), []locale.Tag{locale.English, locale.Kazakh, locale.Russian})
		if err != nil {
			t.Fatal(err)
		}
		stages := func(draft, review, approved int) map[models.Stage]int {
			return map[models.Stage]int{models.Draft: draft, models.Review: review, models.Approved: approved}
		}
		want := []store.Coverage{
			{Locale: locale.English, Stages: stages(3, 0, 2)},
			{Locale: locale.Kazakh, Stages: stages(1, 0, 0), Missing: 4},
			{Locale: locale.Russian, Stages: stages(0, 0, 0), Missing: 5},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("coverage (-want +got):\n%s", diff)
		}
	})
}

// BenchmarkCoverage100k counts a hundred thousand stories in four languages.
func BenchmarkCoverage100k(b *testing.B) {
	s := testkit.SQLite(b)
	db, err := store.WritingHandle(s)
	if err != nil {
		b.Fatal(err)
	}
	for _, statement := range []string{
		"PRAGMA foreign_keys = off",
		`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
			INSERT INTO articles (kind, source_locale, place, urgent, version, created_at, updated_at)
			SELECT 'page', 'en', '{}', 0, 1, i, i FROM n`,
		`INSERT INTO translations (article_id, locale, stage, approved_id, version, created_at, updated_at)
			SELECT a.id, l.value, CASE WHEN a.id % 40 = 0 THEN 'draft' WHEN a.id % 60 = 1 THEN 'review' ELSE 'approved' END,
				CASE WHEN a.id % 40 = 0 OR a.id % 60 = 1 THEN NULL ELSE 1 END, 1, a.id, a.id
			FROM articles a, json_each('["en", "az", "kk", "ru"]') l WHERE l.value = 'en' OR a.id % 9 > 0`,
	} {
		if _, err := db.ExecContext(b.Context(), statement); err != nil {
			b.Fatal(err)
		}
	}
	locales := []locale.Tag{locale.English, locale.Azerbaijani, locale.Kazakh, locale.Russian}
	for b.Loop() {
		if _, err := s.Coverage(b.Context(), locales); err != nil {
			b.Fatal(err)
		}
	}
}
