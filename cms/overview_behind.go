package cms

import (
	"cmp"
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// facts are translations that readers see while their source says something else in a
// fact. Who may translate into the language has them first thing on the desk, whoever
// they were given to: what is wrong in public does not wait for one person. Those that
// are the actor's own to do come first.
func (o *overview) facts(ctx context.Context) error {
	o.exposed = map[versionID]bool{}
	whose := []int64{0} // whoever it is
	if o.by.UserID != nil {
		whose = []int64{*o.by.UserID, 0}
	}
	var tasks []Task
	for _, assignee := range whose {
		var found []Task
		for _, l := range o.where(rights.Translate) {
			q := store.ArticleQuery{Version: store.FactsVersion, Locale: l, Assignee: assignee}
			list, err := o.behind(ctx, q, func(t *Task) bool { return t.Facts > 0 && !o.exposed[versionID{t.ArticleID, t.Locale}] })
			if err != nil {
				return err
			}
			found = append(found, list...)
		}
		for i := range found {
			o.exposed[versionID{found[i].ArticleID, found[i].Locale}] = true
		}
		slices.SortStableFunc(found, func(a, b Task) int { return cmp.Compare(b.When, a.When) })
		tasks = append(tasks, found...)
	}
	if len(tasks) == 0 {
		return nil
	}
	return o.add(ctx, PanelFacts, tasks)
}

// stale are the other translations whose source has changed, those with changed facts
// first.
func (o *overview) stale(ctx context.Context) error {
	languages := o.where(rights.Translate)
	if len(languages) == 0 {
		return nil
	}
	var tasks []Task
	for _, l := range languages {
		found, err := o.behind(ctx, store.ArticleQuery{Version: store.UncheckedVersion, Locale: l}, func(t *Task) bool {
			return t.Facts+t.Wordings+t.Unconfirmed > 0 && !o.exposed[versionID{t.ArticleID, t.Locale}]
		})
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

// behind looks for translations in a language that are wanted, among those that may
// be behind their sources, page by page until there are enough for a panel.
func (o *overview) behind(ctx context.Context, q store.ArticleQuery, wanted func(*Task) bool) ([]Task, error) {
	var tasks []Task
	q.From, q.Limit = o.now.Add(-reach), panelCandidates
	for range panelPages {
		found, err := o.articles(ctx, q)
		if err != nil {
			return nil, err
		}
		list := make([]suspect, len(found))
		for i := range found {
			list[i] = suspect{&found[i], &Task{ArticleID: found[i].ID, Locale: q.Locale, Translation: true, When: found[i].UpdatedAt}}
		}
		if err := o.examine(ctx, list); err != nil {
			return nil, err
		}
		for i := range list {
			if wanted(list[i].task) {
				tasks = append(tasks, *list[i].task)
			}
		}
		if len(found) < panelCandidates || len(tasks) > panelTasks {
			break
		}
		last := &found[len(found)-1]
		q.Before = &store.Cursor{At: last.UpdatedAt, ID: last.ID}
	}
	return tasks, nil
}

// progress makes tasks of what is assigned, with what was said of it, and says of
// translations how far they are.
func (o *overview) progress(ctx context.Context, assigned []models.Assignment) ([]Task, error) {
	ids := make([]int64, len(assigned))
	for i := range assigned {
		ids[i] = assigned[i].ArticleID
	}
	articles, err := o.r.ArticleStates(ctx, ids)
	if err != nil {
		return nil, err
	}
	byID := make(map[int64]*models.Article, len(articles))
	for i := range articles {
		byID[articles[i].ID] = &articles[i]
	}
	var givers []int64
	for i := range assigned {
		givers = appendID(givers, assigned[i].ByID)
	}
	names, err := o.r.UserNames(ctx, givers)
	if err != nil {
		return nil, err
	}
	tasks := make([]Task, len(assigned))
	var list []suspect
	for i, to := range assigned {
		t := &tasks[i]
		t.ArticleID, t.Locale, t.Note, t.By = to.ArticleID, to.Locale, to.Note, giver(&to, names)
		if to.DueAt != nil {
			t.When = *to.DueAt
		}
		if a := byID[to.ArticleID]; a != nil && a.SourceLocale != to.Locale {
			t.Translation = true
			list = append(list, suspect{a, t})
		}
	}
	return tasks, o.examine(ctx, list)
}

// suspect is a translation that may be behind its source, with what is to be said of
// it.
type suspect struct {
	article *models.Article
	task    *Task
}

// head returns the id of the newest revision in a language, 0 where there is none.
func (s *suspect) head(l locale.Tag) int64 {
	i := slices.IndexFunc(s.article.Translations, func(t models.Translation) bool { return t.Locale == l })
	if i < 0 {
		return 0
	}
	return headID(&s.article.Translations[i])
}

// examine holds translations against their sources and counts what has to be done with
// them; where nobody has begun, everything is missing. Where there is no source,
// nothing is to be done.
func (o *overview) examine(ctx context.Context, list []suspect) error {
	var ids []int64
	for i := range list {
		s := &list[i]
		ids = append(ids, s.head(s.article.SourceLocale), s.head(s.task.Locale))
	}
	slices.Sort(ids)
	revs, err := o.r.Revisions(ctx, slices.Compact(ids))
	if err != nil {
		return err
	}
	heads := make(map[int64]*models.Revision, len(revs))
	for i := range revs {
		heads[revs[i].ID] = &revs[i]
	}
	var pairs []pair
	var tasks []*Task
	for i := range list {
		s := &list[i]
		source, translation := heads[s.head(s.article.SourceLocale)], heads[s.head(s.task.Locale)]
		if source != nil {
			pairs = append(pairs, pair{s.article.SourceLocale, source, cmp.Or(translation, &models.Revision{})})
			tasks = append(tasks, s.task)
		}
	}
	reports, err := compareAll(ctx, o.r, pairs)
	if err != nil {
		return err
	}
	for i, t := range tasks {
		t.count(reports[i])
	}
	return nil
}

// count counts what has to be done with a translation.
func (t *Task) count(report staleness.Report) {
	t.Progress = report.Progress()
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
