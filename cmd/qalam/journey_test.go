package main

import (
	"context"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// bootDemo runs the program as main does, on a demonstration newsroom of the
// test's own, and returns its address. bundles are stories to import before.
func bootDemo(t *testing.T, bundles ...string) string {
	t.Helper()
	s := demoShell(t)
	if len(bundles) > 0 {
		s.takeIn(t, bundles)
	}
	srv := s.serve(t)
	t.Cleanup(func() { srv.end(t) })
	return srv.url
}

// demoShell is a shell over a demonstration of its own.
func demoShell(t *testing.T) *shell {
	t.Helper()
	s := newShell(t)
	if err := os.CopyFS(s.vars["QALAM_DATA"], demonstration(t)); err != nil {
		t.Fatal(err)
	}
	return s
}

// takeIn imports stories from files.
func (s *shell) takeIn(t *testing.T, bundles []string, flags ...string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, bundles...)
	s.do(t, "", append([]string{"import", "markdown", dir}, flags...)...)
}

// bootDemoAt is bootDemo at the moment that a file holds, with or without the workers that
// tell of what happens. The demonstration is made anew, as of that moment.
func bootDemoAt(t *testing.T, clockFile string, workers bool) string {
	t.Helper()
	s := newShell(t)
	s.vars["QALAM_TEST_CLOCK"], s.idle = clockFile, !workers
	srv := s.serve(t, "--demo")
	t.Cleanup(func() { srv.end(t) })
	return srv.url
}

// made is the data folder that serve --demo leaves behind.
//
//nolint:gochecknoglobals // Made once per test binary, never changed.
var made struct {
	once   sync.Once
	folder fstest.MapFS
}

// demonstration returns the demonstration's data folder: copying it is faster
// than taking in all stories and pictures for every test.
func demonstration(t *testing.T) fs.FS {
	t.Helper()
	made.once.Do(func() {
		s := newShell(t)
		s.serve(t, "--demo").end(t)
		// A connection that was in use at the end is closed a moment later, and with the
		// last one the database is one file again.
		shared := filepath.Join(s.vars["QALAM_DATA"], "qalam.db-shm")
		for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
			if _, err := os.Stat(shared); err != nil {
				break
			}
		}
		folder, dir := fstest.MapFS{}, os.DirFS(s.vars["QALAM_DATA"])
		err := fs.WalkDir(dir, ".", func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(dir, path)
			folder[path] = &fstest.MapFile{Data: b, Mode: 0o600}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		made.folder = folder
	})
	if made.folder == nil {
		t.Fatal("the demonstration was not made: the first test that asked for it says why")
	}
	return made.folder
}

// tab is a browser's tab in a test.
type tab struct {
	t   *testing.T
	ctx context.Context //nolint:containedctx // The context is the tab.
}

func (b tab) do(what string, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatalf("%s: %v", what, err)
	}
}

// eval returns what a script says of the page.
func (b tab) eval(script string) string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script))
	if err != nil {
		b.t.Fatalf("%s: %v", script, err)
	}
	return s
}

func (b tab) open(url string) {
	b.t.Helper()
	b.do("open "+url, chromedp.Navigate(url))
}

// click follows what a selector names and returns the next page's status.
func (b tab) click(selector string) int64 {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, time.Minute)
	defer stop()
	res, err := chromedp.RunResponse(ctx, chromedp.Click(selector))
	if err != nil {
		b.t.Fatalf("click %s: %v", selector, err)
	}
	return res.Status
}

