package store

import (
	"context"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// liveAt is the visibility rule as it stands in SQL, for a moment given twice.
const liveAt = "publications.live_from <= ? AND publications.live_until > ?"

// LiveAt is the visibility rule: a publication is public from LiveFrom until
// before LiveUntil. Every public read goes through this scope, or has its text.
func LiveAt(at models.Instant) func(*gorm.Statement) {
	return func(stmt *gorm.Statement) {
		stmt.AddClause(clause.Where{Exprs: []clause.Expression{clause.Expr{SQL: liveAt, Vars: []any{at, at}}}})
	}
}

// Live returns the publication of an article in a language that is public at
// the given moment, with its revision; nil where there is none.
func (r Reader) Live(ctx context.Context, articleID int64, l locale.Tag, at models.Instant) (*models.Publication, error) {
	return optional(gorm.G[models.Publication](r.db).Scopes(LiveAt(at)).
		Where("publications.article_id = ? AND publications.locale = ?", articleID, l).
		Joins(clause.JoinTarget{Type: clause.InnerJoin, Association: "Revision"}, nil).Take(ctx))
}

// LiveStates returns the publications of the articles that are public at the given
// moment, in every language.
func (r Reader) LiveStates(ctx context.Context, articleIDs []int64, at models.Instant) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).Scopes(LiveAt(at)).
		Where("article_id IN ?", articleIDs).Order("article_id, locale").Find(ctx)
	return list, edge(err)
}

// Planned returns the publications of the articles that are ahead of a moment, the
// first ones first, without their revisions; those that were cancelled are none.
func (r Reader) Planned(ctx context.Context, articleIDs []int64, at models.Instant) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).
		Where("article_id IN ? AND live_from > ? AND live_from < live_until", articleIDs, at).
		Order("live_from, id").Find(ctx)
	return list, edge(err)
}

// Beginning returns the publications that begin in a span of time, the first ones
// first, at most so many; those that were cancelled are none.
func (r Reader) Beginning(ctx context.Context, from, until models.Instant, limit int) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).
		Where("live_from >= ? AND live_from < ? AND live_from < live_until", from, until).
		Order("live_from, id").Limit(limit).Find(ctx)
	return list, edge(err)
}

// Begun returns the publications that began since a moment and are public at
// another, the last ones first, at most so many.
func (r Reader) Begun(ctx context.Context, since, at models.Instant, limit int) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).
		Where("live_from >= ? AND live_from <= ? AND live_until > ?", since, at, at).
		Order("live_from DESC, id DESC").Limit(limit).Find(ctx)
	return list, edge(err)
}

// LiveVersions returns the publications of the articles that are public at the
// given moment, in every language, with their revisions but for the bodies.
func (r Reader) LiveVersions(ctx context.Context, articleIDs []int64, at models.Instant) ([]models.Publication, error) {
	return r.liveOf(ctx, at, "article_id IN ?", articleIDs)
}

// LiveBetween does so for the articles whose ids are between two, both included.
func (r Reader) LiveBetween(ctx context.Context, first, last int64, at models.Instant) ([]models.Publication, error) {
	return r.liveOf(ctx, at, "article_id BETWEEN ? AND ?", first, last)
}

func (r Reader) liveOf(ctx context.Context, at models.Instant, which string, values ...any) ([]models.Publication, error) {
	var list []models.Publication
	err := r.db.WithContext(ctx).Where(liveAt, at, at).Where(which, values...).
		Preload("Revision", r.head).Order("article_id, locale").Find(&list).Error
	return list, edge(err)
}

// NextLive returns the first article after the given one that is public in a language at
// a moment; 0 for none.
func (r Reader) NextLive(ctx context.Context, l locale.Tag, after int64, at models.Instant) (int64, error) {
	var ids []int64
	err := r.db.WithContext(ctx).Model(&models.Publication{}).Where(liveAt, at, at).
		Where("article_id > ? AND locale = ?", after, l).Order("article_id").Limit(1).Pluck("article_id", &ids).Error
	if err != nil || len(ids) == 0 {
		return 0, edge(err)
	}
	return ids[0], nil
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
	// From and Until narrow it to what was first published from one moment on and before
	// another; 0 for no bound.
	From, Until models.Instant
	// Below are the sections below SectionID, whose stories are in its list, too.
	Below  []int64
	Before *Cursor
	Limit  int
}

// sections are those whose stories are in the list, each walked by itself; 0 stands
// for no narrowing.
func (q ListQuery) sections() []int64 { return append([]int64{q.SectionID}, q.Below...) }

// from returns the tables of a list, the one by which it is ordered, the
// condition that narrows it, and the condition's values but for the language,
// which comes last. Lists of tags and authors walk along their listings, others
// along the publications themselves.
func (q ListQuery) from() (join, order, where string, args []any) {
	order, where = "publications", "section_id IS NOT NULL"
	if q.SectionID != 0 {
		where, args = "section_id = ?", []any{q.SectionID}
	}
	subject, id := "tag", q.TagID
	if q.AuthorID != 0 {
		if q.TagID != 0 {
			where += " AND publications.article_id IN (SELECT article_id FROM article_tags WHERE tag_id = ?)"
			args = append(args, q.TagID)
		}
		subject, id = "author", q.AuthorID
	}
	if id != 0 {
		join, order = "JOIN listings x ON x.publication_id = publications.id", "x"
		where += " AND x.subject = ? AND x.subject_id = ?"
		args = append(args, subject, id)
	}
	if q.From != 0 {
		where, args = where+" AND "+order+".published_at >= ?", append(args, q.From)
	}
	if q.Until != 0 {
		where, args = where+" AND "+order+".published_at < ?", append(args, q.Until)
	}
	return join, order, where + " AND " + order + ".locale = ?", args
}

