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
		default:
		}
		body[i] = b
	}
	return body
}

func TestMarkdownCarriesEveryBody(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for range 2_000 {
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

func FuzzFromMarkdown(f *testing.F) {
	for _, attack := range attacks() {
		f.Add(attack)
	}
	f.Add("# a\n\n> b\n> — c\n\n1. d\n   - e\n\n| f | g |\n|---|---|\n| `h` | ~~i~~ |\n\n![j](/k \"l\")\n\n<https://x.kz>\n")
	f.Fuzz(func(t *testing.T, in string) {
		body, err := FromMarkdown(in)
		if err != nil {
			if kind, _, _ := errs.Public(err); kind != errs.Invalid && kind != errs.TooLarge {
				t.Fatalf("FromMarkdown(%q): %v", in, err)
			}
			return
		}
		checkPage(t, body)
		if diff := cmp.Diff(body, Sanitise(body, counter()), ignoreKeys()); diff != "" {
			t.Fatalf("FromMarkdown(%q) is not clean (-got +clean):\n%s", in, diff)
		}
		checkRoundTrip(t, body)
	})
}

func TestFromMarkdown(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		want     models.Body
	}{
		{"nothing", "\n\n", nil},
		{"paragraphs", "a\nb\n\nc", models.Body{p("a b"), p("c")}},
		{"a line break", "a\\\nb  \nc", models.Body{p("a<br>b<br>c")}},
		{"marks", "*a* **b** ~~c~~ `d` <sub>e</sub>", models.Body{p("<em>a</em> <strong>b</strong> <s>c</s> <code>d</code> <sub>e</sub>")}},
		{"links", "[a](article:5) [b](javascript:x) [c]\n\n[c]: /c", models.Body{p(`<a href="article:5">a</a> b <a href="/c">c</a>`)}},
		{"headings", "# a\n## b\n### c\n##### d", models.Body{block(models.Heading2, "a"), block(models.Heading2, "b"), block(models.Heading3, "c"), block(models.Heading4, "d")}},
		{"a byte order mark and carriage returns", "\uFEFF## a\r\n\r\n> b\r\n> — C\r\n", models.Body{block(models.Heading2, "a"), quote("b", "C")}},
		{"lists", "- a\n- b\n\n1. c\n\n   d\n2. e", models.Body{block(models.Bullet, "a"), block(models.Bullet, "b"), block(models.Number, "c<br>d"), block(models.Number, "e")}},
		{"a quotation with source", "> a\n> b\n> — C *D*", models.Body{quote("a b", "C D")}},
		{"a quotation with source apart", "> a\n>\n> — C", models.Body{quote("a", "C")}},
		{"a dash inside a line is no source", "> a — b", models.Body{quote("a — b", "")}},
		{"an image", "![a](/b.jpg \"c\")", models.Body{image("/b.jpg", "a", "c")}},
		{"an embed", "<https://x.kz/a>", models.Body{{Kind: models.Embed, URL: "https://x.kz/a"}}},
		{"an address in a sentence is a link", "see <https://x.kz>", models.Body{p(`see <a href="https://x.kz">https://x.kz</a>`)}},
		{"an address by mail is no embed", "<a@x.kz>", models.Body{p(`<a href="mailto:a@x.kz">a@x.kz</a>`)}},
		{"a table", "a | b\n--|:-:\nc", models.Body{block(models.Table, "<tr><th>a</th><th>b</th></tr><tr><td>c</td><td></td></tr>")}},
		{"rules and code", "a\n\n---\n\n```go\nb < c\n```", models.Body{p("a"), {Kind: models.Rule}, p("<code>b &lt; c</code>")}},
		{"HTML", "<p>a</p>\n\n<script>x</script>\n\n<b onclick=x>b</b>", models.Body{p("a"), p("<strong>b</strong>")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, mustMarkdown(t, tt.in)); diff != "" {
				t.Errorf("FromMarkdown(%q) -want +got:\n%s", tt.in, diff)
			}
		})
	}
}

