package admin_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/models"
)

// blocks returns what the editor of a page begins with.
func (a answer) blocks(t testing.TB) models.Body {
	t.Helper()
	var data struct{ Blocks models.Body }
	if err := json.Unmarshal([]byte(a.doc.Find("#editor-data").Text()), &data); err != nil {
		t.Fatal(err)
	}
	return data.Blocks
}

// texts are the words of blocks, one a line.
func texts(body models.Body) string {
	list := make([]string, len(body))
	for i := range body {
		list[i] = text.PlainBlock(&body[i])
	}
	return strings.Join(list, "\n")
}

// form returns the form of a page as a browser would send it, the text as blocks.
func (a answer) form(t testing.TB) url.Values {
	t.Helper()
	form := url.Values{}
	a.doc.Find("#words input[name], #words textarea[name]").Each(func(_ int, s *goquery.Selection) {
		switch {
		case s.AttrOr("type", "") == "checkbox":
		case s.Is("textarea"):
			form.Set(s.AttrOr("name", ""), s.Text())
		default:
			form.Set(s.AttrOr("name", ""), s.AttrOr("value", ""))
		}
	})
	form.Set("tab", "tab")
	form.Set("blocks", encode(t, a.blocks(t)))
	return form
}

func encode(t testing.TB, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// typed returns the form with another text of one block.
func typed(t testing.TB, a answer, block int, words string) url.Values {
	t.Helper()
	form := a.form(t)
	body := a.blocks(t)
	body[block].Text = words
	form.Set("blocks", encode(t, body))
	return form
}

// htmx posts as an open editor does.
func (p *person) htmx(path string, form url.Values) answer {
	p.h.t.Helper()
	return p.do(http.MethodPost, path, form, map[string]string{"Hx-Request": "true"})
}

func TestARefusedSaveBringsBackEverythingTyped(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	a := p.save(en, p.head(en), " ", "Typed <b>much</b>.", url.Values{"summary": {"My summary"}, "seo_title": {"My SEO"}}).want(t, 422)
	if a.doc.Find("#summary").Text() != "My summary" || a.doc.Find("#seo_title").AttrOr("value", "") != "My SEO" {
		t.Error("the fields are lost")
	}
	if got := texts(a.blocks(t)); got != "Typed much." {
		t.Errorf("the text came back as %q", got)
	}
	if !strings.Contains(a.doc.Find("noscript").Text(), "Typed **much**.") {
		t.Error("browsers without scripts have lost the text")
	}
}

func TestAnOpenEditorGetsThePartsThatASaveChanged(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	open := p.get(h.edit(en)).want(t, 200)
	a := p.htmx(h.edit(en), typed(t, open, 0, "First of all.")).want(t, 200)
	if base := p.head(en); !strings.Contains(a.header.Get("Hx-Trigger-After-Swap"), `"`+base+`"`) {
		t.Errorf("the editor is told %q, the head is %s", a.header.Get("Hx-Trigger-After-Swap"), base)
	}
	for _, part := range []string{"state", "publication", "findings", "preview", "edits", "conflict", "problem"} {
		if a.doc.Find("#"+part+"[hx-swap-oob]").Length() != 1 {
			t.Errorf("there is no part %s", part)
		}
	}
	if a.doc.Find("#merged").Text() != "" {
		t.Error("a save that met no other is called merged")
	}
	form := typed(t, open, 0, "First of all.")
	form.Set("title", "")
	a = p.htmx(h.edit(en), form).want(t, 422)
	if a.doc.Find("#problem [role=alert]").Length() != 1 || a.doc.Find("#publication").Length() != 0 {
		t.Error("a refusal says more, or less, than why")
	}
}

func TestEditsOfDifferentParagraphsMerge(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	open := p.get(h.edit(en)).want(t, 200)
	p.htmx(h.edit(en), typed(t, open, 0, "Theirs.")).want(t, 200)
	a := p.htmx(h.edit(en), typed(t, open, 1, "Mine.")).want(t, 200)
	var merged struct{ Blocks models.Body }
	if err := json.Unmarshal([]byte(a.doc.Find("#merged").Text()), &merged); err != nil || texts(merged.Blocks) != "Theirs.\nMine." {
		t.Errorf("the editor is told to show %q (%v)", texts(merged.Blocks), err)
	}
	if got := texts(p.get(h.edit(en)).blocks(t)); got != "Theirs.\nMine." {
		t.Errorf("merged to %q", got)
	}
}

func TestTheConflictScreenKeepsWhatWasChosen(t *testing.T) {
	t.Parallel()
	for choice, want := range map[string]string{
		"theirs": "Theirs.\nSecond.", "mine": "Mine.\nSecond.", "both": "Theirs.\nMine.\nSecond.", "own": "Ours, bold.\nSecond.",
	} {
		h := newDesk(t)
		p := h.login("admin")
		open := p.get(h.edit(en)).want(t, 200)
		p.htmx(h.edit(en), typed(t, open, 0, "Theirs.")).want(t, 200)
		head := p.head(en)
		a := p.htmx(h.edit(en), typed(t, open, 0, "Mine.")).want(t, 409)
		if p.head(en) != head {
			t.Fatal("a conflict was saved")
		}
		section := a.doc.Find("#conflict")
		for _, words := range []string{"Theirs", "Mine", "First"} {
			if !strings.Contains(section.Text(), words) {
				t.Errorf("the screen does not show %q", words)
			}
		}
		form := url.Values{"pick.0": {choice}, "own.0": {"Ours, **bold**."}}
		section.Find("input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
			form.Set(s.AttrOr("name", ""), s.AttrOr("value", ""))
		})
		p.post(h.edit(en)+"/resolve", form).want(t, 303)
		if got := texts(p.get(h.edit(en)).blocks(t)); got != want {
			t.Errorf("%s: got %q, want %q", choice, got, want)
		}
	}
}

