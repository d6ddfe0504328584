package admin

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// userEdit is the form of a user, and of one who is to be invited.
type userEdit struct {
	// ID is 0 for somebody new.
	ID          int64
	Version     int
	Name, Email string
	Path        string
	State       models.UserState
	Grants      []grantRow
	// Interface is the language in which somebody new is written to.
	Interface  string
	Interfaces []interfaceLanguage
	Sessions   int
	Seen       *moment
	// Waiting is until when a link waits for them; null for none.
	Waiting *moment
	// Self says that it is the person's own account.
	Self bool
	// Wrong names the field that a problem is about.
	Wrong string
	Link  *linkView
}

// grantRow is one of the grants in the form: a role, or none yet, and its languages.
type grantRow struct {
	Number, Index int
	Roles         []roleChoice
	Languages     []grantLanguage
}

type roleChoice struct {
	Role     models.Role
	Name     string
	Selected bool
}

type grantLanguage struct {
	language

	Checked bool
}

// userForm shows a user.
func (a *Admin) userForm(r *request) error {
	u, err := a.account(r)
	if err != nil {
		return err
	}
	view := a.userView(r, u)
	return a.showUser(r, http.StatusOK, &view, nil)
}

// userSave changes name and rights of a user.
func (a *Admin) userSave(r *request) error {
	u, err := a.account(r)
	if err != nil {
		return err
	}
	view := a.userView(r, u)
	typed, more := readGrants(r)
	view.Name, view.Grants = r.FormValue("name"), a.grantRows(r, typed, 0)
	if more {
		view.Grants = a.grantRows(r, typed, 1)
		return a.showUser(r, http.StatusOK, &view, nil)
	}
	view.Version, _ = strconv.Atoi(r.FormValue("version")) // none is one that is not current
	err = a.newsroom.EditUser(r.Request().Context(), r.by, cms.UserEdit{
		ID: u.ID, Version: view.Version, Name: view.Name, Grants: chosen(typed),
	})
	if correctable(err) {
		return a.showUser(r, statusOf(err), &view, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, userPath(u.ID), "admin.user.saved", nil)
}

// account reads the user that the address names.
func (a *Admin) account(r *request) (*cms.Account, error) {
	id, err := strconv.ParseInt(r.Param("user"), 10, 64)
	if err != nil {
		id = 0 // nobody's
	}
	return a.newsroom.Account(r.Request().Context(), r.by, id)
}

func (a *Admin) userView(r *request, u *cms.Account) userEdit {
	view := userEdit{
		ID: u.ID, Version: u.Version, Name: u.Name, Email: u.Email, Path: userPath(u.ID), State: u.State(),
		Grants: a.grantRows(r, u.Grants, 1), Sessions: u.Sessions, Self: u.ID == r.user.ID,
	}
	if u.SeenAt != nil {
		seen := a.moment(r, *u.SeenAt)
		view.Seen = &seen
	}
	if u.Link != nil {
		until := a.moment(r, u.Link.ExpiresAt)
		view.Waiting = &until
	}
	return view
}

// showUser shows the form, with what is wrong in it.
func (a *Admin) showUser(r *request, status int, view *userEdit, problem error) error {
	p := page{
		Title: r.p.T("admin.user.title"), Active: "users", Body: view,
		Crumbs: []crumb{{Text: r.p.T("admin.users.title"), URL: usersPath}},
	}
	if view.ID == 0 {
		p.Title = r.p.T("admin.user.invite_title")
	}
	if problem != nil {
		p.Problem, view.Wrong = r.p.Error(problem), wrongField(problem)
	}
	return a.show(r, status, "user_edit", p)
}

// readGrants reads the rows of the form. more says that the person wants another one,
// nothing else yet.
func readGrants(r *request) (typed []models.Grant, more bool) {
	form, err := r.FormParams()
	if err != nil {
		return nil, false
	}
	for i := 0; form.Has("role." + strconv.Itoa(i)); i++ {
		g := models.Grant{Role: models.Role(form.Get("role." + strconv.Itoa(i)))}
		for _, l := range form["languages."+strconv.Itoa(i)] {
			g.Locales = append(g.Locales, locale.Tag(l))
		}
		typed = append(typed, g)
	}
	return typed, form.Has("more")
}

// chosen are the grants of the form: a row without a role is none.
func chosen(typed []models.Grant) []models.Grant {
	return slices.DeleteFunc(slices.Clone(typed), func(g models.Grant) bool { return g.Role == "" })
}

// grantRows are the rows of the form for grants, and some empty ones.
func (a *Admin) grantRows(r *request, grants []models.Grant, empty int) []grantRow {
	var rows []grantRow
	for i, g := range append(slices.Clone(grants), make([]models.Grant, empty)...) {
		row := grantRow{Number: i + 1, Index: i}
		for _, role := range models.Roles() {
			row.Roles = append(row.Roles, roleChoice{role, r.p.T("admin.role." + string(role)), role == g.Role})
		}
		for _, l := range a.languages() {
			row.Languages = append(row.Languages, grantLanguage{l, slices.Contains(g.Locales, l.Tag)})
		}
		rows = append(rows, row)
	}
	return rows
}

// interfaces are the languages of the admin; one of them is current.
func (a *Admin) interfaces(r *request, current i18n.Lang) []interfaceLanguage {
	var list []interfaceLanguage
	for _, l := range a.messages.Langs() {
		p, _ := a.messages.Printer(l)
		list = append(list, interfaceLanguage{l, p.Locale().Name, l == current})
	}
	locale.SortBy(r.p.Locale(), list, func(l interfaceLanguage) string { return l.Name })
	return list
}

// wrongField names the field of a form that an error is about, empty where it is about
// none or about all.
func wrongField(err error) string {
	_, key, _ := errs.Public(err)
	return map[string]string{
		"error.email_invalid": "email", "error.email_taken": "email",
		"error.person_name_required": "name", "error.person_name_too_long": "name",
		"error.password_length": "password", "error.password_wrong": "present",
		"error.zone_unknown":    "zone",
		"error.grants_required": "grants", "error.last_admin": "grants",
	}[key]
}
