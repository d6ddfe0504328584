package locale

import (
	"strings"
	"sync"
)

// The letters of Azerbaijani by what may follow them.
const (
	azVowels     = "aıoueəiöü"
	azFront      = "eəiöü"
	azRound      = "ouöü"
	azConsonants = "bcçdfgğhxjkqlmnprsştvyzw"
)

// azerbaijani holds the inflections of nouns: plural, possessive, case and
// predicative, and the endings of relation.
//
//nolint:gochecknoglobals // A table: made once, never changed.
var azerbaijani = sync.OnceValue(func() *harmony {
	const letters = azVowels + azConsonants
	return &harmony{
		vowels: azVowels,
		fits:   azFits,
		suffixes: longestFirst(
			parseSuffixes(letters, 2, "lAr dA dAn"),
			parseSuffixes(letters, 3, "dIr dAkI lA"),
			parseSuffixes("ıiuü", 3, "ndA ndAn ndAkI nA"),
			parseSuffixes(azVowels, 3, "nIn nI yA ylA sI sIn mIz nIz"),
			parseSuffixes("u", 2, "ya yu yun"), // of su alone
			parseSuffixes(azConsonants, 2, "I In"),
			parseSuffixes(azConsonants, 3, "A Im ImIz InIz"),
		),
	}
})

// azFits is the harmony of Azerbaijani: open vowels agree in front and back,
// close ones in rounding, too.
func azFits(pattern, before, r rune) bool {
	front := strings.ContainsRune(azFront, before)
	round := strings.ContainsRune(azRound, before)
	switch {
	case pattern == 'A' && front:
		return r == 'ə'
	case pattern == 'A':
		return r == 'a'
	case front && round:
		return r == 'ü'
	case front:
		return r == 'i'
	case round:
		return r == 'u'
	default:
		return r == 'ı'
	}
}

// stemAzerbaijani stems a lower-case Azerbaijani word. It takes suffixes off
// as long as there are any, so that a word which only looks inflected loses in
// all its forms what it loses in one.
func stemAzerbaijani(word string) string {
	h := azerbaijani()
	word, cut := h.cutTail(word)
	if cut {
		return word // An abbreviation, or a title in quotation marks.
	}
	var buffer [maxStemmed]rune
	stem := append(buffer[:0], []rune(word)...)
	for more := true; more; {
		if azSoftened(stem) {
			break
		}
		stem, more = h.strip(stem)
	}
	return string(azEnd(stem))
}

// azSoftened tells a dative such as gömrüyə, of gömrük: after i and ü its y is
// a k far more often than a letter between two vowels.
func azSoftened(stem []rune) bool {
	n := len(stem)
	if n < 5 || stem[n-1] != 'ə' || stem[n-2] != 'y' {
		return false
	}
	return stem[n-3] == 'i' || stem[n-3] == 'ü'
}

// azEnd makes the ends of stems alike: it takes off the ə of gömrüyə, the n of
// liman, which limanın seems to have as a suffix of lima, and one final vowel;
// then it hardens the last consonant.
func azEnd(stem []rune) []rune {
	if azSoftened(stem) {
		stem = stem[:len(stem)-1]
	}
	vowel := func(i int) bool { return strings.ContainsRune(azVowels, stem[i]) }
	if n := len(stem); n > 4 && stem[n-1] == 'n' && vowel(n-2) {
		stem = stem[:n-1]
	}
	if n := len(stem); n > 3 && vowel(n-1) {
		stem = stem[:n-1]
	}
	if n := len(stem); n > 3 {
		switch {
		case stem[n-1] == 'ğ':
			stem[n-1] = 'q'
		case stem[n-1] == 'y' && strings.ContainsRune(azFront, stem[n-2]):
			stem[n-1] = 'k'
		}
	}
	return stem
}
