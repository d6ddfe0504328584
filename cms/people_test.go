package cms_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// logIn tries a password from the machine itself.
func (r *room) logIn(t *testing.T, email, password string) (*models.User, error) {
	t.Helper()
	return r.Authenticate(t.Context(), cms.Credentials{Email: email, Password: password})
}

// named returns the id of a user.
func (r *room) named(t *testing.T, name string) int64 {
	t.Helper()
	u, err := r.UserNamed(t.Context(), r.boss, name+"@news.example")
	if err != nil {
		t.Fatal(err)
	}
	return u.ID
}

func (r *room) invite(t *testing.T, name string, grants ...models.Grant) *cms.NewLink {
	t.Helper()
	link, err := r.InviteUser(t.Context(), r.boss, cms.UserInput{Email: name + "@news.example", Name: name, Interface: "kk", Grants: grants})
	if err != nil {
		t.Fatal(err)
	}
	return link
}

func (r *room) makeLink(t *testing.T, id int64) *cms.NewLink {
	t.Helper()
	link, err := r.MakeLink(t.Context(), r.boss, id)
	if err != nil {
		t.Fatal(err)
	}
	return link
}

// begin begins a session of a user.
func (r *room) begin(t *testing.T, userID int64, hash string) *models.Session {
	t.Helper()
	s := &models.Session{Hash: []byte(hash), UserID: &userID, Data: []byte{1}, Agent: "Firefox · Linux", Address: "192.0.2.1"}
	if err := r.BeginSession(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	return s
}

// opens reports which sessions are still there.
func (r *room) opens(t *testing.T, sessions ...*models.Session) string {
	t.Helper()
	var list []string
	for _, s := range sessions {
		found, err := r.Session(t.Context(), s.Hash)
		if err != nil {
			t.Fatal(err)
		}
		if found != nil {
			list = append(list, string(s.Hash))
		}
	}
	return strings.Join(list, " ")
}

func wantVoid(t *testing.T, r *room, when, token string) {
	t.Helper()
	_, err := r.OpenLink(t.Context(), token)
	if kind, key, _ := errs.Public(err); kind != errs.NotFound || key != "error.link_void" {
		t.Errorf("%s: got %v, want a link that opens nothing", when, err)
	}
	_, err = r.UseLink(t.Context(), token, "a password all the same")
	if kind, key, _ := errs.Public(err); kind != errs.NotFound || key != "error.link_void" {
		t.Errorf("%s: got %v, want a link that opens nothing", when, err)
	}
}

func TestAnInvitationIsGoodForOnePassword(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		link := r.invite(t, "new", grant(models.RoleTranslator, kk, ru))
		if link.Kind != models.InviteLink || link.ExpiresAt.Sub(link.CreatedAt) != 72*time.Hour || len(link.Token) != 43 {
			t.Errorf("got %+v", link)
		}
		opened, err := r.OpenLink(t.Context(), link.Token)
		if err != nil || opened.User.Email != "new@news.example" || opened.User.State() != models.UserInvited {
			t.Fatalf("got %+v, %v", opened, err)
		}
		_, err = r.UseLink(t.Context(), link.Token, "short")
		wantError(t, err, errs.Invalid, "error.password_length")
		u, err := r.UseLink(t.Context(), link.Token, "a new password")
		if err != nil || u.State() != models.UserActive {
			t.Fatalf("a password that will not do has used the link up: %v", err)
		}
		if _, err := r.logIn(t, "new@news.example", "a new password"); err != nil {
			t.Error(err)
		}
		wantVoid(t, r, "used", link.Token)
		wantVoid(t, r, "unknown", "no-such-token")
	})
}

func TestALinkOpensUntilItsTimeIsOver(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		invited := r.invite(t, "new", grant(models.RoleEditor))
		reset := r.makeLink(t, *r.user(t, "old").UserID)
		if reset.Kind != models.ResetLink {
			t.Errorf("the link of an active user is for %s", reset.Kind)
		}
		open := func(l *cms.NewLink) bool { _, err := r.OpenLink(t.Context(), l.Token); return err == nil }
		for _, step := range []struct {
			after         time.Duration
			reset, invite bool
		}{{24*time.Hour - time.Millisecond, true, true}, {24 * time.Hour, false, true}, {72*time.Hour - time.Millisecond, false, true}, {72 * time.Hour, false, false}} {
			r.clock.Set(time.UnixMilli(int64(reset.CreatedAt)).Add(step.after))
			if open(reset) != step.reset || open(invited) != step.invite {
				t.Errorf("after %v: reset opens %t, invitation %t", step.after, open(reset), open(invited))
			}
		}
		wantVoid(t, r, "expired", reset.Token)
	})
}

