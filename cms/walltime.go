package cms

import (
	"slices"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// WallTime is a time as an editor means it: what the clock on the wall shows in
// a zone. The zero value is no time.
type WallTime struct {
	// Local is "2026-03-12T09:00", with seconds or without.
	Local string
	// Zone is an IANA name; empty is the newsroom's.
	Zone string
	// Which says which of the two times is meant where the clocks go back and
	// one time comes twice.
	Which Which
}

// Which is one of two times that look alike on the wall.
type Which int

// The choices.
const (
	Ask Which = iota // refuse a time that comes twice
	First
	Second
)

// wallLayout is local time as an editor writes it, without an offset.
const wallLayout = "2006-01-02T15:04:05"

// IsZero reports whether no time is given.
func (w WallTime) IsZero() bool { return w.Local == "" }

// resolved is a wall time with the moment that it is.
type resolved struct {
	at   models.Instant
	wall string
	zone string
}

// resolve finds the moment of a wall time. A time that the clocks skip is
// errs.Invalid with the key error.time_missing, one that comes twice, where
// nobody said which, error.time_twice; both say it in words.
func (n *Newsroom) resolve(w WallTime) (resolved, error) {
	zone, err := n.zoneOf(w.Zone)
	if err != nil {
		return resolved{}, err
	}
	local := w.Local
	if strings.Count(local, ":") == 1 {
		local += ":00"
	}
	t, err := time.Parse(wallLayout, local)
	if err != nil || t.Year() < 1970 || t.Year() > 9998 {
		return resolved{}, errs.New("cms", errs.Invalid, "error.time_unreadable", errs.Args{"time": w.Local})
	}
	moments := momentsOf(t, zone)
	switch {
	case len(moments) == 0:
		return resolved{}, errs.New("cms", errs.Invalid, "error.time_missing", errs.Args{
			"time": t.Format("15:04"), "zone": zone.String(), "next": afterGap(t, zone).Format("15:04"),
		})
	case len(moments) > 1 && w.Which == Ask:
		return resolved{}, errs.New("cms", errs.Invalid, "error.time_twice", errs.Args{
			"time": t.Format("15:04"), "zone": zone.String(),
			"first": locale.Zone(moments[0]), "second": locale.Zone(moments[1]),
		})
	}
	at := moments[0]
	if w.Which == Second {
		at = moments[len(moments)-1]
	}
	return resolved{models.At(at), local, zone.String()}, nil
}

// Resolve returns the moment of a wall time. A time that cannot be read, that clocks
// skip, or that comes twice where nobody said which, is errs.Invalid, and its words
// say why.
func (n *Newsroom) Resolve(w WallTime) (models.Instant, error) {
	at, err := n.resolve(w)
	return at.at, errs.Wrap("cms.Resolve", err)
}

// Meant returns what was meant by a moment that was given as a wall time in a zone:
// that time, and which of two it is.
func (n *Newsroom) Meant(at models.Instant, wall, zone string) WallTime {
	w := WallTime{Local: wall, Zone: zone, Which: First}
	if first, err := n.resolve(w); err == nil && first.at != at {
		w.Which = Second
	}
	return w
}

func (n *Newsroom) zoneOf(name string) (*time.Location, error) {
	if name == "" {
		return n.zone, nil
	}
	zone, err := n.zones(name)
	if err != nil || name == "Local" {
		return nil, errs.New("cms", errs.Invalid, "error.zone_unknown", errs.Args{"zone": name})
	}
	return zone, nil
}

// momentsOf returns the moments at which clocks in a zone show a time, the
// earlier first: mostly one, none where they are put forward past it, two where
// they are put back over it.
func momentsOf(wall time.Time, zone *time.Location) []time.Time {
	var moments []time.Time
	for _, day := range []time.Duration{-24 * time.Hour, 24 * time.Hour} {
		_, offset := wall.Add(day).In(zone).Zone()
		at := wall.Add(-time.Duration(offset) * time.Second).In(zone)
		same := at.Format(wallLayout) == wall.Format(wallLayout)
		if same && !slices.ContainsFunc(moments, at.Equal) {
			moments = append(moments, at)
		}
	}
	slices.SortFunc(moments, time.Time.Compare)
	return moments
}

// afterGap returns what the clocks show right after they are put forward past a
// time.
func afterGap(wall time.Time, zone *time.Location) time.Time {
	_, before := wall.Add(-24 * time.Hour).In(zone).Zone()
	at := wall.Add(-time.Duration(before) * time.Second).In(zone)
	_, after := at.Zone()
	for {
		earlier := at.Add(-time.Minute)
		if _, offset := earlier.Zone(); offset != after {
			return at.Truncate(time.Minute)
		}
		at = earlier
	}
}
