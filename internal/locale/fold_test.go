package locale_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/quick"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestSearchFindsWhatItMustAtEachLevel(t *testing.T) {
	t.Parallel()
	type search struct {
		ID     string     `json:"id"`
		Locale locale.Tag `json:"locale"`
		Input  struct {
			Query    string `json:"query"`
			Document string `json:"document"`
		} `json:"input"`
		Options struct {
			Level string `json:"level"`
		} `json:"options"`
		Expected bool `json:"expected"`
	}
	for _, c := range oracleFile[search](t, "search_fold") {
		level, folds := map[string]locale.FoldLevel{"F1": locale.FoldSpelling, "F2": locale.FoldKeyboard, "F3": locale.FoldSound}[c.Options.Level]
		if !folds {
			if !strings.Contains(c.Options.Level, "not folding") {
				t.Errorf("%s: no level %q", c.ID, c.Options.Level)
			}
			continue // An alias finds it, which is data of the newsroom.
		}
		for _, l := range locale.All() {
			if c.Locale != "und" && c.Locale != l.Tag {
				continue
			}
			if got := found(l, c.Input.Query, c.Input.Document, level); got != c.Expected {
				t.Errorf("%s: %s %s finds %s: %t (%q, %q)", c.ID, l.Tag, c.Input.Query, c.Input.Document, got,
					l.Fold(c.Input.Query, level), l.Fold(c.Input.Document, level))
			}
		}
	}
}

// found tells whether a query finds a word at a level or before it.
func found(l *locale.Locale, query, word string, level locale.FoldLevel) bool {
	for at := locale.FoldSpelling; at <= level; at++ {
		if l.Fold(query, at) == l.Fold(word, at) {
			return true
		}
	}
	return false
}

func TestCarelessSpellingIsTheSameWord(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tag  locale.Tag
		a, b string
	}{
		{"az", "IŞIQ", "ışıq"},
		{"az", "İSTANBUL", "i\u0307stanbul"},
		{"az", "Qәbәlә", "Qəbələ"},
		{"kk", "қаhарман", "ҚАҺАРМАН"},
		{"ru", "Ёлка", "елка"},
		{"ru", "по\u00adезд", "поезд"},
		{"ru", "краи\u0306", "край"},
		{"en", "O’Keefe", "O'KEEFE"},
		{"en", "two\u00a0words", "two words"},
		{"en", "re\u0301sume\u0301", "Résumé"},
	} {
		if l := lookup(t, c.tag); !found(l, c.a, c.b, locale.FoldSpelling) {
			t.Errorf("%s: %q is %q, %q is %q", c.tag, c.a, l.Fold(c.a, locale.FoldSpelling), c.b, l.Fold(c.b, locale.FoldSpelling))
		}
	}
}

// Names in testdata/names.tsv are on a line each in as many spellings as they
// have; how many pairs are found, and how many other names are, is printed.
func TestNamesAreFoundInTheOtherScript(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile(filepath.Join("testdata", "names.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	l := lookup(t, locale.English)
	var names [][]string
	for line := range strings.SplitSeq(strings.TrimSpace(string(data)), "\n") {
		names = append(names, strings.Split(line, "\t"))
	}
	var same, right, other, wrong int
	for i, spellings := range names {
		for j, a := range spellings {
			for _, b := range spellings[j+1:] {
				same++
				if found(l, a, b, locale.FoldSound) {
					right++
				}
			}
			for _, others := range names[i+1:] {
				for _, b := range others {
					other++
					if found(l, a, b, locale.FoldSound) {
						wrong++
						t.Logf("%s finds %s", a, b)
					}
				}
			}
		}
	}
	t.Logf("%d of %d pairs of one name found, %d of %d pairs of two names", right, same, wrong, other)
	const least, most = 0.75, 0.001
	if float64(right) < least*float64(same) || float64(wrong) > most*float64(other) {
		t.Errorf("want %.2f of one name, and at most %.3f of two", least, most)
	}
}

func TestTextsFoldedOnceMayBeFoldedAgain(t *testing.T) {
	t.Parallel()
	for _, l := range locale.All() {
		if err := quick.Check(func(s string) bool { return foldsAgain(t, l, s) }, nil); err != nil {
			t.Error(err)
		}
	}
}

// foldsAgain tells whether folding at the first level changes what no level
// finds.
func foldsAgain(t *testing.T, l *locale.Locale, s string) bool {
	t.Helper()
	folded := l.Fold(s, locale.FoldSpelling)
	for level := locale.FoldSpelling; level <= locale.FoldSound; level++ {
		if once, twice := l.Fold(s, level), l.Fold(folded, level); once != twice {
			t.Logf("%s, level %d: %q is %q, and %q by %q", l.Tag, level, s, once, twice, folded)
			return false
		}
	}
	return true
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"Қазақстан", "i\u0307 O’Keefe co-op", "Bүгiн щука", "ё\u0301лка İ I ı ß ﬁ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range locale.All() {
			if !foldsAgain(t, l, s) {
				t.FailNow()
			}
		}
	})
}

func BenchmarkFold(b *testing.B) {
	l, _ := locale.Lookup(locale.Kazakh)
	for name, level := range map[string]locale.FoldLevel{
		"spelling": locale.FoldSpelling, "keyboard": locale.FoldKeyboard, "sound": locale.FoldSound,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				l.Fold("Қазақстан Республикасы", level)
			}
		})
	}
}
