package cms

import (
	"slices"
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// The hours of a day when readers expect something new, in the newsroom's zone,
// and how long they wait for it before it is a gap.
const (
	workBegins = 8
	workEnds   = 20
	gapTime    = 4 * time.Hour
)

// Gap is a time in which nothing new begins to be public in some languages.
type Gap struct {
	From, Until models.Instant
	Locales     []locale.Tag
}

// gaps returns the gaps of the calendar's days, the first ones first. What is past
// is none: nobody can fill it.
func (c *calendar) gaps(fresh []*CalendarEntry) []Gap {
	languages := c.n.locales.Tags()
	if len(c.q.Locales) > 0 {
		languages = slices.DeleteFunc(slices.Clone(languages), func(l locale.Tag) bool { return !slices.Contains(c.q.Locales, l) })
	}
	var all []Gap
	day := max(c.q.From, c.now).In(c.n.zone)
	for day = midnight(day); models.At(day) < c.q.Until; day = midnight(day.AddDate(0, 0, 1)) {
		from := max(c.now, models.At(time.Date(day.Year(), day.Month(), day.Day(), workBegins, 0, 0, 0, day.Location())))
		until := models.At(time.Date(day.Year(), day.Month(), day.Day(), workEnds, 0, 0, 0, day.Location()))
		var today []Gap
		for _, l := range languages {
			today = addGaps(today, l, momentsIn(fresh, l), from, until)
		}
		slices.SortStableFunc(today, func(a, b Gap) int { return int(a.From - b.From) })
		all = append(all, today...)
	}
	return all
}

func midnight(day time.Time) time.Time {
	return time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, day.Location())
}

// momentsIn returns when entries of a language begin.
func momentsIn(entries []*CalendarEntry, l locale.Tag) []models.Instant {
	var moments []models.Instant
	for _, e := range entries {
		if e.Locale == l {
			moments = append(moments, e.At)
		}
	}
	return moments
}

// addGaps adds the times between two moments in which a language has nothing, given
// when it has something, in order. Languages that have the same gap share it.
func addGaps(list []Gap, l locale.Tag, moments []models.Instant, from, until models.Instant) []Gap {
	last := from
	for _, at := range append(slices.Clip(moments), until) {
		at = min(at, until)
		if at.Sub(last) >= gapTime {
			i := slices.IndexFunc(list, func(g Gap) bool { return g.From == last && g.Until == at })
			if i < 0 {
				i, list = len(list), append(list, Gap{From: last, Until: at})
			}
			list[i].Locales = append(list[i].Locales, l)
		}
		last = max(last, at)
	}
	return list
}

// markClose says of entries that are ahead how many others of their language begin
// within minutes of them, given all in order. What a release makes public at once is
// meant to be.
func markClose(entries []*CalendarEntry, now models.Instant) {
	for i, e := range entries {
		for _, other := range entries[i+1:] {
			if other.At.Sub(e.At) > closeTime {
				break
			}
			if other.Locale == e.Locale && (e.ReleaseID == 0 || e.ReleaseID != other.ReleaseID) {
				e.Close++
				other.Close++
			}
		}
	}
	for _, e := range entries {
		if e.Close > 0 && e.At > now {
			e.Cautions = append([]Caution{CautionClose}, e.Cautions...)
		}
	}
}
