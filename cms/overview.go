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
	PanelComments Panel = "comments" // what others say to the actor, and nobody has resolved
	PanelAssigned Panel = "assigned" // what somebody has given to the actor, or they took
	PanelStale    Panel = "stale"    // translations whose source says something else by now
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
// that are theirs by their rights, empty ones too.
func (n *Newsroom) Overview(ctx context.Context, by Actor, desk locale.Tag) ([]Tasks, error) {
	const op = "cms.Overview"
	o := overview{n: n, r: n.store.Read(), by: by, desk: desk, now: n.Now()}
	for _, fill := range []func(context.Context) error{
		o.alarms, o.comments, o.assigned, o.stale, o.review, o.ready, o.missing, o.drafts, o.today, o.recent,
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
	panels []Tasks
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
		q.Locale, q.At, q.Limit = l, o.now, panelTasks+1
		found, err := o.r.Articles(ctx, q)
		if err != nil {
			return err
		}
		for i := range found {
			tasks = append(tasks, Task{ArticleID: found[i].ID, Locale: l, When: found[i].UpdatedAt})
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
	tasks := make([]Task, len(found))
	for i, a := range found {
		tasks[i] = Task{ArticleID: a.ArticleID, Locale: a.Locale}
		if a.DueAt != nil {
			tasks[i].When = *a.DueAt
		}
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

// stale are translations whose source has changed, those with changed facts first.
func (o *overview) stale(ctx context.Context) error {
	languages := o.where(rights.Translate)
	if len(languages) == 0 {
		return nil
	}
	var tasks []Task
	for _, l := range languages {
		found, err := o.staleIn(ctx, l)
		if err != nil {
			return err
		}
		tasks = append(tasks, found...)
	}
	slices.SortStableFunc(tasks, func(a, b Task) int {
		return cmp.Or(cmp.Compare(sign(b.Facts), sign(a.Facts)), cmp.Compare(sign(b.Wordings), sign(a.Wordings)), cmp.Compare(b.When, a.When))
	})
	return o.add(ctx, PanelStale, tasks)
}

// staleIn looks for translations in a language that are behind, among those that may
// be, page by page until there are enough for a panel.
func (o *overview) staleIn(ctx context.Context, l locale.Tag) ([]Task, error) {
	var tasks []Task
	q := store.ArticleQuery{Version: store.UncheckedVersion, Locale: l, From: o.now.Add(-reach), Limit: panelCandidates}
	for range panelPages {
		found, err := o.r.Articles(ctx, q)
		if err != nil {
			return nil, err
		}
		suspects := make([]suspect, len(found))
		for i := range found {
			suspects[i] = suspect{&found[i], l}
		}
		behind, err := o.examine(ctx, suspects)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, behind...)
		if len(found) < panelCandidates || len(tasks) > panelTasks {
			break
		}
		last := &found[len(found)-1]
		q.Before = &store.Cursor{At: last.UpdatedAt, ID: last.ID}
	}
	return tasks, nil
}

// suspect is a version that may be behind its source.
type suspect struct {
	article *models.Article
	locale  locale.Tag
}

// head returns the id of the newest revision in a language, 0 where there is none.
func (s *suspect) head(l locale.Tag) int64 {
	i := slices.IndexFunc(s.article.Translations, func(t models.Translation) bool { return t.Locale == l })
	if i < 0 {
		return 0
	}
	return headID(&s.article.Translations[i])
}

// examine holds suspects against their sources and returns those that are behind.
func (o *overview) examine(ctx context.Context, suspects []suspect) ([]Task, error) {
	var ids []int64
	for i := range suspects {
		s := &suspects[i]
		ids = append(ids, s.head(s.article.SourceLocale), s.head(s.locale))
	}
	slices.Sort(ids)
	list, err := o.r.Revisions(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	heads := make(map[int64]*models.Revision, len(list))
	for i := range list {
		heads[list[i].ID] = &list[i]
	}
	var tasks []Task
	var pairs []pair
	for i := range suspects {
		s := &suspects[i]
		p := pair{from: s.article.SourceLocale, source: heads[s.head(s.article.SourceLocale)], translation: heads[s.head(s.locale)]}
		if p.source != nil && p.translation != nil {
			pairs = append(pairs, p)
			tasks = append(tasks, Task{ArticleID: s.article.ID, Locale: s.locale, When: s.article.UpdatedAt})
		}
	}
	reports, err := compareAll(ctx, o.r, pairs)
	if err != nil {
		return nil, err
	}
	for i := range tasks {
		tasks[i].count(reports[i])
	}
	return slices.DeleteFunc(tasks, func(t Task) bool { return t.Facts+t.Wordings+t.Unconfirmed == 0 }), nil
}

// count counts what has to be done with a translation.
func (t *Task) count(report staleness.Report) {
	for i := range report {
		switch u := &report[i]; {
		case u.State == staleness.Unconfirmed:
			t.Unconfirmed++
		case u.State != staleness.Stale && u.State != staleness.Orphan:
		case u.Grade == models.Fact:
			t.Facts++
		default:
			t.Wordings++
		}
	}
}

// sign is 1 for any number of things and 0 for none.
func sign(n int) int { return min(n, 1) }

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
