package admin

import (
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/qalam-cms/qalam/cms"
)

// flash is what the next page says of what has been done.
type flash struct {
	Key  string
	Undo *undo `json:",omitempty"`
}

// undo is a form that takes back what was done.
type undo struct {
	Path   string
	Fields url.Values
}

// toast is a short message, with a way back where there is one.
type toast struct {
	Text string
	Undo *undo
}

// done redirects after a successful form, with a word on what was done. back is
// how to undo it, null where that cannot be.
func (a *Admin) done(r *request, path, key string, back *undo) error {
	data, err := json.Marshal(flash{key, back})
	if err != nil {
		return err
	}
	a.sessions.Flash(r.Request().Context(), string(data))
	return r.Redirect(http.StatusSeeOther, path)
}

// takeFlash returns the message kept for this page, null where there is none.
func (a *Admin) takeFlash(r *request) *toast {
	var f flash
	if err := json.Unmarshal([]byte(a.sessions.TakeFlash(r.Request())), &f); err != nil || f.Key == "" {
		return nil
	}
	return &toast{r.p.T(f.Key), f.Undo}
}

// backToTranslation is what a form says, as "back", that is on the translator's screen.
const backToTranslation = "translate"

// afterAction goes back to the editor, or to the translator's screen where that is where
// the form was, with what was done or why not. way, where
// it is not null, returns how to undo it, from how the version stands by then.
func (a *Admin) afterAction(r *request, problem error, key string, way func(now *cms.Desk, path string) *undo) error {
	if problem != nil && !correctable(problem) {
		return problem
	}
	d, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	path := editPath(d.Article.ID, l.Tag)
	besideSource := r.FormValue("back") == backToTranslation
	switch {
	case problem != nil && besideSource:
		return a.showTranslation(r, statusOf(problem), problem)
	case problem != nil:
		return a.showStory(r, statusOf(problem), d, l, nil, problem)
	}
	var back *undo
	if way != nil {
		back = way(d, path)
	}
	if besideSource {
		path = translatePath(d.Article.ID, l.Tag)
		if back != nil {
			back.Fields.Set("back", backToTranslation)
		}
	}
	return a.done(r, path, key, back)
}
