package cms

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// FrontPage is the front page of a language: the stories that editors gave a place,
// and the newest around them; then a block for each chosen section that has more.
type FrontPage struct {
	Listing
	// Edition is how editors arranged it; null where nobody did.
	Edition *models.FrontEdition
	// Ticker are the urgent stories of the last hours, the newest first.
	Ticker []models.Publication
	Blocks []SectionBlock

	picked []int64
}

// Picked reports whether an article stands where it does because editors put it
// there.
func (f *FrontPage) Picked(articleID int64) bool { return slices.Contains(f.picked, articleID) }

// SectionBlock is a section on the front page, with its newest stories.
type SectionBlock struct {
	Section *models.Section
	Stories []models.Publication // as in a Listing
}

// MaxTicker is how many stories the ticker shows.
const MaxTicker = 5

// FrontPage returns the front page as it is arranged and set, at a moment. No story
// is on it twice, the ticker aside.
func (n *Newsroom) FrontPage(ctx context.Context, at models.Instant, l locale.Tag, set models.Front) (*FrontPage, error) {
	const op = "cms.FrontPage"
	top, err := n.List(ctx, ListInput{At: at, Locale: l, Limit: set.Newest})
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	f, r := &FrontPage{Listing: *top}, n.store.Read()
	if err := n.arranged(ctx, r, f, at, l, set); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if f.Ticker, err = r.Urgent(ctx, l, at.Add(-models.UrgentFor), at, MaxTicker); err != nil {
		return nil, errs.Wrap(op, err)
	}
	return f, errs.Wrap(op, n.blocks(ctx, r, f, at, l, set.Blocks))
}

// arranged puts the stories of the edition that holds at their places. One that is
// not public just then, or whose time there is over, leaves its place to the newest.
func (n *Newsroom) arranged(ctx context.Context, r store.Reader, f *FrontPage, at models.Instant, l locale.Tag, set models.Front) error {
	held, err := r.Editions(ctx, store.EditionQuery{Locale: l, At: at, Limit: 1})
	if err != nil {
		return err
	}
	var ids []int64
	if len(held) > 0 {
		f.Edition = &held[0]
		for _, p := range f.Edition.Picks {
			if at < p.EndsAt {
				ids = append(ids, p.ArticleID)
			}
		}
	}
	if len(ids) == 0 {
		f.fill(nil, nil, set)
		return nil
	}
	live, err := r.LiveStories(ctx, ids, l, at)
	if err != nil {
		return err
	}
	slices.SortFunc(live, func(a, b models.Publication) int {
		return slices.Index(ids, a.ArticleID) - slices.Index(ids, b.ArticleID)
	})
	more, err := n.pictures(ctx, r, at, l, coversOf(live))
	if err != nil {
		return err
	}
	f.pictures = allPictures(f.pictures, more)
	lead := 0
	if len(live) > 0 && f.Edition.Picks[0].Place == models.LeadPlace && f.Edition.Picks[0].ArticleID == live[0].ArticleID {
		lead = 1
	}
	f.fill(live[:lead], live[lead:], set)
	return nil
}

// fill puts the lead, if there is one, and the picks before the newest of the other
// stories. There are no more in all than are to be shown, and what is older follows
// on the next page. Where there is no lead, the newest of the others is it.
func (f *FrontPage) fill(lead, picks []models.Publication, set models.Front) {
	for _, p := range slices.Concat(lead, picks) {
		f.picked = append(f.picked, p.ArticleID)
	}
	newest := slices.DeleteFunc(slices.Clone(f.Stories), func(p models.Publication) bool { return f.Picked(p.ArticleID) })
	room := max(cmp.Or(set.Newest, PageSize)-len(picks), 1) - len(lead)
	if room < len(newest) {
		f.Next = &Cursor{At: models.Forever}
		if newest = newest[:room]; room > 0 {
			f.Next = &Cursor{At: newest[room-1].PublishedAt, ID: newest[room-1].ArticleID}
		}
	}
	if set.UrgentFirst {
		urgent := func(p *models.Publication) int {
			if p.Article.Urgent {
				return 0
			}
			return 1
		}
		slices.SortStableFunc(newest, func(a, b models.Publication) int { return urgent(&a) - urgent(&b) })
	}
	if len(lead) == 0 && len(newest) > 0 {
		lead, newest = newest[:1], newest[1:]
	}
	f.Stories = slices.Concat(lead, picks, newest)
}

// blocks adds the blocks of the chosen sections, with what is not on the page yet.
func (n *Newsroom) blocks(ctx context.Context, r store.Reader, f *FrontPage, at models.Instant, l locale.Tag, set []models.FrontBlock) error {
	var shown []int64
	for i := range f.Stories {
		shown = append(shown, f.Stories[i].ArticleID)
	}
	sections, err := n.sections(ctx, r)
	if err != nil {
		return err
	}
	var blocks []store.Block
	for _, b := range set {
		blocks = append(blocks, store.Block{SectionIDs: within(sections, b.SectionID), Stories: b.Stories})
	}
	found, err := r.Blocks(ctx, at, l, blocks, shown)
	if err != nil {
		return err
	}
	more, err := n.pictures(ctx, r, at, l, coversOf(found))
	if err != nil {
		return err
	}
	f.pictures = allPictures(f.pictures, more)
	for i, b := range set {
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
	return nil
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
