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

// publication shows the panel of a story.
func (a *Admin) publication(r *request) error { return a.showPublication(r, http.StatusOK, nil) }

// afterPublication goes back to the panel: with what was done and a way back, or
// with the form that was refused.
func (a *Admin) afterPublication(r *request, form string, problem error, path, key string, back *undo) error {
	switch {
	case problem == nil:
		return a.done(r, path, key, back)
	case !correctable(problem):
		return problem
	}
	return a.showPublication(r, statusOf(problem), &refusedForm{name: form, problem: problem})
}

// neededTime reads a time that has to be given.
func neededTime(r *request, name string) (cms.WallTime, error) {
	w := readTime(r, name)
	if w.IsZero() {
		return w, errs.New("admin", errs.Invalid, "error.time_needed", nil)
	}
	return w, nil
}

// beginning reads from when something is to be public: zero where the button for now
// was pressed, else the time of the form, which has to be there.
func beginning(r *request) (cms.WallTime, error) {
	if r.has("now") {
		return cms.WallTime{}, nil
	}
	return neededTime(r, "from")
}

// publicationPublish publishes a version, now or at a time.
func (a *Admin) publicationPublish(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	in := cms.PublishInput{
		ArticleID: id, Locale: l, Revision: formID(r, "revision"), Until: readTime(r, "until"), NoEnd: r.has("no_end"),
		Note: r.FormValue("note"), OverrideReason: r.FormValue("reason"),
	}
	var p *models.Publication
	key, back := "admin.story_edit.published", (*undo)(nil)
	if in.From, err = beginning(r); err == nil {
		p, err = a.newsroom.Publish(r.Request().Context(), r.by, in)
	}
	if err == nil && !r.has("now") {
		key, back = "admin.publish.scheduled", &undo{promisePath(p) + "/cancel", nil}
	}
	return a.afterPublication(r, "publish-"+string(l), err, cardAnchor(id, l), key, back)
}

// publicationWithdraw takes a version down now, with what was to follow.
func (a *Admin) publicationWithdraw(r *request) error {
	id, l, err := storyPath(r)
	if err != nil {
		return err
	}
	before, err := a.newsroom.Publishing(r.Request().Context(), r.by, id, a.contentLocale(r))
	if err != nil {
		return err
	}
	err = a.newsroom.Withdraw(r.Request().Context(), r.by, id, l)
	var back *undo
	if v := before.Version(l); v != nil && v.Public != nil && len(v.Planned) == 0 && !v.Ahead && !v.Alone.Words() {
		back = &undo{publicationPath(id) + "/" + string(l) + "/publish", a.again(&v.Public.Publication)}
		back.Fields["now"] = []string{"1"}
	}
	return a.afterPublication(r, "withdraw-"+string(l), err, cardAnchor(id, l), "admin.story_edit.withdrawn", back)
}

// again are the fields of a form that publishes the same once more.
func (a *Admin) again(p *models.Publication) url.Values {
	fields := url.Values{"revision": {strconv.FormatInt(p.RevisionID, 10)}}
	for name, value := range map[string]string{"note": p.Note, "reason": p.OverrideReason} {
		if value != "" {
			fields.Set(name, value)
		}
	}
	putTime(fields, "from", a.newsroom.Meant(p.LiveFrom, p.Wall, p.Zone))
	if p.EndsAt != models.Forever {
		putTime(fields, "until", a.newsroom.Meant(p.EndsAt, p.EndsWall, p.EndsZone))
	}
	return fields
}

// promised finds the publication that the path names on the panel of its story.
func (a *Admin) promised(r *request) (*cms.PublishingVersion, *cms.Promise, error) {
	id, err := paramID(r, "id")
	if err != nil {
		return nil, nil, err
	}
	publication, err := paramID(r, "publication")
	if err != nil {
		return nil, nil, err
	}
	state, err := a.newsroom.Publishing(r.Request().Context(), r.by, id, a.contentLocale(r))
	if err != nil {
		return nil, nil, err
	}
	for i := range state.Versions {
		v := &state.Versions[i]
		if v.Public != nil && v.Public.ID == publication {
			return v, v.Public, nil
		}
		if j := slices.IndexFunc(v.Planned, func(p cms.Promise) bool { return p.ID == publication }); j >= 0 {
			return v, &v.Planned[j], nil
		}
	}
	return nil, nil, errs.New("admin", errs.NotFound, "error.not_found", nil)
}

func promisePath(p *models.Publication) string {
	return publicationPath(p.ArticleID) + "/" + strconv.FormatInt(p.ID, 10)
}

// publicationCancel takes back a publication that is ahead.
func (a *Admin) publicationCancel(r *request) error {
	v, p, err := a.promised(r)
	if err != nil {
		return err
	}
	err = a.newsroom.Cancel(r.Request().Context(), r.by, p.ID)
	var back *undo
	if p.RevisionID == v.Head && !v.Alone.Words() {
		back = &undo{publicationPath(p.ArticleID) + "/" + string(p.Locale) + "/publish", a.again(&p.Publication)}
	}
	return a.afterPublication(r, "cancel-"+strconv.FormatInt(p.ID, 10), err, cardAnchor(p.ArticleID, p.Locale), "admin.publish.cancelled", back)
}

