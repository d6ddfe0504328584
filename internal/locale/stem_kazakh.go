package locale

import (
	"strings"
	"sync"
)

// The letters of Kazakh by what may follow them. As a sound, и and у end in a
// consonant; as the vowel of a syllable they are front as well as back.
const (
	kkVowels    = "аәеёоөұүыіэюя"
	kkNasal     = "мнң"
	kkLiquid    = "рлйиу"
	kkBuzzing   = "зж"
	kkVoiceless = "пфкқтсшщхцчһбвгдғь"
	kkFront     = "әеөүіэ"
	kkEither    = "иую"
)

// kazakh holds the inflections of nouns: plural, possessive and case, and the
// endings of relation.
//
//nolint:gochecknoglobals // A table: made once, never changed.
var kazakh = sync.OnceValue(func() *harmony {
	const voiced = kkVowels + kkNasal + kkLiquid + kkBuzzing
	const consonants = kkNasal + kkLiquid + kkBuzzing + kkVoiceless
	return &harmony{
		vowels: kkVowels + kkEither,
		fits:   kkFits,
		// Тоқаевтың, банкі, фестивалі.
		free: []string{"ев", "нк", "рк", "ль"},
		suffixes: longestFirst(
			parseSuffixes(kkVowels+kkLiquid, 2, "лAр"),
			parseSuffixes(kkNasal+kkBuzzing+"л", 2, "дAр"),
			parseSuffixes(kkVoiceless, 2, "тAр тA тAн тI тIң қA кA тAғI тAгI пен"),
			parseSuffixes(voiced, 2, "дA дAн ғA гA дAғI дAгI"),
			parseSuffixes(kkNasal+kkLiquid+kkBuzzing, 2, "дI дIң"),
			parseSuffixes(kkVowels+kkNasal, 2, "нIң"),
			parseSuffixes(kkNasal, 2, "нAн"),
			parseSuffixes(voiced, 3, "мен бен"),
			parseSuffixes("ыі", 2, "ндA нAн ндAғI ндAгI нA н"),
			parseSuffixes(kkVowels, 3, "нI мIз ңIз"),
			parseSuffixes("аәеёоөэюя", 3, "сI"), // облысы is облыс.
			parseSuffixes(consonants, 2, "I IмIз IңIз"),
			parseSuffixes(consonants, 3, "Iм Iң"),
		),
	}
})

// kkFits is the harmony of Kazakh: vowels agree in front and back.
func kkFits(pattern, before, r rune) bool {
	front, back := 'е', 'а'
	if pattern == 'I' {
		front, back = 'і', 'ы'
	}
	if strings.ContainsRune(kkEither, before) {
		return r == front || r == back
	}
	if strings.ContainsRune(kkFront, before) {
		return r == front
	}
	return r == back
}

// stemKazakh stems a lower-case Kazakh word. It takes suffixes off as long as
// there are any, so that a word which only looks inflected loses in all its
// forms what it loses in one.
func stemKazakh(word string) string {
	h := kazakh()
	word, cut := h.cutTail(word)
	if cut {
		return word // An abbreviation, or a title in quotation marks.
	}
	var buffer [maxStemmed]rune
	stem := append(buffer[:0], []rune(word)...)
	for more := true; more && !kkCountry(stem); {
		stem, more = h.strip(stem)
	}
	return string(kkEnd(stem))
}

// kkCountry tells names in -стан, which is no ablative: there a consonant
// stands before it, or the name is one of the few with a vowel.
func kkCountry(stem []rune) bool {
	n := len(stem) - len("стан")/2
	if n < 3 || !hasSuffix(stem, "стан") {
		return false
	}
	if !strings.ContainsRune(kkVowels+kkEither, stem[n-1]) {
		return true
	}
	switch string(stem[:n]) {
	case "пәкі", "үнді", "дағы", "нұры", "белуджи":
		return true
	}
	return false
}

// kkEnd makes the ends of stems alike: it takes off the н of өзен, which өзені
// seems to have as a suffix of өзе, hardens the last consonant, and takes out
// the vowel that халық loses in халқы.
func kkEnd(stem []rune) []rune {
	n := len(stem)
	if n < 3 {
		return stem
	}
	if n > 3 && stem[n-1] == 'н' && strings.ContainsRune("ае", stem[n-2]) {
		return stem[:n-1]
	}
	switch stem[n-1] {
	case 'б':
		stem[n-1] = 'п'
	case 'г':
		stem[n-1] = 'к'
	case 'ғ':
		stem[n-1] = 'қ'
	}
	if n > 4 && strings.ContainsRune("қк", stem[n-1]) && strings.ContainsRune("ыі", stem[n-2]) {
		stem[n-2] = stem[n-1]
		stem = stem[:n-1]
	}
	return stem
}
