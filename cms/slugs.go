package cms

import (
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// reserved are the words that stand for something else where a slug stands in an
// address: the site's own pages, and its languages in every spelling.
func (n *Newsroom) reserved() []string {
	words := []string{
		"pages", "tags", "authors", "archive", "search", "feed", "atom", "admin", "api", "assets", "media", "kz", "kk-latn",
	}
	for _, l := range n.locales.Tags() {
		words = append(words, string(l))
	}
	return words
}

// isReserved reports whether a slug has another meaning in addresses. Figures
// alone are the number of a story.
func (n *Newsroom) isReserved(slug string) bool {
	return slices.Contains(n.reserved(), slug) || strings.Trim(slug, "0123456789") == ""
}

// cleanSlug returns the slug that somebody typed for a thing of that name, made
// from the name where nothing was typed. One that cannot be seen for what it is, or
// that means something else in addresses, is errs.Invalid.
func (n *Newsroom) cleanSlug(l *locale.Locale, typed, name string) (string, error) {
	if strings.TrimSpace(typed) == "" {
		typed = name
	}
	if misleading(typed) {
		return "", slugProblem("error.slug_signs", errs.Invalid, l, "")
	}
	slug := l.Slug(typed)
	if n.isReserved(slug) {
		return "", slugProblem("error.slug_reserved", errs.Invalid, l, slug)
	}
	return slug, nil
}

// slugProblem says what is wrong with a slug in a language, and names both.
func slugProblem(key string, kind errs.Kind, l *locale.Locale, slug string) error {
	return errs.New("cms", kind, key, errs.Args{"language": l.Name, "slug": slug, "locale": string(l.Tag)})
}

// misleading reports whether a text holds what nobody sees and what can make it
// look like another: control characters, and those that turn the direction of
// writing.
func misleading(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
	})
}

// moveSlug notes that a thing has another slug than before: its former one leads to
// it from now on, and the present one to nothing else any more.
func (w *work) moveSlug(ctx context.Context, kind models.SlugKind, l locale.Tag, id int64, before, after string) error {
	if before == after {
		return nil
	}
	if before != "" {
		if err := w.KeepFormerSlug(ctx, kind, l, before, id); err != nil {
			return err
		}
	}
	return w.DropFormerSlug(ctx, kind, l, after)
}
