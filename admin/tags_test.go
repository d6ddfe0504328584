package admin_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
)

// tag adds one.
func (h *house) tag(name string) string {
	h.t.Helper()
	t, err := h.newsroom.AddTag(h.t.Context(), rights.Operator("test"), map[locale.Tag]cms.TagText{en: {Name: name}})
	must(h.t, err)
	return itoa(t.ID)
}

func TestATagIsAddedRenamedMergedAndDeletedAtTheDesk(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	if got := p.get("/admin/tags").want(t, 200).doc.Find(".empty-line").Length(); got != 1 {
		t.Error("an empty list does not say so")
	}
	taken := h.tag("Ports")
	form := url.Values{"name_en": {"Sea ports"}, "slug_en": {"ports"}, "name_kk": {"Теңіз порттары"}}
	a := p.post("/admin/tags/new", form).want(t, 409)
	slug := a.doc.Find("#slug_en")
	if slug.AttrOr("value", "") != "ports" || slug.AttrOr("aria-invalid", "") != "true" || !strings.HasPrefix(slug.AttrOr("aria-describedby", ""), "problem ") ||
		a.doc.Find("#name_kk").AttrOr("value", "") != "Теңіз порттары" || a.doc.Find("#slug_kk").AttrOr("aria-invalid", "") != "" {
		t.Errorf("a refused form has lost something or does not say where it is wrong:\n%s", a.body)
	}
	form.Set("slug_en", "")
	path := p.post("/admin/tags/new", form).want(t, 303).header.Get("Location")
	a = p.get(path).want(t, 200)
	if got := a.doc.Find("#slug_en").AttrOr("value", ""); got != "sea-ports" {
		t.Errorf("the slug is %q", got)
	}
	p.post(path, url.Values{"version": {"1"}, "name_en": {"Harbours"}}).want(t, 303)
	a = p.post(path, url.Values{"version": {"1"}, "name_en": {"Too late"}}).want(t, 409)
	if got := a.doc.Find("#name_en").AttrOr("value", ""); got != "Too late" {
		t.Errorf("a conflict keeps %q of what was typed", got)
	}
	p.post(path, url.Values{"version": {"2"}}).want(t, 422)
	list := p.get("/admin/tags?q=harb").want(t, 200)
	if got := list.doc.Find("#tags li").Length(); got != 1 {
		t.Errorf("%d tags found, want 1", got)
	}
	p.post(path+"/merge", url.Values{"version": {"2"}}).want(t, 422)
	to := p.post(path+"/merge", url.Values{"version": {"2"}, "into": {taken}}).want(t, 303).header.Get("Location")
	p.get(path).want(t, 404)
	former := h.stranger().get("/en/tags/harbours/").want(t, 301).header.Get("Location")
	if to != "/admin/tags/"+taken || former != "/en/tags/ports/" {
		t.Errorf("merged into %s, the former address leads to %s", to, former)
	}
	p.post(to+"/delete", url.Values{"version": {"1"}}).want(t, 409)
	p.post(to+"/delete", url.Values{"version": {"2"}}).want(t, 303)
	p.get("/admin/tags/x").want(t, 404)
}

func TestOnlyThoseWhoMayChangeTagsAndAuthorsSeeTheirScreens(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	id := h.tag("Ports")
	for name, may := range map[string]bool{"admin": true, "az": false, "author": false} {
		p := h.login(name)
		desk := p.get("/admin/").want(t, 200)
		for _, path := range []string{"/admin/tags", "/admin/authors"} {
			if shown := desk.doc.Find(`#menu a[href="`+path+`"]`).Length() == 1; shown != may {
				t.Errorf("%s is led to %s: %v, want %v", name, path, shown, may)
			}
		}
		for _, path := range []string{"/admin/tags", "/admin/tags/new", "/admin/tags/" + id, "/admin/authors", "/admin/authors/new"} {
			want := 403
			if may {
				want = 200
			}
			p.get(path).want(t, want)
		}
		if !may {
			for _, path := range []string{"/admin/tags/new", "/admin/tags/" + id, "/admin/tags/" + id + "/merge", "/admin/tags/" + id + "/delete", "/admin/authors/new"} {
				p.do(http.MethodPost, path, url.Values{"version": {"1"}, "name_en": {"Mine"}}, nil).want(t, 403)
			}
		}
	}
}

func TestAnAuthorIsToldOfAtTheDeskAndShownToReaders(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, m := h.login("admin"), h.picture(1)
	form := url.Values{
		"handle": {"@desk"}, "portrait": {itoa(m.ID)}, "user": {"1"}, "name_en": {"Economy desk"}, "biography_en": {"One.\n\nTwo."},
		"title_az": {"Bakı bürosu"},
	}
	a := p.post("/admin/authors/new", form).want(t, 422)
	if got := a.doc.Find("#title_az").AttrOr("value", ""); got != "Bakı bürosu" || a.doc.Find("[data-cover] img").AttrOr("src", "") == "" ||
		a.doc.Find("#user option[selected]").AttrOr("value", "") != "1" || a.doc.Find("#biography_en").Text() != "One.\n\nTwo." {
		t.Errorf("a refused form has lost something:\n%s", a.body)
	}
	form.Set("name_az", "İqtisadiyyat şöbəsi")
	path := p.post("/admin/authors/new", form).want(t, 303).header.Get("Location")
	a = p.get(path).want(t, 200)
	if got := a.doc.Find("input[name=portrait]").AttrOr("value", ""); got != itoa(m.ID) || !strings.Contains(a.doc.Find("[data-cover] img").AttrOr("src", ""), "/square-") {
		t.Errorf("the portrait is %q", got)
	}
	if uses := p.get(mediumPath(m)).want(t, 200).doc.Find("section[aria-labelledby=uses] a").AttrOr("href", ""); uses != path {
		t.Errorf("the picture is used at %q, want %q", uses, path)
	}
	if list := p.get("/admin/authors").want(t, 200); list.doc.Find(`.past img.avatar`).Length() != 1 {
		t.Error("the list shows no portrait")
	}
	readers := h.stranger().get("/az/authors/iqtisadiyyat-sobesi/")
	if readers.status != 200 || readers.doc.Find(".biography").AttrOr("lang", "") != "en" {
		t.Errorf("readers get %d:\n%s", readers.status, readers.doc.Find("main").Text())
	}
	form.Set("version", "1")
	form.Set("portrait", "")
	p.post(path, form).want(t, 303)
	p.post(path, form).want(t, 409)
	p.post(path+"/delete", url.Values{"version": {"2"}}).want(t, 303)
	p.get(path).want(t, 404)
}
