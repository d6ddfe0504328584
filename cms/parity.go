package cms

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// ParityDays is how many days a report may have.
const ParityDays = 366

// ParityQuery asks how evenly the languages were served.
type ParityQuery struct {
	// From and Until are the first and the last day, by what they are called in the
	// newsroom's zone: "2026-03-12".
	From, Until string
	// Section is the id of a section, with those below it; 0 means all.
	Section int64
}

// ParityCount counts stories by where they were published.
type ParityCount struct {
	// Any is how many were published in any language, In how many of these by now in
	// each of the site's languages, in its order.
	Any int
	In  []int
}

// ParityRow counts the stories of a day and a section.
type ParityRow struct {
	ParityCount

	// Day is midnight in the newsroom's zone, or the moment that the day begins with
	// where clocks skip that. It is zero in a row for all days.
	Day time.Time
	// Section is 0 in a row for all sections.
	Section int64
}

// Parity says how many stories were published in each language, of those that were
// published in any. A story belongs to the day on which it was first public in any
// language, and counts in every language that it has been public in up to now, so
// that a share is never more than all and can still grow. What has been withdrawn
// counts; standing pages and what is in the trash do not.
type Parity struct {
	Locales []locale.Tag
	// Days has a row for each day of the span, Sections one for each section that
	// has a story in it, Both one for each pair that has, by day.
	Days, Sections, Both []ParityRow
	Total                ParityCount
	// Lags are the median times from when a source was first public until the
	// language was, of the translations into each language that were public after
	// their source or with it; null where there are none. One that was public before
	// its source counts as no time.
	Lags []*time.Duration
}

