package admin_test

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/internal/locale"
)

// fields reads what a form would send.
func fields(form *goquery.Selection) url.Values {
	values := url.Values{}
	form.Find("input[name], textarea[name]").Each(func(_ int, s *goquery.Selection) {
		name := s.AttrOr("name", "")
		switch _, ticked := s.Attr("checked"); {
		case s.Is("textarea"):
			values.Set(name, s.Text())
		case s.Is("[type=checkbox], [type=radio]") && !ticked:
		default:
			values.Add(name, s.AttrOr("value", ""))
		}
	})
	form.Find("select[name]").Each(func(_ int, s *goquery.Selection) {
		values.Set(s.AttrOr("name", ""), s.Find("option[selected]").AttrOr("value", ""))
	})
	return values
}

func (p *person) settings(t *testing.T) url.Values {
	t.Helper()
	return fields(p.get("/admin/settings").want(t, 200).doc.Find("main form[action='/admin/settings']"))
}

func TestSettingsAreSavedAndReadersSeeThem(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	form := p.settings(t)
	block := "block." + strconv.FormatInt(h.section.ID, 10)
	for name, value := range map[string]string{
		"name.en": "Caspian Herald", "name.kk": "Каспий хабаршысы", "imprint.en": "Economy desk\nBaku, 1 Port Street", "age": "16+",
		"registration.ru": "Свидетельство № 1", "newest": "5", "urgent": "1", block: "3",
	} {
		form.Set(name, value)
	}
	p.post("/admin/settings", form).want(t, http.StatusSeeOther)
	again := p.settings(t)
	form.Set("version", "2")
	if got, want := again.Encode(), form.Encode(); got != want {
		t.Errorf("the form comes back as\n%s, want\n%s", got, want)
	}
	reader := h.stranger()
	for l, want := range map[locale.Tag]string{en: "Caspian Herald", kk: "Каспий хабаршысы", ru: "Qalam"} {
		a := reader.get("/"+string(l)+"/").want(t, 200)
		if got := a.doc.Find(".wordmark").Text(); got != want || a.doc.Find(".age").Text() != "16+" {
			t.Errorf("readers of %s see %q", l, got)
		}
	}
	if title := p.get("/admin/settings").doc.Find("title").Text(); !strings.HasSuffix(title, "Qalam desk") {
		t.Errorf("the admin is called %q", title)
	}
}

func TestSettingsThatAreRefusedKeepWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	block := "block." + strconv.FormatInt(h.section.ID, 10)
	field := "blocks-" + strconv.FormatInt(h.section.ID, 10)
	for _, tt := range []struct{ name, value, wrong string }{
		{"name.az", strings.Repeat("ə", 101), "name-az"},
		{"imprint.kk", strings.Repeat("ә", 2001), "imprint-kk"},
		{"newest", "many", "newest"},
		{"newest", "41", "newest"},
		{block, "-1", field},
		{block, "13", field},
	} {
		form := p.settings(t)
		form.Set("description.en", "Half a <thought")
		form.Set("urgent", "1")
		form.Set(tt.name, tt.value)
		a := p.post("/admin/settings", form).want(t, http.StatusUnprocessableEntity)
		if got := fields(a.doc.Find("main form[action='/admin/settings']")).Encode(); got != form.Encode() {
			t.Errorf("%s: the form comes back as\n%s, want\n%s", tt.name, got, form.Encode())
		}
		wrong := a.doc.Find("[aria-invalid=true]")
		if wrong.Length() != 1 || wrong.AttrOr("id", "") != tt.wrong || !strings.Contains(wrong.AttrOr("aria-describedby", ""), "problem") ||
			a.doc.Find("#problem [role=alert]").Length() != 1 {
			t.Errorf("%s: %q is said to be wrong, want %s", tt.name, wrong.AttrOr("id", ""), tt.wrong)
		}
	}
	stale := p.settings(t)
	other := p.settings(t)
	other.Set("age", "6+")
	p.post("/admin/settings", other).want(t, http.StatusSeeOther)
	stale.Set("name.en", "Mine")
	a := p.post("/admin/settings", stale).want(t, http.StatusConflict)
	back := fields(a.doc.Find("main form[action='/admin/settings']"))
	if back.Get("name.en") != "Mine" || back.Get("version") != "2" {
		t.Errorf("after a conflict the form has %v", back)
	}
	p.post("/admin/settings", back).want(t, http.StatusSeeOther)
	p.post("/admin/settings", url.Values{"version": {"3"}, "age": {"13+"}}).want(t, http.StatusUnprocessableEntity)
}

