package models

import (
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
)

// UrgentFor is how long a story that is urgent stands in the ticker of the front
// page, from when it was published first.
const UrgentFor = 12 * time.Hour

// FrontEdition is the front page of a language as editors arranged it. It holds from
// LiveFrom until the next one begins. What is in it never changes: to change the
// front page is to make another edition.
type FrontEdition struct {
	ID     int64
	Locale locale.Tag
	// Number counts the editions of the language, from 1.
	Number int
	// LiveFrom is when it begins; Wall and Zone are what the editor meant, as in a
	// Publication.
	LiveFrom Instant
	Wall     string
	Zone     string
	// CancelledAt is when it was called off, before it began; null where it stands.
	CancelledAt *Instant
	UserID      *int64
	CreatedAt   Instant     `gorm:"autoCreateTime:false"`
	Picks       []FrontPick `gorm:"foreignKey:EditionID"`
}

// LeadPlace is the place of the lead; the picks that follow it count from 1.
const LeadPlace = 0

// FrontPick is a story that stands at a place of its own in an edition, for as long
// as it is public.
type FrontPick struct {
	EditionID int64 `gorm:"primaryKey;autoIncrement:false"`
	Place     int   `gorm:"primaryKey;autoIncrement:false"`
	ArticleID int64
	// EndsAt is when it leaves its place; Forever where it stays. EndsWall and
	// EndsZone are what the editor meant, empty where it stays.
	EndsAt   Instant
	EndsWall string
	EndsZone string
}
