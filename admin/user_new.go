package admin

import (
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
)

// userNewForm is the form of an invitation.
func (a *Admin) userNewForm(r *request) error {
	if !a.newsroom.MayAdminister(r.by) {
		return errs.New("admin", errs.Forbidden, "error.forbidden", nil)
	}
	view := userEdit{Path: usersPath + "/new", Grants: a.grantRows(r, nil, 1)}
	view.Interfaces = a.interfaces(r, r.p.Lang())
	return a.showUser(r, http.StatusOK, &view, nil)
}

// userInvite makes a user and shows the link for them, this once.
func (a *Admin) userInvite(r *request) error {
	if !a.newsroom.MayAdminister(r.by) {
		return errs.New("admin", errs.Forbidden, "error.forbidden", nil)
	}
	typed, more := readGrants(r)
	lang := i18n.Lang(r.FormValue("interface"))
	if _, ok := a.messages.Printer(lang); !ok {
		lang = r.p.Lang()
	}
	view := userEdit{
		Path: usersPath + "/new", Email: r.FormValue("email"), Name: r.FormValue("name"),
		Interfaces: a.interfaces(r, lang), Grants: a.grantRows(r, typed, 0),
	}
	if more {
		view.Grants = a.grantRows(r, typed, 1)
		return a.showUser(r, http.StatusOK, &view, nil)
	}
	link, err := a.newsroom.InviteUser(r.Request().Context(), r.by, cms.UserInput{
		Email: view.Email, Name: view.Name, Interface: string(lang), Grants: chosen(typed),
	})
	if correctable(err) {
		return a.showUser(r, statusOf(err), &view, err)
	}
	if err != nil {
		return err
	}
	return a.showLink(r, link)
}
