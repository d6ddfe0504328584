package text

import (
	"cmp"

	"github.com/qalam-cms/qalam/models"
)

// Conflict is a block, or one of the fields beside the body, that two people
// have changed in different ways.
type Conflict struct {
	Key models.Key
	// Base is the block that both began with, Theirs the one that is saved and
	// Mine the one that is to be saved; null where there is none.
	Base, Theirs, Mine *models.Block
}

// Merge joins two versions of a content that both began with base: theirs,
// which is saved, and mine, which is to be.
//
// Blocks belong together by key. A block that one side changed is taken from
// there; what both made the same is no conflict; what both changed in different
// ways, or one deleted and the other changed, is. Title, summary, slug and SEO
// fields are merged alike, under their reserved keys. Blocks that one side moved
// stand where that side has them, those that both moved where one of them has them.
// Blocks that both inserted at one place both stay, ordered by key; where they
// have the same words they are one.
//
// A confirmation is a word about certain words: it comes with the words of the
// side that changed them, and where neither did, the newer one counts.
//
// Where there are conflicts, the content has theirs in those places, or mine
// where theirs is gone: it is for showing, not for saving. Nothing that was
// typed on either side is missing from content and conflicts together.
//
// For n blocks it takes O(n log n).
func Merge(base, theirs, mine *models.Content) (models.Content, []Conflict) {
	m := merging{}
	var c models.Content
	c.Title = m.field(models.KeyTitle, base.Title, theirs.Title, mine.Title)
	c.Summary = m.field(models.KeySummary, base.Summary, theirs.Summary, mine.Summary)
	c.Slug = m.field(models.KeySlug, base.Slug, theirs.Slug, mine.Slug)
	c.SEO.Title = m.field(models.KeySEOTitle, base.SEO.Title, theirs.SEO.Title, mine.SEO.Title)
	c.SEO.Description = m.field(models.KeySEODescription,
		base.SEO.Description, theirs.SEO.Description, mine.SEO.Description)
	c.Confirmed.Title = mergeConfirmation(base.Confirmed.Title, theirs.Confirmed.Title, mine.Confirmed.Title,
		theirs.Title != base.Title, mine.Title != base.Title)
	c.Confirmed.Summary = mergeConfirmation(base.Confirmed.Summary, theirs.Confirmed.Summary, mine.Confirmed.Summary,
		theirs.Summary != base.Summary, mine.Summary != base.Summary)
	c.Body = m.body(base.Body, theirs.Body, mine.Body)
	return c, m.conflicts
}

// merging is a merge under way.
type merging struct {
	conflicts []Conflict
}

// field merges a text beside the body.
func (m *merging) field(key models.Key, base, theirs, mine string) string {
	switch {
	case mine == base, mine == theirs:
		return theirs
	case theirs == base:
		return mine
	}
	block := func(s string) *models.Block {
		if s == "" {
			return nil
		}
		return &models.Block{Key: key, Kind: models.Paragraph, Text: s}
	}
	m.conflicts = append(m.conflicts, Conflict{key, block(base), block(theirs), block(mine)})
	return theirs
}

// mergeConfirmation merges what is remembered of the source.
func mergeConfirmation(base, theirs, mine models.Confirmation, theyWrote, iWrote bool) models.Confirmation {
	switch {
	case theyWrote && !iWrote:
		return theirs
	case iWrote && !theyWrote:
		return mine
	case mine == base:
		return theirs
	case theirs == base:
		return mine
	}
	newer := cmp.Or(cmp.Compare(theirs.From, mine.From), cmp.Compare(theirs.Origin, mine.Origin))
	if newer < 0 {
		return mine
	}
	return theirs
}

// keyIndex is a body by key.
type keyIndex map[models.Key]int

func indexKeys(body models.Body) keyIndex {
	index := make(keyIndex, len(body))
	for i := range body {
		index[body[i].Key] = i
	}
	return index
}

func (x keyIndex) has(key models.Key) bool {
	_, ok := x[key]
	return ok
}

// block returns the block with a key, nil where there is none.
func (x keyIndex) block(body models.Body, key models.Key) *models.Block {
	if i, ok := x[key]; ok {
		return &body[i]
	}
	return nil
}

func (m *merging) body(base, theirs, mine models.Body) models.Body {
	ib, it, im := indexKeys(base), indexKeys(theirs), indexKeys(mine)
	merged := make(map[models.Key]models.Block, len(theirs))
	add := func(key models.Key) {
		if _, done := merged[key]; done {
			return
		}
		b := m.block(key, ib.block(base, key), it.block(theirs, key), im.block(mine, key))
		if b != nil {
			merged[key] = *b
		}
	}
	for i := range theirs {
		add(theirs[i].Key)
	}
	for i := range mine {
		add(mine[i].Key)
	}
	order := newOrder(base, theirs, mine, merged)
	out := make(models.Body, 0, len(merged))
	for _, key := range order.keys() {
		out = append(out, merged[key])
	}
	return out
}

// block merges the versions of one block, any of which may be nil. It returns
// nil where the block is gone.
func (m *merging) block(key models.Key, base, theirs, mine *models.Block) *models.Block {
	theyWrote, iWrote := differ(base, theirs), differ(base, mine)
	if theyWrote && iWrote && differ(theirs, mine) {
		m.conflicts = append(m.conflicts, Conflict{key, base, theirs, mine})
		if theirs == nil {
			return mine
		}
		return theirs
	}
	side := theirs
	if iWrote {
		side = mine
	}
	if side == nil || theirs == nil || mine == nil {
		return side
	}
	out, was := *side, models.Confirmation{}
	if base != nil {
		was = base.Confirmation
	}
	mark := out.Mark
	out.Confirmation = mergeConfirmation(was, theirs.Confirmation, mine.Confirmation, theyWrote, iWrote)
	out.Mark = mark
	return &out
}

// differ reports whether two versions of a block say different things. One that
// is not there differs from one that is.
func differ(a, b *models.Block) bool {
	if a == nil || b == nil {
		return a != b
	}
	return a.Words() != b.Words()
}
