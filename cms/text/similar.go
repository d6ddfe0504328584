package text

import (
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/models"
)

// vocabulary numbers words, so that comparing texts is comparing numbers.
type vocabulary map[string]int

// number returns the number of a word, a new one if it was not met before.
func (v vocabulary) number(word string) int {
	if _, ok := v[word]; !ok {
		v[word] = len(v)
	}
	return v[word]
}

// bag is the multiset of a text's words: their numbers in order.
type bag []int

// bag returns the words of a block, whatever their case.
func (v vocabulary) bag(b *models.Block) bag {
	var words bag
	for _, s := range []string{blockPlain(b), b.Source, b.Alt} {
		for word := range strings.FieldsFuncSeq(strings.ToLower(s), isNoWordRune) {
			words = append(words, v.number(word))
		}
	}
	slices.Sort(words)
	return words
}

// dice returns how much two multisets have in common, from 0 to 1: twice the
// size of their intersection by the sum of their sizes.
func dice(a, b bag) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	common := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			common++
			i++
			j++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}

// family groups the kinds of block that a text may change between without
// becoming another text.
type family int

const (
	prose family = iota
	headings
	images
	embeds
	tables
	rules
)

func familyOf(kind models.BlockKind) family {
	switch kind {
	case models.Heading2, models.Heading3, models.Heading4:
		return headings
	case models.Image:
		return images
	case models.Embed:
		return embeds
	case models.Table:
		return tables
	case models.Rule:
		return rules
	default:
		return prose
	}
}
