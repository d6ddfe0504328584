package admin_test

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/admin"
	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// route is a row of the table of who may what by which address.
type route struct {
	// name is method and path, as they are registered.
	name string
	// may says what author, translator, reviewer, editor and administrator get, in
	// this order, of a story that is not their own and whose source is English:
	//
	//	+  it is done, or refused for what the form holds
	//	-  forbidden
	//	0  not found
	//	L  + in the languages of their grant, else -
	//	T  the same for translations; - for the source
	//	E  + for the source and in the languages of their grant, else -
	//	A  + for those whose grant is for all languages, else -
	may string
	// done is what those get who may, where that is not +.
	done string
	// stranger says what somebody gets who is not logged in; empty is the log-in page.
	stranger string
	// form fills in the form so far that nothing but a right is missing.
	form func(w *walker, l locale.Tag) url.Values
	// perLocale walks the route in each language, as one with a language in its path.
	perLocale bool
}

// What stories, users and others of an address need, as the rights table has it.
const (
	all        = "+ + + + +"
	nobody     = "0 0 0 0 0"
	reads      = "0 + + + +"
	readsAll   = "- + + + +"
	edits      = "0 T T E +"
	approves   = "0 - L L +"
	publishes  = "0 - - L +"
	writes     = "0 - - + +"
	creates    = "L - - + +"
	comments   = "0 L L L +"
	plans      = "- + + + +"
	structures = "- - - + +"
	releases   = "- - - A +"
	administer = "- - - - +"
)

