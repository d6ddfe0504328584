package main

import (
	"strconv"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// keyed returns the keys of the blocks on the screen.
func (b tab) keyed() []string {
	b.t.Helper()
	return strings.Fields(b.eval(`document.querySelector("#body").editor.state.doc.content.content.map(n => n.attrs.key ?? "none").join(" ")`))
}

// at puts the caret so many letters into a block.
func (b tab) at(block, letters int) {
	b.t.Helper()
	b.run(`const editor = document.querySelector("#body").editor; let at = 0;
		editor.state.doc.forEach((node, pos, i) => { if (i === ` + strconv.Itoa(block) + `) at = pos + 1 + ` + strconv.Itoa(letters) + `; });
		editor.chain().focus().setTextSelection(at).run()`)
	b.until("the caret", `document.activeElement.id === "body"`)
}

// run runs a script of which nothing is asked.
func (b tab) run(script string) {
	b.t.Helper()
	b.eval(`(() => { ` + script + `; return "" })()`)
}

// paste pastes HTML as another program puts it on the clipboard.
func (b tab) paste(html string) {
	b.t.Helper()
	b.run(`const data = new DataTransfer(); data.setData("text/html", ` + "`" + html + "`" + `);
		document.querySelector("#body").dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))`)
}

// wantKeys fails unless the blocks on the screen have these keys; "" is a new one.
func (b tab) wantKeys(what string, want ...string) []string {
	b.t.Helper()
	got := b.keyed()
	seen := map[string]bool{}
	for i, key := range got {
		if key == "none" || seen[key] {
			b.t.Fatalf("%s: block %d of %v has no key of its own", what, i, got)
		}
		seen[key] = true
	}
	for i, key := range want {
		if i >= len(got) || key != "" && got[i] != key {
			b.t.Fatalf("%s: the keys are %v, want %q first", what, got, want)
		}
	}
	return got
}

func TestJourneyOfKeysThroughEverythingThatHappensToABlock(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.logIn(base, "admin")
	b.write(base + "/admin/articles/1/en")
	keys := b.keyed()
	one, two, three := keys[0], keys[1], keys[2]

	b.at(0, 5)
	b.keys("typed")
	b.wantKeys("typing", one, two, three)

	b.at(0, 5)
	b.keys("\r")
	b.wantKeys("a split: the first half keeps the key", one, "", two, three)
	b.press(kb.Backspace)
	b.wantKeys("joined again", one, two, three)

	b.at(1, 0)
	b.keys("\r")
	b.wantKeys("a line before: the words keep the key", one, "", two, three)
	b.press(kb.ArrowUp)
	b.press(kb.Backspace)
	b.wantKeys("the line is gone", one, two, three)

	b.at(0, 3)
	b.press(kb.ArrowDown, chromedp.ModifierAlt)
	b.wantKeys("moved down", two, one, three)
	b.keys("!")
	b.press(kb.ArrowUp, chromedp.ModifierAlt)
	b.wantKeys("moved up", one, two, three)

	b.at(1, 4)
	b.press("9", ctrl|chromedp.ModifierShift)
	b.wantKeys("another kind", one, two, three)
	b.press("z", ctrl)
	b.wantKeys("undone", one, two, three)

	b.at(0, 5)
	b.paste(`<meta charset="utf-8"><b style="font-weight:normal" id="docs-internal-guid-1"><p><span style="font-weight:700">Bold</span> words</p><h2>Heading</h2><ul><li><p>Point</p></li></ul><p>End</p></b>`)
	b.until("what was pasted", `[...document.querySelectorAll("#body > h2")].some(e => e.innerText === "Heading")`)
	pasted := b.wantKeys("pasted into the middle", one)
	if got := b.eval(`document.querySelector("#body > p strong").innerText`); got != "Bold" {
		t.Errorf("pasted in bold: %q", got)
	}
	if at := strings.Index(strings.Join(pasted, " "), two); at < 0 || len(pasted) < len(keys)+3 {
		t.Errorf("the text around has lost its keys: %v, had %v", pasted, keys)
	}
	for range 20 {
		b.press("z", ctrl)
	}
	if got := b.wantKeys("all of it undone", keys...); len(got) != len(keys) {
		t.Errorf("undone to %d blocks, want %d", len(got), len(keys))
	}
	for range 20 {
		b.press("Z", ctrl|chromedp.ModifierShift)
	}
	b.wantKeys("and done again", pasted...)
	b.save()
	b.write(base + "/admin/articles/1/en")
	if got := b.keyed(); strings.Join(got, " ") != strings.Join(pasted, " ") {
		t.Errorf("saved and loaded: %v, want %v", got, pasted)
	}
}
