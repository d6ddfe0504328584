package main

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/accessibility"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// layout types keys of some layout: where code says which key it is, and how it is held.
func (b tab) layout(words, code string, held ...chromedp.Modifier) {
	b.t.Helper()
	b.do("type "+words, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, r := range words {
			down := &input.DispatchKeyEventParams{Type: kb.KeyDown, Key: string(r), Code: code}
			chromedp.KeyModifiers(held...)(down)
			if down.Modifiers == 0 {
				down.Text = down.Key
			}
			up := *down
			up.Type, up.Text = kb.KeyUp, ""
			for _, stroke := range []*input.DispatchKeyEventParams{down, &up} {
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, *stroke); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// nameless lists the roles of what somebody can reach and nobody can name, as screen
// readers see it; the text as a whole, and the frame around the one that is written in,
// aside.
func (b tab) nameless() []string {
	b.t.Helper()
	tree, err := chromedp.Call(b.ctx, accessibility.GetFullAXTree, accessibility.GetFullAXTreeParams{})
	if err != nil {
		b.t.Fatal(err)
	}
	list := []string{}
	for _, node := range tree.Nodes {
		reachable := slices.ContainsFunc(node.Properties, func(p *accessibility.Property) bool {
			return p.Name == accessibility.PropertyNameFocusable && string(p.Value.Value) == "true"
		})
		if reachable && !node.Ignored && (node.Name == nil || string(node.Name.Value) == `""`) {
			list = append(list, strings.Trim(string(node.Role.Value), `"`))
		}
	}
	slices.Sort(list)
	return list
}

// place is the name and the state of the unit that has the focus, and whether it is in the text.
func (b tab) place() string {
	b.t.Helper()
	return b.eval(`(e => e ? e.querySelector(".unit-name").textContent + " " + e.dataset.state + (document.activeElement.matches(".ProseMirror") ? "" : " " + document.activeElement.tagName) : "nowhere")(document.activeElement.closest(".unit"))`)
}

func TestJourneyOfATranslatorByEarOnAnyLayout(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.logIn(base, "kk")
	b.translate(base + "/admin/articles/22/kk/translate")
	around := []string{"generic", "main"}
	if got := b.nameless(); !slices.Equal(got, around) {
		t.Errorf("without a name: %q", got)
	}
	first := b.place()
	// Shortcuts are where they are on every layout; letters alone are letters.
	b.layout("ш", "KeyI")
	b.layout("о", "KeyJ")
	b.layout("ü", "KeyW")
	b.layout("қ", "Digit8")
	b.until("the letters", `document.activeElement.innerText.endsWith("шоüқ")`)
	b.layout("j", "KeyJ", ctrl, alt) // AltGr
	if got := b.place(); got != first {
		t.Errorf("AltGr leads from %q to %q", first, got)
	}
	b.layout("ш", "KeyI", alt)
	b.until("a new one", `document.querySelector(".unit.active").dataset.state === "added"`)
	b.layout("я", "KeyZ", alt)
	b.until("it is gone again", `!document.querySelector(".unit[data-state=added]")`)
	b.unit(0)
	b.layout("о", "KeyJ", alt)
	b.until("the next that waits", `document.querySelector(".unit.active").dataset.state === "stale_fact"`)
	b.press("z", ctrl)

	// The focus stays where the work goes on when its button goes.
	b.unit(5)
	b.press(kb.Tab)
	b.press(kb.End)
	if got := b.eval(`document.activeElement.dataset.act`); got != "undo" {
		t.Errorf("the arrows of the bar end at %q", got)
	}
	b.do("to the button", chromedp.Focus("#unit-acts [data-act=unpair]"))
	b.keys("\r")
	b.until("it is missing", `document.querySelector(".unit.active").dataset.state === "missing"`)
	if got := b.place(); !strings.HasSuffix(got, " missing") {
		t.Errorf("after taking apart the focus is at %q", got)
	}
	b.confirmUnit()
	b.until("it is said why nothing happens", `document.querySelector("#say[role=status]").textContent !== ""`)
	b.press("z", alt)
	b.until("it is one again", `document.querySelectorAll(".unit[data-state=loose], .unit[data-state=missing]").length === 0`)
	if got := b.place(); got == "nowhere" {
		t.Error("undoing loses the focus")
	}
	b.until("nothing waits", `document.querySelectorAll("[data-pending]").length === 0`)
	if got := b.nameless(); !slices.Equal(got, around) {
		t.Errorf("without a name by now: %q", got)
	}
}
