package text

import (
	"cmp"
	"slices"

	"github.com/qalam-cms/qalam/models"
)

const (
	// minSimilarity is how much of their words two blocks must share to be
	// taken for versions of each other.
	minSimilarity = 0.4
	// minMoved is the same for blocks that are in another order as well.
	minMoved = 0.6
	// maxCells bounds the work of comparing every block with every other. It
	// allows six hundred rewritten blocks in a row.
	maxCells = 400_000
)

// Align gives the blocks of next, which arrived without keys, the keys and the
// confirmations of prev, the previous revision of the same translation.
//
// Blocks that are equal come first, wherever they have moved to. Between those
// that kept their order, the most similar blocks belong together, in order, if
// they have enough words in common; same kind is preferred to same family, and
// that to any other. Of a block that was split the first part keeps the key, and
// of two that were joined the first one's key stays, whichever part is longer.
// Then come blocks that were both moved and changed, the most similar first.
// What is left is new: it gets a fresh key from newKey (nil:
// NewKey) and no confirmation. No key is used twice. Blocks that prev marks as
// omitted have no text that could arrive; they stay after the block they
// followed.
//
// For n blocks it takes O(n log n) where nothing but order changed, and O(c²)
// comparisons for c changed blocks in a row, up to 400,000: a longer stretch is
// cut into proportional pieces first.
func Align(prev, next models.Body, newKey func() models.Key) models.Body {
	a := newAlignment(prev, next)
	a.matchUnique()
	a.matchNeighbours()
	a.matchEqual()
	a.matchSimilar()
	a.matchMoved()
	return a.body(newKey)
}

// alignment is the matching of two revisions as it grows.
type alignment struct {
	prev, next models.Body
	content    []models.Words // of next
	old        map[models.Words][]int
	toNext     []int // by index in prev: the index in next, or -1
	toPrev     []int // by index in next: the index in prev, or -1
}

// contentOf is what a block says, whatever it is marked as.
func contentOf(b *models.Block) models.Words {
	w := b.Words()
	w.Mark = ""
	return w
}

const unmatched = -1

func newAlignment(prev, next models.Body) *alignment {
	a := &alignment{prev: prev, old: make(map[models.Words][]int)}
	for i := range next {
		if isShown(&next[i]) {
			a.next = append(a.next, next[i])
			a.content = append(a.content, contentOf(&next[i]))
		}
	}
	for i := range prev {
		if isShown(&prev[i]) {
			c := contentOf(&prev[i])
			a.old[c] = append(a.old[c], i)
		}
	}
	a.toNext = slices.Repeat([]int{unmatched}, len(prev))
	a.toPrev = slices.Repeat([]int{unmatched}, len(a.next))
	return a
}

func (a *alignment) match(i, j int) {
	a.toNext[i], a.toPrev[j] = j, i
}

// matchUnique matches the contents that are there once in both revisions.
func (a *alignment) matchUnique() {
	count := make(map[models.Words]int)
	for _, c := range a.content {
		count[c]++
	}
	for j, c := range a.content {
		if old := a.old[c]; len(old) == 1 && count[c] == 1 {
			a.match(old[0], j)
		}
	}
}

// matchNeighbours matches equal blocks beside those that are matched: of
// several copies, the one in the same company is the same block.
func (a *alignment) matchNeighbours() {
	for j := range a.next { // toPrev grows as we go
		if i := a.toPrev[j]; i != unmatched {
			a.matchIfEqual(i+1, j+1)
		}
	}
	for j, i := range slices.Backward(a.toPrev) {
		if i != unmatched {
			a.matchIfEqual(i-1, j-1)
		}
	}
}

func (a *alignment) matchIfEqual(i, j int) {
	if i < 0 || j < 0 || i >= len(a.prev) || j >= len(a.next) {
		return
	}
	free := a.toNext[i] == unmatched && a.toPrev[j] == unmatched
	if free && isShown(&a.prev[i]) && contentOf(&a.prev[i]) == a.content[j] {
		a.match(i, j)
	}
}

// matchEqual matches the copies that are left, in order.
func (a *alignment) matchEqual() {
	for j, c := range a.content {
		if a.toPrev[j] != unmatched {
			continue
		}
		for len(a.old[c]) > 0 && a.toPrev[j] == unmatched {
			i := a.old[c][0]
			a.old[c] = a.old[c][1:]
			if a.toNext[i] == unmatched {
				a.match(i, j)
			}
		}
	}
}

// matchSimilar matches what changed, between the blocks that kept their order.
func (a *alignment) matchSimilar() {
	words := make(vocabulary)
	i, j := 0, 0
	for _, fixed := range append(a.frame(), len(a.next)) {
		end := len(a.prev)
		if fixed < len(a.next) {
			end = a.toPrev[fixed]
		}
		a.matchGap(words, a.freePrev(i, end), a.freeNext(j, fixed))
		i, j = end+1, fixed+1
	}
}

