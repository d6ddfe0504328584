package models

import (
	"math"
	"time"
)

// Instant is a moment in milliseconds since 1970-01-01 UTC. All times are
// stored so, because textual times compare wrongly across zones.
type Instant int64

// Forever is the open end of an interval: the last millisecond of the year
// 9999. Outside of the program an open end is null.
const Forever Instant = 253402300799999

// At returns the instant of t, cut to the millisecond.
func At(t time.Time) Instant { return Instant(t.UnixMilli()) }

// Time returns the instant as a time in UTC.
func (i Instant) Time() time.Time { return time.UnixMilli(int64(i)).UTC() }

// In returns the instant as a time in the given zone.
func (i Instant) In(zone *time.Location) time.Time { return time.UnixMilli(int64(i)).In(zone) }

// Add returns the instant d later (earlier where d is negative). It stops at
// the ends of the scale instead of wrapping around.
func (i Instant) Add(d time.Duration) Instant {
	ms := Instant(d.Milliseconds())
	switch sum := i + ms; {
	case ms > 0 && sum < i:
		return math.MaxInt64
	case ms < 0 && sum > i:
		return math.MinInt64
	default:
		return sum
	}
}

// Sub returns how long after j the instant is.
func (i Instant) Sub(j Instant) time.Duration { return time.Duration(i-j) * time.Millisecond }
