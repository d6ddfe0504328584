package locale_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/internal/locale"
)

// inflected is a line of a file in testdata/stems.
type inflected struct{ lemma, form string }

// inflectedWords reads the forms of words of a language.
func inflectedWords(t *testing.T, tag locale.Tag) []inflected {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "stems", string(tag)+".tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var words []inflected
	for line := range strings.Lines(string(data)) {
		lemma, form, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("%s: no tab in %q", tag, line)
		}
		words = append(words, inflected{lemma, form})
	}
	if len(words) < 120 {
		t.Fatalf("%s: %d forms, want at least 120", tag, len(words))
	}
	return words
}

func TestStemsAgreeWithinALemmaOnly(t *testing.T) {
	t.Parallel()
	least := map[locale.Tag]float64{"en": 0.80, "az": 0.75, "kk": 0.80, "ru": 0.80}
	for tag, want := range least {
		t.Run(string(tag), func(t *testing.T) {
			t.Parallel()
			precision, recall := pairScores(t, lookup(t, tag), inflectedWords(t, tag))
			f1 := 2 * precision * recall / (precision + recall)
			t.Logf("precision %.3f, recall %.3f, F1 %.3f", precision, recall, f1)
			if !(f1 >= want) {
				t.Errorf("F1 is %.3f, want at least %.2f", f1, want)
			}
		})
	}
}

// pairScores compares every two forms: their stems should be equal if and only
// if the lemmas are. It names the first of the forms that each miss concerns.
func pairScores(t *testing.T, l *locale.Locale, words []inflected) (precision, recall float64) {
	t.Helper()
	var both, stems, lemmas float64
	for i, a := range words {
		for _, b := range words[:i] {
			stem, lemma := l.Stem(a.form) == l.Stem(b.form), a.lemma == b.lemma
			if stem {
				stems++
			}
			if lemma {
				lemmas++
			}
			if stem && lemma {
				both++
			}
			if stem && !lemma || lemma && !stem && b.form == b.lemma {
				t.Logf("%s and %s: stems %s and %s", b.form, a.form, l.Stem(b.form), l.Stem(a.form))
			}
		}
	}
	return both / stems, both / lemmas
}

func TestStemOfTheTraps(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule  string
		tag   locale.Tag
		a, b  string
		alike bool
	}{
		{"the case of letters does not count", "az", "LİMAN", "limanda", true},
		{"a final vowel is part of the word", "az", "Astana", "Astanaya", true},
		{"k softens to y", "az", "gömrük", "gömrüyü", true},
		{"k softens to y in the dative", "az", "gömrük", "gömrüyə", true},
		{"q softens to ğ", "az", "uşaq", "uşağı", true},
		{"a suffix follows a hyphen", "az", "BMT", "BMT-nin", true},
		{"a suffix follows an apostrophe", "az", "Report", "Report'un", true},
		{"a chain of suffixes", "az", "kitab", "kitablarımızdan", true},
		{"harmony guards a look-alike", "az", "ad", "adi", false},
		{"n belongs to a short word", "az", "gün", "günə", true},
		{"harmony lets a suffix go", "az", "ad", "adı", true},
		{"a derived noun is another word", "az", "Azərbaycan", "azərbaycanlı", false},
		{"a double name stays whole", "az", "Nyu-York", "Nyu", false},
		{"п softens to б", "kk", "кітап", "кітабы", true},
		{"к softens to г", "kk", "көлік", "көлігі", true},
		{"қ softens to ғ", "kk", "құрық", "құрығы", true},
		{"-стан is no ablative", "kk", "Қазақстан", "қазақ", false},
		{"-стан takes suffixes", "kk", "Қазақстан", "Қазақстаннан", true},
		{"an ablative after с", "kk", "жұмыс", "жұмыстан", true},
		{"a suffix follows a hyphen", "kk", "БҰҰ", "БҰҰ-ның", true},
		{"a double name stays whole", "kk", "Қасым-Жомарт", "Қасым", false},
		{"с belongs to the word", "kk", "облыс", "облысы", true},
		{"н belongs to the word", "kk", "өзен", "өзені", true},
		{"a surname in -ев is back", "kk", "Тоқаев", "Тоқаевтың", true},
		{"a chain of suffixes", "kk", "қала", "қалаларындағы", true},
		{"ё is е", "ru", "самолёт", "самолета", true},
		{"a surname is no plural", "ru", "Токаев", "Токаевым", true},
		{"a look-alike", "ru", "порт", "портрет", false},
		{"an apostrophe and s", "en", "minister", "minister’s", true},
		{"look-alikes", "en", "minister", "ministry", false},
	}
	for _, tt := range tests {
		t.Run(string(tt.tag)+" "+tt.rule, func(t *testing.T) {
			t.Parallel()
			l := lookup(t, tt.tag)
			a, b := l.Stem(tt.a), l.Stem(tt.b)
			if (a == b) != tt.alike {
				t.Errorf("the stems of %s and %s are %s and %s; alike should be %t", tt.a, tt.b, a, b, tt.alike)
			}
		})
	}
}

func TestStemOfALanguageWithoutStemmer(t *testing.T) {
	t.Parallel()
	if got := (&locale.Locale{}).Stem("Ministers"); got != "ministers" {
		t.Errorf("got %q, want the word in lower case", got)
	}
}

func FuzzStem(f *testing.F) {
	for _, word := range []string{"", "-", "'s", "Ministers’", "gömrüyü", "BMT-nin", "кітабымыз", "ё", "\xff", "İ"} {
		f.Add(word)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, l := range locale.All() {
			stem, lower := l.Stem(word), l.Lower(word)
			if (stem == "") != (lower == "") || utf8.RuneCountInString(stem) > utf8.RuneCountInString(lower) {
				t.Errorf("%s: the stem of %q is %q", l.Tag, word, stem)
			}
		}
	})
}

func BenchmarkStem(b *testing.B) {
	words := map[locale.Tag]string{
		"en": "ministers", "az": "limanlarımızdan", "kk": "кітаптарымыздан", "ru": "министерствами",
	}
	for _, l := range locale.All() {
		b.Run(string(l.Tag), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.Stem(words[l.Tag])
			}
		})
	}
}
