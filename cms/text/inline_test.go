package text

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

func TestInlineKeepsOneClosedList(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, in, want string }{
		{"plain text", "Salam, dünya", "Salam, dünya"},
		{"what is allowed", "<strong>a</strong> <em>b</em> <code>c</code> <sub>d</sub> <sup>e</sup> <s>f</s>", "="},
		{"old names", "<b>a</b> <i>b</i> <del>c</del> <strike>d</strike>", "<strong>a</strong> <em>b</em> <s>c</s> <s>d</s>"},
		{"unknown elements keep their text", "<u>a</u> <font color=red>b</font> <blink>c</blink>", "a b c"},
		{"blocks keep their text apart", "<p>a</p><p>b</p><div>c</div>", "a b c"},
		{"scripts go with their content", "a<script>alert(1)</script>b<style>p{}</style>c", "abc"},
		{"drawings and forms go too", "a<svg><text>x</text></svg><select><option>y</select><textarea>z</textarea>b", "ab"},
		{"nested templates end where they end", "a<template><template>x</template>y</template>b", "ab"},
		{"a drawing may close itself", "a<svg/>b", "ab"},
		{"comments go", "a<!-- b -->c", "ac"},
		{"unclosed elements are closed", "<em>a <strong>b", "<em>a <strong>b</strong></em>"},
		{"end tags without start", "a</em>b</a></span>", "ab"},
		{"badly nested", "<strong>a<em>b</strong>c</em>", "<strong>a<em>b</em></strong><em>c</em>"},
		{"never in itself", "<b>a<strong>b</strong>c</b>", "<strong>abc</strong>"},
		{"one order for what begins and ends together", "<em><strong>a</strong></em>", "<strong><em>a</em></strong>"},
		{"empty elements", "a<em></em>b<strong> </strong>c<a href='/x'></a>", "ab c"},
		{"neighbours join", "<em>a</em><i>b</i>", "<em>ab</em>"},
		{"white space", "  a \n\t b  ", "a b"},
		{"white space leaves the mark", "<strong>a </strong>b <em> c</em>", "<strong>a</strong> b <em>c</em>"},
		{"no-break spaces stay", "\u00A0a&nbsp; b\u202F%", "\u00A0a\u00A0 b\u202F%"},
		{"line breaks", "<br>a <br/> b</br>c<br><br>d<br>", "a<br>bc<br><br>d"},
		{"entities", "&lt;b&gt; &amp;amp; &quot;&#39;&copy;", "&lt;b&gt; &amp;amp; \"'©"},
		{"bare signs", "a < b & c > d", "a &lt; b &amp; c &gt; d"},
		{"normal form", "e\u0301", "é"},
		{"control characters", "a\x00b\x07c\u0085d\u009Fe\uFEFFf", "abc def"},
		{"overrides of direction", "a\u202Eb\u202C \u2067c\u2069\u200F", "ab \u2067c\u2069\u200F"},
		{"not UTF-8", "a\xffb", "a\uFFFDb"},
		{"a combining stroke does not change a tag", "<em>\u0338a</em>\u0338b", "<em>a</em>b"},
		{"a link in a link ends the first", "<a href=/1>a<a href=/2>b</a>c</a>", `<a href="/1">a</a><a href="/2">b</a>c`},
		{"links with markup", `<em>a <a href="/x">b <strong>c</strong></a></em>`, "="},
		{"language", `<span lang="ru">Привет</span>, <span lang="zh-Hant-TW">x</span>`, "="},
		{"no language", `<span>a</span> <span lang="">b</span> <span lang="x y">c</span> <span lang="ru-">d</span>`, "a b c d"},
		{"language in language", `<span lang=ru>а <span lang=kk>б</span> в</span>`, `<span lang="ru">а </span><span lang="kk">б</span><span lang="ru"> в</span>`},
		{"span without language inside one", `<span lang=ru>а <span class=x>б</span> в</span> г`, `<span lang="ru">а б в</span> г`},
		{"attributes go", `<em class=a onclick=x style=y>a</em><br clear=all>b`, "<em>a</em><br>b"},
		{"tags in capitals", "<EM>a</EM> <A HREF='HTTP://X.kz'>b</A>", `<em>a</em> <a href="http://X.kz">b</a>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			want := tt.want
			if want == "=" {
				want = tt.in
			}
			// A language switch may share its space with the neighbour or not;
			// what matters here is that the words keep theirs.
			got := Inline(tt.in)
			if tt.name == "language in language" {
				got, want = Plain(got), Plain(want)
			}
			if got != want {
				t.Errorf("Inline(%q)\n got %q\nwant %q", tt.in, got, want)
			}
			checkInline(t, tt.in)
		})
	}
}

func TestInlineHasNoDottedI(t *testing.T) {
	t.Parallel()
	// Browsers lower-case İ so; the letter and its dot may come in two pieces.
	for _, in := range []string{"i\u0307yul", "i<b></b>\u0307yul", "i&#x307;yul"} {
		if got := Inline(in); got != "iyul" {
			t.Errorf("Inline(%+q) = %+q", in, got)
		}
	}
}

func TestInlineLinksLeadWhereTheyMay(t *testing.T) {
	t.Parallel()
	tests := []struct{ href, want string }{
		{"https://example.kz/a?b=c&d=e#f", "https://example.kz/a?b=c&amp;d=e#f"},
		{"http://example.kz", "http://example.kz"},
		{"HTTPS://Example.kz/A", "https://Example.kz/A"},
		{"mailto:a@example.kz", "mailto:a@example.kz"},
		{"article:42", "article:42"},
		{"article:007", "article:7"},
		{"/a/b", "/a/b"},
		{"a/b:c", "a/b:c"},
		{"?q=a:b", "?q=a:b"},
		{"#part", "#part"},
		{"https://example.kz/Қазақстан x", "https://example.kz/%D2%9A%D0%B0%D0%B7%D0%B0%D2%9B%D1%81%D1%82%D0%B0%D0%BD%20x"},
		{"https://example.kz/100%", "https://example.kz/100%25"},
		{"https://example.kz/%d0%BA", "https://example.kz/%d0%BA"},
		{" \n https://example.kz/\ta ", "https://example.kz/a"},
		{"/\\host", "/%5Chost"},
		{"", ""},
		{"//host/a", ""},
		{" //host", ""},
		{"/\t/host", ""},
		{"https:", ""},
		{"https:///a", ""},
		{"https:host", ""},
		{"https:\\\\host", ""},
		{"mailto:", ""},
		{"article:", ""},
		{"article:x", ""},
		{"article:1/2", ""},
		{"article:-1", ""},
		{"article:0", ""},
		{"article:99999999999999999999", ""},
		{"ftp://host/a", ""},
		{"tel:+7701", ""},
		{"data:text/html,x", ""},
		{"blob:https://host/x", ""},
		{"file:///etc/passwd", ""},
		{"javascript:alert(1)", ""},
		{"JaVaScRiPt:alert(1)", ""},
		{"java\nscript:alert(1)", ""},
		{"\x01javascript:alert(1)", ""},
		{"java\x00script:alert(1)", ""},
		{"javascript&colon;alert(1)", ""},
		{"&#106;avascript:alert(1)", ""},
		{"vbscript:x", ""},
		{"view-source:https://host", ""},
		{"x:y", ""},
		{":x", ""},
	}
	for _, tt := range tests {
		in := `<a href="` + tt.href + `">t</a>`
		want := "t"
		if tt.want != "" {
			want = `<a href="` + tt.want + `">t</a>`
		}
		if got := Inline(in); got != want {
			t.Errorf("Inline(%q)\n got %q\nwant %q", in, got, want)
		}
		checkInline(t, in)
	}
}

func TestPlainIsTheTextWithoutMarkup(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"", ""},
		{"a <strong>b</strong>c", "a bc"},
		{"a<br>b", "a b"},
		{"R&amp;D &lt;x&gt;", "R&D <x>"},
		{`<a href="/x">link</a>`, "link"},
		{"<tr><th>a</th><td>b</td></tr><tr><td>c</td></tr>", "a b c"},
	}
	for _, tt := range tests {
		if got := Plain(tt.in); got != tt.want {
			t.Errorf("Plain(%q): got %q, want %q", tt.in, got, tt.want)
		}
	}
}

// attacks returns pieces of HTML that have run scripts somewhere, or tried to.
func attacks() []string {
	return []string{
		`<script>alert(1)</script>`,
		`<ScRiPt src=//evil.example/x.js></sCrIpT>`,
		`<script/x>alert(1)</script>`,
		`<scr<script>ipt>alert(1)</scr</script>ipt>`,
		`<<script>alert(1)//<</script>`,
		`</script><script>alert(1)</script>`,
		`<script>alert(1)`,
		`<img src=x onerror=alert(1)>`,
		`<img/src="x"/onerror=alert(1)>`,
		`<img src=x:alert(1) onerror=eval(src)>`,
		"<img src=`x` onerror=alert(1)>",
		`<svg onload=alert(1)>`,
		`<svg><script>alert(1)</script></svg>`,
		`<svg><a xlink:href="javascript:alert(1)"><text x=20 y=20>x</text></a></svg>`,
		`<svg><style><img src=x onerror=alert(1)></style></svg>`,
		`<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">`,
		`<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">`,
		`<math href="javascript:alert(1)">x</math>`,
		`<form><math><mtext></form><form><mglyph><svg><mtext><style><path id="</style><img onerror=alert(1) src>">`,
		`<a href="javascript:alert(1)">x</a>`,
		`<a href=" &#14; javascript:alert(1)">x</a>`,
		`<a href="jav&#x09;ascript:alert(1)">x</a>`,
		`<a href="jav&#x0A;ascript:alert(1)">x</a>`,
		`<a href="&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74:alert(1)">x</a>`,
		`<a href="javascript&NewLine;:alert(1)">x</a>`,
		`<a href="data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==">x</a>`,
		`<a href="https://x.kz/" onmouseover="alert(1)">x</a>`,
		`<a href='https://x.kz/"onmouseover="alert(1)'>x</a>`,
		`<a href="https://x.kz/&quot; onclick=&quot;alert(1)">x</a>`,
		`<a href=https://x.kz/><img src=x onerror=alert(1)>x</a>`,
		`<span lang='ru" onclick="alert(1)'>x</span>`,
		`<span lang="ru&quot;&gt;&lt;script&gt;">x</span>`,
		`<span style="background:url(javascript:alert(1))">x</span>`,
		`<em onclick=alert(1)>x</em>`,
		`<strong/onclick=alert(1)>x`,
		`<iframe src="javascript:alert(1)"></iframe>`,
		`<iframe srcdoc="<script>alert(1)</script>">`,
		`<object data="javascript:alert(1)"></object>`,
		`<embed src="javascript:alert(1)">`,
		`<video><source onerror="alert(1)"></video>`,
		`<audio src=x onerror=alert(1)>`,
		`<details open ontoggle=alert(1)>x`,
		`<body onload=alert(1)>`,
		`<base href="javascript:alert(1)//">`,
		`<link rel=stylesheet href="//evil.example/x.css">`,
		`<meta http-equiv=refresh content="0;url=javascript:alert(1)">`,
		`<style>@import '//evil.example/x.css';</style>`,
		`<noscript><p title="</noscript><img src=x onerror=alert(1)>">`,
		`<title><img title="</title><img src=x onerror=alert(1)>"></title>`,
		`<textarea><img title="</textarea><img src=x onerror=alert(1)>"></textarea>`,
		`<xmp><img title="</xmp><img src=x onerror=alert(1)>">`,
		`<noembed><img title="</noembed><img src=x onerror=alert(1)>">`,
		`<plaintext><img src=x onerror=alert(1)>`,
		`<select><option><script>alert(1)</script></select>`,
		`<template><img src=x onerror=alert(1)></template>`,
		`<!--><img src=x onerror=alert(1)>-->`,
		`<!--<img title="--><img src=x onerror=alert(1)>-->`,
		`<![CDATA[<script>alert(1)</script>]]>`,
		`<?xml version="1.0"?><script>alert(1)</script>`,
		`&lt;script&gt;alert(1)&lt;/script&gt;`,
		`&amp;lt;script&amp;gt;alert(1)`,
		`<code>&lt;img src=x onerror=alert(1)&gt;</code>`,
		"<\x00script>alert(1)</script>",
		"\xff<script>alert(1)</script>",
		`<input autofocus onfocus=alert(1)>`,
		`<button formaction=javascript:alert(1)>x</button>`,
		`<marquee onstart=alert(1)>x</marquee>`,
		`<table background="javascript:alert(1)"><td onclick=alert(1)>x`,
		`<p id="x" name="cookie" class="y">x</p>`,
	}
}

