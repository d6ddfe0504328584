package models

// Session is one log-in on the server's side.
type Session struct {
	ID int64
	// Hash is the SHA-256 of the cookie's token, so that a copy of the table
	// opens no session.
	Hash []byte
	// UserID is whose it is; null before somebody has logged in.
	UserID *int64
	Data   []byte
	// Agent names browser and system, "Firefox · Linux"; empty where they are
	// unknown.
	Agent   string
	Address string
	// CreatedAt is when the person logged in, SeenAt when they were last heard of.
	CreatedAt Instant `gorm:"autoCreateTime:false"`
	SeenAt    Instant
	ExpiresAt Instant
}

// LinkKind says what a one-time link is for.
type LinkKind string

// The kinds of one-time links.
const (
	InviteLink LinkKind = "invite"
	ResetLink  LinkKind = "reset"
)

// UserLink lets whoever has it set a user's password, once.
type UserLink struct {
	ID int64
	// Hash is the SHA-256 of the link's token.
	Hash      []byte
	UserID    int64
	Kind      LinkKind
	CreatedAt Instant `gorm:"autoCreateTime:false"`
	ExpiresAt Instant
}

// Try counts the tries to log in for one account or from one address.
type Try struct {
	// Hash is the SHA-256 of what is counted.
	Hash []byte `gorm:"primaryKey"`
	// Failures are the tries that failed, and those that are not over yet.
	Failures        int
	FirstAt, LastAt Instant
	// ExpiresAt is when they are forgotten.
	ExpiresAt Instant
}