// publicationMove moves a publication that is ahead to another moment.
func (a *Admin) publicationMove(r *request) error {
	_, p, err := a.promised(r)
	if err != nil {
		return err
	}
	in := cms.RescheduleInput{PublicationID: p.ID, Seen: models.Instant(formID(r, "seen")), OverrideReason: r.FormValue("reason")}
	var moved *models.Publication
	if in.From, err = neededTime(r, "from"); err == nil {
		moved, err = a.newsroom.Reschedule(r.Request().Context(), r.by, in)
	}
	var back *undo
	if err == nil {
		back = &undo{promisePath(moved) + "/move", url.Values{"seen": {strconv.FormatInt(int64(moved.LiveFrom), 10)}}}
		putTime(back.Fields, "from", a.newsroom.Meant(p.LiveFrom, p.Wall, p.Zone))
	}
	return a.afterPublication(r, "move-"+strconv.FormatInt(p.ID, 10), err, cardAnchor(p.ArticleID, p.Locale), "admin.publish.moved", back)
}

// publicationExpiry changes when a publication ends: at a time, or never.
func (a *Admin) publicationExpiry(r *request) error {
	_, p, err := a.promised(r)
	if err != nil {
		return err
	}
	var until cms.WallTime
	if !r.has("never") {
		until, err = neededTime(r, "until")
	}
	if err == nil {
		err = a.newsroom.SetExpiry(r.Request().Context(), r.by, p.ID, until)
	}
	back := &undo{promisePath(&p.Publication) + "/expiry", url.Values{"never": {"1"}}}
	if p.EndsAt != models.Forever {
		back.Fields = url.Values{}
		putTime(back.Fields, "until", a.newsroom.Meant(p.EndsAt, p.EndsWall, p.EndsZone))
	}
	return a.afterPublication(r, "expiry-"+strconv.FormatInt(p.ID, 10), err, cardAnchor(p.ArticleID, p.Locale), "admin.publish.expiry_changed", back)
}

// ticks reports whether a language is ticked in the form for several.
func ticks(r *request, l locale.Tag) bool {
	form, err := r.FormParams()
	return err == nil && slices.Contains(form["locale"], string(l))
}

// publicationTogether publishes the languages that are ticked in one instant.
func (a *Admin) publicationTogether(r *request) error {
	id, err := paramID(r, "id")
	if err != nil {
		return err
	}
	in := cms.TogetherInput{ArticleID: id, Revisions: map[locale.Tag]int64{}}
	for _, l := range a.newsroom.Locales().Tags() {
		if ticks(r, l) {
			in.Revisions[l] = formID(r, "revision_"+string(l))
		}
	}
	key := "admin.publish.published_together"
	if !r.has("now") {
		key = "admin.publish.scheduled_together"
	}
	if in.From, err = beginning(r); err == nil {
		_, err = a.newsroom.PublishTogether(r.Request().Context(), r.by, in)
	}
	return a.afterPublication(r, "together", err, publicationPath(id), key, nil)
}

// publicationKill takes the story down in every language.
func (a *Admin) publicationKill(r *request) error {
	id, err := paramID(r, "id")
	if err != nil {
		return err
	}
	err = a.newsroom.Kill(r.Request().Context(), r.by, id, r.FormValue("reason"))
	return a.afterPublication(r, "kill", err, publicationPath(id), "admin.publish.killed", nil)
}

// publicationEmbargo forbids anything of the story to be public before a time, or
// lifts that.
func (a *Admin) publicationEmbargo(r *request) error {
	id, err := paramID(r, "id")
	if err != nil {
		return err
	}
	before, err := a.newsroom.Publishing(r.Request().Context(), r.by, id, a.contentLocale(r))
	if err != nil {
		return err
	}
	in := cms.EmbargoInput{ArticleID: id, Version: int(formID(r, "version")), Note: r.FormValue("note")}
	key, back := "admin.publish.embargo_set", (*undo)(nil)
	if r.has("lift") {
		key = "admin.publish.embargo_lifted"
		if until := before.Article.EmbargoUntil; until != nil && *until > a.newsroom.Now() {
			back = &undo{publicationPath(id) + "/embargo", url.Values{
				"version": {strconv.Itoa(in.Version + 1)}, "until": {a.local(*until)}, "note": {before.Article.EmbargoNote},
			}}
		}
	} else {
		in.Until, err = neededTime(r, "until")
	}
	if err == nil {
		err = a.newsroom.SetEmbargo(r.Request().Context(), r.by, in)
	}
	return a.afterPublication(r, "embargo", err, publicationPath(id)+"#embargo", key, back)
}
