package locale_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestNegotiate(t *testing.T) {
	t.Parallel()
	const all = allLocales
	for _, tt := range []struct {
		name, locales, cookie, header string
		want                          locale.Tag
	}{
		{"nothing asked gives the default", all, "", "", "en"},
		{"the default is the site's first", "ru,kk", "", "", "ru"},

		{"a cookie goes before the header", all, "az", "ru", "az"},
		{"a cookie of a language that is not enabled counts for nothing", "en,ru", "az", "ru", "ru"},
		{"a senseless cookie counts for nothing", all, "../az", "ru", "ru"},

		{"a language", all, "", "kk", "kk"},
		{"a language with a region", all, "", "kk-KZ,ru;q=0.9", "kk"},
		{"capitals and underscores", all, "", "RU_ru", "ru"},
		{"the first of equals", all, "", "ru,kk", "ru"},
		{"the best quality wherever it stands", all, "", "en;q=0.5,az;q=0.8,ru;q=0.7", "az"},
		{"spaces", all, "", " en ; q=0.1 , kk ; Q=0.9 ", "kk"},
		{"the first enabled one", "en,ru", "", "fr,ru;q=0.8,en;q=0.7", "ru"},

		{"kz is Kazakh", all, "", "kz", "kk"},
		{"kz-KZ is Kazakh", all, "", "kz-KZ,ru;q=0.5", "kk"},
		{"kz_KZ is Kazakh", all, "", "kz_KZ", "kk"},
		{"Kazakh in Latin letters is Kazakh", all, "", "kk-Latn", "kk"},
		{"Kazakh of China is Kazakh", all, "", "kk-CN", "kk"},
		{"Azerbaijani in Cyrillic is Azerbaijani", all, "", "az-Cyrl", "az"},
		{"Azerbaijani in Cyrillic is not Kazakh", "en,kk", "", "az-Cyrl", "en"},
		{"Azerbaijani of Iran is Azerbaijani", all, "", "az-IR", "az"},

		{"Ukrainian is not Kazakh", all, "", "uk", "en"},
		{"Ukrainian, then Russian", all, "", "uk,ru;q=0.5", "ru"},
		{"Turkish is not Azerbaijani", all, "", "tr", "en"},
		{"Serbian is not Kazakh", "az,kk", "", "sr", "az"},
		{"readers of Azerbaijani understand Russian", "en,ru", "", "az", "ru"},
		{"readers of Tatar understand Russian", all, "", "tt", "ru"},
		{"a language by name goes before a relative", "en,ru", "", "az,en;q=0.1", "en"},

		{"a quality of zero excludes", all, "", "ru;q=0,kk;q=0.1", "kk"},
		{"a quality of zero excludes relatives' help", "en,ru", "", "ru;q=0,az", "en"},
		{"a quality of zero excludes the region's language", all, "", "ru-KZ,ru;q=0,az;q=0.1", "az"},
		{"a region of quality zero excludes nothing more", all, "", "en-GB;q=0,en;q=0.2", "en"},
		{"nothing but an exclusion gives the default", all, "", "en;q=0", "en"},

		{"anything is the default", "ru,en", "", "*", "ru"},
		{"anything goes after a name", all, "", "*,kk;q=0.5", "kk"},
		{"anything but the default", all, "", "en;q=0,*", "az"},
		{"anything but all", "en,ru", "", "en;q=0,ru;q=0,*", "en"},

		{"garbage", all, "", ";;;,,,=q;q=;ю,\x00", "en"},
		{"garbage before sense", all, "", "ё;;q,-,--,x-foo,english,c,kk", "kk"},
		{"a quality that is no number", all, "", "ru;q=high,kk;q=0.1", "kk"},
		{"a quality that is not a number", all, "", "ru;q=NaN,kk;q=0.1", "kk"},
		{"a quality above one", all, "", "ru;q=2,kk;q=0.1", "kk"},
		{"a quality below zero", all, "", "ru;q=-1,kk;q=0.1", "kk"},
		{"other parameters", all, "", "ru;level=1;q=0.1,kk;q=0.2", "kk"},
		{"a region without a language", all, "", "und-KZ", "en"},
		{"half a tag", all, "", "kk-,ru;q=0.5", "kk"},

		{"within 256 bytes", all, "", strings.Repeat("fr,", 80) + "kk,ru", "kk"},
		{"after 256 bytes", all, "", strings.Repeat("fr,", 90) + "kk", "en"},
		{"cut within a quality", all, "", strings.Repeat("fr,", 83) + "ru;q=0.9,fr", "en"},
		{"one long item", all, "", strings.Repeat("kk-", 10_000), "en"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := parseSet(t, tt.locales, allFallbacks)
			if got := s.Negotiate(tt.cookie, tt.header).Tag; got != tt.want {
				t.Errorf("Negotiate(%q, %q) = %q, want %q", tt.cookie, tt.header, got, tt.want)
			}
		})
	}
}

func FuzzNegotiate(f *testing.F) {
	for _, seed := range [][2]string{
		{"", ""},
		{"kk", "ru"},
		{"", "kk-KZ,ru;q=0.9,en;q=0.8,*;q=0.1"},
		{"", "kz-KZ"},
		{"", "az-Cyrl;q=0,uk"},
		{"", "en-u-rg-kzzzzz,kk-t-ru,x-private,i-klingon,zh-cmn-Hans-CN"},
		{"", ";;;,,,=q;q=;\x00"},
		{"", strings.Repeat("a-", 300)},
	} {
		f.Add(seed[0], seed[1])
	}
	sets := []*locale.Set{
		parseSet(f, allLocales, allFallbacks),
		parseSet(f, "ru,kk", allFallbacks),
		parseSet(f, "az", ""),
	}
	f.Fuzz(func(t *testing.T, cookie, header string) {
		for _, s := range sets {
			got := s.Negotiate(cookie, header)
			if !slices.Contains(s.All(), got) {
				t.Errorf("Negotiate(%q, %q) = %v, which is not enabled", cookie, header, got)
			}
			if l, ok := s.Lookup(locale.Tag(cookie)); ok && got != l {
				t.Errorf("Negotiate(%q, %q) = %q against the cookie", cookie, header, got.Tag)
			}
		}
	})
}
