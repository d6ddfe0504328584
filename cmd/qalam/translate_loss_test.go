package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// crash ends a tab as it is, without a word to the page.
func (b tab) crash() {
	b.t.Helper()
	if err := chromedp.Cancel(b.ctx); err != nil {
		b.t.Logf("end the tab: %v", err)
	}
}

func TestJourneyOfATranslatorWhoseTabDiesWithoutAConnection(t *testing.T) {
	t.Parallel()
	author, b := tab{t, testkit.Browser(t)}, tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	author.logIn(base, "admin")
	b.logIn(base, "kk")
	story := begin(author, base)
	victim := b.newTab()
	victim.translate(story + "/kk/translate")
	victim.keys("Жеті паром")
	victim.confirmUnit()
	victim.sent()
	victim.offline(true)
	victim.keys("Портта 7 паром бар.")
	victim.confirmUnit() // it waits for the connection
	victim.keys("Олар таңда шығады.")
	victim.press("i", alt)
	victim.keys("Тек қазақша.") // a paragraph that only the translation has
	victim.crash()

	// Meanwhile a colleague translates one of them, too.
	author.translate(story + "/kk/translate")
	author.unit(2)
	author.keys("Олар ертемен кетеді.")
	author.confirmUnit()
	author.sent()

	b.translate(story + "/kk/translate")
	b.until("what was confirmed is sent", unitState(1)+` === "current" && document.querySelectorAll("#units .unit")[1].innerText.includes("Портта 7 паром бар.")`)
	b.until("what was typed is there", `["таңда шығады", "Тек қазақша"].every(s => [...document.querySelectorAll(".unit.dirty")].some(e => e.innerText.includes(s)))`)
	b.unit(2)
	b.confirmUnit()
	b.until("the colleague's words are shown, too", `document.querySelectorAll("#units .unit")[2].querySelector(".conflict")?.innerText.includes("ертемен кетеді")`)
	b.until("the caret went on", `!document.querySelectorAll("#units .unit")[2].contains(document.activeElement)`)
	b.press("j", alt|chromedp.ModifierShift)
	b.confirmUnit() // leads to the question first
	b.press(kb.Tab)
	b.keys("\r")
	b.confirmUnit()
	b.until("mine are saved", unitState(2)+` === "current" && document.querySelectorAll(".unit.dirty").length === 1`)
	b.unit(3)
	b.confirmUnit()
	b.sent()
	if got := b.eval(`[...document.querySelectorAll("#units .unit")].map(e => e.dataset.state + " " + e.querySelector(".unit-words").innerText.trim()).join("; ")`); got !=
		"current Жеті паром; current Портта 7 паром бар.; current Олар таңда шығады.; added Тек қазақша.; missing " {
		t.Errorf("the units are %q", got)
	}
	b.until("nothing is kept any more", `!Object.keys(localStorage).some(k => k.startsWith("units:"))`)
}

func TestJourneyOfATranslatorWhoLoadsAnewAfterTenSecondsOffline(t *testing.T) {
	t.Parallel()
	_, b, story := authorAndTranslator(t)
	b.translate(story + "/kk/translate")
	b.delay(300)
	b.keys("Жеті")
	b.confirmUnit()
	b.press("z", alt) // taken back, and confirmed with more words, before any answer
	b.keys(" паром")
	b.confirmUnit()
	b.sent()
	b.offline(true)
	b.keys("Портта 7 паром бар.")
	b.confirmUnit()
	b.press("z", alt)
	b.press("a", ctrl)
	b.keys("Портта жеті паром бар.")
	b.confirmUnit()
	b.press("o", alt)
	b.until("the word on it", `!document.querySelector("#trouble").hidden`)
	time.Sleep(10 * time.Second) // long enough for every try and sign of life to fail
	b.unit(3)
	b.keys("Ешкім күтпейді")
	b.offline(false)
	b.do("load anew", chromedp.Reload())
	b.until("what was done is sent", unitState(1)+` === "current" && `+unitState(2)+` === "omitted"`)
	b.until("the caret and the words are where they were", `document.querySelector(".unit.active.dirty").contains(document.activeElement) && document.querySelector(".unit.active").innerText.includes("Ешкім күтпейді")`)
	b.press(kb.End, ctrl)
	b.keys(".")
	b.confirmUnit()
	b.sent()
	if got := b.eval(`[...document.querySelectorAll("#units .unit")].map(e => e.dataset.state + " " + e.querySelector(".unit-words").innerText.trim()).join("; ")`); got !=
		"current Жеті паром; current Портта жеті паром бар.; omitted ; current Ешкім күтпейді." {
		t.Errorf("the units are %q", got)
	}
}
