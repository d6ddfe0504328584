package admin_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// eventKinds reads every kind of event from where they are declared.
func eventKinds(t *testing.T) []models.EventKind {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "../models/event.go", nil, 0)
	must(t, err)
	var kinds []models.EventKind
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if typ, ok := spec.Type.(*ast.Ident); !ok || typ.Name != "EventKind" {
			t.Errorf("%s is no kind of event", spec.Names[0])
			return true
		}
		for _, value := range spec.Values {
			kind, err := strconv.Unquote(value.(*ast.BasicLit).Value) //nolint:errcheck // it panics where it is something else
			must(t, err)
			kinds = append(kinds, models.EventKind(kind))
		}
		return true
	})
	if len(kinds) < 30 {
		t.Fatalf("only %d kinds of event", len(kinds))
	}
	return kinds
}

func TestEveryKindOfEventHasWordsAndAnArea(t *testing.T) {
	t.Parallel()
	messages := messagesOf(t)
	for _, lang := range messages.Langs() {
		p, _ := messages.Printer(lang)
		for _, kind := range eventKinds(t) {
			if _, ok := p.Known("admin.event." + string(kind)); !ok {
				t.Errorf("%s has no words in %s: add admin.event.%s", kind, lang, kind)
			}
			if !slices.Contains(models.EventAreas(), kind.Area()) {
				t.Errorf("%s is in an area that the journal does not offer: add %s to models.EventAreas", kind, kind.Area())
			}
		}
		for _, area := range models.EventAreas() {
			if _, ok := p.Known("admin.event_area." + string(area)); !ok {
				t.Errorf("%s has no name in %s: add admin.event_area.%s", area, lang, area)
			}
		}
	}
}

func TestTheJournalSaysEveryKindOfEvent(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	must(t, h.store.Write(t.Context(), func(tx *store.Tx) error {
		for _, kind := range eventKinds(t) {
			data := map[string]any{
				"revision": 1, "user": 1, "to": "approved", "from": "draft", "name": "<i>Name", "reason": "<b>Reason", "live_from": models.At(h.clock.Now()),
				"section": h.section.ID, "before": map[string]any{"name": "<script>alert(1)</script>"},
			}
			e := &models.Event{At: models.At(h.clock.Now()), Kind: kind, Actor: "<u>Actor", ArticleID: &h.story, Locale: en, Data: data}
			if err := tx.AppendEvent(t.Context(), e); err != nil {
				return err
			}
		}
		return nil
	}))
	p := h.login("admin")
	for _, lang := range []string{"en", "az", "kk", "ru"} {
		p.post("/admin/preferences", url.Values{"interface": {lang}}).want(t, http.StatusSeeOther)
		words := map[string]bool{}
		for path := "/admin/journal"; path != ""; {
			a := p.get(path).want(t, http.StatusOK)
			sound(t, path, lang, a)
			if strings.Contains(a.body, "no value") || a.doc.Find("#journal i, #journal u, #journal script").Length() > 0 {
				t.Errorf("%s in %s: a placeholder is left, or data are markup", path, lang)
			}
			for _, text := range a.doc.Find("#journal li > b").EachIter() {
				words[text.Text()] = true
			}
			path = a.doc.Find("a[rel=next]").AttrOr("href", "")
		}
		if len(words) < len(eventKinds(t)) {
			t.Errorf("in %s the journal says %d different things of %d kinds of event", lang, len(words), len(eventKinds(t)))
		}
	}
}