// routes lists every address of the admin. A new one gets a row here.
func routes() []route {
	return []route{
		{name: "GET /admin/assets/*", may: nobody, stranger: "0"}, // none of that name
		{name: "GET /admin/login", may: all, stranger: "+"},
		{name: "GET /admin/setup", may: nobody, stranger: "0"},
		{name: "POST /admin/setup", may: nobody, stranger: "0"},
		{name: "GET /admin/forgot", may: nobody, stranger: "0"}, // without a mail server
		{name: "POST /admin/forgot", may: nobody, stranger: "0"},
		{name: "GET /admin/welcome/:token", may: nobody, stranger: "0"}, // no such link
		{name: "POST /admin/welcome/:token", may: nobody, stranger: "0"},

		{name: "GET /admin", may: all, stranger: "+"}, // to the one with a slash
		{name: "GET /admin/", may: all},
		{name: "GET /admin/articles", may: all},
		{name: "GET /admin/articles/new", may: all},
		{name: "POST /admin/articles/new", may: creates, perLocale: true, form: (*walker).newStory},
		{name: "POST /admin/articles/bulk", may: all}, // says of each story whether it was done
		{name: "POST /admin/views", may: all},
		{name: "POST /admin/views/:view/forget", may: all}, // of somebody else's nothing happens
		{name: "GET /admin/find", may: all},
		{name: "GET /admin/articles/:id", may: reads},
		{name: "GET /admin/articles/:id/:lang", may: reads},
		{name: "POST /admin/articles/:id/:lang", may: edits, form: (*walker).words},
		{name: "GET /admin/articles/:id/:lang/history", may: reads},
		{name: "POST /admin/articles/:id/:lang/restore", may: edits, form: (*walker).version},
		{name: "POST /admin/articles/:id/:lang/draft", may: edits, form: (*walker).words},
		{name: "POST /admin/articles/:id/:lang/leave", may: all}, // one's own tab
		{name: "POST /admin/articles/:id/:lang/discard", may: all},
		{name: "POST /admin/articles/:id/:lang/resolve", may: edits, form: (*walker).words},
		{name: "GET /admin/articles/:id/:lang/translate", may: reads},
		{name: "POST /admin/articles/:id/:lang/translate", may: edits, form: (*walker).units},
		{name: "POST /admin/articles/:id/:lang/translate/units", may: reads, form: (*walker).units},
		{name: "POST /admin/articles/:id/:lang/translate/typed", may: edits, form: (*walker).units},
		{name: "POST /admin/articles/:id/:lang/translate/back", may: approves, form: (*walker).back},
		{name: "GET /admin/articles/:id/:lang/translate/beside/:reference", may: reads},
		{name: "GET /admin/articles/:id/:lang/translate/events", may: reads},
		{name: "POST /admin/articles/:id/:lang/comments", may: comments, form: (*walker).remark},
		{name: "GET /admin/articles/:id/:lang/comments/people", may: reads},
		{name: "POST /admin/articles/:id/:lang/comments/:comment/resolve", may: reads, done: "0"}, // no such comment
		{name: "POST /admin/articles/:id/:lang/comments/:comment/reopen", may: reads, done: "0"},
		{name: "POST /admin/paste", may: all},
		{name: "POST /admin/articles/:id/:lang/details", may: writes, form: (*walker).details},
		{name: "POST /admin/articles/:id/:lang/assign", may: approves, form: (*walker).assignment},
		{name: "POST /admin/articles/:id/:lang/stage", may: approves, form: (*walker).draft},
		{name: "POST /admin/articles/:id/:lang/publish", may: publishes, form: (*walker).version},
		{name: "POST /admin/articles/:id/:lang/withdraw", may: publishes},
		{name: "POST /admin/articles/:id/:lang/dismiss", may: edits, done: "0", form: (*walker).version}, // no such finding
		{name: "POST /admin/articles/:id/:lang/undismiss", may: edits, done: "0", form: (*walker).version},
		{name: "POST /admin/articles/:id/:lang/preview", may: reads, form: (*walker).version},
		{name: "POST /admin/articles/:id/:lang/preview/:preview/revoke", may: reads},
		{name: "GET /admin/articles/:id/publication", may: reads},
		{name: "POST /admin/articles/:id/publication/together", may: publishes, perLocale: true, form: (*walker).together},
		{name: "POST /admin/articles/:id/publication/kill", may: publishes}, // in all languages
		{name: "POST /admin/articles/:id/publication/embargo", may: publishes, form: (*walker).embargo},
		{name: "POST /admin/articles/:id/publication/:lang/publish", may: publishes, form: (*walker).now},
		{name: "POST /admin/articles/:id/publication/:lang/withdraw", may: publishes},
		{name: "POST /admin/articles/:id/publication/:publication/cancel", may: publishes, perLocale: true, form: (*walker).ahead},
		{name: "POST /admin/articles/:id/publication/:publication/move", may: publishes, perLocale: true, form: (*walker).ahead},
		{name: "POST /admin/articles/:id/publication/:publication/expiry", may: publishes, perLocale: true, form: (*walker).ahead},
		{name: "GET /admin/at", may: "- + + + +"},
		{name: "GET /admin/at/compare", may: "- + + + +", done: "0"}, // of no moment
		{name: "POST /admin/at/preview", may: reads, form: func(w *walker, l locale.Tag) url.Values {
			return url.Values{"story": {strconv.FormatInt(w.story, 10)}, "lang": {string(l)}, "revision": {w.head(l)}, "moment": {"2026-03-13T05:00:00Z"}}
		}},
		{name: "GET /admin/time", may: all},
		{name: "GET /admin/events", may: all},

		{name: "GET /admin/account", may: all},
		{name: "POST /admin/account/password", may: all},
		{name: "POST /admin/account/sessions/end", may: all},
		{name: "POST /admin/account/sessions/:session/end", may: nobody}, // somebody else's
		{name: "POST /admin/preferences", may: all},

		{name: "GET /admin/translations", may: readsAll},
		{name: "POST /admin/translations/assign", may: readsAll, form: (*walker).cell}, // says of each version whether it was done
		{name: "GET /admin/translations/parity", may: readsAll},
		{name: "GET /admin/translations/parity.csv", may: readsAll},
		{name: "GET /admin/media", may: all},
		{name: "POST /admin/media", may: all},
		{name: "GET /admin/media/pick", may: all},
		{name: "GET /admin/media/:medium", may: all},
		{name: "POST /admin/media/:medium", may: "- L L + +", perLocale: true, form: (*walker).description},
		{name: "POST /admin/media/:medium/replace", may: structures},
		{name: "POST /admin/media/:medium/delete", may: structures},
		{name: "GET /admin/media/:medium/thumb", may: all},
		{name: "GET /admin/media/:medium/:variant/:name", may: all},
		{name: "GET /admin/releases", may: releases},
		{name: "GET /admin/releases/new", may: releases},
		{name: "POST /admin/releases/new", may: releases},
		{name: "POST /admin/releases/add", may: releases, form: (*walker).addition},
		{name: "GET /admin/releases/:release", may: releases},
		{name: "POST /admin/releases/:release", may: releases},
		{name: "POST /admin/releases/:release/items", may: releases, form: (*walker).addition},
		{name: "POST /admin/releases/:release/items/:item", may: releases, done: "0"}, // no such item
		{name: "POST /admin/releases/:release/items/:item/remove", may: releases, done: "0"},
		{name: "GET /admin/releases/:release/rehearsal", may: releases},
		{name: "POST /admin/releases/:release/arm", may: releases},
		{name: "POST /admin/releases/:release/disarm", may: releases},
		{name: "GET /admin/releases/:release/rollback", may: releases},
		{name: "POST /admin/releases/:release/rollback", may: releases},
		{name: "POST /admin/releases/:release/discard", may: releases},
		{name: "GET /admin/front", may: structures},
		{name: "GET /admin/front/:lang", may: structures},
		{name: "GET /admin/front/:lang/compose", may: structures},
		{name: "POST /admin/front/:lang/compose", may: structures, form: (*walker).edition},
		{name: "POST /admin/front/:lang/cancel", may: structures, done: "0"}, // no such edition
		{name: "GET /admin/sections", may: structures},
		{name: "GET /admin/sections/new", may: structures},
		{name: "POST /admin/sections/new", may: structures},
		{name: "GET /admin/sections/:section", may: structures},
		{name: "POST /admin/sections/:section", may: structures},
		{name: "POST /admin/sections/:section/move", may: structures},
		{name: "POST /admin/sections/:section/delete", may: structures},
		{name: "GET /admin/tags", may: structures},
		{name: "GET /admin/tags/new", may: structures},
		{name: "POST /admin/tags/new", may: structures},
		{name: "GET /admin/tags/:tag", may: structures},
		{name: "POST /admin/tags/:tag", may: structures},
		{name: "POST /admin/tags/:tag/merge", may: structures},
		{name: "POST /admin/tags/:tag/delete", may: structures},
		{name: "GET /admin/authors", may: structures},
		{name: "GET /admin/authors/new", may: structures},
		{name: "POST /admin/authors/new", may: structures},
		{name: "GET /admin/authors/:author", may: structures},
		{name: "POST /admin/authors/:author", may: structures},
		{name: "POST /admin/authors/:author/delete", may: structures},
		{name: "GET /admin/calendar", may: plans},
		{name: "GET /admin/calendar/entries", may: plans},
		{name: "GET /admin/calendar/move", may: "- 0 0 0 0"}, // none is named
		{name: "POST /admin/calendar/move", may: "- - - L +", perLocale: true, form: (*walker).move},
		{name: "GET /admin/journal", may: "- - + + +"}, // a reviewer's is that of their own stories
		{name: "GET /admin/settings", may: administer},
		{name: "POST /admin/settings", may: administer},
		{name: "POST /admin/settings/pages", may: administer},

		{name: "GET /admin/users", may: administer},
		{name: "GET /admin/users/new", may: administer},
		{name: "POST /admin/users/new", may: administer},
		{name: "GET /admin/users/:user", may: administer},
		{name: "POST /admin/users/:user", may: administer},
		{name: "POST /admin/users/:user/link", may: administer},
		{name: "POST /admin/users/:user/disable", may: administer},
		{name: "POST /admin/users/:user/enable", may: administer},
		{name: "POST /admin/users/:user/sessions/end", may: administer},

		// These come last: they make somebody else of those who walk, and nobody.
		{name: "POST /admin/login", may: all, stranger: "+", form: func(*walker, locale.Tag) url.Values {
			return url.Values{"email": {"walker@news.example"}, "password": {password}}
		}},
		{name: "POST /admin/logout", may: all, stranger: "+"},
	}
}

