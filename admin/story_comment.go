package admin

import (
	"net/http"
	"slices"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// remarkView is a comment as the person reads it.
type remarkView struct {
	ID   int64
	Key  models.Key
	By   string
	When moment
	// Said is the text, with the names that it mentions apart.
	Said []saidPart
	// Resolved says that it is settled; ResolvedBy is who settled it.
	Resolved   bool
	ResolvedBy string
	// Gone says that it is about a paragraph that is no more.
	Gone bool
}

// saidPart is a stretch of a comment. Name says that it mentions somebody.
type saidPart struct {
	Text string
	Name bool
}

// saidParts takes a comment apart at the names that it mentions.
func saidParts(c *cms.Remark) []saidPart {
	var parts []saidPart
	at := 0
	for _, name := range c.Names {
		parts = append(parts, saidPart{c.Text[at:name[0]], false}, saidPart{c.Text[name[0]:name[1]], true})
		at = name[1]
	}
	return append(parts, saidPart{c.Text[at:], false})
}

// remarksView is what was said about a version as a whole, and of paragraphs that are no
// more.
type remarksView struct {
	Remarks []remarkView
	// Open are the other comments that wait for an answer, each with the paragraph that it
	// is about.
	Open        []openRemark
	MayComment  bool
	CommentPath string
	// Key is empty, as that of the whole version is; Typed is what was refused.
	Key   models.Key
	Typed string
}

// openRemark is an unresolved comment on a paragraph, which is called Name.
type openRemark struct {
	remarkView

	Name string
}

// versionRemarks sorts comments for the place that is about the whole version. shown are
// the paragraphs, by name, that have a place of their own for theirs.
func (a *Admin) versionRemarks(r *request, d *cms.Desk, l locale.Tag, list []cms.Remark, shown map[models.Key]string) *remarksView {
	v := &remarksView{
		MayComment: d.May[rights.Comment], CommentPath: commentPath(d.Article.ID, l), Typed: r.Request().PostFormValue("text"),
	}
	for i := range list {
		c := a.remark(r, &list[i])
		switch name, ok := shown[c.Key]; {
		case !ok:
			c.Gone = c.Key != ""
			v.Remarks = append(v.Remarks, c)
		case !c.Resolved:
			v.Open = append(v.Open, openRemark{c, name})
		}
	}
	return v
}

// sourceRemarks is what is said of a source; null where the version is none.
func (a *Admin) sourceRemarks(r *request, d *cms.Desk, l locale.Tag) (*remarksView, error) {
	if d.Source != nil {
		return nil, nil
	}
	list, err := a.newsroom.Comments(r.Request().Context(), r.by, d.Article.ID, l)
	if err != nil {
		return nil, err
	}
	v := a.versionRemarks(r, d, l, list, nil)
	if head := d.Head(); head != nil {
		units := head.Content.Units()
		for i := range v.Remarks {
			c := &v.Remarks[i]
			c.Gone = c.Gone && !slices.ContainsFunc(units, func(u models.Block) bool { return u.Key == c.Key })
		}
	}
	return v, nil
}

// remarks are the comments on a version, by the unit that they are about; those on
// the whole version stand under none.
func (a *Admin) remarks(r *request, list []cms.Remark) map[models.Key][]remarkView {
	views := map[models.Key][]remarkView{}
	for i := range list {
		c := a.remark(r, &list[i])
		views[c.Key] = append(views[c.Key], c)
	}
	return views
}

func (a *Admin) remark(r *request, c *cms.Remark) remarkView {
	return remarkView{
		ID: c.ID, Key: c.BlockKey, By: nameOr(r, c.By), When: a.moment(r, c.CreatedAt), Said: saidParts(c),
		Resolved: c.ResolvedAt != nil, ResolvedBy: nameOr(r, c.ResolvedBy),
	}
}

// commentPath is where comments on a version are sent.
func commentPath(id int64, l locale.Tag) string { return editPath(id, l) + "/comments" }

// mostMentions is how many people are offered at once.
const mostMentions = 8

// mentionable answers with the names of those whom a comment can mention, as far as one
// is typed.
func (a *Admin) mentionable(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	people, err := a.newsroom.Mentionable(r.Request().Context(), r.by, cms.MentionQuery{
		ArticleID: id, Locale: l, Begins: r.QueryParam("q"), Limit: mostMentions,
	})
	if err != nil {
		return err
	}
	names := make([]string, len(people))
	for i := range people {
		names[i] = people[i].Name
	}
	return r.JSON(http.StatusOK, names)
}

// storyComment keeps what somebody says about a unit of a version, or about the whole.
func (a *Admin) storyComment(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	key := models.Key(r.FormValue("key"))
	_, problem := a.newsroom.Comment(r.Request().Context(), r.by, cms.CommentInput{ArticleID: id, Locale: l, Key: key, Text: r.FormValue("text")})
	return a.afterRemark(r, key, problem)
}

// storyCommentResolve settles a comment.
func (a *Admin) storyCommentResolve(r *request) error {
	id, err := paramID(r, "comment")
	if err != nil {
		return err
	}
	return a.afterRemark(r, models.Key(r.FormValue("key")), a.newsroom.ResolveComment(r.Request().Context(), r.by, id))
}

// storyCommentReopen takes that back.
func (a *Admin) storyCommentReopen(r *request) error {
	id, err := paramID(r, "comment")
	if err != nil {
		return err
	}
	return a.afterRemark(r, models.Key(r.FormValue("key")), a.newsroom.ReopenComment(r.Request().Context(), r.by, id))
}

// showRefusedRemark answers with the screen on which a comment was written without a
// script.
func (a *Admin) showRefusedRemark(r *request, problem error) error {
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	if d.Source != nil {
		return a.showTranslation(r, statusOf(problem), problem)
	}
	return a.showStory(r, statusOf(problem), d, l, nil, problem)
}

// afterRemark leads back to the unit that was spoken of. An open screen is told what
// was refused, and asks for the rest itself.
func (a *Admin) afterRemark(r *request, key models.Key, problem error) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	switch {
	case problem != nil && (!correctable(problem) || errs.Is(problem, errs.Forbidden)):
		return problem
	case r.Request().Header.Get("Hx-Request") != "" && problem != nil:
		return r.String(statusOf(problem), r.p.Error(problem))
	case r.Request().Header.Get("Hx-Request") != "":
		return r.NoContent(http.StatusNoContent)
	case problem != nil:
		return a.showRefusedRemark(r, problem)
	}
	return r.Redirect(http.StatusSeeOther, unitPath(id, l, key))
}
