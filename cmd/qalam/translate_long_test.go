package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// longTranslation is how many bytes a translation of three hundred paragraphs may be on
// its way to the browser.
const longTranslation = 120_000

// watching notes in a page when somebody can begin to write, how long after a key its
// character is painted, and what is sent and answered between the keys. hold keeps the
// answers back until release.
const watching = `
window.seen = { usable: 0, painted: [], log: [] };
addEventListener("focusin", (e) => { if (e.target.matches(".ProseMirror")) seen.usable ||= performance.now(); });
addEventListener("keydown", (e) => {
	if (e.key.length > 1 || e.ctrlKey) return;
	const painted = new MessageChannel();
	painted.port1.onmessage = () => { seen.painted.push(performance.now() - e.timeStamp); seen.log.push("key"); };
	requestAnimationFrame(() => painted.port2.postMessage(""));
}, true);
let answers = Promise.resolve(), goOn = () => undefined;
window.hold = () => { answers = new Promise((done) => goOn = done); return ""; };
window.release = () => { goOn(); return ""; };
const asked = window.fetch;
window.fetch = async (...what) => {
	seen.log.push("sent");
	const answer = await asked(...what), text = answer.text.bind(answer);
	answer.text = async () => { const said = await text(); await answers; seen.log.push("answered"); return said; };
	return answer;
};`

// noted is what watching has noted, times in milliseconds.
type noted struct {
	Usable  float64
	Painted []float64
	Log     []string
}

// watch has every page that the tab opens from now on note what happens.
func (b tab) watch() {
	b.t.Helper()
	b.do("watch", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: watching})
		return err
	}))
}

// noted returns what was noted since the last time.
func (b tab) noted() (n noted) {
	b.t.Helper()
	b.read(`JSON.stringify({ ...seen, painted: seen.painted.splice(0), log: seen.log.splice(0) })`, &n)
	return n
}

// read takes in what a script says as JSON.
func (b tab) read(script string, into any) {
	b.t.Helper()
	if err := json.Unmarshal([]byte(b.eval(script)), into); err != nil {
		b.t.Fatal(err)
	}
}

// quantiles are the median of some times and what nineteen in twenty stay below.
func quantiles(times []float64) (median, most float64) {
	times = slices.Sorted(slices.Values(times))
	return times[len(times)/2], times[len(times)*19/20]
}

// report is a text of three hundred paragraphs of sixty words, each in an order of its
// own and with a number, in as many forms of words as a long text has.
func report(stems, endings string) string {
	first, last := strings.Fields(stems), append(strings.Fields(endings), "")
	var text strings.Builder
	next, at := uint32(7), 0
	pick := func(n int) int {
		next = next*1664525 + 1013904223
		return int(next>>8) % n
	}
	for i := range 300 {
		for range 59 {
			at = (at + 1 + pick(len(first)-1)) % len(first) // never the same twice
			text.WriteString(first[at] + last[pick(len(last))] + " ")
		}
		fmt.Fprintf(&text, "%d.\n\n", i*37)
	}
	return text.String()
}

// longStory is one of three hundred paragraphs in two languages.
func longStory() []string {
	return []string{
		"long/index.en.md", "---\ntitle: A long report\nsource: true\n---\n\n" + report(
			"port ship crane road engine market price harvest river bridge school letter winter valley station signal window garden report number council meeting worker driver captain farmer teacher village border tunnel cargo steel copper grain cotton water power light",
			"s ed ing er ers less ful"),
		"long/index.kk.md", "---\ntitle: Ұзақ баян\n---\n\n" + report(
			"порт кеме кран жол қозғалтқыш базар баға егін өзен көпір мектеп хат қыс алқап бекет белгі терезе бақ есеп сан кеңес жиын жұмысшы жүргізуші капитан диқан мұғалім ауыл шекара тоннель жүк болат мыс астық мақта су қуат жарық",
			"тар дың ға ды да дан пен лық ымыз"),
	}
}

