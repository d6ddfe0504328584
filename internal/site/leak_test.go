package site_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// hidden is a story of which readers must not learn, or not any more.
type hidden struct {
	name string
	// make does to an approved story what hides it.
	make func(t *testing.T, b *builder, id, revision int64)
	// status is what its own address answers while it is hidden.
	status int
	// shows is whether it is public an hour later.
	shows bool
}

func hiddenStories() []hidden {
	in := func(b *builder, d time.Duration) cms.WallTime {
		return cms.WallTime{Local: b.newsroom.Now().Add(d).In(b.newsroom.Zone()).Format("2006-01-02T15:04:05")}
	}
	publish := func(t *testing.T, b *builder, id, revision int64, from cms.WallTime) {
		t.Helper()
		_, err := b.newsroom.Publish(t.Context(), b.by, cms.PublishInput{
			ArticleID: id, Locale: en, Revision: revision, From: from, OverrideReason: "test",
		})
		must(t, err)
	}
	publishThen := func(do func(b *builder, id int64) error) func(t *testing.T, b *builder, id, revision int64) {
		return func(t *testing.T, b *builder, id, revision int64) {
			t.Helper()
			publish(t, b, id, revision, cms.WallTime{})
			b.clock.Advance(time.Second)
			must(t, do(b, id))
		}
	}
	return []hidden{
		{"draft", func(*testing.T, *builder, int64, int64) {}, http.StatusNotFound, false},
		{"scheduled", func(t *testing.T, b *builder, id, revision int64) {
			t.Helper()
			publish(t, b, id, revision, in(b, 30*time.Minute))
		}, http.StatusNotFound, true},
		{"embargoed", func(t *testing.T, b *builder, id, revision int64) {
			t.Helper()
			must(t, b.newsroom.SetEmbargo(t.Context(), b.by, cms.EmbargoInput{ArticleID: id, Version: 1, Until: in(b, 20*time.Minute), Note: secret}))
			publish(t, b, id, revision, in(b, 20*time.Minute))
		}, http.StatusNotFound, true},
		{"cancelled", func(t *testing.T, b *builder, id, revision int64) {
			t.Helper()
			publish(t, b, id, revision, in(b, 30*time.Minute))
			must(t, b.newsroom.Withdraw(t.Context(), b.by, id, en))
		}, http.StatusNotFound, false},
		{"in the trash before it was public", func(t *testing.T, b *builder, id, revision int64) {
			t.Helper()
			publish(t, b, id, revision, in(b, 30*time.Minute))
			must(t, b.newsroom.Trash(t.Context(), b.by, id))
		}, http.StatusNotFound, false},
		{"withdrawn", publishThen(func(b *builder, id int64) error {
			return b.newsroom.Withdraw(b.t.Context(), b.by, id, en)
		}), http.StatusGone, false},
		{"killed", publishThen(func(b *builder, id int64) error {
			return b.newsroom.Kill(b.t.Context(), b.by, id, secret)
		}), http.StatusGone, false},
		{"trashed", publishThen(func(b *builder, id int64) error {
			return b.newsroom.Trash(b.t.Context(), b.by, id)
		}), http.StatusGone, false},
		{"expired", func(t *testing.T, b *builder, id, revision int64) {
			t.Helper()
			_, err := b.newsroom.Publish(t.Context(), b.by, cms.PublishInput{
				ArticleID: id, Locale: en, Revision: revision, Until: in(b, time.Minute), OverrideReason: "test",
			})
			must(t, err)
			b.clock.Advance(2 * time.Minute)
		}, http.StatusGone, false},
	}
}

