package store

import (
	"context"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// First says when a story was public in a language for the first time.
type First struct {
	ArticleID int64
	// SectionID and SourceLocale are the story's own.
	SectionID    int64
	SourceLocale locale.Tag
	Locale       locale.Tag
	At           models.Instant
}

// stood is the rule for publications that came true up to a moment: those that were
// cancelled in time never did.
const stood = "p.live_from <= ? AND p.live_from < p.live_until"

// FirstPublic returns when articles were first public in each of their languages, up
// to a moment.
func (r Reader) FirstPublic(ctx context.Context, articleIDs []int64, at models.Instant) ([]First, error) {
	var list []First
	err := r.db.WithContext(ctx).Raw(`SELECT p.article_id, p.locale, min(p.live_from) AS at FROM publications p
		WHERE p.article_id IN ? AND `+stood+" GROUP BY p.article_id, p.locale", articleIDs, at).Scan(&list).Error
	return list, edge(err)
}

// Firsts returns when the stories that were first public in a span of time were so in
// each of their languages, by story. Nothing counts that is ahead of a moment;
// standing pages and what is in the trash are left out. It walks the publications
// that began in the span, and asks of each story for its own.
func (r Reader) Firsts(ctx context.Context, from, until, at models.Instant) ([]First, error) {
	rows, err := r.db.WithContext(ctx).Raw(`SELECT p.article_id, a.section_id, a.source_locale, p.locale, min(p.live_from)
		FROM (SELECT DISTINCT article_id FROM publications WHERE live_from >= ? AND live_from < ? AND live_from < live_until) b
		JOIN articles a ON a.id = b.article_id
		JOIN publications p ON p.article_id = a.id
		WHERE NOT EXISTS (SELECT 1 FROM publications e WHERE e.article_id = a.id AND e.live_from < ? AND e.live_from < e.live_until)
		AND a.trashed_at IS NULL AND a.section_id IS NOT NULL AND `+stood+`
		GROUP BY p.article_id, a.section_id, a.source_locale, p.locale ORDER BY p.article_id`,
		from, min(until, at+1), from, at).Rows()
	if err != nil {
		return nil, edge(err)
	}
	defer func() { _ = rows.Close() }()
	var list []First
	for rows.Next() {
		var f First
		if err := rows.Scan(&f.ArticleID, &f.SectionID, &f.SourceLocale, &f.Locale, &f.At); err != nil {
			return nil, edge(err)
		}
		list = append(list, f)
	}
	return list, edge(rows.Err())
}
