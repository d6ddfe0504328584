package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// confirm says yes to the question of a button.
func (b tab) confirm(selector string) {
	b.t.Helper()
	b.do("ask", chromedp.Click(selector))
	b.until("the question", `document.querySelector("#confirm").open`)
	b.click("#confirm [value=yes]")
}

// clockFile is the clock of a program under test.
type clockFile struct {
	t    *testing.T
	file string
	now  time.Time
}

// set moves the clock. The file changes as a whole: the program reads it all the time.
func (c *clockFile) set(now time.Time) {
	c.t.Helper()
	c.now = now
	if err := os.WriteFile(c.file+".new", []byte(now.Format(time.RFC3339)), 0o600); err != nil {
		c.t.Fatal(err)
	}
	if err := os.Rename(c.file+".new", c.file); err != nil {
		c.t.Fatal(err)
	}
}

var (
	place = regexp.MustCompile(`<loc>https?://[^/]+(/[^<]*)</loc>`)
	href  = regexp.MustCompile(`href="(/(?:en|az|kk|ru)/[^"?#]*)"`)
	// changed are the moments of the last change, which rolling back does not undo.
	changed = regexp.MustCompile(`"dateModified":"[^"]*"|<meta property="article:modified_time"[^>]*>|<lastmod>[^<]*</lastmod>|<updated>[^<]*</updated>|<lastBuildDate>[^<]*</lastBuildDate>|"date_modified":"[^"]*"| <span class="dot">·</span> <span>[^<]+<time[^>]*>[^<]*</time></span>`)
)

// readersPages fetches every page that readers have, by path: what the sitemaps name,
// the front pages with what they link to, and feeds.
func readersPages(t *testing.T, srv *server) map[string]string {
	t.Helper()
	pages, found := map[string]string{}, []string{"/sitemap.xml", "/sitemap-news.xml"}
	for _, l := range desks() {
		found = append(found, "/"+l+"/", "/"+l+"/feed.xml", "/"+l+"/atom.xml", "/"+l+"/feed.json")
	}
	for len(found) > 0 {
		path := found[0]
		found = found[1:]
		if _, seen := pages[path]; seen {
			continue
		}
		status, body, err := srv.try(t.Context(), t, path)
		if err != nil {
			t.Fatal(err)
		}
		pages[path] = fmt.Sprint(status, "\n", changed.ReplaceAllString(body, ""))
		links := place.FindAllStringSubmatch(body, -1)
		if strings.Count(path, "/") == 2 {
			links = append(links, href.FindAllStringSubmatch(body, -1)...)
		}
		for _, link := range links {
			found = append(found, link[1])
		}
	}
	return pages
}

// retitle gives a version another title, saves and approves it, and returns its path
// at the desk.
func (b tab) retitle(url, title string) {
	b.t.Helper()
	b.write(url)
	b.do("type a title", chromedp.SetValue("#title", title))
	b.save()
	b.click(`form:has(input[name=to][value=approved]) button`)
}

// into adds a language of a story to the release on the screen.
func (b tab) into(id, words, lang, action string) {
	b.t.Helper()
	b.eval(`document.querySelector("#q").value = "" ?? ""`)
	b.do("search", chromedp.Focus("#q"))
	b.keys(words)
	button := `#found button[value="` + id + `"]`
	b.until("the story", `document.querySelector('`+button+`') !== null`)
	b.eval(`[...document.querySelectorAll("[name=locale]")].forEach(e => e.checked = e.value === "` + lang + `") ?? ""`)
	b.do("choose", chromedp.SetValue("#add-action", action))
	b.click(button)
}

// liveStory returns the id and the public address of the n-th story on a front page.
func (b tab) liveStory(base, lang string, n int) (id, public string) {
	b.t.Helper()
	b.open(base + "/" + lang + "/")
	public = b.eval(fmt.Sprintf(`[...new Set([...document.querySelectorAll(".card h2 a")].map(a => a.getAttribute("href")))][%d]`, n))
	return public[strings.LastIndexByte(public, '-')+1:], public
}

