package admin_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// letters are those that the admin has sent.
type letters struct {
	mu   sync.Mutex
	sent []letter
	// fails says that the server takes none.
	fails bool
	came  chan letter
}

type letter struct{ to, subject, text string }

func newLetters() *letters { return &letters{came: make(chan letter, 10)} }

// Send is part of admin.Mailer.
func (l *letters) Send(_ context.Context, to, subject, text string) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.fails {
		return errors.New("the server is away")
	}
	l.sent = append(l.sent, letter{to, subject, text})
	l.came <- letter{to, subject, text}
	return nil
}

// newStaff is newHouse with an administrator.
func newStaff(t *testing.T, l *letters) *house {
	t.Helper()
	h := newHouse(t)
	if l != nil {
		h = newHouseWith(t, l)
	}
	h.add("admin", models.Grant{Role: models.RoleAdmin})
	return h
}

// linkOf reads the one-time link from the page that shows it.
func linkOf(t *testing.T, a answer) string {
	t.Helper()
	link, ok := strings.CutPrefix(a.doc.Find("#new-link").AttrOr("value", ""), "https://news.example")
	if !ok || !strings.HasPrefix(link, "/admin/welcome/") {
		t.Fatalf("no link is shown:\n%s", a.doc.Find("main").Text())
	}
	return link
}

func invitation(email string) url.Values {
	return url.Values{
		"email": {email}, "name": {"Translator"}, "interface": {"kk"},
		"role.0": {"translator"}, "languages.0": {"kk", "ru"}, "role.1": {""},
	}
}

