package admin

import (
	"maps"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// storySave saves the words of a version. Whatever goes wrong, what was typed
// comes back.
func (a *Admin) storySave(r *request) error {
	form := storyForm{
		Base: formID(r, "base"), Title: r.FormValue("title"), Slug: r.FormValue("slug"),
		Summary: r.FormValue("summary"), Body: r.FormValue("body"),
		SEOTitle: r.FormValue("seo_title"), SEODescription: r.FormValue("seo_description"),
		Confirm: r.FormValue("confirm") != "", KeepApproved: r.FormValue("keep_approved") != "",
	}
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	if err := a.save(r, d.Article.ID, l.Tag, form); err != nil {
		if !correctable(err) {
			return err
		}
		// Somebody may have saved since the story was loaded above.
		if d, l, err2 := a.openStory(r); err2 == nil {
			return a.showStory(r, statusOf(err), d, l, &form, err)
		}
		return err
	}
	return a.done(r, editPath(d.Article.ID, l.Tag), "admin.story_edit.saved")
}

func (a *Admin) save(r *request, id int64, l locale.Tag, form storyForm) error {
	body, err := text.FromMarkdown(form.Body)
	if err != nil {
		return err
	}
	in := cms.SaveInput{
		ArticleID: id, Locale: l, Base: form.Base, KeepApproved: form.KeepApproved,
		Content: models.Content{
			Title: form.Title, Slug: form.Slug, Summary: form.Summary, Body: body,
			SEO: models.SEO{Title: form.SEOTitle, Description: form.SEODescription},
		},
	}
	if form.Confirm {
		in.Confirm = formID(r, "source")
	}
	_, err = a.newsroom.Save(r.Request().Context(), r.by, in)
	return err
}

// formID reads an id of a form; 0 where there is none.
func formID(r *request, name string) int64 {
	id, err := strconv.ParseInt(r.FormValue(name), 10, 64)
	if err != nil {
		return 0
	}
	return id
}

// storyDetails changes what a story has besides its words.
func (a *Admin) storyDetails(r *request) error {
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	article := &d.Article
	in := cms.ArticleInput{
		Kind: article.Kind, Source: article.SourceLocale, SectionID: sectionOf(r, article.Kind),
		Urgent: r.FormValue("urgent") != "", Place: models.Names{},
	}
	maps.Copy(in.Place, article.Place)
	in.Place[l.Tag] = r.FormValue("place")
	for _, x := range article.Authors {
		in.AuthorIDs = append(in.AuthorIDs, x.AuthorID)
	}
	for _, x := range article.Tags {
		in.TagIDs = append(in.TagIDs, x.TagID)
	}
	err = a.newsroom.UpdateArticle(r.Request().Context(), r.by, article.ID, int(formID(r, "version")), in)
	return a.afterAction(r, err, "admin.story_edit.details_saved")
}

// storyStage moves a version to another stage.
func (a *Admin) storyStage(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	err = a.newsroom.ChangeStage(r.Request().Context(), r.by, cms.StageInput{
		ArticleID: id, Locale: l, Revision: formID(r, "revision"), To: models.Stage(r.FormValue("to")),
	})
	return a.afterAction(r, err, "admin.story_edit.stage_changed")
}

// storyPublish publishes the approved words of a version now.
func (a *Admin) storyPublish(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	_, err = a.newsroom.Publish(r.Request().Context(), r.by, cms.PublishInput{
		ArticleID: id, Locale: l, Revision: formID(r, "revision"), OverrideReason: r.FormValue("reason"),
	})
	return a.afterAction(r, err, "admin.story_edit.published")
}

// storyWithdraw takes a version down now.
func (a *Admin) storyWithdraw(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	err = a.newsroom.Withdraw(r.Request().Context(), r.by, id, l)
	return a.afterAction(r, err, "admin.story_edit.withdrawn")
}

// storyDismiss keeps the person's word that a finding is none.
func (a *Admin) storyDismiss(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	err = a.newsroom.DismissFinding(r.Request().Context(), r.by, cms.DismissInput{
		ArticleID: id, Locale: l, Revision: formID(r, "revision"), Check: r.FormValue("check"),
		Key: models.Key(r.FormValue("key")), Reason: r.FormValue("reason"),
	})
	return a.afterAction(r, err, "admin.findings.was_dismissed")
}

// storyPath reads which version a path names.
func storyPath(r *request) (int64, locale.Tag, error) {
	id, err := strconv.ParseInt(r.Param("id"), 10, 64)
	if err != nil {
		return 0, "", errs.New("admin", errs.NotFound, "error.not_found", nil)
	}
	return id, locale.Tag(r.Param("lang")), nil
}

// afterAction goes back to the editor, with what was done or why not.
func (a *Admin) afterAction(r *request, problem error, flash string) error {
	if problem != nil && !correctable(problem) {
		return problem
	}
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	if problem != nil {
		return a.showStory(r, statusOf(problem), d, l, nil, problem)
	}
	return a.done(r, editPath(d.Article.ID, l.Tag), flash)
}
