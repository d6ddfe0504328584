// Command gen cuts the readers' font: of the published Literata it keeps the letters
// and weights that the four languages need, in files that follow them, and writes the
// style sheet's rules for these. One more cut is what images with words on them are
// drawn with. It needs fontTools with Brotli, on Debian
// `apt-get install fonttools python3-brotli`, and so is run by hand, by
// `make fonts`, and not by `go generate`. The same tools give the same files.
package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/qalam-cms/qalam/internal/npm"
)

//go:embed packages.txt
var packages string

const (
	folder = "assets/fonts"
	sheet  = "assets/site.css"
	// weights are those from the text to the headings.
	weights = "400:700"
	// features are what shaping needs, and figures of one width for tables.
	features = "kern,liga,ccmp,locl,mark,mkmk,rvrn,tnum"
)

// cut is a file of the font: characters of one of the published files.
type cut struct {
	name, from, characters string
}

// The characters of the cuts, as the style sheet writes ranges. What two cuts of a
// style have in common belongs to the one that comes last.
const (
	// What stands between words, and the rarer signs.
	punctuation = "U+0020-0040, U+005B-005F, U+007B-007D, U+00A0, U+00A7, U+00AB, U+00B0, U+00B7, U+00BB, U+2009, U+2010-2015, U+2018-201E, U+2022, U+2026, U+202F-2030, U+2039-203A, U+20AC, U+2212"
	signs       = "U+0060, U+007E, U+00A1-00A6, U+00A8-00AA, U+00AC-00AF, U+00B1-00B6, U+00B8-00BA, U+00BC-00BF, U+2020-2021, U+2032-2033, U+2122"
	latin       = "U+0041-005A, U+0061-007A, U+00C4, U+00C7, U+00D1, U+00D6, U+00DC, U+00E4, U+00E7, U+00F1, U+00F6, U+00FC, U+0131, U+02BC"
	latinMore   = "U+00C0-00C3, U+00C5-00C6, U+00C8-00D0, U+00D2-00D5, U+00D7-00DB, U+00DD-00E3, U+00E5-00E6, U+00E8-00F0, U+00F2-00F5, U+00F7-00FB, U+00FD-00FF, U+0152-0153, U+02C6, U+02DA, U+02DC, U+0304, U+0308"
	// Azerbaijani, and Kazakh in Latin letters.
	latinOwn  = "U+011E-011F, U+0130, U+0149-014B, U+015E-015F, U+016A-016B, U+018F, U+0259"
	latinRest = "U+0100-011D, U+0120-012F, U+0132-0148, U+014C-0151, U+0154-015D, U+0160-0169, U+016C-018E, U+0190-0258, U+025A-02BA, U+1E00-1E9F, U+1EF2-1EFF, U+20A0-20AB, U+20AD-20C0"
	// Russian, what Kazakh has in common with it and with Ukrainian, and ұ, which is
	// published with these.
	cyrillic     = "U+0301, U+0401, U+0406, U+0410-044F, U+0451, U+0456, U+04B0-04B1, U+2116"
	slavic       = "U+0400, U+0402-0405, U+0407-040F, U+0450, U+0452-0455, U+0457-045F, U+0490-0491"
	kazakh       = "U+0492-0493, U+049A-049B, U+04A2-04A3, U+04AE-04AF, U+04BA-04BB, U+04D8-04D9, U+04E8-04E9"
	cyrillicRest = "U+0460-048F, U+0494-0499, U+049C-04A1, U+04A4-04AD, U+04B2-04B9, U+04BC-04D7, U+04DA-04E7, U+04EA-052F"
)

