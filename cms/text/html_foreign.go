package text

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// foreignReader stands between the tokens and the bodyReader and tells it in
// plain HTML what other programs say in their own ways: in styles and classes,
// in comments and in habits. The output of HTML passes through unchanged, but
// for redirects around addresses.
type foreignReader struct {
	next *bodyReader

	skip  skipped // the element left out, with what is inside
	looks looks   // in force
	told  style   // the marks that next knows of
	block look    // of the block being read, until the next one begins

	isOffice    bool // the text is from a word processor
	inParagraph bool
	breaks      int      // line breaks since the last word
	layouts     []bool   // for every open table, whether it only arranges a page
	outer       struct { // what was in force outside of the table being read
		looks looks
		told  style
	}
	office officeParagraph
}

func (r *foreignReader) text(s string) {
	if r.skip.depth > 0 || r.office.markerText(s) {
		return
	}
	if !isBlank(s) {
		r.breaks = 0
		r.beginOffice()
	}
	if r.looks.fillers > 0 {
		s = strings.ReplaceAll(s, noBreakSpace, " ")
	}
	if r.next.words.words.laidOut {
		s = strings.Map(withoutLayout, s)
	}
	if !r.looks.keepsLines() || r.next.pre > 0 {
		r.next.text(s)
		return
	}
	for i, line := range strings.Split(s, "\n") {
		if i > 0 {
			r.lineBreak(startTag(atom.Br))
		}
		if !isBlank(line) {
			r.breaks = 0
		}
		r.next.text(line)
	}
}

func (r *foreignReader) open(t html.Token) {
	if r.skips(t) {
		return
	}
	l := lookOf(t)
	if isLaidOut(t, &l) {
		r.next.laidOut()
	}
	r.isOffice = r.isOffice || isOffice(t, &l)
	switch {
	case r.office.openInMarker(t):
	case isLeftOut(t, &l) || t.DataAtom == atom.A && r.next.words.words.laidOut && isShare(attribute(t, "href")):
		if !isVoid(t.DataAtom) {
			r.skip = skipped{name: t.Data, depth: 1}
		}
	case isBlockLevel(t.DataAtom):
		r.openBlock(t, l)
	default:
		r.openInline(t, l)
	}
}

// skips reports whether a start tag is inside of an element that is left out.
func (r *foreignReader) skips(t html.Token) bool {
	switch {
	case r.skip.depth == 0:
		return false
	case t.Data != r.skip.name:
	case mayStayOpen(t.DataAtom):
		// It may be the next one, so rather show what was hidden than lose what
		// was not.
		r.skip.depth = 0
		return false
	default:
		r.skip.depth++
	}
	return true
}

func (r *foreignReader) close(a atom.Atom) {
	switch {
	case r.skip.depth > 0:
		if a.String() == r.skip.name {
			r.skip.depth--
		}
	case isBlockLevel(a):
		r.closeBlock(a)
	case r.office.closeInMarker(a):
		r.endMarker()
	case r.office.marker.on:
	default:
		r.looks.close(a)
		r.tell()
		if _, ok := styleOf(a); !ok {
			r.next.close(a)
		}
	}
}

// openInline takes the start tags of anything but blocks.
func (r *foreignReader) openInline(t html.Token, l look) {
	switch {
	case t.DataAtom == atom.Br:
		r.lineBreak(t)
		return
	case t.DataAtom == atom.Img:
		r.image(t, &l)
		return
	case t.DataAtom == atom.Iframe:
		r.frame(t)
		return
	case l.office.marker && t.DataAtom == atom.Span:
		r.office.beginMarker(1)
		return
	case t.DataAtom == atom.A:
		t = r.link(t)
	case t.DataAtom == atom.Span && r.isOffice:
		// The language there is that of the spelling checker.
		t = startTag(atom.Span)
	}
	if !isVoid(t.DataAtom) && t.DataAtom != 0 {
		r.looks.open(t.DataAtom, l)
	}
	if _, ok := styleOf(t.DataAtom); !ok {
		r.next.open(t)
	}
	r.tell()
}

// tell tells next which marks have begun and which have ended.
func (r *foreignReader) tell() {
	now := r.looks.styles()
	for s := strong; s <= code; s <<= 1 {
		switch {
		case now&s != 0 && r.told&s == 0:
			r.next.open(startTag(atomOf(s)))
		case now&s == 0 && r.told&s != 0:
			r.next.close(atomOf(s))
		}
	}
	r.told = now
}

