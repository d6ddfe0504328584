package admin

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// releaseItem is an item on the screen of a release.
type releaseItem struct {
	ID    int64
	Title cms.Label
	// URL leads to the version; empty where it cannot be opened.
	URL      string
	Language language
	Action   models.ReleaseAction
	Rule     models.ReleaseRule
	// OtherAction and OtherRule are what it can be changed to.
	OtherAction models.ReleaseAction
	OtherRule   models.ReleaseRule
	// Path is where it is changed; empty where it cannot be.
	Path  string
	Notes []deskNote
}

func (a *Admin) releaseItem(r *request, v *releaseView, from *cms.ReleaseItemRow) releaseItem {
	item := releaseItem{
		ID: from.ID, Title: from.Title, Action: from.Action, Rule: from.Rule,
		OtherAction: models.ReleaseWithdraw, OtherRule: models.May, Notes: a.itemNotes(r, v, from),
	}
	if from.Action == models.ReleaseWithdraw {
		item.OtherAction = models.ReleasePublish
	}
	if from.Rule == models.May {
		item.OtherRule = models.Must
	}
	if l, ok := locale.Lookup(from.Locale); ok {
		item.Language = language{l.Tag, l.Name}
	}
	if !from.Trashed {
		item.URL = editPath(from.ArticleID, from.Locale)
	}
	if v.Open {
		item.Path = itemPath(from.ReleaseID, from.ID)
	}
	return item
}

// itemNotes say how an item stands.
func (a *Admin) itemNotes(r *request, v *releaseView, from *cms.ReleaseItemRow) []deskNote {
	var notes []deskNote
	add := func(look, text string) { notes = append(notes, deskNote{look, text}) }
	if from.TakenDown != 0 && !from.Trashed {
		add("fact", r.p.T("admin.release.killed", "time", a.moment(r, from.TakenDown).Text))
	}
	switch {
	case from.Flaw != nil:
		add(ruleLook(from.Rule), r.p.Error(from.Flaw))
	case v.Open && from.TakenDown == 0:
		add("good", r.p.T("admin.release.seems_ready"))
	case from.PublicationID == nil:
		add("wording", r.p.T("admin.release.later"))
	case from.Stayed != "":
		add("fact", r.p.T("admin.release_stayed."+string(from.Stayed)))
	case from.Pinned != nil && from.Action == models.ReleasePublish:
		add("", r.p.T("admin.release.pinned", "number", from.Pinned.Revision.Number))
	}
	if v.Ahead && from.Pinned != nil && from.Action == models.ReleasePublish && from.Head != nil && from.Head.Number > from.Pinned.Revision.Number {
		add("wording", r.p.T("admin.release.newer", "number", from.Head.Number))
	}
	if !v.Open && !v.Ahead && from.Told != nil {
		add(a.told(r, from.Told))
	}
	return notes
}

// ruleLook is how grave it is that an item is not ready.
func ruleLook(rule models.ReleaseRule) string {
	if rule == models.May {
		return "wording"
	}
	return "fact"
}

// told says when what an item did was told to those who wait for it.
func (a *Admin) told(r *request, d *models.Delivery) (look, text string) {
	switch {
	case d.DeliveredAt == nil:
		return "wording", r.p.T("admin.release.untold")
	case d.DeliveredAt.Sub(d.DueAt) > cms.Late:
		return "wording", r.p.T("admin.release.told_late", "time", a.moment(r, *d.DeliveredAt).Text)
	}
	return "", r.p.T("admin.release.told", "time", a.moment(r, *d.DeliveredAt).Text)
}

// itemParams reads the ids of a release and of an item in the path.
func itemParams(r *request) (release, item int64, err error) {
	if release, err = paramID(r, "release"); err != nil {
		return 0, 0, err
	}
	item, err = paramID(r, "item")
	return release, item, err
}

// releaseItemSave changes what a release does with an item.
func (a *Admin) releaseItemSave(r *request) error {
	id, item, err := itemParams(r)
	if err != nil {
		return err
	}
	action, rule := models.ReleaseAction(r.FormValue("action")), models.ReleaseRule(r.FormValue("rule"))
	err = a.newsroom.SetReleaseItem(r.Request().Context(), r.by, id, item, action, rule)
	return a.afterRelease(r, err, releasePath(id), "admin.release.saved", nil)
}

