package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

type benchCommand struct {
	Articles int           `help:"How many stories to fill the scratch database with, each in four languages." default:"10000"`
	Time     time.Duration `help:"How long to measure each operation." default:"1s"`
	Readers  int           `help:"How many readers ask for a story while it begins and ends; 0 for none." default:"200"`
}

// Run fills a scratch database and measures the main operations on it. The
// database that is configured is not touched.
func (c *benchCommand) Run(ctx context.Context, env *environment, std *streams) error {
	dir, err := os.MkdirTemp("", "qalam-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	cfg, err := env.load()
	if err != nil {
		return err
	}
	cfg.Data, cfg.Database = dir, "sqlite:"+filepath.Join(dir, "bench.db")
	a, err := openApp(ctx, cfg, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	began := a.now()
	made, err := a.store.Synthesize(ctx, c.Articles, cfg.Locales.Tags(), a.newsroom.Now())
	if err != nil {
		return err
	}
	filled := a.now()
	for more := true; more; {
		if more, err = a.newsroom.Reindex(ctx); err != nil {
			return err
		}
	}
	if err := a.store.Analyze(ctx); err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%d stories in %d languages, filled in %s, made searchable in %s\n\n", made.Articles, len(made.Locales),
		filled.Sub(began).Round(time.Second/10), a.now().Sub(filled).Round(time.Second/10))
	table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "operation\tmedian\tp95\tper second\t")
	for _, m := range measures(a, made) {
		t, err := m.run(ctx, a, c.Time)
		if err != nil {
			return fmt.Errorf("%s: %w", m.name, err)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%.0f\t\n", m.name, short(t[len(t)/2]), short(t[len(t)*95/100]), float64(len(t))/sum(t).Seconds())
	}
	if err := table.Flush(); err != nil || c.Readers <= 0 {
		return err
	}
	return c.probe(ctx, a, std)
}

const (
	// probeLead is how long before its moment a story is planned, so that all readers
	// are there, probePublic how long it stays.
	probeLead   = 3 * time.Second
	probePublic = 4 * time.Second
)

// probe prints how late readers see that a story begins and ends, and fails where one
// sees it early or in another language.
func (c *benchCommand) probe(ctx context.Context, a *app, std *streams) error {
	p, err := a.probe(ctx, c.Readers, probeLead, probePublic)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "\na publication seen by %d readers on %d pages in %d answers: begins %s late, ends %s late\n",
		c.Readers, p.Pages, p.Answers, short(p.Begin), short(p.End))
	for _, f := range p.Faults {
		fmt.Fprintln(std.out, f)
	}
	if len(p.Faults) > 0 {
		return errors.New("readers saw what they must not")
	}
	return nil
}

// measure is an operation to measure; i counts its repetitions.
type measure struct {
	name string
	do   func(ctx context.Context, i int) error
}

