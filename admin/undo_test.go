package admin_test

import (
	"net/url"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
)

// undo sends the form of the message that a page shows.
func (p *person) undo(t *testing.T, a answer) answer {
	t.Helper()
	form := a.doc.Find("#toasts form[data-undo]")
	if form.Length() != 1 {
		t.Fatalf("there are %d ways back", form.Length())
	}
	fields := url.Values{}
	form.Find("input").Each(func(_ int, s *goquery.Selection) { fields.Add(s.AttrOr("name", ""), s.AttrOr("value", "")) })
	return p.post(form.AttrOr("action", ""), fields).want(t, 303)
}

func TestWhatWasDoneCanBeUndone(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	stage := func() string { return p.get(h.edit(en)).doc.Find("#publication b").Text() }
	to := func(s string) answer {
		p.post(h.edit(en)+"/stage", url.Values{"revision": {p.head(en)}, "to": {s}}).want(t, 303)
		return p.get(h.edit(en))
	}
	if p.undo(t, to("review")); stage() != "Draft" {
		t.Errorf("after undoing it stands at %s", stage())
	}
	to("review")
	if p.undo(t, to("approved")); stage() != "In review" {
		t.Errorf("after undoing it stands at %s", stage())
	}
	to("approved")
	p.post(h.edit(en)+"/publish", url.Values{"revision": {p.head(en)}}).want(t, 303)
	if a := p.get(h.edit(en)); a.doc.Find("form[data-undo]").Length() != 0 {
		t.Error("what readers have seen is said to be undone")
	}
	public := h.stranger()
	h.clock.Advance(time.Minute)
	p.post(h.edit(en)+"/withdraw", nil).want(t, 303)
	a := p.get(h.edit(en))
	public.get("/en/1").want(t, 410)
	p.undo(t, a)
	public.get("/en/1").want(t, 301)

	p.save(en, p.head(en), "Port opens", "Other words.", nil).want(t, 303)
	p.post(h.edit(en)+"/restore", url.Values{"number": {"1"}, "base": {p.head(en)}}).want(t, 303)
	p.undo(t, p.get(h.edit(en)))
	if got := texts(p.get(h.edit(en)).blocks(t)); got != "Other words." {
		t.Errorf("after undoing it says %q", got)
	}
	p.post("/admin/views?q=port", url.Values{"name": {"Ports"}}).want(t, 303)
	forget, _ := p.get("/admin/articles").doc.Find(".view form").Attr("action")
	p.post(forget, nil).want(t, 303)
	p.undo(t, p.get("/admin/articles"))
	if got := p.get("/admin/articles").doc.Find(".view a").AttrOr("href", ""); got != "/admin/articles?q=port" {
		t.Errorf("the list that was dropped is %q", got)
	}
}
