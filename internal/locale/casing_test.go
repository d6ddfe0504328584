package locale_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestCasingFollowsTheLanguage(t *testing.T) {
	t.Parallel()
	lower, upper := (*locale.Locale).Lower, (*locale.Locale).Upper
	functions := map[string]func(*locale.Locale, string) string{
		"lower": lower, "lower-of-az-text": lower,
		"upper": upper, "upper-of-az-text": upper,
		"title": (*locale.Locale).Title,
	}
	cases := oracle[string](t, "casing", slices.Sorted(maps.Keys(functions)), nil)
	for _, c := range cases {
		// The oracle is the bare Unicode mapping; the repair is our addition.
		want := strings.ReplaceAll(c.Expected, "i\u0307", "i")
		if got := functions[c.Kind](lookup(t, c.Locale), c.Input); got != want {
			t.Errorf("%s: %s %s of %q = %+q, want %+q", c.ID, c.Locale, c.Kind, c.Input, got, want)
		}
	}
}

func TestADottedIIsAPlainI(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		tag                 locale.Tag
		input, lower, upper string
	}{
		{"en", "i\u0307stanbul", "istanbul", "ISTANBUL"},
		{"az", "i\u0307stanbul", "istanbul", "İSTANBUL"},
		{"en", "I\u0307", "i", "I\u0307"},
		{"az", "I\u0307", "i", "I\u0307"},
		{"ru", "İ", "i", "İ"},
		{"kk", "İ", "i", "İ"},
	} {
		l := lookup(t, tt.tag)
		if got := l.Lower(tt.input); got != tt.lower {
			t.Errorf("%s: Lower(%+q) = %+q, want %+q", tt.tag, tt.input, got, tt.lower)
		}
		if got := l.Upper(tt.input); got != tt.upper {
			t.Errorf("%s: Upper(%+q) = %+q, want %+q", tt.tag, tt.input, got, tt.upper)
		}
	}
}

func TestLowerAgainChangesNothing(t *testing.T) {
	t.Parallel()
	const text = "IıİiI\u0307i\u0307 ƏĞŞ ӘҒҚҢӨҰҮҺІ ЁЪ"
	for _, l := range locale.All() {
		once := l.Lower(text)
		if twice := l.Lower(once); twice != once {
			t.Errorf("%s: Lower gave %+q, then %+q", l.Tag, once, twice)
		}
	}
}

func TestComposedTextsHaveOneSpelling(t *testing.T) {
	t.Parallel()
	for input, want := range map[string]string{
		"":                      "",
		"i\u0307":               "i",
		"i\u0307\u0307yul":      "iyul",
		"s\u0327ki i\u0307zmir": "şki izmir",
		"\u0307i":               "\u0307i",
		"İI\u0307ı":             "İİı",
		"и\u0306":               "й",
	} {
		got := locale.Compose(input)
		if got != want {
			t.Errorf("Compose(%+q) = %+q, want %+q", input, got, want)
		}
		if again := locale.Compose(got); again != got {
			t.Errorf("Compose(%+q) = %+q, then %+q", input, got, again)
		}
	}
}