func TestANewLinkVoidsTheOldOneAndThePasswordHoldsMeanwhile(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by := r.user(t, "someone", grant(models.RoleEditor))
		first := r.makeLink(t, *by.UserID)
		second := r.makeLink(t, *by.UserID)
		wantVoid(t, r, "replaced", first.Token)
		if _, err := r.logIn(t, "someone@news.example", "a long password"); err != nil {
			t.Errorf("the password does not hold: %v", err)
		}
		forgotten, err := r.ResetLink(t.Context(), " Someone@News.example ")
		if err != nil || forgotten == nil {
			t.Fatal(err)
		}
		wantVoid(t, r, "replaced by the person's own", second.Token)
		if err := r.SetPassword(t.Context(), r.boss, *by.UserID, "another password"); err != nil {
			t.Fatal(err)
		}
		wantVoid(t, r, "after another password", forgotten.Token)
		before := r.journal(t)
		nobody, err := r.ResetLink(t.Context(), "nobody@news.example")
		if nobody != nil || err != nil {
			t.Errorf("got %v, %v", nobody, err)
		}
		r.unchanged(t, before)
	})
}

func TestDisablingEndsEverythingAtOnce(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by, other := r.user(t, "leaver", grant(models.RoleEditor)), r.user(t, "other", grant(models.RoleEditor))
		a, b, c := r.begin(t, *by.UserID, "a"), r.begin(t, *by.UserID, "b"), r.begin(t, *other.UserID, "c")
		link := r.makeLink(t, *by.UserID)
		before := r.journal(t)
		if err := r.DisableUser(t.Context(), r.boss, *by.UserID); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.UserDisabledEvent)
		if got := r.opens(t, a, b, c); got != "c" {
			t.Errorf("sessions left: %s", got)
		}
		// What was under way brings nothing back.
		wantError(t, r.KeepSession(t.Context(), a, models.Session{}), errs.NotFound, "error.not_found")
		wantVoid(t, r, "disabled", link.Token)
		_, err := r.logIn(t, "leaver@news.example", "a long password")
		wantError(t, err, errs.Unauthorized, "error.login_failed")
		_, err = r.MakeLink(t.Context(), r.boss, *by.UserID)
		wantError(t, err, errs.Invalid, "error.user_disabled")
		if link, err := r.ResetLink(t.Context(), "leaver@news.example"); link != nil || err != nil {
			t.Errorf("a disabled user gets a link: %v", err)
		}
		before = r.journal(t)
		if err := r.DisableUser(t.Context(), r.boss, *by.UserID); err != nil {
			t.Error(err)
		}
		r.unchanged(t, before)
		if err := r.EnableUser(t.Context(), r.boss, *by.UserID); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.UserEnabled)
		if _, err := r.logIn(t, "leaver@news.example", "a long password"); err != nil {
			t.Error(err)
		}
		if got := r.opens(t, a, b, c); got != "c" {
			t.Errorf("sessions are back: %s", got)
		}
	})
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		admin, editor := r.user(t, "admin", grant(models.RoleAdmin)), r.user(t, "editor", grant(models.RoleEditor))
		r.invite(t, "invited", grant(models.RoleAdmin)) // who cannot log in yet
		demote := func(id int64, version int) error {
			return r.EditUser(t.Context(), r.boss, cms.UserEdit{ID: id, Version: version, Name: "X", Grants: []models.Grant{grant(models.RoleEditor)}})
		}
		before := r.journal(t)
		wantError(t, r.DisableUser(t.Context(), admin, *admin.UserID), errs.Invalid, "error.disable_self")
		wantError(t, r.DisableUser(t.Context(), r.boss, *admin.UserID), errs.Invalid, "error.last_admin")
		wantError(t, demote(*admin.UserID, 1), errs.Invalid, "error.last_admin")
		r.unchanged(t, before)
		if err := r.DisableUser(t.Context(), r.boss, *editor.UserID); err != nil {
			t.Errorf("nobody else can be disabled: %v", err)
		}
		second := r.user(t, "second", grant(models.RoleAdmin, kk))
		if err := demote(*admin.UserID, 1); err != nil {
			t.Errorf("there is another one: %v", err)
		}
		wantError(t, r.DisableUser(t.Context(), r.boss, *second.UserID), errs.Invalid, "error.last_admin")
	})
}

