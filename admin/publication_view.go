package admin

import (
	"fmt"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// publicationPanel is what of a story goes live, in which language and when.
type publicationPanel struct {
	Path  string
	Cards []publicationCard
	// Together publishes several languages in one instant; null where the person may
	// publish fewer than two.
	Together *togetherForm
	// MayKill shows the forms for the whole story.
	MayKill bool
	Kill    killForm
	Embargo embargoForm
}

// publicationCard is one language of the story.
type publicationCard struct {
	Language language
	// ID sets the card apart on the page.
	ID, Path, WorkPath string
	Key, Look          string // of its state
	// Number is that of the newest revision; 0 where it is said already.
	Number int
	Public *promiseView
	// Ahead says that the newest words are not the public ones, Gone that some were
	// public and none are.
	Ahead, Gone bool
	Planned     []promiseView
	Obstacles   []obstacleView
	Form        *publishForm
	MayWithdraw bool
	Withdraw    formProblem
}

// promiseView is a publication that is public or ahead.
type promiseView struct {
	Lang         locale.Tag
	Path, URL    string
	Begins       moment
	Ends         *moment
	Seen         models.Instant
	Number       int
	Note, Reason string
	// Release is the armed release that it belongs to; ReleaseURL leads those there
	// who may see it.
	Release, ReleaseURL string
	// May shows the forms that change it; Move only where it is ahead.
	May    bool
	Move   *moveForm
	Expiry expiryForm
	Cancel formProblem
}

// obstacleView says what stands in the way and leads to where it is mended; URL is
// empty where the person cannot.
type obstacleView struct{ Text, Note, Link, URL string }

// formProblem is why a form was refused; empty where it was not.
type formProblem string

type publishForm struct {
	Problem     formProblem
	Revision    int64
	From, Until timeField
	// Again says that these words are public already: they may be once more, later.
	Again bool
	// MayNow is false where only a later moment is possible.
	MayNow bool
	// AskReason asks why blocks may be passed over.
	AskReason bool
	Reason    string
	// MayCorrect offers the public note of a correction.
	MayCorrect bool
	Note       string
	// HasEnd says that the new words would inherit an expiry.
	HasEnd, NoEnd bool
	// Open shows what is mostly not needed.
	Open bool
}

type moveForm struct {
	Problem   formProblem
	From      timeField
	AskReason bool
	Reason    string
}

type expiryForm struct {
	Problem formProblem
	Until   timeField
}

// refusedForm is a form of the panel that comes back as it was typed.
type refusedForm struct {
	name    string
	problem error
	placed  bool
}

// is reports whether it is the form of that name, and says why it was refused.
func (f *refusedForm) is(r *request, name string) (formProblem, bool) {
	if f == nil || f.name != name {
		return "", false
	}
	f.placed = true
	return formProblem(r.p.Error(f.problem)), true
}

// blocked reports whether blocks were the reason.
func (f *refusedForm) blocked() bool {
	_, key, _ := errs.Public(f.problem)
	return key == "error.publish_blocked"
}

func publicationPath(id int64) string {
	return storiesPath + "/" + strconv.FormatInt(id, 10) + "/publication"
}

// showPublication answers with the panel. refused is the form that comes back, null
// where none does.
func (a *Admin) showPublication(r *request, status int, refused *refusedForm) error {
	id, err := paramID(r, "id")
	if err != nil {
		return err
	}
	state, err := a.newsroom.Publishing(r.Request().Context(), r.by, id, a.contentLocale(r))
	if err != nil {
		return err
	}
	p := page{Title: r.p.T("admin.publish.title"), Crumbs: storiesCrumb(r), Active: "stories"}
	p.Crumbs = append(p.Crumbs, crumb{Text: state.Title.Text, URL: editPath(id, state.Article.SourceLocale), Lang: state.Title.Lang})
	p.Own = []shortcut{{r.p.T("admin.publication.publish"), []string{"Alt", "P"}}}
	p.Body = a.publicationPanel(r, state, refused)
	if refused != nil && !refused.placed { // what it was about is no more
		p.Problem = r.p.Error(refused.problem)
	}
	return a.show(r, status, "publication", p)
}

func (a *Admin) publicationPanel(r *request, p *cms.Publishing, refused *refusedForm) *publicationPanel {
	panel := &publicationPanel{Path: publicationPath(p.Article.ID), MayKill: p.MayKill}
	for i := range p.Versions {
		if l, ok := a.newsroom.Locales().Lookup(p.Versions[i].Locale); ok {
			panel.Cards = append(panel.Cards, a.publicationCard(r, p, &p.Versions[i], language{l.Tag, l.Name}, refused))
		}
	}
	panel.Together = a.togetherForm(r, p, refused)
	if p.MayKill {
		a.storyForms(r, p, panel, refused)
	}
	return panel
}

func (a *Admin) publicationCard(r *request, p *cms.Publishing, v *cms.PublishingVersion, l language, refused *refusedForm) publicationCard {
	key, look := chipState(v.VersionState)
	c := publicationCard{
		Language: l, ID: "version-" + string(v.Locale), Path: publicationPath(p.Article.ID) + "/" + string(v.Locale),
		WorkPath: workPath(p.Article, v.Locale), Key: "admin.state." + key, Look: look, Number: v.Number,
		Ahead: v.Ahead, Gone: v.Public == nil && v.WasPublic,
	}
	if v.Public != nil {
		if !v.Ahead {
			c.Number = 0
		}
		c.Public = a.promise(r, v, v.Public, refused)
		c.Public.URL = web.ArticlePath(cms.Version{
			Locale: v.Locale, SectionSlug: cms.SectionSlug(p.Article.Section, v.Locale),
			Slug: v.Public.Revision.Content.Slug, ArticleID: p.Article.ID,
		})
	}
	for i := range v.Planned {
		c.Planned = append(c.Planned, *a.promise(r, v, &v.Planned[i], refused))
	}
	c.Obstacles = a.obstacles(r, p, v, c.WorkPath)
	c.Form = a.publishForm(r, v, refused)
	c.MayWithdraw = v.MayPublish && (v.Public != nil || len(v.Planned) > 0)
	c.Withdraw, _ = refused.is(r, "withdraw-"+string(v.Locale))
	return c
}

// promise shows a publication of a version, with the forms that change it.
func (a *Admin) promise(r *request, v *cms.PublishingVersion, p *cms.Promise, refused *refusedForm) *promiseView {
	id := strconv.FormatInt(p.ID, 10)
	view := &promiseView{
		Lang: v.Locale, Path: publicationPath(p.ArticleID) + "/" + id, Begins: a.moment(r, p.LiveFrom), Seen: p.LiveFrom, Number: p.Number,
		Note: p.Note, Reason: reasonOf(p), May: v.MayPublish && p.Release == nil,
	}
	if p.Release != nil {
		view.Release = p.Release.Name
		if a.newsroom.MayTrash(r.by) {
			view.ReleaseURL = releasePath(p.Release.ID)
		}
	}
	view.Expiry.Until = a.timeField(r, "until", nil)
	if p.EndsAt != models.Forever {
		when := a.moment(r, p.EndsAt)
		view.Ends, view.Expiry.Until = &when, a.timeFieldOf(r, "until", a.newsroom.Meant(p.EndsAt, p.EndsWall, p.EndsZone))
	}
	if !view.May {
		return view
	}
	var again bool
	if view.Expiry.Problem, again = refused.is(r, "expiry-"+id); again {
		view.Expiry.Until = a.timeTyped(r, "until")
	}
	view.Expiry.Until = labelled(view.Expiry.Until, "expiry-"+id, r.p.T("admin.publish.until"))
	view.Cancel, _ = refused.is(r, "cancel-"+id)
	if v.Public == nil || v.Public.ID != p.ID {
		view.Move = a.moveForm(r, p, refused)
	}
	return view
}

// reasonOf is what a person wrote why blocks were passed over; what an import says is
// no reason of anybody's.
func reasonOf(p *cms.Promise) string {
	if p.OverrideReason == cms.OverrideImported {
		return ""
	}
	return p.OverrideReason
}

func (a *Admin) moveForm(r *request, p *cms.Promise, refused *refusedForm) *moveForm {
	name := "move-" + strconv.FormatInt(p.ID, 10)
	form := &moveForm{From: a.timeFieldOf(r, "from", a.newsroom.Meant(p.LiveFrom, p.Wall, p.Zone))}
	if problem, again := refused.is(r, name); again {
		form.Problem, form.From, form.Reason = problem, a.timeTyped(r, "from"), r.FormValue("reason")
		form.AskReason = refused.blocked() || form.Reason != ""
	}
	form.From = labelled(form.From, name, r.p.T("admin.publish.move_to"))
	return form
}

// labelled gives a field its label, and an id of its own.
func labelled(f timeField, id, label string) timeField {
	f.Label = label
	return f.as(id)
}

// publishForm is the form that publishes a version; null where nothing but a change
// of the words would help.
func (a *Admin) publishForm(r *request, v *cms.PublishingVersion, refused *refusedForm) *publishForm {
	name := "publish-" + string(v.Locale)
	problem, again := refused.is(r, name)
	if !v.MayPublish || v.Head == 0 || v.Alone.Words() && !again {
		return nil
	}
	form := &publishForm{
		Problem: problem, Revision: v.Head, Again: v.Public != nil && !v.Ahead,
		AskReason: v.Alone.Blocks(), MayCorrect: v.WasPublic || len(v.Planned) > 0,
		From: a.timeField(r, "from", nil), Until: a.timeField(r, "until", nil), HasEnd: inheritsEnd(v),
	}
	form.MayNow = v.Alone.Embargo == nil && !form.Again
	if again {
		form.From, form.Until = a.timeTyped(r, "from"), a.timeTyped(r, "until")
		form.Reason, form.Note, form.NoEnd = r.FormValue("reason"), r.FormValue("note"), r.FormValue("no_end") != ""
		form.AskReason = form.AskReason || refused.blocked() || form.Reason != ""
		form.Open = form.Until.Local != "" || form.Note != "" || form.NoEnd
		form.MayCorrect = form.MayCorrect || form.Note != ""
	}
	form.From = labelled(form.From, "from-"+string(v.Locale), r.p.T("admin.publish.from"))
	form.Until = labelled(form.Until, "until-"+string(v.Locale), r.p.T("admin.publish.until"))
	return form
}

// inheritsEnd reports whether new words of a version may get the expiry of those
// that they update.
func inheritsEnd(v *cms.PublishingVersion) bool {
	if v.Public != nil && v.Public.EndsAt != models.Forever {
		return true
	}
	for i := range v.Planned {
		if v.Planned[i].EndsAt != models.Forever {
			return true
		}
	}
	return false
}

// obstacles says what stands in the way of publishing a version alone and now.
func (a *Admin) obstacles(r *request, p *cms.Publishing, v *cms.PublishingVersion, edit string) []obstacleView {
	var list []obstacleView
	mend := func(text, link, url string) { list = append(list, obstacleView{Text: text, Link: link, URL: url}) }
	o := &v.Alone
	switch {
	case o.Unwritten:
		if list = append(list, obstacleView{Text: r.p.T("admin.publish.unwritten")}); v.MayEdit {
			list[0].Link, list[0].URL = r.p.T("admin.publish.begin"), edit
		}
	case o.Unapproved:
		mend(r.p.T("admin.publish.unapproved"), r.p.T("admin.publish.to_text"), edit)
	}
	if o.Embargo != nil {
		held := obstacleView{Text: r.p.T("admin.publish.embargoed", "time", a.moment(r, *o.Embargo).Text), Note: p.Article.EmbargoNote}
		if p.MayKill {
			held.Link, held.URL = r.p.T("admin.publish.to_embargo"), "#embargo"
		}
		list = append(list, held)
	}
	if o.Findings > 0 {
		mend(r.p.T("admin.publish.findings", "count", o.Findings), r.p.T("admin.publish.to_findings"), edit+"#findings")
	}
	for _, blocks := range []struct {
		key   string
		count int
	}{
		{"admin.publish.missing", o.Missing},
		{"admin.publish.unconfirmed", o.Unconfirmed},
		{"admin.publish.stale", o.Stale},
		{"admin.publish.orphan", o.Orphan},
	} {
		if blocks.count > 0 {
			mend(r.p.T(blocks.key, "count", blocks.count), r.p.T("admin.publish.to_text"), edit)
		}
	}
	return list
}

// cardAnchor is the place of a language's card on the panel.
func cardAnchor(id int64, l locale.Tag) string {
	return fmt.Sprintf("%s#version-%s", publicationPath(id), l)
}
