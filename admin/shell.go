package admin

import (
	"strings"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// page is a screen: what it shows of its own, in the shell that is around all.
type page struct {
	shell

	Title string
	// TitleLang is the language of the title where it is a text of a story.
	TitleLang locale.Tag
	// TitleIsName says that the title is a name, the same in all languages.
	TitleIsName bool
	// Crumbs lead to where the screen is found; the screen itself is not among
	// them.
	Crumbs []crumb
	// Problem is what went wrong.
	Problem string
	// Active names the current item of the navigation.
	Active string
	// Editor says that the screen has the editor of texts, Writing that a whole text is
	// written there.
	Editor, Writing bool
	// Calendar says that the screen has the looks of the calendar. One that draws it by
	// a script has a Nonce, which the page's policy names, too.
	Calendar bool
	Nonce    string
	// Own are the shortcuts of the screen itself.
	Own  []shortcut
	Body any
}

// shell is what every screen has around it.
type shell struct {
	Lang i18n.Lang
	// User is the name of who is logged in, empty for nobody; the rest is empty
	// then, too.
	User string
	// Path is where the screen is.
	Path string
	// Flash says what has just been done.
	Flash     *toast
	MayCreate bool
	// These say which screens the person may open. MayReadAll is the right to read
	// everybody's drafts, MayRelease that to kill, which releases need.
	MayReadAll, MayRelease, MayUpload, MayTag, MayStructure, MayJournal, MayAdminister bool

	Theme     models.Theme
	Languages []interfaceLanguage
	Themes    []themeChoice
	Keys      []shortcut
}

// crumb is a link of the path above a screen.
type crumb struct {
	Text, URL string
	// Lang is the language of the text where it is a story's; IsName says that it
	// is a name, the same in all languages.
	Lang   locale.Tag
	IsName bool
}

// interfaceLanguage is a choice of the admin's language.
type interfaceLanguage struct {
	Lang    i18n.Lang
	Name    string
	Current bool
}

// themeChoice is a choice of the admin's looks.
type themeChoice struct {
	Theme   models.Theme
	Name    string
	Current bool
}

// shortcut is a line of the list of keyboard shortcuts.
type shortcut struct {
	Text string
	Keys []string
}

// show answers with a screen.
func (a *Admin) show(r *request, status int, name string, p page) error {
	p.shell = a.shell(r)
	// What the screen is for comes first.
	if p.Writing {
		p.Own = append(editorKeys(r), p.Own...)
	}
	p.Keys = append(p.Own, p.Keys...)
	body, err := a.templates.Render(p.Lang, name, &p)
	if err != nil {
		return err
	}
	r.Response().Header().Set("Content-Language", string(p.Lang))
	return r.HTMLBlob(status, body)
}

func (a *Admin) shell(r *request) shell {
	s := a.around(r)
	s.Flash = a.takeFlash(r)
	return s
}

// around is the shell without the message on what has just been done.
func (a *Admin) around(r *request) shell {
	s := shell{Lang: r.p.Lang()}
	if r.user == nil {
		return s
	}
	s.User, s.Theme, s.Path = r.user.Name, r.user.Theme, r.Request().URL.RequestURI()
	s.MayCreate, s.MayUpload = len(a.sourceLanguages(r)) > 0, a.newsroom.MayUpload(r.by)
	s.MayReadAll, s.MayRelease = a.newsroom.MayTravel(r.by) == nil, a.newsroom.MayTrash(r.by)
	s.MayTag, s.MayStructure = a.newsroom.MayTag(r.by), a.newsroom.MayStructure(r.by)
	s.MayJournal, s.MayAdminister = a.newsroom.MayReadJournal(r.by), a.newsroom.MayAdminister(r.by)
	s.Languages = a.interfaces(r, r.p.Lang())
	for _, theme := range models.Themes() {
		key := "admin.theme." + string(theme)
		if theme == models.SystemTheme {
			key = "admin.theme.system"
		}
		s.Themes = append(s.Themes, themeChoice{theme, r.p.T(key), theme == s.Theme})
	}
	s.Keys = commonKeys(r)
	if s.MayReadAll {
		s.Keys = append(s.Keys, shortcut{r.p.T("admin.matrix.title"), []string{"G", "L"}})
	}
	s.Keys = append(s.Keys, structureKeys(r, &s)...)
	if s.MayAdminister {
		s.Keys = append(s.Keys, shortcut{r.p.T("admin.users.title"), []string{"G", "U"}})
	}
	return s
}

// commonKeys are the shortcuts of every screen. The templates say, at the links
// and buttons themselves, what they open.
func commonKeys(r *request) []shortcut {
	return []shortcut{
		{r.p.T("admin.find.title"), []string{"Ctrl", "K"}},
		{r.p.T("admin.desk.title"), []string{"G", "D"}},
		{r.p.T("admin.keys.stories"), []string{"G", "S"}},
		{r.p.T("admin.keys.new"), []string{"N"}},
		{r.p.T("admin.media.title"), []string{"G", "M"}},
		{r.p.T("admin.keys.site"), []string{"G", "V"}},
		{r.p.T("admin.keys.travel"), []string{"G", "T"}},
		{r.p.T("admin.keys.account"), []string{"G", "A"}},
		{r.p.T("admin.toast.undo"), []string{"Alt", "Z"}},
		{r.p.T("admin.keys.keys"), []string{"?"}},
	}
}

// structureKeys are the shortcuts to what the site is made of, for those who may
// change it.
func structureKeys(r *request, s *shell) []shortcut {
	var keys []shortcut
	if s.MayReadAll {
		keys = append(keys, shortcut{r.p.T("admin.calendar.title"), []string{"G", "C"}})
	}
	if s.MayRelease {
		keys = append(keys, shortcut{r.p.T("admin.releases.title"), []string{"G", "R"}})
	}
	if s.MayStructure {
		keys = append(keys, shortcut{r.p.T("admin.front.title"), []string{"G", "F"}})
		keys = append(keys, shortcut{r.p.T("admin.sections.title"), []string{"G", "E"}})
	}
	if s.MayTag {
		keys = append(keys, shortcut{r.p.T("admin.tags.title"), []string{"G", "B"}})
	}
	if s.MayStructure {
		keys = append(keys, shortcut{r.p.T("admin.authors.title"), []string{"G", "I"}})
	}
	return keys
}

// editorKeys are those of the editor of texts.
func editorKeys(r *request) []shortcut {
	t := func(key string) string { return r.p.T(key) }
	return []shortcut{
		{t("admin.button.save"), []string{"Ctrl", "S"}},
		{t("admin.page.see"), []string{"Alt", "V"}},
		{t("admin.history.title"), []string{"G", "H"}},
		{t("admin.publish.title"), []string{"G", "P"}},
		{t("admin.toolbar.strong"), []string{"Ctrl", "B"}},
		{t("admin.toolbar.em"), []string{"Ctrl", "I"}},
		{t("admin.toolbar.s"), []string{"Ctrl", "Shift", "S"}},
		{t("admin.toolbar.link"), []string{"Ctrl", "Shift", "K"}},
		{t("admin.keys.paragraph"), []string{"Ctrl", "Alt", "0"}},
		{t("admin.toolbar.heading2"), []string{"Ctrl", "Alt", "2"}},
		{t("admin.toolbar.heading3"), []string{"Ctrl", "Alt", "3"}},
		{t("admin.toolbar.number"), []string{"Ctrl", "Shift", "7"}},
		{t("admin.toolbar.bullet"), []string{"Ctrl", "Shift", "8"}},
		{t("admin.toolbar.quote"), []string{"Ctrl", "Shift", "9"}},
		{t("admin.keys.line_break"), []string{"Shift", "Enter"}},
		{t("admin.keys.move"), []string{"Alt", "↑ ↓"}},
		{t("admin.keys.letter"), []string{"Alt", "1–9"}},
		{t("admin.keys.fix"), []string{"Alt", "M"}},
		{t("admin.toolbar.undo"), []string{"Ctrl", "Z"}},
		{t("admin.toolbar.redo"), []string{"Ctrl", "Shift", "Z"}},
		{t("admin.assign.take"), []string{"Alt", "T"}},
		{t("admin.stage_button.review"), []string{"Alt", "R"}},
		{t("admin.stage_button.approved"), []string{"Alt", "A"}},
		{t("admin.publication.publish"), []string{"Alt", "P"}},
	}
}

// preferencesSave changes the language of the desk, its looks or the time zone, whichever
// the form holds, and leads back to where the person was.
func (a *Admin) preferencesSave(r *request) error {
	form, err := r.FormParams()
	if err != nil {
		return err
	}
	p := cms.Preferences{Interface: r.user.Interface, Theme: r.user.Theme, Zone: r.user.Zone}
	if form.Has("interface") {
		p.Interface = form.Get("interface")
	}
	if form.Has("theme") {
		p.Theme = models.Theme(form.Get("theme"))
	}
	if form.Has("zone") {
		p.Zone = form.Get("zone")
	}
	if _, ok := a.messages.Printer(i18n.Lang(p.Interface)); !ok {
		return errs.New("admin.preferences", errs.Invalid, "error.bad_request", nil)
	}
	err = a.newsroom.SetPreferences(r.Request().Context(), r.by, p)
	if wrongField(err) == "zone" {
		return a.showAccount(r, statusOf(err), p.Zone, err)
	}
	if err != nil {
		return err
	}
	back := form.Get("back")
	if !strings.HasPrefix(back, Prefix+"/") {
		back = Prefix + "/account"
	}
	return a.done(r, back, "admin.account.saved", nil)
}
