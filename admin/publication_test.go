package admin_test

import (
	"maps"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// panel is the address of the publish panel of the story.
func (h *house) panel() string { return "/admin/articles/" + itoa(h.story) + "/publication" }

// ready approves the source and a Kazakh version that is true to it.
func (h *house) ready() {
	h.t.Helper()
	by, ctx := rights.Operator("test"), h.t.Context()
	for _, l := range []locale.Tag{en, kk} {
		d, err := h.newsroom.Desk(ctx, by, h.story, l)
		must(h.t, err)
		head := d.Head()
		if l == kk {
			head, err = h.newsroom.Save(ctx, by, cms.SaveInput{ArticleID: h.story, Locale: kk, Base: head.ID, Content: head.Content, Confirm: d.Source.ID})
			must(h.t, err)
		}
		must(h.t, h.newsroom.ChangeStage(ctx, by, cms.StageInput{ArticleID: h.story, Locale: l, Revision: head.ID, To: models.Approved}))
	}
}

// card is a language on the panel.
func (a answer) card(l locale.Tag) *goquery.Selection { return a.doc.Find("#version-" + string(l)) }

// formTo finds the one form of a page that leads somewhere.
func (a answer) formTo(t *testing.T, suffix string) (string, url.Values) {
	t.Helper()
	form := a.doc.Find(`main form[action$="` + suffix + `"]`)
	if form.Length() != 1 {
		t.Fatalf("there are %d forms to %s:\n%s", form.Length(), suffix, a.doc.Find("main").Text())
	}
	return form.AttrOr("action", ""), fields(form)
}

// sends fills in the form that leads somewhere, and sends it.
func (p *person) sends(t *testing.T, suffix string, typed url.Values) answer {
	t.Helper()
	action, form := p.get(p.h.panel()).want(t, 200).formTo(t, suffix)
	maps.Copy(form, typed)
	return p.post(action, form)
}

func (h *house) publications(l locale.Tag) []models.Publication {
	h.t.Helper()
	p, err := h.newsroom.Publishing(h.t.Context(), rights.Operator("test"), h.story, en)
	must(h.t, err)
	var list []models.Publication
	for _, planned := range p.Version(l).Planned {
		list = append(list, planned.Publication)
	}
	return list
}

// wall is a time some hours ahead in the newsroom, as a browser's field has it.
func (h *house) wall(hours int) string {
	return h.clock.Now().In(h.newsroom.Zone()).Add(time.Duration(hours) * time.Hour).Format("2006-01-02T15:04")
}

func TestAPublicationIsScheduledMovedGivenAnEndAndCancelledAndEachIsUndone(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	h.ready()
	p := h.login("admin")
	back := func() {
		t.Helper()
		p.undo(t, p.get(h.panel()))
	}
	p.sends(t, "/kk/publish", url.Values{"from": {h.wall(2)}}).want(t, 303)
	if list := h.publications(kk); len(list) != 1 || list[0].LiveFrom != models.At(h.clock.Now().Add(2*time.Hour).Truncate(time.Minute)) {
		t.Fatalf("scheduled: %+v", list)
	}
	if back(); len(h.publications(kk)) != 0 {
		t.Error("undone, it is still ahead")
	}
	p.sends(t, "/kk/publish", url.Values{"from": {"2031-03-12T09:00"}, "from_zone": {"Asia/Almaty"}, "until": {"2031-04-12T09:00"}}).want(t, 303)
	first := h.publications(kk)[0]
	if first.Zone != "Asia/Almaty" || first.Wall != "2031-03-12T09:00:00" || first.EndsAt == models.Forever {
		t.Errorf("scheduled in another zone: %+v", first)
	}
	p.sends(t, "/move", url.Values{"from": {"2031-03-13T10:00"}}).want(t, 303)
	if moved := h.publications(kk)[0]; moved.ID != first.ID || moved.LiveFrom == first.LiveFrom {
		t.Errorf("moved: %+v", moved)
	}
	if back(); h.publications(kk)[0].LiveFrom != first.LiveFrom || h.publications(kk)[0].Zone != first.Zone {
		t.Errorf("moved back: %+v", h.publications(kk)[0])
	}
	p.sends(t, "/expiry", url.Values{"never": {"1"}}).want(t, 303)
	if h.publications(kk)[0].EndsAt != models.Forever {
		t.Error("it still ends")
	}
	if back(); h.publications(kk)[0].EndsAt != first.EndsAt {
		t.Error("its end has not come back")
	}
	p.sends(t, "/cancel", nil).want(t, 303)
	if len(h.publications(kk)) != 0 {
		t.Error("cancelled, it is still ahead")
	}
	back()
	if again := h.publications(kk); len(again) != 1 || again[0].LiveFrom != first.LiveFrom || again[0].EndsAt != first.EndsAt || again[0].Zone != first.Zone {
		t.Errorf("after undoing: %+v", again)
	}
}

func TestWhatThePanelRefusesComesBackAsItWasTyped(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, form string
		typed      url.Values
		says       string
	}{
		{"no time", "/kk/publish", url.Values{"until": {"2031-03-12T09:00"}}, "Give the time"},
		{"a time that has passed", "/kk/publish", url.Values{"from": {"2020-03-12T09:00"}}, "passed already"},
		{"a time that the clocks skip", "/kk/publish", url.Values{"from": {"2031-03-30T02:30"}, "from_zone": {"Europe/Berlin"}}, "put forward"},
		{"a time that comes twice", "/kk/publish", url.Values{"from": {"2031-10-26T02:30"}, "from_zone": {"Europe/Berlin"}}, "comes twice"},
		{"a correction of nothing", "/kk/publish", url.Values{"from": {"2031-03-12T09:00"}, "note": {"The figure was wrong."}}, "nothing public to correct"},
		{"an end before the beginning", "/kk/publish", url.Values{"now": {"1"}, "until": {"2020-03-12T09:00"}}, "after the beginning"},
		{"an expiry that has passed", "/expiry", url.Values{"until": {"2020-03-12T09:00"}}, "after the beginning"},
		{"an expiry without a time", "/expiry", url.Values{"until": {""}}, "Give the time"},
		{"moved into the past", "/move", url.Values{"from": {"2020-03-12T09:00"}}, "passed already"},
		{"changed meanwhile", "/move", url.Values{"from": {"2031-03-12T09:00"}, "seen": {"1"}}, "meanwhile"},
		{"together at no time", "/together", url.Values{"locale": {"en", "kk"}}, "Give the time"},
		{"together, none of them", "/together", url.Values{"locale": nil, "now": {"1"}}, "Tick at least one"},
		{"no reason to kill", "/kill", url.Values{"reason": {" "}}, "Give a reason"},
		{"an embargo that has passed", "/embargo", url.Values{"until": {"2020-03-12T09:00"}, "note": {"The ministry's"}}, "passed already"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := newDesk(t)
			h.ready()
			p := h.login("admin")
			if !strings.HasPrefix(test.form, "/kk") {
				p.sends(t, "/kk/publish", url.Values{"from": {h.wall(2)}}).want(t, 303)
			}
			a := p.sends(t, test.form, test.typed)
			if a.status != 422 && a.status != 409 {
				t.Fatalf("got %d", a.status)
			}
			form := a.doc.Find(`main form[action$="` + test.form + `"]`)
			if got := form.Find("[role=alert]").Text(); !strings.Contains(got, test.says) {
				t.Errorf("it says %q, want %q", got, test.says)
			}
			back := fields(form)
			for name, want := range test.typed {
				if name == "now" || name == "seen" || name == "locale" {
					continue
				}
				if got := back.Get(name); got != want[0] {
					t.Errorf("%s comes back as %q, want %q", name, got, want[0])
				}
			}
			if test.form == "/together" && strings.Join(back["locale"], " ") != strings.Join(test.typed["locale"], " ") {
				t.Errorf("ticked are %v, want %v", back["locale"], test.typed["locale"])
			}
		})
	}
}

