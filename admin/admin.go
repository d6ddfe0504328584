// Package admin is the editors' and translators' front: logging in, the list
// of stories, and the editor of each version with its way to publication.
//
// It turns forms into calls of package cms and the answers into pages in the
// language of the person who is logged in. Rights are asked in cms, not here:
// what the pages leave out is a courtesy, what cms refuses is the rule. All
// that a form held comes back when it is refused.
package admin

import (
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

//go:generate go run ./assets/gen

//go:embed templates assets/dist assets/icons.svg
var files embed.FS

// Prefix is where the admin lives.
const Prefix = "/admin"

const (
	assetsPrefix = Prefix + "/assets/"
	loginPath    = Prefix + "/login"
	storiesPath  = Prefix + "/articles"
)

// Admin is the editors' front.
type Admin struct {
	newsroom  *cms.Newsroom
	messages  *i18n.Bundle
	sessions  *web.Sessions
	templates *web.Templates
	base      *url.URL
	assets    *web.Assets
	// setup is the token of the one-time set-up page; empty where there is
	// an administrator already.
	setup string
	// mailer is null where no letters can be sent; log is for those that are not.
	mailer Mailer
	log    *slog.Logger
	// forgotten are the e-mails of those who want a new password.
	forgotten chan string
	// configuration is what the operator has set.
	configuration []Variable
}

// Options are what the admin is made of.
type Options struct {
	Newsroom *cms.Newsroom
	Messages *i18n.Bundle
	Sessions *web.Sessions
	// BaseURL is the root of every absolute address.
	BaseURL *url.URL
	// SetupToken opens the page that makes the first administrator; empty
	// closes it.
	SetupToken string
	// Mailer sends letters; null for none.
	Mailer Mailer
	Log    *slog.Logger
	// Configuration is shown to those who administer; secrets are masked in it.
	Configuration []Variable
}

// New parses the templates and assets.
func New(o Options) (*Admin, error) {
	a := &Admin{
		newsroom: o.Newsroom, messages: o.Messages, sessions: o.Sessions, base: o.BaseURL, setup: o.SetupToken,
		mailer: o.Mailer, log: o.Log, forgotten: make(chan string, forgottenAtOnce), configuration: o.Configuration,
	}
	assets, err := fs.Sub(files, "assets")
	if err != nil {
		return nil, err
	}
	if a.assets, err = web.LoadAssets(assets, assetsPrefix); err != nil {
		return nil, err
	}
	pages, err := fs.Sub(files, "templates")
	if err != nil {
		return nil, err
	}
	a.templates, err = web.LoadTemplates(pages, o.Messages.Langs(), a.funcs)
	return a, err
}

func (a *Admin) funcs(lang i18n.Lang) template.FuncMap {
	p, _ := a.messages.Printer(lang)
	return template.FuncMap{
		"t": p.T, "n": p.N, "asset": a.assets.URL,
		"maxUpload": func() int { return cms.MaxUpload }, "megabytes": func(bytes int) int { return bytes >> 20 },
		// A stage, a state or a kind is data; its name is a message.
		"stage": func(s models.Stage) string { return p.T("admin.stage." + string(s)) },
		"kind":  func(k models.ArticleKind) string { return p.T("admin.kind." + string(k)) },
	}
}

// noStore keeps everything behind the log-in out of every cache.
func noStore(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set("Cache-Control", "no-store")
		return next(c)
	}
}

// private does so, and allows the admin what its pages need.
func private(next echo.HandlerFunc) echo.HandlerFunc {
	return noStore(func(c echo.Context) error {
		web.AdminPolicy(c.Response().Header())
		return next(c)
	})
}

// request is one request of a person, who is null before they are logged in.
type request struct {
	echo.Context
	p    *i18n.Printer
	user *models.User
	by   cms.Actor
}

// anyone serves people who are not logged in, in the language that their
// browser asks for.
func (a *Admin) anyone(h func(r *request) error) echo.HandlerFunc {
	return func(c echo.Context) error { return h(&request{Context: c, p: a.guess(c)}) }
}

// guess picks the interface language for somebody unknown.
func (a *Admin) guess(c echo.Context) *i18n.Printer {
	loc := a.newsroom.Locales().Negotiate("", c.Request().Header.Get("Accept-Language"))
	return a.printer(string(i18n.For(loc.Tag)))
}

// printer returns the printer of a user's language, or of the first there is.
func (a *Admin) printer(lang string) *i18n.Printer {
	if p, ok := a.messages.Printer(i18n.Lang(lang)); ok {
		return p
	}
	p, _ := a.messages.Printer(a.messages.Langs()[0])
	return p
}

