package store

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/models"
)

// Integrity lets the database look for damage in itself and returns what it
// finds.
func (s *Store) Integrity(ctx context.Context) ([]string, error) {
	db, err := s.reader.DB()
	if err != nil {
		return nil, err
	}
	found, err := s.dialect.integrity(ctx, db)
	return found, edge(err)
}

// Overlaps returns pairs of publications of one translation whose intervals
// overlap, of which there must be none.
func (r Reader) Overlaps(ctx context.Context, limit int) ([][2]int64, error) {
	var rows []struct{ First, Second int64 }
	err := r.db.WithContext(ctx).Raw(`SELECT p.id AS first, q.id AS second
		FROM publications p JOIN publications q ON q.translation_id = p.translation_id AND q.id > p.id
		WHERE p.live_from < q.live_until AND q.live_from < p.live_until
			AND p.live_from < p.live_until AND q.live_from < q.live_until
		ORDER BY p.id, q.id LIMIT ?`, limit).Scan(&rows).Error
	pairs := make([][2]int64, len(rows))
	for i, row := range rows {
		pairs[i] = [2]int64{row.First, row.Second}
	}
	return pairs, edge(err)
}

// LostHeads returns the ids of translations whose head is not their newest
// revision, or is another's, of which there must be none.
func (r Reader) LostHeads(ctx context.Context, limit int) ([]int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Raw(`SELECT t.id FROM translations t
		WHERE t.head_id IS NULL OR t.head_id <> (
			SELECT v.id FROM revisions v WHERE v.translation_id = t.id ORDER BY v.number DESC LIMIT 1)
		ORDER BY t.id LIMIT ?`, limit).Scan(&ids).Error
	return ids, edge(err)
}

// Orphans returns rows that follow from a publication and are lost without it,
// or that it lacks, of which there must be none: in words for an operator.
func (r Reader) Orphans(ctx context.Context, limit int) ([]string, error) {
	var all []string
	for _, look := range []string{
		`SELECT 'publication ' || p.id || ' is not in the search' FROM publications p
			WHERE NOT EXISTS (SELECT 1 FROM search_documents d WHERE d.publication_id = p.id) ORDER BY p.id LIMIT ?`,
		`SELECT 'publication ' || d.publication_id || ' has no keys in the search' FROM search_documents d
			WHERE d.rules > 0 AND NOT EXISTS (SELECT 1 FROM search_index WHERE search_index.` + r.dialect.placeColumn() + ` = d.place)
			ORDER BY d.publication_id LIMIT ?`,
		`SELECT 'publication ' || p.id || ' shows a revision of another version' FROM publications p
			JOIN revisions v ON v.id = p.revision_id WHERE v.translation_id <> p.translation_id ORDER BY p.id LIMIT ?`,
		`SELECT 'publication ' || p.id || ' is not where its story is' FROM publications p
			JOIN translations t ON t.id = p.translation_id WHERE t.article_id <> p.article_id OR t.locale <> p.locale ORDER BY p.id LIMIT ?`,
		`SELECT 'publication ' || p.id || ' is not in the list of tag ' || t.tag_id FROM publications p
			JOIN article_tags t ON t.article_id = p.article_id
			WHERE NOT EXISTS (SELECT 1 FROM listings x WHERE x.subject = 'tag' AND x.subject_id = t.tag_id AND x.locale = p.locale
				AND x.published_at = p.published_at AND x.article_id = p.article_id AND x.publication_id = p.id) ORDER BY p.id LIMIT ?`,
	} {
		var found []string
		if err := r.db.WithContext(ctx).Raw(look, limit).Scan(&found).Error; err != nil {
			return nil, edge(err)
		}
		all = append(all, found...)
	}
	return all, nil
}

// journalPage is how many events are in memory at a time.
const journalPage = 500

// VerifyJournal walks the whole journal: numbers without gaps, and each hash
// made from the event and the hash before. It returns how many events are good
// and what is wrong with the next one, empty where nothing is.
func (r Reader) VerifyJournal(ctx context.Context) (good int64, fault string, err error) {
	var before []byte
	for {
		page, err := gorm.G[models.Event](r.db).Where("id > ?", good).Order("id").Limit(journalPage).Find(ctx)
		if err != nil || len(page) == 0 {
			return good, "", edge(err)
		}
		for i := range page {
			e := &page[i]
			if e.ID != good+1 {
				return good, fmt.Sprintf("event %d is missing", good+1), nil
			}
			hash, err := EventHash(before, e)
			if err != nil {
				return good, "", err
			}
			if string(hash) != string(e.Hash) {
				return good, fmt.Sprintf("event %d is not what was written", e.ID), nil
			}
			good, before = e.ID, e.Hash
		}
	}
}
