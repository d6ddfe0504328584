package admin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/internal/web"
)

// routes registers addresses that one kind of person is let in at.
type routes struct {
	*echo.Group

	guard func(h func(r *request) error) echo.HandlerFunc
}

// reading are the methods that only read.
func reading() []string { return []string{http.MethodGet, http.MethodHead} }

func (g routes) get(path string, h func(r *request) error) {
	g.Match(reading(), path, g.guard(h))
}

func (g routes) post(path string, h func(r *request) error) { g.POST(path, g.guard(h)) }

// Routes registers the admin's pages. All need a log-in but those that are open on
// purpose.
func (a *Admin) Routes(e *echo.Echo) {
	g := e.Group(Prefix, web.Compressed(), a.sessions.Middleware(), private)
	e.GET(assetsPrefix+"*", a.assets.Handler)
	g.Match(reading(), "", func(c echo.Context) error { return c.Redirect(http.StatusMovedPermanently, Prefix+"/") })
	a.openRoutes(routes{g, a.anyone})
	g.GET("/events", a.signedIn(a.deskEvents))
	g.GET("/articles/:id/:lang/translate/events", a.signedIn(a.translateEvents))
	e.Match(reading(), mediaPath+"/:medium/:variant/:name", a.signedIn(a.mediaFile), a.sessions.Reading(), private)
	members := routes{g, a.signedIn}
	for _, register := range []func(routes){
		a.storyRoutes, a.publicationRoutes, a.releaseRoutes, a.planRoutes, a.mediaRoutes, a.structureRoutes, a.managementRoutes, a.peopleRoutes,
	} {
		register(members)
	}
}

// openRoutes are for those who are not logged in.
func (a *Admin) openRoutes(g routes) {
	g.get("/login", a.loginForm)
	g.post("/login", a.logIn)
	g.get("/setup", a.setupForm)
	g.post("/setup", a.setUp)
	g.post("/logout", a.logOut)
	g.get("/forgot", a.forgotForm)
	g.post("/forgot", a.forgotAsk)
	g.Match(reading(), "/welcome/:token", a.unreferred(a.anyone(a.welcomeForm)))
	g.POST("/welcome/:token", a.unreferred(a.anyone(a.welcomeSave)))
}

// storyRoutes are the desk, the stories and what is written of them.
func (a *Admin) storyRoutes(g routes) {
	g.get("/", a.desk)
	g.get("/articles", a.storyList)
	g.get("/articles/new", a.storyNewForm)
	g.post("/articles/new", a.storyCreate)
	g.post("/articles/bulk", a.storyBulk)
	g.post("/views", a.viewSave)
	g.post("/views/:view/forget", a.viewForget)
	g.get("/find", a.find)
	g.get("/articles/:id", a.storySource)
	g.get("/articles/:id/:lang", a.storyEditForm)
	g.post("/articles/:id/:lang", a.storySave)
	g.get("/articles/:id/:lang/history", a.storyHistory)
	g.post("/articles/:id/:lang/restore", a.storyRestore)
	g.post("/articles/:id/:lang/draft", a.storyDraft)
	g.post("/articles/:id/:lang/leave", a.storyLeave)
	g.post("/articles/:id/:lang/discard", a.storyDiscard)
	g.post("/articles/:id/:lang/resolve", a.storyResolve)
	g.get("/articles/:id/:lang/translate", a.translateForm)
	g.post("/articles/:id/:lang/translate", a.translateSave)
	g.post("/articles/:id/:lang/translate/units", a.translateUnits)
	g.post("/articles/:id/:lang/translate/typed", a.translateTyped)
	g.post("/articles/:id/:lang/translate/back", a.translateBack)
	g.get("/articles/:id/:lang/translate/beside/:reference", a.translateReference)
	g.post("/articles/:id/:lang/comments", a.storyComment)
	g.get("/articles/:id/:lang/comments/people", a.mentionable)
	g.post("/articles/:id/:lang/comments/:comment/resolve", a.storyCommentResolve)
	g.post("/articles/:id/:lang/comments/:comment/reopen", a.storyCommentReopen)
	g.post("/paste", a.paste)
	g.post("/articles/:id/:lang/details", a.storyDetails)
	g.post("/articles/:id/:lang/assign", a.storyAssign)
	g.post("/articles/:id/:lang/stage", a.storyStage)
	g.post("/articles/:id/:lang/publish", a.storyPublish)
	g.post("/articles/:id/:lang/withdraw", a.storyWithdraw)
	g.post("/articles/:id/:lang/dismiss", a.storyDismiss)
	g.post("/articles/:id/:lang/undismiss", a.storyUndismiss)
	g.post("/articles/:id/:lang/preview", a.storyPreview)
	g.post("/articles/:id/:lang/preview/:preview/revoke", a.storyPreviewRevoke)
}

// publicationRoutes are the publish panel of a story.
func (a *Admin) publicationRoutes(g routes) {
	g.get("/articles/:id/publication", a.publication)
	g.post("/articles/:id/publication/together", a.publicationTogether)
	g.post("/articles/:id/publication/kill", a.publicationKill)
	g.post("/articles/:id/publication/embargo", a.publicationEmbargo)
	g.post("/articles/:id/publication/:lang/publish", a.publicationPublish)
	g.post("/articles/:id/publication/:lang/withdraw", a.publicationWithdraw)
	g.post("/articles/:id/publication/:publication/cancel", a.publicationCancel)
	g.post("/articles/:id/publication/:publication/move", a.publicationMove)
	g.post("/articles/:id/publication/:publication/expiry", a.publicationExpiry)
}

