package models

// Generation is a state of the public site. It lasts until somebody changes
// something that readers may see, which makes an event, or until the moment at which a
// publication begins or ends or a picture expires.
type Generation struct {
	// Event is the newest event of the journal that is not quiet: see QuietEvents.
	Event int64
	// Since is when it began: the newest event or the newest boundary of a
	// publication or end of a picture's time.
	Since Instant
	// Until is the next of these boundaries; Forever where there is none.
	Until Instant
}
