package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/internal/locale"
)

// style is a set of the marks that have no value.
type style uint8

// The marks without a value, outermost first where several begin and end
// together.
const (
	strong style = 1 << iota
	em
	strike
	sub
	sup
	code
	// credit marks the words that say whose a quotation is. It lives only
	// while HTML is read: no element is written for it.
	credit
)

// loneStroke is the combining stroke that no run may begin with: it would
// turn the ">" of the tag before it into another character as soon as somebody
// normalises the markup.
const loneStroke = '\u0338'

// noBreakSpace ties two words together on a line.
const noBreakSpace = "\u00A0"

// marks is what a stretch of text stands in.
type marks struct {
	style style
	href  string // of the link, or ""
	lang  string // of the span, or ""
}

// common returns the marks that both have.
func (m marks) common(n marks) marks {
	m.style &= n.style
	if m.href != n.href {
		m.href = ""
	}
	if m.lang != n.lang {
		m.lang = ""
	}
	return m
}

// run is a stretch of text in the same marks; a newline in it is a line break.
type run struct {
	text  string
	marks marks
}

// The gaps between words.
const (
	gapSpace = " "
	gapBreak = "\n" // a line break; several make empty lines
	gapLine  = "\r" // the end of a line; several are one
	gapTied  = "\t" // a no-break space, where it may be layout
)

// collector gathers the text of a fragment piece by piece and makes runs of
// it. The runs have one form for each content: neighbours differ in their
// marks, white space is single, never at the ends, and inside a mark only if
// the words around it are.
type collector struct {
	pieces []run // words or a gap each
	// laidOut says that the text comes from a program that pads with no-break
	// spaces: at the ends, and beside other white space, they mean nothing.
	laidOut bool
}

// text adds s, cleaned.
func (c *collector) text(s string, m marks) {
	s = fold(s)
	if c.laidOut {
		before, after, tied := strings.Cut(s, noBreakSpace)
		for ; tied; before, after, tied = strings.Cut(after, noBreakSpace) {
			c.folded(before, m)
			c.gap(gapTied, m)
		}
		s = before
	}
	c.folded(s, m)
}

// folded adds text after fold.
func (c *collector) folded(s string, m marks) {
	words := strings.Trim(s, " ")
	if s != words && s[0] == ' ' {
		c.gap(gapSpace, m)
	}
	if words == "" {
		return
	}
	c.pieces = append(c.pieces, run{words, m})
	if s[len(s)-1] == ' ' {
		c.gap(gapSpace, m)
	}
}

