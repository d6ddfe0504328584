package admin

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// storyList is the list of stories.
type storyList struct {
	storyFilters

	Views []savedView
	Rows  []storyRow
	Next  string
	// MayTrash says whether stories may be put into the trash here.
	MayTrash bool
	Result   *bulkResult
}

// BulkURL takes what is to be done with stories of the list, ViewURL the name
// under which it is kept.
func (l storyList) BulkURL() string { return storiesPath + "/bulk?" + l.Filter.query().Encode() }

// ViewURL see BulkURL.
func (l storyList) ViewURL() string { return Prefix + "/views?" + l.Filter.query().Encode() }

// storyFilters is the form that asks for stories; the template "filters" shows it.
type storyFilters struct {
	// Address is where the form leads, Target the id of what its answer replaces, and
	// Title what is asked for.
	Address, Target, Title string
	Languages              []language
	Filter                 storyFilter
	// Filtered says that the filter leaves something out.
	Filtered bool
	Versions []filterChoice
	Sections []choice
	Authors  []choice
	// People may be asked for as those who are to do a version.
	People []choice
}

// storyFilter is what a list is asked for, as its form has it.
type storyFilter struct {
	Words, Version, From, Until, Sort string
	Locale                            locale.Tag
	Section, Author, Assignee         int64
	Mine                              bool
}

// filterChoice is a state of versions to filter by.
type filterChoice struct {
	Value, Name string
	Selected    bool
}

// savedView is a list that the person comes back to.
type savedView struct {
	ID        int64
	Name, URL string
	Current   bool
}

// storyRow is a story with a state for each language.
type storyRow struct {
	ID       int64
	Title    cms.Label
	URL      string
	Section  cms.Label
	Urgent   bool
	Changed  moment
	Versions []versionChip
}

// versionChip is how one language of a story stands.
type versionChip struct {
	cms.VersionState
	Language language
	URL      string
	// Key is the message that names the state.
	Key string
	// Look is the chip's class.
	Look string
	// Current marks the version on the screen.
	Current bool
}

func (a *Admin) storyList(r *request) error { return a.showStories(r, nil) }

// showStories answers with the list that the query asks for.
func (a *Admin) showStories(r *request, result *bulkResult) error {
	filter := readFilter(r)
	q, err := a.storyQuery(r, &filter)
	if err != nil {
		return err
	}
	found, err := a.newsroom.Stories(r.Request().Context(), r.by, q)
	if err != nil {
		return err
	}
	body := storyList{MayTrash: a.newsroom.MayTrash(r.by), Result: result}
	if body.storyFilters, err = a.filters(r, filter, storiesPath, "stories"); err != nil {
		return err
	}
	body.Title = r.p.T("admin.stories.title")
	if body.Views, err = a.views(r, filter.query().Encode()); err != nil {
		return err
	}
	for i := range found.Rows {
		body.Rows = append(body.Rows, a.row(r, &found.Rows[i]))
	}
	body.Next = nextPage(storiesPath, &filter, found.Next, found.NextTitle)
	return a.show(r, http.StatusOK, "stories", page{Title: body.Title, Active: "stories", Body: body})
}

// filters is the form of a filter at an address.
func (a *Admin) filters(r *request, filter storyFilter, address, target string) (storyFilters, error) {
	f := storyFilters{
		Address: address, Target: target, Languages: a.languages(), Filter: filter, Filtered: filter != storyFilter{Sort: filter.Sort},
	}
	for _, v := range cms.VersionFilters() {
		f.Versions = append(f.Versions, filterChoice{string(v), r.p.T("admin.version." + string(v)), string(v) == filter.Version})
	}
	var err error
	if f.Sections, err = a.sections(r, filter.Section); err != nil {
		return f, err
	}
	if f.Authors, err = a.authors(r, filter.Author); err != nil {
		return f, err
	}
	f.People, err = a.people(r, filter.Assignee)
	return f, err
}

func readFilter(r *request) storyFilter {
	f := storyFilter{
		Words: strings.TrimSpace(r.QueryParam("q")), Version: r.QueryParam("version"), Locale: locale.Tag(r.QueryParam("locale")),
		From: r.QueryParam("from"), Until: r.QueryParam("until"), Sort: r.QueryParam("sort"),
		Section: int64(number(r, "section")), Author: int64(number(r, "author")), Assignee: int64(number(r, "assignee")), Mine: r.QueryParam("mine") != "",
	}
	if !slices.Contains(cms.VersionFilters(), cms.VersionFilter(f.Version)) {
		f.Version = ""
	}
	return f
}

// query is the filter as an address has it.
func (f *storyFilter) query() url.Values {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" && value != "0" {
			q.Set(name, value)
		}
	}
	set("q", f.Words)
	set("version", f.Version)
	set("locale", string(f.Locale))
	set("section", strconv.FormatInt(f.Section, 10))
	set("author", strconv.FormatInt(f.Author, 10))
	set("assignee", strconv.FormatInt(f.Assignee, 10))
	set("from", f.From)
	set("until", f.Until)
	set("sort", f.Sort)
	if f.Mine {
		set("mine", "1")
	}
	return q
}

// storyQuery is what a filter asks of the newsroom. Its days are those of the
// newsroom's zone.
func (a *Admin) storyQuery(r *request, f *storyFilter) (cms.StoryQuery, error) {
	q := cms.StoryQuery{
		Desk: a.contentLocale(r), Words: f.Words, Version: cms.VersionFilter(f.Version), Locale: f.Locale,
		Section: f.Section, Author: f.Author, Assignee: f.Assignee, Mine: f.Mine, ByTitle: f.Sort == "title",
		Before: web.ParseCursor(r.QueryParam("before")), After: parseTitleCursor(r.QueryParam("after")),
	}
	var err error
	if q.From, err = a.day(f.From, 0); err != nil {
		return q, err
	}
	q.Until, err = a.day(f.Until, 1)
	return q, err
}

