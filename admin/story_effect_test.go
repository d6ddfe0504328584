package admin_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/models"
)

// effects are the languages that a source's panel names, each with its notes, and the
// heading above them.
func (a answer) effects() (heading string, list []string) {
	for _, s := range a.doc.Find("#effects li").EachIter() {
		list = append(list, strings.Join(strings.Fields(s.Text()), " "))
	}
	return a.doc.Find("#edits h3").Text(), list
}

func TestTheWriterOfASourceSeesWhatItMeansForTheTranslators(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	p.save(az, "", "Liman açıldı", "Bir.\n\nİki.", url.Values{"confirm": {"1"}, "source": {p.head(en)}}).want(t, 303)
	p.post(h.edit(az)+"/stage", url.Values{"revision": {p.head(az)}, "to": {"approved"}}).want(t, 303)
	p.post(h.edit(az)+"/publish", url.Values{"revision": {p.head(az)}}).want(t, 303)
	p.post(h.edit(az)+"/assign", url.Values{"user": {strconv.FormatInt(h.user("az"), 10)}}).want(t, 303)

	open := p.get(h.edit(en)).want(t, 200)
	if _, list := open.effects(); len(list) != 0 || open.doc.Find("#edits[hidden]").Length() != 1 {
		t.Errorf("nothing has changed, and the panel says %q", list)
	}
	form := typed(t, open, 0, "First, 5 manats.")
	body := open.blocks(t)
	body[0].Text = "First, 5 manats."
	form.Set("blocks", encode(t, append(body, models.Block{Kind: models.Paragraph, Text: "Third."})))
	// Of the Kazakh version, which nobody has confirmed, only what is new is missing.
	other := "Қазақша New paragraphs: 1 Nobody has taken this version yet."
	want := "Azərbaycanca Facts: 1 New paragraphs: 1 Public: its readers will see that the original was updated Assigned to az"
	check := func(a answer, heading string) {
		t.Helper()
		if got, list := a.effects(); got != heading || strings.Join(list, "; ") != strings.Trim(want+"; "+other, "; ") {
			t.Errorf("under %q stands %q", got, list)
		}
		if got := a.doc.Find("#effects a").First().AttrOr("href", ""); got != h.edit(az)+"/translate" {
			t.Errorf("the language leads to %q", got)
		}
		if a.doc.Find("#edits[hidden]").Length() != 0 {
			t.Error("the panel is hidden")
		}
	}
	check(p.post(h.edit(en)+"/draft", form).want(t, 200), "What the translators will have to do")
	form.Set("grade."+string(body[0].Key), "wording")
	if _, list := p.post(h.edit(en)+"/draft", form).want(t, 200).effects(); len(list) != 2 || !strings.Contains(list[0], "Wording: 1 ") {
		t.Errorf("with another grade it says %q", list)
	}
	form.Del("grade." + string(body[0].Key))
	const saved = "What the translators have to do after the last save"
	check(p.htmx(h.edit(en), form).want(t, 200), saved)
	open = p.get(h.edit(en)).want(t, 200)
	check(open, saved)
	check(p.post(h.edit(en)+"/draft", open.form(t)).want(t, 200), saved)

	form = open.form(t)
	form.Set("title", "Port opens.")
	want, other = "Azərbaycanca Typos, nothing to do: 1 Public Assigned to az", ""
	check(p.post(h.edit(en)+"/draft", form).want(t, 200), "What the translators will have to do")
}
