package admin_test

import (
	"bytes"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"
	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/admin"
	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/auth"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/site" //nolint:depguard // what the desk does is seen on the site
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/locales"
	"github.com/qalam-cms/qalam/models"
)

const (
	en, az, kk, ru = locale.English, locale.Azerbaijani, locale.Kazakh, locale.Russian

	password = "long enough"
	setup    = "the-setup-token"
)

// house is a newsroom behind a server.
type house struct {
	t        testing.TB
	clock    *testkit.Clock
	store    *store.Store
	newsroom *cms.Newsroom
	admin    *admin.Admin
	server   *httptest.Server
	section  *models.Section
	// story has an English source and a Kazakh version, both drafts.
	story int64
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// bundle is read once: a house of its own for each test would read it hundreds of times.
//
//nolint:gochecknoglobals // Made once per test binary, never changed.
var bundle = sync.OnceValues(func() (*i18n.Bundle, error) {
	return i18n.Load(locales.FS, slog.New(slog.DiscardHandler))
})

// messagesOf returns the messages in all languages.
func messagesOf(t testing.TB) *i18n.Bundle {
	t.Helper()
	messages, err := bundle()
	must(t, err)
	return messages
}

// newHouse returns an empty newsroom that can send no letters.
func newHouse(t testing.TB) *house {
	t.Helper()
	return newHouseWith(t, nil)
}

func newHouseWith(t testing.TB, mailer admin.Mailer) *house {
	t.Helper()
	set, err := locale.ParseSet("en,az,kk,ru", "kk:ru,en;az:en,ru;ru:en;en:ru")
	must(t, err)
	zone, err := time.LoadLocation("Asia/Baku")
	must(t, err)
	passwords := auth.New()
	log := slog.New(slog.DiscardHandler)
	messages := messagesOf(t)
	base, err := url.Parse("https://news.example")
	must(t, err)
	db := testkit.SQLite(t)
	h := &house{t: t, clock: testkit.NewClock(testkit.Moment()), store: db}
	h.newsroom = cms.New(cms.Options{Store: db, Now: h.clock.Now, Locales: set, Zone: zone, Passwords: passwords, Files: testkit.Files(t)})
	h.admin, err = admin.New(admin.Options{
		Newsroom: h.newsroom, Messages: messages, Sessions: web.NewSessions(h.newsroom, true), SetupToken: setup, BaseURL: base,
		Mailer: mailer, Log: log,
		Configuration: []admin.Variable{{Name: "QALAM_ADDR", Value: "127.0.0.1:8080"}, {Name: "QALAM_TRUSTED_PROXIES"}},
	})
	must(t, err)
	readers, err := site.New(site.Options{
		Newsroom: h.newsroom, Messages: messages, BaseURL: base, Log: log, Travellers: h.admin.Travellers(), Members: h.admin.Members(),
	})
	must(t, err)
	h.server = httptest.NewTLSServer(web.New(web.Options{
		Log: log, BaseURL: base, Ready: h.newsroom.Ready,
		Fronts: map[string]web.Front{"": readers, admin.Prefix: h.admin},
	}))
	t.Cleanup(h.server.Close)
	return h
}

// newDesk returns a newsroom with people and a story.
func newDesk(t testing.TB) *house {
	t.Helper()
	h := newHouse(t)
	by := rights.Operator("test")
	for name, g := range map[string]models.Grant{
		"admin": {Role: models.RoleAdmin}, "az": {Role: models.RoleTranslator, Locales: []locale.Tag{az}},
		"author": {Role: models.RoleAuthor, Locales: []locale.Tag{en}},
	} {
		h.add(name, g)
	}
	var err error
	h.section, err = h.newsroom.EnsureSection(t.Context(), by, cms.SectionInput{
		Key: "economy", Names: models.Names{en: "Economy", az: "İqtisadiyyat", kk: "Экономика", ru: "Экономика"},
	})
	must(t, err)
	a, err := h.newsroom.CreateArticle(t.Context(), by, cms.ArticleInput{Kind: models.News, SectionID: &h.section.ID, Source: en})
	must(t, err)
	h.story = a.ID
	titles := map[locale.Tag]string{en: "Port opens", kk: "Порт ашылды"}
	for _, l := range []locale.Tag{en, kk} { // the source first
		body, err := text.FromMarkdown("First.\n\nSecond.")
		must(t, err)
		_, err = h.newsroom.Save(t.Context(), by, cms.SaveInput{
			ArticleID: a.ID, Locale: l, Content: models.Content{Title: titles[l], Body: body},
		})
		must(t, err)
	}
	return h
}

// user returns somebody's id.
func (h *house) user(name string) int64 {
	h.t.Helper()
	u, err := h.newsroom.UserNamed(h.t.Context(), rights.Operator("test"), name+"@news.example")
	must(h.t, err)
	return u.ID
}

// person is a browser with cookies of its own.
type person struct {
	h      *house
	client *http.Client
}

func (h *house) stranger() *person {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	must(h.t, err)
	c := *h.server.Client()
	c.Jar = jar
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &person{h, &c}
}

// login returns a person who is logged in.
func (h *house) login(name string) *person {
	h.t.Helper()
	p := h.stranger()
	p.post("/admin/login", url.Values{"email": {name + "@news.example"}, "password": {password}}).want(h.t, 303)
	return p
}

type answer struct {
	status int
	header http.Header
	body   string
	doc    *goquery.Document
}

func (a answer) want(t testing.TB, status int) answer {
	t.Helper()
	if a.status != status {
		t.Fatalf("got %d, want %d:\n%s", a.status, status, a.doc.Find("main").Text())
	}
	return a
}

func (p *person) do(method, path string, form url.Values, header map[string]string) answer {
	t := p.h.t
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, p.h.server.URL+path, strings.NewReader(form.Encode()))
	must(t, err)
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for k, v := range header {
		req.Header.Set(k, v)
	}
	res, err := p.client.Do(req)
	must(t, err)
	defer func() { _ = res.Body.Close() }()
	b, err := io.ReadAll(res.Body)
	must(t, err)
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(b))
	must(t, err)
	return answer{res.StatusCode, res.Header, string(b), doc}
}

