package admin

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
)

const parityPath = translationsPath + "/parity"

// parityScreen is the parity report.
type parityScreen struct {
	Filter    parityFilter
	Sections  []choice
	Languages []language
	// Report is null where the filter is refused.
	Report *parityReport
	// CSV is where the same figures are for a spreadsheet.
	CSV string
}

// parityFilter is what the report is asked for, as its form has it.
type parityFilter struct {
	From, Until string
	Section     int64
}

// parityReport is what the report says.
type parityReport struct {
	Charts         []parityChart
	Days, Sections []parityRow
	Total          parityRow
	Width          int
}

// parityChart shows one language by days.
type parityChart struct {
	Language language
	// Share is how much there is of what there is in any language; Lag how long after
	// its source the middle one of the translations went out, empty for none.
	Share, Count, Lag string
	Bars              []parityBar
}

// parityBar is a day: the stories of any language, and those of one, as heights.
type parityBar struct{ X, AnyY, Any, InY, In int }

// parityRow is a row of figures.
type parityRow struct {
	// Day is empty in a row of a section and in the total.
	Day, ISO string
	Section  cms.Label
	Any      int
	In       []parityFigure
}

// parityFigure is a number of stories and its share.
type parityFigure struct {
	N     int
	Share string
}

// parityDays is how many days the report has unless asked for others.
const parityDays = 14

func (a *Admin) parity(r *request) error {
	filter := a.parityFilter(r)
	report, err := a.newsroom.Parity(r.Request().Context(), r.by, cms.ParityQuery(filter))
	if err != nil && !errs.Is(err, errs.Invalid) {
		return err
	}
	sections, err2 := a.sections(r, filter.Section)
	if err2 != nil {
		return err2
	}
	body := parityScreen{Filter: filter, Sections: sections, Languages: a.languages()}
	view := page{
		Title: r.p.T("admin.parity.title"), Active: "translations", Body: &body,
		Crumbs: []crumb{{Text: r.p.T("admin.matrix.title"), URL: translationsPath}},
	}
	if err != nil {
		view.Problem = r.p.Error(err)
		return a.show(r, statusOf(err), "parity", view)
	}
	if body.Report, err = a.parityReport(r, report); err != nil {
		return err
	}
	body.CSV = parityPath + ".csv?" + filter.query().Encode()
	return a.show(r, http.StatusOK, "parity", view)
}

// parityFilter reads what is asked for: the last days where nothing is.
func (a *Admin) parityFilter(r *request) parityFilter {
	f := parityFilter{From: r.QueryParam("from"), Until: r.QueryParam("until"), Section: int64(number(r, "section"))}
	today := a.newsroom.Now().In(a.newsroom.Zone())
	if f.Until == "" {
		f.Until = today.Format(time.DateOnly)
	}
	if f.From == "" {
		last, err := time.Parse(time.DateOnly, f.Until)
		if err != nil { // which is refused
			last = today
		}
		f.From = last.AddDate(0, 0, 1-parityDays).Format(time.DateOnly)
	}
	return f
}

func (f *parityFilter) query() url.Values {
	q := url.Values{"from": {f.From}, "until": {f.Until}}
	if f.Section != 0 {
		q.Set("section", strconv.FormatInt(f.Section, 10))
	}
	return q
}

func (a *Admin) parityReport(r *request, p *cms.Parity) (*parityReport, error) {
	names, err := a.sectionNames(r)
	if err != nil {
		return nil, err
	}
	l, most := r.p.Locale(), 1
	report := &parityReport{Total: parityFigures(r, &p.Total), Width: len(p.Days) * barStep}
	for i := range p.Days {
		day := &p.Days[i]
		row := parityFigures(r, &day.ParityCount)
		row.Day, row.ISO = l.Date(day.Day, locale.DateMedium), day.Day.Format(time.DateOnly)
		report.Days = append(report.Days, row)
		most = max(most, day.Any)
	}
	for i := range p.Sections {
		row := parityFigures(r, &p.Sections[i].ParityCount)
		row.Section = names[p.Sections[i].Section]
		report.Sections = append(report.Sections, row)
	}
	for i, tag := range p.Locales {
		chart := parityChart{
			Language: languageOf(tag), Share: report.Total.In[i].Share,
			Count: r.p.T("admin.parity.of", "n", p.Total.In[i], "all", p.Total.Any),
		}
		if lag := p.Lags[i]; lag != nil {
			chart.Lag = r.p.T("admin.parity.lag", "time", inWords(r, *lag))
		}
		for j := range p.Days {
			chart.Bars = append(chart.Bars, barOf(j, most, p.Days[j].Any, p.Days[j].In[i]))
		}
		report.Charts = append(report.Charts, chart)
	}
	return report, nil
}

// How wide a day of a chart is, and how high the highest one.
const (
	barStep = 10
	barTop  = 100
)

func barOf(day, most, anywhere, in int) parityBar {
	b := parityBar{X: day*barStep + 1, Any: anywhere * barTop / most, In: in * barTop / most}
	b.AnyY, b.InY = barTop-b.Any, barTop-b.In
	return b
}

func parityFigures(r *request, c *cms.ParityCount) parityRow {
	row := parityRow{Any: c.Any}
	for _, n := range c.In {
		row.In = append(row.In, parityFigure{n, shareOf(r, n, c.Any)})
	}
	return row
}

// shareOf writes a share; of nothing there is none.
func shareOf(r *request, n, all int) string {
	if all == 0 {
		return ""
	}
	return r.p.Locale().Percent(float64(n)/float64(all), locale.Figures{})
}

// sectionNames are the sections' names in the person's language, with those that they
// are below.
func (a *Admin) sectionNames(r *request) (map[int64]cms.Label, error) {
	list, err := a.sections(r, 0)
	names := make(map[int64]cms.Label, len(list))
	for _, s := range list {
		names[s.ID] = s.Label
	}
	return names, err
}

// parityCSV answers with the figures of each day and section for a spreadsheet.
func (a *Admin) parityCSV(r *request) error {
	filter := a.parityFilter(r)
	report, err := a.newsroom.Parity(r.Request().Context(), r.by, cms.ParityQuery(filter))
	if err != nil {
		return err
	}
	names, err := a.sectionNames(r)
	if err != nil {
		return err
	}
	header := []string{r.p.T("admin.parity.day"), r.p.T("admin.field.section"), r.p.T("admin.parity.any")}
	for _, l := range report.Locales {
		header = append(header, languageOf(l).Name)
	}
	rows := [][]string{header}
	for i := range report.Both {
		row := &report.Both[i]
		cells := []string{row.Day.Format(time.DateOnly), names[row.Section].Text, strconv.Itoa(row.Any)}
		for _, n := range row.In {
			cells = append(cells, strconv.Itoa(n))
		}
		rows = append(rows, cells)
	}
	return sendCSV(r, fmt.Sprintf("parity-%s-%s.csv", filter.From, filter.Until), rows)
}
