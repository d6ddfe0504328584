package admin

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// travelComparePath is where the front pages of now and of another moment stand side by side.
const travelComparePath = web.TravelPrefix + "/compare"

// travelView is the choice of a moment to see the site at.
type travelView struct {
	At        timeField
	Languages []filterChoice
	// Near are moments that are often asked for, Ahead those at which something
	// begins to be public.
	Near  []travelChoice
	Ahead []travelMoment
	// NewPreview is a link that has just been made, shown this once.
	NewPreview *newPreview
}

// newPreview is a link to a version as it will be; its address is shown beside the
// version where that is still ahead.
type newPreview struct {
	Address string
	input   cms.PreviewInput
}

// travelChoice is a moment with a name.
type travelChoice struct {
	Text, URL string
	When      moment
}

// travelMoment is a moment ahead.
type travelMoment struct {
	When     moment
	ISO      string // in UTC, as addresses have it
	Releases []string
	Stories  []travelStory
}

// travelStory is a version that begins to be public. URL leads to it as readers will
// see it, Compare to what it does to the front page.
type travelStory struct {
	ArticleID, RevisionID int64
	Title                 cms.Label
	Language              language
	URL, Compare, Edit    string
	// NewPreview is the address of a link to it that has just been made.
	NewPreview string
}

// travel leads to a page of the site at the moment that was asked for, or offers
// moments to choose from.
func (a *Admin) travel(r *request) error {
	if err := a.newsroom.MayTravel(r.by); err != nil {
		return err
	}
	if r.QueryParam("at") == "" {
		return a.showTravel(r, http.StatusOK, a.timeField(r, "at", nil), &travelView{}, nil)
	}
	at, err := a.newsroom.Moment(readTime(r, "at"))
	if err != nil {
		return a.showTravel(r, statusOf(err), a.timeTyped(r, "at"), &travelView{}, err)
	}
	if r.QueryParam("to") == "compare" {
		return r.Redirect(http.StatusSeeOther, compareURL(at, a.travelLocale(r)))
	}
	path := r.QueryParam("path")
	lang, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if _, ok := a.newsroom.Locales().Lookup(locale.Tag(lang)); !ok || !strings.HasPrefix(path, "/") {
		path = web.FrontPath(a.travelLocale(r))
	}
	return r.Redirect(http.StatusSeeOther, web.TravelPath(at, path))
}

// travelLocale is the language of the site that was asked for, or else the one nearest
// to that of the interface.
func (a *Admin) travelLocale(r *request) locale.Tag {
	if l, ok := a.newsroom.Locales().Lookup(locale.Tag(r.FormValue("lang"))); ok {
		return l.Tag
	}
	return a.contentLocale(r)
}

func compareURL(at models.Instant, l locale.Tag) string {
	return travelComparePath + "?" + url.Values{"at": {utc(at)}, "lang": {string(l)}}.Encode()
}

// utc writes a moment as addresses have it.
func utc(at models.Instant) string { return at.In(time.UTC).Format(time.RFC3339) }

// showTravel answers with the choice of a moment.
func (a *Admin) showTravel(r *request, status int, at timeField, view *travelView, problem error) error {
	ahead, err := a.newsroom.AheadMoments(r.Request().Context(), r.by, a.contentLocale(r))
	if err != nil {
		return err
	}
	l := a.travelLocale(r)
	view.At, view.Languages, view.Near = at.asked(r.p.T("admin.travel.at")), a.travelLanguages(l), a.nearMoments(r, l)
	for i := range ahead {
		view.Ahead = append(view.Ahead, a.travelMoment(r, &ahead[i]))
	}
	view.placePreview()
	p := page{Title: r.p.T("admin.travel.title"), Active: "travel", Body: view}
	if problem != nil {
		p.Problem = r.p.Error(problem)
	}
	return a.show(r, status, "travel", p)
}

// placePreview puts the link that was made beside what it opens.
func (v *travelView) placePreview() {
	for i := range v.Ahead {
		for j := range v.Ahead[i].Stories {
			s := &v.Ahead[i].Stories[j]
			if v.NewPreview != nil && s.ArticleID == v.NewPreview.input.ArticleID && s.RevisionID == v.NewPreview.input.Revision {
				s.NewPreview, v.NewPreview = v.NewPreview.Address, nil
			}
		}
	}
}

// travelLanguages are the languages of the site to choose from.
func (a *Admin) travelLanguages(selected locale.Tag) []filterChoice {
	var list []filterChoice
	for _, l := range a.languages() {
		list = append(list, filterChoice{string(l.Tag), l.Name, l.Tag == selected})
	}
	return list
}

// nearMoments are those that are often asked for: now, the beginning of tomorrow, and a
// week ago.
func (a *Admin) nearMoments(r *request, l locale.Tag) []travelChoice {
	now := a.newsroom.Now()
	local := now.In(a.newsroom.Zone())
	tomorrow := time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, a.newsroom.Zone())
	var list []travelChoice
	for _, c := range []struct {
		key string
		at  models.Instant
	}{
		{"admin.travel.now", now}, {"admin.travel.tomorrow", models.At(tomorrow)}, {"admin.travel.week_ago", models.At(local.AddDate(0, 0, -7))},
	} {
		list = append(list, travelChoice{r.p.T(c.key), web.TravelPath(c.at, web.FrontPath(l)), a.moment(r, c.at)})
	}
	return list
}

func (a *Admin) travelMoment(r *request, from *cms.AheadMoment) travelMoment {
	m := travelMoment{When: a.moment(r, from.At), ISO: utc(from.At), Releases: from.Releases}
	for i := range from.Begin {
		p := &from.Begin[i]
		m.Stories = append(m.Stories, a.travelStory(p.ArticleID, p.RevisionID, p.Locale, p.Title, from.At))
	}
	return m
}

