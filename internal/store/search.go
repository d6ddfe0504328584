package store

import (
	"context"
	"math"
	"slices"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// searchIndex is what differs between the databases' indexes of keys. In both
// the table search_index has a row of keys at each place.
type searchIndex interface {
	// setKeys puts keys at a place where there are none.
	setKeys(ctx context.Context, tx *gorm.DB, place int64, keys []string) error
	// addWords adds words to the list of words, where they are not in it.
	addWords(ctx context.Context, tx *gorm.DB, words []string) error
	// placeColumn is the column of the place.
	placeColumn() string
	// matches is the condition that a row has keys, with one placeholder, and
	// how what is put there is written.
	matches() (condition string, g grammar)
}

// grammar is how an index is asked: a key is quoted, others are joined.
type grammar struct{ quote, and, or, andNot string }

// write returns the query in the grammar of an index.
func (g grammar) write(q SearchQuery) string {
	parts := []string{g.match(q.Match)}
	for _, except := range q.Except {
		parts = append(parts, "("+g.match(except)+")")
	}
	return strings.Join(parts, g.andNot)
}

func (g grammar) match(m [][]string) string {
	clauses := make([]string, len(m))
	for i, keys := range m {
		quoted := make([]string, len(keys))
		for k, key := range keys {
			quoted[k] = g.quote + key + g.quote
		}
		clauses[i] = "(" + strings.Join(quoted, g.or) + ")"
	}
	return strings.Join(clauses, g.and)
}

// SearchQuery selects public versions by their keys.
type SearchQuery struct {
	At models.Instant
	// Match wants at least one key of every clause; Except are further matches,
	// none of which may be.
	Match  [][]string
	Except [][][]string
	// Sections are those whose stories are wanted; none stands for all.
	Sections []int64
	// From and Until are the minutes between which versions became public; zero is
	// open.
	From, Until models.Instant
	// Before is the place after which to go on; 0 begins with the newest.
	Before int64
	Limit  int
}

// Found is a public version that a search found, and its place.
type Found struct {
	Publication models.Publication
	Place       int64
}

// placeOf returns where a publication stands in the index: the minute since
// which its translation is public, then its id, so that later is higher. It is
// the same as in the migration that made the index.
func placeOf(p *models.Publication) int64 { return firstPlace(p.PublishedAt) + p.ID }

// firstPlace is the lowest place of the minute of a moment.
func firstPlace(at models.Instant) int64 {
	const minute, most = 60_000, 1<<27 - 1
	return max(min(int64(at)/minute, most), -most-1) << 36
}

// SearchKeys are the keys under which a publication is found.
type SearchKeys struct {
	Publication *models.Publication
	Keys        []string
	// Words are those of it that the list of words is to have.
	Words []string
}

// SetSearchKeys makes publications found under their keys, made by the rules of
// that number, and under no others. Indexes are written with the least work when
// places rise.
func (tx *Tx) SetSearchKeys(ctx context.Context, list []SearchKeys, rules int) error {
	ids, documents := make([]int64, len(list)), make([]models.SearchDocument, len(list))
	for i, k := range list {
		ids[i] = k.Publication.ID
		documents[i] = models.SearchDocument{PublicationID: k.Publication.ID, Place: placeOf(k.Publication), Rules: rules}
	}
	place := tx.dialect.placeColumn()
	remove := "DELETE FROM search_index WHERE " + place + " IN (SELECT place FROM search_documents WHERE publication_id IN ?)"
	if err := tx.db.WithContext(ctx).Exec(remove, ids).Error; err != nil {
		return edge(err)
	}
	// All keys first: SQLite writes what it has gathered of them at every other
	// statement.
	var words []string
	for i, k := range list {
		if err := tx.dialect.setKeys(ctx, tx.db, documents[i].Place, k.Keys); err != nil {
			return edge(err)
		}
		words = append(words, k.Words...)
	}
	slices.Sort(words) // in one order, so that two transactions never wait for each other
	if err := tx.dialect.addWords(ctx, tx.db, slices.Compact(words)); err != nil {
		return edge(err)
	}
	return edge(tx.db.WithContext(ctx).Clauses(clause.OnConflict{
		Columns: []clause.Column{{Name: "publication_id"}}, DoUpdates: clause.AssignmentColumns([]string{"place", "rules"}),
	}).Create(&documents).Error)
}

// Unsearchable returns publications whose keys were made by rules of a lower
// number, with their revisions: the newest ones, but in the order of their places,
// in which an index is written with the least work.
func (r Reader) Unsearchable(ctx context.Context, rules, limit int) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).
		Where("publications.id IN (SELECT publication_id FROM search_documents WHERE rules < ? ORDER BY rules, place DESC LIMIT ?)", rules, limit).
		Preload("Revision", nil).Order("published_at, id").Find(ctx)
	return list, edge(err)
}

