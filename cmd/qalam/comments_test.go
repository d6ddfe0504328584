package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// offered waits until names, and no others, are offered below the field with the caret.
func (b tab) offered(names string) {
	b.t.Helper()
	b.until("offered are "+names, fmt.Sprintf(`[...document.querySelectorAll(".mentions:not([hidden]) li")].map(e => e.textContent).join() === %q &&
		document.querySelector(".mentions:not([hidden]) [aria-selected=true]").id === document.activeElement.getAttribute("aria-activedescendant")`, names))
}

// typed is what the field with the caret holds.
func (b tab) typed() string {
	b.t.Helper()
	return b.eval(`document.activeElement.value`)
}

func TestJourneyOfAMentionAndItsAnswerWithoutTheMouse(t *testing.T) {
	t.Parallel()
	reviewer, translator := tab{t, testkit.Browser(t)}, tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	reviewer.logIn(base, "editor")
	translator.logIn(base, "kk")
	reviewer.translate(base + "/admin/articles/22/kk/translate")

	// Escape, and an address, offer nobody; a name is found without its letters.
	reviewer.press("k", alt)
	reviewer.keys("a@b, @")
	reviewer.offered("Аудармашы,Administrator,Tərcüməçi")
	reviewer.press(kb.ArrowDown)
	reviewer.press(kb.ArrowDown)
	reviewer.keys("\r")
	if got := reviewer.typed(); got != "a@b, @Tərcüməçi " {
		t.Errorf("the comment is %q", got)
	}
	reviewer.keys("+ @tercu")
	reviewer.offered("Tərcüməçi")
	reviewer.press(kb.Escape)
	// Whoever is faster than the line mentions nobody else.
	reviewer.keys("m @")
	reviewer.offered("Аудармашы,Administrator,Tərcüməçi")
	reviewer.delay(300)
	reviewer.keys("adm")
	reviewer.press(kb.Tab)
	reviewer.until("it is completed", `document.activeElement.value.endsWith("@Administrator ")`)
	reviewer.delay(0)
	reviewer.keys("@ау")
	reviewer.offered("Аудармашы")
	reviewer.delay(300)
	reviewer.keys("дар")
	reviewer.press(kb.Tab)
	reviewer.keys("сан дұрыс па?")
	reviewer.until("it is completed before what follows", `document.activeElement.value === "a@b, @Tərcüməçi + @tercum @Administrator @Аудармашы сан дұрыс па?"`)
	reviewer.delay(0)
	reviewer.keys("!")
	if got := reviewer.typed(); !strings.HasSuffix(got, "@Аудармашы сан дұрыс па?!") {
		t.Errorf("after it the caret is elsewhere: %q", got)
	}
	reviewer.press(kb.Enter, ctrl)
	reviewer.until("it is shown with whom it mentions", `[...document.querySelectorAll(".unit .said b")].map(e => e.textContent).join() === "@Tərcüməçi,@Administrator,@Аудармашы"`)

	// The desk of the translator leads there, and they answer to the whole version.
	translator.open(base + "/admin/")
	translator.do("to the comment", chromedp.Focus("[aria-labelledby=panel-comments] li a"))
	translator.keys("\r")
	translator.until("the paragraph", `document.querySelector(".unit.active .remarks") !== null`)
	translator.press("k", alt|chromedp.ModifierShift)
	translator.keys("Қараймын, @ред")
	translator.offered("Редактор")
	translator.keys("\r")
	// What is typed outlives what others say meanwhile.
	reviewer.press("k", alt|chromedp.ModifierShift)
	reviewer.keys("Тезірек!")
	reviewer.press(kb.Enter, ctrl)
	translator.until("the other's comment", `document.querySelectorAll("#said .remarks li").length === 1`)
	if got := translator.typed(); got != "Қараймын, @Редактор " {
		t.Errorf("the answer became %q", got)
	}
	translator.press(kb.Enter, ctrl)
	translator.until("both comments", `document.querySelectorAll("#said .remarks li").length === 2 && document.activeElement.value === ""`)
	reviewer.until("the answer", `document.querySelector("#said").innerText.includes("@Редактор")`)

	// Settled, with the focus where it was; the desk is empty again.
	translator.do("to the link", chromedp.Focus("#said .remarks-open a"))
	translator.keys("\r")
	translator.do("to the button", chromedp.Focus(".unit.active .remarks button"))
	translator.keys("\r")
	translator.until("it is settled", `document.querySelector(".unit.active .remarks li.resolved button") === document.activeElement && document.querySelector(".remarks-open") === null`)
	reviewer.until("the reviewer sees it", `document.querySelector(".unit .remarks li.resolved") !== null`)
	translator.open(base + "/admin/")
	translator.until("nothing waits", `document.querySelector("[aria-labelledby=panel-comments] li") === null`)

	// The source has its comments where it is written; what is typed there stays.
	reviewer.write(base + "/admin/articles/22/en")
	reviewer.caret("p:nth-of-type(1)")
	reviewer.keys(" Not saved.")
	reviewer.press("k", alt|chromedp.ModifierShift)
	// Whoever is faster than the line mentions whom they chose all the same.
	reviewer.keys("@ау")
	reviewer.offered("Аудармашы")
	reviewer.delay(300)
	reviewer.keys("дар\r")
	reviewer.press(kb.Enter, ctrl)
	reviewer.until("it is said", `document.querySelector("#said .said b")?.textContent === "@Аудармашы" && document.activeElement.value === "" && document.querySelector("#body").innerText.includes("Not saved.")`)
	reviewer.delay(0)
	translator.until("it waits on the desk", `document.querySelector("[aria-labelledby=panel-comments] li a")?.getAttribute("href").endsWith("/22/en/translate#remarks")`)
	translator.do("to the comment", chromedp.Focus("[aria-labelledby=panel-comments] li a"))
	translator.keys("\r")
	translator.until("the source", `location.pathname === "/admin/articles/22/en" && document.querySelector("#said .said") !== null`)
}
