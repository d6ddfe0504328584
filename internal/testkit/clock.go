package testkit

import (
	"sync"
	"time"
)

// Clock is a clock that stands still until it is set. Its zero value stands at
// the zero time; any number of goroutines may use it.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock returns a clock that shows the given time.
func NewClock(now time.Time) *Clock { return &Clock{now: now} }

// Moment is an ordinary working hour, for tests to which the time does not
// matter: Thursday 12 March 2026, 09:00 UTC.
func Moment() time.Time { return time.Date(2026, time.March, 12, 9, 0, 0, 0, time.UTC) }

// Now returns the time that the clock shows.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set makes the clock show the given time, earlier ones included.
func (c *Clock) Set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// Advance moves the clock on and returns the new time.
func (c *Clock) Advance(d time.Duration) time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	return c.now
}