// Search returns the public versions that have the keys, the newest first, with
// what a list shows of them.
func (r Reader) Search(ctx context.Context, q SearchQuery) ([]Found, error) {
	condition, g := r.dialect.matches()
	place := "search_index." + r.dialect.placeColumn()
	where := "d.place = " + place + " AND publications.id = d.publication_id AND " + condition + " AND " + place + " >= ? AND " + place + " < ? AND " + liveAt
	values := []any{g.write(q), q.lowest(), q.highest(), q.At, q.At}
	if len(q.Sections) > 0 {
		where += " AND publications.section_id IN ?"
		values = append(values, q.Sections)
	}
	// The order of the tables is the order of the walk: from the index outwards.
	query := "SELECT d.publication_id, d.place FROM search_index CROSS JOIN search_documents d CROSS JOIN publications" +
		" WHERE " + where + " ORDER BY " + place + " DESC LIMIT ?"
	var rows []models.SearchDocument
	err := r.db.WithContext(ctx).Raw(query, append(values, q.Limit)...).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, edge(err)
	}
	return r.found(ctx, rows)
}

// lowest is the first place that is wanted, highest the one after the last: the
// dates are part of the walk.
func (q *SearchQuery) lowest() int64 {
	if q.From == 0 {
		return math.MinInt64
	}
	return firstPlace(q.From)
}

func (q *SearchQuery) highest() int64 {
	most := int64(math.MaxInt64)
	if q.Until != 0 {
		most = firstPlace(q.Until)
	}
	if q.Before != 0 {
		most = min(most, q.Before)
	}
	return most
}

// found loads what was found, in its order.
func (r Reader) found(ctx context.Context, rows []models.SearchDocument) ([]Found, error) {
	ids := make([]int64, len(rows))
	at := make(map[int64]int, len(rows))
	for i, row := range rows {
		ids[i], at[row.PublicationID] = row.PublicationID, i
	}
	publications, err := gorm.G[models.Publication](r.db).Where("publications.id IN ?", ids).
		Preload("Revision", nil).Preload("Article.Section.Names", nil).Find(ctx)
	list := make([]Found, len(rows))
	for _, p := range publications {
		i := at[p.ID]
		list[i] = Found{p, rows[i].Place}
	}
	return list, edge(err)
}

// WordQuery selects from the list of words: from one up to another, of so many
// characters.
type WordQuery struct {
	From, Until       string
	Shortest, Longest int
	Limit             int
}

// Words returns words that stories have or once had, public or not, in order. Readers
// see none of them: what is shown is taken from a story that is found by it.
func (r Reader) Words(ctx context.Context, q WordQuery) ([]string, error) {
	var list []string
	err := r.db.WithContext(ctx).Model(&models.SearchWord{}).
		Where("word >= ? AND word < ? AND length(word) BETWEEN ? AND ?", q.From, q.Until, q.Shortest, q.Longest).
		Order("word").Limit(q.Limit).Pluck("word", &list).Error
	return list, edge(err)
}

// OtherNames returns what sections, tags and authors that have one of the slugs
// in one of the languages are called in a language, by slug.
func (r Reader) OtherNames(ctx context.Context, slugs []string, among []locale.Tag, l locale.Tag) (map[string][]string, error) {
	var looks []string
	var values []any
	for _, kind := range []string{"section", "tag", "author"} {
		looks = append(looks, strings.ReplaceAll(`SELECT n.slug, o.name FROM x_names n JOIN x_names o ON o.x_id = n.x_id AND o.locale = ?
			WHERE n.locale IN ? AND n.slug IN ?`, "x_", kind+"_"))
		values = append(values, l, among, slugs)
	}
	var rows []struct{ Slug, Name string }
	err := r.db.WithContext(ctx).Raw(strings.Join(looks, " UNION "), values...).Scan(&rows).Error
	names := map[string][]string{}
	for _, row := range rows {
		names[row.Slug] = append(names[row.Slug], row.Name)
	}
	return names, edge(err)
}
