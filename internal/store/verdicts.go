package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Verdicts returns what reviewers made of the paragraphs of a version.
func (r Reader) Verdicts(ctx context.Context, translationID int64) ([]models.Verdict, error) {
	list, err := gorm.G[models.Verdict](r.db).Where("translation_id = ?", translationID).Order("block_key").Find(ctx)
	return list, edge(err)
}

// SentBack is a paragraph that a reviewer sent back, with the heads that it is in by
// now.
type SentBack struct {
	ArticleID   int64
	Locale      locale.Tag
	BlockKey    models.Key
	Fingerprint []byte
	// HeadID is that of the version; SourceID that of its source, null for none and
	// in the source itself.
	HeadID   int64
	SourceID *int64
}

// SentBack returns what was sent back of those versions of articles that a user is
// to do.
func (r Reader) SentBack(ctx context.Context, userID int64, articleIDs []int64) ([]SentBack, error) {
	const query = `SELECT t.article_id, t.locale, v.block_key, v.fingerprint, t.head_id, s.head_id AS source_id
		FROM assignments g JOIN articles a ON a.id = g.article_id
		JOIN translations t ON t.article_id = g.article_id AND t.locale = g.locale AND t.head_id IS NOT NULL
		JOIN verdicts v ON v.translation_id = t.id AND v.kind = 'returned'
		LEFT JOIN translations s ON s.article_id = a.id AND s.locale = a.source_locale AND s.locale <> t.locale
		WHERE g.user_id = ? AND g.article_id IN ? ORDER BY t.id, v.block_key`
	var list []SentBack
	return list, edge(r.db.WithContext(ctx).Raw(query, userID, articleIDs).Scan(&list).Error)
}

// SetVerdicts keeps verdicts, each in place of one on the same paragraph.
func (tx *Tx) SetVerdicts(ctx context.Context, list []models.Verdict) error {
	return edge(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns:   []clause.Column{{Name: "translation_id"}, {Name: "block_key"}},
		DoUpdates: clause.AssignmentColumns([]string{"fingerprint", "kind", "user_id", "created_at"}),
	}).Create(list).Error)
}

// DeleteVerdicts takes back what reviewers made of paragraphs of a version, and returns of
// how many there was something to take back.
func (tx *Tx) DeleteVerdicts(ctx context.Context, translationID int64, keys []models.Key) (int, error) {
	n, err := gorm.G[models.Verdict](tx.db).Where("translation_id = ? AND block_key IN ?", translationID, keys).Delete(ctx)
	return n, edge(err)
}