// run repeats the operation and returns how long each took, the shortest first.
func (m *measure) run(ctx context.Context, a *app, during time.Duration) ([]time.Duration, error) {
	var took []time.Duration
	for end := a.now().Add(during); len(took) < 3 || a.now().Before(end); {
		began := time.Now()
		if err := m.do(ctx, len(took)); err != nil {
			return nil, err
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	return took, nil
}

func sum(list []time.Duration) (total time.Duration) {
	for _, d := range list {
		total += d
	}
	return total
}

// short writes a duration with three figures or so.
func short(d time.Duration) string {
	switch {
	case d < time.Millisecond:
		return fmt.Sprintf("%d µs", d.Microseconds())
	case d < time.Second:
		return fmt.Sprintf("%.2f ms", float64(d.Microseconds())/1000)
	}
	return d.Round(time.Millisecond).String()
}

// measures are the main operations: what readers ask for, and what the desk does.
func measures(a *app, made *store.Synthetic) []measure {
	n, now, l := a.newsroom, a.newsroom.Now(), made.Locales[0]
	list := func(in cms.ListInput) func(ctx context.Context, i int) error {
		return func(ctx context.Context, _ int) error {
			in.At, in.Locale = now, l
			_, err := n.List(ctx, in)
			return err
		}
	}
	find := func(query string) func(ctx context.Context, i int) error {
		return func(ctx context.Context, _ int) error {
			_, err := n.Search(ctx, cms.SearchInput{At: now, Locale: l, Query: query})
			return err
		}
	}
	desk := func(q cms.StoryQuery) func(ctx context.Context, i int) error {
		return func(ctx context.Context, _ int) error {
			q.Desk = l
			_, err := n.Stories(ctx, operator(), q)
			return err
		}
	}
	// Half of the stories are newer.
	deep := &cms.Cursor{At: made.Until.Add(-made.Until.Sub(made.From) / 2), ID: 1 << 40}
	story := func(i int) int64 { return int64(i*7919%made.Articles) + 1 }
	r := a.store.Read()
	return []measure{
		{"version by id", func(ctx context.Context, i int) error { _, err := r.Live(ctx, story(i), l, now); return err }},
		{"story with all that its page shows", func(ctx context.Context, i int) error { _, err := n.Story(ctx, now, l, story(i)); return err }},
		{"newest 20 of a language", list(cms.ListInput{})},
		{"newest 20 of a section", list(cms.ListInput{SectionID: made.Sections[1]})},
		{"newest 20 of a tag", list(cms.ListInput{TagID: made.Tags[1]})},
		{"20 from the middle of a language", list(cms.ListInput{Before: deep})},
		{"20 from the middle of a section", list(cms.ListInput{SectionID: made.Sections[1], Before: deep})},
		{"two common words searched", find("word1 word2")},
		{"a common and a rare word searched", find("word3 word1900")},
		{"two words that never meet searched", find("word1 word2500 word2501")},
		{"a word searched that is nowhere", find("nowhere")},
		{"list of stories at the desk", desk(cms.StoryQuery{})},
		{"list of stories by title", desk(cms.StoryQuery{ByTitle: true})},
		{"stories found by two words of titles", desk(cms.StoryQuery{Words: "word12 wo"})},
		{"drafts of a language", desk(cms.StoryQuery{Version: "draft", Locale: l})},
		{"what waits at the desk", func(ctx context.Context, _ int) error { _, err := n.Overview(ctx, operator(), l); return err }},
		{"coverage", func(ctx context.Context, _ int) error { _, err := n.Coverage(ctx, operator()); return err }},
		{"save", func(ctx context.Context, i int) error { return a.saveOnce(ctx, story(i), l, i) }},
		// Others than those that were saved just now: they are approved.
		{"publish", func(ctx context.Context, i int) error { return a.publishOnce(ctx, story(made.Articles/2+i), l) }},
	}
}

// saveOnce saves one changed paragraph of a story.
func (a *app) saveOnce(ctx context.Context, id int64, l locale.Tag, i int) error {
	t, err := a.store.Read().Translation(ctx, id, l)
	if err != nil {
		return err
	}
	c := t.Head.Content
	c.Body = slices.Clone(c.Body)
	c.Body[0].Text = fmt.Sprintf("Changed for the time %d.", i)
	_, err = a.newsroom.Save(ctx, operator(), cms.SaveInput{ArticleID: id, Locale: l, Base: t.Head.ID, Content: c})
	return err
}

// publishOnce approves the head of a story and publishes it.
func (a *app) publishOnce(ctx context.Context, id int64, l locale.Tag) error {
	t, err := a.store.Read().Translation(ctx, id, l)
	if err != nil {
		return err
	}
	if t.Stage != models.Approved {
		in := cms.StageInput{ArticleID: id, Locale: l, Revision: t.Head.ID, To: models.Approved}
		if err := a.newsroom.ChangeStage(ctx, operator(), in); err != nil {
			return err
		}
	}
	_, err = a.newsroom.Publish(ctx, operator(), cms.PublishInput{ArticleID: id, Locale: l, Revision: t.Head.ID})
	return err
}
