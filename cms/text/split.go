package text

import (
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/models"
)

// matchSplit matches, in a stretch of changed blocks, each block that was cut
// in two with its first part, and each first one of two that were joined with
// the block they became. It takes time in proportion to the product of the
// numbers of blocks, a comparison of first words each.
func (a *alignment) matchSplit(old, fresh []int) {
	was, is := proseWords(a.prev, old), proseWords(a.next, fresh)
	for x, i := range old {
		for y, j := range fresh {
			if a.toNext[i] != unmatched || a.toPrev[j] != unmatched {
				continue
			}
			split := y+1 < len(fresh) && fresh[y+1] == j+1 && follow(was[x], is[y], is[y+1])
			joined := x+1 < len(old) && old[x+1] == i+1 && follow(is[y], was[x], was[x+1])
			if split || joined {
				a.match(i, j)
			}
		}
	}
}

// proseWords returns the words of blocks of prose, nil for other blocks.
func proseWords(body models.Body, blocks []int) [][]string {
	words := make([][]string, len(blocks))
	for n, i := range blocks {
		if familyOf(body[i].Kind) == prose {
			words[n] = strings.FieldsFunc(strings.ToLower(blockPlain(&body[i])), isNoWordRune)
		}
	}
	return words
}

// follow reports whether a whole consists of two parts, one after the other.
func follow(whole, first, second []string) bool {
	return len(first) > 0 && len(second) > 0 && len(whole) == len(first)+len(second) &&
		slices.Equal(whole[:len(first)], first) && slices.Equal(whole[len(first):], second)
}
