package models

import "github.com/qalam-cms/qalam/internal/locale"

// ReleaseState says how far a release is.
type ReleaseState string

// The states of a release. One that is armed takes effect at its moment by
// itself.
const (
	ReleaseOpen       ReleaseState = "open"
	ReleaseArmed      ReleaseState = "armed"
	ReleaseRolledBack ReleaseState = "rolled_back"
)

// Release is a named set of publications and withdrawals that take effect in the
// same instant or not at all.
type Release struct {
	ID    int64
	Name  string
	State ReleaseState
	// At is the moment that was planned, or that it is armed for; null where
	// there is none yet. Wall and Zone are what the editor meant.
	At   *Instant
	Wall string
	Zone string
	// Alarm is the one that was raised last, so that each is raised once.
	Alarm     string
	Version   int
	UserID    *int64
	CreatedAt Instant `gorm:"autoCreateTime:false"`
	Items     []ReleaseItem
}

// ReleaseAction says what a release does with a version.
type ReleaseAction string

// The actions.
const (
	ReleasePublish  ReleaseAction = "publish"
	ReleaseWithdraw ReleaseAction = "withdraw"
)

// ReleaseRule says what happens where an item is not ready.
type ReleaseRule string

// The rules: without it nothing goes out, or it may follow later.
const (
	Must ReleaseRule = "must"
	May  ReleaseRule = "may"
)

// ReleaseItem is one version in a release.
type ReleaseItem struct {
	ID        int64
	ReleaseID int64
	ArticleID int64
	Locale    locale.Tag
	Action    ReleaseAction
	Rule      ReleaseRule
	// PublicationID is what an armed release publishes, or ends; null where it
	// is not armed, or the item follows later.
	PublicationID *int64
	// EndedAt, EndedWall and EndedZone are when what a withdrawal ends was meant
	// to end.
	EndedAt   Instant
	EndedWall string
	EndedZone string
	// Stayed is why rolling back the release left it as it was; empty where it
	// did not.
	Stayed StayReason
}

// StayReason says why rolling back a release leaves a version as it is.
type StayReason string

// The reasons.
const (
	StayedNewer     StayReason = "newer"     // something newer is public or planned
	StayedEnded     StayReason = "ended"     // it has expired or was taken down since
	StayedKilled    StayReason = "killed"    // the story was taken down everywhere since
	StayedTrashed   StayReason = "trashed"   // the story is in the trash
	StayedEmbargoed StayReason = "embargoed" // the story is under an embargo
)
