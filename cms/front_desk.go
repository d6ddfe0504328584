package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// FrontStory is a story that may have a place on the front page of a language, as
// it stands at a moment.
type FrontStory struct {
	ArticleID int64
	// Title is what it is called at the desk of that language.
	Title Label
	// Public says that readers see it at that moment; Next is when they do after it,
	// 0 where nothing is planned.
	Public bool
	Next   models.Instant
}

// EditionRow is an edition in a list of them.
type EditionRow struct {
	models.FrontEdition

	// By is who made it; empty for the operator.
	By string
	// Stories are those of the picks, in their order, as they stand when it begins.
	Stories []FrontStory
}

// FrontDesk is the front page of a language as those see it who may arrange it.
type FrontDesk struct {
	// Page is what readers see now.
	Page *FrontPage
	// Ahead are the editions that are to come, the next one first; Past are those
	// before the one that holds, the last one first.
	Ahead, Past []EditionRow
	// Next leads on to older ones; null at the end.
	Next *Cursor
}

// EditionsAtOnce is how many past editions a page shows, and how many that are ahead
// at most.
const EditionsAtOnce = 10

// FrontDesk returns the front page of a language with its editions; past ones from
// before on. It needs the right to structure.
func (n *Newsroom) FrontDesk(ctx context.Context, by Actor, l locale.Tag, before *Cursor) (*FrontDesk, error) {
	const op = "cms.FrontDesk"
	if err := n.mayArrange(by, l); err != nil {
		return nil, errs.Wrap(op, err)
	}
	r, now := n.store.Read(), n.Now()
	s, err := r.Settings(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d := &FrontDesk{}
	if d.Page, err = n.FrontPage(ctx, now, l, s.Data.Front); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if before == nil && d.Page.Edition != nil {
		before = &Cursor{At: d.Page.Edition.LiveFrom, ID: d.Page.Edition.ID}
	}
	ahead, err := r.Editions(ctx, store.EditionQuery{Locale: l, At: now, Ahead: true, Limit: EditionsAtOnce})
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	past, err := r.Editions(ctx, store.EditionQuery{Locale: l, At: now, Before: before, Limit: EditionsAtOnce + 1})
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if len(past) > EditionsAtOnce {
		past = past[:EditionsAtOnce]
		last := &past[EditionsAtOnce-1]
		d.Next = &Cursor{At: last.LiveFrom, ID: last.ID}
	}
	rows, err := n.editionRows(ctx, r, l, slices.Concat(ahead, past))
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d.Ahead, d.Past = rows[:len(ahead)], rows[len(ahead):]
	return d, nil
}

// mayArrange refuses those who may not arrange front pages, and a language that the
// site does not have.
func (n *Newsroom) mayArrange(by Actor, l locale.Tag) error {
	if err := allow(by, rights.Structure, nil, ""); err != nil {
		return err
	}
	if _, ok := n.locales.Lookup(l); !ok {
		return errs.New("cms", errs.NotFound, "error.not_found", nil)
	}
	return nil
}

func (n *Newsroom) editionRows(ctx context.Context, r store.Reader, l locale.Tag, list []models.FrontEdition) ([]EditionRow, error) {
	var articles, people []int64
	for i := range list {
		articles = append(articles, pickedOf(&list[i])...)
		people = appendID(people, list[i].UserID)
	}
	desk, err := newFrontStories(ctx, r, l, articles)
	if err != nil {
		return nil, err
	}
	names, err := r.UserNames(ctx, people)
	rows := make([]EditionRow, len(list))
	for i := range list {
		rows[i] = EditionRow{
			FrontEdition: list[i], By: valueOf(names, list[i].UserID),
			Stories: desk.at(list[i].LiveFrom, pickedOf(&list[i])),
		}
	}
	return rows, err
}

// frontStories are what is known of stories in a language at every moment.
type frontStories struct {
	headings map[int64]models.Heading
	// spans are their publications in the language, the first one first.
	spans map[int64][]models.Publication
}

func newFrontStories(ctx context.Context, r store.Reader, l locale.Tag, ids []int64) (*frontStories, error) {
	if len(ids) == 0 {
		return &frontStories{}, nil
	}
	headings, err := r.Headings(ctx, ids, l)
	if err != nil {
		return nil, err
	}
	spans, err := r.Spans(ctx, ids, l)
	f := &frontStories{headings, make(map[int64][]models.Publication, len(ids))}
	for _, p := range spans {
		f.spans[p.ArticleID] = append(f.spans[p.ArticleID], p)
	}
	return f, err
}

// at says how stories stand at a moment.
func (f *frontStories) at(at models.Instant, ids []int64) []FrontStory {
	list := make([]FrontStory, len(ids))
	for i, id := range ids {
		h := f.headings[id]
		list[i] = FrontStory{ArticleID: id, Title: Label{h.Title, h.TitleLocale}}
		for _, p := range f.spans[id] {
			list[i].Public = list[i].Public || p.LiveAt(at)
			if p.LiveFrom > at && list[i].Next == 0 {
				list[i].Next = p.LiveFrom
			}
		}
	}
	return list
}

// FrontEdition returns an edition for those who may arrange the front page, or
// errs.NotFound; 0 is the one of the language that holds, null where there is none.
// Seen is the number of the newest one of that language.
func (n *Newsroom) FrontEdition(ctx context.Context, by Actor, l locale.Tag, id int64) (e *models.FrontEdition, seen int, err error) {
	const op = "cms.FrontEdition"
	if err := n.mayArrange(by, l); err != nil {
		return nil, 0, errs.Wrap(op, err)
	}
	r := n.store.Read()
	if seen, err = r.LastEdition(ctx, l); err != nil {
		return nil, 0, errs.Wrap(op, err)
	}
	if id != 0 {
		e, err = r.Edition(ctx, id)
		return e, seen, errs.Wrap(op, err)
	}
	held, err := r.Editions(ctx, store.EditionQuery{Locale: l, At: n.Now(), Limit: 1})
	if len(held) > 0 {
		e = &held[0]
	}
	return e, seen, errs.Wrap(op, err)
}

// FrontStories says of articles, in their order, how they stand in a language at a
// moment. What is no story there is left out. It needs the right to structure.
func (n *Newsroom) FrontStories(ctx context.Context, by Actor, l locale.Tag, ids []int64, at models.Instant) ([]FrontStory, error) {
	const op = "cms.FrontStories"
	if err := n.mayArrange(by, l); err != nil || len(ids) == 0 {
		return nil, errs.Wrap(op, err)
	}
	r := n.store.Read()
	there, err := r.StoriesIn(ctx, ids, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	ids = slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return !slices.Contains(there, id) })
	f, err := newFrontStories(ctx, r, l, ids)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	return f.at(at, ids), nil
}

// FindFrontStories finds stories of a language by how words of their titles begin,
// the last changed first; without words those that are public. It needs the right to
// structure.
func (n *Newsroom) FindFrontStories(ctx context.Context, by Actor, l locale.Tag, words string, at models.Instant) ([]FrontStory, error) {
	const op = "cms.FindFrontStories"
	if err := n.mayArrange(by, l); err != nil {
		return nil, errs.Wrap(op, err)
	}
	q := StoryQuery{Desk: l, Locale: l, Words: words, Limit: MaxPicks}
	if words == "" {
		q.Version = store.LiveVersion
	}
	page, err := n.Stories(ctx, by, q)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	ids := make([]int64, len(page.Rows))
	for i := range page.Rows {
		ids[i] = page.Rows[i].Article.ID
	}
	return n.FrontStories(ctx, by, l, ids, at)
}
