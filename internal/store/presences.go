package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// SetPresence notes that somebody has a version open.
func (tx *Tx) SetPresence(ctx context.Context, p *models.Presence) error {
	return edge(gorm.G[models.Presence](tx.db, clause.OnConflict{UpdateAll: true}).Create(ctx, p))
}

// DeletePresence forgets a tab that was closed, if it was known.
func (tx *Tx) DeletePresence(ctx context.Context, userID, articleID int64, l locale.Tag, tab string) error {
	_, err := gorm.G[models.Presence](tx.db).
		Where("article_id = ? AND locale = ? AND user_id = ? AND tab = ?", articleID, l, userID, tab).Delete(ctx)
	return edge(err)
}

// DeletePresencesBefore forgets who has not been heard of since.
func (tx *Tx) DeletePresencesBefore(ctx context.Context, at models.Instant) error {
	_, err := gorm.G[models.Presence](tx.db).Where("seen_at < ?", at).Delete(ctx)
	return edge(err)
}

// Present returns who has a version open, but oneself, with the unit that each was
// at last, in alphabetical order.
func (r Reader) Present(ctx context.Context, articleID int64, l locale.Tag, but int64) ([]models.Present, error) {
	var list []models.Present
	err := r.db.WithContext(ctx).Model(&models.Presence{}).
		Select("users.name", "presences.block_key").
		Joins("JOIN users ON users.id = presences.user_id").
		Where("presences.article_id = ? AND presences.locale = ? AND presences.user_id <> ?", articleID, l, but).
		Order("users.name, presences.seen_at").Find(&list).Error
	return list, edge(err)
}
