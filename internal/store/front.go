package store

import (
	"context"
	"strings"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Block is a group of sections on the front page and how many stories it shows.
type Block struct {
	SectionIDs []int64
	Stories    int
}

// Blocks returns the newest public stories of sections in a language, each group of
// them as many as its block shows, with what a list shows of them, newest first.
// Some articles may be left out. Each section is one walk of an index, all in one
// statement.
func (r Reader) Blocks(ctx context.Context, at models.Instant, l locale.Tag, blocks []Block, except []int64) ([]models.Publication, error) {
	const newest = " ORDER BY published_at DESC, article_id DESC LIMIT ?"
	var groups []string
	var values []any
	for _, b := range blocks {
		var walks []string
		for _, section := range b.SectionIDs {
			where := liveAt + " AND section_id = ? AND locale = ?"
			values = append(values, at, at, section, l)
			if len(except) > 0 {
				where += " AND article_id NOT IN ?"
				values = append(values, except)
			}
			walks = append(walks, "SELECT * FROM (SELECT id, published_at, article_id FROM publications WHERE "+where+newest+") AS walk")
			values = append(values, b.Stories)
		}
		groups = append(groups, "SELECT id FROM (SELECT id FROM ("+strings.Join(walks, " UNION ALL ")+") AS walks"+newest+") AS block")
		values = append(values, b.Stories)
	}
	if len(groups) == 0 {
		return nil, nil
	}
	var list []models.Publication
	err := r.db.WithContext(ctx).Where("id IN ("+strings.Join(groups, " UNION ALL ")+")", values...).
		Preload("Revision", r.head).Preload("Article.Section.Names").
		Order("published_at DESC, article_id DESC").Find(&list).Error
	return list, edge(err)
}

// head selects of a revision what a list shows: all but the body.
func (r Reader) head(db *gorm.DB) *gorm.DB {
	return db.Select("id", "translation_id", "number", r.dialect.withoutBody()+" AS content")
}
