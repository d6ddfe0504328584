package locale_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestKazakhIsSpeltByTheLatinAlphabetOf2021(t *testing.T) {
	t.Parallel()
	l := lookup(t, locale.KazakhLatin)
	for cyrillic, want := range map[string]string{
		"Қазақстан Республикасы":   "Qazaqstan Respublikasy",
		"Барлық адамдар тумысынан": "Barlyq adamdar tumysynan",
		"азат және қадір-қасиеті":  "azat jäne qadır-qasietı",
		"Ұлттық ғылым үйі, һәм":    "Ūlttyq ğylym üiı, häm",
		"Щука, ЩУКА, Щ. Ш.":        "Ştşuka, ŞTŞUKA, Ştş. Ş.",
		"Юрий, ЮНЕСКО, ЖШС, Ю.":    "İurii, İUNESKO, JŞS, İu.",
		"Ия, ИЯ, ия, миллион":      "İa, İA, ia, million",
		"Индия, индюк, Италия":     "İndia, indiuk, İtalia",
		"Иран, Йод, Іле, ІЛЕ":      "İran, İod, Ile, ILE",
		"объект, компьютер, съезд": "obekt, kompiuter, sezd",
		"цирк, чек, шай, эфир":     "tsirk, tşek, şai, efir",
		"COVID-тың, SOCAR-мен":     "COVID-tyñ, SOCAR-men",
		"Фейсбукте, ютуб арнасы":   "Facebookte, YouTube arnasy",
		"Google, 5 мамыр № 7":      "Google, 5 mamyr № 7",
		"":                         "",
	} {
		if got := l.Transliterate(cyrillic); got != want {
			t.Errorf("%q = %q, want %q", cyrillic, got, want)
		}
	}
}

func TestOnlyTextsOfMarkupAreTransliterated(t *testing.T) {
	t.Parallel()
	l := lookup(t, locale.KazakhLatin)
	for html, want := range map[string]string{
		`<p title="Сәлем">Сәлем,&nbsp;<b>әлем</b> &amp; &lt;</p>`: `<p title="Сәлем">Sälem,&nbsp;<b>älem</b> &amp; &lt;</p>`,
		`<code>қате <code>а</code> б</code> в`:                    `<code>қате <code>а</code> б</code> v`,
		`<span lang="ru">Привет</span> <i lang="kk">ә</i>`:        `<span lang="ru">Привет</span> <i lang="kk">ä</i>`,
		`<!-- пікір --><script>"ә"</script>ә<br>б`:                `<!-- пікір --><script>"ә"</script>ä<br>b`,
		`<a href="/kk/қоғам">қоғам`:                               `<a href="/kk/қоғам">qoğam`,
		`<PRE>ә</PRE>ә 1 < 2 <б>`:                                 `<PRE>ә</PRE>ä 1 < 2 <b>`,
		`<style>a > "ә" {}</style>ә<code>қате`:                    `<style>a > "ә" {}</style>ä<code>қате`,
		`<br lang="ru"/>ә`:                                        `<br lang="ru"/>ä`,
		`сөз`:                                                     `söz`,
	} {
		if got := l.TransliterateHTML(html); got != want {
			t.Errorf("%s\n got %s\nwant %s", html, got, want)
		}
	}
}

func TestKazakhInLatinIsALocaleOfItsOwnButNoLanguageOfContent(t *testing.T) {
	t.Parallel()
	l := lookup(t, locale.KazakhLatin)
	if slices.Contains(locale.All(), l) {
		t.Error("it is listed among the languages of content")
	}
	if _, err := locale.NewSet([]locale.Tag{locale.Kazakh, locale.KazakhLatin}, nil); err == nil {
		t.Error("a site may write in it")
	}
	day := time.Date(2026, time.March, 5, 12, 5, 0, 0, time.UTC)
	for want, got := range map[string]string{
		"5 nauryz 2026, 12:05":    l.DateTime(day),
		"5 nauryz 2026, beisenbı": l.Date(day, locale.DateFull),
		"2026 jylğy 5 nauryz":     l.Date(day, locale.DateText),
		"5 nauryzda":              l.Date(day, locale.DateOn),
		"Nauryz":                  l.Month(time.March, locale.Wide),
		"50-şı":                   l.Ordinal(50),
		"3 kün būryn":             l.Relative(day, day.AddDate(0, 0, 3)),
		"2,1 million":             l.Compact(2_100_000, locale.Wide),
		"a jäne b":                l.And("a", "b"),
		"İRAN JYLY ILE":           l.Upper("iran jyly ıle"),
		"ıle iran":                l.Lower("ILE İRAN"),
		"bakyt-iran":              l.Slug("Bakyt İran"),
		"kk":                      string(l.Base),
		"kk ru en":                strings.Join(tagsOf(l.Fallbacks), " "),
	} {
		if strings.ReplaceAll(got, "\u00a0", " ") != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if kk := lookup(t, locale.Kazakh); kk.Transliterate("әлем") != "әлем" || kk.TransliterateHTML("әлем") != "әлем" {
		t.Error("Kazakh itself is transliterated")
	}
}

func tagsOf(tags []locale.Tag) (s []string) {
	for _, tag := range tags {
		s = append(s, string(tag))
	}
	return s
}

func FuzzTransliterate(f *testing.F) {
	f.Add("<p>Қазақстан&nbsp;<b>Щ</b></p>")
	f.Add("Юрий ИЯ фейсбук")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip("all texts are valid UTF-8")
		}
		l := lookup(t, locale.KazakhLatin)
		latin := l.Transliterate(text)
		const alphabet = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
		if strings.ContainsAny(strings.ToLower(latin), alphabet) {
			t.Fatalf("%q = %q", text, latin)
		}
		isCyrillic := func(r rune) bool { return unicode.Is(unicode.Cyrillic, r) }
		tags := regexp.MustCompile(`<[a-z/][^<>"']*>`)
		if diff := cmp.Diff(tags.FindAllString(text, -1), tags.FindAllString(l.TransliterateHTML(text), -1)); diff != "" {
			t.Fatalf("tags of %q (-want +got):\n%s", text, diff)
		}
		if !strings.ContainsFunc(text, isCyrillic) && (latin != text || l.TransliterateHTML(text) != text) {
			t.Fatalf("%q = %q", text, latin)
		}
	})
}

func BenchmarkTransliterate(b *testing.B) {
	l, _ := locale.Lookup(locale.KazakhLatin)
	text := strings.Repeat("<p>Қазақстан <b>Республикасының</b> Президенті кеше Бакуге келді.</p>", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.TransliterateHTML(text)
	}
}
