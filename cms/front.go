package cms

import (
	"context"
	"maps"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// FrontPage is the front page of a language: the newest stories on top, then a
// block for each chosen section that has more.
type FrontPage struct {
	Listing
	Blocks []SectionBlock
}

// SectionBlock is a section on the front page, with its newest stories.
type SectionBlock struct {
	Section *models.Section
	Stories []models.Publication // as in a Listing
}

// FrontPage returns the front page as it is set, at a moment. No story is on it
// twice.
func (n *Newsroom) FrontPage(ctx context.Context, at models.Instant, l locale.Tag, set models.Front) (*FrontPage, error) {
	const op = "cms.FrontPage"
	top, err := n.List(ctx, ListInput{At: at, Locale: l, Limit: set.Newest})
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if set.UrgentFirst {
		urgent := func(p *models.Publication) int {
			if p.Article.Urgent {
				return 0
			}
			return 1
		}
		slices.SortStableFunc(top.Stories, func(a, b models.Publication) int { return urgent(&a) - urgent(&b) })
	}
	f := &FrontPage{Listing: *top}
	var shown []int64
	for i := range top.Stories {
		shown = append(shown, top.Stories[i].ArticleID)
	}
	r := n.store.Read()
	found, err := r.Blocks(ctx, at, l, set.Blocks, shown)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	more, err := n.pictures(ctx, r, at, l, coversOf(found))
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	f.pictures = allPictures(f.pictures, more)
	for _, b := range set.Blocks {
		block := SectionBlock{}
		for i := range found {
			if s := found[i].Article.Section; s != nil && s.ID == b.SectionID {
				block.Section = s
				block.Stories = append(block.Stories, found[i])
			}
		}
		if block.Section != nil {
			f.Blocks = append(f.Blocks, block)
		}
	}
	return f, nil
}

// allPictures has the pictures of both.
func allPictures(a, b map[int64]Picture) map[int64]Picture {
	all := make(map[int64]Picture, len(a)+len(b))
	maps.Copy(all, a)
	maps.Copy(all, b)
	return all
}
