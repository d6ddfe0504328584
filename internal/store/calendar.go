package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// CalendarPublication is a publication with what a calendar says of it.
type CalendarPublication struct {
	models.Publication

	// HeadID is the newest revision of the version.
	HeadID int64
	// PictureUntil is when the picture at the head of the story may no longer be
	// shown, null for never.
	PictureUntil *models.Instant
}

// SpanQuery asks for what lies in a span of time: from From until before Until.
type SpanQuery struct {
	From, Until models.Instant
	// Locales narrows it to versions in these languages; empty is all.
	Locales []locale.Tag
	Limit   int
}

// calendarLook reads publications with what a calendar says of them.
const calendarLook = `SELECT p.*, t.head_id, m.expires_at AS picture_until
	FROM publications p
	JOIN articles a ON a.id = p.article_id
	JOIN translations t ON t.id = p.translation_id
	LEFT JOIN media m ON m.id = a.cover_id
	WHERE `

func (r Reader) calendar(ctx context.Context, where, order string, q *SpanQuery) ([]CalendarPublication, error) {
	args := []any{q.From, q.Until}
	if len(q.Locales) > 0 {
		where, args = where+" AND p.locale IN ?", append(args, q.Locales)
	}
	var list []CalendarPublication
	err := r.db.WithContext(ctx).Raw(calendarLook+where+" ORDER BY "+order+", p.id LIMIT ?", append(args, q.Limit)...).Scan(&list).Error
	return list, edge(err)
}

// Begins returns the publications that begin in a span, the first ones first. Those
// that were cancelled are none.
func (r Reader) Begins(ctx context.Context, q SpanQuery) ([]CalendarPublication, error) {
	return r.calendar(ctx, "p.live_from >= ? AND p.live_from < ? AND p.live_from < p.live_until", "p.live_from", &q)
}

// Ends returns the publications after which a version is public no more, because
// they end in a span, the first ones first. Where another takes over in time
// nothing ends.
func (r Reader) Ends(ctx context.Context, q SpanQuery) ([]CalendarPublication, error) {
	return r.calendar(ctx, "p.ends_at >= ? AND p.ends_at < ? AND p.live_from < p.live_until AND p.live_until = p.ends_at", "p.ends_at", &q)
}

// CalendarPublication returns one by its id, or errs.NotFound.
func (r Reader) CalendarPublication(ctx context.Context, id int64) (*CalendarPublication, error) {
	var p CalendarPublication
	err := r.db.WithContext(ctx).Raw(calendarLook+"p.id = ?", id).Scan(&p).Error
	if err == nil && p.ID == 0 {
		err = gorm.ErrRecordNotFound
	}
	return &p, edge(err)
}

// ReleasesIn returns the releases of a span with their items, the first ones first.
func (r Reader) ReleasesIn(ctx context.Context, from, until models.Instant, limit int) ([]models.Release, error) {
	list, err := gorm.G[models.Release](r.db).Where("at IS NOT NULL AND at >= ? AND at < ?", from, until).
		Preload("Items", byID).Order("at, id").Limit(limit).Find(ctx)
	return list, edge(err)
}

// EmbargoesIn returns the articles whose embargo ends in a span, the first ones
// first. What is in the trash is left out.
func (r Reader) EmbargoesIn(ctx context.Context, from, until models.Instant, limit int) ([]models.Article, error) {
	list, err := gorm.G[models.Article](r.db).
		Where("embargo_until IS NOT NULL AND embargo_until >= ? AND embargo_until < ? AND trashed_at IS NULL", from, until).
		Order("embargo_until, id").Limit(limit).Find(ctx)
	return list, edge(err)
}
