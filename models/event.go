package models

import "github.com/qalam-cms/qalam/internal/locale"

// EventKind says what happened.
type EventKind string

// The kinds of event.
const (
	ArticleCreated          EventKind = "article.created"
	ArticleUpdated          EventKind = "article.updated"
	TranslationSaved        EventKind = "translation.saved"
	TranslationCredited     EventKind = "translation.credited"
	TranslationStageChanged EventKind = "translation.stage_changed"
	TranslationAssigned     EventKind = "translation.assigned"
	TranslationJudged       EventKind = "translation.judged"
	ArticleSourceChanged    EventKind = "article.source_changed"
	FindingDismissed        EventKind = "finding.dismissed"
	FindingRestored         EventKind = "finding.restored"
	CommentAdded            EventKind = "comment.added"
	CommentResolved         EventKind = "comment.resolved"
	CommentReopened         EventKind = "comment.reopened"
	PublicationScheduled    EventKind = "publication.scheduled"
	PublicationWithdrawn    EventKind = "publication.withdrawn"
	PublicationCancelled    EventKind = "publication.cancelled"
	PublicationLive         EventKind = "publication.live"
	PublicationEnded        EventKind = "publication.ended"
	PublicationChanged      EventKind = "publication.changed"
	ArticleKilled           EventKind = "article.killed"
	ArticleTrashed          EventKind = "article.trashed"
	ArticleRestored         EventKind = "article.restored"
	ArticleEmbargoed        EventKind = "article.embargoed"
	ReleaseCreated          EventKind = "release.created"
	ReleaseChanged          EventKind = "release.changed"
	ReleaseArmedEvent       EventKind = "release.armed"
	ReleaseDisarmed         EventKind = "release.disarmed"
	ReleaseRolledBackEvent  EventKind = "release.rolled_back"
	ReleaseAlarm            EventKind = "release.alarm"
	ReleaseDiscarded        EventKind = "release.discarded"
	PreviewCreated          EventKind = "preview.created"
	PreviewRevoked          EventKind = "preview.revoked"
	SectionCreated          EventKind = "section.created"
	SectionUpdated          EventKind = "section.updated"
	SectionMoved            EventKind = "section.moved"
	SectionDeleted          EventKind = "section.deleted"
	TagCreated              EventKind = "tag.created"
	TagUpdated              EventKind = "tag.updated"
	TagMerged               EventKind = "tag.merged"
	TagDeleted              EventKind = "tag.deleted"
	AuthorCreated           EventKind = "author.created"
	AuthorUpdated           EventKind = "author.updated"
	AuthorDeleted           EventKind = "author.deleted"
	MediumAdded             EventKind = "medium.added"
	MediumChanged           EventKind = "medium.changed"
	MediumReplaced          EventKind = "medium.replaced"
	MediumDeleted           EventKind = "medium.deleted"
	FrontArranged           EventKind = "front.arranged"
	FrontCancelled          EventKind = "front.cancelled"
	FrontMoved              EventKind = "front.moved"
	MediumExpired           EventKind = "medium.expired"
	DeliveryOverdue         EventKind = "delivery.overdue"
	ClockJumped             EventKind = "clock.jumped"
	UserCreated             EventKind = "user.created"
	UserUpdated             EventKind = "user.updated"
	UserInvitedEvent        EventKind = "user.invited"
	UserDisabledEvent       EventKind = "user.disabled"
	UserEnabled             EventKind = "user.enabled"
	UserLinkMade            EventKind = "user.link_made"
	UserPasswordChanged     EventKind = "user.password_changed"
	SessionEnded            EventKind = "user.session_ended"
	SettingsUpdated         EventKind = "settings.updated"
)

// QuietEvents are the kinds of event after which readers see what they saw before: what
// is said and done about drafts, and that something planned has come to pass, which the
// clock alone made true. Every other kind may change any page. The index
// events_public has the same list.
func QuietEvents() []EventKind {
	return []EventKind{
		TranslationSaved, TranslationStageChanged, TranslationJudged, FindingDismissed, FindingRestored,
		CommentAdded, CommentResolved, CommentReopened, PublicationLive, PublicationEnded,
		PreviewCreated, PreviewRevoked, ReleaseAlarm, DeliveryOverdue, UserLinkMade, UserPasswordChanged, SessionEnded,
	}
}

// Event is one row of the journal: written in the transaction of the change
// it tells of, never updated, never deleted. Ids are gapless and in the order
// in which events became visible.
type Event struct {
	ID   int64 `gorm:"autoIncrement:false"`
	At   Instant
	Kind EventKind
	// UserID is who did it; null for the command line. Actor is their name
	// at the time.
	UserID    *int64
	Actor     string
	ArticleID *int64
	Locale    locale.Tag
	// Data holds ids and values before and after.
	Data map[string]any `gorm:"serializer:json"`
	// Hash is the SHA-256 over the previous event's hash and this event.
	Hash []byte
}
