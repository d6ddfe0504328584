package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// screen is a screen of the admin and how to get there.
type screen struct {
	name string
	// as is who looks at it: nobody who is logged in, or a user of the
	// demonstration.
	as string
	// phone says that it is there on a narrow screen only.
	phone bool
	// refused says that the server refuses something on the way, which the
	// browser's console notes.
	refused bool
	reach   func(w *walk)
}

// screens lists every screen, in the order in which they are walked: what one
// does to the newsroom the next ones show.
func screens() []screen {
	return []screen{
		{name: "login", reach: at("/admin/login")},
		{name: "login-refused", refused: true, reach: (*walk).logInBadly},
		{name: "setup", reach: func(w *walk) { w.open(w.empty.setup) }},
		{name: "welcome", reach: (*walk).welcome},
		{name: "welcome-void", refused: true, reach: at("/admin/welcome/void")},
		{name: "login-forgot", reach: func(w *walk) { w.open(w.empty.url + "/admin/login") }},
		{name: "forgot", reach: func(w *walk) { w.open(w.empty.url + "/admin/forgot") }},
		{name: "forgot-asked", reach: (*walk).forget},
		{name: "login-throttled", refused: true, reach: (*walk).logInTooOften},

		{name: "desk", as: "admin", reach: at("/admin/")},
		{name: "stories", as: "admin", reach: at("/admin/articles")},
		{name: "stories-filtered", as: "admin", reach: at("/admin/articles?version=live&section=1&sort=title")},
		{name: "stories-none", as: "admin", reach: at("/admin/articles?q=zzzz")},
		{name: "stories-ticked", as: "admin", reach: (*walk).tickStories},
		{name: "new-story", as: "admin", reach: at("/admin/articles/new")},
		{name: "writing", as: "admin", reach: editing("/admin/articles/1/en")},
		{name: "translating", as: "admin", reach: editing("/admin/articles/2/kk")},
		{name: "translate", as: "admin", reach: (*walk).beside},
		{name: "review", as: "admin", reach: (*walk).review},
		{name: "send-back", as: "admin", reach: (*walk).sendBack},
		{name: "missing-translation", as: "admin", reach: (*walk).missing},
		{name: "stale-translation", as: "admin", reach: (*walk).stale},
		{name: "more-fields", as: "admin", reach: (*walk).moreFields},
		{name: "preview-link", as: "admin", reach: (*walk).preview},
		{name: "conflict", as: "admin", refused: true, reach: (*walk).conflict},
		{name: "recovered", as: "admin", reach: (*walk).recovered},
		{name: "publication", as: "admin", reach: (*walk).publication},
		{name: "publication-blocked", as: "admin", reach: (*walk).blockedPublication},
		{name: "publication-refused", as: "admin", refused: true, reach: (*walk).refusedPublication},
		{name: "history", as: "admin", reach: at("/admin/articles/3/en/history")},
		{name: "comparison", as: "admin", reach: at("/admin/articles/3/en/history?from=1&to=2")},
		{name: "journal", as: "admin", reach: (*walk).journal},
		{name: "journal-none", as: "admin", reach: at("/admin/journal?locale=kk&from=2001-01-01&until=2001-01-02")},
		{name: "travel", as: "admin", reach: at("/admin/at")},
		{name: "travel-refused", as: "admin", refused: true, reach: at("/admin/at?at=never&lang=kk")},
		{name: "travel-link", as: "admin", reach: (*walk).linkAhead},
		{name: "front-compared", as: "admin", reach: (*walk).compareFronts},
		{name: "desk-alarms", as: "admin", reach: (*walk).alarms},
		{name: "settings", as: "admin", reach: at("/admin/settings")},
		{name: "settings-refused", as: "admin", refused: true, reach: (*walk).refuseSettings},
		{name: "translations", as: "admin", reach: at("/admin/translations")},
		{name: "translations-filtered", as: "admin", reach: at("/admin/translations?version=late&locale=kk")},
		{name: "translations-none", as: "admin", reach: at("/admin/translations?q=zzzz")},
		{name: "translations-ticked", as: "admin", reach: (*walk).tickCells},
		{name: "translations-refused", as: "admin", refused: true, reach: (*walk).refuseCells},
		{name: "translations-partly", as: "admin", reach: (*walk).giveCells},
		{name: "parity", as: "admin", reach: at("/admin/translations/parity")},
		{name: "parity-refused", as: "admin", refused: true, reach: at("/admin/translations/parity?from=2026-03-12&until=2026-03-11")},
		{name: "parity-none", as: "admin", reach: at("/admin/translations/parity?from=2001-01-01&until=2001-01-02")},
		{name: "calendar", as: "admin", reach: (*walk).calendarMonth},
		{name: "calendar-week", as: "admin", reach: func(w *walk) { w.grid(w.base + "/admin/calendar?view=week") }},
		{name: "calendar-day", as: "admin", reach: func(w *walk) { w.grid(w.base + "/admin/calendar?view=day") }},
		{name: "calendar-agenda", as: "admin", reach: at("/admin/calendar?view=agenda&locale=kk&locale=ru")},
		{name: "calendar-none", as: "admin", reach: at("/admin/calendar?view=agenda&date=2001-01-01")},
		{name: "calendar-entry", as: "admin", reach: (*walk).calendarEntry},
		{name: "calendar-move", as: "admin", reach: (*walk).calendarMove},
		{name: "calendar-move-refused", as: "admin", refused: true, reach: (*walk).refuseMove},
		{name: "media", as: "admin", reach: at("/admin/media")},
		{name: "media-none", as: "admin", reach: at("/admin/media?q=zzzz")},
		{name: "media-refused", as: "admin", reach: (*walk).uploadBadly},
		{name: "medium", as: "admin", reach: at("/admin/media/1")},
		{name: "picker", as: "admin", reach: (*walk).pickPicture},
		{name: "releases", as: "admin", reach: at("/admin/releases")},
		{name: "new-release", as: "admin", reach: at("/admin/releases/new")},
		{name: "release", as: "admin", reach: (*walk).composeRelease},
		{name: "release-refused", as: "admin", refused: true, reach: (*walk).refuseRelease},
		{name: "release-rehearsal", as: "admin", reach: at("/admin/releases/2/rehearsal")},
		{name: "release-armed", as: "admin", reach: at("/admin/releases/1")},
		{name: "release-choose", as: "admin", reach: (*walk).chooseRelease},
		{name: "release-now", as: "admin", reach: (*walk).rehearseNow},
		{name: "release-rollback", as: "admin", reach: (*walk).rehearseRollBack},
		{name: "release-rolled-back", as: "admin", reach: (*walk).rollBack},
		{name: "front", as: "admin", reach: at("/admin/front/kk")},
		{name: "front-automatic", as: "admin", reach: at("/admin/front/ru")},
		{name: "front-composing", as: "admin", reach: (*walk).composeFront},
		{name: "front-refused", as: "admin", refused: true, reach: (*walk).refuseFront},
		{name: "sections", as: "admin", reach: (*walk).sections},
		{name: "section", as: "admin", reach: at("/admin/sections/1")},
		{name: "section-refused", as: "admin", refused: true, reach: (*walk).refuseSection},
		{name: "tags", as: "admin", reach: at("/admin/tags")},
		{name: "tags-none", as: "admin", reach: at("/admin/tags?q=zzzz")},
		{name: "new-tag", as: "admin", reach: at("/admin/tags/new")},
		{name: "tag", as: "admin", reach: at("/admin/tags/1")},
		{name: "tag-refused", as: "admin", refused: true, reach: (*walk).refusedTag},
		{name: "authors", as: "admin", reach: at("/admin/authors")},
		{name: "new-author", as: "admin", reach: at("/admin/authors/new")},
		{name: "author", as: "admin", reach: at("/admin/authors/1")},
		{name: "account", as: "admin", reach: at("/admin/account")},
		{name: "account-refused", as: "admin", refused: true, reach: (*walk).passwordRefused},
		{name: "users", as: "admin", reach: at("/admin/users")},
		{name: "user-invite", as: "admin", reach: at("/admin/users/new")},
		{name: "user-invite-refused", as: "admin", refused: true, reach: (*walk).inviteRefused},
		{name: "user-link", as: "admin", reach: func(w *walk) { w.invite(w.base, "Two") }},
		{name: "user", as: "admin", reach: (*walk).user},
		{name: "message", as: "admin", reach: (*walk).message},
		{name: "error", as: "admin", refused: true, reach: at("/admin/articles/999999/en")},
		{name: "palette", as: "admin", reach: (*walk).palette},
		{name: "keyboard", as: "admin", reach: (*walk).keyboard},
		{name: "link", as: "admin", reach: (*walk).link},
		{name: "question", as: "admin", reach: (*walk).question},
		{name: "page-beside", as: "admin", reach: (*walk).pageBeside},
		{name: "account-menu", as: "admin", reach: (*walk).accountMenu},
		{name: "menu", as: "admin", phone: true, reach: (*walk).menu},
		{name: "trashed", as: "admin", reach: (*walk).trash},
		{name: "footer-pages", as: "admin", reach: (*walk).footerPages},

		{name: "desk-translator", as: "az", reach: at("/admin/")},
		{name: "stories-translator", as: "az", reach: at("/admin/articles")},
		{name: "translations-translator", as: "az", reach: at("/admin/translations")},
		{name: "medium-translator", as: "az", reach: at("/admin/media/2")},
		{name: "publication-reader", as: "az", reach: at("/admin/articles/3/publication")},
		{name: "reading", as: "az", reach: at("/admin/articles/3/kk")},
	}
}

