package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/models"
)

// welcome is the form in which the owner of a one-time link chooses a password.
type welcome struct {
	Email  string
	Invite bool
	Wrong  string
}

// unreferred keeps the address of a page, which is a secret, from every other one.
func (a *Admin) unreferred(h echo.HandlerFunc) echo.HandlerFunc {
	policy := "no-referrer"
	if a.base.Scheme != "https" {
		// Without encryption browsers tell where a form comes from in Origin only,
		// and leave that out, too, where nothing is to be told.
		policy = "same-origin"
	}
	return func(c echo.Context) error {
		c.Response().Header().Set("Referrer-Policy", policy)
		return h(c)
	}
}

// openLink reads the link of the address and goes on in its user's language.
func (a *Admin) openLink(r *request) (*cms.OpenedLink, error) {
	link, err := a.newsroom.OpenLink(r.Request().Context(), r.Param("token"))
	if err == nil {
		r.p = a.printer(link.User.Interface)
	}
	return link, err
}

func (a *Admin) showWelcome(r *request, status int, link *cms.OpenedLink, problem error) error {
	body := welcome{Email: link.User.Email, Invite: link.Kind == models.InviteLink}
	p := page{Title: r.p.T("admin.welcome.reset_title")}
	if body.Invite {
		p.Title = r.p.T("admin.welcome.invite_title")
	}
	if problem != nil {
		p.Problem, body.Wrong = r.p.Error(problem), wrongField(problem)
	}
	p.Body = body
	return a.show(r, status, "welcome", p)
}

func (a *Admin) welcomeForm(r *request) error {
	link, err := a.openLink(r)
	if err != nil {
		return err
	}
	return a.showWelcome(r, http.StatusOK, link, nil)
}

// welcomeSave sets the password and logs in.
func (a *Admin) welcomeSave(r *request) error {
	link, err := a.openLink(r)
	if err != nil {
		return err
	}
	ctx := r.Request().Context()
	u, err := a.newsroom.UseLink(ctx, r.Param("token"), r.FormValue("password"))
	if correctable(err) {
		return a.showWelcome(r, statusOf(err), link, err)
	}
	if err != nil {
		return err
	}
	if err := a.sessions.LogIn(ctx, u); err != nil {
		return err
	}
	return a.done(r, Prefix+"/", "admin.welcome.done", nil)
}
