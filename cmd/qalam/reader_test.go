package main

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// TestJourneyOfAReaderOfTwoLanguages reads a story in Azerbaijani and Russian side by
// side, on a large screen and on a phone, and goes on in one of them.
func TestJourneyOfAReaderOfTwoLanguages(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	id, _ := b.everywhere(base)
	b.do("a large screen", chromedp.EmulateViewport(1280, 900))
	b.open(base + "/az/" + id)
	b.click(`.besides a[lang=ru]`)
	const rows = `[...document.querySelectorAll(".body .pair")]`
	// Each paragraph is beside its own, and both are in their languages.
	if got := b.eval(`String(` + rows + `.every(r => {
		const [mine, theirs] = r.children, a = mine.getBoundingClientRect(), b = theirs.getBoundingClientRect();
		return a.top === b.top && a.right < b.left && theirs.lang === "ru" && mine.innerText !== "" && theirs.innerText !== "";
	}))`); got != "true" {
		t.Errorf("the columns are not side by side: %s", b.eval(`document.querySelector("main").innerText`))
	}
	b.do("a phone", chromedp.EmulateViewport(390, 844))
	if got := b.eval(`[` + rows + `.every(r => r.children[0].getBoundingClientRect().bottom <= r.children[1].getBoundingClientRect().top), document.documentElement.scrollWidth <= innerWidth].join()`); got != "true,true" {
		t.Errorf("one below the other and no wider than the phone: %s", got)
	}
	mine := b.heading()
	b.click(`main .meta a[lang=ru]`)
	if got := b.eval(`document.documentElement.lang`); got != "ru" || b.heading() == mine {
		t.Errorf("the other language leads to %s", b.eval(`location.href`))
	}
	b.click(`.besides a[lang=az]`)
	b.click(`main .meta a:not([lang])`)
	if got := b.eval(`location.search + document.documentElement.lang`); got != "ru" {
		t.Errorf("one language alone is %q", got)
	}
}

// TestJourneyOfAReaderOfLatinLetters reads Kazakh in Latin letters from the front page to a
// story and back, and is led there again by the front door.
func TestJourneyOfAReaderOfLatinLetters(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	const cyrillic = `/[а-яәғқңөұүһі]/i.test([document.title, ...document.querySelectorAll("main, .sections")].map(e => e.innerText ?? e).join())`
	b.open(base + "/kk/")
	b.click(`.languages a[hreflang="kk-Latn"]`)
	if got := b.eval(`document.documentElement.lang + String(` + cyrillic + `)`); got != "kk-Latnfalse" {
		t.Errorf("the front page is in %s: %s", got, b.eval(`document.querySelector("main").innerText`))
	}
	b.click(`.card h2 a`)
	if got := b.eval(`document.documentElement.lang + String(document.querySelector(".story") !== null && !/[әғқңөұүһі]/i.test(document.querySelector(".story h1").innerText))`); got != "kk-Latntrue" {
		t.Errorf("the story is in %s: %s", got, b.heading())
	}
	story := b.eval(`location.pathname`)
	b.open(base + "/")
	if got := b.eval(`location.pathname`); got != "/kk-latn/" {
		t.Errorf("the front door leads to %s", got)
	}
	b.open(base + story)
	b.click(`.languages a[hreflang="kk-Cyrl"]`)
	if got := b.eval(`document.documentElement.lang`); got != "kk" {
		t.Errorf("the other letters are in %s", got)
	}
}

// reads makes the browser one of somebody who reads a language best.
func (b tab) reads(languages string) {
	b.t.Helper()
	agent := b.eval(`navigator.userAgent`)
	b.do("languages", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: agent, AcceptLanguage: languages})
		return err
	}))
}

// TestJourneyOfAReaderWhoChangesLanguageMidway is offered a page in the reader's own
// language, goes back to the other one in the middle of a story, and is in the middle of it
// still.
func TestJourneyOfAReaderWhoChangesLanguageMidway(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	id, _ := b.everywhere(base)
	b.do("a phone", chromedp.EmulateViewport(390, 844))
	b.reads("kk,ru")
	b.open(base + "/en/" + id)
	const offers = `[...document.querySelectorAll(".offer:not([hidden])")].map(e => e.lang).join()`
	if got := b.eval(offers); got != "kk" {
		t.Fatalf("offered is %q", got)
	}
	// Who stays is offered nothing any more, and the front door leads back here.
	b.do("stay", chromedp.Click(`.offer:not([hidden]) button`))
	if got := b.eval(offers + ` + document.cookie`); got != "lang=en" {
		t.Errorf("after staying: %q", got)
	}
	b.open(base + "/en/" + id)
	if got := b.eval(offers); got != "" {
		t.Errorf("who stayed is offered %q", got)
	}
	b.eval(`document.cookie = "lang=; path=/; max-age=0"`)
	b.open(base + "/en/" + id)
	b.click(`.offer:not([hidden]) a`)
	if got := b.eval(`document.documentElement.lang + ` + offers); got != "kk" {
		t.Errorf("the offer leads to %s", got)
	}
	// Who has chosen a language is offered none.
	b.open(base + "/en/" + id)
	if got := b.eval(offers); got != "" {
		t.Errorf("offered is %q, after a choice", got)
	}
	// Down to the middle, and a step up: the languages are at hand.
	b.eval(`(scrollTo({ top: document.documentElement.scrollHeight / 2, behavior: "instant" }), "")`)
	b.until("the languages", `(scrollBy({ top: -5, behavior: "instant" }), document.querySelector(".languages").classList.contains("near"))`)
	if got := b.eval(`String(Math.round(document.querySelector(".languages").getBoundingClientRect().bottom) === innerHeight)`); got != "true" {
		t.Error("the languages are not at hand")
	}
	const seen = `(e => e.dataset.key + " " + Math.round(e.getBoundingClientRect().top))([...document.querySelectorAll(".body [data-key]")].find(e => e.getBoundingClientRect().bottom > 64))`
	before := b.eval(seen)
	b.click(`.languages a[hreflang=ru]`)
	b.until("the same place", `document.documentElement.lang === "ru" && scrollY > 600`)
	after := b.eval(seen)
	if key, _, _ := strings.Cut(before, " "); !strings.HasPrefix(after, key+" ") {
		t.Errorf("the paragraph in sight was %s and is %s", before, after)
	}
}

