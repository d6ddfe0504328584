package admin_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/web"
)

func TestThePageBesideTheEditorHasTheWordsOfThatTabAlone(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	open := p.get(h.edit(en)).want(t, 200)
	screen := open.doc.Find("[data-screen]").AttrOr("data-screen", "")
	if a := p.get(screen).want(t, 200); a.doc.Find("h1").Text() != "Port opens" {
		t.Errorf("what is saved shows as %q", a.doc.Find("h1").Text())
	}
	form := typed(t, open, 0, `Typed <b onclick="x()">now</b><script>alert(1)</script>.`)
	form.Set("title", "A title <i>half")
	form.Set("keep", "1")
	p.post(h.edit(en)+"/draft", form).want(t, 200)
	a := p.get(screen+"?tab=tab").want(t, 200)
	if got := a.doc.Find("h1").Text(); got != "A title <i>half" {
		t.Errorf("the title shows as %q", got)
	}
	if got := a.doc.Find("article").Text(); !strings.Contains(got, "Typed now") {
		t.Errorf("the words do not show: %q", got)
	}
	if a.doc.Find("[onclick], script").Length() != 0 {
		t.Error("what was typed is more than text")
	}
	if got := p.get(screen+"?tab=other").want(t, 200).doc.Find("h1").Text(); got != "Port opens" {
		t.Errorf("another tab shows %q", got)
	}
	policy := a.header.Get("Content-Security-Policy")
	if !strings.Contains(policy, "frame-ancestors 'self'") || a.header.Get("Cache-Control") != "no-store" || a.header.Get("X-Robots-Tag") == "" {
		t.Errorf("the page has the headers %v", a.header)
	}
	if a.doc.Find("base[target=_blank]").Length() != 1 || a.doc.Find(".banner").Length() != 0 {
		t.Error("the page does not fit a frame")
	}
}

func TestThePageBesideTheEditorIsForThoseWhoMayReadTheDraft(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	screen := web.ScreenPrefix + strings.TrimPrefix(h.edit(en), "/admin/articles")
	h.login("author").get(screen).want(t, 404) // another's story
	h.login("az").get(screen).want(t, 200)
	h.login("az").get(web.ScreenPrefix+"/1/xx").want(t, 404)
	h.login("az").get(web.ScreenPrefix+"/99/en").want(t, 404)
	if got := h.stranger().get(screen).want(t, 303).header.Get("Location"); got != "/admin/login" {
		t.Errorf("strangers are led to %q", got)
	}
	// What one person types another does not see, whatever tab they name.
	p := h.login("admin")
	form := typed(t, p.get(h.edit(en)).want(t, 200), 0, "Secret.")
	form.Set("keep", "1")
	p.post(h.edit(en)+"/draft", form).want(t, 200)
	if a := h.login("az").get(screen + "?" + url.Values{"tab": {"tab"}}.Encode()); strings.Contains(a.doc.Text(), "Secret") {
		t.Error("another person's tab shows")
	}
}
