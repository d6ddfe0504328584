package cms

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Panel is a part of the desk: work of one kind that waits for somebody.
type Panel string

// The panels, the most urgent first.
const (
	PanelAlarms   Panel = "alarms"   // releases at risk, publications that nothing is told of, pictures whose time ends
	PanelFacts    Panel = "exposed"  // translations that readers see, whose source says something else in a fact
	PanelComments Panel = "comments" // what others say to the actor, and nobody has resolved
	PanelAssigned Panel = "assigned" // what somebody has given to the actor, or they took
	PanelStale    Panel = "stale"    // other translations whose source says something else by now
	PanelReview   Panel = "review"   // versions to approve
	PanelReady    Panel = "ready"    // approved and neither public nor planned
	PanelMissing  Panel = "missing"  // languages that nobody has begun
	PanelDrafts   Panel = "drafts"   // one's own stories
	PanelToday    Panel = "today"    // what goes live until the end of the day
	PanelRecent   Panel = "recent"   // what went live in the last day
)

// Task is a line of a panel.
type Task struct {
	// ArticleID is 0 in an alarm that is about no story.
	ArticleID int64
	Title     Label
	Locale    locale.Tag
	// When is when the story was changed last, or begins or began to be public; of
	// what is assigned, when it is due, or 0.
	When models.Instant
	// Facts, Wordings and Unconfirmed count the paragraphs of a translation that
	// a fact or a wording of its source has changed for, and those that nobody has
	// confirmed yet.
	Facts, Wordings, Unconfirmed int
	// Translation says that the version is a translation, Progress how far the work
	// on it is; the latter only in what is assigned or behind its source.
	Translation bool
	Progress    staleness.Progress
	// Note is what was said when the task was given to the actor, By the name of who
	// gave it; both only in what is assigned, and empty for nothing and for oneself.
	Note, By string
	// Returned counts the paragraphs of what is assigned that a reviewer sent back and
	// nobody has changed since.
	Returned int
	// Comment is set in the panel of comments, where When is when it was written.
	Comment *TaskComment
	// Assignee is the name of who is to do it, empty for nobody and in what is
	// done.
	Assignee string
	// Alarm is the name of an alarm: AlarmAtRisk, AlarmMissed, AlarmDisarmed,
	// AlarmLate, AlarmClock, AlarmExpiring or AlarmExpired.
	Alarm string
	// MediumID is the picture that an alarm is about; 0 for none.
	MediumID int64
	// ReleaseID is the release that an alarm is about; 0 for none.
	ReleaseID int64
}

// TaskComment is a comment that waits for somebody.
type TaskComment struct {
	ID int64
	// By is who wrote it, empty for the program; Excerpt is how it begins.
	By, Excerpt string
	// BlockKey is the paragraph; empty for the whole version.
	BlockKey models.Key
}

// Tasks is what a panel holds.
type Tasks struct {
	Panel Panel
	Tasks []Task
	// More says that there are others.
	More bool
}

const (
	// panelTasks is how many lines a panel has.
	panelTasks = 6
	// panelCandidates is how many stories are looked at in one go for translations
	// that are behind, panelPages how often.
	panelCandidates = 24
	panelPages      = 10
	// recently is how long something counts as just published.
	recently = 24 * time.Hour
	// reach is how long ago a story was changed that the desk still asks to be
	// translated or published. What is older is found in the list of stories.
	reach = 30 * 24 * time.Hour
)

