package search

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/agext/levenshtein"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

const (
	// shortestMeant and longestMeant are how many letters a word has that may be
	// meant by another: those of shorter ones are too many, and nobody types longer.
	shortestMeant, longestMeant = 4, 24
	// oneSlip is the number of letters below which one slip is all that is forgiven;
	// in longer words it is two.
	oneSlip = 6
	// forwards and backwards are how a word is written in the list of words, so
	// that it is found by its beginning and by its end.
	forwards, backwards = ":>", ":<"
)

// Words returns what is kept of a version's keys so that its words are found by
// others that are nearly the same: each word as a poor keyboard types it, forwards
// and backwards, sorted.
func Words(l *locale.Locale, keys []string) []string {
	var list []string
	prefix := key(l, keyboard, "")
	for _, k := range keys {
		word, of := strings.CutPrefix(k, prefix)
		if n := utf8.RuneCountInString(word); of && n >= shortestMeant && n <= longestMeant && !strings.ContainsFunc(word, isNoLetter) {
			list = append(list, spelt(l, forwards, word), spelt(l, backwards, backward(word)))
		}
	}
	slices.Sort(list)
	return list
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }

// spelt is a word as the list has it.
func spelt(l *locale.Locale, direction, word string) string {
	return string(l.Tag) + direction + word
}

func backward(word string) string {
	letters := []rune(word)
	slices.Reverse(letters)
	return string(letters)
}

// Stretch is a part of the list of words: those from one up to another, of so many
// characters.
type Stretch struct {
	From, Until       string
	Shortest, Longest int
}

// Slip is a word of a query that no story has.
type Slip struct {
	query *Query
	at    int
	typed string
	most  int // slips that are forgiven
}

// Word returns what finds one word of the query, anyhow.
func (q *Query) Word(i int, names Names) Match {
	one := &Query{q.locale, q.words[i : i+1], q.raw[i : i+1]}
	return one.Anyhow(Names{{0, 1}: names[Span{i, i + 1}]})
}

// Len is how many words the query has.
func (q *Query) Len() int { return len(q.words) }

// Slip takes a word of the query for another that was meant; false where it is too
// short or too long to tell.
func (q *Query) Slip(i int) (Slip, bool) {
	s := Slip{query: q, at: i, typed: q.words[i].keyboard()[0], most: 2}
	n := utf8.RuneCountInString(s.typed)
	if n < oneSlip {
		s.most = 1
	}
	return s, n >= shortestMeant && n <= longestMeant && !strings.ContainsFunc(s.typed, isNoLetter)
}

// Stretches are where the words stand that begin or end as the slip does. A slip in
// both is not forgiven.
func (s Slip) Stretches() [2]Stretch {
	letters := []rune(s.typed)
	n := len(letters)
	beginning, end := min(n/2, 3), n/2
	part := func(direction, word string) Stretch {
		from := spelt(s.query.locale, direction, word)
		others := utf8.RuneCountInString(from) - utf8.RuneCountInString(word)
		return Stretch{from, from + string(unicode.MaxRune), others + max(n-s.most, shortestMeant), others + n + s.most}
	}
	return [2]Stretch{part(forwards, string(letters[:beginning])), part(backwards, backward(string(letters[n-end:])))}
}

// Meant is a word that may be meant instead of a slip.
type Meant struct {
	slip Slip
	word string
}

// Nearest returns the words of a list that may be meant, the nearest first: of those
// that are as near, those that begin alike.
func (s Slip) Nearest(list []string) []Meant {
	type near struct {
		word             string
		distance, shared int
	}
	var found []near
	for _, entry := range list {
		word := entry
		if _, after, ok := strings.Cut(entry, forwards); ok {
			word = after
		} else if _, after, ok := strings.Cut(entry, backwards); ok {
			word = backward(after)
		}
		if d := distance(s.typed, word); d > 0 && d <= s.most {
			found = append(found, near{word, d, alike(s.typed, word)})
		}
	}
	slices.SortFunc(found, func(a, b near) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(b.shared, a.shared), strings.Compare(a.word, b.word))
	})
	var meant []Meant
	for _, n := range slices.Compact(found) {
		meant = append(meant, Meant{s, n.word})
	}
	return meant
}

// distance is how many slips lead from one word to another: letters that are another, too
// many or missing, or two that have changed places.
func distance(a, b string) int {
	if swapped([]rune(a), []rune(b)) {
		return 1
	}
	return levenshtein.Distance(a, b, nil)
}

// swapped reports whether all that differs is that two neighbours have changed places.
func swapped(a, b []rune) bool {
	if len(a) != len(b) {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	return i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}

// alike is how many bytes two words have in common at the beginning.
func alike(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

// Match finds the stories that have the word.
func (m Meant) Match() Match {
	return Match{keys(m.slip.query.locale, keyboard, m.word)}
}

// In returns the word as a story spells it, or false where it has no such word.
func (m Meant) In(c *models.Content) (string, bool) {
	form, other := "", ""
	for _, passage := range passages(c) {
		words(passage, func(_ int, raw string) {
			w := newWord(m.slip.query.locale, raw)
			switch typed := w.keyboard(); {
			case form == "" && typed[0] == m.word:
				form = raw
			case other == "" && slices.Contains(typed, m.word):
				other = raw
			}
		})
	}
	found := cmp.Or(form, other)
	return found, found != ""
}

// Instead returns the query with other words at places of its own.
func (q *Query) Instead(other map[int]string) string {
	list := slices.Clone(q.raw)
	for i, word := range other {
		list[i] = word
	}
	return strings.Join(list, " ")
}
