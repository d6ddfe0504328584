package admin_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// remarksIn lists the comments of a place, with white space as one.
func remarksIn(s *goquery.Selection) []string {
	return s.Find(".remarks li").Map(func(_ int, li *goquery.Selection) string { return said(li) })
}

func TestAVersionIsCommentedOnAsAWholeAndItsParagraphsWithoutAScript(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	h.add("reviewer", models.Grant{Role: models.RoleReviewer, Locales: []locale.Tag{kk}})
	p, screen := h.login("reviewer"), h.edit(kk)+"/translate"
	path := h.edit(kk) + "/comments"
	if to := p.post(path, url.Values{"text": {"@admin, <b>fine</b>."}}).want(t, 303).header.Get("Location"); to != screen+"#remarks" {
		t.Errorf("who commented is led to %s", to)
	}
	page := p.get(screen).want(t, 200)
	block := page.doc.Find(".unit").Eq(2).AttrOr("data-unit", "")
	p.post(path, url.Values{"text": {"Which port?"}, "key": {block}}).want(t, 303)
	page = p.get(screen).want(t, 200)
	whole := page.doc.Find("#remarks")
	if list := remarksIn(whole); len(list) != 1 || !strings.Contains(list[0], "@admin, <b>fine</b>.") || whole.Find(".said b").Text() != "@admin" {
		t.Errorf("of the whole is said %q", list)
	}
	if open := whole.Find(".remarks-open li"); open.Length() != 1 || open.Find("a").AttrOr("href", "") != "#unit-"+block || !strings.Contains(open.Text(), "Which port?") {
		t.Errorf("open in paragraphs is %q", open.Text())
	}
	if list := remarksIn(page.doc.Find("#unit-" + block)); len(list) != 1 {
		t.Errorf("of the paragraph is said %q", list)
	}
	// An open screen is told of all of it.
	told := p.htmx(screen+"/units", units(t, map[string]any{"tab": "t"})).want(t, 200).doc.Find("#said")
	if len(remarksIn(told)) != 1 || told.Find(".remarks-open li").Length() != 1 {
		t.Errorf("an open screen is told %q", told.Text())
	}
	if link := h.login("admin").get("/admin/").want(t, 200).doc.Find("[aria-labelledby=panel-comments] a").AttrOr("href", ""); link != screen+"#remarks" {
		t.Errorf("the desk of who is mentioned leads to %q", link)
	}
	for _, form := range page.doc.Find("form[action$='/resolve']").EachIter() {
		p.post(form.AttrOr("action", ""), url.Values{"key": {form.Find("[name=key]").AttrOr("value", "")}}).want(t, 303)
	}
	whole = p.get(screen).want(t, 200).doc.Find("#remarks")
	if whole.Find(".remarks li.resolved").Length() != 1 || whole.Find(".remarks-open").Length() != 0 {
		t.Errorf("after all is resolved it says %q", whole.Text())
	}
	if again := p.post(path, url.Values{"text": {" "}}).want(t, 422); again.doc.Find("#problem [role=alert]").Length() != 1 {
		t.Error("nothing says why it was refused")
	}
}

func TestWhatWasSaidOfAParagraphThatIsGoneStandsWithTheWhole(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, screen := h.login("admin"), h.edit(kk)+"/translate"
	page := p.get(screen).want(t, 200)
	block := page.doc.Find("#units .unit").Last().AttrOr("data-unit", "")
	p.post(h.edit(kk)+"/comments", url.Values{"text": {"Why?"}, "key": {block}}).want(t, 303)
	for _, l := range []string{"en", "kk"} {
		edit := strings.TrimSuffix(h.edit(kk), "kk") + l
		d := p.get(edit).want(t, 200)
		form := d.form(t)
		form.Set("blocks", encode(t, d.blocks(t)[:1]))
		p.post(edit, form).want(t, 303)
	}
	if list := remarksIn(p.get(screen).want(t, 200).doc.Find("#remarks")); len(list) != 1 || !strings.Contains(list[0], "on a paragraph that is gone") {
		t.Errorf("with the whole stands %q", list)
	}
}

