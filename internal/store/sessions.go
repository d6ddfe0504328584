package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// Session returns the session whose token has the hash, if it has not expired by a
// moment; nil where there is none.
func (r Reader) Session(ctx context.Context, hash []byte, at models.Instant) (*models.Session, error) {
	return optional(gorm.G[models.Session](r.db).Where("hash = ? AND expires_at > ?", hash, at).Take(ctx))
}

// Sessions returns the sessions of a user that have not expired by a moment, the
// last used first.
func (r Reader) Sessions(ctx context.Context, userID int64, at models.Instant) ([]models.Session, error) {
	list, err := gorm.G[models.Session](r.db).
		Where("user_id = ? AND expires_at > ?", userID, at).Order("seen_at DESC, id DESC").Find(ctx)
	return list, edge(err)
}

// CreateSession inserts a session and forgets the expired ones.
func (tx *Tx) CreateSession(ctx context.Context, v *models.Session, at models.Instant) error {
	if _, err := gorm.G[models.Session](tx.db).Where("expires_at <= ?", at).Delete(ctx); err != nil {
		return edge(err)
	}
	return edge(gorm.G[models.Session](tx.db).Create(ctx, v))
}

// KeepSession writes when and where a session was last used, and what it holds where that
// has changed. One that was ended meanwhile stays so: it is errs.NotFound.
func (tx *Tx) KeepSession(ctx context.Context, v *models.Session, changed bool) error {
	columns := []string{"Agent", "Address", "SeenAt", "ExpiresAt"}
	if changed {
		columns = append(columns, "Data")
	}
	res := tx.db.WithContext(ctx).Model(&models.Session{}).Where("hash = ?", v.Hash).Select(columns).Updates(v)
	if res.Error == nil && res.RowsAffected == 0 {
		return errs.New("store", errs.NotFound, "error.not_found", nil)
	}
	return edge(res.Error)
}

// DeleteSession forgets the session whose token has the hash.
func (tx *Tx) DeleteSession(ctx context.Context, hash []byte) error {
	_, err := gorm.G[models.Session](tx.db).Where("hash = ?", hash).Delete(ctx)
	return edge(err)
}

// DeleteSessionOf forgets a session of a user, or is errs.NotFound.
func (tx *Tx) DeleteSessionOf(ctx context.Context, userID, id int64) error {
	n, err := gorm.G[models.Session](tx.db).Where("id = ? AND user_id = ?", id, userID).Delete(ctx)
	if err == nil && n == 0 {
		return errs.New("store", errs.NotFound, "error.not_found", nil)
	}
	return edge(err)
}

// DeleteSessionsOf forgets the sessions of a user, but the one whose token has the
// hash, and returns how many there were.
func (tx *Tx) DeleteSessionsOf(ctx context.Context, userID int64, but []byte) (int, error) {
	q := gorm.G[models.Session](tx.db).Where("user_id = ?", userID)
	if but != nil {
		q = q.Where("hash <> ?", but)
	}
	n, err := q.Delete(ctx)
	return n, edge(err)
}
