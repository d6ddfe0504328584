package main

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// status opens an address and returns that of the answer.
func (b tab) status(url string) int64 {
	b.t.Helper()
	res, err := chromedp.RunResponse(b.ctx, chromedp.Navigate(url))
	if err != nil {
		b.t.Fatalf("open %s: %v", url, err)
	}
	return res.Status
}

// post sends a form past the page and returns the status of the answer.
func (b tab) post(path, form string) string {
	b.t.Helper()
	script := fmt.Sprintf(`fetch(%q, { method: "POST", body: new URLSearchParams(%q) }).then(r => String(r.status))`, path, form)
	status, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatalf("post to %s: %v", path, err)
	}
	return status
}

// invite fills in the form of an invitation and returns the link.
func (b tab) invite(base, name string) string {
	b.t.Helper()
	b.open(base + "/admin/users")
	b.click(`main a[href="/admin/users/new"]`)
	b.do("fill in the form", chromedp.SetValue("#email", "two@demo.example"), chromedp.SetValue("#name", name),
		chromedp.SetValue("#interface", "kk"), chromedp.SetValue("#role-0", "translator"),
		chromedp.Click(`[name="languages.0"][value=kk]`), chromedp.Click(`[name="languages.0"][value=ru]`))
	if status := b.click("main .btn-primary"); status != http.StatusCreated {
		b.t.Fatalf("the invitation answers %d:\n%s", status, b.eval(`document.querySelector("main").innerText`))
	}
	if b.eval(`String(document.querySelector("button[data-copy]").hidden)`) != "false" {
		b.t.Error("there is no button that copies the link")
	}
	return b.eval(`document.querySelector("#new-link").value`)
}

func TestJourneyOfATranslatorFromInvitationToFarewell(t *testing.T) {
	t.Parallel()
	chief, her := tab{t, testkit.Browser(t)}, tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	chief.logIn(base, "admin")
	link := chief.invite(base, "Аудармашы 2")
	her.open(link)
	if got := her.eval(`document.documentElement.lang`); got != "kk" {
		t.Errorf("she is welcomed in %s", got)
	}
	her.do("choose a password", chromedp.SetValue("#password", "a long password"))
	her.click("main form button")
	if got := her.eval(`location.pathname + document.querySelectorAll("#menu a[href='/admin/users']").length`); got != "/admin/0" {
		t.Errorf("she is at, and sees ways to the users: %s", got)
	}
	if status := her.status(base + "/admin/users"); status != http.StatusForbidden {
		t.Errorf("the users answer her %d", status)
	}

	her.translates(base)

	her.open(base + "/admin/")
	her.eval(`(window.stream = new EventSource("/admin/events?seen=x")).url`)
	her.until("she hears of news", `window.stream.readyState === 1`)
	chief.open(base + "/admin/users")
	chief.open(chief.eval(`[...document.querySelectorAll(".person a")].find(a => a.textContent === "Аудармашы 2").href`))
	chief.do("take her access", chromedp.Click(`form[action$="/disable"] button`))
	chief.click(`#confirm button[value=yes]`)
	her.until("she hears no more", `window.stream.readyState === 2`)
	if got := her.post("/admin/articles/1/kk/draft", "tab=t&base=0&title=x&body=x"); got != "401" {
		t.Errorf("what her page keeps aside answers %s", got)
	}
	her.do("open the menu", chromedp.Click(".open-menu"))
	her.click(`#menu a[href="/admin/articles"]`)
	if got := her.eval(`location.pathname`); got != "/admin/login" {
		t.Errorf("her next step leads to %s", got)
	}
	her.do("log in", chromedp.SetValue("#email", "two@demo.example"), chromedp.SetValue("#password", "a long password"))
	if status := her.click("main form button"); status != http.StatusUnauthorized {
		t.Errorf("logging in answers her %d", status)
	}
}

// translates tries what a translator for Kazakh and Russian may and may not.
func (b tab) translates(base string) {
	b.t.Helper()
	b.write(base + "/admin/articles/1/kk")
	b.caret("p:nth-of-type(1)")
	b.keys(" Тағы бір сөз.")
	b.save()
	if got := b.eval(`String(document.querySelectorAll("form[action$='/publish'], form[action$='/withdraw']").length)`); got != "0" {
		b.t.Errorf("she sees %s ways to publish and withdraw", got)
	}
	// The newest words, so that nothing but the right is missing.
	head := b.eval(`document.querySelector("input[name=base]").value`)
	for path, form := range map[string]string{
		"/admin/articles/1/az":         "base=0&title=x&body=x",
		"/admin/articles/1/en":         "base=0&title=x&body=x",
		"/admin/articles/1/kk/publish": "revision=" + head + "&reason=x", "/admin/articles/1/kk/withdraw": "",
		"/admin/users/new": "email=x@demo.example&role.0=admin",
	} {
		if got := b.post(path, form); got != "403" {
			b.t.Errorf("%s answers her %s", path, got)
		}
	}
}

func (w *walk) welcome() { w.open(w.empty.welcome[w.lang]) }

func (w *walk) forget() {
	w.open(w.empty.url + "/admin/forgot")
	w.do("write an e-mail", chromedp.SetValue("#email", w.lang+"@elsewhere.example"))
	w.click("main form button")
}

func (w *walk) logInTooOften() {
	w.open(w.base + "/admin/login")
	for range 5 {
		w.post("/admin/login", "email=nobody@demo.example&password=wrong")
	}
	w.do("log in", chromedp.SetValue("#email", "nobody@demo.example"), chromedp.SetValue("#password", "wrong"))
	w.click("main form button")
}

func (w *walk) passwordRefused() {
	w.open(w.base + "/admin/account")
	w.do("change the password", chromedp.SetValue("#present", "wrong"), chromedp.SetValue("#password", "long enough"))
	w.click(`form[action="/admin/account/password"] button`)
}

func (w *walk) inviteRefused() {
	w.open(w.base + "/admin/users/new")
	w.do("fill in the form", chromedp.SetValue("#email", "two@demo.example"), chromedp.Click(`[name="languages.0"][value=kk]`))
	w.click("main .btn-primary")
}

func (w *walk) user() {
	w.open(w.base + "/admin/users")
	w.open(w.eval(`[...document.querySelectorAll(".person")].find(e => e.textContent.includes("kk@demo.example")).querySelector("a").href`))
}
