package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// pair is a revision of a translation beside one of its source.
type pair struct {
	// from is the language of the source.
	from                locale.Tag
	source, translation *models.Revision
}

// compare holds a translation's revision against a source revision (null where
// there is no source), with what it was confirmed against and the grades of
// what changed since. Revisions of another source confirm nothing.
func compare(ctx context.Context, r store.Reader, l locale.Tag, source, translation *models.Revision) (staleness.Report, error) {
	if source == nil || translation == nil {
		return nil, nil
	}
	reports, err := compareAll(ctx, r, []pair{{l, source, translation}})
	if err != nil {
		return nil, err
	}
	return reports[0], nil
}

// compareAll is compare for many translations, with as many questions as for one.
func compareAll(ctx context.Context, r store.Reader, pairs []pair) ([]staleness.Report, error) {
	then, edits, err := since(ctx, r, pairs)
	if err != nil {
		return nil, err
	}
	reports := make([]staleness.Report, len(pairs))
	for i, p := range pairs {
		s := staleness.Source{
			Revision: p.source.ID, Content: &p.source.Content,
			Then: map[int64]*models.Content{p.source.ID: &p.source.Content},
		}
		s.Locale, _ = locale.Lookup(p.from)
		for _, id := range staleness.Bases(&p.translation.Content) {
			if rev := then[id]; rev != nil && rev.TranslationID == p.source.TranslationID {
				s.Then[id] = &rev.Content
			}
		}
		// What is compared with need not have been saved yet.
		s.Edits = []staleness.Edit{{Revision: p.source.ID, Grades: p.source.Grades}}
		for _, e := range edits[p.source.TranslationID] {
			s.Edits = append(s.Edits, staleness.Edit{Revision: e.ID, Grades: e.Grades})
		}
		reports[i] = staleness.Compare(&s, &p.translation.Content)
	}
	return reports, nil
}

// since returns the source revisions that translations were confirmed against, and
// the edits of the sources from the oldest of them on.
func since(ctx context.Context, r store.Reader, pairs []pair) (then map[int64]*models.Revision, edits map[int64][]store.SourceEdit, err error) {
	var bases, current, sources []int64
	for _, p := range pairs {
		for _, id := range staleness.Bases(&p.translation.Content) {
			if id != p.source.ID {
				bases = append(bases, id)
			}
		}
		current, sources = append(current, p.source.ID), append(sources, p.source.TranslationID)
	}
	if len(bases) == 0 {
		return nil, nil, nil
	}
	slices.Sort(bases)
	revs, err := r.Revisions(ctx, slices.Compact(bases))
	if err != nil {
		return nil, nil, err
	}
	then = make(map[int64]*models.Revision, len(revs))
	for i := range revs {
		then[revs[i].ID] = &revs[i]
	}
	edits, err = r.EditsSince(ctx, sources, min(bases[0], slices.Min(current)))
	return then, edits, err
}
