package text

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/qalam-cms/qalam/models"
)

// ToMarkdown writes Markdown of which FromMarkdown makes the same blocks:
// their kinds, texts and other fields, but not their keys. Blocks that show
// nothing or are omitted are left out.
//
// It is Markdown for people: only what would be read as markup is escaped, and
// HTML stands where Markdown has no sign, or where its signs would not be read
// as meant.
func ToMarkdown(body models.Body) string {
	var b strings.Builder
	blocks := shown(body)
	number := 0
	for i := range blocks {
		kind := blocks[i].Kind
		sameList := i > 0 && isListItem(kind) && blocks[i-1].Kind == kind
		if i > 0 && !sameList {
			b.WriteString("\n")
		}
		if number++; !sameList {
			number = 1
		}
		b.WriteString(blockMarkdown(&blocks[i], number))
		b.WriteString("\n")
	}
	return b.String()
}

// blockMarkdown writes one clean block without the end of its last line;
// number is its place in its list.
func blockMarkdown(b *models.Block, number int) string {
	switch b.Kind {
	case models.Heading2:
		return "## " + headingMarkdown(b.Text)
	case models.Heading3:
		return "### " + headingMarkdown(b.Text)
	case models.Heading4:
		return "#### " + headingMarkdown(b.Text)
	case models.Quote:
		return quoteMarkdown(b)
	case models.Bullet:
		return indent("- ", linesMarkdown(b.Text))
	case models.Number:
		return indent(strconv.Itoa(number)+". ", linesMarkdown(b.Text))
	case models.Image:
		return imageMarkdown(b)
	case models.Embed:
		return "<" + b.URL + ">"
	case models.Table:
		return tableMarkdown(b.Text)
	case models.Rule:
		// Not ---, which at the top of a file would begin its front matter.
		return "***"
	default:
		return linesMarkdown(b.Text)
	}
}

// linesMarkdown writes a fragment that may have several lines.
func linesMarkdown(fragment string) string {
	w := markdownWriter{lines: true}
	return w.fragment(parseInline(fragment))
}

// headingMarkdown writes a fragment on one line, at whose end number signs
// would be taken for decoration.
func headingMarkdown(fragment string) string {
	var w markdownWriter
	s := w.fragment(parseInline(fragment))
	if before, ok := strings.CutSuffix(s, "#"); ok {
		return before + `\#`
	}
	return s
}

// indent puts a marker before text and aligns its further lines with it.
func indent(marker, text string) string {
	return marker + strings.ReplaceAll(text, "\n", "\n"+strings.Repeat(" ", len(marker)))
}

// quoteMarkdown writes a quotation. Its source is a last line with a dash,
// unless a dash would mean something else there.
func quoteMarkdown(b *models.Block) string {
	text := linesMarkdown(b.Text)
	if b.Source != "" {
		source := []run{{text: b.Source}}
		dialogue := false
		for _, line := range lines(parseInline(b.Text)) {
			dialogue = dialogue || beginsWithDash(line)
		}
		var w markdownWriter
		if dialogue {
			text += "\n<cite>" + w.fragment(source) + "</cite>"
		} else {
			text += "\n— " + w.fragment(source)
		}
	}
	return "> " + strings.ReplaceAll(text, "\n", "\n> ")
}

// imageMarkdown writes an image with its caption as the title. A caption with
// markup needs HTML.
func imageMarkdown(b *models.Block) string {
	caption := parseInline(b.Text)
	if len(caption) > 1 || len(caption) == 1 && (caption[0].marks != marks{} || strings.Contains(caption[0].text, "\n")) {
		return `<figure><img src="` + escapeAttribute(b.URL) + `" alt="` + escapeAttribute(b.Alt) + `"><figcaption>` +
			b.Text + "</figcaption></figure>"
	}
	w := markdownWriter{inLink: true}
	s := "![" + w.fragment([]run{{text: b.Alt}}) + "](" + markdownURL(b.URL)
	if len(caption) > 0 {
		s += ` "` + markdownTitle(caption[0].text) + `"`
	}
	return s + ")"
}

