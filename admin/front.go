package admin

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

const frontPath = Prefix + "/front"

// frontScreen is the front page of one language with its editions.
type frontScreen struct {
	Language  language
	Languages []frontLanguage
	// Compose is where the page is arranged, Cancel where an edition is called off.
	Compose, Cancel, Site string
	// Since is when the edition that holds began, Number its number; null where none
	// holds.
	Since  *moment
	Number int
	// Pinned says that it has any story.
	Pinned      bool
	Copies      []frontLanguage
	Now         []frontPlace
	Ahead, Past []editionRow
	Older       string
}

// frontLanguage is a link to the front page of a language.
type frontLanguage struct {
	language

	URL     string
	Current bool
}

// frontPlace is a story where readers see it now; Key names why it is there.
type frontPlace struct {
	Key, Title, URL string
}

// editionRow is an edition in a list.
type editionRow struct {
	Number int
	ID     int64
	Begins moment
	By     string
	// Titles are those of its stories; Led says that the first is the lead.
	Titles []cms.Label
	Led    bool
	// Absent counts those that are not public when it begins, while that is ahead.
	Absent int
	// Change is the screen that starts from it, Site the page as it is by then.
	Change, Site string
}

// frontLocale is the language that an address names, or the person's own.
func (a *Admin) frontLocale(r *request) (*locale.Locale, error) {
	tag := locale.Tag(r.Param("lang"))
	if tag == "" {
		tag = a.contentLocale(r)
	}
	l, ok := a.newsroom.Locales().Lookup(tag)
	if !ok {
		return nil, errs.New("admin", errs.NotFound, "error.not_found", nil)
	}
	return l, nil
}

func frontOf(l locale.Tag) string { return frontPath + "/" + string(l) }

func composePath(l locale.Tag, edition int64) string {
	path := frontOf(l) + "/compose"
	if edition != 0 {
		path += "?edition=" + strconv.FormatInt(edition, 10)
	}
	return path
}

func (a *Admin) frontForm(r *request) error { return a.showFront(r, http.StatusOK, nil) }

// showFront answers with the front page of a language, and a problem where something
// was refused.
func (a *Admin) showFront(r *request, status int, problem error) error {
	l, err := a.frontLocale(r)
	if err != nil {
		return err
	}
	d, err := a.newsroom.FrontDesk(r.Request().Context(), r.by, l.Tag, web.ParseCursor(r.QueryParam("before")))
	if err != nil {
		return err
	}
	body := frontScreen{
		Language: language{l.Tag, l.Name}, Compose: composePath(l.Tag, 0), Cancel: frontOf(l.Tag) + "/cancel",
		Site: web.FrontPath(l.Tag), Now: a.frontNow(d.Page, l.Tag),
		Ahead: a.editionRows(r, l.Tag, d.Ahead), Past: a.editionRows(r, l.Tag, d.Past),
	}
	edition := d.Page.Edition
	for _, other := range a.languages() {
		body.Languages = append(body.Languages, frontLanguage{other, frontOf(other.Tag), other.Tag == l.Tag})
		if edition != nil && other.Tag != l.Tag {
			body.Copies = append(body.Copies, frontLanguage{other, composePath(other.Tag, edition.ID), false})
		}
	}
	if edition != nil {
		since := a.moment(r, edition.LiveFrom)
		body.Since, body.Number, body.Pinned = &since, edition.Number, len(edition.Picks) > 0
	}
	if d.Next != nil {
		body.Older = frontOf(l.Tag) + "?" + url.Values{"before": {web.FormatCursor(*d.Next)}}.Encode()
	}
	p := page{Title: r.p.T("admin.front.title"), Active: "front", Body: body}
	if problem != nil {
		p.Problem = r.p.Error(problem)
	}
	return a.show(r, status, "front", p)
}

// frontNow are the stories on top of the page, each with why it is there.
func (a *Admin) frontNow(f *cms.FrontPage, l locale.Tag) []frontPlace {
	places := make([]frontPlace, len(f.Stories))
	for i := range f.Stories {
		p := &f.Stories[i]
		places[i] = frontPlace{"admin.front.place_auto", p.Revision.Content.Title, translatePath(p.ArticleID, l)}
		if f.Picked(p.ArticleID) {
			places[i].Key = "admin.front.place_pick"
		}
	}
	return places
}

func (a *Admin) editionRows(r *request, l locale.Tag, list []cms.EditionRow) []editionRow {
	rows := make([]editionRow, len(list))
	for i := range list {
		e := &list[i]
		rows[i] = editionRow{
			Number: e.Number, ID: e.ID, Begins: a.moment(r, e.LiveFrom), By: e.By, Change: composePath(l, e.ID),
			Led:  len(e.Picks) > 0 && e.Picks[0].Place == models.LeadPlace,
			Site: web.TravelPath(e.LiveFrom.Add(time.Second-time.Millisecond), web.FrontPath(l)),
		}
		for _, s := range e.Stories {
			rows[i].Titles = append(rows[i].Titles, s.Title)
			if !s.Public && e.LiveFrom > a.newsroom.Now() {
				rows[i].Absent++
			}
		}
	}
	return rows
}

// frontCancel calls off an edition that is ahead. To undo that is to make it again.
func (a *Admin) frontCancel(r *request) error {
	l, err := a.frontLocale(r)
	if err != nil {
		return err
	}
	ctx, id := r.Request().Context(), formID(r, "edition")
	err = a.newsroom.CancelEdition(ctx, r.by, l.Tag, id)
	if errs.Is(err, errs.Conflict) {
		return a.showFront(r, statusOf(err), err)
	}
	if err != nil {
		return err
	}
	e, seen, err := a.newsroom.FrontEdition(ctx, r.by, l.Tag, id)
	if err != nil {
		return err
	}
	return a.done(r, frontOf(l.Tag), "admin.front.cancelled", &undo{composePath(l.Tag, 0), a.arrangementFields(e, seen)})
}
