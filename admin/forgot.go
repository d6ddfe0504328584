package admin

import (
	"net/http"

	"github.com/qalam-cms/qalam/internal/errs"
)

// forgot is the form of those who forgot their passwords.
type forgot struct {
	Email string
	// Asked says that the form was sent. Whether there is such an account it does not.
	Asked bool
}

func (a *Admin) showForgot(r *request, status int, body forgot, problem error) error {
	p := page{Title: r.p.T("admin.forgot.title"), Body: body}
	if problem != nil {
		p.Problem = r.p.Error(problem)
		retryAfter(r, problem)
	}
	return a.show(r, status, "forgot", p)
}

// forgotForm is there where letters can be sent.
func (a *Admin) forgotForm(r *request) error {
	if a.mailer == nil {
		return errs.New("admin", errs.NotFound, "error.not_found", nil)
	}
	return a.showForgot(r, http.StatusOK, forgot{}, nil)
}

// forgotAsk has a link sent to whoever has the e-mail.
func (a *Admin) forgotAsk(r *request) error {
	if a.mailer == nil {
		return errs.New("admin", errs.NotFound, "error.not_found", nil)
	}
	email := r.FormValue("email")
	err := a.newsroom.AskReset(r.Request().Context(), email, r.RealIP())
	if correctable(err) {
		return a.showForgot(r, statusOf(err), forgot{Email: email}, err)
	}
	if err != nil {
		return err
	}
	select {
	case a.forgotten <- email:
	default:
		return errs.New("admin", errs.Unavailable, "error.unavailable", nil)
	}
	return a.showForgot(r, http.StatusOK, forgot{email, true}, nil)
}
