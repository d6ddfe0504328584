package models

import "github.com/qalam-cms/qalam/internal/locale"

// Heading is what a story is called at the desk of a language: its title there,
// or in the first language of the reading order that has one.
type Heading struct {
	ArticleID int64 `gorm:"primaryKey;autoIncrement:false"`
	// Locale is the language of the desk.
	Locale locale.Tag `gorm:"primaryKey"`
	Title  string
	// TitleLocale is the language that the title is in; empty where no version
	// has one.
	TitleLocale locale.Tag
	// SortKey is the place of the title in a dictionary of Locale; Rules names
	// the rules that it follows.
	SortKey []byte
	Rules   string
}

// HeadingWord is a word of a story's titles, folded.
type HeadingWord struct {
	Word      string `gorm:"primaryKey"`
	ArticleID int64  `gorm:"primaryKey;autoIncrement:false"`
}

// SavedView is a list of stories that somebody comes back to.
type SavedView struct {
	ID     int64
	UserID int64
	Name   string
	// Query is the list's, as its address has it.
	Query string
}
