package admin

import (
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// tagEdit is the screen of a tag, or of one that is not there yet.
type tagEdit struct {
	// Path is where its forms go; New says that it is not there yet.
	Path    string
	New     bool
	Version int
	Texts   []tagTexts
	Stories int
	// Others are the tags that it can go into.
	Others []choice
}

// tagTexts are the fields of a language.
type tagTexts struct {
	Language language
	cms.TagText

	// Wrong names the field that has to be put right; empty for none.
	Wrong string
}

func (a *Admin) tagNewForm(r *request) error {
	if !a.newsroom.MayTag(r.by) {
		return errs.New("admin.tags", errs.Forbidden, "error.forbidden", nil)
	}
	return a.showTag(r, http.StatusOK, a.tagView(&cms.TagDetails{Tag: &models.Tag{}}), nil, nil)
}

// tagView shows a tag as it is.
func (a *Admin) tagView(d *cms.TagDetails) *tagEdit {
	view := &tagEdit{Path: tagPath(d.ID), Version: d.Version, Stories: d.Stories}
	if d.ID == 0 {
		view.Path, view.New = tagsPath+"/new", true
	}
	for _, l := range a.languages() {
		view.Texts = append(view.Texts, tagTexts{Language: l, TagText: cms.TagTextOf(d.Tag, l.Tag)})
	}
	return view
}

// take puts what was typed into the view and returns it as the newsroom takes it.
func (v *tagEdit) take(r *request) map[locale.Tag]cms.TagText {
	in := map[locale.Tag]cms.TagText{}
	for i := range v.Texts {
		t := &v.Texts[i]
		tag := string(t.Language.Tag)
		t.TagText = cms.TagText{Name: r.FormValue("name_" + tag), Slug: r.FormValue("slug_" + tag)}
		in[t.Language.Tag] = t.TagText
	}
	return in
}

// wrongIn names the field of a language that a problem is of; empty where it is not
// of one. first says that the language is the first of the form.
func wrongIn(problem error, l locale.Tag, first bool) string {
	_, key, args := errs.Public(problem)
	if key == "error.name_required" && first {
		return "name"
	}
	if args["locale"] != string(l) {
		return ""
	}
	return map[string]string{
		"error.slug_signs": "slug", "error.slug_reserved": "slug", "error.slug_taken": "slug",
		"error.name_signs": "name", "error.name_missing": "name", "error.name_too_long": "name",
		"error.author_title_too_long": "title", "error.handle_too_long": "handle", "error.biography_too_long": "biography",
	}[key]
}

// showTag answers with the screen of a tag; t is null for one that is not there yet.
func (a *Admin) showTag(r *request, status int, view *tagEdit, t *models.Tag, problem error) error {
	p := page{
		Title: r.p.T("admin.tags.new"), Active: "tags", Body: view,
		Crumbs: []crumb{{Text: r.p.T("admin.tags.title"), URL: tagsPath}},
	}
	if t != nil {
		name := a.newsroom.TagLabel(t, a.contentLocale(r))
		p.Title, p.TitleLang = name.Text, name.Lang
		others, err := a.tags(r, &models.Article{})
		if err != nil {
			return err
		}
		for _, c := range others {
			if c.ID != t.ID {
				view.Others = append(view.Others, c)
			}
		}
	}
	if problem != nil {
		p.Problem = r.p.Error(problem)
		for i := range view.Texts {
			view.Texts[i].Wrong = wrongIn(problem, view.Texts[i].Language.Tag, i == 0)
		}
	}
	return a.show(r, status, "tag", p)
}

func (a *Admin) tagCreate(r *request) error {
	view := a.tagView(&cms.TagDetails{Tag: &models.Tag{}})
	t, err := a.newsroom.AddTag(r.Request().Context(), r.by, view.take(r))
	if correctable(err) && !errs.Is(err, errs.Forbidden) {
		return a.showTag(r, statusOf(err), view, nil, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, tagPath(t.ID), "admin.tags.added", nil)
}

func (a *Admin) openTag(r *request) (*cms.TagDetails, error) {
	id, err := paramID(r, "tag")
	if err != nil {
		return nil, err
	}
	return a.newsroom.Tag(r.Request().Context(), r.by, id)
}

func (a *Admin) tagForm(r *request) error {
	d, err := a.openTag(r)
	if err != nil {
		return err
	}
	return a.showTag(r, http.StatusOK, a.tagView(d), d.Tag, nil)
}

// tagSave changes what a tag is called.
func (a *Admin) tagSave(r *request) error {
	d, err := a.openTag(r)
	if err != nil {
		return err
	}
	view := a.tagView(d)
	err = a.newsroom.ChangeTag(r.Request().Context(), r.by, d.ID, int(formID(r, "version")), view.take(r))
	if correctable(err) {
		return a.showTag(r, statusOf(err), view, d.Tag, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, view.Path, "admin.tags.saved", nil)
}

// tagMerge gives the stories of a tag another in its place.
func (a *Admin) tagMerge(r *request) error {
	d, err := a.openTag(r)
	if err != nil {
		return err
	}
	into := formID(r, "into")
	_, err = a.newsroom.MergeTag(r.Request().Context(), r.by, d.ID, int(formID(r, "version")), into)
	if correctable(err) {
		return a.showTag(r, statusOf(err), a.tagView(d), d.Tag, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, tagPath(into), "admin.tags.merged", nil)
}

// tagDelete forgets a tag that no story has.
func (a *Admin) tagDelete(r *request) error {
	d, err := a.openTag(r)
	if err != nil {
		return err
	}
	err = a.newsroom.DeleteTag(r.Request().Context(), r.by, d.ID, int(formID(r, "version")))
	if correctable(err) {
		return a.showTag(r, statusOf(err), a.tagView(d), d.Tag, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, tagsPath, "admin.tags.deleted", nil)
}
