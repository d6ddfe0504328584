package cms

import (
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
	Title  string
	Live   bool
	// Ahead says that the head is newer than what is live.
	Ahead bool
}

// StoryRow is one story in the desk's list: a state for every language of the
// site, in its order.
type StoryRow struct {
	Article  models.Article
	Versions []VersionState
}

// Title returns the story's title in the first language of the reading order
// that has one.
func (r *StoryRow) Title(order []locale.Tag) Label {
	return pick(order, "", func(t locale.Tag) string {
		for _, v := range r.Versions {
			if v.Locale == t {
				return v.Title
			}
		}
		return ""
	})
}

// Stories returns one page of the stories that the actor may see inside, the
// most recently changed first, and where the next page begins.
func (n *Newsroom) Stories(ctx context.Context, by Actor, before *Cursor) ([]StoryRow, *Cursor, error) {
	const op = "cms.Stories"
	r := n.store.Read()
	articles, err := r.Articles(ctx, before, PageSize+1)
	if err != nil {
		return nil, nil, errs.Wrap(op, err)
	}
	var next *Cursor
	if len(articles) > PageSize {
		articles = articles[:PageSize]
		last := articles[PageSize-1]
		next = &Cursor{At: last.UpdatedAt, ID: last.ID}
	}
	ids := make([]int64, len(articles))
	for i := range articles {
		ids[i] = articles[i].ID
	}
	live, err := r.LiveVersions(ctx, ids, n.Now())
	if err != nil {
		return nil, nil, errs.Wrap(op, err)
	}
	var rows []StoryRow
	for i := range articles {
		if allow(by, rights.ReadDrafts, &articles[i], articles[i].SourceLocale) == nil {
			rows = append(rows, n.storyRow(&articles[i], live))
		}
	}
	return rows, next, nil
}

func (n *Newsroom) storyRow(a *models.Article, live []models.Publication) StoryRow {
	row := StoryRow{Article: *a}
	for _, l := range n.locales.Tags() {
		state := VersionState{Locale: l}
		for i := range a.Translations {
			if t := &a.Translations[i]; t.Locale == l && t.Head != nil {
				state.Exists, state.Stage, state.Title = true, t.Stage, t.Head.Content.Title
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
	// WasPublic says that the version was public before.
	WasPublic bool
	// May lists what the actor may do here.
	May map[rights.Action]bool
	// Stages are those that the actor may move the version to.
	Stages []models.Stage
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
	d := &Desk{StoryRow: n.storyRow(a, live), Live: liveOf(live, id, l), May: map[rights.Action]bool{}}
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
	for _, action := range []rights.Action{rights.WriteSource, rights.Translate, rights.Approve, rights.Publish} {
		d.May[action] = allow(by, action, a, l) == nil
	}
	if d.Translation == nil {
		return nil
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

// MayEdit reports whether the actor may change the words of this version.
func (d *Desk) MayEdit(l locale.Tag) bool { return d.May[rights.Edit(&d.Article, l)] }

// MayCreate reports whether the actor may begin a story in the language.
func (n *Newsroom) MayCreate(by Actor, l locale.Tag) bool {
	return rights.Can(by, rights.WriteSource, rights.Target{Locale: l, Own: true})
}
