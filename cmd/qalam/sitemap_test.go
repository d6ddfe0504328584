package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// element is an element of XML with what is in it.
type element struct {
	name     xml.Name
	attrs    []xml.Attr
	text     string
	children []*element
}

// parse reads a document.
func parse(d *xml.Decoder) (*element, error) {
	top := &element{}
	open := []*element{top}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return top, nil
		}
		if err != nil {
			return nil, err
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name, attrs: token.Attr}
			last.children, open = append(last.children, e), append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.text += string(token)
		}
	}
}

// The namespaces of sitemaps, and what they allow a file.
const (
	ofSitemaps = "http://www.sitemaps.org/schemas/sitemap/0.9"
	ofNews     = "http://www.google.com/schemas/sitemap-news/0.9"
	ofXHTML    = "http://www.w3.org/1999/xhtml"

	mostURLs    = 50_000
	mostNews    = 1000
	mostBytes   = 50 << 20
	mostOfURL   = 2048
	leastOfURL  = 12
	newsAllowed = 1
)

// w3c is a moment as the W3C profiles ISO 8601.
var w3c = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d))?)?)?$`)

// wantSitemap fails for everything in a sitemap, or an index of some, that the protocol of
// sitemaps.org does not allow, and the extensions for news and for languages.
func wantSitemap(t testing.TB, base, address string, file []byte) {
	t.Helper()
	for _, wrong := range wrongInSitemap(base, file) {
		t.Errorf("%s: %s", address, wrong)
	}
}

// wrongInSitemap lists what is wrong in a sitemap of a site.
func wrongInSitemap(base string, file []byte) (wrong []string) {
	report := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	if len(file) > mostBytes {
		report("%d bytes", len(file))
	}
	if !bytes.HasPrefix(file, []byte(`<?xml version="1.0" encoding="UTF-8"?>`)) {
		report("it does not say that it is UTF-8")
	}
	document, err := parse(xml.NewDecoder(bytes.NewReader(file)))
	if err != nil || len(document.children) != 1 {
		return append(wrong, fmt.Sprintf("no document: %v", err))
	}
	top := document.children[0]
	entry, fields := "url", []string{"loc", "lastmod", "changefreq", "priority"}
	switch top.name {
	case xml.Name{Space: ofSitemaps, Local: "urlset"}:
	case xml.Name{Space: ofSitemaps, Local: "sitemapindex"}:
		entry, fields = "sitemap", fields[:2]
	default:
		return append(wrong, fmt.Sprintf("it begins with %v", top.name))
	}
	if n := len(top.children); n > mostURLs {
		report("%d addresses", n)
	}
	news := 0
	seen := map[string]bool{}
	for _, e := range top.children {
		if e.name != (xml.Name{Space: ofSitemaps, Local: entry}) {
			report("there is a %v", e.name)
			continue
		}
		loc := e.child(ofSitemaps, "loc")
		if seen[loc] {
			report("%s is there twice", loc)
		}
		seen[loc] = true
		wrong = append(wrong, e.wrongEntry(base, fields)...)
		if e.child(ofNews, "news") != "" || slices.ContainsFunc(e.children, func(x *element) bool { return x.name.Space == ofNews }) {
			news++
		}
	}
	if news > mostNews {
		report("%d pieces of news", news)
	}
	return wrong
}

// child is the text of a child, without what is around it.
func (e *element) child(space, name string) string {
	for _, c := range e.children {
		if c.name == (xml.Name{Space: space, Local: name}) {
			return strings.TrimSpace(c.text)
		}
	}
	return ""
}

// wrongEntry lists what is wrong in an entry. Its own fields come in their order, each at
// most once, and what extensions add after them.
func (e *element) wrongEntry(base string, fields []string) (wrong []string) {
	loc := e.child(ofSitemaps, "loc")
	report := func(format string, args ...any) { wrong = append(wrong, loc+": "+fmt.Sprintf(format, args...)) }
	if problem := wrongAddress(base, loc); problem != "" {
		report("%s", problem)
	}
	if len(e.attrs) > 0 || strings.TrimSpace(e.text) != "" {
		report("there is something between its fields")
	}
	last, news := -1, 0
	for _, c := range e.children {
		switch c.name.Space {
		case ofSitemaps:
			at := slices.Index(fields, c.name.Local)
			if at <= last {
				report("%s is not where it belongs", c.name.Local)
			}
			last = at
			if problem := wrongField(c); problem != "" {
				report("%s", problem)
			}
		case ofNews:
			last = len(fields)
			news++
			wrong = append(wrong, c.wrongNews(loc)...)
		case ofXHTML:
			last = len(fields)
			if problem := c.wrongLink(base); problem != "" {
				report("%s", problem)
			}
		default:
			report("there is a %v", c.name)
		}
	}
	if news > newsAllowed {
		report("%d pieces of news", news)
	}
	return wrong
}

func wrongAddress(base, address string) string {
	u, err := url.Parse(address)
	site, _ := url.Parse(base)
	switch {
	case err != nil:
		return err.Error()
	case u.Scheme != site.Scheme || u.Host != site.Host:
		return address + " is elsewhere"
	case len(address) < leastOfURL || len(address) > mostOfURL:
		return fmt.Sprintf("it has %d characters", len(address))
	case u.Fragment != "" || u.String() != address:
		return address + " is not written as addresses are"
	}
	return ""
}

// wrongField says what is wrong in a field of an entry.
func wrongField(c *element) string {
	text := strings.TrimSpace(c.text)
	ok := len(c.children) == 0 && len(c.attrs) == 0
	switch c.name.Local {
	case "lastmod":
		ok = ok && w3c.MatchString(text)
	case "changefreq":
		ok = ok && slices.Contains([]string{"always", "hourly", "daily", "weekly", "monthly", "yearly", "never"}, text)
	case "priority":
		ok = ok && regexp.MustCompile(`^(0(\.\d+)?|1(\.0+)?)$`).MatchString(text)
	}
	if !ok {
		return fmt.Sprintf("its %s is %q", c.name.Local, c.text)
	}
	return ""
}

// wrongLink says what is wrong in a link to a version in a language.
func (e *element) wrongLink(base string) string {
	attrs := map[string]string{}
	for _, a := range e.attrs {
		attrs[a.Name.Local] = a.Value
	}
	if e.name.Local != "link" || len(attrs) != 3 || attrs["rel"] != "alternate" || attrs["hreflang"] == "" || len(e.children) > 0 {
		return fmt.Sprintf("a version is %v", attrs)
	}
	return wrongAddress(base, attrs["href"])
}

// wrongNews lists what is wrong in a piece of news: it has the name and the language of the
// publication, a moment and a title, each once.
func (e *element) wrongNews(loc string) (wrong []string) {
	names := func(of *element) (list []string) {
		for _, c := range of.children {
			list = append(list, c.name.Space+" "+c.name.Local)
		}
		return list
	}
	want := []string{ofNews + " publication", ofNews + " publication_date", ofNews + " title"}
	if e.name.Local != "news" || !slices.Equal(names(e), want) {
		return []string{fmt.Sprintf("%s: it has %q", loc, names(e))}
	}
	publication := e.children[0]
	if !slices.Equal(names(publication), []string{ofNews + " name", ofNews + " language"}) {
		wrong = append(wrong, fmt.Sprintf("%s: its publication has %q", loc, names(publication)))
	}
	if publication.child(ofNews, "name") == "" || !regexp.MustCompile(`^[a-z]{2,3}$`).MatchString(publication.child(ofNews, "language")) {
		wrong = append(wrong, loc+": its publication has no name or language")
	}
	if !w3c.MatchString(e.child(ofNews, "publication_date")) || e.child(ofNews, "title") == "" {
		wrong = append(wrong, loc+": it has no moment or title")
	}
	return wrong
}

// A check that finds nothing is to be doubted.
func TestTheCheckOfSitemapsFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	const base = "https://news.example"
	sitemap := func(entries string) string {
		return `<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<urlset xmlns="` + ofSitemaps + `" xmlns:news="` + ofNews + `" xmlns:xhtml="` + ofXHTML + `">` + entries + `</urlset>`
	}
	const loc = `<loc>https://news.example/en/</loc>`
	const publication = `<news:publication><news:name>Qalam</news:name><news:language>kk</news:language></news:publication>`
	const date, title = `<news:publication_date>2026-03-12T09:00:00+04:00</news:publication_date>`, `<news:title>Port</news:title>`
	for _, entry := range []string{
		"", "<url>" + loc + "</url>", "<url>" + loc + "<lastmod>2026-03-12</lastmod><changefreq>daily</changefreq><priority>0.5</priority></url>",
		"<url>" + loc + `<lastmod>2026-03-12T09:00:00Z</lastmod><xhtml:link rel="alternate" hreflang="kk" href="https://news.example/kk/"/></url>`,
		"<url>" + loc + "<news:news>" + publication + date + title + "</news:news></url>",
	} {
		if wrong := wrongInSitemap(base, []byte(sitemap(entry))); wrong != nil {
			t.Errorf("%s: %q", entry, wrong)
		}
	}
	for _, file := range []string{
		"", strings.TrimPrefix(sitemap(""), `<?xml version="1.0" encoding="UTF-8"?>`), strings.Replace(sitemap(""), "0.9", "1.0", 1),
		sitemap("<page/>"), sitemap("<url/>"), sitemap("<url>" + loc + loc + "</url>"), sitemap("<url>" + loc + "</url><url>" + loc + "</url>"),
		sitemap("<url><lastmod>2026-03-12</lastmod>" + loc + "</url>"), sitemap("<url>" + loc + "<lastmod>12.03.2026</lastmod></url>"),
		sitemap("<url>" + loc + "<lastmod>2026-03-12T09:00</lastmod></url>"), sitemap("<url>" + loc + "<priority>2</priority></url>"),
		sitemap("<url>" + loc + "<changefreq>often</changefreq></url>"), sitemap("<url>" + loc + "<title>Port</title></url>"),
		sitemap("<url><loc>/en/</loc></url>"), sitemap("<url><loc>https://other.example/en/</loc></url>"), sitemap("<url><loc>https://news.example/қ</loc></url>"),
		sitemap("<url><loc>https://news.example/" + strings.Repeat("a", mostOfURL) + "</loc></url>"),
		sitemap("<url>" + loc + `<xhtml:link rel="alternate" hreflang="kk" href="/kk/"/></url>`), sitemap("<url>" + loc + `<xhtml:link rel="alternate" href="https://news.example/kk/"/></url>`),
		sitemap("<url>" + loc + "<news:news>" + publication + date + "</news:news></url>"), sitemap("<url>" + loc + "<news:news>" + date + title + "</news:news></url>"),
		sitemap("<url>" + loc + "<news:news>" + publication + date + title + "</news:news><lastmod>2026-03-12</lastmod></url>"),
		sitemap(strings.Repeat("<url/>", mostURLs+1)), strings.ReplaceAll(sitemap("<url>"+loc+"</url>"), "urlset", "sitemapindex"),
	} {
		if wrong := wrongInSitemap(base, []byte(file)); wrong == nil {
			t.Errorf("nothing is wrong in %.400s", file)
		}
	}
}
