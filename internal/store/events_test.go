package store_test

import (
	"bytes"
	"fmt"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// appendEvent writes one event of the given kind of data.
func appendEvent(t *testing.T, s *store.Store, data map[string]any) (*models.Event, error) {
	t.Helper()
	user, article := int64(3), int64(7)
	e := &models.Event{
		At: now(), Kind: models.TranslationSaved, UserID: &user, Actor: "Айгерім",
		ArticleID: &article, Locale: locale.Kazakh, Data: data,
	}
	return e, s.Write(t.Context(), func(tx *store.Tx) error { return tx.AppendEvent(t.Context(), e) })
}

func events(t *testing.T, s *store.Store) []models.Event {
	t.Helper()
	list, err := s.Read().Events(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestEventsAreGaplessInTheOrderInWhichTheyAppear(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		const writers, each = 8, 10
		var wg sync.WaitGroup
		for w := range writers {
			wg.Go(func() {
				for i := range each {
					if _, err := appendEvent(t, s, map[string]any{"writer": w, "number": i}); err != nil {
						t.Errorf("writer %d: %v", w, err)
						return
					}
				}
			})
		}
		done := make(chan struct{})
		go func() { wg.Wait(); close(done) }()
		seen := 0
		for writing := true; writing; {
			select {
			case <-done:
				writing = false
			default:
			}
			seen = followEvents(t, s, seen)
		}
		if want := writers * each; seen != want {
			t.Errorf("got %d events, want %d", seen, want)
		}
		verifyChain(t, events(t, s))
	})
}

// followEvents reads what has been added since, as another node would: no
// number may turn up after a higher one has been seen.
func followEvents(t *testing.T, s *store.Store, seen int) int {
	t.Helper()
	list, err := s.Read().Events(t.Context(), int64(seen), 1000)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		if want := int64(seen + 1); e.ID != want {
			t.Fatalf("got event %d, want %d", e.ID, want)
		}
		seen++
	}
	return seen
}

// verifyChain computes every hash again from what was read.
func verifyChain(t *testing.T, list []models.Event) {
	t.Helper()
	var before []byte
	for i := range list {
		want, err := store.EventHash(before, &list[i])
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(list[i].Hash, want) {
			t.Errorf("event %d: got hash %x, want %x", list[i].ID, list[i].Hash, want)
		}
		before = list[i].Hash
	}
}

func TestTheChainOfHashesHoldsForEveryKindOfData(t *testing.T) {
	t.Parallel()
	type item struct {
		Revision int64  `json:"revision"`
		Author   string `json:"author"`
	}
	tests := []map[string]any{
		nil,
		{},
		{"from": models.Draft, "to": models.Review},
		{"live_until": models.Forever, "none": nil, "ok": true, "ratio": 0.1},
		{"title": "<b>Сәлем & «ә» \u2028 \x00</b>", "place": models.Names{locale.Russian: "БАКУ"}},
		{"item": item{Revision: 4, Author: "a"}, "items": []item{{1, "x"}}},
		{"huge": int64(1<<62 + 1)},
		{"broken": "\xff"},
	}
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		for _, data := range tests {
			if _, err := appendEvent(t, s, data); err != nil {
				t.Errorf("%v: %v", data, err)
			}
		}
		list := events(t, s)
		if len(list) != len(tests) {
			t.Fatalf("got %d events, want %d", len(list), len(tests))
		}
		verifyChain(t, list)
	})
}

