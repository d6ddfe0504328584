package store

import (
	"context"
	"crypto/sha256"
	"encoding/json"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/models"
)

// AppendEvent writes e at the end of the journal and sets its id and hash.
// One lock makes the ids gapless and in the order in which transactions
// become visible; it is held until the transaction ends, so a use case
// appends its events last.
func (tx *Tx) AppendEvent(ctx context.Context, e *models.Event) error {
	if err := tx.dialect.lockEvents(ctx, tx.db); err != nil {
		return edge(err)
	}
	last, err := optional(gorm.G[models.Event](tx.db).Where("id = (SELECT max(id) FROM events)").Take(ctx))
	if err != nil {
		return err
	}
	var before []byte
	e.ID = 1
	if last != nil {
		e.ID, before = last.ID+1, last.Hash
	}
	if e.Data, err = settle(e.Data); err != nil {
		return err
	}
	if e.Hash, err = EventHash(before, e); err != nil {
		return err
	}
	return edge(gorm.G[models.Event](tx.db).Create(ctx, e))
}

// settle gives an event's data the form in which it will be read back: only
// then does the hash computed from there agree, whatever Go types went in.
func settle(data map[string]any) (map[string]any, error) {
	settled := map[string]any{}
	if data == nil {
		return settled, nil
	}
	text, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	return settled, json.Unmarshal(text, &settled)
}

// EventHash is the hash of an event that follows one with the hash before:
// SHA-256 over that hash and the event's fields as JSON.
func EventHash(before []byte, e *models.Event) ([]byte, error) {
	fields, err := json.Marshal([]any{e.ID, e.At, e.Kind, e.UserID, e.Actor, e.ArticleID, e.Locale, e.Data})
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	h.Write(before)
	h.Write(fields)
	return h.Sum(nil), nil
}

// Events returns journal rows in order, beginning after the given id.
func (r Reader) Events(ctx context.Context, after int64, limit int) ([]models.Event, error) {
	list, err := gorm.G[models.Event](r.db).Where("id > ?", after).Order("id").Limit(limit).Find(ctx)
	return list, edge(err)
}

// NewestEvent returns the id of the newest journal row, 0 where there is none.
func (r Reader) NewestEvent(ctx context.Context) (int64, error) {
	var id int64
	err := r.db.WithContext(ctx).Model(&models.Event{}).Select("coalesce(max(id), 0)").Scan(&id).Error
	return id, edge(err)
}

// NewestEventOf returns the id of the newest journal row about an article, 0 where
// there is none.
func (r Reader) NewestEventOf(ctx context.Context, articleID int64) (int64, error) {
	var id int64
	err := r.db.WithContext(ctx).Model(&models.Event{}).Select("coalesce(max(id), 0)").
		Where("article_id = ?", articleID).Scan(&id).Error
	return id, edge(err)
}
