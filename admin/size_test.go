package admin_test

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
)

// weight returns how many bytes come for an address as browsers ask for it.
func (p *person) weight(t *testing.T, path string) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, p.h.server.URL+path, http.NoBody)
	must(t, err)
	req.Header.Set("Accept-Encoding", "gzip") // so that the client leaves it as it is
	res, err := p.client.Do(req)
	must(t, err)
	data, err := io.ReadAll(res.Body)
	must(t, err)
	must(t, res.Body.Close())
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Encoding") != "gzip" && len(data) > 1<<10 {
		t.Errorf("%s answers %d, coded %q", path, res.StatusCode, res.Header.Get("Content-Encoding"))
	}
	return len(data)
}

// assets are the style sheets, scripts and pictures that a page loads.
func assets(doc *goquery.Document) map[string]bool {
	found := map[string]bool{}
	doc.Find("link[rel=stylesheet], script[src]").Each(func(_ int, s *goquery.Selection) {
		found[s.AttrOr("href", s.AttrOr("src", ""))] = true
	})
	if icons, _, ok := strings.Cut(doc.Find("use").First().AttrOr("href", ""), "#"); ok {
		found[icons] = true
	}
	return found
}

// The budgets of the writing desk, compressed.
const (
	firstLoad  = 250_000
	editorOnce = 180_000
	eachScreen = 40_000
)

func TestScreensStayWithinTheirWeight(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	for range 60 {
		h.begin("A story with a title as long as titles of newspapers are, so that the list has its weight")
	}
	p := h.login("admin")
	desk := p.get("/admin/").want(t, 200)
	first, loaded := p.weight(t, "/admin/"), assets(desk.doc)
	for path := range loaded {
		first += p.weight(t, path)
	}
	t.Logf("the first load of the admin is %d bytes", first)
	if first > firstLoad || first < 1000 {
		t.Errorf("the first load of the admin is %d bytes, may be %d", first, firstLoad)
	}
	for _, path := range []string{"/admin/articles", "/admin/articles/new", "/admin/account", h.edit(en), h.edit(kk), h.edit(en) + "/history"} {
		page, more := p.weight(t, path), 0
		for asset := range assets(p.get(path).want(t, 200).doc) {
			if !loaded[asset] {
				more += p.weight(t, asset)
			}
		}
		t.Logf("%s is %d bytes, and loads %d", path, page, more)
		if page > eachScreen {
			t.Errorf("%s is %d bytes, may be %d", path, page, eachScreen)
		}
		if limit := editorOnce; more > limit || more > 0 && path != h.edit(en) && path != h.edit(kk) {
			t.Errorf("%s loads %d bytes more, may load %d, and only the editor any", path, more, limit)
		}
	}
}
