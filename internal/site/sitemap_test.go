package site_test

import (
	"encoding/xml"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// sitemap is what a program reads of a file or of the index.
type sitemap struct {
	XMLName xml.Name
	Files   []struct {
		Address string `xml:"loc"`
	} `xml:"sitemap"`
	Pages []struct {
		Address    string `xml:"loc"`
		Modified   string `xml:"lastmod"`
		Alternates []struct {
			Lang string `xml:"hreflang,attr"`
			URL  string `xml:"href,attr"`
		} `xml:"link"`
		News *struct {
			Language  string `xml:"publication>language"`
			Name      string `xml:"publication>name"`
			Published string `xml:"publication_date"`
			Title     string `xml:"title"`
		} `xml:"news"`
	} `xml:"url"`
}

func (b *builder) sitemap(t testing.TB, path string) (m sitemap) {
	t.Helper()
	a := b.get(t, path)
	if a.status != http.StatusOK || a.header.Get("Content-Type") != "application/xml; charset=utf-8" || a.header.Get("ETag") == "" {
		t.Fatalf("%s: %d %v", path, a.status, a.header)
	}
	must(t, xml.Unmarshal(a.body, &m))
	if m.XMLName.Space != "http://www.sitemaps.org/schemas/sitemap/0.9" {
		t.Errorf("%s is of %q", path, m.XMLName.Space)
	}
	return m
}

// Every page of a story is in the sitemap, as itself, with the same versions as the page
// names; nothing else is.
func TestTheSitemapHasEveryStoryOnce(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	listed := map[string]map[string]string{}
	for _, file := range b.sitemap(t, web.SitemapPath).Files {
		for _, page := range b.sitemap(t, strings.TrimPrefix(file.Address, baseURL)).Pages {
			if _, twice := listed[page.Address]; twice {
				t.Errorf("%s is there twice", page.Address)
			}
			if _, err := time.Parse(time.RFC3339, page.Modified); err != nil {
				t.Errorf("%s: %v", page.Address, err)
			}
			listed[page.Address] = map[string]string{}
			for _, a := range page.Alternates {
				listed[page.Address][a.Lang] = a.URL
			}
		}
	}
	want := map[string]bool{}
	for _, l := range tags() {
		for id := int64(1); id < 200; id++ {
			if path := b.follow(t, web.ArticleIDPath(l, id)); path != "" {
				want[baseURL+path] = true
			}
		}
	}
	if len(want) < 20 {
		t.Fatalf("only %d pages are there", len(want))
	}
	if got := slices.Sorted(maps.Keys(listed)); !slices.Equal(got, slices.Sorted(maps.Keys(want))) {
		t.Errorf("%d pages are listed, %d are there: %q", len(listed), len(want), got)
	}
	for address, alternates := range listed {
		doc := b.get(t, strings.TrimPrefix(address, baseURL)).doc
		named := map[string]string{}
		for _, link := range doc.Find("link[rel=alternate][hreflang]").EachIter() {
			named[link.AttrOr("hreflang", "")] = link.AttrOr("href", "")
		}
		if canonical := attrs(doc, "link[rel=canonical]", "href"); !slices.Equal(canonical, []string{address}) || !maps.Equal(named, alternates) {
			t.Errorf("%s is listed with %v, and says %v, canonical %v", address, alternates, named, canonical)
		}
		for lang, url := range alternates {
			if back := listed[url]; lang != "x-default" && back[lang] != url {
				t.Errorf("%s names %s in %s, which names %v", address, url, lang, back)
			}
		}
	}
}

func TestTheNewsSitemapHasTheStoriesOfTwoDays(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	words := func(title string) map[locale.Tag]string {
		return map[locale.Tag]string{kk: title + "\nЖаңа.\nМәтін."}
	}
	b.add(story{section: b.economy, source: kk, live: words("Үш күн бұрын"), ago: 72 * time.Hour})
	id := b.add(story{section: b.economy, source: kk, live: words("Бүгін & кеше"), ago: time.Hour})
	pages := b.sitemap(t, web.NewsSitemapPath).Pages
	if len(pages) != 1 || pages[0].Address != baseURL+b.path(t, kk, id) {
		t.Fatalf("it has %+v", pages)
	}
	if n := pages[0].News; n == nil || n.Language != "kk" || n.Title != "Бүгін & кеше" || n.Name == "" || !strings.HasSuffix(n.Published, "+04:00") {
		t.Errorf("it says %+v", n)
	}
}

func TestOnlyFilesOfTheSitemapThatAreThereAnswer(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, path := range []string{
		"/sitemap-en-0.xml", "/sitemap-en-2.xml", "/sitemap-en-01.xml", "/sitemap-en-1", "/sitemap-de-1.xml", "/sitemap-kk-latn-1.xml",
		"/sitemap-en-99999999999999999999.xml", "/sitemap-en--1.xml", "/sitemap-.xml",
	} {
		if a := b.get(t, path); a.status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.status)
		}
	}
	robots := string(b.get(t, "/robots.txt").body)
	for _, path := range []string{web.SitemapPath, web.NewsSitemapPath} {
		if !strings.Contains(robots, "\nSitemap: "+baseURL+path+"\n") {
			t.Errorf("robots.txt does not name %s:\n%s", path, robots)
		}
	}
}
