package admin

import (
	"net/url"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/models"
)

// storyDismiss keeps the person's word that a finding is none.
func (a *Admin) storyDismiss(r *request) error {
	in, err := dismissal(r)
	if err != nil {
		return err
	}
	problem := a.newsroom.DismissFinding(r.Request().Context(), r.by, in)
	return a.afterFinding(r, in.Key, problem, "admin.findings.was_dismissed", func(now *cms.Desk, path string) *undo {
		fields := url.Values{"revision": {idOf(now.Head())}, "check": {in.Check}, "key": {string(in.Key)}}
		if in.Source != 0 {
			fields.Set("source", strconv.FormatInt(in.Source, 10))
		}
		return &undo{path + "/undismiss", fields}
	})
}

// storyUndismiss takes that back.
func (a *Admin) storyUndismiss(r *request) error {
	in, err := dismissal(r)
	if err != nil {
		return err
	}
	problem := a.newsroom.RestoreFinding(r.Request().Context(), r.by, in)
	return a.afterFinding(r, in.Key, problem, "admin.findings.was_restored", nil)
}

// dismissal reads which finding is spoken of.
func dismissal(r *request) (cms.DismissInput, error) {
	id, l, err := storyPath(r)
	return cms.DismissInput{
		ArticleID: id, Locale: l, Revision: formID(r, "revision"), Source: formID(r, "source"),
		Check: r.FormValue("check"), Key: models.Key(r.FormValue("key")), Reason: r.FormValue("reason"),
	}, err
}

// afterFinding answers an open screen with what was refused, if anything was: the rest
// it asks for itself. A form without a script gets its page.
func (a *Admin) afterFinding(r *request, key models.Key, problem error, done string, way func(now *cms.Desk, path string) *undo) error {
	if r.Request().Header.Get("Hx-Request") != "" {
		return a.afterRemark(r, key, problem)
	}
	return a.afterAction(r, problem, done, way)
}
