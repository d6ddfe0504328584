package text

import (
	"regexp"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// officeLook is what only the styles of office programs say.
type officeLook struct {
	item    bool // the paragraph is an item of a list
	marker  bool // it is what the item begins with: a dot or a number
	comment bool // it is a comment of an editor, or the list of them
	filler  bool // no-break spaces are plain ones
	any     bool // it says anything at all
}

// declare takes in one declaration of a style.
func (o *officeLook) declare(property, value string) {
	o.any = o.any || strings.HasPrefix(property, "mso-")
	switch property {
	case "mso-list":
		o.marker = value == "ignore"
		o.item = !o.marker && value != "none" && value != "skip" && value != ""
	case "mso-element":
		o.comment = value == "comment" || value == "comment-list"
	case "mso-spacerun", "mso-tab-count":
		o.filler = value != "no"
	}
}

// isOffice reports whether a tag is as only word processors write it: Word, in
// a browser too, and LibreOffice.
func isOffice(t html.Token, l *look) bool {
	return l.office.any || l.hasPrefix("Mso") || l.has("TextRun") || l.has("OutlineElement") ||
		t.DataAtom == atom.Meta && strings.HasPrefix(attribute(t, "content"), "LibreOffice")
}

// officeParagraph is the state of the paragraph being read, as Word writes it.
// Items of its lists are paragraphs with the marker in front of the text, so
// what list they are of is known only when the marker has been read.
type officeParagraph struct {
	heading   atom.Atom // that the paragraph is, by its class or role
	inHeading bool
	pending   atom.Atom // the list whose item begins with the next word
	list      atom.Atom // the list whose item is open
	quote     bool      // a quotation of several paragraphs is open
	marker    marker
}

// marker is the beginning of a list item that is being read.
type marker struct {
	on    bool
	spans int // open inside, its own one included; 0 if a comment began it
	text  strings.Builder
}

// beginMarker begins to read a marker.
func (o *officeParagraph) beginMarker(spans int) { o.marker = marker{on: true, spans: spans} }

// markerText takes text inside a marker, and reports whether it is there.
func (o *officeParagraph) markerText(s string) bool {
	if o.marker.on {
		o.marker.text.WriteString(s)
	}
	return o.marker.on
}

// openInMarker takes a start tag inside a marker, and reports whether it is
// there. A marker reaches no further than its paragraph.
func (o *officeParagraph) openInMarker(t html.Token) bool {
	if !o.marker.on || isBlockLevel(t.DataAtom) {
		return false
	}
	if o.marker.spans > 0 && t.DataAtom == atom.Span {
		o.marker.spans++
	}
	return true
}

// closeInMarker takes an end tag inside a marker, and reports whether it ends
// the marker.
func (o *officeParagraph) closeInMarker(a atom.Atom) bool {
	if !o.marker.on || o.marker.spans == 0 || a != atom.Span {
		return false
	}
	o.marker.spans--
	return o.marker.spans == 0
}

// comment reads the conditions that Word puts around markers. Where the
// condition is a comment as a whole, so is the marker inside.
func (r *foreignReader) comment(s string) {
	if r.skip.depth > 0 {
		return
	}
	rest, begins := strings.CutPrefix(s, "[if !supportLists]")
	switch {
	case begins:
		r.office.beginMarker(0)
		if inside, ok := strings.CutPrefix(rest, ">"); ok && inside != "" {
			inside, _, _ = strings.Cut(inside, "<![endif]")
			r.office.markerText(Plain(inside))
			r.endMarker()
		}
	case strings.HasPrefix(s, "[endif]") && r.office.marker.on && r.office.marker.spans == 0:
		r.endMarker()
	}
}

// numberMarker is what the items of a numbered list begin with.
var numberMarker = regexp.MustCompile(`^\(?(\d+([.-]\d+)*[.)]*|\p{L}{1,5}[.)])$`)

// endMarker makes of a marker the list that it is of. Headings have no lists:
// there the number stays a part of the text.
func (r *foreignReader) endMarker() {
	s := strings.TrimSpace(r.office.marker.text.String())
	r.office.marker = marker{}
	isNumber := numberMarker.MatchString(s)
	switch {
	case r.office.inHeading:
		if isNumber {
			r.next.text(s + " ")
		}
	case isNumber:
		r.office.pending = atom.Ol
	default:
		r.office.pending = atom.Ul
	}
}

// openParagraph takes the start of a paragraph, which an office program may
// mean as a heading, a quotation or an item of a list.
func (r *foreignReader) openParagraph(t html.Token, l *look) {
	switch {
	case l.office.item || l.hasPrefix("MsoListBullet"):
		r.office.pending = atom.Ul
	case l.hasPrefix("MsoListNumber"):
		r.office.pending = atom.Ol
	case isOfficeQuote(t, l) && !r.office.quote:
		r.office.quote = true
		r.next.open(startTag(atom.Blockquote))
	}
	if r.office.heading = officeHeading(t, l); r.office.heading != 0 {
		r.office.inHeading = true
		r.next.open(startTag(r.office.heading))
		return
	}
	r.inParagraph = true
	r.next.open(t)
}

// isOfficeQuote reports whether a paragraph has the style of quotations.
func isOfficeQuote(t html.Token, l *look) bool {
	return t.DataAtom == atom.P && (l.hasPrefix("MsoQuote") || l.hasPrefix("MsoIntenseQuote"))
}

// officeHeading returns the heading that a paragraph is, or 0.
func officeHeading(t html.Token, l *look) atom.Atom {
	level := ""
	if attribute(t, "role") == "heading" {
		level = attribute(t, "aria-level")
	} else {
		i := -1
		for j, c := range l.classes {
			if c == "MsoTitle" || strings.HasPrefix(c, "MsoHeading") {
				i = j
			}
		}
		if i < 0 {
			return 0
		}
		level = strings.TrimPrefix(l.classes[i], "MsoHeading")
	}
	switch level {
	case "3":
		return atom.H3
	case "4", "5", "6", "7", "8", "9":
		return atom.H4
	}
	return atom.H2
}

// beginOffice begins the item whose first word has come, and ends a quotation
// that is over.
func (r *foreignReader) beginOffice() {
	if r.office.quote && !r.inParagraph {
		r.endOfficeQuote()
	}
	if r.office.pending == 0 || r.office.list != 0 {
		return
	}
	r.office.list = r.office.pending
	r.next.open(startTag(r.office.list))
	r.next.open(startTag(atom.Li))
}

// endOffice ends what a paragraph has begun.
func (r *foreignReader) endOffice() {
	o := &r.office
	if o.list != 0 {
		r.next.close(atom.Li)
		r.next.close(o.list)
	}
	if o.heading != 0 {
		r.next.close(o.heading)
	}
	*o = officeParagraph{quote: o.quote}
}

// endOfficeQuote ends a quotation of several paragraphs.
func (r *foreignReader) endOfficeQuote() {
	if r.office.quote {
		r.office.quote = false
		r.next.close(atom.Blockquote)
	}
}
