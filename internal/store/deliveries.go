package store

import (
	"cmp"
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/models"
)

// SetDelivery writes that something is to be told of a publication at a moment,
// or moves it there where it has not been told yet.
func (tx *Tx) SetDelivery(ctx context.Context, publicationID int64, kind models.DeliveryKind, due models.Instant) error {
	return edge(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "publication_id"}, {Name: "kind"}},
		Where:     clause.Where{Exprs: []clause.Expression{clause.Eq{Column: clause.Column{Table: "deliveries", Name: "delivered_at"}, Value: nil}}},
		DoUpdates: clause.Assignments(map[string]any{"due_at": due, "lease_until": 0}),
	}).Create(&models.Delivery{PublicationID: publicationID, Kind: kind, DueAt: due}).Error)
}

// DeleteDelivery drops what was to be told of a publication, if it has not been
// yet.
func (tx *Tx) DeleteDelivery(ctx context.Context, publicationID int64, kind models.DeliveryKind) error {
	_, err := gorm.G[models.Delivery](tx.db).
		Where("publication_id = ? AND kind = ? AND delivered_at IS NULL", publicationID, kind).Delete(ctx)
	return edge(err)
}

// TakeDeliveries gives a worker what is due and nobody has taken, the oldest
// first, until a moment. No two workers get the same at once.
func (tx *Tx) TakeDeliveries(ctx context.Context, worker string, now, until models.Instant, limit int) ([]models.Delivery, error) {
	var list []models.Delivery
	err := tx.db.WithContext(ctx).Raw(`UPDATE deliveries SET lease_by = ?, lease_until = ?, attempts = attempts + 1
		WHERE id IN (SELECT id FROM deliveries WHERE delivered_at IS NULL AND due_at <= ? AND lease_until <= ?
			ORDER BY due_at, id LIMIT ? `+tx.dialect.skipLocked()+`) RETURNING *`,
		worker, until, now, now, limit).Scan(&list).Error
	// What ended in a moment is told before what began in it.
	slices.SortFunc(list, func(a, b models.Delivery) int {
		return cmp.Or(cmp.Compare(a.DueAt, b.DueAt), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID))
	})
	return list, edge(err)
}

// FinishDelivery notes that a delivery was done, if the worker still has it.
func (tx *Tx) FinishDelivery(ctx context.Context, id int64, worker string, at models.Instant) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.Delivery{}).
		Where("id = ? AND lease_by = ? AND delivered_at IS NULL", id, worker).Update("delivered_at", at))
}

// NextDelivery returns when the next delivery is due that has not been done, nil
// where there is none.
func (r Reader) NextDelivery(ctx context.Context) (*models.Delivery, error) {
	return optional(gorm.G[models.Delivery](r.db).Where("delivered_at IS NULL").
		Order("due_at, id").Limit(1).Take(ctx))
}

// OverdueDeliveries returns what was due before a moment and has not been done,
// the oldest first, with its publication.
func (r Reader) OverdueDeliveries(ctx context.Context, before models.Instant, limit int) ([]models.Delivery, error) {
	list, err := gorm.G[models.Delivery](r.db).Where("delivered_at IS NULL AND due_at < ?", before).
		Preload("Publication", nil).Order("due_at, id").Limit(limit).Find(ctx)
	return list, edge(err)
}

// DeliveriesOf returns what is or was to be told of publications.
func (r Reader) DeliveriesOf(ctx context.Context, publicationIDs []int64) ([]models.Delivery, error) {
	list, err := gorm.G[models.Delivery](r.db).Where("publication_id IN ?", publicationIDs).Order("id").Find(ctx)
	return list, edge(err)
}

// UntoldDeliveries returns, of those, the ones that the journal has not been told of.
func (r Reader) UntoldDeliveries(ctx context.Context, before models.Instant, limit int) ([]models.Delivery, error) {
	list, err := gorm.G[models.Delivery](r.db).Where("delivered_at IS NULL AND due_at < ? AND overdue_at IS NULL", before).
		Preload("Publication", nil).Order("due_at, id").Limit(limit).Find(ctx)
	return list, edge(err)
}

// Queue counts the deliveries that have not been done: those that are due at a moment,
// and those that are ahead of it.
func (r Reader) Queue(ctx context.Context, at models.Instant) (due, ahead int64, err error) {
	var row struct{ Due, Ahead int64 }
	err = r.db.WithContext(ctx).Raw("SELECT coalesce(sum(CASE WHEN due_at <= ? THEN 1 ELSE 0 END), 0) AS due, "+
		"coalesce(sum(CASE WHEN due_at > ? THEN 1 ELSE 0 END), 0) AS ahead FROM deliveries WHERE delivered_at IS NULL", at, at).Scan(&row).Error
	return row.Due, row.Ahead, edge(err)
}

// NoteOverdue notes that the journal is told of a delivery. One that was done
// meanwhile, or that it was told of, is errs.Conflict.
func (tx *Tx) NoteOverdue(ctx context.Context, id int64, at models.Instant) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.Delivery{}).
		Where("id = ? AND delivered_at IS NULL AND overdue_at IS NULL", id).Update("overdue_at", at))
}

// Mark returns the newest moment that was used.
func (r Reader) Mark(ctx context.Context) (models.Instant, error) {
	c, err := gorm.G[models.Clock](r.db).Where("id = 1").Take(ctx)
	return c.Mark, edge(err)
}

// RaiseMark remembers a moment as used, if it is newer than all before.
func (tx *Tx) RaiseMark(ctx context.Context, at models.Instant) error {
	_, err := gorm.G[models.Clock](tx.db).Where("id = 1 AND mark < ?", at).Update(ctx, "mark", at)
	return edge(err)
}
