package cms

import (
	"context"
	"slices"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// RecomputeTimes holds what is ahead against the zone data of this machine: where
// the clocks of a zone are set otherwise than was thought when somebody entered
// "09:00 in Almaty", it stays 09:00 in Almaty. It returns how many publications
// and editions of the front page moved. Nothing that was public changes, and nothing moves into the past: what
// should have begun by now begins now.
func (n *Newsroom) RecomputeTimes(ctx context.Context, by Actor) (int, error) {
	const op = "cms.RecomputeTimes"
	ids, err := n.store.Read().Ahead(ctx, n.Now())
	if err != nil {
		return 0, errs.Wrap(op, err)
	}
	moved := 0
	for _, id := range ids {
		err := n.write(ctx, op, by, func(w *work) error {
			if err := w.LockArticle(ctx, id); err != nil {
				return err
			}
			count, err := w.recompute(ctx, id)
			moved += count
			return err
		})
		if err != nil {
			return moved, err
		}
	}
	err = n.write(ctx, op, by, func(w *work) error {
		count, err := w.recomputeFront(ctx)
		moved += count
		return err
	})
	return moved, err
}

func (w *work) recompute(ctx context.Context, articleID int64) (int, error) {
	versions, err := w.Translations(ctx, articleID)
	if err != nil {
		return 0, err
	}
	moved := 0
	for i := range versions {
		line, err := w.timeline(ctx, versions[i].ID)
		if err != nil {
			return moved, err
		}
		changes := w.moves(line)
		if len(changes) == 0 {
			continue
		}
		if err := w.keep(ctx, line, nil); err != nil {
			return moved, err
		}
		for _, data := range changes {
			if err := w.event(ctx, models.PublicationChanged, articleID, versions[i].Locale, data); err != nil {
				return moved, err
			}
		}
		moved += len(changes)
	}
	return moved, nil
}

// moves sets the beginnings and expiries on a timeline that are ahead to the
// moments of their wall times, and returns what to note of each that moved.
func (w *work) moves(line *timeline) []map[string]any {
	var changes []map[string]any
	for i := range line.list {
		p := &line.list[i]
		if !p.Stands() {
			continue
		}
		from, ends := p.LiveFrom, p.EndsAt
		if p.LiveFrom > w.now {
			p.LiveFrom = max(w.again(p.LiveFrom, p.Wall, p.Zone), w.now)
		}
		if p.EndsAt > w.now && p.EndsWall != "" {
			p.EndsAt = max(w.again(p.EndsAt, p.EndsWall, p.EndsZone), w.now, p.LiveFrom)
		}
		if p.LiveFrom != from || p.EndsAt != ends {
			changes = append(changes, map[string]any{
				"publication": p.ID, "live_from": p.LiveFrom, "ends_at": p.EndsAt, "before": []models.Instant{from, ends},
			})
		}
	}
	return changes
}

// again returns the moment of a wall time: the one that was meant, if clocks still
// show that time then.
func (w *work) again(at models.Instant, wall, zone string) models.Instant {
	location, err := w.n.zoneOf(zone)
	if err != nil {
		return at // a zone that this machine does not know says nothing
	}
	t, err := time.Parse(wallLayout, wall)
	if err != nil {
		return at
	}
	moments := momentsOf(t, location)
	switch {
	case slices.ContainsFunc(moments, func(m time.Time) bool { return m.Unix() == at.Time().Unix() }):
		return at
	case len(moments) == 0:
		return models.At(afterGap(t, location))
	}
	return models.At(moments[0])
}
