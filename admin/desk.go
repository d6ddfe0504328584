package admin

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// deskView is what waits for the person.
type deskView struct {
	// State names what the desk was made of; another one is news.
	State string
	// Work is what has to be done, News what happens by itself.
	Work, News []deskPanel
}

// deskPanel is a part of the desk.
type deskPanel struct {
	Panel cms.Panel
	Tasks []deskTask
	// More is where the rest is; empty where this is all.
	More string
}

// deskTask is a line of a panel.
type deskTask struct {
	ID string
	// URL leads to where it is done.
	URL   string
	Title cms.Label
	// IsName says that the title is a name, the same in all languages.
	IsName   bool
	Language language
	Notes    []deskNote
	// Said is what was said when it was given to the person; empty for nothing.
	Said string
	// Remark is a comment that waits for an answer; null for none.
	Remark *deskSaid
	// When is empty where it has no time.
	When    *moment
	Overdue bool
}

// deskNote says what is to be done, and how urgent that is: fact, wording or "".
type deskNote struct{ Look, Text string }

// deskSaid is how a comment begins, and who wrote it.
type deskSaid struct{ By, Text string }

// desk shows what waits for the person.
func (a *Admin) desk(r *request) error {
	ctx := r.Request().Context()
	view := &deskView{}
	var err error
	// The state comes first: what happens meanwhile is shown twice, not never.
	if view.State, err = a.deskState(ctx, r); err != nil {
		return err
	}
	panels, err := a.newsroom.Overview(ctx, r.by, a.contentLocale(r))
	if err != nil {
		return err
	}
	for i := range panels {
		panel := a.deskPanel(r, &panels[i])
		switch panel.Panel {
		case cms.PanelToday, cms.PanelRecent:
			view.News = append(view.News, panel)
		case cms.PanelAlarms, cms.PanelFacts, cms.PanelComments, cms.PanelAssigned, cms.PanelStale, cms.PanelReview, cms.PanelReady, cms.PanelMissing, cms.PanelDrafts:
			view.Work = append(view.Work, panel)
		}
	}
	return a.show(r, http.StatusOK, "desk", page{Title: r.p.T("admin.desk.title"), Active: "desk", Body: view})
}

// deskEvents tells an open desk when there is something new, until the person is
// logged out.
func (a *Admin) deskEvents(r *request) error {
	return web.Events(r, func(ctx context.Context) (string, error) { return a.deskState(ctx, r) })
}

// deskState names what a desk is made of now. Nobody who is logged out gets one.
func (a *Admin) deskState(ctx context.Context, r *request) (string, error) {
	if err := a.stillIn(ctx, r); err != nil {
		return "", err
	}
	_, state, err := a.newsroom.DeskState(ctx)
	return state.String(), err
}

// stillIn refuses those who are logged out by now.
func (a *Admin) stillIn(ctx context.Context, r *request) error {
	lives, err := a.sessions.Lives(ctx)
	if err != nil {
		return err
	}
	if _, err := a.newsroom.UserByID(ctx, r.user.ID); err != nil || !lives {
		return errs.New("admin.desk", errs.Unauthorized, "error.login_required", nil)
	}
	return nil
}

func (a *Admin) deskPanel(r *request, from *cms.Tasks) deskPanel {
	panel := deskPanel{Panel: from.Panel}
	if from.More {
		panel.More = moreOf(r, from.Panel)
	}
	for i := range from.Tasks {
		panel.Tasks = append(panel.Tasks, a.deskTask(r, from.Panel, &from.Tasks[i]))
	}
	return panel
}

// moreOf is the list of stories that a panel is the beginning of, empty where there
// is no such list.
func moreOf(r *request, panel cms.Panel) string {
	filters := map[cms.Panel]storyFilter{
		cms.PanelAssigned: {Assignee: r.user.ID}, cms.PanelDrafts: {Mine: true},
		cms.PanelFacts: {Version: "facts"}, cms.PanelStale: {Version: "unchecked"}, cms.PanelReview: {Version: "review"}, cms.PanelReady: {Version: "ready"},
		cms.PanelMissing: {Version: "missing"}, cms.PanelRecent: {Version: "live"},
	}
	f, ok := filters[panel]
	if !ok {
		return ""
	}
	return (&url.URL{Path: storiesPath, RawQuery: f.query().Encode()}).String()
}

