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

// releaseAdd adds stories to a release, as its form has it.
type releaseAdd struct {
	Words     string
	Languages []tick
	Actions   []filterChoice
	Rules     []filterChoice
	Rows      []foundStory
}

// tick is a language that may be chosen.
type tick struct {
	language

	Ticked bool
}

// foundStory is a story that can be added.
type foundStory struct {
	storyRow

	// Has are the languages in which the release has it already.
	Has []language
}

// releaseChoices are what can be said of what is added, as the form of the request
// has it.
func (a *Admin) releaseChoices(r *request) (releaseAdd, error) {
	form, err := r.FormParams()
	if err != nil {
		return releaseAdd{}, err
	}
	v := releaseAdd{Words: form.Get("q")}
	for _, l := range a.languages() {
		v.Languages = append(v.Languages, tick{l, slices.Contains(form["locale"], string(l.Tag))})
	}
	for _, action := range []models.ReleaseAction{models.ReleasePublish, models.ReleaseWithdraw} {
		s := string(action)
		v.Actions = append(v.Actions, filterChoice{s, r.p.T("admin.release_action." + s), s == form.Get("action")})
	}
	for _, rule := range []models.ReleaseRule{models.Must, models.May} {
		s := string(rule)
		v.Rules = append(v.Rules, filterChoice{s, r.p.T("admin.release_rule." + s), s == form.Get("rule")})
	}
	return v, nil
}

// releaseAddView is the form by which stories are found and added.
func (a *Admin) releaseAddView(r *request, d *cms.ReleaseDetails) (releaseAdd, error) {
	v, err := a.releaseChoices(r)
	if err != nil || v.Words == "" {
		return v, err
	}
	q, err := a.storyQuery(r, &storyFilter{Words: v.Words})
	if err != nil {
		return v, err
	}
	q.Limit = foundAtOnce
	found, err := a.newsroom.Stories(r.Request().Context(), r.by, q)
	if err != nil {
		return v, err
	}
	for i := range found.Rows {
		row := foundStory{storyRow: a.row(r, &found.Rows[i])}
		for j := range d.Items {
			if l, ok := locale.Lookup(d.Items[j].Locale); ok && d.Items[j].ArticleID == row.ID {
				row.Has = append(row.Has, language{l.Tag, l.Name})
			}
		}
		v.Rows = append(v.Rows, row)
	}
	return v, nil
}

// releaseStory reads what is to be added of a story.
func releaseStory(form url.Values, id int64) cms.ReleaseStoryInput {
	in := cms.ReleaseStoryInput{ArticleID: id, Action: models.ReleaseAction(form.Get("action")), Rule: models.ReleaseRule(form.Get("rule"))}
	for _, l := range form["locale"] {
		in.Locales = append(in.Locales, locale.Tag(l))
	}
	return in
}

// releaseItemAdd adds a story to the release, and keeps what was searched for.
func (a *Admin) releaseItemAdd(r *request) error {
	id, err := paramID(r, "release")
	if err != nil {
		return err
	}
	form, err := r.FormParams()
	if err != nil {
		return err
	}
	err = a.newsroom.AddStoryToRelease(r.Request().Context(), r.by, id, releaseStory(form, formID(r, "story")))
	path := releasePath(id)
	if words := form.Get("q"); words != "" {
		path += "?" + url.Values{"q": {words}, "locale": form["locale"], "action": {form.Get("action")}, "rule": {form.Get("rule")}}.Encode()
	}
	return a.afterRelease(r, err, path, "admin.release.added", nil)
}

// releaseChoose asks into which release the stories go that are ticked in the list.
type releaseChoose struct {
	releaseAdd

	Stories []tickedStory
	// Releases are those that are open; Plan is of a new one.
	Releases []choice
	Plan     releasePlan
	// PlanOpen says that the form of a new one is to be seen at once.
	PlanOpen bool
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
	body.PlanOpen = problem != nil || len(body.Releases) == 0
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
