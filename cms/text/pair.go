package text

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/models"
)

// The weights by which blocks of a translation are paired with those of its
// source. They say how much more an anchor tells than the order does.
const (
	skipCost     = 0.6  // a source block left out, or a block added
	minMargin    = 0.1  // by which a pair must beat the best other pairing of the block
	numbersMatch = 1.5  // both have the same figures
	numbersClash = -1.2 // they have no figure in common
	numbersLost  = -0.2 // only one has figures; the other may spell them out
	linksMatch   = 1.5  // both link the same
	linksClash   = -0.4 // they have no link in common
	speechMatch  = 0.15 // both begin as speech, or neither; against it if not
	lengthWeight = 0.25 // for each factor of e between the lengths,
	maxLength    = 2.0  // up to so many
	maxPaired    = 1000 // blocks beyond are left to a person
)

// Pair gives the blocks of a translation that arrived without keys the keys of
// their source. Confirmations are left zero: pairing is not confirming.
//
// Where both have the same kinds of block in the same order everything pairs.
// Otherwise the blocks are aligned in order by their anchors: headings, figures
// in the text, addresses of images, embeds and links, speech, length. Kinds do
// not mix, but for the two kinds of list item, and a heading pairs only with
// one of its level. A translation may end early at no cost, so one that is half
// finished pairs with the beginning.
//
// A block for which another pairing would be about as good stays unpaired, with
// a fresh key from newKey (nil: NewKey), for a person to pair.
//
// It takes time and space in proportion to the product of the numbers of
// blocks, of which no more than the first thousand on either side are aligned.
func Pair(source, translation models.Body, newKey func() models.Key) models.Body {
	keys := newKeyring(newKey)
	out := slices.Clone(translation)
	for i := range out {
		out[i].Key, out[i].Confirmation = "", models.Confirmation{}
	}
	for _, p := range pairs(source, translation) {
		if key := source[p.x].Key; keys.take(key) {
			out[p.y].Key = key
		}
	}
	keys.reserve(source)
	for i := range out {
		if out[i].Key == "" {
			out[i].Key = keys.fresh()
		}
	}
	return out
}

// pairs returns the indices of the blocks that belong together.
func pairs(source, translation models.Body) []pair {
	if sameShape(source, translation) {
		all := make([]pair, len(source))
		for i := range all {
			all[i] = pair{i, i}
		}
		return all
	}
	words := make(vocabulary)
	from, to := anchorsOf(source, words), anchorsOf(translation, words)
	g := newGrid(len(from), len(to), costs{skip: skipCost}, func(x, y int) float64 {
		return from[x].score(&to[y])
	})
	// The same grid read from the end: the sums of what comes before a pair.
	back := newGrid(len(from), len(to), costs{skip: skipCost, tail: skipCost}, func(x, y int) float64 {
		return g.score(len(from)-1-x, len(to)-1-y)
	})
	return slices.DeleteFunc(g.best(), func(p pair) bool { return margin(g, back, p) < minMargin })
}

// sameShape reports whether both bodies have the same kinds of block.
func sameShape(a, b models.Body) bool {
	return slices.EqualFunc(a, b, func(a, b models.Block) bool { return counterpart(a.Kind) == counterpart(b.Kind) })
}

// counterpart returns the kind that blocks of a kind pair with. A list may be
// numbered in one language and not in the other.
func counterpart(kind models.BlockKind) models.BlockKind {
	if kind == models.Number {
		return models.Bullet
	}
	return kind
}

// margin returns by how much the best alignment with a pair beats the best one
// in which the pair's column has another row, or none.
func margin(g, back *grid, p pair) float64 {
	before := func(x, y int) float64 { return back.at(g.rows-x, g.columns-y) }
	other := math.Inf(-1)
	for x := range g.rows + 1 {
		other = max(other, before(x, p.y)-skipCost+g.at(x, p.y+1))
		if x == p.x || x == g.rows {
			continue
		}
		if s := g.score(x, p.y); s > 0 {
			other = max(other, before(x, p.y)+s+g.at(x+1, p.y+1))
		}
	}
	return before(p.x, p.y) + g.score(p.x, p.y) + g.at(p.x+1, p.y+1) - other
}

// anchors are what of a block survives translation.
type anchors struct {
	kind    models.BlockKind
	url     string
	length  float64 // as a logarithm; 0 for none
	speech  bool
	numbers bag
	links   bag
}

// anchorsOf returns the anchors of the blocks, up to as many as are paired.
func anchorsOf(body models.Body, words vocabulary) []anchors {
	out := make([]anchors, min(len(body), maxPaired))
	for i := range out {
		b := &body[i]
		texts := fragments(b)
		plain := plainFragments(texts)
		out[i] = anchors{
			kind:    counterpart(b.Kind),
			url:     b.URL,
			length:  math.Log1p(float64(utf8.RuneCountInString(plain))),
			speech:  strings.ContainsRune("“„«\"—–", firstRune(plain)),
			numbers: numbersIn(plain, words),
			links:   linksIn(texts, words),
		}
	}
	return out
}

// numbersIn returns the figures of a text: its runs of digits, so that the
// separators of thousands and decimals, which differ by language, do not
// matter.
func numbersIn(plain string, words vocabulary) bag {
	var figures bag
	for run := range strings.FieldsFuncSeq(plain, func(r rune) bool { return r < '0' || r > '9' }) {
		figures = append(figures, words.number(run))
	}
	slices.Sort(figures)
	return figures
}

// linksIn returns the links of a block's texts.
func linksIn(texts [][]run, words vocabulary) bag {
	var links bag
	for _, runs := range texts {
		for _, r := range runs {
			if r.marks.href != "" {
				links = append(links, words.number(r.marks.href))
			}
		}
	}
	slices.Sort(links)
	return slices.Compact(links)
}

// score returns how well a block of the source and one of the translation fit
// together. Those that are not above 0 do not.
func (a *anchors) score(b *anchors) float64 {
	if a.kind != b.kind {
		return 0
	}
	switch a.kind {
	case models.Embed:
		if a.url != b.url {
			return 0
		}
		return 4
	case models.Image:
		// The same picture, or one with its lettering in the other language.
		if a.url != b.url {
			return 0.5
		}
		return 4
	case models.Rule:
		return 1
	case models.Heading2, models.Heading3, models.Heading4, models.Table:
		return 2 + a.textScore(b)
	case models.Quote:
		return 1.5 + a.textScore(b)
	default:
		return 1 + a.textScore(b)
	}
}

// textScore returns what the texts of two blocks say for or against a pair.
func (a *anchors) textScore(b *anchors) float64 {
	s := -speechMatch
	if a.speech == b.speech {
		s = speechMatch
	}
	common := dice(a.numbers, b.numbers)
	switch {
	case common > 0:
		s += numbersMatch * common
	case len(a.numbers) > 0 && len(b.numbers) > 0:
		s += numbersClash
	case len(a.numbers)+len(b.numbers) > 0:
		s += numbersLost
	}
	if common := dice(a.links, b.links); common > 0 {
		s += linksMatch * common
	} else if len(a.links) > 0 && len(b.links) > 0 {
		s += linksClash
	}
	if a.length > 0 && b.length > 0 {
		s -= lengthWeight * min(math.Abs(a.length-b.length), maxLength)
	}
	return s
}