// walk is somebody who goes from screen to screen.
type walk struct {
	tab

	base  string
	empty *emptyRoom
	// lang is the language of the desk.
	lang string
	// who is logged in.
	who   string
	heard console
}

// newWalk opens a browser on a demonstration of its own, beside a newsroom in which
// nobody works yet.
func newWalk(t *testing.T, lang string, empty *emptyRoom) *walk {
	t.Helper()
	w := &walk{tab: tab{t, testkit.Browser(t)}, base: bootDemo(t), empty: empty, lang: lang}
	if err := chromedp.Listen(w.ctx, w.heard.hear); err != nil {
		t.Fatal(err)
	}
	w.asksFor(lang)
	return w
}

// to goes to a screen, as whom it is for.
func (w *walk) to(s *screen) {
	w.t.Helper()
	if s.as != w.who {
		w.become(s.as)
	}
	w.heard.take(true) // what came before
	s.reach(w)
}

// become logs in as somebody else and has the desk in the walk's language.
// Nothing but the person's preference says so: the browser asks for another.
func (w *walk) become(name string) {
	w.t.Helper()
	if w.who != "" {
		w.openMenu()
		w.click(`form[action="/admin/logout"] button`)
	}
	w.logIn(w.base, name)
	w.who = name
	w.asksFor("tr")
	w.openMenu()
	w.click("#account-menu [name=interface][value=" + w.lang + "]")
	if got := w.eval(`document.documentElement.lang`); got != w.lang {
		w.t.Fatalf("the desk is in %s, want %s", got, w.lang)
	}
}

