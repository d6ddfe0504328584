package admin

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// storySave saves the words of a version. Whatever goes wrong, what was typed
// comes back. An open editor gets the parts of its page that have changed.
func (a *Admin) storySave(r *request) error {
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	form, problem := readForm(r)
	if problem == nil {
		problem = a.save(r, d.Article.ID, l.Tag, form)
	}
	if problem != nil && !correctable(problem) {
		return problem
	}
	if r.Request().Header.Get("Hx-Request") != "" {
		return a.afterSave(r, form.Base != 0 && d.Head() != nil && d.Head().ID != form.Base, &form, problem)
	}
	if problem == nil {
		return a.done(r, editPath(d.Article.ID, l.Tag), "admin.story_edit.saved", nil)
	}
	// Somebody may have saved since the story was loaded above.
	if d, l, err = a.openStory(r); err != nil {
		return err
	}
	return a.showStory(r, statusOf(problem), d, l, &form, problem)
}

func (a *Admin) save(r *request, id int64, l locale.Tag, form storyForm) error {
	_, err := a.newsroom.Save(r.Request().Context(), r.by, form.input(r, id, l))
	return err
}

// afterSave answers an open editor. merged says that somebody else had saved
// since it was opened.
func (a *Admin) afterSave(r *request, merged bool, form *storyForm, problem error) error {
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	view, err := a.storyView(r, d, l)
	if err != nil {
		return err
	}
	view.Later = true
	if problem != nil {
		view.Problem = r.p.Error(problem)
		if conflict, ok := errors.AsType[*cms.ConflictError](problem); ok {
			view.Conflict = a.conflictView(r, conflict, l)
			view.Conflict.Tab = form.Tab
		}
		return a.part(r, statusOf(problem), "after_refusal", view)
	}
	view.Flash = toast{Text: r.p.T("admin.story_edit.saved")}
	if merged {
		view.Flash = toast{Text: r.p.T("admin.story_edit.merged")}
		words, err := json.Marshal(wordsOf(&d.Head().Content))
		if err != nil {
			return err
		}
		view.Merged = string(words)
	}
	r.Response().Header().Set("Hx-Trigger-After-Swap", fmt.Sprintf(`{"saved":{"base":"%d"}}`, view.Head))
	return a.part(r, http.StatusOK, "after_save", view)
}

// readForm reads the words of a version. The text is blocks from the editor, or
// Markdown from browsers without it.
func readForm(r *request) (storyForm, error) {
	form := storyForm{
		Base: formID(r, "base"), Tab: r.FormValue("tab"), Grades: gradesOf(r),
		Confirm: r.FormValue("confirm") != "", KeepApproved: r.FormValue("keep_approved") != "",
		Content: models.Content{
			Title: r.FormValue("title"), Slug: r.FormValue("slug"), Summary: r.FormValue("summary"),
			SEO: models.SEO{Title: r.FormValue("seo_title"), Description: r.FormValue("seo_description")},
		},
	}
	if blocks := r.FormValue("blocks"); blocks != "" {
		if err := json.Unmarshal([]byte(blocks), &form.Body); err != nil {
			return form, &errs.Error{Op: "admin", Kind: errs.Invalid, Key: "error.bad_request", Err: err}
		}
		return form, nil
	}
	body, err := text.FromMarkdown(r.FormValue("body"))
	form.Body = body
	return form, err
}

// input is the save that the form asks for.
func (f *storyForm) input(r *request, id int64, l locale.Tag) cms.SaveInput {
	in := cms.SaveInput{
		ArticleID: id, Locale: l, Base: f.Base, Content: f.Content, Tab: f.Tab, KeepApproved: f.KeepApproved,
		Grade: staleness.Wish{Units: f.Grades},
	}
	if f.Confirm {
		in.Confirm = formID(r, "source")
	}
	return in
}

// formID reads an id of a form; 0 where there is none.
func formID(r *request, name string) int64 {
	id, err := strconv.ParseInt(r.FormValue(name), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// idOf writes the id of a revision as forms have it.
func idOf(rev *models.Revision) string { return strconv.FormatInt(rev.ID, 10) }

// storyPublish publishes the approved words of a version now.
func (a *Admin) storyPublish(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	_, err = a.newsroom.Publish(r.Request().Context(), r.by, cms.PublishInput{
		ArticleID: id, Locale: l, Revision: formID(r, "revision"), OverrideReason: r.FormValue("reason"),
	})
	return a.afterAction(r, err, "admin.story_edit.published", nil)
}

// storyWithdraw takes a version down now.
func (a *Admin) storyWithdraw(r *request) error {
	before, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	err = a.newsroom.Withdraw(r.Request().Context(), r.by, before.Article.ID, l.Tag)
	return a.afterAction(r, err, "admin.story_edit.withdrawn", func(now *cms.Desk, path string) *undo {
		if before.Live == nil || now.Translation.Stage != models.Approved || before.Live.RevisionID != now.Head().ID {
			return nil // what was public cannot be published as it is
		}
		return &undo{path + "/publish", url.Values{"revision": {idOf(now.Head())}}}
	})
}

// storyPath reads which version a path names.
func storyPath(r *request) (int64, locale.Tag, error) {
	id, err := paramID(r, "id")
	if err != nil {
		return 0, "", err
	}
	return id, locale.Tag(r.Param("lang")), nil
}
