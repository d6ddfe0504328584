package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// moveScreen is an entry of the calendar, and where it is moved.
type moveScreen struct {
	Entry *agendaEntry
	Kind  cms.CalendarKind
	ID    int64
	Seen  models.Instant
	// Time is the moment in the form.
	Time timeField
	// Reason is why blocks that are behind may be passed over; AskReason asks for it.
	Reason    string
	AskReason bool
	// Back is the calendar that the person came from.
	Back string
	// Problem says why it was not moved, where this is a part of a page.
	Problem string
}

// entryOf reads which entry an address or a form names, as it stands now.
func (a *Admin) entryOf(r *request) (*cms.PlannedEntry, error) {
	id, _ := strconv.ParseInt(r.FormValue("id"), 10, 64) // 0 is nobody's
	return a.newsroom.CalendarEntry(r.Request().Context(), r.by, cms.CalendarKind(r.FormValue("kind")), id, a.contentLocale(r))
}

// calendarMoveForm shows an entry, and moves it where it may be.
func (a *Admin) calendarMoveForm(r *request) error {
	e, err := a.entryOf(r)
	if err != nil {
		return err
	}
	return a.showMove(r, http.StatusOK, e, nil)
}

// calendarMove moves an entry to another moment. A grid gets a word on what was
// done, or why not, and the form again where the moment is not clear.
func (a *Admin) calendarMove(r *request) error {
	e, err := a.entryOf(r)
	if err != nil {
		return err
	}
	seen, _ := strconv.ParseInt(r.FormValue("seen"), 10, 64) // else it is refused
	err = a.newsroom.MoveEntry(r.Request().Context(), r.by, cms.MoveInput{
		Kind: e.Kind, ID: e.ID(), Seen: models.Instant(seen), To: readTime(r, "at"), OverrideReason: r.FormValue("reason"),
	})
	switch {
	case err != nil && !correctable(err):
		return err
	case err != nil && r.FormValue("drop") != "" && !asks(err):
		return a.calendarToast(r, statusOf(err), toast{Text: r.p.Error(err)})
	case err != nil:
		return a.showMove(r, statusOf(err), e, err)
	}
	back, err := a.moveBack(r, e)
	if err != nil {
		return err
	}
	if inPlace(r) {
		return a.calendarToast(r, http.StatusOK, toast{r.p.T("admin.calendar.moved"), back})
	}
	return a.done(r, calendarOf(r), "admin.calendar.moved", back)
}

// asks reports whether a refusal is a question that the form can put.
func asks(err error) bool {
	_, key, _ := errs.Public(err)
	return key == "error.time_twice" || key == "error.publish_blocked"
}

// inPlace reports whether a script asks for a part of the page.
func inPlace(r *request) bool { return r.Request().Header.Get("Hx-Request") != "" }

// calendarOf is the calendar that a form came from.
func calendarOf(r *request) string {
	if back := r.FormValue("back"); back == calendarPath || strings.HasPrefix(back, calendarPath+"?") {
		return back
	}
	return calendarPath
}

// moveBack is how an entry gets to its former moment.
func (a *Admin) moveBack(r *request, was *cms.PlannedEntry) (*undo, error) {
	now, err := a.entryOf(r)
	if err != nil || was.At <= a.newsroom.Now() {
		return nil, err
	}
	back := &undo{calendarPath + "/move", url.Values{
		"kind": {string(was.Kind)}, "id": {strconv.FormatInt(was.ID(), 10)}, "seen": {strconv.FormatInt(int64(now.At), 10)},
		"reason": {r.FormValue("reason")}, "back": {calendarOf(r)},
	}}
	putTime(back.Fields, "at", was.Meant)
	return back, nil
}

// showMove answers with an entry and its form, whole or as a part of the page.
func (a *Admin) showMove(r *request, status int, e *cms.PlannedEntry, problem error) error {
	body := &moveScreen{
		Entry: a.agendaEntry(r, &e.CalendarEntry), Kind: e.Kind, ID: e.ID(), Seen: e.At, Back: calendarOf(r),
		Reason: r.FormValue("reason"), Time: a.timeField(r, "at", &e.At),
	}
	if problem != nil {
		body.Time = a.timeTyped(r, "at")
		body.AskReason = body.Reason != "" || asks(problem)
	}
	body.Time = body.Time.asked(r.p.T("admin.calendar.move_to"))
	said := ""
	if problem != nil {
		said = r.p.Error(problem)
	}
	if inPlace(r) {
		body.Problem = said
		return a.calendarPart(r, status, "entry", body)
	}
	return a.show(r, status, "calendar_move", page{
		Title: r.p.T("admin.calendar.entry"), Crumbs: []crumb{{Text: r.p.T("admin.calendar.title"), URL: body.Back}},
		Active: "calendar", Problem: said, Calendar: true, Body: body,
	})
}

func (a *Admin) calendarToast(r *request, status int, t toast) error {
	return a.calendarPart(r, status, "toast", t)
}

func (a *Admin) calendarPart(r *request, status int, name string, data any) error {
	html, err := a.templates.Part(r.p.Lang(), "calendar_move", name, data)
	if err != nil {
		return err
	}
	return r.HTMLBlob(status, html)
}
