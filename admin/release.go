package admin

import (
	"net/http"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// releaseView is the screen of a release, or of one that is not there yet.
type releaseView struct {
	releaseRow

	Path string
	// New says that it is not there yet; Open that it may be changed, Ahead that it
	// is armed for a moment ahead, Out that it has taken effect and stands.
	New, Open, Ahead, Out bool
	// State names what the screen was made of; another one is news.
	State string
	Plan  releasePlan
	Items []releaseItem
	Add   releaseAdd
	Past  []releaseEvent
	// AllPast leads to more of what happened; empty where that is all.
	AllPast string
	// Result is what came of adding several stories; null where nobody did.
	Result *bulkResult
}

// releasePlan is what a release is called and when it is planned, as its form has it.
type releasePlan struct {
	Path, Name string
	Version    int
	At         timeField
}

// releaseEvent is something that happened to a release.
type releaseEvent struct {
	journalRow

	Notes []string
}

// openRelease returns the release that the path names.
func (a *Admin) openRelease(r *request) (*cms.ReleaseDetails, error) {
	id, err := paramID(r, "release")
	if err != nil {
		return nil, err
	}
	return a.newsroom.ReleaseDetails(r.Request().Context(), r.by, a.contentLocale(r), id)
}

func (a *Admin) releaseForm(r *request) error { return a.showRelease(r, http.StatusOK, nil, nil) }

// showRelease answers with the screen of the release that the path names. change
// puts in what was typed; null where nothing was.
func (a *Admin) showRelease(r *request, status int, change func(v *releaseView), problem error) error {
	// The state comes first: what happens meanwhile is shown twice, not never.
	state, err := a.deskState(r.Request().Context(), r)
	if err != nil {
		return err
	}
	d, err := a.openRelease(r)
	if err != nil {
		return err
	}
	view, err := a.releaseView(r, d)
	if err != nil {
		return err
	}
	view.State = state
	if change != nil {
		change(view)
	}
	p := page{Title: d.Name, TitleIsName: true, Active: "releases", Body: view, Crumbs: releasesCrumb(r)}
	if problem != nil {
		p.Problem = r.p.Error(problem)
	}
	return a.show(r, status, "release", p)
}

func releasesCrumb(r *request) []crumb {
	return []crumb{{Text: r.p.T("admin.releases.title"), URL: releasesPath}}
}

// afterRelease goes back to the screen of a release, with what was done or why not.
func (a *Admin) afterRelease(r *request, problem error, path, key string, back *undo) error {
	if correctable(problem) {
		return a.showRelease(r, statusOf(problem), nil, problem)
	}
	if problem != nil {
		return problem
	}
	return a.done(r, path, key, back)
}

func (a *Admin) releaseView(r *request, d *cms.ReleaseDetails) (*releaseView, error) {
	v := &releaseView{releaseRow: a.releaseRow(r, &d.ReleaseRow), Path: releasePath(d.ID), Plan: a.releasePlan(r, d)}
	ahead := d.At != nil && *d.At > a.newsroom.Now()
	v.Open, v.Ahead, v.Out = d.State == models.ReleaseOpen, d.State == models.ReleaseArmed && ahead, d.State == models.ReleaseArmed && !ahead
	if v.Ahead {
		v.When.Near = a.countdown(r, *d.At)
	}
	for i := range d.Items {
		v.Items = append(v.Items, a.releaseItem(r, v, &d.Items[i]))
	}
	if v.Open {
		var err error
		if v.Add, err = a.releaseAddView(r, d); err != nil {
			return nil, err
		}
	}
	return v, a.releasePast(r, v, d.ID)
}

// hoursCounted is up to when hours are counted that remain; a day says too little
// then.
const hoursCounted = 48 * time.Hour

// countdown says how long it is until a moment ahead.
func (a *Admin) countdown(r *request, at models.Instant) string {
	left := at.Sub(a.newsroom.Now())
	if left >= time.Hour && left < hoursCounted {
		return r.p.Locale().Ago(int(left/time.Hour), locale.Hour, locale.Wide)
	}
	return a.moment(r, at).Near
}

// releasePast adds what happened to a release, the last thing first.
func (a *Admin) releasePast(r *request, v *releaseView, id int64) error {
	found, err := a.newsroom.Journal(r.Request().Context(), r.by, cms.JournalQuery{Desk: a.contentLocale(r), ReleaseID: id})
	if err != nil {
		return err
	}
	for i := range found.Entries {
		e := &found.Entries[i]
		v.Past = append(v.Past, releaseEvent{a.journalRow(r, e), releaseNotes(r, e)})
	}
	if found.Next != 0 {
		v.AllPast = (&journalFilter{Area: models.ReleaseChanged.Area()}).address()
	}
	return nil
}

// releaseNotes say more about something that happened to a release.
func releaseNotes(r *request, e *cms.JournalEntry) []string {
	var notes []string
	if added, ok := e.Data["added"].([]any); ok {
		notes = append(notes, r.p.N("admin.release.past_added", len(added)))
	}
	if _, ok := e.Data["removed"]; ok {
		notes = append(notes, r.p.T("admin.release.past_removed"))
	}
	if alarm, ok := e.Data["alarm"].(string); ok {
		notes = append(notes, releaseAlarm(r, alarm))
	}
	if left, ok := e.Data["left"].([]any); ok && len(left) > 0 {
		notes = append(notes, r.p.N("admin.release.past_left", len(left)))
	}
	return notes
}

func (a *Admin) releasePlan(r *request, d *cms.ReleaseDetails) releasePlan {
	plan := releasePlan{Path: releasePath(d.ID), Name: d.Name, Version: d.Version, At: a.timeField(r, "at", d.At)}
	plan.At.Label = r.p.T("admin.release.at")
	return plan
}

// take puts what was typed into the form and returns it as the newsroom takes it.
func (p *releasePlan) take(a *Admin, r *request) cms.ReleaseInput {
	p.Name, p.At = r.FormValue("name"), a.timeTyped(r, "at")
	p.At.Label = r.p.T("admin.release.at")
	return cms.ReleaseInput{Name: p.Name, At: readTime(r, "at")}
}

func (a *Admin) releaseNewForm(r *request) error {
	if !a.newsroom.MayTrash(r.by) {
		return errs.New("admin.release", errs.Forbidden, "error.forbidden", nil)
	}
	return a.showNewRelease(r, http.StatusOK, a.releasePlan(r, &cms.ReleaseDetails{}), nil)
}

func (a *Admin) showNewRelease(r *request, status int, plan releasePlan, problem error) error {
	plan.Path = releasesPath + "/new"
	p := page{Title: r.p.T("admin.release.new"), Active: "releases", Crumbs: releasesCrumb(r), Body: &releaseView{New: true, Plan: plan}}
	if problem != nil {
		p.Problem = r.p.Error(problem)
	}
	return a.show(r, status, "release", p)
}

func (a *Admin) releaseCreate(r *request) error {
	plan := a.releasePlan(r, &cms.ReleaseDetails{})
	v, err := a.newsroom.CreateRelease(r.Request().Context(), r.by, plan.take(a, r))
	if correctable(err) {
		return a.showNewRelease(r, statusOf(err), plan, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, releasePath(v.ID), "admin.release.created", nil)
}

// releaseSave changes the name or the moment.
func (a *Admin) releaseSave(r *request) error {
	id, err := paramID(r, "release")
	if err != nil {
		return err
	}
	var plan releasePlan
	in := plan.take(a, r)
	err = a.newsroom.PlanRelease(r.Request().Context(), r.by, id, int(formID(r, "version")), in)
	if correctable(err) {
		typed := func(v *releaseView) { v.Plan.Name, v.Plan.At = plan.Name, plan.At }
		return a.showRelease(r, statusOf(err), typed, err)
	}
	if err != nil {
		return err
	}
	return a.done(r, releasePath(id), "admin.release.saved", nil)
}

func (a *Admin) releaseDiscard(r *request) error {
	id, err := paramID(r, "release")
	if err != nil {
		return err
	}
	err = a.newsroom.DiscardRelease(r.Request().Context(), r.by, id, int(formID(r, "version")))
	return a.afterRelease(r, err, releasesPath, "admin.release.discarded", nil)
}
