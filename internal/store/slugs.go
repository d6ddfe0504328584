package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// FormerSlug returns what once had the slug in a language, nil where nothing had.
func (r Reader) FormerSlug(ctx context.Context, kind models.SlugKind, l locale.Tag, slug string) (*models.FormerSlug, error) {
	return optional(gorm.G[models.FormerSlug](r.db).
		Where("kind = ? AND locale = ? AND slug = ?", kind, l, slug).Take(ctx))
}

// KeepFormerSlug notes that a thing had the slug in the language, whatever else
// had it before.
func (tx *Tx) KeepFormerSlug(ctx context.Context, kind models.SlugKind, l locale.Tag, slug string, id int64) error {
	return edge(gorm.G[models.FormerSlug](tx.db, clause.OnConflict{UpdateAll: true}).
		Create(ctx, &models.FormerSlug{Kind: kind, Locale: l, Slug: slug, ID: id}))
}

// DropFormerSlug forgets who once had a slug, which something has now.
func (tx *Tx) DropFormerSlug(ctx context.Context, kind models.SlugKind, l locale.Tag, slug string) error {
	return edge(tx.db.WithContext(ctx).
		Where("kind = ? AND locale = ? AND slug = ?", kind, l, slug).Delete(&models.FormerSlug{}).Error)
}

// DropFormerSlugs forgets every slug that a thing once had, as it is deleted.
func (tx *Tx) DropFormerSlugs(ctx context.Context, kind models.SlugKind, id int64) error {
	return edge(tx.db.WithContext(ctx).Where("kind = ? AND id = ?", kind, id).Delete(&models.FormerSlug{}).Error)
}
