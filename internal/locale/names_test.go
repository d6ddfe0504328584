package locale_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestNamesOfMonthsAndDaysAreThoseOfCLDR(t *testing.T) {
	t.Parallel()
	kinds := []string{"weekday", "month-standalone", "month-in-date"}
	for _, c := range oracle[string](t, "calendar_names", kinds, nil) {
		l, when := lookup(t, c.Locale), moment(t, c.Input, c.Options.TimeZone)
		got := ""
		switch c.Kind {
		case "weekday":
			got = l.Weekday(when.Weekday(), width(t, c.Options.Weekday))
		case "month-standalone":
			got = l.Month(when.Month(), width(t, c.Options.Month))
		case "month-in-date":
			got = monthInDate(t, l, when, width(t, c.Options.Month))
		}
		if want := houseForm(c.Kind, c.Locale, c.Expected); got != want {
			t.Errorf("%s: %s %s of %s = %q, want %q", c.ID, c.Locale, c.Kind, c.Input, got, want)
		}
	}
}

// monthInDate finds the month in a date.
func monthInDate(t *testing.T, l *locale.Locale, when time.Time, w locale.Width) string {
	t.Helper()
	styles := map[locale.Width]locale.DateStyle{locale.Wide: locale.DateLong, locale.Short: locale.DateMedium}
	style, ok := styles[w]
	if !ok {
		t.Fatalf("no style has months of width %d", w)
	}
	words := strings.Fields(l.Date(when, style))
	return words[slices.IndexFunc(words, func(word string) bool { return strings.Trim(word, "0123456789") != "" })]
}
