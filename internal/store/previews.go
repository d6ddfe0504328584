package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// PreviewByHash returns the link whose token has the hash, or errs.NotFound; it
// may have expired or be revoked.
func (r Reader) PreviewByHash(ctx context.Context, hash []byte) (*models.PreviewLink, error) {
	return one(gorm.G[models.PreviewLink](r.db).Where("hash = ?", hash).Take(ctx))
}

// Previews returns the links to a version that open at a moment, the newest
// first.
func (r Reader) Previews(ctx context.Context, articleID int64, l locale.Tag, at models.Instant) ([]models.PreviewLink, error) {
	list, err := gorm.G[models.PreviewLink](r.db).
		Where("article_id = ? AND locale = ? AND expires_at > ? AND revoked_at IS NULL", articleID, l, at).
		Order("id DESC").Find(ctx)
	return list, edge(err)
}

// CreatePreview inserts p and sets its id.
func (tx *Tx) CreatePreview(ctx context.Context, p *models.PreviewLink) error {
	return edge(gorm.G[models.PreviewLink](tx.db).Create(ctx, p))
}

// RevokePreview closes a link to a version of an article at a moment, or is
// errs.Conflict where it was closed before.
func (tx *Tx) RevokePreview(ctx context.Context, id, articleID int64, at models.Instant) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.PreviewLink{}).
		Where("id = ? AND article_id = ? AND revoked_at IS NULL", id, articleID).Update("revoked_at", at))
}

// RevokePreviews closes every link to drafts of an article at a moment.
func (tx *Tx) RevokePreviews(ctx context.Context, articleID int64, at models.Instant) error {
	return edge(tx.db.WithContext(ctx).Model(&models.PreviewLink{}).
		Where("article_id = ? AND revoked_at IS NULL", articleID).Update("revoked_at", at).Error)
}

// DeletePreviews deletes the links that expired before a moment.
func (tx *Tx) DeletePreviews(ctx context.Context, before models.Instant) error {
	_, err := gorm.G[models.PreviewLink](tx.db).Where("expires_at < ?", before).Delete(ctx)
	return edge(err)
}
