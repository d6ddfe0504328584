package admin

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// unitsForm is what the screen of a translation sends.
type unitsForm struct {
	Edits []cms.UnitEdit `json:"edits"`
	// Typed are the units that were typed into and not saved.
	Typed []models.Block `json:"typed"`
	// Base is the oldest revision in which one of those was seen; 0 for none.
	Base int64 `json:"base"`
	// Hashes name the units as they are on the screen, by their keys.
	Hashes map[models.Key]string `json:"hashes"`
	// Seen are the source revisions that were on the screen when work on units began.
	Seen map[models.Key]int64 `json:"seen"`
	Tab  string               `json:"tab"`
	// At is the unit that the person is at.
	At models.Key `json:"at"`
	// Keep asks for what was typed to be kept.
	Keep bool `json:"keep"`

	article int64
	locale  locale.Tag
}

// readUnits reads what the screen of the translation that the path names has sent.
func readUnits(r *request) (form unitsForm, err error) {
	if err := json.Unmarshal([]byte(r.FormValue("units")), &form); err != nil {
		return form, &errs.Error{Op: "admin", Kind: errs.Invalid, Key: "error.bad_request", Err: err}
	}
	form.article, form.locale, err = storyPath(r)
	return form, err
}

// translateSave does what a translator did with some units, and answers with the units
// that look otherwise by now.
func (a *Admin) translateSave(r *request) error {
	form, err := readUnits(r)
	if err != nil {
		return err
	}
	_, problem := a.newsroom.Translate(r.Request().Context(), r.by, cms.TranslateInput{
		ArticleID: form.article, Locale: form.locale, Edits: form.Edits, Tab: form.Tab, Typed: form.Typed, TypedBase: form.Base,
	})
	return a.changedUnits(r, &form, problem)
}

// translateUnits answers with the units that look otherwise than on the screen.
func (a *Admin) translateUnits(r *request) error {
	form, err := readUnits(r)
	if err != nil {
		return err
	}
	return a.changedUnits(r, &form, nil)
}

// translateTyped keeps what somebody is typing and answers with what the checks find
// in it.
func (a *Admin) translateTyped(r *request) error {
	form, err := readUnits(r)
	if err != nil {
		return err
	}
	typed, err := a.newsroom.Typed(r.Request().Context(), r.by, cms.TypedInput{
		ArticleID: form.article, Locale: form.locale, Tab: form.Tab, At: form.At, Typed: form.Typed, Base: form.Base, Keep: form.Keep,
	})
	if err != nil {
		return err
	}
	var view typedView
	found := findingViews(r, &typed.Content, typed.Findings)
	for _, u := range form.Typed {
		unit := unitView{Key: u.Key, To: form.locale, MayEdit: true}
		for _, f := range found {
			if f.Key == u.Key {
				unit.Findings = append(unit.Findings, f)
			}
		}
		view.Units = append(view.Units, unit)
	}
	body, err := a.templates.Part(r.p.Lang(), "translate", "typed", &view)
	if err != nil {
		return err
	}
	return r.HTMLBlob(http.StatusOK, body)
}

// typedView is what the checks find in units that are being typed.
type typedView struct{ Units []unitView }

// changedUnits answers an open screen with what looks otherwise by now, and with what
// was refused, if anything was.
func (a *Admin) changedUnits(r *request, form *unitsForm, problem error) error {
	if problem != nil && !correctable(problem) {
		return problem
	}
	b, l, err := a.openTranslation(r, form.Seen)
	if err != nil {
		return err
	}
	view := a.translateView(r, b, l)
	var changed []unitView
	for i := range view.Units {
		if u := &view.Units[i]; form.Hashes[u.Key] != u.Hash {
			changed = append(changed, *u)
		}
	}
	view.Units = changed
	status := http.StatusOK
	if problem != nil {
		status, view.Problem = statusOf(problem), r.p.Error(problem)
	}
	if conflict, ok := errors.AsType[*cms.ConflictError](problem); ok {
		for i := range conflict.Blocks {
			view.Conflicts = append(view.Conflicts, conflict.Blocks[i].Key)
		}
	}
	body, err := a.templates.Part(r.p.Lang(), "translate", "changed", view)
	if err != nil {
		return err
	}
	return r.HTMLBlob(status, body)
}
