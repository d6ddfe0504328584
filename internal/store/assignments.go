package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Assignment returns who is to do a version, nil where nobody is.
func (r Reader) Assignment(ctx context.Context, articleID int64, l locale.Tag) (*models.Assignment, error) {
	return optional(gorm.G[models.Assignment](r.db).Where("article_id = ? AND locale = ?", articleID, l).Take(ctx))
}

// Assignments returns who is to do the versions of articles.
func (r Reader) Assignments(ctx context.Context, articleIDs []int64) ([]models.Assignment, error) {
	list, err := gorm.G[models.Assignment](r.db).Where("article_id IN ?", articleIDs).Find(ctx)
	return list, edge(err)
}

// Assigned returns what a user is to do and has not done: versions that are not
// approved, those that are due first coming first, at most so many.
func (r Reader) Assigned(ctx context.Context, userID int64, limit int) ([]models.Assignment, error) {
	list, err := gorm.G[models.Assignment](r.db).
		Where(`user_id = ? AND NOT EXISTS (SELECT 1 FROM translations t
			WHERE t.article_id = assignments.article_id AND t.locale = assignments.locale AND t.stage = 'approved')
			AND EXISTS (SELECT 1 FROM articles a WHERE a.id = assignments.article_id AND a.trashed_at IS NULL)`, userID).
		Order("due_at IS NULL, due_at, article_id DESC").Limit(limit).Find(ctx)
	return list, edge(err)
}

// SetAssignment says who is to do a version, in place of who was.
func (tx *Tx) SetAssignment(ctx context.Context, a *models.Assignment) error {
	return edge(gorm.G[models.Assignment](tx.db, clause.OnConflict{UpdateAll: true}).Create(ctx, a))
}

// DeleteAssignment says that nobody is to do a version.
func (tx *Tx) DeleteAssignment(ctx context.Context, articleID int64, l locale.Tag) error {
	_, err := gorm.G[models.Assignment](tx.db).Where("article_id = ? AND locale = ?", articleID, l).Delete(ctx)
	return edge(err)
}
