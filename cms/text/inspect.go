package text

import (
	"strings"

	"github.com/qalam-cms/qalam/models"
)

// LinksIn returns the addresses that a block links to, each once for every link.
func LinksIn(b *models.Block) []string {
	var links []string
	for _, runs := range fragments(b) {
		before := ""
		for _, r := range runs {
			if r.marks.href != "" && r.marks.href != before {
				links = append(links, r.marks.href)
			}
			before = r.marks.href
		}
	}
	return links
}

// WithoutCode returns the words of a block without markup and without what is
// marked as code.
func WithoutCode(b *models.Block) string {
	texts := fragments(b)
	for i, runs := range texts {
		texts[i] = nil
		for _, r := range runs {
			if r.marks.style&code == 0 {
				texts[i] = append(texts[i], r)
			}
		}
	}
	return plainFragments(texts)
}

// IsForeign reports whether all words of a block are marked as being in another
// language.
func IsForeign(b *models.Block) bool {
	marked := false
	for _, runs := range fragments(b) {
		for _, r := range runs {
			if r.marks.lang == "" && strings.ContainsFunc(r.text, func(r rune) bool { return !isNoWordRune(r) }) {
				return false
			}
			marked = marked || r.marks.lang != ""
		}
	}
	return marked
}