func (a *Admin) deskTask(r *request, panel cms.Panel, t *cms.Task) deskTask {
	task := deskTask{ID: fmt.Sprintf("%s-%d-%s", panel, t.ArticleID, t.Locale), Title: t.Title, Notes: notesOf(r, t), Said: t.Note}
	if t.ArticleID != 0 {
		task.URL = taskPath(panel, t)
	}
	if t.Comment != nil {
		task.ID, task.URL = fmt.Sprintf("%s-%d", panel, t.Comment.ID), unitPath(t.ArticleID, t.Locale, t.Comment.BlockKey)
		task.Remark = &deskSaid{cmp.Or(t.Comment.By, r.p.T("admin.journal.program")), t.Comment.Excerpt}
	}
	if t.Alarm == cms.AlarmClock {
		task.ID, task.URL = string(panel)+"-clock", (&journalFilter{Area: models.ClockJumped.Area()}).address()
		task.Title = cms.Label{Text: r.p.T("admin.alarm.clock_title")}
	}
	if t.MediumID != 0 {
		task.ID, task.URL = fmt.Sprintf("%s-medium-%d", panel, t.MediumID), mediumPath(t.MediumID)
		task.IsName = t.Title.Lang == ""
	}
	if t.ReleaseID != 0 {
		task.ID, task.URL = fmt.Sprintf("%s-release-%d", panel, t.ReleaseID), releasePath(t.ReleaseID)
		task.IsName = true
	}
	if loc, ok := locale.Lookup(t.Locale); ok {
		task.Language = language{loc.Tag, loc.Name}
	}
	if t.When != 0 {
		when := a.moment(r, t.When)
		task.When, task.Overdue = &when, panel == cms.PanelAssigned && t.When < a.newsroom.Now()
	}
	return task
}

// taskPath leads to where a task about a version is done: translations beside their
// source, what is to be published or has been, and every source, on the screen of the
// version.
func taskPath(panel cms.Panel, t *cms.Task) string {
	words := []cms.Panel{cms.PanelFacts, cms.PanelAssigned, cms.PanelStale, cms.PanelReview, cms.PanelMissing}
	if t.Translation && slices.Contains(words, panel) {
		return translatePath(t.ArticleID, t.Locale)
	}
	return editPath(t.ArticleID, t.Locale)
}

// notesOf says what is to be done with a task, the gravest first.
func notesOf(r *request, t *cms.Task) []deskNote {
	if t.Alarm != "" {
		return []deskNote{{"fact", r.p.T("admin.alarm." + t.Alarm)}}
	}
	var notes []deskNote
	for _, n := range []struct {
		look, key string
		count     int
	}{{"fact", "admin.desk.returned", t.Returned}, {"fact", "admin.desk.facts", t.Facts}, {"wording", "admin.desk.wordings", t.Wordings}, {"", "admin.desk.unconfirmed", t.Unconfirmed}} {
		if n.count > 0 {
			notes = append(notes, deskNote{n.look, r.p.T(n.key, "n", n.count)})
		}
	}
	if p := t.Progress; p.Units > p.Done {
		notes = append(notes, deskNote{"", r.p.T("admin.desk.done", "done", p.Done, "all", p.Units)}, deskNote{"", r.p.T("admin.desk.left", "n", p.Left())})
	}
	if t.By != "" {
		notes = append(notes, deskNote{"", r.p.T("admin.assign.by", "name", t.By)})
	}
	if t.Assignee != "" {
		notes = append(notes, deskNote{"", r.p.T("admin.assign.name", "name", t.Assignee)})
	}
	return notes
}
