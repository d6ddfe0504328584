package admin

import (
	"net/http"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// storyNew is the form that begins a story.
type storyNew struct {
	Languages []language
	Sections  []choice
	Kinds     []models.ArticleKind
	Source    locale.Tag
	Kind      models.ArticleKind
	Title     string
}

// choice is an option of a select.
type choice struct {
	ID       int64
	Label    cms.Label
	Selected bool
}

func (a *Admin) storyNewForm(r *request) error {
	return a.showStoryNew(r, http.StatusOK, nil, storyNew{Kind: models.News}, 0)
}

func (a *Admin) showStoryNew(r *request, status int, problem error, form storyNew, section int64) error {
	var err error
	if form.Sections, err = a.sections(r, section); err != nil {
		return err
	}
	form.Languages, form.Kinds = a.sourceLanguages(r), models.ArticleKinds()
	p := page{Title: r.p.T("admin.story_new.title"), Crumbs: storiesCrumb(r), Active: "new", Body: form}
	if problem != nil {
		p.Problem = r.p.Error(problem)
	}
	return a.show(r, status, "story_new", p)
}

// sections are the choices of a section, named in the person's language.
func (a *Admin) sections(r *request, selected int64) ([]choice, error) {
	sections, err := a.newsroom.Sections(r.Request().Context())
	if err != nil {
		return nil, err
	}
	list := make([]choice, len(sections))
	for i := range sections {
		s := &sections[i]
		list[i] = choice{s.ID, a.newsroom.SectionPath(sections, s, locale.Tag(r.p.Lang())), s.ID == selected}
	}
	return list, nil
}

// sectionOf reads the section of a form; a standing page has none.
func sectionOf(r *request, kind models.ArticleKind) *int64 {
	id, err := strconv.ParseInt(r.FormValue("section"), 10, 64)
	if err != nil || kind == models.Page {
		return nil
	}
	return &id
}

func (a *Admin) storyCreate(r *request) error {
	form := storyNew{
		Source: locale.Tag(r.FormValue("source")), Kind: models.ArticleKind(r.FormValue("kind")),
		Title: r.FormValue("title"),
	}
	section := sectionOf(r, form.Kind)
	article, err := a.newsroom.BeginStory(r.Request().Context(), r.by, cms.ArticleInput{
		Kind: form.Kind, SectionID: section, Source: form.Source,
	}, form.Title)
	if correctable(err) {
		selected := int64(0)
		if section != nil {
			selected = *section
		}
		return a.showStoryNew(r, statusOf(err), err, form, selected)
	}
	if err != nil {
		return err
	}
	return a.done(r, editPath(article.ID, form.Source), "admin.story_new.created", nil)
}
