package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// hold keeps the next thing that is sent to where an address ends from going out until
// letGo.
func (b tab) hold(path string) {
	b.t.Helper()
	b.eval(`(() => {
		const real = window.fetch;
		window.fetch = async (...about) => {
			if (String(about[0]).endsWith("` + path + `")) {
				window.fetch = real;
				await new Promise((go) => { window.letGo = go; });
			}
			return real(...about);
		};
		return "";
	})()`)
}

func (b tab) letGo() {
	b.t.Helper()
	b.eval(`(window.letGo(), "")`)
}

func TestJourneyOfTwoTranslatorsInOneParagraphOnASlowLine(t *testing.T) {
	t.Parallel()
	one, two, story := authorAndTranslator(t)
	one.translate(story + "/kk/translate")
	two.translate(story + "/kk/translate")
	two.hold("/translate")
	two.keys("Жеті паром")
	two.confirmUnit() // it is on its way all the while
	two.keys("Портта жеті паром бар.")
	two.confirmUnit() // it waits for the first, and knows nothing of the other's words
	one.unit(1)
	one.keys("Портта 7 паром бар.")
	one.confirmUnit()
	one.sent()
	two.letGo()
	two.until("the other's words", `document.querySelectorAll("#units .unit")[1].querySelector(".conflict .theirs")?.innerText.trim() === "Портта 7 паром бар."`)
	one.until("the first is saved", unitState(0)+` === "current"`)
	if got := one.eval(`document.querySelectorAll("#units .unit")[1].querySelector(".unit-words").innerText.trim()`); got != "Портта 7 паром бар." {
		t.Errorf("what one had saved became %q", got)
	}
	two.do("take theirs", chromedp.Click("[data-take=theirs]"))
	two.sent()
	if got := two.eval(`document.querySelectorAll("#units .unit")[1].querySelector(".unit-words").innerText.trim()`); got != "Портта 7 паром бар." {
		t.Errorf("theirs became %q", got)
	}
}

func TestJourneyOfATranslatorWhoLoadsAnewWhileSomethingWaits(t *testing.T) {
	t.Parallel()
	_, b, story := authorAndTranslator(t)
	b.translate(story + "/kk/translate")
	b.unit(2)
	b.keys("Олар таңда")
	b.until("what was typed is kept", `document.querySelector("#kept-state").textContent === "Нобай сақталды"`)
	b.hold("/translate")
	b.unit(1)
	b.keys("Портта 7 паром бар.")
	b.confirmUnit() // it never goes out
	b.do("load anew", chromedp.Reload())
	b.until("what was confirmed is sent", unitState(1)+` === "current" && document.querySelectorAll("#units .unit")[1].innerText.includes("Портта 7 паром бар.")`)
	b.until("what was typed is there", `document.querySelector(".unit.dirty .unit-words").innerText.trim() === "Олар таңда"`)
}

func TestJourneyOfWhoTakesBackWhatOthersHaveChanged(t *testing.T) {
	t.Parallel()
	one, two, story := authorAndTranslator(t)
	one.translate(story + "/kk/translate")
	two.translate(story + "/kk/translate")
	two.keys("Жеті паром")
	two.confirmUnit()
	two.sent()
	one.until("theirs", unitState(0)+` === "current"`)
	one.unit(0)
	one.keys(" мен бір қайық")
	one.confirmUnit()
	one.sent()
	two.until("the other's words", `document.querySelectorAll("#units .unit")[0].innerText.includes("мен бір қайық")`)
	two.press("z", alt)
	two.until("the question", `document.querySelectorAll("#units .unit")[0].querySelector(".conflict .theirs")?.innerText.trim() === "Жеті паром мен бір қайық"`)
	// Who accepts and takes that back reviews all the while.
	one.press("r", alt)
	one.until("it is submitted", `document.querySelector("#translate[data-reviewing]") !== null`)
	one.unit(0)
	one.keys(" ғана")
	one.press("y", alt)
	one.until("it is accepted", `document.querySelectorAll("#units .unit")[0].dataset.verdict === "accepted"`)
	one.press("z", alt)
	one.until("that is taken back", `document.querySelectorAll("#units .unit")[0].dataset.verdict === undefined`)
	one.until("it is still in review", `document.querySelector("#version [name=to][value=approved]") !== null`)
}

func TestJourneyOfACommentWhileAnotherWaits(t *testing.T) {
	t.Parallel()
	_, b, story := authorAndTranslator(t)
	b.translate(story + "/kk/translate")
	b.press("k", alt)
	b.keys("Қай порт?")
	b.hold("/comments")
	b.press(kb.Enter, ctrl)
	b.press("k", alt|chromedp.ModifierShift)
	b.keys("Бәрі дайын.")
	b.press(kb.Enter, ctrl)
	b.until("the second is said", `document.querySelectorAll("#said .remarks li").length === 1`)
	b.letGo()
	b.until("the first is said, too", `document.querySelectorAll(".unit .remarks li").length === 1`)
	// Who is logged out meanwhile reads so, and keeps the words.
	b.press("k", alt|chromedp.ModifierShift)
	b.keys("Тағы бірдеңе.")
	b.eval(`(() => {
		const real = window.fetch;
		window.fetch = (path, how) => real(path, { ...how, credentials: "omit" });
		return "";
	})()`)
	b.press(kb.Enter, ctrl)
	b.until("why not", `document.querySelector("#remarks .remark-form .problem").textContent === document.querySelector("#remarks").dataset.failed`)
	if got := b.eval(`document.querySelector("#remarks textarea").value`); got != "Тағы бірдеңе." {
		t.Errorf("what was typed became %q", got)
	}
}
