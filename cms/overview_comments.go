package cms

import (
	"context"
	"slices"
	"strings"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// taskExcerpt is how many characters of a comment the desk shows.
const taskExcerpt = 160

// comments are what others say to the actor: open comments that mention them, or
// stand on what they are to do, of stories whose drafts they may read.
func (o *overview) comments(ctx context.Context) error {
	if o.by.UserID == nil {
		return nil
	}
	q := store.CommentQuery{UserID: *o.by.UserID, Limit: panelTasks + 1}
	if !rights.Can(o.by, rights.ReadDrafts, rights.Target{}) {
		if !rights.Can(o.by, rights.ReadDrafts, rights.Target{Own: true}) {
			return nil
		}
		q.Owner = *o.by.UserID
	}
	found, err := o.r.CommentsFor(ctx, q)
	if err != nil {
		return err
	}
	var people []int64
	for i := range found {
		people = appendID(people, found[i].UserID)
	}
	names, err := o.r.UserNames(ctx, people)
	if err != nil {
		return err
	}
	tasks := make([]Task, len(found))
	for i := range found {
		c := &found[i]
		tasks[i] = Task{ArticleID: c.ArticleID, Locale: c.Locale, When: c.CreatedAt, Comment: &TaskComment{
			ID: c.ID, By: valueOf(names, c.UserID), Excerpt: text.Excerpt(&models.Block{Key: models.KeySummary, Text: strings.Join(strings.Fields(c.Text), " ")}, taskExcerpt), BlockKey: c.BlockKey,
		}}
	}
	return o.add(ctx, PanelComments, tasks)
}

// returned counts in what is assigned to the actor the paragraphs that a reviewer sent
// back, as long as neither text has changed.
func (o *overview) returned(ctx context.Context, tasks []Task) error {
	articles := make([]int64, len(tasks))
	for i := range tasks {
		articles[i] = tasks[i].ArticleID
	}
	list, err := o.r.SentBack(ctx, *o.by.UserID, articles)
	if err != nil || len(list) == 0 {
		return err
	}
	var ids []int64
	for i := range list {
		ids = appendID(appendID(ids, &list[i].HeadID), list[i].SourceID)
	}
	revisions, err := o.r.Revisions(ctx, ids)
	if err != nil {
		return err
	}
	units := make(map[int64]map[models.Key]*models.Block, len(revisions))
	for i := range revisions {
		units[revisions[i].ID] = unitsOf(&revisions[i])
	}
	for _, s := range list {
		i := slices.IndexFunc(tasks, func(t Task) bool { return t.ArticleID == s.ArticleID && t.Locale == s.Locale })
		if i >= 0 && holds(s.Fingerprint, valueOf(units, s.SourceID)[s.BlockKey], units[s.HeadID][s.BlockKey]) {
			tasks[i].Returned++
		}
	}
	return nil
}
