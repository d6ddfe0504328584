package site_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// searched is a word of the port in a language.
func searched(l locale.Tag) string {
	return url.QueryEscape(map[locale.Tag]string{en: "wagons", az: "vaqon", kk: "вагон", ru: "вагоны"}[l])
}

// foundBy returns the titles that a search shows, what it says of them, and the page.
func (b *builder) foundBy(t *testing.T, l locale.Tag, values url.Values) (titles []string, status string, a answer) {
	t.Helper()
	a = b.get(t, web.SearchPath(l)+"?"+values.Encode())
	if a.status != http.StatusOK {
		t.Fatalf("%v: got %d", values, a.status)
	}
	titles = a.doc.Find(".found h2").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
	return titles, strings.TrimSpace(a.doc.Find("#status[role=status]").Text()), a
}

func TestASearchCanBeNarrowed(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	b.add(story{section: b.economy, source: en, ago: 2 * time.Hour, live: map[locale.Tag]string{en: "Ferries today\nSummary\nText."}})
	b.add(story{section: b.sport, source: en, ago: 30 * time.Hour, live: map[locale.Tag]string{en: "Ferries yesterday\nSummary\nText."}})
	b.add(story{section: b.economy, source: en, ago: 20 * 24 * time.Hour, live: map[locale.Tag]string{en: "Ferries in February\nSummary\nText."}})
	const today, yesterday, february = "Ferries today", "Ferries yesterday", "Ferries in February"
	for _, tt := range []struct {
		values string
		want   []string
		status string
	}{
		{"q=ferries", []string{today, yesterday, february}, "3 results"},
		{"q=ferries&section=economy", []string{today, february}, "2 results"},
		{"q=ferries&section=economy&when=day", []string{today}, "1 result"},
		{"q=ferries&when=week", []string{today, yesterday}, "2 results"},
		{"q=ferries&when=month", []string{today, yesterday, february}, "3 results"},
		{"q=ferries&from=2026-03-11&to=2026-03-11", []string{yesterday}, "1 result"}, // the newsroom's day
		{"q=ferries&when=dates&to=2026-03-11", []string{yesterday, february}, "2 results"},
		{"q=ferries&from=2026-03-12", []string{today}, "1 result"},
		{"q=ferries&section=culture", nil, "Nothing was found for “ferries”."},
		// What there is not narrows nothing.
		{"q=ferries&section=nowhere&when=never", []string{today, yesterday, february}, "3 results"},
		{"q=ferries&when=week&from=nonsense", []string{today, yesterday}, "2 results"},
		// A day that there is not is refused.
		{"q=ferries&from=2026-02-30", nil, "“2026-02-30” is not a date. Write it as year-month-day, such as 2026-03-12."},
		{"q=ferries&from=2026-03-12&to=2026-03-11", nil, "The last day comes before the first."},
	} {
		values, err := url.ParseQuery(tt.values)
		must(t, err)
		titles, status, a := b.foundBy(t, en, values)
		if !slices.Equal(titles, tt.want) || status != tt.status {
			t.Errorf("%s: found %q, %q", tt.values, titles, status)
		}
		// Nothing that was typed is lost, the languages lead to the same search.
		for _, name := range []string{"from", "to", "q"} {
			if got := a.doc.Find("#"+name).AttrOr("value", ""); got != values.Get(name) {
				t.Errorf("%s: %s is %q", tt.values, name, got)
			}
		}
		if got := a.doc.Find("#section option[selected]").AttrOr("value", ""); got != values.Get("section") && values.Get("section") != "nowhere" {
			t.Errorf("%s: the section is %q", tt.values, got)
		}
		there, err := url.Parse(a.doc.Find(`.languages a[lang=kk]`).AttrOr("href", ""))
		must(t, err)
		if got := there.Query(); got.Get("section") != a.doc.Find("#section option[selected]").AttrOr("value", "") || got.Get("q") != "ferries" {
			t.Errorf("%s: Kazakh is at %s", tt.values, there)
		}
	}
	_, _, a := b.foundBy(t, en, url.Values{"q": {"ferries"}, "from": {"2026-02-30"}, "to": {"2026-03-11"}})
	if a.doc.Find(`#from[type=text][aria-invalid=true][aria-describedby=status]`).Length() != 1 || a.doc.Find(`#to[type=date]`).Length() != 1 {
		t.Error("the wrong day is not marked")
	}
	_, _, a = b.foundBy(t, en, url.Values{"q": {"ferries"}, "section": {"culture"}})
	if got := a.doc.Find("#found p a").AttrOr("href", ""); got != "/en/search?q=ferries" {
		t.Errorf("a wider search is at %q", got)
	}
}

