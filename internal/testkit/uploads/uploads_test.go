package uploads_test

import (
	"bytes"
	"testing"

	"github.com/qalam-cms/qalam/internal/testkit/uploads"
)

func TestEveryFileIsMadeTheSameEachTimeAndSaysWhatItIs(t *testing.T) {
	t.Parallel()
	corpus := uploads.Corpus()
	if len(corpus) < 70 {
		t.Errorf("only %d files", len(corpus))
	}
	seen := make(map[string]bool)
	for _, f := range append(corpus, uploads.Large()...) {
		if seen[f.What] {
			t.Errorf("two files are a %s", f.What)
		}
		seen[f.What] = true
		if f.Name == "" || f.Data == nil || (f.Refused == "") != (f.Width > 0 && f.Height > 0) {
			t.Errorf("%s: is it taken or refused?", f.What)
		}
	}
	for _, f := range corpus {
		if !bytes.Equal(f.Data(), f.Data()) {
			t.Errorf("%s: other bytes the second time", f.What)
		}
	}
}
