package admin

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// mediumEdit is the screen of a picture.
type mediumEdit struct {
	*cms.MediumDetails

	Path string
	// Src is the whole picture; Wide and Square are how it is cut.
	Src, Wide, Square string
	Texts             []mediumTexts
	Facts             mediumFacts
	Added             moment
	// Ends is when it may no longer be shown; null for never.
	Ends    *moment
	Expired bool
	Uses    []mediumUse
}

// mediumTexts are the fields of a language.
type mediumTexts struct {
	Language language
	cms.MediumText

	MayChange bool
}

// mediumFacts are the fields that have no language, as a form has them. The focus
// is in hundredths.
type mediumFacts struct{ FocusX, FocusY, Licence, LastDay string }

// mediumUse is a place that shows the picture.
type mediumUse struct {
	Title    cms.Label
	URL      string
	Language language // none at the head of a story
	// Portrait says that it is an author whom the picture shows.
	Portrait bool
}

func (a *Admin) openMedium(r *request) (*cms.MediumDetails, error) {
	id, err := paramID(r, "medium")
	if err != nil {
		return nil, err
	}
	return a.newsroom.Medium(r.Request().Context(), r.by, id, a.contentLocale(r))
}

func (a *Admin) mediumForm(r *request) error {
	d, err := a.openMedium(r)
	if err != nil {
		return err
	}
	return a.showMedium(r, http.StatusOK, d, a.mediumView(r, d), nil)
}

func (a *Admin) showMedium(r *request, status int, d *cms.MediumDetails, view *mediumEdit, problem error) error {
	name := a.newsroom.MediumLabel(d.Medium, a.contentLocale(r))
	p := page{
		Title: name.Text, TitleLang: name.Lang, Active: "media", Body: view,
		Crumbs: []crumb{{Text: r.p.T("admin.media.title"), URL: mediaPath}},
	}
	if problem != nil {
		p.Problem = r.p.Error(problem)
	}
	return a.show(r, status, "medium", p)
}

// mediumView shows a picture as it is.
func (a *Admin) mediumView(r *request, d *cms.MediumDetails) *mediumEdit {
	m := d.Medium
	view := &mediumEdit{
		MediumDetails: d, Path: mediumPath(m.ID), Added: a.moment(r, m.CreatedAt), Expired: m.Expired(a.newsroom.Now()),
		Src: printPath(m, cms.FullCut, 960), Wide: printPath(m, cms.WideCut, 320), Square: printPath(m, cms.SquareCut, 160),
		Facts: mediumFacts{percent(m.FocusX), percent(m.FocusY), m.Licence, a.newsroom.LastDay(m)},
	}
	if m.ExpiresAt != nil {
		at := a.moment(r, *m.ExpiresAt)
		view.Ends = &at
	}
	for _, l := range a.languages() {
		view.Texts = append(view.Texts, mediumTexts{l, cms.TextOf(m, l.Tag), slices.Contains(d.MayDescribe, l.Tag)})
	}
	for _, u := range d.Uses {
		use := mediumUse{Title: u.Title, URL: storiesPath + "/" + strconv.FormatInt(u.ArticleID, 10)}
		if loc, ok := locale.Lookup(u.Locale); ok {
			use.Language, use.URL = language{loc.Tag, loc.Name}, editPath(u.ArticleID, u.Locale)
		}
		view.Uses = append(view.Uses, use)
	}
	for i := range d.Portraits {
		use := mediumUse{Title: a.newsroom.Byline(&d.Portraits[i], a.contentLocale(r)).Name, Portrait: true}
		if a.newsroom.MayStructure(r.by) {
			use.URL = authorPath(d.Portraits[i].ID)
		}
		view.Uses = append(view.Uses, use)
	}
	return view
}

// percent writes thousandths as hundredths.
func percent(thousandths int) string {
	return strconv.FormatFloat(float64(thousandths)/10, 'f', -1, 64)
}

// mediumSave changes what is said of a picture and how it is cut.
func (a *Admin) mediumSave(r *request) error {
	d, err := a.openMedium(r)
	if err != nil {
		return err
	}
	view := a.mediumView(r, d)
	in := view.take(r)
	err = a.newsroom.ChangeMedium(r.Request().Context(), r.by, d.ID, int(formID(r, "version")), in)
	if correctable(err) {
		return a.showMedium(r, statusOf(err), d, view, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, view.Path, "admin.media.saved", nil)
}

// take puts what was typed into the view and returns it as the newsroom takes it.
func (v *mediumEdit) take(r *request) cms.MediumInput {
	form, err := r.FormParams()
	if err != nil {
		return cms.MediumInput{}
	}
	in := cms.MediumInput{Texts: map[locale.Tag]cms.MediumText{}}
	for i := range v.Texts {
		t := &v.Texts[i]
		tag := string(t.Language.Tag)
		if !form.Has("alt_"+tag) && !form.Has("caption_"+tag) && !form.Has("credit_"+tag) {
			continue
		}
		t.MediumText = cms.MediumText{
			Alt: r.FormValue("alt_" + tag), Caption: r.FormValue("caption_" + tag), Credit: r.FormValue("credit_" + tag),
		}
		in.Texts[t.Language.Tag] = t.MediumText
	}
	if v.MayChange {
		v.Facts = mediumFacts{r.FormValue("focus_x"), r.FormValue("focus_y"), r.FormValue("licence"), r.FormValue("last_day")}
		in.Facts = &cms.MediumFacts{
			FocusX: thousandths(v.Facts.FocusX), FocusY: thousandths(v.Facts.FocusY), Licence: v.Facts.Licence, LastDay: v.Facts.LastDay,
		}
	}
	return in
}

// thousandths reads what percent wrote; what makes no sense is the middle.
func thousandths(percent string) int {
	f, err := strconv.ParseFloat(percent, 64)
	if err != nil || f != f {
		return 500
	}
	return int(min(max(f, 0), 100)*10 + 0.5)
}

// mediumReplace puts another file in the place of a picture.
func (a *Admin) mediumReplace(r *request) error {
	d, err := a.openMedium(r)
	if err != nil {
		return err
	}
	if !d.MayChange {
		return errs.New("admin.media", errs.Forbidden, "error.forbidden", nil)
	}
	version, err := strconv.Atoi(r.QueryParam("version"))
	if err != nil {
		return errs.New("admin.media", errs.Invalid, "error.bad_request", nil)
	}
	taken := false
	err = web.EachFile(r, "file", cms.MaxUpload, func(f web.File) error {
		if taken {
			return nil
		}
		taken = true
		return a.newsroom.ReplaceMedium(r.Request().Context(), r.by, d.ID, version, f.Data)
	})
	if err == nil && !taken {
		err = errs.New("admin.media", errs.Invalid, "error.file_required", nil)
	}
	if correctable(err) {
		return a.showMedium(r, statusOf(err), d, a.mediumView(r, d), err)
	}
	if err != nil {
		return err
	}
	return a.done(r, mediumPath(d.ID), "admin.media.replaced", nil)
}

// mediumDelete takes a picture out of the library.
func (a *Admin) mediumDelete(r *request) error {
	d, err := a.openMedium(r)
	if err != nil {
		return err
	}
	err = a.newsroom.DeleteMedium(r.Request().Context(), r.by, d.ID, int(formID(r, "version")))
	if correctable(err) {
		return a.showMedium(r, statusOf(err), d, a.mediumView(r, d), err)
	}
	if err != nil {
		return err
	}
	return a.done(r, mediaPath, "admin.media.deleted", nil)
}