// walker goes through the routes.
type walker struct {
	*house

	// bystander is a user whom nobody walks as.
	bystander int64
	// medium is a picture that nobody uploaded who walks.
	medium *models.Medium
	// tag and author are those that there are.
	tag, author int64
	// release is an open one, with nothing in it.
	release int64
	// publication is ahead.
	publication int64
}

// caller is somebody who calls a route.
type caller struct {
	*person

	name string
	role int // which of may is theirs; -1 for a stranger
	// only is the one language of their grant; empty for all.
	only locale.Tag
}

// allowed returns + or - or 0 for a route in a language, or ? for the log-in page.
func (c *caller) allowed(r *route, l locale.Tag) string {
	if c.role < 0 {
		if r.stranger == "" {
			return "?"
		}
		return r.stranger
	}
	own := c.only == "" || c.only == l
	code := strings.Fields(r.may)[c.role]
	may := map[string]bool{"+": true, "L": own, "T": own && l != en, "E": own || l == en, "A": c.only == ""}
	switch {
	case code == "0":
		return code
	case !may[code]:
		return "-"
	case r.done != "":
		return r.done
	}
	return "+"
}

// verdict reads what an answer comes to.
func verdict(a answer) string {
	switch {
	case a.status == http.StatusUnauthorized, a.status == http.StatusSeeOther && a.header.Get("Location") == "/admin/login":
		return "?"
	case a.status == http.StatusForbidden:
		return "-"
	case a.status == http.StatusNotFound:
		return "0"
	case a.status >= http.StatusInternalServerError:
		return a.doc.Text()
	}
	return "+"
}

