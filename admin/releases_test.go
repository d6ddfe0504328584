package admin_test

import (
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

// release makes an open release of a name, planned for an hour ahead.
func (h *house) release(name string) string {
	h.t.Helper()
	v, err := h.newsroom.CreateRelease(h.t.Context(), rights.Operator("test"), cms.ReleaseInput{Name: name, At: h.soon(time.Hour)})
	must(h.t, err)
	return "/admin/releases/" + itoa(v.ID)
}

// soon is the wall time in a while.
func (h *house) soon(in time.Duration) cms.WallTime {
	return cms.WallTime{Local: h.newsroom.Now().Add(in).In(h.newsroom.Zone()).Format("2006-01-02T15:04")}
}

func (h *house) approve(id int64, l locale.Tag) {
	h.t.Helper()
	d, err := h.newsroom.Desk(h.t.Context(), rights.Operator("test"), id, l)
	must(h.t, err)
	must(h.t, h.newsroom.ChangeStage(h.t.Context(), rights.Operator("test"), cms.StageInput{
		ArticleID: id, Locale: l, Revision: *d.Translation.HeadID, To: models.Approved,
	}))
}

func itemsOf(a answer) string { return said(a.doc.Find("#items-title").Parent()) }

// said are the words of a part of a page.
func said(s *goquery.Selection) string { return strings.Join(strings.Fields(s.Text()), " ") }

func wantSaid(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("%q does not say %q", text, want)
		}
	}
}

func TestReleasesAreForThoseWhoMayKill(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	path := h.release("Budget day")
	for p, may := range map[*person]bool{h.login("author"): false, h.login("az"): false, h.editor(): false, h.login("admin"): true} {
		want := map[bool]int{false: 403, true: 200}[may]
		for _, path := range []string{"/admin/releases", "/admin/releases/new", path, path + "/rehearsal"} {
			p.get(path).want(t, want)
		}
		doc := p.get("/admin/articles").doc
		if shown := doc.Find(`#menu a[href="/admin/releases"]`).Length() == 1; shown != may || doc.Find(`#action [value=release]`).Length() == 1 != may {
			t.Errorf("the menu and the list show releases: %v, want %v", shown, may)
		}
	}
	h.login("admin").get("/admin/releases/999999").want(t, 404)
	h.login("admin").get("/admin/releases/x").want(t, 404)
}

func TestAReleaseIsPlannedAndAStaleFormKeepsWhatWasTyped(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	form := url.Values{"name": {" "}, "at": {"2030-03-12T09:00"}, "at_zone": {"Asia/Almaty"}}
	a := p.post("/admin/releases/new", form).want(t, 422)
	if a.doc.Find("#at").AttrOr("value", "")+a.doc.Find("[name=at_zone] [selected]").AttrOr("value", "") != "2030-03-12T09:00Asia/Almaty" || a.doc.Find("#problem [role=alert]").Length() != 1 {
		t.Error("a refused form has lost something, or says nothing")
	}
	form.Set("name", "Budget day")
	path := p.post("/admin/releases/new", form).want(t, 303).header.Get("Location")
	doc := p.get(path).want(t, 200).doc
	version := doc.Find("input[name=version]").First().AttrOr("value", "")
	if got := said(doc.Find("#standing")); !strings.Contains(got, "12 March 2030, 08:00") || !strings.Contains(got, "nothing in it yet") {
		t.Errorf("it stands: %s", got)
	}
	p.post(path, url.Values{"version": {version}, "name": {"Budget day, later"}, "at": {""}}).want(t, 303)
	again := p.post(path, url.Values{"version": {version}, "name": {"Mine"}, "at": {"2030-05-01T10:00"}, "at_zone": {"UTC"}}).want(t, 409)
	if got := again.doc.Find("#name").AttrOr("value", "") + again.doc.Find("#at").AttrOr("value", ""); got != "Mine2030-05-01T10:00" {
		t.Errorf("a conflict has lost something: %q", got)
	}
	p.post(path, url.Values{"version": {"2"}, "name": {"Mine"}, "at": {"2001-05-01T10:00"}}).want(t, 422)
	p.post(path+"/discard", url.Values{"version": {version}}).want(t, 409)
	p.post(path+"/discard", url.Values{"version": {"2"}}).want(t, 303)
	p.get(path).want(t, 404)
}

