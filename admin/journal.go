package admin

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// journalPath is where the journal is.
const journalPath = Prefix + "/journal"

// journalScreen is the journal: who did what, the last thing first.
type journalScreen struct {
	Filter journalFilter
	// Filtered says that the filter leaves something out.
	Filtered  bool
	People    []choice
	Languages []language
	Areas     []filterChoice
	// Story is the one that the journal is asked for, null for all.
	Story *cms.Label
	// AllStories leads to the same journal of all stories.
	AllStories string
	Rows       []journalRow
	Next       string
}

// journalRow is an event.
type journalRow struct {
	ID    int64
	Words string
	When  moment
	// Actor did it; ActorURL leads to what else they did, empty for the program.
	Actor, ActorURL string
	// Story is what the event is about, null for none; without an address it
	// cannot be opened.
	Story    *crumb
	Language *language
	// Links lead to what else it is about.
	Links   []crumb
	Details []detail
}

// detail is a name and a value of an event's data.
type detail struct{ Name, Value string }

// journalFilter is what the journal is asked for, as its form has it.
type journalFilter struct {
	Story, User int64
	Locale      locale.Tag
	Area        models.EventArea
	From, Until string
}

func (a *Admin) journal(r *request) error {
	filter := journalFilter{
		Story: int64(number(r, "story")), User: int64(number(r, "user")), Locale: locale.Tag(r.QueryParam("locale")),
		Area: models.EventArea(r.QueryParam("area")), From: r.QueryParam("from"), Until: r.QueryParam("until"),
	}
	q, err := a.journalQuery(r, &filter)
	if err != nil {
		return err
	}
	found, err := a.newsroom.Journal(r.Request().Context(), r.by, q)
	if err != nil {
		return err
	}
	people, err := a.newsroom.JournalPeople(r.Request().Context(), r.by)
	if err != nil {
		return err
	}
	body := journalScreen{
		Filter: filter, Filtered: filter != journalFilter{}, Languages: a.languages(),
		People: peopleChoices(r, people, filter.User), Areas: areas(r, filter.Area),
	}
	for i := range found.Entries {
		body.Rows = append(body.Rows, a.journalRow(r, &found.Entries[i]))
	}
	if filter.Story != 0 {
		body.Story, body.AllStories = storyOf(&filter, found), filter.without().address()
	}
	if found.Next != 0 {
		body.Next = filter.address() + "&before=" + strconv.FormatInt(found.Next, 10)
	}
	return a.show(r, http.StatusOK, "journal", page{Title: r.p.T("admin.journal.title"), Active: "journal", Body: body})
}

// journalQuery is what a filter asks of the newsroom. Its days are those of the
// newsroom's zone.
func (a *Admin) journalQuery(r *request, f *journalFilter) (cms.JournalQuery, error) {
	q := cms.JournalQuery{
		Desk: a.contentLocale(r), ArticleID: f.Story, UserID: f.User, Locale: f.Locale, Area: f.Area,
		Before: int64(number(r, "before")),
	}
	var err error
	if q.From, err = a.day(f.From, 0); err != nil {
		return q, err
	}
	q.Until, err = a.day(f.Until, 1)
	return q, err
}

// without is the filter without its story.
func (f *journalFilter) without() *journalFilter {
	all := *f
	all.Story = 0
	return &all
}

// address is where the journal of the filter is.
func (f *journalFilter) address() string {
	q := url.Values{}
	for name, value := range map[string]string{
		"story": strconv.FormatInt(f.Story, 10), "user": strconv.FormatInt(f.User, 10), "locale": string(f.Locale),
		"area": string(f.Area), "from": f.From, "until": f.Until,
	} {
		if value != "" && value != "0" {
			q.Set(name, value)
		}
	}
	return journalPath + "?" + q.Encode()
}

// storyOf is what the story of a filter is called, as far as the events that were
// found say.
func storyOf(f *journalFilter, found *cms.JournalPage) *cms.Label {
	for i := range found.Entries {
		if title := found.Entries[i].Title; title.Text != "" {
			return &title
		}
	}
	return &cms.Label{Text: strconv.FormatInt(f.Story, 10)}
}

