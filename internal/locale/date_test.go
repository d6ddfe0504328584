package locale_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
)

// inStyle returns the function that writes a day in a style.
func inStyle(style locale.DateStyle) func(*locale.Locale, time.Time) string {
	return func(l *locale.Locale, day time.Time) string { return l.Date(day, style) }
}

func TestDatesHaveTheNewsroomsForm(t *testing.T) {
	t.Parallel()
	functions := map[string]func(*locale.Locale, time.Time) string{
		"byline-date":     inStyle(locale.DateLong),
		"byline-datetime": (*locale.Locale).DateTime,
		"text-date":       inStyle(locale.DateText),
		"on-date":         inStyle(locale.DateOn),
	}
	cases := oracle[string](t, "newsroom_dates",
		[]string{"byline-date", "byline-datetime", "text-date", "on-date"}, nil)
	for _, c := range cases {
		if got := functions[c.Kind](lookup(t, c.Locale), moment(t, c.Input, c.Options.TimeZone)); got != c.Expected {
			t.Errorf("%s: %s %s of %s = %q, want %q", c.ID, c.Locale, c.Kind, c.Input, got, c.Expected)
		}
	}
}

func TestDatesAreThoseOfCLDROrDepartFromThem(t *testing.T) {
	t.Parallel()
	functions := map[string]func(*locale.Locale, time.Time) string{
		"long-date":           inStyle(locale.DateLong),
		"full-date":           inStyle(locale.DateFull),
		"medium-date":         inStyle(locale.DateMedium),
		"abbr-day-month-year": inStyle(locale.DateMedium),
		"short-date":          inStyle(locale.DateShort),
		"numeric":             inStyle(locale.DateShort),
		"month-year":          inStyle(locale.DateMonthYear),
		"day-month":           inStyle(locale.DateDayMonth),
		"long-date-time":      (*locale.Locale).DateTime,
		"time-zone-name":      (*locale.Locale).DateTimeZone,
		"medium-date-time": func(l *locale.Locale, t time.Time) string {
			return l.Date(t, locale.DateMedium) + ", " + l.Clock(t)
		},
	}
	cases := oracle[string](t, "dates", slices.Sorted(maps.Keys(functions)), nil)
	for _, c := range cases {
		want := houseForm(c.Kind, c.Locale, c.Expected)
		if got := functions[c.Kind](lookup(t, c.Locale), moment(t, c.Input, c.Options.TimeZone)); got != want {
			t.Errorf("%s: %s %s of %s = %q, want %q (CLDR: %q)", c.ID, c.Locale, c.Kind, c.Input, got, want, c.Expected)
		}
	}
}

func BenchmarkDate(b *testing.B) {
	when := time.Date(2026, time.March, 5, 12, 5, 0, 0, time.UTC)
	for _, l := range locale.All() {
		b.Run(string(l.Tag), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.DateTime(when)
			}
		})
	}
}

func TestMonthsOfDateOn(t *testing.T) {
	t.Parallel()
	// The days agree with the case of the month, not with each other.
	want := map[locale.Tag][]string{
		"en": {
			"on January 1", "on February 2", "on March 3", "on April 4", "on May 5", "on June 6",
			"on July 7", "on August 8", "on September 9", "on October 10", "on November 11", "on December 12",
		},
		"az": {
			"yanvarın 1-də", "fevralın 2-də", "martın 3-də", "aprelin 4-də", "mayın 5-də", "iyunun 6-da",
			"iyulun 7-də", "avqustun 8-də", "sentyabrın 9-da", "oktyabrın 10-da", "noyabrın 11-də", "dekabrın 12-də",
		},
		"kk": {
			"1 қаңтарда", "2 ақпанда", "3 наурызда", "4 сәуірде", "5 мамырда", "6 маусымда",
			"7 шілдеде", "8 тамызда", "9 қыркүйекте", "10 қазанда", "11 қарашада", "12 желтоқсанда",
		},
		"ru": {
			"1 января", "2 февраля", "3 марта", "4 апреля", "5 мая", "6 июня",
			"7 июля", "8 августа", "9 сентября", "10 октября", "11 ноября", "12 декабря",
		},
	}
	for _, l := range locale.All() {
		var got []string
		for month := 1; month <= 12; month++ {
			day := time.Date(2026, time.Month(month), month, 0, 0, 0, 0, time.UTC)
			got = append(got, l.Date(day, locale.DateOn))
		}
		if diff := cmp.Diff(want[l.Tag], got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", l.Tag, diff)
		}
	}
}

