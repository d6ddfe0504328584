package cms

import (
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Label is a name with the language that it is in, which is not always the
// one asked for: where a thing has no name in it the reading order decides.
type Label struct {
	Text string
	// Lang is empty where the name is language-neutral: a key.
	Lang locale.Tag
}

// SectionLabel names a section for readers of a language.
func (n *Newsroom) SectionLabel(s *models.Section, l locale.Tag) Label {
	return pick(n.locales.Order(l), s.Key, func(t locale.Tag) string {
		for _, name := range s.Names {
			if name.Locale == t {
				return name.Name
			}
		}
		return ""
	})
}

// TagLabel names a tag for readers of a language.
func (n *Newsroom) TagLabel(tag *models.Tag, l locale.Tag) Label {
	return pick(n.locales.Order(l), tag.Key, func(t locale.Tag) string {
		for _, name := range tag.Names {
			if name.Locale == t {
				return name.Name
			}
		}
		return ""
	})
}

// Byline is an author for readers of a language.
type Byline struct {
	Name, Title Label
	Handle      string
	Slug        string
}

// Byline returns how an author signs for readers of a language.
func (n *Newsroom) Byline(a *models.Author, l locale.Tag) Byline {
	b := Byline{Handle: a.Handle, Slug: AuthorSlug(a, l)}
	if own := AuthorTextOf(a, l).Handle; own != "" {
		b.Handle = own
	}
	b.Name = pick(n.locales.Order(l), a.Key, func(t locale.Tag) string { return AuthorTextOf(a, t).Name })
	b.Title = pick(n.locales.Order(l), "", func(t locale.Tag) string { return AuthorTextOf(a, t).Title })
	return b
}

// Biography returns what readers of a language learn of an author.
func (n *Newsroom) Biography(a *models.Author, l locale.Tag) Label {
	return pick(n.locales.Order(l), "", func(t locale.Tag) string { return AuthorTextOf(a, t).Biography })
}

// pick returns the first name in the reading order, or the key.
func pick(order []locale.Tag, key string, name func(locale.Tag) string) Label {
	for _, t := range order {
		if s := name(t); s != "" {
			return Label{s, t}
		}
	}
	return Label{Text: key}
}

// SectionSlug is a section's part of an address in a language: its slug there
// or its key.
func SectionSlug(s *models.Section, l locale.Tag) string {
	if s == nil {
		return ""
	}
	for _, n := range s.Names {
		if n.Locale == l {
			return n.Slug
		}
	}
	return s.Key
}

// TagSlug is a tag's part of an address in a language: its slug there or its
// key.
func TagSlug(t *models.Tag, l locale.Tag) string {
	for _, n := range t.Names {
		if n.Locale == l {
			return n.Slug
		}
	}
	return t.Key
}

// AuthorSlug is an author's part of an address in a language: their slug there
// or their key.
func AuthorSlug(a *models.Author, l locale.Tag) string {
	for _, n := range a.Names {
		if n.Locale == l {
			return n.Slug
		}
	}
	return a.Key
}
