package staleness

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Judge says how grave it is for the translations that a unit of the source
// changed from then to now; now is null where it was deleted.
//
// It proposes fact where a number, a date, a time, a name or a negation changed,
// typo where nothing but spelling, punctuation or markup did, and wording
// otherwise. mayBeTypo is false where a person may not call it a typo either:
// also where what begins a sentence may be a name, and where an address changed.
// Numbers are compared by value: "3" and "three" are the same.
func Judge(l *locale.Locale, then models.Block, now *models.Block) (proposed models.Grade, mayBeTypo bool) {
	if now == nil {
		return models.Fact, true
	}
	if sameWords(&then, now) {
		return "", true
	}
	before, after := readFacts(l, &then), readFacts(l, now)
	switch {
	case !slices.Equal(before.certain, after.certain), !before.namedIn(&after), !after.namedIn(&before):
		return models.Fact, false
	case then.URL != now.URL, !before.maybeNamedIn(&after), !after.maybeNamedIn(&before):
		return models.Wording, false
	case onlySpelling(l, &then, now):
		return models.Typo, true
	}
	return models.Wording, true
}

// facts are what of a text may not change unnoticed.
type facts struct {
	// certain are numbers, units, dates, times and negations, sorted.
	certain []string
	// names and maybe are the stems of names and of words that may be names;
	// words are those of all others.
	names, maybe []string
	words        map[string]bool
}

func readFacts(l *locale.Locale, b *models.Block) facts {
	plain := text.PlainBlock(b)
	if b.Source != "" {
		plain += "\n" + b.Source
	}
	var f facts
	read := l.Facts(plain)
	for _, q := range read.Quantities {
		if q.Spelt && q.Value <= 1 {
			continue // "one" is an article as often as a number
		}
		f.certain = append(f.certain, fmt.Sprintf("number %.12g", q.Value))
		if q.Unit != "" {
			f.certain = append(f.certain, "unit "+q.Unit)
		}
	}
	for _, minutes := range read.Clocks {
		f.certain = append(f.certain, fmt.Sprintf("time %d", minutes))
	}
	for _, m := range read.Mentions {
		if m.Sure {
			f.certain = append(f.certain, fmt.Sprintf("day %v %d", m.Weekday, m.Number))
		}
	}
	for _, word := range l.Negations(plain) {
		f.certain = append(f.certain, "no "+word)
	}
	slices.Sort(f.certain)
	f.names, f.maybe = l.ProperNames(plain)
	f.words = make(map[string]bool)
	for _, word := range locale.Words(plain) {
		f.words[l.Stem(word)] = true
	}
	return f
}

// namedIn reports whether the other text has every name.
func (f *facts) namedIn(other *facts) bool {
	return !slices.ContainsFunc(f.names, func(name string) bool {
		return !slices.Contains(other.names, name) && !slices.Contains(other.maybe, name)
	})
}

// maybeNamedIn reports whether the other text has every word that may be a name.
func (f *facts) maybeNamedIn(other *facts) bool {
	return !slices.ContainsFunc(f.maybe, func(name string) bool { return !other.words[name] })
}

// onlySpelling reports whether every change is one of punctuation, markup or
// spelling: a word for a word, similar, and no other form of it.
func onlySpelling(l *locale.Locale, then, now *models.Block) bool {
	if then.Kind == models.Table || now.Kind == models.Table || then.Source != now.Source || then.Alt != now.Alt {
		return false
	}
	var gone []string
	for _, s := range text.DiffPlain(text.PlainBlock(then), text.PlainBlock(now)) {
		words := wordsOf(text.Plain(s.HTML))
		switch s.Change {
		case text.Deleted:
			gone = words
			continue
		case text.Inserted:
			if !respelt(l, gone, words) {
				return false
			}
		case text.Same:
			if len(gone) > 0 {
				return false
			}
		}
		gone = nil
	}
	return len(gone) == 0
}

func wordsOf(s string) []string {
	var words []string
	for _, word := range locale.Words(s) {
		words = append(words, word)
	}
	return words
}

// respelt reports whether words were only spelt otherwise.
func respelt(l *locale.Locale, then, now []string) bool {
	return slices.EqualFunc(then, now, func(a, b string) bool {
		if l.Fold(a, locale.FoldSpelling) == l.Fold(b, locale.FoldSpelling) {
			return true
		}
		if l.Stem(a) == l.Stem(b) {
			return false // another form of the word
		}
		letters := min(len([]rune(a)), len([]rune(b)))
		return levenshtein.Distance(l.Lower(a), l.Lower(b), nil) <= cmp.Or(min(letters/4, 2), 1)
	})
}

// sameWords reports whether two versions of a unit say the same, white space
// aside.
func sameWords(a, b *models.Block) bool { return words(a) == words(b) }

// words is what a unit says, white space aside.
func words(b *models.Block) [4]string {
	fields := [4]string{b.Text, b.Source, b.URL, b.Alt}
	for i, f := range fields {
		fields[i] = strings.Join(strings.Fields(f), " ")
	}
	return fields
}
