package store

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// VersionFilter is what a version of a story has to be like to be listed.
type VersionFilter string

// The filters by version. One that is unchecked has something that was not
// confirmed against the newest revision of its source: it may be stale. One that is
// ready is approved, and what is approved is neither public nor going to be. One that
// is late is not public, begun or not, although its source is. One of the facts is
// public, and its source was changed in a fact since something of it was confirmed last:
// readers may see what is wrong.
const (
	AnyVersion       VersionFilter = ""
	MissingVersion   VersionFilter = "missing"
	DraftVersion     VersionFilter = "draft"
	ReviewVersion    VersionFilter = "review"
	ApprovedVersion  VersionFilter = "approved"
	LiveVersion      VersionFilter = "live"
	UncheckedVersion VersionFilter = "unchecked"
	ReadyVersion     VersionFilter = "ready"
	LateVersion      VersionFilter = "late"
	FactsVersion     VersionFilter = "facts"
)

// VersionFilters lists every filter but AnyVersion.
func VersionFilters() []VersionFilter {
	return []VersionFilter{MissingVersion, DraftVersion, ReviewVersion, ApprovedVersion, ReadyVersion, LiveVersion, FactsVersion, UncheckedVersion, LateVersion}
}

// TitleCursor is a place in a list by title: after that story.
type TitleCursor struct {
	Key []byte
	ID  int64
}

// ArticleQuery asks for articles at the desk. Zero values ask for nothing.
type ArticleQuery struct {
	// Desk is the language of the desk, in whose order titles stand.
	Desk locale.Tag
	// ByTitle orders by title and goes on after After; otherwise the last changed
	// comes first, and it goes on before Before.
	ByTitle bool
	Before  *Cursor
	After   *TitleCursor

	Owner, Section, Author int64
	// Assignee is who is to do the version in Locale, or any where that is empty.
	Assignee int64
	// From and Until bound when the article was changed last.
	From, Until models.Instant
	// Version asks it of the version in Locale; of any where that is empty, which for
	// LateVersion is any of Locales. At is the moment that is asked of.
	Version VersionFilter
	Locale  locale.Tag
	Locales []locale.Tag
	At      models.Instant
	// SourceReady asks for stories whose source is approved, SourceOpen for those
	// whose source is not.
	SourceReady, SourceOpen bool
	// Words are the beginnings of words of a title, folded: of each entry one has
	// to occur.
	Words [][]string
	Limit int
}

// Articles returns articles with their section and translations (without their
// heads). What is in the trash is left out.
func (r Reader) Articles(ctx context.Context, q ArticleQuery) ([]models.Article, error) {
	db := r.db.WithContext(ctx).Model(&models.Article{}).Where("articles.trashed_at IS NULL")
	db = q.version(q.belongs(db))
	for _, begins := range q.Words {
		db = q.called(db, begins)
	}
	if q.ByTitle {
		db = db.Joins("JOIN headings ON headings.article_id = articles.id AND headings.locale = ?", q.Desk).
			Order("headings.sort_key, headings.article_id")
		if q.After != nil {
			db = db.Where("headings.sort_key >= ? AND (headings.sort_key > ? OR headings.article_id > ?)", q.After.Key, q.After.Key, q.After.ID)
		}
	} else {
		db = db.Order("articles.updated_at DESC, articles.id DESC")
		if q.Before != nil {
			db = db.Where("(articles.updated_at, articles.id) < (?, ?)", q.Before.At, q.Before.ID)
		}
	}
	var list []models.Article
	err := db.Preload("Section.Names").Preload("Translations").Limit(q.Limit).Find(&list).Error
	return list, edge(err)
}

// lastRune comes after every letter.
const lastRune = "\U0010ffff"

// fewLetters is how long the beginning of a word is that very many titles have.
const fewLetters = 2

