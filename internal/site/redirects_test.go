package site_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
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
	for _, path := range []string{"/2019/05/port", "/2019/05/port.html%3Fx", "/old/", "/old/%00", "/%ff?p=%00&q=%ff"} {
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

// wantAt fails where a path does not lead to want for good; "" is for not found.
func (b *builder) wantAt(t *testing.T, path, want string) {
	t.Helper()
	status := http.StatusMovedPermanently
	if want == "" {
		status = http.StatusNotFound
	}
	a := b.get(t, path)
	if got := a.header.Get("Location"); strings.HasSuffix(got, "/") || strings.Contains(got, "/?") { // an address of a list first
		a = b.get(t, got)
	}
	if a.status != status || a.header.Get("Location") != want {
		t.Errorf("%s: %d to %q, want %d to %q", path, a.status, a.header.Get("Location"), status, want)
	}
}

func TestOldAddressesAreFoundByTheirQueriesWhateverCampaignsAdd(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	one := b.path(t, en, b.importOld(t, true, []string{"/?p=12", "/en/index.php?view=article&id=7", "/en/view.php?id=1", "https://en.old.example/a/b/"}, nil))
	two := b.path(t, en, b.importOld(t, true, []string{"/?p=13", "/en/index.php?id=8&view=article", "/en/view.php?id=2", "//old.example/a/c", "/en/view.php"}, nil))
	for range 2 { // once made, once kept
		for path, want := range map[string]string{
			"/?p=12":                          one,
			"/?p=13&utm_source=a&z=1":         two,
			"/?a=1&p=12&b=2":                  one,
			"/en/index.php?id=7&view=article": one,
			"/en/index.php?view=article&id=8": two,
			"/en/index.php?view=article&id=9": "",
			"/en/index.php":                   "",
			"/en/view.php?id=1":               one,
			"/en/view.php?id=1&fbclid=x":      one,
			"/en/view.php?id=2":               two,
			"/en/view.php?id=3":               two,
			"/en/view.php":                    two,
			"/en/view.php/?id=1":              one,
			"/a/b/":                           one,
			"/a/b":                            one,
			"/a/c":                            two,
			"/a/c/?utm_medium=mail":           two,
			"/a/":                             "",
		} {
			b.wantAt(t, path, want)
		}
	}
	for _, path := range []string{"/", "/?utm_source=x", "/?p=14"} {
		if a := b.get(t, path); a.status != http.StatusFound {
			t.Errorf("%s answers %d", path, a.status)
		}
	}
}

// Numbers that stories had elsewhere are those of others here.
func TestAnOldAddressIsNoOtherStoryWithTheSameNumber(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	other := b.importOld(t, true, []string{"/other"}, nil)
	gone := b.importOld(t, true, []string{"/gone"}, nil)
	number := func(id int64) string { return fmt.Sprintf("/en/news/%d", id) }
	slug := func(id int64) string { return fmt.Sprintf("/en/news/ports-%d", id) }
	for range 2 { // once made, once kept
		b.wantAt(t, number(other), b.path(t, en, other))
	}
	one := b.path(t, en, b.importOld(t, true, []string{number(other), slug(other), number(gone)}, nil))
	b.clock.Advance(time.Second)
	must(t, b.newsroom.Withdraw(t.Context(), b.by, gone, en))
	for range 2 {
		b.wantAt(t, number(other), one)
		b.wantAt(t, slug(other), one)
		b.wantAt(t, number(gone), one)
		b.wantAt(t, web.ArticleIDPath(en, other), b.path(t, en, other))
		if a := b.get(t, b.path(t, en, other)); a.status != http.StatusOK {
			t.Errorf("the other's own address answers %d", a.status)
		}
		if a := b.get(t, slug(gone)); a.status != http.StatusGone {
			t.Errorf("the withdrawn story's answers %d", a.status)
		}
	}
}

// Who asks at the same moment for addresses that differ by a foreign parameter alone waits
// for one page, but not for one refusal.
func TestNobodyGetsWhereTheQueryOfAnotherLeads(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	one := b.path(t, en, b.importOld(t, true, []string{"/en/view.php?id=1"}, nil))
	two := b.path(t, en, b.importOld(t, true, []string{"/en/view.php?id=2"}, nil))
	var all sync.WaitGroup
	for i := range 60 {
		all.Go(func() {
			b.wantAt(t, fmt.Sprintf("/en/view.php?id=%d", i%4), []string{"", one, two, ""}[i%4])
			b.wantAt(t, "/en/view.php", "")
		})
	}
	all.Wait()
}

func TestAnImportIsRefusedWithWhatIsNoAddress(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	for _, address := range []string{"", "news/12", "/", "https://old.example", "https://old.example/", "mailto:a@b.example", "?p=1", "#top"} {
		results, err := b.newsroom.Import(t.Context(), b.by, []cms.PortableStory{{
			Key: "refused", Kind: models.News, Source: en, Section: cms.SectionInput{Key: "world", Names: models.Names{en: "World"}},
			Versions: []cms.PortableVersion{{Locale: en, Content: models.Content{Title: "T"}, Aliases: []string{address}}},
		}}, cms.ImportOptions{})
		must(t, err)
		if kind, key, args := errs.Public(results[0].Err); kind != errs.Invalid || key != "error.old_address" || args["address"] != address {
			t.Errorf("%q: %v", address, results[0].Err)
		}
	}
}
