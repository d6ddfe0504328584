package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/qalam-cms/qalam/internal/config"
	"github.com/qalam-cms/qalam/internal/store"
)

type benchCommand struct {
	Articles []int         `help:"How many stories to fill the scratch database with, each in four languages; several numbers, with commas, are compared." default:"10000"`
	Time     time.Duration `help:"How long to measure each operation." default:"1s"`
	Readers  int           `help:"How many readers ask for a story while it begins and ends; 0 for none." default:"200"`
}

// corpus is a scratch database with so many stories, and the program on it.
type corpus struct {
	*app

	made     *store.Synthetic
	measures []measure
}

// Run fills scratch databases and measures the main operations on them, of each operation
// on all of them in turn. The database that is configured is not touched.
func (c *benchCommand) Run(ctx context.Context, env *environment, std *streams) error {
	dir, err := os.MkdirTemp("", "qalam-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	var corpora []*corpus
	defer func() {
		for _, x := range corpora {
			x.close()
		}
	}()
	for _, n := range c.Articles {
		cfg, err := env.load()
		if err != nil {
			return err
		}
		cfg.Data = filepath.Join(dir, strconv.Itoa(len(corpora)))
		cfg.Database = "sqlite:" + filepath.Join(cfg.Data, "bench.db")
		x, err := newCorpus(ctx, cfg, n, std)
		if err != nil {
			return err
		}
		corpora = append(corpora, x)
	}
	if err := c.measure(ctx, corpora, std.out); err != nil || c.Readers <= 0 {
		return err
	}
	return c.probe(ctx, corpora[len(corpora)-1].app, std)
}

// newCorpus fills a scratch database. The caller closes it.
func newCorpus(ctx context.Context, cfg *config.Config, articles int, std *streams) (x *corpus, err error) {
	x = &corpus{}
	if x.app, err = openApp(ctx, cfg, std.err); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			x.close()
		}
	}()
	began := x.now()
	if x.made, err = x.store.Synthesize(ctx, articles, cfg.Locales.Tags(), x.newsroom.Now()); err != nil {
		return nil, err
	}
	filled := x.now()
	for more := true; more; {
		if more, err = x.newsroom.Reindex(ctx); err != nil {
			return nil, err
		}
	}
	if err := x.store.Analyze(ctx); err != nil {
		return nil, err
	}
	fmt.Fprintf(std.out, "%d stories in %d languages, filled in %s, made searchable in %s\n", x.made.Articles, len(x.made.Locales),
		filled.Sub(began).Round(time.Second/10), x.now().Sub(filled).Round(time.Second/10))
	x.measures, err = x.operations(ctx)
	return x, err
}

// measure prints a table: of each operation the median on every corpus, and on the last
// what all but a twentieth of the times are within, and how many there are in a second.
func (c *benchCommand) measure(ctx context.Context, corpora []*corpus, out io.Writer) error {
	last := len(corpora) - 1
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "\noperation\t")
	for _, x := range corpora {
		fmt.Fprintf(table, "%d stories\t", x.made.Articles)
	}
	if last > 0 {
		fmt.Fprint(table, "last to first\t")
	}
	fmt.Fprintln(table, "p95\tper second\t")
	for i, m := range corpora[0].measures {
		var medians []time.Duration
		var took []time.Duration
		for _, x := range corpora {
			var err error
			if took, err = x.measures[i].run(ctx, x.app, c.Time); err != nil {
				return fmt.Errorf("%s: %w", m.name, err)
			}
			medians = append(medians, took[len(took)/2])
		}
		cells := []string{m.name}
		for _, median := range medians {
			cells = append(cells, short(median))
		}
		if last > 0 {
			cells = append(cells, fmt.Sprintf("%.2f", float64(medians[last])/float64(medians[0])))
		}
		cells = append(cells, short(took[len(took)*95/100]), fmt.Sprintf("%.0f", float64(len(took))/sum(took).Seconds()))
		fmt.Fprintln(table, strings.Join(cells, "\t")+"\t")
	}
	return table.Flush()
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
	if err := m.do(ctx, 0); err != nil { // the first time pays for what all share
		return nil, err
	}
	for end := a.now().Add(during); len(took) < 3 || a.now().Before(end); {
		began := time.Now()
		if err := m.do(ctx, len(took)+1); err != nil {
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