// fold makes every stretch of white space one space and drops control
// characters.
func fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s { // what is not UTF-8 comes as U+FFFD
		switch {
		case isWhite(r):
			space = true
			continue
		case isNoise(r):
			continue
		case space:
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	if space {
		b.WriteByte(' ')
	}
	return b.String()
}

// gap adds one of the gaps.
func (c *collector) gap(gap string, m marks) { c.pieces = append(c.pieces, run{gap, m}) }

// isGap reports whether a piece is a gap.
func isGap(p run) bool {
	return p.text == gapSpace || p.text == gapBreak || p.text == gapLine || p.text == gapTied
}

// runs returns what was gathered and starts anew.
func (c *collector) runs() []run {
	var out []run
	var gap *pendingGap
	for i := 0; i < len(c.pieces); {
		if isGap(c.pieces[i]) {
			gap = gap.add(c.pieces[i])
			i++
			continue
		}
		var words run
		words, i = c.words(i)
		if words.text == "" {
			continue
		}
		if gap != nil && len(out) > 0 {
			out = append(out, gap.between(out[len(out)-1].marks, words.marks))
		}
		out = append(out, words)
		gap = nil
	}
	c.pieces = c.pieces[:0]
	return mergeRuns(out)
}

// words joins the pieces from i that have the same marks and no gap between.
func (c *collector) words(i int) (run, int) {
	end := i
	for end < len(c.pieces) && !isGap(c.pieces[end]) && c.pieces[end].marks == c.pieces[i].marks {
		end++
	}
	text := locale.Compose(joinText(c.pieces[i:end]))
	return run{strings.TrimLeft(text, string(loneStroke)+gapSpace), c.pieces[i].marks}, end
}

// pendingGap is white space whose next word has not come yet.
type pendingGap struct {
	breaks int
	line   bool
	tied   int // no-break spaces
	spaces int // others
	marks  marks
}

func (g *pendingGap) add(p run) *pendingGap {
	if g == nil {
		g = &pendingGap{marks: p.marks}
	}
	g.marks = g.marks.common(p.marks)
	switch p.text {
	case gapBreak:
		g.breaks++
	case gapLine:
		g.line = true
	case gapTied:
		g.tied++
	default:
		g.spaces++
	}
	return g
}

// between returns the gap as it stands between two words.
func (g *pendingGap) between(before, after marks) run {
	m := g.marks.common(before).common(after)
	breaks := g.breaks
	if g.line {
		breaks = max(breaks, 1)
	}
	switch {
	case breaks == 0 && g.tied == 1 && g.spaces == 0:
		return run{noBreakSpace, m}
	case breaks == 0:
		return run{gapSpace, m}
	}
	return run{strings.Repeat(gapBreak, breaks), m}
}

// mergeRuns joins neighbours of the same marks, in place.
func mergeRuns(runs []run) []run {
	out := runs[:0]
	for i := 0; i < len(runs); {
		end := sameMarks(runs, i)
		r := run{joinText(runs[i:end]), runs[i].marks}
		if end > i+1 {
			// What is normal by itself need not be so together.
			r.text = locale.Compose(r.text)
		}
		out = append(out, r)
		i = end
	}
	return out
}

// sameMarks returns the end of the runs from i that have its marks.
func sameMarks(runs []run, i int) int {
	end := i + 1
	for end < len(runs) && runs[end].marks == runs[i].marks {
		end++
	}
	return end
}

// joinText returns the text of runs, line breaks included.
func joinText(runs []run) string {
	if len(runs) == 1 {
		return runs[0].text
	}
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return b.String()
}

// isWhite reports whether r is white space that means no more than a space.
// The no-break and the thin spaces are typography and stay.
func isWhite(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\v', '\f', '\r', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// isBlank reports whether s has nothing but spaces of any kind.
func isBlank(s string) bool { return strings.TrimSpace(s) == "" }

// isNoise reports whether r is what no text needs: a control character, the
// byte order mark, one of the two code points that are not characters and that
// XML refuses, or an embedding or override of direction, whose only use left
// is to show words in an order in which they were not written (isolates and
// marks do what quoting Arabic asks for).
func isNoise(r rune) bool {
	return unicode.IsControl(r) || r == '\uFEFF' || r == '\uFFFE' || r == '\uFFFF' || '\u202A' <= r && r <= '\u202E'
}

// plainField cleans a field that has no markup.
func plainField(s string) string {
	var c collector
	c.text(s, marks{})
	return plainRuns(c.runs())
}

// plainRuns returns the text of runs on one line.
func plainRuns(runs []run) string { return strings.ReplaceAll(joinText(runs), "\n", " ") }

// withoutCredit returns the runs without that mark.
func withoutCredit(runs []run) []run {
	out := make([]run, len(runs))
	for i, r := range runs {
		r.marks.style &^= credit
		out[i] = r
	}
	return mergeRuns(out)
}

// withoutOwnLook returns the runs of a heading without the strong and em that
// all of it stands in: that is how the heading was to look.
func withoutOwnLook(runs []run) []run {
	own := strong | em
	for _, r := range runs {
		if !isGap(r) {
			own &= r.marks.style
		}
	}
	for i := range runs {
		runs[i].marks.style &^= own
	}
	return mergeRuns(runs)
}

// cutLastLine cuts runs at their last line break.
func cutLastLine(runs []run) (before, last []run, ok bool) {
	for i, r := range slices.Backward(runs) {
		if at := strings.LastIndex(r.text, "\n"); at >= 0 {
			before = append(before, runs[:i]...)
			before = append(before, run{r.text[:at], r.marks})
			last = append(last, run{r.text[at+1:], r.marks})
			return trimRuns(before), trimRuns(append(last, runs[i+1:]...)), true
		}
	}
	return nil, runs, false
}

// trimRuns drops the white space and the empty runs at both ends.
func trimRuns(runs []run) []run {
	for len(runs) > 0 {
		runs[0].text = strings.TrimLeft(runs[0].text, " \n")
		if runs[0].text != "" {
			break
		}
		runs = runs[1:]
	}
	for len(runs) > 0 {
		last := &runs[len(runs)-1]
		last.text = strings.TrimRight(last.text, " \n")
		if last.text != "" {
			break
		}
		runs = runs[:len(runs)-1]
	}
	return runs
}

// firstRune returns the first rune of s, or 0.
func firstRune(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// lastRune returns the last rune of s, or 0.
func lastRune(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}
