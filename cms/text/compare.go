package text

import (
	"html"

	"github.com/qalam-cms/qalam/models"
)

// BlockChange says what became of a block, or of title or summary, between two
// revisions.
type BlockChange struct {
	Key models.Key
	// Old and New are the block in either revision; null where it is not there.
	Old, New *models.Block
	// Moved says that it stands in another order among the blocks that stayed.
	Moved bool
	// Text compares the words of the two.
	Text []Segment
}

// Changed reports whether a reader would see any difference.
func (c *BlockChange) Changed() bool {
	return c.Old == nil || c.New == nil || c.Moved || c.Old.Words() != c.New.Words()
}

// CompareContents compares two revisions unit by unit: title and summary, then
// the blocks in the order of the new one, each deleted one after the block that
// it followed.
func CompareContents(old, fresh *models.Content) []BlockChange {
	was, is := old.Units(), fresh.Units()
	at := indexKeys(is)
	deleted := make(map[models.Key][]*models.Block) // by the unit before
	before := models.KeySummary
	for i := range was {
		if at.has(was[i].Key) {
			before = was[i].Key
		} else {
			deleted[before] = append(deleted[before], &was[i])
		}
	}
	from := indexKeys(was)
	still := newVersion(from, is).still
	out := make([]BlockChange, 0, len(is))
	for i := range is {
		now := &is[i]
		c := BlockChange{Key: now.Key, New: now, Old: from.block(was, now.Key)}
		c.Moved = c.Old != nil && !still[now.Key]
		c.Text = DiffUnits(c.Old, now)
		out = append(out, c)
		for _, gone := range deleted[now.Key] {
			out = append(out, BlockChange{Key: gone.Key, Old: gone, Text: DiffUnits(gone, nil)})
		}
	}
	return out
}

// DiffUnits compares the words of two versions of a unit. Tables are compared
// by their words, without their cells.
func DiffUnits(old, fresh *models.Block) []Segment {
	text := func(b *models.Block) string {
		switch {
		case b == nil:
			return ""
		case b.Key.IsPlain(), b.Kind == models.Table:
			return html.EscapeString(PlainBlock(b))
		}
		return b.Text
	}
	return Diff(text(old), text(fresh))
}
