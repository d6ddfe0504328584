package models

import "github.com/qalam-cms/qalam/internal/locale"

// SlugKind says what a slug names.
type SlugKind string

// The things whose pages have a slug in their address.
const (
	SectionSlug SlugKind = "section"
	TagSlug     SlugKind = "tag"
	AuthorSlug  SlugKind = "author"
)

// FormerSlug is a slug that a section, a tag or an author once had in a language:
// its address leads to the present one.
type FormerSlug struct {
	Kind   SlugKind   `gorm:"primaryKey"`
	Locale locale.Tag `gorm:"primaryKey"`
	Slug   string     `gorm:"primaryKey"`
	ID     int64
}
