package web_test

import (
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

func TestACursorIsReadAsItWasWritten(t *testing.T) {
	t.Parallel()
	for _, c := range []cms.Cursor{
		{},
		{At: 1, ID: 2},
		{At: 1773291600000, ID: 42},
		{At: -1, ID: 7},
		{At: -62135596800000, ID: 1},
		{At: models.Forever, ID: 1<<63 - 1},
	} {
		if diff := cmp.Diff(&c, web.ParseCursor(web.FormatCursor(c))); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c, diff)
		}
	}
}

func TestWhatIsNoCursorIsNone(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"", "-", "--", "1", "1-", "-1", "!-1", "1-!", "1 -1", "zzzzzzzzzzzzzzzzzzzz-1", "1-zzzzzzzzzzzzzzzzzzzz", "1-1-", "\x00",
	} {
		if c := web.ParseCursor(s); c != nil {
			t.Errorf("%q is %v", s, *c)
		}
	}
}

func FuzzParseCursor(f *testing.F) {
	for _, s := range []string{"", "a-b", "-a-b", "+1-+1", "1--1", "ZZ-zz"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := web.ParseCursor(s)
		if c == nil || c.ID < 0 {
			return
		}
		again := web.ParseCursor(web.FormatCursor(*c))
		if diff := cmp.Diff(c, again); diff != "" {
			t.Errorf("%q changes on the way (-want +got):\n%s", s, diff)
		}
	})
}

func TestTheIDEndsTheSegment(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		segment string
		id      int64
		ok      bool
	}{
		{"7", 7, true},
		{"slug-7", 7, true},
		{"a-2026-7", 7, true},
		{"-7", 7, true},
		{"--7", 7, true},
		{"x-9223372036854775807", 1<<63 - 1, true},
		{"", 0, false},
		{"-", 0, false},
		{"slug", 0, false},
		{"slug-", 0, false},
		{"slug-0", 0, false},
		{"slug-07", 0, false},
		{"slug7", 0, false},
		{"slug-7x", 0, false},
		{"slug-+7", 0, false},
		{"slug- 7", 0, false},
		{"slug-٧", 0, false},
		{"x-9223372036854775808", 0, false},
	} {
		id, ok := web.ArticleID(tt.segment)
		if id != tt.id && tt.ok || ok != tt.ok {
			t.Errorf("%q: got %d %v, want %d %v", tt.segment, id, ok, tt.id, tt.ok)
		}
	}
}

func FuzzArticleID(f *testing.F) {
	for _, s := range []string{"", "x-1", "x-01", "1-", "x-9223372036854775808"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		id, ok := web.ArticleID(s)
		if ok && id <= 0 {
			t.Errorf("%q names story %d", s, id)
		}
		if ok {
			path := web.ArticlePath(cms.Version{Locale: "en", Slug: "s", ArticleID: id})
			if again, ok := web.ArticleID(path); !ok || again != id {
				t.Errorf("%s: got %d %v, want %d", path, again, ok, id)
			}
		}
	})
}

func TestPaths(t *testing.T) {
	t.Parallel()
	for want, got := range map[string]string{
		"/kk/":             web.FrontPath("kk"),
		"/kk/madeniet/":    web.SectionPath("kk", "madeniet"),
		"/kk/tags/kolik/":  web.TagPath("kk", "kolik"),
		"/kk/authors/ana/": web.AuthorPath("kk", "ana"),
		"/kk/12":           web.ArticleIDPath("kk", 12),
		"/kk/pages/biz-12": web.ArticlePath(cms.Version{Locale: "kk", Slug: "biz", ArticleID: 12}),
		"/kk/s/biz-12":     web.ArticlePath(cms.Version{Locale: "kk", SectionSlug: "s", Slug: "biz", ArticleID: 12}),
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestEveryKindOfErrorHasAStatus(t *testing.T) {
	t.Parallel()
	want := map[errs.Kind]int{
		errs.Unset: 500, errs.Internal: 500, errs.Invalid: 422, errs.NotFound: 404, errs.Gone: 410,
		errs.Unauthorized: 401, errs.Forbidden: 403, errs.Conflict: 409, errs.TooLarge: 413, errs.TooMany: 429,
		errs.Unavailable: 503,
	}
	seen := 0
	for k := errs.Unset; k.String() != "unknown"; k++ {
		seen++
		status, ok := want[k]
		if !ok {
			t.Errorf("no status is expected of %s: add it here", k)
		} else if got := web.Status(k); got != status {
			t.Errorf("%s: got %d, want %d", k, got, status)
		}
	}
	if seen != len(want) {
		t.Errorf("%d kinds, %d expected", seen, len(want))
	}
}

func TestAssetsAreServedUnderTheirHash(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{
		"css/site.css":     {Data: []byte(`a{src:url("../fonts/a.woff2")}b{src:url("x.svg")}`)},
		"css/x.svg":        {Data: []byte("<svg/>")},
		"fonts/a.woff2":    {Data: []byte("font")},
		"fonts/readme.txt": {Data: []byte("plain")},
	}
	a, err := web.LoadAssets(files, "/assets/")
	if err != nil {
		t.Fatal(err)
	}
	sheet := a.URL("css/site.css")
	if !regexp.MustCompile(`^/assets/css/site\.[0-9a-f]{12}\.css$`).MatchString(sheet) {
		t.Errorf("the sheet is %s", sheet)
	}
	e := echo.New()
	e.GET("/assets/*", a.Handler)
	get := func(path string) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		e.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, http.NoBody))
		return w
	}
	want := `a{src:url("` + a.URL("fonts/a.woff2") + `")}b{src:url("` + a.URL("css/x.svg") + `")}`
	if diff := cmp.Diff(want, get(sheet).Body.String()); diff != "" {
		t.Errorf("the sheet's addresses (-want +got):\n%s", diff)
	}
	if got := get(a.URL("fonts/a.woff2")).Header().Get("Content-Type"); got != "font/woff2" {
		t.Errorf("a font is %s", got)
	}
	if got := get("/assets/css/site.css").Code; got != http.StatusNotFound {
		t.Errorf("the plain name answers %d", got)
	}
	files["css/x.svg"].Data = []byte("<svg>other</svg>")
	changed, err := web.LoadAssets(files, "/assets/")
	if err != nil {
		t.Fatal(err)
	}
	if changed.URL("css/site.css") == sheet {
		t.Error("a picture has changed and the sheet that names it has the old name")
	}
}

func TestASheetThatNamesWhatIsNotThereIsRefused(t *testing.T) {
	t.Parallel()
	files := fstest.MapFS{"site.css": {Data: []byte(`a{src:url("none.woff2")}`)}}
	if _, err := web.LoadAssets(files, "/assets/"); err == nil {
		t.Error("no error")
	}
}

func TestBrowsersAreNamedCoarsely(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0":                                                                  "Firefox · Linux",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36":                         "Chrome · Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0":           "Edge · Windows",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/136.0.0.0 YaBrowser/25.6.0.0 Safari/537.36":      "Yandex Browser · Windows",
		"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15":                   "Safari · macOS",
		"Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1": "Safari · iOS",
		"Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36":     "Samsung Internet · Android",
		"Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36":                          "Chrome · ChromeOS",
		"curl/8.5.0": "", "": "", "\xff<script>": "", strings.Repeat(" ", 200) + "Firefox/140.0": "",
	} {
		if got := web.AgentName(header); got != want {
			t.Errorf("%q: got %q, want %q", header, got, want)
		}
	}
}
