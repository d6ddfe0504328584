package media

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/qalam-cms/qalam/internal/errs"
)

// Files keeps files in a folder. It is what cms.MediaFiles asks for; another kind
// of storage has the same methods.
type Files struct{ folder string }

// NewFiles keeps files in that folder, which is made with the first file.
func NewFiles(folder string) *Files { return &Files{folder} }

// file returns where a key is kept. A key is a path with slashes and leads
// nowhere else.
func (f *Files) file(key string) (string, error) {
	local, err := filepath.Localize(path.Clean(key))
	if err != nil || local == "." {
		return "", errs.New("media.Files", errs.Internal, "", nil)
	}
	return filepath.Join(f.folder, local), nil
}

// Put keeps data under a key. It is there as a whole or not at all, even after a
// crash.
func (f *Files) Put(_ context.Context, key string, data []byte) error {
	const op = "media.Put"
	name, err := f.file(key)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		return errs.Wrap(op, err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".new-*")
	if err != nil {
		return errs.Wrap(op, err)
	}
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Sync()
	}
	err = errors.Join(err, tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err == nil {
		err = syncFolder(filepath.Dir(name))
	}
	if err != nil {
		err = errors.Join(err, os.Remove(tmp.Name()))
	}
	return errs.Wrap(op, err)
}

// syncFolder makes the names of a folder outlast a power cut.
func syncFolder(name string) error {
	d, err := os.Open(name) //nolint:gosec // a folder of ours
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// Get returns what is kept under a key; nothing is errs.NotFound.
func (f *Files) Get(_ context.Context, key string) ([]byte, error) {
	const op = "media.Get"
	name, err := f.file(key)
	if err != nil {
		return nil, err
	}
	data, err := os.ReadFile(name) //nolint:gosec // a name inside the folder
	if errors.Is(err, fs.ErrNotExist) {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	return data, errs.Wrap(op, err)
}

// Has reports whether anything is kept under a key.
func (f *Files) Has(_ context.Context, key string) (bool, error) {
	name, err := f.file(key)
	if err != nil {
		return false, err
	}
	_, err = os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, errs.Wrap("media.Has", err)
}

// Delete forgets everything under the key and the keys that begin with it and a
// slash. What is not there is no error.
func (f *Files) Delete(_ context.Context, key string) error {
	name, err := f.file(key)
	if err != nil {
		return err
	}
	return errs.Wrap("media.Delete", os.RemoveAll(name))
}
