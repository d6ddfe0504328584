package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/models"
)

// AuthorByID returns an author with their names, or errs.NotFound.
func (r Reader) AuthorByID(ctx context.Context, id int64) (*models.Author, error) {
	return one(gorm.G[models.Author](r.db).Where("id = ?", id).Preload("Names", nil).Take(ctx))
}

// AuthorByUser returns the author that a user is, nil where they are none.
func (r Reader) AuthorByUser(ctx context.Context, userID int64) (*models.Author, error) {
	return optional(gorm.G[models.Author](r.db).Where("user_id = ?", userID).Preload("Names", nil).Take(ctx))
}

// AuthorsByPortrait returns the authors that a picture shows, with their names.
func (r Reader) AuthorsByPortrait(ctx context.Context, mediumID int64) ([]models.Author, error) {
	list, err := gorm.G[models.Author](r.db).Where("portrait_id = ?", mediumID).Preload("Names", nil).Order("id").Find(ctx)
	return list, edge(err)
}

// AuthorStories returns how many stories each of the authors has signed, whatever
// their state. Those who have signed none are left out.
func (r Reader) AuthorStories(ctx context.Context, ids []int64) (map[int64]int, error) {
	return r.countBy(ctx, "SELECT author_id AS id, count(*) AS n FROM article_authors WHERE author_id IN ? GROUP BY author_id", ids)
}

// AuthorIsCredited reports whether an author has signed any story or is named as
// the translator of one.
func (r Reader) AuthorIsCredited(ctx context.Context, id int64) (bool, error) {
	const look = `SELECT EXISTS (SELECT 1 FROM article_authors WHERE author_id = @id)
		OR EXISTS (SELECT 1 FROM translations WHERE translator_id = @id)`
	var credited bool
	return credited, edge(r.db.WithContext(ctx).Raw(look, map[string]any{"id": id}).Scan(&credited).Error)
}

// UpdateAuthor writes everything of a but the key, with these names and no others,
// if the row still has a's version, and counts the version up. A slug or a user that
// another author has is errs.Conflict.
func (tx *Tx) UpdateAuthor(ctx context.Context, a *models.Author) error {
	seen := a.Version
	a.Version++
	err := changedOne(tx.db.WithContext(ctx).Model(&models.Author{}).
		Where("id = ? AND version = ?", a.ID, seen).
		Select("Handle", "PortraitID", "UserID", "Version").Updates(a))
	if err != nil {
		return err
	}
	if err := tx.db.WithContext(ctx).Where("author_id = ?", a.ID).Delete(&models.AuthorName{}).Error; err != nil {
		return edge(err)
	}
	for i := range a.Names {
		a.Names[i].AuthorID = a.ID
	}
	if len(a.Names) == 0 {
		return nil
	}
	return edge(tx.db.WithContext(ctx).Create(&a.Names).Error)
}

// DeleteAuthor forgets an author who has still that version, with their names. One
// who is credited anywhere is errs.Invalid.
func (tx *Tx) DeleteAuthor(ctx context.Context, id int64, version int) error {
	return changedOne(tx.db.WithContext(ctx).Where("id = ? AND version = ?", id, version).Delete(&models.Author{}))
}
