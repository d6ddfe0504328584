package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Comment returns a comment by its id, or errs.NotFound.
func (r Reader) Comment(ctx context.Context, id int64) (*models.Comment, error) {
	return one(gorm.G[models.Comment](r.db).Where("id = ?", id).Take(ctx))
}

// Comments returns what was said about a version, the oldest first.
func (r Reader) Comments(ctx context.Context, articleID int64, l locale.Tag) ([]models.Comment, error) {
	list, err := gorm.G[models.Comment](r.db).Where("article_id = ? AND locale = ?", articleID, l).Order("id").Find(ctx)
	return list, edge(err)
}

// Mentions returns whom comments are meant for.
func (r Reader) Mentions(ctx context.Context, commentIDs []int64) ([]models.Mention, error) {
	list, err := gorm.G[models.Mention](r.db).Where("comment_id IN ?", commentIDs).Order("comment_id, user_id").Find(ctx)
	return list, edge(err)
}

// CommentQuery asks for comments that wait for somebody.
type CommentQuery struct {
	UserID int64
	// Owner asks for comments on that user's stories alone; 0 for any.
	Owner int64
	Limit int
}

// CommentsFor returns open comments of others that mention a user or stand on what
// they are to do, the newest first. Stories in the trash are left out.
func (r Reader) CommentsFor(ctx context.Context, q CommentQuery) ([]models.Comment, error) {
	story, args := "a.trashed_at IS NULL", []any{}
	if q.Owner != 0 {
		story, args = story+" AND a.owner_id = ?", append(args, q.Owner)
	}
	const others = "c.resolved_at IS NULL AND (c.user_id IS NULL OR c.user_id <> ?)"
	// Each half is a walk of an index; those that are in both are taken once.
	waiting := `SELECT id FROM (SELECT c.id FROM mentions m JOIN comments c ON c.id = m.comment_id JOIN articles a ON a.id = c.article_id
			WHERE m.user_id = ? AND ` + others + " AND " + story + ` ORDER BY m.comment_id DESC LIMIT ?) AS mentioned
		UNION SELECT id FROM (SELECT c.id FROM assignments t JOIN comments c ON c.article_id = t.article_id AND c.locale = t.locale
			JOIN articles a ON a.id = c.article_id
			WHERE t.user_id = ? AND ` + others + " AND " + story + " ORDER BY c.id DESC LIMIT ?) AS assigned"
	half := append(append([]any{q.UserID, q.UserID}, args...), q.Limit)
	list, err := gorm.G[models.Comment](r.db).Where("id IN ("+waiting+")", append(half, half...)...).
		Order("id DESC").Limit(q.Limit).Find(ctx)
	return list, edge(err)
}

// CreateComment inserts c, meant for users, and sets its id.
func (tx *Tx) CreateComment(ctx context.Context, c *models.Comment, users []int64) error {
	if err := gorm.G[models.Comment](tx.db).Create(ctx, c); err != nil || len(users) == 0 {
		return edge(err)
	}
	mentions := make([]models.Mention, len(users))
	for i, id := range users {
		mentions[i] = models.Mention{CommentID: c.ID, UserID: id}
	}
	return edge(tx.db.WithContext(ctx).Create(mentions).Error)
}

// SetResolved says of a comment when and by whom it was resolved; null opens it
// again.
func (tx *Tx) SetResolved(ctx context.Context, id int64, at *models.Instant, by *int64) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.Comment{}).Where("id = ?", id).
		Updates(map[string]any{"resolved_at": at, "resolved_by_id": by}))
}
