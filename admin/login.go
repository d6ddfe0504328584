package admin

import (
	"crypto/subtle"
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
)

// login is the log-in form.
type login struct {
	Email string
	// Forgot says that a new password can be asked for.
	Forgot bool
}

func (a *Admin) loginForm(r *request) error {
	if a.sessions.UserID(r.Request().Context()) != 0 {
		return r.Redirect(http.StatusSeeOther, Prefix+"/")
	}
	return a.showLogin(r, http.StatusOK, "", nil)
}

func (a *Admin) showLogin(r *request, status int, email string, problem error) error {
	p := page{Title: r.p.T("admin.login.title"), Body: login{email, a.mailer != nil}}
	if problem != nil {
		p.Problem = r.p.Error(problem)
		retryAfter(r, problem)
	}
	return a.show(r, status, "login", p)
}

func (a *Admin) logIn(r *request) error {
	ctx := r.Request().Context()
	email := r.FormValue("email")
	u, err := a.newsroom.Authenticate(ctx, cms.Credentials{Email: email, Password: r.FormValue("password"), Address: r.RealIP()})
	if errs.Is(err, errs.Unauthorized) || errs.Is(err, errs.TooMany) {
		return a.showLogin(r, statusOf(err), email, err)
	}
	if err != nil {
		return err
	}
	if err := a.sessions.LogIn(ctx, u); err != nil {
		return err
	}
	return r.Redirect(http.StatusSeeOther, Prefix+"/")
}

func (a *Admin) logOut(r *request) error {
	if err := a.sessions.LogOut(r.Request().Context()); err != nil {
		return err
	}
	return r.Redirect(http.StatusSeeOther, loginPath)
}

// setup is the form that makes the first administrator.
type setup struct{ Token, Email, Name string }

// checkSetup refuses every token but the one printed at start, and that one
// too once there is an administrator.
func (a *Admin) checkSetup(r *request, token string) error {
	has, err := a.newsroom.HasAdmin(r.Request().Context())
	if err != nil {
		return err
	}
	if has || a.setup == "" || subtle.ConstantTimeCompare([]byte(token), []byte(a.setup)) != 1 {
		return errs.New("admin.setup", errs.NotFound, "error.not_found", nil)
	}
	return nil
}

func (a *Admin) setupForm(r *request) error {
	token := r.QueryParam("token")
	if err := a.checkSetup(r, token); err != nil {
		return err
	}
	return a.show(r, http.StatusOK, "setup", page{Title: r.p.T("admin.setup.title"), Body: setup{Token: token}})
}

func (a *Admin) setUp(r *request) error {
	form := setup{r.FormValue("token"), r.FormValue("email"), r.FormValue("name")}
	if err := a.checkSetup(r, form.Token); err != nil {
		return err
	}
	ctx := r.Request().Context()
	u, err := a.newsroom.AddFirstAdmin(ctx, cms.UserInput{
		Email: form.Email, Name: form.Name, Password: r.FormValue("password"), Interface: string(r.p.Lang()),
	})
	if correctable(err) {
		return a.show(r, statusOf(err), "setup", page{
			Title: r.p.T("admin.setup.title"), Problem: r.p.Error(err), Body: form,
		})
	}
	if err != nil {
		return err
	}
	if err := a.sessions.LogIn(ctx, u); err != nil {
		return err
	}
	return r.Redirect(http.StatusSeeOther, Prefix+"/")
}