func TestNoAttackComesThrough(t *testing.T) {
	t.Parallel()
	for _, attack := range attacks() {
		for _, in := range []string{attack, "<em>a" + attack + "b</em>", attack + attack, "<td>" + attack} {
			checkInline(t, in)
			checkMarkup(t, tableHTML(parseTable(in)), tableElements())
			checkPage(t, FromHTML(in))
			body, err := FromMarkdown(strings.ToValidUTF8(in, ""))
			if err != nil {
				t.Fatalf("FromMarkdown(%q): %v", in, err)
			}
			checkPage(t, body)
			checkPage(t, hostile(in))
		}
	}
}

func TestDeepAndLongFragmentsEnd(t *testing.T) {
	t.Parallel()
	for _, piece := range []string{
		"<em>", "</em>", "<span lang=ru>", "<a href=/x>", "<strong><em>a", "<svg>", "<table><tr><td>", "<br>", "a<u>",
		"<template>", "<!--", "&amp;", "\u0301", "<", "<a ", "<code>x</code>", " <b> </b> a",
	} {
		checkInline(t, strings.Repeat(piece, 20_000))
	}
}

// checkInline fails if what Inline returns is not clean and canonical.
func checkInline(t testing.TB, in string) {
	t.Helper()
	out := Inline(in)
	if again := Inline(out); again != out {
		t.Fatalf("Inline(%q) is not canonical:\n first %q\nsecond %q", in, out, again)
	}
	if !norm.NFC.IsNormalString(out) {
		t.Fatalf("Inline(%q) is not in NFC: %q", in, out)
	}
	if strings.ContainsFunc(out, unicode.IsControl) {
		t.Fatalf("Inline(%q) has control characters: %q", in, out)
	}
	checkMarkup(t, out, inlineElements())
}

