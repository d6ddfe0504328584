package i18n_test

import (
	"io/fs"
	"log/slog"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/pelletier/go-toml/v2"

	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/locales"
)

// message is one entry of a bundle's file: description and plural forms.
type message map[string]string

// forms returns the plural forms without the description.
func (m message) forms() map[string]string {
	forms := maps.Clone(m)
	delete(forms, "description")
	return forms
}

// langs are the languages of the interface, English first.
func langs() []i18n.Lang { return []i18n.Lang{"en", "az", "kk", "ru"} }

// catalogue reads a bundle's file as it stands, past the code under test.
func catalogue(t *testing.T, lang i18n.Lang) map[string]message {
	t.Helper()
	var m map[string]message
	text, err := locales.FS.ReadFile("active." + string(lang) + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	if err := toml.Unmarshal(text, &m); err != nil {
		t.Fatalf("%s: %v", lang, err)
	}
	return m
}

func load(t *testing.T, files fs.FS, log *slog.Logger) *i18n.Bundle {
	t.Helper()
	b, err := i18n.Load(files, log)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func printer(t *testing.T, b *i18n.Bundle, lang i18n.Lang) *i18n.Printer {
	t.Helper()
	p, ok := b.Printer(lang)
	if !ok {
		t.Fatalf("no printer for %q", lang)
	}
	return p
}

// product is the bundle that the program uses.
func product(t *testing.T) *i18n.Bundle {
	t.Helper()
	return load(t, locales.FS, slog.New(slog.DiscardHandler))
}

func placeholders(text string) []string {
	var names []string
	for _, m := range regexp.MustCompile(`{{\s*\.(\w+)\s*}}`).FindAllStringSubmatch(text, -1) {
		names = append(names, m[1])
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// words are the runs of letters outside placeholders.
func words(text string) []string {
	text = regexp.MustCompile(`{{[^}]*}}`).ReplaceAllString(text, " ")
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
}

func hasScript(word string, script *unicode.RangeTable) bool {
	return strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(script, r) })
}

func TestBundlesAreTheFourLanguages(t *testing.T) {
	t.Parallel()
	want := slices.Sorted(slices.Values(langs()))
	if diff := cmp.Diff(want, product(t).Langs()); diff != "" {
		t.Errorf("languages (-want +got):\n%s", diff)
	}
}

func TestEveryLanguageHasTheSameKeys(t *testing.T) {
	t.Parallel()
	want := slices.Sorted(maps.Keys(catalogue(t, "en")))
	for _, lang := range langs() {
		if diff := cmp.Diff(want, slices.Sorted(maps.Keys(catalogue(t, lang)))); diff != "" {
			t.Errorf("%s: keys (-English +%s):\n%s", lang, lang, diff)
		}
	}
}

func TestEveryFormHasThePlaceholdersOfTheEnglishOne(t *testing.T) {
	t.Parallel()
	english := catalogue(t, "en")
	for _, lang := range langs() {
		for key, m := range catalogue(t, lang) {
			want := placeholders(english[key]["other"])
			for form, text := range m.forms() {
				if got := placeholders(text); !slices.Equal(got, want) {
					t.Errorf("%s %s %s: placeholders %v, want %v", lang, key, form, got, want)
				}
				if rest := regexp.MustCompile(`{{\s*\.\w+\s*}}`).ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}") {
					t.Errorf("%s %s %s: %q is more than text and placeholders", lang, key, form, text)
				}
			}
		}
	}
}

func TestEveryMessageHasDescriptionAndText(t *testing.T) {
	t.Parallel()
	for _, lang := range langs() {
		for key, m := range catalogue(t, lang) {
			for _, leaf := range []string{"description", "other"} {
				if strings.TrimSpace(m[leaf]) == "" {
					t.Errorf("%s %s: no %s", lang, key, leaf)
				}
			}
			for form, text := range m.forms() {
				if strings.TrimSpace(text) != text || text == "" {
					t.Errorf("%s %s %s: %q is empty or has spaces around it", lang, key, form, text)
				}
			}
		}
	}
}

func TestDescriptionsAreTheSameInEveryLanguage(t *testing.T) {
	t.Parallel()
	english := catalogue(t, "en")
	for _, lang := range langs() {
		for key, m := range catalogue(t, lang) {
			if got, want := m["description"], english[key]["description"]; got != want {
				t.Errorf("%s %s: description %q, want %q", lang, key, got, want)
			}
		}
	}
}

func TestTextIsTranslated(t *testing.T) {
	t.Parallel()
	// What is rightly the same as in English.
	same := []string{
		"az site.name", "kk site.name", "ru site.name",
		"az admin.role.admin", // Administrator in both
	}
	english := catalogue(t, "en")
	for _, lang := range langs()[1:] {
		for key, m := range catalogue(t, lang) {
			for form, text := range m.forms() {
				if text == english[key]["other"] && !slices.Contains(same, string(lang)+" "+key) {
					t.Errorf("%s %s %s: the English text %q", lang, key, form, text)
				}
			}
		}
	}
}

