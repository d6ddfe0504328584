package models

import "github.com/qalam-cms/qalam/internal/locale"

// Medium is a picture of the media library. Its pixels are files beside the
// database; what stands here is what is said of them.
type Medium struct {
	ID int64
	// Digest is the SHA-256 of the picture as it is kept, in hexadecimal, and
	// where its files are found. No two media have the same.
	Digest string
	// Upload is the SHA-256 of the file that it was made of.
	Upload string
	// Name is what its file is called in addresses: a slug.
	Name string
	// Format is that of the picture as it is kept: "jpeg" or "png".
	Format string
	// Width and Height are in pixels.
	Width, Height int
	// FocusX and FocusY are the point that no cut may lose, in thousandths of
	// width and height from the upper left.
	FocusX, FocusY int
	// Edition counts the changes of its files, for addresses that are never
	// fetched twice.
	Edition int
	// Licence says under which terms it may be shown, in the words of whoever
	// gave it.
	Licence string
	// ExpiresAt is when it may no longer be shown; null is never.
	ExpiresAt *Instant
	// ExpiryTold is the last ExpiresAt of which the journal was told that it came;
	// null for none.
	ExpiryTold *Instant
	// UserID is who uploaded it; null for the command line.
	UserID    *int64
	Version   int
	CreatedAt Instant `gorm:"autoCreateTime:false"`
	UpdatedAt Instant `gorm:"autoUpdateTime:false"`
	Texts     []MediumText
}

// TableName is the plural that English has for it.
func (Medium) TableName() string { return "media" }

// Expired reports whether it may no longer be shown at a moment.
func (m *Medium) Expired(at Instant) bool { return m.ExpiresAt != nil && *m.ExpiresAt <= at }

// MediumText is what a medium says in one language. Plain text, all of it.
type MediumText struct {
	MediumID int64      `gorm:"primaryKey"`
	Locale   locale.Tag `gorm:"primaryKey"`
	// Alt stands for the picture where it cannot be seen.
	Alt     string
	Caption string
	// Credit names who made it.
	Credit string
}

// TableName follows that of Medium.
func (MediumText) TableName() string { return "media_texts" }

// MediumWord is a word that a medium is found by, folded.
type MediumWord struct {
	Word     string `gorm:"primaryKey"`
	MediumID int64  `gorm:"primaryKey"`
}

// TableName follows that of Medium.
func (MediumWord) TableName() string { return "media_words" }

// MediumUse says that a revision shows a medium.
type MediumUse struct {
	MediumID   int64 `gorm:"primaryKey"`
	RevisionID int64 `gorm:"primaryKey"`
}

// TableName follows that of Medium.
func (MediumUse) TableName() string { return "media_uses" }
