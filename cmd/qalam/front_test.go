package main

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// An editor chooses a lead and two stories for the Kazakh front page of tomorrow,
// and sees them there by travelling to that moment, and not a moment earlier.
func TestJourneyOfAFrontPageForTomorrow(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.logIn(base, "editor")
	b.open(base + "/admin/")
	b.keys("gf")
	b.until("the front page", `location.pathname === "/admin/front"`)
	b.open(base + "/admin/front/kk/compose")
	chosen := func(n int) {
		t.Helper()
		b.until("stories chosen", `document.querySelectorAll(".front-pick").length === `+strconv.Itoa(n))
	}
	for n := range 3 { // what is there just now
		chosen(3 - n)
		b.eval(`document.querySelector("#compose button[value^=remove]").click() ?? ""`)
	}
	chosen(0)
	var titles []string
	for i, button := range []string{"add", "add", "lead"} {
		selector := `.candidates li:nth-child(` + strconv.Itoa(7-i) + `) `
		titles = append(titles, b.eval(`document.querySelector("`+selector+`span").textContent`))
		b.eval(`document.querySelector("` + selector + `button[value^=` + button + `]").click() ?? ""`)
		chosen(1 + i)
	}
	b.eval(`document.querySelector("ol.picks li:nth-child(2) button[value^=up]").click() ?? ""`)
	b.until("moved up", `document.querySelector("ol.picks b").textContent === `+strconv.Quote(titles[1]))
	baku, err := time.LoadLocation("Asia/Baku")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Now().In(baku).Add(10 * time.Hour).Truncate(time.Minute)
	b.fill("#from", at.Format("2006-01-02T15:04"))
	b.until("the moment in words", `document.querySelector("#from-said time") !== null`)
	b.click("#compose .btn-primary")
	b.until("scheduled", `location.pathname === "/admin/front/kk" && document.querySelector("form[data-undo]") !== null`)

	top := func(path string) string {
		b.open(base + path)
		return b.eval(`[...document.querySelectorAll(".front .card h2")].slice(0, 3).map(e => e.textContent).join("|")`)
	}
	plain := func(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
	want := plain(strings.Join([]string{titles[2], titles[1], titles[0]}, "|"))
	if got := plain(top("/admin/at/" + at.UTC().Format(time.RFC3339) + "/kk/")); got != want {
		t.Errorf("at its moment the page begins with %s, want %s", got, want)
	}
	if got := plain(top("/admin/at/" + at.Add(-time.Second).UTC().Format(time.RFC3339) + "/kk/")); got == want {
		t.Error("a second before its moment the page is there already")
	}
	if got := plain(top("/kk/")); got == want {
		t.Error("readers see the page of tomorrow")
	}
}
