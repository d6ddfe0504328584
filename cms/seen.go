package cms

import (
	"context"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// changedMeanwhile says that something is no longer as it was on the screen.
func changedMeanwhile() error { return errs.New("cms", errs.Conflict, "error.changed_meanwhile", nil) }

// seen returns the revisions of a version and of its source that were on the screen
// of somebody who speaks of some units, so that what others do elsewhere in the story
// stands in nobody's way. source 0 means the head, which is null where there is none.
// A revision that is not the version's is errs.Conflict.
func (w *work) seen(ctx context.Context, a *models.Article, t *models.Translation, revision, source int64) (version, original *models.Revision, err error) {
	version = t.Head
	if revision != version.ID {
		if version, err = w.Revision(ctx, revision); err != nil && !errs.Is(err, errs.NotFound) {
			return nil, nil, err
		}
		if version == nil || version.TranslationID != t.ID {
			return nil, nil, changedMeanwhile()
		}
	}
	original, err = w.sourceHead(ctx, a, t.Locale)
	if err != nil {
		return nil, nil, err
	}
	original, err = w.sourceSeen(ctx, original, source)
	return version, original, err
}

// sourceSeen returns the revision of the source that was on the screen, by its id; 0 is
// its head, which is null where there is no source.
func (w *work) sourceSeen(ctx context.Context, head *models.Revision, id int64) (*models.Revision, error) {
	if err := w.checkConfirm(ctx, head, id); err != nil || id == 0 || head.ID == id {
		return head, err
	}
	return w.Revision(ctx, id)
}
