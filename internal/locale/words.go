package locale

import (
	"iter"
	"strings"
	"unicode"

	"github.com/clipperhouse/uax29/v2/words"
)

// Words returns the words of a text and where each begins, in bytes, without
// what stands between them, by the boundaries of Unicode (UAX #29): 3.2 is one
// word, COVID-тың two. They are the same in all our languages.
func Words(text string) iter.Seq2[int, string] {
	return func(yield func(at int, word string) bool) {
		for tokens := words.FromString(text); tokens.Next(); {
			word := tokens.Value()
			if strings.ContainsFunc(word, isOfWord) && !yield(tokens.Start(), word) {
				return
			}
		}
	}
}

func isOfWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}