func TestToMarkdownIsForPeople(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		in   models.Body
		want string
	}{
		{"nothing", nil, ""},
		{
			"prose stays as it is",
			models.Body{p(`He [Tokayev] said: "No - it's 5 &lt; 6 &amp; R&amp;D (see p. 7)! 100% +7, #1, 2.5; a_b@x.kz" — yes.`)},
			`He [Tokayev] said: "No - it's 5 < 6 & R&D (see p. 7)! 100% +7, #1, 2.5; a_b@x.kz" — yes.`,
		},
		{"a dialogue stays as it is", models.Body{p("— Салам!"), p("«Иә», – деді ол…")}, "— Салам!\n\n«Иә», – деді ол…"},
		{"a year at the beginning", models.Body{p("2004 was good"), p("2004. It was"), p("-5 and +5")}, "2004 was good\n\n2004\\. It was\n\n-5 and +5"},
		{"a dash at the beginning", models.Body{p("- a"), p("+ b"), p("# c"), p("&gt; d")}, "\\- a\n\n\\+ b\n\n\\# c\n\n\\> d"},
		{"signs of Markdown", models.Body{p("a*b _c_ `d` ~e &lt;f> &amp;amp; [g](h)")}, "a\\*b \\_c\\_ \\`d\\` \\~e \\<f> \\&amp; [g\\](h)"},
		{"marks", models.Body{p("<strong>a</strong> <em>b</em>, <s>c</s> <code>d</code> H<sub>2</sub>O")}, "**a** *b*, ~~c~~ `d` H<sub>2</sub>O"},
		{"marks in words", models.Body{p("<strong>Qazaxıstan</strong>ın a<em>b</em>c <strong>«a»</strong>b")}, "**Qazaxıstan**ın a*b*c <strong>«a»</strong>b"},
		{"marks in marks", models.Body{p("<strong><em>a</em></strong> <em>b <strong>c</strong> d</em>")}, "***a*** *b **c** d*"},
		{"links", models.Body{p(`<a href="article:5">a [b]</a> <a href="/c_(d)">e</a>`)}, "[a \\[b\\]](article:5) [e](</c_(d)>)"},
		{"line breaks", models.Body{p("a<br>- b"), block(models.Bullet, "a<br>b"), block(models.Heading2, "a<br>b")}, "a\\\n\\- b\n\n- a\\\n  b\n\n## a<br>b"},
		{
			"lists",
			models.Body{block(models.Bullet, "a"), block(models.Bullet, "b"), block(models.Number, "c"), block(models.Number, "d"), p("e"), block(models.Number, "f")},
			"- a\n- b\n\n1. c\n2. d\n\ne\n\n1. f",
		},
		{"quotations", models.Body{quote("a<br>b", "C (D)"), quote("e", ""), quote("— f<br>— g", "H")}, "> a\\\n> b\n> — C (D)\n\n> e\n\n> — f\\\n> — g\n> <cite>H</cite>"},
		{
			"images",
			models.Body{image("/a.jpg", "b", `c "d"`), image("/a.jpg", "", ""), image("/a.jpg", "b", "c <em>d</em>")},
			"![b](/a.jpg \"c \\\"d\\\"\")\n\n![](/a.jpg)\n\n" + `<figure><img src="/a.jpg" alt="b"><figcaption>c <em>d</em></figcaption></figure>`,
		},
		{"embed and rule", models.Body{{Kind: models.Embed, URL: "https://x.kz/a"}, {Kind: models.Rule}}, "<https://x.kz/a>\n\n***"},
		{
			"tables",
			models.Body{
				block(models.Table, "<tr><th>a</th><th>b</th></tr><tr><td>c|d</td><td></td></tr>"),
				block(models.Table, "<tr><td>a</td></tr>"), block(models.Table, "<tr><th>a</th><td>b</td></tr>"),
			},
			"| a | b |\n| --- | --- |\n| c\\|d |  |\n\n|  |\n| --- |\n| a |\n\n<table>\n<tr><th>a</th><td>b</td></tr>\n</table>",
		},
		{"what shows nothing", models.Body{p(""), {Kind: models.Rule, Confirmation: models.Confirmation{Mark: models.Omitted}}}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := tt.want
			if want != "" {
				want += "\n"
			}
			if diff := cmp.Diff(want, ToMarkdown(tt.in)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			checkRoundTrip(t, tt.in)
		})
	}
}

