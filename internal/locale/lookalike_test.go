package locale_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestWordsOfTwoScriptsAreFoundAndRepaired(t *testing.T) {
	t.Parallel()
	type flagged struct {
		Word string `json:"word"`
		Fix  string `json:"fix"`
	}
	type homoglyphs struct {
		ID       string     `json:"id"`
		Locale   locale.Tag `json:"locale"`
		Input    string     `json:"input"`
		Expected []flagged  `json:"expected"`
	}
	for _, c := range oracleFile[homoglyphs](t, "homoglyph") {
		got := []flagged{}
		for _, m := range lookup(t, c.Locale).MixedWords(c.Input) {
			if c.Input[m.Start:m.End] != m.Word {
				t.Errorf("%s: %q is not at %d-%d", c.ID, m.Word, m.Start, m.End)
			}
			got = append(got, flagged{m.Word, m.Repair})
		}
		if diff := cmp.Diff(c.Expected, got); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", c.ID, c.Input, diff)
		}
	}
}

func TestScriptsAreRepairedInTheText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tag        locale.Tag
		text, want string
	}{
		{"kk", "Bүгiн Қaзақстан, COVID-тың SOCAR-мен", "Вүгін Қазақстан, COVID-тың SOCAR-мен"},
		{"kk", "Oл Қытaйдa", "Ол Қытайда"},
		{"az", "Вakı şəhәri və Gәncə", "Bakı şəhəri və Gəncə"},
		{"ru", "Яndex и BТБ, «Гaзета»nun", "Яndex и ВТБ, «Газета»nun"},
		{"en", "Сaspian COСAR", "Caspian COCAR"},
		{"ru", "MО и ОO", "МО и ОО"},
		{"en", "MО", "MO"},
	} {
		l := lookup(t, c.tag)
		got := l.RepairScript(c.text)
		if got != c.want {
			t.Errorf("%s: %q = %q, want %q", c.tag, c.text, got, c.want)
		}
		if again := l.RepairScript(got); again != got {
			t.Errorf("%s: %q repaired again is %q", c.tag, got, again)
		}
	}
}

func TestATrueMixtureIsReportedWithoutRepair(t *testing.T) {
	t.Parallel()
	got := lookup(t, "ru").MixedWords("Яndex")
	want := []locale.MixedWord{{Start: 0, End: len("Яndex"), Word: "Яndex"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func BenchmarkMixedWords(b *testing.B) {
	l, _ := locale.Lookup(locale.Kazakh)
	text := strings.Repeat("Қазақстан Үкіметі SOCAR-мен келісім жасады. ", 20)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		l.MixedWords(text)
	}
}