// cuts are the files of a style. Upright text loads the Latin letters in every
// language, for the switcher has them; a quotation in Kazakh or Russian needs none, so
// the marks between italics have a file of their own.
func cuts(style string) []cut {
	rest := []cut{
		{"latin-own", "latin-ext", latinOwn},
		{"latin-rest", "latin-ext", latinRest},
		{"cyrillic", "cyrillic", cyrillic},
		{"slavic", "cyrillic", slavic},
		{"kazakh", "cyrillic-ext", kazakh},
		{"cyrillic-rest", "cyrillic-ext", cyrillicRest},
	}
	if style == "italic" {
		return append([]cut{{"marks", "latin", punctuation}, {"latin", "latin", latin}, {"latin-more", "latin", latinMore + ", " + signs}}, rest...)
	}
	return append([]cut{{"latin", "latin", punctuation + ", " + latin + ", " + latinMore + ", " + signs}}, rest...)
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	published, err := npm.Load(ctx, packages, func(path string) bool { return strings.HasPrefix(path, "files/") })
	if err != nil {
		return err
	}
	desk, err := os.MkdirTemp("", "qalam-font-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(desk) //nolint:errcheck // It is the system's folder for what may be lost.
	var rules strings.Builder
	for _, style := range []string{"normal", "italic"} {
		for _, c := range cuts(style) {
			name := "literata-" + c.name + "-" + style + ".woff2"
			source := published["@fontsource-variable/literata/files/literata-"+c.from+"-wght-"+style+".woff2"]
			if err := c.make(ctx, desk, source, filepath.Join(folder, name)); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			fmt.Fprintf(&rules, "@font-face { font-family: Literata; font-style: %s; font-weight: %s; font-display: optional; src: url(\"fonts/%s\") format(\"woff2\"); unicode-range: %s; }\n",
				style, strings.ReplaceAll(weights, ":", " "), name, c.characters)
		}
	}
	if err := makeCardFont(ctx, desk, published); err != nil {
		return fmt.Errorf("%s: %w", cardFont, err)
	}
	return rewrite(rules.String())
}

// make cuts one file: its characters, then its weights, then packed.
func (c cut) make(ctx context.Context, desk string, source []byte, file string) error {
	if len(source) == 0 {
		return errors.New("the package has no such file")
	}
	whole, some, ranged := filepath.Join(desk, "whole.woff2"), filepath.Join(desk, "some.ttf"), filepath.Join(desk, "ranged.ttf")
	if err := os.WriteFile(whole, source, 0o600); err != nil {
		return err
	}
	return commands(
		ctx,
		[]string{"pyftsubset", whole, "--unicodes=" + c.list(), "--layout-features=" + features, "--output-file=" + some},
		[]string{"fonttools", "varLib.instancer", some, "wght=" + weights, "--no-recalc-timestamp", "--output", ranged},
		[]string{"pyftsubset", ranged, "--unicodes=*", "--layout-features=*", "--flavor=woff2", "--output-file=" + file},
	)
}

// list is the characters as the tools want them.
func (c cut) list() string { return strings.ReplaceAll(c.characters, " ", "") }

// commands runs one after the other. None writes into a font when it was made.
func commands(ctx context.Context, list ...[]string) error {
	for _, command := range list {
		c := exec.CommandContext(ctx, command[0], command[1:]...) //nolint:gosec // The commands are those of this program.
		c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH=0")
		if out, err := c.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", command[0], err, out)
		}
	}
	return nil
}

// The rules stand in the style sheet between these lines.
const (
	begin = "/* Made by gen: the files of the font and their characters. */\n"
	end   = "/* Until here. */\n"
)

func rewrite(rules string) error {
	old, err := os.ReadFile(sheet)
	if err != nil {
		return err
	}
	before, rest, found := bytes.Cut(old, []byte(begin))
	_, after, ended := bytes.Cut(rest, []byte(end))
	if !found || !ended {
		return fmt.Errorf("%s has no place for the rules", sheet)
	}
	//nolint:gosec // The sheet is the one above.
	return os.WriteFile(sheet, bytes.Join([][]byte{before, []byte(begin), []byte(rules), []byte(end), after}, nil), 0o600)
}
