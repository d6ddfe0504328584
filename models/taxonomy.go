package models

import "github.com/qalam-cms/qalam/internal/locale"

// Section is a department of the site; every story but a standing page is in
// one. Sections stand in two levels: one that is below another has none below it.
type Section struct {
	ID int64
	// ParentID is the section that it is below; null at the top.
	ParentID *int64
	// Key is the section's language-neutral name in imports and exports:
	// lower-case ASCII with hyphens.
	Key string
	// Position orders the sections of one level.
	Position int
	Version  int
	Names    []SectionName
}

// SectionName is a section in one language. Slugs are unique per language.
type SectionName struct {
	SectionID int64      `gorm:"primaryKey"`
	Locale    locale.Tag `gorm:"primaryKey"`
	Name      string
	Slug      string
	// Description says what the section is about; may be empty.
	Description string
}

// Tag is a subject that stories share.
type Tag struct {
	ID int64
	// Key is the tag's language-neutral name in imports and exports.
	Key     string
	Version int
	Names   []TagName
}

// TagName is a tag in one language. Slugs are unique per language.
type TagName struct {
	TagID  int64      `gorm:"primaryKey"`
	Locale locale.Tag `gorm:"primaryKey"`
	Name   string
	Slug   string
}

// Author is who signs: a person or a desk, in the byline or as translator.
type Author struct {
	ID  int64
	Key string
	// Handle is the author's name on social networks ("@desk"); may be empty.
	Handle string
	// PortraitID is their picture; null where there is none.
	PortraitID *int64
	// UserID is who they are at the desk; null for nobody. No user is two authors.
	UserID  *int64
	Version int
	Names   []AuthorName
}

// AuthorName is an author in one language: name and title ("correspondent").
// Slugs are unique per language.
type AuthorName struct {
	AuthorID int64      `gorm:"primaryKey"`
	Locale   locale.Tag `gorm:"primaryKey"`
	Name     string
	Title    string
	Slug     string
	// Handle stands in place of the author's in this language; empty leaves that.
	Handle string
	// Biography is plain text; a blank line parts paragraphs.
	Biography string
}
