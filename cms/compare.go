package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// compare holds a translation's revision against a source revision (null
// where there is no source) and loads what it was confirmed against.
func compare(ctx context.Context, r store.Reader, source, translation *models.Revision) (staleness.Report, error) {
	if source == nil {
		return nil, nil
	}
	ids := staleness.Bases(&translation.Content)
	bases := map[int64]*models.Content{source.ID: &source.Content}
	if len(ids) > 0 && (len(ids) > 1 || ids[0] != source.ID) {
		revs, err := r.Revisions(ctx, ids)
		if err != nil {
			return nil, err
		}
		for i := range revs {
			bases[revs[i].ID] = &revs[i].Content
		}
	}
	return staleness.Compare(&source.Content, &translation.Content, bases), nil
}