// FirstSince returns when the first of the public stories of a list was published, 0 for
// none: with From, the first from that moment on.
func (r Reader) FirstSince(ctx context.Context, q ListQuery) (models.Instant, error) {
	join, order, where, args := q.from()
	look := "SELECT " + order + ".published_at FROM publications " + join + " WHERE " + liveAt + " AND " + where +
		" ORDER BY " + order + ".published_at, " + order + ".article_id LIMIT 1"
	var first []models.Instant
	err := r.db.WithContext(ctx).Raw(look, append(append([]any{q.At, q.At}, args...), q.Locale)...).Scan(&first).Error
	if err != nil || len(first) == 0 {
		return 0, edge(err)
	}
	return first[0], nil
}

// walk is the statement that reads a list from the newest on, along an index.
func (q ListQuery) walk() (statement string, values []any) {
	join, order, where, args := q.from()
	statement = "SELECT publications.* FROM publications " + join + " WHERE " + liveAt + " AND " + where
	values = append(append([]any{q.At, q.At}, args...), q.Locale)
	if q.Before != nil {
		statement += " AND (" + order + ".published_at, " + order + ".article_id) < (?, ?)"
		values = append(values, q.Before.At, q.Before.ID)
	}
	return statement + " ORDER BY " + order + ".published_at DESC, " + order + ".article_id DESC LIMIT ?", append(values, q.Limit)
}

// List returns the public stories of a query with what a list shows of them:
// article, section, and of the revision all but the body. Of each of several
// sections no more is read than would be shown if it were the only one.
func (r Reader) List(ctx context.Context, q ListQuery) ([]models.Publication, error) {
	var each []ListQuery
	for _, section := range q.sections() {
		one := q
		one.SectionID = section
		each = append(each, one)
	}
	return r.lists(ctx, each, q.Limit, "Article.Section.Names")
}

// Lists returns the public stories of several queries, the newest first, with what
// List has of them but for the sections. A story is there as often as it is in a list.
func (r Reader) Lists(ctx context.Context, each []ListQuery) ([]models.Publication, error) {
	all := 0
	for _, q := range each {
		all += q.Limit
	}
	return r.lists(ctx, each, all, "Article")
}

func (r Reader) lists(ctx context.Context, each []ListQuery, limit int, with string) ([]models.Publication, error) {
	if len(each) == 0 {
		return nil, nil
	}
	var walks []string
	var values []any
	for _, q := range each {
		walk, args := q.walk()
		walks, values = append(walks, walk), append(values, args...)
	}
	look := walks[0]
	if len(walks) > 1 {
		look = "SELECT * FROM (" + strings.Join(walks, ") x UNION ALL SELECT * FROM (") + ") x ORDER BY published_at DESC, article_id DESC LIMIT ?"
		values = append(values, limit)
	}
	var list []models.Publication
	err := r.db.WithContext(ctx).Preload("Revision", r.head).Preload(with).
		Raw(look, values...).Find(&list).Error
	return list, edge(err)
}

// ListLocales returns, of the given languages, those in which the query, its
// own language aside, finds anything. Each is one look into an index for every
// section of the list, all in one statement.
func (r Reader) ListLocales(ctx context.Context, q ListQuery, among []locale.Tag) ([]locale.Tag, error) {
	var looks []string
	var values []any
	sections := q.sections()
	for _, l := range among {
		values = append(values, string(l))
		var exist []string
		for _, q.SectionID = range sections {
			join, order, where, args := q.from()
			exist = append(exist, "EXISTS (SELECT 1 FROM publications "+join+" WHERE "+liveAt+" AND "+where+
				" ORDER BY "+order+".published_at DESC, "+order+".article_id DESC LIMIT 1)")
			values = append(append(values, q.At, q.At), append(args, l)...)
		}
		looks = append(looks, "SELECT ? WHERE "+strings.Join(exist, " OR "))
	}
	var names []string
	err := r.db.WithContext(ctx).Raw(strings.Join(looks, " UNION ALL "), values...).Scan(&names).Error
	var found []locale.Tag
	for _, name := range names {
		found = append(found, locale.Tag(name))
	}
	return found, edge(err)
}

// Publications returns every publication of a translation, oldest first.
func (r Reader) Publications(ctx context.Context, translationID int64) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).Where("translation_id = ?", translationID).
		Order("live_from, id").Find(ctx)
	return list, edge(err)
}

// PublicationsOf returns every publication of an article, in all languages, oldest
// first.
func (r Reader) PublicationsOf(ctx context.Context, articleID int64) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).Where("article_id = ?", articleID).
		Order("live_from, id").Find(ctx)
	return list, edge(err)
}

// CreatePublication inserts p and sets its id.
func (tx *Tx) CreatePublication(ctx context.Context, p *models.Publication) error {
	return edge(gorm.G[models.Publication](tx.db).Omit("Revision", "Article").Create(ctx, p))
}

// UpdatePublication writes when p is public, what was meant, why it may be, and
// since when the translation is. The caller holds the article's lock.
func (tx *Tx) UpdatePublication(ctx context.Context, p *models.Publication) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.Publication{}).Where("id = ?", p.ID).
		Select("LiveFrom", "LiveUntil", "Wall", "Zone", "EndsAt", "EndsWall", "EndsZone", "PublishedAt", "OverrideReason").Updates(p))
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