// at is a screen that has an address.
func at(path string) func(*walk) {
	return func(w *walk) { w.open(w.base + path) }
}

// editing is a screen with the editor.
func editing(path string) func(*walk) {
	return func(w *walk) { w.write(w.base + path) }
}

func (w *walk) logInBadly() {
	w.open(w.base + "/admin/login")
	w.do("log in", chromedp.SetValue("#email", "admin@demo.example"), chromedp.SetValue("#password", "wrong"))
	w.click("main form button")
}

func (w *walk) openMenu() {
	w.do("open the menu", chromedp.Click("header [popovertarget=account-menu]"))
}

func (w *walk) tickStories() {
	w.open(w.base + "/admin/articles")
	w.eval(`[...document.querySelectorAll("main [name=id]")].slice(1, 3).forEach(e => e.click()) ?? ""`)
	w.until("the bar below", `document.querySelector(".bulk").checkVisibility()`)
}

// tickCells ticks a language of a page of stories, and takes one of them back.
func (w *walk) tickCells() {
	w.open(w.base + "/admin/translations")
	w.eval(`document.querySelector("[name=column][value=kk]").click() ?? ""`)
	w.until("the column is ticked", `document.querySelectorAll("[name=cell]:checked").length > 3 && document.querySelector(".bulk").checkVisibility()`)
	w.eval(`document.querySelector("[name=cell]:checked").click() ?? ""`)
	w.until("some are", `document.querySelector("[name=column][value=kk]").indeterminate`)
}