func TestMessagesAreTextNotHTML(t *testing.T) {
	t.Parallel()
	markup := regexp.MustCompile(`</?[a-zA-Z!]|&#?\w+;`)
	for _, lang := range langs() {
		for key, m := range catalogue(t, lang) {
			for form, text := range m.forms() {
				if markup.MatchString(text) {
					t.Errorf("%s %s %s: markup in %q", lang, key, form, text)
				}
			}
		}
	}
}

func TestMessagesAreInTheScriptOfTheirLanguage(t *testing.T) {
	t.Parallel()
	foreign := map[i18n.Lang]string{
		"en": "əğışçƏĞİŞÇ",
		"az": "wW", // no letter of the alphabet
		"kk": "",
		"ru": "әғқңөұүһіӘҒҚҢӨҰҮҺІ",
	}
	names := regexp.MustCompile("^(Markdown|WebP$)") // of formats, which have no others
	for _, lang := range langs() {
		cyrillic := lang == "kk" || lang == "ru"
		for key, m := range catalogue(t, lang) {
			for form, text := range m.forms() {
				for _, w := range words(text) {
					latin, cyr := hasScript(w, unicode.Latin), hasScript(w, unicode.Cyrillic)
					if latin && cyr {
						t.Errorf("%s %s %s: %q mixes scripts", lang, key, form, w)
					}
					if cyr && !cyrillic {
						t.Errorf("%s %s %s: %q is Cyrillic", lang, key, form, w)
					}
					if strings.ContainsAny(w, foreign[lang]) && !names.MatchString(w) {
						t.Errorf("%s %s %s: %q has a letter of another language", lang, key, form, w)
					}
				}
				if cyrillic && key != "site.name" && !hasScript(text, unicode.Cyrillic) {
					t.Errorf("%s %s %s: no Cyrillic letter in %q", lang, key, form, text)
				}
			}
		}
	}
}

func TestPluralFormsAreThoseOfTheLanguage(t *testing.T) {
	t.Parallel()
	want := map[i18n.Lang][]string{
		"en": {"one", "other"},
		"az": {"one", "other"},
		"kk": {"one", "other"},
		"ru": {"few", "many", "one", "other"},
	}
	for _, lang := range langs() {
		for key := range pluralKeys(t) {
			got := slices.Sorted(maps.Keys(catalogue(t, lang)[key].forms()))
			if !slices.Equal(got, want[lang]) {
				t.Errorf("%s %s: forms %v, want %v", lang, key, got, want[lang])
			}
		}
	}
}

// pluralKeys are the messages that count: those with more than one form in
// any language.
func pluralKeys(t *testing.T) map[string]bool {
	t.Helper()
	keys := map[string]bool{}
	for _, lang := range langs() {
		for key, m := range catalogue(t, lang) {
			if len(m.forms()) > 1 {
				keys[key] = true
			}
		}
	}
	return keys
}

func TestNumbersTakeTheRightForm(t *testing.T) {
	t.Parallel()
	russian := map[int]string{
		0: "many", 1: "one", 2: "few", 3: "few", 5: "many", 11: "many", 21: "one", 22: "few", 25: "many",
		100: "many", 101: "one", 1_000_000: "many",
	}
	bundle := product(t)
	keys := pluralKeys(t)
	if len(keys) == 0 {
		t.Fatal("no message counts anything")
	}
	for _, lang := range langs() {
		p, all := printer(t, bundle, lang), catalogue(t, lang)
		for key := range keys {
			for n, form := range russian {
				if lang != "ru" {
					form = "other"
					if n == 1 {
						form = "one"
					}
				}
				want := fill(all[key][form], p.Locale().Integer(n))
				args := []any{}
				for _, name := range placeholders(all[key]["other"]) {
					if name != "n" {
						args = append(args, name, "x")
					}
				}
				if got := p.N(key, n, args...); got != want {
					t.Errorf("%s %s with %d: got %q, want %q (%s)", lang, key, n, got, want, form)
				}
			}
		}
	}
}

// fill puts the number and x for the other placeholders into a text.
func fill(text string, n string) string {
	return regexp.MustCompile(`{{\s*\.(\w+)\s*}}`).ReplaceAllStringFunc(text, func(p string) string {
		if strings.Contains(p, ".n}") {
			return n
		}
		return "x"
	})
}

func TestEveryMessagePrintsInEveryLanguage(t *testing.T) {
	t.Parallel()
	bundle, english := product(t), catalogue(t, "en")
	for _, lang := range langs() {
		p, all := printer(t, bundle, lang), catalogue(t, lang)
		for key := range english {
			args := []any{}
			for _, name := range placeholders(english[key]["other"]) {
				args = append(args, name, "x")
			}
			want := regexp.MustCompile(`{{[^}]*}}`).ReplaceAllString(all[key]["other"], "x")
			if got := p.T(key, args...); got != want {
				t.Errorf("%s %s: got %q, want %q", lang, key, got, want)
			}
		}
	}
}
