package search

import (
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/internal/locale"
)

const (
	// maxQueryWords is how many words of a query count; the rest narrows
	// nothing that people read.
	maxQueryWords = 10
	// longestQuery is where queries are cut, in bytes.
	longestQuery = 1024
	// longestName is how many words the name of a thing has at most.
	longestName = 3
	// maxClauses is how many clauses the names of one thing may become.
	maxClauses = 16
)

// Query is what a reader asks for, in the language of the page.
type Query struct {
	locale *locale.Locale
	words  []word
	raw    []string
}

// Parse reads a query: the words, whatever stands between them. Text without
// words, and text longer than anyone means, is a query that finds nothing.
func Parse(l *locale.Locale, q string) *Query {
	query := &Query{locale: l}
	words(cut(q, longestQuery), func(_ int, raw string) {
		w := newWord(l, raw)
		same := func(had word) bool { return had.form == w.form }
		if len(query.words) < maxQueryWords && !slices.ContainsFunc(query.words, same) {
			query.words = append(query.words, w)
			query.raw = append(query.raw, raw)
		}
	})
	return query
}

// Empty reports whether the query has no words.
func (q *Query) Empty() bool { return len(q.words) == 0 }

// Span is some words of a query in a row, which may be a name.
type Span struct{ first, end int }

// Spans returns the parts of the query that may be names, the longest first.
func (q *Query) Spans() []Span {
	var list []Span
	for n := min(longestName, len(q.words)); n > 0; n-- {
		for first := 0; first+n <= len(q.words); first++ {
			list = append(list, Span{first, first + n})
		}
	}
	return list
}

// Text returns the words of a span.
func (q *Query) Text(s Span) string { return strings.Join(q.raw[s.first:s.end], " ") }

// Names are what things named in a query are called in the language of the page,
// by the words that named them.
type Names map[Span][]string

// Add adds a name, once.
func (n Names) Add(s Span, name string) {
	if !slices.Contains(n[s], name) {
		n[s] = append(n[s], name)
	}
}

// Match is what a story must have to be found: of every clause at least one key.
type Match = [][]string

// Step is one way to find stories: by what they must have, and must not have
// because an earlier step has found them.
type Step struct {
	Match  Match
	Except []Match
}

// Ladder returns what finds stories, the best first: all words as they are
// spelt, in the title before elsewhere; in other forms, likewise; as typed
// without the letters of the language; by what things are called in the language
// of the page; by the sound of names. No story is found by two steps.
func (q *Query) Ladder(names Names) []Step {
	if q.Empty() {
		return nil
	}
	exactly := q.each(func(w *word) []string { return keys(q.locale, exact, w.form) })
	inTitle := q.each(func(w *word) []string { return keys(q.locale, title, w.stem) })
	anyForm := q.each(func(w *word) []string { return keys(q.locale, stem, w.stem) })
	typed := q.each(q.typed)
	named := q.named(names, q.typed)
	sounding := q.Anyhow(names)
	ladder := []Step{
		{slices.Concat(inTitle, exactly), nil},
		{exactly, []Match{inTitle}},
		{inTitle, []Match{exactly}},
		{anyForm, []Match{exactly, inTitle}},
		{typed, []Match{anyForm}},
		{named, []Match{typed}},
		{sounding, []Match{named}},
	}
	return slices.DeleteFunc(ladder, findsNothing)
}

// Anyhow asks for everything that any step of the ladder finds.
func (q *Query) Anyhow(names Names) Match {
	return q.named(names, func(w *word) []string {
		return append(q.typed(w), keys(q.locale, sound, w.sound()...)...)
	})
}

// findsNothing reports whether a step asks for no more than it leaves out.
func findsNothing(s Step) bool {
	return len(s.Except) == 1 && slices.EqualFunc(s.Match, s.Except[0], slices.Equal)
}

// typed is a word's keys when it is typed on a poor keyboard.
func (q *Query) typed(w *word) []string { return keys(q.locale, keyboard, w.keyboard()...) }

// each asks for every word of the query.
func (q *Query) each(of func(w *word) []string) Match {
	var m Match
	for i := range q.words {
		m = append(m, of(&q.words[i]))
	}
	return m
}

// named asks for every word of the query, or for other names of what the words
// name.
func (q *Query) named(names Names, of func(w *word) []string) Match {
	var m Match
	for i := 0; i < len(q.words); {
		s := Span{i, i + 1}
		for _, longer := range q.Spans() {
			if longer.first == i && len(names[longer]) > 0 {
				s = longer
				break
			}
		}
		var itself Match
		for k := s.first; k < s.end; k++ {
			itself = append(itself, of(&q.words[k]))
		}
		alternatives := []Match{itself}
		for _, name := range names[s] {
			alternatives = append(alternatives, q.name(name))
		}
		m = append(m, either(alternatives)...)
		i = s.end
	}
	return m
}

// name asks for the words of a name, in any form.
func (q *Query) name(name string) Match {
	var m Match
	words(name, func(_ int, raw string) {
		w := newWord(q.locale, raw)
		m = append(m, keys(q.locale, stem, w.stem))
	})
	return m
}

// either joins what may be asked for: (a and b) or (c and d) is (a or c) and
// (a or d) and (b or c) and (b or d).
func either(alternatives []Match) Match {
	m := alternatives[0]
	for _, other := range alternatives[1:] {
		if len(other) == 0 || len(m)*len(other) > maxClauses {
			continue
		}
		var both Match
		for _, a := range m {
			for _, b := range other {
				both = append(both, slices.Concat(a, b))
			}
		}
		m = both
	}
	return m
}
