package locale

import (
	"strings"

	"github.com/kljensen/snowball/english"
	"github.com/kljensen/snowball/russian"
)

// Stem returns what the forms of a word have in common, in lower case, so that
// a search for one form finds the others: limanlarında and liman have the same
// stem. It takes one word, composed (NFC) and in any case. A stem need not be a
// word, is never longer in characters than the word, and empty only for an
// empty word.
//
// English and Russian follow the Snowball algorithms; Azerbaijani and Kazakh
// lose their inflections by the rules of vowel harmony. A language without a
// stemmer gets the word in lower case. Now and then two words share a stem, so
// an exact match should rank above one of stems.
func (l *Locale) Stem(word string) string {
	lower := l.Lower(word)
	if l.stem == nil || len(lower) > maxStemmed {
		return lower
	}
	stem := l.stem(lower)
	if stem == "" || len(stem) > len(lower) {
		return lower
	}
	return stem
}

// maxStemmed is the length in bytes of the longest word that is stemmed. What
// is longer is no word of a language, and would only cost time.
const maxStemmed = 128

// stemEnglish stems a lower-case English word. Stop words are stemmed like the
// others: which words to stop is the search's affair.
func stemEnglish(word string) string {
	return english.Stem(strings.ReplaceAll(word, "’", "'"), true)
}

// stemRussian stems a lower-case Russian word. The algorithm knows no ё, which
// print writes as е more often than not. It takes the end of Токаев for that
// of a plural and keeps it in Токаева, so a stem is stemmed again until it
// stays as it is.
func stemRussian(word string) string {
	word = strings.ReplaceAll(word, "ё", "е")
	for {
		stem := russian.Stem(word, true)
		if stem == "" || len(stem) >= len(word) {
			return word
		}
		word = stem
	}
}
