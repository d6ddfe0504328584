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

// Routes registers the admin's pages. What needs a log-in is wrapped in
// signedIn; everything else is open on purpose.
func (a *Admin) Routes(e *echo.Echo) {
	g := e.Group(Prefix, web.Compressed(), a.sessions.Middleware(), private)
	get := func(path string, h echo.HandlerFunc) {
		g.Match([]string{http.MethodGet, http.MethodHead}, path, h)
	}
	e.GET(assetsPrefix+"*", a.assets.Handler)
	get("/login", a.anyone(a.loginForm))
	g.POST("/login", a.anyone(a.logIn))
	get("/setup", a.anyone(a.setupForm))
	g.POST("/setup", a.anyone(a.setUp))
	g.POST("/logout", a.anyone(a.logOut))
	get("/forgot", a.anyone(a.forgotForm))
	g.POST("/forgot", a.anyone(a.forgotAsk))
	get("/welcome/:token", a.unreferred(a.anyone(a.welcomeForm)))
	g.POST("/welcome/:token", a.unreferred(a.anyone(a.welcomeSave)))

	get("", func(c echo.Context) error { return c.Redirect(http.StatusMovedPermanently, Prefix+"/") })
	get("/", a.signedIn(a.desk))
	g.GET("/events", a.signedIn(a.deskEvents))
	get("/articles", a.signedIn(a.storyList))
	get("/articles/new", a.signedIn(a.storyNewForm))
	g.POST("/articles/new", a.signedIn(a.storyCreate))
	g.POST("/articles/bulk", a.signedIn(a.storyBulk))
	g.POST("/views", a.signedIn(a.viewSave))
	g.POST("/views/:view/forget", a.signedIn(a.viewForget))
	get("/find", a.signedIn(a.find))
	get("/articles/:id", a.signedIn(a.storySource))
	get("/articles/:id/publication", a.signedIn(a.publication))
	g.POST("/articles/:id/publication/together", a.signedIn(a.publicationTogether))
	g.POST("/articles/:id/publication/kill", a.signedIn(a.publicationKill))
	g.POST("/articles/:id/publication/embargo", a.signedIn(a.publicationEmbargo))
	g.POST("/articles/:id/publication/:lang/publish", a.signedIn(a.publicationPublish))
	g.POST("/articles/:id/publication/:lang/withdraw", a.signedIn(a.publicationWithdraw))
	g.POST("/articles/:id/publication/:publication/cancel", a.signedIn(a.publicationCancel))
	g.POST("/articles/:id/publication/:publication/move", a.signedIn(a.publicationMove))
	g.POST("/articles/:id/publication/:publication/expiry", a.signedIn(a.publicationExpiry))
	get("/articles/:id/:lang", a.signedIn(a.storyEditForm))
	g.POST("/articles/:id/:lang", a.signedIn(a.storySave))
	get("/articles/:id/:lang/history", a.signedIn(a.storyHistory))
	g.POST("/articles/:id/:lang/restore", a.signedIn(a.storyRestore))
	g.POST("/articles/:id/:lang/draft", a.signedIn(a.storyDraft))
	g.POST("/articles/:id/:lang/leave", a.signedIn(a.storyLeave))
	g.POST("/articles/:id/:lang/discard", a.signedIn(a.storyDiscard))
	g.POST("/articles/:id/:lang/resolve", a.signedIn(a.storyResolve))
	g.POST("/paste", a.signedIn(a.paste))
	g.POST("/articles/:id/:lang/details", a.signedIn(a.storyDetails))
	g.POST("/articles/:id/:lang/assign", a.signedIn(a.storyAssign))
	g.POST("/articles/:id/:lang/stage", a.signedIn(a.storyStage))
	g.POST("/articles/:id/:lang/publish", a.signedIn(a.storyPublish))
	g.POST("/articles/:id/:lang/withdraw", a.signedIn(a.storyWithdraw))
	g.POST("/articles/:id/:lang/dismiss", a.signedIn(a.storyDismiss))
	g.POST("/articles/:id/:lang/preview", a.signedIn(a.storyPreview))
	g.POST("/articles/:id/:lang/preview/:preview/revoke", a.signedIn(a.storyPreviewRevoke))
	get("/translations", a.signedIn(a.translationList))
	g.POST("/translations/assign", a.signedIn(a.translationAssign))
	get("/translations/parity", a.signedIn(a.parity))
	get("/translations/parity.csv", a.signedIn(a.parityCSV))
	get("/media", a.signedIn(a.mediaList))
	g.POST("/media", a.signedIn(a.mediaUpload))
	get("/media/pick", a.signedIn(a.mediaPick))
	get("/media/:medium", a.signedIn(a.mediumForm))
	g.POST("/media/:medium", a.signedIn(a.mediumSave))
	g.POST("/media/:medium/replace", a.signedIn(a.mediumReplace))
	g.POST("/media/:medium/delete", a.signedIn(a.mediumDelete))
	get("/media/:medium/thumb", a.signedIn(a.mediaThumb))
	e.Match([]string{http.MethodGet, http.MethodHead}, mediaPath+"/:medium/:variant/:name", a.signedIn(a.mediaFile), a.sessions.Reading(), private)
	get("/releases", a.signedIn(a.releaseList))
	get("/releases/new", a.signedIn(a.releaseNewForm))
	g.POST("/releases/new", a.signedIn(a.releaseCreate))
	g.POST("/releases/add", a.signedIn(a.releaseChosen))
	get("/releases/:release", a.signedIn(a.releaseForm))
	g.POST("/releases/:release", a.signedIn(a.releaseSave))
	g.POST("/releases/:release/discard", a.signedIn(a.releaseDiscard))
	g.POST("/releases/:release/items", a.signedIn(a.releaseItemAdd))
	g.POST("/releases/:release/items/:item", a.signedIn(a.releaseItemSave))
	g.POST("/releases/:release/items/:item/remove", a.signedIn(a.releaseItemRemove))
	get("/releases/:release/rehearsal", a.signedIn(a.releaseRehearsal))
	g.POST("/releases/:release/arm", a.signedIn(a.releaseArm))
	g.POST("/releases/:release/disarm", a.signedIn(a.releaseDisarm))
	get("/releases/:release/rollback", a.signedIn(a.releaseBackForm))
	g.POST("/releases/:release/rollback", a.signedIn(a.releaseBack))
	get("/front", a.signedIn(a.frontForm))
	get("/front/:lang", a.signedIn(a.frontForm))
	get("/front/:lang/compose", a.signedIn(a.frontComposeForm))
	g.POST("/front/:lang/compose", a.signedIn(a.frontComposeDo))
	g.POST("/front/:lang/cancel", a.signedIn(a.frontCancel))
	get("/sections", a.signedIn(a.sectionList))
	get("/sections/new", a.signedIn(a.sectionNewForm))
	g.POST("/sections/new", a.signedIn(a.sectionCreate))
	get("/sections/:section", a.signedIn(a.sectionForm))
	g.POST("/sections/:section", a.signedIn(a.sectionSave))
	g.POST("/sections/:section/move", a.signedIn(a.sectionMove))
	g.POST("/sections/:section/delete", a.signedIn(a.sectionDelete))
	get("/tags", a.signedIn(a.tagList))
	get("/tags/new", a.signedIn(a.tagNewForm))
	g.POST("/tags/new", a.signedIn(a.tagCreate))
	get("/tags/:tag", a.signedIn(a.tagForm))
	g.POST("/tags/:tag", a.signedIn(a.tagSave))
	g.POST("/tags/:tag/merge", a.signedIn(a.tagMerge))
	g.POST("/tags/:tag/delete", a.signedIn(a.tagDelete))
	get("/authors", a.signedIn(a.authorList))
	get("/authors/new", a.signedIn(a.authorNewForm))
	g.POST("/authors/new", a.signedIn(a.authorCreate))
	get("/authors/:author", a.signedIn(a.authorForm))
	g.POST("/authors/:author", a.signedIn(a.authorSave))
	g.POST("/authors/:author/delete", a.signedIn(a.authorDelete))
	get("/at", a.signedIn(a.travel))
	get("/calendar", a.signedIn(a.calendar))
	get("/calendar/entries", a.signedIn(a.calendarEntries))
	get("/calendar/move", a.signedIn(a.calendarMoveForm))
	g.POST("/calendar/move", a.signedIn(a.calendarMove))
	get("/at/compare", a.signedIn(a.travelCompare))
	g.POST("/at/preview", a.signedIn(a.travelPreview))
	get("/time", a.signedIn(a.timeWords))
	get("/journal", a.signedIn(a.journal))
	get("/settings", a.signedIn(a.settingsForm))
	g.POST("/settings", a.signedIn(a.settingsSave))
	g.POST("/settings/pages", a.signedIn(a.settingsPage))
	get("/account", a.signedIn(a.accountForm))
	g.POST("/account/password", a.signedIn(a.accountPassword))
	g.POST("/account/sessions/end", a.signedIn(a.accountEndOthers))
	g.POST("/account/sessions/:session/end", a.signedIn(a.accountEnd))
	g.POST("/preferences", a.signedIn(a.preferencesSave))
	get("/users", a.signedIn(a.userList))
	get("/users/new", a.signedIn(a.userNewForm))
	g.POST("/users/new", a.signedIn(a.userInvite))
	get("/users/:user", a.signedIn(a.userForm))
	g.POST("/users/:user", a.signedIn(a.userSave))
	g.POST("/users/:user/link", a.signedIn(a.userLink))
	g.POST("/users/:user/disable", a.signedIn(a.userDisable))
	g.POST("/users/:user/enable", a.signedIn(a.userEnable))
	g.POST("/users/:user/sessions/end", a.signedIn(a.userEndSessions))
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
	ISO, Text, Near string
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
