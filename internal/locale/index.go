package locale

import (
	"bytes"
	"slices"
	"strings"
	"unicode"
)

// The letters under which an alphabetical index lists words, in their order:
// those that words begin with.
const (
	englishIndex     = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z"
	azerbaijaniIndex = "A B C Ç D E Ə F G H X I İ J K Q L M N O Ö P R S Ş T U Ü V Y Z W"
	kazakhIndex      = "А Ә Б В Г Ғ Д Е Ё Ж З И Й К Қ Л М Н Ң О Ө П Р С Т У Ұ Ү Ф Х Һ Ц Ч Ш Щ Ы І Э Ю Я"
	russianIndex     = "А Б В Г Д Е Ж З И Й К Л М Н О П Р С Т У Ф Х Ц Ч Ш Щ Э Ю Я"
)

// indexEntry is a letter of the index with its place in the alphabet.
type indexEntry struct {
	letter string
	key    []byte
}

// IndexLetters returns the letters under which an alphabetical list in the
// language has its words, in their order: A, B, C, Ç and so on. There are none
// for a language whose entry in the registry has none.
func (l *Locale) IndexLetters() []string {
	return strings.Fields(l.index)
}

// IndexLetter returns the letter of [Locale.IndexLetters] under which s
// stands: Е for ёлка in Russian, Ç for «Çay». It is empty for what begins with
// a figure or with a letter of another script, which lists put under a sign
// of their own at the end.
func (l *Locale) IndexLetter(s string) string {
	start := strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
	if start < 0 || !l.writes([]rune(s[start:])[0]) {
		return ""
	}
	key := l.OrderKey(s[start:], Ordering{Strength: BaseLetters})
	entries := l.indexKeys()
	i, exact := slices.BinarySearchFunc(entries, key, func(e indexEntry, key []byte) int {
		return bytes.Compare(e.key, key)
	})
	if !exact {
		i--
	}
	if i < 0 {
		return ""
	}
	return entries[i].letter
}

// writes tells whether r is a letter of the language's script.
func (l *Locale) writes(r rune) bool {
	script := unicode.Latin
	if l.Script == "Cyrl" {
		script = unicode.Cyrillic
	}
	return unicode.Is(script, r)
}

// makeIndex returns the letters of the index with their keys.
func (l *Locale) makeIndex() []indexEntry {
	var entries []indexEntry
	for _, letter := range l.IndexLetters() {
		entries = append(entries, indexEntry{letter, l.OrderKey(letter, Ordering{Strength: BaseLetters})})
	}
	return entries
}
