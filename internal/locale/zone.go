package locale

import (
	"fmt"
	"time"
	_ "time/tzdata" // for machines that have no zones of their own
)

// CheckZones is the start-up self-test of the time zones: Asia/Almaty must be
// five hours ahead of UTC at the given moment, which must be after February
// 2024, and Asia/Baku four. It returns an error otherwise.
//
// The zones of the machine go before those inside the program, and where they
// are older than 2024a, every time in Kazakhstan would be an hour wrong.
func CheckZones(now time.Time) error {
	for _, zone := range []struct {
		name   string
		offset time.Duration
	}{
		{"Asia/Almaty", 5 * time.Hour},
		{"Asia/Baku", 4 * time.Hour},
	} {
		location, err := time.LoadLocation(zone.name)
		if err != nil {
			return fmt.Errorf("load the time zone: %w", err)
		}
		_, seconds := now.In(location).Zone()
		if got := time.Duration(seconds) * time.Second; got != zone.offset {
			return fmt.Errorf("the time zone %s is %v ahead of UTC, not %v: the zone data of this machine are out of date",
				zone.name, got, zone.offset)
		}
	}
	return nil
}

// Zone returns how far t's location is from UTC, as all our languages write
// it: UTC+5, UTC+5:30.
func Zone(t time.Time) string {
	_, seconds := t.Zone()
	layout := "-07:00"
	if seconds%int(time.Hour/time.Second) == 0 {
		layout = "-07"
	}
	offset := t.Format(layout)
	if offset[1] == '0' {
		offset = offset[:1] + offset[2:] // +5, not +05
	}
	return "UTC" + offset
}
