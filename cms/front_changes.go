package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// FrontPlace is where a story stands on a front page.
type FrontPlace struct {
	// Section is that of the block; null at the top of the page.
	Section *models.Section
	// Rank counts from 1 within the block.
	Rank       int
	Title      string
	RevisionID int64
}

func (p *FrontPlace) block() int64 {
	if p.Section == nil {
		return 0
	}
	return p.Section.ID
}

// FrontChange is a story with which the front pages of two moments differ.
type FrontChange struct {
	ArticleID int64
	// From and To are where it stands at the one moment and at the other; null where
	// it is not on the page.
	From, To *FrontPlace
	// Moved says that it stands elsewhere among those that are on both, Rewritten
	// that it has other words.
	Moved, Rewritten bool
}

// FrontChanges returns with what the front page of a language differs at two moments:
// the stories that are on the later page first, in its order, then those that are gone
// from it. A story that only makes room for others has not moved. It takes the right to
// travel.
func (n *Newsroom) FrontChanges(ctx context.Context, by Actor, from, to models.Instant, l locale.Tag) ([]FrontChange, error) {
	const op = "cms.FrontChanges"
	if err := n.MayTravel(by); err != nil {
		return nil, errs.Wrap(op, err)
	}
	before, err := n.frontPlaces(ctx, from, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	after, err := n.frontPlaces(ctx, to, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	return frontChanges(before, after), nil
}

// placed is a story in its place.
type placed struct {
	articleID int64
	FrontPlace
}

// frontPlaces are the stories of a front page, from its top to its end.
func (n *Newsroom) frontPlaces(ctx context.Context, at models.Instant, l locale.Tag) ([]placed, error) {
	info, err := n.SiteInfo(ctx, at, l)
	if err != nil {
		return nil, err
	}
	page, err := n.FrontPage(ctx, at, l, info.Front)
	if err != nil {
		return nil, err
	}
	var list []placed
	add := func(section *models.Section, stories []models.Publication) {
		for i := range stories {
			p := &stories[i]
			list = append(list, placed{p.ArticleID, FrontPlace{section, i + 1, p.Revision.Content.Title, p.RevisionID}})
		}
	}
	add(nil, page.Stories)
	for i := range page.Blocks {
		add(page.Blocks[i].Section, page.Blocks[i].Stories)
	}
	return list, nil
}

func frontChanges(before, after []placed) []FrontChange {
	kept := inOrder(before, after)
	find := func(list []placed, id int64) *FrontPlace {
		i := slices.IndexFunc(list, func(p placed) bool { return p.articleID == id })
		if i < 0 {
			return nil
		}
		return &list[i].FrontPlace
	}
	var changes []FrontChange
	for i := range after {
		c := FrontChange{ArticleID: after[i].articleID, From: find(before, after[i].articleID), To: &after[i].FrontPlace}
		if c.From != nil {
			c.Moved = !slices.Contains(kept, c.ArticleID)
			c.Rewritten = c.From.RevisionID != c.To.RevisionID
		}
		if c.From == nil || c.Moved || c.Rewritten {
			changes = append(changes, c)
		}
	}
	for i := range before {
		if find(after, before[i].articleID) == nil {
			changes = append(changes, FrontChange{ArticleID: before[i].articleID, From: &before[i].FrontPlace})
		}
	}
	return changes
}

// inOrder returns the longest series of stories that stand in the same blocks and in
// the same order on both pages: what is not in it has moved.
func inOrder(before, after []placed) []int64 {
	same := func(i, j int) bool {
		return before[i].articleID == after[j].articleID && before[i].block() == after[j].block()
	}
	// best[i][j] is how long the series is from i and j on.
	best := make([][]int, len(before)+1)
	for i := range best {
		best[i] = make([]int, len(after)+1)
	}
	for i := range slices.Backward(before) {
		for j := range slices.Backward(after) {
			best[i][j] = max(best[i+1][j], best[i][j+1])
			if same(i, j) {
				best[i][j] = best[i+1][j+1] + 1
			}
		}
	}
	var ids []int64
	for i, j := 0, 0; i < len(before) && j < len(after); {
		switch {
		case same(i, j):
			ids = append(ids, before[i].articleID)
			i, j = i+1, j+1
		case best[i+1][j] >= best[i][j+1]:
			i++
		default:
			j++
		}
	}
	return ids
}
