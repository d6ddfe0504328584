package testkit_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestDatabasesOfTwoTestsShareNothing(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"one", "another"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Each(t, func(t *testing.T, s *store.Store) {
				err := s.Write(t.Context(), func(tx *store.Tx) error {
					return tx.CreateTag(t.Context(), &models.Tag{Key: "caspian"})
				})
				if err != nil {
					t.Fatalf("the key is taken by another test: %v", err)
				}
			})
		})
	}
}

func TestAnEmptyDatabaseAwaitsItsMigrations(t *testing.T) {
	t.Parallel()
	testkit.EachDSN(t, func(t *testing.T, dsn string) {
		steps, err := testkit.Open(t, dsn).Migrate(t.Context())
		if err != nil || steps == 0 {
			t.Errorf("got %d steps, error %v; want some, none", steps, err)
		}
	})
}

func TestTheClockStandsUntilItIsMoved(t *testing.T) {
	t.Parallel()
	c := testkit.NewClock(testkit.Moment())
	if got, want := c.Now(), testkit.Moment(); !got.Equal(want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := c.Advance(time.Minute), testkit.Moment().Add(time.Minute); !got.Equal(want) || !c.Now().Equal(want) {
		t.Errorf("advanced: got %v and %v, want %v", got, c.Now(), want)
	}
	c.Set(testkit.Moment())
	if got, want := c.Now(), testkit.Moment(); !got.Equal(want) {
		t.Errorf("set back: got %v, want %v", got, want)
	}
}

// recorder is a test that may fail without failing the one that watches it.
type recorder struct {
	testing.TB
	failed bool
}

func (r *recorder) Helper()               {}
func (r *recorder) Errorf(string, ...any) { r.failed = true }

func TestAGoldenFileThatDiffersFails(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.MkdirAll("testdata/golden", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("testdata/golden/page.html", []byte("<p>one</p>\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"<p>one</p>\n": false, "<p>two</p>\n": true} {
		r := &recorder{TB: t}
		testkit.Golden(r, "page.html", []byte(text))
		if r.failed != want {
			t.Errorf("%q: got failed %t, want %t", text, r.failed, want)
		}
	}
}

func TestTheBrowserReadsAPage(t *testing.T) {
	t.Parallel()
	page := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!doctype html><title>Қалам</title><p>Сәлем</p>"))
	}))
	t.Cleanup(page.Close)
	ctx := testkit.Browser(t)
	if err := chromedp.Do(ctx, chromedp.Navigate(page.URL)); err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Title())
	if want := "Қалам"; got != want || err != nil {
		t.Errorf("got title %q, error %v; want %q", got, err, want)
	}
}
