package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// MediaFilter is what a picture has to be like to be listed.
type MediaFilter string

// The filters of the media library.
const (
	AnyMedia      MediaFilter = ""
	ExpiringMedia MediaFilter = "expiring" // may not be shown for long
	ExpiredMedia  MediaFilter = "expired"
	UnusedMedia   MediaFilter = "unused"
)

// MediaFilters lists every filter but AnyMedia.
func MediaFilters() []MediaFilter { return []MediaFilter{ExpiringMedia, ExpiredMedia, UnusedMedia} }

// MediaQuery asks for pictures of the library. Zero values ask for nothing.
type MediaQuery struct {
	// Words are the beginnings of words, folded: of each entry one has to occur.
	Words [][]string
	// Uploader is who uploaded it.
	Uploader int64
	Filter   MediaFilter
	// At is now, and Soon how far ahead of it expiry counts as near.
	At, Soon models.Instant
	// Before is the id that the page goes on before.
	Before int64
	Limit  int
}

// unused is that nothing shows a picture and no revision ever did.
const unused = `NOT EXISTS (SELECT 1 FROM media_uses u WHERE u.medium_id = media.id)
	AND NOT EXISTS (SELECT 1 FROM articles a WHERE a.cover_id = media.id)
	AND NOT EXISTS (SELECT 1 FROM authors p WHERE p.portrait_id = media.id)`

// Media returns pictures with their texts, the newest first.
func (r Reader) Media(ctx context.Context, q MediaQuery) ([]models.Medium, error) {
	db := r.db.WithContext(ctx).Model(&models.Medium{})
	for _, begins := range q.Words {
		found := r.db
		for _, begin := range begins {
			found = found.Or("w.word >= ? AND w.word < ?", begin, begin+lastRune)
		}
		db = db.Where("media.id IN (?)", r.db.Table("media_words w").Select("w.medium_id").Where(found))
	}
	if q.Uploader != 0 {
		db = db.Where("user_id = ?", q.Uploader)
	}
	switch q.Filter {
	case ExpiringMedia:
		db = db.Where("expires_at > ? AND expires_at <= ?", q.At, q.Soon)
	case ExpiredMedia:
		db = db.Where("expires_at <= ?", q.At)
	case UnusedMedia:
		db = db.Where(unused)
	case AnyMedia:
	}
	if q.Before != 0 {
		db = db.Where("media.id < ?", q.Before)
	}
	var list []models.Medium
	err := db.Preload("Texts").Order("media.id DESC").Limit(q.Limit).Find(&list).Error
	return list, edge(err)
}

// MediaByID returns pictures with their texts, by their ids.
func (r Reader) MediaByID(ctx context.Context, ids []int64) ([]models.Medium, error) {
	list, err := gorm.G[models.Medium](r.db).Preload("Texts", nil).Where("id IN ?", ids).Find(ctx)
	return list, edge(err)
}

// Medium returns a picture with its texts, or errs.NotFound.
func (r Reader) Medium(ctx context.Context, id int64) (*models.Medium, error) {
	return one(gorm.G[models.Medium](r.db).Where("id = ?", id).Preload("Texts", nil).Take(ctx))
}

// MediumByDigest returns the picture that was made of a file or is that file, nil
// where there is none.
func (r Reader) MediumByDigest(ctx context.Context, digest string) (*models.Medium, error) {
	return optional(gorm.G[models.Medium](r.db).Preload("Texts", nil).
		Where("digest = ? OR upload = ?", digest, digest).Order("id").Take(ctx))
}

// MediumIsPublic reports whether a page that is public at a moment shows the
// picture: in a story's text, at its head, or beside who signs one.
func (r Reader) MediumIsPublic(ctx context.Context, id int64, locales []locale.Tag, at models.Instant) (bool, error) {
	const look = `SELECT
		EXISTS (SELECT 1 FROM media_uses u JOIN publications ON publications.revision_id = u.revision_id
			WHERE u.medium_id = @id AND publications.locale IN @locales AND ` + liveThen + `)
		OR EXISTS (SELECT 1 FROM articles a JOIN publications ON publications.article_id = a.id
			WHERE a.cover_id = @id AND publications.locale IN @locales AND ` + liveThen + `)
		OR EXISTS (SELECT 1 FROM authors p JOIN listings l ON l.subject = 'author' AND l.subject_id = p.id
			JOIN publications ON publications.id = l.publication_id
			WHERE p.portrait_id = @id AND publications.locale IN @locales AND ` + liveThen + `)`
	var public bool
	args := map[string]any{"id": id, "locales": locales, "at": at}
	return public, edge(r.db.WithContext(ctx).Raw(look, args).Scan(&public).Error)
}

// liveThen is the visibility rule, for a moment given by name.
const liveThen = "publications.live_from <= @at AND publications.live_until > @at"

// MediumUse is where a picture is shown: at the head of an article or in the text
// of a version of it.
type MediumUse struct {
	ArticleID int64
	// OwnerID is whose story it is.
	OwnerID *int64
	// Locale is empty at the head of an article, which is the same in every
	// language.
	Locale locale.Tag
}

// MediumUses returns where a picture is shown now, inside or in public: as cover
// of articles, and in the newest or a standing revision of versions; at most so
// many.
func (r Reader) MediumUses(ctx context.Context, id int64, at models.Instant, limit int) ([]MediumUse, error) {
	const look = `SELECT a.id AS article_id, a.owner_id, '' AS locale FROM articles a
			WHERE a.cover_id = @id AND a.trashed_at IS NULL
		UNION
		SELECT a.id, a.owner_id, t.locale FROM media_uses u JOIN revisions v ON v.id = u.revision_id
			JOIN translations t ON t.id = v.translation_id JOIN articles a ON a.id = t.article_id
			WHERE u.medium_id = @id AND a.trashed_at IS NULL AND (t.head_id = v.id OR EXISTS (SELECT 1 FROM publications p
				WHERE p.revision_id = v.id AND p.live_until > @at AND p.live_from < p.live_until))
		ORDER BY article_id DESC, locale LIMIT @limit`
	var list []MediumUse
	args := map[string]any{"id": id, "at": at, "limit": limit}
	return list, edge(r.db.WithContext(ctx).Raw(look, args).Scan(&list).Error)
}

