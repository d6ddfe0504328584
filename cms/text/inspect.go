package text

import (
	"strings"

	"github.com/qalam-cms/qalam/models"
)

// LinksIn returns the addresses that a block links to, each once for every link.
func LinksIn(b *models.Block) []string {
	if !hasTag(b.Text) {
		return nil
	}
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

// Prose returns what PlainBlock does, with line breaks as newlines and an x for every
// byte of what is marked as code: what is found in it stands in both at one place.
func Prose(b *models.Block) string {
	if isField(b) || !hasTag(b.Text) {
		return PlainBlock(b)
	}
	texts := fragments(b)
	prose := make([]string, len(texts))
	for i, runs := range texts {
		for j := range runs {
			if runs[j].marks.style&code != 0 {
				runs[j].text = strings.Repeat("x", len(runs[j].text))
			}
		}
		prose[i] = joinText(runs)
	}
	return strings.Join(prose, "\n")
}

// hasTag reports whether a text may have markup. Most have none, and need no reading.
func hasTag(s string) bool { return strings.IndexByte(s, '<') >= 0 }

// IsForeign reports whether all words of a block are marked as being in another
// language.
func IsForeign(b *models.Block) bool {
	if !hasTag(b.Text) {
		return false
	}
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
