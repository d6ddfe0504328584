package site_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// maxArticle is what a story without pictures may weigh on its way to a reader, with its
// style sheet and script, without the font.
const maxArticle = 30_000

// ordinary and long are how many words stories have.
const (
	ordinary = 400
	long     = 1500
)

// storyOf is the text of a story of so many words by language, of those of the
// demonstration: what repeats itself would weigh nothing.
func storyOf(t testing.TB, words int) map[locale.Tag]string {
	t.Helper()
	all := map[locale.Tag]string{}
	for _, l := range tags() {
		files, err := filepath.Glob("../demo/stories/*/index." + string(l) + ".md")
		must(t, err)
		text := "A title in " + string(l) + "\nSummary.\n"
		for _, file := range files {
			if len(strings.Fields(text)) > words {
				break
			}
			bundle, err := os.ReadFile(file)
			must(t, err)
			_, body, _ := strings.Cut(strings.TrimPrefix(string(bundle), "---\n"), "---\n")
			for paragraph := range strings.SplitSeq(body, "\n\n") {
				if len(strings.Fields(text)) <= words && !strings.HasPrefix(paragraph, "!") {
					text += paragraph + "\n\n"
				}
			}
		}
		if len(strings.Fields(text)) < words {
			t.Fatalf("%s: too few words", l)
		}
		all[l] = text
	}
	return all
}

func TestAStoryIsLightInEveryLanguage(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	id := b.add(story{section: b.economy, source: en, tag: b.transport, author: b.desk, live: storyOf(t, long)})
	weight := func(path string) int {
		a := b.do(t, http.MethodGet, path, map[string]string{"Accept-Encoding": "br, gzip"})
		if a.status != http.StatusOK || a.header.Get("Content-Encoding") == "" {
			t.Fatalf("%s: %d %v", path, a.status, a.header)
		}
		return len(a.body)
	}
	for _, l := range tags() {
		path := b.path(t, l, id)
		sum := weight(path)
		b.get(t, path).doc.Find(`link[rel="stylesheet"], script[src]`).Each(func(_ int, s *goquery.Selection) {
			sum += weight(s.AttrOr("href", s.AttrOr("src", "")))
		})
		t.Logf("%s: %d bytes", l, sum)
		if sum > maxArticle {
			t.Errorf("%s weighs %d bytes, at most %d", path, sum, maxArticle)
		}
	}
}

// What a reader's program keeps is of one coding: a validator of the other does not
// stand for it.
func TestEachCodingHasItsOwnValidator(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	path := web.FrontPath(en)
	ask := func(coding, etag string) *httptest.ResponseRecorder {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody)
		r.Header.Set("Accept-Encoding", coding)
		r.Header.Set("If-None-Match", etag)
		w := httptest.NewRecorder()
		b.handler.ServeHTTP(w, r)
		return w
	}
	plain, small, smallest := ask("", "").Header().Get("ETag"), ask("gzip", "").Header().Get("ETag"), ask("gzip, br", "").Header().Get("ETag")
	for _, test := range []struct {
		coding, etag string
		want         int
	}{
		{"", plain, http.StatusNotModified},
		{"", small, http.StatusOK},
		{"gzip", small, http.StatusNotModified},
		{"gzip", plain, http.StatusOK},
		{"gzip;q=0", plain, http.StatusNotModified},
		{"deflate, gzip, br;q=1.0, zstd", smallest, http.StatusNotModified},
		{"gzip, br", small, http.StatusOK},
		{"gzip, br; q=0", small, http.StatusNotModified},
		{"br;q=0.0", plain, http.StatusNotModified},
	} {
		w := ask(test.coding, test.etag)
		if w.Code != test.want || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q with %s: %d %v, want %d", test.coding, test.etag, w.Code, w.Header(), test.want)
		}
	}
}

// BenchmarkKeptPage answers with a page that was made before, all of which passes.
func BenchmarkKeptPage(b *testing.B) {
	site := newFullSite(b)
	r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, site.path(b, kk, site.port), http.NoBody)
	r.Header.Set("Accept-Encoding", "gzip, deflate, br, zstd")
	for b.Loop() {
		w := httptest.NewRecorder()
		site.handler.ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			b.Fatal(w.Code)
		}
	}
}

// BenchmarkColdPage renders stories as for their first reader, without compression.
func BenchmarkColdPage(b *testing.B) {
	site := newFullSite(b)
	for name, words := range map[string]int{"ordinary": ordinary, "long": long} {
		id := site.add(story{section: site.economy, source: en, tag: site.transport, author: site.desk, live: storyOf(b, words)})
		for _, l := range tags() {
			path := site.path(b, l, id)
			b.Run(name+"/"+string(l), func(b *testing.B) {
				for b.Loop() {
					w := httptest.NewRecorder()
					site.plain.ServeHTTP(w, httptest.NewRequestWithContext(b.Context(), http.MethodGet, path, http.NoBody))
					if w.Code != http.StatusOK {
						b.Fatal(w.Code)
					}
				}
			})
		}
	}
}
