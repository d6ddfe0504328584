package models

import "github.com/qalam-cms/qalam/internal/locale"

// User is a person who logs in.
type User struct {
	ID int64
	// Email is the log-in name, lower-case.
	Email string
	Name  string
	// PasswordHash is an argon2id hash in PHC form; empty until somebody who was
	// invited has chosen a password.
	PasswordHash string
	// Interface is the language of the admin for this person. It is a plain
	// string because it is no language of content.
	Interface string
	// Theme is the person's choice of light or dark looks; empty follows their
	// system.
	Theme Theme
	// Zone is the IANA name of the time zone in which the person sees times besides
	// the newsroom's; empty for none.
	Zone string
	// SeenAt is when the person was last here, to about a minute; null for never.
	SeenAt *Instant
	// DisabledAt is when the person lost all access; null while they have it.
	DisabledAt *Instant
	Version    int
	CreatedAt  Instant `gorm:"autoCreateTime:false"`
	Grants     []Grant
}

// Theme is light or dark looks of the admin.
type Theme string

// The themes.
const (
	SystemTheme Theme = ""
	LightTheme  Theme = "light"
	DarkTheme   Theme = "dark"
)

// Themes lists every theme.
func Themes() []Theme { return []Theme{SystemTheme, LightTheme, DarkTheme} }

// Role names a set of rights.
type Role string

// The roles, from least to most.
const (
	RoleAuthor     Role = "author"
	RoleTranslator Role = "translator"
	RoleReviewer   Role = "reviewer"
	RoleEditor     Role = "editor"
	RoleAdmin      Role = "admin"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{RoleAuthor, RoleTranslator, RoleReviewer, RoleEditor, RoleAdmin}
}

// Grant gives a user a role in some languages. Grants add up.
type Grant struct {
	ID     int64
	UserID int64
	Role   Role
	// Locales are the languages of the grant; empty means all.
	Locales []locale.Tag `gorm:"serializer:json"`
}

// UserState says whether somebody can log in.
type UserState string

// The states of a user.
const (
	UserInvited  UserState = "invited" // has not chosen a password yet
	UserActive   UserState = "active"
	UserDisabled UserState = "disabled"
)

// State returns whether the user can log in.
func (u *User) State() UserState {
	switch {
	case u.DisabledAt != nil:
		return UserDisabled
	case u.PasswordHash == "":
		return UserInvited
	}
	return UserActive
}
