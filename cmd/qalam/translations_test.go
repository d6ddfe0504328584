package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

func TestJourneyOfMissingTranslationsToATranslatorsDesk(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.logIn(base, "admin")

	b.open(base + "/admin/")
	b.keys("gl")
	b.until("the matrix", `location.pathname === "/admin/translations" && document.querySelector(".matrix") !== null`)
	b.do("ask for Kazakh that is missing", chromedp.SetValue("#version", "missing"), chromedp.SetValue("#locale", "kk"))
	b.eval(`document.querySelector("#locale").dispatchEvent(new Event("change", { bubbles: true })) && ""`)
	b.until("filtered", `location.search.includes("version=missing") && [...document.querySelectorAll(".matrix tbody td:nth-child(4) .state")].every(e => e.matches(".missing")) && document.querySelectorAll(".matrix tbody tr").length >= 3`)

	// From the keyboard: the first box of the column, and down from there.
	b.eval(`document.querySelector("[name=cell][value$='.kk']").focus() ?? ""`)
	for range 2 {
		b.keys(" ")
		b.press(kb.ArrowDown)
	}
	b.keys(" ")
	b.until("three are ticked", `document.querySelectorAll("[name=cell]:checked").length === 3`)
	ticked := b.eval(`[...document.querySelectorAll("[name=cell]:checked")].map(c => "/admin/articles/" + c.value.replace(".", "/") + "/translate").sort().join()`)
	b.eval(`(() => { const s = document.querySelector("#user"); s.value = [...s.options].find(o => o.text === "Аудармашы").value; return ""; })()`)
	b.do("by when", chromedp.SetValue("#due", "2030-05-06T10:30"))
	b.click(".bulk .btn")
	if got := b.eval(`document.querySelector(".result-line p").textContent`); got != "3 versions assigned anew." {
		t.Errorf("it says %q", got)
	}
	b.until("the filter stays", `location.search.includes("version=missing") && document.querySelectorAll(".matrix td time").length === 3`)

	b.do("another person", chromedp.Click("header [popovertarget=account-menu]"))
	b.click(`form[action="/admin/logout"] button`)
	b.logIn(base, "kk")
	const panel = `[...document.querySelectorAll("[aria-labelledby=panel-assigned] li")]`
	const path = "li.querySelector(`a`).pathname"
	if got := b.eval(panel + `.map(li => ` + path + `).filter(p => "` + ticked + `".split(",").includes(p)).sort().join()`); got != ticked {
		t.Errorf("the translator finds %q, want %q", got, ticked)
	}
	if got := b.eval(`String(` + panel + `.filter(li => li.querySelector("time")?.dateTime.startsWith("2030-05-06T10:30")).length)`); got != "3" {
		t.Errorf("%s of them are due then", got)
	}
}
