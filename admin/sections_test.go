package admin_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// editor adds somebody who edits one language only.
func (h *house) editor() *person {
	h.t.Helper()
	_, err := h.newsroom.AddUser(h.t.Context(), rights.Operator("test"), cms.UserInput{
		Email: "editor@news.example", Name: "editor", Password: password, Interface: "en",
		Grants: []models.Grant{{Role: models.RoleEditor, Locales: []locale.Tag{kk}}},
	})
	must(h.t, err)
	return h.login("editor")
}

func TestSectionsAreForThoseWhoMayStructure(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	own := "/admin/sections/" + itoa(h.section.ID)
	for p, may := range map[*person]bool{h.login("author"): false, h.login("az"): false, h.editor(): true, h.login("admin"): true} {
		want := map[bool]int{false: 403, true: 200}[may]
		for _, path := range []string{"/admin/sections", "/admin/sections/new", own} {
			p.get(path).want(t, want)
		}
		if !may {
			for _, path := range []string{"/admin/sections/new", own, own + "/move", own + "/delete"} {
				p.post(path, url.Values{"name_en": {"Mine"}, "version": {"1"}, "to": {"up"}}).want(t, 403)
			}
		}
		doc := p.get("/admin/articles").doc
		if shown := doc.Find(`#menu a[href="/admin/sections"]`).Length() == 1; shown != may || strings.Contains(doc.Find("#keyboard").Text(), "Sections") != may {
			t.Errorf("the menu and the list of keys show sections: %v, want %v", shown, may)
		}
	}
	h.login("admin").get("/admin/sections/999999").want(t, 404)
	h.login("admin").get("/admin/sections/x").want(t, 404)
}

func TestASectionIsAddedRenamedMovedAndDeleted(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.editor()
	form := url.Values{"parent": {itoa(h.section.ID)}, "name_en": {"Oil"}, "name_kk": {"Мұнай"}, "slug_kk": {"search"}, "description_kk": {"Мұнай туралы"}}
	a := p.post("/admin/sections/new", form).want(t, 422)
	field := a.doc.Find("#slug_kk")
	if field.AttrOr("aria-invalid", "") != "true" || !strings.Contains(field.AttrOr("aria-describedby", ""), "wrong") || a.doc.Find("#wrong").Text() != a.doc.Find("#problem p").Text() || a.doc.Find("#problem [role=alert]").Length() != 1 {
		t.Error("the field that is wrong is not marked")
	}
	if got := field.AttrOr("value", "") + a.doc.Find("#name_kk").AttrOr("value", "") + a.doc.Find("#description_kk").Text() + a.doc.Find("#parent [selected]").AttrOr("value", ""); got != "searchМұнайМұнай туралы"+itoa(h.section.ID) {
		t.Errorf("a refused form has lost something: %q", got)
	}
	form.Set("slug_kk", "")
	p.post("/admin/sections/new", form).want(t, 303)
	list := p.get("/admin/sections").want(t, 200).doc
	if got := names(list); !slices.Equal(got, []string{"Economy", "Oil"}) || list.Find(".structure .below").Length() != 1 {
		t.Errorf("sections: %v", got)
	}
	oil := list.Find(".below a").First().AttrOr("href", "")
	for path, want := range map[string]string{"/admin/articles/new": "Economy › Oil", "/admin/articles": "Economy › Oil"} {
		if got := p.get(path).doc.Find("#section").Text(); !strings.Contains(got, want) {
			t.Errorf("%s: sections to choose from: %q", path, got)
		}
	}

	doc := p.get(oil).want(t, 200).doc
	if got := doc.Find("#slug_kk").AttrOr("value", "") + " " + doc.Find("#key").AttrOr("value", "") + " " + doc.Find("input[name=version]").First().AttrOr("value", ""); got != "munay oil 1" {
		t.Errorf("the form: %q", got)
	}
	change := url.Values{"version": {"1"}, "parent": {""}, "name_en": {"Energy"}, "name_kk": {"Энергетика"}}
	p.post(oil, change).want(t, 303)
	again := p.post(oil, url.Values{"version": {"1"}, "name_en": {"Power"}}).want(t, 409)
	if again.doc.Find("#name_en").AttrOr("value", "") != "Power" {
		t.Error("a conflict loses what was typed")
	}
	if to := h.stranger().get("/kk/munay/").want(t, 301).header.Get("Location"); to != "/kk/energetika/" {
		t.Errorf("the former address leads to %s", to)
	}
	p.post(oil+"/move", url.Values{"to": {"up"}}).want(t, 303)
	if got := names(p.get("/admin/sections").doc); !slices.Equal(got, []string{"Energy", "Economy"}) {
		t.Errorf("moved: %v", got)
	}
	economy := "/admin/sections/" + itoa(h.section.ID)
	if n := p.get(economy).doc.Find("form[action$=delete]").Length(); n != 0 {
		t.Error("a section with stories in it may seem to be deleted")
	}
	kept := p.post(economy+"/delete", url.Values{"version": {"1"}}).want(t, 409)
	if kept.doc.Find("#problem [role=alert]").Length() != 1 {
		t.Error("no reason is given")
	}
	p.post(oil+"/delete", url.Values{"version": {"1"}}).want(t, 409)
	p.post(oil+"/delete", url.Values{"version": {"2"}}).want(t, 303)
	p.get(oil).want(t, 404)
}

// names are the sections of the list.
func names(doc *goquery.Document) []string {
	return doc.Find(".structure li > div > a").Map(func(_ int, s *goquery.Selection) string { return s.Text() })
}

func TestTheScreensOfSectionsSpeakTheInterfaceLanguage(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for _, lang := range []string{"en", "az", "kk", "ru"} {
		p.post("/admin/preferences", url.Values{"interface": {lang}}).want(t, 303)
		for _, path := range []string{"/admin/sections", "/admin/sections/new", "/admin/sections/" + itoa(h.section.ID)} {
			sound(t, path, lang, p.get(path).want(t, 200))
		}
	}
}
