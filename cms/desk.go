package cms

import (
	"cmp"
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// VersionState is how one language of a story stands, for the desk.
type VersionState struct {
	Locale locale.Tag
	// Exists is false where nobody has begun this language.
	Exists bool
	Stage  models.Stage
	Live   bool
	// Ahead says that the head is newer than what is live.
	Ahead bool
	// Planned is when it goes live next, 0 where nothing is planned.
	Planned models.Instant
	// Head is the newest revision; 0 where there is none.
	Head int64
	// Assignee is the name of who is to do it, empty for nobody; Due is when they
	// are to have done it, 0 for no such moment.
	Assignee string
	Due      models.Instant
}

// StoryRow is one story in the desk's list: a state for every language of the
// site, in its order.
type StoryRow struct {
	Article models.Article
	// Title is what the story is called at the desk that asked.
	Title    Label
	Versions []VersionState
}

// VersionFilter is what a version of a story has to be like to be listed.
type VersionFilter = store.VersionFilter

// VersionFilters lists every filter there is.
func VersionFilters() []VersionFilter { return store.VersionFilters() }

// TitleCursor is a place in a list by title.
type TitleCursor = store.TitleCursor

// StoryQuery asks for stories at the desk. Zero values ask for nothing.
type StoryQuery struct {
	// Desk is the language of the desk: titles are shown and ordered for it.
	Desk locale.Tag
	// ByTitle orders by title and goes on after After; otherwise the last changed
	// comes first, and the list goes on before Before.
	ByTitle bool
	Before  *Cursor
	After   *TitleCursor
	// Words are how words of a title in any language begin.
	Words string
	// Mine asks for the actor's own stories.
	Mine bool
	// Section and Author are ids; Assignee is that of who is to do the version in
	// Locale, or any.
	Section, Author, Assignee int64
	// From and Until bound when the story was changed last.
	From, Until models.Instant
	// Version asks it of the version in Locale, of any where that is empty.
	Version VersionFilter
	Locale  locale.Tag
	// Limit is how many there are in a page; 0 means PageSize.
	Limit int
}

// StoryPage is a page of stories at the desk.
type StoryPage struct {
	Rows []StoryRow
	// Next and NextTitle are where the next page begins, by the order that was
	// asked for; both null where there is none.
	Next      *Cursor
	NextTitle *TitleCursor
}

// Stories returns one page of the stories that the actor may see inside.
func (n *Newsroom) Stories(ctx context.Context, by Actor, q StoryQuery) (*StoryPage, error) {
	const op = "cms.Stories"
	r, limit := n.store.Read(), cmp.Or(q.Limit, PageSize)
	query := store.ArticleQuery{
		Desk: q.Desk, ByTitle: q.ByTitle, Before: q.Before, After: q.After, Section: q.Section, Author: q.Author, Assignee: q.Assignee,
		From: q.From, Until: q.Until, Version: q.Version, Locale: q.Locale, Locales: n.locales.Tags(), At: n.Now(), Words: n.wanted(q.Words), Limit: limit + 1,
	}
	// Who may not read the drafts of others gets their own, so that every page is
	// full.
	if q.Mine || allow(by, rights.ReadDrafts, nil, "") != nil {
		if by.UserID == nil {
			return &StoryPage{}, nil
		}
		query.Owner = *by.UserID
	}
	articles, err := r.Articles(ctx, query)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	more := len(articles) > limit
	articles = articles[:min(limit, len(articles))]
	rows, headings, err := n.rows(ctx, r, q.Desk, articles)
	page := &StoryPage{Rows: rows}
	if err != nil || !more {
		return page, errs.Wrap(op, err)
	}
	last := &articles[limit-1]
	if q.ByTitle {
		page.NextTitle = &TitleCursor{Key: headings[last.ID].SortKey, ID: last.ID}
	} else {
		page.Next = &Cursor{At: last.UpdatedAt, ID: last.ID}
	}
	return page, nil
}

// rows shows articles at the desk of a language.
func (n *Newsroom) rows(ctx context.Context, r store.Reader, desk locale.Tag, articles []models.Article) ([]StoryRow, map[int64]models.Heading, error) {
	ids := make([]int64, len(articles))
	for i := range articles {
		ids[i] = articles[i].ID
	}
	live, err := r.LiveStates(ctx, ids, n.Now())
	if err != nil {
		return nil, nil, err
	}
	planned, err := r.Planned(ctx, ids, n.Now())
	if err != nil {
		return nil, nil, err
	}
	headings, err := r.Headings(ctx, ids, desk)
	if err != nil {
		return nil, nil, err
	}
	assigned, err := assignees(ctx, r, ids)
	rows := make([]StoryRow, len(articles))
	for i := range articles {
		rows[i] = n.storyRow(&articles[i], live, planned)
		h := headings[articles[i].ID]
		rows[i].Title = Label{Text: h.Title, Lang: h.TitleLocale}
		for j := range rows[i].Versions {
			v := &rows[i].Versions[j]
			who := assigned[versionID{articles[i].ID, v.Locale}]
			v.Assignee, v.Due = who.name, who.due
		}
	}
	return rows, headings, err
}

// storyRow says how the languages of a story stand, by what is live of it and what
// is planned.
func (n *Newsroom) storyRow(a *models.Article, live, planned []models.Publication) StoryRow {
	row := StoryRow{Article: *a}
	for _, l := range n.locales.Tags() {
		state := VersionState{Locale: l}
		for i := range a.Translations {
			if t := &a.Translations[i]; t.Locale == l && t.HeadID != nil {
				state.Exists, state.Stage, state.Head = true, t.Stage, *t.HeadID
				if p := liveOf(planned, a.ID, l); p != nil {
					state.Planned = p.LiveFrom
				}
				p := liveOf(live, a.ID, l)
				state.Live = p != nil
				state.Ahead = p != nil && p.RevisionID != *t.HeadID
			}
		}
		row.Versions = append(row.Versions, state)
	}
	return row
}

func liveOf(live []models.Publication, id int64, l locale.Tag) *models.Publication {
	i := slices.IndexFunc(live, func(p models.Publication) bool { return p.ArticleID == id && p.Locale == l })
	if i < 0 {
		return nil
	}
	return &live[i]
}

// Desk is everything that the editor of one version of a story sees.
type Desk struct {
	StoryRow
	// Translation is null where nobody has begun this language.
	Translation *models.Translation
	// Source is the head of the source; null in the source itself and where
	// there is none.
	Source *models.Revision
	// Report holds the translation against Source.
	Report staleness.Report
	// Findings are what the checks find in the version.
	Findings []checks.Finding
	// Live is the publication that is public now, null where there is none.
	Live *models.Publication
	// Planned is the next one that is ahead, null where there is none.
	Planned *models.Publication
	// WasPublic says that the version was public before.
	WasPublic bool
	// May lists what the actor may do here.
	May map[rights.Action]bool
	// Stages are those that the actor may move the version to.
	Stages []models.Stage
	// Assignment says who is to do the version; null where nobody is. Assignee is
	// their name, AssignedBy that of who gave it to them, empty where they took it.
	Assignment           *models.Assignment
	Assignee, AssignedBy string
}

// Head returns the version's newest words, null where there are none yet.
func (d *Desk) Head() *models.Revision {
	if d.Translation == nil {
		return nil
	}
	return d.Translation.Head
}

// Desk returns what the editor of a version sees. A story that the actor may
// not see inside is errs.NotFound, as if it were not there.
func (n *Newsroom) Desk(ctx context.Context, by Actor, id int64, l locale.Tag) (*Desk, error) {
	const op = "cms.Desk"
	if _, err := n.enabled(l); err != nil {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	r := n.store.Read()
	a, err := readable(ctx, r, by, id, l)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if a.Translations, err = r.Translations(ctx, id); err != nil {
		return nil, errs.Wrap(op, err)
	}
	now := n.Now()
	live, err := r.LiveVersions(ctx, []int64{id}, now)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	planned, err := r.Planned(ctx, []int64{id}, now)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d := &Desk{StoryRow: n.storyRow(a, live, planned), Planned: liveOf(planned, id, l), Live: liveOf(live, id, l), May: map[rights.Action]bool{}}
	if d.WasPublic, err = r.WasPublic(ctx, id, l, now); err != nil {
		return nil, errs.Wrap(op, err)
	}
	if err := n.desk(ctx, r, d, by, a, l); err != nil {
		return nil, errs.Wrap(op, err)
	}
	return d, nil
}

// desk fills in the version itself, its comparison and the actor's rights.
func (n *Newsroom) desk(ctx context.Context, r store.Reader, d *Desk, by Actor, a *models.Article, l locale.Tag) error {
	for i := range a.Translations {
		t := &a.Translations[i]
		if t.Locale == l {
			d.Translation = t
		}
		if t.Locale == a.SourceLocale && l != a.SourceLocale {
			d.Source = t.Head
		}
	}
	for _, action := range []rights.Action{rights.WriteSource, rights.Translate, rights.Comment, rights.Approve, rights.Publish} {
		d.May[action] = allow(by, action, a, l) == nil
	}
	if err := d.assigned(ctx, r, l); err != nil || d.Translation == nil {
		return err
	}
	for _, to := range models.Stages() {
		if action, ok := rights.StageChange(a, l, d.Translation.Stage, to); ok && d.May[action] {
			d.Stages = append(d.Stages, to)
		}
	}
	var err error
	if d.Head() != nil {
		if d.Findings, err = n.findings(ctx, r, a, d.Translation, d.Source); err != nil {
			return err
		}
	}
	d.Report, err = compare(ctx, r, a.SourceLocale, d.Source, d.Head())
	return err
}

// SourceLocale returns the language that a story was written in. One that the
// actor may not see inside is errs.NotFound.
func (n *Newsroom) SourceLocale(ctx context.Context, by Actor, id int64) (locale.Tag, error) {
	const op = "cms.SourceLocale"
	a, err := n.store.Read().Article(ctx, id)
	if err != nil {
		return "", errs.Wrap(op, err)
	}
	if _, err = readable(ctx, n.store.Read(), by, id, a.SourceLocale); err != nil {
		return "", errs.Wrap(op, err)
	}
	return a.SourceLocale, nil
}

// MayTrash reports whether the actor may put stories into the trash.
func (n *Newsroom) MayTrash(by Actor) bool { return allow(by, rights.Kill, nil, "") == nil }

// MayEdit reports whether the actor may change the words of this version.
func (d *Desk) MayEdit(l locale.Tag) bool { return d.May[rights.Edit(&d.Article, l)] }

// MayCreate reports whether the actor may begin a story in the language.
func (n *Newsroom) MayCreate(by Actor, l locale.Tag) bool {
	return rights.Can(by, rights.WriteSource, rights.Target{Locale: l, Own: true})
}
