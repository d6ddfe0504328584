package locale

import (
	"slices"
	"unicode"
)

// beginsMany reports whether a word begins many sentences: a frequent word or a
// number.
func (l *Locale) beginsMany(word string) bool {
	lower := l.Lower(word)
	_, number := l.numerals.spelt.find(lower)
	return number || l.signs.words[lower] || l.prose.starters[word]
}

// ProperNames returns the words of a text that look like names, as stems: those
// with a capital, or in capitals, inside a sentence. A word that begins a
// sentence may be one; maybe has those, words aside that are in many sentences.
func (l *Locale) ProperNames(text string) (sure, maybe []string) {
	for _, sentence := range l.Sentences(text) {
		first := true
		for _, word := range Words(sentence) {
			capitals := 0
			for _, r := range word {
				if unicode.IsUpper(r) {
					capitals++
				}
			}
			stem := l.Stem(word)
			switch {
			case !startsWith(word, unicode.IsUpper):
			case !first || capitals > 1:
				sure = append(sure, stem)
			case !l.beginsMany(word):
				maybe = append(maybe, stem)
			}
			first = false
		}
	}
	slices.Sort(sure)
	slices.Sort(maybe)
	return sure, maybe
}
