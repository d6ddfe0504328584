package site_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// reshape changes a section as it is now.
func (b *builder) reshape(id int64, in cms.SectionForm) {
	b.t.Helper()
	d, err := b.newsroom.Section(b.t.Context(), b.by, id)
	must(b.t, err)
	must(b.t, b.newsroom.ChangeSection(b.t.Context(), b.by, id, d.Version, in))
}

// newOil returns a site with a section below the economy and a story in it.
func newOil(t *testing.T) (b *builder, oil *models.Section, story string) {
	t.Helper()
	b = newSite(t)
	oil, err := b.newsroom.AddSection(t.Context(), b.by, cms.SectionForm{
		ParentID: &b.economy.ID, Texts: map[locale.Tag]cms.SectionText{
			en: {Name: "Oil", Description: "Fields, pipelines & prices."}, kk: {Name: "Мұнай"}, ru: {Name: "Нефть"},
		},
	})
	must(t, err)
	id := b.add(storyIn(oil, "Well opens\nIt is deep.\nVery.", time.Hour))
	b.add(storyIn(b.economy, "Port opens\nIt is wide.\nVery.", 2*time.Hour))
	return b, oil, b.path(t, en, id)
}

func storyIn(section *models.Section, words string, ago time.Duration) story {
	return story{section: section, source: en, ago: ago, live: map[locale.Tag]string{en: words}}
}

func TestASectionShowsWhatIsBelowItAndLeadsThere(t *testing.T) {
	t.Parallel()
	b, _, _ := newOil(t)
	top := b.get(t, "/en/economy/")
	if got := top.doc.Find(".card h2").Map(textOf); !slices.Equal(got, []string{"Well opens", "Port opens"}) {
		t.Errorf("the economy: %v", got)
	}
	if got := attrs(top.doc, ".list-heading nav a", "href"); !slices.Equal(got, []string{"/en/oil/"}) {
		t.Errorf("below it: %v", got)
	}
	below := b.get(t, "/en/oil/")
	if got := below.doc.Find(".card h2").Map(textOf); !slices.Equal(got, []string{"Well opens"}) {
		t.Errorf("oil: %v", got)
	}
	if got := attrs(below.doc, ".crumbs a", "href"); !slices.Equal(got, []string{"/en/", "/en/economy/"}) {
		t.Errorf("above it: %v", got)
	}
	if got := below.doc.Find(".lede").Text(); got != "Fields, pipelines & prices." || !slices.Equal(attrs(below.doc, "meta[name=description]", "content"), []string{got}) {
		t.Errorf("it is about %q", got)
	}
	for path, current := range map[string]string{"/en/economy/": "/en/economy/", "/en/oil/": "/en/economy/", "/en/sport/": "/en/sport/"} {
		doc := b.get(t, path).doc
		if got := attrs(doc, "nav.sections a", "href"); !slices.Equal(got, []string{"/en/economy/", "/en/culture/", "/en/sport/"}) {
			t.Errorf("%s: the navigation leads to %v", path, got)
		}
		if got := attrs(doc, "nav.sections [aria-current]", "href"); !slices.Equal(got, []string{current}) {
			t.Errorf("%s: the navigation is at %v", path, got)
		}
	}
	// In a language without stories the list says where there are some.
	empty := b.get(t, "/kk/"+cms.SectionSlug(b.economy, kk)+"/")
	if got := attrs(empty.doc, ".empty a", "hreflang"); !slices.Equal(got, []string{"en"}) {
		t.Errorf("elsewhere: %v", got)
	}
}

func TestAFormerAddressOfASectionLeadsToThePresentOne(t *testing.T) {
	t.Parallel()
	b, oil, story := newOil(t)
	b.reshape(oil.ID, cms.SectionForm{ParentID: &b.economy.ID, Texts: map[locale.Tag]cms.SectionText{en: {Name: "Energy"}, kk: {Name: "Энергетика", Slug: "quat"}}})
	travel := web.TravelPath(models.At(morning()), "")
	for path, want := range map[string]string{
		"/en/oil/": "/en/energy/", "/en/oil/?before=x": "/en/energy/", "/kk/munay/": "/kk/quat/", "/kz/munay/": "/kk/munay/", "/en/oil": "/en/oil/",
		story: strings.Replace(story, "/oil/", "/energy/", 1),
	} {
		if got := b.follow(t, path); got != want {
			t.Errorf("%s leads to %q, want %q", path, got, want)
		}
	}
	a := b.do(t, "GET", travel+"/en/oil/", map[string]string{editorHeader: "1"})
	if got := a.header.Get("Location"); a.status != 301 || got != travel+"/en/energy/" {
		t.Errorf("at another moment it answers %d and leads to %q", a.status, got)
	}
	if got := b.get(t, "/ru/neft/").status; got != 200 {
		t.Errorf("in Russian, where nothing changed, it answers %d", got)
	}
	if _, err := b.newsroom.AddSection(t.Context(), b.by, cms.SectionForm{Texts: map[locale.Tag]cms.SectionText{en: {Name: "Oil"}}, Key: "oil-trade"}); err != nil {
		t.Fatal(err)
	}
	if a := b.get(t, "/en/oil/"); a.status != 200 || a.doc.Find(".card").Length() != 0 {
		t.Errorf("another section has taken the address: %d", a.status)
	}
}

func textOf(_ int, s *goquery.Selection) string { return s.Text() }
