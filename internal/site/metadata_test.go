package site_test

import (
	"encoding/json"
	"maps"
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

// facts are what a page says of itself to programs, by type.
func facts(t *testing.T, doc *goquery.Document) map[string]map[string]any {
	t.Helper()
	found := map[string]map[string]any{}
	for _, script := range doc.Find(`script[type="application/ld+json"]`).EachIter() {
		var data map[string]any
		if err := json.Unmarshal([]byte(script.Text()), &data); err != nil {
			t.Fatalf("%v in %s", err, script.Text())
		}
		if data["@context"] != "https://schema.org" {
			t.Errorf("no context: %s", script.Text())
		}
		found[data["@type"].(string)] = data
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
	image := property(doc, "og:image")
	if len(image) != 1 || !strings.HasPrefix(image[0], baseURL+"/media/") || !strings.HasSuffix(image[0], ".jpg") {
		t.Fatalf("the picture of its card: %v", image)
	}
	if a := b.get(t, strings.TrimPrefix(image[0], baseURL)); a.status != http.StatusOK {
		t.Errorf("the picture answers %d", a.status)
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
	for _, name := range []string{"headline", "image", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage", "inLanguage"} {
		if news[name] == nil {
			t.Errorf("it does not say its %s: %v", name, slices.Sorted(maps.Keys(news)))
		}
	}
	for _, name := range []string{"datePublished", "dateModified"} {
		if _, err := time.Parse(time.RFC3339, news[name].(string)); err != nil || strings.HasSuffix(news[name].(string), "Z") {
			t.Errorf("%s is %s, want a moment with the offset of the newsroom", name, news[name])
		}
	}
	for _, author := range news["author"].([]any) {
		if author.(map[string]any)["name"] == "" || author.(map[string]any)["url"] == "" {
			t.Errorf("an author is %v", author)
		}
	}
	items := facts(t, doc)["BreadcrumbList"]["itemListElement"].([]any)
	for i, item := range items {
		crumb := item.(map[string]any)
		if crumb["position"] != float64(i+1) || crumb["name"] == "" || !strings.HasPrefix(crumb["item"].(string), baseURL+"/en/") {
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
	of := facts(t, version)["NewsArticle"]["translationOfWork"].(map[string]any)
	if of["url"] != baseURL+b.path(t, en, id) || of["inLanguage"] != "en" {
		t.Errorf("it is a translation of %v", of)
	}
	works := facts(t, source)["NewsArticle"]["workTranslation"].([]any)
	if len(works) != 1 || works[0].(map[string]any)["url"] != baseURL+b.path(t, kk, id) {
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
	if got := facts(t, b.get(t, "/en/").doc)["WebSite"]; got["name"] == "" || got["publisher"].(map[string]any)["logo"] == "" {
		t.Errorf("the front page says %v", got)
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
	got, _ := facts(t, doc)["NewsArticle"]["keywords"].([]any)
	if len(got) != 1 || got[0] != name || doc.Find("head b").Length() != 0 || !slices.Equal(property(doc, "article:tag"), []string{name}) {
		t.Errorf("the tag is %v", got)
	}
}
