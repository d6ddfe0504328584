package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Sentences cuts a text into its sentences. Each keeps the spaces and the
// newline after it, so that the sentences joined are the text; a newline
// always ends one. It takes time in proportion to the length of the text.
//
// The boundaries of Unicode (UAX #29) and every full stop, question mark,
// exclamation mark and ellipsis before a space are candidates. What stands
// before and after decides: abbreviations, initials and numbers of lists do
// not end a sentence, nor does a quotation before its "he said"; figures and
// the dash of direct speech may begin one.
func (l *Locale) Sentences(text string) []string {
	var cut []string
	start := 0
	end := func(at int) {
		if at > start && l.sentenceEnds(text, start, at) {
			cut = append(cut, text[start:at])
			start = at
		}
	}
	tokens := sentences.FromString(text)
	for tokens.Next() {
		for at := tokens.Start() + 1; at < tokens.End(); at++ {
			if isSpace(text[at-1]) && !isSpace(text[at]) {
				end(at)
			}
		}
		end(tokens.End())
	}
	if start < len(text) {
		cut = append(cut, text[start:])
	}
	return cut
}

// isSpace tells the spaces of ASCII, which are one byte.
func isSpace(b byte) bool {
	return b == ' ' || b == '\t' || b == '\n' || b == '\r'
}

// sentenceEnds tells whether the sentence that begins at start ends at the
// candidate at.
func (l *Locale) sentenceEnds(text string, start, at int) bool {
	after := text[at:]
	before := strings.TrimRightFunc(text[start:at], unicode.IsSpace)
	if before == "" || after == "" || startsWith(after, unicode.IsSpace) {
		return false // Spaces belong to the sentence before them.
	}
	if strings.ContainsAny(text[start+len(before):at], "\n\r\u2028\u2029") {
		return true
	}
	marked := strings.TrimRightFunc(before, isCloser)
	mark, size := utf8.DecodeLastRuneInString(marked)
	switch mark {
	case '!', '?', '…':
		return l.next(after).begins()
	case '.':
		next := l.next(after)
		ellipsis := strings.HasSuffix(marked, "..")
		inBrackets := strings.HasSuffix(before, ")") && next.kind == startsOther
		return next.begins() && (ellipsis || inBrackets || l.stopEnds(marked[:len(marked)-size], next))
	}
	return endsElsewhere(mark)
}

// endsElsewhere tells the marks that end a sentence in other scripts, where
// the boundary is Unicode's own.
func endsElsewhere(mark rune) bool {
	return mark > unicode.MaxLatin1 && unicode.Is(unicode.STerm, mark)
}

// isCloser tells what may stand between a mark and the space after it.
func isCloser(r rune) bool {
	return unicode.In(r, unicode.Pe, unicode.Pf) || r == '"' || r == '\'' || r == '“' || r == '‘'
}

func isOpener(r rune) bool {
	return unicode.In(r, unicode.Ps, unicode.Pi) || r == '"' || r == '\'' || r == '”' || r == '’'
}

func isDash(r rune) bool {
	return r == '-' || r == '–' || r == '—' || r == '―'
}

func startsWith(s string, is func(rune) bool) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && is(r)
}

// beginning is how a text begins.
type beginning struct {
	kind    beginningKind
	capital bool // the first letter is a capital, or of a script without
	acronym bool // the first two letters are capitals
	starter bool // the first word is one that only begins sentences in capitals
	month   bool // a figure, and then a month
}

type beginningKind int

const (
	startsOther  beginningKind = iota // a capital, or a sign
	startsSmall                       // a small letter or a mark that goes on
	startsFigure                      // a figure, № or a currency
	startsDashed                      // a dash and a space
)

// begins tells whether a sentence may begin so.
func (b beginning) begins() bool {
	switch b.kind {
	case startsSmall:
		return false
	case startsDashed:
		return b.capital
	case startsOther, startsFigure:
	}
	return true
}

// next looks at what follows a candidate.
func (l *Locale) next(after string) beginning {
	rest := strings.TrimLeftFunc(after, isOpener)
	if r, size := utf8.DecodeRuneInString(rest); isDash(r) && startsWith(rest[size:], unicode.IsSpace) {
		spoken := strings.TrimLeftFunc(rest[size:], func(r rune) bool { return unicode.IsSpace(r) || isOpener(r) })
		return beginning{
			kind:    startsDashed,
			capital: startsWith(spoken, unicode.IsUpper), starter: l.starts(spoken),
		}
	}
	first, _ := utf8.DecodeRuneInString(rest)
	switch {
	case unicode.IsDigit(first), first == '№', unicode.Is(unicode.Sc, first), first == '−', first == '+', first == '~':
		return beginning{kind: startsFigure, month: l.prose.yearFirst && l.monthAfterFigures(rest)}
	case unicode.IsLower(first) && !hasCapital(firstWord(rest)), strings.ContainsRune(",;:.!?…%&/)]»", first):
		return beginning{kind: startsSmall}
	}
	return beginning{capital: unicode.IsLetter(first), acronym: isAcronym(rest), starter: l.starts(rest)}
}

// starts tells whether a text begins with a word that only begins sentences.
// An initial looks like one: С. Гасанов.
func (l *Locale) starts(s string) bool {
	word := firstWord(s)
	return l.prose.starters[word] && !strings.HasPrefix(s[len(word):], ".")
}

// firstWord returns the letters, marks and hyphens that a text begins with.
func firstWord(s string) string {
	end := strings.IndexFunc(s, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '-'
	})
	if end < 0 {
		return s
	}
	return s[:end]
}

// hasCapital tells names such as eGov, which begin sentences as they are.
func hasCapital(word string) bool {
	return strings.ContainsFunc(word, unicode.IsUpper)
}

