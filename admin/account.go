package admin

import (
	"bytes"
	"net/http"

	"github.com/qalam-cms/qalam/cms"
)

const accountPath = Prefix + "/account"

// account is the screen of one's own settings.
type account struct {
	Email      string
	Privileges []privilege
	Sessions   []sessionRow
	// Others says that there are sessions besides this one.
	Others bool
	// Zone is what the field of the time zone holds; House is the newsroom's.
	Zone, House string
	Zones       []string
	// Wrong names the field that a problem is about.
	Wrong string
}

// privilege is one of the person's grants: a role and its languages.
type privilege struct {
	Role      string
	Languages string // as a list; empty for all
}

// sessionRow is one of the person's log-ins.
type sessionRow struct {
	ID             int64
	Agent, Address string
	Began, Seen    moment
	Current        bool
}

func (a *Admin) accountForm(r *request) error {
	return a.showAccount(r, http.StatusOK, r.user.Zone, nil)
}

// showAccount shows the person's own settings, with what is wrong in them.
func (a *Admin) showAccount(r *request, status int, zone string, problem error) error {
	ctx := r.Request().Context()
	body := account{
		Email: r.user.Email, Privileges: privileges(r, r.user.Grants), Zone: zone, House: a.newsroom.Zone().String(),
		Zones: nearZones(),
	}
	sessions, err := a.newsroom.Sessions(ctx, r.by)
	if err != nil {
		return err
	}
	current := a.sessions.Current(ctx)
	for i := range sessions {
		s := &sessions[i]
		row := sessionRow{s.ID, s.Agent, s.Address, a.moment(r, s.CreatedAt), a.moment(r, s.SeenAt), bytes.Equal(s.Hash, current)}
		body.Sessions, body.Others = append(body.Sessions, row), body.Others || !row.Current
	}
	p := page{Title: r.p.T("admin.account.title"), Active: "account"}
	if problem != nil {
		p.Problem, body.Wrong = r.p.Error(problem), wrongField(problem)
		retryAfter(r, problem)
	}
	p.Body = body
	return a.show(r, status, "account", p)
}

// nearZones are the time zones that are offered; any other can be typed.
func nearZones() []string {
	return []string{
		"Asia/Almaty", "Asia/Aqtau", "Asia/Baku", "Asia/Tashkent", "Asia/Tbilisi", "Asia/Yekaterinburg",
		"Europe/Berlin", "Europe/Istanbul", "Europe/London", "Europe/Moscow", "America/New_York", "UTC",
	}
}

// accountPassword changes the person's own password.
func (a *Admin) accountPassword(r *request) error {
	ctx := r.Request().Context()
	err := a.newsroom.ChangePassword(ctx, r.by, cms.PasswordChange{
		Present: r.FormValue("present"), New: r.FormValue("password"),
		Address: r.RealIP(), Session: a.sessions.Current(ctx),
	})
	if correctable(err) {
		return a.showAccount(r, statusOf(err), r.user.Zone, err)
	}
	if err != nil {
		return err
	}
	if err := a.sessions.NewToken(ctx); err != nil {
		return err
	}
	return a.done(r, accountPath, "admin.account.password_changed", nil)
}

// accountEnd ends one of the person's own sessions.
func (a *Admin) accountEnd(r *request) error {
	id, err := paramID(r, "session")
	if err != nil {
		return err
	}
	if err := a.newsroom.EndSession(r.Request().Context(), r.by, id); err != nil {
		return err
	}
	return a.done(r, accountPath, "admin.account.session_ended", nil)
}

// accountEndOthers ends all of them but the one that asks.
func (a *Admin) accountEndOthers(r *request) error {
	ctx := r.Request().Context()
	if err := a.newsroom.EndSessions(ctx, r.by, a.sessions.Current(ctx)); err != nil {
		return err
	}
	return a.done(r, accountPath, "admin.account.sessions_ended", nil)
}