// refuseCells asks for a time that has passed.
func (w *walk) refuseCells() {
	w.tickCells()
	w.do("ask for the past", chromedp.SetValue("#due", "2020-01-01T10:00"))
	w.click(".bulk .btn")
}

// giveCells gives somebody what not all of it may be theirs.
func (w *walk) giveCells() {
	w.tickCells()
	w.eval(`document.querySelector("[name=column][value=ru]").click() ?? ""`)
	w.eval(`(() => { const s = document.querySelector("#user"); s.value = [...s.options].find(o => o.text === "Аудармашы").value; return ""; })()`)
	w.click(".bulk .btn")
}

// uploadBadly sends a file that is no picture.
func (w *walk) uploadBadly() {
	w.open(w.base + "/admin/media")
	file := filepath.Join(w.t.TempDir(), "notes.jpg")
	if err := os.WriteFile(file, []byte("Only words."), 0o600); err != nil {
		w.t.Fatal(err)
	}
	w.do("choose a file", chromedp.SetUploadFiles("#file", []string{file}))
	w.until("refused", `document.querySelectorAll(".uploads .fact").length === 1`)
}

// pickPicture opens the dialog that chooses a picture for a story.
func (w *walk) pickPicture() {
	w.write(w.base + "/admin/articles/1/en")
	w.eval(`document.querySelector("[data-pick]").click() ?? ""`)
	w.until("pictures", `document.querySelectorAll("#picker-list [role=option] img").length > 5 && [...document.querySelectorAll("#picker-list img")].slice(0, 6).every(i => i.complete)`)
}

// composeFront starts from what is scheduled, with a story more that is not public by
// then.
func (w *walk) composeFront() {
	w.open(w.base + "/admin/front/en")
	w.open(w.eval(`document.querySelector("[aria-labelledby=ahead] .front-actions a[href*=compose]").href`))
	w.fill("#q", "mountain")
	w.until("found", `document.querySelectorAll(".candidates li").length === 1`)
}

// refuseFront wants a front page as of a time that has passed.
func (w *walk) refuseFront() {
	w.open(w.base + "/admin/front/kk/compose")
	w.do("fill in", chromedp.SetValue("#from", "2020-01-01T09:00"))
	w.click("#compose .btn-primary")
}

// sections puts one section below another, and shows them all.
func (w *walk) sections() {
	w.open(w.base + "/admin/sections/2")
	w.do("put it below", chromedp.SetValue("#parent", "1"))
	w.click("form.medium-words button")
}

// composeRelease looks for stories to add to the release that is at risk.
func (w *walk) composeRelease() {
	w.open(w.base + "/admin/releases/2")
	w.do("search", chromedp.Focus("#q"))
	w.keys("a")
	w.until("stories", `document.querySelectorAll("#found button[name=story]").length > 3`)
}

// refuseRelease gives it a moment that has passed.
func (w *walk) refuseRelease() {
	w.open(w.base + "/admin/releases/2")
	w.do("choose a time", chromedp.SetValue("#at", "2020-03-12T09:00"))
	w.click("[aria-labelledby=plan-title] button")
}

