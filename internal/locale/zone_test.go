package locale_test

import (
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestZonesHaveTheirOffsets(t *testing.T) {
	t.Parallel()
	for _, c := range oracle[string](t, "timezones", []string{"utc-offset"}, nil) {
		at := moment(t, c.Input, c.Options.TimeZone)
		if got := "GMT" + at.Format("-07:00"); got != c.Expected {
			t.Errorf("%s: %s at %s is %s, want %s", c.ID, c.Options.TimeZone, c.Input, got, c.Expected)
		}
	}
}

func TestCheckZonesWantsTheOneZoneOfKazakhstan(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		now  time.Time
		ok   bool
	}{
		{"the last second of +6", time.Date(2024, 2, 29, 17, 59, 59, 0, time.UTC), false},
		{"the first second of +5", time.Date(2024, 2, 29, 18, 0, 0, 0, time.UTC), true},
		{"a winter", time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC), true},
		{"a summer", time.Date(2026, 7, 15, 0, 0, 0, 0, time.UTC), true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if err := locale.CheckZones(tt.now); (err == nil) != tt.ok {
				t.Errorf("CheckZones(%v) = %v, want ok %v", tt.now, err, tt.ok)
			}
		})
	}
}

func TestCheckZonesLooksAtBakuToo(t *testing.T) {
	t.Parallel()
	// Almaty was at +5 then as it is now, and Baku at +3.
	if err := locale.CheckZones(time.Date(1927, 7, 1, 0, 0, 0, 0, time.UTC)); err == nil {
		t.Error("CheckZones accepted +3 for Baku")
	}
}