func (a *Admin) travelStory(id, revision int64, l locale.Tag, title cms.Label, at models.Instant) travelStory {
	return travelStory{
		ArticleID: id, RevisionID: revision, Title: title, Language: languageOf(l),
		URL: web.TravelPath(at, web.ArticleIDPath(l, id)), Compare: compareURL(at, l), Edit: editPath(id, l),
	}
}

// travelPreview makes a link that shows somebody outside a story as it will be, and
// shows it, this once.
func (a *Admin) travelPreview(r *request) error {
	moment, err := time.Parse(time.RFC3339, r.FormValue("moment"))
	l, ok := a.newsroom.Locales().Lookup(locale.Tag(r.FormValue("lang")))
	if err != nil || !ok {
		return errs.New("admin.travel", errs.Invalid, "error.bad_request", nil)
	}
	in := cms.PreviewInput{
		ArticleID: formID(r, "story"), Locale: l.Tag, Revision: formID(r, "revision"),
		At: cms.WallTime{Local: moment.UTC().Format("2006-01-02T15:04:05"), Zone: "UTC"},
	}
	made, err := a.newsroom.CreatePreview(r.Request().Context(), r.by, in)
	field := a.timeField(r, "at", nil)
	if err != nil {
		if !correctable(err) {
			return err
		}
		return a.showTravel(r, statusOf(err), field, &travelView{}, err)
	}
	view := &travelView{NewPreview: &newPreview{web.Absolute(a.base, web.PreviewPrefix+"/"+made.Token), in}}
	return a.showTravel(r, http.StatusCreated, field, view, nil)
}

// compareView is the front page now and at another moment.
type compareView struct {
	At        timeField
	Languages []filterChoice
	Language  language
	Now, Then comparedPage
	Changes   []frontChange
}

// comparedPage is a front page in a frame.
type comparedPage struct {
	When  moment
	Title string
	URL   string
}

// frontChange says of a story with what the pages differ.
type frontChange struct {
	Title string
	URL   string
	// Notes say what happens to it.
	Notes []deskNote
}

// travelCompare shows the front page now and at another moment side by side, and says
// with what they differ.
func (a *Admin) travelCompare(r *request) error {
	if err := a.newsroom.MayTravel(r.by); err != nil {
		return err
	}
	t, err := time.Parse(time.RFC3339, r.QueryParam("at"))
	loc, ok := a.newsroom.Locales().Lookup(locale.Tag(r.QueryParam("lang")))
	if err != nil || !ok {
		return errs.New("admin.compare", errs.NotFound, "error.not_found", nil)
	}
	// Addresses have whole seconds; the words are to be of the same moments.
	now, then := models.At(a.newsroom.Now().Time().Truncate(time.Second)), models.At(t.Truncate(time.Second))
	changes, err := a.newsroom.FrontChanges(r.Request().Context(), r.by, now, then, loc.Tag)
	if err != nil {
		return err
	}
	view := &compareView{
		At: a.timeField(r, "at", &then).asked(r.p.T("admin.travel.at")), Languages: a.travelLanguages(loc.Tag),
		Language: language{loc.Tag, loc.Name},
		Now:      a.comparedPage(r, "admin.travel.now", now, loc.Tag), Then: a.comparedPage(r, "admin.compare.then", then, loc.Tag),
	}
	for i := range changes {
		view.Changes = append(view.Changes, a.frontChange(r, &changes[i], now, then, loc.Tag))
	}
	return a.show(r, http.StatusOK, "travel_compare", page{
		Title: r.p.T("admin.compare.title"), Active: "travel", Body: view,
		Crumbs: []crumb{{Text: r.p.T("admin.travel.title"), URL: web.TravelPrefix}},
	})
}

func (a *Admin) comparedPage(r *request, key string, at models.Instant, l locale.Tag) comparedPage {
	return comparedPage{a.moment(r, at), r.p.T(key), web.TravelPath(at, web.FrontPath(l))}
}

func (a *Admin) frontChange(r *request, c *cms.FrontChange, now, then models.Instant, l locale.Tag) frontChange {
	place := cmp.Or(c.To, c.From)
	at := then
	if c.To == nil {
		at = now
	}
	change := frontChange{Title: place.Title, URL: web.TravelPath(at, web.ArticleIDPath(l, c.ArticleID))}
	note := func(look, key string, args ...any) {
		change.Notes = append(change.Notes, deskNote{look, r.p.T(key, args...)})
	}
	switch {
	case c.From == nil:
		note("good", "admin.compare.appears", "place", a.placeName(r, c.To, l))
	case c.To == nil:
		note("wording", "admin.compare.vanishes", "place", a.placeName(r, c.From, l))
	case c.Moved:
		note("wording", "admin.compare.moves", "from", a.placeName(r, c.From, l), "to", a.placeName(r, c.To, l))
	}
	if c.Rewritten {
		note("wording", "admin.compare.rewritten")
	}
	if c.From != nil && c.To != nil && c.From.Title != c.To.Title {
		note("", "admin.compare.title_was", "title", c.From.Title)
	}
	return change
}

// placeName says where a story stands on a front page.
func (a *Admin) placeName(r *request, p *cms.FrontPlace, l locale.Tag) string {
	if p.Section == nil {
		return r.p.T("admin.compare.top", "rank", p.Rank)
	}
	return r.p.T("admin.compare.block", "section", a.newsroom.SectionLabel(p.Section, l).Text, "rank", p.Rank)
}
