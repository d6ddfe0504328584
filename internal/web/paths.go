package web

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// PagesSlug stands where a section would, in the addresses of standing pages.
const PagesSlug = "pages"

const (
	// TravelPrefix stands before the addresses of the site as it is at another
	// moment, and that moment in UTC after it.
	TravelPrefix = "/admin/at"
	// ScreenPrefix stands before the id and the language of a version, for its page
	// with the words that somebody has on the screen.
	ScreenPrefix = "/admin/screen"
	// MediaPrefix stands before the id, the variant and the name of a picture.
	MediaPrefix = "/media"
	// DeskMediaPrefix does so for those who are logged in, for pictures that are not
	// public.
	DeskMediaPrefix = "/admin/media"
	// PreviewPrefix stands before the token of a link to a draft.
	PreviewPrefix = "/preview"
	// WelcomePrefix stands before the token of a link that sets a password.
	WelcomePrefix = "/admin/welcome"
)

// TravelPath is the path of a page of the site at a moment.
func TravelPath(at models.Instant, path string) string {
	return TravelPrefix + "/" + at.In(time.UTC).Format(time.RFC3339) + path
}

// FrontPath is the path of the front page in a language.
func FrontPath(l locale.Tag) string { return "/" + string(l) + "/" }

// LatinName stands for Kazakh in the addresses of its pages in Latin letters.
const LatinName = "kk-latn"

// LatinPath is the path of a Kazakh page in Latin letters. That of any other page stays.
func LatinPath(path string) string {
	if rest, ok := strings.CutPrefix(path, FrontPath(locale.Kazakh)); ok {
		return "/" + LatinName + "/" + rest
	}
	return path
}

// CyrillicPath is LatinPath the other way round.
func CyrillicPath(path string) string {
	if rest, ok := strings.CutPrefix(path, "/"+LatinName+"/"); ok {
		return FrontPath(locale.Kazakh) + rest
	}
	return path
}

// SectionPath is the path of a section in a language.
func SectionPath(l locale.Tag, slug string) string { return FrontPath(l) + slug + "/" }

// TagPath is the path of a tag in a language.
func TagPath(l locale.Tag, slug string) string { return FrontPath(l) + "tags/" + slug + "/" }

// AuthorPath is the path of an author in a language.
func AuthorPath(l locale.Tag, slug string) string { return FrontPath(l) + "authors/" + slug + "/" }

// ArchivePath is the path of the stories of a day in a language.
func ArchivePath(l locale.Tag, day time.Time) string {
	return FrontPath(l) + day.Format("archive/2006/01/02/")
}

// SearchPath is the path of the search in a language.
func SearchPath(l locale.Tag) string { return FrontPath(l) + "search" }

// FeedPath is the path of the feed of a language, in RSS.
func FeedPath(l locale.Tag) string { return FrontPath(l) + "feed.xml" }

// AtomPath is the path of the feed of a language in Atom.
func AtomPath(l locale.Tag) string { return FrontPath(l) + "atom.xml" }

// JSONFeedPath is the path of the feed of a language as a JSON Feed.
func JSONFeedPath(l locale.Tag) string { return FrontPath(l) + "feed.json" }

// SectionFeedPath is the path of the feed of a section in a language, in RSS.
func SectionFeedPath(l locale.Tag, slug string) string { return SectionPath(l, slug) + "feed.xml" }

// ManifestPath is the path of the site as a program, in a language.
func ManifestPath(l locale.Tag) string { return FrontPath(l) + "manifest.webmanifest" }

// OpenSearchPath is the path of how browsers search in a language.
func OpenSearchPath(l locale.Tag) string { return FrontPath(l) + "opensearch.xml" }

// SitemapPath is the path of the index of the sitemap, NewsSitemapPath that of the newest
// stories.
const (
	SitemapPath     = "/sitemap.xml"
	NewsSitemapPath = "/sitemap-news.xml"
)

// SitemapFilePath is the path of a file of the sitemap.
func SitemapFilePath(l locale.Tag, file int) string {
	return "/sitemap-" + string(l) + "-" + strconv.Itoa(file) + ".xml"
}

// ArticlePath is the canonical path of a version of a story.
func ArticlePath(v cms.Version) string {
	section := v.SectionSlug
	if section == "" {
		section = PagesSlug
	}
	return FrontPath(v.Locale) + section + "/" + v.Slug + "-" + strconv.FormatInt(v.ArticleID, 10)
}

// ArticleIDPath is the short path of a story in a language: it answers with
// the canonical one, or honestly that there is none.
func ArticleIDPath(l locale.Tag, id int64) string { return FrontPath(l) + strconv.FormatInt(id, 10) }

// ArticleID reads the id at the end of an article's last path segment.
func ArticleID(segment string) (int64, bool) {
	digits := segment[strings.LastIndexByte(segment, '-')+1:]
	if digits == "" || digits[0] == '0' || strings.Trim(digits, "0123456789") != "" {
		return 0, false
	}
	id, err := strconv.ParseInt(digits, 10, 64)
	return id, err == nil
}

// MediaPath is the path of a print of a picture under one of the prefixes. ext is
// the format: "webp" or "jpg".
func MediaPath(prefix string, m *models.Medium, r cms.Rendition, ext string) string {
	return prefix + "/" + strconv.FormatInt(m.ID, 10) + "/" + cms.Variant(m, r) + "/" + m.Name + "." + ext
}

// CardPath is the path of the image of a page in a language, which its letters are part of:
// of a story by its id, a section by its slug, any other page by 0. The file's name says
// what can be seen on it.
func CardPath(language, of, file string) string {
	return "/share/" + language + "/" + of + "/" + file
}

// Absolute is the address of a path under the site's base URL, the only
// source of absolute addresses.
func Absolute(base *url.URL, path string) string { return base.String() + path }
