package main

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// grid opens a calendar that a script draws, and waits for it.
func (b tab) grid(url string) {
	b.t.Helper()
	b.open(url)
	b.drawn()
}

func (b tab) drawn() {
	b.t.Helper()
	b.until("the calendar is drawn", `document.querySelector("#grid[data-drawn] .fc-daygrid-day, #grid[data-drawn] .fc-timegrid-slot") !== null`)
}

// drag takes what one selector names to what another does, by the mouse.
func (b tab) drag(from, to string) {
	b.t.Helper()
	var at [2]struct{ X, Y float64 }
	place := func(selector string) string {
		return `(r => ({ X: r.x + r.width / 2, Y: r.y + r.height / 2 }))(document.querySelector(` + "`" + selector + "`" + `).getBoundingClientRect())`
	}
	if err := json.Unmarshal([]byte(b.eval(`JSON.stringify([`+place(from)+`, `+place(to)+`])`)), &at); err != nil {
		b.t.Fatal(err)
	}
	b.do("drag", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		const steps = 12
		send := func(kind input.DispatchMouseEventType, i int, buttons int64) error {
			p := input.DispatchMouseEventParams{
				Type: kind, Button: input.MouseButtonLeft, Buttons: buttons, ClickCount: 1,
				X: at[0].X + (at[1].X-at[0].X)*float64(i)/steps, Y: at[0].Y + (at[1].Y-at[0].Y)*float64(i)/steps,
			}
			_, err := cdp.Call(ctx, t, input.DispatchMouseEvent, p)
			time.Sleep(20 * time.Millisecond)
			return err
		}
		if err := send(input.DispatchMouseEventTypeMousePressed, 0, 1); err != nil {
			return err
		}
		for i := 1; i <= steps; i++ {
			if err := send(input.DispatchMouseEventTypeMouseMoved, i, 1); err != nil {
				return err
			}
		}
		return send(input.DispatchMouseEventTypeMouseReleased, steps, 0)
	}))
}

func TestJourneyOfAPublicationThroughTheCalendar(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.do("a large screen", chromedp.EmulateViewport(1280, 1500))
	b.logIn(base, "admin")
	// Two days from now are in the month, whatever day it is.
	month := base + "/admin/calendar?view=month&locale=ru&kind=publication&date=" + time.Now().AddDate(0, 0, 2).Format(time.DateOnly)
	b.grid(month)
	entry := `[data-entry="` + b.eval(`document.querySelector("#grid .fc-event-draggable").dataset.entry`) + `"]`
	day := `document.querySelector('` + entry + `')?.closest("[data-date]").dataset.date`
	first := b.eval(day)
	last := b.eval(`[...document.querySelectorAll("#grid [data-date]")].at(-1).dataset.date`)
	if first == last {
		t.Fatalf("the entry is on the last day, %s", last)
	}
	cell := `#grid td[data-date="` + last + `"]`

	b.drag(entry, cell)
	b.until("it is moved", day+` === "`+last+`" && document.querySelector("#toasts form[data-undo]") !== null`)
	b.grid(month)
	if got := b.eval(day); got != last {
		t.Errorf("when the calendar is opened again it is on %s, want %s", got, last)
	}
	b.drag(cell+" "+entry, `#grid td[data-date="`+first+`"]`)
	b.until("it is moved again", day+` === "`+first+`" && document.querySelector("#toasts form[data-undo]") !== null`)
	b.eval(`window.before = true; ""`)
	b.press("z", chromedp.ModifierAlt)
	b.until("another page", `window.before === undefined`)
	b.drawn()
	b.until("it is back", day+` === "`+last+`"`)

	// Into the past it does not go.
	b.grid(base + "/admin/calendar?view=month&locale=ru&kind=publication&date=" + last)
	past := b.eval(`document.querySelector("#grid td.fc-day-past")?.dataset.date ?? ""`)
	if past != "" {
		b.drag(entry, `#grid td[data-date="`+past+`"]`)
		b.until("a word on why", `document.querySelector("#toasts .toast-line").textContent.trim() === "This time has passed already."`)
		b.until("it is back", day+` === "`+last+`"`)
	}

	// By keyboard alone.
	b.eval(`document.querySelector('` + entry + `').focus(); ""`)
	b.press("\r")
	b.until("the dialog", `document.activeElement.name === "at"`)
	b.eval(`(e => { e.value = "` + first + `" + e.value.slice(10); e.dispatchEvent(new Event("input", { bubbles: true })); })(document.activeElement); ""`)
	b.until("the moment in words", `document.querySelector("#at-said time").dateTime.startsWith("`+first+`")`)
	b.press("\r")
	b.until("a word on it", `!document.querySelector("#entry-dialog").open && document.querySelector("#toasts form[data-undo]") !== null`)
	b.grid(month)
	if got := b.eval(day); got != first {
		t.Errorf("moved by keyboard it is on %s, want %s", got, first)
	}
	if said := b.eval(`document.querySelector('` + entry + `').textContent`); !strings.Contains(said, "First publication") || !strings.Contains(said, "Русский") {
		t.Errorf("the entry is read as %q", said)
	}

	// More than fits is a day of its own, and the views have their keys.
	b.grid(base + "/admin/calendar?view=month")
	b.press("w")
	b.until("the week", `new URLSearchParams(location.search).get("view") === "week"`)
	b.drawn()
	b.press("a")
	b.until("the agenda", `document.querySelector("main .agenda") !== null`)
}
