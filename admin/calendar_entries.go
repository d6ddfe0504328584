package admin

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// calendarFeed is what a grid shows, small: a month has thousands of entries.
type calendarFeed struct {
	// Titles are those of stories, with the language that they are in, by the
	// story's id.
	Titles map[int64][2]string `json:"titles"`
	// Entries are rows of what calendar.ts names.
	Entries [][]any `json:"entries"`
	Cut     bool    `json:"cut,omitempty"`
}

// calendarEntries answers a grid with what happens in a span.
func (a *Admin) calendarEntries(r *request) error {
	from, err := a.day(r.QueryParam("from"), 0)
	if err != nil {
		return err
	}
	until, err := a.day(r.QueryParam("until"), 0)
	if err != nil {
		return err
	}
	f := a.readCalendar(r)
	found, err := a.newsroom.Calendar(r.Request().Context(), r.by, a.calendarQuery(r, f, from.In(a.newsroom.Zone()), until.In(a.newsroom.Zone())))
	if err != nil {
		return err
	}
	feed := calendarFeed{Titles: map[int64][2]string{}, Entries: make([][]any, len(found.Entries)), Cut: found.Cut}
	for i := range found.Entries {
		e := &found.Entries[i]
		if e.ArticleID != 0 {
			feed.Titles[e.ArticleID] = [2]string{e.Title.Text, string(e.Title.Lang)}
		}
		feed.Entries[i] = a.feedRow(r, e)
	}
	return r.JSON(http.StatusOK, feed)
}

// feedRow is an entry as calendar.ts reads it. The browser knows nothing of zones:
// it gets by how many minutes the newsroom's clock, and the person's own, is ahead
// of UTC at that moment.
func (a *Admin) feedRow(r *request, e *cms.CalendarEntry) []any {
	shift := minutesAhead(e.At, a.newsroom.Zone())
	own := shift
	if zone := a.newsroom.ZoneOf(r.user); zone != nil {
		own = minutesAhead(e.At, zone)
	}
	row := []any{
		slices.Index(cms.CalendarKinds(), e.Kind), e.ID(), e.At, shift, own,
		slices.Index(a.newsroom.Locales().Tags(), e.Locale), e.ArticleID, 0,
	}
	if e.MayMove {
		row[len(row)-1] = 1
	}
	notes := calendarNotes(r, e)
	if len(notes) == 0 && e.Kind != cms.CalendarRelease {
		return row
	}
	texts := make([]string, len(notes))
	for i, n := range notes {
		texts[i] = n.Text
	}
	look := ""
	if len(notes) > 0 {
		look = notes[0].Look
	}
	row = append(row, strings.Join(texts, " · "), look)
	if e.Kind == cms.CalendarRelease {
		row = append(row, e.Title.Text)
	}
	return row
}

func minutesAhead(at models.Instant, zone *time.Location) int {
	_, offset := at.In(zone).Zone()
	return offset / int(time.Minute/time.Second)
}

// gridData is all that the script of a grid has to know besides its entries.
type gridData struct {
	View string `json:"view"`
	// Date is the day of the view, Now the newsroom's clock.
	Date string `json:"date"`
	Now  string `json:"now"`
	// Feed is where the entries are, Days where a day is, before its date, and
	// Agenda where it is as a list.
	Feed   string `json:"feed"`
	Days   string `json:"days"`
	Agenda string `json:"agenda"`
	// Narrow is where narrow screens go; empty where the view was chosen.
	Narrow    string            `json:"narrow,omitempty"`
	Languages []gridLanguage    `json:"languages"`
	Kinds     []gridKind        `json:"kinds"`
	Weekdays  [][2]string       `json:"weekdays"`
	Labels    map[string]string `json:"labels"`
}

type gridLanguage struct {
	Tag  locale.Tag `json:"tag"`
	Name string     `json:"name"`
	Code string     `json:"code"`
	// Color is the number of its colour.
	Color int `json:"color"`
}

type gridKind struct {
	Kind cms.CalendarKind `json:"kind"`
	Name string           `json:"name"`
}

// gridData is what the script gets with the page. Names of days are ours, not
// the browser's.
func (a *Admin) gridData(r *request, f *calendarFilter) *gridData {
	from, until := f.span()
	feed := f.query()
	feed.Set("from", from.Format(time.DateOnly))
	feed.Set("until", until.Format(time.DateOnly))
	d := &gridData{
		View: f.View, Date: f.Day.Format(time.DateOnly), Now: a.newsroom.Now().In(a.newsroom.Zone()).Format("2006-01-02T15:04:05"),
		Feed: calendarPath + "/entries?" + feed.Encode(),
		Days: dateless(f, dayView), Agenda: dateless(f, agendaView), Labels: map[string]string{
			"more": r.p.T("admin.calendar.more", "n", "{n}"), "own": r.p.T("admin.publication.own_time", "time", "{time}"),
			"open_day": r.p.T("admin.calendar.open_day"), "failed": r.p.T("admin.calendar.failed"), "untitled": r.p.T("admin.story_edit.untitled"),
		},
	}
	if !f.Chosen {
		d.Narrow = f.on(f.Day, agendaView).address()
	}
	for i, l := range a.languages() {
		d.Languages = append(d.Languages, gridLanguage{l.Tag, l.Name, codeOf(l.Tag), i % colors})
	}
	for _, k := range cms.CalendarKinds() {
		d.Kinds = append(d.Kinds, gridKind{k, r.p.T("admin.calendar.kind." + string(k))})
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		d.Weekdays = append(d.Weekdays, [2]string{r.p.Locale().Weekday(day, locale.Short), r.p.Locale().Weekday(day, locale.Wide)})
	}
	return d
}

// dateless is the address of a view that ends where the date belongs.
func dateless(f *calendarFilter, view string) string {
	q := f.query()
	q.Set("view", view)
	return calendarPath + "?" + q.Encode() + "&date="
}
