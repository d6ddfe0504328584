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

// Mentionable returns those whom a comment on a version can mention: everyone who may
// read the drafts of the story. It needs that right, too.
func (n *Newsroom) Mentionable(ctx context.Context, by Actor, articleID int64, l locale.Tag) ([]Person, error) {
	const op = "cms.Mentionable"
	r := n.store.Read()
	a, err := readable(ctx, r, by, articleID, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	people, err := mentionable(ctx, r, a, l)
	return people, errs.Wrap(op, err)
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
	ids := append(slices.Clone(others), namedIn(w.n.locales.All(), c.Text, people)...)
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
}

// nameWords reads the first words of a text, at most so many.
func nameWords(languages []*locale.Locale, s string, most int) []nameWord {
	var words []nameWord
	for word := range strings.FieldsSeq(s) {
		if len(words) == most {
			break
		}
		// What follows a word, as a comma does, is none of it.
		if end := strings.IndexFunc(word, func(r rune) bool { return !inName(r) }); end >= 0 {
			word = word[:end]
		}
		word = strings.TrimRightFunc(word, func(r rune) bool { return !isLetter(r) })
		w := nameWord{spelling: languages[0].Fold(word, locale.FoldSpelling)}
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

// namedIn returns the people whose names stand after an @ in a text. Of several whose
// names begin alike the longest counts: @Anna Lee is not Anna. Case and the letters of
// a language make no difference where nobody is meant otherwise, nor does the ending
// that a name takes in a sentence.
func namedIn(languages []*locale.Locale, text string, people []Person) []int64 {
	names := make([]called, len(people))
	most := 0
	for i, p := range people {
		names[i] = called{p.ID, nameWords(languages, p.Name, MaxName)}
		most = max(most, len(names[i].words))
	}
	var ids []int64
	for at, r := range text {
		before, _ := utf8.DecodeLastRuneInString(text[:at])
		if r != '@' || isLetter(before) { // as in an address
			continue
		}
		line, _, _ := strings.Cut(text[at+1:], "\n")
		if first, _ := utf8.DecodeRuneInString(line); isLetter(first) {
			ids = append(ids, closest(names, nameWords(languages, line, most))...)
		}
	}
	return ids
}

// closest returns those whose names the words begin with, most alike.
func closest(names []called, words []nameWord) []int64 {
	var ids []int64
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
	return ids
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
