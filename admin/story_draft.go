package admin

import (
	"html/template"
	"net/http"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// aside is what stands beside the words as somebody writes them.
type aside struct {
	Findings []findingView
	// Words and Minutes say how long the text is, Result how search engines show
	// it.
	Words, Minutes string
	Result         resultView
	// Others are who else has the version open, Newer that somebody has saved
	// since; both are empty where it is not so.
	Others, Newer string
	Edits         []editView
	// Effects are what that means for the translations, Saved that it is saved.
	Effects []effectView
	Saved   bool
}

// resultView is a story among the results of a search engine.
type resultView struct{ Address, Title, Description string }

// editView is a change of a source text that the translators will see.
type editView struct {
	Key    models.Key
	Diff   []diffPart
	Grades []gradeChoice
}

// gradeChoice is a grade that may be given to a change.
type gradeChoice struct {
	Grade    models.Grade
	Name     string
	Selected bool
}

// diffPart is a stretch of two texts that are compared.
type diffPart struct {
	Change text.Change
	HTML   template.HTML
}

// findingView is a finding as the person reads it.
type findingView struct {
	Check    string
	Key      models.Key
	Severity checks.Severity
	Text     string
	Excerpt  string
	// Start and End are its place in the plain text of its block, as browsers
	// count; Was stands there, and where Mends is true Fix mends it.
	Start, End int
	Was, Fix   string
	Mends      bool
	Dismissed  bool
	// Name says which unit it is in, where that is named.
	Name string
}

const (
	// excerptLength is how many characters of a block stand beside a finding.
	excerptLength = 80
	// readingSpeed is how many words people read in a minute.
	readingSpeed = 180
	// resultLength is how much of a description search engines show.
	resultLength = 170
)

// aside looks at words.
func (a *Admin) aside(r *request, l *locale.Locale, id int64, c *models.Content, found []checks.Finding) aside {
	words := text.Words(c.Body)
	s := aside{
		Findings: findingViews(r, c, found),
		Words:    r.p.N("admin.counts.words", words),
		Minutes:  r.p.N("admin.counts.minutes", max(1, (words+readingSpeed/2)/readingSpeed)),
		Result:   resultView{Title: c.SEO.Title, Description: c.SEO.Description},
	}
	if s.Result.Title == "" {
		s.Result.Title = c.Title
	}
	if s.Result.Description == "" {
		s.Result.Description = c.Summary
	}
	summary := models.Block{Key: models.KeySummary, Text: s.Result.Description}
	s.Result.Description = text.Excerpt(&summary, resultLength)
	slug := c.Slug
	if slug == "" {
		slug = l.Slug(c.Title)
	}
	s.Result.Address = web.Absolute(a.base, web.ArticlePath(cms.Version{Locale: l.Tag, SectionSlug: "…", Slug: slug, ArticleID: id}))
	return s
}

func findingViews(r *request, c *models.Content, found []checks.Finding) []findingView {
	plain, excerpts := map[models.Key]string{}, map[models.Key]string{}
	for _, b := range c.Units() {
		plain[b.Key], excerpts[b.Key] = text.PlainBlock(&b), text.Excerpt(&b, excerptLength)
	}
	plain[models.KeySEOTitle], plain[models.KeySEODescription] = c.SEO.Title, c.SEO.Description
	views := make([]findingView, 0, len(found))
	for _, f := range found {
		view := findingView{
			Check: f.Check, Key: f.Key, Severity: f.Severity, Excerpt: excerpts[f.Key], Dismissed: f.Dismissed,
			Text: r.p.Error(errs.New("checks", errs.Invalid, f.Message, f.Args)),
		}
		if s := plain[f.Key]; f.End > 0 && f.End <= len(s) {
			view.Start, view.End = units(s[:f.Start]), units(s[:f.End])
			view.Was, view.Fix, view.Mends = s[f.Start:f.End], f.Fix, f.Mends
		}
		views = append(views, view)
	}
	return views
}

// units counts a text as browsers do.
func units(s string) int { return len(utf16.Encode([]rune(s))) }

// storyDraft keeps what somebody is typing and answers with what stands beside
// it.
func (a *Admin) storyDraft(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	form, err := readForm(r)
	if err != nil {
		return err
	}
	d, err := a.newsroom.Draft(r.Request().Context(), r.by, cms.DraftInput{
		SaveInput: form.input(r, id, l), Keep: r.FormValue("keep") != "",
	})
	if err != nil {
		return err
	}
	loc, ok := a.newsroom.Locales().Lookup(l)
	if !ok {
		return errs.New("admin", errs.NotFound, "error.not_found", nil)
	}
	view := &storyEdit{
		ID: id, Language: language{loc.Tag, loc.Name}, Path: editPath(id, l), MayEdit: true, Later: true, Form: form,
		Aside: a.aside(r, loc, id, &d.Content, d.Findings),
	}
	view.Aside.Edits = editViews(r, d.Edits, form.Grades)
	view.Aside.Effects, view.Aside.Saved = a.effectViews(r, id, d.Effects), d.Saved
	if len(d.Others) > 0 {
		view.Aside.Others = r.p.T("admin.people.here", "names", d.Others)
	}
	if d.Head != nil {
		if view.Head = d.Head.ID; view.Head != form.Base {
			view.Aside.Newer = r.p.T("admin.people.saved", "name", nameOr(r, d.HeadBy), "number", d.Head.Number)
		}
	}
	return a.part(r, http.StatusOK, "after_draft", view)
}

// nameOr returns the name of a person, or a word for one without.
func nameOr(r *request, name string) string {
	if name == "" {
		return r.p.T("admin.people.somebody")
	}
	return name
}

// part answers with parts of the editor's page that is open.
func (a *Admin) part(r *request, status int, name string, view *storyEdit) error {
	body, err := a.templates.Part(r.p.Lang(), "story_edit", name, view)
	if err != nil {
		return err
	}
	return r.HTMLBlob(status, body)
}

// editViews shows changes of a source with the grades that they may have: those
// that the writer chose, or else the machine's.
func editViews(r *request, list []staleness.Proposal, chosen map[models.Key]models.Grade) []editView {
	var views []editView
	for _, p := range list {
		now := models.Block{Key: p.Then.Key}
		if p.Now != nil {
			now = *p.Now
		}
		selected := p.Grade
		if g, ok := chosen[p.Then.Key]; ok && (g != models.Typo || p.MayBeTypo) {
			selected = g
		}
		view := editView{Key: p.Then.Key, Diff: diffParts(&p.Then, &now)}
		for _, g := range models.Grades() {
			if g != models.Typo || p.MayBeTypo {
				view.Grades = append(view.Grades, gradeChoice{g, r.p.T("admin.grade." + string(g)), g == selected})
			}
		}
		views = append(views, view)
	}
	return views
}

// diffParts compares what two blocks say, word by word.
func diffParts(then, now *models.Block) []diffPart {
	var parts []diffPart
	for _, s := range text.DiffPlain(text.PlainBlock(then), text.PlainBlock(now)) {
		parts = append(parts, diffPart{s.Change, s.Markup()})
	}
	return parts
}

// storyLeave notes that a tab with a version was closed.
func (a *Admin) storyLeave(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	if err := a.newsroom.Leave(r.Request().Context(), r.by, id, l, r.FormValue("tab")); err != nil {
		return err
	}
	return r.NoContent(http.StatusNoContent)
}

// storyDiscard forgets what was typed into a tab.
func (a *Admin) storyDiscard(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	if err := a.newsroom.DropAutosave(r.Request().Context(), r.by, id, l, r.FormValue("tab")); err != nil {
		return err
	}
	if r.FormValue("back") == backToTranslation {
		return r.Redirect(http.StatusSeeOther, translatePath(id, l))
	}
	return r.Redirect(http.StatusSeeOther, editPath(id, l))
}

// paste makes clean blocks of what was pasted.
func (a *Admin) paste(r *request) error {
	body := text.FromHTML(r.FormValue("html"))
	if body == nil {
		body = models.Body{}
	}
	return r.JSON(http.StatusOK, body)
}

// gradesOf reads the grades of a form.
func gradesOf(r *request) map[models.Key]models.Grade {
	grades := map[models.Key]models.Grade{}
	params, err := r.FormParams()
	if err != nil {
		return grades
	}
	for name := range params {
		key, ok := strings.CutPrefix(name, "grade.")
		if g := models.Grade(params.Get(name)); ok && slices.Contains(models.Grades(), g) {
			grades[models.Key(key)] = g
		}
	}
	return grades
}
