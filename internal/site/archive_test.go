package site_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/web"
)

func TestTheStoriesOfADayAreOnOnePage(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		day := b.get(t, b.path(t, l, b.port)).doc.Find(".meta a").First().AttrOr("href", "")
		if day != web.ArchivePath(l, morning()) {
			t.Fatalf("%s: the story's day is at %q", l, day)
		}
		a := b.get(t, day)
		if a.status != http.StatusOK || !slices.Contains(attrs(a.doc, ".card h2 a", "href"), b.path(t, l, b.port)) {
			t.Errorf("%s: got %d with %v", day, a.status, attrs(a.doc, ".card h2 a", "href"))
		}
		if got := a.doc.Find("h1").Text(); !strings.Contains(got, "2026") {
			t.Errorf("%s is headed %q", day, got)
		}
	}
	for path, status := range map[string]int{
		"/en/archive/2026/02/30/":                http.StatusNotFound,
		"/en/archive/2026/3/12/":                 http.StatusNotFound,
		"/en/archive/2026/03/13/":                http.StatusNotFound, // tomorrow
		"/en/archive/99999/03/12/":               http.StatusNotFound,
		"/en/archive/2026/03/x/":                 http.StatusNotFound,
		"/en/archive/1999/12/31/":                http.StatusOK, // a day without stories
		"/en/archive/2026/03/12":                 http.StatusMovedPermanently,
		"/en/archive/2026/03/12/?before=nothing": http.StatusOK,
	} {
		if a := b.get(t, path); a.status != status {
			t.Errorf("%s: got %d, want %d", path, a.status, status)
		}
	}
	old := b.get(t, "/en/archive/1999/12/31/")
	if got := attrs(old.doc, ".days a", "rel"); len(got) != 1 || got[0] != "next" {
		t.Errorf("from a day before all others lead %v", got)
	}
}
