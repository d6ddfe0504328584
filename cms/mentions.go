package cms

import (
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// MentionQuery asks whom a comment on a version can mention.
type MentionQuery struct {
	ArticleID int64
	Locale    locale.Tag
	// Begins is how a word of the name and what follows it begins, in any script and
	// without the letters that a keyboard may lack; empty for everyone.
	Begins string
	// Limit is how many are returned at most; 0 for no limit.
	Limit int
}

// Mentionable returns those whom a comment on a version can mention, the ones who are
// spelt most alike first: everyone but the actor who may read the drafts of the story. It
// needs that right, too.
func (n *Newsroom) Mentionable(ctx context.Context, by Actor, q MentionQuery) ([]Person, error) {
	const op = "cms.Mentionable"
	l, err := n.enabled(q.Locale)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	r := n.store.Read()
	a, err := readable(ctx, r, by, q.ArticleID, q.Locale)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	people, err := mentionable(ctx, r, a, q.Locale)
	people = slices.DeleteFunc(people, func(p Person) bool { return by.UserID != nil && p.ID == *by.UserID })
	locale.SortBy(l, people, func(p Person) string { return p.Name })
	people = beginning(n.locales.All()[0], people, q.Begins)
	if q.Limit > 0 {
		people = people[:min(q.Limit, len(people))]
	}
	return people, errs.Wrap(op, err)
}

// beginning returns those of whose names a word, with what follows it, begins like that.
func beginning(l *locale.Locale, people []Person, like string) []Person {
	var found []Person
	for level := locale.FoldSpelling; level <= locale.FoldSound; level++ {
		key := l.Fold(like, level)
		if key == "" && like != "" {
			break // nothing of it is left, which everything begins with
		}
		for _, p := range people {
			name := " " + l.Fold(p.Name, level)
			if strings.Contains(name, " "+key) && !slices.Contains(found, p) {
				found = append(found, p)
			}
		}
	}
	return found
}

func mentionable(ctx context.Context, r store.Reader, a *models.Article, l locale.Tag) ([]Person, error) {
	users, err := r.Users(ctx)
	var people []Person
	for i := range users {
		if allow(rights.Of(&users[i]), rights.ReadDrafts, a, l) == nil {
			people = append(people, Person{users[i].ID, users[i].Name})
		}
	}
	return people, err
}

// mentions returns whom a comment is meant for: those whom its text names, and the
// others given, of whom each may read the story's drafts. Nobody mentions themselves.
func (w *work) mentions(ctx context.Context, a *models.Article, c *models.Comment, others []int64) ([]int64, error) {
	if len(others) == 0 && !strings.Contains(c.Text, "@") {
		return nil, nil
	}
	people, err := mentionable(ctx, w.Reader, a, c.Locale)
	if err != nil {
		return nil, err
	}
	for _, id := range others {
		if !slices.ContainsFunc(people, func(p Person) bool { return p.ID == id }) {
			return nil, errs.New("cms", errs.Invalid, "error.mention", nil)
		}
	}
	ids := slices.Clone(others)
	for _, m := range namedIn(w.n.locales.All(), c.Text, people) {
		ids = append(ids, m.people...)
	}
	ids = slices.DeleteFunc(ids, func(id int64) bool { return w.by.UserID != nil && id == *w.by.UserID })
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// called is a person by the words of their name.
type called struct {
	id    int64
	words []nameWord
}

// nameWord is a word as it is spelt, as it is typed without the letters of its
// language, and without the ending that it may have in each language.
type nameWord struct {
	spelling, keyboard string
	stems              []string
	// end is where the word ends in the text.
	end int
}

// nameWords reads the first words of a text, at most so many.
func nameWords(languages []*locale.Locale, s string, most int) []nameWord {
	var words []nameWord
	at := 0
	for word := range strings.FieldsSeq(s) {
		if len(words) == most {
			break
		}
		start := at + strings.Index(s[at:], word)
		at = start + len(word)
		// What stands around a word, as a comma does, is none of it.
		bare := strings.TrimLeftFunc(word, func(r rune) bool { return !isLetter(r) })
		start += len(word) - len(bare)
		word = bare
		if end := strings.IndexFunc(word, func(r rune) bool { return !inName(r) }); end >= 0 {
			word = word[:end]
		}
		if word = strings.TrimRightFunc(word, func(r rune) bool { return !isLetter(r) }); word == "" {
			continue
		}
		w := nameWord{spelling: languages[0].Fold(word, locale.FoldSpelling), end: start + len(word)}
		w.keyboard = locale.FoldFurther(w.spelling, locale.FoldKeyboard)
		for _, l := range languages {
			w.stems = append(w.stems, l.Fold(l.Stem(word), locale.FoldKeyboard))
		}
		words = append(words, w)
	}
	return words
}

// isLetter reports whether a rune is part of a word wherever it stands, inName whether
// it can be within a name.
func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func inName(r rune) bool { return isLetter(r) || strings.ContainsRune("-'’ʼ.", r) }

// naming is a name in a text, from the @ before it to its end, and whom it names.
type naming struct {
	start, end int
	people     []int64
}

// namedIn returns the names of people that stand after an @ in a text. Of several whose
// names begin alike the longest counts: @Anna Lee is not Anna. Case and the letters of
// a language make no difference where nobody is meant otherwise, nor does the ending
// that a name takes in a sentence.
func namedIn(languages []*locale.Locale, text string, people []Person) []naming {
	names := make([]called, len(people))
	most := 0
	for i, p := range people {
		names[i] = called{p.ID, nameWords(languages, p.Name, MaxName)}
		most = max(most, len(names[i].words))
	}
	var found []naming
	for at, r := range text {
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		if r != '@' || isLetter(before) { // as in an address
			continue
		}
		line := text[at+1:]
		if end := strings.IndexAny(line, "\n@"); end >= 0 { // no name reaches over the next
			line = line[:end]
		}
		if first, _ := utf8.DecodeRuneInString(line); isLetter(first) {
			words := nameWords(languages, line, most)
			if ids, long := closest(names, words); long > 0 {
				found = append(found, naming{at, at + 1 + words[long-1].end, ids})
			}
		}
	}
	return found
}

// closest returns those whose names the words begin with, most alike, and how many words
// that are.
func closest(names []called, words []nameWord) (ids []int64, long int) {
	best := 0
	for _, name := range names {
		switch likeness := name.likeness(words); {
		case likeness == 0 || likeness < best:
		case likeness > best:
			best, ids = likeness, []int64{name.id}
		default:
			ids = append(ids, name.id)
		}
	}
	return ids, best / (sameSpelling + 1)
}

// The likeness of two words.
const (
	otherWord = iota
	sameStem
	sameKeys
	sameSpelling
)

func (w *nameWord) like(other *nameWord) int {
	switch {
	case w.spelling == other.spelling:
		return sameSpelling
	case w.keyboard == other.keyboard:
		return sameKeys
	}
	for i := range w.stems {
		if w.stems[i] == other.stems[i] {
			return sameStem
		}
	}
	return otherWord
}

// likeness says how well words begin with a name, 0 for not at all: more words count
// for more than words that are more alike.
func (c *called) likeness(words []nameWord) int {
	if len(c.words) == 0 || len(c.words) > len(words) {
		return 0
	}
	least := sameSpelling
	for i := range c.words {
		like := c.words[i].like(&words[i])
		if like == otherWord {
			return 0
		}
		least = min(least, like)
	}
	return len(c.words)*(sameSpelling+1) + least
}
