package text

import (
	"slices"
	"strings"
)

// splitSource finds the words that say whose a quotation is: what was marked
// as the credit at its end, or else a last line that begins with a dash. Where
// other lines begin with a dash too, it is a dialogue and has no source.
func splitSource(runs []run) (quote []run, source string) {
	if quote, source = splitCredit(runs); source != "" {
		return quote, source
	}
	before, last, ok := cutLastLine(quote)
	if !ok || !beginsWithDash(lines(last)[0]) || slices.ContainsFunc(lines(before), beginsWithDash) {
		return quote, ""
	}
	if source = trimDash(plainRuns(last)); source == "" {
		return quote, ""
	}
	return before, source
}

// splitCredit cuts off the credit at the end. Credit elsewhere is text.
func splitCredit(runs []run) (quote []run, source string) {
	at := len(runs)
	for at > 0 && runs[at-1].marks.style&credit != 0 {
		at--
	}
	source = trimDash(plainRuns(runs[at:]))
	if at == 0 || source == "" {
		return withoutCredit(runs), ""
	}
	return trimRuns(withoutCredit(runs[:at])), source
}

// lines returns the lines of runs as plain text.
func lines(runs []run) []string { return strings.Split(joinText(runs), "\n") }

// isDash reports whether r is a dash that people put before a name.
func isDash(r rune) bool { return r == '—' || r == '–' || r == '―' }

// beginsWithDash reports whether a line begins with a dash and a space.
func beginsWithDash(line string) bool {
	rest := strings.TrimLeftFunc(line, isDash)
	return rest != line && (strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\u00A0"))
}

// trimDash takes the dash off a source, and what is no beginning of a name
// once the dash is gone.
func trimDash(s string) string {
	return strings.TrimLeftFunc(s, func(r rune) bool {
		return isDash(r) || r == ' ' || r == '\u00A0' || r == loneStroke
	})
}
