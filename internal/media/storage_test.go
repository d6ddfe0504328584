package media_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/media"
)

func TestFilesKeepWhatIsPut(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "media")
	files := media.NewFiles(folder)
	put := func(key, data string) {
		t.Helper()
		if err := files.Put(t.Context(), key, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	put("ab/one.jpg", "first")
	put("ab/one.jpg", "second")
	put("ab/two.jpg", "")
	put("abc/one.jpg", "other")
	wantFile(t, files, "ab/one.jpg", "second")
	wantFile(t, files, "ab/two.jpg", "")
	for _, key := range []string{"ab/three.jpg", "ab", "x/y/z"} {
		if data, err := files.Get(t.Context(), key); err == nil {
			t.Errorf("%s: got %q", key, data)
		}
	}
	if _, err := files.Get(t.Context(), "ab/three.jpg"); !errs.Is(err, errs.NotFound) {
		t.Errorf("what is not there: %v", err)
	}
	for range 2 { // what is not there is no error
		if err := files.Delete(t.Context(), "ab"); err != nil {
			t.Error(err)
		}
	}
	if _, err := files.Get(t.Context(), "ab/one.jpg"); !errs.Is(err, errs.NotFound) {
		t.Errorf("what was deleted: %v", err)
	}
	wantFile(t, files, "abc/one.jpg", "other")
}

func wantFile(t *testing.T, files *media.Files, key, want string) {
	t.Helper()
	got, err := files.Get(t.Context(), key)
	if err != nil || string(got) != want {
		t.Errorf("%s: got %q, %v, want %q", key, got, err, want)
	}
}

func TestFilesKeepToTheirFolder(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	outside := filepath.Join(root, "outside")
	if err := os.WriteFile(outside, []byte("untouched"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := media.NewFiles(filepath.Join(root, "media"))
	if err := files.Put(t.Context(), "kept", []byte("kept")); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{
		"", ".", "/", "..", "../outside", "../media/kept", "a/../../outside", "./../outside", "a/b/../../..",
		outside, "//outside", "a\x00b",
	} {
		if err := files.Put(t.Context(), key, []byte("overwritten")); err == nil {
			t.Errorf("put under %q", key)
		}
		if data, err := files.Get(t.Context(), key); err == nil {
			t.Errorf("got %q of %q", data, key)
		}
		if err := files.Delete(t.Context(), key); err == nil {
			t.Errorf("deleted %q", key)
		}
	}
	if got, err := os.ReadFile(outside); err != nil || string(got) != "untouched" {
		t.Errorf("outside: %q, %v", got, err)
	}
	wantFile(t, files, "kept", "kept")
	if entries, err := os.ReadDir(root); err != nil || len(entries) != 2 {
		t.Errorf("there are %v, %v", entries, err)
	}
}

func TestFilesAreThereAsAWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	files := media.NewFiles(folder)
	versions := [][]byte{bytes.Repeat([]byte("a"), 1<<20), bytes.Repeat([]byte("b"), 1<<19)}
	if err := files.Put(t.Context(), "one.jpg", versions[0]); err != nil {
		t.Fatal(err)
	}
	var writers sync.WaitGroup
	for i := range 20 {
		writers.Go(func() {
			if err := files.Put(t.Context(), "one.jpg", versions[i%2]); err != nil {
				t.Error(err)
			}
		})
	}
	for range 50 {
		got, err := files.Get(t.Context(), "one.jpg")
		if err != nil || !bytes.Equal(got, versions[0]) && !bytes.Equal(got, versions[1]) {
			t.Fatalf("%d bytes, %v", len(got), err)
		}
	}
	writers.Wait()
	wantOnly(t, folder, "one.jpg")
}

func TestAFileThatCannotBeWrittenLeavesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	files := media.NewFiles(folder)
	// A folder with something in it stands where the file should be.
	if err := files.Put(t.Context(), "one.jpg/inside", []byte("inside")); err != nil {
		t.Fatal(err)
	}
	if err := files.Put(t.Context(), "one.jpg", []byte("whole")); err == nil {
		t.Error("put in place of a folder")
	}
	if err := files.Put(t.Context(), "one.jpg/inside/deeper", []byte("whole")); err == nil {
		t.Error("put inside a file")
	}
	wantOnly(t, folder, "one.jpg/inside")
}

// wantOnly looks whether a folder has these files and no half ones.
func wantOnly(t *testing.T, folder string, want ...string) {
	t.Helper()
	var got []string
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			got = append(got, name)
		}
		return err
	})
	if err != nil || len(got) != len(want) || got[0] != want[0] {
		t.Errorf("there are %v, %v, want %v", got, err, want)
	}
}
