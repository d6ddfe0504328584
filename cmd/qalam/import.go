package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/term"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/exchange"
	"github.com/qalam-cms/qalam/internal/locale"
)

type importCommand struct {
	Format  string `arg:"" enum:"markdown,jsonl" help:"Format: markdown or jsonl."`
	Path    string `arg:"" help:"Folder of bundles, or file; - reads standard input (jsonl)."`
	Locale  string `help:"Take only this language; it is also that of files without one in their name (markdown)." placeholder:"LANG"`
	Publish bool   `help:"Publish every version since its date. The journal notes the override."`
}

// Run imports and prints one line of summary.
func (c *importCommand) Run(ctx context.Context, env *environment, std *streams) error {
	a, err := env.open(ctx, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	source, closer, err := c.source(a, std.in)
	if err != nil {
		return err
	}
	defer closer()
	sum, err := exchange.Import(ctx, a.newsroom, operator(), exchange.NameSections(source, a.sectionNames), cms.ImportOptions{Publish: c.Publish}, progress(std.err))
	if errors.Is(err, context.Canceled) {
		return fmt.Errorf("interrupted after %s; run it again to go on", countStories(sum.Stories()))
	}
	if err != nil {
		return err
	}
	for _, r := range sum.Refused {
		r.Err = errors.New(explain(r.Err))
		fmt.Fprintf(std.err, "refused: %v\n", r)
	}
	fmt.Fprintln(std.out, summary(sum))
	if n := len(sum.Refused); n > 0 {
		return fmt.Errorf("%d refused", n)
	}
	return nil
}

func summary(s *exchange.Summary) string {
	line := fmt.Sprintf("%s: %d created, %d updated, %d unchanged, %d refused",
		countStories(s.Stories()), s.Created, s.Updated, s.Unchanged, len(s.Refused))
	if s.Stories() > 0 && s.Unchanged == s.Stories() {
		line += ". Nothing had changed."
	}
	return line
}

func countStories(n int) string {
	if n == 1 {
		return "1 story"
	}
	return fmt.Sprintf("%d stories", n)
}

// source opens what is to be imported and returns how to close it.
func (c *importCommand) source(a *app, stdin io.Reader) (exchange.Source, func(), error) {
	if c.Format == "jsonl" {
		if c.Path == "-" {
			return exchange.JSONL(stdin, "standard input", nil), func() {}, nil
		}
		f, err := os.Open(c.Path)
		if err != nil {
			return nil, nil, err
		}
		root, err := os.OpenRoot(mediaFolder(c.Path))
		if errors.Is(err, fs.ErrNotExist) {
			return exchange.JSONL(f, c.Path, nil), func() { _ = f.Close() }, nil
		}
		if err != nil {
			return nil, nil, errors.Join(err, f.Close())
		}
		return exchange.JSONL(f, c.Path, root.FS()), func() { _, _ = f.Close(), root.Close() }, nil
	}
	abs, err := filepath.Abs(c.Path)
	if err != nil {
		return nil, nil, err
	}
	root, err := os.OpenRoot(abs)
	if err != nil {
		return nil, nil, err
	}
	source := exchange.Markdown(root.FS(), exchange.MarkdownOptions{
		Locales: a.cfg.Locales, Zone: a.cfg.Zone, Name: filepath.Base(abs), Only: locale.Tag(c.Locale),
	})
	return source, func() { _ = root.Close() }, nil
}

// progress shows a running count on a terminal and nothing elsewhere.
func progress(w io.Writer) func(*exchange.Summary) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return func(s *exchange.Summary) { fmt.Fprintf(w, "\r%d stories ", s.Stories()) }
}
