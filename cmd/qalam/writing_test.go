package main

import (
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

const (
	ctrl    = chromedp.ModifierCtrl
	written = `document.querySelector("#body.ProseMirror").innerText`
)

// write opens an editor and waits until it can be written in.
func (b tab) write(url string) {
	b.t.Helper()
	b.open(url)
	b.until("the editor", `document.querySelector("#body.ProseMirror") !== null`)
}

// save saves by key and waits until a revision has it.
func (b tab) save() {
	b.t.Helper()
	b.press("s", ctrl)
	b.until("saved", `document.body.dataset.unsaved === "false"`)
}

// caret puts the caret at the end of a block of the text. What is on the page may move
// between the aim and the click, as it does under anybody's hand: who has missed clicks
// again.
func (b tab) caret(block string) {
	b.t.Helper()
	for range 5 {
		b.eval(`(e => { e.scrollIntoView({ block: "center" }); return "" })(document.querySelector("#body > ` + block + `"))`)
		b.do("click into "+block, chromedp.Click("#body > "+block))
		if b.eval(`String(document.querySelector("#body > `+block+`").contains(getSelection().anchorNode))`) == "true" {
			b.press(kb.End)
			return
		}
	}
	b.t.Fatalf("no click puts the caret into %s", block)
}

// newTab opens another tab of the same browser and profile.
func (b tab) newTab() tab {
	b.t.Helper()
	ctx, stop := chromedp.NewContext(b.ctx)
	b.t.Cleanup(stop)
	if err := chromedp.Do(ctx); err != nil {
		b.t.Fatal(err)
	}
	return tab{b.t, ctx}
}

func TestJourneyOfAStoryFromNothingToApprovedWithoutTheMouse(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.logIn(base, "admin")
	b.keys("n")
	b.until("the form of a new story", `document.querySelector("#title") !== null`)
	b.do("to the title", chromedp.Focus("#title"))
	b.keys(`Ferries, "at last"` + "\r")
	b.until("the editor", `document.querySelector("#body.ProseMirror") !== null`)
	b.do("to the text", chromedp.Focus("#body"))
	b.keys("It began at dawn.\r## Why now\r> We \"waited\" long\rThen:\r- one\rtwo\r\rEnd")
	for range 3 {
		b.press(kb.ArrowLeft, chromedp.ModifierShift)
	}
	b.until("the last word is selected", `(({state}) => state.doc.textBetween(state.selection.from, state.selection.to))(document.querySelector("#body").editor) === "End"`)
	b.press("K", ctrl|chromedp.ModifierShift)
	b.until("the dialog of the link", `document.querySelector("#link").open`)
	b.keys("ferries al")
	b.until("own stories", `document.querySelectorAll("#link-stories [role=option]").length > 0`)
	b.press(kb.ArrowDown)
	b.keys("\r")
	b.until("the link", `document.querySelector("#body a") !== null`)
	b.save()
	want := `{"p":"It began at dawn.","h2":"Why now","quote":"We “waited” long","bullets":"one,two","link":true}`
	got := b.eval(`JSON.stringify({
		p: document.querySelector("#body > p").innerText, h2: document.querySelector("#body > h2").innerText,
		quote: document.querySelector("#body [data-kind=quote] .block-text").innerText,
		bullets: [...document.querySelectorAll("#body [data-kind=bullet]")].map(e => e.innerText).join(),
		link: /^article:\d+$/.test(document.querySelector("#body a").getAttribute("href"))})`)
	if got != want {
		t.Errorf("the text is\n%s, want\n%s\n%s", got, want, b.eval(`document.querySelector("#body").innerHTML`))
	}
	b.until("a finding", `document.querySelector("#findings [data-mend]") !== null`)
	b.press("m", chromedp.ModifierAlt)
	b.until("it is mended", `document.querySelector("#title").value === "Ferries, “at last”"`)
	b.save()
	b.press("k", ctrl)
	b.until("the palette", `document.querySelector("#palette").open`)
	b.keys("approve\r")
	b.until("approved", `document.querySelector("#publication b")?.textContent === "Approved"`)
	if keys := b.eval(`[...document.querySelectorAll("#body > [data-key]")].map(e => e.dataset.key).join()`); strings.Contains(keys, ",,") {
		t.Errorf("blocks without keys: %s", keys)
	}
}

func TestJourneyOfTwoWritersInOneStory(t *testing.T) {
	t.Parallel()
	one, two := tab{t, testkit.Browser(t)}, tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	url := base + "/admin/articles/1/en"
	one.logIn(base, "admin")
	two.logIn(base, "editor")
	one.write(url)
	two.write(url)
	one.caret("p:nth-of-type(1)")
	one.keys(" One was here.")
	one.save()
	two.caret("p:nth-of-type(2)")
	two.keys(" Two was here.")
	two.save()
	two.until("both", written+`.includes("One was here.") && `+written+`.includes("Two was here.")`)
	two.until("who else is here", `document.querySelector("#people").textContent.includes("Administrator")`)
	// Now both change the same paragraph.
	two.caret("p:nth-of-type(1)")
	two.keys(" Two again.")
	two.save()
	one.caret("p:nth-of-type(1)")
	one.keys(" One again.")
	one.press("s", ctrl)
	one.until("the conflict", `document.querySelectorAll("#conflict .pick").length === 4`)
	one.until("both versions", `["Two again", "One again"].every(s => document.querySelector("#conflict").textContent.includes(s))`)
	one.do("keep both", chromedp.Focus("#conflict input[value=both]"))
	one.keys(" ")
	one.do("to the button", chromedp.Focus("#conflict button"))
	one.keys("\r")
	one.until("both are kept", written+`.includes("Two again.") && `+written+`.includes("One again.")`)
}

func TestJourneyOfWordsThatOutliveTheirTab(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	url := base + "/admin/articles/2/kk"
	b.logIn(base, "kk")
	victim := b.newTab()
	victim.write(url)
	victim.caret("p:nth-of-type(1)")
	victim.keys(" Жоғалмайтын сөз.")
	victim.until("it is kept", `document.querySelector("#counts").textContent !== ""`)
	victim.kill()
	b.write(url)
	b.until("the offer", `document.querySelector(".offer:not([hidden]) [data-restore]") !== null`)
	b.do("bring it back", chromedp.Click(".offer:not([hidden]) [data-restore]"))
	b.until("the words are back", written+`.includes("Жоғалмайтын сөз.")`)
	// What was typed a moment before the page is loaded anew stays, too.
	b.caret("p:nth-of-type(2)")
	b.keys(" Соңғы сөз.")
	b.do("load anew", chromedp.Reload())
	b.until("the last words are there", written+`.includes("Соңғы сөз.") && `+written+`.includes("Жоғалмайтын сөз.")`)
	// A long text is kept as a short one is, though its letters take several bytes each.
	b.caret("p:nth-of-type(2)")
	b.eval(`(document.execCommand("insertText", false, " сөз".repeat(4000)), "")`)
	b.until("it is kept, too", `(document.querySelector("#trouble").hidden && JSON.stringify(performance.getEntriesByType("resource").filter(e => e.name.endsWith("/draft")).at(-1).responseStatus)) === "200"`)
	// Without a connection the person is told so, and the words wait.
	b.offline(true)
	b.caret("p:nth-of-type(1)")
	b.keys(" Желісіз.")
	b.until("the word on it", `!document.querySelector("#trouble").hidden`)
	b.press("s", ctrl)
	b.until("it is not saved", `document.body.dataset.unsaved === "true"`)
	b.offline(false)
	b.until("the connection is back", `document.querySelector("#trouble").hidden`)
	// Another language of the desk keeps what is not saved.
	b.do("open the menu", chromedp.Click("header [popovertarget=account-menu]"))
	b.click("#account-menu [lang=ru][name=interface]")
	b.until("the words are still there", `document.documentElement.lang === "ru" && `+written+`.includes("Жоғалмайтын сөз.")`)
	b.save()
}

func TestJourneyOfAChangedFactToAnOpenDesk(t *testing.T) {
	t.Parallel()
	author, translator := tab{t, testkit.Browser(t)}, tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	translator.logIn(base, "kk")
	translator.open(base + "/admin/")
	translator.eval(`window.same = "the page was not loaded anew"`)
	author.logIn(base, "admin")
	author.write(base + "/admin/articles/3/en")
	author.press("v", chromedp.ModifierAlt)
	author.caret("p:nth-of-type(1)")
	author.keys(" There are 77 of them.")
	author.until("the page beside the text", `document.querySelector("#page iframe").contentDocument.body.innerText.includes("77 of them")`)
	author.save()
	translator.until("the news", `document.querySelector(".desk-panel[aria-labelledby=panel-exposed]:first-child a[href='/admin/articles/3/kk/translate']") !== null`)
	if got := translator.eval(`window.same ?? "it was"`); got != "the page was not loaded anew" {
		t.Error("the desk was loaded anew")
	}
}

// offline cuts the tab off from the network, or joins it again.
func (b tab) offline(off bool) {
	b.t.Helper()
	b.network(network.Conditions{Offline: off})
}

// network makes the tab's connection what it is not; throughput has no limit.
func (b tab) network(c network.Conditions) {
	b.t.Helper()
	c.DownloadThroughput, c.UploadThroughput = -1, -1
	conditions := []*network.Conditions{&c}
	_, err := chromedp.Call(b.ctx, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: conditions})
	if err != nil {
		b.t.Fatal(err)
	}
}

// kill ends a tab's process as a crash would, once the server has what was typed.
func (b tab) kill() {
	b.t.Helper()
	b.until("kept on the server", `performance.getEntriesByType("resource").some(e => e.name.endsWith("/draft"))`)
	if err := chromedp.Cancel(b.ctx); err != nil {
		b.t.Logf("end the tab: %v", err)
	}
}
