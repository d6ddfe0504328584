package text

import "strings"

// element names the elements a mark can become.
type element uint8

// The elements, outermost first where several begin and end together.
const (
	noElement element = iota
	elA
	elSpan
	elStrong
	elEm
	elS
	elSub
	elSup
	elCode
	endOfElements
)

// name returns the element's name in HTML.
func (e element) name() string {
	return [...]string{"", "a", "span", "strong", "em", "s", "sub", "sup", "code"}[e]
}

// style returns the style the element stands for, or 0 for a link and a span.
func (e element) style() style {
	return [...]style{0, 0, 0, strong, em, strike, sub, sup, code}[e]
}

// in reports whether the element is among the marks.
func (e element) in(m marks) bool {
	switch e {
	case elA:
		return m.href != ""
	case elSpan:
		return m.lang != ""
	default:
		return m.style&e.style() != 0
	}
}

// remove returns the marks without the element.
func (e element) remove(m marks) marks {
	switch e {
	case elA:
		m.href = ""
	case elSpan:
		m.lang = ""
	default:
		m.style &^= e.style()
	}
	return m
}

// value returns the value that the element has in the marks.
func (e element) value(m marks) string {
	switch e {
	case elA:
		return m.href
	case elSpan:
		return m.lang
	default:
		return ""
	}
}

// sameIn reports whether both marks have the element, with the same value.
func (e element) sameIn(m, n marks) bool {
	switch e {
	case elA:
		return m.href != "" && m.href == n.href
	case elSpan:
		return m.lang != "" && m.lang == n.lang
	default:
		return m.style&n.style&e.style() != 0
	}
}

// node is a text, or an element with children. An element is never inside
// itself, so trees are shallow.
type node struct {
	text     string
	element  element
	value    string // the href of a link, the lang of a span
	children []node
}

// nest makes a tree of runs: the mark that reaches furthest is outermost.
func nest(runs []run) []node {
	var nodes []node
	for i := 0; i < len(runs); {
		e, end := widest(runs, i)
		if e == noElement {
			nodes = append(nodes, node{text: runs[i].text})
			i++
			continue
		}
		inner := make([]run, 0, end-i)
		for _, r := range runs[i:end] {
			inner = append(inner, run{r.text, e.remove(r.marks)})
		}
		nodes = append(nodes, node{element: e, value: e.value(runs[i].marks), children: nest(inner)})
		i = end
	}
	return nodes
}

// widest returns the element of run i that reaches furthest, and where it ends.
func widest(runs []run, i int) (element, int) {
	best, bestEnd := noElement, i
	for e := elA; e < endOfElements; e++ {
		if !e.in(runs[i].marks) {
			continue
		}
		end := i + 1
		for end < len(runs) && e.sameIn(runs[i].marks, runs[end].marks) {
			end++
		}
		if end > bestEnd {
			best, bestEnd = e, end
		}
	}
	return best, bestEnd
}

// inlineHTML writes runs as HTML.
func inlineHTML(runs []run) string {
	var b strings.Builder
	writeNodes(&b, nest(runs), func(href string) string { return ` href="` + escapeAttribute(href) + `"` })
	return b.String()
}

// writeNodes writes nodes as HTML; link gives the attributes of a link.
func writeNodes(b *strings.Builder, nodes []node, link func(href string) string) {
	for _, n := range nodes {
		if n.element == noElement {
			b.WriteString(strings.ReplaceAll(escapeText(n.text), "\n", "<br>"))
			continue
		}
		b.WriteString("<" + n.element.name())
		switch n.element {
		case elA:
			b.WriteString(link(n.value))
		case elSpan:
			b.WriteString(` lang="` + escapeAttribute(n.value) + `"`)
		default:
		}
		b.WriteString(">")
		writeNodes(b, n.children, link)
		b.WriteString("</" + n.element.name() + ">")
	}
}

// escapeText escapes what text must not hold between tags.
func escapeText(s string) string {
	if !strings.ContainsAny(s, "&<>") {
		return s
	}
	return strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)
}

// escapeAttribute escapes a value for an attribute in double quotes.
func escapeAttribute(s string) string {
	return strings.ReplaceAll(escapeText(s), `"`, "&quot;")
}
