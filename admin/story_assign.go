package admin

import (
	"net/url"
	"strconv"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/models"
)

// assignmentView says who is to do a version, and lets it change hands.
type assignmentView struct {
	// Name is empty where nobody is to do it; Due where there is no such moment.
	Name    string
	Due     *moment
	Overdue bool
	// Note is what was said of it, By who gave it, empty for the person themselves;
	// Typed is the note as the form has it.
	Note, By, Typed string
	// People may be given the version; empty where the person may only take it
	// themselves.
	People []choice
	// Until is when it is to be due, as the form has it.
	Until timeField
	// Take is the person's id where they may take what nobody has; HandBack says
	// that they may give up what they have.
	Take     int64
	HandBack bool
	// Back is the screen to come back to; empty for that of the version.
	Back string
}

// Any reports whether there is something to show.
func (v *assignmentView) Any() bool {
	return v.Name != "" || len(v.People) > 0 || v.Take != 0
}

func (a *Admin) assignment(r *request, d *cms.Desk, people []cms.Person) assignmentView {
	v := assignmentView{Name: d.Assignee, By: d.AssignedBy}
	holder := int64(0)
	var until *models.Instant
	if d.Assignment != nil {
		holder, until, v.Note = d.Assignment.UserID, d.Assignment.DueAt, d.Assignment.Note
	}
	if until != nil {
		when := a.moment(r, *until)
		v.Due, v.Overdue = &when, *until < a.newsroom.Now()
	}
	v.Until = a.timeField(r, "due", until)
	v.Until.Label = r.p.T("admin.assign.until")
	switch {
	case d.May[rights.Approve]:
		v.People, v.Typed = peopleChoices(r, people, holder), v.Note
	case len(people) == 0:
	case holder == r.user.ID:
		v.HandBack = true
	case holder == 0:
		v.Take = r.user.ID
	}
	return v
}

// typed puts back what a form held that was refused.
func (a *Admin) assignmentTyped(r *request, v *assignmentView) {
	if r.has("note") {
		v.Typed = r.FormValue("note")
	}
	if !r.has("due") {
		return
	}
	label := v.Until.Label
	v.Until = a.timeTyped(r, "due")
	v.Until.Label = label
	user := formID(r, "user")
	for i := range v.People {
		v.People[i].Selected = v.People[i].ID == user
	}
}

// has reports whether a form came with a field.
func (r *request) has(field string) bool {
	form, err := r.FormParams()
	return err == nil && form.Has(field)
}

// storyAssign gives the version to somebody, or to nobody.
func (a *Admin) storyAssign(r *request) error {
	before, l, err := a.openStory(r)
	if err != nil {
		return err
	}
	in := cms.AssignInput{
		ArticleID: before.Article.ID, Locale: l.Tag, UserID: formID(r, "user"), Due: readTime(r, "due"), Note: r.FormValue("note"),
	}
	err = a.newsroom.Assign(r.Request().Context(), r.by, in)
	return a.afterAction(r, err, "admin.assign.done", func(_ *cms.Desk, path string) *undo {
		was := url.Values{"user": {"0"}}
		if before.Assignment != nil {
			was.Set("user", strconv.FormatInt(before.Assignment.UserID, 10))
			was.Set("note", before.Assignment.Note)
			if due := before.Assignment.DueAt; due != nil {
				was.Set("due", a.local(*due))
			}
		}
		return &undo{path + "/assign", was}
	})
}
