package admin

import (
	"net/http"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

const sectionsPath = Prefix + "/sections"

// sectionRow is a section in the list of them.
type sectionRow struct {
	Label cms.Label
	Key   string
	// URL is the screen on which it is changed, Site its page.
	URL, Site string
	// Below says that it is below another.
	Below bool
	// First and Last say that it stands at an end of its level.
	First, Last bool
	// Nameless are the languages in which its key stands in for a name.
	Nameless []language
}

func (a *Admin) sectionList(r *request) error {
	list, err := a.newsroom.SectionList(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	rows := make([]sectionRow, len(list))
	for i := range list {
		rows[i] = a.sectionRow(r, list, i)
	}
	return a.show(r, http.StatusOK, "sections", page{Title: r.p.T("admin.sections.title"), Active: "sections", Body: rows})
}

func (a *Admin) sectionRow(r *request, list []models.Section, i int) sectionRow {
	s, l := &list[i], a.contentLocale(r)
	row := sectionRow{
		Label: a.newsroom.SectionLabel(s, l), Key: s.Key, URL: sectionPath(s.ID), Site: web.SectionPath(l, cms.SectionSlug(s, l)),
		Below: s.ParentID != nil, First: true, Last: true,
	}
	for j := range list {
		if j != i && cms.SameLevel(&list[j], s) {
			row.First, row.Last = row.First && j > i, row.Last && j < i
		}
	}
	for _, l := range a.languages() {
		if cms.SectionTextOf(s, l.Tag).Name == "" {
			row.Nameless = append(row.Nameless, l)
		}
	}
	return row
}

func sectionPath(id int64) string { return sectionsPath + "/" + strconv.FormatInt(id, 10) }

// sectionMove moves a section by one place.
func (a *Admin) sectionMove(r *request) error {
	id, err := paramID(r, "section")
	if err != nil {
		return err
	}
	if err := a.newsroom.MoveSection(r.Request().Context(), r.by, id, r.FormValue("to") == "up"); err != nil {
		return err
	}
	return a.done(r, sectionsPath, "admin.sections.moved", nil)
}
