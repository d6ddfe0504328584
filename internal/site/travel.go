package site

import (
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// banner tells that a page is not what readers see. Without words it stands in a
// frame, beside what tells so.
type banner struct {
	Heading, Text string
	// Label says what When is.
	Label string
	When  when
	// Travel leads to other moments; null on the preview of a draft.
	Travel *travel
}

// travel is the form that leads to another moment of the same page.
type travel struct {
	// Local is the moment in the newsroom's zone, Path the page as readers see
	// it.
	Action, Local, Path string
}

// travelRoutes registers the site of other moments, for those who may travel.
func (s *Site) travelRoutes(e *echo.Echo) {
	g := e.Group(web.TravelPrefix+"/:moment", web.AnsweredBy(s), s.travellers, travelling)
	get := func(path string, h echo.HandlerFunc) {
		g.Match([]string{http.MethodGet, http.MethodHead}, path, h)
	}
	s.pages(get)
	get("/*", func(echo.Context) error { return echo.ErrNotFound })
}

// travellingKey marks the request of somebody who may travel.
const travellingKey = "may travel"

// travelling marks the requests that the guard before it has let pass. Without the
// mark a moment in an address counts for nothing, on the page that refuses it
// neither.
func travelling(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Set(travellingKey, true)
		web.Framed(c.Response().Header()) // two moments stand side by side
		return next(c)
	}
}

// banner returns what the page has to say of itself, null on a reader's page.
func (s *Site) banner(v *visit) *banner {
	switch {
	case v.preview != nil && v.preview.ID == 0:
		return &banner{}
	case v.preview != nil:
		return &banner{
			Heading: v.p.T("site.preview.heading", "number", v.preview.Number), Text: v.p.T("site.preview.text"),
			Label: v.p.T("site.preview.until"), When: s.when(v, v.preview.ExpiresAt),
		}
	case v.prefix == "":
		return nil
	}
	key := "site.travel.future"
	if v.at <= s.newsroom.Now() {
		key = "site.travel.past"
	}
	return &banner{
		Heading: v.p.T(key), Text: v.p.T("site.travel.text"),
		Label: v.p.T("site.travel.moment"), When: s.when(v, v.at),
		Travel: &travel{web.TravelPrefix, v.at.In(s.newsroom.Zone()).Format("2006-01-02T15:04"), v.escapedPath()},
	}
}

// preview shows the draft that a link leads to. Its page has the address of the
// link alone; what it links is what readers see.
func (s *Site) preview(c echo.Context) error {
	found, err := s.newsroom.OpenPreview(c.Request().Context(), c.Param("token"))
	if err != nil {
		return err
	}
	return s.showPreview(c, found)
}

// showPreview answers with a page as if it were live.
func (s *Site) showPreview(c echo.Context, found *cms.Preview) error {
	loc, ok := s.newsroom.Locales().Lookup(found.Locale)
	if !ok {
		return errs.New("site", errs.NotFound, "error.not_found", nil)
	}
	v, err := s.visit(c)
	if err != nil {
		return err
	}
	v.at, v.preview = found.At, found
	s.speak(v, loc)
	return s.showStory(v, found.Story, found.ArticleID, "")
}

// screen shows the page of a version with the words that a writer has on the
// screen. It stands in a frame beside the editor, so it has no banner, and its
// links open elsewhere.
func (s *Site) screen(c echo.Context) error {
	id, err := strconv.ParseInt(c.Param("id"), 10, 64)
	if err != nil {
		return echo.ErrNotFound
	}
	found, err := s.newsroom.Screen(c.Request().Context(), web.ActorOf(c), id, locale.Tag(c.Param("lang")), c.QueryParam("tab"))
	if err != nil {
		return err
	}
	web.Framed(c.Response().Header())
	return s.showPreview(c, found)
}

// previewed keeps the switcher of a preview on its own page, whose language has
// no public address.
func previewed(v *visit, cp counterparts) counterparts {
	if v.preview == nil {
		return cp
	}
	public := cp.path
	cp.path = func(t locale.Tag) string {
		if t == v.preview.Locale {
			return v.Request().URL.Path
		}
		return public(t)
	}
	return cp
}
