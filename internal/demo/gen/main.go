// Command gen draws the pictures of the demonstration: a cover for every story,
// and charts of the figures of some. `go generate` runs it in the folder of
// package demo.
//
// Pictures are shapes in a few flat colours. All that is measured is rounded to a
// 64th of a pixel and then counted in whole numbers, so that every machine draws
// the same bytes. There are no words in them: one picture serves every language,
// and what it shows is said in its caption.
package main

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// stories is the folder of the bundles.
const stories = "stories"

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run() error {
	for file, draw := range map[string]map[string]func(*canvas){"cover.png": covers(), "chart.png": charts()} {
		for _, name := range slices.Sorted(maps.Keys(draw)) {
			c := newCanvas()
			draw[name](c)
			data, err := c.encode()
			if err != nil {
				return err
			}
			if err := os.WriteFile(filepath.Join(stories, name, file), data, 0o644); err != nil { //nolint:gosec // part of the source, for all to read
				return err
			}
		}
	}
	return nil
}
