package site_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/testkit"
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
			if page.status != http.StatusOK || b.follow(t, strings.TrimPrefix(i.GUID, baseURL)) != strings.TrimPrefix(i.Link, baseURL) || len(canonical) != 1 || canonical[0] != i.Link {
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
	if _, a := b.feed(t, en); strings.Contains(string(a.body), fmt.Sprintf("/%d</guid>", b.urgent)) {
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

// Every format has the same stories, and a program that follows the news finds nothing
// wrong with any.
func TestFeedsAreProper(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		rss, _ := b.feed(t, l)
		for path, version := range map[string]string{
			web.FeedPath(l): "rss20", web.AtomPath(l): "atom10", web.SectionFeedPath(l, cms.SectionSlug(b.economy, l)): "rss20",
		} {
			a := b.get(t, path)
			f := testkit.ReadFeed(t, a.header.Get("Content-Type"), a.body)
			if f.Wrong != "" || f.Version != version || f.Title == "" || len(f.Entries) == 0 {
				t.Errorf("%s: %s, %d entries, %q is wrong", path, f.Version, len(f.Entries), f.Wrong)
			}
			for i, e := range f.Entries {
				if e.ID == "" || e.Title == "" || b.get(t, strings.TrimPrefix(e.Link, baseURL)).status != http.StatusOK {
					t.Errorf("%s: entry %d is %+v", path, i, e)
				}
				if path == web.AtomPath(l) && (e.ID != rss.Channel.Items[i].GUID || e.Link != rss.Channel.Items[i].Link) {
					t.Errorf("%s: entry %d is another story than in RSS: %+v", path, i, e)
				}
			}
		}
		a := b.get(t, web.JSONFeedPath(l))
		var f struct {
			Version, Title, Language string
			Self                     string `json:"feed_url"`
			Items                    []struct {
				ID, URL, Title string
				Published      time.Time `json:"date_published"`
			}
		}
		must(t, json.Unmarshal(a.body, &f))
		if f.Version != "https://jsonfeed.org/version/1.1" || f.Language != string(l) || f.Self != baseURL+web.JSONFeedPath(l) || len(f.Items) != len(rss.Channel.Items) {
			t.Errorf("%s: %+v", l, f)
		}
		for i, item := range f.Items {
			if item.ID != rss.Channel.Items[i].GUID || item.URL != rss.Channel.Items[i].Link || item.Published.IsZero() {
				t.Errorf("%s: item %d is another story than in RSS: %+v", l, i, item)
			}
		}
	}
}

// A section's feed has what its page has, and is named there.
func TestASectionHasAFeed(t *testing.T) {
	t.Parallel()
	b, _, _ := newOil(t)
	for path, want := range map[string][]string{"/en/economy/": {"Well opens", "Port opens"}, "/en/oil/": {"Well opens"}, "/en/sport/": nil} {
		if got := attrs(b.get(t, path).doc, "link[type='application/rss+xml']", "href"); len(got) != 2 || got[0] != baseURL+path+"feed.xml" {
			t.Errorf("%s names %v", path, got)
		}
		var f feed
		must(t, xml.Unmarshal(b.get(t, path+"feed.xml").body, &f))
		var titles []string
		for _, i := range f.Channel.Items {
			titles = append(titles, i.Title)
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s has %v", path, titles)
		}
	}
	for _, s := range []scenario{
		{path: "/en/nothing/feed.xml", status: 404},
		{path: "/kk-latn/" + cms.SectionSlug(b.economy, kk) + "/feed.xml", status: 301, location: "/kk/" + cms.SectionSlug(b.economy, kk) + "/feed.xml"},
		{path: "/kk/atom.xml/", status: 301, location: "/kk/atom.xml"},
	} {
		s.run(t, b)
	}
}
