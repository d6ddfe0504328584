package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/models"
)

// Dismissals returns what people have said is no fault of the translations.
func (r Reader) Dismissals(ctx context.Context, translationIDs []int64) ([]models.Dismissal, error) {
	list, err := gorm.G[models.Dismissal](r.db).Where("translation_id IN ?", translationIDs).Order("id").Find(ctx)
	return list, edge(err)
}

// CreateDismissal inserts d, or does nothing where it is there already.
func (tx *Tx) CreateDismissal(ctx context.Context, d *models.Dismissal) error {
	return edge(gorm.G[models.Dismissal](tx.db, clause.OnConflict{DoNothing: true}).Create(ctx, d))
}

// DeleteDismissal deletes what somebody has said of the finding of a check in texts
// with that fingerprint, if anybody has.
func (tx *Tx) DeleteDismissal(ctx context.Context, translationID int64, check string, key models.Key, fingerprint []byte) error {
	_, err := gorm.G[models.Dismissal](tx.db).
		Where("translation_id = ? AND check_name = ? AND block_key = ? AND fingerprint = ?", translationID, check, key, fingerprint).Delete(ctx)
	return edge(err)
}
