package store

import (
	"context"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

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

// EditionQuery asks for editions of the front page of a language. Those that were
// cancelled are none.
type EditionQuery struct {
	Locale locale.Tag
	// At splits them: those that have begun by then, the last one first; or with
	// Ahead the others, the next one first.
	At     models.Instant
	Ahead  bool
	Before *Cursor
	Limit  int
}

// Editions returns editions of the front page with their picks.
func (r Reader) Editions(ctx context.Context, q EditionQuery) ([]models.FrontEdition, error) {
	begun, order := "live_from <= ?", "live_from DESC, id DESC"
	if q.Ahead {
		begun, order = "live_from > ?", "live_from, id"
	}
	db := r.db.WithContext(ctx).Where("locale = ? AND cancelled_at IS NULL AND "+begun, q.Locale, q.At)
	if q.Before != nil {
		db = db.Where("(live_from, id) < (?, ?)", q.Before.At, q.Before.ID)
	}
	var list []models.FrontEdition
	err := db.Preload("Picks", inPlace).Order(order).Limit(q.Limit).Find(&list).Error
	return list, edge(err)
}

// inPlace orders picks by their places.
func inPlace(db *gorm.DB) *gorm.DB { return db.Order("place") }

// Edition returns an edition of the front page with its picks, or errs.NotFound.
func (r Reader) Edition(ctx context.Context, id int64) (*models.FrontEdition, error) {
	var e models.FrontEdition
	err := r.db.WithContext(ctx).Preload("Picks", inPlace).Where("id = ?", id).Take(&e).Error
	return one(e, err)
}

// LastEdition returns the number of the newest edition of a language, cancelled ones
// among them; 0 where there is none.
func (r Reader) LastEdition(ctx context.Context, l locale.Tag) (int, error) {
	var numbers []int
	err := r.db.WithContext(ctx).Model(&models.FrontEdition{}).Where("locale = ?", l).
		Order("number DESC").Limit(1).Pluck("number", &numbers).Error
	if len(numbers) == 0 {
		return 0, edge(err)
	}
	return numbers[0], edge(err)
}

// UnendedEditions returns the editions of all languages that have anything ahead of
// a moment: their beginning, or the end of a pick.
func (r Reader) UnendedEditions(ctx context.Context, at models.Instant) ([]models.FrontEdition, error) {
	var list []models.FrontEdition
	err := r.db.WithContext(ctx).Preload("Picks", inPlace).
		Where(`cancelled_at IS NULL AND id IN (SELECT id FROM front_editions WHERE live_from > ?
			UNION ALL SELECT edition_id FROM front_picks WHERE ends_at > ? AND ends_at < ?)`, at, at, models.Forever).
		Order("id").Find(&list).Error
	return list, edge(err)
}

// CreateEdition inserts an edition with its picks and sets its id. A number that the
// language has already is errs.Conflict.
func (tx *Tx) CreateEdition(ctx context.Context, e *models.FrontEdition) error {
	return edge(tx.db.WithContext(ctx).Create(e).Error)
}

// UpdateEdition writes when an edition begins and whether it is cancelled, if it was
// not before; errs.Conflict if it was.
func (tx *Tx) UpdateEdition(ctx context.Context, e *models.FrontEdition) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.FrontEdition{}).Where("id = ? AND cancelled_at IS NULL", e.ID).
		Select("LiveFrom", "CancelledAt").Updates(e))
}

// SetPickEnds writes when the picks of an edition leave their places.
func (tx *Tx) SetPickEnds(ctx context.Context, picks []models.FrontPick) error {
	return edge(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "edition_id"}, {Name: "place"}}, DoUpdates: clause.AssignmentColumns([]string{"ends_at"}),
	}).Create(picks).Error)
}

// LiveStories returns, of the articles, the stories that are public in the language
// at the given moment, with what a list shows of them and in no order. Standing
// pages are none.
func (r Reader) LiveStories(ctx context.Context, articleIDs []int64, l locale.Tag, at models.Instant) ([]models.Publication, error) {
	var list []models.Publication
	err := r.db.WithContext(ctx).Where(liveAt, at, at).
		Where("article_id IN ? AND locale = ? AND section_id IS NOT NULL", articleIDs, l).
		Preload("Revision", r.head).Preload("Article.Section.Names").Find(&list).Error
	return list, edge(err)
}

// StoriesIn returns, of the articles, those that are stories with words in the
// language, in no order. Standing pages and what is in the trash are none.
func (r Reader) StoriesIn(ctx context.Context, articleIDs []int64, l locale.Tag) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Model(&models.Translation{}).
		Joins("JOIN articles ON articles.id = translations.article_id").
		Where("translations.article_id IN ? AND translations.locale = ? AND translations.head_id IS NOT NULL", articleIDs, l).
		Where("articles.section_id IS NOT NULL AND articles.trashed_at IS NULL").
		Pluck("translations.article_id", &ids).Error
	return ids, edge(err)
}

// Spans returns the publications of the articles in a language, the first ones
// first, without their revisions; those that were cancelled are none.
func (r Reader) Spans(ctx context.Context, articleIDs []int64, l locale.Tag) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).
		Where("article_id IN ? AND locale = ? AND live_from < live_until", articleIDs, l).
		Order("live_from, id").Find(ctx)
	return list, edge(err)
}

// Urgent returns the urgent stories that are public in a language at a moment and
// were published after another, the newest first, at most so many.
func (r Reader) Urgent(ctx context.Context, l locale.Tag, after, at models.Instant, limit int) ([]models.Publication, error) {
	var list []models.Publication
	err := r.db.WithContext(ctx).Where(liveAt, at, at).
		Where("locale = ? AND section_id IS NOT NULL AND published_at > ?", l, after).
		Where("EXISTS (SELECT 1 FROM articles a WHERE a.id = publications.article_id AND a.urgent)").
		Preload("Revision", r.head).Preload("Article.Section.Names").
		Order("published_at DESC, article_id DESC").Limit(limit).Find(&list).Error
	return list, edge(err)
}

// head selects of a revision what a list shows: all but the body.
func (r Reader) head(db *gorm.DB) *gorm.DB {
	return db.Select("id", "translation_id", "number", r.dialect.withoutBody()+" AS content")
}
