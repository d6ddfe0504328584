package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"os"
	"path/filepath"
)

const (
	// cardFont is where the font is kept that images with words on them are drawn with.
	cardFont = "../media/literata.ttf.gz"
	// cardWeight and cardSize fix what the published font leaves open: as heavy as the
	// headings of pages, and with the shapes that it has for so many points, which are finer
	// than those for reading.
	cardWeight, cardSize = "wght=650", "opsz=36"
)

// cardCuts are the letters of the four languages and of their neighbours. A letter from
// further away is drawn without its marks.
func cardCuts() []cut {
	return []cut{
		{"card", "latin", punctuation + ", " + latin + ", U+00A1-00FF, U+0152-0153"},
		{"card", "latin-ext", latinOwn + ", U+0143-0144, U+015A-015B, U+20B8, U+20BA, U+20BC, U+20BD"},
		{"card", "cyrillic", cyrillic + ", U+0404, U+0407, U+040E, U+0454, U+0457, U+045E, U+0490-0491"},
		{"card", "cyrillic-ext", kazakh},
	}
}

// makeCardFont makes one file of the cuts, without what hints at pixels and with kerning
// as the only feature: all that the program's own drawing can use.
func makeCardFont(ctx context.Context, desk string, published map[string][]byte) error {
	path := func(name string) string { return filepath.Join(desk, "card-"+name+".ttf") }
	merge := []string{"pyftmerge", "--output-file=" + path("merged")}
	for _, c := range cardCuts() {
		whole := filepath.Join(desk, "card.woff2")
		if err := os.WriteFile(whole, published["@fontsource-variable/literata/files/literata-"+c.from+"-opsz-normal.woff2"], 0o600); err != nil {
			return err
		}
		some, one := path("some"), path(c.from)
		err := commands(
			ctx,
			[]string{"pyftsubset", whole, "--unicodes=" + c.list(), "--layout-features=kern", "--no-hinting", "--output-file=" + some},
			[]string{"fonttools", "varLib.instancer", some, cardWeight, cardSize, "--no-recalc-timestamp", "--output", one},
		)
		if err != nil {
			return fmt.Errorf("%s: %w", c.from, err)
		}
		merge = append(merge, one)
	}
	err := commands(ctx, merge, []string{
		"pyftsubset", path("merged"), "--unicodes=*", "--layout-features=*", "--no-hinting", "--no-glyph-names", "--name-IDs=",
		"--drop-tables+=STAT,GSUB,GDEF,DSIG,gasp,vhea,vmtx", "--output-file=" + path("font"),
	})
	if err != nil {
		return err
	}
	font, err := os.ReadFile(path("font"))
	if err != nil {
		return err
	}
	var packed bytes.Buffer
	w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(font); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	//nolint:gosec // The file is the one above, for everybody to read.
	return os.WriteFile(cardFont, packed.Bytes(), 0o644)
}
