package locale_test

import (
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestOrdinalsAgreeWithTheLastSpokenWord(t *testing.T) {
	t.Parallel()
	for _, c := range oracle[int](t, "ordinal_suffix", []string{"ordinal-suffix"}, nil) {
		if got := lookup(t, c.Locale).Ordinal(c.Input); got != c.Expected {
			t.Errorf("%s: %s %d = %q, want %q", c.ID, c.Locale, c.Input, got, c.Expected)
		}
	}
}

func TestOrdinalsOfLargeAndNegativeNumbers(t *testing.T) {
	t.Parallel()
	for tag, numbers := range map[locale.Tag]map[int]string{
		locale.English: {
			1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st",
			101: "101st", 111: "111th", 112: "112th", 0: "0th", -1: "-1st", -12: "-12th",
		},
		locale.Azerbaijani: {
			10000: "10000-ci", 200000: "200000-ci", 1000000: "1000000-cu", 30000000: "30000000-cu",
			1000000000: "1000000000-cı", 1000500: "1000500-cü", -6: "-6-cı",
		},
		locale.Kazakh: {
			10000: "10000-шы", 1000000: "1000000-шы", 1000100: "1000100-ші", -5: "-5-ші", 1000: "1000-шы",
		},
		locale.Russian: {5: "5-й", 21: "21-й"},
	} {
		l := lookup(t, tag)
		for n, want := range numbers {
			if got := l.Ordinal(n); got != want {
				t.Errorf("%s: %d = %q, want %q", tag, n, got, want)
			}
		}
	}
}