func TestAzerbaijaniDaysTakeTheirLocative(t *testing.T) {
	t.Parallel()
	l := lookup(t, locale.Azerbaijani)
	withDa := map[int]bool{6: true, 9: true, 10: true, 16: true, 19: true, 26: true, 29: true, 30: true}
	for day := 1; day <= 31; day++ {
		suffix := "də"
		if withDa[day] {
			suffix = "da"
		}
		want := fmt.Sprintf("yanvarın %d-%s", day, suffix)
		if got := l.Date(time.Date(2026, time.January, day, 0, 0, 0, 0, time.UTC), locale.DateOn); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestAzerbaijaniYearsTakeTheirOrdinal(t *testing.T) {
	t.Parallel()
	for _, c := range oracle[int](t, "ordinal_suffix", []string{"ordinal-suffix"}, nil) {
		if c.Locale != locale.Azerbaijani {
			continue // Only Azerbaijani writes years as ordinals.
		}
		day := time.Date(c.Input, time.March, 5, 0, 0, 0, 0, time.UTC)
		want := "5 mart " + c.Expected + " il"
		if got := lookup(t, c.Locale).Date(day, locale.DateText); got != want {
			t.Errorf("%s: got %q, want %q", c.ID, got, want)
		}
	}
}

func TestADateIsThatOfTheTimesOwnZone(t *testing.T) {
	t.Parallel()
	const value = "2026-12-31T19:30:00Z"
	l := lookup(t, locale.English)
	for zone, want := range map[string]string{
		"UTC":         "31 December 2026, 19:30",
		"Asia/Baku":   "31 December 2026, 23:30",
		"Asia/Almaty": "1 January 2027, 00:30",
	} {
		if got := l.DateTime(moment(t, value, zone)); got != want {
			t.Errorf("%s: got %q, want %q", zone, got, want)
		}
	}
}

func TestTheClockHas24HoursAndTwoDigits(t *testing.T) {
	t.Parallel()
	for _, l := range locale.All() {
		for hour, want := range map[int]string{0: "00:05", 9: "09:05", 12: "12:05", 23: "23:05"} {
			if got := l.Clock(time.Date(2026, time.March, 5, hour, 5, 59, 0, time.UTC)); got != want {
				t.Errorf("%s: Clock = %q, want %q", l.Tag, got, want)
			}
		}
	}
}

func TestAnUnknownStyleIsTheLongOne(t *testing.T) {
	t.Parallel()
	day := time.Date(2026, time.March, 5, 0, 0, 0, 0, time.UTC)
	if got, want := lookup(t, locale.Russian).Date(day, -1), "5 марта 2026"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestNoPlaceholderIsLeftInAnyStyle(t *testing.T) {
	t.Parallel()
	styles := []locale.DateStyle{
		locale.DateLong, locale.DateFull, locale.DateMedium, locale.DateShort,
		locale.DateDayMonth, locale.DateMonthYear, locale.DateText, locale.DateOn,
	}
	for _, l := range locale.All() {
		for _, style := range styles {
			for month := time.January; month <= time.December; month++ {
				got := l.Date(time.Date(2026, month, 5, 0, 0, 0, 0, time.UTC), style)
				if got != strings.TrimSpace(got) || got == "" || strings.ContainsAny(got, "{}") || strings.Contains(got, "  ") {
					t.Errorf("%s, style %d: %q", l.Tag, style, got)
				}
			}
		}
	}
}
