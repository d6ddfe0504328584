package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestTheCommandsExitCodeIsOurs(t *testing.T) {
	dir := temporaryFiles(t)
	t.Setenv("TMPDIR", dir)
	code, err := run(t.Context(), []string{"--", "sh", "-c", "exit 7"}, io.Discard)
	if code != 7 || err != nil {
		t.Errorf("got code %d, error %v; want 7, none", code, err)
	}
	mustBeEmpty(t, dir)
}

func TestAnInterruptStopsTheCommandAndTheServer(t *testing.T) {
	started := filepath.Join(t.TempDir(), "started")
	dir := temporaryFiles(t)
	t.Setenv("TMPDIR", dir)
	ctx, cancel := context.WithCancel(t.Context())
	go func() {
		for ctx.Err() == nil {
			if _, err := os.Stat(started); err == nil {
				cancel()
			}
			time.Sleep(10 * time.Millisecond)
		}
	}()
	code, err := run(ctx, []string{"sh", "-c", `echo "$QALAM_TEST_POSTGRES" >"$0.new"; mv "$0.new" "$0"; exec sleep 60`, started}, io.Discard)
	if code == 0 || err == nil {
		t.Errorf("got code %d, error %v; want a failure", code, err)
	}
	url, err := os.ReadFile(started)
	if err != nil || !strings.HasPrefix(string(url), "postgres://") {
		t.Errorf("got %q, %v in QALAM_TEST_POSTGRES; want a server", url, err)
	}
	mustBeEmpty(t, dir)
}

func TestACommandIsAskedFor(t *testing.T) {
	t.Parallel()
	code, err := run(t.Context(), []string{"--"}, io.Discard)
	if code != 1 || err == nil || !strings.Contains(err.Error(), "usage") {
		t.Errorf("got code %d, error %v; want 1 and how to use it", code, err)
	}
}

// temporaryFiles makes a directory for temporary files that the server's user
// may enter.
func temporaryFiles(t *testing.T) string {
	t.Helper()
	if _, err := findBinaries(); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	dir, err := os.MkdirTemp("", "qalam-postgres-test-") //nolint:usetesting // t.TempDir is closed to other users.
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func mustBeEmpty(t *testing.T, dir string) {
	t.Helper()
	left, err := os.ReadDir(dir)
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
