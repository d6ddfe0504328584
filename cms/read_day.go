package cms

import (
	"context"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// Day is one page of the stories that were first published on a day of the newsroom's
// zone.
type Day struct {
	*Listing

	// Earlier and Later are moments of the nearest days around it that have stories in the
	// language; 0 for none.
	Earlier, Later models.Instant
}

// Day returns one page of the live stories of a day, of which any moment is given. What
// else the input narrows is narrowed.
func (n *Newsroom) Day(ctx context.Context, day time.Time, in ListInput) (*Day, error) {
	const op = "cms.Day"
	year, month, date := day.In(n.zone).Date()
	in.From = models.At(time.Date(year, month, date, 0, 0, 0, 0, n.zone))
	in.Until = models.At(time.Date(year, month, date+1, 0, 0, 0, 0, n.zone))
	listing, err := n.List(ctx, in)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d, r := &Day{Listing: listing}, n.store.Read()
	later, earlier := in.query(), in.query()
	later.From, later.Until, later.Before = in.Until, 0, nil
	if d.Later, err = r.FirstSince(ctx, later); err != nil {
		return nil, errs.Wrap(op, err)
	}
	earlier.From, earlier.Until, earlier.Before, earlier.Limit = 0, in.From, nil, 1
	before, err := r.List(ctx, earlier)
	if len(before) > 0 {
		d.Earlier = before[0].PublishedAt
	}
	return d, errs.Wrap(op, err)
}
