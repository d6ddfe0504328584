package site_test

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/internal/web"
)

// scenario is a request and what its answer must be.
type scenario struct {
	name, path, location string
	header               map[string]string
	status               int
	lang                 locale.Tag
	has, not             []string
}

func (s *scenario) run(t *testing.T, b *builder) {
	t.Helper()
	a := b.do(t, http.MethodGet, s.path, s.header)
	if a.status != s.status || a.header.Get("Location") != s.location {
		t.Fatalf("GET %s: got %d %q, want %d %q", s.path, a.status, a.header.Get("Location"), s.status, s.location)
	}
	if s.lang != "" {
		if got := a.doc.Find("html").AttrOr("lang", ""); got != string(s.lang) {
			t.Errorf("GET %s: the page is in %q, want %q", s.path, got, s.lang)
		}
	}
	for _, selector := range s.has {
		if a.doc.Find(selector).Length() == 0 {
			t.Errorf("GET %s: no %s in\n%s", s.path, selector, a.body)
		}
	}
	for _, selector := range s.not {
		if a.doc.Find(selector).Length() > 0 {
			t.Errorf("GET %s: %s is there", s.path, selector)
		}
	}
}

func TestTheFrontDoorGreetsInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	for _, tt := range []struct{ name, cookie, accept, want string }{
		{"nothing known", "", "", "/en/"},
		{"region", "", "kk-KZ,ru;q=0.8", "/kk/"},
		{"country code for Kazakh", "", "kz", "/kk/"},
		{"quality", "", "en;q=0.1,az;q=0.9", "/az/"},
		{"garbage", "", ";;;q=x,\x7f-*,,=", "/en/"},
		{"unknown language", "", "fr,de;q=0.5", "/en/"},
		{"cookie first", "ru", "az", "/ru/"},
		{"unknown cookie", "xx", "az", "/az/"},
		{"cookie that leads away", "//evil.example", "az", "/az/"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			header := map[string]string{"Accept-Language": tt.accept}
			if tt.cookie != "" {
				header["Cookie"] = "lang=" + tt.cookie
			}
			if strings.ContainsRune(tt.accept, '\x7f') {
				header["Accept-Language"] = strings.ReplaceAll(tt.accept, "\x7f", "%")
			}
			a := b.do(t, http.MethodGet, "/", header)
			got := []string{
				strconv.Itoa(a.status), a.header.Get("Location"), a.header.Get("Vary"), a.header.Get("Cache-Control"),
			}
			want := []string{"302", tt.want, "Cookie, Accept-Language", "no-store"}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestAddresses(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	port := strconv.FormatInt(b.port, 10)
	var all []scenario
	for _, l := range tags() {
		for name, path := range b.publicPaths(t, l) {
			all = append(all,
				scenario{name: "there: " + name, path: path, status: 200, lang: l, has: []string{"h1", "link[rel=canonical]"}},
				scenario{name: "campaign: " + name, path: path + "?utm_source=x&fbclid=1", status: 200, lang: l})
			if bare, ok := strings.CutSuffix(path, "/"); ok {
				all = append(all, scenario{name: "no slash: " + name, path: bare, status: 301, location: path})
			} else {
				all = append(all, scenario{name: "slash: " + name, path: path + "/", status: 301, location: path})
			}
		}
		canonical, front := b.path(t, l, b.port), web.FrontPath(l)
		section := strings.Split(canonical, "/")[2]
		for name, path := range map[string]string{
			"short id":          front + port,
			"other slug":        front + section + "/another-slug-" + port,
			"no slug":           front + section + "/" + port,
			"other section":     front + "culture/" + strings.Split(canonical, "/")[3],
			"unknown section":   front + "nowhere/x-" + port,
			"page for a story":  front + "pages/x-" + port,
			"slug and campaign": front + section + "/x-" + port + "?utm_source=x",
		} {
			all = append(all, scenario{name: name, path: path, status: 301, location: canonical})
		}
		for name, path := range map[string]string{
			"section": front + "nowhere/", "tag": front + "tags/nothing/", "author": front + "authors/nobody/",
			"id": front + "999999", "story": front + "economy/x-999999", "no id": front + "economy/no-number",
			"leading zero": front + "economy/x-0" + port, "huge id": front + "economy/x-99999999999999999999",
			"negative id": front + "-1/", "deep": front + "a/b/c/d", "drafts only": front + strconv.FormatInt(b.draft, 10),
		} {
			all = append(all, scenario{
				name: "unknown " + name, path: path, status: 404, lang: l,
				has: []string{"h1", "a[href='" + front + "']", "meta[name=robots][content=noindex]"},
				not: []string{".versions", "link[rel=canonical]", "link[hreflang]"},
			})
		}
	}
	kkPort := b.path(t, kk, b.port)
	all = append(all,
		scenario{name: "kz", path: "/kz", status: 301, location: "/kk"},
		scenario{name: "kz front", path: "/kz/", status: 301, location: "/kk/"},
		scenario{name: "kz story", path: "/kz" + kkPort[3:], status: 301, location: kkPort},
		scenario{name: "kz tag", path: "/kz/tags/kolik/", status: 301, location: "/kk/tags/kolik/"},
		scenario{name: "kz id", path: "/kz/" + port, status: 301, location: "/kk/" + port},
		scenario{name: "unknown language", path: "/de/", status: 404, lang: en},
		scenario{name: "unknown language, bare", path: "/de", status: 404, lang: en},
		scenario{
			name: "unknown language of a reader", path: "/de/", status: 404, lang: az,
			header: map[string]string{"Accept-Language": "az"},
		},
		scenario{name: "a language's case matters", path: "/EN/", status: 404, lang: en},
		scenario{name: "off to another host", path: "//evil.example", status: 404},
		scenario{name: "off to another host with a slash", path: "//evil.example/", status: 404},
		scenario{name: "no language", path: "/x.php", status: 404, lang: en},
		scenario{name: "robots", path: "/robots.txt", status: 200},
		scenario{name: "alive", path: "/healthz", status: 200},
		scenario{name: "ready", path: "/readyz", status: 200},
	)
	for i := range all {
		name := all[i].name + " " + all[i].path
		t.Run(strings.ReplaceAll(name, "/", "|"), func(t *testing.T) {
			t.Parallel()
			all[i].run(t, b)
		})
	}
}

func TestAMissingVersionSaysWhereTheStoryCanBeRead(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, tt := range []struct {
		lang  locale.Tag
		order []string
	}{
		{en, []string{"ru", "az", "kk"}},
		{az, []string{"en", "ru", "kk"}},
		{kk, []string{"ru", "en", "az"}},
		{ru, []string{"en", "az", "kk"}},
	} {
		for what, c := range map[string]struct {
			id     int64
			status int
		}{"missing": {b.missing[tt.lang], 404}, "gone": {b.gone[tt.lang], 410}} {
			t.Run(string(tt.lang)+" "+what, func(t *testing.T) {
				t.Parallel()
				for _, path := range []string{
					web.ArticleIDPath(tt.lang, c.id), fmt.Sprintf("/%s/culture/whatever-%d", tt.lang, c.id),
				} {
					a := b.get(t, path)
					if a.status != c.status {
						t.Errorf("%s: got %d, want %d", path, a.status, c.status)
					}
					if got := a.doc.Find("html").AttrOr("lang", ""); got != string(tt.lang) {
						t.Errorf("%s: the page is in %q", path, got)
					}
					if diff := cmp.Diff(tt.order, attrs(a.doc, ".versions a", "lang")); diff != "" {
						t.Errorf("%s: order of versions (-want +got):\n%s", path, diff)
					}
					for i, href := range attrs(a.doc, ".versions a", "href") {
						if want := b.path(t, locale.Tag(tt.order[i]), c.id); href != want {
							t.Errorf("%s: version leads to %s, want %s", path, href, want)
						}
					}
					if a.doc.Find(".story, .body").Length() > 0 || strings.Contains(string(a.body), secret) {
						t.Errorf("%s shows a text", path)
					}
					if got := attrs(a.doc, ".languages [aria-current]", "lang"); !slices.Equal(got, []string{string(tt.lang)}) {
						t.Errorf("%s: the switcher marks %v", path, got)
					}
					if a.header.Get("Cache-Control") != "no-store" || a.doc.Find("link[rel=canonical], link[hreflang]").Length() > 0 {
						t.Errorf("%s can be stored or indexed", path)
					}
				}
				// From a version that there is, the switcher marks the missing one.
				other := b.get(t, b.path(t, locale.Tag(tt.order[0]), c.id))
				if got := attrs(other.doc, ".languages a.missing", "lang"); !slices.Equal(got, []string{string(tt.lang)}) {
					t.Errorf("the switcher marks %v as missing, want %s", got, tt.lang)
				}
			})
		}
	}
	t.Run("withdrawn everywhere it leads nowhere", func(t *testing.T) {
		t.Parallel()
		s := scenario{path: web.ArticleIDPath(en, b.withdrawn), status: 410, lang: en, not: []string{".versions"}}
		s.run(t, b)
		// In a language that it never was in, it never was.
		s = scenario{path: web.ArticleIDPath(kk, b.withdrawn), status: 404, lang: kk, not: []string{".versions"}}
		s.run(t, b)
	})
}

func TestWhatIsNotPublicShowsNowhere(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		paths := slices.Collect(maps.Values(b.publicPaths(t, l)))
		paths = append(paths, slices.Collect(maps.Values(b.failurePaths(l)))...)
		paths = append(paths, web.SectionPath(l, slugOf(t, b, l)))
		for _, path := range paths {
			a := b.get(t, path)
			if strings.Contains(string(a.body), secret) {
				t.Errorf("%s shows what is not public", path)
			}
			for _, id := range []int64{b.draft, b.withdrawn} {
				if a.doc.Find(fmt.Sprintf("a[href$='-%d'], a[href$='/%d']", id, id)).Length() > 0 {
					t.Errorf("%s leads to story %d, which is not public", path, id)
				}
			}
		}
	}
}

// slugOf is the section of the withdrawn stories.
func slugOf(t *testing.T, b *builder, l locale.Tag) string {
	t.Helper()
	for _, n := range b.culture.Names {
		if n.Locale == l {
			return n.Slug
		}
	}
	t.Fatalf("the section has no name in %s", l)
	return ""
}

// alternates returns a page's versions as search engines see them.
func alternates(doc *goquery.Document) map[string]string {
	m := map[string]string{}
	doc.Find("link[rel=alternate][hreflang]").Each(func(_ int, s *goquery.Selection) {
		m[s.AttrOr("hreflang", "")] = s.AttrOr("href", "")
	})
	return m
}

func TestAlternatesAreAbsoluteReciprocalAndPublic(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		paths := b.publicPaths(t, l)
		for _, other := range tags() {
			if other != l {
				paths["missing "+string(other)] = b.path(t, l, b.missing[other])
				paths["gone "+string(other)] = b.path(t, l, b.gone[other])
			}
		}
		for name, path := range paths {
			if strings.HasPrefix(name, "empty") && (l != en || !strings.Contains(name, "section")) {
				continue // no stories, no versions
			}
			t.Run(string(l)+" "+name, func(t *testing.T) {
				t.Parallel()
				a := b.get(t, path)
				own := baseURL + path
				if got := attrs(a.doc, "link[rel=canonical]", "href"); !slices.Equal(got, []string{own}) {
					t.Errorf("canonical: got %v, want %s", got, own)
				}
				all := alternates(a.doc)
				if all[string(l)] != own {
					t.Errorf("the page is not among its alternates: %v", all)
				}
				if all["x-default"] == "" {
					t.Error("no x-default")
				}
				for lang, href := range all {
					local, ok := strings.CutPrefix(href, baseURL)
					if !ok {
						t.Errorf("%s is not absolute", href)
						continue
					}
					if lang == "x-default" {
						continue
					}
					there := b.get(t, local)
					if there.status != http.StatusOK {
						t.Errorf("alternate %s answers %d", href, there.status)
					}
					if diff := cmp.Diff(all, alternates(there.doc)); diff != "" {
						t.Errorf("%s has other alternates (-here +there):\n%s", href, diff)
					}
				}
				if missing, ok := strings.CutPrefix(name, "missing "); ok && all[missing] != "" {
					t.Errorf("%s has no version and is an alternate", missing)
				}
				if gone, ok := strings.CutPrefix(name, "gone "); ok && all[gone] != "" {
					t.Errorf("%s was withdrawn and is an alternate", gone)
				}
			})
		}
	}
}

