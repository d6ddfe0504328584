package npm

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// Bundles are style sheets and scripts that are made from sources and from packages.
// Making them needs no Node, and the same sources give the same files.
type Bundles struct {
	// Packages is the list of packages, as Load takes it.
	Packages string
	// Wanted accepts the files of packages that the sources ask for, besides their
	// scripts and licences; null for no others.
	Wanted func(path string) bool
	// Entries are the sources that become a bundle each, Output the folder for those.
	Entries []string
	Output  string
	// Licences is the file in that folder for the licences of the packages.
	Licences string
}

// Make writes the bundles, compressed: the program carries them as they are.
func (b Bundles) Make(ctx context.Context) error {
	files, err := Load(ctx, b.Packages, func(path string) bool {
		return isLicence(path) || strings.HasSuffix(path, "package.json") || strings.HasSuffix(path, ".js") || b.Wanted != nil && b.Wanted(path)
	})
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
	if err := b.build(modules); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.Output, b.Licences), licences(files), 0o644) //nolint:gosec // For everyone to read.
}

// fontFace is a font inside of a package's styles. The pages' policy forbids such
// fonts, and their icons are our own.
var fontFace = regexp.MustCompile(`@font-face\s*\{[^}]*\}`)

func isLicence(path string) bool { return strings.HasPrefix(strings.ToUpper(path), "LICENSE") }

func (b Bundles) build(modules string) error {
	result := api.Build(api.BuildOptions{
		EntryPoints: b.Entries, Outdir: b.Output, NodePaths: []string{modules}, Bundle: true,
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
		failed = append(failed, b.compress(file))
	}
	return errors.Join(failed...)
}

func (b Bundles) compress(file api.OutputFile) error {
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
	return os.WriteFile(filepath.Join(b.Output, filepath.Base(file.Path)+".gz"), small.Bytes(), 0o644) //nolint:gosec // For everyone to read.
}

// licences returns the licences of all packages, which go wherever their code
// goes.
func licences(files Files) []byte {
	var all strings.Builder
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if isLicence(name[strings.LastIndexByte(name, '/')+1:]) {
			fmt.Fprintf(&all, "%s\n\n%s\n\n", name, strings.TrimSpace(string(files[name])))
		}
	}
	return []byte(all.String())
}