// chooseRelease puts the stories that are ticked into a release.
func (w *walk) chooseRelease() {
	w.tickStories()
	w.do("choose", chromedp.SetValue("#action", "release"))
	w.click(".bulk button")
}

// rehearseNow makes a release that takes a story down at once, and rehearses it.
func (w *walk) rehearseNow() {
	w.open(w.base + "/admin/articles?version=live&locale=kk")
	w.eval(`document.querySelector("main [name=id]").click() ?? ""`)
	w.do("choose", chromedp.SetValue("#action", "release"))
	w.click(".bulk button")
	w.eval(`document.querySelector("main details").open = true; document.querySelector("[name=locale][value=kk]").click() ?? ""`)
	w.do("fill in", chromedp.SetValue("#release", ""), chromedp.SetValue("#name", "Aktau"), chromedp.SetValue("#add-action", "withdraw"))
	w.click("main form button")
	w.click("#rehearse")
}

func (w *walk) rehearseRollBack() {
	w.confirm("#do-it")
	w.click("#roll-back")
}

func (w *walk) rollBack() { w.confirm("#do-it") }

// refuseSection asks for an address that means something else.
func (w *walk) refuseSection() {
	w.open(w.base + "/admin/sections/new")
	w.do("fill in", chromedp.SetValue("#name_kk", "Іздеу"), chromedp.SetValue("#slug_kk", "search"))
	w.click("form.medium-words button")
}

// missing opens a version that is not there yet.
func (w *walk) missing() {
	w.open(w.base + "/admin/articles")
	w.write(w.eval(`document.querySelector(".chip.missing").href.replace("/translate", "")`))
}

// stale opens a translation whose source has changed.
func (w *walk) stale() {
	w.open(w.base + "/admin/")
	w.write(w.eval(`document.querySelector("[aria-labelledby=panel-exposed] li a").href.replace("/translate", "")`))
}

// beside opens a translation beside its source, at a paragraph that is behind it and
// has been commented on.
func (w *walk) beside() {
	w.translate(w.base + "/admin/articles/22/kk/translate")
	w.press("k", chromedp.ModifierAlt)
	w.keys("@Аудармашы? @")
	w.until("names are offered", `document.querySelector(".mentions:not([hidden])") !== null`)
}

func (w *walk) moreFields() {
	w.write(w.base + "/admin/articles/2/kk")
	w.eval(`document.querySelectorAll("main details").forEach(e => e.open = true) ?? ""`)
}

func (w *walk) preview() {
	w.write(w.base + "/admin/articles/2/kk")
	w.click(`#preview form[action$="/preview"] button`)
	w.until("the editor", `document.querySelector("#body.ProseMirror") !== null && document.querySelector("#new-preview") !== null`)
}

// conflict changes a title and a paragraph in the page that somebody else, a
// request, changes at the same time.
func (w *walk) conflict() {
	w.write(w.base + "/admin/articles/3/en")
	w.do("save beside the page", chromedp.Func(evaluated(`(async () => {
		const form = document.querySelector("#words"), { blocks } = JSON.parse(document.querySelector("#editor-data").textContent);
		const theirs = new URLSearchParams(new FormData(form));
		theirs.set("title", theirs.get("title") + " at last");
		blocks.find(b => b.kind === "paragraph").text += " This is what they say.";
		theirs.set("blocks", JSON.stringify(blocks));
		return String((await fetch(form.action, { method: "POST", body: theirs })).status);
	})()`)))
	w.do("change the title", chromedp.Focus("#title"))
	w.keys("As ever: ")
	w.caret("p:nth-of-type(1)")
	w.keys(" But this is what I say.")
	w.press("s", ctrl)
	w.until("the conflict", `document.querySelectorAll("#conflict fieldset").length === 2`)
}