func TestOfTwoAdministratorsWhoGoForEachOtherOneStays(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		a, b := r.user(t, "a", grant(models.RoleAdmin)), r.user(t, "b", grant(models.RoleAdmin))
		for range 5 {
			var wg sync.WaitGroup
			results := make([]error, 2)
			for j, try := range [][2]cms.Actor{{a, b}, {b, a}} {
				wg.Go(func() { results[j] = r.DisableUser(t.Context(), try[0], *try[1].UserID) })
			}
			wg.Wait()
			if (results[0] == nil) == (results[1] == nil) {
				t.Fatalf("got %v and %v, want one of them refused", results[0], results[1])
			}
			for _, by := range []cms.Actor{a, b} {
				if err := r.EnableUser(t.Context(), r.boss, *by.UserID); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func TestRightsChangeWithBothSidesInTheJournal(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by := r.user(t, "someone", grant(models.RoleTranslator, kk))
		in := cms.UserEdit{ID: *by.UserID, Version: 1, Name: " New  name ", Grants: []models.Grant{grant(models.RoleReviewer, kk, ru), grant(models.RoleAuthor)}}
		before := r.journal(t)
		if err := r.EditUser(t.Context(), r.boss, in); err != nil {
			t.Fatal(err)
		}
		e := r.wantLast(t, before, models.UserUpdated)
		want := map[string]any{
			"user": float64(in.ID), "name": map[string]any{"before": "someone", "after": "New name"},
			"grants": map[string]any{
				"before": []any{map[string]any{"role": "translator", "locales": []any{"kk"}}},
				"after":  []any{map[string]any{"role": "reviewer", "locales": []any{"kk", "ru"}}, map[string]any{"role": "author", "locales": []any{}}},
			},
		}
		if diff := cmp.Diff(want, e.Data); diff != "" {
			t.Errorf("the event (-want +got):\n%s", diff)
		}
		u, err := r.UserByID(t.Context(), in.ID)
		if err != nil || u.Name != "New name" || len(u.Grants) != 2 || !rights.Can(rights.Of(u), rights.Approve, rights.Target{Locale: ru}) {
			t.Errorf("got %+v, %v", u, err)
		}
		wantError(t, r.EditUser(t.Context(), r.boss, in), errs.Conflict, "error.changed_meanwhile")
		for _, test := range []struct {
			key  string
			edit func(*cms.UserEdit)
		}{
			{"error.person_name_required", func(e *cms.UserEdit) { e.Name = " " }},
			{"error.person_name_too_long", func(e *cms.UserEdit) { e.Name = strings.Repeat("x", cms.MaxName+1) }},
			{"error.grants_required", func(e *cms.UserEdit) { e.Grants = nil }},
			{"error.role_unknown", func(e *cms.UserEdit) { e.Grants = []models.Grant{grant("owner")} }},
			{"error.language_unknown", func(e *cms.UserEdit) { e.Grants = []models.Grant{grant(models.RoleEditor, "de")} }},
		} {
			bad := in
			test.edit(&bad)
			bad.Version = 2
			wantError(t, r.EditUser(t.Context(), r.boss, bad), errs.Invalid, test.key)
		}
	})
}

func TestSessionsLastAsLongAsTheyAreUsedButNotForEver(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by := r.user(t, "someone")
		idle, used := r.begin(t, *by.UserID, "idle"), r.begin(t, *by.UserID, "used")
		for range 23 { // a week, less an hour
			r.clock.Advance(cms.SessionIdle - time.Hour)
			if err := r.KeepSession(t.Context(), used, *used); err != nil {
				t.Fatal(err)
			}
		}
		if got := r.opens(t, idle, used); got != "used" {
			t.Errorf("open: %q", got)
		}
		r.clock.Set(time.UnixMilli(int64(used.CreatedAt)).Add(cms.SessionMax - time.Millisecond))
		if err := r.KeepSession(t.Context(), used, *used); err != nil || r.opens(t, used) != "used" {
			t.Errorf("over before its time: %v", err)
		}
		r.clock.Advance(time.Millisecond)
		if got := r.opens(t, used); got != "" {
			t.Error("a session outlives seven days")
		}
		u, err := r.UserByID(t.Context(), *by.UserID)
		if err != nil || u.SeenAt == nil || *u.SeenAt < used.SeenAt-60_000 {
			t.Errorf("seen %v, last used %v, error %v", u.SeenAt, used.SeenAt, err)
		}
	})
}

