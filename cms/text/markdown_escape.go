package text

import (
	"regexp"
	"strings"
	"unicode"
)

// entityShape is what a parser might take for a character reference.
var entityShape = regexp.MustCompile(`&(#[0-9]|#[xX][0-9A-Fa-f]|[A-Za-z][A-Za-z0-9]*;)`)

// maxEntity is more than the length of the longest character reference.
const maxEntity = 40

// beginsEntity reports whether a parser might read a character reference at
// the beginning of s.
func beginsEntity(s []rune) bool {
	if s[0] != '&' {
		return false
	}
	at := entityShape.FindStringIndex(string(s[:min(len(s), maxEntity)]))
	return at != nil && at[0] == 0
}

// escapeEntities escapes the ampersands that would be read as character
// references. Others, as in R&D, stay.
func escapeEntities(s string) string {
	return entityShape.ReplaceAllStringFunc(s, func(ref string) string { return "&amp;" + ref[1:] })
}

// text writes text so that it is read as text: before and after are the
// characters around it.
func (w *markdownWriter) text(s string, before, after rune) string {
	var b strings.Builder
	all := strings.Split(s, "\n")
	for i, line := range all {
		if i > 0 {
			before = w.lineBreak(&b, line == "" && i+1 < len(all))
		}
		w.line(&b, line, before, after)
	}
	return b.String()
}

// lineBreak writes a line break and returns the character before the next
// line. A break beside another one, or after a backslash, is HTML, so that it
// neither ends the paragraph nor escapes the backslash.
func (w *markdownWriter) lineBreak(b *strings.Builder, emptyLine bool) rune {
	before := b.String()
	if !w.lines || emptyLine || strings.HasSuffix(before, "<br>") || strings.HasSuffix(before, `\`) {
		b.WriteString("<br>")
		return '>'
	}
	b.WriteString("\\\n")
	return '\n'
}

// line writes text without line breaks.
func (w *markdownWriter) line(b *strings.Builder, line string, before, after rune) {
	runes := []rune(line)
	start := 0
	if before == '\n' {
		start = lineStart(b, runes)
	}
	for i := start; i < len(runes); i++ {
		prev, next := before, after
		if i > 0 {
			prev = runes[i-1]
		}
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		if w.needsEscape(runes[i], prev, next, i+1 == len(runes)) || beginsEntity(runes[i:]) {
			b.WriteByte('\\')
		}
		b.WriteRune(runes[i])
	}
}

// needsEscape reports whether a character might be read as markup between its
// neighbours. At the end of the text the next character belongs to markup, or
// is 0.
func (w *markdownWriter) needsEscape(c, prev, next rune, atEnd bool) bool {
	switch c {
	case '\\', '`', '*', '~':
		return true
	case '_':
		return !isWordRune(prev) || !isWordRune(next)
	case '[':
		return w.inLink
	case ']':
		// Nothing but a link or its definition makes anything of brackets.
		return w.inLink || strings.ContainsRune("([:", next) || atEnd && next != 0
	case '!':
		return next == '['
	case '<':
		// Before anything else it may begin a tag or an address.
		return atEnd || next != ' '
	case '|':
		return w.inTable
	}
	return false
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// lineStart writes the beginning of a line, escaped where it would be read as
// that of a block, and returns how much of it is written.
func lineStart(b *strings.Builder, line []rune) int {
	if len(line) == 0 {
		return 0
	}
	digits := 0
	for digits < len(line) && '0' <= line[digits] && line[digits] <= '9' {
		digits++
	}
	switch {
	case digits > 0:
		if digits == len(line) || line[digits] != '.' && line[digits] != ')' ||
			digits+1 < len(line) && line[digits+1] != ' ' {
			return 0
		}
		b.WriteString(string(line[:digits]) + `\` + string(line[digits]))
		return digits + 1
	case strings.ContainsRune("-+=:", line[0]) && len(line) > 1 && isWordRune(line[1]):
		return 0
	case strings.ContainsRune("-+=:#>|", line[0]):
		b.WriteString(`\` + string(line[0]))
		return 1
	}
	return 0
}