// inlineElements returns the closed list: elements and their attribute.
func inlineElements() map[string]string {
	return map[string]string{
		"strong": "", "em": "", "code": "", "sub": "", "sup": "", "s": "", "br": "", "a": "href", "span": "lang",
	}
}

func tableElements() map[string]string {
	list := inlineElements()
	list["tr"], list["th"], list["td"] = "", "", ""
	return list
}

// checkMarkup fails if markup has other elements or attributes than those
// listed, is not balanced, or has an address that is not safe.
func checkMarkup(t testing.TB, markup string, allowed map[string]string) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Fatalf("%v not closed in %q", open, markup)
			}
			return
		case html.StartTagToken:
			tag := z.Token()
			checkTag(t, tag, allowed, markup)
			if !strings.Contains(" br img hr source ", " "+tag.Data+" ") {
				open = append(open, tag.Data)
			}
		case html.EndTagToken:
			if tag := z.Token(); len(open) == 0 || open[len(open)-1] != tag.Data {
				t.Fatalf("</%s> out of place in %q", tag.Data, markup)
			}
			open = open[:len(open)-1]
		case html.TextToken:
			if strings.ContainsAny(string(z.Raw()), "<>") {
				t.Fatalf("text %q not escaped in %q", z.Raw(), markup)
			}
		default:
			t.Fatalf("neither tag nor text in %q", markup)
		}
	}
}