func TestFurtherResultsStayNarrowed(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	titles, status, a := b.foundBy(t, en, url.Values{"q": {"race"}, "section": {"sport"}, "from": {"2026-01-01"}})
	seen := len(titles)
	if status != "First 20 results" {
		t.Errorf("it says %q", status)
	}
	for next := a.doc.Find("a[rel=next]").AttrOr("href", ""); next != ""; next = a.doc.Find("a[rel=next]").AttrOr("href", "") {
		u, err := url.Parse(next)
		must(t, err)
		if q := u.Query(); q.Get("section") != "sport" || q.Get("from") != "2026-01-01" {
			t.Fatalf("further results are at %s", next)
		}
		titles, status, a = b.foundBy(t, en, u.Query())
		seen += len(titles)
	}
	if seen != len(b.races) || !strings.HasSuffix(status, " more results") && !strings.HasSuffix(status, " more result") {
		t.Errorf("%d of %d found, at last %q", seen, len(b.races), status)
	}
}

func TestASearchOffersWhatWasMeantAndOtherLanguages(t *testing.T) {
	t.Parallel()
	b := newFullSite(t)
	for _, tt := range []struct {
		l           locale.Tag
		query, want string
	}{{en, "wagpns", "wagons"}, {kk, "вагоддарды", "вагондарды"}, {ru, "вагпны", "вагоны"}, {az, "zzzz", ""}} {
		_, _, a := b.foundBy(t, tt.l, url.Values{"q": {tt.query}, "section": {"economy"}})
		meant := a.doc.Find(".meant a")
		if got := meant.Text(); !strings.EqualFold(got, tt.want) {
			t.Errorf("%s: %q is taken for %q", tt.l, tt.query, got)
		}
		if href := meant.AttrOr("href", ""); href != "" {
			if again := b.get(t, href); again.doc.Find(".found h2").Length() == 0 || again.doc.Find("#section option[selected]").AttrOr("value", "") != "economy" {
				t.Errorf("%s finds nothing", href)
			}
		}
	}
	_, _, a := b.foundBy(t, az, url.Values{"q": {"порт"}})
	if links := attrs(a.doc, ".elsewhere h3 a[lang][hreflang]", "href"); !slices.Contains(links, "/ru/search?q="+url.QueryEscape("порт")) || !slices.Contains(links, "/kk/search?q="+url.QueryEscape("порт")) {
		t.Errorf("other languages are at %v", links)
	}
	for _, href := range attrs(a.doc, ".elsewhere li a", "href") {
		if got := b.get(t, href); got.status != http.StatusOK {
			t.Errorf("%s: got %d", href, got.status)
		}
	}
}

// Only the search page loads what answers while somebody types.
func TestOnlyTheSearchLoadsItsScript(t *testing.T) {
	t.Parallel()
	b := newSite(t)
	for path, want := range map[string]int{web.SearchPath(en): 1, web.FrontPath(en): 0, "/en/nothing/at/all": 0} {
		if got := b.get(t, path).doc.Find(`script[src*="/search."]`).Length(); got != want {
			t.Errorf("%s loads it %d times, want %d", path, got, want)
		}
	}
}
