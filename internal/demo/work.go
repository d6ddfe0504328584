package demo

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// work lays something on every desk: a fact that has changed in a source, a
// language to be translated until tomorrow, a version that goes live soon.
func work(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	err := amend(ctx, n, by, stories["greenhouse-tomatoes-cold-chain"], locale.English, "228 tonnes", "248 tonnes")
	if err != nil {
		return fmt.Errorf("demo: amend: %w", err)
	}
	people, err := n.People(ctx, by)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(people, func(p cms.Person) bool { return p.Name == "Tərcüməçi" })
	due := n.Now().In(n.Zone()).AddDate(0, 0, 1).Format(time.DateOnly) + "T10:00"
	err = n.Assign(ctx, by, cms.AssignInput{
		ArticleID: stories["rooftop-solar-almaty-schools"], Locale: locale.Azerbaijani, UserID: people[at].ID, Due: cms.WallTime{Local: due},
	})
	if err != nil {
		return fmt.Errorf("demo: assign: %w", err)
	}
	return plan(ctx, n, by, stories[heldStory], locale.Russian, 25*time.Minute)
}

// amend changes words of a source, wherever they stand, and leaves that a draft.
func amend(ctx context.Context, n *cms.Newsroom, by cms.Actor, id int64, l locale.Tag, from, to string) error {
	d, err := n.Desk(ctx, by, id, l)
	if err != nil {
		return err
	}
	c := d.Head().Content
	c.Body = slices.Clone(c.Body)
	c.Summary = strings.ReplaceAll(c.Summary, from, to)
	for i := range c.Body {
		c.Body[i].Text = strings.ReplaceAll(c.Body[i].Text, from, to)
	}
	_, err = n.Save(ctx, by, cms.SaveInput{ArticleID: id, Locale: l, Base: d.Head().ID, Content: c, Grade: staleness.Wish{All: models.Fact}})
	return err
}

// plan approves a version and gives it a time that is so far ahead.
func plan(ctx context.Context, n *cms.Newsroom, by cms.Actor, id int64, l locale.Tag, ahead time.Duration) error {
	d, err := n.Desk(ctx, by, id, l)
	if err != nil {
		return err
	}
	head := d.Head().ID
	err = n.ChangeStage(ctx, by, cms.StageInput{ArticleID: id, Locale: l, Revision: head, To: models.Approved})
	if err != nil {
		return fmt.Errorf("demo: approve: %w", err)
	}
	from := n.Now().Add(ahead).In(n.Zone()).Format("2006-01-02T15:04:05")
	_, err = n.Publish(ctx, by, cms.PublishInput{ArticleID: id, Locale: l, Revision: head, From: cms.WallTime{Local: from}})
	if err != nil {
		return fmt.Errorf("demo: plan: %w", err)
	}
	return nil
}
