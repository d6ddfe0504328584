package store

import (
	"context"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// byPosition orders what is preloaded as it stands in the byline.
func byPosition(db gorm.PreloadBuilder) error {
	db.Order("position")
	return nil
}

// Article returns an article with its section, authors and tags in order, or
// errs.NotFound.
func (r Reader) Article(ctx context.Context, id int64) (*models.Article, error) {
	return one(r.signed(id).Preload("Section.Names", nil).Take(ctx))
}

// Signed returns an article with its authors and tags in order, without its section, or
// errs.NotFound.
func (r Reader) Signed(ctx context.Context, id int64) (*models.Article, error) {
	return one(r.signed(id).Take(ctx))
}

func (r Reader) signed(id int64) gorm.ChainInterface[models.Article] {
	return gorm.G[models.Article](r.db).Where("id = ?", id).
		Preload("Authors", byPosition).Preload("Authors.Author.Names", nil).
		Preload("Tags", byPosition).Preload("Tags.Tag.Names", nil)
}

// ArticleByImportKey returns the article that an import made, nil where there
// is none.
func (r Reader) ArticleByImportKey(ctx context.Context, key string) (*models.Article, error) {
	return optional(gorm.G[models.Article](r.db).Where("import_key = ?", key).
		Preload("Authors", byPosition).Preload("Tags", byPosition).Take(ctx))
}

// TrashedArticles returns the articles in the trash, the last one first, with
// their translations.
func (r Reader) TrashedArticles(ctx context.Context, limit int) ([]models.Article, error) {
	list, err := gorm.G[models.Article](r.db).Preload("Section.Names", nil).Preload("Translations", nil).
		Where("trashed_at IS NOT NULL").Order("trashed_at DESC, id DESC").Limit(limit).Find(ctx)
	return list, edge(err)
}

// ArticlesAfter returns articles in order of id, beginning after the given
// one, whole: section, authors, tags and translations with their heads. It is
// the walk of an export. What is in the trash is left out.
func (r Reader) ArticlesAfter(ctx context.Context, id int64, limit int) ([]models.Article, error) {
	list, err := gorm.G[models.Article](r.db).Where("id > ? AND trashed_at IS NULL", id).
		Preload("Section.Names", nil).
		Preload("Authors", byPosition).Preload("Authors.Author.Names", nil).
		Preload("Tags", byPosition).Preload("Tags.Tag.Names", nil).
		Preload("Translations", nil).Preload("Translations.Head", nil).
		Preload("Translations.Translator.Names", nil).
		Order("id").Limit(limit).Find(ctx)
	return list, edge(err)
}

// CreateArticle inserts a with its authors and tags and sets its id.
func (tx *Tx) CreateArticle(ctx context.Context, a *models.Article) error {
	a.Version = 1
	if err := gorm.G[models.Article](tx.db).Omit(clause.Associations).Create(ctx, a); err != nil {
		return edge(err)
	}
	return tx.linkArticle(ctx, a)
}

// UpdateArticle writes every field of a, its authors and tags included, if
// the row still has a's version, and counts the version up.
func (tx *Tx) UpdateArticle(ctx context.Context, a *models.Article) error {
	seen := a.Version
	a.Version++
	err := changedOne(tx.db.WithContext(ctx).Model(&models.Article{}).
		Where("id = ? AND version = ?", a.ID, seen).
		Select("Kind", "SectionID", "SourceLocale", "Place", "Urgent", "CoverID", "TrashedAt", "EmbargoUntil", "EmbargoNote",
			"Version", "UpdatedAt").
		Updates(a))
	if err != nil {
		return err
	}
	for _, table := range []any{&models.ArticleAuthor{}, &models.ArticleTag{}} {
		if err := tx.db.WithContext(ctx).Where("article_id = ?", a.ID).Delete(table).Error; err != nil {
			return edge(err)
		}
	}
	return tx.linkArticle(ctx, a)
}

// linkArticle writes the rows that join an article with authors and tags.
func (tx *Tx) linkArticle(ctx context.Context, a *models.Article) error {
	for i := range a.Authors {
		a.Authors[i].ArticleID, a.Authors[i].Position = a.ID, i
	}
	for i := range a.Tags {
		a.Tags[i].ArticleID, a.Tags[i].Position = a.ID, i
	}
	if len(a.Authors) > 0 {
		if err := tx.db.WithContext(ctx).Omit(clause.Associations).Create(&a.Authors).Error; err != nil {
			return edge(err)
		}
	}
	if len(a.Tags) > 0 {
		return edge(tx.db.WithContext(ctx).Omit(clause.Associations).Create(&a.Tags).Error)
	}
	return nil
}

// TouchArticle notes that something of the article changed at the given
// moment, for the order of lists inside.
func (tx *Tx) TouchArticle(ctx context.Context, id int64, at models.Instant) error {
	return edge(tx.db.WithContext(ctx).Model(&models.Article{}).Where("id = ?", id).
		Update("updated_at", at).Error)
}

// LockArticle makes other writers of the article and its translations wait
// until this transaction ends.
func (tx *Tx) LockArticle(ctx context.Context, id int64) error {
	_, err := gorm.G[models.Article](tx.db, clause.Locking{Strength: "UPDATE"}).
		Select("id").Where("id = ?", id).Take(ctx)
	return edge(err)
}

// Redirect returns where the first of some old addresses leads that leads anywhere, nil
// where none does.
func (r Reader) Redirect(ctx context.Context, addresses ...string) (*models.Redirect, error) {
	list, err := gorm.G[models.Redirect](r.db).Where("path IN ?", addresses).Find(ctx)
	if err != nil || len(list) == 0 {
		return nil, edge(err)
	}
	first := slices.MinFunc(list, func(x, y models.Redirect) int {
		return slices.Index(addresses, x.Path) - slices.Index(addresses, y.Path)
	})
	return &first, nil
}

// SetRedirect leads an old address to a version of an article, whatever it led to
// before.
func (tx *Tx) SetRedirect(ctx context.Context, path string, articleID int64, l locale.Tag) error {
	return edge(gorm.G[models.Redirect](tx.db, clause.OnConflict{UpdateAll: true}).
		Create(ctx, &models.Redirect{Path: path, ArticleID: articleID, Locale: l}))
}