// day returns the moment at which a day begins, so many days later; 0 where none is
// named.
func (a *Admin) day(s string, later int) (models.Instant, error) {
	if s == "" {
		return 0, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, s, a.newsroom.Zone())
	if err != nil {
		return 0, errs.New("admin", errs.Invalid, "error.time_unreadable", errs.Args{"time": s})
	}
	return models.At(day.AddDate(0, 0, later)), nil
}

// nextPage is the address of the next page of a list, empty where there is none.
func nextPage(address string, f *storyFilter, before *cms.Cursor, after *cms.TitleCursor) string {
	q := f.query()
	switch {
	case before != nil:
		q.Set("before", web.FormatCursor(*before))
	case after != nil:
		q.Set("after", formatTitleCursor(after))
	default:
		return ""
	}
	return address + "?" + q.Encode()
}

// formatTitleCursor writes a place in a list by title for a query string.
func formatTitleCursor(c *cms.TitleCursor) string {
	return base64.RawURLEncoding.EncodeToString(c.Key) + "." + strconv.FormatInt(c.ID, 36)
}

// parseTitleCursor reads what formatTitleCursor wrote. Anything else is nil: the
// list begins at its beginning.
func parseTitleCursor(s string) *cms.TitleCursor {
	key, id, _ := strings.Cut(s, ".")
	k, err := base64.RawURLEncoding.DecodeString(key)
	n, err2 := strconv.ParseInt(id, 36, 64)
	if err != nil || err2 != nil {
		return nil
	}
	return &cms.TitleCursor{Key: k, ID: n}
}

// authors are the choices of an author, in the order of the person's language.
func (a *Admin) authors(r *request, selected int64) ([]choice, error) {
	authors, err := a.newsroom.Authors(r.Request().Context())
	if err != nil {
		return nil, err
	}
	list := make([]choice, len(authors))
	for i := range authors {
		list[i] = choice{authors[i].ID, a.newsroom.Byline(&authors[i], a.contentLocale(r)).Name, authors[i].ID == selected}
	}
	locale.SortBy(r.p.Locale(), list, func(c choice) string { return c.Label.Text })
	return list, nil
}

// people are the choices of who is to do a version, in the order of the person's
// language.
func (a *Admin) people(r *request, selected int64) ([]choice, error) {
	people, err := a.newsroom.People(r.Request().Context(), r.by)
	return peopleChoices(r, people, selected), err
}

func peopleChoices(r *request, people []cms.Person, selected int64) []choice {
	list := make([]choice, len(people))
	for i, p := range people {
		list[i] = choice{p.ID, cms.Label{Text: p.Name}, p.ID == selected}
	}
	locale.SortBy(r.p.Locale(), list, func(c choice) string { return c.Label.Text })
	return list
}

func (a *Admin) row(r *request, s *cms.StoryRow) storyRow {
	row := storyRow{
		ID: s.Article.ID, Title: s.Title, Urgent: s.Article.Urgent, Changed: a.moment(r, s.Article.UpdatedAt),
		Versions: a.chips(s, "", ""), URL: editPath(s.Article.ID, s.Article.SourceLocale),
	}
	if s.Article.Section != nil {
		row.Section = a.newsroom.SectionLabel(s.Article.Section, locale.Tag(r.p.Lang()))
	}
	return row
}

// chips shows the state of every language of a story. here is where the current one, if
// any is, is looked at.
func (a *Admin) chips(s *cms.StoryRow, current locale.Tag, here string) []versionChip {
	var list []versionChip
	for _, v := range s.Versions {
		chip := a.chip(&s.Article, v)
		if v.Locale == current {
			chip.Current, chip.URL = true, here
		}
		list = append(list, chip)
	}
	return list
}

// chip shows the state of one language of a story, and leads to where it is worked on.
func (a *Admin) chip(s *models.Article, v cms.VersionState) versionChip {
	loc, _ := a.newsroom.Locales().Lookup(v.Locale) // states are of the site's languages
	key, look := chipState(v)
	return versionChip{
		VersionState: v, Language: language{loc.Tag, loc.Name}, URL: workPath(s, v.Locale), Key: "admin.state." + key, Look: look,
	}
}

// chipState names the state of a version by what matters most about it.
func chipState(v cms.VersionState) (key, look string) {
	switch {
	case !v.Exists:
		return "missing", "missing"
	case v.Live && v.Ahead:
		return "live_ahead", "ahead"
	case v.Live:
		return "live", "live"
	case v.Planned != 0:
		return "planned", "planned"
	case v.Stage == models.Approved:
		return "approved", "approved"
	case v.Stage == models.Review:
		return "review", "review"
	}
	return "draft", "draft"
}

// storiesCrumb leads from a story to all of them.
func storiesCrumb(r *request) []crumb {
	return []crumb{{Text: r.p.T("admin.stories.title"), URL: storiesPath}}
}

func editPath(id int64, l locale.Tag) string {
	return storiesPath + "/" + strconv.FormatInt(id, 10) + "/" + string(l)
}

// sourceLanguages are those that the person may begin a story in.
func (a *Admin) sourceLanguages(r *request) []language {
	var list []language
	for _, l := range a.languages() {
		if a.newsroom.MayCreate(r.by, l.Tag) {
			list = append(list, l)
		}
	}
	return list
}
