package search

import (
	"maps"
	"slices"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// maxWords is how many different words of a story are kept: those of a very long
// book.
const maxWords = 50_000

// Keys returns everything under which a version is found: the keys of the words
// of its title, its summary and its body, sorted, each once. The sounds are
// those of names only.
func Keys(l *locale.Locale, c *models.Content) []string {
	found := map[string]struct{}{}
	seen := map[string]*word{}
	add := func(list []string) {
		for _, k := range list {
			found[k] = struct{}{}
		}
	}
	read := func(s string, inTitle bool) {
		words(s, func(_ int, raw string) {
			w, known := seen[raw]
			if !known {
				if len(seen) == maxWords {
					return
				}
				made := newWord(l, raw)
				w, seen[raw] = &made, &made
				add(keys(l, exact, w.form))
				add(keys(l, stem, w.stem))
				add(keys(l, keyboard, w.keyboard()...))
				if w.name {
					add(keys(l, sound, w.sound()...))
				}
			}
			if inTitle {
				add(keys(l, title, w.stem))
			}
		})
	}
	for i, passage := range passages(c) {
		read(passage, i == 0)
	}
	return slices.Sorted(maps.Keys(found))
}

// passages are the texts of a version that readers see, the title first.
func passages(c *models.Content) []string {
	list := []string{c.Title, c.Summary}
	for i := range c.Body {
		if b := &c.Body[i]; b.Mark != models.Omitted {
			list = append(list, text.PlainBlock(b))
		}
	}
	return list
}
