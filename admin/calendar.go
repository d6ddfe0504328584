package admin

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

const calendarPath = Prefix + "/calendar"

// The views of the calendar. The agenda is a list; the others are grids, which a
// script draws.
const (
	monthView  = "month"
	weekView   = "week"
	dayView    = "day"
	agendaView = "agenda"
)

const daysOfWeek = 7

// calendarFilter is what the calendar is asked for, as its address has it.
type calendarFilter struct {
	View string
	// Day is a day of the newsroom's that the view shows, at midnight.
	Day     time.Time
	Locales []locale.Tag
	Kinds   []cms.CalendarKind
	// Chosen says that the address names the view. Where it does not, narrow screens
	// get the agenda.
	Chosen bool
}

// readCalendar reads an address. What it names and there is not is passed over.
func (a *Admin) readCalendar(r *request) *calendarFilter {
	q := r.QueryParams()
	now := a.newsroom.Now().In(a.newsroom.Zone())
	f := &calendarFilter{View: q.Get("view"), Day: dayOf(now)}
	f.Chosen = slices.Contains([]string{monthView, weekView, dayView, agendaView}, f.View)
	if !f.Chosen {
		f.View = monthView
	}
	if day, err := time.ParseInLocation(time.DateOnly, q.Get("date"), a.newsroom.Zone()); err == nil && day.Year() >= 1970 && day.Year() < 9998 {
		f.Day = day
	}
	for _, l := range a.newsroom.Locales().Tags() {
		if slices.Contains(q["locale"], string(l)) {
			f.Locales = append(f.Locales, l)
		}
	}
	for _, k := range cms.CalendarKinds() {
		if slices.Contains(q["kind"], string(k)) {
			f.Kinds = append(f.Kinds, k)
		}
	}
	return f
}

