package locale_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/qalam-cms/qalam/internal/locale"
)

// maxSlug is the length of the longest slug.
const maxSlug = 80

// alphabet returns the lower-case letters of a language that leave a trace:
// all but the hard and the soft sign, which have no sound of their own.
func alphabet(tag locale.Tag) []rune {
	const russian = "абвгдеёжзийклмнопрстуфхцчшщыэюя"
	return map[locale.Tag][]rune{
		locale.English:     []rune("abcdefghijklmnopqrstuvwxyz"),
		locale.Azerbaijani: []rune("abcçdeəfgğhxıijkqlmnoöprsştuüvyz"),
		locale.Kazakh:      []rune(russian + "әғқңөұүһі"),
		locale.Russian:     []rune(russian),
	}[tag]
}

var wordsAndHyphens = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// isSlug tells whether s keeps the rules that every slug keeps.
func isSlug(s string) bool {
	return len(s) <= maxSlug && wordsAndHyphens.MatchString(s)
}

func TestSlugsSpellTheirTitles(t *testing.T) {
	t.Parallel()
	for _, c := range oracle[string](t, "slug", []string{"slug"}, nil) {
		if c.Options.Max != maxSlug {
			t.Fatalf("%s: at most %d characters, want %d", c.ID, c.Options.Max, maxSlug)
		}
		if got := lookup(t, c.Locale).Slug(c.Input); got != c.Expected {
			t.Errorf("%s: %s slug of %q = %q, want %q", c.ID, c.Locale, c.Input, got, c.Expected)
		}
	}
}

func TestSlugSpellsForeignLetters(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name       string
		tag        locale.Tag
		title, dst string
	}{
		{"Cyrillic in an English title", "en", "The film Қазақша щит", "the-film-qazaqsha-shchit"},
		{"Cyrillic in an Azerbaijani title", "az", "«Ёлка» ансамбли", "elka-ansambli"},
		{"Azerbaijani in a Kazakh title", "kk", "Şuşa қаласы", "susa-qalasy"},
		{"Kazakh in a Russian title", "ru", "Газета «Түркістан»", "gazeta-turkistan"},
		{"Ukrainian", "ru", "Київ, Запоріжжя, ґанок", "kiiv-zaporizhzhya-ganok"},
		{"Belarusian", "ru", "Воўк", "vouk"},
		{"Azerbaijani in Cyrillic", "az", "Ҹәбрајыл", "cabrayyl"},
		{"European names", "en", "Øystein Łukasz Groß Æsir Þór", "oystein-lukasz-gross-aesir-thor"},
		{"accents", "en", "Café naïve", "cafe-naive"},
		{"a ligature", "en", "ﬁne", "fine"},
		{"an upper-case İ", "ru", "İzmir", "izmir"},
		{"an upper-case I in Azerbaijani", "az", "IBAN", "iban"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := lookup(t, tt.tag).Slug(tt.title); got != tt.dst {
				t.Errorf("%s slug of %q = %q, want %q", tt.tag, tt.title, got, tt.dst)
			}
		})
	}
}

func TestInvisibleCharactersDoNotPartWords(t *testing.T) {
	t.Parallel()
	for name, title := range map[string]string{
		"soft hyphen":        "за\u00adмок",
		"zero-width joiner":  "за\u200dмок",
		"stress mark":        "за\u0301мок",
		"variation selector": "замок\ufe0f",
	} {
		if got := lookup(t, locale.Russian).Slug(title); got != "zamok" {
			t.Errorf("%s: got %q, want zamok", name, got)
		}
	}
}

