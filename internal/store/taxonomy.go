package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Sections returns every section in order with its names.
func (r Reader) Sections(ctx context.Context) ([]models.Section, error) {
	list, err := gorm.G[models.Section](r.db).Preload("Names", nil).Order("position, id").Find(ctx)
	return list, edge(err)
}

// Tags returns every tag with its names.
func (r Reader) Tags(ctx context.Context) ([]models.Tag, error) {
	list, err := gorm.G[models.Tag](r.db).Preload("Names", nil).Order("key").Find(ctx)
	return list, edge(err)
}

// Authors returns every author with their names.
func (r Reader) Authors(ctx context.Context) ([]models.Author, error) {
	list, err := gorm.G[models.Author](r.db).Preload("Names", nil).Order("id").Find(ctx)
	return list, edge(err)
}

// SectionByKey returns a section with its names, nil where there is none.
func (r Reader) SectionByKey(ctx context.Context, key string) (*models.Section, error) {
	return optional(gorm.G[models.Section](r.db).Where("key = ?", key).Preload("Names", nil).Take(ctx))
}

// TagByKey returns a tag with its names, nil where there is none.
func (r Reader) TagByKey(ctx context.Context, key string) (*models.Tag, error) {
	return optional(gorm.G[models.Tag](r.db).Where("key = ?", key).Preload("Names", nil).Take(ctx))
}

// AuthorByKey returns an author with their names, nil where there is none.
func (r Reader) AuthorByKey(ctx context.Context, key string) (*models.Author, error) {
	return optional(gorm.G[models.Author](r.db).Where("key = ?", key).Preload("Names", nil).Take(ctx))
}

// A slug in a public address is the one in the address's language; where the
// thing has no name in that language its key stands in.
const (
	sectionBySlug = `id IN (SELECT section_id FROM section_names WHERE locale = ? AND slug = ? UNION ALL SELECT id FROM sections WHERE key = ?)`
	tagBySlug     = `id IN (SELECT tag_id FROM tag_names WHERE locale = ? AND slug = ? UNION ALL SELECT id FROM tags WHERE key = ?)`
	authorBySlug  = `id IN (SELECT author_id FROM author_names WHERE locale = ? AND slug = ? UNION ALL SELECT id FROM authors WHERE key = ?)`
)

// SectionBySlug returns the section that a slug names in a language, nil where
// there is none.
func (r Reader) SectionBySlug(ctx context.Context, l locale.Tag, slug string) (*models.Section, error) {
	list, err := gorm.G[models.Section](r.db).Where(sectionBySlug, l, slug, slug).Preload("Names", nil).Find(ctx)
	return preferSlug(list, err, func(s *models.Section) bool { return s.Key != slug })
}

// TagBySlug returns the tag that a slug names in a language, nil where there
// is none.
func (r Reader) TagBySlug(ctx context.Context, l locale.Tag, slug string) (*models.Tag, error) {
	list, err := gorm.G[models.Tag](r.db).Where(tagBySlug, l, slug, slug).Preload("Names", nil).Find(ctx)
	return preferSlug(list, err, func(t *models.Tag) bool { return t.Key != slug })
}

// AuthorBySlug returns the author that a slug names in a language, nil where
// there is none.
func (r Reader) AuthorBySlug(ctx context.Context, l locale.Tag, slug string) (*models.Author, error) {
	list, err := gorm.G[models.Author](r.db).Where(authorBySlug, l, slug, slug).Preload("Names", nil).Find(ctx)
	return preferSlug(list, err, func(a *models.Author) bool { return a.Key != slug })
}

// preferSlug picks, of the at most two things that a slug finds, the one that
// carries it as a slug before the one whose key it is.
func preferSlug[T any](list []T, err error, bySlug func(*T) bool) (*T, error) {
	if err != nil {
		return nil, edge(err)
	}
	var found *T
	for i := range list {
		if found == nil || bySlug(&list[i]) {
			found = &list[i]
		}
	}
	return found, nil
}

// CreateSection inserts s with its names, behind all others, and sets its id.
func (tx *Tx) CreateSection(ctx context.Context, s *models.Section) error {
	var last *int
	if err := tx.db.WithContext(ctx).Model(&models.Section{}).Select("max(position)").Scan(&last).Error; err != nil {
		return edge(err)
	}
	if last != nil {
		s.Position = *last + 1
	}
	s.Version = 1
	return edge(gorm.G[models.Section](tx.db).Create(ctx, s))
}

// CreateTag inserts t with its names and sets its id.
func (tx *Tx) CreateTag(ctx context.Context, t *models.Tag) error {
	t.Version = 1
	return edge(gorm.G[models.Tag](tx.db).Create(ctx, t))
}

// CreateAuthor inserts a with their names and sets its id.
func (tx *Tx) CreateAuthor(ctx context.Context, a *models.Author) error {
	a.Version = 1
	return edge(gorm.G[models.Author](tx.db).Create(ctx, a))
}

// AddAuthorName inserts the author's name in one more language.
func (tx *Tx) AddAuthorName(ctx context.Context, n *models.AuthorName) error {
	return edge(gorm.G[models.AuthorName](tx.db).Create(ctx, n))
}

// AuthorSlugTaken reports whether an author has the slug in the language.
func (r Reader) AuthorSlugTaken(ctx context.Context, l locale.Tag, slug string) (bool, error) {
	n, err := gorm.G[models.AuthorName](r.db).Where("locale = ? AND slug = ?", l, slug).Count(ctx, "*")
	return n > 0, edge(err)
}
