package locale

import (
	"strconv"
	"time"
)

// relative is how far a time is from now, in one unit.
type relative struct {
	named        map[int]string // yesterday, today, tomorrow
	past, future counted
}

// TimeUnit is a unit of the distance between a time and now.
type TimeUnit int

// The units.
const (
	Second TimeUnit = iota
	Minute
	Hour
	Day
	Week
	Month
	Quarter
	Year

	relativeUnits // how many there are
)

// Ago returns how far in the future, or in the past if n is negative, a time
// is, always as a number: in 2 hours, 1 gün öncə, 3 күн бұрын, 5 дней назад.
func (l *Locale) Ago(n int, unit TimeUnit, w Width) string {
	forms := &l.cldr.relative[unit][w.orShort()]
	text := forms.future
	if n < 0 {
		text, n = forms.past, -n
	}
	var room, written [48]byte
	number := decimal{whole: strconv.AppendInt(room[:0], int64(n), 10)}
	var sentence [96]byte
	return string(text.append(sentence[:0], l.plural(number), l.appendDecimal(written[:0], number)))
}

// AgoNamed is [Locale.Ago] with words in place of the nearest numbers, where
// the language has them: yesterday, sabah, биылғы жыл, позавчера.
func (l *Locale) AgoNamed(n int, unit TimeUnit, w Width) string {
	if name, ok := l.cldr.relative[unit][w.orShort()].named[n]; ok {
		return name
	}
	return l.Ago(n, unit, w)
}

// Relative returns when t is, as seen from now: minutes and hours within a
// day, days up to six, and beyond that the date. Days are those of the
// calendar in t's location, so that what happened at 23:50 is yesterday's ten
// minutes later, but still said in minutes.
func (l *Locale) Relative(t, now time.Time) string {
	distance := t.Sub(now)
	switch size := distance.Abs(); {
	case size < time.Minute:
		return l.AgoNamed(0, Second, Wide)
	case size < time.Hour:
		return l.Ago(int(distance/time.Minute), Minute, Wide)
	case sameDay(t, now) || size < overnight:
		return l.Ago(int(distance/time.Hour), Hour, Wide)
	}
	const mostDays = 6
	if days := calendarDays(t, now); days >= -mostDays && days <= mostDays {
		return l.AgoNamed(days, Day, Wide)
	}
	return l.Date(t, DateLong)
}

// overnight is how far a time on another day may be to be said in hours.
const overnight = 6 * time.Hour

func sameDay(t, now time.Time) bool {
	return calendarDays(t, now) == 0
}

// calendarDays counts the midnights between now and t, in t's location.
func calendarDays(t, now time.Time) int {
	return int(midnight(t).Sub(midnight(now.In(t.Location()))) / (24 * time.Hour))
}

// midnight returns the start of t's day as if there were no zones, whose days
// may have 23 or 25 hours.
func midnight(t time.Time) time.Time {
	year, month, day := t.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}