// publicRoutes are addresses of every kind, those of the story included.
func publicRoutes(b *builder, id int64) []string {
	n := strconv.FormatInt(id, 10)
	routes := []string{
		web.CardPath(web.LatinName, n, "x.png"),
		"/", "/robots.txt", "/favicon.svg", "/favicon.ico", "/healthz", "/readyz", web.SitemapPath, web.NewsSitemapPath, "/old/path", "/" + n,
	}
	for _, l := range tags() {
		economy := cms.SectionSlug(b.economy, l)
		routes = append(
			routes, web.FrontPath(l), web.FrontPath(l)+"?before=2026-01-01", web.SectionPath(l, economy), web.TagPath(l, cms.TagSlug(b.transport, l)),
			web.AuthorPath(l, cms.AuthorSlug(b.desk, l)), web.ArticleIDPath(l, id), web.ArticleIDPath(l, id)+"/",
			"/"+string(l)+"/"+economy+"/embargo-"+n, "/"+string(l)+"/"+economy+"/embargo-"+n+"/", "/"+string(l)+"/elsewhere/x-"+n,
			"/"+string(l)+"/"+economy+"/embargo-"+n+"?with=ru", "/"+string(l)+"/nothing/at/all",
			web.FeedPath(l), web.AtomPath(l), web.JSONFeedPath(l), web.SectionFeedPath(l, economy), web.SitemapFilePath(l, 1), web.SearchPath(l), web.SearchPath(l)+"?q=title", web.SearchPath(l)+"?q=title&after=2.5",
			web.SearchPath(l)+"?q=title&section=economy&when=week", web.SearchPath(l)+"?q=text&from=2020-01-01", web.SearchPath(l)+"?q=x"+secret[1:],
			web.TravelPath(b.newsroom.Now().Add(time.Hour), web.FrontPath(l)), web.PreviewPrefix+"/"+n,
			web.ManifestPath(l), web.OpenSearchPath(l), web.CardPath(string(l), n, "x.png"), web.CardPath(string(l), n, "x.jpg"), web.CardPath(string(l), "0", "x.png"), web.CardPath(string(l), economy, "x.png"),
		)
	}
	return routes
}

func TestNoRouteLeaksWhatIsNotPublic(t *testing.T) {
	t.Parallel()
	for _, h := range hiddenStories() {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			b := newSite(t)
			shown := b.picture(secret)
			id := b.addNow(secretStory(b, story{section: b.economy}, shown))
			revision := b.approve(id, en)
			h.make(t, b, id, revision)
			b.wantNoTrace(t, h, id)
			b.wantPicture(t, shown, false)

			b.clock.Advance(time.Hour)
			if !h.shows {
				b.wantNoTrace(t, h, id)
				b.wantPicture(t, shown, false)
				return
			}
			b.wantPicture(t, shown, true)
			if a := b.get(t, web.FrontPath(en)); !strings.Contains(string(a.body), secret) {
				t.Error("an hour later it is still hidden")
			}
			must(t, b.newsroom.Kill(t.Context(), b.by, id, "test"))
			b.wantNoTrace(t, hidden{status: http.StatusGone}, id)
			b.wantPicture(t, shown, false)
		})
	}
}

// secretStory completes a story of which readers must not learn.
func secretStory(b *builder, in story, shown ...*models.Medium) story {
	in.source, in.tag, in.author = en, b.transport, b.desk
	var words strings.Builder
	words.WriteString(secret + " in the title\n" + secret + " in the summary\n" + secret + " in the text.\n")
	for _, m := range shown {
		words.WriteString("\n![](" + text.MediumURL(m.ID) + ")\n")
	}
	in.drafts = map[locale.Tag]string{en: words.String()}
	return in
}

func TestTheFooterShowsAPageOnlyWhileItIsPublic(t *testing.T) {
	t.Parallel()
	for _, h := range hiddenStories() {
		t.Run(h.name, func(t *testing.T) {
			t.Parallel()
			b := newSite(t)
			id := b.addNow(secretStory(b, story{kind: models.Page}))
			must(t, b.newsroom.PlacePage(t.Context(), b.by, 1, id, cms.PageShow))
			revision := b.approve(id, en)
			h.make(t, b, id, revision)
			b.wantNoTrace(t, h, id)

			later := b.newsroom.Now().Add(time.Hour)
			if got := b.get(t, web.TravelPath(later, web.FrontPath(kk))).doc.Find("html").AttrOr("lang", ""); got != "kk" {
				t.Errorf("the visit is refused in %s", got)
			}
			if got := strings.Contains(string(b.asEditor(t, web.TravelPath(later, web.FrontPath(en))).body), secret); got != h.shows {
				t.Errorf("the site of an hour later shows it: %v, want %v", got, h.shows)
			}
			b.clock.Advance(time.Hour)
			if !h.shows {
				b.wantNoTrace(t, h, id)
				return
			}
			for path, want := range map[string]bool{web.FrontPath(en): true, web.FrontPath(kk): false, web.SearchPath(en): true, "/en/nothing/at/all": true} {
				a := b.get(t, path)
				if got := strings.Contains(a.doc.Find(".colophon nav").Text(), secret); got != want {
					t.Errorf("an hour later the footer of %s shows it: %v, want %v", path, got, want)
				}
			}
			must(t, b.newsroom.Kill(t.Context(), b.by, id, "test"))
			b.wantNoTrace(t, hidden{status: http.StatusGone}, id)
		})
	}
}