// releaseRoutes are what goes out in one instant.
func (a *Admin) releaseRoutes(g routes) {
	g.get("/releases", a.releaseList)
	g.get("/releases/new", a.releaseNewForm)
	g.post("/releases/new", a.releaseCreate)
	g.post("/releases/add", a.releaseChosen)
	g.get("/releases/:release", a.releaseForm)
	g.post("/releases/:release", a.releaseSave)
	g.post("/releases/:release/discard", a.releaseDiscard)
	g.post("/releases/:release/items", a.releaseItemAdd)
	g.post("/releases/:release/items/:item", a.releaseItemSave)
	g.post("/releases/:release/items/:item/remove", a.releaseItemRemove)
	g.get("/releases/:release/rehearsal", a.releaseRehearsal)
	g.post("/releases/:release/arm", a.releaseArm)
	g.post("/releases/:release/disarm", a.releaseDisarm)
	g.get("/releases/:release/rollback", a.releaseBackForm)
	g.post("/releases/:release/rollback", a.releaseBack)
}

// planRoutes are the other screens on which publication is planned.
func (a *Admin) planRoutes(g routes) {
	g.get("/translations", a.translationList)
	g.post("/translations/assign", a.translationAssign)
	g.get("/translations/parity", a.parity)
	g.get("/translations/parity.csv", a.parityCSV)
	g.get("/front", a.frontForm)
	g.get("/front/:lang", a.frontForm)
	g.get("/front/:lang/compose", a.frontComposeForm)
	g.post("/front/:lang/compose", a.frontComposeDo)
	g.post("/front/:lang/cancel", a.frontCancel)
	g.get("/at", a.travel)
	g.get("/calendar", a.calendar)
	g.get("/calendar/entries", a.calendarEntries)
	g.get("/calendar/move", a.calendarMoveForm)
	g.post("/calendar/move", a.calendarMove)
	g.get("/at/compare", a.travelCompare)
	g.post("/at/preview", a.travelPreview)
	g.get("/time", a.timeWords)
}

// mediaRoutes are the media library, but for the pictures themselves.
func (a *Admin) mediaRoutes(g routes) {
	g.get("/media", a.mediaList)
	g.post("/media", a.mediaUpload)
	g.get("/media/pick", a.mediaPick)
	g.get("/media/:medium", a.mediumForm)
	g.post("/media/:medium", a.mediumSave)
	g.post("/media/:medium/replace", a.mediumReplace)
	g.post("/media/:medium/delete", a.mediumDelete)
	g.get("/media/:medium/thumb", a.mediaThumb)
}

// structureRoutes are what the site is made of.
func (a *Admin) structureRoutes(g routes) {
	g.get("/sections", a.sectionList)
	g.get("/sections/new", a.sectionNewForm)
	g.post("/sections/new", a.sectionCreate)
	g.get("/sections/:section", a.sectionForm)
	g.post("/sections/:section", a.sectionSave)
	g.post("/sections/:section/move", a.sectionMove)
	g.post("/sections/:section/delete", a.sectionDelete)
	g.get("/tags", a.tagList)
	g.get("/tags/new", a.tagNewForm)
	g.post("/tags/new", a.tagCreate)
	g.get("/tags/:tag", a.tagForm)
	g.post("/tags/:tag", a.tagSave)
	g.post("/tags/:tag/merge", a.tagMerge)
	g.post("/tags/:tag/delete", a.tagDelete)
	g.get("/authors", a.authorList)
	g.get("/authors/new", a.authorNewForm)
	g.post("/authors/new", a.authorCreate)
	g.get("/authors/:author", a.authorForm)
	g.post("/authors/:author", a.authorSave)
	g.post("/authors/:author/delete", a.authorDelete)
}

// managementRoutes are the journal and the settings.
func (a *Admin) managementRoutes(g routes) {
	g.get("/journal", a.journal)
	g.get("/settings", a.settingsForm)
	g.post("/settings", a.settingsSave)
	g.post("/settings/pages", a.settingsPage)
}

// peopleRoutes are one's own account and those of others.
func (a *Admin) peopleRoutes(g routes) {
	g.get("/account", a.accountForm)
	g.post("/account/password", a.accountPassword)
	g.post("/account/sessions/end", a.accountEndOthers)
	g.post("/account/sessions/:session/end", a.accountEnd)
	g.post("/preferences", a.preferencesSave)
	g.get("/users", a.userList)
	g.get("/users/new", a.userNewForm)
	g.post("/users/new", a.userInvite)
	g.get("/users/:user", a.userForm)
	g.post("/users/:user", a.userSave)
	g.post("/users/:user/link", a.userLink)
	g.post("/users/:user/disable", a.userDisable)
	g.post("/users/:user/enable", a.userEnable)
	g.post("/users/:user/sessions/end", a.userEndSessions)
}
