package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	_ "image/jpeg" // cards over a picture, and pictures
	_ "image/png"  // other cards, and icons
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// crawler follows every address of a site that anything on it names, once.
type crawler struct {
	t    *testing.T
	base string
	// from is where an address was first found, seen what it answered.
	from  map[string]string
	seen  map[string]*crawled
	queue []string
}

// crawled is what an address answered.
type crawled struct {
	status   int
	kind     string
	location string
	doc      *goquery.Document // of a page
	body     []byte
	// facts are what a page says of itself to programs.
	facts []storyFacts
}

// storyFacts are those that Google documents for articles.
type storyFacts struct {
	Type                                              string `json:"@type"`
	Headline, DatePublished, DateModified, InLanguage string
	Image                                             []string
	Author                                            []struct{ Name, URL string }
}

// crawl follows the site from its front door.
func crawl(t *testing.T, base string) *crawler {
	t.Helper()
	c := &crawler{t, base, map[string]string{}, map[string]*crawled{}, nil}
	for _, path := range []string{"/", "/en/", "/az/", "/kk/", "/kk-latn/", "/ru/", "/robots.txt", "/favicon.ico", "/sitemap.xml", "/sitemap-news.xml"} {
		c.find("the door", path)
	}
	for len(c.queue) > 0 {
		address := c.queue[0]
		c.queue = c.queue[1:]
		c.seen[address] = c.fetch(address)
	}
	return c
}

// find takes in an address, relative to where it was found. Those elsewhere are not
// followed.
func (c *crawler) find(from, address string) {
	here, err := url.Parse(c.base + "/")
	if err != nil {
		c.t.Fatal(err)
	}
	if page, err := url.Parse(from); err == nil && strings.HasPrefix(from, c.base) {
		here = page
	}
	to, err := here.Parse(address)
	if err != nil {
		c.t.Errorf("%s names %q: %v", from, address, err)
		return
	}
	to.Fragment = ""
	path := to.String()
	// A search leads to further searches without end, and the desk is no part of the site.
	if !strings.HasPrefix(path, c.base+"/") || strings.HasPrefix(to.Path, "/admin/") || to.RawQuery != "" && strings.HasSuffix(to.Path, "/search") {
		return
	}
	if _, known := c.from[path]; !known {
		c.from[path] = from
		c.queue = append(c.queue, path)
	}
}

// fetch asks for an address and takes in all that its answer names.
func (c *crawler) fetch(address string) *crawled {
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Get(address)
	if err != nil {
		c.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	kind, _, _ := strings.Cut(res.Header.Get("Content-Type"), ";")
	got := &crawled{status: res.StatusCode, kind: kind, location: res.Header.Get("Location"), body: body}
	if got.location != "" {
		c.find(address, got.location)
	}
	switch kind {
	case "text/html":
		c.readPage(address, got)
	case "application/xml", "application/rss+xml", "application/atom+xml":
		c.readXML(address, body)
	case "application/feed+json", "application/manifest+json":
		c.readJSON(address, body)
	}
	return got
}

// readPage takes in the links of a page, and all that it loads and says of itself; of
// pictures in one size, for the others are made when they are first asked for.
func (c *crawler) readPage(address string, got *crawled) {
	var err error
	if got.doc, err = goquery.NewDocumentFromReader(bytes.NewReader(got.body)); err != nil {
		c.t.Fatal(err)
	}
	for selector, attr := range map[string]string{
		"[href]": "href", "[src]": "src", `meta[property="og:image"]`: "content", `meta[property="og:url"]`: "content",
	} {
		got.doc.Find(selector).Each(func(_ int, s *goquery.Selection) { c.find(address, s.AttrOr(attr, "")) })
	}
	got.doc.Find(`script[type="application/ld+json"]`).Each(func(_ int, s *goquery.Selection) {
		var f storyFacts
		if err := json.Unmarshal([]byte(s.Text()), &f); err != nil {
			c.t.Errorf("%s says %s: %v", address, s.Text(), err)
		}
		got.facts = append(got.facts, f)
		c.readJSON(address, []byte(s.Text()))
	})
}

// readXML takes in every address in a feed or a sitemap.
func (c *crawler) readXML(address string, body []byte) {
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			c.t.Fatalf("%s: %v", address, err)
		}
		switch token := token.(type) {
		case xml.CharData:
			if text := strings.TrimSpace(string(token)); strings.HasPrefix(text, c.base+"/") && !strings.ContainsAny(text, " \n") {
				c.find(address, text)
			}
		case xml.StartElement:
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Value, c.base+"/") && !strings.Contains(a.Value, "{") {
					c.find(address, a.Value)
				}
			}
		}
	}
}

// readJSON takes in every absolute address in some data.
func (c *crawler) readJSON(address string, body []byte) {
	d := json.NewDecoder(bytes.NewReader(body))
	for {
		token, err := d.Token()
		if err != nil { // the end
			return
		}
		if text, ok := token.(string); ok && strings.HasPrefix(text, c.base+"/") && !strings.ContainsAny(text, " \n") {
			c.find(address, text)
		}
	}
}

