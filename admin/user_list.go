package admin

import (
	"net/http"
	"strconv"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

const usersPath = Prefix + "/users"

// userRow is a line of the list of users.
type userRow struct {
	URL, Name, Email string
	Privileges       []privilege
	State            models.UserState
	// Look is how the state is shown, as a class of the style sheet.
	Look string
	// Seen is when they were last here; null for never.
	Seen *moment
}

// userList shows everyone, by name.
func (a *Admin) userList(r *request) error {
	users, err := a.newsroom.Users(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	rows := make([]userRow, len(users))
	for i := range users {
		rows[i] = a.userRow(r, &users[i])
	}
	locale.SortBy(r.p.Locale(), rows, func(row userRow) string { return row.Name })
	return a.show(r, http.StatusOK, "users", page{Title: r.p.T("admin.users.title"), Active: "users", Body: rows})
}

func (a *Admin) userRow(r *request, u *models.User) userRow {
	row := userRow{
		URL: userPath(u.ID), Name: u.Name, Email: u.Email, Privileges: privileges(r, u.Grants), State: u.State(),
		Look: map[models.UserState]string{
			models.UserActive: "live", models.UserInvited: "ahead", models.UserDisabled: "missing",
		}[u.State()],
	}
	if u.SeenAt != nil {
		seen := a.moment(r, *u.SeenAt)
		row.Seen = &seen
	}
	return row
}

func userPath(id int64) string { return usersPath + "/" + strconv.FormatInt(id, 10) }

// privileges says grants in words.
func privileges(r *request, grants []models.Grant) []privilege {
	var list []privilege
	for _, g := range grants {
		var names []string
		for _, tag := range g.Locales {
			if loc, ok := locale.Lookup(tag); ok {
				names = append(names, loc.Name)
			}
		}
		list = append(list, privilege{r.p.T("admin.role." + string(g.Role)), r.p.Locale().And(names...)})
	}
	return list
}