func TestTheSwitcherLandsOnTheSameThing(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		here := b.publicPaths(t, l)
		for _, to := range tags() {
			there := b.publicPaths(t, to)
			for name, path := range here {
				a := b.get(t, path)
				link := a.doc.Find(fmt.Sprintf(".languages a[hreflang=%s][lang=%s]", to, to))
				if got := link.AttrOr("href", ""); got != there[name] {
					t.Errorf("%s: the switcher leads %s to %s, want %s", path, to, got, there[name])
				}
				if _, current := link.Attr("aria-current"); current != (l == to) {
					t.Errorf("%s: %s is marked as current: %v", path, to, current)
				}
			}
		}
	}
}

func TestEveryPageIsSound(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		paths := b.publicPaths(t, l)
		maps.Copy(paths, b.failurePaths(l))
		paths["failure"] = "/" + string(l) + "/test/panic/now"
		for name, path := range paths {
			t.Run(string(l)+" "+name, func(t *testing.T) {
				t.Parallel()
				a := b.get(t, path)
				if got := a.doc.Find("html").AttrOr("lang", ""); got != string(l) {
					t.Errorf("html lang is %q", got)
				}
				if got := a.header.Get("Content-Language"); got != string(l) {
					t.Errorf("Content-Language is %q", got)
				}
				if n := a.doc.Find("h1").Length(); n != 1 {
					t.Errorf("%d main headings", n)
				}
				for _, bad := range []string{"[style]", "style", "script:not([src]):not([type='application/ld+json'])", "time:not([datetime])", "time[datetime='']", "[onclick]", "a[href='']", "a:not([href])", "[lang='']"} {
					if a.doc.Find(bad).Length() > 0 {
						t.Errorf("%s is on the page", bad)
					}
				}
				if strings.Contains(string(a.body), "⟦") || strings.Contains(string(a.body), "ZgotmplZ") {
					t.Error("a message is missing or a value was refused")
				}
				a.doc.Find(".languages a").Each(func(_ int, s *goquery.Selection) {
					if s.AttrOr("lang", "") == "" || s.AttrOr("lang", "") != s.AttrOr("hreflang", "") {
						t.Error("a switcher link lacks its language")
					}
				})
				ids := attrs(a.doc, "[id]", "id")
				slices.Sort(ids)
				if len(slices.Compact(slices.Clone(ids))) != len(ids) {
					t.Errorf("an id occurs twice: %v", ids)
				}
				for _, asset := range append(attrs(a.doc, "link[rel=stylesheet], link[rel=icon], link[rel=apple-touch-icon]", "href"), attrs(a.doc, "script:not([type='application/ld+json'])", "src")...) {
					if !strings.HasPrefix(asset, "/assets/") {
						t.Errorf("%s is loaded from elsewhere", asset)
					}
				}
			})
		}
	}
}