func TestTheJournalLeadsToWhatItTellsOf(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	form := typed(t, p.get(h.edit(en)).want(t, 200), 0, "First of all.")
	p.post(h.edit(en), form).want(t, http.StatusSeeOther)
	story := "story=" + strconv.FormatInt(h.story, 10)
	fromHistory := p.get(h.edit(en)+"/history").want(t, 200).doc.Find("main a[href^='/admin/journal']").AttrOr("href", "")
	if fromHistory != "/admin/journal?"+story {
		t.Errorf("the history leads to %q", fromHistory)
	}
	a := p.get(fromHistory).want(t, 200)
	if got := a.doc.Find("#journal li").Length(); got != 4 {
		t.Fatalf("%d events", got)
	}
	first := a.doc.Find("#journal li").First()
	if got := first.Find("b").Text(); got != "Revision 2 saved" {
		t.Errorf("the last thing is %q", got)
	}
	for _, text := range []string{"Port opens", "admin", "English", "2026"} {
		if !strings.Contains(first.Text(), text) {
			t.Errorf("the last event does not say %q: %q", text, first.Text())
		}
	}
	revision := first.Find("a[href*='/history']").AttrOr("href", "")
	if got := p.get(revision).want(t, 200).doc.Find(".change").Text(); !strings.Contains(got, "of all") {
		t.Errorf("%s shows %q", revision, got)
	}
	if got := p.get(first.Find("a").First().AttrOr("href", "")).want(t, 303).header.Get("Location"); got != h.edit(en) {
		t.Errorf("the story leads to %s", got)
	}
	person := first.Find("a[href*='user=']").AttrOr("href", "")
	if got := p.get(person).want(t, 200).doc.Find("#journal li").Length(); got != 1 {
		t.Errorf("%s has %d events", person, got)
	}
	if got := first.Find("details:not([open]) dl").Text(); !strings.Contains(got, "revision") || !strings.Contains(got, "before") {
		t.Errorf("the details are %q", got)
	}
	for query, want := range map[string]int{
		story + "&locale=kk": 1, story + "&area=article": 1, story + "&from=2026-03-13": 0, story + "&until=2026-03-13&from=2000-01-01": 4,
		"story=9999": 0, "story=x&user=y&area=&from=&until=&locale=": 8, "area=user": 3, "area=nothing": 0,
	} {
		a := p.get("/admin/journal?"+query).want(t, 200)
		if got := a.doc.Find("#journal li").Length(); got != want {
			t.Errorf("%s: %d events, want %d", query, got, want)
		}
	}
	p.get("/admin/journal?from=never").want(t, http.StatusUnprocessableEntity)
	p.post("/admin/articles/bulk", url.Values{"action": {"trash"}, "id": {strconv.FormatInt(h.story, 10)}}).want(t, 200)
	a = p.get("/admin/journal?"+story).want(t, 200)
	if got := a.doc.Find("#journal a[href^='/admin/articles/']").Length(); got > 0 || !strings.Contains(a.doc.Find("#journal").Text(), "Port opens") {
		t.Errorf("%d links lead into the trash", got)
	}
}

func TestWhoIsShownTheJournalAndTheSettings(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	for name, role := range map[string]models.Role{"editor": models.RoleEditor, "reviewer": models.RoleReviewer} {
		_, err := h.newsroom.AddUser(t.Context(), rights.Operator("test"), cms.UserInput{
			Email: name + "@news.example", Name: name, Password: password, Interface: "en", Grants: []models.Grant{{Role: role}},
		})
		must(t, err)
	}
	forbidden, ok := http.StatusForbidden, http.StatusOK
	for _, tt := range []struct {
		name              string
		journal, settings int
		history           int // links to the story's journal
	}{
		{"admin", ok, ok, 1}, {"editor", ok, forbidden, 1}, {"reviewer", ok, forbidden, 0}, {"az", forbidden, forbidden, 0}, {"author", forbidden, forbidden, 0},
	} {
		p := h.login(tt.name)
		menu := p.get("/admin/").want(t, 200).doc.Find("#menu")
		for path, want := range map[string]int{"/admin/journal": tt.journal, "/admin/settings": tt.settings} {
			a := p.get(path).want(t, want)
			if shown := menu.Find("a[href='"+path+"'][data-command]").Length() > 0; shown != (want == ok) {
				t.Errorf("%s is shown %s: %v", tt.name, path, shown)
			}
			if want == ok && a.doc.Find("#menu a[aria-current]").AttrOr("href", "") != path {
				t.Errorf("%s is not where the menu is", path)
			}
		}
		if tt.settings != ok {
			p.post("/admin/settings", url.Values{"version": {"1"}, "age": {"18+"}}).want(t, forbidden)
			p.post("/admin/settings/pages", url.Values{"version": {"1"}, "page": {"1"}, "step": {"show"}}).want(t, forbidden)
		}
		if tt.name == "author" {
			continue // may not read the history
		}
		if got := p.get(h.edit(en)+"/history").want(t, 200).doc.Find("main a[href^='/admin/journal']").Length(); got != tt.history {
			t.Errorf("%s has %d links to the story's journal", tt.name, got)
		}
	}
	reviewer := h.login("reviewer").get("/admin/journal").want(t, 200)
	if got := reviewer.doc.Find("#journal li").Length(); got > 0 || reviewer.doc.Find("#journal .empty-line").Length() != 1 {
		t.Errorf("a reviewer without stories reads %d events", got)
	}
}
