package cms_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/auth"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

func TestAuthenticateGivesOneErrorForEveryFailure(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.user(t, "known", grant(models.RoleEditor))
		r.user(t, "disabled", grant(models.RoleEditor))
		r.invite(t, "invited", grant(models.RoleEditor))
		if err := r.DisableUser(t.Context(), r.boss, r.named(t, "disabled")); err != nil {
			t.Fatal(err)
		}
		u, err := r.logIn(t, " Known@News.example ", "a long password")
		if err != nil || u.Name != "known" || len(u.Grants) != 1 {
			t.Fatalf("got %v, %v", u, err)
		}
		var texts []string
		for _, try := range [][2]string{
			{"nobody@news.example", "a long password"},
			{"known@news.example", "another password"},
			{"known@news.example", ""},
			{"known@news.example", strings.Repeat("x", auth.MaxPassword+1)},
			{"invited@news.example", ""},
			{"disabled@news.example", "a long password"},
			{"", ""},
		} {
			u, err := r.logIn(t, try[0], try[1])
			wantError(t, err, errs.Unauthorized, "error.login_failed")
			if u != nil {
				t.Errorf("%v: got a user", try)
			}
			texts = append(texts, err.Error())
		}
		for _, text := range texts[1:] {
			if text != texts[0] {
				t.Errorf("errors differ: %q and %q", texts[0], text)
			}
		}
	})
}

func TestFirstAdminIsMadeOnce(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		has := func() bool {
			t.Helper()
			has, err := r.HasAdmin(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			return has
		}
		r.user(t, "editor", grant(models.RoleEditor))
		if has() {
			t.Error("there is an administrator already")
		}
		// The grants asked for do not count.
		in := cms.UserInput{Email: "first@news.example", Password: "a long password", Grants: []models.Grant{grant(models.RoleAuthor)}}
		u, err := r.AddFirstAdmin(t.Context(), in)
		if err != nil {
			t.Fatal(err)
		}
		if !has() || !rights.Can(rights.Of(u), rights.Administer, rights.Target{}) {
			t.Error("the first administrator cannot administer")
		}
		before := r.journal(t)
		in.Email = "second@news.example"
		_, err = r.AddFirstAdmin(t.Context(), in)
		wantError(t, err, errs.Forbidden, "error.setup_done")
		r.unchanged(t, before)
	})
}

func TestDisabledUserCannotBeFetched(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by := r.user(t, "someone", grant(models.RoleEditor))
		if _, err := r.UserByID(t.Context(), *by.UserID); err != nil {
			t.Fatal(err)
		}
		if err := r.DisableUser(t.Context(), r.boss, *by.UserID); err != nil {
			t.Fatal(err)
		}
		for _, id := range []int64{*by.UserID, noStory} {
			u, err := r.UserByID(t.Context(), id)
			wantError(t, err, errs.Unauthorized, "error.login_required")
			if u != nil {
				t.Errorf("got %+v", u)
			}
		}
	})
}

func TestEmailThatSomebodyHasIsConflict(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.user(t, "someone")
		before := r.journal(t)
		for _, email := range []string{"someone@news.example", " SOMEONE@news.Example"} {
			_, err := r.AddUser(t.Context(), r.boss, cms.UserInput{Email: email, Password: "a long password"})
			wantError(t, err, errs.Conflict, "error.email_taken")
		}
		r.unchanged(t, before)
	})
}

func TestUserInputIsChecked(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		before := r.journal(t)
		const email, password = "a@news.example", "a long password"
		for _, test := range []struct {
			in  cms.UserInput
			key string
		}{
			{cms.UserInput{Email: "nobody", Password: password}, "error.email_invalid"},
			{cms.UserInput{Email: "Name <a@news.example>", Password: password}, "error.email_invalid"},
			{cms.UserInput{Email: email, Password: strings.Repeat("x", auth.MinPassword-1)}, "error.password_length"},
			{cms.UserInput{Email: email, Password: strings.Repeat("x", auth.MaxPassword+1)}, "error.password_length"},
			{cms.UserInput{Email: email, Password: password, Grants: []models.Grant{grant("owner")}}, "error.role_unknown"},
			{cms.UserInput{Email: email, Password: password, Grants: []models.Grant{grant(models.RoleEditor, "de")}}, "error.language_unknown"},
		} {
			_, err := r.AddUser(t.Context(), r.boss, test.in)
			wantError(t, err, errs.Invalid, test.key)
		}
		r.unchanged(t, before)
	})
}

func TestAdministeringUsersNeedsTheRight(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		editor := r.user(t, "editor", grant(models.RoleEditor))
		before := r.journal(t)
		_, err := r.AddUser(t.Context(), editor, cms.UserInput{Email: "b@news.example", Password: "a long password"})
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.Users(t.Context(), editor)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.InviteUser(t.Context(), editor, cms.UserInput{Email: "b@news.example", Grants: []models.Grant{grant(models.RoleAuthor)}})
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.Account(t.Context(), editor, *editor.UserID)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.UserNamed(t.Context(), editor, "editor@news.example")
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.MakeLink(t.Context(), editor, *editor.UserID)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		wantError(t, r.SetPassword(t.Context(), editor, *editor.UserID, "another password"), errs.Forbidden, "error.forbidden")
		edit := cms.UserEdit{ID: *editor.UserID, Version: 1, Name: "Me", Grants: []models.Grant{grant(models.RoleAdmin)}}
		wantError(t, r.EditUser(t.Context(), editor, edit), errs.Forbidden, "error.forbidden")
		for _, change := range []func(context.Context, cms.Actor, int64) error{r.DisableUser, r.EnableUser, r.EndSessionsOf} {
			wantError(t, change(t.Context(), editor, *editor.UserID), errs.Forbidden, "error.forbidden")
			wantError(t, change(t.Context(), r.boss, noStory), errs.NotFound, "error.not_found")
		}
		_, err = r.UserNamed(t.Context(), r.boss, "nobody@news.example")
		wantError(t, err, errs.NotFound, "error.user_unknown")
		wantError(t, r.SetPreferences(t.Context(), r.boss, cms.Preferences{Interface: "en"}), errs.Forbidden, "error.forbidden")
		r.unchanged(t, before)
	})
}

func TestNewPasswordReplacesTheOldOne(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by := r.user(t, "someone")
		const email = "someone@news.example"
		if err := r.SetPassword(t.Context(), r.boss, *by.UserID, "another password"); err != nil {
			t.Fatal(err)
		}
		_, err := r.logIn(t, email, "a long password")
		wantError(t, err, errs.Unauthorized, "error.login_failed")
		if _, err := r.logIn(t, email, "another password"); err != nil {
			t.Error(err)
		}
		// Passwords are nowhere in the journal.
		for _, e := range r.journal(t) {
			if e.Kind != models.UserCreated && e.Kind != models.UserPasswordChanged {
				continue
			}
			if diff := cmp.Diff([]string{"user"}, mapKeys(e.Data)); diff != "" {
				t.Errorf("the event tells (-want +got):\n%s", diff)
			}
		}
	})
}

func mapKeys(m map[string]any) []string {
	var list []string
	for k := range m {
		list = append(list, k)
	}
	return list
}
