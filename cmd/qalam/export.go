package main

import (
	"bufio"
	"context"
	"fmt"
	"os"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/exchange"
)

type exportCommand struct {
	Format string `arg:"" enum:"markdown,jsonl" help:"Format: markdown or jsonl."`
	Path   string `arg:"" help:"Folder to write bundles into, or file to write."`
}

// Run exports every story, whether public or not.
func (c *exportCommand) Run(ctx context.Context, env *environment, std *streams) (err error) {
	a, err := env.open(ctx, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	count := 0
	write := func(id int64, s *cms.PortableStory) error {
		return exchange.WriteMarkdown(ctx, c.Path, id, s, a.cfg.Zone)
	}
	if c.Format == "jsonl" {
		f, err := os.OpenFile(c.Path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		buffered := bufio.NewWriter(f)
		write = func(id int64, s *cms.PortableStory) error {
			if err := exchange.WritePictures(ctx, mediaFolder(c.Path), s); err != nil {
				return err
			}
			return exchange.WriteJSONL(buffered, id, s)
		}
		defer func() {
			if e := buffered.Flush(); err == nil {
				err = e
			}
		}()
	}
	err = a.newsroom.Export(ctx, operator(), func(id int64, s *cms.PortableStory) error {
		count++
		return write(id, s)
	})
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%s written to %s\n", countStories(count), c.Path)
	return nil
}

// mediaFolder is where the pictures of a file of lines are, beside it.
func mediaFolder(file string) string { return file + ".media" }
