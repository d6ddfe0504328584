package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// deskClock is a clock of the program's that a test sets.
type deskClock struct {
	t    *testing.T
	file string
}

func newDeskClock(t *testing.T, at time.Time) *deskClock {
	t.Helper()
	c := &deskClock{t, filepath.Join(t.TempDir(), "clock")}
	c.set(at)
	return c
}

// set shows another time, at once and whole: the program reads it at any moment.
func (c *deskClock) set(at time.Time) {
	c.t.Helper()
	if err := os.WriteFile(c.file+".new", []byte(at.UTC().Format(time.RFC3339)), 0o600); err != nil {
		c.t.Fatal(err)
	}
	if err := os.Rename(c.file+".new", c.file); err != nil {
		c.t.Fatal(err)
	}
}

// reader is somebody without a browser.
type reader struct {
	t    *testing.T
	base string
}

// read returns the status of a page and what it says.
func (r reader) read(path string) (status int, page string) {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), http.MethodGet, r.base+path, http.NoBody)
	if err != nil {
		r.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	if cookies := res.Header.Values("Set-Cookie"); len(cookies) > 0 {
		r.t.Errorf("%s leaves cookies: %q", path, cookies)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return res.StatusCode, string(body)
}

// fill types into a field of a form as its scripts would see it, once htmx has made work
// what came last: nobody else types in the moment until then.
func (b tab) fill(selector, value string) {
	b.t.Helper()
	b.until("the page is at rest", `document.querySelector(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added") === null`)
	b.eval(fmt.Sprintf(`(e => { e.value = %q; e.dispatchEvent(new Event("input", { bubbles: true })); return "" })(document.querySelector(%q))`, value, selector))
}

// schedule plans the newest words of a language on the panel of a story.
func (b tab) schedule(story, lang string, at time.Time, note string) {
	b.t.Helper()
	b.open(story + "/publication")
	form := "#version-" + lang + " form.publish "
	b.fill(form+"[name=from]", at.Format("2006-01-02T15:04"))
	if note != "" {
		b.eval(`(document.querySelector("` + form + `details").open = true) && ""`)
		b.fill(form+"[name=note]", note)
	}
	if status := b.presses(form + ".acts button:not([name=now])"); status != http.StatusOK {
		b.t.Fatalf("planning %s answers %d: %s", lang, status, b.eval(`document.querySelector("main").innerText`))
	}
}

// storyOf returns the address of a story at the desk, by words of its title.
func (b tab) storyOf(base, words string) string {
	b.t.Helper()
	b.open(base + "/admin/articles?q=" + words)
	url := b.eval(`document.querySelector(".stories .title a").href`)
	return url[:strings.LastIndexByte(url, '/')]
}

// TestJourneyOfAScheduleThatHoldsWithoutWorkers plans four languages for four
// moments and an update of a story that is public, moves one of them on the calendar,
// and then lets the clock run: no worker carries anything out, and still each reader
// gets the right version.
func TestJourneyOfAScheduleThatHoldsWithoutWorkers(t *testing.T) {
	t.Parallel()
	baku, err := time.LoadLocation("Asia/Baku")
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, time.March, 12, 12, 0, 0, 0, baku)
	clock := newDeskClock(t, noon)
	b := tab{t, testkit.Browser(t)}
	base := bootDemoAt(t, clock.file, false)
	b.logIn(base, "admin")

	fresh := b.storyOf(base, "observatory")
	moments := map[string]time.Time{
		"en": noon.Add(30 * time.Minute), "az": noon.Add(60 * time.Minute),
		"kk": noon.Add(90 * time.Minute), "ru": noon.Add(120 * time.Minute),
	}
	for _, lang := range []string{"en", "az", "kk", "ru"} {
		b.schedule(fresh, lang, moments[lang], "")
	}

	public := b.storyOf(base, "volunteers+read")
	b.write(public + "/en")
	b.caret("p:nth-of-type(1)")
	b.keys(" The recordings go on until May.")
	b.save()
	b.press("a", chromedp.ModifierAlt)
	b.until("approved", `document.querySelector("#publication b")?.textContent === "Approved"`)
	updated := noon.Add(75 * time.Minute)
	b.schedule(public, "en", updated, "The end of the recordings was added.")

	// The last one waits a day longer: it is dragged there on the calendar.
	b.do("a large screen", chromedp.EmulateViewport(1280, 1500))
	b.grid(base + "/admin/calendar?view=month&locale=ru&kind=publication&date=2026-03-12")
	entry := `[data-entry="` + b.eval(`[...document.querySelectorAll("#grid .fc-event-draggable")].find(e => e.textContent.includes("14:00")).dataset.entry`) + `"]`
	b.drag(entry, `#grid td[data-date="2026-03-13"]`)
	b.until("it is moved", `document.querySelector('`+entry+`').closest("[data-date]").dataset.date === "2026-03-13" && document.querySelector("#toasts form[data-undo]") !== null`)
	moments["ru"] = moments["ru"].AddDate(0, 0, 1)

	r := reader{t, base}
	id := func(story string) string { return story[strings.LastIndexByte(story, '/')+1:] }
	for _, step := range []time.Duration{0, 30, 60, 75, 90, 120, 24*60 + 120, 24*60 + 121} {
		for _, at := range []time.Time{noon.Add(step*time.Minute - time.Second), noon.Add(step * time.Minute)} {
			if at.Before(noon) {
				continue
			}
			clock.set(at)
			for lang, from := range moments {
				want := http.StatusNotFound
				if !at.Before(from) {
					want = http.StatusOK
				}
				status, page := r.read("/" + lang + "/" + id(fresh))
				if status != want {
					t.Errorf("at %s %s answers %d, want %d", at.Format(time.TimeOnly), lang, status, want)
				}
				if status == http.StatusOK && !strings.Contains(page, `<html lang="`+lang+`"`) {
					t.Errorf("at %s the page in %s is in another language", at.Format(time.TimeOnly), lang)
				}
			}
			status, page := r.read("/en/" + id(public))
			if got, want := strings.Contains(page, "go on until May"), !at.Before(updated); status != http.StatusOK || got != want {
				t.Errorf("at %s readers have the update: %t (status %d), want %t", at.Format(time.TimeOnly), got, status, want)
			}
		}
	}
}

