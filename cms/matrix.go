package cms

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// MatrixCell is how one language of a story stands to its source.
type MatrixCell struct {
	VersionState

	// Source says that the story was written in this language: nothing lags then.
	Source bool
	// Lag is how long after its source the language went out, or has not gone out
	// so far; null where nothing is late. See lagOf for what counts.
	Lag *Lag
	// Words count what of the newest source has still to be done here.
	Words WordsBehind
}

// Lag is how long a language was, or has been, behind its source.
type Lag struct {
	time.Duration

	// Running says that the language is not public yet.
	Running bool
}

// WordsBehind are words of the source's newest text whose unit (title, summary or
// block) has no text in the translation, was never confirmed there, or says something
// else by now. What is left out on purpose, and what only the translation has, is
// none of them.
type WordsBehind struct{ Missing, Unconfirmed, Stale int }

// Total is how many words there are in all.
func (w WordsBehind) Total() int { return w.Missing + w.Unconfirmed + w.Stale }

// MatrixRow is a story with a cell for every language of the site, in its order.
type MatrixRow struct {
	Article models.Article
	Title   Label
	Cells   []MatrixCell
}

// MatrixPage is a page of the coverage matrix, ordered and continued as a StoryPage.
type MatrixPage struct {
	Rows      []MatrixRow
	Next      *Cursor
	NextTitle *TitleCursor
}

// Matrix returns one page of stories with how every language of them stands to the
// source. It needs the right to read the drafts of others.
func (n *Newsroom) Matrix(ctx context.Context, by Actor, q StoryQuery) (*MatrixPage, error) {
	const op = "cms.Matrix"
	if err := allow(by, rights.ReadDrafts, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	found, err := n.Stories(ctx, by, q)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	page := &MatrixPage{Rows: make([]MatrixRow, len(found.Rows)), Next: found.Next, NextTitle: found.NextTitle}
	for i := range found.Rows {
		row := &found.Rows[i]
		page.Rows[i] = MatrixRow{Article: row.Article, Title: row.Title, Cells: make([]MatrixCell, len(row.Versions))}
		for j, v := range row.Versions {
			page.Rows[i].Cells[j] = MatrixCell{VersionState: v, Source: v.Locale == row.Article.SourceLocale}
		}
	}
	r := n.store.Read()
	if err := fillLags(ctx, r, page.Rows, n.Now()); err != nil {
		return nil, errs.Wrap(op, err)
	}
	return page, errs.Wrap(op, fillWords(ctx, r, page.Rows))
}

// fillLags measures all rows with one question.
func fillLags(ctx context.Context, r store.Reader, rows []MatrixRow, now models.Instant) error {
	ids := make([]int64, len(rows))
	for i := range rows {
		ids[i] = rows[i].Article.ID
	}
	list, err := r.FirstPublic(ctx, ids, now)
	if err != nil {
		return err
	}
	first := make(map[versionID]models.Instant, len(list))
	for _, f := range list {
		first[versionID{f.ArticleID, f.Locale}] = f.At
	}
	for i := range rows {
		row := &rows[i]
		for j := range row.Cells {
			row.Cells[j].Lag = row.lagOf(&row.Cells[j], first, now)
		}
	}
	return nil
}

// lagOf is how far a language is behind the source. The time begins when the source
// was first public; where it never was, when it was approved, as long as it is. It
// ends when the language was first public, and never before it began: who is first is
// not early. Where the language never was, it runs on, but not while a source
// that was public is so no more: nobody waits for a translation of that.
func (row *MatrixRow) lagOf(c *MatrixCell, first map[versionID]models.Instant, now models.Instant) *Lag {
	source := row.source()
	if c.Source || source == nil {
		return nil
	}
	begin, public := first[versionID{row.Article.ID, row.Article.SourceLocale}]
	if !public {
		if source.Stage != models.Approved {
			return nil
		}
		begin = row.approvedAt()
	}
	if end, done := first[versionID{row.Article.ID, c.Locale}]; done {
		return &Lag{Duration: max(0, end.Sub(begin))}
	}
	if public && !source.Live {
		return nil
	}
	return &Lag{Duration: max(0, now.Sub(begin)), Running: true}
}

// source is the cell of the language that the story was written in, null where the
// site does not have that any more.
func (row *MatrixRow) source() *MatrixCell {
	i := slices.IndexFunc(row.Cells, func(c MatrixCell) bool { return c.Source })
	if i < 0 {
		return nil
	}
	return &row.Cells[i]
}

// approvedAt is since when the source is approved as it stands: nothing else
// changes a version that is.
func (row *MatrixRow) approvedAt() models.Instant {
	for i := range row.Article.Translations {
		if t := &row.Article.Translations[i]; t.Locale == row.Article.SourceLocale {
			return t.UpdatedAt
		}
	}
	return 0
}

// fillWords holds all versions of all rows against their sources, with as many
// questions as for one.
func fillWords(ctx context.Context, r store.Reader, rows []MatrixRow) error {
	heads, err := headsOf(ctx, r, rows)
	if err != nil {
		return err
	}
	var pairs []pair
	var cells []*MatrixCell
	for i := range rows {
		source := rows[i].source()
		if source == nil || heads[source.Head] == nil {
			continue
		}
		for j := range rows[i].Cells {
			c := &rows[i].Cells[j]
			if c.Source {
				continue
			}
			// Where nobody has begun, everything is missing.
			pairs = append(pairs, pair{source.Locale, heads[source.Head], cmp.Or(heads[c.Head], &models.Revision{})})
			cells = append(cells, c)
		}
	}
	reports, err := compareAll(ctx, r, pairs)
	if err != nil {
		return err
	}
	for i, c := range cells {
		c.Words = wordsBehind(reports[i])
	}
	return nil
}

// headsOf returns the newest revisions of rows by their ids.
func headsOf(ctx context.Context, r store.Reader, rows []MatrixRow) (map[int64]*models.Revision, error) {
	var ids []int64
	for i := range rows {
		for _, c := range rows[i].Cells {
			if c.Exists {
				ids = append(ids, c.Head)
			}
		}
	}
	list, err := r.Revisions(ctx, ids)
	heads := make(map[int64]*models.Revision, len(list))
	for i := range list {
		heads[list[i].ID] = &list[i]
	}
	return heads, err
}

// wordsBehind counts the words of the source in a report.
func wordsBehind(report staleness.Report) WordsBehind {
	var w WordsBehind
	for i := range report {
		u := &report[i]
		if u.Now == nil {
			continue
		}
		switch u.State {
		case staleness.Missing:
			w.Missing += text.BlockWords(u.Now)
		case staleness.Unconfirmed:
			w.Unconfirmed += text.BlockWords(u.Now)
		case staleness.Stale:
			w.Stale += text.BlockWords(u.Now)
		case staleness.Current, staleness.Orphan, staleness.Omitted, staleness.Added:
		}
	}
	return w
}