// markdownURL writes the address of a link or image. It has no spaces and no
// angle brackets, for those are encoded.
func markdownURL(url string) string {
	url = escapeEntities(url)
	if strings.ContainsAny(url, `()\`) {
		return "<" + url + ">"
	}
	return url
}

// markdownTitle writes text between the quotation marks of a title.
func markdownTitle(s string) string {
	return escapeEntities(strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(s))
}

// tableMarkdown writes a table. Markdown knows one row of headers, and rows of
// equal length; other tables are written in HTML.
func tableMarkdown(text string) string {
	rows := parseTable(text)
	header, body, ok := splitHeader(rows)
	if !ok {
		return "<table>\n" + strings.ReplaceAll(text, "</tr><tr>", "</tr>\n<tr>") + "\n</table>"
	}
	var b strings.Builder
	writeRow(&b, header)
	b.WriteString("\n|" + strings.Repeat(" --- |", len(header)))
	for _, row := range body {
		b.WriteString("\n")
		writeRow(&b, row)
	}
	return b.String()
}

// splitHeader cuts off the row of headers, which is empty in a table that has
// none, and reports whether the table is one that Markdown can say.
func splitHeader(rows [][]cell) (header []cell, body [][]cell, ok bool) {
	if len(rows) == 0 {
		return nil, nil, false
	}
	header, body = make([]cell, len(rows[0])), rows
	if isHeaderRow(rows[0]) {
		header, body = rows[0], rows[1:]
	}
	for _, row := range body {
		if len(row) != len(header) {
			return nil, nil, false
		}
		for _, c := range row {
			if c.header {
				return nil, nil, false
			}
		}
	}
	return header, body, true
}

func writeRow(b *strings.Builder, row []cell) {
	b.WriteString("|")
	for _, c := range row {
		w := markdownWriter{inTable: true}
		b.WriteString(" " + w.fragment(c.runs) + " |")
	}
}

// markdownWriter writes runs as Markdown.
type markdownWriter struct {
	lines   bool // line breaks may be line ends
	inTable bool
	inLink  bool // between the brackets of a link or an image
}

// fragment writes runs.
func (w *markdownWriter) fragment(runs []run) string {
	before := ' '
	if w.lines {
		before = '\n'
	}
	return w.nodes(nest(runs), before, 0)
}

// nodes writes nodes that stand between two characters: before is a newline at
// the beginning of a line, after is 0 at the end.
func (w *markdownWriter) nodes(nodes []node, before, after rune) string {
	var b strings.Builder
	for i := range nodes {
		next := after
		if i+1 < len(nodes) {
			next = w.firstOf(&nodes[i+1])
		}
		s := w.node(&nodes[i], before, next)
		b.WriteString(s)
		if s != "" {
			before = lastRune(s)
		}
	}
	return b.String()
}

// firstOf returns a character like the one that a node will begin with. That
// of an element is always a sign, and which one it is matters only as far as it
// may be an asterisk.
func (w *markdownWriter) firstOf(n *node) rune {
	switch n.element {
	case noElement:
		return firstRune(n.text)
	case elStrong, elEm:
		return '*'
	case elS:
		return '~'
	case elA:
		return '['
	case elCode:
		return '`'
	default:
		return '<'
	}
}

func (w *markdownWriter) node(n *node, before, after rune) string {
	switch n.element {
	case noElement:
		return w.text(n.text, before, after)
	case elA:
		w.inLink = true
		inner := w.nodes(n.children, '[', ']')
		w.inLink = false
		return "[" + inner + "](" + markdownURL(n.value) + ")"
	case elCode:
		if s, ok := w.code(n, before); ok {
			return s
		}
	case elStrong, elEm, elS:
		if s, ok := w.delimited(n, before, after); ok {
			return s
		}
	default:
	}
	open := "<" + n.element.name()
	if n.element == elSpan {
		open += ` lang="` + escapeAttribute(n.value) + `"`
	}
	return open + ">" + w.nodes(n.children, '>', '<') + "</" + n.element.name() + ">"
}

// code writes code between backticks. What has markup inside needs HTML, and
// so do the signs that Markdown reads before it looks for backticks: the pipe
// of a table and the end of a link definition's label.
func (w *markdownWriter) code(n *node, before rune) (string, bool) {
	text := n.children[0].text
	if len(n.children) > 1 || text == "" || before == '`' ||
		strings.Contains(text, "\n") || strings.Contains(text, "]:") || w.inTable && strings.Contains(text, "|") {
		return "", false
	}
	longest, length := 0, 0
	for _, r := range text {
		if length++; r != '`' {
			length = 0
		}
		longest = max(longest, length)
	}
	fence := strings.Repeat("`", longest+1)
	if text[0] == '`' || text[len(text)-1] == '`' {
		text = " " + text + " "
	}
	return fence + text + fence, true
}

// delimited writes strong, em and s between asterisks and tildes, if they
// would be read as such there.
func (w *markdownWriter) delimited(n *node, before, after rune) (string, bool) {
	delimiter := map[element]string{elStrong: "**", elEm: "*", elS: "~~"}[n.element]
	children := n.children
	// Text that is both begins and ends with three asterisks.
	if n.element == elStrong && len(children) == 1 && children[0].element == elEm {
		delimiter, children = "***", children[0].children
	}
	sign := firstRune(delimiter)
	if before == sign || after == sign {
		return "", false
	}
	inner := w.nodes(children, sign, sign)
	if !flanks(before, firstRune(inner)) || !flanks(after, lastRune(inner)) {
		return "", false
	}
	return delimiter + inner + delimiter, true
}

// flanks reports whether a delimiter between outside and inside will be read
// as turned to the inside (CommonMark, left- and right-flanking delimiter
// runs). Where the rules are open to interpretation it says no.
func flanks(outside, inside rune) bool {
	if unicode.IsLetter(inside) || unicode.IsDigit(inside) {
		return true
	}
	if inside == 0 || unicode.IsSpace(inside) || inside == '*' || inside == '~' {
		return false
	}
	return outside == 0 || outside == ' ' || outside == '\n' || unicode.IsPunct(outside)
}
