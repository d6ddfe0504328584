package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// LiveAt is the visibility rule: a publication is public from LiveFrom until
// before LiveUntil. Every public read goes through this scope.
func LiveAt(at models.Instant) func(*gorm.Statement) {
	return func(stmt *gorm.Statement) {
		stmt.AddClause(clause.Where{Exprs: []clause.Expression{
			clause.Lte{Column: clause.Column{Table: "publications", Name: "live_from"}, Value: at},
			clause.Gt{Column: clause.Column{Table: "publications", Name: "live_until"}, Value: at},
		}})
	}
}

// Live returns the publication of an article in a language that is public at
// the given moment, with its revision; nil where there is none.
func (r Reader) Live(ctx context.Context, articleID int64, l locale.Tag, at models.Instant) (*models.Publication, error) {
	return optional(gorm.G[models.Publication](r.db).Scopes(LiveAt(at)).
		Where("article_id = ? AND locale = ?", articleID, l).
		Preload("Revision", nil).Take(ctx))
}

// LiveVersions returns the publications of the articles that are public at the
// given moment, in every language, with their revisions.
func (r Reader) LiveVersions(ctx context.Context, articleIDs []int64, at models.Instant) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).Scopes(LiveAt(at)).
		Where("article_id IN ?", articleIDs).
		Preload("Revision", nil).Order("article_id, locale").Find(ctx)
	return list, edge(err)
}

// WasPublic reports whether the article was ever public in the language up to
// the given moment. A publication cancelled in time (an empty interval) never
// was.
func (r Reader) WasPublic(ctx context.Context, articleID int64, l locale.Tag, at models.Instant) (bool, error) {
	n, err := gorm.G[models.Publication](r.db).
		Where("article_id = ? AND locale = ? AND live_from <= ? AND live_from < live_until", articleID, l, at).
		Count(ctx, "*")
	return n > 0, edge(err)
}

// Cursor is a place in a list, newest first: after the story of that moment
// and id.
type Cursor struct {
	At models.Instant
	ID int64
}

// ListQuery selects public stories of one language, newest first. Standing
// pages are in no list.
type ListQuery struct {
	Locale locale.Tag
	At     models.Instant
	// SectionID, TagID and AuthorID narrow the list where they are not zero.
	SectionID, TagID, AuthorID int64
	Before                     *Cursor
	Limit                      int
}

// narrow applies the section, tag and author of the query.
func (q ListQuery) narrow(c gorm.ChainInterface[models.Publication]) gorm.ChainInterface[models.Publication] {
	switch {
	case q.SectionID != 0:
		c = c.Where("section_id = ?", q.SectionID)
	default:
		c = c.Where("section_id IS NOT NULL")
	}
	if q.TagID != 0 {
		c = c.Where("article_id IN (SELECT article_id FROM article_tags WHERE tag_id = ?)", q.TagID)
	}
	if q.AuthorID != 0 {
		c = c.Where("article_id IN (SELECT article_id FROM article_authors WHERE author_id = ?)", q.AuthorID)
	}
	return c
}

// List returns the public stories of a query with what a list shows of them:
// revision, article, section and authors.
func (r Reader) List(ctx context.Context, q ListQuery) ([]models.Publication, error) {
	c := q.narrow(gorm.G[models.Publication](r.db).Scopes(LiveAt(q.At)).Where("locale = ?", q.Locale))
	if q.Before != nil {
		c = c.Where("(published_at, article_id) < (?, ?)", q.Before.At, q.Before.ID)
	}
	list, err := c.Preload("Revision", nil).Preload("Article.Section.Names", nil).
		Order("published_at DESC, article_id DESC").Limit(q.Limit).Find(ctx)
	return list, edge(err)
}

// ListLocales returns, of the given languages, those in which the query, its
// own language aside, finds anything. Each is one look into an index.
func (r Reader) ListLocales(ctx context.Context, q ListQuery, among []locale.Tag) ([]locale.Tag, error) {
	var found []locale.Tag
	for _, l := range among {
		first, err := optional(q.narrow(gorm.G[models.Publication](r.db).Scopes(LiveAt(q.At)).Where("locale = ?", l)).
			Select("id").Order("published_at DESC, article_id DESC").Limit(1).Take(ctx))
		if err != nil {
			return nil, err
		}
		if first != nil {
			found = append(found, l)
		}
	}
	return found, nil
}

// Publications returns every publication of a translation, oldest first.
func (r Reader) Publications(ctx context.Context, translationID int64) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).Where("translation_id = ?", translationID).
		Order("live_from, id").Find(ctx)
	return list, edge(err)
}

// CreatePublication inserts p and sets its id.
func (tx *Tx) CreatePublication(ctx context.Context, p *models.Publication) error {
	return edge(gorm.G[models.Publication](tx.db).Omit("Revision", "Article").Create(ctx, p))
}

// UpdatePublication writes when p is public, what was meant, and since when the
// translation is. The caller holds the article's lock.
func (tx *Tx) UpdatePublication(ctx context.Context, p *models.Publication) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.Publication{}).Where("id = ?", p.ID).
		Select("LiveFrom", "LiveUntil", "EndsAt", "EndsWall", "EndsZone", "PublishedAt").Updates(p))
}

// Publication returns a publication by its id, or errs.NotFound.
func (r Reader) Publication(ctx context.Context, id int64) (*models.Publication, error) {
	return one(gorm.G[models.Publication](r.db).Where("id = ?", id).Take(ctx))
}

// Ahead returns the ids of the articles of which a publication begins or expires
// after the given moment.
func (r Reader) Ahead(ctx context.Context, at models.Instant) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Model(&models.Publication{}).Distinct("article_id").
		Where("live_from > ? OR (ends_at > ? AND ends_at < ?)", at, at, models.Forever).
		Order("article_id").Pluck("article_id", &ids).Error
	return ids, edge(err)
}

// MovePublications gives every publication of an article its new section.
func (tx *Tx) MovePublications(ctx context.Context, articleID int64, sectionID *int64) error {
	return edge(tx.db.WithContext(ctx).Model(&models.Publication{}).
		Where("article_id = ?", articleID).Update("section_id", sectionID).Error)
}
