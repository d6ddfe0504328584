package main

import (
	"net/http"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// An editor renames a section in Kazakh, and a reader with the address that it had
// lands on the one that it has.
func TestJourneyOfAReaderToASectionThatWasRenamed(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.open(base + "/kk/")
	former := b.eval(`document.querySelector("nav.sections a").href`)
	name := b.eval(`document.querySelector("nav.sections a").textContent`)

	b.logIn(base, "editor")
	b.open(base + "/admin/")
	b.keys("ge")
	b.until("the sections", `location.pathname === "/admin/sections"`)
	b.click(".structure li > div > a")
	if got := b.eval(`document.querySelector("#name_kk").value`); got != name {
		t.Fatalf("the first section is %q, readers see %q", got, name)
	}
	b.do("rename", chromedp.SetValue("#name_kk", "Жаңа айдар"), chromedp.Clear("#slug_kk"))
	b.click(`main form.medium-words button`)
	b.until("saved", `location.pathname === "/admin/sections" && document.querySelector(".toast-line") !== null`)

	res, err := chromedp.RunResponse(b.ctx, chromedp.Navigate(former))
	if err != nil || res.Status != http.StatusOK {
		t.Fatalf("the former address ends at %v, %v", res, err)
	}
	if got := b.heading() + " " + b.eval(`location.pathname`); got != "Жаңа айдар /kk/zhana-aydar/" {
		t.Errorf("the reader is at %s", got)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, former, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	plain := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := plain.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusMovedPermanently || answer.Header.Get("Location") != "/kk/zhana-aydar/" {
		t.Errorf("the former address answers %d and leads to %s", answer.StatusCode, answer.Header.Get("Location"))
	}
}
