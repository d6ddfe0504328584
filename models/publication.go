package models

import "github.com/qalam-cms/qalam/internal/locale"

// Publication is the promise that a revision is public from LiveFrom until
// LiveUntil. Intervals of a translation never overlap. An empty interval
// (LiveFrom = LiveUntil) is a promise that was cancelled before it came true.
type Publication struct {
	ID            int64
	TranslationID int64
	RevisionID    int64
	Revision      *Revision
	// LiveFrom and LiveUntil are when it is public: LiveUntil is EndsAt, or
	// earlier where another publication of the translation takes over.
	LiveFrom  Instant
	LiveUntil Instant
	// EndsAt is when it was meant to end: Forever, its expiry, or the moment at
	// which it was withdrawn or cancelled.
	EndsAt Instant
	// Wall and Zone are what the editor meant: local time without offset
	// ("2026-03-12T09:00") in an IANA zone.
	Wall string
	Zone string
	// EndsWall and EndsZone are the same for an expiry; empty where there is
	// none.
	EndsWall string
	EndsZone string
	// PublishedAt is the first LiveFrom of the translation that came true or
	// is still ahead: the dateline, and the order of lists.
	PublishedAt Instant
	// ArticleID, Locale and SectionID repeat the article's own, so that a
	// list is one walk along an index.
	ArticleID int64
	Article   *Article
	Locale    locale.Tag
	SectionID *int64
	// Note is what readers are told where this is a correction; empty where it
	// is none.
	Note string
	// OverrideReason is an editor's reason for publishing in spite of blocks
	// that are missing or behind; empty where none was needed.
	OverrideReason string
	UserID         *int64
	CreatedAt      Instant `gorm:"autoCreateTime:false"`
}

// Listing says that a publication belongs into the list of a tag or an author.
// The database keeps these rows itself.
type Listing struct {
	Subject       string     `gorm:"primaryKey"` // "tag" or "author"
	SubjectID     int64      `gorm:"primaryKey;autoIncrement:false"`
	Locale        locale.Tag `gorm:"primaryKey"`
	PublishedAt   Instant    `gorm:"primaryKey;autoIncrement:false"`
	ArticleID     int64      `gorm:"primaryKey;autoIncrement:false"`
	PublicationID int64      `gorm:"primaryKey;autoIncrement:false"`
}

// Stands reports whether the publication was not cancelled before it began.
func (p *Publication) Stands() bool { return p.LiveFrom < p.EndsAt }

// LiveAt reports whether the publication is public at the given moment. It is
// the same rule as the store's scope of that name.
func (p *Publication) LiveAt(at Instant) bool { return p.LiveFrom <= at && at < p.LiveUntil }

// SearchDocument says that a publication is in the index of the search, where,
// and by which rules its words were read.
type SearchDocument struct {
	PublicationID int64 `gorm:"primaryKey;autoIncrement:false"`
	// Place orders what is found, the newest highest: by the minute of
	// PublishedAt, then by id.
	Place int64
	// Rules is the number of the rules by which its keys were made; 0 before
	// there are any.
	Rules int
}

// SearchWord is a word that a publication has or had, written so that words that begin
// or end alike stand together.
type SearchWord struct {
	Word string `gorm:"primaryKey"`
}

// PreviewLink lets whoever has it see one revision before it is public.
type PreviewLink struct {
	ID int64
	// Hash is the SHA-256 of the token, which is kept nowhere.
	Hash       []byte
	ArticleID  int64
	Locale     locale.Tag
	RevisionID int64
	// At is the moment as of which the page is shown; null is that of looking.
	At        *Instant
	UserID    *int64
	CreatedAt Instant `gorm:"autoCreateTime:false"`
	ExpiresAt Instant
	RevokedAt *Instant
}
