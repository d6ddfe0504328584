package locale

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// suffix is an inflection of a language with vowel harmony. In its letters A
// stands for an open vowel and I for a close one, whichever the vowel before
// it asks for.
type suffix struct {
	letters []rune
	// after holds the letters one of which must stand before the suffix.
	after string
	// least is the number of letters that must remain.
	least int
}

// harmony is what a language with vowel harmony asks of its suffixes.
type harmony struct {
	vowels string // that a syllable needs
	// fits tells whether the vowel r may stand for the pattern A or I after
	// the vowel before.
	fits func(pattern, before, r rune) bool
	// free holds the ends of loanwords after which any vowel fits.
	free     []string
	suffixes []suffix // the longer before the shorter that it ends in
}

// parseSuffixes reads suffixes such as "lAr ndA", which may all follow the
// same letters.
func parseSuffixes(after string, least int, list string) []suffix {
	var suffixes []suffix
	for letters := range strings.FieldsSeq(list) {
		suffixes = append(suffixes, suffix{[]rune(letters), after, least})
	}
	return suffixes
}

// longestFirst orders suffixes so that the first that fits is the longest.
func longestFirst(groups ...[]suffix) []suffix {
	suffixes := slices.Concat(groups...)
	slices.SortStableFunc(suffixes, func(a, b suffix) int { return len(b.letters) - len(a.letters) })
	return suffixes
}

// strip takes one suffix off the word, and tells whether there was one.
func (h *harmony) strip(word []rune) ([]rune, bool) {
	for _, s := range h.suffixes {
		n := len(word) - len(s.letters)
		if n < s.least || n < 1 || !strings.ContainsRune(s.after, word[n-1]) {
			continue
		}
		if h.short(word[:n]) || !h.matches(word[:n], word[n:], s.letters) {
			continue
		}
		return word[:n], true
	}
	return word, false
}

// short tells whether a rest is too little to be a word: one letter, or two
// without a vowel.
func (h *harmony) short(rest []rune) bool {
	return len(rest) < 2 || len(rest) == 2 && h.lastVowel(rest) == 0
}

// matches tells whether the tail of a word is the suffix, in harmony with the
// rest of the word.
func (h *harmony) matches(rest, tail, letters []rune) bool {
	before := h.lastVowel(rest)
	if before == 0 {
		return false
	}
	for _, end := range h.free {
		if hasSuffix(rest, end) {
			return h.spells(tail, letters)
		}
	}
	for i, pattern := range letters {
		switch {
		case pattern != 'A' && pattern != 'I':
			if tail[i] != pattern {
				return false
			}
		case !h.fits(pattern, before, tail[i]):
			return false
		default:
			before = tail[i]
		}
	}
	return true
}

// lastVowel returns the last vowel of the word, or 0.
func (h *harmony) lastVowel(word []rune) rune {
	for _, r := range slices.Backward(word) {
		if strings.ContainsRune(h.vowels, r) {
			return r
		}
	}
	return 0
}

// cutTail takes off what follows the last hyphen or apostrophe of a word if it
// is made of suffixes, as in BMT-nin and Report'un, and tells whether it was.
// There is no harmony to check: an abbreviation is spoken in ways of its own.
func (h *harmony) cutTail(word string) (string, bool) {
	i := strings.LastIndexAny(word, "-'’‑")
	if i <= 0 {
		return word, false
	}
	_, size := utf8.DecodeRuneInString(word[i:])
	if !h.onlySuffixes([]rune(word[i+size:])) {
		return word, false
	}
	return word[:i], true
}

// onlySuffixes tells whether the letters are one suffix after another.
func (h *harmony) onlySuffixes(tail []rune) bool {
	// As in the sieve of a lexer: ends[i] says that suffixes end at i.
	ends := make([]bool, len(tail)+1)
	ends[0] = true
	for i := range tail {
		if !ends[i] {
			continue
		}
		for _, s := range h.suffixes {
			if n := i + len(s.letters); n <= len(tail) && h.spells(tail[i:n], s.letters) {
				ends[n] = true
			}
		}
	}
	return ends[len(tail)]
}

// spells tells whether letters are the suffix in any harmony.
func (h *harmony) spells(letters, pattern []rune) bool {
	for i, p := range pattern {
		open := p == 'A' || p == 'I'
		if open && !strings.ContainsRune(h.vowels, letters[i]) || !open && letters[i] != p {
			return false
		}
	}
	return true
}

// hasSuffix tells whether the word ends in the letters of end.
func hasSuffix(word []rune, end string) bool {
	n := len(word) - utf8.RuneCountInString(end)
	if n < 0 {
		return false
	}
	for _, r := range end {
		if word[n] != r {
			return false
		}
		n++
	}
	return true
}
