package site_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

// besideOf is the second language of a page in tests.
func besideOf(l locale.Tag) locale.Tag {
	return map[locale.Tag]locale.Tag{en: az, az: kk, kk: ru, ru: en}[l]
}

func TestAStoryIsReadInTwoLanguages(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, l := range tags() {
		other, path := besideOf(l), b.path(t, l, b.port)
		plain := b.get(t, path)
		links := attrs(plain.doc, ".besides a", "href")
		if len(links) != 3 || !strings.HasPrefix(links[0], path+"?with=") {
			t.Errorf("%s: the links are %v", path, links)
		}
		a := b.get(t, path+"?with="+string(other))
		if a.status != http.StatusOK || a.doc.Find("html").AttrOr("lang", "") != string(l) {
			t.Fatalf("%s with %s: got %d", path, other, a.status)
		}
		if got := a.doc.Find("link[rel=canonical]").AttrOr("href", ""); got != baseURL+path {
			t.Errorf("%s with %s: the canonical address is %q", path, other, got)
		}
		theirs := b.get(t, b.path(t, other, b.port))
		mine, beside := a.doc.Find(".body .pair > :first-child"), a.doc.Find(".body .pair > :last-child")
		if got, want := squeeze(mine.Text()), squeeze(plain.doc.Find(".body > :not(.dateline)").Text()); got != want {
			t.Errorf("%s with %s: mine is %q, want %q", path, other, got, want)
		}
		if got, want := squeeze(beside.Text()), squeeze(theirs.doc.Find(".body > :not(.dateline)").Text()); got != want {
			t.Errorf("%s with %s: theirs is %q, want %q", path, other, got, want)
		}
		for _, lang := range append(attrs(a.doc, ".body .pair > :last-child", "lang"), attrs(a.doc, ".heading", "lang")...) {
			if lang != string(other) {
				t.Errorf("%s with %s: a part is marked as %q", path, other, lang)
			}
		}
	}
}

// squeeze leaves out all space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), "") }

func TestASecondLanguageThatReadersMayNotSeeIsNone(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for name, path := range map[string]string{
		"a draft":           b.path(t, en, b.missing[kk]) + "?with=kk",
		"a withdrawn one":   b.path(t, en, b.gone[ru]) + "?with=ru",
		"its own":           b.path(t, en, b.port) + "?with=en",
		"none of the site":  b.path(t, en, b.port) + "?with=de",
		"nothing like one":  b.path(t, en, b.port) + "?with=%3Cscript%3E",
		"an unknown script": b.path(t, kk, b.port) + "?with=kk-latn",
	} {
		a := b.get(t, path)
		plain, _, _ := strings.Cut(path, "?")
		if a.status != http.StatusFound || a.header.Get("Location") != plain {
			t.Errorf("%s: got %d to %q", name, a.status, a.header.Get("Location"))
		}
	}
	for _, path := range attrs(b.get(t, b.path(t, en, b.missing[kk])).doc, ".besides a", "href") {
		if strings.HasSuffix(path, "=kk") {
			t.Error("a draft is offered beside the story")
		}
	}
}