// recovered leaves words in a tab and comes back to it.
func (w *walk) recovered() {
	w.write(w.base + "/admin/articles/3/ru")
	w.caret("p:nth-of-type(1)")
	w.keys(" И ещё.")
	w.until("kept on the server", `performance.getEntriesByType("resource").some(e => e.name.endsWith("/draft"))`)
	w.write(w.base + "/admin/articles/3/ru")
	w.until("the words are back", `document.querySelector(".offer:not([hidden])") !== null`)
}

// question asks before something that cannot be undone.
func (w *walk) question() {
	w.preview()
	w.eval(`document.querySelector("#preview [data-confirm] button").click() ?? ""`)
	w.until("the question", `document.querySelector("#confirm").open`)
}

func (w *walk) pageBeside() {
	w.write(w.base + "/admin/articles/2/kk")
	w.do("see the page", chromedp.Click("#see-page"))
	w.until("the page", `document.querySelector("#page iframe").contentDocument?.querySelector("h1") !== null`)
}

// journal opens the journal with the details of what happened last.
func (w *walk) journal() {
	w.open(w.base + "/admin/journal")
	w.eval(`document.querySelector("#journal details").open = true; ""`)
}

// calendarMonth has the filters of the month open.
func (w *walk) calendarMonth() {
	w.grid(w.base + "/admin/calendar?view=month")
	w.eval(`document.querySelector("main details").open = true; ""`)
}

// calendarEntry opens an entry that may be moved in its dialog.
func (w *walk) calendarEntry() {
	w.grid(w.base + "/admin/calendar?view=month&kind=release&date=" + time.Now().AddDate(0, 0, 1).Format(time.DateOnly))
	w.eval(`document.querySelector("#grid .fc-event-draggable").click(); ""`)
	w.until("the dialog", `document.querySelector("#entry-dialog[open] [name=at]") !== null`)
}

// calendarMove follows the link of an agenda's entry.
func (w *walk) calendarMove() {
	w.open(w.base + "/admin/calendar?view=agenda&kind=release")
	w.click(".agenda li .btn")
}

func (w *walk) refuseMove() {
	w.calendarMove()
	w.do("choose", chromedp.SetValue("#at", "2001-01-01T09:00"))
	w.click("form[data-move] button")
}

// linkAhead makes a link to a story as it will be.
func (w *walk) linkAhead() {
	w.open(w.base + "/admin/at")
	w.click(`form[action="/admin/at/preview"] button`)
}

// compareFronts compares the front page with that of the last moment ahead.
func (w *walk) compareFronts() {
	w.open(w.base + "/admin/at")
	w.open(w.eval(`[...document.querySelectorAll("#main a[href*=compare], main a[href*=compare]")].at(-1).href`))
	w.until("both pages", `[...document.querySelectorAll("iframe")].every(f => f.contentDocument?.querySelector("h1") !== null)`)
}

// alarms lets the time of a picture end that a public story has, and shows the desk.
func (w *walk) alarms() {
	w.open(w.base + "/admin/media/1")
	w.do("set its last day", chromedp.Evaluate[chromedp.Void](`document.querySelector("#last_day").value = new Date().toISOString().slice(0, 10)`))
	w.click(`form:has(#last_day) button.btn-primary`)
	w.open(w.base + "/admin/")
}

func (w *walk) refuseSettings() {
	w.open(w.base + "/admin/settings")
	w.do("type", chromedp.SetValue("#newest", "many"))
	w.click(`form[action="/admin/settings"] button`)
}

// footerPages begins two standing pages and puts them into the footer.
func (w *walk) footerPages() {
	for _, title := range []string{"Aktau", "Qalam"} { // the same in all languages
		w.open(w.base + "/admin/articles/new?kind=page")
		w.do("call it", chromedp.SetValue("#title", title))
		w.click(`main form button`)
		w.open(w.base + "/admin/settings")
		w.click(`#pages [value=show]`)
	}
}

