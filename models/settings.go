package models

// Settings are what the newsroom has set on its settings screen. There is one
// row, made with the schema.
type Settings struct {
	ID   int64        `gorm:"autoIncrement:false"` // always 1
	Data SettingsData `gorm:"serializer:json"`
	// Version counts the changes of this row, for optimistic writes.
	Version   int
	UpdatedAt Instant `gorm:"autoUpdateTime:false"`
}

// SettingsData is what can be set. A text that is empty, or not there in a
// language, is the one that the message bundles have; the zero value is a fresh
// newsroom.
type SettingsData struct {
	Name        Names `json:"name,omitempty"`
	Description Names `json:"description,omitempty"`
	// Imprint is plain text, a paragraph a line: publisher, address, contacts.
	Imprint Names `json:"imprint,omitempty"`
	// Registration says where and under which number the publication is
	// registered.
	Registration Names   `json:"registration,omitempty"`
	AgeMark      AgeMark `json:"age_mark,omitempty"`
	Front        Front   `json:"front,omitzero"`
	// Footer are the standing pages at the foot of every page, by article, in
	// order.
	Footer []int64 `json:"footer,omitempty"`
}

// AgeMark says from which age on the site is meant to be read, as it is written
// in every language; empty for none.
type AgeMark string

// AgeMarks lists every mark, none first.
func AgeMarks() []AgeMark { return []AgeMark{"", "0+", "6+", "12+", "16+", "18+"} }

// Front says what stands on the front page.
type Front struct {
	// Newest is how many of the newest stories stand on top; 0 for as many as a
	// list shows.
	Newest int `json:"newest,omitempty"`
	// UrgentFirst puts the urgent ones of them before the others.
	UrgentFirst bool `json:"urgent_first,omitempty"`
	// Blocks are the sections that have a block of their own below.
	Blocks []FrontBlock `json:"blocks,omitempty"`
}

// FrontBlock is a section on the front page.
type FrontBlock struct {
	SectionID int64 `json:"section"`
	// Stories is how many of its newest stories the block shows.
	Stories int `json:"stories"`
}