func dayOf(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// span is what the view shows: from a day until before another. A month has whole
// weeks.
func (f *calendarFilter) span() (from, until time.Time) {
	switch f.View {
	case dayView:
		return f.Day, f.Day.AddDate(0, 0, 1)
	case agendaView:
		return f.Day, f.Day.AddDate(0, 0, daysOfWeek)
	case weekView:
		from = monday(f.Day)
		return from, from.AddDate(0, 0, daysOfWeek)
	}
	first := f.Day.AddDate(0, 0, 1-f.Day.Day())
	return monday(first), monday(first.AddDate(0, 1, -1)).AddDate(0, 0, daysOfWeek)
}

// monday is the first day of the week of a day.
func monday(day time.Time) time.Time {
	return day.AddDate(0, 0, -int(day.Weekday()+daysOfWeek-time.Monday)%daysOfWeek)
}

// step is the same view so many spans later.
func (f *calendarFilter) step(n int) *calendarFilter {
	next := *f
	switch f.View {
	case dayView:
		next.Day = f.Day.AddDate(0, 0, n)
	case monthView:
		next.Day = f.Day.AddDate(0, n, 1-f.Day.Day())
	default:
		next.Day = f.Day.AddDate(0, 0, n*daysOfWeek)
	}
	return &next
}

// on is the calendar of a day in a view.
func (f *calendarFilter) on(day time.Time, view string) *calendarFilter {
	next := *f
	next.Day, next.View = day, view
	return &next
}

// query is what narrows the calendar, as an address has it.
func (f *calendarFilter) query() url.Values {
	q := url.Values{}
	for _, l := range f.Locales {
		q.Add("locale", string(l))
	}
	for _, k := range f.Kinds {
		q.Add("kind", string(k))
	}
	return q
}

// address is where the calendar of the filter is.
func (f *calendarFilter) address() string {
	q := f.query()
	q.Set("view", f.View)
	q.Set("date", f.Day.Format(time.DateOnly))
	return calendarPath + "?" + q.Encode()
}

// title says in words which span it is.
func (f *calendarFilter) title(r *request) string {
	l := r.p.Locale()
	switch f.View {
	case monthView:
		return l.Date(f.Day, locale.DateMonthYear)
	case dayView:
		return l.Date(f.Day, locale.DateFull)
	}
	from, until := f.span()
	return l.Date(from, locale.DateMedium) + " – " + l.Date(until.AddDate(0, 0, -1), locale.DateMedium)
}

func (a *Admin) calendarQuery(r *request, f *calendarFilter, from, until time.Time) cms.CalendarQuery {
	return cms.CalendarQuery{
		Desk: a.contentLocale(r), From: models.At(from), Until: models.At(until), Locales: f.Locales, Kinds: f.Kinds,
	}
}

// calendarScreen is the calendar.
type calendarScreen struct {
	Filter *calendarFilter
	// Span is the span in words, Date its day as the address has it.
	Span, Date            string
	Views                 []calendarLink
	Previous, Next, Today string
	Languages             []calendarLanguage
	Kinds                 []filterChoice
	Days                  []agendaDay
	Cut                   bool
	Max                   int
	// Gaps are those of a day, for the view that shows it as a grid.
	Gaps []agendaGap
	// Grid is what a script draws the view from; null for the agenda.
	Grid *gridData
	// Here is where this calendar is.
	Here string
}

// calendarLink leads to another view.
type calendarLink struct {
	View, URL, Key string
	Current        bool
}

// calendarLanguage is a language to filter by, with its colour's number and its code.
type calendarLanguage struct {
	language

	Code     string
	Color    int
	Selected bool
}

// calendar shows what goes live, where and when.
func (a *Admin) calendar(r *request) error {
	f := a.readCalendar(r)
	from, until := f.span()
	found, err := a.newsroom.Calendar(r.Request().Context(), r.by, a.calendarQuery(r, f, from, until))
	if err != nil {
		return err
	}
	body := &calendarScreen{
		Filter: f, Span: f.title(r), Date: f.Day.Format(time.DateOnly), Languages: a.calendarLanguages(f),
		Previous: f.step(-1).address(), Next: f.step(1).address(), Today: f.on(a.newsroom.Now().In(a.newsroom.Zone()), f.View).address(),
		Days: a.agenda(r, f, found), Cut: found.Cut, Max: cms.MaxCalendar, Here: f.address(),
	}
	for i, view := range []string{monthView, weekView, dayView, agendaView} {
		body.Views = append(body.Views, calendarLink{view, f.on(f.Day, view).address(), viewKeys()[i], f.View == view})
	}
	for _, k := range cms.CalendarKinds() {
		body.Kinds = append(body.Kinds, filterChoice{string(k), r.p.T("admin.calendar.kind." + string(k)), len(f.Kinds) == 0 || slices.Contains(f.Kinds, k)})
	}
	p := page{Title: r.p.T("admin.calendar.title"), Active: "calendar", Calendar: true, Own: calendarKeys(r), Body: body}
	if f.View == agendaView {
		return a.show(r, http.StatusOK, "calendar", p)
	}
	if f.View == dayView {
		body.Gaps = a.agendaGaps(r, found.Gaps)
	}
	body.Grid, p.Nonce = a.gridData(r, f), newNonce()
	web.NoncePolicy(r.Response().Header(), p.Nonce)
	return a.show(r, http.StatusOK, "calendar", p)
}

// newNonce is a value that nobody can guess.
func newNonce() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return base64.StdEncoding.EncodeToString(b[:])
}

// viewKeys are the keys of the views, in their order.
func viewKeys() []string { return []string{"M", "W", "D", "A"} }

// calendarKeys are the shortcuts of the calendar.
func calendarKeys(r *request) []shortcut {
	var keys []shortcut
	for i, view := range []string{monthView, weekView, dayView, agendaView} {
		keys = append(keys, shortcut{r.p.T("admin.calendar.view." + view), []string{viewKeys()[i]}})
	}
	return append(keys,
		shortcut{r.p.T("admin.calendar.previous"), []string{"K"}},
		shortcut{r.p.T("admin.calendar.next"), []string{"J"}},
		shortcut{r.p.T("admin.calendar.today"), []string{"T"}},
		shortcut{r.p.T("admin.calendar.entry_key"), []string{"Enter"}},
	)
}

// colors is how many colours there are for languages.
const colors = 6

func (a *Admin) calendarLanguages(f *calendarFilter) []calendarLanguage {
	var list []calendarLanguage
	for i, l := range a.languages() {
		list = append(list, calendarLanguage{l, codeOf(l.Tag), i % colors, len(f.Locales) == 0 || slices.Contains(f.Locales, l.Tag)})
	}
	return list
}
