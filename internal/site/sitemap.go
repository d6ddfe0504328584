package site

import (
	"encoding/xml"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

const (
	sitemapNamespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
	newsNamespace    = "http://www.google.com/schemas/sitemap-news/0.9"
	xhtmlNamespace   = "http://www.w3.org/1999/xhtml"
)

// sitemapURL is a page in a sitemap.
type sitemapURL struct {
	Address    string             `xml:"loc"`
	Modified   string             `xml:"lastmod,omitempty"`
	Alternates []sitemapAlternate `xml:"xhtml:link"`
	News       *sitemapNews       `xml:"news:news"`
}

// sitemapAlternate is the same story in a language, itself included.
type sitemapAlternate struct {
	Rel  string `xml:"rel,attr"`
	Lang string `xml:"hreflang,attr"`
	URL  string `xml:"href,attr"`
}

// sitemapNews is what programs that gather news want to know of a story.
type sitemapNews struct {
	Name      string     `xml:"news:publication>news:name"`
	Language  locale.Tag `xml:"news:publication>news:language"`
	Published string     `xml:"news:publication_date"`
	Title     string     `xml:"news:title"`
}

// sitemapIndex names the files of the sitemap.
func (s *Site) sitemapIndex(v *visit) error {
	type file struct {
		Address string `xml:"loc"`
	}
	index := struct {
		XMLName xml.Name `xml:"sitemapindex"`
		NS      string   `xml:"xmlns,attr"`
		Files   []file   `xml:"sitemap"`
	}{NS: sitemapNamespace}
	for _, l := range s.newsroom.Locales().Tags() {
		numbers, err := s.newsroom.SitemapFiles(v.Request().Context(), v.at, l)
		if err != nil {
			return err
		}
		for _, n := range numbers {
			index.Files = append(index.Files, file{web.Absolute(s.base, web.SitemapFilePath(l, n))})
		}
	}
	return s.sendXML(v, index)
}

// sitemapFile answers with the stories of a language in a file; one that has none is not
// there.
func (s *Site) sitemapFile(v *visit) error {
	tag, number, _ := strings.Cut(strings.TrimSuffix(v.Param("*"), ".xml"), "-")
	loc, known := s.newsroom.Locales().Lookup(locale.Tag(tag))
	n, err := strconv.Atoi(number)
	if !known || err != nil || n < 1 || n > maxSitemap || v.Request().URL.Path != web.SitemapFilePath(loc.Tag, n) {
		return echo.ErrNotFound
	}
	stories, err := s.newsroom.Sitemap(v.Request().Context(), v.at, n)
	if err != nil {
		return err
	}
	var pages []sitemapURL
	for _, versions := range stories {
		for _, version := range versions {
			if version.Locale == loc.Tag {
				pages = append(pages, s.sitemapURL(version, versions))
			}
		}
	}
	if len(pages) == 0 {
		return echo.ErrNotFound
	}
	return s.sendURLs(v, pages)
}

// maxSitemap keeps the numbers of files within those of articles.
const maxSitemap = 1 << 40

// sitemapURL is a version among all of its story, which come in the site's order.
func (s *Site) sitemapURL(version cms.Version, among []cms.Version) sitemapURL {
	address := func(x cms.Version) string { return web.Absolute(s.base, web.ArticlePath(x)) }
	page := sitemapURL{Address: address(version), Modified: version.Since.In(s.newsroom.Zone()).Format(time.RFC3339)}
	for _, x := range among {
		page.Alternates = append(page.Alternates, sitemapAlternate{"alternate", string(x.Locale), address(x)})
	}
	page.Alternates = append(page.Alternates, sitemapAlternate{"alternate", "x-default", address(among[0])})
	return page
}

// What programs that gather news read: so old and so many at most.
const (
	newsFor = 48 * time.Hour
	maxNews = 1000
)

// newsSitemap answers with the newest stories in all languages.
func (s *Site) newsSitemap(v *visit) error {
	var pages []sitemapURL
	locales := s.newsroom.Locales().All()
	for _, l := range locales {
		in := cms.ListInput{At: v.at, Locale: l.Tag, From: v.at.Add(-newsFor), Limit: maxNews / len(locales)}
		found, err := s.newsroom.List(v.Request().Context(), in)
		if err != nil {
			return err
		}
		s.speak(v, l)
		v.info = nil // which is of a language
		info, err := s.info(v)
		if err != nil {
			return err
		}
		name := s.siteView(v, info).Name
		for i := range found.Stories {
			pages = append(pages, s.newsURL(v, &found.Stories[i], name))
		}
	}
	return s.sendURLs(v, pages)
}

func (s *Site) newsURL(v *visit, p *models.Publication, name string) sitemapURL {
	e := s.entry(v, p, nil)
	return sitemapURL{
		Address: e.URL, Modified: e.Updated.Format(time.RFC3339),
		News: &sitemapNews{name, v.loc.Tag, e.Published.Format(time.RFC3339), e.Title},
	}
}

// sendURLs answers with pages as a sitemap.
func (s *Site) sendURLs(v *visit, pages []sitemapURL) error {
	return s.sendXML(v, struct {
		XMLName xml.Name     `xml:"urlset"`
		NS      string       `xml:"xmlns,attr"`
		News    string       `xml:"xmlns:news,attr"`
		XHTML   string       `xml:"xmlns:xhtml,attr"`
		Pages   []sitemapURL `xml:"url"`
	}{NS: sitemapNamespace, News: newsNamespace, XHTML: xhtmlNamespace, Pages: pages})
}

func (s *Site) sendXML(v *visit, document any) error {
	body, err := writeXML(document)
	if err != nil {
		return err
	}
	return s.answer(v, "application/xml; charset=utf-8", body)
}
