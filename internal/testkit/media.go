package testkit

import (
	"testing"

	"github.com/qalam-cms/qalam/internal/media"
)

// Files returns an empty folder for the files of a media library.
func Files(t testing.TB) *media.Files {
	t.Helper()
	return media.NewFiles(t.TempDir())
}
