package admin_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
)

// planned approves the English story of the desk and schedules it for tomorrow noon.
func (h *house) planned(t *testing.T) *person {
	t.Helper()
	boss := h.login("admin")
	boss.post(h.edit(en)+"/stage", url.Values{"revision": {boss.head(en)}, "to": {"approved"}}).want(t, 303)
	d, err := h.newsroom.Desk(t.Context(), rights.Operator("test"), h.story, en)
	must(t, err)
	_, err = h.newsroom.Publish(t.Context(), rights.Operator("test"), cms.PublishInput{
		ArticleID: h.story, Locale: en, Revision: d.Head().ID, From: cms.WallTime{Local: tomorrow(h) + "T12:00"},
	})
	must(t, err)
	return boss
}

func tomorrow(h *house) string {
	return h.newsroom.Now().In(h.newsroom.Zone()).AddDate(0, 0, 1).Format("2006-01-02")
}

func TestMomentsAreOfferedAndChosenInAnyZone(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	boss := h.planned(t)
	a := boss.get("/admin/at").want(t, 200)
	if n := a.doc.Find("[aria-labelledby=travel-near] li a").Length(); n != 3 {
		t.Errorf("%d moments near", n)
	}
	ahead := a.doc.Find("[aria-labelledby=travel-ahead] li")
	link := ahead.Find("a").First()
	if ahead.Length() != 1 || link.Text() != "Port opens" {
		t.Fatalf("ahead is %q", ahead.Text())
	}
	story := boss.get(link.AttrOr("href", ""))
	if story.status == 301 {
		story = boss.get(story.header.Get("Location"))
	}
	if story.want(t, 200); story.doc.Find("h1").Text() != "Port opens" {
		t.Errorf("the headline leads to %q", story.doc.Find("h1").Text())
	}
	for query, want := range map[string]string{
		"at=2026-03-12T09:00&at_zone=UTC&lang=ru":               "/admin/at/2026-03-12T09:00:00Z/ru/",
		"at=2026-03-12T09:00&at_zone=Asia/Baku&lang=xx":         "/admin/at/2026-03-12T05:00:00Z/en/",
		"at=2026-03-12T09:00&at_zone=UTC&lang=kk&to=compare":    "/admin/at/compare?at=2026-03-12T09%3A00%3A00Z&lang=kk",
		"at=2026-03-12T09:00&at_zone=UTC&lang=kk&path=/az/news": "/admin/at/2026-03-12T09:00:00Z/az/news",
	} {
		if got := boss.get("/admin/at?"+query).want(t, 303).header.Get("Location"); got != want {
			t.Errorf("%s leads to %s, want %s", query, got, want)
		}
	}
	wrong := boss.get("/admin/at?at=2026-03-12T09:00&at_zone=Nowhere/Here&lang=kk").want(t, 422)
	if wrong.doc.Find("#at").AttrOr("value", "") != "2026-03-12T09:00" || wrong.doc.Find("#lang option[selected]").AttrOr("value", "") != "kk" ||
		wrong.doc.Find("#problem .problem").Length() != 1 {
		t.Error("a time that cannot be read does not come back with what was typed")
	}
}

func TestAnOutsiderGetsALinkToAStoryAsItWillBe(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	boss := h.planned(t)
	form := url.Values{}
	inputs := boss.get("/admin/at").want(t, 200).doc.Find("form[action='/admin/at/preview'] input")
	for i := range inputs.Nodes {
		form.Set(inputs.Eq(i).AttrOr("name", ""), inputs.Eq(i).AttrOr("value", ""))
	}
	made := boss.post("/admin/at/preview", form).want(t, 201)
	address := made.doc.Find("[aria-labelledby=travel-ahead] li #new-preview").AttrOr("value", "")
	u, err := url.Parse(address)
	must(t, err)
	page := h.stranger().get(u.Path).want(t, 200)
	if page.doc.Find("h1").Text() != "Port opens" || page.header.Get("Cache-Control") != "no-store" || !strings.Contains(page.header.Get("X-Robots-Tag"), "noindex") {
		t.Errorf("the link shows %q, headers %v", page.doc.Find("h1").Text(), page.header)
	}
	if again := boss.get("/admin/at").want(t, 200); again.doc.Find("#new-preview").Length() != 0 {
		t.Error("the link is shown twice")
	}
	form.Set("moment", "soon")
	boss.post("/admin/at/preview", form).want(t, 422)
}

func TestTheFrontPagesOfTwoMomentsStandSideBySide(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	boss := h.planned(t)
	compare := "/admin/at/compare?lang=en&at="
	a := boss.get(compare+tomorrow(h)+"T12:00:00Z").want(t, 200)
	if changes := a.doc.Find("[aria-labelledby=changes] li"); changes.Length() != 1 || changes.Find("a").Text() != "Port opens" {
		t.Errorf("what differs is %q", changes.Text())
	}
	frames := a.doc.Find("iframe[title]")
	if frames.Length() != 2 {
		t.Fatalf("%d frames", frames.Length())
	}
	for i, want := range []int{0, 1} {
		page := boss.get(frames.Eq(i).AttrOr("src", "")).want(t, 200)
		if got := strings.Count(page.doc.Find("main").Text(), "Port opens"); min(got, 1) != want {
			t.Errorf("frame %d has the story %d times", i, got)
		}
		if !strings.Contains(page.header.Get("Content-Security-Policy"), "frame-ancestors 'self'") {
			t.Errorf("frame %d may not be framed: %s", i, page.header.Get("Content-Security-Policy"))
		}
	}
	if got := boss.get(compare+"2001-01-01T00:00:00Z").want(t, 200).doc.Find("[aria-labelledby=changes] li").Length(); got != 0 {
		t.Errorf("%d stories differ between two pages without any", got)
	}
	for _, query := range []string{"never", "2026-03-12T09:00:00Z&lang=xx"} {
		boss.get("/admin/at/compare?at="+query).want(t, 404)
	}
}

func TestTheDeskShowsAlarmsWithWhereTheyAreLookedInto(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	boss := h.login("admin")
	boss.post(h.edit(en)+"/stage", url.Values{"revision": {boss.head(en)}, "to": {"approved"}}).want(t, 303)
	boss.post(h.edit(en)+"/publish", url.Values{"revision": {boss.head(en)}}).want(t, 303)
	must(t, h.newsroom.KeepClock(t.Context(), 0))
	h.clock.Advance(2 * 3600e9)
	must(t, h.newsroom.KeepClock(t.Context(), 1))
	boss = h.login("admin")
	alarms := boss.get("/admin/").want(t, 200).doc.Find("[aria-labelledby=panel-alarms] li")
	want := map[string]bool{h.edit(en): true, "/admin/journal?area=clock": true}
	for i := range alarms.Nodes {
		link := alarms.Eq(i).Find("a").AttrOr("href", "")
		if !want[link] || alarms.Eq(i).Find(".note.fact").Text() == "" {
			t.Errorf("an alarm leads to %q and says %q", link, alarms.Eq(i).Text())
		}
		delete(want, link)
	}
	if len(want) > 0 {
		t.Errorf("no alarm leads to %v", want)
	}
}