// Overview returns what waits for the actor, at the desk of a language: the panels
// that are theirs by their rights, empty ones too. PanelFacts, which is an exception
// that nobody should learn to look past, is there only while it holds something.
func (n *Newsroom) Overview(ctx context.Context, by Actor, desk locale.Tag) ([]Tasks, error) {
	const op = "cms.Overview"
	// What the lists are of comes first: what happens meanwhile is looked up again.
	now, state, err := n.DeskState(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	o := overview{n: n, r: n.store.Read(), by: by, desk: desk, now: now, state: state}
	for _, fill := range []func(context.Context) error{
		o.alarms, o.facts, o.comments, o.assigned, o.stale, o.review, o.ready, o.missing, o.drafts, o.today, o.recent,
	} {
		if err := fill(ctx); err != nil {
			return nil, errs.Wrap(op, err)
		}
	}
	return o.panels, nil
}

// overview is a desk that is being laid.
type overview struct {
	n      *Newsroom
	r      store.Reader
	by     Actor
	desk   locale.Tag
	now    models.Instant
	state  DeskState
	panels []Tasks
	// exposed are the versions that PanelFacts is for.
	exposed map[versionID]bool
}

// where are the languages in which the actor may do something to any story.
func (o *overview) where(action rights.Action) []locale.Tag {
	var tags []locale.Tag
	for _, l := range o.n.locales.Tags() {
		if rights.Can(o.by, action, rights.Target{Locale: l}) {
			tags = append(tags, l)
		}
	}
	return tags
}

// add adds a panel; titles are filled in.
func (o *overview) add(ctx context.Context, panel Panel, tasks []Task) error {
	more := len(tasks) > panelTasks
	tasks = tasks[:min(panelTasks, len(tasks))]
	var ids []int64
	for i := range tasks {
		if tasks[i].ArticleID != 0 {
			ids = append(ids, tasks[i].ArticleID)
		}
	}
	headings, err := o.r.Headings(ctx, ids, o.desk)
	if err != nil {
		return err
	}
	assigned, err := assignees(ctx, o.r, ids)
	for i := range tasks {
		t := &tasks[i]
		if h, ok := headings[t.ArticleID]; ok {
			t.Title = Label{Text: h.Title, Lang: h.TitleLocale}
		}
		if !slices.Contains([]Panel{PanelComments, PanelAssigned, PanelToday, PanelRecent}, panel) {
			t.Assignee = assigned[versionID{t.ArticleID, t.Locale}].name
		}
	}
	o.panels = append(o.panels, Tasks{panel, tasks, more})
	return err
}

// versions adds a panel of versions in the languages of an action.
func (o *overview) versions(ctx context.Context, panel Panel, action rights.Action, q store.ArticleQuery) error {
	languages := o.where(action)
	if len(languages) == 0 {
		return nil
	}
	var tasks []Task
	for _, l := range languages {
		q.Locale, q.Limit = l, panelTasks+1
		found, err := o.articles(ctx, q)
		if err != nil {
			return err
		}
		for i := range found {
			tasks = append(tasks, Task{ArticleID: found[i].ID, Locale: l, Translation: l != found[i].SourceLocale, When: found[i].UpdatedAt})
		}
	}
	slices.SortStableFunc(tasks, func(a, b Task) int { return cmp.Compare(b.When, a.When) })
	return o.add(ctx, panel, tasks)
}

func (o *overview) review(ctx context.Context) error {
	return o.versions(ctx, PanelReview, rights.Approve, store.ArticleQuery{Version: store.ReviewVersion})
}

func (o *overview) ready(ctx context.Context) error {
	return o.versions(ctx, PanelReady, rights.Publish, store.ArticleQuery{Version: store.ReadyVersion, From: o.now.Add(-reach)})
}

func (o *overview) missing(ctx context.Context) error {
	return o.versions(ctx, PanelMissing, rights.Translate, store.ArticleQuery{
		Version: store.MissingVersion, SourceReady: true, From: o.now.Add(-reach),
	})
}

// assigned is what the actor is to do, what is due first coming first.
func (o *overview) assigned(ctx context.Context) error {
	if o.by.UserID == nil {
		return nil
	}
	found, err := o.r.Assigned(ctx, *o.by.UserID, panelTasks+1)
	if err != nil {
		return err
	}
	tasks, err := o.progress(ctx, found)
	if err != nil {
		return err
	}
	if err := o.returned(ctx, tasks); err != nil {
		return err
	}
	return o.add(ctx, PanelAssigned, tasks)
}

// drafts are the actor's own stories whose source is not approved.
func (o *overview) drafts(ctx context.Context) error {
	writes := slices.ContainsFunc(o.n.locales.Tags(), func(l locale.Tag) bool { return o.n.MayCreate(o.by, l) })
	if o.by.UserID == nil || !writes {
		return nil
	}
	found, err := o.r.Articles(ctx, store.ArticleQuery{Owner: *o.by.UserID, SourceOpen: true, Limit: panelTasks + 1})
	if err != nil {
		return err
	}
	tasks := make([]Task, len(found))
	for i := range found {
		tasks[i] = Task{ArticleID: found[i].ID, Locale: found[i].SourceLocale, When: found[i].UpdatedAt}
	}
	return o.add(ctx, PanelDrafts, tasks)
}

// today are publications of the rest of the newsroom's day.
func (o *overview) today(ctx context.Context) error {
	if !rights.Can(o.by, rights.ReadDrafts, rights.Target{}) {
		return nil
	}
	local := o.now.In(o.n.zone)
	midnight := time.Date(local.Year(), local.Month(), local.Day()+1, 0, 0, 0, 0, o.n.zone)
	found, err := o.r.Beginning(ctx, o.now+1, models.At(midnight), panelTasks+1)
	if err != nil {
		return err
	}
	return o.add(ctx, PanelToday, publicationTasks(found))
}

func (o *overview) recent(ctx context.Context) error {
	if !rights.Can(o.by, rights.ReadDrafts, rights.Target{}) {
		return nil
	}
	found, err := o.r.Begun(ctx, o.now.Add(-recently), o.now, panelTasks+1)
	if err != nil {
		return err
	}
	return o.add(ctx, PanelRecent, publicationTasks(found))
}

func publicationTasks(list []models.Publication) []Task {
	tasks := make([]Task, len(list))
	for i, p := range list {
		tasks[i] = Task{ArticleID: p.ArticleID, Locale: p.Locale, When: p.LiveFrom}
	}
	return tasks
}