func TestEmptyListsLeadToWhereThereAreStories(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range []locale.Tag{az, kk, ru} {
		a := b.get(t, b.publicPaths(t, l)["empty section"])
		if diff := cmp.Diff([]string{b.publicPaths(t, en)["empty section"]}, attrs(a.doc, ".empty a", "href")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", l, diff)
		}
		if diff := cmp.Diff([]string{"en"}, attrs(a.doc, ".empty a", "lang")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", l, diff)
		}
		if a.doc.Find(".card").Length() > 0 {
			t.Errorf("%s shows stories of another language", l)
		}
	}
	for _, l := range tags() {
		for _, name := range []string{"empty tag", "empty author"} {
			a := b.get(t, b.publicPaths(t, l)[name])
			if a.doc.Find(".empty").Length() != 1 || a.doc.Find(".empty a").Length() != 0 {
				t.Errorf("%s %s: a list without stories anywhere says something else:\n%s", l, name, a.body)
			}
		}
	}
}

func TestOwnLinksLeadToTheVersionThatThereIs(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		a := b.get(t, b.path(t, l, b.links))
		want := []string{b.path(t, l, b.port)}
		lang := []string{""}
		if l == az { // The roofs have no Azerbaijani version; English is next.
			want, lang = append(want, b.path(t, en, b.missing[az])), append(lang, "en")
		} else {
			want, lang = append(want, b.path(t, l, b.missing[az])), append(lang, "")
		}
		if diff := cmp.Diff(want, attrs(a.doc, ".body a", "href")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", l, diff)
		}
		if diff := cmp.Diff(lang, attrs(a.doc, ".body a", "hreflang")); diff != "" {
			t.Errorf("%s: language of the target (-want +got):\n%s", l, diff)
		}
	}
}

