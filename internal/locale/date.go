package locale

import (
	"strconv"
	"strings"
	"time"
)

// DateStyle is a way to write a day.
type DateStyle int

// The styles, with the same day in each language.
const (
	// DateLong is the house form, for bylines and lists: 5 March 2026,
	// 5 mart 2026, 5 наурыз 2026, 5 марта 2026.
	DateLong DateStyle = iota
	// DateDayMonth leaves the year out: 5 March, 5 mart, 5 наурыз, 5 марта.
	DateDayMonth
	// DateMonthYear is for headings of archives, with the month in its
	// stand-alone form: March 2026, mart 2026, 2026 ж. наурыз, март 2026 г.
	DateMonthYear
	// DateText is the official form, for running text: March 5, 2026,
	// 5 mart 2026-cı il, 2026 жылғы 5 наурыз, 5 марта 2026 года.
	DateText
	// DateOn says when something happens: on March 5, martın 5-də,
	// 5 наурызда, 5 марта.
	DateOn
)

// Date returns the day of t in the given style. It is the day in t's own
// location: convert t to the newsroom's zone first. Spaces are plain; a
// template may bind day and month by a no-break one. A style that does not
// exist counts as [DateLong].
func (l *Locale) Date(t time.Time, style DateStyle) string {
	year, month, day := t.Date()
	c := &l.calendar
	values := []string{
		"{day}", strconv.Itoa(day),
		"{year}", strconv.Itoa(year),
		"{month}", c.inDate[month-1],
		"{month alone}", c.alone[month-1],
		"{month on}", c.onDay[month-1],
	}
	if c.spoken != nil {
		values = append(values,
			"{day on}", c.spoken(day).locative,
			"{year ordinal}", c.spoken(year).ordinal)
	}
	return strings.NewReplacer(values...).Replace(c.pattern(style))
}

// Clock returns the time of day of t, in t's own location, on the 24-hour
// clock that all the languages share: 09:05.
func (l *Locale) Clock(t time.Time) string {
	return t.Format("15:04")
}

// DateTime returns day and time as bylines have them: 5 March 2026, 09:05.
func (l *Locale) DateTime(t time.Time) string {
	return l.Date(t, DateLong) + ", " + l.Clock(t)
}