// wantNoTrace fails if any route says anything of a story, or answers otherwise
// than for a story that there is not.
func (b *builder) wantNoTrace(t *testing.T, h hidden, id int64) {
	t.Helper()
	const nothing = 999_999
	other := publicRoutes(b, nothing)
	for i, path := range publicRoutes(b, id) {
		a := b.get(t, path)
		if strings.Contains(strings.ToUpper(string(a.body)), secret) || strings.Contains(a.header.Get("Location"), "embargo") {
			t.Errorf("%s shows what is not public: %d %s", path, a.status, a.header.Get("Location"))
		}
		if h.status != http.StatusNotFound {
			continue
		}
		// Never public and not there at all are the same answer, byte for byte.
		want := b.get(t, other[i])
		clean := func(s []byte) string {
			return strings.ReplaceAll(string(s), strconv.Itoa(nothing), strconv.FormatInt(id, 10))
		}
		if a.status != want.status || string(a.body) != clean(want.body) {
			t.Errorf("%s differs from a story that there is not: %d, want %d\n%s", path, a.status, want.status,
				cmp.Diff(clean(want.body), string(a.body)))
		}
	}
	if a := b.get(t, web.ArticleIDPath(en, id)); a.status != h.status {
		t.Errorf("its own address answers %d, want %d", a.status, h.status)
	}
}

// approve approves the head of a version and returns it.
func (b *builder) approve(id int64, l locale.Tag) int64 {
	b.t.Helper()
	tr, err := b.store.Read().Translation(b.t.Context(), id, l)
	must(b.t, err)
	must(b.t, b.newsroom.ChangeStage(b.t.Context(), b.by, cms.StageInput{
		ArticleID: id, Locale: l, Revision: *tr.HeadID, To: models.Approved,
	}))
	return *tr.HeadID
}

func TestEveryListShowsExactlyWhatIsDue(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	var revisions []int64
	var ids []int64
	for i := range 4 {
		id := b.addNow(story{
			section: b.economy, source: en, tag: b.transport, author: b.desk,
			drafts: map[locale.Tag]string{en: "Story number " + strconv.Itoa(i) + "\nSummary\nText.\n"},
		})
		ids, revisions = append(ids, id), append(revisions, b.approve(id, en))
	}
	anchor := b.addNow(storyIn(b.economy, "Anchor\nSummary\nText.", 0)) // whose page leads to the others
	start := b.clock.Now()
	for i, id := range ids { // public from minute 1, 2, 3, 4 and for three minutes
		at := func(minute int) cms.WallTime {
			return cms.WallTime{Local: start.Add(time.Duration(minute) * time.Minute).In(b.newsroom.Zone()).Format("2006-01-02T15:04:05")}
		}
		_, err := b.newsroom.Publish(t.Context(), b.by, cms.PublishInput{
			ArticleID: id, Locale: en, Revision: revisions[i], From: at(i + 1), Until: at(i + 4), OverrideReason: "test",
		})
		must(t, err)
	}
	lists := []string{
		web.FrontPath(en), web.SectionPath(en, cms.SectionSlug(b.economy, en)), web.TagPath(en, cms.TagSlug(b.transport, en)),
		web.AuthorPath(en, cms.AuthorSlug(b.desk, en)), web.FeedPath(en), web.AtomPath(en), web.JSONFeedPath(en), web.NewsSitemapPath,
		web.SectionFeedPath(en, cms.SectionSlug(b.economy, en)), b.path(t, en, anchor),
	}
	for second := 0; second <= 8*60; second += 30 {
		b.clock.Set(start.Add(time.Duration(second) * time.Second))
		for i, id := range ids {
			due := second >= (i+1)*60 && second < (i+4)*60
			for _, path := range lists {
				got := strings.Contains(string(b.get(t, path).body), "Story number "+strconv.Itoa(i))
				if got != due {
					t.Errorf("second %d: %s shows story %d: %v, want %v", second, path, i, got, due)
				}
			}
			want := http.StatusNotFound
			switch {
			case due:
				want = http.StatusMovedPermanently
			case second >= (i+4)*60:
				want = http.StatusGone
			}
			if got := b.get(t, web.ArticleIDPath(en, id)).status; got != want {
				t.Errorf("second %d: story %d answers %d, want %d", second, i, got, want)
			}
		}
	}
}