// imported is the address in the admin of the story that was imported last.
func (b tab) imported(base string) string {
	b.t.Helper()
	b.open(base + "/admin/articles")
	return base + b.eval(`"/admin/articles/" + Math.max(...[...document.querySelectorAll("main a")].map(a => /^\/admin\/articles\/(\d+)\//.exec(a.pathname)?.[1] ?? 0))`)
}

func TestJourneyThroughThreeHundredParagraphs(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t, longStory()...)
	b.logIn(base, "kk")
	story := b.imported(base)
	b.watch()
	b.translate(story + "/kk/translate")
	var opened struct{ EncodedBodySize, RedirectCount, DOMContentLoadedEventEnd float64 }
	b.read(`JSON.stringify(performance.getEntriesByType("navigation")[0])`, &opened)
	n := b.noted()
	t.Logf("it opens with %.0f bytes, is loaded after %.0f ms and usable after %.0f ms", opened.EncodedBodySize, opened.DOMContentLoadedEventEnd, n.Usable)
	if opened.EncodedBodySize > longTranslation || opened.EncodedBodySize < 10_000 || opened.RedirectCount > 0 || len(n.Log) > 0 {
		t.Errorf("it opens with %+v and asks for more: %q, want one document of %d bytes at most", opened, n.Log, longTranslation)
	}

	// On a slow line the work before is on its way while the next is written.
	b.delay(300)
	b.unit(150)
	b.onLayout(" Иә.")
	b.confirmUnit()
	b.until("the next", `document.querySelectorAll("#units .unit")[151].classList.contains("active")`)
	b.press("a", ctrl)
	words := strings.Repeat("Жаңа сөз. ", 6)
	for _, key := range words {
		b.onLayout(string(key))
		time.Sleep(20 * time.Millisecond) // a fast hand
	}
	b.until("the words are there, in order", `document.querySelector(".unit.active .ProseMirror").innerText.trim() === `+fmt.Sprintf("%q", strings.TrimSpace(words)))
	b.sentTyped()
	n = b.noted()
	median, most := quantiles(n.Painted)
	t.Logf("a character is painted after %.1f ms, %.1f ms in nineteen of twenty cases: %.1f", median, most, n.Painted)

	// Where no answer comes at all nothing else is different.
	b.eval(`hold()`)
	b.press(kb.End, ctrl)
	b.onLayout("Күтпей.")
	b.confirmUnit()
	b.onLayout("Күтпей жазылды.")
	b.until("the words are there before any answer", `document.querySelector(".unit.active .ProseMirror").innerText.includes("Күтпей жазылды.")`)
	b.until("they are painted, too", `seen.painted.length === 22`)
	n = b.noted()
	if sent := slices.Index(n.Log, "sent"); sent < 0 || n.Log[len(n.Log)-1] != "key" || slices.Contains(n.Log, "answered") {
		t.Errorf("what happened: %q, want keys painted after something was sent, and no answer", n.Log)
	}
	b.eval(`release()`)
	b.confirmUnit()
	b.sent()
	if got := b.states(); strings.Count(got, "current") != 3 {
		t.Errorf("the units are %q", got)
	}
}

// onLayout types as somebody does whose keyboard has these letters.
func (b tab) onLayout(words string) {
	b.t.Helper()
	b.do("type", chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		for _, r := range words {
			key := string(r)
			for _, stroke := range []input.DispatchKeyEventParams{{Type: kb.KeyDown, Key: key, Text: key}, {Type: kb.KeyUp, Key: key}} {
				if _, err := cdp.Call(ctx, t, input.DispatchKeyEvent, stroke); err != nil {
					return err
				}
			}
		}
		return nil
	}))
}

// sentTyped waits until the server has what was typed, too.
func (b tab) sentTyped() {
	b.t.Helper()
	b.until("it is kept", `document.querySelectorAll("[data-pending]").length === 0 && document.querySelector("#kept-state").textContent === "Нобай сақталды"`)
}