// until waits for what a script says to become true.
func (b tab) until(what, script string) {
	b.t.Helper()
	for range 300 {
		if b.eval(`(() => { try { return String(`+script+`) } catch { return "not yet" } })()`) == "true" {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	b.t.Fatalf("%s: waited in vain for %s\nat %s", what, script, b.eval(`location + "\n" + document.body.innerText`))
}

// press presses a key with modifiers.
func (b tab) press(key string, modifiers ...chromedp.Modifier) {
	b.t.Helper()
	b.do("press "+key, strokes(key, chromedp.KeyModifiers(modifiers...)))
}

// keys types into whatever has the caret.
func (b tab) keys(text string) {
	b.t.Helper()
	b.do("type", strokes(text))
}

// strokes presses keys as a keyboard does: the character is part of the key's
// going down, so that a page which takes the key has taken the character, too.
func strokes(keys string, options ...chromedp.KeyOption) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, key := range keys {
			for _, stroke := range strokesOf(key, options) {
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *stroke); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// strokesOf returns a key's going down and up.
func strokesOf(key rune, options []chromedp.KeyOption) []*input.DispatchKeyEventParams {
	all := kb.Encode(key)
	down := all[0]
	for _, stroke := range all {
		for _, o := range options {
			o(stroke)
		}
		if stroke.Type == kb.KeyChar && stroke.Modifiers&^int64(chromedp.ModifierShift) == 0 {
			down.Text, down.UnmodifiedText = stroke.Text, stroke.UnmodifiedText
		}
	}
	return []*input.DispatchKeyEventParams{down, all[len(all)-1]}
}

func (b tab) logIn(base, name string) {
	b.t.Helper()
	b.open(base + "/admin/login")
	b.do("log in", chromedp.SetValue("#email", name+"@demo.example"), chromedp.SetValue("#password", "qalam-demo"))
	b.click("main form button")
}

func (b tab) id() string {
	b.t.Helper()
	p := path.Base(b.eval(`location.pathname`))
	return p[strings.LastIndexByte(p, '-')+1:]
}

func (b tab) heading() string {
	b.t.Helper()
	return b.eval(`document.querySelector("h1").textContent`)
}

func TestJourneyOfAReaderThroughFourLanguages(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.open(base + "/en/")
	// A story that all four languages have.
	b.open(base + storyWith(b, "Night ferries", base))
	id, headings := b.id(), map[string]string{}
	for _, lang := range []string{"az", "kk", "ru", "en"} {
		b.click(".languages a[hreflang=" + lang + "]")
		if got := b.eval(`document.documentElement.lang`); got != lang {
			t.Errorf("the page is in %s, want %s", got, lang)
		}
		if got := b.eval(`location.pathname`); !strings.HasPrefix(got, "/"+lang+"/") || b.id() != id {
			t.Errorf("%s: the switcher leads from story %s to %s", lang, id, got)
		}
		if other, seen := headings[b.heading()]; seen {
			t.Errorf("%s and %s have one heading", lang, other)
		}
		headings[b.heading()] = lang
	}
	b.open(base + "/en/")
	b.open(base + storyWith(b, "Rooftop solar", base))
	id = b.id()
	if status := b.click(".languages a[hreflang=az]"); status != http.StatusNotFound {
		t.Errorf("a missing version answers %d", status)
	}
	const versions = `[...document.querySelectorAll(".versions a")].map(a => a.lang).join()`
	if got := b.eval(versions); got != "en,ru,kk" {
		t.Errorf("versions to read instead: %s", got)
	}
	b.click(".versions a[lang=ru]")
	if b.id() != id || b.eval(`document.documentElement.lang`) != "ru" {
		t.Errorf("the link leads to %s", b.eval(`location.href`))
	}
}

// storyWith finds the path of a story by words of its English title.
func storyWith(b tab, words, base string) string {
	b.t.Helper()
	for range 5 {
		p := b.eval(`[...document.querySelectorAll(".card h2 a")].filter(a => a.textContent.toLowerCase().includes("` +
			strings.ToLower(words) + `")).map(a => a.getAttribute("href")).concat("")[0]`)
		if p != "" {
			return p
		}
		next := b.eval(`(document.querySelector("a[rel=next]") || {getAttribute: () => ""}).getAttribute("href")`)
		if next == "" {
			break
		}
		b.open(base + next)
	}
	b.t.Fatalf("no story %q among %s", words, b.eval(`[...document.querySelectorAll(".card h2")].map(a => a.textContent).join("; ")`))
	return ""
}

func TestJourneyOfAnEditorFromTitleToWithdrawal(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.open(base + "/kk/")
	b.open(base + b.eval(`document.querySelector(".card h2 a").getAttribute("href")`))
	id, public := b.id(), b.eval(`location.href`)

	b.logIn(base, "admin")
	editor := base + "/admin/articles/" + id + "/kk"
	b.open(editor)
	const title = "Жаңа тақырып"
	b.until("the editor", `document.querySelector("#body.ProseMirror") !== null`)
	b.do("type a title", chromedp.SetValue("#title", title))
	b.press("s", chromedp.ModifierCtrl)
	b.until("saved", `document.querySelector("#state").textContent.includes("2") && document.body.dataset.unsaved === "false"`)
	b.click(`form:has(input[name=to][value=approved]) button`)
	if status := b.click("form[action$='/publish'] button"); status == http.StatusUnprocessableEntity {
		b.do("give a reason", chromedp.SetValue("#reason", "a better title"))
		b.click("form[action$='/publish'] button")
	}
	b.open(public)
	if got := b.heading(); got != title {
		t.Errorf("the public page is headed %q", got)
	}
	b.open(editor)
	b.click("form[action$='/withdraw'] button")
	res, err := chromedp.RunResponse(b.ctx, chromedp.Navigate(public))
	if err != nil {
		t.Fatal(err)
	}
	if res.Status != http.StatusGone || b.eval(`document.documentElement.lang`) != "kk" || b.heading() == title {
		t.Errorf("withdrawn: %d %q", res.Status, b.heading())
	}
}
