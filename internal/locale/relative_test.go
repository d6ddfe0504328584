package locale_test

import (
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
)

// distance is the input of a case of relative time.
type distance struct {
	Value int    `json:"value"`
	Unit  string `json:"unit"`
}

func TestRelativeTimesAreThoseOfCLDROrDepartFromThem(t *testing.T) {
	t.Parallel()
	units := map[string]locale.TimeUnit{
		"second": locale.Second, "minute": locale.Minute, "hour": locale.Hour, "day": locale.Day,
		"week": locale.Week, "month": locale.Month, "quarter": locale.Quarter, "year": locale.Year,
	}
	for _, c := range oracle[distance](t, "relative_time", []string{"relative", "relative-big"}, nil) {
		unit, ok := units[c.Input.Unit]
		if !ok {
			t.Fatalf("%s: no unit %q", c.ID, c.Input.Unit)
		}
		ago := (*locale.Locale).Ago
		if c.Options.Numeric == "auto" {
			ago = (*locale.Locale).AgoNamed
		}
		want := houseForm(c.Kind, c.Locale, c.Expected)
		if got := ago(lookup(t, c.Locale), c.Input.Value, unit, width(t, c.Options.Style)); got != want {
			t.Errorf("%s: %s %v = %q, want %q (CLDR: %q)", c.ID, c.Locale, c.Input, got, want, c.Expected)
		}
	}
}

func TestRelativeTimeIsSaidInTheUnitThatReadersCountIn(t *testing.T) {
	t.Parallel()
	now := moment(t, "2026-03-05T07:05:00Z", "Asia/Almaty") // 12:05 on a Thursday
	for _, c := range []struct {
		when           string // in Almaty
		en, az, kk, ru string
	}{
		{"2026-03-05T12:04:30+05:00", "now", "indi", "қазір", "сейчас"},
		{"2026-03-05T12:00:00+05:00", "5 minutes ago", "5 dəqiqə öncə", "5 минут бұрын", "5 минут назад"},
		{"2026-03-05T11:06:00+05:00", "59 minutes ago", "59 dəqiqə öncə", "59 минут бұрын", "59 минут назад"},
		{"2026-03-05T00:30:00+05:00", "11 hours ago", "11 saat öncə", "11 сағат бұрын", "11 часов назад"},
		{"2026-03-04T23:59:00+05:00", "yesterday", "dünən", "кеше", "вчера"},
		{"2026-03-03T23:59:00+05:00", "2 days ago", "2 gün öncə", "2 күн бұрын", "позавчера"},
		{"2026-02-27T00:00:00+05:00", "6 days ago", "6 gün öncə", "6 күн бұрын", "6 дней назад"},
		{"2026-02-26T23:59:00+05:00", "26 February 2026", "26 fevral 2026", "26 ақпан 2026", "26 февраля 2026"},
		{"2026-03-05T14:05:00+05:00", "in 2 hours", "2 saat sonra", "2 сағаттан кейін", "через 2 часа"},
		{"2026-03-06T00:00:00+05:00", "tomorrow", "sabah", "ертең", "завтра"},
		{"2026-03-08T12:00:00+05:00", "in 3 days", "3 gün sonra", "3 күннен кейін", "через 3 дня"},
		{"2026-03-12T00:00:00+05:00", "12 March 2026", "12 mart 2026", "12 наурыз 2026", "12 марта 2026"},
	} {
		when := moment(t, c.when, "Asia/Almaty")
		for tag, want := range map[locale.Tag]string{"en": c.en, "az": c.az, "kk": c.kk, "ru": c.ru} {
			if got := lookup(t, tag).Relative(when, now); got != want {
				t.Errorf("%s: %s = %q, want %q", tag, c.when, got, want)
			}
		}
	}
}

func TestRelativeTimeNearMidnightIsSaidInMinutesAndHours(t *testing.T) {
	t.Parallel()
	now := moment(t, "2026-03-05T19:05:00Z", "Asia/Almaty") // five past midnight
	l := lookup(t, locale.English)
	for want, before := range map[string]time.Duration{
		"15 minutes ago": 15 * time.Minute,
		"5 hours ago":    5*time.Hour + 30*time.Minute,
		"yesterday":      6 * time.Hour,
	} {
		if got := l.Relative(now.Add(-before), now); got != want {
			t.Errorf("%v ago = %q, want %q", before, got, want)
		}
	}
}

func TestRelativeDaysAreThoseOfTheZoneEvenWhenClocksChange(t *testing.T) {
	t.Parallel()
	// Almaty put its clocks back by an hour at midnight of 1 March 2024.
	now := moment(t, "2024-03-02T04:00:00Z", "Asia/Almaty")
	l := lookup(t, locale.English)
	if got, want := l.Relative(moment(t, "2024-02-29T12:00:00Z", "Asia/Almaty"), now), "2 days ago"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func BenchmarkRelative(b *testing.B) {
	l, _ := locale.Lookup(locale.Russian)
	now := time.Date(2026, time.March, 5, 12, 5, 0, 0, time.UTC)
	b.ReportAllocs()
	for b.Loop() {
		l.Relative(now.Add(-5*time.Minute), now)
	}
}
