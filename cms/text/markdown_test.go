package text

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// ignoreKeys compares blocks by what they say.
func ignoreKeys() cmp.Option {
	return cmp.Options{cmpopts.IgnoreFields(models.Block{}, "Key"), cmpopts.EquateEmpty()}
}

func mustMarkdown(t testing.TB, src string) models.Body {
	t.Helper()
	body, err := FromMarkdown(src)
	if err != nil {
		t.Fatalf("FromMarkdown(%q): %v", src, err)
	}
	return body
}

// checkRoundTrip fails if Markdown does not carry the body.
func checkRoundTrip(t testing.TB, body models.Body) {
	t.Helper()
	want := shown(Sanitise(body, nil))
	for i := range want {
		want[i].Confirmation = models.Confirmation{}
	}
	md := ToMarkdown(want)
	got := mustMarkdown(t, md)
	if diff := cmp.Diff(want, got, ignoreKeys()); diff != "" {
		t.Fatalf("Markdown does not carry the body (-want +got):\n%s\nMarkdown:\n%s", diff, md)
	}
}

// fragmentsOfTrouble are what the random bodies of the tests are made of:
// everything that means something to Markdown or HTML, among ordinary words.
func fragmentsOfTrouble() []string {
	return []string{
		"word", "Қазақстан", "Bakı", "слово", "a", "b", "1", "2004", "12", " ", " ", " ", " ", " ", "\u00A0", "<br>",
		"*", "**", "_", "__", "`", "``", "[", "]", "](", "(", ")", "&lt;", "&gt;", "#", "##", "-", "---", "+", ".", "!",
		"|", "~", "~~", "~~~", "\\", "&amp;", "&amp;amp;", "&amp;#65;", "=", "===", ":", ";", "\"", "'", "“", "”", "«",
		"»", "—", "— ", "– ", "- ", "1. ", "12) ", "&gt; ", "# ", "![", "[x]: y", "&lt;b&gt;", "&lt;!--", "http://x",
		"&lt;https://x.kz&gt;", "e\u0301", "\u0301", "🎉", "@", "/", ",", "-|-", "|-|", ":-", "a_b", "\u202F", "\u2009",
		"<strong>", "</strong>", "<em>", "</em>", "<s>", "</s>", "<code>", "</code>", "<sub>", "</sub>", "<sup>",
		"</sup>", `<a href="https://x.kz/a_b(c)*?d=1&amp;e=2&amp;copy;">`, `<a href="/q">`, `<a href="article:7">`, "</a>",
		`<span lang="ru">`, "</span>", "$", "%", "^", "{", "}", "\u2028", "\u3000",
	}
}

func randomText(r *rand.Rand, parts int) string {
	trouble := fragmentsOfTrouble()
	var b strings.Builder
	for range r.IntN(parts) + 1 {
		b.WriteString(trouble[r.IntN(len(trouble))])
	}
	return b.String()
}

func randomTable(r *rand.Rand) string {
	var b strings.Builder
	columns, header := r.IntN(3)+1, r.IntN(2) == 0
	for row := range r.IntN(4) + 1 {
		b.WriteString("<tr>")
		for range columns {
			cell := "td"
			if header && row == 0 || r.IntN(30) == 0 {
				cell = "th"
			}
			if r.IntN(30) > 0 {
				fmt.Fprintf(&b, "<%s>%s</%s>", cell, randomText(r, 5), cell)
			}
		}
		b.WriteString("</tr>")
	}
	return b.String()
}

// randomBody returns a body of trouble.
func randomBody(r *rand.Rand) models.Body {
	kinds := models.BlockKinds()
	body := make(models.Body, r.IntN(6)+1)
	for i := range body {
		b := models.Block{Kind: kinds[r.IntN(len(kinds))], Text: randomText(r, 9)}
		switch b.Kind {
		case models.Table:
			b.Text = randomTable(r)
		case models.Quote:
			if r.IntN(2) == 0 {
				b.Source = randomText(r, 4)
			}
		case models.Image:
			b.URL, b.Alt = "/media/a b("+randomText(r, 2), randomText(r, 4)
		case models.Embed:
			b.URL = "https://x.kz/" + randomText(r, 3)
		}
		body[i] = b
	}
	return body
}

func TestMarkdownCarriesEveryBody(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 3_000 {
		checkRoundTrip(t, randomBody(r))
	}
}

func FuzzMarkdownCarriesText(f *testing.F) {
	f.Add("<strong>a</strong>b *c*", "— x", byte(0))
	f.Add("1. a<br>- b<br># c", "", byte(4))
	f.Fuzz(func(t *testing.T, text, field string, kind byte) {
		kinds := models.BlockKinds()
		checkRoundTrip(t, models.Body{
			{Kind: kinds[int(kind)%len(kinds)], Text: text, Source: field, Alt: field, URL: "https://x.kz/" + field},
			{Kind: models.Paragraph, Text: field},
		})
	})
}

func TestMarkdownRefusesTextThatIsNotUTF8(t *testing.T) {
	t.Parallel()
	_, err := FromMarkdown("one\ntwo\nthr\xffee")
	kind, key, args := errs.Public(err)
	if kind != errs.Invalid || key != "text.invalid_utf8" || args["line"] != 3 {
		t.Errorf("got %v %q %v, want invalid text.invalid_utf8 on line 3", kind, key, args)
	}
}
