package admin

import (
	"context"
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// translateView is a translation beside its source.
type translateView struct {
	ID int64
	// From is the language of the source, Language that of the translation.
	From, Language language
	// Path is where the screen is, Version where the version is written as a whole.
	Path, Version string
	Chips         []versionChip
	// Head is the newest revision of the translation, 0 where there is none; Source
	// that of the source.
	Head, Source int64
	Units        []unitView
	// Order lists the keys of all units, as JSON; Units may be some.
	Order string
	// Status is what stands around the units and changes with them.
	Status translateStatus
	// References are the other languages that the story has, to read beside.
	References []language
	Tools      []tool
	Letters    []letter
	// Offers are what was typed in other tabs and not saved.
	Offers []offer
	Data   translateData
	// Blank is a unit that somebody is about to add, or to say something of.
	Blank   unitView
	Screen  string
	MayEdit bool
	// MayJudge says that the person may accept units and send them back; Reviewing, that
	// this is what the version waits for.
	MayJudge, Reviewing bool
	// Problem says why something was refused; Conflicts are the units that others gave
	// other words.
	Problem   string
	Conflicts []models.Key
	// State names what the screen was made of: another one is news.
	State     string
	Assigning assigning
}

// Controls names the element that the bars of the editor are for.
func (*translateView) Controls() string { return "units" }

// assigning says who is to do the version at Path.
type assigning struct {
	Path       string
	Assignment assignmentView
}

// translateData is what the script begins with.
type translateData struct {
	Labels map[string]string `json:"labels"`
	// Marks are the language's quotation marks, outer and inner.
	Marks [4]string      `json:"marks"`
	Typed []typedTabData `json:"typed"`
}

// typedTabData is what was typed into a tab.
type typedTabData struct {
	Tab   string         `json:"tab"`
	Base  int64          `json:"base"`
	Units []models.Block `json:"units"`
}

// workPath is where a version is worked on: a translation beside its source. Where the
// source is not known translatePath leads there too.
func workPath(a *models.Article, l locale.Tag) string {
	if l == a.SourceLocale {
		return editPath(a.ID, l)
	}
	return translatePath(a.ID, l)
}

// translateForm shows a translation beside its source. The source itself is written
// on a screen of its own.
func (a *Admin) translateForm(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	source, err := a.newsroom.SourceLocale(r.Request().Context(), r.by, id)
	if err != nil {
		return err
	}
	if source == l {
		return r.Redirect(http.StatusSeeOther, editPath(id, l))
	}
	return a.showTranslation(r, http.StatusOK, nil)
}

// showTranslation answers with the whole screen. problem is why something was refused
// that came without a script, null where nothing was.
func (a *Admin) showTranslation(r *request, status int, problem error) error {
	id, tag, err := storyPath(r)
	if err != nil {
		return err
	}
	// The state comes first: what happens meanwhile is shown twice, not never.
	state, err := a.newsroom.WorkbenchState(r.Request().Context(), r.by, id, tag)
	if err != nil {
		return err
	}
	b, l, err := a.openTranslation(r, nil)
	if err != nil {
		return err
	}
	view := a.translateView(r, b, l)
	view.State = state
	if err := a.translateTools(r, view, b, l); err != nil {
		return err
	}
	p := page{
		Title: b.Source.Content.Title, TitleLang: view.From.Tag, Crumbs: storiesCrumb(r), Active: "stories",
		Editor: true, Own: translateKeys(r, view.MayJudge), Body: view,
	}
	if problem != nil {
		p.Problem = r.p.Error(problem)
		a.assignmentTyped(r, &view.Assigning.Assignment)
	}
	return a.show(r, status, "translate", p)
}

// openTranslation loads the translation that the path names. seen are the source
// revisions at which work on units began.
func (a *Admin) openTranslation(r *request, seen map[models.Key]int64) (*cms.Workbench, *locale.Locale, error) {
	id, tag, err := storyPath(r)
	if err != nil {
		return nil, nil, err
	}
	l, ok := a.newsroom.Locales().Lookup(tag)
	if !ok {
		return nil, nil, errs.New("admin", errs.NotFound, "error.not_found", nil)
	}
	b, err := a.newsroom.Workbench(r.Request().Context(), r.by, cms.WorkbenchQuery{ArticleID: id, Locale: tag, Seen: seen})
	return b, l, err
}

// translateView shows the units and what stands around them.
func (a *Admin) translateView(r *request, b *cms.Workbench, l *locale.Locale) *translateView {
	id := b.Article.ID
	v := &translateView{
		ID: id, From: languageOf(b.Article.SourceLocale), Language: language{l.Tag, l.Name},
		Path: translatePath(id, l.Tag), Version: editPath(id, l.Tag), Chips: a.chips(&b.StoryRow, l.Tag, translatePath(id, l.Tag)),
		Source: b.Source.ID, MayEdit: b.MayEdit(l.Tag), Units: a.unitViews(r, b, l),
	}
	if head := b.Head(); head != nil {
		v.Head = head.ID
	}
	keys := make([]models.Key, len(v.Units))
	for i := range v.Units {
		keys[i] = v.Units[i].Key
	}
	v.Order = toJSON(keys)
	v.MayJudge = mayJudge(b, l.Tag)
	v.Reviewing = v.MayJudge && b.Translation != nil && b.Translation.Stage == models.Review
	v.Status = a.translateStatus(r, b, v.Language, v.Units)
	return v
}

// translateTools fills in what the screen has only when it is opened.
func (a *Admin) translateTools(r *request, v *translateView, b *cms.Workbench, l *locale.Locale) error {
	for _, s := range b.Versions {
		if s.Exists && s.Locale != l.Tag && s.Locale != b.Article.SourceLocale {
			v.References = append(v.References, languageOf(s.Locale))
		}
	}
	v.Screen = screenPath(v.ID, l.Tag)
	m := l.Marks
	v.Data = translateData{
		Labels: translateLabels(r), Typed: []typedTabData{},
		Marks: [4]string{string(m.Open), string(m.Close), string(m.OpenInner), string(m.CloseInner)},
	}
	people, err := a.newsroom.Assignable(r.Request().Context(), r.by, b.Desk, l.Tag)
	if err != nil {
		return err
	}
	v.Assigning = assigning{Path: v.Version, Assignment: a.assignment(r, b.Desk, people)}
	v.Assigning.Assignment.Back = backToTranslation
	v.Blank = blankUnit(r, b, l.Tag)
	if !v.MayEdit {
		return nil
	}
	v.Letters, v.Tools = lettersOf(l), unitTools()
	tabs, err := a.newsroom.TypedTabs(r.Request().Context(), r.by, v.ID, l.Tag)
	for _, t := range tabs {
		v.Offers = append(v.Offers, offer{Tab: t.Tab, When: a.moment(r, t.At)})
		v.Data.Typed = append(v.Data.Typed, typedTabData{t.Tab, t.Base, t.Units})
	}
	return err
}

// unitTools are the formatting that a single paragraph can have.
func unitTools() []tool {
	var list []tool
	for _, t := range tools() {
		switch t.Name {
		case "strong", "em", "link":
			list = append(list, t)
		}
	}
	return list
}

// translateLabels are words that the script puts into the page.
func translateLabels(r *request) map[string]string {
	labels := editorLabels(r)
	for _, name := range []string{
		"saved", "saving", "kept", "offline", "at_end", "nothing_left", "undone", "nothing_to_undo",
		"copied", "nothing_to_copy", "text", "gone", "source_changed", "earlier",
	} {
		labels[name] = r.p.T("admin.translate_say." + name)
	}
	for _, name := range []string{"here", "meanwhile"} { // the script puts in who it is
		labels[name] = r.p.T("admin.translate_say."+name, "name", "{name}")
	}
	return labels
}

// translateReference answers with the units of another version of the story, to read
// beside, by their keys.
func (a *Admin) translateReference(r *request) error {
	id, _, err := storyPath(r)
	if err != nil {
		return err
	}
	head, err := a.newsroom.HeadOf(r.Request().Context(), r.by, id, locale.Tag(r.Param("reference")))
	if err != nil {
		return err
	}
	units := map[models.Key]referenceUnit{}
	for _, u := range head.Content.Units() {
		if u.Mark != models.Omitted && u.HasContent() {
			units[u.Key] = referenceUnit{string(text.UnitHTML(&u, unitOptions(r))), u}
		}
	}
	return r.JSON(http.StatusOK, units)
}

// referenceUnit is a unit of another version: how it looks, and what it is.
type referenceUnit struct {
	HTML  string       `json:"html"`
	Block models.Block `json:"block"`
}

// translateEvents tells an open screen when there is something new, until the person
// is logged out.
func (a *Admin) translateEvents(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	return web.Events(r, func(ctx context.Context) (string, error) {
		if err := a.stillIn(ctx, r); err != nil {
			return "", err
		}
		return a.newsroom.WorkbenchState(ctx, r.by, id, l)
	})
}
