package main

import (
	"cmp"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

//nolint:gochecknoglobals // A flag of the test binary has no other place.
var screenshots = flag.String("screenshots", "", "write a picture of every screen into this folder")

// inOtherLanguages are the screens whose pictures show the desk in another
// language than English, so that all languages are seen.
func inOtherLanguages() map[string]string {
	return map[string]string{"stories": "az", "comparison": "kk", "translating": "ru"}
}

// onPhones are the screens that have a picture on a phone, too.
func onPhones() []string { return []string{"desk", "stories", "translating", "menu"} }

// depictAll writes the pictures of docs/screens.
func depictAll(t *testing.T) {
	t.Helper()
	if err := os.MkdirAll(*screenshots, 0o750); err != nil {
		t.Fatal(err)
	}
	empty := bootEmpty(t)
	t.Run("in", func(t *testing.T) {
		for _, lang := range desks() {
			t.Run(lang, func(t *testing.T) {
				t.Parallel()
				w := newWalk(t, lang, empty)
				for _, s := range screens() {
					switch {
					case lang == cmp.Or(inOtherLanguages()[s.name], "en"):
						w.depict(&s)
					case s.name == "conflict": // leaves the history that others show
						w.to(&s)
					}
				}
			})
		}
	})
	w := &walk{tab: tab{t, testkit.Browser(t)}, base: bootDemo(t)}
	for _, p := range readerPictures() {
		f := finder{reader{t, w.base}, p.lang}
		kind := slices.IndexFunc(kindsOfPages(), func(k kindOfPage) bool { return k.name == p.kind })
		w.emulate(p.view)
		w.reads(p.lang[:2])
		w.open(w.base + kindsOfPages()[kind].find(f))
		w.picture(p.name())
	}
	index(t)
}

// readerPicture is a picture of a page that readers see.
type readerPicture struct {
	kind, lang string
	view       view
}

func (p readerPicture) name() string { return "reader-" + p.kind + "-" + p.lang }

// readerPictures are those of docs/screens: each kind of page once, all languages, light
// and dark, on a screen and on a phone.
func readerPictures() []readerPicture {
	all := views()
	light, dark, darkPhone, phone := all[0], all[1], all[2], all[3]
	return []readerPicture{
		{"front", "en", light},
		{"story", "kk", phone},
		{"parallel", "az", light},
		{"section", "ru", dark},
		{"story-table", "kk-latn", darkPhone},
		{"missing-version", "kk", phone},
	}
}

// pictures are the views of a screen by the end of their pictures' names.
func (s *screen) pictures() map[string]view {
	all := views()
	light, dark, darkPhone, phone := all[0], all[1], all[2], all[3]
	switch {
	case s.phone:
		return map[string]view{"phone": phone, "dark": darkPhone}
	case slices.Contains(onPhones(), s.name):
		return map[string]view{"light": light, "dark": dark, "phone": phone}
	}
	return map[string]view{"light": light, "dark": dark}
}

// depict goes to a screen and takes its pictures.
func (w *walk) depict(s *screen) {
	w.t.Helper()
	pictures := s.pictures()
	first := views()[0]
	if s.phone {
		first = pictures["phone"]
	}
	w.emulate(first)
	w.to(s)
	for name, v := range pictures {
		w.emulate(v)
		w.picture(s.name + "-" + name)
	}
}

// picture takes a picture of what is on the screen.
func (w *walk) picture(name string) {
	w.t.Helper()
	w.do("draw", chromedp.Sleep(100*time.Millisecond))
	picture, err := chromedp.Run(w.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(*screenshots, name+".png"), picture, 0o600)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// index lists the pictures.
func index(t *testing.T) {
	t.Helper()
	var page strings.Builder
	page.WriteString("# Pages and screens\n\n`make screenshots` takes these pictures of the demonstration newsroom.\n\n## What readers see\n\n")
	for _, p := range readerPictures() {
		fmt.Fprintf(&page, "<img src=\"%s.png\" alt=\"%s in %s\" width=\"300\">\n", p.name(), strings.ReplaceAll(p.kind, "-", " "), p.lang)
	}
	page.WriteString("\n## Every screen of the admin\n\n| Screen | Light | Dark | Phone |\n|---|---|---|---|\n")
	for _, s := range screens() {
		fmt.Fprintf(&page, "| %s |", strings.ReplaceAll(s.name, "-", " "))
		for _, look := range []string{"light", "dark", "phone"} {
			cell := ""
			if _, ok := s.pictures()[look]; ok {
				cell = fmt.Sprintf(` <img src="%s-%s.png" alt="%s, %s" width="300">`, s.name, look, strings.ReplaceAll(s.name, "-", " "), look)
			}
			page.WriteString(cell + " |")
		}
		page.WriteString("\n")
	}
	if err := os.WriteFile(filepath.Join(*screenshots, "README.md"), []byte(page.String()), 0o600); err != nil {
		t.Fatal(err)
	}
}