func TestPagingVisitsEveryStoryOnce(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	var seen []string
	path := b.publicPaths(t, en)["empty section"]
	for pages := 0; path != ""; pages++ {
		if pages > 5 {
			t.Fatal("the list does not end")
		}
		a := b.get(t, path)
		if got := attrs(a.doc, "link[rel=canonical]", "href"); !slices.Equal(got, []string{baseURL + path}) {
			t.Errorf("%s is canonical as %v", path, got)
		}
		seen = append(seen, attrs(a.doc, ".card h2 a", "href")...)
		path = a.doc.Find("a[rel=next]").AttrOr("href", "")
	}
	var want []string
	for _, id := range b.races {
		want = append(want, b.path(t, en, id))
	}
	slices.Sort(want)
	got := slices.Sorted(slices.Values(seen))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestACursorThatMakesNoSenseIsTheFirstPage(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	path := b.publicPaths(t, en)["empty section"]
	first := b.get(t, path)
	for _, cursor := range []string{"", "x", "-", "1", "!-!", "zzzzzzzzzzzzzzzzzzzz-1", "1-", "-1", "%00-%00", "1%27--"} {
		a := b.get(t, path+"?before="+cursor)
		if a.status != http.StatusOK || string(a.body) != string(first.body) {
			t.Errorf("before=%s: got %d and another page", cursor, a.status)
		}
	}
}

func TestUnknownQueryKeysAreNoPartOfThePage(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for name, path := range b.publicPaths(t, en) {
		plain, campaign := b.get(t, path), b.get(t, path+"?utm_source=a&x=%22%3E%3Cscript%3E")
		if plain.header.Get("ETag") != campaign.header.Get("ETag") || string(plain.body) != string(campaign.body) {
			t.Errorf("%s changes with the query", name)
		}
	}
}

func TestConditionalRequests(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for name, path := range b.publicPaths(t, kk) {
		plain := b.get(t, path)
		etag := plain.header.Get("ETag")
		if !strings.HasPrefix(etag, `"`) || plain.header.Get("Cache-Control") != "public, no-cache" {
			t.Errorf("%s: ETag %q, Cache-Control %q", name, etag, plain.header.Get("Cache-Control"))
		}
		for header, want := range map[string]int{
			etag: 304, "W/" + etag: 304, `"x", ` + etag: 304, "*": 304, `"x"`: 200, strings.Trim(etag, `"`): 200,
		} {
			for _, method := range []string{http.MethodGet, http.MethodHead} {
				a := b.do(t, method, path, map[string]string{"If-None-Match": header})
				if a.status != want || a.header.Get("ETag") != etag {
					t.Errorf("%s %s with %s: got %d, want %d", method, name, header, a.status, want)
				}
				if (want == 304 || method == http.MethodHead) && len(a.body) > 0 {
					t.Errorf("%s %s with %s: a body of %d bytes", method, name, header, len(a.body))
				}
			}
		}
	}
	before := b.get(t, "/en/").header.Get("ETag")
	must(t, b.newsroom.Withdraw(t.Context(), b.by, b.urgent, en))
	if b.get(t, "/en/").header.Get("ETag") == before {
		t.Error("the front page has changed and its ETag has not")
	}
}

func TestHeadIsGetWithoutTheBody(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	paths := b.publicPaths(t, ru)
	maps.Copy(paths, b.failurePaths(ru))
	paths["home"], paths["robots"], paths["bare"] = "/", "/robots.txt", "/ru"
	for name, path := range paths {
		get, head := b.get(t, path), b.do(t, http.MethodHead, path, nil)
		for _, h := range []http.Header{get.header, head.header} {
			h.Del("X-Request-Id")
			h.Del("Date")
			h.Del("Content-Length")
		}
		if get.status != head.status || len(head.body) != 0 {
			t.Errorf("%s: HEAD is %d with %d bytes, GET is %d", name, head.status, len(head.body), get.status)
		}
		if diff := cmp.Diff(get.header, head.header); diff != "" {
			t.Errorf("%s: headers (-GET +HEAD):\n%s", name, diff)
		}
	}
}

func TestEveryAnswerCarriesTheSecurityHeaders(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	want := map[string]string{
		"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
			"connect-src 'self'; font-src 'self'; form-action 'self'; manifest-src 'self'; " +
			"frame-ancestors 'none'; base-uri 'none'; object-src 'none'",
		"Cross-Origin-Opener-Policy": "same-origin",
		"Permissions-Policy":         "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
		"Referrer-Policy":            "strict-origin-when-cross-origin",
		"Strict-Transport-Security":  "max-age=31536000",
		"X-Content-Type-Options":     "nosniff",
	}
	paths := map[string]string{
		"home": "/", "robots": "/robots.txt", "feed": "/en/feed.xml", "health": "/healthz", "ready": "/readyz", "icon": "/favicon.svg",
		"kz": "/kz/", "bare": "/en", "panic": "/en/test/panic/now", "no asset": "/assets/none.css", "nothing": "/x.php",
		"style":      attrs(b.get(t, "/en/").doc, "link[rel=stylesheet]", "href")[0],
		"other host": "//evil.example/",
	}
	maps.Copy(paths, b.publicPaths(t, en))
	for _, l := range tags() {
		for name, path := range b.failurePaths(l) {
			paths[name+" "+string(l)] = path
		}
	}
	for name, path := range paths {
		for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
			a := b.do(t, method, path, nil)
			got := map[string]string{}
			for h := range want {
				got[h] = a.header.Get(h)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %s (-want +got):\n%s", method, name, diff)
			}
			if a.header.Get("X-Request-Id") == "" || a.header.Get("Set-Cookie") != "" {
				t.Errorf("%s %s: request id %q, cookie %q", method, name, a.header.Get("X-Request-Id"), a.header.Get("Set-Cookie"))
			}
		}
	}
}

