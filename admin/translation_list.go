package admin

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// translationsPath is where the coverage matrix is.
const translationsPath = Prefix + "/translations"

// matrixScreen is the coverage matrix: stories by languages.
type matrixScreen struct {
	storyFilters

	// Totals count all stories by language, whatever the filter says.
	Totals  []languageTotal
	Columns []matrixColumn
	Rows    []matrixRow
	Next    string
	// AssignURL takes who is to do what is ticked.
	AssignURL string
	// Hands may be given it; empty where the person may give nothing to anybody. Note
	// is what is said of it.
	Hands  []choice
	Due    timeField
	Note   string
	Result *assignResult
}

// languageTotal counts the stories of a language by state.
type languageTotal struct {
	Language language
	Counts   []totalCount
}

// totalCount is how many stories are in a state, and where they are listed.
type totalCount struct {
	Key, URL string
	N        int
}

// matrixColumn is a language of the matrix.
type matrixColumn struct {
	Language language
	Ticked   bool
}

// matrixRow is a story of the matrix.
type matrixRow struct {
	storyRow

	// Name names the row in a form: the story's id and the language that it was
	// written in.
	Name   string
	Ticked bool
	Cells  []matrixCell
}

// matrixCell is one language of a story.
type matrixCell struct {
	versionChip

	// Name names the cell in a form, Story is the story's id.
	Name   string
	Story  int64
	Source bool
	Ticked bool
	// Lag says how long the language was or is behind, Words what is to be done there.
	Lag     string
	Running bool
	Words   []string
	// When is when it is due, null for no such moment.
	When    *moment
	Overdue bool
}

// cellName names a version in a form, as readCell reads it.
func cellName(id int64, l locale.Tag) string { return strconv.FormatInt(id, 10) + "." + string(l) }

func readCell(name string) (id int64, l locale.Tag, ok bool) {
	number, tag, _ := strings.Cut(name, ".")
	id, err := strconv.ParseInt(number, 10, 64)
	return id, locale.Tag(tag), err == nil && tag != ""
}

func (a *Admin) translationList(r *request) error { return a.showMatrix(r, nil, nil) }

// showMatrix answers with the page of the matrix that the query asks for, with what
// came of an assignment, or why there was none.
func (a *Admin) showMatrix(r *request, result *assignResult, problem error) error {
	filter := readFilter(r)
	q, err := a.storyQuery(r, &filter)
	if err != nil {
		return err
	}
	found, err := a.newsroom.Matrix(r.Request().Context(), r.by, q)
	if err != nil {
		return err
	}
	body := matrixScreen{AssignURL: translationsPath + "/assign?" + r.QueryParams().Encode(), Result: result}
	if body.storyFilters, err = a.filters(r, filter, translationsPath, "matrix"); err != nil {
		return err
	}
	body.Title = r.p.T("admin.matrix.title")
	if body.Totals, err = a.totals(r); err != nil {
		return err
	}
	if err := a.hands(r, &body, problem); err != nil {
		return err
	}
	ticked := tickedIn(r, result, problem)
	for _, l := range body.Languages {
		body.Columns = append(body.Columns, matrixColumn{l, ticked["column "+string(l.Tag)]})
	}
	for i := range found.Rows {
		body.Rows = append(body.Rows, a.matrixRow(r, &found.Rows[i], ticked))
	}
	body.Next = nextPage(translationsPath, &filter, found.Next, found.NextTitle)
	view := page{Title: body.Title, Active: "translations", Body: body}
	if problem == nil {
		return a.show(r, http.StatusOK, "translations", view)
	}
	view.Problem = r.p.Error(problem)
	return a.show(r, statusOf(problem), "translations", view)
}

// tickedIn are the boxes that stay ticked: those that a refused form held, or those of
// the versions that nothing could be done with.
func tickedIn(r *request, result *assignResult, problem error) map[string]bool {
	ticked := map[string]bool{}
	params, err := r.FormParams()
	switch {
	case problem != nil && err == nil:
		for _, field := range []string{"cell", "row", "column"} {
			for _, name := range params[field] {
				ticked[field+" "+name] = true
			}
		}
	case result != nil:
		for _, name := range result.Left {
			ticked["cell "+name] = true
		}
	}
	return ticked
}