func (w *walker) head(l locale.Tag) string {
	w.t.Helper()
	d, err := w.newsroom.Desk(w.t.Context(), rights.Operator("test"), w.story, l)
	must(w.t, err)
	return strconv.FormatInt(*d.Translation.HeadID, 10)
}

func (w *walker) newStory(l locale.Tag) url.Values {
	return url.Values{"source": {string(l)}, "kind": {"news"}, "title": {"New"}, "section": {strconv.FormatInt(w.section.ID, 10)}}
}

func (w *walker) words(l locale.Tag) url.Values {
	return url.Values{
		"base": {w.head(l)}, "tab": {"t"}, "title": {"Title"}, "body": {"One."},
		"merged": {`{"title":"Title","body":[]}`},
	}
}

// back sends the title back.
func (w *walker) back(l locale.Tag) url.Values {
	return url.Values{"revision": {w.head(l)}, "key": {"title"}, "text": {"Look again."}}
}

func (w *walker) remark(locale.Tag) url.Values {
	return url.Values{"text": {"Is it so?"}, "key": {"title"}}
}

func (w *walker) units(locale.Tag) url.Values { return url.Values{"units": {`{"tab":"t"}`}} }

func (w *walker) version(l locale.Tag) url.Values {
	head := w.head(l)
	return url.Values{
		"revision": {head}, "base": {head}, "to": {"approved"}, "number": {"1"}, "check": {"numbers"}, "key": {"k"}, "reason": {"so be it"},
	}
}

// draft is version of words that nobody has approved yet.
func (w *walker) draft(l locale.Tag) url.Values {
	w.t.Helper()
	base, err := strconv.ParseInt(w.head(l), 10, 64)
	must(w.t, err)
	_, err = w.newsroom.Save(w.t.Context(), rights.Operator("test"), cms.SaveInput{
		ArticleID: w.story, Locale: l, Base: base, Content: models.Content{Title: "Title after " + w.head(l), Body: models.Body{}},
	})
	must(w.t, err)
	return w.version(l)
}

// move names the end of what is public in a language, which is made so first.
func (w *walker) move(l locale.Tag) url.Values {
	w.t.Helper()
	boss := rights.Operator("test")
	d, err := w.newsroom.Desk(w.t.Context(), boss, w.story, l)
	must(w.t, err)
	if d.Live == nil {
		must(w.t, w.newsroom.ChangeStage(w.t.Context(), boss, cms.StageInput{ArticleID: w.story, Locale: l, Revision: d.Head().ID, To: models.Approved}))
		d.Live, err = w.newsroom.Publish(w.t.Context(), boss, cms.PublishInput{
			ArticleID: w.story, Locale: l, Revision: d.Head().ID, OverrideReason: "a test",
		})
		must(w.t, err)
	}
	if d.Live.EndsAt == models.Forever {
		must(w.t, w.newsroom.SetExpiry(w.t.Context(), boss, d.Live.ID, cms.WallTime{Local: "2030-01-01T09:00"}))
		d, err = w.newsroom.Desk(w.t.Context(), boss, w.story, l)
		must(w.t, err)
	}
	return url.Values{
		"kind": {"expiry"}, "id": {strconv.FormatInt(d.Live.ID, 10)}, "seen": {strconv.FormatInt(int64(d.Live.EndsAt), 10)}, "at": {"2030-01-01T10:00"},
	}
}

func (w *walker) now(l locale.Tag) url.Values {
	form := w.version(l)
	form.Set("now", "1")
	return form
}

