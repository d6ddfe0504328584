package admin

import (
	"maps"
	"slices"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// storyDetails changes what a story has besides its words.
func (a *Admin) storyDetails(r *request) error {
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	article := &d.Article
	form, err := r.FormParams()
	if err != nil {
		return err
	}
	in := cms.ArticleInput{
		Kind: article.Kind, Source: article.SourceLocale, SectionID: sectionOf(r, article.Kind),
		Urgent: r.FormValue("urgent") != "", Place: models.Names{}, CoverID: article.CoverID,
		AuthorIDs: ticked(authorsOf(article), form["author"]), TagIDs: ticked(tagsOf(article), form["tag"]),
	}
	if form.Has("cover") {
		in.CoverID = optionalID(r.FormValue("cover"))
	}
	maps.Copy(in.Place, article.Place)
	in.Place[l.Tag] = r.FormValue("place")
	err = a.newsroom.UpdateArticle(r.Request().Context(), r.by, article.ID, int(formID(r, "version")), in)
	return a.afterAction(r, err, "admin.story_edit.details_saved", nil)
}

// choices fills in what a whole page lets the person choose from, and parts of it
// that come later do not: who is to do the version, and the story's details.
func (a *Admin) choices(r *request, view *storyEdit, d *cms.Desk, l *locale.Locale) error {
	people, err := a.newsroom.Assignable(r.Request().Context(), r.by, d, l.Tag)
	if err != nil {
		return err
	}
	view.Assignment = a.assignment(r, d, people)
	if !view.MayDetails {
		return nil
	}
	selected := int64(0)
	if d.Article.SectionID != nil {
		selected = *d.Article.SectionID
	}
	if view.Sections, err = a.sections(r, selected); err != nil {
		return err
	}
	if view.Cover, err = a.cover(r, &d.Article); err != nil {
		return err
	}
	if view.Bylines, err = a.bylines(r, &d.Article); err != nil {
		return err
	}
	view.Tags, err = a.tags(r, &d.Article)
	return err
}

// optionalID reads the id of what a form has chosen; null for nothing.
func optionalID(value string) *int64 {
	id, err := strconv.ParseInt(value, 10, 64)
	if err != nil || id <= 0 {
		return nil
	}
	return &id
}

// cover is the picture at the head of a story as the form of its details shows it;
// null for none.
func (a *Admin) cover(r *request, article *models.Article) (*mediaTile, error) {
	if article.CoverID == nil || !a.newsroom.MayUpload(r.by) {
		return nil, nil
	}
	d, err := a.newsroom.Medium(r.Request().Context(), r.by, *article.CoverID, a.contentLocale(r))
	if err != nil {
		return nil, err
	}
	tile := a.mediaTile(r, d.Medium)
	return &tile, nil
}

func authorsOf(article *models.Article) []int64 {
	ids := make([]int64, len(article.Authors))
	for i, x := range article.Authors {
		ids[i] = x.AuthorID
	}
	return ids
}

func tagsOf(article *models.Article) []int64 {
	ids := make([]int64, len(article.Tags))
	for i, x := range article.Tags {
		ids[i] = x.TagID
	}
	return ids
}

// ticked returns the ids that a form came with: those that were there before in
// their order, which readers see, and the others behind.
func ticked(before []int64, values []string) []int64 {
	var chosen []int64
	for _, value := range values {
		if id, err := strconv.ParseInt(value, 10, 64); err == nil {
			chosen = append(chosen, id)
		}
	}
	ids := []int64{}
	for _, id := range append(slices.Clone(before), chosen...) {
		if slices.Contains(chosen, id) && !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

// bylines are the authors to choose from, those of the story ticked.
func (a *Admin) bylines(r *request, article *models.Article) ([]choice, error) {
	list, err := a.authors(r, 0)
	tickAll(list, authorsOf(article))
	return list, err
}

// tags are the tags to choose from, those of the story ticked.
func (a *Admin) tags(r *request, article *models.Article) ([]choice, error) {
	tags, err := a.newsroom.Tags(r.Request().Context())
	if err != nil {
		return nil, err
	}
	list := make([]choice, len(tags))
	for i := range tags {
		list[i] = choice{ID: tags[i].ID, Label: a.newsroom.TagLabel(&tags[i], a.contentLocale(r))}
	}
	locale.SortBy(r.p.Locale(), list, func(c choice) string { return c.Label.Text })
	tickAll(list, tagsOf(article))
	return list, nil
}

// tickAll ticks what is chosen and puts that first.
func tickAll(list []choice, chosen []int64) {
	for i := range list {
		list[i].Selected = slices.Contains(chosen, list[i].ID)
	}
	slices.SortStableFunc(list, func(a, b choice) int { return rank(a) - rank(b) })
}

func rank(c choice) int {
	if c.Selected {
		return 0
	}
	return 1
}
