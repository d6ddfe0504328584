package locale_test

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
)

// departure is one of the places where the newsroom's form is not that of
// CLDR, whose forms are what ICU answers in testdata/oracles. A case of one of
// its kinds and languages is checked against the answer changed by house.
type departure struct {
	why     string
	locales []locale.Tag // none: all
	kinds   []string
	house   func(cldr string) string
}

// houseForm returns what the newsroom writes where CLDR writes cldr.
func houseForm(kind string, tag locale.Tag, cldr string) string {
	for _, d := range departures() {
		if slices.Contains(d.kinds, kind) && (d.locales == nil || slices.Contains(d.locales, tag)) {
			cldr = d.house(cldr)
		}
	}
	return cldr
}

// The kinds of dates that several departures share.
func datesWithMonth() []string {
	return append(dateTimes(), "long-date", "full-date", "medium-date", "abbr-day-month-year")
}

func dateTimes() []string {
	return []string{"long-date-time", "medium-date-time", "time-zone-name"}
}

// The kinds of numbers that several departures share.
func numbers() []string {
	return []string{
		"decimal", "percent", "fixed2", "min-integer",
		"currency-symbol", "currency-code", "currency-name", "unit-short", "unit-long",
	}
}

// departures is the one table of all departures from CLDR, in the order in
// which they apply.
func departures() []departure {
	return []departure{
		{
			why:   "the renderer makes spaces no-break ones, texts hold plain ones",
			kinds: append(datesWithMonth(), "month-year", "day-month"),
			house: replace("\u00a0", " "),
		},
		{
			why:     "the day goes first, as everywhere but in America",
			locales: []locale.Tag{locale.English},
			kinds:   append(datesWithMonth(), "day-month"),
			house:   rewrite(`([A-Z]\w+) (\d+)\b(?:, (\d{4}))?`, "$2 $1 $3"),
		},
		{
			why:     "the day goes first, and has two figures as in the other languages",
			locales: []locale.Tag{locale.English},
			kinds:   []string{"short-date", "numeric"},
			house: func(s string) string {
				s = regexp.MustCompile(`\b(\d)/`).ReplaceAllString(s, "0$1/")
				return regexp.MustCompile(`^(\d+)/(\d+)/`).ReplaceAllString(s, "$2/$1/")
			},
		},
		{
			why:   "archives go back beyond a century: years have four figures",
			kinds: []string{"short-date"},
			house: func(s string) string {
				day, err := time.Parse("02.01.06", strings.ReplaceAll(s, "/", "."))
				if err != nil {
					return s // It has four already.
				}
				return s[:6] + day.Format("2006")
			},
		},
		{
			why:     "bylines name the day first, without the sign of a year",
			locales: []locale.Tag{locale.Kazakh},
			kinds:   datesWithMonth(),
			house:   rewrite(`^(\d+) ж\. 0?(\d+) ([^\s,]+)`, "$2 $3 $1"),
		},
		{
			why:     "bylines have no sign of a year",
			locales: []locale.Tag{locale.Russian},
			kinds:   datesWithMonth(),
			house:   replace(" г.", ""),
		},
		{
			why:   "a comma joins day and time in every language",
			kinds: dateTimes(),
			house: rewrite(` at |/| в `, ", "),
		},
		{
			why:     "the clock has 24 hours in every language",
			locales: []locale.Tag{locale.English},
			kinds:   dateTimes(),
			house: func(s string) string {
				return regexp.MustCompile(`\d+:\d\d(:\d\d)?\s[AP]M`).ReplaceAllStringFunc(s, clockOf24)
			},
		},
		{
			why:   "times have no seconds, and name UTC",
			kinds: []string{"time-zone-name"},
			house: rewrite(`:\d\d GMT(\S+)`, " (UTC$1)"),
		},
		{
			why:     "1.234 reads as a decimal to an English editor: thousands stand apart",
			locales: []locale.Tag{locale.Azerbaijani},
			kinds:   numbers(),
			house:   replace(".", "\u00a0"),
		},
		{
			why:     "print does not part four figures",
			locales: []locale.Tag{locale.Azerbaijani, locale.Kazakh, locale.Russian},
			kinds:   numbers(),
			house:   rewrite(`^(-?\d)\x{a0}(\d{3})([^\d\x{a0}]|\x{a0}\D|$)`, "$1$2$3"),
		},
		{
			why:   "nothing is less than nothing",
			kinds: numbers(),
			house: rewrite(`^-(0(?:[.,]0+)?(?:[^\d.,]|$))`, "$1"),
		},
		{
			why:     "thousands are min, as millions are mln",
			locales: []locale.Tag{locale.Azerbaijani},
			kinds:   []string{"compact-short"},
			house:   replace("K", "\u00a0min"),
		},
		{
			why:     "thousands are мың from the first to the last: м. is a metre, too",
			locales: []locale.Tag{locale.Kazakh},
			kinds:   []string{"compact-short"},
			house:   replace("м.", "мың"),
		},
		{
			why:     "ərzində means within a time, not after it",
			locales: []locale.Tag{locale.Azerbaijani},
			kinds:   []string{"relative", "relative-big"},
			house:   replace(" ərzində", " sonra"),
		},
		{
			why:     "few know the word for the day before yesterday",
			locales: []locale.Tag{locale.Kazakh},
			kinds:   []string{"relative", "relative-big"},
			house:   rewrite(`^алдыңғы күні$|^алдыңгүні$`, "2 күн бұрын"),
		},
	}
}

// clockOf24 turns a time such as 1:05 PM into 13:05.
func clockOf24(s string) string {
	s = strings.ReplaceAll(s, "\u202f", " ")
	for from, to := range map[string]string{"3:04 PM": "15:04", "3:04:05 PM": "15:04:05"} {
		if t, err := time.Parse(from, s); err == nil {
			return t.Format(to)
		}
	}
	return s
}

func replace(old, by string) func(string) string {
	return func(s string) string { return strings.ReplaceAll(s, old, by) }
}

// rewrite replaces a pattern, and trims the space that an absent group leaves.
func rewrite(pattern, by string) func(string) string {
	return func(s string) string {
		return strings.TrimSpace(regexp.MustCompile(pattern).ReplaceAllString(s, by))
	}
}
