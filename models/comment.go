package models

import "github.com/qalam-cms/qalam/internal/locale"

// Comment is what somebody says to others about a paragraph of a version, or about
// the whole of it. Readers never see it.
type Comment struct {
	ID        int64
	ArticleID int64
	// Locale is the version's, which there may not be yet.
	Locale locale.Tag
	// BlockKey is empty in a comment on the whole version. The block may be gone by
	// now.
	BlockKey Key
	// UserID is who wrote it; null for the command line.
	UserID *int64
	// Text is plain, of one line or several.
	Text string
	// RevisionID is the head of the version when this was written; null where there
	// was none.
	RevisionID *int64
	CreatedAt  Instant `gorm:"autoCreateTime:false"`
	// ResolvedAt is when somebody said that there is nothing left to do; null where
	// it is open.
	ResolvedAt   *Instant
	ResolvedByID *int64
}

// Mention says that a comment is meant for somebody.
type Mention struct {
	CommentID int64 `gorm:"primaryKey;autoIncrement:false"`
	UserID    int64 `gorm:"primaryKey;autoIncrement:false"`
}

// VerdictKind says what a reviewer made of a paragraph.
type VerdictKind string

// The verdicts.
const (
	Accepted VerdictKind = "accepted"
	Returned VerdictKind = "returned" // to be done again, for a reason that a comment gives
)

// VerdictKinds lists every verdict.
func VerdictKinds() []VerdictKind { return []VerdictKind{Accepted, Returned} }

// Verdict is a reviewer's word on a paragraph of a version: the last one of each. It
// holds until either text changes.
type Verdict struct {
	TranslationID int64 `gorm:"primaryKey;autoIncrement:false"`
	BlockKey      Key   `gorm:"primaryKey"`
	// Fingerprint is the SHA-256 of the two texts that were on the screen.
	Fingerprint []byte
	Kind        VerdictKind
	UserID      *int64
	CreatedAt   Instant `gorm:"autoCreateTime:false"`
}
