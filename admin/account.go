package admin

import (
	"net/http"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
)

// account is the form for one's own settings.
type account struct {
	Email      string
	Languages  []interfaceLanguage
	Interface  string
	Privileges []privilege
}

// interfaceLanguage is a choice of the admin's language.
type interfaceLanguage struct {
	Lang    i18n.Lang
	Name    string
	Current bool
}

// privilege is one of the person's grants: a role and its languages.
type privilege struct {
	Role      string
	Languages string // as a list; empty for all
}

func (a *Admin) accountForm(r *request) error {
	body := account{Email: r.user.Email}
	for _, l := range a.messages.Langs() {
		p, _ := a.messages.Printer(l)
		body.Languages = append(body.Languages, interfaceLanguage{l, p.Locale().Name, l == r.p.Lang()})
	}
	locale.SortBy(r.p.Locale(), body.Languages, func(l interfaceLanguage) string { return l.Name })
	for _, g := range r.user.Grants {
		var names []string
		for _, tag := range g.Locales {
			if loc, ok := locale.Lookup(tag); ok {
				names = append(names, loc.Name)
			}
		}
		body.Privileges = append(body.Privileges, privilege{
			Role: r.p.T("admin.role." + string(g.Role)), Languages: r.p.Locale().And(names...),
		})
	}
	return a.show(r, http.StatusOK, "account", page{
		Title: r.p.T("admin.account.title"), Active: "account", Body: body,
	})
}

func (a *Admin) accountSave(r *request) error {
	lang := r.FormValue("interface")
	if _, ok := a.messages.Printer(i18n.Lang(lang)); !ok {
		return errs.New("admin.account", errs.Invalid, "error.bad_request", nil)
	}
	if err := a.newsroom.SetInterface(r.Request().Context(), r.by, lang); err != nil {
		return err
	}
	return a.done(r, Prefix+"/account", "admin.account.saved")
}
