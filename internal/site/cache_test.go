package site_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

func TestWhatIsNotThereIsKeptToo(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	port := b.path(t, en, b.port)
	for path, want := range map[string]int{
		web.FrontPath(en) + "nothing/": http.StatusNotFound, web.ArticleIDPath(ru, b.gone[ru]): http.StatusGone, web.ArticleIDPath(kk, b.missing[kk]): http.StatusNotFound,
		port + "/": http.StatusMovedPermanently, web.ArticleIDPath(az, b.port): http.StatusMovedPermanently, "/en": http.StatusMovedPermanently,
	} {
		first, again := b.wantMade(t, 1, path), b.wantMade(t, 0, path)
		for _, a := range []answer{first, again} {
			if a.status != want || a.header.Get("ETag") != "" || a.header.Get("X-Request-Id") == "" || (want >= http.StatusBadRequest) != (a.header.Get("Cache-Control") == "no-store") {
				t.Errorf("%s: %d %v", path, a.status, a.header)
			}
		}
		if string(first.body) != string(again.body) || first.header.Get("Location") != again.header.Get("Location") || first.header.Get("X-Request-Id") == again.header.Get("X-Request-Id") {
			t.Errorf("%s: %v, then %v", path, first.header, again.header)
		}
	}
}

// wantMade asks for a path and fails where it was not made so often for that.
func (b *builder) wantMade(t *testing.T, n int64, path string) answer {
	t.Helper()
	before := b.made.Load()
	a := b.do(t, http.MethodGet, path, nil)
	if got := b.made.Load() - before; got != n {
		t.Errorf("%s was made %d times, want %d", path, got, n)
	}
	return a
}

func TestAPageIsMadeOnceUntilItChanges(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	path := b.path(t, kk, b.port)
	first := b.wantMade(t, 1, path)
	for _, same := range []string{path, path + "?utm_source=x", path + "?with=", path + "?fbclid=1&x=%zz"} {
		if again := b.wantMade(t, 0, same); string(again.body) != string(first.body) || again.header.Get("ETag") != first.header.Get("ETag") {
			t.Errorf("%s is another page", same)
		}
	}
	for _, other := range []string{
		path + "?with=ru", b.path(t, ru, b.port), web.LatinPath(path), web.FrontPath(kk), web.FrontPath(ru), web.FeedPath(kk), web.AtomPath(kk),
	} {
		if a := b.wantMade(t, 1, other); a.status != http.StatusOK || string(a.body) == string(first.body) {
			t.Errorf("%s: %d", other, a.status)
		}
		b.wantMade(t, 0, other)
	}
	for _, header := range []map[string]string{{"Accept-Encoding": "br"}, {"Accept-Encoding": "gzip"}, {"If-None-Match": first.header.Get("ETag")}} {
		if before := b.made.Load(); b.do(t, http.MethodGet, path, header).status >= http.StatusBadRequest || b.made.Load() != before {
			t.Errorf("asked with %v it was made again", header)
		}
	}
	b.save(b.port, en, "Port counts wagons\nAnother summary.\nWords.", 0)
	b.wantMade(t, 0, path) // nobody sees that yet
	b.publish(b.port, kk, b.save(b.port, kk, "Порт вагон санамайды\nҚысқаша.\nМәтін.", 0))
	if a := b.get(t, b.path(t, kk, b.port)); !strings.Contains(string(a.body), "Порт вагон санамайды") {
		t.Error("the page is as it was before the update")
	}
}

func TestWhatIsNotKept(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	port := b.path(t, en, b.port)
	b.get(t, port)
	for _, path := range []string{
		"/", "/robots.txt", web.NewsSitemapPath, web.SearchPath(en) + "?q=port", "/xx/", "/kz/", "/en/" + strings.Repeat("a", 600),
		web.TravelPath(b.newsroom.Now(), port), "/en/archive/2026/03/12/", "/en/archive/2026/03/13/", "/en/test/panic/now",
	} {
		b.wantMade(t, 1, path)
		b.wantMade(t, 1, path)
	}
	// Another spelling of the address is another question.
	if a := b.wantMade(t, 1, strings.Replace(port, "economy/", "economy%2F", 1)); a.status == http.StatusOK {
		t.Error("a slash that is none is answered as one")
	}
	before := b.made.Load()
	if a := b.do(t, http.MethodPost, port, nil); a.status == http.StatusOK || b.made.Load() != before+1 {
		t.Errorf("a form is answered with %d", a.status)
	}
}

func TestManyWhoAskAtOnceHaveAPageMadeOnce(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	path := b.path(t, en, b.port)
	before := b.made.Load()
	const readers = 50
	bodies := make([]string, readers)
	var asking sync.WaitGroup
	for i := range readers {
		asking.Go(func() {
			w := httptest.NewRecorder()
			b.handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody))
			bodies[i] = w.Body.String()
		})
	}
	asking.Wait()
	if n := b.made.Load() - before; n != 1 {
		t.Errorf("made %d times for %d readers", n, readers)
	}
	for _, body := range bodies {
		if body != bodies[0] || body == "" {
			t.Fatal("they got different pages")
		}
	}
}