// totals count what there is in each language.
func (a *Admin) totals(r *request) ([]languageTotal, error) {
	coverage, err := a.newsroom.Coverage(r.Request().Context(), r.by)
	if err != nil {
		return nil, err
	}
	var list []languageTotal
	for i, l := range a.languages() {
		total := languageTotal{Language: l}
		add := func(version string, n int) {
			f := storyFilter{Version: version, Locale: l.Tag}
			total.Counts = append(total.Counts, totalCount{"admin.version." + version, translationsPath + "?" + f.query().Encode(), n})
		}
		for _, stage := range slices.Backward(models.Stages()) {
			add(string(stage), coverage[i].Stages[stage])
		}
		add("missing", coverage[i].Missing)
		list = append(list, total)
	}
	return list, nil
}

// hands fills in who may be given work, and until when, as a refused form had it.
func (a *Admin) hands(r *request, body *matrixScreen, problem error) error {
	people, err := a.newsroom.Hands(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	chosen := int64(0)
	body.Due = a.timeField(r, "due", nil)
	if problem != nil {
		chosen, body.Due, body.Note = formID(r, "user"), a.timeTyped(r, "due"), r.FormValue("note")
	} else if len(people) == 1 {
		chosen = people[0].ID
	}
	body.Due.Label = r.p.T("admin.assign.until")
	body.Hands = peopleChoices(r, people, chosen)
	return nil
}

func (a *Admin) matrixRow(r *request, from *cms.MatrixRow, ticked map[string]bool) matrixRow {
	row := matrixRow{storyRow: a.row(r, &cms.StoryRow{Article: from.Article, Title: from.Title})}
	row.Name = cellName(from.Article.ID, from.Article.SourceLocale)
	row.Ticked = ticked["row "+row.Name]
	for i := range from.Cells {
		row.Cells = append(row.Cells, a.matrixCell(r, &from.Article, &from.Cells[i], ticked))
	}
	return row
}

func (a *Admin) matrixCell(r *request, s *models.Article, from *cms.MatrixCell, ticked map[string]bool) matrixCell {
	c := matrixCell{versionChip: a.chip(s, from.VersionState), Name: cellName(s.ID, from.Locale), Story: s.ID, Source: from.Source}
	c.Ticked = ticked["cell "+c.Name]
	if lag := from.Lag; lag != nil && lag.Duration >= time.Minute {
		c.Lag, c.Running = r.p.T("admin.matrix.after", "time", inWords(r, lag.Duration)), lag.Running
		if lag.Running {
			c.Lag = r.p.T("admin.matrix.waiting", "time", inWords(r, lag.Duration))
		}
	}
	for _, w := range []struct {
		key string
		n   int
	}{
		{"admin.matrix.words_missing", from.Words.Missing},
		{"admin.matrix.words_unconfirmed", from.Words.Unconfirmed},
		{"admin.matrix.words_stale", from.Words.Stale},
	} {
		if w.n > 0 {
			c.Words = append(c.Words, r.p.N(w.key, w.n))
		}
	}
	if from.Due != 0 {
		when := a.moment(r, from.Due)
		c.When, c.Overdue = &when, from.Due < a.newsroom.Now() && from.Stage != models.Approved
	}
	return c
}

// inWords writes a time that has passed with its two largest units, whole minutes at
// least: 45 min; 2 hr, 5 min; 3 days, 4 hr.
func inWords(r *request, d time.Duration) string {
	const day = 24 * time.Hour
	l := r.p.Locale()
	unit := func(n time.Duration, name string) string {
		return l.Unit(float64(n), locale.Figures{}, name, locale.Short)
	}
	minutes, hours, days := d%time.Hour/time.Minute, d%day/time.Hour, d/day
	var parts []string
	switch {
	case days > 0:
		parts = append(parts, unit(days, "day"))
		if hours > 0 {
			parts = append(parts, unit(hours, "hour"))
		}
	case hours > 0:
		parts = append(parts, unit(hours, "hour"))
		if minutes > 0 {
			parts = append(parts, unit(minutes, "minute"))
		}
	default:
		parts = append(parts, unit(minutes, "minute"))
	}
	return l.List(parts, locale.ListUnit, locale.Short)
}