func TestTheHashCoversEveryFieldAndTheEventBefore(t *testing.T) {
	t.Parallel()
	one, two := int64(1), int64(2)
	event := models.Event{
		ID: 2, At: now(), Kind: models.TagCreated, UserID: &one, Actor: "Айгерім",
		ArticleID: &one, Locale: locale.Kazakh, Data: map[string]any{"key": "caspian"},
	}
	tests := map[string]func(e *models.Event) (before string){
		"nothing":    func(*models.Event) string { return "before" },
		"the before": func(*models.Event) string { return "another" },
		"id":         func(e *models.Event) string { e.ID++; return "before" },
		"moment":     func(e *models.Event) string { e.At++; return "before" },
		"kind":       func(e *models.Event) string { e.Kind = models.TranslationSaved; return "before" },
		"user":       func(e *models.Event) string { e.UserID = &two; return "before" },
		"no user":    func(e *models.Event) string { e.UserID = nil; return "before" },
		"actor":      func(e *models.Event) string { e.Actor = "Лейла"; return "before" },
		"article":    func(e *models.Event) string { e.ArticleID = &two; return "before" },
		"locale":     func(e *models.Event) string { e.Locale = locale.Russian; return "before" },
		"data":       func(e *models.Event) string { e.Data = map[string]any{"key": "aral"}; return "before" },
	}
	seen := map[string]string{}
	for name, change := range tests {
		e := event
		hash, err := store.EventHash([]byte(change(&e)), &e)
		if err != nil {
			t.Fatal(err)
		}
		if other, same := seen[string(hash)]; same {
			t.Errorf("changing %s gives the hash of changing %s", name, other)
		}
		seen[string(hash)] = name
	}
}

func TestAnEventIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		want, err := appendEvent(t, s, map[string]any{"from": "draft", "to": "review"})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]models.Event{*want}, events(t, s)); diff != "" {
			t.Errorf("event (-want +got):\n%s", diff)
		}
	})
}

func TestAnEventOfAFailedTransactionLeavesNoGap(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		for range 2 {
			_ = s.Write(t.Context(), func(tx *store.Tx) error {
				if err := tx.AppendEvent(t.Context(), &models.Event{At: now(), Kind: models.TagCreated}); err != nil {
					t.Error(err)
				}
				return errPlanned
			})
			if _, err := appendEvent(t, s, nil); err != nil {
				t.Error(err)
			}
		}
		list := events(t, s)
		for i, e := range list {
			if want := int64(i + 1); e.ID != want {
				t.Errorf("got event %d, want %d", e.ID, want)
			}
		}
		verifyChain(t, list)
	})
}

func TestTheDatabaseRefusesToChangeHistory(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		if _, err := appendEvent(t, s, nil); err != nil {
			t.Fatal(err)
		}
		section := newSection(t, s, "economy")
		newVersion(t, s, newArticle(t, s, models.Article{SectionID: &section.ID}).ID, locale.English)
		statements := []string{
			"UPDATE events SET actor = 'nobody'", "DELETE FROM events",
			"UPDATE revisions SET content = '{}'", "DELETE FROM revisions",
		}
		if !onSQLite(t, s) {
			statements = append(statements, "TRUNCATE events", "TRUNCATE revisions CASCADE")
		}
		for _, statement := range statements {
			if _, err := raw(t, s).ExecContext(t.Context(), statement); err == nil {
				t.Errorf("%s: got no error, want a refusal", statement)
			}
		}
		for _, table := range []string{"events", "revisions"} {
			var left int
			err := raw(t, s).QueryRowContext(t.Context(), "SELECT count(*) FROM "+table).Scan(&left)
			if left != 1 || err != nil {
				t.Errorf("%s: got %d rows, error %v; want 1", table, left, err)
			}
		}
	})
}

func TestRevisionsAreNumberedWithinTheirTranslation(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		article := newArticle(t, s, models.Article{SectionID: &section.ID})
		for _, l := range []locale.Tag{locale.English, locale.Kazakh} {
			v := newVersion(t, s, article.ID, l)
			for want := 2; want < 5; want++ {
				rev := &models.Revision{TranslationID: v.ID, CreatedAt: now(), BaseID: v.HeadID, Content: models.Content{
					Title: fmt.Sprintf("Edit %d", want), Slug: "edit", SEO: models.SEO{Title: "Short"},
					Body: models.Body{{Key: "a", Kind: models.Quote, Text: "<em>«Сәлем»</em>", Source: "Ә"}},
				}}
				write(t, s, func(tx *store.Tx) error { return tx.CreateRevision(t.Context(), rev) })
				if rev.Number != want {
					t.Errorf("%s: got number %d, want %d", l, rev.Number, want)
				}
				got, err := s.Read().Revision(t.Context(), rev.ID)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(rev, got); diff != "" {
					t.Errorf("revision read back (-want +got):\n%s", diff)
				}
			}
		}
	})
}
