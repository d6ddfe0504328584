package store

import (
	"context"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/models"
)

// UserByEmail returns a user with their grants, nil where there is none.
func (r Reader) UserByEmail(ctx context.Context, email string) (*models.User, error) {
	return optional(gorm.G[models.User](r.db).Where("email = ?", email).Preload("Grants", nil).Take(ctx))
}

// User returns a user with their grants, nil where there is none.
func (r Reader) User(ctx context.Context, id int64) (*models.User, error) {
	return optional(gorm.G[models.User](r.db).Where("id = ?", id).Preload("Grants", nil).Take(ctx))
}

// Users returns every user with their grants, by e-mail.
func (r Reader) Users(ctx context.Context) ([]models.User, error) {
	list, err := gorm.G[models.User](r.db).Preload("Grants", nil).Order("email").Find(ctx)
	return list, edge(err)
}

// HasAdmin reports whether anyone who can log in is an administrator.
func (r Reader) HasAdmin(ctx context.Context) (bool, error) {
	n, err := gorm.G[models.User](r.db).
		Where("disabled_at IS NULL AND password_hash <> '' AND id IN (SELECT user_id FROM grants WHERE role = ?)", models.RoleAdmin).
		Count(ctx, "*")
	return n > 0, edge(err)
}

// CreateUser inserts u with their grants and sets its id.
func (tx *Tx) CreateUser(ctx context.Context, u *models.User) error {
	u.Version = 1
	return edge(gorm.G[models.User](tx.db).Create(ctx, u))
}

// UpdateUser writes name, password, interface language, theme, zone and disabling of
// u if the row still has u's version, and counts the version up.
func (tx *Tx) UpdateUser(ctx context.Context, u *models.User) error {
	seen := u.Version
	u.Version++
	return changedOne(tx.db.WithContext(ctx).Model(&models.User{}).
		Where("id = ? AND version = ?", u.ID, seen).
		Select("Name", "PasswordHash", "Interface", "Theme", "Zone", "DisabledAt", "Version").
		Updates(u))
}

// UserNames returns the names of users by their ids.
func (r Reader) UserNames(ctx context.Context, ids []int64) (map[int64]string, error) {
	list, err := gorm.G[models.User](r.db).Select("id, name").Where("id IN ?", ids).Find(ctx)
	names := make(map[int64]string, len(list))
	for i := range list {
		names[list[i].ID] = list[i].Name
	}
	return names, edge(err)
}

// SetGrants replaces the grants of a user.
func (tx *Tx) SetGrants(ctx context.Context, userID int64, grants []models.Grant) error {
	if _, err := gorm.G[models.Grant](tx.db).Where("user_id = ?", userID).Delete(ctx); err != nil {
		return edge(err)
	}
	for i := range grants {
		grants[i].ID, grants[i].UserID = 0, userID
	}
	if len(grants) == 0 {
		return nil
	}
	return edge(gorm.G[models.Grant](tx.db).CreateInBatches(ctx, &grants, len(grants)))
}

// SeeUser notes that somebody was here at a moment, unless that was noted since
// another.
func (tx *Tx) SeeUser(ctx context.Context, id int64, at, since models.Instant) error {
	return edge(tx.db.WithContext(ctx).Model(&models.User{}).
		Where("id = ? AND (seen_at IS NULL OR seen_at < ?)", id, since).Update("seen_at", at).Error)
}
