package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// Synthetic is a newsroom made up for measuring.
type Synthetic struct {
	// Articles is how many stories there are, each live in every language.
	Articles int
	Locales  []locale.Tag
	Sections []int64
	Tags     []int64
	// From and Until are when the first and the last story was published.
	From, Until models.Instant
}

const (
	syntheticSections = 8
	syntheticTags     = 40
	// syntheticStep is how far apart stories are published.
	syntheticStep = 18 * time.Minute
	syntheticRows = 500
)

// Synthesize fills an empty database with stories that are live until now. It is
// for measuring only: rows are written past the use cases, without events, and
// neither searchable nor headed yet.
func (s *Store) Synthesize(ctx context.Context, articles int, locales []locale.Tag, now models.Instant) (*Synthetic, error) {
	made := &Synthetic{Articles: articles, Locales: locales, Until: now}
	made.From = now.Add(-time.Duration(articles) * syntheticStep)
	err := s.Write(ctx, func(tx *Tx) error {
		if err := tx.synthesizeStructure(ctx, made); err != nil {
			return err
		}
		g := &generator{tx: tx, made: made, random: rand.New(rand.NewPCG(1, 2))} //nolint:gosec // the same each time, on purpose
		for first := 0; first < articles; first += syntheticRows {
			if err := g.batch(ctx, first, min(first+syntheticRows, articles)); err != nil {
				return err
			}
		}
		return edge(tx.db.WithContext(ctx).Exec("UPDATE translations SET head_id = id, approved_id = id, stage = 'approved'").Error)
	})
	return made, err
}

// Analyze has the database count what it holds, so that it plans its queries as
// it would after some weeks. It comes after everything is written: an index that
// is taken for empty is walked.
func (s *Store) Analyze(ctx context.Context) error {
	return edge(s.writer.WithContext(ctx).Exec("ANALYZE").Error)
}

func (tx *Tx) synthesizeStructure(ctx context.Context, made *Synthetic) error {
	for i := range syntheticSections {
		v := &models.Section{Key: fmt.Sprintf("section-%d", i), Position: i, Version: 1}
		for _, l := range made.Locales {
			v.Names = append(v.Names, models.SectionName{Locale: l, Name: v.Key, Slug: v.Key})
		}
		if err := tx.CreateSection(ctx, v); err != nil {
			return err
		}
		made.Sections = append(made.Sections, v.ID)
	}
	for i := range syntheticTags {
		v := &models.Tag{Key: fmt.Sprintf("tag-%d", i)}
		if err := tx.CreateTag(ctx, v); err != nil {
			return err
		}
		made.Tags = append(made.Tags, v.ID)
	}
	return nil
}

// generator makes stories up.
type generator struct {
	tx     *Tx
	made   *Synthetic
	random *rand.Rand
}

// batch makes the stories from one number up to another. A version has the same
// id as its only revision and its publication.
func (g *generator) batch(ctx context.Context, first, end int) error {
	var articles []models.Article
	var tags []models.ArticleTag
	var versions []models.Translation
	var revisions []models.Revision
	var publications []models.Publication
	var documents []models.SearchDocument
	var headings []models.Heading
	for i := first; i < end; i++ {
		id := int64(i + 1)
		at := g.made.From.Add(time.Duration(i) * syntheticStep)
		section := g.made.Sections[g.random.IntN(len(g.made.Sections))]
		articles = append(articles, models.Article{
			ID: id, Kind: models.News, SectionID: &section, SourceLocale: g.made.Locales[0], Place: models.Names{},
			Version: 1, CreatedAt: at, UpdatedAt: at,
		})
		headings = append(headings, models.Heading{ArticleID: id, Locale: g.made.Locales[0], SortKey: []byte{}})
		for position, t := range g.random.Perm(len(g.made.Tags))[:3] {
			tags = append(tags, models.ArticleTag{ArticleID: id, TagID: g.made.Tags[t], Position: position})
		}
		for j, l := range g.made.Locales {
			version := int64(i*len(g.made.Locales) + j + 1)
			versions = append(versions, models.Translation{
				ID: version, ArticleID: id, Locale: l, Stage: models.Draft, Version: 1, CreatedAt: at, UpdatedAt: at,
			})
			revisions = append(revisions, models.Revision{
				ID: version, TranslationID: version, Number: 1, Content: g.content(i), CreatedAt: at, Grades: map[models.Key]models.Grade{},
			})
			p := models.Publication{
				ID: version, TranslationID: version, RevisionID: version, LiveFrom: at, LiveUntil: models.Forever, EndsAt: models.Forever,
				PublishedAt: at, ArticleID: id, Locale: l, SectionID: &section, CreatedAt: at,
			}
			publications = append(publications, p)
			documents = append(documents, models.SearchDocument{PublicationID: p.ID, Place: placeOf(&p)})
		}
	}
	return insertAll(ctx, g.tx.db, articles, tags, versions, revisions, publications, documents, headings)
}

// insertAll inserts slices of rows, a few hundred at a time.
func insertAll(ctx context.Context, db *gorm.DB, slices ...any) error {
	for _, rows := range slices {
		if err := db.WithContext(ctx).Omit(clause.Associations).CreateInBatches(rows, syntheticRows).Error; err != nil {
			return edge(err)
		}
	}
	return nil
}

// content is a story of a few paragraphs.
func (g *generator) content(i int) models.Content {
	words := func(n int) string {
		list := make([]string, n)
		for k := range list {
			list[k] = fmt.Sprintf("word%d", int(g.random.ExpFloat64()*300))
		}
		return strings.Join(list, " ")
	}
	c := models.Content{Title: fmt.Sprintf("Story %d: %s", i, words(5)), Slug: fmt.Sprintf("story-%d", i), Summary: words(15)}
	for k := range 4 {
		c.Body = append(c.Body, models.Block{Key: models.Key(fmt.Sprintf("k%d", k)), Kind: models.Paragraph, Text: words(25)})
	}
	return c
}
