package cms

import (
	"context"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// RescheduleInput moves a publication that is ahead.
type RescheduleInput struct {
	PublicationID int64
	// Seen is when it was to begin as the screen had it; another moment is
	// errs.Conflict.
	Seen models.Instant
	// From is when it is to begin instead.
	From WallTime
	// OverrideReason is why blocks that are missing or behind may be passed over,
	// where they are only at the new moment.
	OverrideReason string
}

// Reschedule moves a publication that is ahead to another moment, the same words
// with the same expiry and note. What the newsroom asks of a publication it asks
// again for the new moment, because another source may be public then. One that has
// begun, or that an armed release has made, is errs.Invalid.
func (n *Newsroom) Reschedule(ctx context.Context, by Actor, in RescheduleInput) (*models.Publication, error) {
	var moved models.Publication
	err := n.write(ctx, "cms.Reschedule", by, func(w *work) error {
		line, p, err := w.lockedPublication(ctx, in.PublicationID)
		if err != nil {
			return err
		}
		if p.LiveFrom <= w.now || !p.Stands() {
			return errs.New("cms", errs.Invalid, "error.publication_begun", nil)
		}
		if p.LiveFrom != in.Seen {
			return changedMeanwhile()
		}
		if err := w.moveTo(ctx, line, p, in); err != nil {
			return err
		}
		id, data := p.ID, map[string]any{"before": in.Seen, "live_from": p.LiveFrom}
		if p.OverrideReason != "" {
			data["override"] = p.OverrideReason
		}
		if err := w.changed(ctx, line, p, models.PublicationChanged, data); err != nil {
			return err
		}
		moved = *line.find(id) // settling has sorted the timeline
		return nil
	})
	if err != nil {
		return nil, err
	}
	return &moved, nil
}

// moveTo gives a publication another beginning, or says why it cannot begin then.
func (w *work) moveTo(ctx context.Context, line *timeline, p *models.Publication, in RescheduleInput) error {
	from, err := w.n.resolve(in.From)
	switch {
	case err != nil:
		return err
	case from.at <= w.now:
		return errs.New("cms", errs.Invalid, "error.time_past", nil)
	case p.EndsAt <= from.at:
		return errs.New("cms", errs.Invalid, "error.until_before_from", nil)
	}
	a, err := w.Article(ctx, p.ArticleID)
	if err != nil {
		return err
	}
	if reason := plainLine(in.OverrideReason); reason != "" {
		p.OverrideReason = reason
	}
	found, err := w.obstaclesThen(ctx, a, p, from.at)
	if err != nil {
		return err
	}
	if err := found.refusal(p.OverrideReason); err != nil {
		return err
	}
	p.LiveFrom, p.Wall, p.Zone = from.at, from.wall, from.zone
	if line.correctsNothing() {
		return errs.New("cms", errs.Invalid, "error.correction_first", nil)
	}
	return nil
}

// obstaclesThen returns what stands in the way of the words that a publication has
// pinned. They were approved when it was made.
func (w *work) obstaclesThen(ctx context.Context, a *models.Article, p *models.Publication, at models.Instant) (*Obstacles, error) {
	t, err := w.Translation(ctx, a.ID, p.Locale)
	if err != nil {
		return nil, err
	}
	pinned, err := w.Revision(ctx, p.RevisionID)
	if err != nil {
		return nil, err
	}
	source, err := w.sourceAt(ctx, a, p.Locale, at)
	if err != nil {
		return nil, err
	}
	then := *t
	then.Stage, then.HeadID, then.Head, then.ApprovedID = models.Approved, &pinned.ID, pinned, &pinned.ID
	found, err := w.n.obstacles(ctx, w.Reader, a, at, []beside{{&then, source}}, false)
	if err != nil {
		return nil, err
	}
	return &found[0], nil
}

// correctsNothing reports whether something on a timeline is a correction although
// nothing is public before it.
func (t *timeline) correctsNothing() bool {
	first := models.Forever
	for i := range t.list {
		if p := &t.list[i]; p.Stands() {
			first = min(first, p.LiveFrom)
		}
	}
	for i := range t.list {
		if p := &t.list[i]; p.Stands() && p.Note != "" && p.LiveFrom <= first {
			return true
		}
	}
	return false
}
