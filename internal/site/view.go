package site

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// page is what the layout shows around every page.
type page struct {
	Lang        locale.Tag
	Dir         string
	Title       string
	Description string
	// Fonts are the files of the font that are asked for at once.
	Fonts []string
	// Canonical is absolute; empty on pages that are not to be indexed.
	Canonical  string
	Alternates []alternate
	// Feeds are those of the language and, in a section, its own; empty on pages that
	// are not public.
	Feeds  []feedLink
	Home   string
	Search string
	// Manifest and OpenSearch lead to the site as a program and to how browsers search it.
	Manifest, OpenSearch string
	// Light and Dark are the ground of the page, for what is around it.
	Light, Dark string
	Sections    []link
	// Crumbs lead from the front page down to where the page is; empty on the front
	// page and where there is no page.
	Crumbs []link
	// Source says where the text is from, as a name of the press: that a machine wrote
	// some of it; empty for people.
	Source   string
	Switcher []switchLink
	Site     siteView
	// Meta is what other programs show of the page; null where it is not to be found.
	Meta *metadata
	// Banner says which moment or draft the page shows; null on public pages.
	Banner *banner
	Body   any
}

// feedLink names a feed for programs that follow the news.
type feedLink struct{ Type, Title, URL string }

// alternate is the same page in a language, for search engines.
type alternate struct{ Lang, URL string }

// link is a link whose text may be in another language than the page.
type link struct {
	Text    string
	Lang    locale.Tag // empty where it is the page's
	URL     string
	Current bool
}

// switchLink leads to the same page in another language.
type switchLink struct {
	Lang    locale.Tag
	Name    string
	URL     string
	Current bool
	// Missing says that there is no such version; the link leads to a page
	// that says so.
	Missing bool
	// Offer tells readers of the language, in it, that they can read the page in it.
	Offer string
}

// counterparts says where the same page is in each language.
type counterparts struct {
	// path returns the page's path in a language.
	path func(locale.Tag) string
	// has says in which languages there is anything to read.
	has func(locale.Tag) bool
}

// everywhere says that a page is there in every language.
func everywhere(locale.Tag) bool { return true }

// newPage fills in what every page has. The title is what the page is headed with,
// before the site's name; empty for the name alone. On a page that is there, one of
// the counterparts is the page itself; on an error page none need be.
func (s *Site) newPage(v *visit, title string, cp counterparts) (*page, error) {
	sections, err := s.sections(v)
	if err != nil {
		return nil, err
	}
	info, err := s.info(v)
	if err != nil {
		return nil, err
	}
	p := s.barePage(v, title, cp)
	p.Site = s.siteView(v, info)
	p.Title = titled(title, p.Site.Name)
	p.Sections = s.navigation(v, sections)
	if p.Banner == nil {
		for _, format := range feedFormats() {
			p.Feeds = append(p.Feeds, feedLink{format.mediaType, p.Site.Name, web.Absolute(s.base, format.path(v.loc.Tag))})
		}
	}
	return p, nil
}

// navigation leads to the sections at the top. Where the page is in one below them,
// it is in theirs, too.
func (s *Site) navigation(v *visit, sections []models.Section) []link {
	var list []link
	for i := range sections {
		here := cms.SectionSlug(&sections[i], v.loc.Tag) == v.Param("section")
		if sections[i].ParentID == nil {
			l := s.sectionLink(v, &sections[i])
			l.Current = here
			list = append(list, l)
		} else if here { // the one at the top comes right before those below it
			list[len(list)-1].Current = true
		}
	}
	return list
}

// ask asks for files of the font, each once.
func (p *page) ask(files []string) {
	for _, file := range files {
		if !slices.Contains(p.Fonts, file) {
			p.Fonts = append(p.Fonts, file)
		}
	}
}

// Framed reports whether the page stands in a frame beside what it is made of.
func (p *page) Framed() bool { return p.Banner != nil && p.Banner.Heading == "" }

