package main

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// An editor adds two files at once, one of which is no picture, says in the other
// what must stay in every cut and what it shows in four languages, puts it at the
// head of a story, and sees it in each language's public page.
func TestJourneyOfAPicture(t *testing.T) {
	t.Parallel()
	b := tab{t, testkit.Browser(t)}
	base := bootDemo(t)
	b.logIn(base, "admin")
	b.open(base + "/admin/media")
	photo := filepath.Join(t.TempDir(), "Harbour crane.jpg")
	text := filepath.Join(t.TempDir(), "notes.jpg")
	for file, data := range map[string][]byte{photo: halves(t), text: []byte("Only words.")} {
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	b.do("choose two files", chromedp.SetUploadFiles("#file", []string{photo, text}))
	b.until("one taken, one refused", `document.querySelectorAll(".uploads .note").length === 2 && document.querySelectorAll(".uploads .fact").length === 1`)
	if got := b.eval(`document.querySelector(".uploads .fact").textContent`); !strings.HasPrefix(got, "notes.jpg This is not a picture") {
		t.Errorf("refused: %q", got)
	}
	b.until("the new picture in the list", `document.querySelector(".tile a span").textContent === "harbour-crane"`)

	b.click(".tile a")
	b.eval(`void document.querySelector(".focus").scrollIntoView() || ""`)
	b.do("point to the right", chromedp.Click(".focus img")) // its middle
	b.do("and further", chromedp.SetValue("#focus_x", "95"))
	captions := map[string]string{
		"en": "A crane in the harbour, 7741", "az": "Limandakı kran, 7741", "kk": "Порттағы кран, 7741", "ru": "Кран в порту, 7741",
	}
	for lang, caption := range captions {
		b.do("describe it", chromedp.SetValue("#alt_"+lang, caption+"."), chromedp.SetValue("#caption_"+lang, caption))
	}
	b.click(".medium-save button")
	const square = `(() => { const c = document.createElement("canvas"), i = document.querySelector('[data-cut="1/1"]');
		c.width = c.height = 10; c.getContext("2d").drawImage(i, 0, 0, 10, 10);
		return i.complete ? String(c.getContext("2d").getImageData(1, 5, 1, 1).data[2] > 128) : "not yet" })()`
	b.until("the square is cut from the blue half", square)

	b.open(base + "/admin/articles/1/en")
	b.until("the editor", `document.querySelector("#body.ProseMirror") !== null`)
	b.eval(`document.querySelector("[data-pick]").click() ?? ""`)
	b.until("the library", `document.querySelectorAll("#picker-list [role=option]").length > 5`)
	b.keys("7742")
	b.until("nothing of that name", `document.querySelectorAll("#picker-list [role=option]").length === 0`)
	b.eval(`document.querySelector("#picker-words").select() ?? ""`)
	b.keys("7741 порту")
	b.until("found in another language", `document.querySelectorAll("#picker-list [role=option]").length === 1`)
	b.press(kb.ArrowDown)
	b.press(kb.Enter)
	b.until("chosen", `!document.querySelector("#picker").open && document.querySelector("[name=cover]").value !== "" && document.querySelector(".cover-choice img").naturalWidth > 0`)
	b.click("form[action$='/details'] button:not([type=button])")
	for lang, caption := range captions {
		b.open(base + "/" + lang + "/1")
		b.until("the picture of "+lang, `document.querySelector(".cover img").complete && document.querySelector(".cover img").naturalWidth > 0`)
		got := b.eval(`document.querySelector(".cover figcaption").textContent + "|" + document.querySelector(".cover img").alt`)
		if want := caption + "|" + caption + "."; strings.ReplaceAll(got, "\u00a0", " ") != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

// halves is a picture whose left half is red and whose right half is blue.
func halves(t *testing.T) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 1600, 900))
	for y := range 900 {
		for x := range 1600 {
			c := color.RGBA{200, 20, 20, 255}
			if x >= 800 {
				c = color.RGBA{20, 20, 200, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	var out bytes.Buffer
	if err := jpeg.Encode(&out, m, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