func TestJourneyOfAReleaseOutInOneInstantAndBack(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	clock := &clockFile{t: t, file: filepath.Join(t.TempDir(), "now")}
	clock.set(time.Date(2026, 11, 20, 9, 0, 0, 0, time.UTC))
	s.vars["QALAM_TEST_CLOCK"] = clock.file
	srv := s.serve(t, "--demo")
	base := srv.url
	clock.set(clock.now.Add(2 * time.Hour)) // what the demonstration has for its first minutes is over
	b := tab{t, testkit.Browser(t)}
	b.logIn(base, "admin")

	// Two updates of what is public, a first publication, and a withdrawal.
	english, englishPath := b.liveStory(base, "en", 0)
	kazakh, kazakhPath := b.liveStory(base, "kk", 1)
	gone, gonePath := b.liveStory(base, "ru", 2)
	b.retitle(base+"/admin/articles/"+english+"/en", "Released in English")
	b.retitle(base+"/admin/articles/"+kazakh+"/kk", "Қазақша шықты")
	b.open(base + "/admin/articles/new")
	b.do("call it", chromedp.SetValue("#title", "Published for the first time"))
	b.click("main form button")
	b.until("the editor", `document.querySelector("#body.ProseMirror") !== null`)
	fresh := strings.Split(b.eval(`location.pathname`), "/")[3]
	b.do("to the text", chromedp.Focus("#body"))
	b.keys("All of it at once.")
	b.save()
	b.click(`form:has(input[name=to][value=approved]) button`)
	before := readersPages(t, srv)

	at := clock.now.Add(30 * time.Minute)
	b.open(base + "/admin/releases/new")
	b.do("plan", chromedp.SetValue("#name", "Budget day"), chromedp.SetValue("#at", at.In(baku(t)).Format("2006-01-02T15:04")))
	b.click("main form button")
	release := b.eval(`location.href`)
	b.into(english, "released", "en", "publish")
	b.into(kazakh, "шықты", "kk", "publish")
	b.into(fresh, "published", "en", "publish")
	b.open(base + "/admin/articles/" + gone + "/ru")
	words := strings.Fields(b.eval(`document.querySelector("#title").value`))[0]
	b.open(release)
	b.into(gone, words, "ru", "withdraw")
	b.click("#rehearse")
	if got := b.eval(`String(document.querySelectorAll(".report .note.good").length)`); got != "4" {
		t.Fatalf("%s of 4 are ready: %s", got, b.eval(`document.querySelector("main").innerText`))
	}
	b.confirm("#do-it")
	b.until("the release is armed", `document.querySelector("#disarm") !== null`)

	clock.set(at.Add(-time.Second))
	wantSame(t, "a second before", before, readersPages(t, srv))
	clock.set(at)
	out := readersPages(t, srv)
	for path, want := range map[string]string{
		"/en/" + english: "Released in English", "/kk/" + kazakh: "Қазақша шықты", "/en/" + fresh: "All of it at once.",
	} {
		if got := followed(t, srv, path); !strings.Contains(got, want) {
			t.Errorf("%s does not say %q", path, want)
		}
	}
	srv.get(t, gonePath, http.StatusGone)
	if strings.Contains(out["/ru/"], gonePath) || !strings.Contains(out["/en/"], "Published for the first time") {
		t.Error("the front pages are not those of the release")
	}
	b.until("the screen says so by itself", `document.querySelector("#roll-back") !== null`)

	clock.set(at.Add(2 * time.Minute))
	b.click("#roll-back")
	b.confirm("#do-it")
	after := readersPages(t, srv)
	wantSame(t, "rolled back", before, after)
	srv.get(t, englishPath, http.StatusOK)
	srv.get(t, kazakhPath, http.StatusOK)
	if _, body, _ := srv.try(t.Context(), t, "/en/"+fresh); strings.Contains(body, "All of it at once.") {
		t.Error("what was published for the first time is still there")
	}
	srv.end(t)
}

// baku is the zone of the demonstration.
func baku(t *testing.T) *time.Location {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Baku")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// followed is the page to which the short address of a story leads.
func followed(t *testing.T, srv *server, path string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, srv.url+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	return srv.get(t, res.Request.URL.Path, http.StatusOK)
}

// wantSame compares pages byte by byte.
func wantSame(t *testing.T, when string, want, got map[string]string) {
	t.Helper()
	if len(want) < 100 {
		t.Errorf("only %d pages are compared", len(want))
	}
	paths := map[string]bool{}
	for path := range want {
		paths[path] = true
	}
	for path := range got {
		paths[path] = true
	}
	for path := range paths {
		if want[path] != got[path] {
			t.Errorf("%s, %s (-before +then):\n%s", when, path, cmp.Diff(strings.Split(want[path], "\n"), strings.Split(got[path], "\n")))
		}
	}
}
