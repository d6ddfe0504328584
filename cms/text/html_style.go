package text

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// look is what a start tag says about the text inside, by its name, classes
// and styles together.
type look struct {
	on, off style // marks that the text gets, and that it gets rid of
	lines   lineRule
	filler  bool // no-break spaces are plain ones
	hidden  bool // nobody was to see it
	wraps   bool // long lines go on in the next one
	office  officeLook
	classes []string
}

// lineRule says whether line breaks in the source are line breaks.
type lineRule uint8

// What white-space can say about line breaks.
const (
	linesInherit lineRule = iota
	linesFold
	linesKeep
)

// lookOf reads the look of a start tag. Whatever gives an element its look by
// itself is kept unless its style takes just that back, as Google Docs does
// with the b around all that it copies.
func lookOf(t html.Token) look {
	var l look
	l.classes = strings.Fields(attribute(t, "class"))
	for declaration := range strings.SplitSeq(attribute(t, "style"), ";") {
		property, value, ok := strings.Cut(declaration, ":")
		if !ok {
			continue
		}
		value, _, _ = strings.Cut(value, "!")
		property, value = strings.ToLower(strings.TrimSpace(property)), strings.ToLower(strings.TrimSpace(value))
		l.declare(property, value)
		l.office.declare(property, value)
	}
	if s, ok := styleOf(t.DataAtom); ok {
		l.on |= s &^ l.off
		l.off &^= s
	}
	if slices.ContainsFunc(l.classes, func(c string) bool {
		return c == "MsoFootnoteReference" || c == "MsoEndnoteReference"
	}) {
		l.on |= sup
	}
	l.filler = l.filler || l.office.filler || l.has("Apple-converted-space")
	l.hidden = l.hidden || attribute(t, "aria-hidden") == "true" || hasAttribute(t, "hidden")
	return l
}

// has reports whether the tag has a class.
func (l *look) has(class string) bool { return slices.Contains(l.classes, class) }

// hasPrefix reports whether the tag has a class that begins so.
func (l *look) hasPrefix(prefix string) bool {
	return slices.ContainsFunc(l.classes, func(c string) bool { return strings.HasPrefix(c, prefix) })
}

// declare takes in one declaration of a style.
func (l *look) declare(property, value string) {
	switch property {
	case "font-weight":
		l.mark(strong, isBold(value), value == "normal" || value == "lighter" || isNumber(value))
	case "font-style":
		l.mark(em, value == "italic" || strings.HasPrefix(value, "oblique"), value == "normal")
	case "text-decoration", "text-decoration-line":
		l.mark(strike, slices.Contains(strings.Fields(value), "line-through"), false)
	case "vertical-align":
		l.mark(sup, value == "super", value == "baseline")
		l.mark(sub, value == "sub", value == "baseline")
	case "white-space":
		l.lines = linesFold
		if strings.HasPrefix(value, "pre") || value == "break-spaces" {
			l.lines = linesKeep
		}
	case "white-space-collapse":
		l.lines = linesFold
		if strings.HasPrefix(value, "preserve") {
			l.lines = linesKeep
		}
	case "word-wrap", "overflow-wrap":
		l.wraps = value == "break-word"
	case "display":
		l.hidden = l.hidden || value == "none"
	case "mso-hide":
		l.hidden = l.hidden || value == "all"
	}
}

// mark gives a mark, takes it back, or leaves it as it is.
func (l *look) mark(s style, on, off bool) {
	switch {
	case on:
		l.on, l.off = l.on|s, l.off&^s
	case off:
		l.on, l.off = l.on&^s, l.off|s
	}
}

// isBold reports whether a font-weight is that of bold text.
func isBold(weight string) bool {
	n, err := strconv.Atoi(weight)
	return weight == "bold" || weight == "bolder" || err == nil && n >= 600
}

func isNumber(s string) bool {
	_, err := strconv.Atoi(s)
	return err == nil
}

// hasAttribute reports whether a tag has an attribute, empty or not.
func hasAttribute(t html.Token, key string) bool {
	return slices.ContainsFunc(t.Attr, func(a html.Attribute) bool { return a.Key == key })
}

// isLaidOut reports whether a tag is as the function HTML never writes one: it
// is from a program or a page where text has a look.
func isLaidOut(t html.Token, l *look) bool {
	switch t.DataAtom {
	case atom.B, atom.I, atom.U, atom.Font, atom.Center:
		return true
	}
	if hasAttribute(t, "style") || hasAttribute(t, "id") {
		return true
	}
	return slices.ContainsFunc(l.classes, func(c string) bool {
		return c != embedClass && c != "quote" && c != "image" && c != "table-scroll"
	})
}

// looks are the looks in force at a point of the token stream. As in format,
// tags need not be nested properly: each element, and each mark, is counted by
// itself.
type looks struct {
	elements map[atom.Atom][]look
	marks    [8][]bool // by style: given or taken back, the innermost last
	lines    []lineRule
	fillers  int
}

// push puts a look in force.
func (k *looks) push(l look) {
	for i := range k.marks {
		if bit := style(1) << i; (l.on|l.off)&bit != 0 {
			k.marks[i] = append(k.marks[i], l.on&bit != 0)
		}
	}
	if l.lines != linesInherit {
		k.lines = append(k.lines, l.lines)
	}
	if l.filler {
		k.fillers++
	}
}

// pop takes a look back.
func (k *looks) pop(l look) {
	for i := range k.marks {
		if n := len(k.marks[i]); (l.on|l.off)&(1<<i) != 0 && n > 0 {
			k.marks[i] = k.marks[i][:n-1]
		}
	}
	if n := len(k.lines); l.lines != linesInherit && n > 0 {
		k.lines = k.lines[:n-1]
	}
	if l.filler {
		k.fillers--
	}
}

// open puts the look of an element in force until close.
func (k *looks) open(a atom.Atom, l look) {
	if k.elements == nil {
		k.elements = make(map[atom.Atom][]look)
	}
	k.elements[a] = append(k.elements[a], l)
	k.push(l)
}

// close takes back the look of the innermost element of that name.
func (k *looks) close(a atom.Atom) {
	open := k.elements[a]
	if len(open) == 0 {
		return
	}
	k.elements[a] = open[:len(open)-1]
	k.pop(open[len(open)-1])
}

// styles returns the marks in force.
func (k *looks) styles() style {
	var s style
	for i, stack := range k.marks {
		if n := len(stack); n > 0 && stack[n-1] {
			s |= 1 << i
		}
	}
	return s
}

// keepsLines reports whether line breaks in the source count.
func (k *looks) keepsLines() bool {
	n := len(k.lines)
	return n > 0 && k.lines[n-1] == linesKeep
}

// isPlainText reports whether preformatted text is what a browser or a mail
// program makes of plain text: unlike code, it goes on in the next line.
func isPlainText(l *look) bool { return l.wraps && l.lines == linesKeep || l.has("moz-quote-pre") }