func TestSomebodyIsInvitedAndChoosesAPassword(t *testing.T) {
	t.Parallel()
	h := newStaff(t, nil)
	chief, stranger := h.login("admin"), h.stranger()
	made := chief.post("/admin/users/new", invitation("new@news.example")).want(t, 201)
	link := linkOf(t, made)
	if strings.Contains(chief.get("/admin/users").want(t, 200).body, link) || !strings.Contains(made.body, "Translator") {
		t.Error("the link is shown twice, or the user not at all")
	}
	form := stranger.get(link).want(t, 200)
	if form.doc.Find("html").AttrOr("lang", "") != "kk" || form.doc.Find("#email").AttrOr("value", "") != "new@news.example" {
		t.Errorf("the page is not for whom it is:\n%s", form.body)
	}
	for name, want := range map[string]string{"Referrer-Policy": "no-referrer", "Cache-Control": "no-store"} {
		if got := form.header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	refused := stranger.post(link, url.Values{"password": {"short"}}).want(t, 422)
	if refused.doc.Find("#password[aria-invalid=true]").Length() != 1 || refused.doc.Find("[role=alert]").Length() != 1 {
		t.Error("nothing says what is wrong with the password")
	}
	stranger.get("/admin/articles").want(t, 303)
	stranger.post(link, url.Values{"password": {password}}).want(t, 303)
	desk := stranger.get("/admin/").want(t, 200)
	if desk.doc.Find("html").AttrOr("lang", "") != "kk" || desk.doc.Find("a[href='/admin/users']").Length() != 0 {
		t.Error("the desk is in another language, or shows the way to the users")
	}
	used, unknown := h.stranger().get(link).want(t, 404), h.stranger().get("/admin/welcome/unknown").want(t, 404)
	if used.doc.Find("main").Text() != unknown.doc.Find("main").Text() {
		t.Error("a used link answers otherwise than an unknown one")
	}
	h.stranger().post(link, url.Values{"password": {"another password"}}).want(t, 404)
	h.login("new")
}

func TestAFormOfAUserComesBackAsItWasTyped(t *testing.T) {
	t.Parallel()
	h := newStaff(t, nil)
	chief := h.login("admin")
	for field, want := range map[string]struct {
		value, marked string
		status        int
	}{
		"email": {"nobody", "#email[aria-invalid=true]", 422}, "role.0": {"", "#role-0[aria-invalid=true]", 422},
		"name": {strings.Repeat("x", 101), "#name[aria-invalid=true]", 422},
	} {
		form := invitation("new@news.example")
		form.Set(field, want.value)
		a := chief.post("/admin/users/new", form).want(t, want.status)
		if a.doc.Find(want.marked).Length() != 1 || a.doc.Find("[role=alert]").Length() != 1 {
			t.Errorf("%s is not marked", field)
		}
		if a.doc.Find("input[name='languages.0'][checked]").Length() != 2 {
			t.Errorf("%s: the languages are lost", field)
		}
		if field != "email" && a.doc.Find("#email").AttrOr("value", "") != "new@news.example" {
			t.Errorf("%s: the e-mail is lost", field)
		}
	}
	taken := chief.post("/admin/users/new", invitation("ADMIN@news.example")).want(t, 409)
	if taken.doc.Find("#email[aria-invalid=true]").Length() != 1 {
		t.Error("the e-mail is not marked")
	}
	form := invitation("new@news.example")
	form.Set("more", "1")
	more := chief.post("/admin/users/new", form).want(t, 200)
	if got := more.doc.Find(".grant").Length(); got != 3 {
		t.Errorf("%d rows of rights, want 3", got)
	}
	if more.doc.Find("#role-0 option[selected]").AttrOr("value", "") != "translator" {
		t.Error("the role is lost")
	}
}

func TestRightsAreChangedAndHoldAtOnceUnderANewToken(t *testing.T) {
	t.Parallel()
	h := newStaff(t, nil)
	h.add("someone", models.Grant{Role: models.RoleTranslator, Locales: []locale.Tag{kk}})
	chief, p := h.login("admin"), h.login("someone")
	p.get("/admin/users").want(t, 403)
	before := p.cookie()
	path := chief.get("/admin/users").want(t, 200).doc.Find(".person a:contains(someone)").AttrOr("href", "")
	version := chief.get(path).want(t, 200).doc.Find("[name=version]").AttrOr("value", "")
	form := url.Values{"version": {version}, "name": {"Someone else"}, "role.0": {"translator"}, "languages.0": {"kk"}, "role.1": {"admin"}}
	chief.post(path, form).want(t, 303)
	chief.post(path, form).want(t, 409) // as it stands meanwhile
	// A part of a page that is under way keeps the token, the next page changes it.
	p.do(http.MethodGet, "/admin/find?q=x", nil, map[string]string{"HX-Request": "true"}).want(t, 200)
	if p.cookie() != before {
		t.Error("a part of a page changes the token")
	}
	p.get("/admin/users").want(t, 200)
	if p.cookie() == before {
		t.Error("the token is that of other rights")
	}
	h.stranger().do(http.MethodGet, "/admin/", nil, map[string]string{"Cookie": "__Host-qalam_session=" + before}).want(t, 303)
	p.get("/admin/users").want(t, 200)
}

func TestTheLastAdministratorIsToldWhy(t *testing.T) {
	t.Parallel()
	h := newStaff(t, nil)
	chief := h.login("admin")
	path := chief.get("/admin/users").want(t, 200).doc.Find(".person a").AttrOr("href", "")
	if chief.get(path).want(t, 200).doc.Find("form[action$='/disable']").Length() != 0 {
		t.Error("one is asked to disable oneself")
	}
	chief.post(path+"/disable", nil).want(t, 422)
	a := chief.post(path, url.Values{"version": {"1"}, "name": {"Me"}, "role.0": {"editor"}}).want(t, 422)
	if a.doc.Find("#role-0 option[selected]").AttrOr("value", "") != "editor" || a.doc.Find("#name").AttrOr("value", "") != "Me" {
		t.Error("what was chosen is lost")
	}
	chief.get("/admin/users").want(t, 200)
}

func TestDisablingEndsOpenPagesAndEnablingGivesThemBackByLogIn(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	chief, p := h.login("admin"), h.login("az")
	lines := p.events(t, p.get("/admin/").want(t, 200).doc.Find("[data-follow]").AttrOr("data-state", ""))
	<-lines
	path := chief.get("/admin/users").want(t, 200).doc.Find(".person a:contains(az)").AttrOr("href", "")
	link := linkOf(t, chief.post(path+"/link", nil).want(t, 201))
	chief.post(path+"/disable", nil).want(t, 303)
	for range lines {
	}
	if t.Context().Err() != nil {
		t.Error("the stream goes on")
	}
	p.get("/admin/").want(t, 303)
	p.post(h.edit(az)+"/draft", url.Values{"tab": {"t"}, "title": {"x"}}).want(t, 401)
	h.stranger().get(link).want(t, 404)
	chief.post(path+"/link", nil).want(t, 422)
	h.stranger().post("/admin/login", url.Values{"email": {"az@news.example"}, "password": {password}}).want(t, 401)
	chief.post(path+"/enable", nil).want(t, 303)
	p.get("/admin/").want(t, 303) // the old session stays over
	again := h.login("az")
	again.get("/admin/").want(t, 200)
	chief.post(path+"/sessions/end", nil).want(t, 303)
	again.get("/admin/").want(t, 303)
}

func TestOnesOwnSessionsAreSeenAndEnded(t *testing.T) {
	t.Parallel()
	h := newStaff(t, nil)
	header := map[string]string{"User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
	p, second, third := h.login("admin"), h.login("admin"), h.login("admin")
	second.do(http.MethodGet, "/admin/", nil, header).want(t, 200)
	page := p.get("/admin/account").want(t, 200)
	rows := page.doc.Find(".plain li")
	if rows.Length() != 3 || rows.Find(".chip").Length() != 1 || rows.Find("form").Length() != 2 {
		t.Fatalf("%d sessions, %d current:\n%s", rows.Length(), rows.Find(".chip").Length(), rows.Text())
	}
	theirs := page.doc.Find(".plain li:contains('Firefox · Linux')")
	if theirs.Length() != 1 || !strings.Contains(theirs.Text(), "127.0.0.1") {
		t.Fatalf("the browser is not named:\n%s", rows.Text())
	}
	end := theirs.Find("form").AttrOr("action", "")
	h.add("other", models.Grant{Role: models.RoleEditor})
	h.login("other").post(end, nil).want(t, 404)
	second.get("/admin/").want(t, 200)
	p.post(end, nil).want(t, 303)
	second.get("/admin/").want(t, 303)
	third.get("/admin/").want(t, 200)
	p.post("/admin/account/sessions/end", nil).want(t, 303)
	third.get("/admin/").want(t, 303)
	p.get("/admin/account").want(t, 200)
}

func TestOnesOwnPasswordIsChanged(t *testing.T) {
	t.Parallel()
	h := newStaff(t, nil)
	p, elsewhere := h.login("admin"), h.login("admin")
	a := p.post("/admin/account/password", url.Values{"present": {"wrong"}, "password": {"another password"}}).want(t, 422)
	if a.doc.Find("#present[aria-invalid=true]").Length() != 1 || strings.Contains(a.body, "another password") {
		t.Error("the field is not marked, or a password is in the page")
	}
	a = p.post("/admin/account/password", url.Values{"present": {password}, "password": {"short"}}).want(t, 422)
	if a.doc.Find("#password[aria-invalid=true]").Length() != 1 {
		t.Error("the field is not marked")
	}
	before := p.cookie()
	p.post("/admin/account/password", url.Values{"present": {password}, "password": {"another password"}}).want(t, 303)
	if p.cookie() == before {
		t.Error("the session keeps its token")
	}
	p.get("/admin/account").want(t, 200)
	elsewhere.get("/admin/account").want(t, 303)
	h.stranger().post("/admin/login", url.Values{"email": {"admin@news.example"}, "password": {"another password"}}).want(t, 303)
}

func TestAZoneThatThereIsNotComesBackWithTheForm(t *testing.T) {
	t.Parallel()
	h := newDesk(t)
	p := h.login("admin")
	a := p.post("/admin/preferences", url.Values{"zone": {"Moon/Sea"}, "back": {"/admin/account"}}).want(t, 422)
	if a.doc.Find("#zone[aria-invalid=true]").AttrOr("value", "") != "Moon/Sea" {
		t.Error("what was typed is lost")
	}
	p.post("/admin/preferences", url.Values{"zone": {"Asia/Almaty"}, "back": {"/admin/account"}}).want(t, 303)
	p.post("/admin/preferences", url.Values{"theme": {"dark"}, "back": {"/admin/account"}}).want(t, 303)
	if got := p.get("/admin/account").want(t, 200).doc.Find("#zone").AttrOr("value", ""); got != "Asia/Almaty" {
		t.Errorf("the zone is %q", got)
	}
	for _, to := range []string{"review", "approved"} {
		p.post(h.edit(en)+"/stage", url.Values{"revision": {p.head(en)}, "to": {to}}).want(t, 303)
	}
	p.post(h.edit(en)+"/publish", url.Values{"revision": {p.head(en)}}).want(t, 303)
	// 09:00 UTC is 13:00 in Baku and 14:00 in Almaty.
	text := p.get(h.edit(en)).want(t, 200).doc.Find("#publication").Text()
	if !strings.Contains(text, "13:00") || !strings.Contains(text, "14:00") {
		t.Errorf("the times are\n%s", text)
	}
}

func TestTooManyLogInsAreToldToWait(t *testing.T) {
	t.Parallel()
	h := newStaff(t, nil)
	p := h.stranger()
	form := url.Values{"email": {"admin@news.example"}, "password": {"wrong password"}}
	for range 5 {
		p.post("/admin/login", form).want(t, 401)
	}
	form.Set("password", password)
	a := p.post("/admin/login", form).want(t, 429)
	if got := a.header.Get("Retry-After"); got != "30" {
		t.Errorf("Retry-After: %q", got)
	}
	if a.doc.Find("#email").AttrOr("value", "") != "admin@news.example" || !strings.Contains(a.doc.Find("[role=alert]").Text(), "in 1 minute.") {
		t.Errorf("the page says\n%s", a.doc.Find("main").Text())
	}
	for lang, want := range map[string]string{"ru": "через 1 минуту", "kk": "1 минуттан", "az": "1 dəqiqədən"} {
		a := p.do(http.MethodPost, "/admin/login", form, map[string]string{"Accept-Language": lang}).want(t, 429)
		if !strings.Contains(a.doc.Find("[role=alert]").Text(), want) {
			t.Errorf("%s: %s", lang, a.doc.Find("[role=alert]").Text())
		}
	}
	h.clock.Advance(30 * time.Second)
	p.post("/admin/login", form).want(t, 303)
}

func TestAForgottenPasswordIsAskedForByLetterOnly(t *testing.T) {
	t.Parallel()
	silent := newStaff(t, nil)
	silent.stranger().get("/admin/forgot").want(t, 404)
	silent.stranger().post("/admin/forgot", url.Values{"email": {"admin@news.example"}}).want(t, 404)
	if silent.stranger().get("/admin/login").want(t, 200).doc.Find("a[href='/admin/forgot']").Length() != 0 {
		t.Error("a link leads nowhere")
	}

	l := newLetters()
	h := newStaff(t, l)
	go h.admin.Run(t.Context())
	p := h.stranger()
	if p.get("/admin/login").want(t, 200).doc.Find("a[href='/admin/forgot']").Length() != 1 {
		t.Error("no link leads to the form")
	}
	p.get("/admin/forgot").want(t, 200)
	ask := func(email string) string {
		a := p.post("/admin/forgot", url.Values{"email": {email}}).want(t, 200)
		return strings.ReplaceAll(a.doc.Find("main").Text(), email, "?")
	}
	if ask("nobody@news.example") != ask("admin@news.example") {
		t.Error("the answer tells who has an account")
	}
	got := <-l.came
	if got.to != "admin@news.example" || len(l.came) != 0 {
		t.Errorf("the letter goes to %s", got.to)
	}
	_, rest, _ := strings.Cut(got.text, "https://news.example")
	link, _, _ := strings.Cut(rest, "\n")
	p.post(link, url.Values{"password": {"another password"}}).want(t, 303)
	p.get("/admin/").want(t, 200)
	for range 4 {
		ask("nobody@news.example")
	}
	a := p.post("/admin/forgot", url.Values{"email": {"nobody@news.example"}}).want(t, 429)
	if a.header.Get("Retry-After") == "" || a.doc.Find("#email").AttrOr("value", "") != "nobody@news.example" {
		t.Error("no Retry-After, or the e-mail is lost")
	}
}

func TestAnInvitationIsWrittenInTheLanguageOfTheInvited(t *testing.T) {
	t.Parallel()
	l := newLetters()
	h := newStaff(t, l)
	chief := h.login("admin")
	for lang, want := range map[string]letter{
		"en": {subject: "Invitation to the newsroom of news.example", text: "Hello Translator"},
		"az": {subject: "news.example redaksiyasına dəvət", text: "Salam, Translator"},
		"kk": {subject: "news.example редакциясына шақыру", text: "Сәлеметсіз бе, Translator"},
		"ru": {subject: "Приглашение в редакцию news.example", text: "Здравствуйте, Translator"},
	} {
		form := invitation(lang + "@news.example")
		form.Set("interface", lang)
		a := chief.post("/admin/users/new", form).want(t, 201)
		got := <-l.came
		if got.to != lang+"@news.example" || got.subject != want.subject || !strings.HasPrefix(got.text, want.text) {
			t.Errorf("%s: got %+v", lang, got)
		}
		if !strings.Contains(got.text, "https://news.example"+linkOf(t, a)+"\n") || a.doc.Find("[role=status]:contains(letter)").Length() != 1 {
			t.Errorf("%s: the letter lacks the link, or the page does not tell of it:\n%s", lang, got.text)
		}
	}
	l.mu.Lock()
	l.fails = true
	l.mu.Unlock()
	a := chief.post("/admin/users/new", invitation("last@news.example")).want(t, 201)
	if linkOf(t, a); a.doc.Find(".problem[role=alert]").Length() != 1 {
		t.Error("nothing says that the letter was not sent")
	}
}

// add adds somebody who can log in.
func (h *house) add(name string, grants ...models.Grant) {
	h.t.Helper()
	_, err := h.newsroom.AddUser(h.t.Context(), rights.Operator("test"), cms.UserInput{
		Email: name + "@news.example", Name: name, Password: password, Interface: "en", Grants: grants,
	})
	must(h.t, err)
}