func TestOnesOwnSessionsAreListedAndEnded(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by, other := r.user(t, "someone"), r.user(t, "other")
		a, b, c := r.begin(t, *by.UserID, "a"), r.begin(t, *by.UserID, "b"), r.begin(t, *by.UserID, "c")
		theirs := r.begin(t, *other.UserID, "theirs")
		list, err := r.Sessions(t.Context(), by)
		if err != nil || len(list) != 3 || list[0].Agent != "Firefox · Linux" {
			t.Fatalf("got %+v, %v", list, err)
		}
		wantError(t, r.EndSession(t.Context(), by, theirs.ID), errs.NotFound, "error.not_found")
		before := r.journal(t)
		if err := r.EndSession(t.Context(), by, a.ID); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.SessionEnded)
		if err := r.EndSessions(t.Context(), by, c.Hash); err != nil {
			t.Fatal(err)
		}
		if got := r.opens(t, a, b, c, theirs); got != "c theirs" {
			t.Errorf("open: %q", got)
		}
	})
}

func TestOnesOwnPasswordNeedsThePresentOneAndEndsTheOtherSessions(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by := r.user(t, "someone")
		a, b := r.begin(t, *by.UserID, "a"), r.begin(t, *by.UserID, "b")
		in := cms.PasswordChange{Present: "not this one", New: "another password", Address: "192.0.2.7", Session: b.Hash}
		wantError(t, r.ChangePassword(t.Context(), by, in), errs.Invalid, "error.password_wrong")
		in.Present, in.New = "a long password", "short"
		wantError(t, r.ChangePassword(t.Context(), by, in), errs.Invalid, "error.password_length")
		if got := r.opens(t, a, b); got != "a b" {
			t.Errorf("refused, and open: %q", got)
		}
		in.New = "another password"
		before := r.journal(t)
		if err := r.ChangePassword(t.Context(), by, in); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.UserPasswordChanged)
		if got := r.opens(t, a, b); got != "b" {
			t.Errorf("open: %q", got)
		}
		in.Present = "a wrong one"
		for range 5 {
			wantError(t, r.ChangePassword(t.Context(), by, in), errs.Invalid, "error.password_wrong")
		}
		wantError(t, r.ChangePassword(t.Context(), by, in), errs.TooMany, "error.too_many_tries")
		_, err := r.logIn(t, "someone@news.example", "another password")
		wantError(t, err, errs.TooMany, "error.too_many_tries")
	})
}

func TestAZoneOfOnesOwnIsOneThatThereIs(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by := r.user(t, "someone")
		for zone, want := range map[string]string{
			"": "", " Asia/Almaty ": "Asia/Almaty", "Asia/Baku": "", "Europe/Berlin": "Europe/Berlin",
		} {
			if err := r.SetPreferences(t.Context(), by, cms.Preferences{Interface: "en", Zone: zone}); err != nil {
				t.Fatalf("%q: %v", zone, err)
			}
			u, err := r.UserByID(t.Context(), *by.UserID)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if z := r.ZoneOf(u); z != nil {
				got = z.String()
			}
			if got != want {
				t.Errorf("%q: shown besides is %q, want %q", zone, got, want)
			}
		}
		for _, zone := range []string{"Local", "Moon/Sea", "../../etc/passwd", "/etc/localtime"} {
			err := r.SetPreferences(t.Context(), by, cms.Preferences{Interface: "en", Zone: zone})
			wantError(t, err, errs.Invalid, "error.zone_unknown")
		}
	})
}

func TestNothingSecretIsInTheJournal(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		link := r.invite(t, "new", grant(models.RoleEditor))
		if _, err := r.UseLink(t.Context(), link.Token, "hunter2 hunter2"); err != nil {
			t.Fatal(err)
		}
		again := r.makeLink(t, link.UserID)
		kinds := map[models.EventKind]bool{}
		for _, e := range r.journal(t) {
			kinds[e.Kind] = true
			data := fmt.Sprint(e.Data)
			for _, secret := range []string{link.Token, again.Token, "hunter2", "argon2", string(again.Hash)} {
				if strings.Contains(data, secret) {
					t.Errorf("%s tells %q: %s", e.Kind, secret, data)
				}
			}
		}
		for _, want := range []models.EventKind{models.UserInvitedEvent, models.UserLinkMade, models.UserPasswordChanged} {
			if !kinds[want] {
				t.Errorf("no %s", want)
			}
		}
	})
}