// monthAfterFigures tells whether a text begins like "5 наурыз" or "5 нау.".
func (l *Locale) monthAfterFigures(s string) bool {
	word := firstWord(strings.TrimLeft(strings.TrimLeft(s, "0123456789–-"), " \u00a0"))
	for _, names := range l.cldr.inDate[:Narrow] {
		for _, name := range names {
			if stem := strings.TrimSuffix(name, "."); stem != "" && strings.HasPrefix(word, stem) {
				return true
			}
		}
	}
	return false
}

// stopEnds tells whether the full stop after before ends a sentence, if what
// follows could begin one.
func (l *Locale) stopEnds(before string, next beginning) bool {
	word := wordBefore(before)
	switch {
	case word == "":
		return true
	case isListNumber(before):
		return false
	}
	follows, known := l.abbreviation(before, word)
	if !known {
		return !isInitial(word) || next.starter || next.kind == startsFigure
	}
	switch next.kind {
	case startsFigure:
		return follows != figuresFollow && follows != anythingFollows && !next.month
	case startsDashed:
		return next.starter || follows == nothingFollows
	case startsOther, startsSmall:
	}
	switch follows {
	case capitalsFollow, anythingFollows:
		return next.starter
	case acronymsFollow:
		return !next.acronym
	case nothingFollows, figuresFollow:
	}
	return true
}

// abbreviation looks up what may follow the last word of before, as an
// abbreviation: "т. е" with the words that belong to it, else "е".
func (l *Locale) abbreviation(before, word string) (follows afterStop, known bool) {
	follows, known = l.lookAbbreviation(word)
	switch head := strings.TrimSuffix(before, word); {
	case l.prose.units[word] && l.afterNumber(head):
		return nothingFollows, true
	case known && l.isMonth(word) && l.afterNumber(head):
		return figuresFollow, true // "5 дек. 2026"
	case follows == capitalsFollow && afterYear(head) && len(strings.Fields(head)) > mostBeforeYear:
		return nothingFollows, true
	}
	const most = 3 // words
	for range most {
		before = strings.TrimRightFunc(strings.TrimSuffix(before, word), unicode.IsSpace)
		previous := wordBefore(before)
		if f, ok := l.prose.abbreviations[previous+" "+word]; ok {
			return f, true
		}
		if !strings.HasSuffix(previous, ".") {
			break
		}
		before = strings.TrimSuffix(before, previous)
		word = previous + word
		if f, ok := l.prose.abbreviations[word]; ok {
			follows, known = f, true
		}
	}
	return follows, known
}

// lookAbbreviation looks for an abbreviation as it is, and as it stands within
// a sentence.
func (l *Locale) lookAbbreviation(word string) (afterStop, bool) {
	if follows, ok := l.prose.abbreviations[word]; ok {
		return follows, true
	}
	first, size := utf8.DecodeRuneInString(word)
	if size == len(word) {
		return nothingFollows, false // A capital alone is an initial.
	}
	follows, ok := l.prose.abbreviations[string(unicode.ToLower(first))+word[size:]]
	return follows, ok
}

// mostBeforeYear is how many words a sentence begins with that goes on after
// the year: "В мае 2026 г. Баку принял". A year that stands later ends it, as a
// rule, even before a word that might be a name.
const mostBeforeYear = 4

// afterNumber tells whether s ends in a number that is no year: "5", "5 млн".
func (l *Locale) afterNumber(s string) bool {
	word := wordBefore(strings.TrimRightFunc(s, unicode.IsSpace))
	if follows, ok := l.prose.abbreviations[strings.TrimSuffix(word, ".")]; ok && follows == acronymsFollow {
		return true
	}
	return word != "" && strings.IndexByte("0123456789", word[len(word)-1]) >= 0 && !isYear(word)
}

// afterYear tells whether s ends in a year.
func afterYear(s string) bool {
	return isYear(wordBefore(strings.TrimRightFunc(s, unicode.IsSpace)))
}

// isYear tells the years of a newspaper, and ranges of them: 2025–2026.
func isYear(word string) bool {
	if len(word) < len("2026") {
		return false
	}
	year := word[len(word)-len("2026"):]
	return year >= "1000" && year < "2200" && strings.Trim(word, "0123456789–-") == ""
}

// wordBefore returns what follows the last space, without opening marks.
func wordBefore(s string) string {
	if i := strings.LastIndexFunc(s, unicode.IsSpace); i >= 0 {
		s = strings.TrimLeftFunc(s[i:], unicode.IsSpace)
	}
	return strings.TrimLeftFunc(s, func(r rune) bool { return isOpener(r) || isDash(r) })
}

// isListNumber tells whether a line is but the number of an item: 1, 2.1, IV.
func isListNumber(line string) bool {
	line = strings.TrimSpace(line)
	const longest = len("12.12.12")
	if line == "" || len(line) > longest {
		return false
	}
	return strings.Trim(line, "0123456789.") == "" || strings.Trim(line, "IVX") == ""
}

// isInitial tells a capital that stands for a name, alone or behind others: Э,
// К.-Ж, J.R.
func isInitial(word string) bool {
	if i := strings.LastIndexAny(word, ".-"); i >= 0 {
		return isInitial(word[i+1:]) && isInitial(strings.TrimRight(word[:i], ".-"))
	}
	first, size := utf8.DecodeRuneInString(word)
	return size == len(word) && unicode.IsUpper(first)
}

func isAcronym(word string) bool {
	first, size := utf8.DecodeRuneInString(word)
	second, _ := utf8.DecodeRuneInString(word[size:])
	return unicode.IsUpper(first) && unicode.IsUpper(second)
}