func TestHostileMarkdownEndsInTime(t *testing.T) {
	t.Parallel()
	const size = 1 << 16
	for _, piece := range []string{
		">", "> ", "- ", "1. ", "[", "[a](", "[a](<b", "[a][", "[a]: b\n", "[a]: b\n\n", "![", "*a ", "*a_a**a", "a**b", "~a~~",
		"`a", "<", "<a ", "<!--", "<?", "<!A ", "<![CDATA[", "|", "&amp", "a\n", "a|b\n-|-\n", "```\n", "- a\n", "- a\n\n", "<div>\n",
		" - a\n", "\t", "*", "\\", "![a](b", "a|a|a|a|a|a|a|a|a\n",
	} {
		checkInTime(t, strings.Repeat(piece, size/len(piece)))
	}
	checkInTime(t, strings.Repeat("a|", 1000)+"\n"+strings.Repeat("-|", 1000)+strings.Repeat("\na", size/2))
	var deep strings.Builder
	for indent := 0; deep.Len() < size; indent += 2 {
		deep.WriteString(strings.Repeat(" ", indent) + "- a\n")
	}
	checkInTime(t, deep.String())
}

func TestLongFragmentsAreWrittenInTime(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{
		"`", "*", "a<br>", "<em>a</em>*", "<code>`", "&", "[", "<strong>a<em>b", "<a href=/x>]", "_a", "<s>~</s>", "<sub>a</sub> ",
		"<tr><td>a", "<em>.</em>a", "<span lang=ru>a</span><span lang=kk>b</span>",
	} {
		text := strings.Repeat(piece, 2_000)
		ends(t, piece, func() {
			ToMarkdown(models.Body{p(text), p("<code>" + text), block(models.Table, text), quote(text, text), image("/x", text, text)})
		})
	}
}

func TestMarkdownThatOnlyAnAttackLooksLikeIsRefused(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		line     int // at which it is refused; 0 if it is not
	}{
		{"quotations a hundred deep", "a\n" + strings.Repeat("> ", 100) + "a", 0},
		{"and deeper", "a\n" + strings.Repeat(">", 101) + "a", 2},
		{"lists", strings.Repeat("- ", 101) + "a", 1},
		{"numbered lists", strings.Repeat("1) ", 101) + "a", 1},
		{"a long rule", strings.Repeat("-", 300), 0},
		{"a line far indented", strings.Repeat(" ", 501) + "a", 1},
		{"a thousand links in a paragraph", strings.Repeat("[a](/b) ", 1000), 0},
		{"links without end", "a\n\n" + strings.Repeat("[a](", 10_000), 3},
		{"definitions without end", strings.Repeat("[a]: b\n", 10_000), 9129},
		{"links in many paragraphs", strings.Repeat("[a](/b) [c](/d)\n\n", 20_000), 0},
		{"asterisks without end", strings.Repeat("*a_a**a", 50_000), 1},
		{"a long table", strings.Repeat("a|b|c|d|e\n", 10_000), 0},
		{"a table of narrow rows under a wide head", strings.Repeat("a|", 1000) + strings.Repeat("\na", 1000), 251},
	}
	for _, tt := range tests {
		if got := tooComplex(tt.in); got != tt.line {
			t.Errorf("%s: refused at line %d, want %d", tt.name, got, tt.line)
		}
	}
}

// checkInTime fails if Markdown takes too long or is refused for another
// reason than that it would.
func checkInTime(t *testing.T, src string) {
	t.Helper()
	ends(t, src, func() {
		_, err := FromMarkdown(src)
		kind, key, args := errs.Public(err)
		if err != nil && (kind != errs.TooLarge || key != "text.too_complex" || args["line"] == 0) {
			t.Errorf("%.20q: got %v", src, err)
		}
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
