package main

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// review opens a version in the midst of a review: one paragraph is accepted, one sent
// back.
func (w *walk) review() {
	version := "/admin/articles/10/kk"
	w.translate(w.base + version + "/translate")
	if w.eval(`document.querySelector("#unit-title").dataset.verdict ?? ""`) == "accepted" {
		return
	}
	w.post(version+"/stage", "to=review&revision="+w.eval(`document.querySelector("#translate").dataset.head`))
	w.translate(w.base + version + "/translate")
	w.press("y", alt)
	w.verdict(0, "accepted")
	w.press("u", alt)
	w.until("the field", `document.activeElement.matches("textarea")`)
	w.keys("353?")
	w.press(kb.Enter, ctrl)
	w.verdict(1, "returned")
	w.sent()
}

// sendBack opens the form that sends it all back.
func (w *walk) sendBack() {
	w.review()
	w.eval(`document.querySelector("[data-dialog=send-back]").click() ?? ""`)
	w.until("the note", `document.activeElement.id === "send-back-note"`)
}

// everywhere returns the id of a story that was written in English and is public in all
// languages, and its Russian address.
func (b tab) everywhere(base string) (id, russian string) {
	b.t.Helper()
	for n := range 10 {
		id, path := b.liveStory(base, "ru", n)
		b.open(base + path)
		if b.eval(`[...document.querySelectorAll("link[rel=alternate][hreflang]")].map(e => e.hreflang).join() + " " + document.querySelector(".notes a")?.lang`) == "en,az,kk,ru,x-default en" {
			return id, base + path
		}
	}
	b.t.Fatal("no story is public in all languages")
	return "", ""
}

// verdict waits until a unit says what a reviewer made of it, in words that stand in it.
func (b tab) verdict(place int, kind string) {
	b.t.Helper()
	b.until("the verdict", `document.querySelectorAll("#units .unit")[`+strconv.Itoa(place)+`].dataset.verdict === "`+kind+`"`)
}

// publishNow publishes the newest words of a language on the panel of a story.
func (b tab) publishNow(story, lang string) {
	b.t.Helper()
	b.open(story + "/publication")
	if status := b.presses("#version-" + lang + " form.publish .acts button[name=now]"); status != http.StatusOK {
		b.t.Fatalf("publishing %s answers %d: %s", lang, status, b.eval(`document.querySelector("main").innerText`))
	}
}

// TestJourneyOfAReview changes a number in a story that all languages have. Its Kazakh
// version is brought up to date, sent back by the reviewer with a comment, mended,
// approved and published, all from the keyboard; readers of Russian, which nobody has
// touched, are told that the original was updated.
func TestJourneyOfAReview(t *testing.T) {
	t.Parallel()
	author, translator, reviewer := tab{t, testkit.Browser(t)}, tab{t, testkit.Browser(t)}, tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	author.logIn(base, "admin")
	translator.logIn(base, "kk")
	reviewer.logIn(base, "editor")
	id, russian := author.everywhere(base)
	story := base + "/admin/articles/" + id
	author.write(story + "/en")
	author.caret("p:nth-of-type(1)")
	author.keys(" There are 12 of them.")
	author.save()
	author.press("a", alt)
	author.until("approved", `document.querySelector("#publication b")?.textContent === "Approved"`)
	author.publishNow(story, "en")

	translator.translate(story + "/kk/translate")
	if got := translator.eval(`[document.querySelectorAll(".unit-diff").length, document.querySelector(".unit.active .unit-diff ins").innerText.includes("There are 12 of them.")].join()`); got != "1,true" {
		t.Errorf("what became of the source is %q", got)
	}
	translator.press(kb.End, ctrl)
	translator.keys(" Олар 21 адам.")
	translator.confirmUnit()
	translator.sent()
	translator.press("r", alt)
	translator.until("submitted", `document.querySelector("#toasts").textContent !== "" && document.querySelector("#translate") !== null`)

	reviewer.translate(story + "/kk/translate")
	place, err := strconv.Atoi(reviewer.eval(`String([...document.querySelectorAll("#units .unit")].findIndex(e => e.innerText.includes("Олар 21 адам")))`))
	if err != nil {
		t.Fatal(err)
	}
	reviewer.press("y", alt)
	reviewer.verdict(0, "accepted")
	reviewer.until("on to the next", `!document.querySelectorAll("#units .unit")[0].classList.contains("active")`)
	for range 20 {
		if reviewer.eval(`String(document.querySelector(".unit.active").innerText.includes("Олар 21 адам"))`) == "true" {
			break
		}
		reviewer.press("y", alt)
	}
	reviewer.press("u", alt)
	reviewer.until("the field", `document.activeElement.matches("textarea")`)
	reviewer.press(kb.Enter, ctrl)
	reviewer.until("what is missing", `document.querySelector(".unit.active textarea:invalid") === document.activeElement`)
	reviewer.keys("Саны 12, 21 емес.")
	reviewer.press(kb.Enter, ctrl)
	reviewer.verdict(place, "returned")
	for range 20 { // the rest
		reviewer.press("y", alt)
	}
	reviewer.sent()
	if got := reviewer.eval(`document.querySelector("[data-filter=unread] b").textContent`); got != "0" {
		t.Errorf("%s paragraphs are still to be read", got)
	}
	// The whole goes back, too.
	reviewer.eval(`document.querySelector("[data-dialog=send-back]").focus() ?? ""`)
	reviewer.keys("\r")
	reviewer.until("the note", `document.activeElement.id === "send-back-note"`)
	reviewer.keys("Бір сан ғана қалды.\t\t\r")
	reviewer.until("sent back", `document.querySelector("#toasts").textContent !== ""`)

	translator.open(base + "/admin/")
	if got := translator.eval(`document.querySelector("#panel-assigned").closest("section").innerText`); !strings.Contains(got, "1") {
		t.Errorf("the desk says %s", got)
	}
	translator.translate(story + "/kk/translate")
	translator.until("what was sent back", `document.querySelector(".unit.active").dataset.verdict === "returned" && document.querySelector(".unit.active").innerText.includes("Саны 12, 21 емес.")`)
	translator.press(kb.End, ctrl)
	for range "21 адам." {
		translator.press(kb.Backspace)
	}
	translator.keys("12 адам.")
	translator.confirmUnit()
	translator.sent()
	translator.verdict(place, "before")
	translator.press("r", alt)
	translator.until("submitted", `document.querySelector("#toasts").textContent !== "" && document.querySelector("#translate") !== null`)

	reviewer.translate(story + "/kk/translate")
	reviewer.press("j", alt)
	reviewer.until("only that is left", `document.querySelector(".unit.active").dataset.verdict === "before"`)
	reviewer.press("y", alt)
	reviewer.verdict(place, "accepted")
	reviewer.sent()
	reviewer.press("a", alt)
	reviewer.until("approved", `document.querySelector("#state b")?.textContent === "Утверждено"`)
	reviewer.publishNow(story, "kk")

	reader := tab{t, testkit.Browser(t)}
	reader.open(russian)
	if got := reader.eval(`document.querySelector(".notes").innerText`); !strings.Contains(got, "Оригинал обновлён:") {
		t.Errorf("readers of Russian are told %q", got)
	}
	reader.open(base + reader.eval(`new URL(document.querySelector("link[hreflang=kk]").href).pathname`))
	if got := reader.eval(`document.querySelector(".story").innerText.replaceAll("\u00a0", " ")`); !strings.Contains(got, "Олар 12 адам.") || strings.Contains(got, "Түпнұсқа жаңартылды") {
		t.Errorf("readers of Kazakh read %q", got)
	}
}
