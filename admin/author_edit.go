package admin

import (
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
)

// authorEdit is the screen of an author, or of one who is not there yet.
type authorEdit struct {
	// Path is where its forms go; New says that they are not there yet.
	Path    string
	New     bool
	Version int
	Handle  string
	// Portrait is their picture; null for none.
	Portrait  *portrait
	Users     []choice
	Texts     []authorTexts
	Stories   int
	Removable bool
}

// portrait is a picture as its field shows it: the square that readers see.
type portrait struct {
	ID  int64
	Src string
}

// authorTexts are the fields of a language.
type authorTexts struct {
	Language language
	cms.AuthorText

	// Wrong names the field that has to be put right; empty for none.
	Wrong string
}

func (a *Admin) authorNewForm(r *request) error {
	d, err := a.newsroom.NewAuthor(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	return a.showAuthor(r, http.StatusOK, d, a.authorView(d), nil)
}

func (a *Admin) openAuthor(r *request) (*cms.AuthorDetails, error) {
	id, err := paramID(r, "author")
	if err != nil {
		return nil, err
	}
	return a.newsroom.Author(r.Request().Context(), r.by, id)
}

func (a *Admin) authorForm(r *request) error {
	d, err := a.openAuthor(r)
	if err != nil {
		return err
	}
	return a.showAuthor(r, http.StatusOK, d, a.authorView(d), nil)
}

// authorView shows an author as they are.
func (a *Admin) authorView(d *cms.AuthorDetails) *authorEdit {
	view := &authorEdit{
		Path: authorPath(d.ID), Version: d.Version, Handle: d.Handle, Stories: d.Stories, Removable: d.Removable,
	}
	if d.ID == 0 {
		view.Path, view.New = authorsPath+"/new", true
	}
	if d.Portrait != nil {
		view.Portrait = &portrait{d.Portrait.ID, printPath(d.Portrait, cms.SquareCut, 320)}
	}
	for _, u := range d.Users {
		view.Users = append(view.Users, choice{u.ID, cms.Label{Text: u.Name}, d.UserID != nil && *d.UserID == u.ID})
	}
	for _, l := range a.languages() {
		view.Texts = append(view.Texts, authorTexts{Language: l, AuthorText: cms.AuthorTextOf(d.Author, l.Tag)})
	}
	return view
}

func (a *Admin) showAuthor(r *request, status int, d *cms.AuthorDetails, view *authorEdit, problem error) error {
	p := page{
		Title: r.p.T("admin.authors.new"), Active: "authors", Body: view,
		Crumbs: []crumb{{Text: r.p.T("admin.authors.title"), URL: authorsPath}},
	}
	if d.ID != 0 {
		name := a.newsroom.Byline(d.Author, a.contentLocale(r)).Name
		p.Title, p.TitleLang = name.Text, name.Lang
	}
	if problem != nil {
		p.Problem = r.p.Error(problem)
		for i := range view.Texts {
			view.Texts[i].Wrong = wrongIn(problem, view.Texts[i].Language.Tag, i == 0)
		}
	}
	return a.show(r, status, "author", p)
}

// takeAuthor puts what was typed into the view and returns it as the newsroom takes
// it.
func (a *Admin) takeAuthor(r *request, v *authorEdit) (cms.AuthorForm, error) {
	in := cms.AuthorForm{
		Handle: r.FormValue("handle"), PortraitID: optionalID(r.FormValue("portrait")), UserID: optionalID(r.FormValue("user")),
		Texts: map[locale.Tag]cms.AuthorText{},
	}
	v.Handle = in.Handle
	for i := range v.Users {
		v.Users[i].Selected = in.UserID != nil && v.Users[i].ID == *in.UserID
	}
	for i := range v.Texts {
		t := &v.Texts[i]
		tag := string(t.Language.Tag)
		t.AuthorText = cms.AuthorText{
			Name: r.FormValue("name_" + tag), Title: r.FormValue("title_" + tag), Handle: r.FormValue("handle_" + tag),
			Slug: r.FormValue("slug_" + tag), Biography: r.FormValue("biography_" + tag),
		}
		in.Texts[t.Language.Tag] = t.AuthorText
	}
	return in, a.takePortrait(r, v, in.PortraitID)
}

// takePortrait puts the picture that was chosen into the view.
func (a *Admin) takePortrait(r *request, v *authorEdit, id *int64) error {
	if id == nil {
		v.Portrait = nil
		return nil
	}
	if v.Portrait != nil && v.Portrait.ID == *id {
		return nil
	}
	d, err := a.newsroom.Medium(r.Request().Context(), r.by, *id, a.contentLocale(r))
	if err != nil {
		return err
	}
	v.Portrait = &portrait{d.ID, printPath(d.Medium, cms.SquareCut, 320)}
	return nil
}

func (a *Admin) authorCreate(r *request) error {
	d, err := a.newsroom.NewAuthor(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	view := a.authorView(d)
	in, err := a.takeAuthor(r, view)
	if err != nil {
		return err
	}
	author, err := a.newsroom.AddAuthor(r.Request().Context(), r.by, in)
	if correctable(err) {
		return a.showAuthor(r, statusOf(err), d, view, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, authorPath(author.ID), "admin.authors.added", nil)
}

// authorSave changes who an author is and what is told of them.
func (a *Admin) authorSave(r *request) error {
	d, err := a.openAuthor(r)
	if err != nil {
		return err
	}
	view := a.authorView(d)
	in, err := a.takeAuthor(r, view)
	if err != nil {
		return err
	}
	err = a.newsroom.ChangeAuthor(r.Request().Context(), r.by, d.ID, int(formID(r, "version")), in)
	if correctable(err) {
		return a.showAuthor(r, statusOf(err), d, view, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, view.Path, "admin.authors.saved", nil)
}

// authorDelete forgets an author who is credited nowhere.
func (a *Admin) authorDelete(r *request) error {
	d, err := a.openAuthor(r)
	if err != nil {
		return err
	}
	err = a.newsroom.DeleteAuthor(r.Request().Context(), r.by, d.ID, int(formID(r, "version")))
	if correctable(err) {
		return a.showAuthor(r, statusOf(err), d, a.authorView(d), err)
	}
	if err != nil {
		return err
	}
	return a.done(r, authorsPath, "admin.authors.deleted", nil)
}
