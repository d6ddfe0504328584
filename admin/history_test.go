package admin_test

import (
	"net/url"
	"strings"
	"testing"
)

func TestTheHistoryComparesAndRestores(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	open := p.get(h.edit(en)).want(t, 200)
	p.htmx(h.edit(en), typed(t, open, 0, "First of all.")).want(t, 200)
	p.htmx(h.edit(en), typed(t, open, 1, "Second to none.")).want(t, 200)
	a := p.get(h.edit(en)+"/history").want(t, 200)
	if n := a.doc.Find(".past > li:not(.folded)").Length(); n != 3 {
		t.Fatalf("%d revisions", n)
	}
	if rows := a.doc.Find(".past").Text(); !strings.Contains(rows, "Merged; began with revision 1") {
		t.Errorf("the timeline says %q", rows)
	}
	a = p.get(h.edit(en)+"/history?from=1&to=3").want(t, 200)
	if a.doc.Find("ins").Length() != 2 || !strings.Contains(a.doc.Find(".change").Text(), "to none") {
		t.Errorf("compared: %q", a.doc.Find(".change").Text())
	}
	p.get(h.edit(en)+"/history?from=1&to=9").want(t, 404)
	back := url.Values{"number": {"1"}, "base": {p.head(en)}}
	p.post(h.edit(en)+"/restore", back).want(t, 303)
	if got := texts(p.get(h.edit(en)).blocks(t)); got != "First.\nSecond." {
		t.Errorf("restored to %q", got)
	}
	p.post(h.edit(en)+"/restore", back).want(t, 409) // somebody has saved since
	h.login("az").post(h.edit(en)+"/restore", url.Values{"number": {"1"}, "base": {p.head(en)}}).want(t, 403)
	p.get(h.edit(az)+"/history").want(t, 404) // there is none yet
	kkNotes := p.get(h.edit(kk)+"/history").want(t, 200).doc.Find(".past").Text()
	if !strings.Contains(kkNotes, "Followed revision 1 of the source") {
		t.Errorf("the translation's timeline says %q", kkNotes)
	}
}

func TestSmallSavesAreFoldedAndStillComparedAndRestored(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for _, words := range []string{"One.", "Two.", "Three."} { // revisions 2 to 4
		p.save(en, p.head(en), "Port opens", words, nil).want(t, 303)
	}
	a := p.get(h.edit(en)+"/history").want(t, 200)
	if got := a.doc.Find(".card > .past > li:not(.folded) b").Text(); got != "Revision 4 · adminRevision 1 · somebody" {
		t.Errorf("the history shows %q", got)
	}
	folded := a.doc.Find(".folded")
	if got := folded.Find("summary").Text(); got != "and 2 smaller saves" || folded.Find("details[open]").Length() != 0 {
		t.Errorf("under it stands %q", got)
	}
	if got := folded.Find("form[action$='/restore']").Length(); got != 2 {
		t.Errorf("%d of those that are folded can be brought back", got)
	}
	if from, to := a.doc.Find("[name=from][checked]").AttrOr("value", ""), a.doc.Find("[name=to][checked]").AttrOr("value", ""); from != "1" || to != "4" {
		t.Errorf("to be compared are %s and %s", from, to)
	}
	a = p.get(h.edit(en)+"/history?from=2&to=3").want(t, 200)
	if a.doc.Find(".folded details[open] [name=from][value='2'][checked]").Length() != 1 {
		t.Error("what is compared is hidden")
	}
	p.post(h.edit(en)+"/restore", url.Values{"number": {"2"}, "base": {p.head(en)}}).want(t, 303)
	if got := texts(p.get(h.edit(en)).blocks(t)); got != "One." {
		t.Errorf("restored to %q", got)
	}
}
