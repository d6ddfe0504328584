package site_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"slices"
	"strconv"
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

// asEditor gets a page as somebody who may travel.
func (b *builder) asEditor(t testing.TB, path string) answer {
	t.Helper()
	return b.do(t, http.MethodGet, path, map[string]string{editorHeader: "yes"})
}

// at is what a page of the site shows at a moment: its status and, without the
// prefix of the visit, its main part or where it leads.
func (b *builder) at(t testing.TB, at models.Instant, path string) string {
	t.Helper()
	return b.shown(t, b.asEditor(t, web.TravelPath(at, path)), web.TravelPath(at, ""))
}

func (b *builder) shown(t testing.TB, a answer, prefix string) string {
	t.Helper()
	main, err := a.doc.Find("main").Html()
	must(t, err)
	if prefix != "" {
		main = strings.ReplaceAll(main, prefix, "")
	}
	return fmt.Sprintf("%d %s %s", a.status, strings.TrimPrefix(a.header.Get("Location"), prefix), main)
}

// plan publishes three versions of a story, the first for a while only.
func (b *builder) plan(t *testing.T) int64 {
	t.Helper()
	id := b.addNow(story{
		section: b.economy, source: en, tag: b.transport, author: b.desk,
		drafts: map[locale.Tag]string{en: "First words\nSummary\nText.\n"},
	})
	start := b.clock.Now()
	publish := func(minute, until int) {
		wall := func(minute int) cms.WallTime {
			if minute == 0 {
				return cms.WallTime{}
			}
			return cms.WallTime{Local: start.Add(time.Duration(minute) * time.Minute).In(b.newsroom.Zone()).Format("2006-01-02T15:04:05")}
		}
		_, err := b.newsroom.Publish(t.Context(), b.by, cms.PublishInput{
			ArticleID: id, Locale: en, Revision: b.approve(id, en), From: wall(minute), Until: wall(until), OverrideReason: "test",
		})
		must(t, err)
	}
	publish(2, 4)
	publish(6, 0)
	b.save(id, en, "Second words\nSummary\nText.\n", 0)
	publish(8, 0)
	return id
}

func TestTheSiteOfALaterMomentIsWhatReadersThenSee(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	id := b.plan(t)
	paths := []string{
		web.FrontPath(en), web.SectionPath(en, cms.SectionSlug(b.economy, en)), web.TagPath(en, cms.TagSlug(b.transport, en)),
		web.AuthorPath(en, cms.AuthorSlug(b.desk, en)), web.ArticleIDPath(en, id), web.SearchPath(en) + "?q=words", web.FrontPath(ru),
		web.ArticleIDPath(ru, id), web.FrontPath(en) + "economy/second-words-" + strconv.FormatInt(id, 10),
	}
	start := models.At(b.clock.Now())
	var moments []models.Instant
	for minute := range 12 {
		moments = append(moments, start.Add(time.Duration(minute)*time.Minute))
	}
	planned := map[string]string{}
	for _, at := range moments {
		for _, path := range paths {
			planned[fmt.Sprint(at, path)] = b.at(t, at, path)
		}
	}
	if len(planned) == 0 || planned[fmt.Sprint(moments[0], paths[0])] == planned[fmt.Sprint(moments[3], paths[0])] {
		t.Fatal("the moments do not differ")
	}
	for _, at := range moments {
		b.clock.Set(at.In(time.UTC))
		for _, path := range paths {
			public := b.shown(t, b.get(t, path), "")
			if diff := cmp.Diff(planned[fmt.Sprint(at, path)], public); diff != "" {
				t.Errorf("%s in minute %d (-planned +public):\n%s", path, (at-start)/60_000, diff)
			}
		}
	}
	for _, at := range moments { // and as it was
		for _, path := range paths {
			if diff := cmp.Diff(planned[fmt.Sprint(at, path)], b.at(t, at, path)); diff != "" {
				t.Errorf("%s in minute %d (-planned +remembered):\n%s", path, (at-start)/60_000, diff)
			}
		}
	}
}

