package text_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/models"
)

// The corpus is what editors paste, as the clipboards of their programs have
// it: testdata/paste/SOURCE-WHAT.html, and beside it the blocks that a careful
// editor would make of it. Those are decided by people, so no flag rewrites
// them.
func TestPasteMakesTheBlocksAnEditorExpects(t *testing.T) {
	t.Parallel()
	cases := corpus(t)
	if len(cases) < 24 {
		t.Fatalf("only %d cases found", len(cases))
	}
	for _, name := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			checkPaste(t, string(read(t, name+".html")), expected(t, name))
		})
	}
}

// These are too large or too strange for a file.
func TestPasteOfMadeUpHTML(t *testing.T) {
	t.Parallel()
	const deep = 10_000
	tests := []struct {
		name, in string
		want     models.Body
	}{
		{"NUL bytes", "<p>a\x00b <b\x00>c</b></p><scr\x00ipt>d</scr\x00ipt>", models.Body{paragraph("ab c"), paragraph("d")}},
		{
			"deep nesting",
			strings.Repeat("<div><b><span style='font-style:italic'>", deep) + "a" + strings.Repeat("</span></b></div>", deep) + "<p>b",
			models.Body{paragraph("<strong><em>a</em></strong>"), paragraph("b")},
		},
		{
			"deep nesting without an end",
			strings.Repeat("<blockquote><ul><li><font style='font-weight:700'>", deep) + "a",
			models.Body{{Kind: models.Quote, Text: "<strong>a</strong>"}},
		},
		{
			"a huge attribute",
			`<p style="` + strings.Repeat("font-weight:bold;", deep) + `" class="` + strings.Repeat("a ", deep) + `">a</p>`,
			models.Body{paragraph("<strong>a</strong>")},
		},
		{
			"a redirect in a redirect without end",
			`<a href="` + strings.Repeat("https://l.facebook.com/l.php?u=", deep) + `https://example.org">a</a>`,
			models.Body{paragraph(`<a href="` + strings.Repeat("https://l.facebook.com/l.php?u=", deep) + `https://example.org">a</a>`)},
		},
		{
			"redirects in redirects",
			`<a href="https://www.google.com/url?q=https://vk.com/away.php?to%3Dhttps://example.org/a">a</a>`,
			models.Body{paragraph(`<a href="https://example.org/a">a</a>`)},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			checkPaste(t, tt.in, tt.want)
		})
	}
}

func paragraph(s string) models.Block { return models.Block{Kind: models.Paragraph, Text: s} }

// corpus returns the names of the cases. A file without its other half is a
// mistake.
func corpus(t *testing.T) []string {
	t.Helper()
	files, err := os.ReadDir(filepath.Join("testdata", "paste"))
	if err != nil {
		t.Fatal(err)
	}
	halves := make(map[string]int)
	var names []string
	for _, f := range files {
		name := strings.TrimSuffix(f.Name(), filepath.Ext(f.Name()))
		if halves[name]++; halves[name] == 2 {
			names = append(names, name)
		}
	}
	if len(names) != len(halves) {
		t.Errorf("of the files of %d cases, only %d are complete", len(halves), len(names))
	}
	return names
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "paste", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// expected reads the blocks that a case is to become.
func expected(t *testing.T, name string) models.Body {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(string(read(t, name+".json"))))
	d.DisallowUnknownFields()
	var body models.Body
	if err := d.Decode(&body); err != nil {
		t.Fatalf("%s.json: %v", name, err)
	}
	return body
}

// unsafe is what no page made of pasted text may have: elements and
// attributes that act, and addresses that do.
var unsafe = regexp.MustCompile(
	`(?i)<(script|style|iframe|object|embed|svg|math|form|base|meta|link|template)\b` +
		`|<[^>]*\s(on\w+|style|srcdoc|action|formaction)\s*=` +
		`|(href|src)="\s*(javascript|vbscript|data|file):`)

// checkPaste fails unless HTML becomes the blocks wanted, and these are clean,
// safe, and the same again when what a page shows of them is pasted.
func checkPaste(t *testing.T, in string, want models.Body) {
	t.Helper()
	got := text.FromHTML(in)
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("-want +got:\n%s", diff)
	}
	noKeys := cmpopts.IgnoreFields(models.Block{}, "Key")
	if diff := cmp.Diff(got, text.Sanitise(got, nil), noKeys, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("sanitising changes it (-pasted +sanitised):\n%s", diff)
	}
	page := string(text.HTML(got, text.Options{Picture: func(url string) (*text.Picture, bool) {
		return &text.Picture{Files: []text.PictureFile{{Width: 640, Height: 480, WebP: "/one.webp", JPEG: url}}}, true
	}}))
	if found := unsafe.FindString(page); found != "" {
		t.Errorf("%q on the page:\n%s", found, page)
	}
	if diff := cmp.Diff(want, text.FromHTML(page), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("pasting the page again changes it (-want +got):\n%s", diff)
	}
}
