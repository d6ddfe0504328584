package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// SetAutosave keeps what somebody is typing in a tab, in place of what was kept
// of it before.
func (tx *Tx) SetAutosave(ctx context.Context, a *models.Autosave) error {
	return edge(gorm.G[models.Autosave](tx.db, clause.OnConflict{UpdateAll: true}).Create(ctx, a))
}

// Autosaves returns what a user has been typing into a version, the newest
// first.
func (r Reader) Autosaves(ctx context.Context, userID, articleID int64, l locale.Tag) ([]models.Autosave, error) {
	list, err := gorm.G[models.Autosave](r.db).
		Where("user_id = ? AND article_id = ? AND locale = ?", userID, articleID, l).
		Order("updated_at DESC, tab").Find(ctx)
	return list, edge(err)
}

// DeleteAutosave drops what was kept of a tab, if anything was.
func (tx *Tx) DeleteAutosave(ctx context.Context, userID, articleID int64, l locale.Tag, tab string) error {
	_, err := gorm.G[models.Autosave](tx.db).
		Where("user_id = ? AND article_id = ? AND locale = ? AND tab = ?", userID, articleID, l, tab).Delete(ctx)
	return edge(err)
}

// DeleteAutosavesBefore drops what nobody has touched since.
func (tx *Tx) DeleteAutosavesBefore(ctx context.Context, at models.Instant) error {
	_, err := gorm.G[models.Autosave](tx.db).Where("updated_at < ?", at).Delete(ctx)
	return edge(err)
}
