package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

const alt = chromedp.ModifierAlt

// unitState is the state of a unit by its place in the text, as an expression.
func unitState(place int) string {
	return fmt.Sprintf(`document.querySelectorAll("#units .unit")[%d].dataset.state`, place)
}

// translate opens the translator's screen and waits until the caret is in a text.
func (b tab) translate(url string) {
	b.t.Helper()
	b.open(url)
	b.until("the translator's screen", `document.querySelector(".unit.active .ProseMirror") === document.activeElement`)
}

// unit goes to a unit by its place in the text, with the caret at its end.
func (b tab) unit(place int) {
	b.t.Helper()
	b.do("to a unit", chromedp.Focus(fmt.Sprintf("#units .unit:nth-of-type(%d) :is(.unit-words[tabindex='0'], .ProseMirror)", place+1)))
	b.until("the caret is there", fmt.Sprintf(`document.querySelectorAll("#units .unit")[%d].contains(document.activeElement)`, place))
	b.press(kb.End, ctrl)
}

// confirmUnit confirms the unit with the caret.
func (b tab) confirmUnit() {
	b.t.Helper()
	b.press(kb.Enter, ctrl)
}

// sent waits until the server has everything.
func (b tab) sent() {
	b.t.Helper()
	b.until("everything is saved", `document.querySelectorAll("[data-pending], .unit.dirty").length === 0`)
}

// typedOnly is true once words stand in the active unit that are not saved, and everything
// before them is sent. What is typed may have been kept since, which is said instead.
func typedOnly(words string) string {
	return `document.querySelector(".unit.active.dirty")?.innerText.includes("` + words + `") && ["Сақталды", "Нобай сақталды"].includes(document.querySelector("#kept-state").textContent)`
}

// states lists the states of all units.
func (b tab) states() string {
	return b.eval(`[...document.querySelectorAll("#units .unit")].map(e => e.dataset.state).join(" ")`)
}

// authorAndTranslator are two people with a browser each, and the address in the admin
// of a story of three paragraphs that the first has written.
func authorAndTranslator(t *testing.T) (author, translator tab, story string) {
	t.Helper()
	author, translator = tab{t, testkit.Browser(t)}, tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	author.logIn(base, "admin")
	translator.logIn(base, "kk")
	return author, translator, begin(author, base)
}

func begin(b tab, base string) string {
	b.t.Helper()
	b.open(base + "/admin/articles/new")
	b.do("to the title", chromedp.Focus("#title"))
	b.keys("Seven ferries\r")
	b.until("the editor", `document.querySelector("#body.ProseMirror") !== null`)
	b.do("to the text", chromedp.Focus("#body"))
	b.keys("The port has 7 ferries.\rThey sail at dawn.\rNobody waits.")
	b.save()
	url := b.eval(`location.href`)
	return strings.TrimSuffix(url, "/en")
}

func TestJourneyOfATranslatorWithoutTheMouse(t *testing.T) {
	t.Parallel()
	author, b, story := authorAndTranslator(t)
	b.translate(story + "/kk/translate")
	for _, words := range []string{"Жеті паром", "", "Портта 7 паром бар.", "Олар таңда шығады.", "Ешкім күтпейді."} {
		if words == "" {
			continue // the story has no summary
		}
		b.keys(words)
		b.confirmUnit()
	}
	b.sent()
	if got := b.states(); got != "current current current current" {
		t.Fatalf("the units are %q", got)
	}
	// Undo takes back the last confirmation and keeps what was typed.
	b.press("z", alt)
	b.until("the last is missing again", unitState(3)+` === "missing" && document.querySelector(".unit.active").innerText.includes("Ешкім")`)
	b.confirmUnit()
	b.sent()
	// Leaving out, and what only the translation has.
	b.unit(2)
	b.press("o", alt)
	b.until("it is left out", unitState(2)+` === "omitted"`)
	b.press("z", alt)
	b.until("it is back", unitState(2)+` === "current"`)
	b.press("i", alt)
	b.keys("Тек қазақша.")
	b.confirmUnit()
	b.until("it is added", unitState(3)+` === "added"`)
	// Taken apart and put together again: nobody has confirmed it since.
	b.unit(4)
	b.do("to the button", chromedp.Focus("#unit-acts [data-act=unpair]"))
	b.keys("\r")
	b.until("it belongs to nothing", `[...document.querySelectorAll(".unit")].filter(e => e.dataset.state === "loose").length === 1 && document.querySelectorAll(".unit").length === 6`)
	b.eval(`document.querySelector(".unit[data-state=loose] .unit-words").focus() ?? ""`)
	b.press("g", alt)
	b.until("the choice", `document.querySelector("#pairing").open`)
	b.keys("\r")
	b.until("it waits to be confirmed", unitState(4)+` === "unconfirmed" && document.querySelectorAll(".unit").length === 5`)
	b.unit(4)
	b.confirmUnit()
	b.sent()
	// The author changes a number and a comma while the translator is in another
	// paragraph, which keeps the caret.
	b.unit(1)
	b.keys(" Иә.")
	b.until("what was typed is kept", `document.querySelector("#kept-state").textContent === "Нобай сақталды"`)
	b.eval(`window.top0 = document.querySelector(".unit.active").getBoundingClientRect().top; window.caret = document.activeElement; ""`)
	author.caret("p:nth-of-type(2)")
	author.keys(" At 9.")
	author.save()
	b.until("the change is told at once", unitState(2)+` === "stale_fact" && document.querySelectorAll(".unit-diff").length === 1`)
	if got := b.eval(`[document.activeElement === window.caret, Math.abs(document.querySelector(".unit.active").getBoundingClientRect().top - window.top0) < 2, document.querySelector(".unit.active").innerText.includes("Иә.")].join()`); got != "true,true,true" {
		t.Errorf("caret, place and words stay: %s", got)
	}
	b.confirmUnit()
	b.until("the next that needs work", `document.querySelectorAll("#units .unit")[2].classList.contains("active")`)
	b.press(kb.End, ctrl)
	b.keys(" Сағат 9-да.")
	b.confirmUnit()
	b.sent()
	if got := b.states(); got != "current current current added current" {
		t.Errorf("the units are %q", got)
	}
	// What only the translation has is added again where it was.
	b.unit(0)
	b.press("i", alt)
	b.keys("Әлі жоқ.")
	b.confirmUnit()
	b.sent()
	b.press("z", alt)
	b.until("it is no more", typedOnly("Әлі жоқ."))
	b.confirmUnit()
	b.sent()
	b.until("it is back in its place", unitState(1)+` === "added" && document.querySelectorAll("#units .unit").length === 6`)
	b.press("z", alt)
	b.until("it is no more", typedOnly("Әлі жоқ."))
	b.press("a", ctrl)
	b.press(kb.Backspace)
	b.unit(0)
	b.until("nothing is left of it", `document.querySelectorAll("#units .unit").length === 5`)
	b.press("r", alt)
	b.until("it is submitted", `document.querySelector("#toasts").textContent !== "" && document.querySelector("#translate") !== null`)
	b.press(kb.Escape)
	b.keys("?")
	b.until("the list of keys", `document.querySelector("#keyboard").open`)
}

