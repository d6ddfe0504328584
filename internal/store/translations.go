package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Translation returns an article's version in a language with its head, nil
// where there is none yet.
func (r Reader) Translation(ctx context.Context, articleID int64, l locale.Tag) (*models.Translation, error) {
	return optional(gorm.G[models.Translation](r.db).
		Where("article_id = ? AND locale = ?", articleID, l).
		Preload("Head", nil).Preload("Translator.Names", nil).Take(ctx))
}

// Translator returns the author who is credited for a version, nil where nobody is.
func (r Reader) Translator(ctx context.Context, articleID int64, l locale.Tag) (*models.Author, error) {
	return optional(gorm.G[models.Author](r.db).
		Where("id = (SELECT translator_id FROM translations WHERE article_id = ? AND locale = ?)", articleID, l).
		Preload("Names", nil).Take(ctx))
}

// Translations returns every version of an article with its head.
func (r Reader) Translations(ctx context.Context, articleID int64) ([]models.Translation, error) {
	list, err := gorm.G[models.Translation](r.db).Where("article_id = ?", articleID).
		Preload("Head", nil).Order("id").Find(ctx)
	return list, edge(err)
}

// Revision returns a revision by its id, or errs.NotFound.
func (r Reader) Revision(ctx context.Context, id int64) (*models.Revision, error) {
	return one(gorm.G[models.Revision](r.db).Where("id = ?", id).Take(ctx))
}

// RevisionByNumber returns a revision of a translation by its number, or
// errs.NotFound.
func (r Reader) RevisionByNumber(ctx context.Context, translationID int64, number int) (*models.Revision, error) {
	return one(gorm.G[models.Revision](r.db).Where("translation_id = ? AND number = ?", translationID, number).Take(ctx))
}

// Revisions returns the revisions of a translation by their ids.
func (r Reader) Revisions(ctx context.Context, ids []int64) ([]models.Revision, error) {
	list, err := gorm.G[models.Revision](r.db).Where("id IN ?", ids).Find(ctx)
	return list, edge(err)
}

// SourceEdit is a revision of a source with its grades.
type SourceEdit struct {
	ID     int64
	Grades map[models.Key]models.Grade `gorm:"serializer:json"`
}

// EditsSince returns the revisions of several translations after one, without their
// contents, by translation.
func (r Reader) EditsSince(ctx context.Context, translationIDs []int64, after int64) (map[int64][]SourceEdit, error) {
	var list []models.Revision
	err := r.db.WithContext(ctx).Model(&models.Revision{}).Select("id", "translation_id", "grades").
		Where("translation_id IN ? AND id > ?", translationIDs, after).Order("id").Find(&list).Error
	edits := map[int64][]SourceEdit{}
	for i := range list {
		t := list[i].TranslationID
		edits[t] = append(edits[t], SourceEdit{ID: list[i].ID, Grades: list[i].Grades})
	}
	return edits, edge(err)
}

// History returns a page of the revisions of a translation, without their
// contents: those numbered below before, the newest first.
func (r Reader) History(ctx context.Context, translationID int64, before, limit int) ([]models.Revision, error) {
	list, err := gorm.G[models.Revision](r.db).
		Select("id, translation_id, number, base_id, source_id, oldest_from, grades, user_id, created_at").
		Where("translation_id = ? AND number < ?", translationID, before).
		Order("number DESC").Limit(limit).Find(ctx)
	return list, edge(err)
}

// Numbers returns the numbers of revisions by their ids.
func (r Reader) Numbers(ctx context.Context, ids []int64) (map[int64]int, error) {
	list, err := gorm.G[models.Revision](r.db).Select("id, number").Where("id IN ?", ids).Find(ctx)
	numbers := make(map[int64]int, len(list))
	for i := range list {
		numbers[list[i].ID] = list[i].Number
	}
	return numbers, edge(err)
}

// CreateTranslation inserts t and sets its id.
func (tx *Tx) CreateTranslation(ctx context.Context, t *models.Translation) error {
	t.Version = 1
	return edge(gorm.G[models.Translation](tx.db).Omit(clause.Associations).Create(ctx, t))
}

// UpdateTranslation writes stage, head, approval and translator of t if the
// row still has t's version, and counts the version up.
func (tx *Tx) UpdateTranslation(ctx context.Context, t *models.Translation) error {
	seen := t.Version
	t.Version++
	return changedOne(tx.db.WithContext(ctx).Model(&models.Translation{}).
		Where("id = ? AND version = ?", t.ID, seen).
		Select("Stage", "HeadID", "ApprovedID", "TranslatorID", "Version", "UpdatedAt").
		Updates(t))
}

// CreateRevision inserts rev, numbered after the newest of its translation,
// and sets its id. The caller holds the article's lock.
func (tx *Tx) CreateRevision(ctx context.Context, rev *models.Revision) error {
	var newest *int
	err := tx.db.WithContext(ctx).Model(&models.Revision{}).
		Where("translation_id = ?", rev.TranslationID).Select("max(number)").Scan(&newest).Error
	if err != nil {
		return edge(err)
	}
	if rev.Grades == nil {
		rev.Grades = map[models.Key]models.Grade{}
	}
	rev.Number = 1
	if newest != nil {
		rev.Number = *newest + 1
	}
	return edge(gorm.G[models.Revision](tx.db).Create(ctx, rev))
}
