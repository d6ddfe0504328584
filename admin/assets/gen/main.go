// Command gen bundles the admin's style sheets and scripts from their sources
// and from npm packages that are pinned to the byte. `go generate` runs it in
// the folder of package admin; it needs no Node, and the same sources give the same files.
package main

import (
	"bytes"
	"compress/gzip"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"

	"github.com/qalam-cms/qalam/internal/npm"
)

//go:embed packages.txt
var packages string

// output is the folder of the bundles.
const output = "assets/dist"

// entries are the sources that become a bundle each.
func entries() []string {
	return []string{
		"assets/src/admin.css", "assets/src/admin.ts", "assets/src/calendar.css", "assets/src/calendar.ts", "assets/src/editor.css", "assets/src/editor.ts", "assets/src/theme.ts",
	}
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
	files, err := npm.Load(ctx, packages, wanted)
	if err != nil {
		return err
	}
	modules, err := os.MkdirTemp("", "qalam-modules-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(modules) //nolint:errcheck // It is the system's folder for what may be lost.
	for name, data := range files {
		file := filepath.Join(modules, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			return err
		}
		if err := os.WriteFile(file, fontFace.ReplaceAll(data, nil), 0o600); err != nil {
			return err
		}
	}
	if err := bundle(modules); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(output, "licences.txt"), licences(files), 0o644) //nolint:gosec // For everyone to read.
}

// fontFace is a font inside of a package's styles. The pages' policy forbids such
// fonts, and their icons are our own.
var fontFace = regexp.MustCompile(`@font-face\s*\{[^}]*\}`)

// wanted leaves out what no bundle is made of.
func wanted(path string) bool {
	return isLicence(path) || strings.HasSuffix(path, "package.json") || strings.HasSuffix(path, ".js") || path == "dist/css/tabler.min.css"
}

func isLicence(path string) bool { return strings.HasPrefix(strings.ToUpper(path), "LICENSE") }

func bundle(modules string) error {
	result := api.Build(api.BuildOptions{
		EntryPoints: entries(), Outdir: output, NodePaths: []string{modules}, Bundle: true,
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, LegalComments: api.LegalCommentsNone,
		Target: api.ES2022, Format: api.FormatIIFE, Charset: api.CharsetUTF8, TreeShaking: api.TreeShakingTrue,
		// htmx can eval; it is told not to, and the pages' policy forbids it.
		LogOverride: map[string]api.LogLevel{"direct-eval": api.LogLevelSilent, "ignored-bare-import": api.LogLevelSilent},
	})
	var failed []error
	for _, m := range append(result.Errors, result.Warnings...) {
		if m.Location != nil {
			failed = append(failed, fmt.Errorf("%s:%d: %s", m.Location.File, m.Location.Line, m.Text))
		} else {
			failed = append(failed, errors.New(m.Text))
		}
	}
	for _, file := range result.OutputFiles {
		failed = append(failed, keep(file))
	}
	return errors.Join(failed...)
}

// keep writes a bundle compressed: the program carries it as it is.
func keep(file api.OutputFile) error {
	var small bytes.Buffer
	w, err := gzip.NewWriterLevel(&small, gzip.BestCompression)
	if err != nil {
		return err
	}
	if _, err := w.Write(file.Contents); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(output, filepath.Base(file.Path)+".gz"), small.Bytes(), 0o644) //nolint:gosec // For everyone to read.
}

// licences returns the licences of all packages, which go wherever their code
// goes.
func licences(files npm.Files) []byte {
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if isLicence(name[strings.LastIndexByte(name, '/')+1:]) {
			fmt.Fprintf(&all, "%s\n\n%s\n\n", name, strings.TrimSpace(string(files[name])))
		}
	}
	return []byte(all.String())
}
