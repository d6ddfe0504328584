package locale

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// dottedI is an i with a combining dot above. It is what a lower-cased İ
// becomes under the rules of every language but the Turkic ones, in browsers
// as much as here; it looks like an i and equals none.
const dottedI = "i\u0307"

// Lower returns s in lower case by the rules of the language: in Azerbaijani
// I becomes ı and İ becomes i. An i with a combining dot, in s or made by the
// mapping, becomes a plain i.
//
// Foreign words in an Azerbaijani text come out wrong (IBAN becomes ıban), so
// text that an editor wrote is never stored or shown re-cased.
func (l *Locale) Lower(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return !unicode.IsLower(r) && unicode.IsLetter(r) || unicode.IsMark(r) }) {
		return s // most words are in small letters already
	}
	// A Caser holds state, hence a new one for each call.
	return repairDottedI(cases.Lower(l.casing).String(repairDottedI(s)))
}

// Upper returns s in upper case by the rules of the language: in Azerbaijani
// i becomes İ and ı becomes I. An i with a combining dot counts as a plain i.
// The caution of [Locale.Lower] holds here too.
func (l *Locale) Upper(s string) string {
	return cases.Upper(l.casing).String(repairDottedI(s))
}

// Title returns s with a capital at the head of each word and small letters
// after it, by the rules of the language. It is for names typed all in
// capitals; headlines of Azerbaijani, Kazakh and Russian have sentence case.
// The caution of [Locale.Lower] holds here too.
func (l *Locale) Title(s string) string {
	return cases.Title(l.casing).String(repairDottedI(s))
}

// Compose returns a text as all texts are kept: in the composed form of
// Unicode (NFC), and with a plain i wherever it had one with a combining dot.
// Every input goes through it, so that a word has one spelling in addresses,
// in search and in comparisons.
func Compose(s string) string {
	if plainlyComposed(s) {
		return s
	}
	composed := norm.NFC.String(s)
	if !strings.Contains(composed, dottedI) {
		return composed
	}
	return norm.NFC.String(repairDottedI(composed))
}

// plainlyComposed recognises most texts that are composed already: those of letters,
// figures and marks that Unicode neither composes nor takes apart. It is many times
// faster than to compose them.
func plainlyComposed(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x300: // Latin, with the letters of Azerbaijani
		case r >= 0x400 && r < 0x530 && (r < 0x483 || r > 0x489): // Cyrillic but for its combining marks
		case r >= 0x2002 && r < 0x2070, r == '€', r == '№': // spaces, dashes, quotation marks
		default:
			return false
		}
	}
	return true
}

// repairDottedI puts a plain i wherever s has one with a combining dot, or
// with several.
func repairDottedI(s string) string {
	if !strings.Contains(s, dottedI) {
		return s
	}
	const dot = "\u0307"
	var repaired strings.Builder
	for i, part := range strings.Split(s, "i") {
		if i > 0 {
			repaired.WriteByte('i')
			part = strings.TrimLeft(part, dot)
		}
		repaired.WriteString(part)
	}
	return repaired.String()
}