func TestAVisitToAnotherMomentStaysThereAndIsNobodysFind(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	at := b.newsroom.Now().Add(-time.Hour)
	prefix := web.TravelPath(at, "")
	for _, l := range tags() {
		for name, path := range b.publicPaths(t, l) {
			a := b.asEditor(t, prefix+path)
			if a.status != http.StatusOK || a.header.Get("Cache-Control") != "no-store" || a.header.Get("ETag") != "" ||
				!strings.Contains(a.header.Get("X-Robots-Tag"), "noindex") || a.header.Get("Referrer-Policy") != "no-referrer" {
				t.Errorf("%s %s: %d %v", l, name, a.status, a.header)
			}
			if n := a.doc.Find("link[rel=canonical], link[rel=alternate]").Length(); n > 0 || a.doc.Find("meta[name=robots][content=noindex]").Length() == 0 {
				t.Errorf("%s %s can be found by search engines", l, name)
			}
			if a.doc.Find("aside.banner time").Length() == 0 {
				t.Errorf("%s %s has no banner", l, name)
			}
			for _, href := range attrs(a.doc, "main a[href], header a[href]", "href") {
				if strings.HasPrefix(href, "/") && !strings.HasPrefix(href, prefix) {
					t.Errorf("%s %s: %s leads out of the moment", l, name, href)
				}
			}
			if got := b.do(t, http.MethodGet, prefix+path, nil).status; got != http.StatusForbidden {
				t.Errorf("%s %s answers a reader with %d", l, name, got)
			}
		}
	}
	for path, want := range map[string]int{
		web.TravelPrefix + "/yesterday/en/": http.StatusNotFound, prefix + "/en/nothing/at/all": http.StatusNotFound,
		prefix + "/xx/": http.StatusNotFound, prefix + "/kz/": http.StatusMovedPermanently, prefix + "/en": http.StatusMovedPermanently,
	} {
		a := b.asEditor(t, path)
		if a.status != want || want == http.StatusMovedPermanently && !strings.HasPrefix(a.header.Get("Location"), prefix) {
			t.Errorf("%s: got %d %s, want %d", path, a.status, a.header.Get("Location"), want)
		}
	}
}

func TestAPreviewLinkShowsOneDraftAndNothingElse(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	id := b.addNow(story{section: b.economy, source: en, tag: b.transport, author: b.desk, drafts: map[locale.Tag]string{
		en: "English draft\nSummary\nText.\n", kk: "Қазақша нұсқа\nТүйін\nМәтін.\n",
	}})
	head := func(l locale.Tag) int64 {
		tr, err := b.store.Read().Translation(t.Context(), id, l)
		must(t, err)
		return *tr.HeadID
	}
	link, err := b.newsroom.CreatePreview(t.Context(), b.by, cms.PreviewInput{ArticleID: id, Locale: kk, Revision: head(kk)})
	must(t, err)
	path := web.PreviewPrefix + "/" + link.Token
	a := b.get(t, path)
	if a.status != http.StatusOK || a.doc.Find("h1").Text() != "Қазақша нұсқа" || a.doc.Find("html").AttrOr("lang", "") != "kk" {
		t.Fatalf("the link shows %d %q", a.status, a.doc.Find("h1").Text())
	}
	if a.header.Get("Cache-Control") != "no-store" || a.header.Get("X-Robots-Tag") == "" || a.header.Get("Referrer-Policy") != "no-referrer" ||
		a.doc.Find("link[rel=canonical]").Length() > 0 || a.doc.Find("aside.banner").Length() != 1 {
		t.Errorf("the page is like a public one: %v", a.header)
	}
	if strings.Contains(string(a.body), "English draft") {
		t.Error("the page shows another draft")
	}
	for _, href := range attrs(a.doc, "a[href]", "href") {
		if strings.Contains(href, link.Token) && href != path {
			t.Errorf("the token opens %s", href)
		}
	}
	b.save(id, kk, "Кейінгі нұсқа\nТүйін\nМәтін.\n", 0)
	if got := b.get(t, path).doc.Find("h1").Text(); got != "Қазақша нұсқа" {
		t.Errorf("after a later save it shows %q", got)
	}
	for name, public := range map[string]string{"story": web.ArticleIDPath(kk, id), "search": web.SearchPath(kk) + "?q=қазақша"} {
		if a := b.get(t, public); strings.Contains(string(a.body), "Қазақша нұсқа") || name == "story" && a.status != http.StatusNotFound {
			t.Errorf("%s shows the draft: %d", name, a.status)
		}
	}
	if strings.Contains(b.log.String(), link.Token) {
		t.Error("the log has the token")
	}
	b.clock.Advance(24*time.Hour - time.Minute)
	if got := b.get(t, path).status; got != http.StatusOK {
		t.Errorf("just before a day is over: %d", got)
	}
	b.clock.Advance(time.Minute)
	if got := b.get(t, path).status; got != http.StatusNotFound {
		t.Errorf("after a day: %d", got)
	}
}

