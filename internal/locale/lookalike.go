package locale

import (
	"maps"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// The letters that look the same in both scripts, Latin to Cyrillic. Some are
// only near: ə and ә, h and һ are those that Azerbaijani and Kazakh keyboards
// mix up.
const lookAlikes = "A=А B=В C=С E=Е H=Н I=І J=Ј K=К M=М O=О P=Р S=Ѕ T=Т X=Х Y=У Ə=Ә Ö=Ӧ Ë=Ё Ï=Ї Ä=Ӓ " +
	"a=а c=с e=е h=һ i=і j=ј k=к m=м o=о p=р s=ѕ t=т x=х y=у ə=ә ö=ӧ ë=ё ï=ї ä=ӓ"

// MixedWord is a word with letters of two scripts, one of which only looks
// right: it is found by no search and spoils addresses.
type MixedWord struct {
	Start, End int // its bytes in the text
	Word       string
	Repair     string // the same in one script; empty where no letters look alike
}

// MixedWords returns the words of a text that mix Latin and Cyrillic letters.
// Hyphens, apostrophes, figures and quotation marks part words, so that
// SOCAR-мен and COVID-тың are clean. A word is repaired into the script of
// most of its letters, or of those that the other script lacks.
func (l *Locale) MixedWords(text string) []MixedWord {
	var found []MixedWord
	for start, end := nextMixed(text, 0); start < end; start, end = nextMixed(text, end) {
		word := text[start:end]
		found = append(found, MixedWord{start, end, word, l.repair(word)})
	}
	return found
}

// RepairScript returns the text with every word of two scripts repaired, where
// that can be done. A text without such words is returned as it is.
func (l *Locale) RepairScript(text string) string {
	var repaired strings.Builder
	done := 0
	for start, end := nextMixed(text, 0); start < end; start, end = nextMixed(text, end) {
		if repair := l.repair(text[start:end]); repair != "" {
			repaired.WriteString(text[done:start])
			repaired.WriteString(repair)
			done = end
		}
	}
	if done == 0 {
		return text
	}
	return repaired.String() + text[done:]
}

// nextMixed returns where the next word of two scripts is, at or after a place
// where no word is cut; an empty range where there is none.
func nextMixed(text string, from int) (start, end int) {
	start = -1
	latin, cyrillic := false, false
	for i, r := range text[from:] {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin = true
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic = true
		case unicode.In(r, unicode.M, unicode.Cf), unicode.IsLetter(r):
		default:
			if latin && cyrillic {
				return start, from + i
			}
			start, latin, cyrillic = -1, false, false
			continue
		}
		if start < 0 {
			start = from + i
		}
	}
	if latin && cyrillic {
		return start, len(text)
	}
	return 0, 0
}

// repair returns a word of two scripts in one, or nothing.
func (l *Locale) repair(word string) string {
	toLatin, latinDone := mapLetters(word, unicode.Cyrillic, lookAlikeTables().latin)
	toCyrillic, cyrillicDone := mapLetters(word, unicode.Latin, lookAlikeTables().cyrillic)
	switch {
	case latinDone && !cyrillicDone:
		return toLatin
	case cyrillicDone && !latinDone:
		return toCyrillic
	case !latinDone:
		return ""
	}
	latin, cyrillic := countScripts(word)
	if latin > cyrillic || latin == cyrillic && l.Script == "Latn" {
		return toLatin
	}
	return toCyrillic
}

// mapLetters replaces the letters of a script by their look-alikes, and tells
// whether all have one.
func mapLetters(word string, script *unicode.RangeTable, alike map[rune]rune) (mapped string, complete bool) {
	complete = true
	return strings.Map(func(r rune) rune {
		if !unicode.Is(script, r) {
			return r
		}
		other, ok := alike[r]
		complete = complete && ok
		return other
	}, word), complete
}

func countScripts(word string) (latin, cyrillic int) {
	for _, r := range word {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.Is(unicode.Cyrillic, r):
			cyrillic++
		}
	}
	return latin, cyrillic
}

// lookAlikeTable maps letters to their look-alikes of the other script.
type lookAlikeTable struct{ latin, cyrillic map[rune]rune }

//nolint:gochecknoglobals // A table: made once, never changed.
var lookAlikeTables = sync.OnceValue(func() lookAlikeTable {
	t := lookAlikeTable{map[rune]rune{}, map[rune]rune{}}
	for latin, cyrillic := range parseLetters(lookAlikes) {
		r, _ := utf8.DecodeRuneInString(cyrillic)
		t.cyrillic[latin], t.latin[r] = r, latin
	}
	t.cyrillic['İ'] = 'І' // which is I the other way
	// A capital that looks like none of the other script stands for the letter
	// that its small form looks like: Һ for h. So a word is repaired alike
	// before and after it is put in small letters.
	for _, alike := range []map[rune]rune{t.latin, t.cyrillic} {
		for small, other := range maps.Clone(alike) {
			if _, ok := alike[unicode.ToUpper(small)]; !ok {
				alike[unicode.ToUpper(small)] = unicode.ToUpper(other)
			}
		}
	}
	return t
})
