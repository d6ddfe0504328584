package cms

import (
	"context"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// changedMeanwhile says that something is no longer as it was on the screen.
func changedMeanwhile() error { return errs.New("cms", errs.Conflict, "error.changed_meanwhile", nil) }

// ownRevision returns a revision of a version by its id, null where the version has no such.
func ownRevision(ctx context.Context, r store.Reader, translationID, id int64) (*models.Revision, error) {
	rev, err := r.Revision(ctx, id)
	if errs.Is(err, errs.NotFound) || err == nil && rev.TranslationID != translationID {
		return nil, nil //nolint:nilnil // nil is the answer "there is none"
	}
	return rev, err
}

// seen returns the revisions of a version and of its source that were on the screen of
// somebody who speaks of some units, so that what others do elsewhere in the story stands
// in nobody's way. head is that of the source, as in sourceSeen. A revision that is not
// the version's is errs.Conflict.
func (w *work) seen(ctx context.Context, t *models.Translation, head *models.Revision, revision, source int64) (version, original *models.Revision, err error) {
	if version = t.Head; revision != version.ID {
		if version, err = ownRevision(ctx, w.Reader, t.ID, revision); err != nil {
			return nil, nil, err
		}
		if version == nil {
			return nil, nil, changedMeanwhile()
		}
	}
	original, err = w.sourceSeen(ctx, head, source)
	return version, original, err
}

// sourceSeen returns the revision of the source that was on the screen, by its id; 0 is
// its head, which is null where there is no source. One that is not the source's is
// errs.Invalid.
func (w *work) sourceSeen(ctx context.Context, head *models.Revision, id int64) (*models.Revision, error) {
	if id == 0 || head != nil && head.ID == id {
		return head, nil
	}
	var rev *models.Revision
	if head != nil {
		var err error
		if rev, err = ownRevision(ctx, w.Reader, head.TranslationID, id); err != nil {
			return nil, err
		}
	}
	if rev == nil {
		return nil, errs.New("cms", errs.Invalid, "error.confirm_unknown", nil)
	}
	return rev, nil
}