// killStory takes all languages of a story down, from its panel.
func (b tab) killStory(story string) {
	b.t.Helper()
	b.open(story + "/publication")
	b.fill("#kill-reason", "The recordings were not theirs to give.")
	b.eval(`document.querySelector("form[action$='/kill'] button").click() ?? ""`)
	b.until("the question", `document.querySelector("#confirm").open`)
	if status := b.click("#confirm [value=yes]"); status != http.StatusOK {
		b.t.Fatalf("killing answers %d", status)
	}
}

// TestJourneyOfAStoryThatIsKilled kills a story that is public in every language: it
// is gone in all of them, and from what lists stories.
func TestJourneyOfAStoryThatIsKilled(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.logIn(base, "editor")
	story := b.storyOf(base, "volunteers+read")
	id := story[strings.LastIndexByte(story, '/')+1:]
	r := reader{t, base}
	langs := []string{"en", "az", "kk", "ru"}
	for _, lang := range langs {
		if status, _ := r.read("/" + lang + "/" + id); status != http.StatusOK {
			t.Fatalf("before, %s answers %d", lang, status)
		}
	}
	b.killStory(story)
	for _, lang := range langs {
		status, page := r.read("/" + lang + "/" + id)
		if status != http.StatusGone {
			t.Errorf("%s answers %d, want 410", lang, status)
		}
		if _, main, _ := strings.Cut(page, "<main"); strings.Contains(main, id+`"`) {
			t.Errorf("the page of %s leads to a version of what was killed", lang)
		}
		for _, path := range []string{"/" + lang + "/", "/" + lang + "/search?q=1200"} {
			if status, page := r.read(path); status != http.StatusOK || strings.Contains(page, "-"+id+`"`) {
				t.Errorf("%s answers %d and still has the story: %t", path, status, strings.Contains(page, "-"+id+`"`))
			}
		}
	}
	b.open(base + "/admin/journal")
	b.until("the reason is in the journal", `document.querySelector("main").innerText.includes("The recordings were not theirs to give.")`)
}
