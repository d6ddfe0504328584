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

// work lays something on every desk: a fact that has changed in a source,
// languages to be translated until tomorrow, a version that goes live soon.
func work(ctx context.Context, n *cms.Newsroom, by cms.Actor, stories map[string]int64) error {
	_, err := amend(ctx, n, by, stories["greenhouse-tomatoes-cold-chain"], locale.English, models.Fact, "228 tonnes", "248 tonnes")
	if err != nil {
		return fmt.Errorf("demo: amend: %w", err)
	}
	people, err := n.People(ctx, by)
	if err != nil {
		return err
	}
	for _, a := range []struct {
		story string
		l     locale.Tag
		to    string
		hour  int
		note  string
	}{
		{"rooftop-solar-almaty-schools", locale.Azerbaijani, "Tərcüməçi", 10, "Rəqəmləri şəkilaltı mətnlərlə də tutuşdurun."},
		{"container-journey-in-eleven-days", locale.Kazakh, "Аудармашы", 16, "Станция атауларын глоссарийдегідей жазыңыз."},
	} {
		at := slices.IndexFunc(people, func(p cms.Person) bool { return p.Name == a.to })
		err = n.Assign(ctx, by, cms.AssignInput{
			ArticleID: stories[a.story], Locale: a.l, UserID: people[at].ID, Due: morrow(n, a.hour), Note: a.note,
		})
		if err != nil {
			return fmt.Errorf("demo: assign: %w", err)
		}
	}
	return plan(ctx, n, by, stories[heldStory], locale.Russian, 25*time.Minute)
}

// amend changes words of a version, wherever they stand, and leaves that a draft:
// the revision that it returns. A translation is confirmed against its source.
func amend(ctx context.Context, n *cms.Newsroom, by cms.Actor, id int64, l locale.Tag, g models.Grade, from, to string) (int64, error) {
	d, err := n.Desk(ctx, by, id, l)
	if err != nil {
		return 0, err
	}
	c := d.Head().Content
	c.Body = slices.Clone(c.Body)
	c.Summary = strings.ReplaceAll(c.Summary, from, to)
	for i := range c.Body {
		c.Body[i].Text = strings.ReplaceAll(c.Body[i].Text, from, to)
	}
	in := cms.SaveInput{ArticleID: id, Locale: l, Base: d.Head().ID, Content: c}
	if d.Source == nil {
		in.Grade = staleness.Wish{All: g}
	} else {
		in.Confirm = d.Source.ID
	}
	head, err := n.Save(ctx, by, in)
	if err != nil {
		return 0, err
	}
	return head.ID, nil
}

// plan approves a version and gives it a time that is so far ahead.
func plan(ctx context.Context, n *cms.Newsroom, by cms.Actor, id int64, l locale.Tag, ahead time.Duration) error {
	d, err := n.Desk(ctx, by, id, l)
	if err != nil {
		return err
	}
	return issue(ctx, n, by, cms.PublishInput{ArticleID: id, Locale: l, Revision: d.Head().ID, From: wall(n, ahead)})
}

// issue approves a revision and publishes it.
func issue(ctx context.Context, n *cms.Newsroom, by cms.Actor, in cms.PublishInput) error {
	err := n.ChangeStage(ctx, by, cms.StageInput{ArticleID: in.ArticleID, Locale: in.Locale, Revision: in.Revision, To: models.Approved})
	if err != nil {
		return fmt.Errorf("demo: approve: %w", err)
	}
	if _, err := n.Publish(ctx, by, in); err != nil {
		return fmt.Errorf("demo: publish: %w", err)
	}
	return nil
}

// wall is the newsroom's time so far ahead.
func wall(n *cms.Newsroom, ahead time.Duration) cms.WallTime {
	return cms.WallTime{Local: n.Now().Add(ahead).In(n.Zone()).Format("2006-01-02T15:04:05")}
}

// morrow is an hour of the newsroom's next day.
func morrow(n *cms.Newsroom, hour int) cms.WallTime {
	day := n.Now().In(n.Zone()).AddDate(0, 0, 1).Format(time.DateOnly)
	return cms.WallTime{Local: fmt.Sprintf("%sT%02d:00", day, hour)}
}
