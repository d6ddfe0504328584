package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/models"
)

// LockTry makes other transactions that count for the same wait until this one ends
// and returns what is counted, nothing where there was none.
func (tx *Tx) LockTry(ctx context.Context, hash []byte) (*models.Try, error) {
	none := models.Try{Hash: hash}
	err := gorm.G[models.Try](tx.db, clause.OnConflict{
		Columns:   []clause.Column{{Name: "hash"}},
		DoUpdates: clause.Assignments(map[string]any{"failures": gorm.Expr("tries.failures")}),
	}).Create(ctx, &none)
	if err != nil {
		return nil, edge(err)
	}
	return one(gorm.G[models.Try](tx.db).Where("hash = ?", hash).Take(ctx))
}

// SetTry writes what is counted; [Tx.LockTry] comes first.
func (tx *Tx) SetTry(ctx context.Context, v *models.Try) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.Try{}).Where("hash = ?", v.Hash).
		Select("Failures", "FirstAt", "LastAt", "ExpiresAt").Updates(v))
}

// ReturnTry takes back one that was counted, if it still is.
func (tx *Tx) ReturnTry(ctx context.Context, hash []byte) error {
	return edge(tx.db.WithContext(ctx).Model(&models.Try{}).Where("hash = ? AND failures > 0", hash).
		Update("failures", gorm.Expr("failures - 1")).Error)
}

// DeleteTry forgets what is counted.
func (tx *Tx) DeleteTry(ctx context.Context, hash []byte) error {
	_, err := gorm.G[models.Try](tx.db).Where("hash = ?", hash).Delete(ctx)
	return edge(err)
}

// DeleteTriesBefore forgets what is expired by a moment.
func (tx *Tx) DeleteTriesBefore(ctx context.Context, at models.Instant) error {
	_, err := gorm.G[models.Try](tx.db).Where("expires_at <= ?", at).Delete(ctx)
	return edge(err)
}