func checkTag(t testing.TB, tag html.Token, allowed map[string]string, markup string) {
	t.Helper()
	attributes, ok := allowed[tag.Data]
	if !ok {
		t.Fatalf("element %s in %q", tag.Data, markup)
	}
	for _, a := range tag.Attr {
		if !strings.Contains(" "+attributes+" ", " "+a.Key+" ") {
			t.Fatalf("attribute %s of %s in %q", a.Key, tag.Data, markup)
		}
		if (a.Key == "href" || a.Key == "src") && linkHref(a.Val) != a.Val {
			t.Fatalf("address %q in %q", a.Val, markup)
		}
	}
}

func FuzzInline(f *testing.F) {
	for _, attack := range attacks() {
		f.Add(attack)
	}
	f.Fuzz(func(t *testing.T, in string) {
		checkInline(t, in)
		if out := Inline(in); strings.Contains(strings.ToLower(out), "<script") {
			t.Fatalf("script in %q", out)
		}
		rows := parseTable(in)
		table := tableHTML(rows)
		checkMarkup(t, table, tableElements())
		if again := tableHTML(parseTable(table)); again != table {
			t.Fatalf("table %q is not canonical:\n first %q\nsecond %q", in, table, again)
		}
	})
}

func ExampleInline() {
	fmt.Println(Inline(`<p onclick="x()"><b>Baku</b> and  <a href="javascript:x()">Astana</a></p>`))
	// Output: <strong>Baku</strong> and Astana
}
