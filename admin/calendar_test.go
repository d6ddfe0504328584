package admin_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// plan publishes the house's story in English from a time on the wall.
func (h *house) plan(from, until string) *models.Publication {
	h.t.Helper()
	by := rights.Operator("test")
	d, err := h.newsroom.Desk(h.t.Context(), by, h.story, en)
	must(h.t, err)
	if d.Translation.Stage != models.Approved {
		must(h.t, h.newsroom.ChangeStage(h.t.Context(), by, cms.StageInput{ArticleID: h.story, Locale: en, Revision: d.Head().ID, To: models.Approved}))
	}
	p, err := h.newsroom.Publish(h.t.Context(), by, cms.PublishInput{
		ArticleID: h.story, Locale: en, Revision: d.Head().ID, From: cms.WallTime{Local: from}, Until: cms.WallTime{Local: until},
	})
	must(h.t, err)
	return p
}

// lines are what an agenda shows, with white space as one.
func (a answer) lines() []string {
	var lines []string
	for i := range a.doc.Find(".agenda li").Length() {
		lines = append(lines, strings.Join(strings.Fields(a.doc.Find(".agenda li").Eq(i).Text()), " "))
	}
	return lines
}

func TestTheAgendaTellsWhatComesAndWhenNothingDoes(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	h.plan("2026-03-13T09:00", "2026-03-14T18:00")
	p := h.login("admin")
	a := p.get("/admin/calendar?view=agenda&locale=en").want(t, 200)
	want := []string{
		"Nothing new from 13:00 to 20:00 EN English",
		"09:00 EN English Port opens First publication Move…", "Nothing new from 09:00 to 20:00 EN English",
		"Nothing new from 08:00 to 20:00 EN English", "18:00 EN English Port opens End of publication Move…",
	}
	got := a.lines()
	if len(got) != 9 { // and four days of nothing
		t.Errorf("the agenda has %d lines: %q", len(got), got)
	}
	for i := range want {
		if i < len(got) && got[i] != want[i] {
			t.Errorf("line %d is %q, want %q", i, got[i], want[i])
		}
	}
	if got := a.doc.Find(".agenda h2").First().Text(); got != "Thursday, 12 March 2026 Today" {
		t.Errorf("the first day is %q", got)
	}
	if got := p.get("/admin/calendar?view=agenda&date=2026-03-20&kind=release&kind=party").want(t, 200).lines(); len(got) != 0 {
		t.Errorf("a week without releases has %q", got)
	}
	// A grid is the same without a script.
	grid := p.get("/admin/calendar").want(t, 200)
	if text := grid.doc.Find("noscript").Text(); !strings.Contains(text, "Port opens") || !strings.Contains(text, "/admin/calendar/move?") {
		t.Errorf("without a script the month is %q", text)
	}
}

func TestOnlyTheGridsOfTheCalendarAllowAStyleElementAndEachItsOwn(t *testing.T) {
	t.Parallel()
	p := newDesk(t).login("admin")
	seen := map[string]bool{}
	for path, want := range map[string]bool{
		"/admin/calendar": true, "/admin/calendar?view=week": true, "/admin/calendar?view=day": true,
		"/admin/calendar?view=agenda": false, "/admin/calendar/move?kind=publication&id=1": false, "/admin/": false,
	} {
		a := p.get(path)
		nonce, allowed := a.doc.Find("meta[name=csp-nonce]").Attr("content")
		policy := a.header.Get("Content-Security-Policy")
		if allowed != want || strings.Contains(policy, "nonce") != want || want && !strings.Contains(policy, "style-src 'self' 'nonce-"+nonce+"';") {
			t.Errorf("%s has the nonce %q and the policy %s", path, nonce, policy)
		}
		if want && (len(nonce) < 22 || seen[nonce]) {
			t.Errorf("%s has the nonce %q", path, nonce)
		}
		seen[nonce] = true
		if loads := a.doc.Find(`script[src*="calendar"]`).Length() == 1; loads != want {
			t.Errorf("%s loads the script of the grids: %t", path, loads)
		}
	}
}