func (p *person) get(path string) answer { p.h.t.Helper(); return p.do(http.MethodGet, path, nil, nil) }

func (p *person) post(path string, form url.Values) answer {
	p.h.t.Helper()
	return p.do(http.MethodPost, path, form, nil)
}

func (h *house) edit(l locale.Tag) string {
	return "/admin/articles/" + strconv.FormatInt(h.story, 10) + "/" + string(l)
}

// head reads the newest revision from the editor's form.
func (p *person) head(l locale.Tag) string {
	p.h.t.Helper()
	return p.get(p.h.edit(l)).want(p.h.t, 200).doc.Find("input[name=base]").AttrOr("value", "")
}

func (p *person) save(l locale.Tag, base, title, body string, more url.Values) answer {
	p.h.t.Helper()
	form := url.Values{"base": {base}, "title": {title}, "body": {body}}
	maps.Copy(form, more)
	return p.post(p.h.edit(l), form)
}

func (p *person) cookie() string {
	u, _ := url.Parse(p.h.server.URL)
	for _, c := range p.client.Jar.Cookies(u) {
		if c.Name == "__Host-qalam_session" {
			return c.Value
		}
	}
	return ""
}

func TestEveryRouteNeedsALogInButTheOpenOnes(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	e := echo.New()
	h.admin.Routes(e)
	open := []string{"/admin", "/admin/login", "/admin/setup", "/admin/logout", "/admin/assets/*", "/admin/forgot", "/admin/welcome/:token"}
	p, walked := h.stranger(), 0
	for _, r := range e.Routes() {
		if !strings.HasPrefix(r.Path, admin.Prefix) || slices.Contains(open, r.Path) || strings.HasPrefix(r.Method, "echo") {
			continue
		}
		walked++
		path := strings.NewReplacer(":id", strconv.FormatInt(h.story, 10), ":lang", "en").Replace(r.Path)
		a := p.do(r.Method, path, nil, nil)
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			if a.status != 303 || a.header.Get("Location") != "/admin/login" {
				t.Errorf("%s %s: %d %s", r.Method, path, a.status, a.header.Get("Location"))
			}
		default:
			if a.status != 401 {
				t.Errorf("%s %s: got %d, want 401", r.Method, path, a.status)
			}
		}
		if a.header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s may be stored", r.Method, path)
		}
	}
	if walked < 15 {
		t.Errorf("only %d routes", walked)
	}
}

