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
	// DateFull adds the day of the week: Thursday, 5 March 2026;
	// 5 mart 2026, cümə axşamı; 5 наурыз 2026, бейсенбі; четверг, 5 марта 2026.
	DateFull
	// DateMedium has the month's short name, for tables: 5 Mar 2026,
	// 5 mar 2026, 5 нау. 2026, 5 мар. 2026.
	DateMedium
	// DateShort is all figures: 05/03/2026, else 05.03.2026.
	DateShort
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

	dateStyles // how many there are
)

// Date returns the day of t in the given style. It is the day in t's own
// location: convert t to the newsroom's zone first. Spaces are plain; the
// renderer binds day and month by a no-break one. A style that does not exist
// counts as [DateLong].
func (l *Locale) Date(t time.Time, style DateStyle) string {
	var room [64]byte
	return string(l.appendDate(room[:0], t, style))
}

// DateTime returns day and time as bylines have them: 5 March 2026, 09:05.
func (l *Locale) DateTime(t time.Time) string {
	var room [64]byte
	date := append(l.appendDate(room[:0], t, DateLong), ", "...)
	return string(t.AppendFormat(date, clockLayout))
}

// DateTimeZone is [Locale.DateTime] with [Zone], for readers in several zones:
// 5 March 2026, 09:05 (UTC+5).
func (l *Locale) DateTimeZone(t time.Time) string {
	return l.DateTime(t) + " (" + Zone(t) + ")"
}

// clockLayout is the 24-hour clock, as package time has it.
const clockLayout = "15:04"

// Clock returns the time of day of t, in t's own location, on the 24-hour
// clock that all the languages share: 09:05.
func (l *Locale) Clock(t time.Time) string {
	return t.Format(clockLayout)
}

// Month returns a month's name as it stands alone, in a list or a heading:
// март, not марта; Наурыз, with a capital.
func (l *Locale) Month(m time.Month, w Width) string {
	return l.cldr.alone[w][m-1]
}

// Weekday returns the name of a day of the week.
func (l *Locale) Weekday(d time.Weekday, w Width) string {
	return l.cldr.weekdays[w][d]
}

// appendDate adds the day of t to b.
func (l *Locale) appendDate(b []byte, t time.Time, style DateStyle) []byte {
	if style < 0 || style >= dateStyles {
		style = DateLong
	}
	for pattern := l.calendar.patterns[style]; pattern != ""; {
		text, rest, _ := strings.Cut(pattern, "{")
		field, after, _ := strings.Cut(rest, "}")
		b = append(b, text...)
		b = l.appendField(b, field, t)
		pattern = after
	}
	return b
}

// appendField adds what a placeholder of a pattern stands for.
func (l *Locale) appendField(b []byte, field string, t time.Time) []byte {
	year, month, day := t.Date()
	switch field {
	case "day":
		return strconv.AppendInt(b, int64(day), 10)
	case "dd":
		return appendTwo(b, day)
	case "mm":
		return appendTwo(b, int(month))
	case "year":
		return strconv.AppendInt(b, int64(year), 10)
	case "month":
		return append(b, l.cldr.inDate[Wide][month-1]...)
	case "month alone":
		return append(b, l.cldr.alone[Wide][month-1]...)
	case "month short":
		return append(b, l.cldr.inDate[Short][month-1]...)
	case "month on":
		return append(b, l.calendar.onDay[month-1]...)
	case "weekday":
		return append(b, l.cldr.weekdays[Wide][t.Weekday()]...)
	case "day on":
		return append(b, l.spoken(day).locative...)
	case "year ordinal":
		return append(b, l.spoken(year).ordinal...)
	default: // the text after the last placeholder
		return b
	}
}

// appendTwo adds n, from 0 to 99, in two figures.
func appendTwo(b []byte, n int) []byte {
	return append(b, byte('0'+n/10), byte('0'+n%10)) //nolint:gosec // A day or a month is small.
}
