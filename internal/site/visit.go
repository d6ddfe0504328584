package site

import (
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// visit is one reader's request: the language and the moment of the page.
type visit struct {
	echo.Context
	loc *locale.Locale
	at  models.Instant
	p   *i18n.Printer
	// prefix is what every address begins with on a visit to another moment;
	// empty for readers, who visit the present.
	prefix string
	// preview is the draft that the page shows; null for readers.
	preview *cms.Preview
	// latin spells the page in Latin letters; null where it is not asked for.
	latin *locale.Locale
	// sections are those of the site; null until they are asked for.
	sections []models.Section
	// info is what stands around the page; null until it is asked for.
	info *cms.SiteInfo
}

// visit begins a visit, of the moment that the path names for somebody who may travel
// or else of the present, which speaks no language yet.
func (s *Site) visit(c echo.Context) (*visit, error) {
	v := &visit{Context: c, at: s.newsroom.Now()}
	if o := orderOf(c); o != nil {
		v.at = o.at
	}
	moment := c.Param("moment")
	if moment == "" || c.Get(travellingKey) == nil {
		return v, nil
	}
	at, err := time.Parse(time.RFC3339, moment)
	if err != nil {
		return v, echo.ErrNotFound
	}
	v.at, v.prefix = models.At(at), web.TravelPrefix+"/"+moment
	return v, nil
}

// language finds what a path names a language by: kk-latn is Kazakh, in Latin letters.
func (s *Site) language(v *visit, name string) (*locale.Locale, bool) {
	tag := locale.Tag(name)
	if name == web.LatinName {
		tag = locale.Kazakh
		v.latin, _ = locale.Lookup(locale.KazakhLatin)
	}
	return s.newsroom.Locales().Lookup(tag)
}

// speak gives the visit its language.
func (s *Site) speak(v *visit, loc *locale.Locale) {
	v.loc = loc
	v.p, _ = s.messages.Printer(i18n.For(loc.Tag))
}

// to returns the address of a path of the site on this visit.
func (v *visit) to(path string) string { return v.prefix + v.spelt(path) }

// spelt returns a path of the site in the letters of the visit.
func (v *visit) spelt(path string) string {
	if v.latin != nil {
		return web.LatinPath(path)
	}
	return path
}

// path is the path of the request within the site, in the letters of the language.
func (v *visit) path() string { return web.CyrillicPath(v.asked()) }

// asked is path as the reader asked for it.
func (v *visit) asked() string { return strings.TrimPrefix(v.Request().URL.Path, v.prefix) }

// escapedPath is path as an address writes it.
func (v *visit) escapedPath() string { return (&url.URL{Path: v.path()}).EscapedPath() }

// letters is the language in the letters of the visit.
func (v *visit) letters() *locale.Locale {
	if v.latin != nil {
		return v.latin
	}
	return v.loc
}

// beforeParam names the place in a list before which a page of it begins.
const beforeParam = "before"

// before is that place; null where the list begins at its beginning.
func (v *visit) before() *cms.Cursor { return web.ParseCursor(v.QueryParam(beforeParam)) }

// name is what paths name the language of the visit by, in its letters.
func (v *visit) name() string {
	if v.latin != nil {
		return web.LatinName
	}
	return string(v.loc.Tag)
}
