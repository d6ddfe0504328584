package text

import (
	"cmp"
	"iter"
	"maps"
	"slices"

	"github.com/qalam-cms/qalam/models"
)

// order finds the order of merged blocks. Blocks that nobody moved are the
// frame; what one side inserted or moved goes after the block of the frame that
// it follows there.
type order struct {
	merged      map[models.Key]models.Block
	base        version
	first, next version // the two sides
	mineFirst   bool
	frame       map[models.Key]bool
}

// version is a body on its way into a merge.
type version struct {
	body models.Body
	at   keyIndex
	// still holds the blocks of base that this side has not moved: the largest
	// set that is in the same order in both.
	still map[models.Key]bool
}

func newVersion(base keyIndex, body models.Body) version {
	v := version{body, indexKeys(body), make(map[models.Key]bool)}
	var keys []models.Key
	var places []int
	for i := range body {
		if at, ok := base[body[i].Key]; ok {
			keys, places = append(keys, body[i].Key), append(places, at)
		}
	}
	for _, i := range increasing(places) {
		v.still[keys[i]] = true
	}
	return v
}

// newOrder prepares the order of what was merged. Where both sides have a say
// the one counts whose keys come first, so that the order does not hang on who
// saved before whom.
func newOrder(base, theirs, mine models.Body, merged map[models.Key]models.Block) *order {
	index := indexKeys(base)
	o := &order{
		merged: merged, base: version{body: base, at: index}, frame: make(map[models.Key]bool),
		first: newVersion(index, theirs), next: newVersion(index, mine),
	}
	o.mineFirst = slices.CompareFunc(mine, theirs, func(a, b models.Block) int { return cmp.Compare(a.Key, b.Key) }) < 0
	if o.mineFirst {
		o.first, o.next = o.next, o.first
	}
	for key := range o.first.still {
		if _, alive := merged[key]; alive && o.next.still[key] {
			o.frame[key] = true
		}
	}
	o.growFrame()
	return o
}

// growFrame adds the blocks that both sides inserted between the same blocks of
// the frame, as far as they are in the same order.
func (o *order) growFrame() {
	gaps := maps.Collect(o.gaps(&o.next))
	common := make(map[models.Key][]models.Key) // by the gap, in the order of the first
	for key, gap := range o.gaps(&o.first) {
		if other, ok := gaps[key]; ok && other == gap && !o.base.at.has(key) {
			common[gap] = append(common[gap], key)
		}
	}
	for _, keys := range common {
		places := make([]int, len(keys))
		for i, key := range keys {
			places[i] = o.next.at[key]
		}
		for _, i := range increasing(places) {
			o.frame[keys[i]] = true
		}
	}
}

// gaps yields the blocks of a side that are not in the frame, each with the
// block of the frame before it, "" standing for the beginning.
func (o *order) gaps(v *version) iter.Seq2[models.Key, models.Key] {
	return func(yield func(key, gap models.Key) bool) {
		gap := models.Key("")
		for i := range v.body {
			key := v.body[i].Key
			if o.frame[key] {
				gap = key
			} else if !yield(key, gap) {
				return
			}
		}
	}
}

// isFirst reports whether a block outside the frame stands where the first side
// has it: the side that moved it decides, or else the one that has it.
func (o *order) isFirst(key models.Key) bool {
	if !o.first.at.has(key) || !o.next.at.has(key) || !o.base.at.has(key) {
		return o.first.at.has(key)
	}
	return !o.first.still[key]
}

// keys returns the keys of the merged blocks in order.
func (o *order) keys() []models.Key {
	first, next := o.runs(&o.first, true), o.runs(&o.next, false)
	out := make([]models.Key, 0, len(o.merged))
	out = o.appendGap(out, first[""], next[""])
	for i := range o.first.body {
		if key := o.first.body[i].Key; o.frame[key] {
			out = append(out, key)
			out = o.appendGap(out, first[key], next[key])
		}
	}
	return out
}

// runs groups what is placed by a side by the block of the frame before it.
func (o *order) runs(v *version, first bool) map[models.Key][]models.Key {
	runs := make(map[models.Key][]models.Key)
	for key, gap := range o.gaps(v) {
		if _, alive := o.merged[key]; alive && o.isFirst(key) == first {
			runs[gap] = append(runs[gap], key)
		}
	}
	return runs
}

// appendGap appends what both sides have at one place, the run with the lower
// key first. Of two new blocks with the same words only theirs stays.
func (o *order) appendGap(out, first, next []models.Key) []models.Key {
	if o.mineFirst {
		first = o.withoutRepeats(first, next)
	} else {
		next = o.withoutRepeats(next, first)
	}
	if len(first) > 0 && len(next) > 0 && next[0] < first[0] {
		first, next = next, first
	}
	return append(append(out, first...), next...)
}

// withoutRepeats leaves out the new blocks of mine whose words a new block of
// theirs has.
func (o *order) withoutRepeats(mine, theirs []models.Key) []models.Key {
	said := make(map[models.Words]bool, len(theirs))
	for _, key := range theirs {
		if b := o.merged[key]; !o.base.at.has(key) {
			said[b.Words()] = true
		}
	}
	return slices.DeleteFunc(mine, func(key models.Key) bool {
		b := o.merged[key]
		return !o.base.at.has(key) && said[b.Words()]
	})
}

// increasing returns the indices of the longest increasing subsequence of
// values, in O(n log n).
func increasing(values []int) []int {
	var ends []int // ends[k] is the index with which the best sequence of k+1 ends
	before := make([]int, len(values))
	for i, v := range values {
		k, _ := slices.BinarySearchFunc(ends, v, func(end, v int) int { return values[end] - v })
		before[i] = unmatched
		if k > 0 {
			before[i] = ends[k-1]
		}
		if k == len(ends) {
			ends = append(ends, i)
		} else {
			ends[k] = i
		}
	}
	if len(ends) == 0 {
		return nil
	}
	indices := make([]int, len(ends))
	for k, i := len(ends)-1, ends[len(ends)-1]; k >= 0; k-- {
		indices[k] = i
		i = before[i]
	}
	return indices
}