func (w *walk) message() {
	w.open(w.base + "/admin/account")
	w.click(`main form[action="/admin/preferences"] button`)
	w.until("the message", `document.querySelector(".toast-line") !== null`)
}

// refusedTag gives a tag the address of another.
func (w *walk) refusedTag() {
	w.open(w.base + "/admin/tags/2")
	taken := w.eval(`document.querySelector("#slug_en").value`)
	w.open(w.base + "/admin/tags/1")
	w.do("take an address", chromedp.SetValue("#slug_en", taken))
	w.click(".medium-save button")
}

func (w *walk) palette() {
	w.open(w.base + "/admin/articles")
	w.press("k", ctrl)
	w.keys("a")
	w.until("stories", `document.querySelectorAll("#palette-stories [role=option]").length > 0`)
}

func (w *walk) keyboard() {
	w.write(w.base + "/admin/articles/1/en")
	w.eval(`document.activeElement.blur() ?? ""`)
	w.press("?", chromedp.ModifierShift)
	w.until("the keys", `document.querySelector("#keyboard").open`)
}

func (w *walk) link() {
	w.write(w.base + "/admin/articles/1/en")
	w.do("to the text", chromedp.Focus("#body"))
	w.press("K", ctrl|chromedp.ModifierShift)
	w.keys("a")
	w.until("stories", `document.querySelectorAll("#link-stories [role=option]").length > 0`)
}

func (w *walk) accountMenu() {
	w.open(w.base + "/admin/articles")
	w.openMenu()
}

func (w *walk) menu() {
	w.open(w.base + "/admin/articles")
	w.do("open the menu", chromedp.Click(".open-menu"))
}

func (w *walk) trash() {
	w.tickStories()
	w.do("choose", chromedp.SetValue("#action", "trash"))
	w.click(".bulk button")
}

// desks lists the languages of the desk.
func desks() []string { return []string{"en", "az", "kk", "ru"} }

// TestScreens walks every screen in every language of the desk, and looks at it or,
// where a folder is named for that, takes its picture.
func TestScreens(t *testing.T) {
	t.Parallel()
	if *screenshots != "" {
		depictAll(t)
		return
	}
	empty := bootEmpty(t)
	looker := looks(t)
	t.Run("in", func(t *testing.T) {
		for i, lang := range desks() {
			t.Run(lang, func(t *testing.T) {
				t.Parallel()
				w := newWalk(t, lang, empty)
				for _, s := range screens() {
					for j, v := range views() {
						// axe takes its time: it looks in each language once, and
						// in one language each at what remains.
						looker.check(w, &s, v, j == 0 || j == i || s.phone)
					}
				}
			})
		}
	})
	looker.words.compare(t)
}

// emptyRoom is a newsroom without anybody, that can send letters.
type emptyRoom struct {
	url string
	// setup is the address of the page that makes the first administrator.
	setup string
	// welcome are the addresses of links for people of each language.
	welcome map[string]string
}

// bootEmpty runs the program without a newsroom.
func bootEmpty(t *testing.T) *emptyRoom {
	t.Helper()
	s := newShell(t)
	s.vars["QALAM_SMTP"], s.vars["QALAM_MAIL_FROM"] = "smtp://127.0.0.1:9", "desk@news.example" // where nobody listens
	srv := s.serve(t)
	_, token, ok := strings.Cut(srv.out.String(), "/admin/setup?token=")
	if !ok {
		t.Fatalf("printed %q, want a link", srv.out)
	}
	token, _, _ = strings.Cut(token, "\n")
	empty := &emptyRoom{srv.url, srv.url + "/admin/setup?token=" + token, map[string]string{}}
	for _, lang := range desks() {
		out := s.do(t, "", "user", "add", lang+"@news.example", "--grant", "translator", "--interface", lang, "--invite")
		_, link, _ := strings.Cut(out, "/admin/welcome/")
		empty.welcome[lang] = srv.url + "/admin/welcome/" + strings.TrimSpace(link)
	}
	return empty
}