func TestAnEntryIsMovedInWordsAndBack(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	pub := h.plan("2026-03-13T09:00", "")
	p := h.login("admin")
	path := "/admin/calendar/move"
	entry := path + "?kind=publication&id=" + strconv.FormatInt(pub.ID, 10)
	form := func(a answer, at string) url.Values {
		f := url.Values{"at": {at}, "at_zone": {"Asia/Baku"}, "back": {"/admin/calendar?view=week&date=2026-03-13"}}
		for _, name := range []string{"kind", "id", "seen"} {
			f.Set(name, a.doc.Find("form[data-move] [name="+name+"]").AttrOr("value", ""))
		}
		return f
	}
	a := p.get(entry).want(t, 200)
	if got := a.doc.Find("#at").AttrOr("value", ""); got != "2026-03-13T09:00" {
		t.Errorf("the form begins with %q", got)
	}
	to := p.post(path, form(a, "2026-03-14T10:30")).want(t, 303).header.Get("Location")
	if to != "/admin/calendar?view=week&date=2026-03-13" {
		t.Errorf("moving leads to %q", to)
	}
	begins := func() string {
		now, err := h.newsroom.CalendarEntry(t.Context(), rights.Operator("test"), cms.CalendarPublication, pub.ID, en)
		must(t, err)
		return now.Meant.Local
	}
	if got := begins(); got != "2026-03-14T10:30:00" {
		t.Errorf("it begins at %s", got)
	}
	p.undo(t, p.get(to).want(t, 200))
	if got := begins(); got != "2026-03-13T09:00:00" {
		t.Errorf("after undoing it begins at %s", got)
	}

	// What is refused comes back as it was typed, with the reason.
	for _, test := range []struct {
		name, at, zone, seen, want string
		status                     int
	}{
		{"past", "2026-03-01T09:00", "Asia/Baku", "", "passed already", 422},
		{"skipped", "2026-03-29T02:30", "Europe/Berlin", "", "There is no 02:30", 422},
		{"twice", "2026-10-25T02:30", "Europe/Berlin", "", "comes twice", 422},
		{"stale", "2026-03-15T09:00", "Asia/Baku", "12", "Somebody changed this", 409},
	} {
		f := form(p.get(entry), test.at)
		f.Set("at_zone", test.zone)
		if test.seen != "" {
			f.Set("seen", test.seen)
		}
		a := p.post(path, f)
		if a.status != test.status || !strings.Contains(a.doc.Find("main").Text(), test.want) || a.doc.Find("#at").AttrOr("value", "") != test.at {
			t.Errorf("%s: %d %s", test.name, a.status, a.doc.Find("main").Text())
		}
		// Dropped on a grid it is said in a short message, or asked.
		f.Set("drop", "1")
		part := p.do(http.MethodPost, path, f, map[string]string{"Hx-Request": "true"})
		asked := part.doc.Find("form[data-move]").Length() == 1
		if asked != (test.name == "twice") || !strings.Contains(part.doc.Text(), test.want) || part.doc.Find("main").Length() != 0 {
			t.Errorf("%s, dropped: %d %s", test.name, part.status, part.body)
		}
	}
	f := form(p.get(entry), "2026-03-01T09:00")
	again := p.do(http.MethodPost, path, f, map[string]string{"Hx-Request": "true"}).want(t, 422)
	if again.doc.Find("[role=alert]").Text() != "This time has passed already." || again.doc.Find("#at").AttrOr("value", "") != "2026-03-01T09:00" {
		t.Errorf("in a dialog a refusal is %s", again.body)
	}
	f = form(p.get(entry), "2026-03-16T08:00")
	f.Set("drop", "1")
	part := p.do(http.MethodPost, path, f, map[string]string{"Hx-Request": "true"}).want(t, 200)
	if part.doc.Find(".toast-line form[data-undo] [data-shortcut='Alt+Z']").Length() != 1 || begins() != "2026-03-16T08:00:00" {
		t.Errorf("dropped, it begins at %s: %s", begins(), part.body)
	}
	f = form(p.get(entry), "2026-03-17T08:00")
	f.Set("back", "https://evil.example/")
	if to := p.post(path, f).want(t, 303).header.Get("Location"); to != "/admin/calendar" {
		t.Errorf("moving leads to %q", to)
	}
	// Who may not publish sees the entry, and no form.
	if a := h.login("az").get(entry).want(t, 200); a.doc.Find("form[data-move]").Length() != 0 {
		t.Error("a translator gets the form")
	}
}

