package admin

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// agendaDay is a day of the agenda with what happens on it and when nothing does.
type agendaDay struct {
	// Title is the day in words, URL leads to it alone.
	Title, URL string
	Today      bool
	Lines      []agendaLine
	// More is how many lines are left out.
	More int
}

// agendaLine is an entry or a gap.
type agendaLine struct {
	at    models.Instant
	Entry *agendaEntry
	Gap   *agendaGap
}

// agendaEntry is an entry of the calendar as a line.
type agendaEntry struct {
	Clock string
	When  moment
	Kind  string
	Title cms.Label
	// URL leads to the story or the release, Move to where the entry is moved; empty
	// where it stays.
	URL, Move string
	Language  *calendarLanguage
	Notes     []deskNote
}

// agendaGap is a time in which nothing new comes.
type agendaGap struct {
	Text      string
	Languages []calendarLanguage
}

// agendaLines is how many entries an agenda shows; the rest is counted.
const agendaLines = 300

// agenda is the span of a calendar as a list.
func (a *Admin) agenda(r *request, f *calendarFilter, c *cms.Calendar) []agendaDay {
	var days []agendaDay
	from, until := f.span()
	entries, gaps, shown := c.Entries, c.Gaps, 0
	for day := from; day.Before(until); day = day.AddDate(0, 0, 1) {
		end := models.At(day.AddDate(0, 0, 1))
		d := agendaDay{
			Title: r.p.Locale().Date(day, locale.DateFull), URL: f.on(day, agendaView).address(),
			Today: day.Equal(dayOf(a.newsroom.Now().In(a.newsroom.Zone()))),
		}
		for ; len(entries) > 0 && entries[0].At < end; entries = entries[1:] {
			if shown++; shown > agendaLines {
				d.More++
				continue
			}
			d.Lines = append(d.Lines, agendaLine{at: entries[0].At, Entry: a.agendaEntry(r, &entries[0])})
		}
		n := 0
		for ; n < len(gaps) && gaps[n].From < end; n++ {
			d.Lines = append(d.Lines, agendaLine{at: gaps[n].From, Gap: &a.agendaGaps(r, gaps[n:n+1])[0]})
		}
		gaps = gaps[n:]
		slices.SortStableFunc(d.Lines, func(a, b agendaLine) int { return cmp.Compare(a.at, b.at) })
		if len(d.Lines)+d.More > 0 || d.Today {
			days = append(days, d)
		}
	}
	return days
}

func (a *Admin) agendaEntry(r *request, e *cms.CalendarEntry) *agendaEntry {
	line := &agendaEntry{
		Clock: r.p.Locale().Clock(e.At.In(a.newsroom.Zone())), When: a.moment(r, e.At), Kind: r.p.T("admin.calendar.kind." + string(e.Kind)),
		Title: e.Title, URL: entryURL(e), Language: a.calendarLanguage(e.Locale), Notes: calendarNotes(r, e),
	}
	if e.MayMove {
		line.Move = movePath(e)
	}
	return line
}

// entryURL leads to what an entry is about.
func entryURL(e *cms.CalendarEntry) string {
	switch {
	case e.Kind == cms.CalendarRelease:
		return Prefix + "/releases/" + strconv.FormatInt(e.ReleaseID, 10)
	case e.Locale == "":
		return storiesPath + "/" + strconv.FormatInt(e.ArticleID, 10)
	}
	return translatePath(e.ArticleID, e.Locale)
}

// movePath is where an entry is moved.
func movePath(e *cms.CalendarEntry) string {
	q := url.Values{"kind": {string(e.Kind)}, "id": {strconv.FormatInt(e.ID(), 10)}}
	return calendarPath + "/move?" + q.Encode()
}

// calendarLanguage is null for what is of no language.
func (a *Admin) calendarLanguage(l locale.Tag) *calendarLanguage {
	i := slices.Index(a.newsroom.Locales().Tags(), l)
	if i < 0 {
		return nil
	}
	name := a.newsroom.Locales().All()[i].Name
	return &calendarLanguage{language: language{l, name}, Code: codeOf(l), Color: i % colors}
}

// codeOf is the short name of a language.
func codeOf(l locale.Tag) string { return strings.ToUpper(string(l)) }

// calendarNotes say what to know of an entry, the gravest first.
func calendarNotes(r *request, e *cms.CalendarEntry) []deskNote {
	var notes []deskNote
	switch e.Standing {
	case "":
	case cms.StandingMissed, cms.StandingAtRisk:
		notes = append(notes, deskNote{"fact", r.p.T("admin.calendar.standing." + string(e.Standing))})
	case cms.StandingOpen, cms.StandingArmed, cms.StandingOut, cms.StandingRolledBack:
		notes = append(notes, deskNote{"", r.p.T("admin.calendar.standing." + string(e.Standing))})
	}
	for _, c := range e.Cautions {
		text := ""
		if c == cms.CautionClose {
			text = r.p.N("admin.calendar.close", e.Close)
		} else {
			text = r.p.T("admin.calendar.caution." + string(c))
		}
		notes = append(notes, deskNote{"wording", text})
	}
	if e.Kind != cms.CalendarRelease && e.Release != "" {
		notes = append(notes, deskNote{"", r.p.T("admin.calendar.in_release", "name", e.Release)})
	}
	return notes
}

func (a *Admin) agendaGaps(r *request, gaps []cms.Gap) []agendaGap {
	list := make([]agendaGap, len(gaps))
	for i, g := range gaps {
		clock := func(at models.Instant) string { return r.p.Locale().Clock(at.In(a.newsroom.Zone()).Round(time.Minute)) }
		list[i].Text = r.p.T("admin.calendar.gap", "from", clock(g.From), "until", clock(g.Until))
		for _, l := range g.Locales {
			list[i].Languages = append(list[i].Languages, *a.calendarLanguage(l))
		}
	}
	return list
}
