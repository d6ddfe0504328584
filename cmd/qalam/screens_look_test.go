package main

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

//go:embed testdata/screens.js
var screensScript string

// view is how a screen is looked at.
type view struct {
	theme         string
	width, height int64
}

func (v view) phone() bool { return v.width < 500 }

// views lists all. The first is the one in which a screen is reached.
func views() []view {
	return []view{{"light", 1280, 800}, {"dark", 1280, 800}, {"dark", 390, 844}, {"light", 390, 844}}
}

// looker looks at screens. Several walks may share it.
type looker struct {
	script string
	words  vocabulary
}

func looks(t *testing.T) *looker {
	t.Helper()
	return &looker{script: testkit.Axe(t) + ";" + screensScript + `;""`}
}

// asksFor has the browser ask for pages in a language.
func (w *walk) asksFor(lang string) {
	w.t.Helper()
	w.do("ask for "+lang, chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		headers := network.Headers{"Accept-Language": lang}
		_, err := cdp.Call(ctx, t, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: headers})
		return err
	}))
}

// emulate makes the screen's size and the system's theme those of a view. What
// moves stands still.
func (w *walk) emulate(v view) {
	w.t.Helper()
	w.do("emulate", chromedp.EmulateViewport(v.width, v.height), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		features := []*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: v.theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: features})
		return err
	}))
}

// evaluated is an action that waits for a script's promise.
func evaluated(script string) func(context.Context, *chromedp.Target) error {
	return func(ctx context.Context, t *chromedp.Target) error {
		_, err := chromedp.Evaluate[string](script, chromedp.EvalAwaitPromise)(ctx, t)
		return err
	}
}

// ask returns what a function of the script that looks at screens says.
func (w *walk) ask(what string) string {
	w.t.Helper()
	answer, err := chromedp.Run(w.ctx, chromedp.Evaluate[string]("look."+what+"()", chromedp.EvalAwaitPromise))
	if err != nil {
		w.t.Fatalf("%s: %v", what, err)
	}
	return answer
}

// check looks at a screen in one way; in the first it goes there.
// axe says whether axe looks, too.
func (l *looker) check(w *walk, s *screen, v view, axe bool) {
	w.t.Helper()
	if s.phone && !v.phone() {
		return
	}
	w.emulate(v)
	if v == views()[0] || s.phone && v == views()[2] {
		w.to(s)
		w.do("bring the script that looks", chromedp.Func(evaluated(l.script)))
	}
	w.ask("drawn")
	where := fmt.Sprintf("%s, %s, %s, %d px", s.name, w.lang, v.theme, v.width)
	if got := w.eval(`document.documentElement.dataset.bsTheme`); got != v.theme {
		w.t.Errorf("%s: the theme is %q", where, got)
	}
	w.report(where, w.ask("layout"))
	if axe {
		w.report(where, w.ask("axe"))
	}
	if v.theme == "light" {
		l.words.add(w, where, w.ask("texts"))
	}
	w.report(where, w.heard.take(s.refused))
}

// report reports defects, one a line.
func (w *walk) report(where, defects string) {
	w.t.Helper()
	for line := range strings.Lines(defects) {
		w.t.Errorf("%s: %s", where, strings.TrimSpace(line))
	}
}

// console is what the browser complains of.
type console struct {
	mu       sync.Mutex
	lines    []string
	refusals []string
}

func (c *console) hear(ev any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		d := ev.ExceptionDetails
		line := "exception: " + d.Text
		if d.Exception != nil {
			line += " " + d.Exception.Description
		}
		c.lines = append(c.lines, line)
	case *runtime.EventConsoleAPICalled:
		if ev.Type == runtime.ConsoleAPICalledTypeError {
			line := []string{"console:"}
			for _, arg := range ev.Args {
				line = append(line, string(arg.Value), arg.Description)
			}
			c.lines = append(c.lines, strings.Join(line, " "))
		}
	case *log.EventEntryAdded:
		e := ev.Entry
		line := fmt.Sprintf("%s: %s %s", e.Source, e.Text, e.URL)
		switch {
		case e.Source == log.EntrySourceNetwork:
			c.refusals = append(c.refusals, line)
		case e.Level == log.EntryLevelError:
			c.lines = append(c.lines, line)
		}
	}
}

// take returns the complaints since it was last called, without those of
// refusals where there should be some.
func (c *console) take(refused bool) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	lines := c.lines
	if !refused {
		lines = append(lines, c.refusals...)
	}
	c.lines, c.refusals = nil, nil
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	return strings.Join(lines, "\n")
}

// vocabulary is every text of the desk by language.
type vocabulary struct {
	mu     sync.Mutex
	places map[string]map[string]string // by language and text: where it is
}

func (v *vocabulary) add(w *walk, where, found string) {
	w.t.Helper()
	var texts map[string]string
	if err := json.Unmarshal([]byte(found), &texts); err != nil {
		w.t.Fatal(err)
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.places == nil {
		v.places = map[string]map[string]string{}
	}
	if v.places[w.lang] == nil {
		v.places[w.lang] = map[string]string{}
	}
	for text, element := range texts {
		if _, seen := v.places[w.lang][text]; !seen {
			v.places[w.lang][text] = where + ": " + element
		}
		if strings.Contains(text, "⟦") {
			w.t.Errorf("%s: the key of a message: %s", where, element)
		}
	}
}

// international are texts that are the same in all languages: names.
func international() []string {
	return []string{
		"Qalam", "SEO", "H2", "H3", "Aktau", "UTC",
		"Administrator", "Author", "Tərcüməçi", "Редактор", "Аудармашы",
		"admin@demo.example", "az@demo.example",
	}
}

// compare reports what reads as it does in English.
func (v *vocabulary) compare(t *testing.T) {
	t.Helper()
	if len(v.places["en"]) < 100 {
		t.Errorf("%d texts in English are too few to compare with", len(v.places["en"]))
	}
	for lang, texts := range v.places {
		for text, place := range texts {
			if _, english := v.places["en"][text]; english && lang != "en" && !slices.Contains(international(), text) {
				t.Errorf("%s: not in the language of the desk: %q in %s", lang, text, place)
			}
		}
	}
}