// startTag returns a start tag as HTML writes it.
func startTag(a atom.Atom, attributes ...html.Attribute) html.Token {
	return html.Token{Type: html.StartTagToken, DataAtom: a, Data: a.String(), Attr: attributes}
}

// atomOf returns the element that gives a style.
func atomOf(s style) atom.Atom {
	switch s {
	case strong:
		return atom.Strong
	case em:
		return atom.Em
	case strike:
		return atom.S
	case sub:
		return atom.Sub
	case sup:
		return atom.Sup
	default:
		return atom.Code
	}
}

// openBlock takes the start tag of a block.
func (r *foreignReader) openBlock(t html.Token, l look) {
	r.endBlock()
	if !isOfficeQuote(t, &l) {
		r.endOfficeQuote()
	}
	a := t.DataAtom
	switch {
	case a == atom.P:
		r.openParagraph(t, &l)
	case a == atom.Table:
		r.openTable(t)
	case a == atom.Pre && isPlainText(&l):
		// Text as it was typed, not a piece of code.
		l.lines = linesKeep
		r.next.open(startTag(atom.Div))
	default:
		r.next.open(t)
	}
	switch {
	case headingKind(a) != "":
		// What a heading looks like by itself is no part of its text.
		r.office.inHeading = true
	case a == atom.Th:
	case mayStayOpen(a):
		r.block = l
		r.looks.push(l)
	default:
		r.looks.open(a, l)
	}
	r.tell()
}

// closeBlock takes the end tag of a block.
func (r *foreignReader) closeBlock(a atom.Atom) {
	r.endBlock()
	if a != atom.P {
		r.endOfficeQuote()
	}
	r.looks.close(a)
	r.tell()
	if a == atom.Table {
		r.closeTable()
		return
	}
	r.next.close(a)
}

// endBlock ends what holds for one block only.
func (r *foreignReader) endBlock() {
	r.endOffice()
	r.inParagraph, r.breaks = false, 0
	r.looks.pop(r.block)
	r.block = look{}
	r.tell()
}

// lineBreak passes a line break on. A second one in text that is in no
// paragraph is how a paragraph ends there: mail has no other.
func (r *foreignReader) lineBreak(t html.Token) {
	switch {
	case strings.Contains(attribute(t, "style"), "page-break") || attribute(t, "class") == "Apple-interchange-newline":
		return
	case attribute(t, "role") == "presentation":
		// The end of a line as a PDF shows it. The sentence goes on.
		r.next.text(" ")
		return
	}
	r.breaks++
	if r.breaks > 1 && !r.inParagraph && r.next.isLoose() {
		r.next.open(startTag(atom.Div))
		return
	}
	r.next.open(t)
}

// openTable takes the start of a table. One that only arranges a page is none;
// inside of another table there is no telling.
func (r *foreignReader) openTable(t html.Token) {
	role := attribute(t, "role")
	layout := r.next.table == nil && (role == "presentation" || role == "none")
	r.layouts = append(r.layouts, layout)
	if layout {
		return
	}
	inTable := r.next.table != nil
	r.next.open(t)
	if !inTable && r.next.table != nil {
		// A table has marks of its own, whatever is open around it.
		r.outer.looks, r.outer.told = r.looks, r.told
		r.looks, r.told = looks{}, 0
	}
}

// closeTable takes the end of a table.
func (r *foreignReader) closeTable() {
	last := len(r.layouts) - 1
	layout := last >= 0 && r.layouts[last]
	r.layouts = r.layouts[:max(last, 0)]
	if layout {
		return
	}
	inTable := r.next.table != nil
	r.next.close(atom.Table)
	if inTable && r.next.table == nil {
		r.looks, r.told = r.outer.looks, r.outer.told
	}
}

// finish ends whatever is still open.
func (r *foreignReader) finish() {
	r.endBlock()
	r.endOfficeQuote()
	r.next.finish()
}

// withoutLayout drops the characters that say where a line may break, and
// those that set words of another direction apart.
func withoutLayout(r rune) rune {
	switch r {
	case '\u00AD', '\u200B', '\u2060', '\u2066', '\u2067', '\u2068', '\u2069':
		return -1
	}
	return r
}

// isVoid reports whether an element has no content: it never ends, or its end
// is not told.
func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Iframe, atom.Img, atom.Input, atom.Link,
		atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// mayStayOpen reports whether an element may do without its end tag.
func mayStayOpen(a atom.Atom) bool {
	switch a {
	case atom.Body, atom.Dd, atom.Dt, atom.Head, atom.Html, atom.Li, atom.P, atom.Tbody, atom.Td, atom.Tfoot,
		atom.Thead, atom.Tr:
		return true
	}
	return false
}