// matchMoved matches blocks that were both moved and changed, the most similar
// ones first. Where the comparisons would be too many it leaves them.
func (a *alignment) matchMoved() {
	old, fresh := a.freePrev(0, len(a.prev)), a.freeNext(0, len(a.next))
	if len(old) == 0 || len(fresh) == 0 || len(old)*len(fresh) > maxCells {
		return
	}
	words := make(vocabulary)
	freshBags := make([]bag, len(fresh))
	for y, j := range fresh {
		freshBags[y] = words.bag(&a.next[j])
	}
	type candidate struct {
		i, j  int
		score float64
	}
	var found []candidate
	for _, i := range old {
		own := words.bag(&a.prev[i])
		for y, j := range fresh {
			if n, m := len(own), len(freshBags[y]); 2*float64(min(n, m)) < (minMoved-0.1)*float64(n+m) {
				continue // too different in length to be similar
			}
			if s := similarity(&a.prev[i], &a.next[j], own, freshBags[y]); s >= minMoved {
				found = append(found, candidate{i, j, s})
			}
		}
	}
	slices.SortStableFunc(found, func(x, y candidate) int { return cmp.Compare(y.score, x.score) })
	for _, c := range found {
		if a.toNext[c.i] == unmatched && a.toPrev[c.j] == unmatched {
			a.match(c.i, c.j)
		}
	}
}

// frame returns the indices in next of the largest set of matched blocks that
// are in the same order in both revisions.
func (a *alignment) frame() []int {
	var matched, places []int
	for j, i := range a.toPrev {
		if i != unmatched {
			matched, places = append(matched, j), append(places, i)
		}
	}
	frame := increasing(places)
	for k, at := range frame {
		frame[k] = matched[at]
	}
	return frame
}

// freePrev returns the blocks of prev between two places that have no match.
func (a *alignment) freePrev(from, to int) []int {
	var free []int
	for i := from; i < to; i++ {
		if a.toNext[i] == unmatched && isShown(&a.prev[i]) {
			free = append(free, i)
		}
	}
	return free
}

// freeNext does the same for next.
func (a *alignment) freeNext(from, to int) []int {
	var free []int
	for j := from; j < to; j++ {
		if a.toPrev[j] == unmatched {
			free = append(free, j)
		}
	}
	return free
}

// matchGap matches the blocks of a stretch so that the sum of similarities is
// the largest possible in order.
func (a *alignment) matchGap(words vocabulary, old, fresh []int) {
	if len(old) == 0 || len(fresh) == 0 {
		return
	}
	a.matchSplit(old, fresh)
	old = slices.DeleteFunc(old, func(i int) bool { return a.toNext[i] != unmatched })
	fresh = slices.DeleteFunc(fresh, func(j int) bool { return a.toPrev[j] != unmatched })
	pieces := len(old)*len(fresh)/maxCells + 1
	for p := range pieces {
		a.matchPiece(words, piece(old, p, pieces), piece(fresh, p, pieces))
	}
}

// piece returns the p-th of n about equal parts of s.
func piece(s []int, p, n int) []int { return s[len(s)*p/n : len(s)*(p+1)/n] }

func (a *alignment) matchPiece(words vocabulary, old, fresh []int) {
	oldBags, freshBags := make([]bag, len(old)), make([]bag, len(fresh))
	for x, i := range old {
		oldBags[x] = words.bag(&a.prev[i])
	}
	for y, j := range fresh {
		freshBags[y] = words.bag(&a.next[j])
	}
	g := newGrid(len(old), len(fresh), costs{}, func(x, y int) float64 {
		return similarity(&a.prev[old[x]], &a.next[fresh[y]], oldBags[x], freshBags[y])
	})
	for _, pair := range g.best() {
		a.match(old[pair.x], fresh[pair.y])
	}
}

// similarity returns how much alike two blocks are: 0 if they cannot be
// versions of one block, otherwise more than that.
func similarity(a, b *models.Block, words, otherWords bag) float64 {
	same, family := a.Kind == b.Kind, familyOf(a.Kind)
	switch family {
	case images, embeds, rules:
		if !same {
			return 0
		}
		if a.URL == b.URL {
			return 1
		}
	default:
		if other := familyOf(b.Kind); other == images || other == embeds || other == rules {
			return 0
		}
	}
	s := dice(words, otherWords)
	switch {
	case s < minSimilarity:
		return 0
	case same:
		return s + 0.1
	case family == familyOf(b.Kind):
		return s + 0.05
	}
	return s
}

// body returns the blocks of next with what they inherit, and the omitted
// blocks of prev at their places.
func (a *alignment) body(newKey func() models.Key) models.Body {
	keys := newKeyring(newKey)
	omitted := a.omitted()
	out := make(models.Body, 0, len(a.next))
	out = append(out, omitted[unmatched]...)
	for j, b := range a.next {
		b.Key, b.Confirmation = "", models.Confirmation{}
		if i := a.toPrev[j]; i != unmatched {
			b.Key, b.Confirmation = a.prev[i].Key, a.prev[i].Confirmation
		}
		out = append(out, b)
		out = append(out, omitted[j]...)
	}
	taken := make([]bool, len(out))
	for i := range out {
		taken[i] = keys.take(out[i].Key)
	}
	keys.reserve(a.prev) // a key that is gone does not come back for another block
	for i := range out {
		if !taken[i] {
			out[i].Key = keys.fresh()
		}
	}
	return out
}

// omitted returns the omitted blocks of prev by the index in next after which
// they belong, unmatched standing for the beginning.
func (a *alignment) omitted() map[int]models.Body {
	at := unmatched
	after := make(map[int]models.Body)
	for i := range a.prev {
		switch {
		case a.prev[i].Mark == models.Omitted:
			after[at] = append(after[at], a.prev[i])
		case a.toNext[i] != unmatched:
			at = a.toNext[i]
		}
	}
	return after
}
