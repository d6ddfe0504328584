package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// errPlanned is what a test lets a transaction fail with.
var errPlanned = errs.New("test", errs.Invalid, "error.planned", nil)

func TestAFailedTransactionLeavesNothing(t *testing.T) {
	t.Parallel()
	fail := map[string]func() error{
		"our own error":  func() error { return errPlanned },
		"another error":  func() error { return errors.New("disk on fire") },
		"a panic":        func() error { panic("planned") },
		"a wrapped kind": func() error { return errs.Wrap("cms.Save", errPlanned) },
	}
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		for name, end := range fail {
			err := writeTwice(t, s, end)
			if err == nil {
				t.Errorf("%s: got no error", name)
			}
			if got := countTags(t, s); got != 0 {
				t.Errorf("%s: got %d tags, want none", name, got)
			}
			if n := len(events(t, s)); n != 0 {
				t.Errorf("%s: got %d events, want none", name, n)
			}
		}
		wantKind(t, "our own error passes", writeTwice(t, s, fail["our own error"]), errs.Invalid)
		newTag(t, s, "caspian") // the store still works
	})
}

// writeTwice makes two changes in one transaction and ends it as told. A panic
// comes back as an error.
func writeTwice(t *testing.T, s *store.Store, end func() error) (err error) {
	t.Helper()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return s.Write(t.Context(), func(tx *store.Tx) error {
		if err := tx.CreateTag(t.Context(), &models.Tag{Key: "caspian"}); err != nil {
			t.Error(err)
		}
		if err := tx.AppendEvent(t.Context(), &models.Event{At: now(), Kind: models.TagCreated}); err != nil {
			t.Error(err)
		}
		return end()
	})
}

func countTags(t *testing.T, s *store.Store) int {
	t.Helper()
	var n int
	if err := raw(t, s).QueryRowContext(t.Context(), "SELECT count(*) FROM tags").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestATransactionSeesItsOwnWritesAndOthersOnlyWhatIsCommitted(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		write(t, s, func(tx *store.Tx) error {
			if err := tx.CreateTag(t.Context(), &models.Tag{Key: "caspian"}); err != nil {
				return err
			}
			if own, err := tx.TagByKey(t.Context(), "caspian"); own == nil || err != nil {
				t.Errorf("inside: got %v, error %v; want the tag", own, err)
			}
			if other, err := s.Read().TagByKey(t.Context(), "caspian"); other != nil || err != nil {
				t.Errorf("outside: got %v, error %v; want nothing yet", other, err)
			}
			return nil
		})
		if tag, err := s.Read().TagByKey(t.Context(), "caspian"); tag == nil || err != nil {
			t.Errorf("afterwards: got %v, error %v; want the tag", tag, err)
		}
	})
}

func TestACancelledRequestIsUnavailable(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		err := s.Write(ctx, func(tx *store.Tx) error { return tx.CreateTag(ctx, &models.Tag{Key: "caspian"}) })
		wantKind(t, "write", err, errs.Unavailable)
		_, err = s.Read().TagByKey(ctx, "caspian")
		wantKind(t, "read", err, errs.Unavailable)
	})
}

func TestManyWritersAtOnceAllSucceed(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		writeAtOnce(t, 16, 5, s)
	})
}

func TestTwoProcessesOnOneDatabaseBothWrite(t *testing.T) {
	t.Parallel()
	testkit.EachDSN(t, func(t *testing.T, dsn string) {
		one := testkit.Open(t, dsn)
		if _, err := one.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		writeAtOnce(t, 4, 10, one, testkit.Open(t, dsn))
	})
}

// writeAtOnce lets so many writers of each store write so often. Each write
// reads first, which is where a transaction that takes its lock too late fails.
func writeAtOnce(t *testing.T, writers, times int, stores ...*store.Store) {
	t.Helper()
	var wg sync.WaitGroup
	for i, s := range stores {
		for w := range writers {
			wg.Go(func() {
				for n := range times {
					key := fmt.Sprintf("tag-%d-%d-%d", i, w, n)
					err := s.Write(t.Context(), func(tx *store.Tx) error {
						if _, err := tx.TagByKey(t.Context(), key); err != nil {
							return err
						}
						if err := tx.CreateTag(t.Context(), &models.Tag{Key: key}); err != nil {
							return err
						}
						return tx.AppendEvent(t.Context(), &models.Event{At: now(), Kind: models.TagCreated})
					})
					if err != nil {
						t.Errorf("%s: %v", key, err)
					}
				}
			})
		}
	}
	wg.Wait()
	want := len(stores) * writers * times
	if got := countTags(t, stores[0]); got != want {
		t.Errorf("got %d tags, want %d", got, want)
	}
	list := events(t, stores[0])
	if got := len(list); got != want {
		t.Errorf("got %d events, want %d", got, want)
	}
	verifyChain(t, list)
}

