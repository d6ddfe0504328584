package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/models"
)

// TagByID returns a tag with its names, or errs.NotFound.
func (r Reader) TagByID(ctx context.Context, id int64) (*models.Tag, error) {
	return one(gorm.G[models.Tag](r.db).Where("id = ?", id).Preload("Names", nil).Take(ctx))
}

// TagStories returns how many stories have each of the tags, whatever their state.
// Those that no story has are left out.
func (r Reader) TagStories(ctx context.Context, ids []int64) (map[int64]int, error) {
	return r.countBy(ctx, "SELECT tag_id AS id, count(*) AS n FROM article_tags WHERE tag_id IN ? GROUP BY tag_id", ids)
}

// countBy runs a question that answers with ids and how often each occurs.
func (r Reader) countBy(ctx context.Context, question string, ids []int64) (map[int64]int, error) {
	var rows []struct {
		ID int64
		N  int
	}
	err := r.db.WithContext(ctx).Raw(question, ids).Scan(&rows).Error
	counts := make(map[int64]int, len(rows))
	for _, row := range rows {
		counts[row.ID] = row.N
	}
	return counts, edge(err)
}

// UpdateTag writes the names of t, and no others, if the row still has t's version,
// and counts the version up. A slug that another tag has is errs.Conflict.
func (tx *Tx) UpdateTag(ctx context.Context, t *models.Tag) error {
	seen := t.Version
	t.Version++
	err := changedOne(tx.db.WithContext(ctx).Model(&models.Tag{}).
		Where("id = ? AND version = ?", t.ID, seen).Select("Version").Updates(t))
	if err != nil {
		return err
	}
	if err := tx.db.WithContext(ctx).Where("tag_id = ?", t.ID).Delete(&models.TagName{}).Error; err != nil {
		return edge(err)
	}
	for i := range t.Names {
		t.Names[i].TagID = t.ID
	}
	if len(t.Names) == 0 {
		return nil
	}
	return edge(tx.db.WithContext(ctx).Create(&t.Names).Error)
}

// MergeTags gives every story of one tag another in its place and returns how many
// there were. A story that has both keeps one, where the first of them stood. Their
// articles count as changed, so that a form that was opened before is refused.
//
// The rows are inserted and deleted, never moved: the lists of tags follow by
// triggers that know only of these.
func (tx *Tx) MergeTags(ctx context.Context, from, into int64) (int, error) {
	db := tx.db.WithContext(ctx)
	args := map[string]any{"from": from, "into": into}
	touched := db.Exec(`UPDATE articles SET version = version + 1
		WHERE id IN (SELECT article_id FROM article_tags WHERE tag_id = @from)`, args)
	if touched.Error != nil {
		return 0, edge(touched.Error)
	}
	// Nobody gives a story either of them until the end of this.
	var locked []models.Tag
	if err := db.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id IN ?", []int64{from, into}).Order("id").Find(&locked).Error; err != nil {
		return 0, edge(err)
	}
	for _, step := range []string{
		`UPDATE article_tags SET position = (SELECT min(b.position) FROM article_tags b
				WHERE b.article_id = article_tags.article_id AND b.tag_id IN (@from, @into))
			WHERE tag_id = @into AND article_id IN (SELECT f.article_id FROM article_tags f WHERE f.tag_id = @from)`,
		`INSERT INTO article_tags (article_id, tag_id, position)
			SELECT f.article_id, CAST(@into AS BIGINT), f.position FROM article_tags f WHERE f.tag_id = @from
			AND NOT EXISTS (SELECT 1 FROM article_tags b WHERE b.article_id = f.article_id AND b.tag_id = @into)`,
		`DELETE FROM article_tags WHERE tag_id = @from`,
	} {
		if err := db.Exec(step, args).Error; err != nil {
			return 0, edge(err)
		}
	}
	return int(touched.RowsAffected), nil
}

// DeleteTag forgets a tag that has still that version, with its names. One that a
// story has is errs.Invalid.
func (tx *Tx) DeleteTag(ctx context.Context, id int64, version int) error {
	return changedOne(tx.db.WithContext(ctx).Where("id = ? AND version = ?", id, version).Delete(&models.Tag{}))
}

// MoveFormerSlugs leads every address that one thing once had to another of its
// kind.
func (tx *Tx) MoveFormerSlugs(ctx context.Context, kind models.SlugKind, from, into int64) error {
	return edge(tx.db.WithContext(ctx).Model(&models.FormerSlug{}).
		Where("kind = ? AND id = ?", kind, from).Update("id", into).Error)
}