// signedInKey names the request of somebody who is logged in, for the error page.
const signedInKey = "request of somebody who is logged in"

// signedIn serves people who are logged in; the others go to the log-in page
// and come back.
func (a *Admin) signedIn(h func(r *request) error) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx := c.Request().Context()
		id := a.sessions.UserID(ctx)
		if id == 0 {
			return a.toLogin(c)
		}
		u, err := a.newsroom.UserByID(ctx, id)
		if errs.Is(err, errs.Unauthorized) {
			return a.toLogin(c)
		}
		if err != nil {
			return err
		}
		if wholePage(c) {
			if err := a.sessions.Renew(ctx, u); err != nil {
				return err
			}
		}
		r := &request{Context: c, p: a.printer(u.Interface), user: u, by: rights.Of(u)}
		c.Set(signedInKey, r)
		return h(r)
	}
}

// wholePage reports whether a person goes to another page. That is when a session may
// get a new token: parts of a page that are under way with the former one would be
// turned away, with what was typed.
func wholePage(c echo.Context) bool {
	h := c.Request().Header
	return c.Request().Method == http.MethodGet && h.Get("HX-Request") == "" && h.Get("Accept") != "text/event-stream"
}

func (a *Admin) toLogin(c echo.Context) error {
	if method := c.Request().Method; method != http.MethodGet && method != http.MethodHead {
		return errs.New("admin", errs.Unauthorized, "error.login_required", nil)
	}
	return c.Redirect(http.StatusSeeOther, loginPath)
}

// correctable reports whether the person can put the error right in the form
// that it came from; other errors get a page of their own.
func correctable(err error) bool {
	kind, _, _ := errs.Public(err)
	return slices.Contains([]errs.Kind{errs.Invalid, errs.Conflict, errs.Forbidden, errs.TooLarge, errs.TooMany}, kind)
}

// retryAfter tells programs, too, how long to wait.
func retryAfter(r *request, err error) {
	if wait, ok := errors.AsType[*cms.WaitError](err); ok {
		seconds := int((wait.Wait + time.Second - 1) / time.Second)
		r.Response().Header().Set("Retry-After", strconv.Itoa(seconds))
	}
}

// statusOf is the status of an error's answer.
func statusOf(err error) int {
	kind, _, _ := errs.Public(err)
	return web.Status(kind)
}

// Error answers with the admin's error page, in the shell of somebody who is
// logged in.
func (a *Admin) Error(c echo.Context, f web.Failure) error {
	r, ok := c.Get(signedInKey).(*request)
	if !ok {
		r = &request{Context: c, p: a.guess(c)}
	}
	p := r.p
	body := failure{Message: p.Error(f.Err), Login: f.Status == http.StatusUnauthorized}
	if f.Status >= http.StatusInternalServerError {
		body.RequestID = f.RequestID
	}
	view := page{shell: a.around(r), Title: p.T("admin.error.title"), Body: body}
	html, err := a.templates.Render(p.Lang(), "error", &view)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "no-store")
	web.AdminPolicy(c.Response().Header())
	return c.HTMLBlob(f.Status, html)
}

// failure is the error page.
type failure struct {
	Message   string
	Login     bool
	RequestID string
}

// language is a language of content in a form or a tab.
type language struct {
	Tag  locale.Tag
	Name string
}

// languageOf is a language by its tag.
func languageOf(l locale.Tag) language {
	if loc, ok := locale.Lookup(l); ok {
		return language{loc.Tag, loc.Name}
	}
	return language{l, string(l)}
}

func (a *Admin) languages() []language {
	var list []language
	for _, l := range a.newsroom.Locales().All() {
		list = append(list, language{l.Tag, l.Name})
	}
	return list
}

// moment is a moment as people read it, near to now and exactly, and as
// machines do.
type moment struct {
	ISO, Text string
	// Near is another text from minute to minute, so no hash of a page's part has it.
	Near string `json:"-"`
	// Own is the moment in the person's own zone; empty where it looks the same.
	Own string
}

// moment shows a moment in the newsroom's zone.
func (a *Admin) moment(r *request, at models.Instant) moment {
	zone, l := a.newsroom.Zone(), r.p.Locale()
	t := at.In(zone)
	m := moment{ISO: t.Format(time.RFC3339), Text: l.DateTime(t), Near: l.Relative(t, a.newsroom.Now().In(zone))}
	if r.user == nil {
		return m
	}
	if own := a.newsroom.ZoneOf(r.user); own != nil {
		if text := l.DateTime(t.In(own)); text != m.Text {
			m.Own = text
		}
	}
	return m
}
