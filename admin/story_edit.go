package admin

import (
	"errors"
	"fmt"
	"html/template"
	"net/http"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// storyEdit is the editor of one version of a story.
type storyEdit struct {
	ID       int64
	Language language
	Path     string
	// Panel is where it is decided what of the story goes live and when.
	Panel   string
	Chips   []versionChip
	Form    storyForm
	Data    editorData
	Tools   []tool
	Letters []letter
	Offers  []offer
	// Conflict is what two people changed in different ways; null where nothing
	// stands against a save.
	Conflict *conflictView
	// Text is the text for those who may not write.
	Text template.HTML
	// Source is beside a translation; null in the source itself.
	Source *sourceView
	// MayEdit and the others say which forms to show.
	MayEdit, MayDetails, MayPublish bool
	// Head is the newest revision; 0 where there is none yet.
	Head   int64
	Number int
	Stage  models.Stage
	Stages stagesView
	Live   *liveView
	Gone   bool
	// Planned is when the version goes live next; null where that is not planned.
	Planned  *moment
	Progress *progress
	Aside    aside
	// OverrideReason is what the editor typed where publishing was refused.
	OverrideReason string
	AskReason      bool
	Sections       []choice
	Bylines, Tags  []choice
	// Cover is the picture at the head of the story; null for none.
	Cover      *mediaTile
	Assignment assignmentView
	// Remarks is what is said of a source; null in a translation, where it stands beside
	// the source.
	Remarks *remarksView
	// Previews are the links that open drafts; NewPreview is the address of one
	// that has just been made, which is shown this once.
	Previews   []previewView
	NewPreview string
	// SitePath is where the version is on the site once it is public.
	SitePath string
	Version  int
	Urgent   bool
	Place    string
	IsPage   bool
	// Later says that the parts of the page are put into one that is open.
	Later bool
	// Screen is where the page is shown with the words that are on the screen.
	Screen string
	// Problem and Flash are what went wrong or was done, in parts that come later.
	Problem string
	Flash   toast
	// Merged is what a save came to that was merged with another, as JSON.
	Merged string
}

// Controls names the element that the bars of the editor are for.
func (*storyEdit) Controls() string { return "text" }

// storyForm is the words of a version as the form holds them.
type storyForm struct {
	models.Content

	Base         int64
	Tab          string
	Confirm      bool
	KeepApproved bool
	// Grades says of changes of a source how grave they are.
	Grades map[models.Key]models.Grade
}

// Markdown is the text for browsers without the editor.
func (f *storyForm) Markdown() string { return text.ToMarkdown(f.Body) }

// editorData is what the editor begins with.
type editorData struct {
	Blocks models.Body `json:"blocks"`
	// Labels are words of the editor by their places.
	Labels map[string]string `json:"labels"`
	// Marks are the language's quotation marks, outer and inner.
	Marks     [4]string      `json:"marks"`
	Autosaves []autosaveData `json:"autosaves"`
}

// autosaveData is what was typed into a tab.
type autosaveData struct {
	Tab   string    `json:"tab"`
	Base  string    `json:"base"`
	Words wordsData `json:"words"`
}

// wordsData is the words of a version as the editor has them.
type wordsData struct {
	Fields map[string]string `json:"fields"`
	Blocks models.Body       `json:"blocks"`
}

// tool is a button of the bar of formatting.
type tool struct {
	Name, Icon string
	// Text stands for an icon.
	Text string
	// Toggle says that it is on or off where the caret is.
	Toggle bool
	// Key is its shortcut, where the text does not have one of its own.
	Key string
}

func tools() []tool {
	return []tool{
		{Name: "strong", Icon: "bold", Toggle: true},
		{Name: "em", Icon: "italic", Toggle: true},
		{Name: "s", Icon: "strike", Toggle: true},
		{Name: "link", Icon: "link", Toggle: true, Key: "Mod+Shift+K"},
		{Name: "heading2", Text: "H2", Toggle: true},
		{Name: "heading3", Text: "H3", Toggle: true},
		{Name: "quote", Icon: "quote", Toggle: true},
		{Name: "bullet", Icon: "bullets", Toggle: true},
		{Name: "number", Icon: "numbers", Toggle: true},
		{Name: "table", Icon: "table"},
		{Name: "image", Icon: "image"},
		{Name: "embed", Icon: "embed"},
		{Name: "rule", Icon: "rule"},
		{Name: "undo", Icon: "undo"},
		{Name: "redo", Icon: "redo"},
	}
}

// letter is a button of the bar of letters.
type letter struct{ Lower, Upper string }

// offer is an autosave that the person may bring back.
type offer struct {
	Tab  string
	When moment
}

// sourceView is the source text beside its translation.
type sourceView struct {
	Language language
	Revision int64
	Title    string
	Summary  string
	HTML     template.HTML
}

type liveView struct {
	URL   string
	Since moment
	// Ahead says that the newest words are not the public ones.
	Ahead bool
}

// progress counts the blocks of a translation by state.
type progress struct{ Missing, Unconfirmed, Stale, Current int }

func (a *Admin) storyEditForm(r *request) error {
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	return a.showStory(r, http.StatusOK, d, l, nil, nil)
}

// openStory loads the version that the path names.
func (a *Admin) openStory(r *request) (*cms.Desk, *locale.Locale, error) {
	id, err := strconv.ParseInt(r.Param("id"), 10, 64)
	l, ok := a.newsroom.Locales().Lookup(locale.Tag(r.Param("lang")))
	if err != nil || !ok {
		return nil, nil, errs.New("admin", errs.NotFound, "error.not_found", nil)
	}
	d, err := a.newsroom.Desk(r.Request().Context(), r.by, id, l.Tag)
	return d, l, err
}

// showStory answers with the editor. form holds what was typed, null for what
// is stored; problem is why it was refused, null where it was not.
func (a *Admin) showStory(r *request, status int, d *cms.Desk, l *locale.Locale, form *storyForm, problem error) error {
	view, err := a.storyView(r, d, l)
	if err != nil {
		return err
	}
	if err := a.choices(r, view, d, l); err != nil {
		return err
	}
	if view.Remarks, err = a.sourceRemarks(r, d, l.Tag); err != nil {
		return err
	}
	p := storyPage(r, view)
	if form != nil {
		view.Form = *form
		view.Data.Blocks = form.Body
	}
	if problem != nil {
		p.Problem = r.p.Error(problem)
		_, key, _ := errs.Public(problem)
		view.AskReason = key == "error.publish_blocked"
		view.OverrideReason = r.FormValue("reason")
		a.assignmentTyped(r, &view.Assignment)
		if conflict, ok := errors.AsType[*cms.ConflictError](problem); ok {
			view.Conflict = a.conflictView(r, conflict, l)
		}
	}
	return a.show(r, status, "story_edit", p)
}

// storyPage is the page around the editor.
func storyPage(r *request, view *storyEdit) page {
	p := page{Title: view.Form.Title, Crumbs: storiesCrumb(r), Active: "stories", Editor: true, Writing: true, Body: view}
	if p.TitleLang = view.Language.Tag; p.Title == "" {
		p.TitleLang, p.Title = "", r.p.T("admin.story_edit.untitled")
	}
	return p
}

func (a *Admin) storyView(r *request, d *cms.Desk, l *locale.Locale) (*storyEdit, error) {
	view := &storyEdit{
		ID: d.Article.ID, Language: language{l.Tag, l.Name}, Path: editPath(d.Article.ID, l.Tag), Panel: publicationPath(d.Article.ID),
		Chips: a.chips(&d.StoryRow, l.Tag, editPath(d.Article.ID, l.Tag)), MayEdit: d.MayEdit(l.Tag), MayDetails: d.May[rights.WriteSource],
		MayPublish: d.May[rights.Publish], Stages: stagesOf(r, d, l.Tag, ""), Gone: d.Live == nil && d.WasPublic,
		Version: d.Article.Version, Urgent: d.Article.Urgent, Place: d.Article.Place[l.Tag],
		Screen: screenPath(d.Article.ID, l.Tag), IsPage: d.Article.Kind == models.Page, Stage: models.Draft,
	}
	var err error
	if head := d.Head(); head != nil {
		view.Head, view.Number, view.Stage = head.ID, head.Number, d.Translation.Stage
		view.Form = storyForm{Content: head.Content, Base: head.ID}
		view.Aside = a.aside(r, l, d.Article.ID, &head.Content, d.Findings)
		if err = a.lastEffects(r, view, d); err != nil {
			return nil, err
		}
		if view.Previews, err = a.previews(r, view.ID, l.Tag); err != nil {
			return nil, err
		}
		view.SitePath = web.ArticleIDPath(l.Tag, view.ID)
	}
	if d.Source != nil {
		view.Source = a.sourceView(r, d)
	}
	if view.MayEdit {
		if err := a.editor(r, view, l); err != nil {
			return nil, err
		}
	} else {
		view.Text = text.HTML(view.Form.Body, text.Options{Table: tableName(r)})
	}
	if len(d.Report) > 0 {
		view.Progress = &progress{
			d.Report.Count(staleness.Missing), d.Report.Count(staleness.Unconfirmed),
			d.Report.Count(staleness.Stale, staleness.Orphan), d.Report.Count(staleness.Current),
		}
	}
	if d.Planned != nil {
		when := a.moment(r, d.Planned.LiveFrom)
		view.Planned = &when
	}
	if d.Live != nil {
		view.Live = a.liveView(r, d, l.Tag)
	}
	return view, nil
}

// editor fills in what the editor of the text needs.
func (a *Admin) editor(r *request, view *storyEdit, l *locale.Locale) error {
	kept, err := a.newsroom.Autosaves(r.Request().Context(), r.by, view.ID, l.Tag)
	if err != nil {
		return err
	}
	m := l.Marks
	view.Data = editorData{
		Blocks: view.Form.Body, Labels: editorLabels(r), Autosaves: []autosaveData{},
		Marks: [4]string{string(m.Open), string(m.Close), string(m.OpenInner), string(m.CloseInner)},
	}
	for i := range kept {
		k := &kept[i]
		base := ""
		if k.BaseID != nil {
			base = strconv.FormatInt(*k.BaseID, 10)
		}
		view.Data.Autosaves = append(view.Data.Autosaves, autosaveData{k.Tab, base, wordsOf(&k.Content)})
		view.Offers = append(view.Offers, offer{k.Tab, a.moment(r, k.UpdatedAt)})
	}
	if view.Data.Blocks == nil {
		view.Data.Blocks = models.Body{} // a list to the script, of nothing yet
	}
	view.Tools, view.Letters = tools(), lettersOf(l)
	return nil
}

// lettersOf are the letters of a language that a keyboard may lack.
func lettersOf(l *locale.Locale) []letter {
	var list []letter
	upper := []rune(l.Special[1])
	for i, r := range []rune(l.Special[0]) {
		list = append(list, letter{string(r), string(upper[i])})
	}
	return list
}

// wordsOf returns a content as the editor has it.
func wordsOf(c *models.Content) wordsData {
	return wordsData{map[string]string{
		"title": c.Title, "summary": c.Summary, "slug": c.Slug,
		"seo_title": c.SEO.Title, "seo_description": c.SEO.Description,
	}, c.Body}
}

// editorLabels are the words of the editor that its script puts into the page.
func editorLabels(r *request) map[string]string {
	return map[string]string{
		"placeholder": r.p.T("admin.toolbar.placeholder"), "quote.source": r.p.T("admin.toolbar.quote_source"),
		"image.url": r.p.T("admin.toolbar.image_url"), "image.alt": r.p.T("admin.toolbar.image_alt"),
		"image.library": r.p.T("admin.toolbar.image_library"),
		"embed.url":     r.p.T("admin.toolbar.embed_url"),
	}
}

// screenPath is where a version is shown as readers would get it, with what is typed.
func screenPath(id int64, l locale.Tag) string {
	return fmt.Sprintf("%s/%d/%s", web.ScreenPrefix, id, l)
}

func (a *Admin) sourceView(r *request, d *cms.Desk) *sourceView {
	c := &d.Source.Content
	v := &sourceView{Revision: d.Source.ID, Title: c.Title, Summary: c.Summary, HTML: text.HTML(c.Body, text.Options{Table: tableName(r)})}
	if loc, ok := locale.Lookup(d.Article.SourceLocale); ok {
		v.Language = language{loc.Tag, loc.Name}
	}
	return v
}

func (a *Admin) liveView(r *request, d *cms.Desk, l locale.Tag) *liveView {
	return &liveView{
		Since: a.moment(r, d.Live.LiveFrom), Ahead: d.Live.RevisionID != *d.Translation.HeadID,
		URL: web.ArticlePath(cms.Version{
			Locale: l, SectionSlug: cms.SectionSlug(d.Article.Section, l), Slug: d.Live.Revision.Content.Slug,
			ArticleID: d.Article.ID,
		}),
	}
}