func TestTheSettingsShowTheConfiguration(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	dl := h.login("admin").get("/admin/settings").want(t, 200).doc.Find("[aria-labelledby=settings-config] dl")
	if got := dl.Find("code").Text(); got != "QALAM_ADDRQALAM_TRUSTED_PROXIES" {
		t.Errorf("the variables are %q", got)
	}
	if got := dl.Text(); !strings.Contains(got, "127.0.0.1:8080") || !strings.Contains(got, "not set") || !strings.Contains(got, "listens on") {
		t.Errorf("the configuration reads %q", got)
	}
}

// TestAStandingPageGoesOutAndIntoTheFooter goes the way of somebody who writes
// about the newsroom, without any script.
func TestAStandingPageGoesOutAndIntoTheFooter(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, reader := h.login("admin"), h.stranger()
	begin := p.get("/admin/settings").want(t, 200).doc.Find("#pages a.btn").AttrOr("href", "")
	form := fields(p.get(begin).want(t, 200).doc.Find("main form"))
	if form.Get("kind") != "page" {
		t.Fatalf("%s begins %v", begin, form)
	}
	form.Set("source", "en")
	form.Set("title", "About us")
	edit := p.post("/admin/articles/new", form).want(t, http.StatusSeeOther).header.Get("Location")
	open := p.get(edit).want(t, 200)
	base := open.doc.Find("input[name=base]").AttrOr("value", "")
	p.post(edit, url.Values{"base": {base}, "title": {"About us"}, "body": {"We write in four languages."}}).want(t, http.StatusSeeOther)
	details := p.get(edit).want(t, 200).doc.Find("form[action$='/details']")
	if details.Length() == 1 {
		p.post(edit+"/details", url.Values{"version": {details.Find("[name=version]").AttrOr("value", "")}}).want(t, http.StatusSeeOther)
	}

	page := p.get("/admin/settings").want(t, 200).doc.Find("#pages li")
	if page.Length() != 1 || !strings.Contains(page.Text(), "About us") || !strings.Contains(page.Text(), "Not public") {
		t.Fatalf("the pages are %q", page.Text())
	}
	step := func(name string) answer {
		form := fields(p.get("/admin/settings").doc.Find("#pages li form").First())
		form.Set("step", name)
		return p.post("/admin/settings/pages", form)
	}
	step("show").want(t, http.StatusSeeOther)
	if got := reader.get("/en/").doc.Find(".colophon nav").Length(); got != 0 {
		t.Error("the footer leads to a draft")
	}
	head := func() string { return p.get(edit).doc.Find("input[name=base]").AttrOr("value", "") }
	p.post(edit+"/stage", url.Values{"revision": {head()}, "to": {"approved"}}).want(t, http.StatusSeeOther)
	p.post(edit+"/publish", url.Values{"revision": {head()}}).want(t, http.StatusSeeOther)
	link := reader.get("/en/").doc.Find(".colophon nav a")
	path := link.AttrOr("href", "")
	if link.Text() != "About us" || !strings.HasPrefix(path, "/en/pages/about-us-") {
		t.Fatalf("the footer leads to %q at %q", link.Text(), path)
	}
	if a := reader.get(path).want(t, 200); a.doc.Find("h1").Text() != "About us" || a.doc.Find(".kicker").Length() > 0 {
		t.Errorf("the page is %q", a.doc.Find("article").Text())
	}
	if got := reader.get("/kk/").doc.Find(".colophon nav").Length(); got != 0 {
		t.Error("the Kazakh footer leads to an English page")
	}
	if got := p.get("/admin/settings").doc.Find("#pages li").Text(); !strings.Contains(got, "English") {
		t.Errorf("the settings say of it %q", got)
	}
	step("hide").want(t, http.StatusSeeOther)
	if got := reader.get("/en/").doc.Find(".colophon nav").Length(); got != 0 {
		t.Error("the page is still in the footer")
	}
	step("away").want(t, http.StatusUnprocessableEntity)
	p.post("/admin/settings/pages", url.Values{"version": {"1"}, "page": {"2"}, "step": {"show"}}).want(t, http.StatusConflict)
	stored := p.settings(t).Get("version")
	p.post("/admin/settings/pages", url.Values{"version": {stored}, "page": {strconv.FormatInt(h.story, 10)}, "step": {"show"}}).want(t, http.StatusNotFound)
}
