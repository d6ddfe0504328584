package admin

import (
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
)

// sectionEdit is the screen of a section, or of one that is not there yet.
type sectionEdit struct {
	// Path is where the form goes; Delete is empty where it cannot be deleted.
	Path, Delete string
	Version      int
	// Key is asked of a new section and stands from then on.
	Key     string
	New     bool
	Parents []choice
	// Fixed says that it stays at the top, because others are below it.
	Fixed bool
	Texts []sectionText
	// Wrong says that the key is what is wrong.
	Wrong bool
}

// sectionText are the fields of a language.
type sectionText struct {
	Language language
	cms.SectionText

	// Wrong names the field that is wrong; empty for none.
	Wrong string
}

func (a *Admin) sectionNewForm(r *request) error {
	d, err := a.newsroom.NewSection(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	return a.showSection(r, http.StatusOK, d, a.sectionView(r, d), nil)
}

// openSection returns the section that the path names.
func (a *Admin) openSection(r *request) (*cms.SectionDetails, error) {
	id, err := paramID(r, "section")
	if err != nil {
		return nil, err
	}
	return a.newsroom.Section(r.Request().Context(), r.by, id)
}

func (a *Admin) sectionForm(r *request) error {
	d, err := a.openSection(r)
	if err != nil {
		return err
	}
	return a.showSection(r, http.StatusOK, d, a.sectionView(r, d), nil)
}

func (a *Admin) showSection(r *request, status int, d *cms.SectionDetails, view *sectionEdit, problem error) error {
	p := page{
		Title: r.p.T("admin.section.new"), Active: "sections", Body: view,
		Crumbs: []crumb{{Text: r.p.T("admin.sections.title"), URL: sectionsPath}},
	}
	if !view.New {
		name := a.newsroom.SectionLabel(d.Section, a.contentLocale(r))
		p.Title, p.TitleLang = name.Text, name.Lang
	}
	if problem != nil {
		p.Problem = r.p.Error(problem)
		view.blame(problem)
	}
	return a.show(r, status, "section", p)
}

// sectionView shows a section as it is.
func (a *Admin) sectionView(r *request, d *cms.SectionDetails) *sectionEdit {
	view := &sectionEdit{Path: sectionsPath + "/new", Version: d.Version, Key: d.Key, New: d.ID == 0, Fixed: d.Fixed}
	if !view.New {
		view.Path = sectionPath(d.ID)
	}
	if d.Removable {
		view.Delete = view.Path + "/delete"
	}
	for i := range d.Parents {
		p := &d.Parents[i]
		view.Parents = append(view.Parents, choice{p.ID, a.newsroom.SectionLabel(p, a.contentLocale(r)), d.ParentID != nil && *d.ParentID == p.ID})
	}
	for _, l := range a.languages() {
		view.Texts = append(view.Texts, sectionText{Language: l, SectionText: cms.SectionTextOf(d.Section, l.Tag)})
	}
	return view
}

// take puts what was typed into the view and returns it as the newsroom takes it.
func (v *sectionEdit) take(r *request) cms.SectionForm {
	in := cms.SectionForm{ParentID: optionalID(r.FormValue("parent")), Texts: map[locale.Tag]cms.SectionText{}}
	if v.New {
		v.Key = r.FormValue("key")
		in.Key = v.Key
	}
	for i := range v.Parents {
		v.Parents[i].Selected = in.ParentID != nil && *in.ParentID == v.Parents[i].ID
	}
	for i := range v.Texts {
		tag := v.Texts[i].Language.Tag
		v.Texts[i].SectionText = cms.SectionText{
			Name: r.FormValue("name_" + string(tag)), Slug: r.FormValue("slug_" + string(tag)), Description: r.FormValue("description_" + string(tag)),
		}
		in.Texts[tag] = v.Texts[i].SectionText
	}
	return in
}

// blame marks the field that a problem is of.
func (v *sectionEdit) blame(problem error) {
	_, key, args := errs.Public(problem)
	field := map[string]string{
		"error.slug_signs": "slug", "error.slug_reserved": "slug", "error.slug_taken": "slug",
		"error.name_signs": "name", "error.name_missing": "name", "error.name_too_long": "name",
		"error.description_too_long": "description",
		"error.key_signs":            "key", "error.key_reserved": "key", "error.key_taken": "key",
	}[key]
	v.Wrong = field == "key"
	for i := range v.Texts {
		if args["locale"] == string(v.Texts[i].Language.Tag) {
			v.Texts[i].Wrong = field
		}
	}
}

func (a *Admin) sectionCreate(r *request) error {
	d, err := a.newsroom.NewSection(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	view := a.sectionView(r, d)
	_, err = a.newsroom.AddSection(r.Request().Context(), r.by, view.take(r))
	if correctable(err) {
		return a.showSection(r, statusOf(err), d, view, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, sectionsPath, "admin.section.added", nil)
}

func (a *Admin) sectionSave(r *request) error {
	d, err := a.openSection(r)
	if err != nil {
		return err
	}
	view := a.sectionView(r, d)
	err = a.newsroom.ChangeSection(r.Request().Context(), r.by, d.ID, int(formID(r, "version")), view.take(r))
	if correctable(err) {
		return a.showSection(r, statusOf(err), d, view, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, sectionsPath, "admin.section.saved", nil)
}

func (a *Admin) sectionDelete(r *request) error {
	d, err := a.openSection(r)
	if err != nil {
		return err
	}
	err = a.newsroom.DeleteSection(r.Request().Context(), r.by, d.ID, int(formID(r, "version")))
	if correctable(err) {
		return a.showSection(r, statusOf(err), d, a.sectionView(r, d), err)
	}
	if err != nil {
		return err
	}
	return a.done(r, sectionsPath, "admin.section.deleted", nil)
}