func TestJourneyOfTwoTranslatorsInOneStory(t *testing.T) {
	t.Parallel()
	one, two, story := authorAndTranslator(t)
	one.translate(story + "/kk/translate")
	two.translate(story + "/kk/translate")
	one.keys("Жеті паром")
	one.confirmUnit()
	two.unit(2)
	two.keys("Олар таңда шығады.")
	two.confirmUnit()
	one.until("theirs", unitState(2)+` === "current"`)
	two.until("theirs", unitState(0)+` === "current"`)
	two.until("who is here, and where", `document.querySelector("#people").textContent.includes("Administrator") && [...document.querySelectorAll(".unit-people")].some(e => e.textContent !== "")`)
	// Now both write the same paragraph.
	one.unit(1)
	one.keys("Портта 7 паром бар.")
	two.unit(1)
	two.keys("Портта жеті паром бар.")
	two.confirmUnit()
	two.sent()
	one.until("the other's words", `document.querySelector(".unit.active .conflict")?.innerText.includes("жеті паром бар")`)
	if got := one.eval(`document.querySelector(".unit.active .ProseMirror").innerText.trim()`); got != "Портта 7 паром бар." {
		t.Errorf("typed words became %q", got)
	}
	// Nothing is submitted before it is said which of them the version has.
	one.press("r", alt)
	one.until("the choice", `document.activeElement.matches("[data-take]") && document.querySelector("#toasts").textContent === ""`)
	one.do("keep mine", chromedp.Focus("[data-take=mine]"))
	one.keys("\r")
	one.confirmUnit()
	two.until("the last word", `document.querySelectorAll("#units .unit")[1].innerText.includes("Портта 7 паром бар.")`)
}

func TestJourneyOfATranslatorOnABadLine(t *testing.T) {
	t.Parallel()
	_, b, story := authorAndTranslator(t)
	b.translate(story + "/kk/translate")
	b.delay(300)
	b.keys("Жеті паром")
	b.confirmUnit()
	b.keys("Портта 7 паром бар.") // the first is still on its way
	b.confirmUnit()
	b.offline(true)
	b.keys("Олар таңда шығады.")
	b.confirmUnit()
	b.keys("Ешкім күтпе")
	b.until("the word on it", `!document.querySelector("#trouble").hidden`)
	b.keys("йді.")
	b.until("it is kept in the browser", `Object.entries(localStorage).some(([k, v]) => k.startsWith("units:") && v.includes("күтпейді") && v.includes("шығады"))`)
	b.offline(false)
	b.until("the connection is back", `document.querySelector("#trouble").hidden`)
	b.until("what was confirmed is sent", unitState(2)+` === "current"`)
	b.do("load anew", chromedp.Reload())
	b.until("what was typed is there", `document.querySelector(".unit.dirty")?.innerText.includes("Ешкім күтпейді.")`)
	b.unit(3)
	b.confirmUnit()
	b.sent()
	if got := b.states(); got != "current current current current" {
		t.Errorf("the units are %q", got)
	}
}

// delay makes every answer come later, by milliseconds.
func (b tab) delay(latency float64) {
	b.t.Helper()
	b.network(network.Conditions{Latency: latency})
}
