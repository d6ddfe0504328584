package models

// DeliveryKind says what is to be told.
type DeliveryKind string

// The kinds of delivery: a publication has begun, or ended.
const (
	DeliverLive  DeliveryKind = "live"
	DeliverEnded DeliveryKind = "ended"
)

// Delivery is one piece of outgoing work, due at a moment. Unlike an event it
// changes: it is taken by a worker for a while, and done or given back.
type Delivery struct {
	ID            int64
	PublicationID int64
	Publication   *Publication
	Kind          DeliveryKind
	DueAt         Instant
	// LeaseBy is the worker that has taken it until LeaseUntil; after that
	// anybody may.
	LeaseBy    string
	LeaseUntil Instant
	Attempts   int
	// OverdueAt is when the journal was told that it is overdue; null where it was
	// not.
	OverdueAt *Instant
	// DeliveredAt is when it was done; null while it is to do.
	DeliveredAt *Instant
}

// Clock remembers the newest moment that was used, in one row.
type Clock struct {
	ID   int64 `gorm:"primaryKey;autoIncrement:false"`
	Mark Instant
}

// TableName implements GORM's Tabler: there is but one clock.
func (Clock) TableName() string { return "clock" }
