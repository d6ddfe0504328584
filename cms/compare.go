package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// compare holds a translation's revision against a source revision (null where
// there is no source), with what it was confirmed against and the grades of
// what changed since. Revisions of another source confirm nothing.
func compare(ctx context.Context, r store.Reader, l locale.Tag, source, translation *models.Revision) (staleness.Report, error) {
	if source == nil || translation == nil {
		return nil, nil
	}
	s := staleness.Source{
		Revision: source.ID, Content: &source.Content,
		Then: map[int64]*models.Content{source.ID: &source.Content},
	}
	s.Locale, _ = locale.Lookup(l)
	ids := staleness.Bases(&translation.Content)
	if len(ids) == 0 || len(ids) == 1 && ids[0] == source.ID {
		return staleness.Compare(&s, &translation.Content), nil
	}
	revs, err := r.Revisions(ctx, ids)
	if err != nil {
		return nil, err
	}
	oldest, newest := source.ID, source.ID
	for i := range revs {
		if revs[i].TranslationID == source.TranslationID {
			s.Then[revs[i].ID] = &revs[i].Content
			oldest, newest = min(oldest, revs[i].ID), max(newest, revs[i].ID)
		}
	}
	edits, err := r.SourceEdits(ctx, source.TranslationID, oldest, newest)
	if err != nil {
		return nil, err
	}
	for _, e := range edits {
		s.Edits = append(s.Edits, staleness.Edit{Revision: e.ID, Grades: e.Grades})
	}
	return staleness.Compare(&s, &translation.Content), nil
}
