package text

import (
	"math/bits"
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/qalam-cms/qalam/models"
)

// Inline returns a fragment as sanitised inline HTML. Of markup it keeps
// strong, em, a with href, code, sub, sup, s, br and span with lang; b, i, del
// and strike become strong, em and s. Other elements go and their text stays,
// but for those whose content is no text: scripts, styles, drawings, frames,
// form fields and the like.
//
// A link leads to http, https, mailto, a path on this site or article:ID;
// otherwise only its text stays. White space is folded to single spaces and
// trimmed, no-break spaces excepted; text is in NFC, without control
// characters.
//
// The result is canonical: Inline changes nothing in what it has returned.
func Inline(fragment string) string {
	return inlineHTML(parseInline(fragment))
}

// Plain returns the text of an inline fragment without its markup. A line
// break is a space, and entities are decoded.
func Plain(fragment string) string {
	return plainRuns(parseInline(fragment))
}

// parseInline reads a fragment into runs.
func parseInline(fragment string) []run {
	r := inlineReader{between: gapSpace}
	scan(fragment, &r)
	return r.words.runs()
}

// inlineReader reads inline markup; of blocks it leaves no more than a gap.
type inlineReader struct {
	format  format
	words   collector
	between string // the gap
}

func (r *inlineReader) text(s string) { r.words.text(s, r.format.marks()) }

func (r *inlineReader) gap(gap string) { r.words.gap(gap, r.format.marks()) }

func (r *inlineReader) open(t html.Token) {
	switch {
	case r.format.open(t):
	case t.DataAtom == atom.Br:
		r.gap(gapBreak)
	case isBlockLevel(t.DataAtom):
		r.gap(r.between)
	}
}

func (r *inlineReader) close(a atom.Atom) {
	if !r.format.close(a) && isBlockLevel(a) {
		r.gap(r.between)
	}
}

// format is the formatting in force at a point of the token stream. Tags need
// not be nested properly: each element is counted by itself.
type format struct {
	depth [8]int // by style
	href  string
	// langs has an entry for every open span: the language inside it.
	langs []string
}

// marks returns the formatting as marks.
func (f *format) marks() marks {
	m := marks{href: f.href}
	for i, n := range f.depth {
		if n > 0 {
			m.style |= 1 << i
		}
	}
	if len(f.langs) > 0 {
		m.lang = f.langs[len(f.langs)-1]
	}
	return m
}

// open takes a start tag and reports whether it is of inline formatting.
func (f *format) open(t html.Token) bool {
	switch t.DataAtom {
	case atom.A:
		// A link inside a link ends the outer one.
		f.href = linkHref(attribute(t, "href"))
		return true
	case atom.Span:
		lang := attribute(t, "lang")
		if !langShape.MatchString(lang) {
			lang = f.marks().lang
		}
		f.langs = append(f.langs, lang)
		return true
	}
	s, ok := styleOf(t.DataAtom)
	if ok {
		f.begin(s)
	}
	return ok
}

// close takes an end tag and reports whether it is of inline formatting.
func (f *format) close(a atom.Atom) bool {
	switch a {
	case atom.A:
		f.href = ""
		return true
	case atom.Span:
		if n := len(f.langs); n > 0 {
			f.langs = f.langs[:n-1]
		}
		return true
	}
	s, ok := styleOf(a)
	if ok {
		f.end(s)
	}
	return ok
}

// begin puts a style in force.
func (f *format) begin(s style) { f.depth[bits.TrailingZeros8(uint8(s))]++ }

// end takes back one begin, if there was one.
func (f *format) end(s style) {
	if i := bits.TrailingZeros8(uint8(s)); f.depth[i] > 0 {
		f.depth[i]--
	}
}

// langShape is what a language tag looks like (BCP 47), without saying that
// there is such a language.
var langShape = regexp.MustCompile(`^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,5}$`)

// styleOf returns the style that an element gives.
func styleOf(a atom.Atom) (style, bool) {
	switch a {
	case atom.Strong, atom.B:
		return strong, true
	case atom.Em, atom.I:
		return em, true
	case atom.S, atom.Del, atom.Strike:
		return strike, true
	case atom.Sub:
		return sub, true
	case atom.Sup:
		return sup, true
	case atom.Code:
		return code, true
	}
	return 0, false
}

// fragments returns the texts of a block as runs: one, or one for each cell of
// a table.
func fragments(b *models.Block) [][]run {
	if b.Kind != models.Table {
		return [][]run{parseInline(b.Text)}
	}
	var all [][]run
	for _, row := range parseTable(b.Text) {
		for _, c := range row {
			all = append(all, c.runs)
		}
	}
	return all
}

// plainFragments returns the texts of a block without their markup; the cells
// of a table are on lines of their own, for 12 beside 500 is not twelve thousand.
func plainFragments(texts [][]run) string {
	plain := make([]string, len(texts))
	for i, runs := range texts {
		plain[i] = plainRuns(runs)
	}
	return strings.Join(plain, "\n")
}

// blockPlain returns the text of a block without its markup.
func blockPlain(b *models.Block) string { return plainFragments(fragments(b)) }
