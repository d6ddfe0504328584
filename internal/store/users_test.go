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