func TestAConflictOfTitlesAndDeletionsIsChosen(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	open := p.get(h.edit(en)).want(t, 200)
	theirs := typed(t, open, 0, "Theirs.")
	theirs.Set("title", "Their title")
	p.htmx(h.edit(en), theirs).want(t, 200)
	mine := open.form(t)
	mine.Set("title", "My title")
	mine.Set("blocks", encode(t, open.blocks(t)[1:]))
	// Without scripts the screen is a page with everything typed in it.
	a := p.post(h.edit(en), mine).want(t, 409)
	if a.doc.Find("#title").Text() != "My title" || texts(a.blocks(t)) != "Second." {
		t.Error("what was typed is lost")
	}
	form := url.Values{"key": {}}
	a.doc.Find("#conflict input[type=hidden]").Each(func(_ int, s *goquery.Selection) {
		form.Add(s.AttrOr("name", ""), s.AttrOr("value", ""))
	})
	for i := range form["key"] {
		form.Set("pick."+string(rune('0'+i)), "mine")
	}
	p.post(h.edit(en)+"/resolve", form).want(t, 303)
	after := p.get(h.edit(en))
	if after.doc.Find("#title").Text() != "My title" || texts(after.blocks(t)) != "Second." {
		t.Errorf("got %q and %q", after.doc.Find("#title").Text(), texts(after.blocks(t)))
	}
}

func TestADraftIsKeptCheckedAndOffered(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	form := typed(t, p.get(h.edit(en)).want(t, 200), 0, "First , with 5 errors.")
	form.Set("keep", "1")
	a := p.post(h.edit(en)+"/draft", form).want(t, 200)
	if !strings.Contains(a.doc.Find("#counts").Text(), "5 words") {
		t.Errorf("counts: %q", a.doc.Find("#counts").Text())
	}
	if a.doc.Find("#findings li").Length() == 0 || a.doc.Find("#edits select").Length() != 1 {
		t.Error("nothing was found, or no grade is proposed")
	}
	if got := a.doc.Find("#edits option[selected]").AttrOr("value", ""); got != "fact" {
		t.Errorf("a changed number is proposed as %s", got)
	}
	next := p.get(h.edit(en))
	if !strings.Contains(next.doc.Find("#editor-data").Text(), "with 5 errors") || next.doc.Find("[data-autosave=tab]").Length() != 1 {
		t.Error("the draft is not offered")
	}
	p.post(h.edit(en)+"/discard", url.Values{"tab": {"tab"}}).want(t, 303)
	if p.get(h.edit(en)).doc.Find("[data-autosave]").Length() != 0 {
		t.Error("the draft is still there")
	}
	form.Set("blocks", "[{")
	p.post(h.edit(en)+"/draft", form).want(t, 422)
}

func TestAGradeIsTheWritersToGive(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	open := p.get(h.edit(en)).want(t, 200)
	key := string(open.blocks(t)[0].Key)
	form := typed(t, open, 0, "Frist.")
	form.Set("grade."+key, "fact")
	a := p.post(h.edit(en)+"/draft", form).want(t, 200)
	if got := a.doc.Find("#edits option[selected]").AttrOr("value", ""); got != "fact" {
		t.Errorf("the choice of the writer became %s", got)
	}
	form = typed(t, open, 0, "First 7.")
	form.Set("grade."+key, "typo")
	p.htmx(h.edit(en), form).want(t, 422)
	form.Set("grade."+key, "wording")
	p.htmx(h.edit(en), form).want(t, 200)
}

func TestWhoElseIsWritingIsTold(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	one, two := h.login("admin"), h.login("az")
	form := one.get(h.edit(az)).want(t, 200).form(t)
	one.post(h.edit(az)+"/draft", form).want(t, 200)
	a := two.post(h.edit(az)+"/draft", form).want(t, 200)
	if got := a.doc.Find("#people").Text(); !strings.Contains(got, "admin") {
		t.Errorf("people: %q", got)
	}
	one.post(h.edit(az)+"/leave", url.Values{"tab": {"tab"}}).want(t, 204)
	if got := two.post(h.edit(az)+"/draft", form).want(t, 200).doc.Find("#people").Text(); got != "" {
		t.Errorf("people: %q", got)
	}
	h.clock.Advance(time.Second)
}

func TestPastedMarkupComesBackAsCleanBlocks(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	a := p.post("/admin/paste", url.Values{"html": {`<h1 onclick="x()">Big</h1><p style="color:red">Text <script>alert(1)</script><b>bold</b></p>`}}).want(t, 200)
	var body models.Body
	if err := json.Unmarshal([]byte(a.body), &body); err != nil {
		t.Fatal(err)
	}
	want := models.Body{{Kind: models.Heading2, Text: "Big"}, {Kind: models.Paragraph, Text: "Text <strong>bold</strong>"}}
	if len(body) != 2 || body[0].Words() != want[0].Words() || body[1].Words() != want[1].Words() {
		t.Errorf("got %+v", body)
	}
}
