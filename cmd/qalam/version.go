package main

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"github.com/qalam-cms/qalam/internal/store"
)

type versionCommand struct{}

// Run prints the version, the commit, Go and SQLite.
func (c *versionCommand) Run(ctx context.Context, std *streams) error {
	version, commit := built()
	engine, err := sqliteVersion(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "qalam %s, commit %s, %s, %s\n", version, commit, runtime.Version(), engine)
	return nil
}

// built returns the version of the program and the commit that it was built from, as far
// as they are known.
func built() (version, commit string) {
	version, commit = "(devel)", "unknown"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return version, commit
	}
	version = cmp.Or(info.Main.Version, version)
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			commit = s.Value
		}
	}
	return version, commit
}

// sqliteVersion asks the SQLite inside for its version, on a scratch database.
func sqliteVersion(ctx context.Context) (string, error) {
	dir, err := os.MkdirTemp("", "qalam-version-")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	s, err := store.Open(ctx, store.Options{DSN: "sqlite:" + filepath.Join(dir, "scratch.db")})
	if err != nil {
		return "", err
	}
	defer func() { _ = s.Close() }()
	return s.Engine(ctx)
}