func TestAStaleVersionIsAConflict(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		section := newSection(t, s, "economy")
		article := newArticle(t, s, models.Article{SectionID: &section.ID})
		v := newVersion(t, s, article.ID, locale.English)
		user := newUser(t, s, "aigerim@example.org", models.RoleEditor)
		staleArticle, staleVersion, staleUser := *article, *v, *user
		updates := map[string]struct{ first, second func(tx *store.Tx) error }{
			"article": {
				func(tx *store.Tx) error { return tx.UpdateArticle(ctx, article) },
				func(tx *store.Tx) error { return tx.UpdateArticle(ctx, &staleArticle) },
			},
			"translation": {
				func(tx *store.Tx) error { return tx.UpdateTranslation(ctx, v) },
				func(tx *store.Tx) error { return tx.UpdateTranslation(ctx, &staleVersion) },
			},
			"user": {
				func(tx *store.Tx) error { return tx.UpdateUser(ctx, user) },
				func(tx *store.Tx) error { return tx.UpdateUser(ctx, &staleUser) },
			},
		}
		for name, u := range updates {
			write(t, s, u.first)
			wantKind(t, name, s.Write(ctx, u.second), errs.Conflict)
			write(t, s, u.first) // the version that was counted up is the one in the row
		}
	})
}

func TestAMissingRowIsNotFound(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		_, err := s.Read().Article(t.Context(), 999)
		wantKind(t, "article", err, errs.NotFound)
		_, err = s.Read().Revision(t.Context(), 999)
		wantKind(t, "revision", err, errs.NotFound)
		err = s.Write(t.Context(), func(tx *store.Tx) error { return tx.LockArticle(t.Context(), 999) })
		wantKind(t, "lock", err, errs.NotFound)
	})
}

func TestADuplicateIsAConflict(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		ctx, key := t.Context(), "wp:1"
		section, tag := newSection(t, s, "economy"), newTag(t, s, "caspian")
		author := newAuthor(t, s, "aigerim")
		article := newArticle(t, s, models.Article{SectionID: &section.ID, ImportKey: &key})
		newVersion(t, s, article.ID, locale.English)
		newUser(t, s, "aigerim@example.org", models.RoleEditor)
		creations := map[string]func(tx *store.Tx) error{
			"section key": func(tx *store.Tx) error { return tx.CreateSection(ctx, &models.Section{Key: section.Key}) },
			"section slug": func(tx *store.Tx) error {
				return tx.CreateSection(ctx, &models.Section{Key: "new", Names: []models.SectionName{
					{Locale: locale.English, Name: "New", Slug: "economy"},
				}})
			},
			"tag key": func(tx *store.Tx) error { return tx.CreateTag(ctx, &models.Tag{Key: tag.Key}) },
			"tag slug": func(tx *store.Tx) error {
				return tx.CreateTag(ctx, &models.Tag{Key: "new", Names: []models.TagName{
					{Locale: locale.English, Name: "New", Slug: "caspian"},
				}})
			},
			"author key": func(tx *store.Tx) error { return tx.CreateAuthor(ctx, &models.Author{Key: author.Key}) },
			"author slug": func(tx *store.Tx) error {
				return tx.CreateAuthor(ctx, &models.Author{Key: "new", Names: []models.AuthorName{
					{Locale: locale.English, Name: "New", Slug: "aigerim"},
				}})
			},
			"author name": func(tx *store.Tx) error {
				return tx.AddAuthorName(ctx, &models.AuthorName{AuthorID: author.ID, Locale: locale.English, Slug: "new"})
			},
			"import key": func(tx *store.Tx) error {
				return tx.CreateArticle(ctx, &models.Article{
					Kind: models.News, SectionID: &section.ID, SourceLocale: locale.English, ImportKey: &key, Place: models.Names{},
				})
			},
			"author of an article": func(tx *store.Tx) error {
				return tx.CreateArticle(ctx, &models.Article{
					Kind: models.News, SectionID: &section.ID, SourceLocale: locale.English, Place: models.Names{},
					Authors: []models.ArticleAuthor{{AuthorID: author.ID}, {AuthorID: author.ID}},
				})
			},
			"translation": func(tx *store.Tx) error {
				return tx.CreateTranslation(ctx, &models.Translation{
					ArticleID: article.ID, Locale: locale.English, Stage: models.Draft,
				})
			},
			"user": func(tx *store.Tx) error {
				return tx.CreateUser(ctx, &models.User{Email: "aigerim@example.org"})
			},
		}
		for name, create := range creations {
			wantKind(t, name, s.Write(ctx, create), errs.Conflict)
		}
	})
}

func TestTheDatabaseRefusesWhatBelongsNowhere(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		ctx, nowhere := t.Context(), int64(999)
		section := newSection(t, s, "economy")
		article := func(kind models.ArticleKind, sectionID *int64) func(tx *store.Tx) error {
			return func(tx *store.Tx) error {
				return tx.CreateArticle(ctx, &models.Article{Kind: kind, SectionID: sectionID, Place: models.Names{}})
			}
		}
		tests := []struct {
			name   string
			create func(tx *store.Tx) error
			want   errs.Kind
		}{
			{"a version of no article", func(tx *store.Tx) error {
				return tx.CreateTranslation(ctx, &models.Translation{ArticleID: nowhere, Stage: models.Draft})
			}, errs.Invalid},
			{"a story in no such section", article(models.News, &nowhere), errs.Invalid},
			{"a story without a section", article(models.News, nil), errs.Internal},
			{"a standing page in a section", article(models.Page, &section.ID), errs.Internal},
		}
		for _, test := range tests {
			wantKind(t, test.name, s.Write(ctx, test.create), test.want)
		}
	})
}