func TestAReleaseIsComposedFromASearch(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, path := h.login("admin"), h.release("Budget day")
	found := p.get(path+"?q=port&locale=kk&rule=may").want(t, 200).doc
	if got := found.Find("#found button[name=story]").AttrOr("value", ""); got != itoa(h.story) {
		t.Errorf("the search finds %q", got)
	}
	if found.Find("[name=locale][value=kk][checked]").Length() != 1 || found.Find("#add-rule [selected]").AttrOr("value", "") != "may" {
		t.Error("the search loses what was chosen")
	}
	add := url.Values{"story": {itoa(h.story)}, "q": {"port"}, "action": {"publish"}, "rule": {"must"}}
	to := p.post(path+"/items", add).want(t, 303).header.Get("Location")
	a := p.get(to).want(t, 200)
	wantSaid(t, itemsOf(a), "Port opens", "English · publish · must go out", "Қазақша · publish · must go out", "Only approved words")
	wantSaid(t, said(a.doc.Find("#found")), "already in it: English, Қазақша")
	wantSaid(t, said(p.post(path+"/items", add).want(t, 409).doc.Find("#problem")), "This release already has it.")
	item := a.doc.Find("#items-title").Parent().Find("form").First().AttrOr("action", "")
	p.post(item, url.Values{"action": {"withdraw"}, "rule": {"may"}}).want(t, 303)
	wantSaid(t, itemsOf(p.get(path)), "English · take down · may follow later", "There is nothing to take down.")
	p.post(item, url.Values{"action": {"burn"}, "rule": {"may"}}).want(t, 422)
	p.post(item+"/remove", nil).want(t, 303)
	undo := p.get(path).doc.Find("#toasts form")
	if got := itemsOf(p.get(path)); strings.Contains(got, "English") {
		t.Errorf("still in it: %s", got)
	}
	back := url.Values{}
	undo.Find("input").Each(func(_ int, s *goquery.Selection) { back.Add(s.AttrOr("name", ""), s.AttrOr("value", "")) })
	p.post(undo.AttrOr("action", ""), back).want(t, 303)
	wantSaid(t, itemsOf(p.get(path)), "English · take down · may follow later")
}

func TestTickedStoriesGoIntoAReleaseThatThereIsOrANewOne(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, path := h.login("admin"), h.release("Budget day")
	ferry := h.begin("Ferry")
	ticked := url.Values{"action": {"release"}, "id": {itoa(h.story), itoa(ferry)}, "title." + itoa(h.story): {"Port opens"}, "title." + itoa(ferry): {"Ferry"}}
	form := p.post("/admin/articles/bulk", ticked).want(t, 200).doc
	wantSaid(t, said(form.Find("main")), "Port opens", "Ferry", "Budget day")
	id := strings.TrimPrefix(path, "/admin/releases/")
	chosen := url.Values{
		"id": ticked["id"], "title." + itoa(h.story): {"Port opens"}, "title." + itoa(ferry): {"Ferry"},
		"release": {id}, "locale": {"kk", "en"}, "action": {"publish"}, "rule": {"may"},
	}
	p.post("/admin/releases/add", chosen).want(t, 303)
	if n := p.get(path).doc.Find("#items-title ~ ol > li").Length(); n != 4 {
		t.Errorf("%d items, want two stories in two languages", n)
	}
	again := p.post("/admin/releases/add", chosen).want(t, 200)
	wantSaid(t, said(again.doc.Find(".result-line")), "Port opens: This release already has it.", "Ferry: This release already has it.")
	chosen.Set("release", "")
	refused := p.post("/admin/releases/add", chosen).want(t, 422).doc
	if refused.Find("main details[open]").Length() != 1 || refused.Find("main [name=id]").Length() != 2 || refused.Find("[name=locale][checked]").Length() != 2 || refused.Find("#add-rule [selected]").AttrOr("value", "") != "may" {
		t.Error("a refused form has lost something")
	}
	chosen.Set("name", "New one")
	to := p.post("/admin/releases/add", chosen).want(t, 303).header.Get("Location")
	if to == path || p.get(to).want(t, 200).doc.Find("h1").Text() != "New one" {
		t.Errorf("a new release is at %s", to)
	}
	h.login("az").post("/admin/releases/add", chosen).want(t, 403)
	h.login("az").post("/admin/articles/bulk", ticked).want(t, 403)
}