// called keeps the articles that have a word in their titles which begins in one
// of these ways. What many have is asked of each article in turn, for a page of
// them is soon full; what few have is looked up.
func (q *ArticleQuery) called(db *gorm.DB, begins []string) *gorm.DB {
	var among []string
	var args []any
	short := false
	for _, word := range begins {
		among, args = append(among, "(word >= ? AND word < ?)"), append(args, word, word+lastRune)
		short = short || utf8.RuneCountInString(word) <= fewLetters
	}
	condition := "(" + strings.Join(among, " OR ") + ")"
	if short {
		return db.Where("EXISTS (SELECT 1 FROM heading_words w WHERE w.article_id = articles.id AND "+condition+")", args...)
	}
	return db.Where("articles.id IN (SELECT article_id FROM heading_words WHERE "+condition+")", args...)
}

// belongs filters by what an article is.
func (q *ArticleQuery) belongs(db *gorm.DB) *gorm.DB {
	if q.Owner != 0 {
		db = db.Where("articles.owner_id = ?", q.Owner)
	}
	if q.Section != 0 {
		db = db.Where("articles.section_id IN (SELECT ? UNION ALL SELECT id FROM sections WHERE parent_id = ?)", q.Section, q.Section)
	}
	if q.Author != 0 {
		db = db.Where("articles.id IN (SELECT article_id FROM article_authors WHERE author_id = ?)", q.Author)
	}
	if q.Assignee != 0 {
		of, args := "", []any{q.Assignee}
		if q.Locale != "" {
			of, args = " AND locale = ?", append(args, q.Locale)
		}
		db = db.Where("articles.id IN (SELECT article_id FROM assignments WHERE user_id = ?"+of+")", args...)
	}
	const source = "EXISTS (SELECT 1 FROM translations s WHERE s.article_id = articles.id AND s.locale = articles.source_locale AND s.stage "
	if q.SourceReady {
		db = db.Where(source + "= 'approved')")
	}
	if q.SourceOpen {
		db = db.Where(source + "<> 'approved')")
	}
	if q.From != 0 {
		db = db.Where("articles.updated_at >= ?", q.From)
	}
	if q.Until != 0 {
		db = db.Where("articles.updated_at < ?", q.Until)
	}
	return db
}

// unchecked are the translations of an article of which something was not confirmed
// against the head of the source.
const unchecked = `SELECT 1 FROM translations t JOIN revisions h ON h.id = t.head_id
	JOIN translations s ON s.article_id = t.article_id AND s.locale = articles.source_locale
	WHERE t.article_id = articles.id AND t.locale <> articles.source_locale AND h.oldest_from < s.head_id`

// version filters by the state of a version.
func (q *ArticleQuery) version(db *gorm.DB) *gorm.DB {
	of, args := "", []any{}
	if q.Locale != "" {
		of, args = " AND t.locale = ?", []any{q.Locale}
	}
	const versions = "SELECT 1 FROM translations t WHERE t.article_id = articles.id AND t.head_id IS NOT NULL"
	switch q.Version {
	case AnyVersion:
		if q.Locale != "" {
			db = db.Where("EXISTS ("+versions+of+")", args...)
		}
	case MissingVersion:
		db = db.Where("NOT EXISTS ("+versions+of+")", args...)
	case DraftVersion, ReviewVersion: // few, so they are gathered first
		db = db.Where("articles.id IN (SELECT t.article_id FROM translations t WHERE t.stage = ? AND t.head_id IS NOT NULL"+of+")",
			append([]any{q.Version}, args...)...)
	case ApprovedVersion:
		db = db.Where("EXISTS ("+versions+of+" AND t.stage = ?)", append(args, q.Version)...)
	case LiveVersion:
		db = db.Where("EXISTS (SELECT 1 FROM publications t WHERE t.article_id = articles.id AND t.live_from <= ? AND t.live_until > ?"+of+")",
			append([]any{q.At, q.At}, args...)...)
	case ReadyVersion:
		db = db.Where("EXISTS ("+versions+of+` AND t.stage = 'approved' AND NOT EXISTS (SELECT 1 FROM publications p
			WHERE p.translation_id = t.id AND p.revision_id = t.head_id AND p.live_until > ? AND p.live_from < p.live_until))`,
			append(args, q.At)...)
	case LateVersion:
		db = q.late(db)
	case UncheckedVersion:
		db = db.Where("EXISTS ("+unchecked+of+")", args...)
	case FactsVersion: // most have no such grade since, so who is public is asked last
		db = db.Where("EXISTS ("+unchecked+of+` AND EXISTS (SELECT 1 FROM revisions e
			WHERE e.translation_id = s.id AND e.id > h.oldest_from AND CAST(e.grades AS TEXT) LIKE '%"fact"%')
			AND EXISTS (SELECT 1 FROM publications p WHERE p.translation_id = t.id AND p.live_from <= ? AND p.live_until > ?))`,
			append(args, q.At, q.At)...)
	}
	return db
}

