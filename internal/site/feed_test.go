package site_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// feed is what a program reads.
type feed struct {
	Version string `xml:"version,attr"`
	Channel struct {
		Title       string   `xml:"title"`
		Links       []string `xml:"link"` // and Atom's, which has no text
		Description string   `xml:"description"`
		Language    string   `xml:"language"`
		Items       []struct {
			Title   string `xml:"title"`
			Link    string `xml:"link"`
			PubDate string `xml:"pubDate"`
			GUID    string `xml:"guid"`
		} `xml:"item"`
	} `xml:"channel"`
}

func (b *builder) feed(t *testing.T, l locale.Tag) (feed, answer) {
	t.Helper()
	a := b.get(t, web.FeedPath(l))
	if a.status != http.StatusOK || a.header.Get("Content-Type") != "application/rss+xml; charset=utf-8" {
		t.Fatalf("%s: %d %s", web.FeedPath(l), a.status, a.header.Get("Content-Type"))
	}
	var f feed
	must(t, xml.Unmarshal(a.body, &f))
	return f, a
}

func TestTheFeedHasTheNewestStoriesOfItsLanguage(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		f, a := b.feed(t, l)
		if f.Version != "2.0" || f.Channel.Language != string(l) || f.Channel.Links[0] != baseURL+web.FrontPath(l) || f.Channel.Title == "" {
			t.Errorf("%s: the channel is %+v", l, f.Channel)
		}
		list := b.get(t, web.FrontPath(l))
		if got := attrs(list.doc, "link[type='application/rss+xml']", "href"); len(got) != 1 || got[0] != baseURL+web.FeedPath(l) {
			t.Errorf("%s: the front page names the feed %v", l, got)
		}
		before := b.clock.Now()
		for _, i := range f.Channel.Items {
			at, err := time.Parse(time.RFC1123Z, i.PubDate)
			must(t, err)
			if at.After(before) {
				t.Errorf("%s: %q of %s comes after an older one", l, i.Title, i.PubDate)
			}
			before = at
			page := b.get(t, strings.TrimPrefix(i.Link, baseURL))
			canonical := attrs(page.doc, "link[rel=canonical]", "href")
			if page.status != http.StatusOK || i.GUID != i.Link || len(canonical) != 1 || canonical[0] != i.Link {
				t.Errorf("%s: the item leads to %s: %d, guid %s, canonical %v", l, i.Link, page.status, i.GUID, canonical)
			}
			if got := page.doc.Find("html").AttrOr("lang", ""); got != string(l) {
				t.Errorf("%s: %s is in %s", l, i.Link, got)
			}
		}
		if again := b.do(t, http.MethodGet, web.FeedPath(l), map[string]string{"If-None-Match": a.header.Get("ETag")}); again.status != http.StatusNotModified {
			t.Errorf("%s: an unchanged feed answers %d", l, again.status)
		}
		if a.header.Get("Last-Modified") == "" || a.header.Get("Content-Language") != string(l) {
			t.Errorf("%s: headers %v", l, a.header)
		}
	}
	if f, _ := b.feed(t, en); len(f.Channel.Items) != 30 {
		t.Errorf("%d items where there are more than thirty stories", len(f.Channel.Items))
	}
	must(t, b.newsroom.Withdraw(t.Context(), b.by, b.urgent, en))
	if _, a := b.feed(t, en); strings.Contains(string(a.body), fmt.Sprintf("-%d</guid>", b.urgent)) {
		t.Error("what was withdrawn is in the feed")
	}
}

func TestTheFeedHasOneAddressAndIsOfThePresent(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, s := range []scenario{
		{path: "/kk/feed.xml/", status: 301, location: "/kk/feed.xml"},
		{path: "/kz/feed.xml", status: 301, location: "/kk/feed.xml"},
		{path: "/de/feed.xml", status: 404},
	} {
		s.run(t, b)
	}
	if a := b.asEditor(t, web.TravelPath(b.newsroom.Now(), web.FeedPath(kk))); a.status == http.StatusOK {
		t.Errorf("the feed of another moment answers %d", a.status)
	}
	if got := attrs(b.asEditor(t, web.TravelPath(b.newsroom.Now(), web.FrontPath(kk))).doc, "link[type='application/rss+xml']", "href"); len(got) > 0 {
		t.Errorf("the site of another moment names a feed: %v", got)
	}
}
