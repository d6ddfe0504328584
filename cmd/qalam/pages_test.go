package main

import (
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// kindOfPage is a kind of page that readers see: how to find one in a language, as a
// path, and the status that it answers with.
type kindOfPage struct {
	name   string
	find   func(f finder) string
	status int
}

// kindsOfPages lists them all.
func kindsOfPages() []kindOfPage {
	in := func(format string) func(finder) string {
		return func(f finder) string { return strings.ReplaceAll(format, "{lang}", f.lang) }
	}
	of := func(page func(finder) string, selector string) func(finder) string {
		return func(f finder) string { return f.link(page(f), selector) }
	}
	front := in("/{lang}/")
	// The lead of the front page has a picture at its head, another story a table.
	story, table := of(front, `class="card">\s*<div class="picture">[\s\S]*?<h2><a href="([^"]+)"`), of(in("/{lang}/search?q=402"), `<h2><a href="([^"]+)"`)
	return []kindOfPage{
		{"front", front, http.StatusOK},
		{"section", of(front, `class="sections"[\s\S]*?<a href="([^"]+)"`), http.StatusOK},
		{"older", of(in("/{lang}/"), `rel="next" href="([^"]+)"|$`), http.StatusOK}, // some languages have few stories
		{"story", story, http.StatusOK},
		{"story-table", table, http.StatusOK},
		{"parallel", of(story, `class="besides"[\s\S]*?<a href="([^"]+)"`), http.StatusOK},
		{"standing-page", of(front, `<footer[\s\S]*?<nav[\s\S]*?<a href="([^"]+)"`), http.StatusOK},
		{"tag", of(story, `class="tags"[\s\S]*?<a href="([^"]+)"`), http.StatusOK},
		{"author", of(story, `class="byline"[\s\S]*?<a href="([^"]+)"`), http.StatusOK},
		{"day", of(story, `<p class="meta">\s*<a href="([^"]+)"`), http.StatusOK},
		{"search", in("/{lang}/search"), http.StatusOK},
		{"search-found", in("/{lang}/search?q=402"), http.StatusOK},
		{"search-meant", func(f finder) string { return "/" + f.lang + "/search?q=" + url.QueryEscape(misspelt()[f.lang]) }, http.StatusOK},
		{"search-none", in("/{lang}/search?q=zzzz&section=economy&from=2026-01-01"), http.StatusOK},
		{"search-refused", in("/{lang}/search?q=402&from=2026-02-30"), http.StatusOK},
		{"not-found", in("/{lang}/nothing/at/all"), http.StatusNotFound},
		{"missing-version", func(f finder) string { return "/" + f.lang + "/" + f.id(http.StatusNotFound) }, http.StatusNotFound},
		{"gone", func(f finder) string { return "/" + f.lang + "/" + f.id(http.StatusGone) }, http.StatusGone},
	}
}

// misspelt is a word of the demonstration with a slip in it, in each language.
func misspelt() map[string]string {
	return map[string]string{"en": "contaimers", "az": "konteynerkər", "kk": "контейнерпер", "kk-latn": "контейнерпер", "ru": "контейнерр"}
}

// finder finds pages in a language of a site.
type finder struct {
	reader

	lang string
}

// link returns the path that an expression finds in a page.
func (f finder) link(page, expression string) string {
	f.t.Helper()
	_, body := f.read(page)
	m := regexp.MustCompile(expression).FindStringSubmatch(body)
	if m == nil {
		f.t.Fatalf("%s has no %s", page, expression)
	}
	return strings.ReplaceAll(m[1], "&amp;", "&")
}

// id returns the first of a story that answers so in the language, and has versions in
// others if it is only missing in this one.
func (f finder) id(status int) string {
	f.t.Helper()
	for id := 1; id < 100; id++ {
		got, body := f.read(fmt.Sprintf("/%s/%d", f.lang, id))
		if got == status && (status == http.StatusGone || strings.Contains(body, `class="versions"`)) {
			return strconv.Itoa(id)
		}
	}
	f.t.Fatalf("no story in %s answers %d", f.lang, status)
	return ""
}

// TestReadersPages looks at every kind of page that readers see, in every language, light
// and dark, on a screen and on a phone: it has no barriers, is no wider than the screen,
// asks for nothing elsewhere, leaves no cookie, and nothing moves while it loads. And it is
// valid HTML.
func TestReadersPages(t *testing.T) {
	t.Parallel()
	s := demoShell(t)
	s.takeIn(t, []string{"only/index.kk.md", "---\ntitle: Тек қазақша\nsection: society\nsource: true\n---\nМәтін.\n"}, "--publish")
	srv := s.serve(t)
	t.Cleanup(func() { srv.end(t) })
	base, looker, folder := srv.url, looks(t), t.TempDir()
	b := tab{t, testkit.Browser(t)}
	b.logIn(base, "editor")
	b.killStory(b.storyOf(base, "volunteers+read"))
	t.Run("in", func(t *testing.T) {
		for _, lang := range []string{"en", "az", "kk", "kk-latn", "ru"} {
			t.Run(lang, func(t *testing.T) {
				t.Parallel()
				f := finder{reader{t, base}, lang}
				w := &walk{tab: tab{t, testkit.Browser(t)}, base: base, lang: lang}
				var asked requests
				if err := chromedp.Listen(w.ctx, func(ev any) { asked.hear(ev); w.heard.hear(ev) }); err != nil {
					t.Fatal(err)
				}
				for _, kind := range kindsOfPages() {
					path := kind.find(f)
					if path == "" {
						continue
					}
					status, body := f.read(path)
					if status != kind.status {
						t.Errorf("%s answers %d, want %d", path, status, kind.status)
					}
					if err := os.WriteFile(filepath.Join(folder, kind.name+"."+lang+".html"), []byte(body), 0o600); err != nil {
						t.Fatal(err)
					}
					for i, v := range views() {
						w.emulate(v)
						if i%2 == 0 { // the next has the same size
							w.open(base + path)
							w.do("bring the script that looks", chromedp.Func(evaluated(looker.script)))
						}
						where := fmt.Sprintf("%s, %s, %s, %d px", kind.name, lang, v.theme, v.width)
						w.ask("drawn")
						w.report(where, w.ask("layout"))
						w.report(where, w.ask("axe"))
						w.report(where, w.ask("moved"))
						w.report(where, w.heard.take(kind.status != http.StatusOK))
						w.report(where, asked.elsewhere(base))
						if got := w.eval(`document.cookie`); got != "" {
							t.Errorf("%s: a cookie: %s", where, got)
						}
					}
				}
			})
		}
	})
	testkit.CheckHTML(t, folder)
}

// requests are the addresses that a page asked for.
type requests struct {
	mu   sync.Mutex
	seen []string
}

func (r *requests) hear(ev any) {
	if ev, ok := ev.(*network.EventRequestWillBeSent); ok {
		r.mu.Lock()
		r.seen = append(r.seen, ev.Request.URL)
		r.mu.Unlock()
	}
}

// elsewhere lists those that were not the site's, since it was last called.
func (r *requests) elsewhere(base string) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	foreign := slices.DeleteFunc(r.seen, func(address string) bool {
		u, err := url.Parse(address)
		return err == nil && (u.Scheme+"://"+u.Host == base || u.Scheme == "data")
	})
	r.seen = nil
	return strings.Join(foreign, "\n")
}
