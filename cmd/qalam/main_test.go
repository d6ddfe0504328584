package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// shell runs commands on a data folder of its own.
type shell struct {
	vars map[string]string
	// idle says that nothing is done in the background.
	idle bool
}

func newShell(t *testing.T) *shell {
	t.Helper()
	return &shell{vars: map[string]string{"QALAM_DATA": filepath.Join(t.TempDir(), "data"), "QALAM_LOG": "error"}}
}

// result is what a command came to.
type result struct {
	out, err string
	code     int
}

// buffer is written by a command and read by its test at the same time.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// try runs a command and returns what it came to.
func (s *shell) try(t *testing.T, stdin string, args ...string) result {
	t.Helper()
	var out, stderr buffer
	err := s.run(t.Context(), strings.NewReader(stdin), &out, &stderr, args...)
	status := code(err, &stderr)
	return result{out.String(), stderr.String(), status}
}

func (s *shell) run(ctx context.Context, in io.Reader, out, stderr io.Writer, args ...string) error {
	env := &environment{getenv: func(name string) string { return s.vars[name] }, idle: s.idle}
	return runIn(ctx, args, env, &streams{in, out, stderr})
}

// do runs a command that must succeed and returns what it printed.
func (s *shell) do(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	r := s.try(t, stdin, args...)
	if r.code != exitDone {
		t.Fatalf("qalam %s: code %d, %s", strings.Join(args, " "), r.code, r.err)
	}
	return r.out
}

// write puts files, given by name and text in turn, below a folder.
func write(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		file := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAWrongCommandLineIsCodeTwo(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		args []string
		want string
	}{
		{"an unknown command", []string{"fly"}, "fly"},
		{"an unknown flag", []string{"version", "--loud"}, "--loud"},
		{"an unknown format", []string{"import", "pdf", "x"}, "markdown"},
		{"a missing argument", []string{"export", "markdown"}, "<path>"},
		{"no role", []string{"user", "add", "a@b.example"}, "--grant"},
		{"a role without language behind its colon", []string{"user", "add", "a@b.example", "--grant", "author:"}, "author:"},
		{"no terminal to ask on", []string{"user", "add", "a@b.example", "--grant", "admin"}, "--password-stdin"},
		{"a password for nobody", []string{"init", "--password-stdin"}, "--email"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var out, stderr buffer
			err := newShell(t).run(t.Context(), strings.NewReader(""), &out, &stderr, tc.args...)
			if _, ok := errors.AsType[usageError](err); !ok {
				t.Fatalf("got %v, want a usage error", err)
			}
			if got := code(err, &stderr); got != exitUsage {
				t.Errorf("code %d, want %d", got, exitUsage)
			}
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%q does not say %q", err, tc.want)
			}
		})
	}
}

func TestHelpIsNoError(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{nil, {"--help"}, {"import", "--help"}} {
		if got := newShell(t).do(t, "", args...); !strings.Contains(got, "Usage: qalam") {
			t.Errorf("%v: got %q", args, got)
		}
	}
}

func TestVersionSaysWhatIsInside(t *testing.T) {
	t.Parallel()
	got := newShell(t).do(t, "", "version")
	for _, want := range []string{"qalam ", "commit ", "go1.", "SQLite "} {
		if !strings.Contains(got, want) {
			t.Errorf("%q lacks %q", got, want)
		}
	}
}

func TestAFailureIsOneLineAndCodeOne(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	for _, args := range [][]string{
		{"import", "markdown", filepath.Join(t.TempDir(), "none")},
		{"import", "jsonl", filepath.Join(t.TempDir(), "none.jsonl")},
		{"user", "disable", "nobody@qalam.example"},
		{"--config", filepath.Join(t.TempDir(), "none.toml"), "config"},
	} {
		r := s.try(t, "", args...)
		if r.code != exitFailed || strings.Count(r.err, "\n") != 1 || !strings.HasPrefix(r.err, "qalam: ") || strings.Contains(r.err, "⟦") {
			t.Errorf("%v: code %d, %q, want code 1 and one line", args, r.code, r.err)
		}
	}
}