func TestASourceIsCommentedOnWhereItIsWritten(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	path := h.edit(en) + "/comments"
	p.post(path, url.Values{"text": {"Where is the number?"}}).want(t, 303)
	block := p.get(h.edit(en)).want(t, 200).blocks(t)[0].Key
	p.post(path, url.Values{"text": {"And here?"}, "key": {string(block)}}).want(t, 303)
	list := remarksIn(p.get(h.edit(en)).want(t, 200).doc.Find("#remarks"))
	if len(list) != 2 || strings.Contains(strings.Join(list, ""), "gone") {
		t.Errorf("of the source is said %q", list)
	}
	if p.get(h.edit(kk)).want(t, 200).doc.Find("#remarks").Length() != 0 {
		t.Error("a translation is commented on in two places")
	}
	long := strings.Repeat("a", 2001)
	again := p.post(path, url.Values{"text": {long}}).want(t, 422)
	if again.doc.Find("#remarks textarea").Text() != long || again.doc.Find("#problem [role=alert]").Length() != 1 {
		t.Error("a refusal loses the comment, or does not say why")
	}
	// A translator reads the source, and says what they have to say of their own version.
	if forms := h.login("az").get(h.edit(en)).want(t, 200).doc.Find("#remarks form").Length(); forms != 0 {
		t.Errorf("who may not comment has %d forms", forms)
	}
}

func TestANameIsCompletedAsFarAsItIsTyped(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for query, want := range map[string]string{"": `["az"]`, "?q=A": `["az"]`, "?q=аз": `["az"]`, "?q=admin": `[]`, "?q=x": `[]`} {
		a := p.get(h.edit(kk)+"/comments/people"+query).want(t, 200)
		if got := strings.TrimSpace(a.body); got != want {
			t.Errorf("%q offers %s, want %s", query, got, want)
		}
	}
	h.login("author").get(h.edit(kk)+"/comments/people").want(t, 404)
}

func TestWorkChangesHandsOnTheTranslatorsScreenWithANote(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	boss, translator := h.login("admin"), h.login("az")
	screen, path := h.edit(az)+"/translate", h.edit(az)+"/assign"
	send := func(p *person, status int, form url.Values) answer {
		t.Helper()
		form.Set("back", "translate")
		a := p.post(path, form).want(t, status)
		if status == 303 && a.header.Get("Location") != screen {
			t.Errorf("who sent the form is led to %s", a.header.Get("Location"))
		}
		return a
	}
	id := strconv.FormatInt(h.user("az"), 10)
	send(boss, 303, url.Values{"user": {id}, "note": {"Keep the names."}, "due": {"2026-03-13T10:00"}})
	box := translator.get(screen).want(t, 200).doc.Find("#assignment")
	if box.Find("blockquote").Text() != "Keep the names." || box.Find("time").Length() != 1 || !strings.Contains(box.Text(), "Given by admin") {
		t.Errorf("who is to do it reads %q", box.Text())
	}
	if task := translator.get("/admin/").want(t, 200).doc.Find("[aria-labelledby=panel-assigned] li").Text(); !strings.Contains(task, "Keep the names.") {
		t.Errorf("their desk says %q", task)
	}
	if box.Find("form [name=back]").AttrOr("value", "") != "translate" || box.Find("form [name=note]").Length() != 1 {
		t.Error("it cannot be handed back here with a note")
	}
	send(translator, 303, url.Values{"user": {"0"}, "note": {"Ill today."}})
	if journal := boss.get("/admin/journal").want(t, 200).doc.Find("main").Text(); !strings.Contains(journal, "Ill today.") {
		t.Error("the journal does not say why it was handed back")
	}
	// Who takes it may say until when, and what was refused comes back.
	late := send(translator, 422, url.Values{"user": {id}, "note": {"Mine"}, "due": {"2000-01-01T09:00"}}).doc.Find("#assignment details[open]")
	if late.Find("#due").AttrOr("value", "") != "2000-01-01T09:00" || late.Find("#assign-note").AttrOr("value", "") != "Mine" {
		t.Error("a refusal loses what was typed")
	}
	send(translator, 303, url.Values{"user": {id}, "note": {"Mine"}, "due": {"2026-03-13T10:00"}})
	if box := boss.get(screen).want(t, 200).doc.Find("#assignment"); box.Find("blockquote").Text() != "Mine" || box.Find("p").First().Find("time").Length() != 1 {
		t.Errorf("who took it says %q", box.Text())
	}
}
