package admin

import (
	"net/http"

	"github.com/qalam-cms/qalam/internal/locale"
)

// account is the screen of one's own settings.
type account struct {
	Email      string
	Privileges []privilege
}

// privilege is one of the person's grants: a role and its languages.
type privilege struct {
	Role      string
	Languages string // as a list; empty for all
}

func (a *Admin) accountForm(r *request) error {
	body := account{Email: r.user.Email}
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
