package site_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/internal/web"
)

// wantLatin fails where a page says something in Cyrillic letters that is not marked as
// being in another language.
func wantLatin(t *testing.T, path string, a answer) {
	t.Helper()
	if got := a.doc.Find("html").AttrOr("lang", ""); got != "kk-Latn" || a.header.Get("Content-Language") != got {
		t.Errorf("%s is in %q, %q", path, got, a.header.Get("Content-Language"))
	}
	a.doc.Find("body [lang]").Remove()
	for _, text := range append(attrs(a.doc, "[alt], [aria-label], [title], [placeholder]", "aria-label"), a.doc.Find("title, body").Text(),
		a.doc.Find("meta[name=description]").AttrOr("content", ""), strings.Join(attrs(a.doc, "img", "alt"), " ")) {
		if strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) {
			t.Errorf("%s says %q", path, text)
		}
	}
}

func TestEveryKazakhPageCanBeReadInLatinLetters(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for name, path := range b.publicPaths(t, kk) {
		latin := web.LatinPath(path)
		cyrillic, a := b.get(t, path), b.get(t, latin)
		if a.status != http.StatusOK {
			t.Errorf("%s: got %d", latin, a.status)
			continue
		}
		for _, rel := range []string{"canonical", "alternate"} {
			want, got := attrs(cyrillic.doc, "link[rel="+rel+"]", "href"), attrs(a.doc, "link[rel="+rel+"]", "href")
			if !slices.Equal(want, got) {
				t.Errorf("%s: the %s addresses are %v, want %v", latin, rel, got, want)
			}
		}
		for _, href := range attrs(a.doc, "main a, .sections a, .wordmark, .search-link", "href") {
			if strings.HasPrefix(href, "/kk/") {
				t.Errorf("%s: %s leads out of the Latin letters to %s", latin, name, href)
			}
		}
		if got := a.doc.Find(`.languages a[lang="kk-Cyrl"]`); got.AttrOr("href", "") != path || got.Text() != "Қазақша" {
			t.Errorf("%s: the Cyrillic letters are at %q", latin, got.AttrOr("href", ""))
		}
		if got := a.doc.Find(".languages a[aria-current]").Text(); got != "Qazaqşa" {
			t.Errorf("%s is marked as %q", latin, got)
		}
		wantLatin(t, latin, a)
	}
	for name, path := range b.failurePaths(kk) {
		if got, want := b.get(t, web.LatinPath(path)), b.get(t, path); got.status != want.status {
			t.Errorf("%s: got %d, want %d", name, got.status, want.status)
		} else {
			wantLatin(t, path, got)
		}
	}
	article := b.path(t, kk, b.port)
	testkit.Golden(t, "latin.html", steady(b.get(t, web.LatinPath(article)).body))
}

func TestLatinLettersHaveTheAddressesOfKazakhPages(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	article := b.path(t, kk, b.port)
	for from, to := range map[string]string{
		"/kk-latn":          "/kk-latn/",
		"/kk-latn/feed.xml": "/kk/feed.xml",
		web.LatinPath(web.ArticleIDPath(kk, b.port)): web.LatinPath(article),
		web.LatinPath(article) + "/":                 web.LatinPath(article),
	} {
		if a := b.get(t, from); a.status != http.StatusMovedPermanently || a.header.Get("Location") != to {
			t.Errorf("%s: got %d to %q, want %q", from, a.status, a.header.Get("Location"), to)
		}
	}
	for _, path := range []string{"/ru-latn/", "/KK-LATN/x/y", "/kk-latn/nothing/at/all"} {
		if a := b.get(t, path); a.status != http.StatusNotFound {
			t.Errorf("%s: got %d", path, a.status)
		}
	}
	if a := b.do(t, http.MethodGet, "/", map[string]string{"Cookie": "lang=kk-Latn"}); a.header.Get("Location") != "/kk-latn/" {
		t.Errorf("who reads Latin letters is led to %q", a.header.Get("Location"))
	}
	names := func(doc *goquery.Document) string {
		return strings.Join(strings.Fields(doc.Find(".languages").Text()), " ")
	}
	if got := names(b.get(t, article).doc); !strings.Contains(got, "Қазақша Qazaqşa") {
		t.Errorf("a Kazakh page offers %q", got)
	}
	if got := names(b.get(t, "/en/").doc); strings.Contains(got, "Qazaqşa") {
		t.Errorf("an English page offers %q", got)
	}
	// Beside another language only what is Kazakh is in Latin letters.
	a := b.get(t, web.LatinPath(article)+"?with=ru")
	if got := a.doc.Find(".heading").Text(); got != "Порт считает вагоны камерами" {
		t.Errorf("the Russian title is %q", got)
	}
	wantLatin(t, "side by side", a)
}