func TestALongSlugIsCutBetweenWords(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, title, want string
	}{
		{"80 fit", strings.Repeat("a", 39) + " " + strings.Repeat("b", 40), strings.Repeat("a", 39) + "-" + strings.Repeat("b", 40)},
		{"81 do not", strings.Repeat("a", 40) + " " + strings.Repeat("b", 40), strings.Repeat("a", 40)},
		{"a word ends at 80", strings.Repeat("a", 80) + " b", strings.Repeat("a", 80)},
		{"one long word", strings.Repeat("a", 200), strings.Repeat("a", 80)},
		{"one letter, one long word", "a " + strings.Repeat("b", 100), "a"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := lookup(t, locale.English).Slug(tt.title); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestATitleThatCannotBeSpeltGetsANumber(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for _, title := range []string{"", "   ", "…", "ьъ", "新闻", "أخبار", "\xff"} {
		got := lookup(t, locale.Russian).Slug(title)
		if !isSlug(got) || !strings.HasPrefix(got, "n-") {
			t.Errorf("slug of %q = %q, want n- and a number", title, got)
		}
		if again := lookup(t, locale.English).Slug(title); again != got {
			t.Errorf("slug of %q = %q, then %q", title, got, again)
		}
		if other, ok := seen[got]; ok {
			t.Errorf("%q and %q share the slug %q", title, other, got)
		}
		seen[got] = title
	}
}

func TestEveryLetterLeavesATraceInEveryLanguage(t *testing.T) {
	t.Parallel()
	var letters []string
	for _, owner := range locale.All() {
		for _, letter := range alphabet(owner.Tag) {
			lower, upper := string(letter), owner.Upper(string(letter))
			letters = append(letters, lower, upper, norm.NFD.String(lower), norm.NFD.String(upper))
		}
	}
	trace := regexp.MustCompile(`^7[a-z]+7$`)
	for _, l := range locale.All() {
		for _, letter := range letters {
			if got := l.Slug("7" + letter + "7"); !trace.MatchString(got) {
				t.Errorf("%s: the slug of 7%s7 is %q", l.Tag, letter, got)
			}
		}
	}
}

func TestTheSignsAreSilent(t *testing.T) {
	t.Parallel()
	for _, l := range locale.All() {
		if got := l.Slug("Подъезд ОБЪЕКТ соль СОЛЬ"); got != "podezd-obekt-sol-sol" {
			t.Errorf("%s: got %q", l.Tag, got)
		}
	}
}

// randomTitle returns up to four words, each in the letters of some language,
// short enough for a slug of all of them.
func randomTitle(random *rand.Rand) (title string, words int) {
	owners := locale.All()
	var list []string
	for range 1 + random.IntN(4) {
		owner := owners[random.IntN(len(owners))]
		letters := alphabet(owner.Tag)
		var word strings.Builder
		for range 1 + random.IntN(4) {
			word.WriteRune(letters[random.IntN(len(letters))])
		}
		text := word.String()
		if random.IntN(3) == 0 {
			text = owner.Upper(text)
		}
		list = append(list, text)
	}
	return strings.Join(list, []string{" ", ", ", " – ", "\u00a0"}[random.IntN(4)]), len(list)
}

func TestEveryWordOfATitleIsInItsSlug(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		title, words := randomTitle(random)
		for _, l := range locale.All() {
			got := l.Slug(title)
			if !isSlug(got) || strings.Count(got, "-")+1 != words {
				t.Fatalf("%s slug of %q = %q, want %d words", l.Tag, title, got, words)
			}
			if other := l.Slug(norm.NFD.String(title)); other != got {
				t.Fatalf("%s slug of %q = %q, decomposed %q", l.Tag, title, got, other)
			}
			if again := l.Slug(got); again != got {
				t.Fatalf("%s slug of the slug %q = %q", l.Tag, got, again)
			}
		}
	}
}

func TestAnyTitleGivesASlug(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	for range 1000 {
		var title strings.Builder
		for range random.IntN(200) {
			title.WriteRune(rune(random.IntN(utf8.MaxRune + 1)))
		}
		for _, l := range locale.All() {
			if got := l.Slug(title.String()); !isSlug(got) {
				t.Fatalf("%s slug of %q = %q", l.Tag, title.String(), got)
			}
		}
	}
}

func FuzzSlug(f *testing.F) {
	for _, seed := range []string{
		"", "Port of Baku handles 7.4 million tonnes", "İçərişəhərdə “Gecə muzeyi” aksiyası",
		"Ғылым күні: №5 мектеп", "Щёлочь, ёлки и подъёмный кран", "i\u0307", "й", "\xff\xfe", "新闻", "--", "ﬃ½Ⅻ",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, title string) {
		for _, l := range locale.All() {
			got := l.Slug(title)
			if !isSlug(got) {
				t.Errorf("%s slug of %q = %q", l.Tag, title, got)
			}
			if again := l.Slug(title); again != got {
				t.Errorf("%s slug of %q = %q, then %q", l.Tag, title, got, again)
			}
		}
	})
}