func TestEntriesAreAskedForByTheSpan(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	pub := h.plan("2026-03-13T09:00", "")
	p := h.login("admin")
	var feed struct {
		Titles  map[string][2]string
		Entries [][]any
	}
	a := p.get("/admin/calendar/entries?from=2026-03-09&until=2026-03-16").want(t, 200)
	must(t, json.Unmarshal([]byte(a.body), &feed))
	want := fmt.Sprint([]any{0, pub.ID, float64(pub.LiveFrom), 240, 240, 0, h.story, 1})
	if len(feed.Entries) != 1 || fmt.Sprint(feed.Entries[0]) != want || feed.Titles["1"] != [2]string{"Port opens", "en"} {
		t.Errorf("the feed is %s, want %s", a.body, want)
	}
	for _, query := range []string{"", "?from=2026-03-09", "?from=2026-03-09&until=2026-03-09", "?from=2026-01-01&until=2026-12-31", "?from=soon&until=2026-03-16"} {
		p.get("/admin/calendar/entries"+query).want(t, 422)
	}
}

// rename gives synthetic stories titles as long as those of newspapers, of words that
// do not come twice in a while.
func (h *house) rename(stories int) {
	h.t.Helper()
	random := rand.New(rand.NewPCG(1, 2))
	const letters = "абвгдежзийклмнопрстуфхцчшщыэюя"
	word := func() string {
		var b strings.Builder
		for range 4 + random.IntN(6) {
			b.WriteRune([]rune(letters)[random.IntN(len(letters)/2)])
		}
		return b.String()
	}
	words := make([]string, 3000)
	for i := range words {
		words[i] = word()
	}
	must(h.t, h.store.Write(h.t.Context(), func(tx *store.Tx) error {
		for id := range stories {
			title := make([]string, 9)
			for i := range title {
				title[i] = words[random.IntN(len(words))]
			}
			heading := models.Heading{ArticleID: int64(id + 1), Locale: en, Title: strings.Join(title, " "), TitleLocale: ru, SortKey: []byte{}, Rules: "r"}
			if err := tx.SetHeadings(h.t.Context(), heading.ArticleID, []models.Heading{heading}, nil); err != nil {
				return err
			}
		}
		return nil
	}))
}

// A month of a large newsroom: each story in four languages, the titles as long as
// those of newspapers.
func TestAMonthOfThreeThousandEntriesStaysSmall(t *testing.T) {
	t.Parallel()
	const stories, limit = 750, 150_000
	h := newHouse(t)
	h.add("admin", models.Grant{Role: models.RoleAdmin})
	tags := []locale.Tag{en, az, kk, ru}
	now := h.newsroom.Now()
	_, err := h.store.Synthesize(t.Context(), stories, tags, now)
	must(t, err)
	h.rename(stories)
	p := h.login("admin")
	from, until := now.Add(-stories*18*time.Minute).In(h.newsroom.Zone()), now.In(h.newsroom.Zone()).AddDate(0, 0, 1)
	path := "/admin/calendar/entries?from=" + from.Format(time.DateOnly) + "&until=" + until.Format(time.DateOnly)
	var feed struct{ Entries []any }
	must(t, json.Unmarshal([]byte(p.get(path).want(t, 200).body), &feed))
	weight := p.weight(t, path)
	t.Logf("%d entries are %d bytes", len(feed.Entries), weight)
	if len(feed.Entries) < 3000 || weight > limit {
		t.Errorf("%d entries are %d bytes, may be %d", len(feed.Entries), weight, limit)
	}
	if page := p.weight(t, "/admin/calendar?view=month"); page > eachScreen {
		t.Errorf("the month is %d bytes, may be %d", page, eachScreen)
	}
}