// barePage is a page without what the database knows, for when it fails.
func (s *Site) barePage(v *visit, title string, cp counterparts) *page {
	site := s.siteView(v, &cms.SiteInfo{})
	p := &page{
		Lang: v.loc.Tag, Dir: v.loc.Direction, Title: titled(title, site.Name), Fonts: fonts(v.letters(), "normal"), Site: site,
		Home: v.to(web.FrontPath(v.loc.Tag)), Search: v.to(web.SearchPath(v.loc.Tag)), Banner: s.banner(v),
		Manifest: v.spelt(web.ManifestPath(v.loc.Tag)), OpenSearch: v.spelt(web.OpenSearchPath(v.loc.Tag)), Light: lightGround, Dark: darkGround,
	}
	for _, l := range s.newsroom.Locales().All() {
		p.Switcher = append(p.Switcher, s.switchLinks(v, l, cp)...)
	}
	return p
}

// switchLinks lead to the page in a language. Who reads Kazakh gets it in either letters.
func (s *Site) switchLinks(v *visit, l *locale.Locale, cp counterparts) []switchLink {
	own := switchLink{
		Lang: l.Tag, Name: l.Name, URL: v.prefix + cp.path(l.Tag), Current: l == v.loc && v.latin == nil, Missing: !cp.has(l.Tag),
	}
	if p, ok := s.messages.Printer(i18n.For(l.Tag)); ok && l != v.loc && !own.Missing && v.preview == nil {
		own.Offer = p.T("site.offer.text")
	}
	if l != v.loc || l.Tag != locale.Kazakh || v.preview != nil {
		return []switchLink{own}
	}
	inLatin := own
	inLatin.Lang, inLatin.URL, inLatin.Current = locale.KazakhLatin, v.prefix+web.LatinPath(cp.path(l.Tag)), v.latin != nil
	if d, ok := locale.Lookup(locale.KazakhLatin); ok {
		inLatin.Name = d.Name
	}
	if v.latin != nil {
		own.Lang = locale.Kazakh + "-Cyrl" // so that its name is left as it is
	}
	return []switchLink{own, inLatin}
}

// index names the page for search engines: itself and its versions, of which a list that
// has nothing in this language is none. xDefault is the path for readers of any other
// language.
func (s *Site) index(p *page, path string, xDefault string, cp counterparts) {
	p.Canonical = web.Absolute(s.base, path)
	if !cp.has(p.Lang) {
		return
	}
	for _, tag := range s.newsroom.Locales().Tags() {
		if cp.has(tag) {
			p.Alternates = append(p.Alternates, alternate{string(tag), web.Absolute(s.base, cp.path(tag))})
		}
	}
	p.Alternates = append(p.Alternates, alternate{"x-default", web.Absolute(s.base, xDefault)})
}

// label turns a name into a link's text, marked where its language is not the
// page's.
func label(l cms.Label, page locale.Tag) link {
	if l.Lang == page {
		l.Lang = ""
	}
	return link{Text: l.Text, Lang: l.Lang}
}

// when is a moment as people and as machines read it.
type when struct {
	ISO, Text, Zone string
}

// when shows a moment in the newsroom's zone.
func (s *Site) when(v *visit, at models.Instant) when {
	t := at.In(s.newsroom.Zone())
	return when{t.Format(time.RFC3339), v.loc.NoBreak(v.loc.DateTime(t)), locale.Zone(t)}
}

// send answers with a page.
func (s *Site) send(v *visit, status int, name string, p *page) error {
	if p.Banner != nil { // it is nobody's find
		p.Canonical, p.Alternates = "", nil
		v.Response().Header().Set("X-Robots-Tag", "noindex, nofollow")
		v.Response().Header().Set("Referrer-Policy", "no-referrer")
	}
	body, err := s.templates.Render(i18n.For(v.loc.Tag), name, p)
	if err != nil {
		return err
	}
	h := v.Response().Header()
	h.Set("Content-Language", string(v.loc.Tag))
	if v.latin != nil {
		h.Set("Content-Language", string(v.latin.Tag))
		body = []byte(v.latin.TransliteratePage(string(body)))
	}
	switch {
	case p.Banner != nil:
		h.Set("Cache-Control", "no-store")
		return v.HTMLBlob(status, body)
	case status != http.StatusOK:
		return s.refuse(v, status, body)
	}
	return s.answer(v, echo.MIMETextHTMLCharsetUTF8, body)
}
