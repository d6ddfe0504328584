package admin

import (
	"fmt"
	"net/http"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// bulkResult is what came of doing the same with several stories.
type bulkResult struct {
	Done string
	// Refused are the stories with which it could not be done, each with why.
	Refused []refusal
	// Trashed are those that can be brought back.
	Trashed []int64
}

type refusal struct{ URL, Text string }

// storyBulk does the same with all the stories that are ticked, each in a
// transaction of its own, and answers with what came of it.
func (a *Admin) storyBulk(r *request) error {
	params, err := r.FormParams()
	if err != nil {
		return err
	}
	if r.FormValue("action") == "release" {
		return a.releaseChooseForm(r, http.StatusOK, nil)
	}
	result, done := &bulkResult{}, 0
	for _, value := range params["id"] {
		id, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return errs.New("admin.bulk", errs.Invalid, "error.bad_request", nil)
		}
		err = a.bulkOne(r, id, r.FormValue("action"), locale.Tag(r.FormValue("language")))
		switch {
		case err == nil:
			done++
			if r.FormValue("action") == "trash" {
				result.Trashed = append(result.Trashed, id)
			}
		case correctable(err) || errs.Is(err, errs.NotFound):
			text := fmt.Sprintf("%s: %s", r.FormValue("title."+value), r.p.Error(err))
			result.Refused = append(result.Refused, refusal{storyURL(id), text})
		default:
			return err
		}
	}
	result.Done = r.p.N("admin.bulk.done", done)
	return a.showStories(r, result)
}

// bulkOne does it with one story. A stage is given to the revision that the list
// showed.
func (a *Admin) bulkOne(r *request, id int64, action string, l locale.Tag) error {
	ctx := r.Request().Context()
	switch action {
	case "trash":
		return a.newsroom.Trash(ctx, r.by, id)
	case "untrash":
		return a.newsroom.Untrash(ctx, r.by, id)
	}
	return a.newsroom.ChangeStage(ctx, r.by, cms.StageInput{
		ArticleID: id, Locale: l, Revision: formID(r, fmt.Sprintf("head.%d.%s", id, l)), To: models.Stage(action),
	})
}

// storyURL is where the desk shows a story in the language that it was written
// in.
func storyURL(id int64) string { return storiesPath + "/" + strconv.FormatInt(id, 10) }

// storySource leads to the version that a story was written in.
func (a *Admin) storySource(r *request) error {
	id, _, err := storyPath(r)
	if err != nil {
		return err
	}
	source, err := a.newsroom.SourceLocale(r.Request().Context(), r.by, id)
	if err != nil {
		return err
	}
	return r.Redirect(http.StatusSeeOther, editPath(id, source))
}