func TestThePanelSaysWhatStandsInTheWayAndLeadsThere(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	obstacles := func(l locale.Tag) (text string, links []string) {
		list := p.get(h.panel()).want(t, 200).card(l).Find(".obstacles")
		list.Find("a").Each(func(_ int, s *goquery.Selection) { links = append(links, s.AttrOr("href", "")) })
		return list.Text(), links
	}
	if text, links := obstacles(az); !strings.Contains(text, "Nobody has begun") || len(links) != 1 || links[0] != h.edit(az)+"/translate" {
		t.Errorf("not begun: %q %v", text, links)
	}
	if text, links := obstacles(en); !strings.Contains(text, "not approved") || len(links) != 1 || links[0] != h.edit(en) {
		t.Errorf("not approved: %q %v", text, links)
	}
	p.post(h.edit(kk)+"/stage", url.Values{"revision": {p.head(kk)}, "to": {"approved"}}).want(t, 303)
	if text, _ := obstacles(kk); !strings.Contains(text, "not checked against the source: 3") {
		t.Errorf("unconfirmed: %q", text)
	}
	refused := p.sends(t, "/kk/publish", url.Values{"now": {"1"}}).want(t, 422)
	if refused.card(kk).Find("[name=reason]").Length() != 1 {
		t.Error("nobody asks for a reason")
	}
	p.sends(t, "/kk/publish", url.Values{"now": {"1"}, "reason": {"breaking"}}).want(t, 303)
	if text := p.get(h.panel()).card(kk).Text(); !strings.Contains(text, "breaking") {
		t.Errorf("the reason is not shown: %s", text)
	}
}

