package locale_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

// foreignNumbers returns the numbers that are written as elsewhere, and as they are
// here, for a text that has no original.
func foreignNumbers(l *locale.Locale, text string) []string {
	var list []string
	for _, n := range l.ForeignNumbers(text, nil, "") {
		list = append(list, n.Word+" → "+n.Own)
	}
	return list
}

func TestNumbersWithTheMarksOfAnotherLanguage(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		tags       string
		text, want string
	}{
		{"az kk ru", "x 1,234.5 y", "1,234.5 → 1234,5"},
		{"az kk ru", "(12,345.67)", "12,345.67 → 12 345,67"},
		{"az kk ru", "1,234,567", "1,234,567 → 1 234 567"},
		{"az kk ru", "$1,234,567.8", "1,234,567.8 → 1 234 567,8"},
		{"az kk ru", "3.5%", "3.5 → 3,5"},
		{"az kk ru", "−3.25 %", "3.25 → 3,25"},
		{"az kk ru", "$0.5", "0.5 → 0,5"},
		{"az kk ru", "12\u00a0345.6 km", "12\u00a0345.6 → 12 345,6"},
		{"az kk ru", "2.5–3.5 %", "3.5 → 3,5"}, // the other may be a date
		{"kk ru", "1.234,5", "1.234,5 → 1234,5"},
		{"kk ru", "12.345.678", "12.345.678 → 12 345 678"},
		{"ru", "3.5 млн тонн", "3.5 → 3,5"},
		{"ru", "9.30 млн тонн", "9.30 → 9,30"},
		{"ru", "на 12.5 км", "12.5 → 12,5"},
		{"az", "1,234.5-dən", "1,234.5 → 1234,5"},
		{"az", "7.4 milyon ton", "7.4 → 7,4"},
		{"kk", "7.4 млн теңге", "7.4 → 7,4"},
		{"en", "1 234,5 tonnes", "1 234,5 → 1,234.5"},
		{"en", "1 234 567", "1 234 567 → 1,234,567"},
		{"en", "727 250 123 dollars", "727 250 123 → 727,250,123"},
		{"en", "1.234.567,8", "1.234.567,8 → 1,234,567.8"},
		{"en", "3,5 per cent", "3,5 → 3.5"},
		{"en", "3,5 million", "3,5 → 3.5"},
		{"en", "€7,25", "7,25 → 7.25"},
	} {
		for tag := range strings.FieldsSeq(test.tags) {
			if got := foreignNumbers(lookup(t, locale.Tag(tag)), test.text); strings.Join(got, "; ") != test.want {
				t.Errorf("%s: %q has %q, want %q", tag, test.text, got, test.want)
			}
		}
	}
}

// What looks like a number with foreign marks and may be something else.
func TestWhatMayBeNoForeignNumberIsLeft(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"2026", "1999–2024", "12345", "05.03.2026", "5.12", "05.12", "2026-03-05", "3/5/2026", "31.12.26", "01,02",
		"9.30", "09.30", "12:45", "12:45:10,5", "18.00–19.30", "3.5", "2.0", "1.26.8", "v3.5", "Go 1.26", "3.2.1.0", "3.5.1",
		"+994 12 345 67 89", "+7 727 250 12 34", "070 123 456", "+1,234,567", "8 800 555 123", "727 250 123",
		"192.168.100.200", "10.100.200.250", "http://a.example/1,234,567", "/1,234.5/", "a1,234,567", "1,234,567b", "#1,234,567",
		"№ 1,234,567", "§ 3.5 %", "978-5-123456-78-9", "AZ21 NABZ 0000 0000 1370", "№1 234,5", "1,234-567", "x=1,234.5",
		"1,23,456", "1,2345.6", "0,123,456", "1, 234, 567", "1,234;567", "51.1694, 71.4491", "40,4093° 49.8671", "5'10", "1’234",
		"1,234.567.8", "1 23 456", "12 3456", "1,234 5", "1.2.3 %", "3.500 %", "3,500 %", "9.30 доллар подорожал", "12.45 manat ucuzlaşıb",
		"on May 5 123,5", "ISO 9 001,5", "5 марта 12 345", "2.30 km", "13,45", "1,234", "1.234", "12.345", "1 234", "12 345",
	} {
		for _, l := range locale.All() {
			if got := foreignNumbers(l, text); len(got) > 0 && !ownElsewhere(l.Tag, text) {
				t.Errorf("%s: %q has %q", l.Tag, text, got)
			}
		}
	}
}

// ownElsewhere are those that are no trap in a language: the sign says what they are.
func ownElsewhere(tag locale.Tag, text string) bool {
	return tag == locale.English && text == "40,4093° 49.8671"
}

func TestAThousandIsSureWhereTheOriginalHasIt(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		from, to       locale.Tag
		text, original string
		want           string
	}{
		{"en", "ru", "около 1,234 тонн", "about 1,234 tonnes", "1234"},
		{"en", "az", "12,345 nəfər", "12,345 people", "12 345"},
		{"ru", "en", "12 345 people", "12\u00a0345 человек", "12,345"},
		{"az", "en", "12.345 people", "12.345 nəfər", "12,345"},
		{"en", "ru", "около 1,234 тонн", "about 11,234 tonnes", ""},
		{"en", "ru", "около 1,234 тонн", "about 1234 tonnes", ""},
		{"kk", "ru", "1,234 балла", "1,234 балл", ""},
		{"ru", "kk", "12 345", "12 345", ""},
	} {
		var got []string
		for _, n := range lookup(t, test.to).ForeignNumbers(test.text, lookup(t, test.from), test.original) {
			got = append(got, n.Own)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s beside %s: got %q, want %q", test.text, test.original, got, test.want)
		}
	}
}

func FuzzForeignNumbers(f *testing.F) {
	for _, text := range []string{"1,234.5", "1 234,5 %", "1.234.567,8", "3.5 млн", "12,345,678 x 3,5%", "5.12 1,234"} {
		f.Add(text, text)
	}
	f.Fuzz(func(t *testing.T, text, original string) {
		all := locale.All()
		for _, l := range all {
			for _, other := range append(slices.Clone(all), nil) {
				list := l.ForeignNumbers(text, other, original)
				mended := text
				for _, n := range slices.Backward(list) {
					if figuresOf(n.Word) != figuresOf(n.Own) || text[n.Start:n.End] != n.Word {
						t.Fatalf("%s: %q becomes %q", l.Tag, n.Word, n.Own)
					}
					mended = mended[:n.Start] + n.Own + mended[n.End:]
				}
				if again := l.ForeignNumbers(mended, other, original); len(again) > 0 {
					t.Fatalf("%s: %q is mended to %q, which has %v", l.Tag, text, mended, again)
				}
			}
		}
	})
}

func figuresOf(s string) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return r
		}
		return -1
	}, s)
}
