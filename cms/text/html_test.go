package text

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

func p(text string) models.Block { return models.Block{Kind: models.Paragraph, Text: text} }

func block(kind models.BlockKind, text string) models.Block {
	return models.Block{Kind: kind, Text: text}
}

func quote(text, source string) models.Block {
	return models.Block{Kind: models.Quote, Text: text, Source: source}
}

func image(url, alt, caption string) models.Block {
	return models.Block{Kind: models.Image, URL: url, Alt: alt, Text: caption}
}

func TestFromHTML(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, in string
		want     models.Body
	}{
		{"nothing", " <p> </p><div></div> ", nil},
		{"text without blocks", "a <b>b</b>", models.Body{p("a <strong>b</strong>")}},
		{"paragraphs", "<p>a</p><div>b<p>c</div>d", models.Body{p("a"), p("b"), p("c"), p("d")}},
		{"a document", "<!doctype html><html><head><title>x</title><style>y</style></head><body><p>a</body></html>", models.Body{p("a")}},
		{
			"headings", "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h5>e</h5><h6>f</h6>g",
			models.Body{
				block(models.Heading2, "a"), block(models.Heading2, "b"), block(models.Heading3, "c"),
				block(models.Heading4, "d"), block(models.Heading4, "e"), block(models.Heading4, "f"), p("g"),
			},
		},
		{"marks reach over blocks", "<b><p>a</p><p>b</p></b>c", models.Body{p("<strong>a</strong>"), p("<strong>b</strong>"), p("c")}},
		{
			"lists", "<ul><li>a<li>b</ul><ol><li>c</li></ol>d",
			models.Body{block(models.Bullet, "a"), block(models.Bullet, "b"), block(models.Number, "c"), p("d")},
		},
		{
			"nested lists are flat", "<ul><li>a<ol><li>b</li></ol>c</li></ul>",
			models.Body{block(models.Bullet, "a"), block(models.Number, "b"), block(models.Bullet, "c")},
		},
		{"paragraphs of an item are its lines", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", models.Body{block(models.Bullet, "a<br>b"), block(models.Bullet, "c")}},
		{"a quotation", "<blockquote>a</blockquote>", models.Body{quote("a", "")}},
		{"its paragraphs are lines", "<blockquote><p>a</p><p>b</p></blockquote><blockquote>c</blockquote>", models.Body{quote("a<br>b", ""), quote("c", "")}},
		{"quotations in quotations", "<blockquote>a<blockquote>b</blockquote>c</blockquote>", models.Body{quote("a<br>b<br>c", "")}},
		{"a list in a quotation", "<blockquote>a<ul><li>b</li><li>c</li></ul></blockquote>", models.Body{quote("a<br>b<br>c", "")}},
		{"source in cite", "<blockquote><p>a</p><cite>B <i>C</i></cite></blockquote>", models.Body{quote("a", "B C")}},
		{"source in footer", "<blockquote><p>a</p><footer>— <cite>B</cite>,<br>C</footer></blockquote>", models.Body{quote("a", "B, C")}},
		{"cite in the middle is text", "<blockquote>a <cite>b</cite> c</blockquote>", models.Body{quote("a b c", "")}},
		{"cite alone is text", "<blockquote><cite>b</cite></blockquote>", models.Body{quote("b", "")}},
		{"cite elsewhere is text", "<p>a <cite>b</cite></p>", models.Body{p("a b")}},
		{"source after a dash", "<blockquote><p>a</p><p>— B</p></blockquote>", models.Body{quote("a", "B")}},
		{"source after a dash in the same paragraph", "<blockquote>a<br>c<br>– B</blockquote>", models.Body{quote("a<br>c", "B")}},
		{"a dialogue has no source", "<blockquote>— a<br>— b</blockquote>", models.Body{quote("— a<br>— b", "")}},
		{"a dash alone is no source", "<blockquote>— a</blockquote>", models.Body{quote("— a", "")}},
		{"source as caption", "<figure><blockquote><p>a</p></blockquote><figcaption>— B</figcaption></figure>", models.Body{quote("a", "B")}},
		{"an image", `<p>a <img src="/x.jpg" alt=" y  z "> b</p>`, models.Body{p("a"), image("/x.jpg", "y z", ""), p("b")}},
		{"an image with a title", `<img src="/x.jpg" alt="y" title="a < b">`, models.Body{image("/x.jpg", "y", "a &lt; b")}},
		{
			"a figure", `<figure><img src="/x.jpg" alt="y"><figcaption><p>a <em>b</em></p><p>c</p></figcaption></figure>d`,
			models.Body{image("/x.jpg", "y", "a <em>b</em><br>c"), p("d")},
		},
		{"caption before the image", `<figure><figcaption>a</figcaption><a href="/y"><img src="/x.jpg"></a></figure>`, models.Body{image("/x.jpg", "", "a")}},
		{"a figure of text", `<figure><p>a</p><figcaption>b</figcaption></figure>`, models.Body{p("a"), p("b")}},
		{"an image nobody can load", `<img src="data:x"><img src="javascript:x"><img src="media:x"><img src="media:-1"><img>`, nil},
		{"an image of the library", `<img src="media:007">`, models.Body{image("media:7", "", "")}},
		{
			"a table",
			"<table><caption>T</caption><thead><tr><th scope=col>a<th>b</thead><tr><td colspan=2><p>c</p><p>d</p><td></table>e",
			models.Body{p("T"), block(models.Table, "<tr><th>a</th><th>b</th></tr><tr><td>c<br>d</td><td></td></tr>"), p("e")},
		},
		{
			"a table in a table", "<table><tr><td>a<table><tr><td>b<td>c</table></td><td>d</table>",
			models.Body{block(models.Table, "<tr><td>a<br>b<br>c</td><td>d</td></tr>")},
		},
		{"a table without text", "<table><tr><td></td></tr></table>", nil},
		{"a rule", "a<hr>b", models.Body{p("a"), {Kind: models.Rule}, p("b")}},
		{"code", "<pre><code>a\n  b\n\nc</code></pre>", models.Body{p("<code>a<br>b<br><br>c</code>")}},
		{"frames and videos go", `a<iframe src="x">b</iframe><video>c</video><object>d</object>`, models.Body{p("a")}},
		{"an embed", `<p class="embed"><a href="https://x.kz/v">text</a></p><p class="embed">a</p>`, models.Body{{Kind: models.Embed, URL: "https://x.kz/v"}, p("a")}},
		{"a table in a caption does not reach over it", "<b><figure><figcaption>a<table><td><i>b</i></table></b></figcaption></figure>c", models.Body{p("<strong>a<br><em>b</em></strong>"), p("c")}},
		{"marks around a table stay outside", "<b>a<table><td>b<i>c</table>d</b>e", models.Body{p("<strong>a</strong>"), block(models.Table, "<tr><td>b<em>c</em></td></tr>"), p("<strong>d</strong>e")}},
		{"what is hidden goes, but not what follows", "<ul><li hidden>a<li>b</ul><p hidden>c<p>d<span hidden>e</span>f", models.Body{block(models.Bullet, "b"), p("df")}},
		{"paragraphs of no more than spaces", "<p>&nbsp;</p><h2>\u202f</h2><p>a</p>", models.Body{p("a")}},
		{"two line breaks without a paragraph", "a<br> <br>b<p>c<br><br>d", models.Body{p("a"), p("b"), p("c<br><br>d")}},
		{"padding of a program", "<p style='x'>\u00a0a\u00a0 b <i>\u00a0c</i>\u00a0d 5\u00a0km", models.Body{p("a b <em>c</em>\u00a0d 5\u00a0km")}},
		{"terms and their meaning", "<dl><dt>a<dd>b</dl>", models.Body{p("a"), p("b")}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, FromHTML(tt.in)); diff != "" {
				t.Errorf("FromHTML(%q) -want +got:\n%s", tt.in, diff)
			}
		})
	}
}

