package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestASessionLastsUntilItExpires(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		first := &models.Session{Hash: []byte("first"), Data: []byte("\x00one"), ExpiresAt: at(1)}
		second := &models.Session{Hash: []byte("second"), Data: []byte("two"), ExpiresAt: at(2)}
		createSession(t, s, first, now())
		wantSession(t, s, "before the end", first.Hash, at(1)-1, first)
		wantSession(t, s, "at the end", first.Hash, at(1), nil)
		wantSession(t, s, "unknown", second.Hash, now(), nil)
		// Beginning any session sweeps the expired ones, and those only.
		createSession(t, s, second, at(1)-1)
		wantSession(t, s, "not expired yet", first.Hash, now(), first)
		createSession(t, s, &models.Session{Hash: []byte("third"), Data: []byte{}, ExpiresAt: at(3)}, at(1))
		wantSession(t, s, "swept", first.Hash, now(), nil)
		wantSession(t, s, "kept", second.Hash, now(), second)
	})
}

func TestASessionThatWasEndedIsNotKept(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		mine := &models.Session{Hash: []byte("first"), Data: []byte("old"), CreatedAt: now(), SeenAt: now(), ExpiresAt: at(1)}
		other := &models.Session{Hash: []byte("second"), Data: []byte("two"), ExpiresAt: at(2)}
		createSession(t, s, mine, now())
		createSession(t, s, other, now())
		kept := *mine
		kept.Data, kept.SeenAt, kept.ExpiresAt, kept.Agent, kept.Address = []byte("new"), at(1), at(3), "Firefox", "192.0.2.1"
		keep := func(changed bool) error {
			return s.Write(t.Context(), func(tx *store.Tx) error { return tx.KeepSession(t.Context(), &kept, changed) })
		}
		if err := keep(false); err != nil {
			t.Fatal(err)
		}
		seen := kept
		seen.Data = mine.Data
		wantSession(t, s, "seen", mine.Hash, at(2), &seen)
		if err := keep(true); err != nil {
			t.Fatal(err)
		}
		wantSession(t, s, "kept", mine.Hash, at(2), &kept)
		for range 2 { // A second time does no harm.
			write(t, s, func(tx *store.Tx) error { return tx.DeleteSession(t.Context(), mine.Hash) })
		}
		if err := keep(true); !errs.Is(err, errs.NotFound) {
			t.Errorf("kept after its end: %v", err)
		}
		wantSession(t, s, "ended", mine.Hash, now(), nil)
		wantSession(t, s, "the other", other.Hash, now(), other)
	})
}

func TestSessionsAreThoseOfOnePerson(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		a, b := newUser(t, s, "a@example.org", models.RoleEditor), newUser(t, s, "b@example.org", models.RoleEditor)
		for i, owner := range []int64{a.ID, a.ID, b.ID, a.ID} {
			createSession(t, s, &models.Session{
				Hash: []byte{byte(i)}, UserID: &owner, Data: []byte{1}, SeenAt: at(i), ExpiresAt: at(10 + i),
			}, now())
		}
		wantSessions(t, s, a.ID, 3, 1, 0)
		var ended int
		write(t, s, func(tx *store.Tx) (err error) {
			ended, err = tx.DeleteSessionsOf(t.Context(), a.ID, []byte{1})
			return err
		})
		if ended != 2 {
			t.Errorf("%d ended, want 2", ended)
		}
		wantSessions(t, s, a.ID, 1)
		list := wantSessions(t, s, b.ID, 2)
		err := s.Write(t.Context(), func(tx *store.Tx) error { return tx.DeleteSessionOf(t.Context(), a.ID, list[0].ID) })
		if !errs.Is(err, errs.NotFound) {
			t.Errorf("somebody else's is ended: %v", err)
		}
		write(t, s, func(tx *store.Tx) error { return tx.DeleteSessionOf(t.Context(), b.ID, list[0].ID) })
		wantSessions(t, s, b.ID)
	})
}

// wantSessions fails unless a user has the sessions with these hashes.
func wantSessions(t *testing.T, s *store.Store, userID int64, hashes ...byte) []models.Session {
	t.Helper()
	list, err := s.Read().Sessions(t.Context(), userID, at(1))
	if err != nil {
		t.Fatal(err)
	}
	var got []byte
	for i := range list {
		got = append(got, list[i].Hash...)
	}
	if diff := cmp.Diff(hashes, got); diff != "" {
		t.Errorf("sessions (-want +got):\n%s", diff)
	}
	return list
}

func createSession(t *testing.T, s *store.Store, v *models.Session, moment models.Instant) {
	t.Helper()
	write(t, s, func(tx *store.Tx) error { return tx.CreateSession(t.Context(), v, moment) })
}

func wantSession(
	t *testing.T, s *store.Store, when string, hash []byte, moment models.Instant, want *models.Session,
) {
	t.Helper()
	got, err := s.Read().Session(t.Context(), hash, moment)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", when, diff)
	}
}
