package text

import (
	"strings"
	"unicode"

	"github.com/qalam-cms/qalam/models"
)

// Words counts the words that a reader of the body reads: runs of letters and
// digits in the texts, captions and sources of quotations.
func Words(body models.Body) int {
	n := 0
	for i := range body {
		if b := &body[i]; b.Mark != models.Omitted {
			n += BlockWords(b)
		}
	}
	return n
}

// BlockWords counts the words of one block as Words does; of title, summary and the
// like, those of the text itself.
func BlockWords(b *models.Block) int { return countWords(PlainBlock(b)) + countWords(b.Source) }

func countWords(s string) int {
	n := 0
	for range strings.FieldsFuncSeq(s, isNoWordRune) {
		n++
	}
	return n
}

// isNoWordRune reports whether r stands between words.
func isNoWordRune(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
}

// PlainBlock returns what a block says without its markup; of title, summary and
// the like, which have none, the text itself.
func PlainBlock(b *models.Block) string {
	switch {
	case isField(b):
		return b.Text
	case b.Kind != models.Table && strings.IndexByte(b.Text, '&') < 0 && !hasTag(b.Text):
		return plainField(b.Text)
	}
	return blockPlain(b)
}

// isField reports whether a unit has no markup.
func isField(b *models.Block) bool { return b.Key.IsReserved() }

// Excerpt returns the beginning of what a block says, at most so many characters
// and an ellipsis.
func Excerpt(b *models.Block, characters int) string {
	runes := []rune(PlainBlock(b))
	if len(runes) <= characters {
		return string(runes)
	}
	return string(runes[:characters]) + "…"
}