func TestLogIn(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.stranger()
	for _, email := range []string{"admin@news.example", "nobody@news.example"} {
		a := p.post("/admin/login", url.Values{"email": {email}, "password": {"wrong password"}}).want(t, 401)
		if a.doc.Find("#email").AttrOr("value", "") != email || a.doc.Find("[role=alert]").Length() != 1 || strings.Contains(a.body, "wrong password") {
			t.Errorf("the form has lost the e-mail, shows no reason or the password:\n%s", a.body)
		}
	}
	before := p.cookie()
	a := p.post("/admin/login", url.Values{"email": {"admin@news.example"}, "password": {password}}).want(t, 303)
	set := a.header.Get("Set-Cookie")
	for _, flag := range []string{"__Host-qalam_session=", "; HttpOnly", "; Secure", "; SameSite=Lax", "; Path=/"} {
		if !strings.Contains(set, flag) {
			t.Errorf("the cookie %q lacks %q", set, flag)
		}
	}
	old := p.cookie()
	if old == "" || old == before {
		t.Error("logging in keeps the session's token")
	}
	p.get("/admin/articles").want(t, 200)
	again := p.post("/admin/login", url.Values{"email": {"admin@news.example"}, "password": {password}}).want(t, 303)
	if p.cookie() == old || again.header.Get("Set-Cookie") == "" {
		t.Error("logging in again keeps the session's token")
	}
	token := p.cookie()
	p.post("/admin/logout", nil).want(t, 303)
	a = p.do(http.MethodGet, "/admin/articles", nil, map[string]string{"Cookie": "__Host-qalam_session=" + token})
	if a.status != 303 {
		t.Errorf("the session outlives the log-out: %d", a.status)
	}
}