func TestLanguagesThatAreReadyGoOutTogether(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	h.ready()
	p := h.login("admin")
	choices := p.get(h.panel()).want(t, 200).doc.Find(`form[action$="/together"] [name=locale]`)
	var open []string
	choices.Each(func(_ int, s *goquery.Selection) {
		if _, closed := s.Attr("disabled"); !closed {
			open = append(open, s.AttrOr("value", ""))
		}
	})
	if choices.Length() != 4 || strings.Join(open, " ") != "en kk" {
		t.Errorf("to tick are %v of %d", open, choices.Length())
	}
	p.sends(t, "/together", url.Values{"from": {h.wall(1)}}).want(t, 303)
	if a, b := h.publications(en), h.publications(kk); len(a) != 1 || len(b) != 1 || a[0].LiveFrom != b[0].LiveFrom {
		t.Errorf("ahead are %+v and %+v", a, b)
	}
	form := url.Values{"locale": {"en", "az"}, "revision_en": {p.head(en)}, "now": {"1"}}
	if a := p.post(h.panel()+"/together", form); a.status != 404 {
		t.Errorf("one that is not there: %d", a.status)
	}
	if reader := h.stranger().get("/en/" + itoa(h.story)); reader.status != 404 {
		t.Errorf("the other is out: %d", reader.status)
	}
}

func TestAKillAndAnEmbargoAreForThoseWhoMayTakeDownEverything(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	h.ready()
	h.add("limited", models.Grant{Role: models.RoleEditor, Locales: []locale.Tag{kk}})
	p, limited := h.login("admin"), h.login("limited")
	p.sends(t, "/embargo", url.Values{"until": {h.wall(5)}, "note": {"The ministry's"}}).want(t, 303)
	seen := limited.get(h.panel()).want(t, 200)
	if text := seen.card(kk).Find(".obstacles").Text(); !strings.Contains(text, "Embargo until") || !strings.Contains(text, "The ministry's") {
		t.Errorf("the embargo is not shown: %q", text)
	}
	if seen.card(kk).Find("[name=now]").Length() != 0 || seen.card(kk).Find(`form[action$="/publish"]`).Length() != 1 {
		t.Error("under an embargo only a later time may be chosen")
	}
	if seen.doc.Find(`form[action$="/kill"], form[action$="/embargo"]`).Length() != 0 || seen.card(en).Find("form").Length() != 0 {
		t.Error("somebody is offered what they may not do")
	}
	p.sends(t, "/embargo", url.Values{"lift": {"1"}}).want(t, 303)
	p.undo(t, p.get(h.panel()))
	if p.get(h.panel()).doc.Find("[name=lift]").Length() != 1 {
		t.Error("the embargo has not come back")
	}
	p.sends(t, "/embargo", url.Values{"lift": {"1"}}).want(t, 303)
	p.sends(t, "/en/publish", url.Values{"now": {"1"}}).want(t, 303)
	h.clock.Advance(time.Minute)
	p.sends(t, "/kill", url.Values{"reason": {"It is not true"}}).want(t, 303)
	if a := h.stranger().get("/en/" + itoa(h.story)); a.status != 410 {
		t.Errorf("readers get %d", a.status)
	}
}

func TestAVersionIsWithdrawnAndPublishedAgainOnThePanel(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	h.ready()
	p := h.login("admin")
	p.sends(t, "/en/publish", url.Values{"now": {"1"}}).want(t, 303)
	h.clock.Advance(time.Minute)
	a := p.get(h.panel())
	if a.card(en).Find(`form[action$="/publish"] [name=now]`).Length() != 0 {
		t.Error("what is public as it is may be published once more by mistake")
	}
	p.sends(t, "/en/withdraw", nil).want(t, 303)
	p.undo(t, p.get(h.panel()))
	if v := p.get(h.panel()).card(en).Text(); !strings.Contains(v, "Live since") {
		t.Errorf("undone: %s", v)
	}
	p.post(h.panel()+"/999/cancel", nil).want(t, 404)
	p.post("/admin/articles/"+strconv.Itoa(999)+"/publication/kill", url.Values{"reason": {"x"}}).want(t, 404)
}

func TestWhatAnArmedReleasePublishesIsChangedThere(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	h.ready()
	by, ctx := rights.Operator("test"), t.Context()
	v, err := h.newsroom.CreateRelease(ctx, by, cms.ReleaseInput{Name: "Evening", At: cms.WallTime{Local: h.wall(2)}})
	must(t, err)
	must(t, h.newsroom.AddToRelease(ctx, by, v.ID, cms.ReleaseItemInput{ArticleID: h.story, Locale: kk, Action: models.ReleasePublish, Rule: models.Must}))
	_, err = h.newsroom.Arm(ctx, by, v.ID)
	must(t, err)
	p := h.login("admin")
	card := p.get(h.panel()).want(t, 200).card(kk)
	if link := card.Find("a[href='/admin/releases/" + itoa(v.ID) + "']"); !strings.Contains(link.Text(), "Evening") {
		t.Errorf("the release is not named: %s", card.Text())
	}
	if card.Find(`form[action$="/move"], form[action$="/cancel"], form[action$="/expiry"]`).Length() != 0 {
		t.Error("what the release publishes may be changed alone")
	}
	cancel := h.panel() + "/" + itoa(h.publications(kk)[0].ID) + "/cancel"
	if a := p.post(cancel, nil).want(t, 422); !strings.Contains(a.doc.Find("[role=alert]").Text(), "Evening") {
		t.Errorf("the refusal says %q", a.doc.Find("[role=alert]").Text())
	}
}
