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

// ReleaseGroup is a part of the list of releases.
type ReleaseGroup = store.ReleaseGroup

// ReleaseGroups lists the parts of the list in their order: those with an alarm,
// those that are armed, those that are open, and what has taken effect.
func ReleaseGroups() []ReleaseGroup { return store.ReleaseGroups() }

// ReleasePage is a page of a group of releases.
type ReleasePage struct {
	Group ReleaseGroup
	Rows  []ReleaseRow
	// Next is where the group goes on; null at its end.
	Next *store.Cursor
}

// ReleaseRow is a release with how many of its items are ready.
type ReleaseRow struct {
	models.Release

	// Must and May count the items by their rule, Unready and Later those of them
	// that are not ready, as far as can be told without a rehearsal.
	Must, May, Unready, Later int
}

// Releases returns a page of each of some groups of releases, beginning after a
// place, which is null for the first page.
func (n *Newsroom) Releases(ctx context.Context, by Actor, groups []ReleaseGroup, after *store.Cursor) ([]ReleasePage, error) {
	const op = "cms.Releases"
	if err := allow(by, rights.Kill, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	r, now := n.store.Read(), n.Now()
	var pages []ReleasePage
	var items []models.ReleaseItem
	for _, group := range groups {
		found, err := r.Releases(ctx, store.ReleaseQuery{Group: group, At: now, After: after, Limit: PageSize + 1})
		if err != nil {
			return nil, errs.Wrap(op, err)
		}
		page := ReleasePage{Group: group}
		for i := range found {
			if i == PageSize {
				last := &found[i-1]
				page.Next = &store.Cursor{At: momentOr(last.At, models.Forever), ID: last.ID}
				break
			}
			page.Rows = append(page.Rows, ReleaseRow{Release: found[i]})
			items = append(items, found[i].Items...)
		}
		pages = append(pages, page)
	}
	stock, err := takeStock(ctx, r, items, now)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	for i := range pages {
		for j := range pages[i].Rows {
			pages[i].Rows[j].count(stock, now)
		}
	}
	return pages, nil
}

func momentOr(at *models.Instant, other models.Instant) models.Instant {
	if at == nil {
		return other
	}
	return *at
}

// count counts the items of a release, and says which alarm it raises.
func (v *ReleaseRow) count(s *stock, now models.Instant) {
	if v.State == models.ReleaseOpen {
		v.Alarm = alarmOf(&v.Release, now)
	}
	for i := range v.Items {
		item, unready := &v.Items[i], 0
		if v.State == models.ReleaseOpen && s.flaw(item, momentOr(v.At, now)) != nil || v.State != models.ReleaseOpen && item.PublicationID == nil {
			unready = 1
		}
		if item.Rule == models.Must {
			v.Must++
			v.Unready += unready
		} else {
			v.May++
			v.Later += unready
		}
	}
}

// stock is how the stories of items stand.
type stock struct {
	articles map[int64]*models.Article
	// public and ahead are their publications that are public or ahead.
	public []models.Publication
}

// takeStock looks at all stories of items at once.
func takeStock(ctx context.Context, r store.Reader, items []models.ReleaseItem, now models.Instant) (*stock, error) {
	ids := articlesOf(items)
	s := &stock{articles: make(map[int64]*models.Article, len(ids))}
	if len(ids) == 0 {
		return s, nil
	}
	list, err := r.ArticleStates(ctx, ids)
	if err != nil {
		return nil, err
	}
	for i := range list {
		s.articles[list[i].ID] = &list[i]
	}
	if s.public, err = r.LiveStates(ctx, ids, now); err != nil {
		return nil, err
	}
	ahead, err := r.Planned(ctx, ids, now)
	s.public = append(s.public, ahead...)
	return s, err
}

// articlesOf returns the stories of items, each once.
func articlesOf(items []models.ReleaseItem) []int64 {
	ids := make([]int64, len(items))
	for i := range items {
		ids[i] = items[i].ArticleID
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// version returns a story and its version in a language, null where there is none.
func (s *stock) version(id int64, l locale.Tag) (*models.Article, *models.Translation) {
	a := s.articles[id]
	if a == nil {
		return nil, nil
	}
	i := slices.IndexFunc(a.Translations, func(t models.Translation) bool { return t.Locale == l && t.HeadID != nil })
	if i < 0 {
		return a, nil
	}
	return a, &a.Translations[i]
}

// flaw is what stands in the way of an item at a moment, as far as can be told
// without a rehearsal; null where nothing does.
func (s *stock) flaw(item *models.ReleaseItem, at models.Instant) error {
	a, t := s.version(item.ArticleID, item.Locale)
	public := slices.ContainsFunc(s.public, func(p models.Publication) bool {
		return p.ArticleID == item.ArticleID && p.Locale == item.Locale && p.LiveAt(at)
	})
	switch {
	case a == nil || a.TrashedAt != nil:
		return errs.New("cms", errs.Invalid, "error.trashed", nil)
	case t == nil:
		return errs.New("cms", errs.Invalid, "error.release_no_version", nil)
	case item.Action == models.ReleaseWithdraw:
		if !public {
			return errs.New("cms", errs.Invalid, "error.withdraw_nothing", nil)
		}
		return nil
	}
	o := plainObstacles(a, t, at)
	return o.refusal("")
}

// ReleaseDetails is a release as its screen shows it.
type ReleaseDetails struct {
	ReleaseRow

	Items []ReleaseItemRow
}

// ReleaseItemRow is an item with what it is about.
type ReleaseItemRow struct {
	models.ReleaseItem

	// Title is what the story is called, Trashed says that it is in the trash.
	Title   Label
	Trashed bool
	// TakenDown is when the story was taken down in all languages, if nothing of it
	// is public since; 0 otherwise.
	TakenDown models.Instant
	// Flaw is what stands in the way, as far as can be told without a rehearsal;
	// null where nothing does, and in what is not open.
	Flaw error
	// Live is what is public now, Head the newest words; null where there is none.
	Live *models.Publication
	Head *models.Revision
	// Pinned is what an armed release publishes or ends; null where it follows later.
	Pinned *models.Publication
	// Told is what is told of that, when it was due and when it was done; null where
	// there is nothing to tell.
	Told *models.Delivery
}

// ReleaseDetails returns a release as the desk of a language has it.
func (n *Newsroom) ReleaseDetails(ctx context.Context, by Actor, desk locale.Tag, id int64) (*ReleaseDetails, error) {
	const op = "cms.ReleaseDetails"
	v, err := n.Release(ctx, by, id)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d := &ReleaseDetails{ReleaseRow: ReleaseRow{Release: *v}}
	return d, errs.Wrap(op, d.fill(ctx, n.store.Read(), desk, n.Now()))
}

// fill adds what the items are about.
func (d *ReleaseDetails) fill(ctx context.Context, r store.Reader, desk locale.Tag, now models.Instant) error {
	items := d.Release.Items
	stock, err := takeStock(ctx, r, items, now)
	if err != nil {
		return err
	}
	d.count(stock, now)
	if len(items) == 0 {
		return nil
	}
	ids := articlesOf(items)
	headings, err := r.Headings(ctx, ids, desk)
	if err != nil {
		return err
	}
	down, err := r.TakenDown(ctx, ids)
	if err != nil {
		return err
	}
	live, err := r.LiveVersions(ctx, ids, now)
	if err != nil {
		return err
	}
	for i := range items {
		item, h := &items[i], headings[items[i].ArticleID]
		row := ReleaseItemRow{ReleaseItem: *item, Title: Label{h.Title, h.TitleLocale}, Live: liveOf(live, item.ArticleID, item.Locale)}
		if a, _ := stock.version(item.ArticleID, item.Locale); a == nil || a.TrashedAt != nil {
			row.Trashed = true
		}
		if !slices.ContainsFunc(live, func(p models.Publication) bool { return p.ArticleID == item.ArticleID }) {
			row.TakenDown = down[item.ArticleID]
		}
		if d.State == models.ReleaseOpen {
			row.Flaw = stock.flaw(item, momentOr(d.At, now))
		}
		d.Items = append(d.Items, row)
	}
	if err := d.words(ctx, r, stock); err != nil {
		return err
	}
	return d.told(ctx, r)
}

// words adds the newest words of every item.
func (d *ReleaseDetails) words(ctx context.Context, r store.Reader, s *stock) error {
	heads := make([]int64, len(d.Items))
	for i := range d.Items {
		if _, t := s.version(d.Items[i].ArticleID, d.Items[i].Locale); t != nil {
			heads[i] = *t.HeadID
		}
	}
	list, err := r.Revisions(ctx, heads)
	for i := range d.Items {
		if at := slices.IndexFunc(list, func(rev models.Revision) bool { return rev.ID == heads[i] }); at >= 0 {
			d.Items[i].Head = &list[at]
		}
	}
	return err
}

// told adds what is pinned, and what is told of it.
func (d *ReleaseDetails) told(ctx context.Context, r store.Reader) error {
	var ids []int64
	for i := range d.Items {
		ids = appendID(ids, d.Items[i].PublicationID)
	}
	if len(ids) == 0 {
		return nil
	}
	pinned, err := r.PublicationsByID(ctx, ids)
	if err != nil {
		return err
	}
	deliveries, err := r.DeliveriesOf(ctx, ids)
	for i := range d.Items {
		row := &d.Items[i]
		if row.PublicationID == nil {
			continue
		}
		kind := models.DeliverLive
		if row.Action == models.ReleaseWithdraw {
			kind = models.DeliverEnded
		}
		if at := slices.IndexFunc(pinned, func(p models.Publication) bool { return p.ID == *row.PublicationID }); at >= 0 {
			row.Pinned = &pinned[at]
		}
		told := func(v models.Delivery) bool { return v.PublicationID == *row.PublicationID && v.Kind == kind }
		if at := slices.IndexFunc(deliveries, told); at >= 0 {
			row.Told = &deliveries[at]
		}
	}
	return err
}

// Release returns a release with its items.
func (n *Newsroom) Release(ctx context.Context, by Actor, id int64) (*models.Release, error) {
	const op = "cms.Release"
	if err := allow(by, rights.Kill, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	v, err := n.store.Read().Release(ctx, id)
	return v, errs.Wrap(op, err)
}
