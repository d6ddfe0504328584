package cms

import (
	"context"

	"github.com/qalam-cms/qalam/internal/locale"
)

// CountBlocking compares a version with its source and returns how many units
// stand in the way of publication.
func CountBlocking(ctx context.Context, n *Newsroom, id int64, l locale.Tag) (int, error) {
	r := n.store.Read()
	a, err := r.Article(ctx, id)
	if err != nil {
		return 0, err
	}
	t, err := r.Translation(ctx, id, l)
	if err != nil {
		return 0, err
	}
	source, err := sourceHead(ctx, r, a, l)
	if err != nil {
		return 0, err
	}
	report, err := compare(ctx, r, a.SourceLocale, source, t.Head)
	return len(report.Blocking()), err
}