func TestAnotherSiteCannotPost(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	for _, header := range []map[string]string{
		{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"},
	} {
		p.do(http.MethodPost, "/admin/preferences", url.Values{"interface": {"ru"}}, header).want(t, 403)
	}
	if lang := p.get("/admin/account").doc.Find("html").AttrOr("lang", ""); lang != "en" {
		t.Errorf("the language is %s", lang)
	}
}

func TestAStoryGoesOutAndComesBack(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p, reader := h.login("admin"), h.stranger()
	public := func(l locale.Tag) int {
		a := reader.get("/" + string(l) + "/" + strconv.FormatInt(h.story, 10))
		if a.status == 301 {
			a = reader.get(a.header.Get("Location"))
		}
		return a.status
	}
	for _, l := range []locale.Tag{en, kk} {
		revision := url.Values{"revision": {p.head(l)}}
		if got := public(l); got != 404 {
			t.Errorf("a draft answers %d", got)
		}
		p.post(h.edit(l)+"/publish", revision).want(t, 422)
		for _, to := range []string{"review", "approved"} {
			p.post(h.edit(l)+"/stage", url.Values{"revision": {p.head(l)}, "to": {to}}).want(t, 303)
		}
		if l == kk { // The translation has never been confirmed.
			a := p.post(h.edit(l)+"/publish", revision).want(t, 422)
			if a.doc.Find("textarea[name=reason]").Length() != 1 || public(l) != 404 {
				t.Error("no reason is asked for, or the page is out already")
			}
			revision.Set("reason", "breaking")
		}
		p.post(h.edit(l)+"/publish", revision).want(t, 303)
		if got := public(l); got != 200 {
			t.Errorf("%s is published and answers %d", l, got)
		}
	}
	h.clock.Advance(time.Minute)
	p.post(h.edit(kk)+"/withdraw", nil).want(t, 303)
	if public(kk) != 410 || public(en) != 200 {
		t.Errorf("withdrawn: kk %d, en %d", public(kk), public(en))
	}
}

func TestRightsHoldWhateverTheFormSays(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	chief, p, author := h.login("admin"), h.login("az"), h.login("author")
	base := chief.head(kk)
	a := p.save(kk, base, "Бөтен", "Мәтін.", nil).want(t, 403)
	if a.doc.Find("#title").Text() != "Бөтен" {
		t.Error("what was typed is lost")
	}
	p.save(az, "0", "Liman açıldı", "Birinci.\n\nİkinci.", nil).want(t, 303)
	for _, l := range []locale.Tag{az, kk, en} {
		p.post(h.edit(l)+"/stage", url.Values{"revision": {chief.head(l)}, "to": {"approved"}}).want(t, 403)
		p.post(h.edit(l)+"/publish", url.Values{"revision": {chief.head(l)}, "reason": {"x"}}).want(t, 403)
		p.post(h.edit(l)+"/withdraw", nil).want(t, 403)
	}
	for _, l := range []locale.Tag{en, kk} {
		author.get(h.edit(l)).want(t, 404)
		for _, action := range []string{"", "/stage", "/publish", "/withdraw", "/dismiss", "/undismiss", "/details", "/assign", "/restore", "/draft"} {
			author.post(h.edit(l)+action, url.Values{"title": {"x"}, "base": {base}, "revision": {base}, "to": {"review"}, "tab": {"t"}, "number": {"1"}}).want(t, 404)
		}
	}
	if list := author.get("/admin/articles").want(t, 200); strings.Contains(list.body, "Port opens") {
		t.Error("an author sees the story of another")
	}
	own := author.post("/admin/articles/new", url.Values{
		"source": {"en"}, "kind": {"news"}, "title": {"My own"}, "section": {strconv.FormatInt(h.section.ID, 10)},
	}).want(t, 303)
	author.get(own.header.Get("Location")).want(t, 200)
}

func TestALinkToADraftIsMadeShownOnceAndRevoked(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	chief, stranger := h.login("admin"), h.stranger()
	made := chief.post(h.edit(kk)+"/preview", url.Values{"revision": {chief.head(kk)}}).want(t, 201)
	link, ok := strings.CutPrefix(made.doc.Find("#new-preview").AttrOr("value", ""), "https://news.example")
	if !ok || made.doc.Find(".previews button").Length() != 1 {
		t.Fatalf("no link is shown: %q", link)
	}
	if a := stranger.get(link).want(t, 200); a.doc.Find("html").AttrOr("lang", "") != "kk" || a.doc.Find("aside.banner").Length() != 1 {
		t.Error("the link does not show the draft")
	}
	again := chief.get(h.edit(kk)).want(t, 200)
	if again.doc.Find("#new-preview").Length() != 0 {
		t.Error("the link is shown again")
	}
	later := chief.post(h.edit(kk)+"/preview", url.Values{"revision": {chief.head(kk)}, "at": {"2030-01-02T03:04"}}).want(t, 201)
	asOf := strings.TrimPrefix(later.doc.Find("#new-preview").AttrOr("value", ""), "https://news.example")
	if got := stranger.get(asOf).want(t, 200).doc.Find("article time").AttrOr("datetime", ""); !strings.HasPrefix(got, "2030-01-02T03:04") {
		t.Errorf("as of a moment it shows %s", got)
	}
	chief.post(h.edit(kk)+"/preview", url.Values{"revision": {chief.head(kk)}, "at": {"never"}}).want(t, 422)
	revoke := again.doc.Find(".previews form").AttrOr("action", "")
	stranger.post(revoke, nil).want(t, 401)
	h.login("author").post(revoke, nil).want(t, 404)
	chief.post(revoke, nil).want(t, 303)
	stranger.get(link).want(t, 404)
	h.login("author").post(h.edit(kk)+"/preview", url.Values{"revision": {chief.head(kk)}}).want(t, 404)
}

func TestEditorsSeeTheSiteAtAnyMomentAndOthersDoNot(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("az")
	to := p.get("/admin/at?at=2026-03-12T09:00&path=/kk/").want(t, 303).header.Get("Location")
	if to != "/admin/at/2026-03-12T05:00:00Z/kk/" {
		t.Errorf("it leads to %s", to)
	}
	a := p.get(to).want(t, 200)
	if a.doc.Find("html").AttrOr("lang", "") != "kk" || a.doc.Find("aside.banner input[name=at]").AttrOr("value", "") != "2026-03-12T09:00" {
		t.Error("it is not the site of that moment")
	}
	p.get(to+"nothing/at/all").want(t, 404)
	if got := h.stranger().get(to).want(t, 303).header.Get("Location"); got != "/admin/login" {
		t.Errorf("a stranger is sent to %s", got)
	}
	h.login("author").get(to).want(t, 403)
	for _, path := range []string{"", "//evil.example/", "/admin/", "https://evil.example/kk/", "/xx/"} {
		got := p.get("/admin/at?at=2026-03-12T09:00&path="+url.QueryEscape(path)).want(t, 303).header.Get("Location")
		if !strings.HasPrefix(got, "/admin/at/") || !strings.HasSuffix(got, "Z/en/") {
			t.Errorf("%q leads to %s", path, got)
		}
	}
	p.get("/admin/at?at=never").want(t, 422)
}

func TestEveryPageSpeaksTheInterfaceLanguage(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	titles := map[string]bool{}
	for _, lang := range []string{"en", "az", "kk", "ru"} {
		p.post("/admin/preferences", url.Values{"interface": {lang}}).want(t, 303)
		for _, path := range []string{"/admin/articles", "/admin/articles/new", "/admin/account", "/admin/journal", "/admin/settings", "/admin/articles/new?kind=page", h.edit(en) + "/history?from=1&to=1", h.edit(en), h.edit(az), h.edit(kk)} {
			a := p.get(path).want(t, 200)
			sound(t, path, lang, a)
		}
		titles[p.get("/admin/articles").doc.Find("h1").Text()] = true
		header := map[string]string{"Accept-Language": lang}
		for _, path := range []string{"/admin/login", "/admin/setup", "/admin/nothing"} {
			sound(t, path, lang, h.stranger().do(http.MethodGet, path, nil, header))
		}
	}
	if len(titles) != 4 {
		t.Errorf("titles: %v", titles)
	}
	p.post("/admin/preferences", url.Values{"interface": {"xx"}}).want(t, 422)
}

func sound(t *testing.T, path, lang string, a answer) {
	t.Helper()
	if a.doc.Find("html").AttrOr("lang", "") != lang || strings.Contains(a.body, "⟦") {
		t.Errorf("%s in %s speaks another language or lacks a message:\n%s", path, lang, regexp.MustCompile("⟦[^⟧]*⟧").FindString(a.body))
	}
	if a.doc.Find("[style], style, script:not([src]):not([type='application/json']), time:not([datetime])").Length() > 0 {
		t.Errorf("%s in %s has an inline style or script, or a bare date", path, lang)
	}
	if a.header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s may be stored", path)
	}
}

func TestTheSetUpLinkWorksOnce(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	p := h.stranger()
	p.get("/admin/setup?token=wrong").want(t, 404)
	p.get("/admin/setup").want(t, 404)
	p.get("/admin/setup?token="+setup).want(t, 200)
	form := url.Values{"token": {setup}, "email": {"first@news.example"}, "name": {"First"}, "password": {"short"}}
	a := p.post("/admin/setup", form).want(t, 422)
	if a.doc.Find("#email").AttrOr("value", "") != "first@news.example" {
		t.Error("the e-mail is lost")
	}
	form.Set("password", password)
	p.post("/admin/setup", form).want(t, 303)
	p.get("/admin/articles").want(t, 200)
	h.stranger().get("/admin/setup?token="+setup).want(t, 404)
	form.Set("email", "second@news.example")
	h.stranger().post("/admin/setup", form).want(t, 404)
}
