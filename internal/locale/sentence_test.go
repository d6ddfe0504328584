package locale_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
)

// segmentCase is a text with its parts.
type segmentCase struct {
	ID       string     `json:"id"`
	Locale   locale.Tag `json:"locale"`
	Input    string     `json:"input"`
	Expected []string   `json:"expected"`
}

// score counts boundaries within texts, the ends of which are no merit.
type score struct{ right, found, wanted int }

func (s score) precision() float64 { return float64(s.right) / float64(s.found) }
func (s score) recall() float64    { return float64(s.right) / float64(s.wanted) }

// boundaries returns where the parts of a text but the last end.
func boundaries(parts []string) map[int]bool {
	at, ends := 0, map[int]bool{}
	for _, part := range parts[:len(parts)-1] {
		at += len(part)
		ends[at] = true
	}
	return ends
}

// add counts a text, and tells which boundaries are wrong.
func (s *score) add(t *testing.T, id string, got, want []string) {
	t.Helper()
	found, wanted := boundaries(got), boundaries(want)
	text := strings.Join(want, "")
	for at := range found {
		if wanted[at] {
			s.right++
		} else {
			t.Logf("%s: false boundary in %q", id, around(text, at))
		}
	}
	for at := range wanted {
		if !found[at] {
			t.Logf("%s: no boundary in %q", id, around(text, at))
		}
	}
	s.found += len(found)
	s.wanted += len(wanted)
}

// around returns the text near an offset, with the offset marked.
func around(text string, at int) string {
	const runes = 30
	before, after := []rune(text[:at]), []rune(text[at:])
	return string(before[max(0, len(before)-runes):]) + "‖" + string(after[:min(runes, len(after))])
}

func TestSentencesAreThoseOfTheGoldSet(t *testing.T) {
	t.Parallel()
	scores := map[locale.Tag]*score{}
	for _, c := range oracleFile[segmentCase](t, "segmentation_gold") {
		if scores[c.Locale] == nil {
			scores[c.Locale] = &score{}
		}
		scores[c.Locale].add(t, c.ID, lookup(t, c.Locale).Sentences(c.Input), c.Expected)
	}
	judge(t, scores)
}

// judge asks for the precision and the recall that the sets are to reach.
func judge(t *testing.T, scores map[locale.Tag]*score) {
	t.Helper()
	const least = 0.95
	for _, l := range locale.All() {
		s := scores[l.Tag]
		if s == nil {
			t.Errorf("%s: no texts", l.Tag)
			continue
		}
		t.Logf("%s: precision %.3f, recall %.3f, %d boundaries", l.Tag, s.precision(), s.recall(), s.wanted)
		if s.precision() < least || s.recall() < least {
			t.Errorf("%s: precision %.3f, recall %.3f, want %.2f", l.Tag, s.precision(), s.recall(), least)
		}
	}
}

func TestSentencesAreThoseOfOtherTexts(t *testing.T) {
	t.Parallel()
	scores := map[locale.Tag]*score{}
	for _, l := range locale.All() {
		data, err := os.ReadFile(filepath.Join("testdata", "sentences", string(l.Tag)+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		scores[l.Tag] = &score{}
		for paragraph := range strings.SplitSeq(strings.TrimSuffix(string(data), "\n"), "\n---\n") {
			want := strings.Split(paragraph, "‖")
			scores[l.Tag].add(t, string(l.Tag), l.Sentences(strings.Join(want, "")), want)
		}
	}
	judge(t, scores)
}

func TestSentencesOfHardCases(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tag  locale.Tag
		text string // ‖ between sentences
	}{
		{"en", ""},
		{"en", " \n "},
		{"en", "No full stop"},
		{"en", "  Two spaces.  ‖Then text.\n\n‖A paragraph.\r\n‖Another."},
		{"en", "Dr. A. B. Ali and J.R.R. Smith met at 9 a.m. on Jan. 5. ‖They left."},
		{"en", "He said no. ‖Then he left. ‖3 people stayed."},
		{"en", "The U.S. Senate voted. ‖So did Kazakhstan."},
		{"en", "“Is it over?” she asked. ‖“Yes!” – said he."},
		{"en", "Visit gov.kz or write to a.b@report.az. ‖eGov answers."},
		{"en", "1. First.\n‖2. Second.\n‖IV. Fourth. ‖It is long."},
		{"az", "Bakı ş., 28 May küç. 5 ünvanında. ‖BMT-nin məlumatı."},
		{"az", "Gəlir 86,4 mln. ABŞ dolları olub. ‖Xərc 5 mln. ‖Qalanı ehtiyatdır."},
		{"az", "– Gəlirsən? – deyə o soruşdu. ‖– Yox."},
		{"kk", "2026 ж. 5 наурызда болды. ‖2025 ж. ‖Бұл көп."},
		{"kk", "Қ.-Ж. Тоқаев келді. ‖– Рақмет, – деді ол. ‖– Сау болыңыз!"},
		{"kk", "Ауа райы: жел, қар. ‖Жол жабық. ‖15 адам келді."},
		{"ru", "К.-Ж. Токаев прибыл в г. Баку 5 мая 2026 г. ‖На встрече был Э. Р. Гасанов."},
		{"ru", "Труба длиной 5 см. ‖Рыба ушла, см. рис. 2 и табл. 3."},
		{"ru", "Цены, тарифы и т. д. ‖Компания молчит, т. е. Баку не отвечает."},
		{"ru", "«Кто там?» — спросил он. ‖«Мы!» ‖Дверь открылась… ‖Никого."},
		{"ru", "Заработок — 100 тыс. руб. ‖Налог — 5 тыс. МРП."},
	} {
		var want []string
		if text := c.text; text != "" {
			want = strings.Split(text, "‖")
		}
		got := lookup(t, c.tag).Sentences(strings.Join(want, ""))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.tag, diff)
		}
	}
}

func FuzzSentences(f *testing.F) {
	f.Add("Dr. Ali. – Yox! 5 г. На …\r\n1. «a» б.")
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range locale.All() {
			sentences := l.Sentences(text)
			if got := strings.Join(sentences, ""); got != text {
				t.Fatalf("%s: %q joined is %q", l.Tag, sentences, got)
			}
			for _, s := range sentences {
				if s == "" {
					t.Fatalf("%s: an empty sentence in %q", l.Tag, sentences)
				}
			}
		}
	})
}

func BenchmarkSentences(b *testing.B) {
	const paragraph = "Напомним, в 2025 г. Казахстан и Азербайджан подписали 15 документов. Э. Р. Гасанов: «Это начало!»\n"
	text := strings.Repeat(paragraph, 100)
	l, _ := locale.Lookup(locale.Russian)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.Sentences(text)
	}
}
