package site_test

import (
	"encoding/json"
	"net/http"
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

// fact is what a page says of something to programs, as schema.org has it.
type fact struct {
	Context          string `json:"@context"`
	Type             string `json:"@type"`
	Headline, Name   string
	Language         string `json:"inLanguage"`
	Published        string `json:"datePublished"`
	Modified         string `json:"dateModified"`
	MainEntityOfPage string
	Image, Keywords  []string
	Author           []struct{ Name, URL string }
	Publisher        struct{ Name, Logo string }
	Items            []struct {
		Position   int
		Name, Item string
	} `json:"itemListElement"`
	Original     *work  `json:"translationOfWork"`
	Translations []work `json:"workTranslation"`
}

type work struct {
	URL      string
	Language string `json:"inLanguage"`
}

// facts are what a page says of itself to programs, by type.
func facts(t *testing.T, doc *goquery.Document) map[string]fact {
	t.Helper()
	found := map[string]fact{}
	for _, script := range doc.Find(`script[type="application/ld+json"]`).EachIter() {
		var f fact
		if err := json.Unmarshal([]byte(script.Text()), &f); err != nil || f.Context != "https://schema.org" {
			t.Fatalf("%v in %s", err, script.Text())
		}
		found[f.Type] = f
	}
	return found
}

func property(doc *goquery.Document, name string) []string {
	return attrs(doc, `meta[property="`+name+`"], meta[name="`+name+`"]`, "content")
}

func TestAStorySaysToProgramsWhatItIs(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	cover := b.picture("cover")
	id := b.shownIn(cover, b.picture("text"))
	path := b.path(t, en, id)
	doc := b.get(t, path).doc
	// Search engines show the picture as it is, too.
	images := facts(t, doc)["NewsArticle"].Image
	if len(images) != 2 || !strings.HasPrefix(images[0], baseURL+"/media/") || !strings.HasSuffix(images[0], ".jpg") || images[1] != baseURL+cardOf(t, doc) {
		t.Fatalf("its pictures: %v", images)
	}
	for _, image := range images {
		if a := b.get(t, strings.TrimPrefix(image, baseURL)); a.status != http.StatusOK {
			t.Errorf("%s answers %d", image, a.status)
		}
	}
	title := doc.Find("h1").Text()
	for name, want := range map[string]string{
		"og:type": "article", "og:title": title, "og:url": baseURL + path, "og:locale": "en_GB", "twitter:card": "summary_large_image",
	} {
		if got := property(doc, name); !slices.Equal(got, []string{want}) {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	news := facts(t, doc)["NewsArticle"]
	// What Google documents for articles.
	if news.Headline != title || news.MainEntityOfPage != baseURL+path || news.Language != "en" || news.Publisher.Name == "" {
		t.Errorf("it says %+v", news)
	}
	for _, moment := range []string{news.Published, news.Modified} {
		if _, err := time.Parse(time.RFC3339, moment); err != nil || strings.HasSuffix(moment, "Z") {
			t.Errorf("%q is no moment with the offset of the newsroom", moment)
		}
	}
	if len(news.Author) == 0 {
		t.Error("it has no author")
	}
	for _, author := range news.Author {
		if author.Name == "" || !strings.HasPrefix(author.URL, baseURL) {
			t.Errorf("an author is %v", author)
		}
	}
	crumbs := facts(t, doc)["BreadcrumbList"].Items
	if len(crumbs) != 2 {
		t.Errorf("the crumbs are %v", crumbs)
	}
	for i, crumb := range crumbs {
		if crumb.Position != i+1 || crumb.Name == "" || !strings.HasPrefix(crumb.Item, baseURL+"/en/") {
			t.Errorf("crumb %d is %v", i, crumb)
		}
	}
}

func TestVersionsNameEachOtherToPrograms(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	id := b.add(story{section: b.economy, source: en, live: map[locale.Tag]string{en: "Port\nWide.\nVery.", kk: "Порт\nКең.\nӨте."}})
	source, version := b.get(t, b.path(t, en, id)).doc, b.get(t, b.path(t, kk, id)).doc
	if got := property(version, "og:locale:alternate"); !slices.Equal(got, []string{"en_GB"}) {
		t.Errorf("beside it are %v", got)
	}
	if of := facts(t, version)["NewsArticle"].Original; of == nil || *of != (work{baseURL + b.path(t, en, id), "en"}) {
		t.Errorf("it is a translation of %v", of)
	}
	if works := facts(t, source)["NewsArticle"].Translations; !slices.Equal(works, []work{{baseURL + b.path(t, kk, id), "kk"}}) {
		t.Errorf("its translations are %v", works)
	}
	// The page in other letters is the same page: it has a card, and no facts.
	latin := b.get(t, web.LatinPath(b.path(t, kk, id))).doc
	if got := property(latin, "og:title"); !slices.Equal(got, []string{"Port"}) || len(facts(t, latin)) != 0 {
		t.Errorf("in Latin letters its card is %q, its facts %v", got, facts(t, latin))
	}
}

func TestListsAndErrorsSayNoMoreThanTheyAre(t *testing.T) {
	t.Parallel()
	b, _, _ := newOil(t)
	if got := facts(t, b.get(t, "/en/").doc)["WebSite"]; got.Name == "" || got.Publisher.Logo == "" {
		t.Errorf("the front page says %+v", got)
	}
	if got := property(b.get(t, "/en/oil/").doc, "og:title"); !slices.Equal(got, []string{"Oil"}) {
		t.Errorf("the section's card is headed %q", got)
	}
	for _, path := range []string{"/en/nothing/at/all", web.ArticleIDPath(kk, 1)} {
		doc := b.get(t, path).doc
		if len(facts(t, doc)) != 0 || len(property(doc, "og:title")) != 0 {
			t.Errorf("%s has a card", path)
		}
	}
}

// What a newsroom writes cannot leave the place that data have in a page.
func TestDataOfAPageStayData(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	const name = `</script><b>"x" & 'y' <!--`
	tag, err := b.newsroom.EnsureTag(t.Context(), b.by, cms.TagInput{Key: "x", Names: models.Names{en: name}})
	must(t, err)
	id := b.add(story{section: b.economy, source: en, tag: tag, live: map[locale.Tag]string{en: "Port\nWide.\nText."}})
	doc := b.get(t, b.path(t, en, id)).doc
	got := facts(t, doc)["NewsArticle"].Keywords
	if !slices.Equal(got, []string{name}) || doc.Find("head b").Length() != 0 || !slices.Equal(property(doc, "article:tag"), []string{name}) {
		t.Errorf("the tag is %v", got)
	}
}