func TestHTML(t *testing.T) {
	t.Parallel()
	options := Options{
		Table: `A "table"`,
		Resolve: func(id int64) (Target, bool) {
			switch id {
			case 1:
				return Target{URL: "/kk/one"}, true
			case 2:
				return Target{URL: "https://qalam.example/ru/two", Lang: "ru"}, true
			case 3:
				return Target{URL: "javascript:alert(1)"}, true
			}
			return Target{}, false
		},
		Picture: func(url string) (*Picture, bool) {
			id, ours := MediumID(url)
			return &Picture{
				Files: []PictureFile{{320, 240, "/m/1.webp", "/m/1.jpg"}, {640, 480, "/m/2.webp", "/m/2.jpg"}},
				Sizes: "100vw", Alt: "Library", AltLang: "ru", Caption: "Of <all>", Credit: "Desk", CreditLang: "en",
			}, ours && id == 5
		},
	}
	tests := []struct {
		name string
		in   models.Body
		want string
	}{
		{"nothing", nil, ""},
		{"paragraph", models.Body{p("a <b>b")}, "<p>a <strong>b</strong></p>\n"},
		{
			"headings",
			models.Body{block(models.Heading2, "a"), block(models.Heading3, "b"), block(models.Heading4, "c")},
			"<h2>a</h2>\n<h3>b</h3>\n<h4>c</h4>\n",
		},
		{
			"lists",
			models.Body{block(models.Bullet, "a"), block(models.Bullet, "b"), block(models.Number, "c"), p("d"), block(models.Number, "e")},
			"<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n<ol>\n<li>c</li>\n</ol>\n<p>d</p>\n<ol>\n<li>e</li>\n</ol>\n",
		},
		{"quotation", models.Body{quote("a", "")}, "<blockquote><p>a</p></blockquote>\n"},
		{
			"quotation with source",
			models.Body{quote("a", "<B>")},
			`<figure class="quote"><blockquote><p>a</p></blockquote><figcaption>&lt;B&gt;</figcaption></figure>` + "\n",
		},
		{
			"image",
			models.Body{image("media:5", `say "x"`, "c <em>d</em>")},
			libraryFigure(`alt="say &quot;x&quot;"`, `c <em>d</em> <span class="credit" lang="en">Desk</span>`),
		},
		{
			"image with the words of the library",
			models.Body{image("media:5", "", "")},
			libraryFigure(`alt="Library" lang="ru"`, `Of &lt;all&gt; <span class="credit" lang="en">Desk</span>`),
		},
		{
			"image from elsewhere",
			models.Body{image("https://x.kz/a.jpg", "alt", "<b>c</b>"), image("https://x.kz/a.jpg", "alt", ""), image("https://x.kz/a.jpg", "", "")},
			`<figure class="image"><a href="https://x.kz/a.jpg" rel="noopener">c</a></figure>` + "\n" +
				`<figure class="image"><a href="https://x.kz/a.jpg" rel="noopener">alt</a></figure>` + "\n" +
				`<figure class="image"><a href="https://x.kz/a.jpg" rel="noopener">https://x.kz/a.jpg</a></figure>` + "\n",
		},
		{"image that is gone", models.Body{image("media:6", "alt", ""), image("/gone.jpg", "", "")}, `<figure class="image"><figcaption>alt</figcaption></figure>` + "\n"},
		{
			"embed",
			models.Body{{Kind: models.Embed, URL: "https://x.kz/?a=1&b=2"}},
			`<p class="embed"><a href="https://x.kz/?a=1&amp;b=2" rel="noopener">https://x.kz/?a=1&amp;b=2</a></p>` + "\n",
		},
		{
			"table",
			models.Body{block(models.Table, "<tr><th>a</th><th>b</th></tr><tr><th>c</th><td>d</td></tr>")},
			`<div class="table-scroll" role="region" tabindex="0" aria-label="A &quot;table&quot;"><table>` + "\n" +
				`<tr><th scope="col">a</th><th scope="col">b</th></tr>` + "\n" + `<tr><th scope="row">c</th><td>d</td></tr>` + "\n</table></div>\n",
		},
		{"rule", models.Body{{Kind: models.Rule}}, "<hr>\n"},
		{"link to a story", models.Body{p(`<a href="article:1">a</a>`)}, `<p><a href="/kk/one">a</a></p>` + "\n"},
		{
			"link to a story in another language",
			models.Body{p(`<a href="article:2">a</a>`)},
			`<p><a href="https://qalam.example/ru/two" hreflang="ru">a</a></p>` + "\n",
		},
		{"link to a story that is not there", models.Body{p(`a <a href="article:9">b</a> c <a href="article:3">d</a>`)}, "<p>a b c d</p>\n"},
		{
			"other links",
			models.Body{p(`<a href="https://x.kz">a</a> <a href="/b">b</a> <a href="mailto:c@x.kz">c</a>`)},
			`<p><a href="https://x.kz" rel="noopener">a</a> <a href="/b">b</a> <a href="mailto:c@x.kz">c</a></p>` + "\n",
		},
		{
			"what shows nothing", models.Body{
				p(" "),
				{Kind: models.Image},
				{Kind: models.Paragraph, Text: "x", Confirmation: models.Confirmation{Mark: models.Omitted}},
				{Kind: models.Rule, Confirmation: models.Confirmation{Mark: models.Omitted}},
				{Kind: models.Embed, URL: "/x"},
			}, "",
		},
		{"unknown kind", models.Body{block("video", "a<script>b</script>")}, "<p>a</p>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, string(HTML(tt.in, options))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// libraryFigure is what a page shows of the one picture that the library of
// TestHTML has.
func libraryFigure(alt, caption string) string {
	return `<figure class="image"><picture><source type="image/webp" srcset="/m/1.webp 320w, /m/2.webp 640w" sizes="100vw">` +
		`<img src="/m/2.jpg" srcset="/m/1.jpg 320w, /m/2.jpg 640w" sizes="100vw" width="640" height="480" ` + alt +
		` loading="lazy" decoding="async"></picture><figcaption>` + caption + "</figcaption></figure>\n"
}

// shownAs shows every image as a picture of one size under its own address.
func shownAs(url string) (*Picture, bool) {
	return &Picture{Files: []PictureFile{{640, 480, "/one.webp", url}}}, true
}

func TestHTMLWithoutOptionsShowsNeitherStoriesNorImages(t *testing.T) {
	t.Parallel()
	got := string(HTML(models.Body{p(`<a href="article:1">a</a>`), image("/x.jpg", "alt", "")}, Options{}))
	if want := "<p>a</p>\n" + `<figure class="image"><figcaption>alt</figcaption></figure>` + "\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestHTMLReadsBackAsTheSameBody(t *testing.T) {
	t.Parallel()
	options := Options{Picture: shownAs}
	r := rand.New(rand.NewPCG(11, 12))
	for range 1000 {
		want := shown(Sanitise(randomBody(r), nil))
		for i := range want {
			// A link to a story becomes what it is resolved to.
			want[i].Text = strings.ReplaceAll(want[i].Text, "article:7", "/seven")
		}
		got := FromHTML(string(HTML(want, options)))
		if diff := cmp.Diff(want, got, ignoreKeys()); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	}
}

// hostile returns a body with an attack in every field of every kind.
func hostile(attack string) models.Body {
	var body models.Body
	for _, kind := range append(models.BlockKinds(), models.BlockKind(attack), "") {
		for _, url := range []string{attack, "https://x.kz/" + attack, "/" + attack} {
			body = append(body, models.Block{
				Key: models.Key(attack), Kind: kind, Text: attack, Source: attack, URL: url, Alt: attack,
				Confirmation: models.Confirmation{Origin: models.Origin(attack)},
			})
		}
	}
	return body
}

// checkPage fails if a body puts anything on a page that is not listed.
func checkPage(t testing.TB, body models.Body) {
	t.Helper()
	allowed := map[string]string{
		"a": "href rel hreflang", "th": "scope", "p": "class", "h2": "", "h3": "", "h4": "", "ul": "", "ol": "", "li": "",
		"blockquote": "", "figure": "class", "figcaption": "", "picture": "", "source": "type srcset", "img": "src srcset width height alt loading decoding", "div": "class role tabindex",
		"table": "", "hr": "",
	}
	for element, attributes := range tableElements() {
		if _, ok := allowed[element]; !ok {
			allowed[element] = attributes
		}
	}
	checkMarkup(t, string(HTML(body, Options{Picture: shownAs})), allowed)
	checkSanitise(t, body)
}

func TestHostileHTMLEndsInTime(t *testing.T) {
	t.Parallel()
	const size = 1 << 17
	for _, piece := range []string{
		"<div>", "<b>", "<a href=/x>", "<table><tr><td>", "<ul><li>", "<blockquote>", "<figure><figcaption>", "<p>a", "</p>",
		"<b a=1><p>", "<svg>", "<template>", "<select>", "<!--", "<", "<a ", "&", "a<br>", "<blockquote>a<br>— b", "<h2>",
		"<img src=/x>", "<font><i><b><u>", "<td>x", "<tr>", "<pre>\n", "<span lang=ru>x", "<cite>", "<figure><img src=/x>",
		"<p style='mso-list:l0 level1 lfo1'>a", "<span style='mso-list:Ignore'>1.", "<!--[if !supportLists]-->·<!--[endif]-->a",
		"<b style=font-weight:400>", "<p class=MsoQuote>a", "<p style=display:none>", "<span hidden>", "<aside>", "<del cite>",
		"<table role=none><td>", "<div style=white-space:pre>\n", "<h2 class=a>a<i>", "<p class=a>\u00a0", "<font>a\u00a0 <i>",
		"<iframe src=https://www.youtube.com/embed/a></iframe>", "<a id=a href=https://t.me/iv?url=", "<p style=font-weight:bold;",
	} {
		ends(t, piece, func() { FromHTML(strings.Repeat(piece, size/len(piece))) })
	}
}

// ends fails if f takes much longer than anybody would wait.
func ends(t *testing.T, name string, f func()) {
	t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	select {
	case <-done:
	case <-time.After(time.Minute):
		t.Fatalf("%.20q repeated takes too long", name)
	}
}

func FuzzFromHTML(f *testing.F) {
	for _, attack := range attacks() {
		f.Add(attack)
	}
	f.Add("<figure><blockquote>a<br>— b</blockquote><figcaption>c</figcaption></figure><ul><li>d<table><td>e")
	f.Add("<p class=MsoQuote>a<p style='mso-list:l0'><span style='mso-list:Ignore'>1.</span>&nbsp;b <h2 style=x><b>c</b></h2>d<br><br>e")
	f.Add("<b style='font-weight:400'><table role=none><td style='white-space:pre'>a\nb<a href='https://t.me/iv?url=https://x.kz'>c</a></table>")
	f.Fuzz(func(t *testing.T, in string) {
		body := FromHTML(in)
		checkPage(t, body)
		keyed := Sanitise(body, counter())
		if diff := cmp.Diff(body, keyed, ignoreKeys()); diff != "" {
			t.Fatalf("FromHTML(%q) is not clean (-got +clean):\n%s", in, diff)
		}
		checkRoundTrip(t, body)
		if len(Links(body)) > 0 {
			return // what they become is for the page to say
		}
		page := string(HTML(body, Options{Picture: shownAs}))
		if diff := cmp.Diff(body, FromHTML(page)); diff != "" {
			t.Fatalf("FromHTML(%q) reads its own page differently (-first +second):\n%s\nPage:\n%s", in, diff, page)
		}
	})
}

func BenchmarkHTML(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	body := story(r, 500)
	for i := range body {
		body[i].Text = Inline("<b>" + body[i].Text[:10] + "</b>" + body[i].Text[10:] + ` <a href="article:1">more</a>`)
	}
	b.SetBytes(int64(len(HTML(body, Options{}))))
	for b.Loop() {
		HTML(body, Options{})
	}
}

func TestSpacesBindWhereTheLanguageOfThePageWants(t *testing.T) {
	t.Parallel()
	russian, _ := locale.Lookup(locale.Russian)
	body := models.Body{
		{Key: "a", Kind: models.Paragraph, Text: `Баку — <strong>город</strong>, 5 марта <code>5 км</code> <a href="https://a.kz/5">№ 5</a>`},
	}
	const want = "<p>Баку\u00a0— <strong>город</strong>, 5\u00a0марта <code>5 км</code> " +
		`<a href="https://a.kz/5" rel="noopener">№` + "\u00a0" + "5</a></p>\n"
	if got := string(HTML(body, Options{Locale: russian})); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if got := string(HTML(body, Options{})); strings.Contains(got, "\u00a0") {
		t.Errorf("without a language: %q", got)
	}
}
