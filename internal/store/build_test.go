package store_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// now is the moment at which the tests happen.
func now() models.Instant { return models.At(testkit.Moment()) }

// at is a moment some hours from now.
func at(hours int) models.Instant { return now().Add(time.Duration(hours) * time.Hour) }

// write runs fn in a transaction that has to succeed.
func write(t *testing.T, s *store.Store, fn func(tx *store.Tx) error) {
	t.Helper()
	if err := s.Write(t.Context(), fn); err != nil {
		t.Fatal(err)
	}
}

// raw is the database behind Write, for what the store itself would never do.
func raw(t *testing.T, s *store.Store) *sql.DB {
	t.Helper()
	db, err := store.WritingHandle(s)
	if err != nil {
		t.Fatal(err)
	}
	return db
}

// exec runs a statement that has to succeed.
func exec(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// onSQLite reports which of the two databases the test runs on.
func onSQLite(t *testing.T, s *store.Store) bool {
	t.Helper()
	engine, err := s.Engine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return strings.HasPrefix(engine, "SQLite")
}

// wantKind compares an error by what it says to the caller.
func wantKind(t *testing.T, what string, err error, want errs.Kind) {
	t.Helper()
	if err == nil {
		t.Errorf("%s: got no error, want %v", what, want)
	} else if got, _, _ := errs.Public(err); got != want {
		t.Errorf("%s: got %v (%v), want %v", what, got, err, want)
	}
}

func newSection(t *testing.T, s *store.Store, key string) *models.Section {
	t.Helper()
	section := &models.Section{Key: key, Names: []models.SectionName{
		{Locale: locale.English, Name: key, Slug: key},
		{Locale: locale.Kazakh, Name: key, Slug: key + "-kk"},
	}}
	write(t, s, func(tx *store.Tx) error { return tx.CreateSection(t.Context(), section) })
	return section
}

func newTag(t *testing.T, s *store.Store, key string) *models.Tag {
	t.Helper()
	tag := &models.Tag{Key: key, Names: []models.TagName{{Locale: locale.English, Name: key, Slug: key}}}
	write(t, s, func(tx *store.Tx) error { return tx.CreateTag(t.Context(), tag) })
	return tag
}

func newAuthor(t *testing.T, s *store.Store, key string) *models.Author {
	t.Helper()
	author := &models.Author{Key: key, Names: []models.AuthorName{{Locale: locale.English, Name: key, Slug: key}}}
	write(t, s, func(tx *store.Tx) error { return tx.CreateAuthor(t.Context(), author) })
	return author
}

// newArticle stores a, a news story in English unless it says otherwise.
func newArticle(t *testing.T, s *store.Store, a models.Article) *models.Article {
	t.Helper()
	if a.Kind == "" {
		a.Kind = models.News
	}
	if a.SourceLocale == "" {
		a.SourceLocale = locale.English
	}
	if a.Place == nil {
		a.Place = models.Names{}
	}
	if a.CreatedAt == 0 {
		a.CreatedAt, a.UpdatedAt = now(), now()
	}
	write(t, s, func(tx *store.Tx) error { return tx.CreateArticle(t.Context(), &a) })
	return &a
}

// newVersion stores an article's version in a language with one revision.
func newVersion(t *testing.T, s *store.Store, articleID int64, l locale.Tag) *models.Translation {
	t.Helper()
	v := &models.Translation{
		ArticleID: articleID, Locale: l, Stage: models.Draft, CreatedAt: now(), UpdatedAt: now(),
	}
	write(t, s, func(tx *store.Tx) error {
		if err := tx.CreateTranslation(t.Context(), v); err != nil {
			return err
		}
		rev := &models.Revision{TranslationID: v.ID, CreatedAt: now(), Content: models.Content{
			Title: fmt.Sprintf("Story %d", articleID), Slug: "story",
			Body: models.Body{{Key: "a", Kind: models.Paragraph, Text: "Text."}},
		}}
		if err := tx.CreateRevision(t.Context(), rev); err != nil {
			return err
		}
		v.HeadID = &rev.ID
		return tx.UpdateTranslation(t.Context(), v)
	})
	return v
}

// publication promises the version's head from one moment until another.
func publication(a *models.Article, v *models.Translation, from, until models.Instant) *models.Publication {
	return &models.Publication{
		TranslationID: v.ID, RevisionID: *v.HeadID, LiveFrom: from, LiveUntil: until, EndsAt: until,
		Wall: "2026-03-12T13:00", Zone: "Asia/Baku", PublishedAt: from,
		ArticleID: a.ID, Locale: v.Locale, SectionID: a.SectionID, CreatedAt: now(),
	}
}

// publish stores a publication that has to be accepted.
func publish(t *testing.T, s *store.Store, p *models.Publication) *models.Publication {
	t.Helper()
	write(t, s, func(tx *store.Tx) error { return tx.CreatePublication(t.Context(), p) })
	return p
}

// newLive stores an article that is public in a language from one moment until
// another.
func newLive(
	t *testing.T, s *store.Store, a models.Article, l locale.Tag, from, until models.Instant,
) (*models.Article, *models.Publication) {
	t.Helper()
	article := newArticle(t, s, a)
	return article, publish(t, s, publication(article, newVersion(t, s, article.ID, l), from, until))
}
