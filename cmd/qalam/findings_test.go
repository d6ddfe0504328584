package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// notes lists what was found beside the unit with the caret, and whether a key mends it.
const notes = `[...document.querySelectorAll(".unit.active [data-check]")].map(e =>
	e.dataset.check + (e.querySelector("[data-mend]") ? "!" : "") + (e.matches(".dismissed") ? "-" : "")).join(" ")`

func TestJourneyOfFindingsThatAreMendedAndDismissed(t *testing.T) {
	t.Parallel()
	_, b, story := authorAndTranslator(t)
	b.translate(story + "/kk/translate")
	b.keys("Жеті паром")
	b.confirmUnit()
	b.unit(1)
	b.press("b", ctrl)
	b.keys("Порттa")
	b.press("b", ctrl)
	b.keys(" 7 паром , 1,234.5 тонна") // Latin a, a space too many, English marks
	b.until("what was typed is checked", notes+` === "lookalike! numbers end! spaces! number_format!"`)
	for range 4 {
		b.press("m", alt)
	}
	const mended = `<strong>Портта</strong> 7 паром, 1234,5 тонна.`
	b.until("all is mended", `document.querySelector(".unit.active .ProseMirror p").innerHTML === "`+mended+`"`)
	b.until("only the number is left", notes+` === "numbers"`)
	b.confirmUnit()
	b.sent()
	b.until("the list leads there", `document.querySelectorAll("#findings li:not([hidden]) [data-to]").length === 1`)
	b.unit(1)
	b.until("it is found in what is saved", notes+` === "numbers"`)

	// What is typed and taken back leaves the findings of what is saved.
	b.keys(" Және , бәрі.")
	b.until("both are found", notes+` === "numbers spaces!"`)
	if got := b.eval(`String(document.querySelectorAll("#findings li:not([hidden])").length)`); got != "0" {
		t.Errorf("the list has %s findings of the words before", got)
	}
	b.eval(`document.addEventListener("kept", () => { window.forgotten = true; }, { once: true }); ""`)
	b.press("z", ctrl)
	b.until("it is as it was", `document.querySelectorAll(".unit.dirty").length === 0 && `+notes+` === "numbers"`)

	b.do("to the button", chromedp.Focus(".unit.active [data-say=dismiss]"))
	b.keys("\r")
	b.until("the question", `document.querySelector("#dismiss").open`)
	b.keys(" \r")
	b.until("it says what is missing and stays", `document.querySelector("#dismiss").open && !document.querySelector("#dismiss .problem").hidden`)
	b.keys("тонна қосылды\r")
	b.until("it is dismissed", notes+` === "numbers-" && !document.querySelector("#dismiss").open`)
	b.do("to the button", chromedp.Focus(".unit.active [data-say=undismiss]"))
	b.keys("\r")
	b.until("it counts again", notes+` === "numbers"`)
	b.until("what was taken back is kept no more", `window.forgotten === true`)

	// The same on the screen of the whole.
	b.write(story + "/kk")
	b.caret("p:nth-of-type(1)")
	b.press(kb.End)
	b.keys(" Бұл , бар.")
	b.until("a repair", `document.querySelector("#findings [data-mend]") !== null`)
	b.press("m", alt)
	b.until("it is mended", `document.querySelector("#body p").innerHTML === "`+mended+` Бұл, бар."`)
	b.do("to the question", chromedp.Focus("#findings summary"))
	b.keys("\r\t")
	b.until("the question", `document.activeElement.name === "reason"`)
	b.keys("тонна қосылды\r")
	b.until("it is saved and dismissed", `document.querySelectorAll("#findings .dismissed").length === 1`)
	b.do("to the button", chromedp.Focus("#findings .dismissed button"))
	b.keys("\r")
	b.until("it counts here, too", `document.querySelectorAll("#findings li:not(.dismissed)").length === 1 && document.querySelectorAll("#findings .dismissed").length === 0`)
}
