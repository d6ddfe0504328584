package admin_test

import (
	"bufio"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
)

func TestTheDeskShowsWhatWaitsForEachRole(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	boss := h.login("admin")
	boss.post(h.edit(en)+"/stage", url.Values{"revision": {boss.head(en)}, "to": {"approved"}}).want(t, 303)
	az := h.login("az").get("/admin/").want(t, 200)
	missing := az.doc.Find("[aria-labelledby=panel-missing] li a")
	if missing.Length() != 1 || missing.AttrOr("href", "") != h.edit("az")+"/translate" || missing.Text() != "Port opens" {
		t.Errorf("the translator is to begin %q at %q", missing.Text(), missing.AttrOr("href", ""))
	}
	if az.doc.Find("[aria-labelledby=panel-review], [aria-labelledby=panel-alarms]").Length() != 0 {
		t.Error("a translator has the panels of those who approve and plan")
	}
	author := h.login("author").get("/admin/").want(t, 200)
	if n := author.doc.Find(".desk-panel li").Length(); n != 0 {
		t.Errorf("an author sees %d things of others", n)
	}
	if author.doc.Find("[aria-labelledby=panel-drafts] .hint").Length() != 1 {
		t.Error("an empty panel teaches nothing")
	}
	ready := boss.get("/admin/").want(t, 200).doc.Find("[aria-labelledby=panel-ready] li a")
	if ready.Length() != 1 || ready.AttrOr("href", "") != h.edit(en) {
		t.Errorf("ready is %q", ready.Text())
	}
}

// events listens to the stream of a desk that has seen a state. The lines that
// it returns end with the stream.
func (p *person) events(t *testing.T, seen string) <-chan string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 30*time.Second)
	t.Cleanup(stop)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.h.server.URL+"/admin/events?seen="+seen, http.NoBody)
	must(t, err)
	res, err := p.client.Do(req) //nolint:bodyclose // closed below, when the test has read what it wants
	must(t, err)
	if res.StatusCode != http.StatusOK || res.Header.Get("Content-Type") != "text/event-stream" {
		t.Fatalf("the stream answers %d, %s", res.StatusCode, res.Header.Get("Content-Type"))
	}
	lines := make(chan string)
	go func() {
		defer close(lines)
		defer res.Body.Close() //nolint:errcheck // It was only read.
		for scanner := bufio.NewScanner(res.Body); scanner.Scan(); {
			lines <- scanner.Text()
		}
	}()
	return lines
}

func TestAnOpenDeskHearsWhatHappensUntilThePersonIsDisabled(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("az")
	state := p.get("/admin/").want(t, 200).doc.Find("[data-follow]").AttrOr("data-state", "")
	lines := p.events(t, state)
	if got := <-lines; !strings.HasPrefix(got, ":") {
		t.Fatalf("a desk that is fresh is told %q", got)
	}
	admin := h.login("admin")
	admin.save(en, admin.head(en), "Port opens", "Changed.", nil).want(t, 303)
	for line := range lines {
		if line == "event: changed" {
			if data := <-lines; data == "data: "+state {
				t.Errorf("what changed is %q as before", data)
			}
			break
		}
	}
	must(t, h.newsroom.DisableUser(t.Context(), rights.Operator("test"), h.user("az")))
	for range lines {
	}
	if t.Context().Err() != nil {
		t.Error("the stream goes on")
	}
}

func TestADeskThatMissedSomethingIsToldAtOnce(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	lines := h.login("az").events(t, "0-0")
	if got := <-lines; got != "event: changed" {
		t.Errorf("told %q", got)
	}
}

func TestWorkIsTakenAndHandedBackOnTheScreenOfTheVersion(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("az")
	a := p.get(h.edit(az)).want(t, 200)
	form := a.doc.Find("form[action$='/assign']")
	if form.Length() != 1 {
		t.Fatalf("there are %d forms", form.Length())
	}
	id := form.Find("[name=user]").AttrOr("value", "")
	p.post(h.edit(az)+"/assign", url.Values{"user": {id}}).want(t, 303)
	if got := h.login("admin").get("/admin/articles?assignee="+id).want(t, 200).doc.Find(".stories .title").Length(); got != 1 {
		t.Errorf("the list of what is theirs has %d stories", got)
	}
	if got := p.get("/admin/").doc.Find("[aria-labelledby=panel-assigned] li").Length(); got != 1 {
		t.Errorf("their desk has %d", got)
	}
	p.post(h.edit(az)+"/assign", url.Values{"user": {"0"}}).want(t, 303)
	if got := p.get("/admin/").doc.Find("[aria-labelledby=panel-assigned] li").Length(); got != 0 {
		t.Errorf("what was handed back is still on the desk: %d", got)
	}
	admin := h.login("admin")
	a = admin.post(h.edit(az)+"/assign", url.Values{"user": {id}, "due": {"2000-01-01T09:00"}}).want(t, 422)
	if a.doc.Find("#due").AttrOr("value", "") != "2000-01-01T09:00" || a.doc.Find("#problem [role=alert]").Length() != 1 {
		t.Error("a refusal loses what was typed, or does not say why")
	}
	skipped := url.Values{"user": {id}, "due": {"2030-03-31T02:30"}, "due_zone": {"Europe/Berlin"}}
	a = admin.post(h.edit(az)+"/assign", skipped).want(t, 422)
	if got := a.doc.Find("[name=due_zone] [selected]").AttrOr("value", ""); got != "Europe/Berlin" || a.doc.Find("#due-said .fact").Length() != 1 {
		t.Errorf("a time that there is not comes back in the zone %q", got)
	}
}

func TestAChangedFactInPublicLeadsTheDeskToTheTranslation(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	p.save(en, p.head(en), "Port opens", "It has 12 berths.", nil).want(t, 303)
	p.save(az, "", "Liman açıldı", "Limanda 12 körpü var.", url.Values{"confirm": {"1"}, "source": {p.head(en)}}).want(t, 303)
	for path, form := range map[string]url.Values{"/assign": {"user": {strconv.FormatInt(h.user("az"), 10)}}, "/stage": {"revision": {p.head(az)}, "to": {"approved"}}} {
		p.post(h.edit(az)+path, form).want(t, 303)
	}
	p.post(h.edit(az)+"/publish", url.Values{"revision": {p.head(az)}}).want(t, 303)
	p.save(en, p.head(en), "Port opens", "It has 14 berths.", nil).want(t, 303)
	desk := h.login("az").get("/admin/").want(t, 200).doc
	first := desk.Find(".desk-panel").First()
	task := first.Find("li")
	if first.AttrOr("aria-labelledby", "") != "panel-exposed" || task.Length() != 1 || task.Find("a").AttrOr("href", "") != h.edit(az)+"/translate" {
		t.Errorf("the desk begins with %q", first.Text())
	}
	for _, note := range []string{"Facts: 1", "Paragraphs done: 1 of 2", "Words left: 4"} {
		if !strings.Contains(task.Text(), note) {
			t.Errorf("%q does not say %q", task.Text(), note)
		}
	}
	if got := desk.Find("[aria-labelledby=panel-stale] li").Length(); got != 0 {
		t.Errorf("it is listed %d times more", got)
	}
}
