package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Settings returns the settings of the newsroom.
func (r Reader) Settings(ctx context.Context) (*models.Settings, error) {
	return one(gorm.G[models.Settings](r.db).Where("id = 1").Take(ctx))
}

// UpdateSettings writes s if the row still has its version, and counts the
// version up.
func (tx *Tx) UpdateSettings(ctx context.Context, s *models.Settings) error {
	seen := s.Version
	s.Version++
	return changedOne(tx.db.WithContext(ctx).Model(&models.Settings{}).
		Where("id = 1 AND version = ?", seen).
		Select("Data", "Version", "UpdatedAt").
		Updates(s))
}

// StandingPages returns the articles that are standing pages, without those in
// the trash, the first ones first, at most so many.
func (r Reader) StandingPages(ctx context.Context, limit int) ([]models.Article, error) {
	// The kind stands in the text: only so is the index of the pages one for it.
	list, err := gorm.G[models.Article](r.db).Where("kind = 'page' AND trashed_at IS NULL").
		Order("id").Limit(limit).Find(ctx)
	return list, edge(err)
}

// LivePage is a standing page that is public, enough to link it.
type LivePage struct {
	ArticleID int64
	Content   models.Content `gorm:"serializer:json"`
}

// LivePages returns, of the articles, the standing pages that are public in the
// language at the given moment, without their bodies and in no order.
func (r Reader) LivePages(ctx context.Context, articleIDs []int64, l locale.Tag, at models.Instant) ([]LivePage, error) {
	var list []LivePage
	err := r.db.WithContext(ctx).Model(&models.Publication{}).
		Select("publications.article_id", r.dialect.withoutBody()+" AS content").
		Joins("JOIN revisions ON revisions.id = publications.revision_id").
		Where(liveAt, at, at).
		Where("publications.article_id IN ? AND publications.locale = ? AND publications.section_id IS NULL", articleIDs, l).
		Scan(&list).Error
	return list, edge(err)
}
