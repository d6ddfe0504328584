package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// byID orders what is preloaded as it was added.
func byID(db gorm.PreloadBuilder) error {
	db.Order("id")
	return nil
}

// Release returns a release with its items, or errs.NotFound.
func (r Reader) Release(ctx context.Context, id int64) (*models.Release, error) {
	return one(gorm.G[models.Release](r.db).Where("id = ?", id).Preload("Items", byID).Take(ctx))
}

// ReleaseGroup is a part of the list of releases.
type ReleaseGroup string

// The groups: open ones with an alarm, or whose moment has passed, those armed for a moment ahead, the other
// open ones, and what has taken effect.
const (
	ReleasesAlarmed ReleaseGroup = "alarmed"
	ReleasesArmed   ReleaseGroup = "armed"
	ReleasesOpen    ReleaseGroup = "open"
	ReleasesPast    ReleaseGroup = "past"
)

// ReleaseGroups lists the groups in the order in which they are shown.
func ReleaseGroups() []ReleaseGroup {
	return []ReleaseGroup{ReleasesAlarmed, ReleasesArmed, ReleasesOpen, ReleasesPast}
}

// ReleaseQuery asks for a page of a group of releases at the moment At, after the
// place After.
type ReleaseQuery struct {
	Group ReleaseGroup
	At    models.Instant
	After *Cursor
	Limit int
}

// plannedAt is the moment of an open release, by which it is ordered: those without
// one come last.
const plannedAt = "COALESCE(at, 253402300799999)"

// Releases returns releases with their items: what is ahead from the first moment
// on, what is past from the last one back.
func (r Reader) Releases(ctx context.Context, q ReleaseQuery) ([]models.Release, error) {
	c := gorm.G[models.Release](r.db).Preload("Items", byID).Limit(q.Limit)
	moment, direction, after := plannedAt, "", " > (?, ?)"
	switch q.Group {
	case ReleasesAlarmed:
		c = c.Where("state = 'open' AND (alarm <> '' OR "+plannedAt+" <= ?)", q.At)
	case ReleasesOpen:
		c = c.Where("state = 'open' AND alarm = '' AND "+plannedAt+" > ?", q.At)
	case ReleasesArmed:
		moment = "at"
		c = c.Where("state <> 'open' AND at > ?", q.At)
	case ReleasesPast:
		moment, direction, after = "at", " DESC", " < (?, ?)"
		c = c.Where("state <> 'open' AND at <= ?", q.At)
	}
	if q.After != nil {
		c = c.Where("("+moment+", id)"+after, q.After.At, q.After.ID)
	}
	list, err := c.Order(moment + direction + ", id" + direction).Find(ctx)
	return list, edge(err)
}

// ArticleStates returns articles, also those in the trash, with their
// translations without heads.
func (r Reader) ArticleStates(ctx context.Context, ids []int64) ([]models.Article, error) {
	list, err := gorm.G[models.Article](r.db).Where("id IN ?", ids).Preload("Translations", nil).Order("id").Find(ctx)
	return list, edge(err)
}

// PublicationsByID returns the publications of some ids with their revisions.
func (r Reader) PublicationsByID(ctx context.Context, ids []int64) ([]models.Publication, error) {
	list, err := gorm.G[models.Publication](r.db).Where("id IN ?", ids).Preload("Revision", nil).Order("id").Find(ctx)
	return list, edge(err)
}

// OpenReleases returns the releases that are planned up to a moment and are not
// armed.
func (r Reader) OpenReleases(ctx context.Context, until models.Instant) ([]models.Release, error) {
	list, err := gorm.G[models.Release](r.db).Where("state = 'open' AND at IS NOT NULL AND at <= ?", until).
		Preload("Items", byID).Order("at, id").Find(ctx)
	return list, edge(err)
}

// ArmedReleases returns the releases, with their items, that are armed for a
// moment after the given one and have a version of an article among their items;
// of any version where the language is empty.
func (r Reader) ArmedReleases(ctx context.Context, articleID int64, l locale.Tag, after models.Instant) ([]models.Release, error) {
	items := r.db.Model(&models.ReleaseItem{}).Select("release_id").Where("article_id = ?", articleID)
	if l != "" {
		items = items.Where("locale = ?", l)
	}
	list, err := gorm.G[models.Release](r.db).Where("state = 'armed' AND at > ? AND id IN (?)", after, items).
		Preload("Items", byID).Order("id").Find(ctx)
	return list, edge(err)
}

// ArmedUntil returns the releases that are armed for a moment after the one given and
// not after another, without their items, the earliest first.
func (r Reader) ArmedUntil(ctx context.Context, after, until models.Instant) ([]models.Release, error) {
	list, err := gorm.G[models.Release](r.db).Where("state <> 'open' AND state = 'armed' AND at > ? AND at <= ?", after, until).
		Order("at, id").Find(ctx)
	return list, edge(err)
}

// LockReleases makes other transactions that may touch releases wait until this
// one ends. It comes before every lock of an article: a release has many, and
// what takes one article down reaches the others through it.
func (tx *Tx) LockReleases(ctx context.Context) error {
	return edge(tx.dialect.lockReleases(ctx, tx.db))
}

// CreateRelease inserts a release without items and sets its id.
func (tx *Tx) CreateRelease(ctx context.Context, v *models.Release) error {
	v.Version = 1
	return edge(gorm.G[models.Release](tx.db).Omit(clause.Associations).Create(ctx, v))
}

// UpdateRelease writes every field of a release but its items, if the row still
// has its version, and counts the version up.
func (tx *Tx) UpdateRelease(ctx context.Context, v *models.Release) error {
	seen := v.Version
	v.Version++
	return changedOne(tx.db.WithContext(ctx).Model(&models.Release{}).Where("id = ? AND version = ?", v.ID, seen).
		Select("Name", "State", "At", "Wall", "Zone", "Alarm", "Version").Updates(v))
}

// CreateReleaseItem inserts an item and sets its id. A version that the release
// has already is errs.Conflict.
func (tx *Tx) CreateReleaseItem(ctx context.Context, i *models.ReleaseItem) error {
	return edge(gorm.G[models.ReleaseItem](tx.db).Create(ctx, i))
}

// UpdateReleaseItem writes what an item is to do, and what it publishes or ends.
func (tx *Tx) UpdateReleaseItem(ctx context.Context, i *models.ReleaseItem) error {
	return changedOne(tx.db.WithContext(ctx).Model(&models.ReleaseItem{}).Where("id = ?", i.ID).
		Select("Action", "Rule", "PublicationID", "EndedAt", "EndedWall", "EndedZone", "Stayed").Updates(i))
}

// DeleteReleaseItem takes an item out of its release.
func (tx *Tx) DeleteReleaseItem(ctx context.Context, id int64) error {
	_, err := gorm.G[models.ReleaseItem](tx.db).Where("id = ?", id).Delete(ctx)
	return edge(err)
}

// DeleteRelease deletes a release with its items if the row still has the version.
func (tx *Tx) DeleteRelease(ctx context.Context, id int64, version int) error {
	return changedOne(tx.db.WithContext(ctx).Where("id = ? AND version = ?", id, version).Delete(&models.Release{}))
}
