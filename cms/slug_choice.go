package cms

import (
	"fmt"
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
)

// inNoLanguage is where the key of a tag that went into another is kept among former
// slugs: imports name tags by it.
const inNoLanguage = locale.Tag("")

// chooseSlug returns the slug that somebody typed, or one made of the name, numbered
// where others have it. One that was typed and that another thing has is
// errs.Conflict. taken says whether another thing has a slug.
func (n *Newsroom) chooseSlug(l *locale.Locale, typed, name string, taken func(slug string) (bool, error)) (string, error) {
	if misleading(typed) {
		return "", slugProblem("error.slug_signs", errs.Invalid, l, "")
	}
	if typed = plainLine(typed); typed == "" {
		return n.freeSlug(l.Slug(name), taken)
	}
	slug := l.Slug(typed)
	if slug == "" || slices.Contains(n.reserved(), slug) {
		return "", slugProblem("error.slug_reserved", errs.Invalid, l, slug)
	}
	has, err := taken(slug)
	if err == nil && has {
		err = slugProblem("error.slug_taken", errs.Conflict, l, slug)
	}
	return slug, err
}

// freeSlug numbers a slug that others have or that means something else.
func (n *Newsroom) freeSlug(base string, taken func(slug string) (bool, error)) (string, error) {
	slug := base
	for i := 2; ; i++ {
		has, err := taken(slug)
		if err != nil {
			return "", err
		}
		if !has && slug != "" && !slices.Contains(n.reserved(), slug) {
			return slug, nil
		}
		slug = strings.TrimPrefix(fmt.Sprintf("%s-%d", base, i), "-")
	}
}

// firstName is the name that a key is made of: the English one, or the first.
func firstName(order []locale.Tag, name func(locale.Tag) string) string {
	return pick(append([]locale.Tag{locale.English}, order...), "", name).Text
}

// renamed says in the journal's words what differs in each language; null where
// nothing does. A language that is lacking on either side is empty there.
func renamed[T comparable](tags []locale.Tag, before, after func(locale.Tag) T) map[string]any {
	data := map[string]any{}
	for _, l := range tags {
		if was, is := before(l), after(l); was != is {
			data["text."+string(l)] = map[string]any{"before": was, "after": is}
		}
	}
	return data
}
