package admin

import (
	"html/template"
	"net/http"
	"slices"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/checks"
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
	Chips    []versionChip
	Form     storyForm
	// Theirs is the newest version where somebody saved meanwhile.
	Theirs *storyForm
	// Source is beside a translation; null in the source itself.
	Source *sourceView
	// MayEdit and the others say which forms to show.
	MayEdit, MayDetails, MayPublish bool
	// Head is the newest revision; 0 where there is none yet.
	Head     int64
	Number   int
	Stage    models.Stage
	Stages   []models.Stage
	Live     *liveView
	Gone     bool
	Progress *progress
	Findings []findingView
	// OverrideReason is what the editor typed where publishing was refused.
	OverrideReason string
	AskReason      bool
	Sections       []choice
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
}

// storyForm is the words of a version as the form holds them.
type storyForm struct {
	Base                       int64
	Title, Slug, Summary, Body string
	SEOTitle, SEODescription   string
	Confirm                    bool
	KeepApproved               bool
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
	p := storyPage(r, view)
	if form != nil {
		if errs.Is(problem, errs.Conflict) {
			theirs := view.Form
			view.Theirs = &theirs
			// What was typed may be saved over the newest words now that both
			// are on the screen.
			form.Base = view.Head
		}
		view.Form = *form
	}
	if problem != nil {
		p.Problem = r.p.Error(problem)
		_, key, _ := errs.Public(problem)
		view.AskReason = key == "error.publish_blocked"
		view.OverrideReason = r.FormValue("reason")
	}
	return a.show(r, status, "story_edit", p)
}

// storyPage is the page around the editor.
func storyPage(r *request, view *storyEdit) page {
	p := page{Title: view.Form.Title, Crumbs: storiesCrumb(r), Active: "stories", Editor: true, Body: view}
	if p.Title == "" {
		p.Title = r.p.T("admin.story_edit.untitled")
	}
	return p
}

func (a *Admin) storyView(r *request, d *cms.Desk, l *locale.Locale) (*storyEdit, error) {
	view := &storyEdit{
		ID: d.Article.ID, Language: language{l.Tag, l.Name}, Path: editPath(d.Article.ID, l.Tag),
		Chips: a.chips(&d.StoryRow, l.Tag), MayEdit: d.MayEdit(l.Tag), MayDetails: d.May[rights.WriteSource],
		MayPublish: d.May[rights.Publish], Stages: d.Stages, Gone: d.Live == nil && d.WasPublic,
		Version: d.Article.Version, Urgent: d.Article.Urgent, Place: d.Article.Place[l.Tag],
		IsPage: d.Article.Kind == models.Page, Stage: models.Draft,
	}
	selected := int64(0)
	if d.Article.SectionID != nil {
		selected = *d.Article.SectionID
	}
	var err error
	if view.Sections, err = a.sections(r, selected); err != nil {
		return nil, err
	}
	if head := d.Head(); head != nil {
		view.Head, view.Number, view.Stage = head.ID, head.Number, d.Translation.Stage
		view.Form = formOf(head)
		view.Findings = findingViews(r, d)
		if view.Previews, err = a.previews(r, view.ID, l.Tag); err != nil {
			return nil, err
		}
		view.SitePath = web.ArticleIDPath(l.Tag, view.ID)
	}
	if d.Source != nil {
		view.Source = a.sourceView(d)
	}
	if len(d.Report) > 0 {
		view.Progress = &progress{
			d.Report.Count(staleness.Missing), d.Report.Count(staleness.Unconfirmed),
			d.Report.Count(staleness.Stale, staleness.Orphan), d.Report.Count(staleness.Current),
		}
	}
	if d.Live != nil {
		view.Live = a.liveView(r, d, l.Tag)
	}
	return view, nil
}

// findingView is a finding as the person reads it.
type findingView struct {
	Check     string
	Key       models.Key
	Severity  checks.Severity
	Text      string
	Excerpt   string
	Dismissed bool
}

// excerptLength is how many characters of a block stand beside a finding.
const excerptLength = 80

func findingViews(r *request, d *cms.Desk) []findingView {
	excerpts := map[models.Key]string{}
	for _, b := range d.Head().Content.Units() {
		excerpts[b.Key] = text.Excerpt(&b, excerptLength)
	}
	views := make([]findingView, 0, len(d.Findings))
	for _, f := range d.Findings {
		view := findingView{
			Check: f.Check, Key: f.Key, Severity: f.Severity, Excerpt: excerpts[f.Key], Dismissed: f.Dismissed,
			Text: r.p.Error(errs.New("checks", errs.Invalid, f.Message, f.Args)),
		}
		if !slices.Contains(views, view) { // a word may be wrong several times
			views = append(views, view)
		}
	}
	return views
}

func formOf(rev *models.Revision) storyForm {
	c := &rev.Content
	return storyForm{
		Base: rev.ID, Title: c.Title, Slug: c.Slug, Summary: c.Summary, Body: text.ToMarkdown(c.Body),
		SEOTitle: c.SEO.Title, SEODescription: c.SEO.Description,
	}
}

func (a *Admin) sourceView(d *cms.Desk) *sourceView {
	c := &d.Source.Content
	v := &sourceView{Revision: d.Source.ID, Title: c.Title, Summary: c.Summary, HTML: text.HTML(c.Body, text.Options{})}
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
