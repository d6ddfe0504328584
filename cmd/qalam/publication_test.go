package main

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// panelOf opens the publish panel of the first story of a panel of the desk.
func (w *walk) panelOf(panel string) {
	w.open(w.base + "/admin/")
	w.open(w.eval(`document.querySelector("[aria-labelledby=panel-` + panel + `] li a").href.replace(/[a-z]+(\/translate)?$/, "publication")`))
}

// publication schedules words that are public already once more, with an end, and
// shows the forms that change that.
func (w *walk) publication() {
	w.open(w.base + "/admin/articles/3/publication")
	w.eval(`document.querySelector("#version-az form.publish").closest("details").open = true; ""`)
	w.do("choose times", chromedp.SetValue("#from-az", "2031-03-12T09:00"))
	w.eval(`document.querySelector("#version-az form.publish details").open = true; ""`)
	w.do("and an end", chromedp.SetValue("#until-az", "2031-04-12T09:00"))
	w.click(`#version-az form.publish .acts button`)
	w.eval(`document.querySelectorAll("#version-az details").forEach(e => e.open = true) ?? ""`)
}

// blockedPublication is the panel of a story of which a translation is behind.
func (w *walk) blockedPublication() { w.panelOf("exposed") }

// refusedPublication asks for a time that has passed.
func (w *walk) refusedPublication() {
	w.panelOf("ready")
	w.eval(`document.querySelector("form.publish [name=from]").value = "2020-03-12T09:00"; ""`)
	w.click(`form.publish .acts button`)
}

// wantCard fails unless a language's card of the panel has the words.
func (b tab) wantCard(lang, words string) {
	b.t.Helper()
	if got := b.eval(`document.querySelector("#version-` + lang + `").innerText`); !strings.Contains(got, words) {
		b.t.Fatalf("the card of %s lacks %q:\n%s", lang, words, got)
	}
}

// presses presses a button from the keyboard, which finds it wherever a line that has
// just come has moved it, and returns the next page's status.
func (b tab) presses(selector string) int64 {
	b.t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, time.Minute)
	defer stop()
	res, err := chromedp.RunResponse(ctx, chromedp.Focus(selector), strokes("\r"))
	if err != nil {
		b.t.Fatalf("press %s: %v", selector, err)
	}
	return res.Status
}

// change opens a form of a card that is folded away, fills in its time and sends it.
func (b tab) change(lang, action, field, local string) {
	b.t.Helper()
	form := "#version-" + lang + " form[action$='/" + action + "'] "
	b.eval(`(document.querySelector("` + form + `").closest("details").open = true) && ""`)
	b.fill(form+"[name="+field+"]", local)
	if status := b.presses(form + "button:not([name])"); status != http.StatusOK {
		b.t.Fatalf("%s answers %d: %s", action, status, b.eval(`document.querySelector("main").innerText`))
	}
}

// TestJourneyOfAPublicationThroughItsTimes schedules a version at a time of the
// editor's own zone, moves it, gives it an end, cancels it and takes that back, and
// publishes another with the keyboard.
func TestJourneyOfAPublicationThroughItsTimes(t *testing.T) {
	t.Parallel()
	baku, err := time.LoadLocation("Asia/Baku")
	if err != nil {
		t.Fatal(err)
	}
	b := tab{t, testkit.Browser(t)}
	base := bootDemoAt(t, newDeskClock(t, time.Date(2026, time.March, 12, 12, 0, 0, 0, baku)).file, false)
	b.logIn(base, "admin")
	b.post("/admin/preferences", "zone=Europe/Berlin")
	story := b.storyOf(base, "observatory")
	b.open(story + "/en")
	b.eval(`document.activeElement.blur() ?? ""`)
	b.keys("gp")
	b.until("the panel", `location.pathname.endsWith("/publication") && document.readyState === "complete"`)

	// Clocks in Berlin skip that time, which is said while it is typed and again when
	// it is sent.
	b.eval(`document.querySelector("#version-az form.publish [name=from_zone]").value = "Europe/Berlin"; ""`)
	b.fill("#from-az", "2026-03-29T02:30")
	b.until("why there is no such time", `document.querySelector("#from-az-said").innerText.includes("02:30")`)
	if status := b.presses("#version-az form.publish .acts button:not([name=now])"); status != http.StatusUnprocessableEntity {
		t.Fatalf("a time that there is not answers %d", status)
	}
	if got := b.eval(`document.querySelector("#from-az").value + " " + document.querySelector("#version-az form.publish [name=from_zone]").value`); got != "2026-03-29T02:30 Europe/Berlin" {
		t.Errorf("what was typed comes back as %s", got)
	}
	if got := b.eval(`document.activeElement.getAttribute("role")`); got != "alert" {
		t.Errorf("the focus is on %s, not on why it was refused", got)
	}
	b.fill("#from-az", "2026-03-13T09:00")
	if status := b.presses("#version-az form.publish .acts button:not([name=now])"); status != http.StatusOK {
		t.Fatalf("scheduling answers %d", status)
	}
	b.wantCard("az", "13 March 2026, 12:00") // in Baku

	b.change("az", "move", "from", "2026-03-14T10:00")
	b.wantCard("az", "14 March 2026, 13:00") // the zone has stayed
	b.change("az", "expiry", "until", "2026-03-20T18:00")
	b.wantCard("az", "20 March 2026")
	b.presses("#version-az form[action$='/cancel'] button")
	b.until("nothing is ahead", `document.readyState === "complete" && document.querySelector("#version-az form[action$='/cancel']") === null && document.querySelector("#toasts [data-undo]") !== null`)
	b.press("z", chromedp.ModifierAlt)
	b.until("it is back", `document.readyState === "complete" && document.querySelector("#version-az form[action$='/cancel']") !== null`)
	b.wantCard("az", "14 March 2026, 13:00")
	b.wantCard("az", "20 March 2026")

	b.do("go to the Kazakh card", chromedp.Focus("#from-kk"))
	b.press("p", chromedp.ModifierAlt)
	b.until("it is live", `document.querySelector("#version-kk .chip.live") !== null`)
	r := reader{t, base}
	id := story[strings.LastIndexByte(story, '/')+1:]
	for lang, want := range map[string]int{"kk": http.StatusOK, "en": http.StatusNotFound, "az": http.StatusNotFound} {
		if status, _ := r.read("/" + lang + "/" + id); status != want {
			t.Errorf("%s answers %d, want %d", lang, status, want)
		}
	}
}
