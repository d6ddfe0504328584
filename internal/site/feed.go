package site

import (
	"bytes"
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

// rss is a feed in RSS 2.0, with the one element of Atom that says where it is.
type rss struct {
	XMLName xml.Name   `xml:"rss"`
	Version string     `xml:"version,attr"`
	Atom    string     `xml:"xmlns:atom,attr"`
	Channel rssChannel `xml:"channel"`
}

type rssChannel struct {
	Title       string     `xml:"title"`
	Link        string     `xml:"link"`
	Description string     `xml:"description"`
	Language    locale.Tag `xml:"language"`
	Self        rssSelf    `xml:"atom:link"`
	Items       []rssItem  `xml:"item"`
}

type rssSelf struct {
	URL  string `xml:"href,attr"`
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
}

type rssItem struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	Description string `xml:"description,omitempty"`
	Category    string `xml:"category,omitempty"`
	Published   string `xml:"pubDate"`
	GUID        string `xml:"guid"` // an address, as guids are unless they say otherwise
}

// feedType is the media type of a feed.
const feedType = "application/rss+xml"

// feed answers with the newest stories of a language, for programs that follow the
// news.
func (s *Site) feed(v *visit) error {
	if v.latin != nil { // one feed for both letters
		return v.Redirect(http.StatusMovedPermanently, web.FeedPath(v.loc.Tag))
	}
	found, err := s.newsroom.List(v.Request().Context(), cms.ListInput{At: v.at, Locale: v.loc.Tag, Limit: feedStories})
	if err != nil {
		return err
	}
	info, err := s.info(v)
	if err != nil {
		return err
	}
	site := s.siteView(v, info)
	channel := rssChannel{
		Title: site.Name, Link: web.Absolute(s.base, web.FrontPath(v.loc.Tag)), Description: site.Description, Language: v.loc.Tag,
		Self: rssSelf{web.Absolute(s.base, web.FeedPath(v.loc.Tag)), "self", feedType},
	}
	for i := range found.Stories {
		channel.Items = append(channel.Items, s.feedItem(v, &found.Stories[i]))
	}
	var body bytes.Buffer
	body.WriteString(xml.Header)
	if err := xml.NewEncoder(&body).Encode(rss{Version: "2.0", Atom: "http://www.w3.org/2005/Atom", Channel: channel}); err != nil {
		return err
	}
	v.Response().Header().Set("Content-Language", string(v.loc.Tag))
	return s.answer(v, feedType+"; charset=utf-8", body.Bytes())
}

func (s *Site) feedItem(v *visit, p *models.Publication) rssItem {
	content, section := &p.Revision.Content, p.Article.Section
	item := rssItem{
		Title: content.Title, Description: content.Summary,
		Published: p.PublishedAt.In(s.newsroom.Zone()).Format(time.RFC1123Z),
	}
	slug := cms.SectionSlug(section, v.loc.Tag)
	if section != nil {
		item.Category = s.newsroom.SectionLabel(section, v.loc.Tag).Text
	}
	item.Link = web.Absolute(s.base, web.ArticlePath(cms.Version{
		Locale: v.loc.Tag, SectionSlug: slug, Slug: content.Slug, ArticleID: p.ArticleID,
	}))
	item.GUID = item.Link
	return item
}

// feedSlash leads to the one spelling of the feed's address.
func (s *Site) feedSlash(v *visit) error {
	return v.Redirect(http.StatusMovedPermanently, web.FeedPath(v.loc.Tag))
}