// releaseItemRemove takes an item out; it can be added again at once.
func (a *Admin) releaseItemRemove(r *request) error {
	id, itemID, err := itemParams(r)
	if err != nil {
		return err
	}
	v, err := a.newsroom.Release(r.Request().Context(), r.by, id)
	if err != nil {
		return err
	}
	var back *undo
	if i := slices.IndexFunc(v.Items, func(i models.ReleaseItem) bool { return i.ID == itemID }); i >= 0 {
		item := &v.Items[i]
		back = &undo{releasePath(id) + "/items", url.Values{
			"story": {strconv.FormatInt(item.ArticleID, 10)}, "locale": {string(item.Locale)},
			"action": {string(item.Action)}, "rule": {string(item.Rule)},
		}}
	}
	err = a.newsroom.RemoveFromRelease(r.Request().Context(), r.by, id, itemID)
	return a.afterRelease(r, err, releasePath(id), "admin.release.removed", back)
}

// releaseChoose asks into which release the stories go that are ticked in the list.
type releaseChoose struct {
	releaseAdd

	Stories []tickedStory
	// Releases are those that are open; Plan is of a new one.
	Releases []choice
	Plan     releasePlan
}

// tickedStory is a story that is ticked in the list.
type tickedStory struct{ ID, Title string }

// releaseChooseForm answers the bar of the list of stories.
func (a *Admin) releaseChooseForm(r *request, status int, problem error) error {
	groups, err := a.newsroom.Releases(r.Request().Context(), r.by, []cms.ReleaseGroup{"alarmed", "open"}, nil)
	if err != nil {
		return err
	}
	body := &releaseChoose{}
	if body.releaseAdd, err = a.releaseChoices(r); err != nil {
		return err
	}
	form := r.Request().Form
	for _, id := range form["id"] {
		body.Stories = append(body.Stories, tickedStory{id, form.Get("title." + id)})
	}
	for _, g := range groups {
		for i := range g.Rows {
			v := &g.Rows[i]
			body.Releases = append(body.Releases, choice{v.ID, cms.Label{Text: v.Name}, strconv.FormatInt(v.ID, 10) == form.Get("release")})
		}
	}
	body.Plan.take(a, r)
	p := page{Title: r.p.T("admin.release.choose"), Active: "releases", Body: body, Crumbs: releasesCrumb(r)}
	if problem != nil {
		p.Problem = r.p.Error(problem)
	}
	return a.show(r, status, "release_choose", p)
}

// releaseChosen adds the stories, each in a transaction of its own, to a release that
// is open or to a new one, and answers with what came of it.
func (a *Admin) releaseChosen(r *request) error {
	form, err := r.FormParams()
	if err != nil {
		return err
	}
	id := formID(r, "release")
	if id == 0 {
		var plan releasePlan
		v, err := a.newsroom.CreateRelease(r.Request().Context(), r.by, plan.take(a, r))
		if correctable(err) && !errs.Is(err, errs.Forbidden) {
			return a.releaseChooseForm(r, statusOf(err), err)
		}
		if err != nil {
			return err
		}
		id = v.ID
	}
	result, err := a.addStories(r, id, form)
	if err != nil {
		return err
	}
	if len(result.Refused) == 0 {
		return a.done(r, releasePath(id), "admin.release.added", nil)
	}
	r.SetParamNames("release")
	r.SetParamValues(strconv.FormatInt(id, 10))
	return a.showRelease(r, http.StatusOK, func(v *releaseView) { v.Result = result }, nil)
}

// addStories adds the stories of a form to a release and says of each whether it
// could be done.
func (a *Admin) addStories(r *request, id int64, form url.Values) (*bulkResult, error) {
	result, done := &bulkResult{}, 0
	for _, value := range form["id"] {
		story, err := strconv.ParseInt(value, 10, 64)
		if err != nil {
			return nil, errs.New("admin.release", errs.Invalid, "error.bad_request", nil)
		}
		err = a.newsroom.AddStoryToRelease(r.Request().Context(), r.by, id, releaseStory(form, story))
		switch {
		case err == nil:
			done++
		case errs.Is(err, errs.Forbidden):
			return nil, err
		case correctable(err) || errs.Is(err, errs.NotFound):
			result.Refused = append(result.Refused, refusal{storyURL(story), form.Get("title."+value) + ": " + r.p.Error(err)})
		default:
			return nil, err
		}
	}
	result.Done = r.p.N("admin.bulk.done", done)
	return result, nil
}
