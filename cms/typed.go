package cms

import (
	"context"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// TypedTab is what somebody typed into a browser tab and did not save: some units of a
// version.
type TypedTab struct {
	Tab string
	// Base is the revision beneath; 0 where there was none.
	Base  int64
	Units []models.Block
	At    models.Instant
}

// TypedTabs returns what the actor typed into a version and did not save, the newest
// first: of what was kept, those units that say something else than the revision beneath.
// It needs the right to edit the version.
func (n *Newsroom) TypedTabs(ctx context.Context, by Actor, id int64, l locale.Tag) ([]TypedTab, error) {
	const op = "cms.TypedTabs"
	kept, err := n.Autosaves(ctx, by, id, l)
	if err != nil || len(kept) == 0 {
		return nil, errs.Wrap(op, err)
	}
	var ids []int64
	for i := range kept {
		if kept[i].BaseID != nil {
			ids = append(ids, *kept[i].BaseID)
		}
	}
	revs, err := n.store.Read().Revisions(ctx, ids)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	beneath := map[int64]*models.Content{0: {}}
	for i := range revs {
		beneath[revs[i].ID] = &revs[i].Content
	}
	var tabs []TypedTab
	for i := range kept {
		tab := TypedTab{Tab: kept[i].Tab, At: kept[i].UpdatedAt}
		if kept[i].BaseID != nil {
			tab.Base = *kept[i].BaseID
		}
		base := beneath[tab.Base]
		for _, u := range kept[i].Content.Units() {
			if base != nil && !sameUnit(&u, unitOf(base, u.Key)) {
				tab.Units = append(tab.Units, u)
			}
		}
		if len(tab.Units) > 0 {
			tabs = append(tabs, tab)
		}
	}
	return tabs, nil
}
