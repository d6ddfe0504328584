package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/models"
)

// Piece is a stretch of text that matches a query or does not.
type Piece struct {
	Text   string
	Marked bool
}

// Finder finds the words of a query in what it found.
type Finder struct {
	query *Query
	keys  map[string]int // to the number of the query's word
	// seen has the words that were looked at, and which of the query's they are;
	// -1 is none.
	seen map[string]int
}

// Finder returns what marks the words of the query, and of the names that stand
// for them.
func (q *Query) Finder(names Names) *Finder {
	f := &Finder{query: q, keys: map[string]int{}, seen: map[string]int{}}
	add := func(number int, w *word) {
		for _, k := range f.keysOf(w, true) {
			if _, had := f.keys[k]; !had {
				f.keys[k] = number
			}
		}
	}
	for i := range q.words {
		add(i, &q.words[i])
	}
	for s, list := range names {
		for _, name := range list {
			words(name, func(_ int, raw string) {
				w := newWord(q.locale, raw)
				add(s.first, &w)
			})
		}
	}
	return f
}

// keysOf is everything under which a word matches another; its sound only where
// it may be a name.
func (f *Finder) keysOf(w *word, name bool) []string {
	l := f.query.locale
	list := append(keys(l, stem, w.stem), keys(l, keyboard, w.keyboard()...)...)
	if name {
		list = append(list, keys(l, sound, w.sound()...)...)
	}
	return list
}

// hit is a place in a text where a word of the query stands.
type hit struct{ from, to, word int }

// hits returns where the words of the query stand.
func (f *Finder) hits(s string) []hit {
	var list []hit
	words(s, func(at int, raw string) {
		number, known := f.seen[raw]
		if !known {
			number = f.number(raw)
			f.seen[raw] = number
		}
		if number >= 0 {
			list = append(list, hit{at, at + len(raw), number})
		}
	})
	return list
}

// number returns which word of the query a word is, -1 for none.
func (f *Finder) number(raw string) int {
	w := newWord(f.query.locale, raw)
	for _, k := range f.keysOf(&w, w.name) {
		if number, ok := f.keys[k]; ok {
			return number
		}
	}
	return -1
}

// Mark divides a text into what matches and what does not.
func (f *Finder) Mark(s string) []Piece { return pieces(s, f.hits(s)) }

// pieces divides a text at its hits; those with nothing but space between them
// are one.
func pieces(s string, hits []hit) []Piece {
	var list []Piece
	done := 0
	for i := 0; i < len(hits); i++ {
		from, to := hits[i].from, hits[i].to
		for i+1 < len(hits) && strings.TrimSpace(s[to:hits[i+1].from]) == "" {
			i++
			to = hits[i].to
		}
		if from > done {
			list = append(list, Piece{Text: s[done:from]})
		}
		list = append(list, Piece{s[from:to], true})
		done = to
	}
	if done < len(s) {
		list = append(list, Piece{Text: s[done:]})
	}
	return list
}

// Snippet returns the passage of a version that has the most words of the query,
// cut to about so many characters around them: of several the first. Where the
// words stand in the title alone it is the beginning.
func (f *Finder) Snippet(c *models.Content, characters int) []Piece {
	best, found, most := "", []hit(nil), -1
	for _, passage := range passages(c)[1:] {
		if passage == "" {
			continue
		}
		hits := f.hits(passage)
		if n := different(hits); n > most {
			best, found, most = passage, hits, n
		}
		if most == len(f.query.words) {
			break
		}
	}
	from, to := window(best, found, characters)
	var inside []hit
	for _, h := range found {
		if h.from >= from && h.to <= to {
			inside = append(inside, hit{h.from - from, h.to - from, h.word})
		}
	}
	list := pieces(best[from:to], inside)
	if from > 0 {
		list = append([]Piece{{Text: "…"}}, list...)
	}
	if to < len(best) {
		list = append(list, Piece{Text: "…"})
	}
	return list
}

// different counts the different words of the query among hits.
func different(hits []hit) int {
	seen := map[int]bool{}
	for _, h := range hits {
		seen[h.word] = true
	}
	return len(seen)
}

// window returns the stretch of a text to show: it begins a little before the
// first hit, and with a word.
func window(s string, hits []hit, characters int) (from, to int) {
	if utf8.RuneCountInString(s) <= characters {
		return 0, len(s)
	}
	if len(hits) > 0 {
		from = back(s, hits[0].from, characters/4)
	}
	to = forward(s, from, characters)
	if to == len(s) { // the end of the passage: show more of what is before
		from = back(s, to, characters)
	}
	return from, to
}

// back goes so many characters back from a place, to the beginning of a word.
func back(s string, at, characters int) int {
	i := at
	for ; characters > 0 && i > 0; characters-- {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	if i == 0 {
		return 0
	}
	if space := strings.IndexFunc(s[i:at], unicode.IsSpace); space >= 0 {
		_, size := utf8.DecodeRuneInString(s[i+space:])
		return i + space + size
	}
	return at
}

// forward goes so many characters on from a place, to the end of a word.
func forward(s string, at, characters int) int {
	i := at
	for ; characters > 0 && i < len(s); characters-- {
		_, size := utf8.DecodeRuneInString(s[i:])
		i += size
	}
	if i == len(s) {
		return i
	}
	if space := strings.LastIndexFunc(s[at:i], unicode.IsSpace); space > 0 {
		return at + space
	}
	return i
}
