package cms

import (
	"context"
	"slices"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// MoveSection puts a section before the one above it on its level, or behind the one
// below it. At the end of its level it stays where it is.
func (n *Newsroom) MoveSection(ctx context.Context, by Actor, id int64, up bool) error {
	return n.changeSections(ctx, "cms.MoveSection", by, func(w *work, list []models.Section) error {
		s := sectionIn(list, id)
		if s == nil {
			return errs.New("cms", errs.NotFound, "error.not_found", nil)
		}
		level := slices.DeleteFunc(slices.Clone(list), func(x models.Section) bool { return !sameID(x.ParentID, s.ParentID) })
		from := slices.IndexFunc(level, func(x models.Section) bool { return x.ID == id })
		to := from + 1
		if up {
			to = from - 1
		}
		if to < 0 || to >= len(level) {
			return nil
		}
		places := placesOf(level)
		level[from], level[to] = level[to], level[from]
		for i, place := range places {
			if level[i].Position == place {
				continue
			}
			if err := w.SetSectionPosition(ctx, level[i].ID, place); err != nil {
				return err
			}
		}
		return w.event(ctx, models.SectionMoved, 0, "", map[string]any{"section": id, "key": s.Key, "before": from, "after": to})
	})
}

// placesOf are the positions of sections in order, so that a change of places
// touches no others; counted anew where two have the same.
func placesOf(level []models.Section) []int {
	places := make([]int, len(level))
	for i := range level {
		places[i] = level[i].Position
	}
	if len(slices.Compact(slices.Clone(places))) < len(places) {
		for i := range places {
			places[i] = i
		}
	}
	return places
}
