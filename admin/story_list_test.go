package admin_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/models"
)

// begin makes one more story in English.
func (h *house) begin(title string) int64 {
	h.t.Helper()
	a, err := h.newsroom.BeginStory(h.t.Context(), rights.Operator("test"), cms.ArticleInput{
		Kind: models.News, SectionID: &h.section.ID, Source: en,
	}, title)
	must(h.t, err)
	return a.ID
}

// titles are those of a list.
func titles(a answer) string {
	var list []string
	a.doc.Find(".stories .title a").Each(func(_ int, s *goquery.Selection) { list = append(list, s.Text()) })
	return strings.Join(list, "; ")
}

func TestTheListIsFilteredOrderedAndPagedByItsAddress(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for i := range 30 {
		h.begin("Ferry " + strconv.Itoa(10+i))
	}
	h.begin("Élan")
	for query, want := range map[string]string{
		"q=port": "Port opens", "q=elan": "Élan", "q=порт": "Port opens", "q=nothing": "", "version=draft&locale=kk": "Port opens",
		"section=999": "", "until=2000-01-01": "", "version=live": "", "version=nonsense&q=port": "Port opens",
	} {
		if got := titles(p.get("/admin/articles?"+query).want(t, 200)); got != want {
			t.Errorf("%s lists %q, want %q", query, got, want)
		}
	}
	for _, sort := range []string{"", "title"} {
		seen, next := 0, "/admin/articles?sort="+sort
		for next != "" {
			a := p.get(next).want(t, 200)
			seen += a.doc.Find(".stories > li").Length()
			next = a.doc.Find("a[rel=next]").AttrOr("href", "")
		}
		if seen != 32 {
			t.Errorf("by %q the pages hold %d stories", sort, seen)
		}
	}
	if got := titles(p.get("/admin/articles?sort=title")); !strings.HasPrefix(got, "Élan; Ferry 10; Ferry 11") {
		t.Errorf("by title: %s", got)
	}
	p.get("/admin/articles?from=never").want(t, 422)
}

func TestTheSameIsDoneWithAllThatAreTicked(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	other := h.begin("Ferry")
	list := p.get("/admin/articles").want(t, 200)
	form := url.Values{"action": {"approved"}, "language": {"kk"}}
	list.doc.Find(".stories input").Each(func(_ int, s *goquery.Selection) { form.Add(s.AttrOr("name", ""), s.AttrOr("value", "")) })
	a := p.post("/admin/articles/bulk", form).want(t, 200)
	if got := a.doc.Find(".result-line").Text(); !strings.Contains(got, "1 story is done") || !strings.Contains(got, "Ferry: There is no such thing") {
		t.Errorf("the list says %q", got)
	}
	form.Set("action", "trash")
	a = p.post("/admin/articles/bulk", form).want(t, 200)
	if titles(a) != "" || a.doc.Find(".result-line form input[name=id]").Length() != 2 {
		t.Errorf("still listed: %q", titles(a))
	}
	back := url.Values{"action": {"untrash"}, "id": {strconv.FormatInt(other, 10)}}
	if got := titles(p.post("/admin/articles/bulk", back).want(t, 200)); got != "Ferry" {
		t.Errorf("brought back: %q", got)
	}
	az := h.login("az")
	form.Set("id", strconv.FormatInt(other, 10))
	if got := az.post("/admin/articles/bulk", form).want(t, 200).doc.Find(".result-line").Text(); !strings.Contains(got, "do not have the right") {
		t.Errorf("a translator trashes: %q", got)
	}
}

func TestAListIsKeptAndDropped(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	p.post("/admin/views?version=draft&locale=kk", url.Values{"name": {"Kazakh drafts"}}).want(t, 303)
	a := p.get("/admin/articles?locale=kk&version=draft").want(t, 200)
	view := a.doc.Find(".view a[aria-current]")
	if view.Text() != "Kazakh drafts" || titles(p.get(view.AttrOr("href", ""))) != "Port opens" {
		t.Errorf("the list is %q at %s", view.Text(), view.AttrOr("href", ""))
	}
	if h.login("az").get("/admin/articles").doc.Find(".view").Length() != 0 {
		t.Error("somebody else sees it")
	}
	p.post("/admin/views?q=x", url.Values{"name": {" "}}).want(t, 422)
	p.post(a.doc.Find(".view form").AttrOr("action", ""), nil).want(t, 303)
	if p.get("/admin/articles").doc.Find(".view").Length() != 0 {
		t.Error("it is still there")
	}
}

func TestThePaletteFindsStoriesByTitlesInAnyLanguage(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for query, want := range map[string]int{"port": 1, "порт аш": 1, "": 0, "zzz": 0} {
		a := p.get("/admin/find?q="+url.QueryEscape(query)).want(t, 200)
		if got := a.doc.Find("[role=option][data-go]").Length(); got != want {
			t.Errorf("%q finds %d stories", query, got)
		}
	}
	a := p.get("/admin/find?link=1&q=port").want(t, 200)
	if got := a.doc.Find("[role=option]").AttrOr("data-href", ""); got != "article:1" {
		t.Errorf("a link is %q", got)
	}
	if h.login("author").get("/admin/find?q=port").want(t, 200).doc.Find("[role=option]").Length() != 0 {
		t.Error("an author finds the story of another")
	}
	if got := p.get("/admin/articles/1").want(t, 303).header.Get("Location"); got != h.edit(en) {
		t.Errorf("the story is at %s", got)
	}
}
