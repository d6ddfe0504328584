package text

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// reader receives the tokens of a piece of HTML that are worth reading.
type reader interface {
	text(s string)
	open(t html.Token)
	close(a atom.Atom)
}

// commentReader is a reader that learns from comments, too.
type commentReader interface {
	reader
	comment(s string)
}

// scan reads src and hands its tokens to r, leaving out elements that are
// dropped with their content, and comments where r does not ask for them. Of a
// frame it hands on the start tag alone: that says what was to be seen there.
//
// It works on tokens, not on a tree: what is built from them is flat anyway,
// and the time and depth of a tree can be driven up by hostile nesting.
func scan(src string, r reader) {
	z := html.NewTokenizer(strings.NewReader(src))
	comments, _ := r.(commentReader)
	var hidden skipped
	for {
		switch z.Next() {
		case html.ErrorToken:
			return // a string ends, it cannot fail
		case html.TextToken:
			if hidden.depth == 0 {
				r.text(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			if t := z.Token(); !hidden.open(t) || hidden.isNewFrame() {
				r.open(t)
			}
		case html.EndTagToken:
			if t := z.Token(); !hidden.close(t) {
				r.close(t.DataAtom)
			}
		case html.CommentToken:
			if comments != nil && hidden.depth == 0 {
				comments.comment(string(z.Text()))
			}
		case html.DoctypeToken:
		}
	}
}

// skipped is the element being dropped with its content, if any. Only tags of
// its own name are counted, so that the end is found whatever is inside.
type skipped struct {
	name  string
	depth int
}

// open reports whether the tag is dropped.
func (s *skipped) open(t html.Token) bool {
	if s.depth > 0 {
		if t.Data == s.name {
			s.depth++
		}
		return true
	}
	if !isDropped(t) {
		return false
	}
	// Only elements of foreign content can close themselves.
	foreign := t.DataAtom == atom.Svg || t.DataAtom == atom.Math
	if !foreign || t.Type != html.SelfClosingTagToken {
		*s = skipped{name: t.Data, depth: 1}
	}
	return true
}

// isNewFrame reports whether the tag that was dropped is of a frame, and not
// of something inside.
func (s *skipped) isNewFrame() bool { return s.name == atom.Iframe.String() && s.depth == 1 }

// close reports whether the end tag is dropped.
func (s *skipped) close(t html.Token) bool {
	if s.depth == 0 {
		return isDropped(t)
	}
	if t.Data == s.name {
		s.depth--
	}
	return true
}

// isDropped reports whether an element goes with its content: what it holds is
// not text of the story.
func isDropped(t html.Token) bool {
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Template, atom.Svg, atom.Math, atom.Iframe, atom.Object, atom.Applet,
		atom.Noscript, atom.Noembed, atom.Noframes, atom.Frameset, atom.Title, atom.Textarea, atom.Select,
		atom.Button, atom.Datalist, atom.Audio, atom.Video, atom.Canvas, atom.Plaintext, atom.Xmp:
		return true
	}
	// What an office program notes for itself, where HTML has no such element.
	return t.Data == "xml"
}

// isBlockLevel reports whether an element begins and ends a line of its own.
func isBlockLevel(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd,
		atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure,
		atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head, atom.Header,
		atom.Hgroup, atom.Hr, atom.Html, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.P,
		atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead,
		atom.Tr, atom.Ul:
		return true
	}
	return false
}

// attribute returns the value of a tag's attribute, or "".
func attribute(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
