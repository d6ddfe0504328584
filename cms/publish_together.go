package cms

import (
	"context"
	"maps"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// TogetherInput publishes the approved heads of several versions of a story in the
// same moment.
type TogetherInput struct {
	ArticleID int64
	// Revisions are those that were on the screen, by language.
	Revisions map[locale.Tag]int64
	// From is when they become public; zero is now.
	From WallTime
}

// VersionError says which of several versions stops what was to be done with all.
type VersionError struct {
	Locale locale.Tag
	Err    error
}

// Error returns the operator's text.
func (e *VersionError) Error() string { return string(e.Locale) + ": " + e.Err.Error() }

// Unwrap returns why.
func (e *VersionError) Unwrap() error { return e.Err }

// PublishTogether makes several versions public in the same instant, or none of
// them: the first that is not ready is why, as a [VersionError]. Translations are
// held against the source that is public by then, which may be the one that goes
// out with them.
func (n *Newsroom) PublishTogether(ctx context.Context, by Actor, in TogetherInput) ([]models.Publication, error) {
	var list []models.Publication
	err := n.write(ctx, "cms.PublishTogether", by, func(w *work) error {
		list = nil
		if len(in.Revisions) == 0 {
			return errs.New("cms", errs.Invalid, "error.languages_none", nil)
		}
		a, err := w.lockedArticle(ctx, in.ArticleID)
		if err != nil {
			return err
		}
		plan, err := w.plan(PublishInput{From: in.From})
		if err != nil {
			return err
		}
		versions, err := w.Translations(ctx, a.ID)
		if err != nil {
			return err
		}
		byLocale := map[locale.Tag]*models.Translation{}
		for i := range versions {
			byLocale[versions[i].Locale] = &versions[i]
		}
		for _, l := range sourceFirst(slices.Sorted(maps.Keys(in.Revisions)), a.SourceLocale) {
			revision, asked := in.Revisions[l]
			if !asked {
				continue
			}
			p, err := w.publishOne(ctx, a, byLocale[l], revision, plan)
			if err != nil {
				return &VersionError{l, err}
			}
			list = append(list, *p)
		}
		return nil
	})
	return list, err
}

// publishOne publishes a version whose newest words are those that were on the
// screen.
func (w *work) publishOne(ctx context.Context, a *models.Article, t *models.Translation, revision int64, plan publicationPlan) (*models.Publication, error) {
	if err := unchanged(t, revision); err != nil {
		return nil, err
	}
	return w.publish(ctx, a, t, plan)
}
