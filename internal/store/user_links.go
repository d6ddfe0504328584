package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/models"
)

// UserLink returns the one-time link whose token has the hash, if it has not expired
// by a moment; nil where there is none.
func (r Reader) UserLink(ctx context.Context, hash []byte, at models.Instant) (*models.UserLink, error) {
	return optional(gorm.G[models.UserLink](r.db).Where("hash = ? AND expires_at > ?", hash, at).Take(ctx))
}

// UserLinkOf returns the one-time link of a user, if it has not expired by a moment;
// nil where there is none.
func (r Reader) UserLinkOf(ctx context.Context, userID int64, at models.Instant) (*models.UserLink, error) {
	return optional(gorm.G[models.UserLink](r.db).Where("user_id = ? AND expires_at > ?", userID, at).Take(ctx))
}

// SetUserLink replaces the one-time link of a user.
func (tx *Tx) SetUserLink(ctx context.Context, l *models.UserLink) error {
	if _, err := tx.DeleteUserLink(ctx, l.UserID); err != nil {
		return err
	}
	return edge(gorm.G[models.UserLink](tx.db).Create(ctx, l))
}

// DeleteUserLink voids the one-time link of a user and reports whether there was one.
func (tx *Tx) DeleteUserLink(ctx context.Context, userID int64) (bool, error) {
	n, err := gorm.G[models.UserLink](tx.db).Where("user_id = ?", userID).Delete(ctx)
	return n > 0, edge(err)
}
