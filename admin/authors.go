package admin

import (
	"net/http"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
)

const authorsPath = Prefix + "/authors"

// authorRow is an author of the list.
type authorRow struct {
	URL         string
	Name, Title cms.Label
	Stories     int
	// Src is a small square of the portrait; empty for none.
	Src string
}

func (a *Admin) authorList(r *request) error {
	list, err := a.newsroom.AuthorList(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	rows := make([]authorRow, len(list))
	for i := range list {
		by := a.newsroom.Byline(list[i].Author, a.contentLocale(r))
		rows[i] = authorRow{URL: authorPath(list[i].ID), Name: by.Name, Title: by.Title, Stories: list[i].Stories}
		if m := list[i].Portrait; m != nil {
			rows[i].Src = printPath(m, cms.SquareCut, 160)
		}
	}
	locale.SortBy(r.p.Locale(), rows, func(row authorRow) string { return row.Name.Text })
	return a.show(r, http.StatusOK, "authors", page{Title: r.p.T("admin.authors.title"), Active: "authors", Body: rows})
}

func authorPath(id int64) string { return authorsPath + "/" + strconv.FormatInt(id, 10) }
