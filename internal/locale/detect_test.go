package locale_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

// The texts in testdata/detect are headlines and sentences, one a line. Of the
// answers that are given all must be right, and most must be given.
func TestTheLanguageOfATextIsDetected(t *testing.T) {
	t.Parallel()
	for _, l := range locale.All() {
		data, err := os.ReadFile(filepath.Join("testdata", "detect", string(l.Tag)+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(data)), "\n")
		unsure := 0
		for _, line := range lines {
			switch got, sure := locale.Detect(line, locale.All()); {
			case !sure:
				unsure++
				t.Logf("%s: not sure of %q", l.Tag, line)
			case got != l:
				t.Errorf("%s: %q is taken for %s", l.Tag, line, got.Tag)
			}
		}
		t.Logf("%s: %d of %d texts", l.Tag, len(lines)-unsure, len(lines))
		if unsure > len(lines)/10 {
			t.Errorf("%s: not sure of %d in %d texts", l.Tag, unsure, len(lines))
		}
	}
}

func TestDetectionIsNotSureOfWhatCannotBeTold(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "2026", "SOCAR", "Баку", "Алматы Астана", "北京和上海", "Ελλάδα και", "Toyota Corolla", "Библиотеки"} {
		if l, sure := locale.Detect(text, locale.All()); sure {
			t.Errorf("%q is taken for %s", text, l.Tag)
		}
	}
}

func TestDetectionKnowsPoorKeyboards(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]locale.Tag{
		strings.Repeat("Bakida bu il ucun yeni liman tikilib ve gemiler gelib. ", 6):      "az",
		strings.Repeat("Город принимает гостей, и порт работает на полную мощность. ", 4): "ru",
	} {
		if l, sure := locale.Detect(text, locale.All()); !sure || l.Tag != want {
			t.Errorf("%q: %v, %t, want %s", text, l, sure, want)
		}
	}
}

func BenchmarkDetect(b *testing.B) {
	const text = "Қазақстан мен Әзербайжан Каспий теңізі арқылы жаңа бағыт ашты."
	languages := locale.All()
	b.ReportAllocs()
	for b.Loop() {
		locale.Detect(text, languages)
	}
}
