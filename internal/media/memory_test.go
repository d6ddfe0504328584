package media_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/media"
	"github.com/qalam-cms/qalam/internal/testkit/uploads"
)

// mostMemory is how much the program may take at any time while it works on
// pictures, in kilobytes: the libraries, the file and the encoder too.
const mostMemory = 300 << 10

// childFolder names the variable that tells this program to work on the files of a
// folder, instead of running its tests.
const childFolder = "QALAM_TEST_MEMORY_OF"

func TestMain(m *testing.M) {
	folder := os.Getenv(childFolder)
	if folder == "" {
		os.Exit(m.Run())
	}
	if err := developAll(folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// developAll develops the files of a folder, prints those that are called so, and
// writes the most memory that it ever took.
func developAll(folder string) error {
	files, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	studio := media.NewStudio()
	ctx, done := context.WithCancel(context.Background())
	defer done()
	for _, f := range files {
		before := memory()
		data, err := os.ReadFile(filepath.Join(folder, f.Name()))
		if err != nil {
			return err
		}
		p, err := studio.Develop(ctx, data)
		if kind, key, _ := errs.Public(err); err != nil && (key == "" || kind == errs.Internal) {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		if err != nil && !strings.HasPrefix(f.Name(), "file") {
			return fmt.Errorf("%s: %w", f.Name(), err)
		}
		if strings.HasPrefix(f.Name(), "print") {
			if _, err := studio.Prints(ctx, p, media.AllRenditions(p.Width, p.Height), media.Focus{X: 500, Y: 500}); err != nil {
				return err
			}
		}
		if now := memory(); now > before {
			fmt.Fprintf(os.Stderr, "%7d kB: %s\n", now, f.Name())
		}
	}
	_, err = fmt.Fprintln(os.Stdout, memory())
	return err
}

// memory is the most memory that this program ever took, in kilobytes.
func memory() int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	line, _, _ := bytes.Cut(rest, []byte("kB"))
	n, err := strconv.Atoi(strings.TrimSpace(string(line)))
	if err != nil {
		return 0
	}
	return n
}

func TestPicturesNeverTakeTooMuchMemory(t *testing.T) {
	t.Parallel()
	switch {
	case runtime.GOOS != "linux":
		t.Skip("only Linux tells how much memory a program took")
	case racing:
		t.Skip("the race detector takes several times the memory")
	}
	folder := t.TempDir()
	keep := func(name string, data []byte) {
		if err := os.WriteFile(filepath.Join(folder, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, f := range uploads.Corpus() {
		keep(fmt.Sprintf("file %03d %s", i, strings.ReplaceAll(f.What, "/", " ")), f.Data())
	}
	for i, f := range uploads.Large() {
		keep(fmt.Sprintf("large %03d %s", i, f.What), f.Data())
	}
	photo := uploads.PhotoJPEG(4000, 3000, 85)
	for i := range 3 {
		keep(fmt.Sprintf("print %d of 12 megapixels", i), photo)
	}
	keep("print of 40 megapixels", uploads.PhotoJPEG(8000, 5000, 40))
	child := exec.CommandContext(t.Context(), os.Args[0])
	child.Env = append(os.Environ(), childFolder+"="+folder)
	var told bytes.Buffer
	child.Stderr = &told
	out, err := child.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, told.Bytes())
	}
	most, err := strconv.Atoi(strings.TrimSpace(string(out)))
	if err != nil || most == 0 || most > mostMemory {
		t.Errorf("took %d kB, %v, may take %d\n%s", most, err, mostMemory, told.Bytes())
	}
	t.Logf("took %d kB", most)
}
