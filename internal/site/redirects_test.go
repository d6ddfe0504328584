package site_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// importOld imports a story that was elsewhere in English and Kazakh.
func (b *builder) importOld(t *testing.T, publish bool, english, kazakh []string) int64 {
	t.Helper()
	version := func(l locale.Tag, title string, aliases []string) cms.PortableVersion {
		body, err := text.FromMarkdown("Text.")
		must(t, err)
		return cms.PortableVersion{
			Locale: l, Content: models.Content{Title: title, Summary: "S.", Body: body}, Aliases: aliases,
			Date: models.At(b.clock.Now().Add(-time.Hour)),
		}
	}
	results, err := b.newsroom.Import(t.Context(), b.by, []cms.PortableStory{{
		Key: "old" + english[0], Kind: models.News, Source: en, Section: cms.SectionInput{Key: "world", Names: models.Names{en: "World", kk: "Әлем"}},
		Versions: []cms.PortableVersion{version(en, "Port", english), version(kk, "Порт", kazakh)},
	}}, cms.ImportOptions{Publish: publish})
	must(t, err)
	must(t, results[0].Err)
	return results[0].ArticleID
}

func TestOldPathsLeadToWhatTheyBecame(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	id := b.importOld(t, true, []string{"/2019/05/port.html", "/en/news/12"}, []string{"/жаңалық/қала порты", "/old/%D2%9B%D0%B0%D0%BB%D0%B0"})
	english, kazakh := b.path(t, en, id), b.path(t, kk, id)
	for path, want := range map[string]string{
		"/2019/05/port.html":                           english,
		"/2019/05/port.html?utm_source=x&b=%D2%9B#top": english,
		"/en/news/12":                                  english,
		(&url.URL{Path: "/жаңалық/қала порты"}).String():                                                            kazakh,
		"/%d0%b6%d0%b0%d2%a3%d0%b0%d0%bb%d1%8b%d2%9b/%d2%9b%d0%b0%d0%bb%d0%b0%20%d0%bf%d0%be%d1%80%d1%82%d1%8b?p=1": kazakh,
		"/old/" + url.PathEscape("қала"):                                                                            kazakh,
	} {
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			if a := b.do(t, method, path, nil); a.status != http.StatusMovedPermanently || a.header.Get("Location") != want {
				t.Errorf("%s %s: %d to %q, want %s", method, path, a.status, a.header.Get("Location"), want)
			}
		}
	}
	for _, path := range []string{"/2019/05/port", "/2019/05/port.html%3Fx", "/old/"} {
		if a := b.get(t, path); a.status != http.StatusNotFound {
			t.Errorf("%s answers %d", path, a.status)
		}
	}
	b.clock.Advance(time.Second)
	must(t, b.newsroom.Withdraw(t.Context(), b.by, id, kk))
	if a := b.get(t, "/old/"+url.PathEscape("қала")); a.status != http.StatusNotFound {
		t.Errorf("after its withdrawal the old path answers %d", a.status)
	}
	draft := b.importOld(t, false, []string{"/draft"}, []string{"/draft-kk"})
	if a, short := b.get(t, "/draft"), b.get(t, web.ArticleIDPath(en, draft)); a.status != http.StatusNotFound || short.status != http.StatusNotFound {
		t.Errorf("the old path of a draft answers %d, its own %d", a.status, short.status)
	}
}
