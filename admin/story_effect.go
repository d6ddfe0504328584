package admin

import "github.com/qalam-cms/qalam/cms"

// effectView says what a save of a source asks of those who translate it into a
// language.
type effectView struct {
	Language language
	// URL leads to the translation.
	URL   string
	Notes []deskNote
	// Planned is when the translation goes live; null for no such moment.
	Planned *moment
}

// lastEffects fills in what the newest save of a source has left to do.
func (a *Admin) lastEffects(r *request, view *storyEdit, d *cms.Desk) error {
	effects, err := a.newsroom.Effects(r.Request().Context(), d, view.Language.Tag)
	view.Aside.Effects, view.Aside.Saved = a.effectViews(r, view.ID, effects), true
	return err
}

func (a *Admin) effectViews(r *request, id int64, effects []cms.Effect) []effectView {
	views := make([]effectView, 0, len(effects))
	for i := range effects {
		e := &effects[i]
		view := effectView{Language: languageOf(e.Locale), URL: translatePath(id, e.Locale), Notes: effectNotes(r, e)}
		if e.Planned != 0 {
			when := a.moment(r, e.Planned)
			view.Planned = &when
		}
		views = append(views, view)
	}
	return views
}

// effectNotes says what is to be done, the gravest first, and what comes of it.
func effectNotes(r *request, e *cms.Effect) []deskNote {
	var notes []deskNote
	for _, n := range []struct {
		look, key string
		count     int
	}{
		{"fact", "admin.desk.facts", e.Facts},
		{"wording", "admin.desk.wordings", e.Wordings},
		{"wording", "admin.edits.missing", e.Missing},
		{"", "admin.edits.typos", e.Typos},
	} {
		if n.count > 0 {
			notes = append(notes, deskNote{n.look, r.p.T(n.key, "n", n.count)})
		}
	}
	switch {
	case e.Live && e.Asks():
		notes = append(notes, deskNote{"", r.p.T("admin.edits.told")})
	case e.Live:
		notes = append(notes, deskNote{"", r.p.T("admin.edits.public")})
	}
	switch {
	case e.Assignee != "":
		notes = append(notes, deskNote{"", r.p.T("admin.assign.name", "name", e.Assignee)})
	case e.Asks():
		notes = append(notes, deskNote{"", r.p.T("admin.assign.nobody")})
	}
	return notes
}
