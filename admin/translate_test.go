package admin_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/models"
)

// units is what the translator's screen sends.
func units(t testing.TB, form map[string]any) url.Values {
	t.Helper()
	data, err := json.Marshal(form)
	must(t, err)
	return url.Values{"units": {string(data)}}
}

// confirm is an edit that confirms words against the source on the screen.
func (a answer) confirm(key, words string) map[string]any {
	unit := a.doc.Find("#unit-" + key)
	edit := map[string]any{"key": key, "do": "write", "words": map[string]string{"kind": "paragraph", "text": words}}
	for field, name := range map[string]string{"base": "data-base", "source": "data-source"} {
		edit[field] = json.Number(unit.AttrOr(name, "0"))
	}
	return edit
}

func TestUnitsAreSavedAndOnlyWhatLooksOtherwiseComesBack(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	path := h.edit(kk) + "/translate"
	page := p.get(path).want(t, 200)
	all := page.doc.Find("#units .unit")
	hashes := map[string]string{}
	for _, node := range all.EachIter() {
		hashes[node.AttrOr("data-unit", "")] = node.AttrOr("data-hash", "")
	}
	edit := page.confirm("title", "Жаңа «тақырып»")
	first := p.htmx(path, units(t, map[string]any{"tab": "t", "edits": []any{edit}, "hashes": hashes})).want(t, 200)
	if got := first.doc.Find(".unit"); got.Length() != 1 || got.AttrOr("data-unit", "") != "title" || got.AttrOr("data-state", "") != "current" {
		t.Errorf("%d units came back, the first %q %q", got.Length(), got.AttrOr("data-unit", ""), got.AttrOr("data-state", ""))
	}
	edit["words"] = map[string]string{"kind": "paragraph", "text": "Басқа тақырып"}
	refused := p.htmx(path, units(t, map[string]any{"tab": "t", "edits": []any{edit}})).want(t, 409)
	if got := refused.doc.Find("[data-conflicts]").AttrOr("data-conflicts", ""); got != "title " {
		t.Errorf("the conflicts are %q", got)
	}
	if got := refused.doc.Find("#unit-title .unit-words").Text(); got != "Жаңа «тақырып»" {
		t.Errorf("the title is %q", got)
	}
	edit["words"] = map[string]string{"kind": "paragraph", "text": " "}
	edit["base"] = json.Number(refused.doc.Find("[data-head]").AttrOr("data-head", ""))
	empty := p.htmx(path, units(t, map[string]any{"tab": "t", "edits": []any{edit}})).want(t, 422)
	if empty.doc.Find("[data-problem]").AttrOr("data-problem", "") == "" {
		t.Error("nothing says why it was refused")
	}
}

// The weight of a story of three hundred paragraphs, compressed.
const longTranslation = 120_000

func TestALongTranslationOpensInOneLightAnswer(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	var source, target models.Body
	for i := range 300 {
		source = append(source, models.Block{Key: models.Key(fmt.Sprintf("block%03d", i)), Kind: models.Paragraph, Text: prose(i, "the port of Aktau took in cargo from across the sea and sent wagons on to the steppe while engineers counted every crane and clerk by hand")})
		target = append(target, models.Block{Key: models.Key(fmt.Sprintf("block%03d", i)), Kind: models.Paragraph, Text: prose(i, "Ақтау порты теңіздің арғы бетінен жүк қабылдап вагондарды далаға қарай жөнелтті ал инженерлер әрбір кран мен есепшіні қолмен санап шықты")})
	}
	save := func(l string, body models.Body) {
		t.Helper()
		d := p.get(h.edit(en)[:len(h.edit(en))-2]+l).want(t, 200)
		form := d.form(t)
		form.Set("blocks", encode(t, body))
		form.Set("title", "A long one")
		p.post(h.edit(en)[:len(h.edit(en))-2]+l, form).want(t, 303)
	}
	save("en", source)
	save("kk", target)
	weight := p.weight(t, h.edit(kk)+"/translate")
	t.Logf("300 paragraphs of about 60 words are %d bytes", weight)
	if weight > longTranslation || weight < 10_000 {
		t.Errorf("300 paragraphs are %d bytes, may be %d", weight, longTranslation)
	}
}

// prose is sixty words of a text in an order of their own, with a number.
func prose(seed int, text string) string {
	words := strings.Fields(text)
	var b strings.Builder
	for i := range 60 {
		fmt.Fprintf(&b, "%s ", words[(seed*7+i*i*3+i*seed)%len(words)])
	}
	fmt.Fprintf(&b, "%d.", seed*37)
	return b.String()
}