// areas are what events are about, to choose from.
func areas(r *request, selected models.EventArea) []filterChoice {
	var list []filterChoice
	for _, area := range models.EventAreas() {
		list = append(list, filterChoice{string(area), r.p.T("admin.event_area." + string(area)), area == selected})
	}
	locale.SortBy(r.p.Locale(), list, func(c filterChoice) string { return c.Name })
	return list
}

func (a *Admin) journalRow(r *request, e *cms.JournalEntry) journalRow {
	row := journalRow{
		ID: e.ID, Words: a.eventWords(r, e), When: a.moment(r, e.At), Actor: e.Actor, Links: journalLinks(r, e), Details: a.details(r, e.Data),
	}
	if id, ok := e.Data["release"].(float64); ok && e.Kind != models.ReleaseDiscarded && a.newsroom.MayTrash(r.by) {
		row.Links = append(row.Links, crumb{Text: r.p.T("admin.journal.release"), URL: releasePath(int64(id))})
	}
	if e.UserID != nil {
		row.ActorURL = (&journalFilter{User: *e.UserID}).address()
	} else {
		row.Actor = r.p.T("admin.journal.program")
	}
	if l, ok := a.newsroom.Locales().Lookup(e.Locale); ok {
		row.Language = &language{l.Tag, l.Name}
	}
	if e.ArticleID == nil {
		return row
	}
	row.Story = &crumb{Text: e.Title.Text, Lang: e.Title.Lang}
	switch {
	case e.Trashed:
	case row.Language != nil:
		row.Story.URL = translatePath(*e.ArticleID, e.Locale)
	default:
		row.Story.URL = storiesPath + "/" + strconv.FormatInt(*e.ArticleID, 10)
	}
	return row
}

// journalLinks lead to what an event is about besides its story.
func journalLinks(r *request, e *cms.JournalEntry) []crumb {
	var links []crumb
	if e.Number > 0 && e.ArticleID != nil && !e.Trashed {
		path := editPath(*e.ArticleID, e.Locale) + "/history"
		if e.Number > 1 { // what it changed
			path += fmt.Sprintf("?from=%d&to=%d", e.Number-1, e.Number)
		}
		links = append(links, crumb{Text: r.p.T("admin.journal.revision", "number", e.Number), URL: path})
	}
	if id, ok := e.Data["section"].(float64); ok {
		links = append(links, crumb{Text: r.p.T("admin.journal.section"), URL: fmt.Sprintf("%s?section=%d", storiesPath, int64(id))})
	}
	if id, ok := e.Data["author"].(float64); ok && e.Kind != models.AuthorDeleted {
		links = append(links, crumb{Text: r.p.T("admin.journal.author"), URL: fmt.Sprintf("%s?author=%d", storiesPath, int64(id))})
	}
	if id, ok := e.Data["user"].(float64); ok && e.Person != "" {
		links = append(links, crumb{Text: r.p.T("admin.journal.person"), URL: (&journalFilter{User: int64(id)}).address()})
	}
	if id, ok := e.Data["medium"].(float64); ok && e.Kind != models.MediumDeleted {
		links = append(links, crumb{Text: r.p.T("admin.journal.picture"), URL: mediumPath(int64(id))})
	}
	return links
}

// details are an event's data, by name. What can only be a moment is shown as one.
func (a *Admin) details(r *request, data map[string]any) []detail {
	var list []detail
	for _, name := range slices.Sorted(maps.Keys(data)) {
		if data[name] == nil {
			continue
		}
		list = append(list, detail{name, a.detailValue(r, data[name])})
	}
	return list
}

// firstMoment is greater than any id: a moment in 2001.
const firstMoment = 1_000_000_000_000

func (a *Admin) detailValue(r *request, value any) string {
	switch v := value.(type) {
	case string:
		return v
	case float64:
		if v >= firstMoment {
			return a.moment(r, models.Instant(v)).Text
		}
	}
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // the template escapes
	if err := encoder.Encode(value); err != nil {
		return ""
	}
	return strings.TrimSpace(b.String())
}