// TestPagesAgreeWithTheNewsroom holds the pages of a story against what the
// newsroom says of it, which another test holds against a model.
func TestPagesAgreeWithTheNewsroom(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	for seed := range 8 {
		random := rand.New(rand.NewPCG(7, uint64(seed)))
		id := b.addNow(story{section: b.economy, source: en, drafts: map[locale.Tag]string{en: fmt.Sprintf("Title %d.0\nSummary\nText.\n", seed)}})
		revision := b.approve(id, en)
		begin := b.newsroom.Now()
		soon := func() cms.WallTime {
			if random.IntN(3) == 0 {
				return cms.WallTime{}
			}
			return cms.WallTime{Local: b.newsroom.Now().Add(time.Duration(1+random.IntN(20)) * time.Second).In(b.newsroom.Zone()).Format("2006-01-02T15:04:05")}
		}
		for step := range 15 {
			switch random.IntN(6) {
			case 0, 1, 2: // what makes no sense is refused, which is as good here
				_, _ = b.newsroom.Publish(t.Context(), b.by, cms.PublishInput{
					ArticleID: id, Locale: en, Revision: revision, From: soon(), Until: soon(), OverrideReason: "test",
				})
			case 3:
				b.save(id, en, fmt.Sprintf("Title %d.%d\nSummary\nText.\n", seed, step+1), 0)
				revision = b.approve(id, en)
			case 4:
				_ = b.newsroom.Withdraw(t.Context(), b.by, id, en)
			case 5:
				b.clock.Advance(time.Duration(random.IntN(10)) * time.Second)
			}
			b.agrees(t, id, b.newsroom.Now(), b.get)
		}
		for at := begin.Add(-time.Second); at < b.newsroom.Now().Add(25*time.Second); at += 1000 {
			b.agrees(t, id, at, func(t testing.TB, path string) answer {
				t.Helper()
				return b.asEditor(t, web.TravelPath(at, path))
			})
		}
	}
}

// agrees fails unless the pages of a moment show of a story what the newsroom
// says.
func (b *builder) agrees(t *testing.T, id int64, at models.Instant, get func(t testing.TB, path string) answer) {
	t.Helper()
	s, err := b.newsroom.Story(t.Context(), at, en, id)
	must(t, err)
	status := map[cms.Standing]int{cms.Live: http.StatusMovedPermanently, cms.Gone: http.StatusGone, cms.Never: http.StatusNotFound}
	if got := get(t, web.ArticleIDPath(en, id)).status; got != status[s.Standing] {
		t.Errorf("story %d at %d answers %d, want %d", id, at, got, status[s.Standing])
	}
	title := ""
	if s.Standing == cms.Live {
		title = s.Content().Title
		if got := get(t, web.ArticlePath(s.Versions[0])).doc.Find("h1").Text(); got != title {
			t.Errorf("story %d at %d is headed %q, want %q", id, at, got, title)
		}
	}
	for _, path := range []string{web.FrontPath(en), web.SearchPath(en) + "?q=title"} {
		var titles []string
		get(t, path).doc.Find(".card h2 a").Each(func(_ int, a *goquery.Selection) {
			if strings.HasSuffix(a.AttrOr("href", ""), fmt.Sprintf("-%d", id)) {
				titles = append(titles, a.Text())
			}
		})
		want := []string{title}
		if title == "" {
			want = nil
		}
		if !slices.Equal(titles, want) {
			t.Errorf("%s at %d shows %q of story %d, want %q", path, at, titles, id, want)
		}
	}
}

func TestTheSearchPage(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	a := b.get(t, web.SearchPath(en)+"?q=RACE")
	if a.status != http.StatusOK || a.doc.Find(".card").Length() != cms.PageSize || a.doc.Find(".card mark").Length() == 0 ||
		a.doc.Find("input[name=q]").AttrOr("value", "") != "RACE" || a.doc.Find("meta[name=robots][content=noindex]").Length() == 0 {
		t.Errorf("got %d with %d results", a.status, a.doc.Find(".card").Length())
	}
	seen, page := map[string]bool{}, a
	for range 10 {
		for _, href := range attrs(page.doc, ".card h2 a", "href") {
			if seen[href] {
				t.Errorf("%s is shown twice", href)
			}
			seen[href] = true
		}
		next := page.doc.Find("a[rel=next]").AttrOr("href", "")
		if next == "" {
			break
		}
		page = b.get(t, next)
	}
	if len(seen) != len(b.races) {
		t.Errorf("%d found, want %d", len(seen), len(b.races))
	}
	hostile := "'\"<script>alert(1)</script> OR * NEAR("
	for _, l := range tags() {
		for _, q := range []string{"", "zzzz", hostile, strings.Repeat("x", 10_000)} {
			a := b.get(t, web.SearchPath(l)+"?"+url.Values{"q": {q}}.Encode())
			if a.status != http.StatusOK || a.doc.Find("main script").Length() > 0 || a.doc.Find(".card").Length() > 0 || a.doc.Find("[role=status]").Text() == "" {
				t.Errorf("%s %q: got %d", l, q, a.status)
			}
		}
		for path, want := range map[string]string{"/search/": web.SearchPath(l), "/search?after=9.9&q=a": ""} {
			if a := b.get(t, "/"+string(l)+path); want != "" && a.header.Get("Location") != want || want == "" && a.status != http.StatusOK {
				t.Errorf("%s: got %d %s", path, a.status, a.header.Get("Location"))
			}
		}
	}
	switcher := attrs(b.get(t, web.SearchPath(en)+"?q=port").doc, ".languages a", "href")
	if want := []string{"/en/search?q=port", "/az/search?q=port", "/kk/search?q=port", "/ru/search?q=port"}; !slices.Equal(switcher, want) {
		t.Errorf("the switcher leads to %v, want %v", switcher, want)
	}
}
