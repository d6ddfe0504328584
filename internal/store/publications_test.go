package store_test

import (
	"testing"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestAPublicationIsPublicFromItsBeginningUntilBeforeItsEnd(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		from, until := at(1), at(2)
		closed, _ := newLive(t, s, models.Article{SectionID: &section.ID}, locale.English, from, until)
		open, _ := newLive(t, s, models.Article{SectionID: &section.ID}, locale.Kazakh, from, models.Forever)
		cancelled, _ := newLive(t, s, models.Article{SectionID: &section.ID}, locale.Russian, from, from)
		tests := []struct {
			when       string
			at         models.Instant
			closed     bool
			open       bool
			everClosed bool
		}{
			{"a millisecond before the beginning", from - 1, false, false, false},
			{"the beginning", from, true, true, true},
			{"a millisecond before the end", until - 1, true, true, true},
			{"the end", until, false, true, true},
			{"long after", at(1000), false, true, true},
		}
		for _, test := range tests {
			wantLive(t, s, test.when+", closed", closed.ID, locale.English, test.at, test.closed)
			wantLive(t, s, test.when+", open", open.ID, locale.Kazakh, test.at, test.open)
			wantLive(t, s, test.when+", cancelled", cancelled.ID, locale.Russian, test.at, false)
			wantWasPublic(t, s, test.when+", closed", closed.ID, locale.English, test.at, test.everClosed)
			wantWasPublic(t, s, test.when+", cancelled", cancelled.ID, locale.Russian, test.at, false)
			wantWasPublic(t, s, test.when+", another language", closed.ID, locale.Kazakh, test.at, false)
		}
	})
}

// wantLive asks every question whose answer depends on what is public.
func wantLive(
	t *testing.T, s *store.Store, when string, articleID int64, l locale.Tag, moment models.Instant, want bool,
) {
	t.Helper()
	ctx, r := t.Context(), s.Read()
	live, err := r.Live(ctx, articleID, l, moment)
	if err != nil {
		t.Fatal(err)
	}
	if got := live != nil; got != want {
		t.Errorf("%s: got live %t, want %t", when, got, want)
	}
	if live != nil && (live.Revision == nil || !live.LiveAt(moment)) {
		t.Errorf("%s: got revision %v, LiveAt %t; want both", when, live.Revision, live.LiveAt(moment))
	}
	versions, err := r.LiveVersions(ctx, []int64{articleID}, moment)
	if err != nil {
		t.Fatal(err)
	}
	if got := len(versions) == 1; got != want {
		t.Errorf("%s: got %d live versions, want live %t", when, len(versions), want)
	}
	list, err := r.List(ctx, store.ListQuery{Locale: l, At: moment, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(list) == 1; got != want {
		t.Errorf("%s: got %d in the list, want live %t", when, len(list), want)
	}
	publications, err := r.Publications(ctx, translationOf(t, s, articleID, l))
	if err != nil {
		t.Fatal(err)
	}
	if got := publications[0].LiveAt(moment); got != want {
		t.Errorf("%s: the model's own rule says %t, want %t", when, got, want)
	}
}

func translationOf(t *testing.T, s *store.Store, articleID int64, l locale.Tag) int64 {
	t.Helper()
	v, err := s.Read().Translation(t.Context(), articleID, l)
	if err != nil || v == nil {
		t.Fatalf("no version of %d in %s: %v", articleID, l, err)
	}
	return v.ID
}

func wantWasPublic(
	t *testing.T, s *store.Store, when string, articleID int64, l locale.Tag, moment models.Instant, want bool,
) {
	t.Helper()
	if got, err := s.Read().WasPublic(t.Context(), articleID, l, moment); got != want || err != nil {
		t.Errorf("%s: got was public %t, error %v; want %t", when, got, err, want)
	}
}

func TestTheDatabaseRefusesOverlappingPublications(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		from, until int
		refused     bool
	}{
		{"the same", 10, 20, true},
		{"inside", 12, 15, true},
		{"around", 5, 25, true},
		{"across the beginning", 5, 11, true},
		{"across the end", 19, 25, true},
		{"backwards", 40, 30, true},
		{"touching the beginning", 5, 10, false},
		{"touching the end", 20, 25, false},
		{"apart", 30, 40, false},
		{"empty at the beginning", 10, 10, false},
		{"empty inside", 15, 15, false},
	}
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		for _, test := range tests {
			article := newArticle(t, s, models.Article{SectionID: &section.ID})
			v := newVersion(t, s, article.ID, locale.English)
			other := newVersion(t, s, article.ID, locale.Kazakh)
			publish(t, s, publication(article, v, at(10), at(20)))
			err := s.Write(t.Context(), func(tx *store.Tx) error {
				return tx.CreatePublication(t.Context(), publication(article, v, at(test.from), at(test.until)))
			})
			if test.refused {
				wantKind(t, test.name, err, errs.Internal)
			} else if err != nil {
				t.Errorf("%s: got %v, want it accepted", test.name, err)
			}
			if test.from <= test.until {
				publish(t, s, publication(article, other, at(test.from), at(test.until)))
			}
		}
	})
}

func TestTheDatabaseRefusesToStretchAPublicationOverTheNext(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		section := newSection(t, s, "economy")
		article := newArticle(t, s, models.Article{SectionID: &section.ID})
		v := newVersion(t, s, article.ID, locale.English)
		first := publish(t, s, publication(article, v, at(1), at(2)))
		publish(t, s, publication(article, v, at(2), models.Forever))
		end := func(until models.Instant) error {
			return s.Write(t.Context(), func(tx *store.Tx) error {
				p := *first
				p.LiveUntil = until
				return tx.UpdatePublication(t.Context(), &p)
			})
		}
		wantKind(t, "over the next", end(at(2)+1), errs.Internal)
		wantKind(t, "before its own beginning", end(at(1)-1), errs.Internal)
		for _, until := range []models.Instant{at(2) - 1, at(2), at(1)} {
			if err := end(until); err != nil {
				t.Errorf("until %v: %v", until.Time(), err)
			}
		}
	})
}

func TestAnArticleThatMovesTakesItsPublicationsAlong(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		economy, culture := newSection(t, s, "economy"), newSection(t, s, "culture")
		moved, _ := newLive(t, s, models.Article{SectionID: &economy.ID}, locale.English, now(), models.Forever)
		newLive(t, s, models.Article{SectionID: &economy.ID}, locale.English, now(), models.Forever)
		write(t, s, func(tx *store.Tx) error { return tx.MovePublications(t.Context(), moved.ID, &culture.ID) })
		for _, section := range []*models.Section{economy, culture} {
			q := store.ListQuery{Locale: locale.English, At: now(), SectionID: section.ID, Limit: 10}
			if list, err := s.Read().List(t.Context(), q); len(list) != 1 || err != nil {
				t.Errorf("%s: got %d stories, error %v; want 1", section.Key, len(list), err)
			}
		}
	})
}
