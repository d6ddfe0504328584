package models

import "github.com/qalam-cms/qalam/internal/locale"

// ArticleKind says what sort of story an article is.
type ArticleKind string

// The kinds of article. A page is a standing page (about, imprint): it has no
// section and appears in no list.
const (
	News      ArticleKind = "news"
	Opinion   ArticleKind = "opinion"
	Interview ArticleKind = "interview"
	Page      ArticleKind = "page"
)

// ArticleKinds lists every kind of article.
func ArticleKinds() []ArticleKind { return []ArticleKind{News, Opinion, Interview, Page} }

// Names holds one plain text per language, for labels that are not articles.
type Names map[locale.Tag]string

// Article is one story, whatever its languages.
type Article struct {
	ID   int64
	Kind ArticleKind
	// SectionID is null exactly where Kind is Page.
	SectionID *int64
	Section   *Section
	// SourceLocale is the language that the story was written in.
	SourceLocale locale.Tag
	// Place is the dateline place per language, in house form ("BAKU").
	Place  Names `gorm:"serializer:json"`
	Urgent bool
	// CoverID is the picture at the head of the story; null where it has none.
	CoverID *int64
	// OwnerID is the user whose story it is: who created it. Null for stories
	// made on the command line.
	OwnerID *int64
	// ImportKey is where an imported story came from; importing the same key
	// again finds this article. Null for stories written here.
	ImportKey *string
	// TrashedAt is when the story was put into the trash, which hides it inside;
	// null where it is not there.
	TrashedAt *Instant
	// EmbargoUntil is the moment before which nothing of the story may be
	// public; null where there is none. EmbargoNote says why.
	EmbargoUntil *Instant
	EmbargoNote  string
	// Version counts the changes of this row, for optimistic writes.
	Version   int
	CreatedAt Instant `gorm:"autoCreateTime:false"`
	UpdatedAt Instant `gorm:"autoUpdateTime:false"`
	// Authors and Tags are in order of Position.
	Authors      []ArticleAuthor
	Tags         []ArticleTag
	Translations []Translation
}

// ArticleAuthor joins an article with an author; Position orders the byline.
type ArticleAuthor struct {
	ArticleID int64 `gorm:"primaryKey"`
	AuthorID  int64 `gorm:"primaryKey"`
	Author    *Author
	Position  int
}

// ArticleTag joins an article with a tag; Position orders the tags.
type ArticleTag struct {
	ArticleID int64 `gorm:"primaryKey"`
	TagID     int64 `gorm:"primaryKey"`
	Tag       *Tag
	Position  int
}

// Redirect leads an old address of an imported story to the article it became.
type Redirect struct {
	// Path begins with a slash. Where the story was known by a query, that follows it, in
	// the order of its parameters' names.
	Path      string `gorm:"primaryKey"`
	ArticleID int64
	Locale    locale.Tag
}
