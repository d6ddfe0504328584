package site_test

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// set changes the settings of the newsroom.
func (b *builder) set(t testing.TB, d models.SettingsData) {
	t.Helper()
	s, err := b.newsroom.Settings(t.Context(), b.by)
	must(t, err)
	must(t, b.newsroom.ChangeSettings(t.Context(), b.by, s.Version, d))
}

// footer puts pages into the footer.
func (b *builder) footer(t testing.TB, ids ...int64) {
	t.Helper()
	for _, id := range ids {
		s, err := b.newsroom.Settings(t.Context(), b.by)
		must(t, err)
		must(t, b.newsroom.PlacePage(t.Context(), b.by, s.Version, id, cms.PageShow))
	}
}

func TestEveryPageSaysOfTheSiteWhatIsSet(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	b.set(t, models.SettingsData{
		Name: models.Names{en: "Caspian Herald", kk: "Каспий хабаршысы"}, Description: models.Names{en: "All of the sea"},
		Imprint:      models.Names{en: "Published by the Economy desk\n<b>Baku</b>, 1 Port Street"},
		Registration: models.Names{en: "Registered under No. 123", ru: "Свидетельство № 123"}, AgeMark: "12+",
	})
	b.footer(t, b.page)
	for _, l := range tags() {
		name := map[locale.Tag]string{en: "Caspian Herald", az: "Qalam", kk: "Каспий хабаршысы", ru: "Qalam"}[l]
		page := map[locale.Tag]string{en: "About us", az: "Haqqımızda", kk: "Біз туралы", ru: "О нас"}[l]
		paths := b.publicPaths(t, l)
		maps.Copy(paths, b.failurePaths(l))
		paths["search"] = web.SearchPath(l)
		for key, path := range paths {
			a := b.get(t, path)
			foot := a.doc.Find(".colophon")
			if got := a.doc.Find(".wordmark").Text(); got != name || foot.Find("p").First().Text() != name ||
				a.doc.Find("meta[property='og:site_name']").AttrOr("content", "") != name || !strings.HasSuffix(a.doc.Find("title").Text(), name) {
				t.Errorf("%s %s: the site is called %q, want %q", l, key, got, name)
			}
			if got := foot.Find("nav a").Text(); got != page {
				t.Errorf("%s %s: the footer leads to %q, want %q", l, key, got, page)
			}
			if got := foot.Find(".age").Text(); got != "12+" {
				t.Errorf("%s %s: the age mark is %q", l, key, got)
			}
			if got := foot.Find(".registration").Text() != ""; got != (l == en || l == ru) {
				t.Errorf("%s %s: a registration: %v", l, key, got)
			}
			if foot.Find("b, p p").Length() > 0 || l == en && foot.Find(".imprint p").Length() != 4 {
				t.Errorf("%s %s: the imprint is %q", l, key, foot.Find(".imprint").Text())
			}
		}
	}
	if got := b.get(t, web.FrontPath(en)).doc.Find("meta[name=description]").AttrOr("content", ""); got != "All of the sea" {
		t.Errorf("the front page is described as %q", got)
	}
	if got := b.get(t, web.FrontPath(az)).doc.Find(".colophon").Text(); !strings.Contains(got, "Xəzər") {
		t.Errorf("what is not set is not that of the language: %q", got)
	}
}

func TestWhenTheDatabaseFailsTheSiteHasTheNameOfTheBundle(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	b.set(t, models.SettingsData{Name: models.Names{en: "Caspian Herald"}})
	must(t, b.store.Close())
	a := b.get(t, web.FrontPath(en))
	if got := a.doc.Find(".wordmark").Text(); a.status != http.StatusInternalServerError || got != "Qalam" {
		t.Errorf("got %d of %q", a.status, got)
	}
}

func TestSettingsChangeThePageAndItsValidators(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	before := b.get(t, web.FrontPath(en))
	b.clock.Advance(time.Minute)
	b.set(t, models.SettingsData{AgeMark: "16+"})
	after := b.get(t, web.FrontPath(en))
	if before.header.Get("ETag") == after.header.Get("ETag") || before.header.Get("Last-Modified") == after.header.Get("Last-Modified") {
		t.Errorf("the page has the validators %v and %v", before.header, after.header)
	}
}