// Parity reports on the days from one to another. It needs the right to read the
// drafts of others. A day that is none, a span that ends before it begins, and one
// of more than ParityDays are errs.Invalid.
func (n *Newsroom) Parity(ctx context.Context, by Actor, q ParityQuery) (*Parity, error) {
	const op = "cms.Parity"
	if err := allow(by, rights.ReadDrafts, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	days, err := n.span(q.From, q.Until)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	sections, err := n.Sections(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if q.Section != 0 {
		sections = slices.DeleteFunc(sections, func(s models.Section) bool {
			return s.ID != q.Section && (s.ParentID == nil || *s.ParentID != q.Section)
		})
		if len(sections) == 0 {
			return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
		}
	}
	firsts, err := n.store.Read().Firsts(ctx, models.At(days[0]), models.At(days[len(days)-1]), n.Now())
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	return n.tally(firsts, days, sections), nil
}

// span returns when each day from one to another begins in the newsroom's zone, and
// when the day after them does.
func (n *Newsroom) span(from, until string) ([]time.Time, error) {
	var ends [2]time.Time
	for i, day := range []string{from, until} {
		t, err := time.Parse(time.DateOnly, day)
		if err != nil || t.Year() < 1970 || t.Year() > 9998 {
			return nil, errs.New("cms", errs.Invalid, "error.time_unreadable", errs.Args{"time": day})
		}
		ends[i] = t
	}
	count := int(ends[1].Sub(ends[0])/(24*time.Hour)) + 1
	switch {
	case count < 1:
		return nil, errs.New("cms", errs.Invalid, "error.days_backwards", nil)
	case count > ParityDays:
		return nil, errs.New("cms", errs.Invalid, "error.days_many", errs.Args{"n": ParityDays})
	}
	days := make([]time.Time, count+1)
	for i := range days {
		days[i] = dayBegins(ends[0].AddDate(0, 0, i), n.zone)
	}
	return days, nil
}

// dayBegins returns the first moment of a day in a zone: midnight, or what comes
// instead where clocks are put forward past it.
func dayBegins(day time.Time, zone *time.Location) time.Time {
	midnight := time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
	if moments := momentsOf(midnight, zone); len(moments) > 0 {
		return moments[0]
	}
	return afterGap(midnight, zone)
}

// tally counts stories.
type tally struct {
	days     []time.Time
	locales  map[locale.Tag]int
	sections map[int64]int // their places in the site's order

	report *Parity
	both   map[[2]int]*ParityRow // by day and place of the section
	lags   [][]time.Duration
}

func (n *Newsroom) tally(firsts []store.First, days []time.Time, sections []models.Section) *Parity {
	tags := n.locales.Tags()
	t := tally{
		days: days, locales: map[locale.Tag]int{}, sections: map[int64]int{}, both: map[[2]int]*ParityRow{},
		report: &Parity{Locales: tags, Lags: make([]*time.Duration, len(tags))}, lags: make([][]time.Duration, len(tags)),
	}
	for i, l := range tags {
		t.locales[l] = i
	}
	for i := range sections {
		t.sections[sections[i].ID] = i
	}
	for len(firsts) > 0 {
		end := 1
		for end < len(firsts) && firsts[end].ArticleID == firsts[0].ArticleID {
			end++
		}
		t.story(firsts[:end])
		firsts = firsts[end:]
	}
	return t.sum(sections)
}

// story counts one story by when it was first public in each of its languages, where
// its section is asked for. Languages that the site has no more are left out.
func (t *tally) story(firsts []store.First) {
	place, wanted := t.sections[firsts[0].SectionID]
	if !wanted {
		return
	}
	first, source := models.Forever, models.Forever
	for _, f := range firsts {
		first = min(first, f.At)
		if f.Locale == f.SourceLocale {
			source = f.At
		}
	}
	day, exact := slices.BinarySearchFunc(t.days, first, func(day time.Time, at models.Instant) int { return cmp.Compare(models.At(day), at) })
	if !exact {
		day--
	}
	key := [2]int{day, place}
	row := t.both[key]
	if row == nil {
		row = &ParityRow{ParityCount: ParityCount{In: make([]int, len(t.locales))}, Day: t.days[day], Section: firsts[0].SectionID}
		t.both[key] = row
	}
	row.Any++
	for _, f := range firsts {
		i, ok := t.locales[f.Locale]
		if !ok {
			continue
		}
		row.In[i]++
		if f.Locale != f.SourceLocale && source != models.Forever {
			t.lags[i] = append(t.lags[i], max(0, f.At.Sub(source)))
		}
	}
}

func (t *tally) sum(sections []models.Section) *Parity {
	empty := func() ParityCount { return ParityCount{In: make([]int, len(t.locales))} }
	p := t.report
	p.Total = empty()
	for _, day := range t.days[:len(t.days)-1] {
		p.Days = append(p.Days, ParityRow{ParityCount: empty(), Day: day})
	}
	all := make([]ParityRow, len(sections))
	for i := range sections {
		all[i] = ParityRow{ParityCount: empty(), Section: sections[i].ID}
	}
	for day := range p.Days {
		for place := range all {
			if row := t.both[[2]int{day, place}]; row != nil {
				p.Both = append(p.Both, *row)
				for _, to := range []*ParityCount{&p.Days[day].ParityCount, &all[place].ParityCount, &p.Total} {
					to.add(&row.ParityCount)
				}
			}
		}
	}
	p.Sections = slices.DeleteFunc(all, func(row ParityRow) bool { return row.Any == 0 })
	for i, lags := range t.lags {
		if len(lags) > 0 {
			median := medianOf(lags)
			p.Lags[i] = &median
		}
	}
	return p
}

// add adds what another counts.
func (c *ParityCount) add(other *ParityCount) {
	c.Any += other.Any
	for i, n := range other.In {
		c.In[i] += n
	}
}

// medianOf is the one in the middle, or halfway between the two that are there.
func medianOf(list []time.Duration) time.Duration {
	slices.Sort(list)
	middle := len(list) / 2
	if len(list)%2 == 1 {
		return list[middle]
	}
	return (list[middle-1] + list[middle]) / 2
}
