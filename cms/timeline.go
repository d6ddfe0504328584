package cms

import (
	"cmp"
	"context"
	"slices"

	"github.com/qalam-cms/qalam/models"
)

// A publication says when it begins and when it is meant to end. When it is
// public follows from all publications of the translation together: each until
// it ends or the next one takes over. So an update that is cancelled gives back
// what it would have taken, and nothing overlaps whatever the order in which
// people decide.

// settle sets when publications of one translation are public and since when the
// translation is: the first that came true or is still ahead counts, cancelled
// ones do not. Of two that begin in the same moment the later decision stands.
func settle(list []models.Publication) {
	slices.SortFunc(list, func(a, b models.Publication) int {
		return cmp.Or(cmp.Compare(a.LiveFrom, b.LiveFrom), cmp.Compare(a.ID, b.ID))
	})
	next, first := models.Forever, models.Forever
	for i, p := range slices.Backward(list) {
		list[i].LiveUntil = p.LiveFrom
		if p.Stands() {
			list[i].LiveUntil = min(p.EndsAt, next)
			next = p.LiveFrom
		}
		if list[i].LiveFrom < list[i].LiveUntil {
			first = p.LiveFrom
		}
	}
	for i := range list {
		list[i].PublishedAt = first
		if first == models.Forever {
			list[i].PublishedAt = list[i].LiveFrom
		}
	}
}

// timeline is the publications of a translation while a use case changes them.
type timeline struct {
	list []models.Publication
	was  map[int64]models.Publication
}

func (w *work) timeline(ctx context.Context, translationID int64) (*timeline, error) {
	list, err := w.Publications(ctx, translationID)
	if err != nil {
		return nil, err
	}
	t := &timeline{list, make(map[int64]models.Publication, len(list))}
	for _, p := range list {
		t.was[p.ID] = p
	}
	return t, nil
}

// at returns the publication that is public at a moment, null where there is
// none.
func (t *timeline) at(moment models.Instant) *models.Publication {
	i := slices.IndexFunc(t.list, func(p models.Publication) bool { return p.LiveAt(moment) })
	if i < 0 {
		return nil
	}
	return &t.list[i]
}

// find returns a publication by its id, null where it is none of these.
func (t *timeline) find(id int64) *models.Publication {
	i := slices.IndexFunc(t.list, func(p models.Publication) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &t.list[i]
}

// wasPublic reports whether anything was or will be public before a moment.
func (t *timeline) wasPublic(moment models.Instant) bool {
	return slices.ContainsFunc(t.list, func(p models.Publication) bool {
		return p.LiveFrom < p.LiveUntil && p.LiveFrom < moment
	})
}

// end ends what is public at a moment and cancels what comes later, and returns
// the ids of both.
func (t *timeline) end(moment models.Instant) (ended, cancelled []int64) {
	for i := range t.list {
		p := &t.list[i]
		switch {
		case !p.Stands() || p.EndsAt <= moment:
		case p.LiveFrom > moment:
			p.EndsAt = p.LiveFrom
			cancelled = append(cancelled, p.ID)
		case p.LiveUntil > moment:
			p.EndsAt = moment
			ended = append(ended, p.ID)
		}
	}
	return ended, cancelled
}

// moveAside makes the intervals empty that begin at another moment than before,
// so that they are in nobody's way.
func (w *work) moveAside(ctx context.Context, t *timeline) error {
	for _, p := range t.list {
		was, stored := t.was[p.ID]
		if !stored || p.LiveFrom == was.LiveFrom {
			continue
		}
		p.LiveUntil, p.PublishedAt = p.LiveFrom, was.PublishedAt
		if err := w.UpdatePublication(ctx, &p); err != nil {
			return err
		}
		t.was[p.ID] = p // empty, so that it is written again as it will be
	}
	return nil
}

// keep settles the timeline and writes what changed, what is to be told of it,
// and under which words it is found: intervals that shrink before those that
// grow, so that the database never sees any overlap. A new publication, which has
// no id yet, is inserted in between.
func (w *work) keep(ctx context.Context, t *timeline, fresh *models.Publication) error {
	if fresh != nil {
		fresh.ID = unborn
		t.list = append(t.list, *fresh)
	}
	settle(t.list)
	if err := w.moveAside(ctx, t); err != nil {
		return err
	}
	if err := w.update(ctx, t, func(is, was *models.Publication) bool { return is.LiveUntil < was.LiveUntil }); err != nil {
		return err
	}
	if fresh != nil {
		settled := t.find(unborn)
		fresh.ID, fresh.LiveUntil, fresh.PublishedAt = 0, settled.LiveUntil, settled.PublishedAt
		if err := w.CreatePublication(ctx, fresh); err != nil {
			return err
		}
		if err := w.tell(ctx, fresh); err != nil {
			return err
		}
		if err := w.index(ctx, fresh); err != nil {
			return err
		}
	}
	return w.update(ctx, t, func(is, was *models.Publication) bool { return is.LiveUntil >= was.LiveUntil })
}

// unborn stands for the id of a publication that is not stored yet: after all
// others of the same moment.
const unborn = 1<<62 - 1

// update writes the stored publications that changed, of those that are chosen.
func (w *work) update(ctx context.Context, t *timeline, chosen func(is, was *models.Publication) bool) error {
	for i := range t.list {
		p := &t.list[i]
		was, stored := t.was[p.ID]
		same := p.LiveUntil == was.LiveUntil && p.EndsAt == was.EndsAt && p.PublishedAt == was.PublishedAt &&
			p.Wall == was.Wall && p.Zone == was.Zone && p.OverrideReason == was.OverrideReason
		if !stored || same || !chosen(p, &was) {
			continue
		}
		if err := w.UpdatePublication(ctx, p); err != nil {
			return err
		}
		if err := w.tell(ctx, p); err != nil {
			return err
		}
		if p.PublishedAt == was.PublishedAt {
			continue
		}
		if err := w.index(ctx, p); err != nil { // its place is another
			return err
		}
	}
	return nil
}
