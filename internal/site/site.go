// Package site answers readers: the front page, sections, stories, tags and
// authors in every language, and honest pages for what is not there.
//
// It is one of the fronts: it turns requests into questions to package cms and
// the answers into pages. Nothing it shows was decided here; what is public is
// the newsroom's to say, at the moment of the request. No page needs
// JavaScript.
package site

import (
	"embed"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

//go:generate go run ./gen/icons

//go:embed templates assets
var files embed.FS

// assetsPrefix is where the readers' styles and fonts are served.
const assetsPrefix = "/assets/"

// Site is the readers' front.
type Site struct {
	newsroom  *cms.Newsroom
	messages  *i18n.Bundle
	templates *web.Templates
	assets    *web.Assets
	cache     *cache
	base      *url.URL
	log       *slog.Logger
	// travellers guards the site of other moments, members the pages of what is
	// being written; null where there are none.
	travellers, members echo.MiddlewareFunc
}

// Options are what the site is made of; all fields but the last two are required.
type Options struct {
	Newsroom *cms.Newsroom
	Messages *i18n.Bundle
	// BaseURL is the root of every absolute address.
	BaseURL *url.URL
	Log     *slog.Logger
	// Travellers lets those pass who may see the site as it is at another moment;
	// null for nobody.
	Travellers echo.MiddlewareFunc
	// Members lets those pass who are logged in and says who they are, for
	// web.ActorOf; null shows nobody what is being written.
	Members echo.MiddlewareFunc
}

// New parses the templates and assets. A language of content without a
// message bundle is an error: readers could not read its pages.
func New(o Options) (*Site, error) {
	s := &Site{newsroom: o.Newsroom, messages: o.Messages, base: o.BaseURL, log: o.Log, travellers: o.Travellers, members: o.Members}
	assets, err := fs.Sub(files, "assets")
	if err != nil {
		return nil, err
	}
	if s.assets, err = web.LoadAssets(assets, assetsPrefix); err != nil {
		return nil, err
	}
	var langs []i18n.Lang
	for _, tag := range o.Newsroom.Locales().Tags() {
		langs = append(langs, i18n.For(tag))
		if _, ok := o.Messages.Printer(i18n.For(tag)); !ok {
			return nil, errs.New("site.New", errs.Internal, "no message bundle for "+string(tag), nil)
		}
	}
	pages, err := fs.Sub(files, "templates")
	if err != nil {
		return nil, err
	}
	if s.templates, err = web.LoadTemplates(pages, langs, s.funcs); err != nil {
		return nil, err
	}
	s.cache, err = newCache(o.Newsroom)
	return s, err
}

// Ahead answers what was answered before, as long as it is right, and leaves all else to
// next.
func (s *Site) Ahead(next http.Handler) http.Handler { return s.cache.ahead(next) }

// funcs are what templates may call; the printer is the language's own.
func (s *Site) funcs(lang i18n.Lang) template.FuncMap {
	p, _ := s.messages.Printer(lang)
	return template.FuncMap{"t": p.T, "n": p.N, "asset": s.assets.URL}
}

// Cache tells what the cache has and has done.
func (s *Site) Cache() CacheState { return s.cache.state() }

// Routes registers the readers' pages.
func (s *Site) Routes(e *echo.Echo) {
	get := func(path string, h echo.HandlerFunc) {
		e.Match([]string{http.MethodGet, http.MethodHead}, path, h)
	}
	get("/", s.home)
	get(assetsPrefix+"*", s.assets.Handler)
	get("/favicon.svg", func(c echo.Context) error {
		return c.Redirect(http.StatusFound, s.assets.URL("favicon.svg"))
	})
	// Programs ask for it that read no page first.
	get("/favicon.ico", func(c echo.Context) error {
		return c.Redirect(http.StatusFound, s.assets.URL("icon-48.png"))
	})
	get("/robots.txt", s.robots)
	get(web.MediaPrefix+"/:id/:variant/:name", s.media)
	get(web.PreviewPrefix+"/:token", s.preview)
	get(web.PreviewPrefix+"/:token/media/:id/:variant/:name", s.previewMedia)
	// What programs follow is of the present alone.
	anywhere := func(h func(*visit) error) echo.HandlerFunc {
		return func(c echo.Context) error {
			v, err := s.visit(c)
			if err != nil {
				return err
			}
			return h(v)
		}
	}
	get(web.SitemapPath, anywhere(s.sitemapIndex))
	get(web.NewsSitemapPath, anywhere(s.newsSitemap))
	get("/sitemap-*", anywhere(s.sitemapFile))
	for _, format := range feedFormats() {
		path := format.path(":lang")
		get(path, s.page(s.feed(format)))
		get(path+"/", s.page(s.feedSlash(format)))
	}
	get(web.SectionFeedPath(":lang", ":section"), s.page(s.sectionFeed))
	get(web.CardPath(":lang", ":of", ":file"), s.page(s.cardFile))
	get(web.ManifestPath(":lang"), s.page(s.manifest))
	get(web.OpenSearchPath(":lang"), s.page(s.openSearch))
	s.pages(get)
	get("/*", func(echo.Context) error { return echo.ErrNotFound })
	if s.travellers != nil {
		s.travelRoutes(e)
	}
	if s.members != nil {
		e.GET(web.ScreenPrefix+"/:id/:lang", s.screen, web.AnsweredBy(s), s.members)
	}
}

// pages registers the pages in the languages of the site.
func (s *Site) pages(get func(path string, h echo.HandlerFunc)) {
	get("/:lang", s.page(s.addSlash))
	get("/:lang/", s.page(s.front))
	get("/:lang/tags/:tag", s.page(s.addSlash))
	get("/:lang/tags/:tag/", s.page(s.tag))
	get("/:lang/authors/:author", s.page(s.addSlash))
	get("/:lang/authors/:author/", s.page(s.author))
	get("/:lang/archive/:year/:month/:day", s.page(s.addSlash))
	get("/:lang/archive/:year/:month/:day/", s.page(s.archive))
	get("/:lang/search", s.page(s.search))
	get("/:lang/search/", s.page(func(v *visit) error { return v.redirect(web.SearchPath(v.loc.Tag)) }))
	get("/:lang/:section", s.page(s.shortOrSection))
	get("/:lang/:section/", s.page(s.section))
	get("/:lang/:section/:article", s.page(s.article))
	get("/:lang/:section/:article/", s.page(s.article)) // leads to the one without the slash
}

// page answers in the language of the path, and in its letters. "kz", as many write
// Kazakh, leads to kk; any other unknown language is not found.
func (s *Site) page(h func(v *visit) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		v, err := s.visit(c)
		if err != nil {
			return err
		}
		if rest, ok := strings.CutPrefix(v.escapedPath(), "/kz"); ok && c.Param("lang") == "kz" {
			if _, ok := s.newsroom.Locales().Lookup(locale.Kazakh); ok {
				return v.redirect("/kk" + rest)
			}
		}
		loc, ok := s.language(v, c.Param("lang"))
		if !ok {
			return echo.ErrNotFound
		}
		s.speak(v, loc)
		return h(v)
	}
}

