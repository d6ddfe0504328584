package site

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// feedStories is how many stories a feed has.
const feedStories = 30

// feed is the newest stories of a language, or of one of its sections, for programs that
// follow the news.
type feed struct {
	Title, Description string
	// Name is that of the site.
	Name string
	Lang locale.Tag
	// Type is the media type of the feed.
	Type string
	// Home is the address of the page that has the same stories, Self that of the feed.
	Home, Self string
	// Updated is when the site has last changed.
	Updated time.Time
	Entries []entry
}

// entry is a story in a feed.
type entry struct {
	// ID is the address of the story that stays when its headline changes.
	ID, URL                 string
	Title, Summary, Section string
	Published, Updated      time.Time
	// Image is the address of its picture; empty for none.
	Image string
}

// feedFormat is a format of feeds.
type feedFormat struct {
	mediaType string
	path      func(locale.Tag) string
	write     func(*feed) ([]byte, error)
}

func rssFormat() feedFormat { return feedFormat{"application/rss+xml", web.FeedPath, writeRSS} }

func feedFormats() []feedFormat {
	return []feedFormat{
		rssFormat(),
		{"application/atom+xml", web.AtomPath, writeAtom},
		{"application/feed+json", web.JSONFeedPath, writeJSONFeed},
	}
}

// feed answers with the newest stories of a language.
func (s *Site) feed(format feedFormat) func(*visit) error {
	return func(v *visit) error {
		path := format.path(v.loc.Tag)
		if v.latin != nil { // one feed for both letters
			return v.Redirect(http.StatusMovedPermanently, path)
		}
		return s.sendFeed(v, format, &feed{Home: web.FrontPath(v.loc.Tag), Self: path}, cms.ListInput{})
	}
}

// feedSlash leads to the one spelling of a feed's address.
func (s *Site) feedSlash(format feedFormat) func(*visit) error {
	return func(v *visit) error { return v.Redirect(http.StatusMovedPermanently, format.path(v.loc.Tag)) }
}

// sectionFeed answers with the newest stories of a section.
func (s *Site) sectionFeed(v *visit) error {
	section, err := s.newsroom.SectionPage(v.Request().Context(), v.loc.Tag, v.Param("section"))
	if err != nil {
		return err
	}
	slug := cms.SectionSlug(section.Section, v.loc.Tag)
	path := web.SectionFeedPath(v.loc.Tag, slug)
	if v.Param("section") != slug || v.latin != nil {
		return v.Redirect(http.StatusMovedPermanently, path)
	}
	f := &feed{Title: s.newsroom.SectionLabel(section.Section, v.loc.Tag).Text, Home: web.SectionPath(v.loc.Tag, slug), Self: path}
	return s.sendFeed(v, rssFormat(), f, cms.ListInput{SectionID: section.ID})
}

// sendFeed fills a feed with the stories of a list and answers with it.
func (s *Site) sendFeed(v *visit, format feedFormat, f *feed, in cms.ListInput) error {
	in.At, in.Locale, in.Limit = v.at, v.loc.Tag, feedStories
	found, err := s.newsroom.List(v.Request().Context(), in)
	if err != nil {
		return err
	}
	info, err := s.info(v)
	if err != nil {
		return err
	}
	site := s.siteView(v, info)
	f.Type, f.Name, f.Title, f.Description, f.Lang = format.mediaType, site.Name, titled(f.Title, site.Name), site.Description, v.loc.Tag
	f.Home, f.Self = web.Absolute(s.base, f.Home), web.Absolute(s.base, f.Self)
	for i := range found.Stories {
		e := s.entry(v, &found.Stories[i], found.Cover(&found.Stories[i]))
		f.Entries = append(f.Entries, e)
		if e.Updated.After(f.Updated) {
			f.Updated = e.Updated
		}
	}
	body, err := format.write(f)
	if err != nil {
		return err
	}
	v.Response().Header().Set("Content-Language", string(v.loc.Tag))
	return s.answer(v, format.mediaType+"; charset=utf-8", body)
}

func (s *Site) entry(v *visit, p *models.Publication, cover *cms.Picture) entry {
	content, section := &p.Revision.Content, p.Article.Section
	e := entry{
		ID: web.Absolute(s.base, web.ArticleIDPath(v.loc.Tag, p.ArticleID)), Title: content.Title, Summary: content.Summary,
		Published: p.PublishedAt.In(s.newsroom.Zone()), Updated: max(p.PublishedAt, p.LiveFrom).In(s.newsroom.Zone()),
	}
	slug := cms.SectionSlug(section, v.loc.Tag)
	if section != nil {
		e.Section = s.newsroom.SectionLabel(section, v.loc.Tag).Text
	}
	e.URL = web.Absolute(s.base, web.ArticlePath(cms.Version{
		Locale: v.loc.Tag, SectionSlug: slug, Slug: content.Slug, ArticleID: p.ArticleID,
	}))
	if cover != nil {
		e.Image = s.widest(cover)
	}
	return e
}

const atomNamespace = "http://www.w3.org/2005/Atom"