func (w *walker) together(l locale.Tag) url.Values {
	return url.Values{"locale": {string(l)}, "revision_" + string(l): {w.head(l)}, "now": {"1"}}
}

// ahead schedules a publication in the language, and gives it other times.
func (w *walker) ahead(l locale.Tag) url.Values {
	w.t.Helper()
	by, in := rights.Operator("test"), cms.PublishInput{ArticleID: w.story, Locale: l, OverrideReason: "so be it", From: cms.WallTime{Local: "2031-01-02T03:04"}}
	var err error
	in.Revision, err = strconv.ParseInt(w.head(l), 10, 64)
	must(w.t, err)
	must(w.t, w.newsroom.ChangeStage(w.t.Context(), by, cms.StageInput{ArticleID: w.story, Locale: l, Revision: in.Revision, To: models.Approved}))
	p, err := w.newsroom.Publish(w.t.Context(), by, in)
	must(w.t, err)
	w.publication = p.ID
	return url.Values{"seen": {strconv.FormatInt(int64(p.LiveFrom), 10)}, "from": {"2031-02-03T04:05"}, "until": {"2032-02-03T04:05"}}
}

func (w *walker) embargo(locale.Tag) url.Values {
	a, err := w.newsroom.Publishing(w.t.Context(), rights.Operator("test"), w.story, en)
	must(w.t, err)
	return url.Values{"version": {strconv.Itoa(a.Article.Version)}, "lift": {"1"}}
}

func (w *walker) details(locale.Tag) url.Values {
	return url.Values{"version": {"1"}, "section": {strconv.FormatInt(w.section.ID, 10)}}
}

// description says of a picture in a language what nobody has said before.
func (w *walker) description(l locale.Tag) url.Values {
	return url.Values{"version": {"0"}, "alt_" + string(l): {"The sea"}}
}

// addition is a story for a release.
func (w *walker) addition(locale.Tag) url.Values {
	id, release := strconv.FormatInt(w.story, 10), strconv.FormatInt(w.release, 10)
	return url.Values{"release": {release}, "id": {id}, "story": {id}, "action": {"publish"}, "rule": {"may"}}
}

func (w *walker) assignment(locale.Tag) url.Values {
	return url.Values{"user": {strconv.FormatInt(w.bystander, 10)}}
}

// cell is a version that is ticked in the matrix.
func (w *walker) cell(locale.Tag) url.Values {
	return url.Values{"cell": {strconv.FormatInt(w.story, 10) + ".kk"}, "user": {strconv.FormatInt(w.bystander, 10)}}
}

// edition puts a front page in place.
func (w *walker) edition(l locale.Tag) url.Values {
	w.t.Helper()
	seen, err := w.store.Read().LastEdition(w.t.Context(), l)
	must(w.t, err)
	return url.Values{"do": {"publish"}, "seen": {strconv.Itoa(seen)}}
}

// newWalker is a newsroom with a story in every language and somebody of each role,
// once for all languages and once for Kazakh.
func newWalker(t *testing.T) (*walker, []caller) {
	t.Helper()
	w := &walker{house: newDesk(t)}
	w.medium = w.picture(1)
	tag, err := w.newsroom.EnsureTag(t.Context(), rights.Operator("test"), cms.TagInput{Key: "ports", Names: models.Names{en: "Ports"}})
	must(t, err)
	author, err := w.newsroom.EnsureAuthor(t.Context(), rights.Operator("test"), cms.AuthorInput{
		Key: "desk", Names: map[locale.Tag]cms.AuthorNameInput{en: {Name: "Desk"}},
	})
	must(t, err)
	w.tag, w.author = tag.ID, author.ID
	release, err := w.newsroom.CreateRelease(t.Context(), rights.Operator("test"), cms.ReleaseInput{Name: "Release"})
	must(t, err)
	w.release = release.ID
	for _, l := range []locale.Tag{az, ru} {
		body, err := text.FromMarkdown("First.\n\nSecond.")
		must(t, err)
		_, err = w.newsroom.Save(t.Context(), rights.Operator("test"), cms.SaveInput{
			ArticleID: w.story, Locale: l, Content: models.Content{Title: "Title", Body: body},
		})
		must(t, err)
	}
	w.add("walker", models.Grant{Role: models.RoleAdmin})
	w.add("bystander", models.Grant{Role: models.RoleReviewer})
	w.bystander = w.user("bystander")
	callers := []caller{{w.stranger(), "a stranger", -1, ""}}
	for i, role := range models.Roles() {
		for _, only := range []locale.Tag{"", kk} {
			g, name := models.Grant{Role: role}, string(role)
			if only != "" {
				g.Locales, name = []locale.Tag{only}, name+" of "+string(only)
			}
			login := strings.ReplaceAll(name, " ", "-") + "-walks"
			w.add(login, g)
			callers = append(callers, caller{w.login(login), name, i, only})
		}
	}
	return w, callers
}