func TestStandingPagesAreNoNews(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	a := b.get(t, b.path(t, kk, b.page))
	if a.doc.Find(".kicker, .dateline").Length() > 0 || a.doc.Find(".meta time").Length() != 1 {
		t.Errorf("the page says %q", a.doc.Find("article header").Text())
	}
	if got := b.path(t, kk, b.page); !strings.HasPrefix(got, "/kk/pages/biz-turaly-") {
		t.Errorf("its address is %s", got)
	}
}

// heads are the stories of a page, in order.
func heads(a answer, selector string) []string {
	return a.doc.Find(selector).Map(func(_ int, s *goquery.Selection) string { return s.Text() })
}

func TestTheFrontPageIsMadeAsItIsSet(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	add := func(section *models.Section, title string, urgent bool, hours int) {
		b.add(story{
			section: section, source: en, urgent: urgent, ago: time.Duration(hours) * time.Hour,
			live: map[locale.Tag]string{en: title + "\nSummary\nText."},
		})
	}
	add(b.sport, "oldest race", false, 9)
	add(b.economy, "old urgent", true, 8)
	for i := range 4 {
		add(b.sport, fmt.Sprint("race ", i), false, 7-i)
	}
	add(b.economy, "newest", false, 1)
	shown := func(set models.Front) (top, blocks []string, a answer) {
		b.set(t, models.SettingsData{Front: set})
		a = b.get(t, web.FrontPath(en))
		return heads(a, ".front .card h2"), heads(a, ".block > h2, .block h3"), a
	}
	sport := models.FrontBlock{SectionID: b.sport.ID, Stories: 2}
	for _, tt := range []struct {
		name        string
		set         models.Front
		top, blocks []string
	}{
		{"as it comes", models.Front{}, []string{"newest", "race 3", "race 2", "race 1", "race 0", "old urgent", "oldest race"}, []string{}},
		{"few", models.Front{Newest: 2}, []string{"newest", "race 3"}, []string{}},
		{"urgent first", models.Front{Newest: 6, UrgentFirst: true}, []string{"old urgent", "newest", "race 3", "race 2", "race 1", "race 0"}, []string{}},
		{
			"a block shows what is not above",
			models.Front{Newest: 2, Blocks: []models.FrontBlock{sport}},
			[]string{"newest", "race 3"},
			[]string{"Sport", "race 2", "race 1"},
		},
		{
			"a section without stories has none",
			models.Front{Newest: 2, Blocks: []models.FrontBlock{{SectionID: b.culture.ID, Stories: 3}, {SectionID: b.economy.ID, Stories: 3}, sport}},
			[]string{"newest", "race 3"},
			[]string{"Economy", "old urgent", "Sport", "race 2", "race 1"},
		},
	} {
		top, blocks, _ := shown(tt.set)
		if diff := cmp.Diff(tt.top, top); diff != "" {
			t.Errorf("%s, the newest (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.blocks, blocks); diff != "" {
			t.Errorf("%s, the blocks (-want +got):\n%s", tt.name, diff)
		}
	}
	_, _, a := shown(models.Front{Newest: 3, UrgentFirst: true, Blocks: []models.FrontBlock{sport}})
	if a.doc.Find(".block ~ .older").Length() != 1 || a.doc.Find(".older").Length() != 1 {
		t.Error("older stories do not follow on the blocks")
	}
	older := b.get(t, a.doc.Find("a[rel=next]").AttrOr("href", ""))
	if got, want := heads(older, ".card h2"), []string{"race 1", "race 0", "old urgent", "oldest race"}; !slices.Equal(got, want) {
		t.Errorf("older stories are %v, want %v", got, want)
	}
	if older.doc.Find(".block").Length() > 0 {
		t.Error("an older page has blocks")
	}
}