// writeRSS writes a feed in RSS 2.0, with the one element of Atom that says where it is.
func writeRSS(f *feed) ([]byte, error) {
	type guid struct {
		PermaLink bool   `xml:"isPermaLink,attr"`
		ID        string `xml:",chardata"`
	}
	type item struct {
		Title       string `xml:"title"`
		Link        string `xml:"link"`
		Description string `xml:"description,omitempty"`
		Category    string `xml:"category,omitempty"`
		Published   string `xml:"pubDate"`
		GUID        guid   `xml:"guid"`
	}
	type channel struct {
		Title       string     `xml:"title"`
		Link        string     `xml:"link"`
		Description string     `xml:"description"`
		Language    locale.Tag `xml:"language"`
		Self        atomLink   `xml:"atom:link"`
		Items       []item     `xml:"item"`
	}
	c := channel{
		Title: f.Title, Link: f.Home, Description: f.Description, Language: f.Lang, Self: atomLink{f.Self, "self", f.Type},
	}
	for _, e := range f.Entries {
		c.Items = append(c.Items, item{e.Title, e.URL, e.Summary, e.Section, e.Published.Format(time.RFC1123Z), guid{true, e.ID}})
	}
	return writeXML(struct {
		XMLName xml.Name `xml:"rss"`
		Version string   `xml:"version,attr"`
		Atom    string   `xml:"xmlns:atom,attr"`
		Channel channel  `xml:"channel"`
	}{Version: "2.0", Atom: atomNamespace, Channel: c})
}

// atomLink is a link of Atom.
type atomLink struct {
	URL  string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
}

// writeAtom writes a feed in Atom (RFC 4287).
func writeAtom(f *feed) ([]byte, error) {
	type category struct {
		Term string `xml:"term,attr"`
	}
	type atomEntry struct {
		ID         string     `xml:"id"`
		Title      string     `xml:"title"`
		Link       atomLink   `xml:"link"`
		Published  string     `xml:"published"`
		Updated    string     `xml:"updated"`
		Summary    string     `xml:"summary,omitempty"`
		Categories []category `xml:"category"`
	}
	var entries []atomEntry
	for _, e := range f.Entries {
		a := atomEntry{
			ID: e.ID, Title: e.Title, Link: atomLink{e.URL, "alternate", "text/html"}, Summary: e.Summary,
			Published: e.Published.Format(time.RFC3339), Updated: e.Updated.Format(time.RFC3339),
		}
		if e.Section != "" {
			a.Categories = []category{{e.Section}}
		}
		entries = append(entries, a)
	}
	return writeXML(struct {
		XMLName  xml.Name    `xml:"feed"`
		NS       string      `xml:"xmlns,attr"`
		Lang     locale.Tag  `xml:"xml:lang,attr"`
		ID       string      `xml:"id"`
		Title    string      `xml:"title"`
		Subtitle string      `xml:"subtitle,omitempty"`
		Updated  string      `xml:"updated"`
		Author   string      `xml:"author>name"`
		Links    []atomLink  `xml:"link"`
		Entries  []atomEntry `xml:"entry"`
	}{
		NS: atomNamespace, Lang: f.Lang, ID: f.Home, Title: f.Title, Subtitle: f.Description, Updated: f.Updated.Format(time.RFC3339), Author: f.Name,
		Links: []atomLink{{f.Self, "self", f.Type}, {f.Home, "alternate", "text/html"}}, Entries: entries,
	})
}

func writeXML(document any) ([]byte, error) {
	var body bytes.Buffer
	body.WriteString(xml.Header)
	err := xml.NewEncoder(&body).Encode(document)
	return body.Bytes(), err
}

// writeJSONFeed writes a feed in JSON Feed 1.1.
func writeJSONFeed(f *feed) ([]byte, error) {
	type item struct {
		ID        string   `json:"id"`
		URL       string   `json:"url"`
		Title     string   `json:"title"`
		Summary   string   `json:"summary,omitempty"`
		Text      string   `json:"content_text"` // a reader has to have something to show
		Image     string   `json:"image,omitempty"`
		Published string   `json:"date_published"`
		Modified  string   `json:"date_modified"`
		Tags      []string `json:"tags,omitempty"`
	}
	items := []item{}
	for _, e := range f.Entries {
		i := item{
			ID: e.ID, URL: e.URL, Title: e.Title, Summary: e.Summary, Text: e.Summary, Image: e.Image,
			Published: e.Published.Format(time.RFC3339), Modified: e.Updated.Format(time.RFC3339),
		}
		if e.Section != "" {
			i.Tags = []string{e.Section}
		}
		items = append(items, i)
	}
	type author struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	return json.Marshal(struct {
		Version     string     `json:"version"`
		Title       string     `json:"title"`
		Description string     `json:"description,omitempty"`
		Home        string     `json:"home_page_url"`
		Self        string     `json:"feed_url"`
		Language    locale.Tag `json:"language"`
		Authors     []author   `json:"authors"`
		Items       []item     `json:"items"`
	}{"https://jsonfeed.org/version/1.1", f.Title, f.Description, f.Home, f.Self, f.Lang, []author{{f.Name, f.Home}}, items})
}
