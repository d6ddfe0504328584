package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func newUser(t *testing.T, s *store.Store, email string, role models.Role) *models.User {
	t.Helper()
	u := &models.User{
		Email: email, Name: "Айгерім", PasswordHash: "$argon2id$", Interface: "kk", CreatedAt: now(),
		Grants: []models.Grant{{Role: role, Locales: []locale.Tag{locale.Kazakh, locale.Russian}}},
	}
	write(t, s, func(tx *store.Tx) error { return tx.CreateUser(t.Context(), u) })
	return u
}

func TestAUserIsReadAsWritten(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		want := newUser(t, s, "b@example.org", models.RoleTranslator)
		newUser(t, s, "a@example.org", models.RoleEditor)
		byEmail, err := s.Read().UserByEmail(t.Context(), want.Email)
		if err != nil {
			t.Fatal(err)
		}
		byID, err := s.Read().User(t.Context(), want.ID)
		if err != nil {
			t.Fatal(err)
		}
		all, err := s.Read().Users(t.Context())
		if err != nil || len(all) != 2 {
			t.Fatalf("got %d users, error %v; want 2", len(all), err)
		}
		for how, got := range map[string]*models.User{"by e-mail": byEmail, "by id": byID, "last of all": &all[1]} {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", how, diff)
			}
		}
		if got, err := s.Read().UserByEmail(t.Context(), "nobody@example.org"); got != nil || err != nil {
			t.Errorf("got %v, error %v; want nobody", got, err)
		}
	})
}

func TestADisabledAdministratorIsNone(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		wantAdmin := func(when string, want bool) {
			t.Helper()
			if got, err := s.Read().HasAdmin(t.Context()); got != want || err != nil {
				t.Errorf("%s: got %t, error %v; want %t", when, got, err, want)
			}
		}
		wantAdmin("nobody", false)
		newUser(t, s, "editor@example.org", models.RoleEditor)
		wantAdmin("an editor", false)
		admin := newUser(t, s, "admin@example.org", models.RoleAdmin)
		wantAdmin("an administrator", true)
		since := now()
		admin.DisabledAt = &since
		write(t, s, func(tx *store.Tx) error { return tx.UpdateUser(t.Context(), admin) })
		wantAdmin("disabled", false)
		admin.DisabledAt = nil
		write(t, s, func(tx *store.Tx) error { return tx.UpdateUser(t.Context(), admin) })
		wantAdmin("enabled again", true)
	})
}

func TestASessionLastsUntilItExpires(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		first := &models.Session{ID: []byte("first"), Data: []byte("\x00one"), ExpiresAt: at(1)}
		second := &models.Session{ID: []byte("second"), Data: []byte("two"), ExpiresAt: at(2)}
		setSession(t, s, first, now())
		wantSession(t, s, "before the end", first.ID, at(1)-1, first)
		wantSession(t, s, "at the end", first.ID, at(1), nil)
		wantSession(t, s, "unknown", second.ID, now(), nil)
		// Storing any session sweeps the expired ones, and those only.
		setSession(t, s, second, at(1)-1)
		wantSession(t, s, "not expired yet", first.ID, now(), first)
		setSession(t, s, second, at(1))
		wantSession(t, s, "swept", first.ID, now(), nil)
		wantSession(t, s, "kept", second.ID, now(), second)
	})
}

func TestASessionIsReplacedAndDeleted(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		id := []byte("first")
		other := &models.Session{ID: []byte("second"), Data: []byte("two"), ExpiresAt: at(2)}
		setSession(t, s, other, now())
		setSession(t, s, &models.Session{ID: id, Data: []byte("old"), ExpiresAt: at(1)}, now())
		replaced := &models.Session{ID: id, Data: []byte("new"), ExpiresAt: at(3)}
		setSession(t, s, replaced, now())
		wantSession(t, s, "replaced", id, at(2), replaced)
		if err := s.DeleteSession(t.Context(), id); err != nil {
			t.Fatal(err)
		}
		wantSession(t, s, "deleted", id, now(), nil)
		wantSession(t, s, "the other", other.ID, now(), other)
		if err := s.DeleteSession(t.Context(), id); err != nil {
			t.Errorf("deleted again: %v", err)
		}
	})
}

func setSession(t *testing.T, s *store.Store, v *models.Session, moment models.Instant) {
	t.Helper()
	if err := s.SetSession(t.Context(), v, moment); err != nil {
		t.Fatal(err)
	}
}

func wantSession(
	t *testing.T, s *store.Store, when string, id []byte, moment models.Instant, want *models.Session,
) {
	t.Helper()
	got, err := s.Read().Session(t.Context(), id, moment)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", when, diff)
	}
}