// Whatever is done, by whoever, at whatever moment: who asks gets what a site without a
// cache would answer at that moment, byte by byte.
func TestTheCacheIsNeverEarlyNorLateNorInAnotherLanguage(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			b := newSite(t)
			b.introduce(b.desk)
			w := &world{builder: b, random: rand.New(rand.NewPCG(seed, 1))}
			for i := range 3 {
				w.ids = append(w.ids, b.addNow(story{section: b.economy, source: en, tag: b.transport, author: b.desk, live: w.words(i)}))
			}
			for range 60 {
				w.act(t)
				w.compare(t)
			}
			if w.hits == 0 || w.changes < 10 {
				t.Errorf("%d answers of the cache, %d changes of pages: nothing is proven", w.hits, w.changes)
			}
		})
	}
}

// world is a newsroom in which anything happens, with a site that keeps its answers and
// one that does not.
type world struct {
	*builder

	random        *rand.Rand
	ids           []int64
	shown         map[string]string
	hits, changes int
}

func (w *world) words(i int) map[locale.Tag]string {
	words := map[locale.Tag]string{}
	for _, l := range tags() {
		words[l] = fmt.Sprintf("Title %d %s\nSummary %d.\nText %s.", i, l, i, l)
	}
	return words
}

// act does something: at the desk, or nothing but waiting.
func (w *world) act(t *testing.T) {
	t.Helper()
	ctx, n := t.Context(), w.random.IntN
	id, l := w.ids[n(len(w.ids))], tags()[n(4)]
	from := w.newsroom.Now()
	wall := func(minutes int) cms.WallTime {
		return cms.WallTime{Local: from.Add(time.Duration(minutes) * time.Minute).In(w.newsroom.Zone()).Format("2006-01-02T15:04:05"), Zone: "Asia/Baku"}
	}
	head := func() int64 {
		tr, err := w.store.Read().Translation(ctx, id, l)
		must(t, err)
		return *tr.HeadID
	}
	switch n(8) {
	case 0:
		w.save(id, l, w.words(n(100))[l], 0)
	case 1:
		w.publish(id, l, w.save(id, l, w.words(n(100))[l], 0))
	case 2:
		_ = w.newsroom.Withdraw(ctx, w.by, id, l) // where it is live
	case 3:
		in := cms.StageInput{ArticleID: id, Locale: l, Revision: head(), To: models.Approved}
		_ = w.newsroom.ChangeStage(ctx, w.by, in) // where it is not yet
		_, err := w.newsroom.Publish(ctx, w.by, cms.PublishInput{ArticleID: id, Locale: l, Revision: head(), OverrideReason: "test", From: wall(1 + n(5)), Until: wall(7 + n(5))})
		must(t, err)
	case 4: // another process does it
		elsewhere := w.open()
		_ = elsewhere.Withdraw(ctx, w.by, id, l)
		time.Sleep(cms.PresentFor)
	case 5:
		w.set(t, models.SettingsData{Name: models.Names{en: fmt.Sprintf("Site %d", n(50))}})
	default:
		w.clock.Advance(time.Duration(n(4*60)) * time.Second)
	}
}

// compare asks for pages in both ways.
func (w *world) compare(t *testing.T) {
	t.Helper()
	var paths []string
	for _, l := range tags() {
		paths = append(paths, web.FrontPath(l), web.SectionPath(l, cms.SectionSlug(w.economy, l)), web.TagPath(l, cms.TagSlug(w.transport, l)), web.FeedPath(l))
		for _, id := range w.ids {
			paths = append(paths, web.ArticleIDPath(l, id))
		}
	}
	ask := func(h http.Handler, path string) (location, body string) {
		r := httptest.NewRecorder()
		h.ServeHTTP(r, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody))
		return r.Header().Get("Location"), fmt.Sprint(r.Code, r.Header().Get("Location"), r.Header().Get("ETag"), r.Body)
	}
	if w.shown == nil {
		w.shown = map[string]string{}
	}
	for range 12 {
		path := paths[w.random.IntN(len(paths))]
		if location, _ := ask(w.plain, path); location != "" {
			path = location
		}
		before := w.made.Load()
		_, got := ask(w.handler, path)
		if w.made.Load() == before {
			w.hits++
		}
		_, want := ask(w.plain, path)
		if got != want {
			t.Fatalf("%s at %v:\n%s\nwant\n%s", path, w.newsroom.Now(), got, want)
		}
		if w.shown[path] != "" && w.shown[path] != want {
			w.changes++
		}
		w.shown[path] = want
	}
}
