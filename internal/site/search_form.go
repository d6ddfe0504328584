package site

import (
	"net/url"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// searchForm is what a reader asks for: words, and where and when to look for them.
// Names of sections and of times that there are not stand for all; dates that there are
// not are refused, and stay as they were typed.
type searchForm struct {
	Action, Query  string
	Sections, When []choice
	From, Until    dateField
	// Refused says why nothing is looked for; empty where something is.
	Refused string

	section, when string // the values that are chosen; empty for all
	in            cms.SearchInput
}

// choice is one of a list.
type choice struct {
	Value, Text string
	Lang        locale.Tag // empty where it is the page's
	Chosen      bool
}

// dateField is a day as it was typed.
type dateField struct {
	Text string
	// Wrong says that it is no day, or not one that goes with the other.
	Wrong bool
}

// ownDates is the time that a reader gives.
const ownDates = "dates"

// searchForm reads what a reader asks for.
func (s *Site) searchForm(v *visit) (*searchForm, error) {
	f := &searchForm{
		Action: v.to(web.SearchPath(v.loc.Tag)), Query: v.QueryParam("q"),
		From: dateField{Text: v.QueryParam("from")}, Until: dateField{Text: v.QueryParam("to")},
	}
	sections, err := s.sections(v)
	if err != nil {
		return nil, err
	}
	f.readSection(s, v, sections)
	f.readWhen(v, v.at.In(s.newsroom.Zone()))
	return f, nil
}

// readSection chooses a section by its key, which is the same in every language, or by
// its slug.
func (f *searchForm) readSection(s *Site, v *visit, sections []models.Section) {
	f.Sections = []choice{{Text: v.p.T("site.search.all_sections")}}
	asked := v.QueryParam("section")
	for i := range sections {
		section := &sections[i]
		l := label(s.newsroom.SectionPath(sections, section, v.loc.Tag), v.loc.Tag)
		c := choice{Value: section.Key, Text: l.Text, Lang: l.Lang}
		if f.section == "" && asked != "" && (asked == section.Key || asked == cms.SectionSlug(section, v.loc.Tag)) {
			c.Chosen, f.section, f.in.SectionID = true, section.Key, section.ID
		}
		f.Sections = append(f.Sections, c)
	}
}

// readWhen chooses a time up to now, or the days that a reader gives.
func (f *searchForm) readWhen(v *visit, now time.Time) {
	times := []struct {
		value, text string
		from        time.Time
	}{
		{"", v.p.T("site.search.when_any"), time.Time{}},
		{"day", v.p.T("site.search.when_day"), now.Add(-24 * time.Hour)},
		{"week", v.p.T("site.search.when_week"), now.AddDate(0, 0, -7)},
		{"month", v.p.T("site.search.when_month"), now.AddDate(0, -1, 0)},
		{"year", v.p.T("site.search.when_year"), now.AddDate(-1, 0, 0)},
		{ownDates, v.p.T("site.search.when_dates"), time.Time{}},
	}
	asked := v.QueryParam("when")
	if asked == "" && f.From.Text+f.Until.Text != "" {
		asked = ownDates
	}
	for _, t := range times {
		f.When = append(f.When, choice{Value: t.value, Text: t.text, Chosen: t.value == asked})
		if t.value == asked && !t.from.IsZero() {
			f.when, f.in.From = t.value, models.At(t.from)
		}
	}
	if asked == ownDates {
		f.when = ownDates
		f.readDates(v, now.Location())
	}
}

// readDates reads the first and the last day; either may be left open.
func (f *searchForm) readDates(v *visit, zone *time.Location) {
	read := func(d *dateField) (day time.Time) {
		if d.Text == "" {
			return day
		}
		day, err := time.ParseInLocation(time.DateOnly, d.Text, zone)
		if d.Wrong = err != nil; d.Wrong {
			f.Refused = v.p.T("site.search.no_date", "date", d.Text)
		}
		return day
	}
	from, until := read(&f.From), read(&f.Until)
	if !from.IsZero() {
		f.in.From = models.At(from)
	}
	if !until.IsZero() {
		f.in.Until = models.At(until.AddDate(0, 0, 1)) // with the whole day
		if until.Before(from) {
			f.From.Wrong, f.Until.Wrong = true, true
			f.Refused = v.p.T("site.search.wrong_dates")
		}
	}
}

// input is what to look for.
func (f *searchForm) input(v *visit) cms.SearchInput {
	in := f.in
	in.At, in.Locale, in.Query, in.After = v.at, v.loc.Tag, f.Query, parseSearchCursor(v.QueryParam("after"))
	return in
}

// narrow reports whether the search is not of everything.
func (f *searchForm) narrow() bool { return f.section != "" || f.when != "" }

// with is the same search for other words.
func (f *searchForm) with(query string) *searchForm {
	other := *f
	other.Query = query
	return &other
}

// values are what an address says of the search.
func (f *searchForm) values() url.Values {
	values := url.Values{}
	set := func(name, value string) {
		if value != "" {
			values.Set(name, value)
		}
	}
	set("q", f.Query)
	set("section", f.section)
	set("when", f.when)
	if f.when == ownDates {
		set("from", f.From.Text)
		set("to", f.Until.Text)
	}
	return values
}

// path is the path of the search in a language.
func (f *searchForm) path(l locale.Tag) string {
	path := web.SearchPath(l)
	if values := f.values(); len(values) > 0 {
		path += "?" + values.Encode()
	}
	return path
}