// TestJourneyOfAReaderOfAMissingVersion follows the switcher to a language in which a story
// is not there, is told so in that language, and goes on to one that is.
func TestJourneyOfAReaderOfAMissingVersion(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	id := finder{reader{t, base}, "kk"}.id(http.StatusNotFound)
	b.do("a phone", chromedp.EmulateViewport(390, 844))
	b.open(base + "/kk/" + id)
	b.click(`.versions a`)
	title := b.heading()
	// In the language that is there, the switcher says what is not.
	if got := b.eval(`document.querySelector(".languages .missing").lang + " " + document.querySelector(".languages .missing + span").innerText.trim()`); !strings.HasPrefix(got, "kk (") {
		t.Errorf("the switcher says %q", got)
	}
	if status := b.click(`.languages a[lang=kk]`); status != http.StatusNotFound {
		t.Errorf("the missing version answers %d", status)
	}
	if got := b.eval(`[document.documentElement.lang, new URL(location.href).pathname, document.querySelector("[name=robots]").content].join(" ")`); got != "kk /kk/"+id+" noindex" {
		t.Errorf("the page is %s", got)
	}
	// It leads to every language that has the story, each by its own name, and the first is
	// that which readers of Kazakh read most easily.
	if got := b.eval(`[...document.querySelectorAll(".versions a")].map(a => a.lang + " " + a.querySelector("span").innerText).join()`); !strings.HasPrefix(got, "ru Русский") {
		t.Errorf("it leads to %q", got)
	}
	if status := b.click(`.versions a`); status != http.StatusOK || b.heading() != title {
		t.Errorf("on the way on: %d, %q, want %q", status, b.heading(), title)
	}
	if got := b.eval(`document.documentElement.lang`); got != "ru" {
		t.Errorf("on the way on it is read in %q", got)
	}
}

// TestJourneyOfAReaderWhoSearches gets answers while typing, narrows them, is offered a
// word that was meant, and comes back to the same answers, with the keyboard and without
// the page being loaded anew.
func TestJourneyOfAReaderWhoSearches(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.do("a phone", chromedp.EmulateViewport(390, 844))
	b.open(base + "/en/search")
	b.eval(`(window.same = document.querySelector("#status"), "")`)
	b.do("type", chromedp.SendKeys("#q", "container"))
	b.until("results", `document.querySelectorAll(".found .card mark").length > 0`)
	status := b.eval(`document.querySelector("#status").innerText`)
	// What says how many there are is the same element, and so is heard; the field keeps the
	// keyboard.
	if got := b.eval(`[window.same.isConnected, document.activeElement.id, location.search].join()`); got != "true,q,?q=container" || !strings.Contains(status, "result") {
		t.Errorf("after typing: %s, %q", got, status)
	}
	const languages = `document.querySelector(".languages a[lang=kk]").getAttribute("href")`
	if got := b.eval(languages); !strings.HasSuffix(got, "/kk/search?q=container") {
		t.Errorf("Kazakh is at %s", got)
	}
	all := b.eval(`String(document.querySelectorAll(".found .card").length)`)
	b.do("choose a section", chromedp.SetValue("#section", "culture"))
	b.eval(`(document.querySelector("#section").dispatchEvent(new Event("change", { bubbles: true })), "")`)
	b.until("fewer results", `location.search.includes("section=culture") && String(document.querySelectorAll(".found .card").length) !== "`+all+`"`)
	// Days are asked for when they are chosen.
	if got := b.eval(`getComputedStyle(document.querySelector(".day")).display`); got != "none" {
		t.Errorf("days are shown: %s", got)
	}
	b.eval(`(document.querySelector("#when").value = "dates", document.querySelector("#when").dispatchEvent(new Event("change", { bubbles: true })), "")`)
	b.until("days", `location.search.includes("when=dates") && getComputedStyle(document.querySelector(".day")).display !== "none"`)
	b.open(base + "/en/search?q=" + misspelt()["en"])
	b.click(`.meant a`)
	b.until("what was meant", `document.querySelectorAll(".found .card").length > 0 && document.querySelector("#q").value !== ""`)
	here := b.eval(`location.search`)
	b.click(`.found .card h2 a`)
	b.eval(`(history.back(), "")`)
	b.until("the same results", `location.search === "`+here+`" && document.querySelectorAll(".found .card").length > 0`)
}
