package admin_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// reviewing are the people of a review and the version that it is of.
type reviewing struct {
	*house
	reviewer, translator *person
	path                 string
}

func newReviewing(t *testing.T) reviewing {
	t.Helper()
	h := newDesk(t)
	h.add("reviewer", models.Grant{Role: models.RoleReviewer, Locales: []locale.Tag{kk}})
	h.add("kk", models.Grant{Role: models.RoleTranslator, Locales: []locale.Tag{kk}})
	return reviewing{h, h.login("reviewer"), h.login("kk"), h.edit(kk)}
}

// accept accepts a unit as it is on the page.
func (v reviewing) accept(t *testing.T, page answer, key string) answer {
	t.Helper()
	unit := page.doc.Find("#unit-" + key)
	edit := map[string]any{
		"key": key, "do": "accept",
		"base": json.Number(unit.AttrOr("data-base", "")), "source": json.Number(unit.AttrOr("data-source", "")),
	}
	return v.reviewer.htmx(v.path+"/translate", units(t, map[string]any{"tab": "t", "edits": []any{edit}}))
}

// back sends a unit back as it is on the page.
func (v reviewing) back(page answer, key, comment string) answer {
	unit := page.doc.Find("#unit-" + key)
	return v.reviewer.htmx(v.path+"/translate/back", url.Values{
		"key": {key}, "revision": {unit.AttrOr("data-base", "")}, "source": {unit.AttrOr("data-source", "")}, "text": {comment},
	})
}

func TestAUnitLooksTheSameAsTimeGoesBy(t *testing.T) {
	t.Parallel()
	v := newReviewing(t)
	page := v.reviewer.get(v.path+"/translate").want(t, 200)
	v.accept(t, page, "title").want(t, 200)
	v.reviewer.htmx(v.path+"/comments", url.Values{"key": {"title"}, "text": {"Fine."}}).want(t, 204)
	before := v.reviewer.get(v.path+"/translate").want(t, 200).doc.Find("#unit-title").AttrOr("data-hash", "")
	v.clock.Advance(5 * time.Minute)
	if now := v.reviewer.get(v.path+"/translate").want(t, 200).doc.Find("#unit-title").AttrOr("data-hash", ""); now != before {
		t.Error("what was said of it some minutes ago makes it news")
	}
}

func TestWordsOfUnitsAreNotForTheBrowserToTranslate(t *testing.T) {
	t.Parallel()
	v := newReviewing(t)
	page := v.translator.get(v.path+"/translate").want(t, 200)
	words := page.doc.Find(".unit-now, .unit-diff .diff, .unit-beside, .unit-words, #pairing .pairs")
	if n := words.Not("[translate=no]").Length(); words.Length() == 0 || n > 0 {
		t.Errorf("%d of %d may be translated", n, words.Length())
	}
}

func TestAReviewerJudgesUnitByUnit(t *testing.T) {
	t.Parallel()
	v := newReviewing(t)
	page := v.reviewer.get(v.path+"/translate").want(t, 200)
	if page.doc.Find("[data-act=accept]").Length() != 1 || page.doc.Find("[data-filter=unread]").Length() != 1 {
		t.Error("the reviewer cannot accept")
	}
	theirs := v.translator.get(v.path+"/translate").want(t, 200)
	if theirs.doc.Find("[data-act=accept], [data-filter=unread], [data-say-back]").Length() != 0 {
		t.Error("a translator may judge")
	}
	changed := v.accept(t, page, "title").want(t, 200)
	if got := changed.doc.Find("#unit-title").AttrOr("data-verdict", ""); got != "accepted" {
		t.Errorf("the verdict is %q", got)
	}
	if got := v.back(page, "title", " ").want(t, 422).body; got != "Say what is to be changed." {
		t.Errorf("a paragraph sent back without a word: %q", got)
	}
	v.back(page, "title", "Не то.").want(t, 204)
	theirs = v.translator.get(v.path+"/translate").want(t, 200)
	title := theirs.doc.Find("#unit-title")
	if got := title.AttrOr("data-verdict", ""); got != "returned" || !strings.Contains(title.AttrOr("data-kinds", ""), "work") {
		t.Errorf("the verdict is %q, and what is to be done %q", got, title.AttrOr("data-kinds", ""))
	}
	if got := title.Find(".said").Text(); got != "Не то." {
		t.Errorf("the comment says %q", got)
	}
	if got := v.translator.get(v.path+"/translate").want(t, 200).doc.Find("form[data-confirm] [value=approved]").Length(); got != 0 {
		t.Error("a translator is asked whether to approve")
	}
	page = v.reviewer.get(v.path+"/translate").want(t, 200)
	if got := page.doc.Find("form:has([value=approved])").AttrOr("data-confirm", ""); !strings.Contains(got, "1 paragraph") {
		t.Errorf("approving what is sent back asks %q", got)
	}
}

func TestAVersionIsSentBackWithANoteThatIsNeverLost(t *testing.T) {
	t.Parallel()
	v := newReviewing(t)
	stage := func(revision, to, note string) answer {
		return v.reviewer.post(v.path+"/stage", url.Values{"revision": {revision}, "to": {to}, "note": {note}, "back": {"translate"}})
	}
	head := func() string {
		return v.reviewer.get(v.path+"/translate").want(t, 200).doc.Find("#translate").AttrOr("data-head", "")
	}
	stage(head(), "review", "").want(t, 303)
	for _, path := range []string{v.path, v.path + "/translate"} {
		page := v.reviewer.get(path).want(t, 200)
		if page.doc.Find("dialog#send-back textarea").Length() != 1 || page.doc.Find("[data-dialog=send-back]").Length() != 1 {
			t.Errorf("%s: no way back with a note", path)
		}
	}
	refused := stage("1", "draft", "Всё заново.").want(t, 409)
	if got := refused.doc.Find("dialog#send-back[open] textarea").Text(); got != "Всё заново." {
		t.Errorf("the note became %q", got)
	}
	stage(head(), "draft", "Всё заново.").want(t, 303)
	list, err := v.newsroom.Comments(t.Context(), rights.Operator("test"), v.story, kk)
	if err != nil || len(list) != 1 || list[0].Text != "Всё заново." {
		t.Errorf("said: %+v, %v", list, err)
	}
}
