package site_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"image/png"
	"net/http"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// wantIcon fails unless an address is that of a PNG of that size.
func (b *builder) wantIcon(t *testing.T, path, sizes string) {
	t.Helper()
	a := b.get(t, path)
	icon, err := png.DecodeConfig(bytes.NewReader(a.body))
	if err != nil || fmt.Sprintf("%dx%d", icon.Width, icon.Height) != sizes || a.header.Get("Content-Type") != "image/png" {
		t.Errorf("%s is %d × %d, want %s: %d %v", path, icon.Width, icon.Height, sizes, a.status, err)
	}
}

func TestThePagesAreAProgramInEveryLanguage(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	for front, lang := range map[string]locale.Tag{"/en/": en, "/az/": az, "/kk/": kk, "/kk-latn/": locale.KazakhLatin, "/ru/": ru} {
		doc := b.get(t, front).doc
		named := attrs(doc, "link[rel=manifest]", "href")
		if len(named) != 1 {
			t.Fatalf("%s names %q", front, named)
		}
		var m struct {
			Name, Lang, Dir, Scope, Display, Description string

			Short string `json:"short_name"`
			Start string `json:"start_url"`
			Theme string `json:"theme_color"`
			Back  string `json:"background_color"`
			Icons []struct{ Src, Sizes, Type, Purpose string }
		}
		a := b.get(t, named[0])
		must(t, json.Unmarshal(a.body, &m))
		if got := a.header.Get("Content-Type"); got != "application/manifest+json" {
			t.Errorf("%s is %s", named[0], got)
		}
		if m.Name != doc.Find(".wordmark").Text() || m.Short == "" || m.Lang != string(lang) || m.Dir != "ltr" || m.Start != front || !strings.HasPrefix(front, m.Scope) || m.Display == "" {
			t.Errorf("%s says %+v", named[0], m)
		}
		if latin := lang == locale.KazakhLatin; strings.ContainsFunc(m.Description, func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }) != (lang == kk || lang == ru) {
			t.Errorf("in Latin letters %v: %q", latin, m.Description)
		}
		// Programs want icons of these sizes, and one of which they may cut the corners.
		var sizes []string
		for _, icon := range m.Icons {
			sizes = append(sizes, strings.TrimSpace(icon.Sizes+" "+icon.Purpose))
			if icon.Type == "image/png" {
				b.wantIcon(t, icon.Src, icon.Sizes)
			}
		}
		if !slices.Equal(sizes, []string{"any", "192x192", "512x512", "512x512 maskable"}) {
			t.Errorf("its icons are %q", sizes)
		}
		if themes := attrs(doc, "meta[name=theme-color]", "content"); !slices.Equal(themes, grounds(t)) || m.Theme != themes[0] || m.Back != themes[0] {
			t.Errorf("what is around pages is %q, in the manifest %s on %s; pages are %q", themes, m.Theme, m.Back, grounds(t))
		}
	}
	b.wantIcon(t, attrs(b.get(t, "/en/").doc, "link[rel=apple-touch-icon]", "href")[0], "180x180")
	a := b.get(t, "/favicon.ico")
	if a.status != http.StatusFound {
		t.Fatalf("/favicon.ico answers %d", a.status)
	}
	b.wantIcon(t, a.header.Get("Location"), "48x48")
}

// grounds are the grounds of pages, light and dark, as the style sheet has them.
func grounds(t *testing.T) []string {
	t.Helper()
	css, err := os.ReadFile("assets/site.css")
	must(t, err)
	var list []string
	for _, m := range regexp.MustCompile(`--paper: (#[0-9a-f]{6});`).FindAllSubmatch(css, -1) {
		list = append(list, string(m[1]))
	}
	return list
}

// openSearch is what a browser reads of how to search, with the lengths that OpenSearch 1.1
// allows.
type openSearch struct {
	XMLName                                    xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
	ShortName, Description, Language, Encoding string
	URL                                        []struct {
		Type     string `xml:"type,attr"`
		Template string `xml:"template,attr"`
	} `xml:"Url"`
	Image string
}

func TestBrowsersSearchTheSiteInEveryLanguage(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	b.add(storyIn(b.economy, "Port opens\nIt is wide.\nVery.", 0))
	b.set(t, models.SettingsData{Name: models.Names{
		ru: "Вестник обоих берегов Каспия", kk: "Каспийжағалауындағыхабарлар", az: "Xəzər — xəbər",
	}})
	for front, want := range map[string]string{
		"/en/": "Qalam", "/az/": "Xəzər — xəbər", "/ru/": "Вестник обоих", "/kk/": "Каспийжағалауын…", "/kk-latn/": "Kaspiijağalauyn…",
	} {
		named := b.get(t, front).doc.Find(`link[rel=search][type="application/opensearchdescription+xml"]`)
		a := b.get(t, named.AttrOr("href", ""))
		var s openSearch
		must(t, xml.Unmarshal(a.body, &s))
		if a.header.Get("Content-Type") != "application/opensearchdescription+xml" || named.AttrOr("title", "") == "" {
			t.Errorf("%s names %s, %s", front, named.AttrOr("href", ""), a.header.Get("Content-Type"))
		}
		if s.ShortName != want || utf8.RuneCountInString(s.ShortName) > 16 || s.Description == "" || utf8.RuneCountInString(s.Description) > 1024 {
			t.Errorf("%s: it is called %q, for %q", front, s.ShortName, s.Description)
		}
		if len(s.URL) != 1 || s.URL[0].Type != "text/html" || s.URL[0].Template != baseURL+front+"search?q={searchTerms}" {
			t.Fatalf("%s: it is searched at %v", front, s.URL)
		}
		found := b.get(t, strings.TrimPrefix(strings.Replace(s.URL[0].Template, "{searchTerms}", "port", 1), baseURL))
		if found.status != http.StatusOK || found.doc.Find("input[name=q]").AttrOr("value", "") != "port" {
			t.Errorf("%s: searching answers %d", front, found.status)
		}
		b.wantIcon(t, strings.TrimPrefix(s.Image, baseURL), "48x48")
	}
	if a := b.get(t, web.FrontPath("de")+"opensearch.xml"); a.status != http.StatusNotFound {
		t.Errorf("in another language it answers %d", a.status)
	}
}