// events counts the journal.
func (w *walker) events() int {
	w.t.Helper()
	list, err := w.store.Read().Events(w.t.Context(), 0, 100_000)
	must(w.t, err)
	return len(list)
}

// walk calls a route as everybody in a language.
func (w *walker) walk(r *route, callers []caller, l locale.Tag) {
	w.t.Helper()
	method, path, _ := strings.Cut(r.name, " ")
	path = strings.NewReplacer(
		":id", strconv.FormatInt(w.story, 10), ":lang", string(l), ":user", strconv.FormatInt(w.bystander, 10),
		":section", strconv.FormatInt(w.section.ID, 10), ":tag", strconv.FormatInt(w.tag, 10), ":author", strconv.FormatInt(w.author, 10),
		":release", strconv.FormatInt(w.release, 10), ":item", "999",
		":medium", strconv.FormatInt(w.medium.ID, 10), ":variant", cms.Variant(w.medium, cms.Renditions(w.medium, cms.FullCut)[0]),
		":reference", "en", ":comment", "999", ":name", w.medium.Name+".webp", ":token", "no-such-token", ":view", "999", ":preview", "999", ":session", "999", "*", "none",
	).Replace(path)
	stream := strings.HasSuffix(path, "/events")
	if stream {
		path += "?seen=none" // answers at once
	}
	for i := range callers {
		c := &callers[i]
		var form url.Values
		if r.form != nil {
			form = r.form(w, l)
		}
		path := strings.Replace(path, ":publication", strconv.FormatInt(w.publication, 10), 1)
		before, want := w.events(), c.allowed(r, l)
		if stream && want == "+" {
			continue // A stream, which has tests of its own.
		}
		got := verdict(c.do(method, path, form, nil))
		if r.name == "POST /admin/logout" && got == "?" {
			got = "+" // That is where it leads.
		}
		if got != want {
			w.t.Errorf("%s in %s, %s: got %s, want %s", r.name, l, c.name, got, want)
		}
		if after := w.events(); want != "+" && after != before {
			w.t.Errorf("%s in %s, %s: refused, and %d events are written", r.name, l, c.name, after-before)
		}
		if c.role < 0 {
			c.person = w.stranger() // whatever has just happened
		}
	}
}

// TestEveryRouteAsksForTheRightsOfItsRow walks every route × role × language.
func TestEveryRouteAsksForTheRightsOfItsRow(t *testing.T) {
	t.Parallel()
	w, callers := newWalker(t)
	table := routes()
	w.wantAllKnown(table)
	for i := range table {
		r := &table[i]
		langs := []locale.Tag{en}
		if r.perLocale || strings.Contains(r.name, ":lang") {
			langs = []locale.Tag{en, az, kk, ru}
		}
		if strings.Contains(r.name, "/translate") && r.name != "GET /admin/articles/:id/:lang/translate" {
			langs = langs[1:] // the source is not translated
		}
		for _, l := range langs {
			w.walk(r, callers, l)
		}
	}
}

// wantAllKnown fails on a route without a row, and on a row without a route.
func (w *walker) wantAllKnown(table []route) {
	w.t.Helper()
	e := echo.New()
	w.admin.Routes(e)
	var registered []string
	for _, r := range e.Routes() {
		if !strings.HasPrefix(r.Path, admin.Prefix) || strings.HasPrefix(r.Method, "echo") || r.Method == http.MethodHead {
			continue // HEAD is GET without the body.
		}
		name := r.Method + " " + r.Path
		registered = append(registered, name)
		if !slices.ContainsFunc(table, func(row route) bool { return row.name == name }) {
			w.t.Errorf("%s has no row: say who may what there", name)
		}
	}
	for _, row := range table {
		if !slices.Contains(registered, row.name) {
			w.t.Errorf("%s is in the table and nowhere else", row.name)
		}
	}
}
