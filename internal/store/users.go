package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

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

// HasAdmin reports whether anyone who may log in is an administrator.
func (r Reader) HasAdmin(ctx context.Context) (bool, error) {
	n, err := gorm.G[models.User](r.db).
		Where("disabled_at IS NULL AND id IN (SELECT user_id FROM grants WHERE role = ?)", models.RoleAdmin).
		Count(ctx, "*")
	return n > 0, edge(err)
}

// CreateUser inserts u with their grants and sets its id.
func (tx *Tx) CreateUser(ctx context.Context, u *models.User) error {
	u.Version = 1
	return edge(gorm.G[models.User](tx.db).Create(ctx, u))
}

// UpdateUser writes name, password, interface language, theme and disabling of u if
// the row still has u's version, and counts the version up.
func (tx *Tx) UpdateUser(ctx context.Context, u *models.User) error {
	seen := u.Version
	u.Version++
	return changedOne(tx.db.WithContext(ctx).Model(&models.User{}).
		Where("id = ? AND version = ?", u.ID, seen).
		Select("Name", "PasswordHash", "Interface", "Theme", "DisabledAt", "Version").
		Updates(u))
}

// Session returns the data of a session that has not expired, nil where there
// is none.
func (r Reader) Session(ctx context.Context, id []byte, at models.Instant) (*models.Session, error) {
	return optional(gorm.G[models.Session](r.db).Where("id = ? AND expires_at > ?", id, at).Take(ctx))
}

// SetSession stores a session and forgets the expired ones.
func (s *Store) SetSession(ctx context.Context, v *models.Session, at models.Instant) error {
	return s.Write(ctx, func(tx *Tx) error {
		if _, err := gorm.G[models.Session](tx.db).Where("expires_at <= ?", at).Delete(ctx); err != nil {
			return edge(err)
		}
		return edge(gorm.G[models.Session](tx.db, clause.OnConflict{UpdateAll: true}).Create(ctx, v))
	})
}

// DeleteSession forgets a session.
func (s *Store) DeleteSession(ctx context.Context, id []byte) error {
	return s.Write(ctx, func(tx *Tx) error {
		_, err := gorm.G[models.Session](tx.db).Where("id = ?", id).Delete(ctx)
		return edge(err)
	})
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
