package models

import "github.com/qalam-cms/qalam/internal/locale"

// Stage says how far the preparation of a translation is. A stage never makes
// anything public.
type Stage string

// The stages.
const (
	Draft    Stage = "draft"
	Review   Stage = "review"
	Approved Stage = "approved"
)

// Stages lists every stage in order of preparation.
func Stages() []Stage { return []Stage{Draft, Review, Approved} }

// Translation is an article in one language, the source language included.
type Translation struct {
	ID        int64
	ArticleID int64
	Locale    locale.Tag
	Stage     Stage
	// HeadID is the newest revision.
	HeadID *int64
	Head   *Revision `gorm:"foreignKey:HeadID"`
	// ApprovedID is the revision that an approval names; null unless the
	// stage is Approved.
	ApprovedID *int64
	// TranslatorID is the author credited to the reader for the translation.
	TranslatorID *int64
	Translator   *Author
	Version      int
	CreatedAt    Instant `gorm:"autoCreateTime:false"`
	UpdatedAt    Instant `gorm:"autoUpdateTime:false"`
}

// Content is all the words of one version of a story.
type Content struct {
	Title   string `json:"title"`
	Slug    string `json:"slug"`
	Summary string `json:"summary,omitempty"`
	SEO     SEO    `json:"seo,omitzero"`
	Body    Body   `json:"body"`
	// Confirmed holds what title and summary remember of their source, as
	// each block of the body does for itself.
	Confirmed Confirmed `json:"confirmed,omitzero"`
}

// Units returns what of the content is translated and compared block by block:
// title and summary as blocks with their reserved keys, then the body.
func (c *Content) Units() []Block {
	units := make([]Block, 0, len(c.Body)+2)
	units = append(units,
		Block{Key: KeyTitle, Kind: Paragraph, Text: c.Title, Confirmation: c.Confirmed.Title},
		Block{Key: KeySummary, Kind: Paragraph, Text: c.Summary, Confirmation: c.Confirmed.Summary})
	return append(units, c.Body...)
}

// MachineMade reports whether a machine wrote any of it that no person has confirmed:
// readers are told so.
func (c *Content) MachineMade() bool {
	for _, b := range c.Units() {
		if b.Origin == OriginMachine && b.From == 0 && b.Mark != Omitted && b.HasContent() {
			return true
		}
	}
	return false
}

// SEO is what search engines and cards show instead of title and summary,
// where an editor wants something else. Plain text.
type SEO struct {
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
}

// Confirmed is the confirmation of title and summary.
type Confirmed struct {
	Title   Confirmation `json:"title,omitzero"`
	Summary Confirmation `json:"summary,omitzero"`
}

// Revision is an immutable snapshot of a translation's content.
type Revision struct {
	ID            int64
	TranslationID int64
	// Number counts 1, 2, 3… within the translation.
	Number  int
	Content Content `gorm:"serializer:json"`
	// BaseID is the revision that the save started from; null for the first.
	// It is not the one numbered before where two people's edits were merged.
	BaseID *int64
	// SourceID is the head of the source when this was saved; null in the
	// source itself and where there was none yet.
	SourceID *int64
	// OldestFrom is the oldest source revision that a unit of a translation was
	// confirmed against; 0 where one never was, and in a source.
	OldestFrom int64
	// Grades says of each unit of a source text that this revision changed or
	// deleted how grave that is. Empty in translations.
	Grades map[Key]Grade `gorm:"serializer:json"`
	// UserID is who saved it; null for the command line.
	UserID    *int64
	CreatedAt Instant `gorm:"autoCreateTime:false"`
}

// Autosave is what somebody is typing: kept for a user and a browser tab, no
// revision, and offered back after a crash.
type Autosave struct {
	UserID    int64      `gorm:"primaryKey;autoIncrement:false"`
	ArticleID int64      `gorm:"primaryKey;autoIncrement:false"`
	Locale    locale.Tag `gorm:"primaryKey"`
	// Tab names the browser tab.
	Tab string `gorm:"primaryKey"`
	// BaseID is the revision that was on the screen; null where there was none.
	BaseID    *int64
	Content   Content `gorm:"serializer:json"`
	UpdatedAt Instant `gorm:"autoUpdateTime:false"`
}

// Assignment says who is to do a version, which there may not be yet.
type Assignment struct {
	ArticleID int64      `gorm:"primaryKey;autoIncrement:false"`
	Locale    locale.Tag `gorm:"primaryKey"`
	UserID    int64
	// DueAt is when it is to be done; null for no such moment.
	DueAt *Instant
	// Note is what was said of it, without markup; empty for nothing.
	Note string
	// ByID is who gave it, the same user where they took it; null for the command
	// line.
	ByID      *int64
	CreatedAt Instant `gorm:"autoCreateTime:false"`
}

// Presence says that somebody has a version open in a browser's tab.
type Presence struct {
	ArticleID int64      `gorm:"primaryKey;autoIncrement:false"`
	Locale    locale.Tag `gorm:"primaryKey"`
	UserID    int64      `gorm:"primaryKey;autoIncrement:false"`
	Tab       string     `gorm:"primaryKey"`
	// BlockKey is the unit that they are at; empty where they have not said.
	BlockKey Key
	SeenAt   Instant
}

// Present is somebody who has a version open, by name, and the unit that they are
// at; empty where they have not said.
type Present struct {
	Name     string
	BlockKey Key
}

// Dismissal is a person's word that a finding of a check is none. It holds
// until either text changes.
type Dismissal struct {
	ID            int64
	TranslationID int64
	// Check is the name of the check.
	Check    string `gorm:"column:check_name"`
	BlockKey Key
	// Fingerprint is the SHA-256 of the two texts that were on the screen.
	Fingerprint []byte
	Reason      string
	UserID      *int64
	CreatedAt   Instant `gorm:"autoCreateTime:false"`
}
