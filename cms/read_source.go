package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// besideSource holds a live translation against what is live of its source.
func besideSource(ctx context.Context, r store.Reader, s *Story, at models.Instant) error {
	source, err := r.Live(ctx, s.Article.ID, s.Article.SourceLocale, at)
	if err != nil || source == nil {
		return err
	}
	s.Abridged = staleness.Lacks(&source.Revision.Content, s.Content())
	ahead, err := isAhead(ctx, r, s, source.Revision)
	if ahead {
		s.SourceAhead = source.LiveFrom
	}
	return err
}

// isAhead reports whether a source has changed in more than its spelling since the
// translation was confirmed against it, or has more by now.
func isAhead(ctx context.Context, r store.Reader, s *Story, source *models.Revision) (bool, error) {
	bases := staleness.Bases(s.Content())
	if len(bases) == 0 || slices.Min(bases) >= source.ID {
		return false, nil
	}
	report, err := compare(ctx, r, s.Article.SourceLocale, source, s.Publication.Revision)
	if err != nil {
		return false, err
	}
	var missing []models.Key
	for i := range report {
		u := &report[i]
		switch u.State {
		case staleness.Stale, staleness.Orphan:
			if u.Mine.From < source.ID { // else the translation is ahead
				return true, nil
			}
		case staleness.Missing:
			missing = append(missing, u.Key)
		case staleness.Current, staleness.Unconfirmed, staleness.Omitted, staleness.Added:
		}
	}
	if len(missing) == 0 || slices.Max(bases) >= source.ID {
		return false, nil
	}
	// What was there already when somebody last looked was left out then.
	known, err := r.Revision(ctx, slices.Max(bases))
	if err != nil {
		return false, err
	}
	before := unitsOf(known)
	return slices.ContainsFunc(missing, func(key models.Key) bool { return before[key] == nil }), nil
}