func TestNothingPublicTakesAPost(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for name, path := range b.publicPaths(t, az) {
		if a := b.do(t, http.MethodPost, path, nil); a.status != http.StatusNotFound {
			t.Errorf("POST %s: got %d", name, a.status)
		}
	}
}

func TestAssetsNeverChange(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	doc := b.get(t, "/en/").doc
	assets := append(attrs(doc, "link[rel=stylesheet], link[rel=icon], link[rel=apple-touch-icon]", "href"), attrs(doc, "script[src]", "src")...)
	at := slices.IndexFunc(assets, func(path string) bool { return strings.HasSuffix(path, ".css") })
	if len(assets) != 5 || at < 0 {
		t.Fatalf("assets of a page: %v", assets)
	}
	sheet := b.get(t, assets[at])
	for _, m := range regexp.MustCompile(`url\("([^"]+)"\)`).FindAllSubmatch(sheet.body, -1) {
		assets = append(assets, string(m[1]))
	}
	kinds := map[string]string{".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".png": "image/png", ".woff2": "font/woff2"}
	for _, path := range assets {
		a := b.get(t, path)
		if a.status != http.StatusOK || a.header.Get("Cache-Control") != "public, max-age=31536000, immutable" {
			t.Errorf("%s: %d %q", path, a.status, a.header.Get("Cache-Control"))
		}
		ext := path[strings.LastIndexByte(path, '.'):]
		if kind := a.header.Get("Content-Type"); !strings.HasPrefix(kind, kinds[ext]) {
			t.Errorf("%s is %q", path, kind)
		}
	}
	for _, path := range []string{"/assets/site.css", "/assets/", "/assets/../site.go", "/assets/fonts/"} {
		if a := b.get(t, path); a.status != http.StatusNotFound {
			t.Errorf("%s: got %d", path, a.status)
		}
	}
}

func TestAFailureTellsThePersonAndNotTheMachine(t *testing.T) {
	t.Parallel()
	broken := newFullSite(t)
	paths := map[locale.Tag][]string{}
	for _, l := range tags() {
		paths[l] = []string{
			web.FrontPath(l), web.ArticleIDPath(l, broken.port), "/" + string(l) + "/economy/",
			"/" + string(l) + "/test/panic/now", "/" + string(l) + "/nothing/at/all/here",
		}
	}
	must(t, broken.store.Close())
	headings := map[string]locale.Tag{}
	for _, l := range tags() {
		for _, path := range paths[l] {
			a := broken.get(t, path)
			id := a.header.Get("X-Request-Id")
			if a.status != http.StatusInternalServerError || id == "" {
				t.Errorf("%s: got %d, request %q", path, a.status, id)
			}
			if got := a.doc.Find("html").AttrOr("lang", ""); got != string(l) {
				t.Errorf("%s: the page is in %q:\n%s", path, got, a.body)
			}
			if !strings.Contains(a.doc.Find("main").Text(), id) {
				t.Errorf("%s does not name the request", path)
			}
			for _, internal := range []string{"sql", "database", "panic", "secret", "goroutine", ".go:", "⟦"} {
				if strings.Contains(strings.ToLower(a.doc.Find("body").Text()), internal) {
					t.Errorf("%s tells %q", path, internal)
				}
			}
			headings[a.doc.Find("h1").Text()] = l
			if path == web.FrontPath(l) {
				testkit.Golden(t, "failure."+string(l)+".html", steady(bytes.ReplaceAll(a.body, []byte(id), []byte("REQUEST"))))
			}
			if !strings.Contains(broken.log.String(), "request_id="+id) {
				t.Errorf("%s: the log does not know the request", path)
			}
		}
	}
	if len(headings) != len(tags()) {
		t.Errorf("the page says the same in different languages: %v", headings)
	}
	if a := broken.get(t, "/readyz"); a.status != http.StatusServiceUnavailable {
		t.Errorf("readyz: got %d", a.status)
	}
	if a := broken.get(t, "/healthz"); a.status != http.StatusOK {
		t.Errorf("healthz: got %d", a.status)
	}
}

// What is another in each run: hashes in the names of assets, whose styles may change
// without the pages, and the keys of paragraphs.
var (
	hashes = regexp.MustCompile(`\.[0-9a-f]{12}\.`)
	keys   = regexp.MustCompile(`data-key="[^"]*"`)
)

// steady is a page without what is another in each run.
func steady(page []byte) []byte {
	return keys.ReplaceAll(hashes.ReplaceAll(page, []byte(".HASH.")), []byte(`data-key="KEY"`))
}

// The golden pages are valid. Those that are public are looked at as they are, too,
// where a browser is.
func TestGoldenPagesAreValidHTML(t *testing.T) {
	t.Parallel()
	testkit.CheckHTML(t, "testdata/golden")
}

func TestPages(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		public, failures := b.publicPaths(t, l), b.failurePaths(l)
		for name, path := range map[string]string{
			"front": public["front"], "section": public["section"], "article": public["article"], "parallel": public["article"] + "?with=" + string(besideOf(l)), "tag": public["tag"],
			"author": public["author"], "search": web.SearchPath(l) + "?q=" + searched(l), "missing": failures["missing"], "gone": failures["gone"],
		} {
			t.Run(string(l)+" "+name, func(t *testing.T) {
				t.Parallel()
				a := b.get(t, path)
				testkit.Golden(t, name+"."+string(l)+".html", steady(a.body))
			})
		}
	}
}
