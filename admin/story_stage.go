package admin

import (
	"net/url"
	"slices"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// stagesView are the forms that move a version to another stage.
type stagesView struct {
	// Path is where the version is, Head its newest revision; 0 where there is none yet.
	Path string
	Head int64
	To   []models.Stage
	// Back is what the forms say of where they are.
	Back string
	// Returns says that who sends the version back may say why; Note is what they typed
	// where that was refused.
	Returns bool
	Note    string
	// Sure is the question before the version is approved; empty for none.
	Sure string
}

// stagesOf shows where a version may be moved to, from a form that leads back.
func stagesOf(r *request, d *cms.Desk, l locale.Tag, back string) stagesView {
	v := stagesView{Path: editPath(d.Article.ID, l), To: d.Stages, Back: back}
	if r.FormValue("to") == string(models.Draft) { // other forms have notes, too
		v.Note = r.FormValue("note")
	}
	if head := d.Head(); head != nil {
		v.Head = head.ID
		v.Returns = d.May[rights.Approve] && d.Translation.Stage != models.Draft && slices.Contains(d.Stages, models.Draft)
	}
	return v
}

// storyStage moves a version to another stage.
func (a *Admin) storyStage(r *request) error {
	before, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	err = a.newsroom.ChangeStage(r.Request().Context(), r.by, cms.StageInput{
		ArticleID: before.Article.ID, Locale: l.Tag, Revision: formID(r, "revision"), To: models.Stage(r.FormValue("to")), Note: r.FormValue("note"),
	})
	return a.afterAction(r, err, "admin.story_edit.stage_changed", func(now *cms.Desk, path string) *undo {
		if before.Translation == nil || !slices.Contains(now.Stages, before.Translation.Stage) {
			return nil
		}
		return &undo{path + "/stage", url.Values{"revision": {idOf(now.Head())}, "to": {string(before.Translation.Stage)}}}
	})
}