func TestAReleaseIsRehearsedArmedAndRolledBack(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, path := h.login("admin"), h.release("Budget day")
	add := url.Values{"story": {itoa(h.story)}, "locale": {"en"}, "action": {"publish"}, "rule": {"must"}}
	p.post(path+"/items", add).want(t, 303)
	blocked := p.get(path+"/rehearsal").want(t, 200).doc
	wantSaid(t, said(blocked.Find("main")), "Not ready", "Only approved words can be published", "Open and mend")
	if blocked.Find("#do-it").Length() != 0 {
		t.Error("it seems that it can be armed")
	}
	wantSaid(t, said(p.post(path+"/arm", nil).want(t, 422).doc.Find("#problem")), "Something that must go out is not ready.")
	h.approve(h.story, en)
	ready := p.get(path+"/rehearsal").want(t, 200).doc
	wantSaid(t, said(ready.Find("main")), "Everything is ready.", "Readers see nownothing", "Readers would seePort opens")
	wantSaid(t, ready.Find("form[data-confirm]").AttrOr("data-confirm", ""), "12 March 2026, 14:00")
	p.post(path+"/arm", nil).want(t, 303)
	armed := p.get(path).want(t, 200).doc
	wantSaid(t, said(armed.Find("#standing")), "Armed", "in 1 hour")
	wantSaid(t, itemsOf(answer{doc: armed}), "Revision 1")
	if armed.Find("#standing").AttrOr("hx-trigger", "") == "" || armed.Find("[name=story], #name").Length() != 0 {
		t.Error("an armed release is not kept fresh, or seems to be changed")
	}
	p.post(path, url.Values{"version": {"3"}, "name": {"x"}}).want(t, 422)
	wantSaid(t, said(p.get(path+"/rehearsal").want(t, 200).doc.Find("#standing")), "Armed")
	p.post(path+"/arm", nil).want(t, 422)
	p.post(path+"/rollback", nil).want(t, 422)
	p.get(path+"/rollback").want(t, 422)
	p.post(path+"/disarm", nil).want(t, 303)
	p.post(path+"/disarm", nil).want(t, 422)
	p.post(path+"/arm", nil).want(t, 303)
	h.clock.Advance(2 * time.Hour)
	reader := "/en/economy/port-opens-" + itoa(h.story)
	h.stranger().get(reader).want(t, 200)
	out := p.get(path).want(t, 200)
	wantSaid(t, said(out.doc.Find("#standing")), "Gone out")
	wantSaid(t, itemsOf(out), "On the site; not passed on yet")
	_, err := h.newsroom.Deliver(t.Context(), "worker")
	must(t, err)
	wantSaid(t, itemsOf(p.get(path)), "Passed on late: 12 March 2026, 15:00")
	wantSaid(t, said(p.get(path+"/rollback").want(t, 200).doc.Find("main")), "All of it can be rolled back.", "Readers see nowPort opens", "Readers would seenothing")
	p.post(path+"/rollback", nil).want(t, 303)
	h.stranger().get(reader).want(t, 410)
	back := p.get(path).want(t, 200)
	wantSaid(t, said(back.doc.Find("#standing")), "Rolled back")
	wantSaid(t, said(back.doc.Find("#past-title").Parent()), "Release rolled back: Budget day", "Release armed: Budget day", "1 version added")
	wantSaid(t, said(p.get("/admin/releases").doc.Find("main")), "Gone out", "Budget day")
}

func TestWhatHappenedToTheStoriesOfAReleaseIsSaid(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, path := h.login("admin"), h.release("Budget day")
	by := rights.Operator("test")
	ferry, bridge, tunnel := h.begin("Ferry"), h.begin("Bridge"), h.begin("Tunnel")
	add := url.Values{"locale": {"en"}, "action": {"publish"}, "rule": {"must"}}
	for _, id := range []int64{ferry, bridge, tunnel} {
		h.approve(id, en)
		add.Set("story", itoa(id))
		p.post(path+"/items", add).want(t, 303)
	}
	p.post(path+"/arm", nil).want(t, 303)
	must(t, h.newsroom.Trash(t.Context(), by, ferry))
	must(t, h.newsroom.SetEmbargo(t.Context(), by, cms.EmbargoInput{ArticleID: bridge, Version: 1, Until: h.soon(48 * time.Hour)}))
	d, err := h.newsroom.Desk(t.Context(), by, tunnel, en)
	must(t, err)
	_, err = h.newsroom.Publish(t.Context(), by, cms.PublishInput{ArticleID: tunnel, Locale: en, Revision: *d.Translation.HeadID})
	must(t, err)
	h.clock.Advance(time.Minute)
	must(t, h.newsroom.Kill(t.Context(), by, tunnel, "a reason"))
	a := p.get(path).want(t, 200)
	wantSaid(t, said(a.doc.Find("#standing")), "this release is disarmed", "2 not ready")
	wantSaid(t, itemsOf(a), "This story is in the trash", "under an embargo", "The story was taken down in every language")
	wantSaid(t, said(a.doc.Find("#past-title").Parent()), "Release disarmed: Budget day · Ferry", "this release is disarmed")
	if a.doc.Find(`#items-title ~ ol a[href="/admin/articles/`+itoa(ferry)+`/en"]`).Length() != 0 {
		t.Error("a story in the trash seems to be opened")
	}
	wantSaid(t, said(p.get("/admin/releases").doc.Find("#group-alarmed").Parent()), "Budget day", "this release is disarmed", "2 not ready")
}

func TestTheListOfReleasesIsPagedByGroup(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for i := range cms.PageSize + 2 {
		h.release("Release " + strconv.Itoa(i))
	}
	seen, next := 0, "/admin/releases"
	for next != "" {
		doc := p.get(next).want(t, 200).doc
		seen += doc.Find(".releases > li").Length()
		next = doc.Find("a[rel=next]").AttrOr("href", "")
	}
	if seen != cms.PageSize+2 {
		t.Errorf("%d releases on all pages", seen)
	}
}

func TestTheScreensOfReleasesSpeakTheInterfaceLanguage(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, path := h.login("admin"), h.release("Budget day")
	p.post(path+"/items", url.Values{"story": {itoa(h.story)}, "action": {"publish"}, "rule": {"must"}}).want(t, 303)
	for _, lang := range []string{"en", "az", "kk", "ru"} {
		p.post("/admin/preferences", url.Values{"interface": {lang}}).want(t, 303)
		for _, path := range []string{"/admin/releases", "/admin/releases/new", path, path + "?q=port", path + "/rehearsal"} {
			sound(t, path, lang, p.get(path).want(t, 200))
		}
	}
}
