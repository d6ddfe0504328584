package locale

import (
	"strings"
	"unicode"
)

// RepairQuotes returns a text with the quotation marks of the language in place
// of straight ones and of those of other languages, and with ’ as apostrophe.
// It is for the editor's button; what it makes is stored. Code between
// backticks, addresses, feet and inches stay as they are, and so does a mark
// that nothing opens. Every mark is replaced by one mark, and nothing else
// changes.
func (l *Locale) RepairQuotes(text string) string {
	q := quoter{marks: l.Marks, text: []rune(text)}
	for q.at = 0; q.at < len(q.text); q.at++ {
		switch r := q.text[q.at]; {
		case r == '\n':
			q.open = q.open[:0]
		case r == '`':
			q.skipCode()
		case q.startsAddress():
			q.skipAddress()
		case strings.ContainsRune("\"“”„‟«»", r):
			q.double(r)
		case strings.ContainsRune("'‘’‚‛‹›", r):
			q.single(r)
		}
	}
	return string(q.text)
}

// quoter changes marks in place, from the first to the last.
type quoter struct {
	marks Marks
	text  []rune
	at    int
	open  []bool // the quotations around, true for those in single marks
}

func (q *quoter) before() rune {
	if q.at == 0 {
		return ' '
	}
	return q.text[q.at-1]
}

func (q *quoter) after() rune {
	if q.at+1 == len(q.text) {
		return ' '
	}
	return q.text[q.at+1]
}

// skipCode goes to the backtick that closes code, if there is one in the line.
func (q *quoter) skipCode() {
	for i := q.at + 1; i < len(q.text) && q.text[i] != '\n'; i++ {
		if q.text[i] == '`' {
			q.at = i
			return
		}
	}
}

// startsAddress tells whether a word that is an address begins here.
func (q *quoter) startsAddress() bool {
	const scheme, host = "http", "www."
	if !unicode.IsLetter(q.text[q.at]) || unicode.IsLetter(q.before()) {
		return false
	}
	rest := string(q.text[q.at:min(len(q.text), q.at+len("https://"))])
	return strings.HasPrefix(rest, scheme) && strings.Contains(rest, "://") || strings.HasPrefix(rest, host)
}

func (q *quoter) skipAddress() {
	for q.at+1 < len(q.text) && !unicode.IsSpace(q.text[q.at+1]) && !strings.ContainsRune("\"“”«»", q.text[q.at+1]) {
		q.at++
	}
}

// double handles a double mark.
func (q *quoter) double(r rune) {
	switch {
	case r == '"' && len(q.open) == 0 && unicode.IsDigit(q.before()):
		// inches
	case r == '«', r == '„', r != '»' && q.opens():
		q.put(true, false)
	case len(q.open) > 0:
		for len(q.open) > 1 && q.open[len(q.open)-1] {
			q.open = q.open[:len(q.open)-1] // What was not closed was an apostrophe.
		}
		q.put(false, false)
	}
}

// single handles a single mark, which is more often an apostrophe.
func (q *quoter) single(r rune) {
	inWord := unicode.IsLetter(q.before()) || unicode.IsDigit(q.before())
	closes := len(q.open) > 0 && q.open[len(q.open)-1]
	switch {
	case r == '\'' && unicode.IsDigit(q.before()) && !closes:
		// feet
	case inWord && unicode.IsLetter(q.after()) && r != '‹' && r != '›':
		q.text[q.at] = '’'
	case r == '‹', q.opens() && !unicode.IsDigit(q.after()) && (r == '‘' || q.closesLater()):
		q.put(true, true)
	case closes:
		q.put(false, true)
	case r != '›':
		q.text[q.at] = '’'
	}
}

// opens tells whether a mark stands before a word.
func (q *quoter) opens() bool {
	before, after := q.before(), q.after()
	return !unicode.IsSpace(after) && !strings.ContainsRune(".,;:!?)", after) &&
		(unicode.IsSpace(before) || isOpener(before) || isDash(before) || before == '/' || before == '„')
}

// closesLater tells whether a single mark after a word follows in the line, so
// that this one is no apostrophe as in '90s.
func (q *quoter) closesLater() bool {
	for i := q.at + 2; i < len(q.text) && q.text[i] != '\n'; i++ {
		if strings.ContainsRune("'’", q.text[i]) && (i+1 == len(q.text) || !unicode.IsLetter(q.text[i+1])) &&
			!unicode.IsSpace(q.text[i-1]) {
			return true
		}
	}
	return false
}

// put writes the mark that opens or closes a quotation at this depth.
func (q *quoter) put(opening, single bool) {
	if opening {
		q.open = append(q.open, single)
	}
	mark := q.marks.Close
	switch inner := len(q.open) > 1; {
	case opening && inner:
		mark = q.marks.OpenInner
	case opening:
		mark = q.marks.Open
	case inner:
		mark = q.marks.CloseInner
	}
	q.text[q.at] = mark
	if !opening {
		q.open = q.open[:len(q.open)-1]
	}
}
