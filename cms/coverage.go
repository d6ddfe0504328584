package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
)

// Coverage is how far the stories are in one language.
type Coverage = store.Coverage

// Coverage counts all stories by language and stage, in the site's order of
// languages. It needs the right to read the drafts of others.
func (n *Newsroom) Coverage(ctx context.Context, by Actor) ([]Coverage, error) {
	const op = "cms.Coverage"
	if err := allow(by, rights.ReadDrafts, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	list, err := n.store.Coverage(ctx, n.locales.Tags())
	return list, errs.Wrap(op, err)
}
