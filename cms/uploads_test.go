package cms_test

import (
	"context"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/internal/testkit/uploads"
	"github.com/qalam-cms/qalam/models"
)

// TestEveryImportedPictureGetsItsVerdict brings the corpus of files in with stories:
// one whose picture is refused is refused itself, with the same reason as at the
// desk.
func TestEveryImportedPictureGetsItsVerdict(t *testing.T) {
	t.Parallel()
	r := newRoom(t, testkit.SQLite(t))
	files := uploads.Corpus()
	for _, f := range files {
		list, err := r.Import(t.Context(), r.boss, []cms.PortableStory{{
			Key: "upload:" + f.What, Kind: models.News, Source: en, Section: cms.SectionInput{Key: "culture"}, Cover: f.Name,
			Pictures: []cms.PortablePicture{{
				File: f.Name, Read: func(context.Context) ([]byte, error) { return f.Data(), nil },
			}},
			Versions: []cms.PortableVersion{{Locale: en, Content: content("Title", "One.")}},
		}}, cms.ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, key, _ := errs.Public(list[0].Err)
		if list[0].Err == nil {
			key = ""
		}
		if key != f.Refused {
			t.Errorf("%s (%s): %q, want %q", f.What, f.Name, key, f.Refused)
		}
	}
	if len(files) < 60 {
		t.Errorf("only %d files", len(files))
	}
}
