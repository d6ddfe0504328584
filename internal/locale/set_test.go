package locale_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
)

// The settings of a site that changes none.
const (
	allLocales   = "en,az,kk,ru"
	allFallbacks = "kk:ru,en;az:en,ru;ru:en;en:ru"
)

// parseSet returns the set of two settings.
func parseSet(tb testing.TB, locales, fallbacks string) *locale.Set {
	tb.Helper()
	s, err := locale.ParseSet(locales, fallbacks)
	if err != nil {
		tb.Fatalf("ParseSet(%q, %q): %v", locales, fallbacks, err)
	}
	return s
}

// orders returns the reading order of every language of a set.
func orders(s *locale.Set) map[locale.Tag][]locale.Tag {
	all := map[locale.Tag][]locale.Tag{}
	for _, t := range s.Tags() {
		all[t] = s.Order(t)
	}
	return all
}

func TestASetKeepsTheSitesOrder(t *testing.T) {
	t.Parallel()
	s := parseSet(t, "kk, ru ,en", "")
	if diff := cmp.Diff([]locale.Tag{"kk", "ru", "en"}, s.Tags()); diff != "" {
		t.Errorf("Tags() (-want +got):\n%s", diff)
	}
	if got := s.Default().Tag; got != locale.Kazakh {
		t.Errorf("Default() is %q, want kk", got)
	}
	for i, l := range s.All() {
		if got := s.Tags()[i]; got != l.Tag {
			t.Errorf("All()[%d] is %q, Tags()[%d] is %q", i, l.Tag, i, got)
		}
		if want := lookup(t, l.Tag); l != want {
			t.Errorf("All()[%d] is not the registry's %q", i, l.Tag)
		}
	}
}

func TestLookupFindsEnabledLanguagesOnly(t *testing.T) {
	t.Parallel()
	s := parseSet(t, "kk,ru", "")
	for tag, want := range map[locale.Tag]bool{"kk": true, "ru": true, "en": false, "az": false, "kz": false, "": false} {
		l, ok := s.Lookup(tag)
		if ok != want || (l != nil) != want || (ok && l.Tag != tag) {
			t.Errorf("Lookup(%q) = %v, %v, want ok %v", tag, l, ok, want)
		}
	}
}

func TestTheReadingOrderIsTheLanguageItsFallbacksAndTheRest(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, locales, fallbacks string
		want                     map[locale.Tag][]locale.Tag
	}{
		{
			"the defaults", allLocales, allFallbacks,
			map[locale.Tag][]locale.Tag{
				"en": {"en", "ru", "az", "kk"}, "az": {"az", "en", "ru", "kk"},
				"kk": {"kk", "ru", "en", "az"}, "ru": {"ru", "en", "az", "kk"},
			},
		},
		{
			"the default fallbacks with fewer languages", "az,ru", allFallbacks,
			map[locale.Tag][]locale.Tag{"az": {"az", "ru"}, "ru": {"ru", "az"}},
		},
		{
			"one language", "kk", allFallbacks,
			map[locale.Tag][]locale.Tag{"kk": {"kk"}},
		},
		{
			"no fallbacks but those of the registry", "ru,kk,en", "",
			map[locale.Tag][]locale.Tag{"ru": {"ru", "en", "kk"}, "kk": {"kk", "ru", "en"}, "en": {"en", "ru", "kk"}},
		},
		{
			"blanks", " en , az,, ", " en : az ; ; az: ;",
			map[locale.Tag][]locale.Tag{"en": {"en", "az"}, "az": {"az", "en"}},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, orders(parseSet(t, tt.locales, tt.fallbacks))); diff != "" {
				t.Errorf("orders (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheOrderOfALanguageThatIsNotEnabledIsTheSites(t *testing.T) {
	t.Parallel()
	s := parseSet(t, "kk,ru", allFallbacks)
	if diff := cmp.Diff([]locale.Tag{"kk", "ru"}, s.Order(locale.English)); diff != "" {
		t.Errorf("Order(en) (-want +got):\n%s", diff)
	}
}

func TestASetIsOutOfItsCallersReach(t *testing.T) {
	t.Parallel()
	tags := []locale.Tag{"en", "ru"}
	chain := []locale.Tag{"ru"}
	s, err := locale.NewSet(tags, map[locale.Tag][]locale.Tag{"en": chain})
	if err != nil {
		t.Fatal(err)
	}
	tags[0], chain[0], s.Tags()[0], s.Order("en")[1], s.All()[0] = "kk", "kk", "kk", "kk", nil
	if diff := cmp.Diff([]locale.Tag{"en", "ru"}, s.Tags()); diff != "" {
		t.Errorf("Tags() (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]locale.Tag{"en", "ru"}, s.Order("en")); diff != "" {
		t.Errorf("Order(en) (-want +got):\n%s", diff)
	}
	if s.Default() == nil {
		t.Error("Default() is nil")
	}
}

func TestNewSetRefuses(t *testing.T) {
	t.Parallel()
	type chains = map[locale.Tag][]locale.Tag
	for _, tt := range []struct {
		name      string
		tags      []locale.Tag
		fallbacks chains
		message   string
	}{
		{"no language", nil, nil, "no language"},
		{"an unknown language", []locale.Tag{"en", "kz"}, nil, `"kz" is unknown`},
		{"a language twice", []locale.Tag{"en", "ru", "en"}, nil, `"en" is enabled twice`},
		{"fallbacks of a language that is not enabled", []locale.Tag{"en"}, chains{"ru": {"en"}}, `"ru" has fallbacks but`},
		{"a fallback to itself", []locale.Tag{"en", "ru"}, chains{"en": {"en"}}, `"en" is its own`},
		{"a fallback that is not enabled", []locale.Tag{"en"}, chains{"en": {"ru"}}, `"ru" of the language "en" is not enabled`},
		{"an unknown fallback", []locale.Tag{"en"}, chains{"en": {"xx"}}, `"xx" of the language "en" is not enabled`},
		{"a fallback twice", []locale.Tag{"en", "ru"}, chains{"en": {"ru", "ru"}}, `"en" has the fallback "ru" twice`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, err := locale.NewSet(tt.tags, tt.fallbacks)
			if s != nil || err == nil || !strings.Contains(err.Error(), tt.message) {
				t.Errorf("NewSet = %v, %v, want an error with %q", s, err, tt.message)
			}
		})
	}
}

func TestParseSetRefuses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, locales, fallbacks, message string }{
		{"nothing", "", allFallbacks, "no language"},
		{"blanks only", " , ", "", "no language"},
		{"an unknown language", "en,kz", "", `"kz" is unknown`},
		{"a language in capitals", "EN", "", `"EN" is unknown`},
		{"a language twice", "en,en", "", "twice"},
		{"fallbacks of an unknown language", "en", "kz:en", `"kz" is unknown`},
		{"an unknown fallback", "en", "en:xx", `"xx" is unknown`},
		{"an unknown fallback of a language that is not enabled", "en", "ru:xx", `"xx" is unknown`},
		{"no colon", "en,ru", "en=ru", "form"},
		{"no language before the colon", "en,ru", ":ru", `"" is unknown`},
		{"fallbacks twice", "en,ru", "en:ru;en:ru", "fallbacks twice"},
		{"a fallback to itself", "en,ru", "en:en", "its own"},
		{"a fallback twice", "en,ru", "en:ru,ru", "twice"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, err := locale.ParseSet(tt.locales, tt.fallbacks)
			if s != nil || err == nil || !strings.Contains(err.Error(), tt.message) {
				t.Errorf("ParseSet = %v, %v, want an error with %q", s, err, tt.message)
			}
		})
	}
}
