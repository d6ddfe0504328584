package cms

import (
	"context"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// PlannedEntry is an entry of the calendar with what was meant by its moment.
type PlannedEntry struct {
	CalendarEntry

	Meant WallTime
}

// CalendarEntry returns one entry as it stands now. Whatever kind of publication
// it was on a screen, it may be another by then. It needs what Calendar needs.
func (n *Newsroom) CalendarEntry(ctx context.Context, by Actor, kind CalendarKind, id int64, desk locale.Tag) (*PlannedEntry, error) {
	const op = "cms.CalendarEntry"
	if err := allow(by, rights.ReadDrafts, nil, ""); err != nil {
		return nil, errs.Wrap(op, err)
	}
	c := &calendar{n: n, r: n.store.Read(), by: by, q: CalendarQuery{Desk: desk, Until: models.Forever}, now: n.Now(), members: map[int64]*models.Release{}}
	look := map[CalendarKind]func(context.Context, int64) (WallTime, error){
		CalendarPublication: c.oneBeginning, CalendarUpdate: c.oneBeginning, CalendarCorrection: c.oneBeginning,
		CalendarExpiry: c.oneEnd, CalendarRelease: c.oneRelease, CalendarEmbargo: c.oneEmbargo,
	}[kind]
	if look == nil {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	meant, err := look(ctx, id)
	if err == nil {
		err = c.titles(ctx)
	}
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	if len(c.all.Entries) == 0 {
		return nil, errs.New(op, errs.NotFound, "error.not_found", nil)
	}
	return &PlannedEntry{CalendarEntry: c.all.Entries[0], Meant: meant}, nil
}

// one looks a publication up, and what of it a release does.
func (c *calendar) one(ctx context.Context, id int64) (*store.CalendarPublication, error) {
	p, err := c.r.CalendarPublication(ctx, id)
	if err != nil {
		return nil, err
	}
	armed, err := c.r.ArmedReleases(ctx, p.ArticleID, p.Locale, c.now)
	for i := range armed {
		c.holds(&armed[i])
	}
	return p, err
}

func (c *calendar) oneBeginning(ctx context.Context, id int64) (WallTime, error) {
	p, err := c.one(ctx, id)
	if err != nil || !p.Stands() {
		return WallTime{}, err
	}
	e := c.beginning(p)
	c.add(&e)
	return c.n.Meant(p.LiveFrom, p.Wall, p.Zone), nil
}

func (c *calendar) oneEnd(ctx context.Context, id int64) (WallTime, error) {
	p, err := c.one(ctx, id)
	if err != nil || !p.Stands() {
		return WallTime{}, err
	}
	e := c.publication(CalendarExpiry, p.EndsAt, p)
	c.add(&e)
	return c.n.Meant(p.EndsAt, p.EndsWall, p.EndsZone), nil
}

func (c *calendar) oneRelease(ctx context.Context, id int64) (WallTime, error) {
	v, err := c.r.Release(ctx, id)
	if err != nil || v.At == nil {
		return WallTime{}, err
	}
	e := c.n.releaseEntry(c.by, v, c.now)
	c.add(&e)
	return c.n.Meant(*v.At, v.Wall, v.Zone), nil
}

func (c *calendar) oneEmbargo(ctx context.Context, id int64) (WallTime, error) {
	a, err := c.r.Article(ctx, id)
	if err != nil || a.EmbargoUntil == nil || a.TrashedAt != nil {
		return WallTime{}, err
	}
	c.add(&CalendarEntry{Kind: CalendarEmbargo, At: *a.EmbargoUntil, ArticleID: id})
	return WallTime{}, nil
}

// MoveInput moves an entry of the calendar to another moment.
type MoveInput struct {
	Kind CalendarKind
	ID   int64
	// Seen is the moment that was on the screen.
	Seen models.Instant
	To   WallTime
	// OverrideReason is as in PublishInput.
	OverrideReason string
}

// MoveEntry moves a publication that is ahead, an end or an open release, each by the
// rules of its own use case. What somebody else has moved since Seen is
// errs.Conflict, what cannot be moved errs.Invalid.
func (n *Newsroom) MoveEntry(ctx context.Context, by Actor, in MoveInput) error {
	const op = "cms.MoveEntry"
	e, err := n.CalendarEntry(ctx, by, in.Kind, in.ID, n.locales.Default().Tag)
	switch {
	case err != nil:
		return err
	case e.At != in.Seen:
		return errs.New(op, errs.Conflict, "error.changed_meanwhile", nil)
	case in.To.IsZero():
		return errs.New(op, errs.Invalid, "error.time_unreadable", errs.Args{"time": ""})
	}
	switch e.Kind {
	case CalendarPublication, CalendarUpdate, CalendarCorrection:
		_, err = n.Reschedule(ctx, by, RescheduleInput{PublicationID: in.ID, Seen: in.Seen, From: in.To, OverrideReason: in.OverrideReason})
	case CalendarExpiry:
		err = n.SetExpiry(ctx, by, in.ID, in.To)
	case CalendarRelease:
		err = n.PlanRelease(ctx, by, in.ID, e.Version, ReleaseInput{Name: e.Release, At: in.To})
	case CalendarEmbargo:
		err = errs.New(op, errs.Invalid, "error.entry_stays", nil)
	}
	return err
}
