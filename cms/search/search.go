// Package search says under which words a story is found and how well: it turns
// texts and queries into the same keys, level by level, from the word as it is
// spelt to what it sounds like.
//
// It is pure: package cms asks it, and keeps the keys of publications in the
// store. Its invariant: a story is found by one step only, that where it matches
// best.
package search

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/internal/locale"
)

// Rules counts the changes of what a text is found under: keys that were made
// under an earlier number are to be made again. It goes up with every change
// here, of the stems, or of how words are folded.
const Rules = 2

// level is what a key says of a word. It is part of the key.
type level byte

const (
	exact    level = 'e' // as it is spelt
	stem     level = 's' // any of its forms
	title    level = 't' // any of its forms, in the title
	keyboard level = 'k' // typed without the letters of the language
	sound    level = 'n' // a name in the other script
)

const (
	// longestWord is where words are cut, in bytes; longer ones are no words.
	longestWord = 96
	// shortestSound is the fewest letters of a name that its sound finds: what
	// is shorter sounds like too many other words.
	shortestSound = 3
	// longestEnding is the most letters of an ending behind a hyphen.
	longestEnding = 4
)

// word is a word of a text or a query under its keys.
type word struct {
	form, stem string // of the first level of folding
	name       bool   // begins with a capital letter
}

// newWord folds a word.
func newWord(l *locale.Locale, raw string) word {
	form := l.Fold(cut(raw, longestWord), locale.FoldSpelling)
	first, _ := utf8.DecodeRuneInString(raw)
	return word{form, l.Stem(form), unicode.IsUpper(first)}
}

// keyboard is how the word and its stem are typed without the letters of the
// language.
func (w *word) keyboard() []string { return w.folded(locale.FoldKeyboard) }

// sound is what the word and its stem sound like; nothing where that is too
// little to tell it from others.
func (w *word) sound() []string {
	return slices.DeleteFunc(w.folded(locale.FoldSound), func(s string) bool {
		return utf8.RuneCountInString(s) < shortestSound
	})
}

func (w *word) folded(level locale.FoldLevel) []string {
	list := []string{locale.FoldFurther(w.form, level)}
	if w.stem != w.form {
		if s := locale.FoldFurther(w.stem, level); s != list[0] {
			list = append(list, s)
		}
	}
	return list
}

// cut takes the beginning of what is longer than so many bytes.
func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "")
}

// words calls yield with the words of a text that can be searched for. An ending
// that is written with a hyphen (BMT-nin, COVID-тың) is none.
func words(text string, yield func(at int, raw string)) {
	last := "" // the word before
	for at, raw := range locale.Words(text) {
		if !isEnding(text[:at], last, raw) {
			yield(at, raw)
		}
		last = raw
	}
}

// isEnding reports whether a word is the ending of the one before it.
func isEnding(before, last, raw string) bool {
	first, _ := utf8.DecodeRuneInString(last)
	if !strings.HasSuffix(before, last+"-") || !unicode.IsUpper(first) && !unicode.IsDigit(first) {
		return false
	}
	letter, _ := utf8.DecodeRuneInString(raw)
	return unicode.IsLower(letter) && utf8.RuneCountInString(raw) <= longestEnding
}

// key is a word under a level, in a language: letters, digits and "_:" only, so
// that it means nothing to any database's own grammar.
func key(l *locale.Locale, lv level, s string) string {
	var b strings.Builder
	b.Grow(len(l.Tag) + len(s) + 3)
	b.WriteString(strings.ReplaceAll(string(l.Tag), "-", "_"))
	b.WriteByte(':')
	b.WriteByte(byte(lv))
	b.WriteByte(':')
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) {
			r = '_'
		}
		b.WriteRune(r)
	}
	return b.String()
}

// keys returns a word's spellings under a level.
func keys(l *locale.Locale, lv level, spellings ...string) []string {
	list := make([]string, 0, len(spellings))
	for _, s := range spellings {
		list = append(list, key(l, lv, s))
	}
	return list
}
