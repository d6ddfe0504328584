package admin_test

import (
	"net/url"
	"strings"
	"testing"
)

// findingIn returns what a screen sends of the finding of a check in the title.
func (a answer) findingIn(check string) url.Values {
	return url.Values{
		"check": {check}, "key": {"title"}, "reason": {"so be it"},
		"revision": {a.doc.Find("#unit-title").AttrOr("data-base", "")}, "source": {a.doc.Find("#unit-title").AttrOr("data-source", "")},
	}
}

func TestAFindingIsDismissedAndBroughtBackBesideTheSource(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	path := h.edit(kk) + "/translate"
	write := func(key, words string) {
		t.Helper()
		p.htmx(path, units(t, map[string]any{"tab": "t", "edits": []any{p.get(path).confirm(key, words)}})).want(t, 200)
	}
	write("title", "Үш , төрт")
	page := p.get(path).want(t, 200)
	item := page.doc.Find("#unit-title [data-check=spaces]")
	if item.Find("[data-mend]").Length() != 1 || item.Find("[data-say=dismiss]").Length() != 1 || item.AttrOr("data-fix", "x") != "" {
		t.Error("the finding cannot be mended or dismissed")
	}
	panel := page.doc.Find("#findings [data-to=title]")
	if panel.Length() == 0 || panel.First().Text() != "Үш , төрт" || panel.First().AttrOr("href", "") != "#unit-title" {
		t.Errorf("the list leads with %q", panel.Text())
	}
	form := page.findingIn("spaces")
	form.Set("reason", " ")
	if got := p.htmx(h.edit(kk)+"/dismiss", form).want(t, 422); strings.Contains(got.body, "<html") || strings.TrimSpace(got.body) == "" {
		t.Errorf("the refusal is %q", got.body)
	}
	write("summary", "Басқа сөз") // which stands in nobody's way
	form.Set("reason", "so be it")
	if got := p.htmx(h.edit(kk)+"/dismiss", form).want(t, 204); got.body != "" {
		t.Errorf("the answer is %q", got.body)
	}
	page = p.get(path)
	item = page.doc.Find("#unit-title [data-check=spaces]")
	if !item.HasClass("dismissed") || item.Find("[data-say=undismiss]").Length() != 1 || item.Find("[data-mend]").Length() != 0 {
		t.Error("the finding is not dismissed, or cannot be brought back")
	}
	if page.doc.Find("#findings [data-to=title]").Length() != panel.Length()-1 {
		t.Error("the list has it still")
	}
	p.htmx(h.edit(kk)+"/undismiss", form).want(t, 204)
	if page = p.get(path); page.doc.Find("#unit-title [data-check=spaces]").HasClass("dismissed") {
		t.Error("the finding is dismissed still")
	}
	write("title", "Бес , алты")
	p.htmx(h.edit(kk)+"/dismiss", form).want(t, 409)
	form.Set("check", "empty")
	form.Set("revision", p.get(path).findingIn("")["revision"][0])
	p.htmx(h.edit(kk)+"/dismiss", form).want(t, 404)
}

func TestAFindingIsDismissedWithoutAScript(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	words := typed(t, p.get(h.edit(kk)).want(t, 200), 0, "Үш , төрт.")
	p.post(h.edit(kk), words).want(t, 303)
	page := p.get(h.edit(kk)).want(t, 200)
	item := page.doc.Find("#findings li[data-was=' ']")
	if item.Find("[data-mend]").Length() != 1 {
		t.Error("the finding cannot be mended")
	}
	form := fields(page.doc.Find("#findings li[data-was=' '] form"))
	form.Set("reason", "so be it")
	p.post(h.edit(kk)+"/dismiss", form).want(t, 303)
	page = p.get(h.edit(kk)).want(t, 200)
	if page.doc.Find("#findings li.dismissed").Length() != 1 {
		t.Error("the finding is not dismissed")
	}
	p.undo(t, page)
	page = p.get(h.edit(kk))
	if page.doc.Find("#findings li.dismissed").Length() != 0 {
		t.Error("the finding is dismissed still")
	}
	p.post(h.edit(kk)+"/dismiss", form).want(t, 303)
	form = fields(p.get(h.edit(kk)).doc.Find("#findings li.dismissed form"))
	p.post(h.edit(kk)+"/undismiss", form).want(t, 303)
	if p.get(h.edit(kk)).doc.Find("#findings li.dismissed").Length() != 0 {
		t.Error("its own form does not bring it back")
	}
}

func TestWhatIsTypedIsCheckedAndNothingElse(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	path := h.edit(kk) + "/translate"
	p.htmx(path, units(t, map[string]any{"tab": "t", "edits": []any{p.get(path).confirm("title", "Үш , төрт")}})).want(t, 200)
	block := map[string]string{"key": "summary", "kind": "paragraph", "text": "Бес , алты"}
	got := p.htmx(path+"/typed", units(t, map[string]any{"tab": "t", "typed": []any{block}})).want(t, 200)
	if n := got.doc.Find("[data-check=spaces]").Length(); n != 1 || got.doc.Find("[data-unit=summary] [data-check=spaces]").Length() != 1 {
		t.Errorf("there are %d findings: %s", n, got.body)
	}
	if got.doc.Find("[data-unit=summary] [data-say=dismiss]").Length() == 0 {
		t.Error("what is typed cannot be dismissed")
	}
}