// MediumIsUsed reports whether anything shows the picture or ever did.
func (r Reader) MediumIsUsed(ctx context.Context, id int64) (bool, error) {
	n, err := gorm.G[models.Medium](r.db).Where("id = ? AND "+unused, id).Count(ctx, "*")
	return n == 0, edge(err)
}

// ExpiringUsed returns the pictures whose time ends before a moment and that are
// shown at another, those that end first coming first, at most so many.
func (r Reader) ExpiringUsed(ctx context.Context, before, at models.Instant, limit int) ([]models.Medium, error) {
	list, err := gorm.G[models.Medium](r.db).Preload("Texts", nil).
		Where("expires_at <= ? AND ("+shownAt+")", before, at, at, at, at).Order("expires_at, id").Limit(limit).Find(ctx)
	return list, edge(err)
}

// UntoldExpiries returns the pictures that are shown at a moment although their time
// is over then, and of which the journal has not been told.
func (r Reader) UntoldExpiries(ctx context.Context, at models.Instant, limit int) ([]models.Medium, error) {
	list, err := gorm.G[models.Medium](r.db).
		Where("expires_at <= ? AND (expiry_told IS NULL OR expiry_told <> expires_at) AND ("+shownAt+")", at, at, at, at, at).
		Order("expires_at, id").Limit(limit).Find(ctx)
	return list, edge(err)
}

// NoteExpiry notes that the journal is told of the end of a picture's time. One that
// has another by now, or that it was told of, is errs.Conflict.
func (tx *Tx) NoteExpiry(ctx context.Context, id int64, expired models.Instant) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.Medium{}).
		Where("id = ? AND expires_at = ? AND (expiry_told IS NULL OR expiry_told <> expires_at)", id, expired).
		UpdateColumn("expiry_told", expired))
}

// shownAt is that something public at a moment, given four times, has a picture, or
// an author does.
const shownAt = `EXISTS (SELECT 1 FROM media_uses u JOIN publications ON publications.revision_id = u.revision_id
		WHERE u.medium_id = media.id AND ` + liveAt + `)
	OR EXISTS (SELECT 1 FROM articles a JOIN publications ON publications.article_id = a.id
		WHERE a.cover_id = media.id AND ` + liveAt + `)
	OR EXISTS (SELECT 1 FROM authors p WHERE p.portrait_id = media.id)`

// CreateMedium inserts m with its texts and the words it is found by, and sets its
// id. A picture that is there already is errs.Conflict.
func (tx *Tx) CreateMedium(ctx context.Context, m *models.Medium, words []string) error {
	m.Version, m.Edition = 1, 1
	if err := gorm.G[models.Medium](tx.db).Omit(clause.Associations).Create(ctx, m); err != nil {
		return edge(err)
	}
	return tx.describe(ctx, m, words)
}

// UpdateMedium writes everything of m and its words if the row still has m's
// version, and counts the version up.
func (tx *Tx) UpdateMedium(ctx context.Context, m *models.Medium, words []string) error {
	seen := m.Version
	m.Version++
	err := changedOne(tx.db.WithContext(ctx).Model(&models.Medium{}).
		Where("id = ? AND version = ?", m.ID, seen).
		Select("Digest", "Upload", "Name", "Format", "Width", "Height", "FocusX", "FocusY", "Edition", "Licence",
			"ExpiresAt", "Version", "UpdatedAt").
		Updates(m))
	if err != nil {
		return err
	}
	for _, table := range []any{&models.MediumText{}, &models.MediumWord{}} {
		if err := tx.db.WithContext(ctx).Where("medium_id = ?", m.ID).Delete(table).Error; err != nil {
			return edge(err)
		}
	}
	return tx.describe(ctx, m, words)
}

// describe inserts what a picture says and the words it is found by.
func (tx *Tx) describe(ctx context.Context, m *models.Medium, words []string) error {
	for i := range m.Texts {
		m.Texts[i].MediumID = m.ID
	}
	if len(m.Texts) > 0 {
		if err := tx.db.WithContext(ctx).Create(&m.Texts).Error; err != nil {
			return edge(err)
		}
	}
	if len(words) == 0 {
		return nil
	}
	rows := make([]models.MediumWord, len(words))
	for i, word := range words {
		rows[i] = models.MediumWord{Word: word, MediumID: m.ID}
	}
	return edge(tx.db.WithContext(ctx).Create(&rows).Error)
}

// DeleteMedium forgets a picture that has still that version.
func (tx *Tx) DeleteMedium(ctx context.Context, id int64, version int) error {
	return changedOne(tx.db.WithContext(ctx).Where("id = ? AND version = ?", id, version).Delete(&models.Medium{}))
}

// SetMediaUses notes which pictures a new revision shows. Those that are not in the
// library are passed over.
func (tx *Tx) SetMediaUses(ctx context.Context, revisionID int64, media []int64) error {
	if len(media) == 0 {
		return nil
	}
	return edge(tx.db.WithContext(ctx).Exec(
		"INSERT INTO media_uses (medium_id, revision_id) SELECT id, ? FROM media WHERE id IN ?", revisionID, media).Error)
}