// home leads to the front page in the reader's language, or to a story that had a query
// of it for an address.
func (s *Site) home(c echo.Context) error {
	if len(c.QueryParams()) > 0 {
		v, err := s.visit(c)
		if err != nil {
			return err
		}
		if path, err := s.becameOf(v); err != nil {
			return err
		} else if path != "" {
			return v.redirect(path)
		}
	}
	remembered := ""
	if cookie, err := c.Cookie("lang"); err == nil {
		remembered = cookie.Value
	}
	language, letters, _ := strings.Cut(remembered, "-")
	loc := s.newsroom.Locales().Negotiate(language, c.Request().Header.Get("Accept-Language"))
	path := web.FrontPath(loc.Tag)
	if letters == "Latn" {
		path = web.LatinPath(path)
	}
	h := c.Response().Header()
	h.Set("Vary", "Cookie, Accept-Language")
	h.Set("Cache-Control", "no-store")
	return c.Redirect(http.StatusFound, path)
}

// addSlash leads to the one spelling of a list's address, or of what may be an old one,
// which its query is part of.
func (s *Site) addSlash(v *visit) error {
	path := v.escapedPath() + "/"
	if query := v.Request().URL.RawQuery; query != "" {
		path += "?" + query
	}
	return v.redirect(path)
}

func (s *Site) robots(c echo.Context) error {
	return c.String(http.StatusOK, "User-agent: *\nDisallow: /admin/\nDisallow: /api/\nDisallow: "+web.PreviewPrefix+"/\n\nSitemap: "+
		web.Absolute(s.base, web.SitemapPath)+"\nSitemap: "+web.Absolute(s.base, web.NewsSitemapPath)+"\n")
}