// TestReadersPagesHangTogether follows the demonstration from its front door to the last
// of its addresses: what anything names is there, versions name each other, every page has
// its image, and every story says of itself what search engines ask for.
//
//nolint:paralleltest // it has hundreds of images drawn, and comes before the tests in a browser, whose pages wait for nobody
func TestReadersPagesHangTogether(t *testing.T) {
	c := crawl(t, bootDemo(t))
	kinds := map[string]int{}
	for address, got := range c.seen {
		kinds[got.kind]++
		c.wantAnswer(address, got)
		if got.kind == "text/html" && got.status == http.StatusOK {
			c.wantIndexed(address, got)
			c.wantFacts(address, got)
		}
		if strings.HasPrefix(address, c.base+"/sitemap") {
			wantSitemap(t, c.base, address, got.body)
		}
	}
	for kind, least := range map[string]int{
		"text/html": 300, "image/png": 10, "image/jpeg": 50, "application/xml": 5, "application/rss+xml": 10,
		"application/atom+xml": 4, "application/feed+json": 4, "application/manifest+json": 5, "application/opensearchdescription+xml": 5,
	} {
		if kinds[kind] < least {
			t.Errorf("only %d answers are %s: %v", kinds[kind], kind, kinds)
		}
	}
	t.Logf("%d addresses: %v", len(c.seen), kinds)
}

// wantAnswer fails unless an address answers as it should: what is named is there, or leads
// there, or is the page that says in which languages there is a story.
func (c *crawler) wantAnswer(address string, got *crawled) {
	c.t.Helper()
	missing := got.kind == "text/html" && got.doc.Find(".versions a").Length() > 0
	switch {
	case got.status == http.StatusOK, got.status == http.StatusMovedPermanently:
	case missing && (got.status == http.StatusNotFound || got.status == http.StatusGone):
	case got.status == http.StatusFound && slices.Contains([]string{"/", "/favicon.ico"}, strings.TrimPrefix(address, c.base)):
	default:
		c.t.Errorf("%s names %s, which answers %d", c.from[address], address, got.status)
	}
}

// answerOf is what a named address answered in the end.
func (c *crawler) answerOf(address string) *crawled {
	got := c.seen[address]
	if got == nil {
		return &crawled{}
	}
	return got
}

// wantIndexed fails unless a page names itself and its versions as search engines want it,
// and its image.
func (c *crawler) wantIndexed(address string, got *crawled) {
	c.t.Helper()
	canonical := got.doc.Find("link[rel=canonical]").AttrOr("href", "")
	if canonical == "" {
		if got.doc.Find("meta[name=robots]").AttrOr("content", "") != "noindex" {
			c.t.Errorf("%s has no address to be found at, and may be found", address)
		}
		return
	}
	own, _, with := strings.Cut(strings.Replace(address, "/kk-latn/", "/kk/", 1), "?with=")
	if canonical != own {
		c.t.Errorf("%s is to be found at %s", address, canonical)
	}
	lang := got.doc.Find("html").AttrOr("lang", "")
	named := alternates(got.doc)
	if len(named) > 0 && !with && (named["x-default"] == "" || lang != "kk-Latn" && named[lang] != own) {
		c.t.Errorf("%s in %s has the versions %v", address, lang, named)
	}
	for l, version := range named {
		there := c.answerOf(version)
		if front := strings.TrimPrefix(version, c.base) == "/"; l == "x-default" && front {
			continue
		}
		if there.status != http.StatusOK {
			c.t.Errorf("%s names %s in %s, which answers %d", address, version, l, there.status)
		} else if back := alternates(there.doc); fmt.Sprint(back) != fmt.Sprint(named) {
			c.t.Errorf("%s names %v, and its version in %s %v", address, named, l, back)
		}
	}
	c.wantImage(address, got.doc)
}

// alternates are the versions that a page names, by language.
func alternates(doc *goquery.Document) map[string]string {
	list := map[string]string{}
	doc.Find("link[rel=alternate][hreflang]").Each(func(_ int, s *goquery.Selection) {
		list[s.AttrOr("hreflang", "")] = s.AttrOr("href", "")
	})
	return list
}

// wantImage fails unless a page names an image that is there, of the size that it says.
func (c *crawler) wantImage(address string, doc *goquery.Document) {
	c.t.Helper()
	said := func(name string) string {
		return doc.Find(`meta[property="og:image`+name+`"]`).AttrOr("content", "")
	}
	shown := c.answerOf(said(""))
	size, format, err := image.DecodeConfig(bytes.NewReader(shown.body))
	got := []string{strconv.Itoa(size.Width), strconv.Itoa(size.Height), "image/" + format, shown.kind}
	if want := []string{said(":width"), said(":height"), said(":type"), said(":type")}; err != nil || !slices.Equal(got, want) || said(":alt") == "" {
		c.t.Errorf("%s: its image %s answers %d, %v, want %v: %v", address, said(""), shown.status, got, want, err)
	}
}

// wantFacts fails unless a story says what search engines ask for.
func (c *crawler) wantFacts(address string, got *crawled) {
	c.t.Helper()
	if got.doc.Find(`meta[property="og:type"]`).AttrOr("content", "") != "article" || strings.Contains(address, "/kk-latn/") || strings.Contains(address, "?with=") {
		return
	}
	at := slices.IndexFunc(got.facts, func(f storyFacts) bool { return f.Type == "NewsArticle" })
	if at < 0 {
		c.t.Errorf("%s says nothing of itself", address)
		return
	}
	f := got.facts[at]
	if f.Headline == "" || f.DatePublished == "" || f.DateModified == "" || f.InLanguage == "" || len(f.Image) == 0 || len(f.Author) == 0 {
		c.t.Errorf("%s says %+v", address, f)
	}
	for _, named := range f.Image {
		if there := c.answerOf(named); there.status != http.StatusOK || !strings.HasPrefix(there.kind, "image/") {
			c.t.Errorf("%s: its image %s answers %d, %s", address, named, there.status, there.kind)
		}
	}
	for _, author := range f.Author {
		if there := c.answerOf(author.URL); author.Name == "" || there.status != http.StatusOK {
			c.t.Errorf("%s: its author %v answers %d", address, author, there.status)
		}
	}
}
