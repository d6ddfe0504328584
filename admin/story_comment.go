package admin

import (
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// remarkView is a comment as the person reads it.
type remarkView struct {
	ID   int64
	Key  models.Key
	By   string
	When moment
	Text string
	// Resolved says that it is settled; ResolvedBy is who settled it.
	Resolved   bool
	ResolvedBy string
}

// remarks are the comments on a version, by the unit that they are about; those on
// the whole version stand under none.
func (a *Admin) remarks(r *request, list []cms.Remark) map[models.Key][]remarkView {
	views := map[models.Key][]remarkView{}
	for i := range list {
		c := &list[i]
		views[c.BlockKey] = append(views[c.BlockKey], remarkView{
			ID: c.ID, Key: c.BlockKey, By: nameOr(r, c.By), When: a.moment(r, c.CreatedAt), Text: c.Text,
			Resolved: c.ResolvedAt != nil, ResolvedBy: nameOr(r, c.ResolvedBy),
		})
	}
	return views
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
		return a.showTranslation(r, statusOf(problem), problem)
	}
	return r.Redirect(http.StatusSeeOther, unitPath(id, l, key))
}
