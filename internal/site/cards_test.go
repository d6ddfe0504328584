package site_test

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // cards over a picture
	_ "image/png"  // other cards
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// cardOf is the path of the card that a page names.
func cardOf(t testing.TB, doc *goquery.Document) string {
	t.Helper()
	named := property(doc, "og:image")
	if len(named) != 1 || !strings.HasPrefix(named[0], baseURL+"/share/") {
		t.Fatalf("the page names %q", named)
	}
	return strings.TrimPrefix(named[0], baseURL)
}

func TestEveryPageHasACardOfTheSizeThatItSays(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	b.shownIn(b.picture("cover"), b.picture("text"))
	seen := map[string]bool{}
	for _, l := range tags() {
		paths := b.publicPaths(t, l)
		paths["parallel"] = paths["article"] + "?with=" + string(slices.DeleteFunc(tags(), func(x locale.Tag) bool { return x == l })[0])
		for name, path := range paths {
			for _, path := range slices.Compact([]string{path, web.LatinPath(path)}) {
				doc := b.get(t, path).doc
				card := cardOf(t, doc)
				if alt := property(doc, "og:image:alt"); len(alt) != 1 || alt[0] == "" || !slices.Equal(property(doc, "twitter:card"), []string{"summary_large_image"}) {
					t.Errorf("%s: the card of %s is described as %q", name, path, alt)
				}
				if seen[card] {
					continue
				}
				seen[card] = true
				a := b.get(t, card)
				size, format, err := image.DecodeConfig(bytes.NewReader(a.body))
				if a.status != http.StatusOK || err != nil {
					t.Fatalf("%s: %s answers %d, %v", path, card, a.status, err)
				}
				got := []string{"image/" + format, strconv.Itoa(size.Width), strconv.Itoa(size.Height)}
				want := slices.Concat(property(doc, "og:image:type"), property(doc, "og:image:width"), property(doc, "og:image:height"))
				if !slices.Equal(got, want) || a.header.Get("Content-Type") != got[0] {
					t.Errorf("%s is %v, %s, and said to be %v", card, got, a.header.Get("Content-Type"), want)
				}
				if got := a.header.Get("Cache-Control"); got != "public, max-age=31536000, immutable" {
					t.Errorf("%s is to be kept %q", card, got)
				}
				if a := b.do(t, http.MethodHead, card, nil); a.status != http.StatusOK || len(a.body) != 0 {
					t.Errorf("HEAD %s answers %d, %d bytes", card, a.status, len(a.body))
				}
				if a := b.do(t, http.MethodGet, card, map[string]string{"If-None-Match": a.header.Get("ETag")}); a.status != http.StatusNotModified {
					t.Errorf("the same %s answers %d", card, a.status)
				}
			}
		}
	}
	if len(seen) < 5*6 {
		t.Errorf("there are only %d cards", len(seen))
	}
}

func TestTheCardOfAStoryIsThatOfWhatIsPublicNow(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	cover := b.picture("cover")
	id := b.addNow(storyIn(b.economy, "Port opens\nIt is wide.\nVery.", 0))
	card := func() string { return cardOf(t, b.get(t, b.path(t, en, id)).doc) }
	bare := card()
	if !strings.HasSuffix(bare, ".png") {
		t.Errorf("without a picture it is %s", bare)
	}
	wantMoved := func(old, to string) {
		t.Helper()
		a := b.get(t, old)
		if a.status != http.StatusFound || a.header.Get("Location") != to || a.header.Get("Cache-Control") != "no-store" || bytes.Contains(a.body, []byte("PNG")) {
			t.Errorf("%s answers %d, to %s, want %s", old, a.status, a.header.Get("Location"), to)
		}
	}
	wantMoved(strings.Replace(bare, ".png", ".jpg", 1), bare)

	a, err := b.store.Read().Article(t.Context(), id)
	must(t, err)
	must(t, b.newsroom.UpdateArticle(t.Context(), b.by, id, a.Version, cms.ArticleInput{Kind: a.Kind, SectionID: a.SectionID, Source: en, Place: a.Place, CoverID: &cover.ID}))
	pictured := card()
	if !strings.HasSuffix(pictured, ".jpg") {
		t.Errorf("with a picture it is %s", pictured)
	}
	wantMoved(bare, pictured)

	// Other words are another card, once they are public.
	b.save(id, en, "Port opens again\nIt is wide.\nVery.", 0)
	if got := card(); got != pictured {
		t.Error("the words of a draft are in it")
	}
	b.clock.Advance(time.Second)
	b.publish(id, en, *must1(b.store.Read().Translation(t.Context(), id, en)).HeadID)
	again := card()
	if again == pictured {
		t.Error("new words make no other card")
	}
	wantMoved(pictured, again)

	b.clock.Advance(time.Second)
	must(t, b.newsroom.Withdraw(t.Context(), b.by, id, en))
	for _, path := range []string{bare, pictured, again} {
		if a := b.get(t, path); a.status != http.StatusGone || a.header.Get("Content-Type") == "image/jpeg" {
			t.Errorf("after its withdrawal %s answers %d", path, a.status)
		}
	}
}

// must1 returns a value that there is.
func must1[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestOnlyCardsOfPagesThatAreThereAnswer(t *testing.T) {
	t.Parallel()
	b, _, story := newOil(t)
	id, _ := web.ArticleID(story)
	for of, want := range map[string]int{
		"0": http.StatusFound, "oil": http.StatusFound, strconv.FormatInt(id, 10): http.StatusFound,
		"nothing": http.StatusNotFound, "999": http.StatusNotFound, "00": http.StatusNotFound, fmt.Sprintf("0%d", id): http.StatusNotFound,
		fmt.Sprintf("x-%d", id): http.StatusNotFound, "99999999999999999999": http.StatusNotFound,
	} {
		if a := b.get(t, web.CardPath("en", of, "x.png")); a.status != want {
			t.Errorf("the card of %q answers %d, want %d", of, a.status, want)
		}
	}
	for _, path := range []string{web.CardPath("de", "0", "x.png"), web.CardPath("kz", "0", "x.png"), "/share/en/0", "/share/en/0/", web.CardPath("kk", strconv.FormatInt(id, 10), "x.png")} {
		if a := b.get(t, path); a.status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.status)
		}
	}
}
