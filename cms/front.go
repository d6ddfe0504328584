package cms

import (
	"context"
	"maps"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
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
	sections, err := r.Sections(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	var blocks []store.Block
	for _, b := range set.Blocks {
		blocks = append(blocks, store.Block{SectionIDs: within(sections, b.SectionID), Stories: b.Stories})
	}
	found, err := r.Blocks(ctx, at, l, blocks, shown)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	more, err := n.pictures(ctx, r, at, l, coversOf(found))
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	f.pictures = allPictures(f.pictures, more)
	for i, b := range set.Blocks {
		block := SectionBlock{Section: sectionIn(sections, b.SectionID)}
		for _, p := range found {
			if p.SectionID != nil && slices.Contains(blocks[i].SectionIDs, *p.SectionID) {
				block.Stories = append(block.Stories, p)
			}
		}
		if block.Section != nil && len(block.Stories) > 0 {
			f.Blocks = append(f.Blocks, block)
		}
	}
	return f, nil
}

// within are a section and those below it.
func within(sections []models.Section, id int64) []int64 {
	ids := []int64{id}
	for i := range sections {
		if parent := sections[i].ParentID; parent != nil && *parent == id {
			ids = append(ids, sections[i].ID)
		}
	}
	return ids
}

// allPictures has the pictures of both.
func allPictures(a, b map[int64]Picture) map[int64]Picture {
	all := make(map[int64]Picture, len(a)+len(b))
	maps.Copy(all, a)
	maps.Copy(all, b)
	return all
}
