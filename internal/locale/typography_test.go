package locale_test

import (
	"math/rand"
	"regexp"
	"strings"
	"testing"
	"testing/quick"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestLinesDoNotBreakWithinWhatBelongsTogether(t *testing.T) {
	t.Parallel()
	// ~ is a space that binds.
	for _, c := range []struct {
		tag  locale.Tag
		want string
	}{
		{"en", "It rose 3.2~percent to 50~t on March~5 and 5~March 2026, at 9~a.m. by E.~R.~Hasanov"},
		{"en", "Baku~– Almaty, the long~— very long road; 12~million people, 5 cranes"},
		{"az", "Yüklər 7,4~mln. ton, payı 41,5~% və 39~320~manat, 5~mart 2026"},
		{"az", "E.~R.~Həsənov, №~5, küləyin sürəti 28~m/s-yə çatır, buxarlanma və~s."},
		{"kk", "Э.~Р.~Гасанов 2025~ж. 5~наурызда емес, 5~наурыз күні 292~км жүрді, 12~мың адам"},
		{"kk", "Баку~– қала, №~14 мектеп, 15 бала және~т.б."},
		{"ru", "Баку~— город, т.~е. 5~марта 2026~г. в 21~ч. 30~мин. прибыл А.~С.~Пушкин и~др."},
		{"ru", "Пушкин~А.~С. заплатил 1~234~567~руб., т.~к. §~5 и №~7, 5~тыс. и 24–25~нояб."},
		{"ru", "В 2025 318 магазинов, глава 5 о портах"},
	} {
		l := lookup(t, c.tag)
		want := strings.ReplaceAll(c.want, "~", "\u00a0")
		got := l.NoBreak(strings.ReplaceAll(c.want, "~", " "))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.tag, diff)
		}
	}
}

func TestBindingChangesSpacesOnly(t *testing.T) {
	t.Parallel()
	pieces := strings.Fields("5 марта 12 320 — – № А. С. Пушкин т. е. км % «Баку» (5 2026 г. March ж. және т.б. və s. Сөз")
	for _, l := range locale.All() {
		holds := func(seed int64) bool {
			text := strings.Join(shuffled(seed, pieces), " ")
			bound := l.NoBreak(text)
			return strings.ReplaceAll(bound, "\u00a0", " ") == text && l.NoBreak(bound) == bound
		}
		if err := quick.Check(holds, nil); err != nil {
			t.Errorf("%s: %v", l.Tag, err)
		}
	}
}

func shuffled(seed int64, pieces []string) []string {
	random := rand.New(rand.NewSource(seed))
	list := make([]string, len(pieces))
	for i := range list {
		list[i] = pieces[random.Intn(len(pieces))]
	}
	return list
}

func TestSpacesOfMarkupAndCodeStay(t *testing.T) {
	t.Parallel()
	l := lookup(t, locale.Russian)
	for html, want := range map[string]string{
		`<p title="5 марта">5 марта</p>`:              `<p title="5 марта">5~марта</p>`,
		`<code>5 км</code> 5 км <pre>№ 5</pre>`:       `<code>5 км</code> 5~км <pre>№ 5</pre>`,
		`<b>Баку</b> — <a href="/a b">т. е. 5</a> км`: `<b>Баку</b>~— <a href="/a b">т.~е. 5</a> км`,
		`2 < 3 км`: `2 < 3~км`,
	} {
		if got := strings.ReplaceAll(l.NoBreakHTML(html), "\u00a0", "~"); got != want {
			t.Errorf("%s\n got %s\nwant %s", html, got, want)
		}
	}
}

func TestQuotationMarksAreThoseOfTheLanguage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tag        locale.Tag
		text, want string
	}{
		{"en", `"Yes," he said. "No!"`, `“Yes,” he said. “No!”`},
		{"en", `"I heard 'stop' twice"`, `“I heard ‘stop’ twice”`},
		{"en", `don't, O'Keefe, the '90s, dogs' bowl`, `don’t, O’Keefe, the ’90s, dogs’ bowl`},
		{"en", `He is 5'10" tall; a 12" pipe`, `He is 5'10" tall; a 12" pipe`},
		{"en", `«Port» and „Sea“`, `“Port” and “Sea”`},
		{"en", "run `say \"hi\"` and \"go\"", "run `say \"hi\"` and “go”"},
		{"en", `see https://a.kz/?q="x" "now"`, `see https://a.kz/?q="x" “now”`},
		{"en", `a stray " mark`, `a stray " mark`},
		{"az", `"Report"un xəbəri, "Xalq qəzeti"nin`, `“Report”un xəbəri, “Xalq qəzeti”nin`},
		{"az", `"Belə izdiham!" – deyə "Azadlıq" yazıb`, `“Belə izdiham!” – deyə “Azadlıq” yazıb`},
		{"az", `«Bakı» şəhəri`, `“Bakı” şəhəri`},
		{"az", `"O, "Xəzər"i gördü"`, `“O, ‘Xəzər’i gördü”`},
		{"kk", `"Қазақстан темір жолы"`, `«Қазақстан темір жолы»`},
		{"kk", `“Мұнша халық!” – деді`, `«Мұнша халық!» – деді`},
		{"kk", `"Біз "Жас Алашта" оқыдық"`, `«Біз “Жас Алашта” оқыдық»`},
		{"ru", `"Такой толпы не ждали!" — сказал он`, `«Такой толпы не ждали!» — сказал он`},
		{"ru", `Газета "Труд" пишет: "Он сказал: "Нет""`, `Газета «Труд» пишет: «Он сказал: „Нет“»`},
		{"ru", `“Порт” («Актау»)`, `«Порт» («Актау»)`},
		{"ru", "\"не закрыта\nи \"новая\"", "«не закрыта\nи «новая»"},
	} {
		l := lookup(t, c.tag)
		got := l.RepairQuotes(c.text)
		if got != c.want {
			t.Errorf("%s: %s\n got %s\nwant %s", c.tag, c.text, got, c.want)
		}
		if again := l.RepairQuotes(got); again != got {
			t.Errorf("%s: %s repaired again is %s", c.tag, got, again)
		}
	}
}

func TestRepairingQuotesChangesMarksOnly(t *testing.T) {
	t.Parallel()
	marks := regexp.MustCompile("[\"“”„‟«»'‘’‚‛‹›]")
	pieces := strings.Split("\"|'|“|”|«|»|„|’| |сөз|5|-|`|\n|(|.|don't|http://a", "|")
	for _, l := range locale.All() {
		holds := func(seed int64) bool {
			text := strings.Join(shuffled(seed, pieces), "")
			return marks.ReplaceAllString(l.RepairQuotes(text), "¤") == marks.ReplaceAllString(text, "¤")
		}
		if err := quick.Check(holds, nil); err != nil {
			t.Errorf("%s: %v", l.Tag, err)
		}
	}
}

func FuzzNoBreak(f *testing.F) {
	f.Add("<p>5 марта <code>5 км</code> — № 5</p>")
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range locale.All() {
			if got := strings.ReplaceAll(l.NoBreakHTML(text), "\u00a0", " "); got != strings.ReplaceAll(text, "\u00a0", " ") {
				t.Fatalf("%s: %q is %q", l.Tag, text, got)
			}
		}
	})
}

func BenchmarkNoBreakHTML(b *testing.B) {
	l, _ := locale.Lookup(locale.Russian)
	text := strings.Repeat("<p>Баку — город, где 5 марта 2026 г. <b>прибыл</b> А. С. Иванов и прошёл 292 км.</p>", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.NoBreakHTML(text)
	}
}