// late keeps the articles that are public in the language they were written in and
// are not in another.
func (q *ArticleQuery) late(db *gorm.DB) *gorm.DB {
	const public = "EXISTS (SELECT 1 FROM publications p WHERE p.article_id = articles.id AND p.live_from <= ? AND p.live_until > ? AND p.locale = "
	languages := q.Locales
	if q.Locale != "" {
		languages = []locale.Tag{q.Locale}
	}
	var none []string
	var args []any
	for _, l := range languages {
		none, args = append(none, "NOT "+public+"?)"), append(args, q.At, q.At, l)
	}
	return db.Where(public+"articles.source_locale)", q.At, q.At).Where("("+strings.Join(none, " OR ")+")", args...)
}

// Headings returns what articles are called at the desk of a language, by article.
func (r Reader) Headings(ctx context.Context, articleIDs []int64, desk locale.Tag) (map[int64]models.Heading, error) {
	list, err := gorm.G[models.Heading](r.db).Where("article_id IN ? AND locale = ?", articleIDs, desk).Find(ctx)
	headings := make(map[int64]models.Heading, len(list))
	for _, h := range list {
		headings[h.ArticleID] = h
	}
	return headings, edge(err)
}

// Unheaded returns articles whose headings follow other rules, at most so many.
func (r Reader) Unheaded(ctx context.Context, rules string, limit int) ([]int64, error) {
	var ids []int64
	for _, other := range []string{"rules < ?", "rules > ?"} { // each is a walk of the index
		var found []int64
		err := r.db.WithContext(ctx).Model(&models.Heading{}).Where(other, rules).Limit(limit).Pluck("article_id", &found).Error
		if err != nil {
			return nil, edge(err)
		}
		ids = append(ids, found...)
	}
	slices.Sort(ids)
	return slices.Compact(ids), nil
}

// SetHeadings replaces what an article is called and found by.
func (tx *Tx) SetHeadings(ctx context.Context, articleID int64, headings []models.Heading, words []string) error {
	if _, err := gorm.G[models.Heading](tx.db).Where("article_id = ?", articleID).Delete(ctx); err != nil {
		return edge(err)
	}
	if _, err := gorm.G[models.HeadingWord](tx.db).Where("article_id = ?", articleID).Delete(ctx); err != nil {
		return edge(err)
	}
	rows := make([]models.HeadingWord, len(words))
	for i, w := range words {
		rows[i] = models.HeadingWord{Word: w, ArticleID: articleID}
	}
	if err := tx.db.WithContext(ctx).Create(headings).Error; err != nil || len(rows) == 0 {
		return edge(err)
	}
	return edge(tx.db.WithContext(ctx).Create(rows).Error)
}

// SavedViews returns a user's lists, in the order in which they were made.
func (r Reader) SavedViews(ctx context.Context, userID int64) ([]models.SavedView, error) {
	list, err := gorm.G[models.SavedView](r.db).Where("user_id = ?", userID).Order("id").Find(ctx)
	return list, edge(err)
}

// SetSavedView keeps a list under its name, in place of one that has it.
func (tx *Tx) SetSavedView(ctx context.Context, v *models.SavedView) error {
	return edge(gorm.G[models.SavedView](tx.db, clause.OnConflict{
		Columns: []clause.Column{{Name: "user_id"}, {Name: "name"}}, DoUpdates: clause.AssignmentColumns([]string{"query"}),
	}).Create(ctx, v))
}

// DeleteSavedView forgets a user's list, if there is such a one.
func (tx *Tx) DeleteSavedView(ctx context.Context, userID, id int64) error {
	_, err := gorm.G[models.SavedView](tx.db).Where("user_id = ? AND id = ?", userID, id).Delete(ctx)
	return edge(err)
}
