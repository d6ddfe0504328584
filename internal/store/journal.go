package store

import (
	"context"
	"math"
	"time"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// JournalQuery selects events, newest first. What is zero does not narrow it.
type JournalQuery struct {
	ArticleID, UserID int64
	// OwnerID narrows to events of this person's own stories.
	OwnerID int64
	Locale  locale.Tag
	Area    models.EventArea
	// ReleaseID narrows to what happened to a release.
	ReleaseID int64
	// From and Until are moments: from the one on, and before the other.
	From, Until models.Instant
	// Before is the id of the event after which the page begins; 0 for the newest.
	Before int64
	Limit  int
}

// skew is how far the moments of events may be out of the order of their ids: a
// use case takes its moment before it waits for its place in the journal.
const skew = time.Hour

// The ends of a span of time, as ids: so the walk along the ids can begin and end
// there.
const (
	idFrom  = "id >= COALESCE((SELECT id FROM events WHERE at >= ? ORDER BY at LIMIT 1), ?)"
	idUntil = "id <= COALESCE((SELECT id FROM events WHERE at < ? ORDER BY at DESC LIMIT 1), 0)"
)

// Journal returns a page of events.
func (r Reader) Journal(ctx context.Context, q JournalQuery) ([]models.Event, error) {
	if q.Before == 0 {
		q.Before = math.MaxInt64
	}
	c := gorm.G[models.Event](r.db).Where("id < ?", q.Before)
	narrow := func(when bool, condition string, values ...any) {
		if when {
			c = c.Where(condition, values...)
		}
	}
	narrow(q.ArticleID != 0, "article_id = ?", q.ArticleID)
	narrow(q.UserID != 0, "user_id = ?", q.UserID)
	narrow(q.OwnerID != 0, "article_id IN (SELECT id FROM articles WHERE owner_id = ?)", q.OwnerID)
	narrow(q.Locale != "", "locale = ?", q.Locale)
	narrow(q.Area != "", r.dialect.eventArea()+" = ?", q.Area)
	narrow(q.ReleaseID != 0, r.dialect.eventArea()+" = 'release' AND "+r.dialect.eventRelease()+" = ?", q.ReleaseID)
	narrow(q.From != 0, idFrom+" AND at >= ?", q.From.Add(-skew), int64(math.MaxInt64), q.From)
	narrow(q.Until != 0, idUntil+" AND at < ?", q.Until.Add(skew), q.Until)
	list, err := c.Order("id DESC").Limit(q.Limit).Find(ctx)
	return list, edge(err)
}

// Trashed returns, of the articles, those that are in the trash.
func (r Reader) Trashed(ctx context.Context, articleIDs []int64) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Model(&models.Article{}).
		Where("id IN ? AND trashed_at IS NOT NULL", articleIDs).Order("id").Pluck("id", &ids).Error
	return ids, edge(err)
}

// TakenDown returns when each of the articles was killed or put into the trash
// last; those that never were are left out.
func (r Reader) TakenDown(ctx context.Context, articleIDs []int64) (map[int64]models.Instant, error) {
	var list []models.Event
	err := r.db.WithContext(ctx).Model(&models.Event{}).Select("article_id, MAX(at) AS at").
		Where("article_id IN ? AND kind IN ('article.killed', 'article.trashed')", articleIDs).Group("article_id").Find(&list).Error
	moments := make(map[int64]models.Instant, len(list))
	for i := range list {
		moments[*list[i].ArticleID] = list[i].At
	}
	return moments, edge(err)
}
