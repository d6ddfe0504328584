package checks_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

func TestAFixMendsWhatWasFound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		tag                locale.Tag
		check, text, mends string
	}{
		{"az", "lookalike", "Xәzər dənizi", "Xəzər dənizi"},
		{"kk", "suffix", "50-шы маусым", "50-ші маусым"},
		{"ru", "roman", "ХІХ век", "XIX век"},
		{"ru", "quotes", "Фильм \"Мост\" и \"Река\"", "Фильм «Мост» и «Река»"},
		{"en", "doubled", "in the the port", "in the port"},
		{"en", "doubled", "in The the THE port", "in The port"},
		{"ru", "roman", "ХХ век", "XX век"},
		{"ru", "spaces", "Порт , море", "Порт, море"},
		{"ru", "spaces", "Порт\u00a0 море", "Порт море"},
		{"ru", "spaces", "«Порт» , море", "«Порт», море"},
		{"ru", "spaces", "Их 15 % .", "Их 15 %."},
		{"ru", "end", "Порт открыт", "Порт открыт."},
		{"ru", "number_format", "Это 1,234.5 тонны", "Это 1234,5 тонны"},
		// Markup and code are no obstacle.
		{"ru", "quotes", `"Мост" и <b>"Река"</b>, <code>"x"</code>`, `«Мост» и «Река», "x"`},
		{"ru", "quotes", `Код <code>ы"</code> — "Мост"`, `Код ы" — «Мост»`},
		{"ru", "number_format", "<code>1,234.5</code> и <b>1,234.5</b>", "1,234.5 и 1234,5"},
	} {
		for _, f := range look(test.tag, "Another text altogether.", test.text) {
			if f.Check != test.check {
				continue
			}
			plain := text.PlainBlock(&models.Block{Kind: models.Paragraph, Text: test.text})
			if got := plain[:f.Start] + f.Fix + plain[f.End:]; got != test.mends || !f.Mends {
				t.Errorf("%s: mended to %q, want %q", test.check, got, test.mends)
			}
			test.check = ""
		}
		if test.check != "" {
			t.Errorf("%s is not found in %q", test.check, test.text)
		}
	}
}

func TestFiguresInCellsAreNumbersOfTheirOwn(t *testing.T) {
	t.Parallel()
	content := func(kettles string) *models.Content {
		rows := "<tr><th>" + kettles + "</th><td>402</td><td>281</td></tr>"
		return &models.Content{Body: models.Body{{Key: "k", Kind: models.Table, Text: rows}}}
	}
	in := checks.Input{Source: content("Чайники"), Target: content("Kettles"), Among: locale.All()}
	in.From, _ = locale.Lookup("ru")
	in.To, _ = locale.Lookup("en")
	if found := checks.Run(in); len(found) > 0 {
		t.Errorf("found %v", names(found))
	}
}

func TestWhatCannotBeMendedSurelyIsNot(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ tag, check, source, text string }{
		{"ru", "end", "Is it open?", "Порт открыт в 2026 г."},
		{"ru", "end", "It is open.", "Порт «Актау»"},
		{"ru", "end", "It is open;", "Порт открыт"},
		{"az", "lookalike", "Another text.", "жaльz"},
	} {
		for _, f := range look(locale.Tag(test.tag), test.source, test.text) {
			if f.Check == test.check && f.Mends {
				t.Errorf("%s: %q is mended with %q", test.check, test.text, f.Fix)
			}
		}
	}
}

// mended is a text of a field after all repairs of a check.
func mended(text string, found []checks.Finding, check string) string {
	for _, f := range slices.Backward(found) {
		if f.Check == check && f.Mends {
			text = text[:f.Start] + f.Fix + text[f.End:]
		}
	}
	return text
}

// lookAtTitle runs the checks on a title, whose text is what people read.
func lookAtTitle(tag locale.Tag, source, target string) []checks.Finding {
	in := checks.Input{Source: &models.Content{Title: source}, Target: &models.Content{Title: target}, Among: locale.All()}
	in.From, _ = locale.Lookup(sourceOf(tag))
	in.To, _ = locale.Lookup(tag)
	return checks.Run(in)
}

// kept is what a repair by a check may not change.
func kept(check, text string) string {
	return strings.Map(func(r rune) rune {
		switch check {
		case "spaces":
			if r == ' ' || r == '\u00a0' {
				return -1
			}
		case "quotes", "number_format", "end":
			if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
				return -1
			}
		case "lookalike", "roman":
			if unicode.IsLetter(r) {
				return 'a'
			}
		}
		return r
	}, text)
}

func FuzzMend(f *testing.F) {
	for _, p := range corpus(f) {
		for _, tag := range tags() {
			if p.fault[tag] != "" {
				f.Add(p.texts[sourceOf(tag)], p.planted(f, tag))
			}
		}
	}
	for _, text := range []string{
		"the the the port , and  1,234.5 \"x\" ", "\u00a0 ХІХ ХХ, ХХІ  .", "“«\"'a' b\"», c", "5-ый 21th 50-шы", "Сaspian - кoд",
	} {
		f.Add(text+".", text)
	}
	mends := []string{"quotes", "spaces", "lookalike", "roman", "doubled", "suffix", "end", "number_format"}
	f.Fuzz(func(t *testing.T, source, target string) {
		if !utf8.ValidString(target) {
			return
		}
		for _, tag := range tags() {
			found := lookAtTitle(tag, source, target)
			for _, check := range mends {
				now := mended(target, found, check)
				if kept(check, now) != kept(check, target) && check != "doubled" && check != "suffix" {
					t.Fatalf("%s: %s makes %q of %q", tag, check, now, target)
				}
				for _, again := range lookAtTitle(tag, source, now) {
					if again.Check == check && again.Mends {
						t.Fatalf("%s: %s makes %q of %q, and then finds %v", tag, check, now, target, again)
					}
				}
			}
		}
	})
}

// story is a translation of so many paragraphs beside its source.
func story(b *testing.B, paragraphs int) checks.Input {
	b.Helper()
	in := checks.Input{Source: &models.Content{}, Target: &models.Content{}, Among: locale.All()}
	in.From, _ = locale.Lookup(locale.English)
	in.To, _ = locale.Lookup(locale.Kazakh)
	list := corpus(b)
	for i := range paragraphs {
		p := list[i%len(list)]
		key := models.Key("k" + strconv.Itoa(i))
		in.Source.Body = append(in.Source.Body, models.Block{Key: key, Kind: models.Paragraph, Text: p.texts["en"]})
		in.Target.Body = append(in.Target.Body, models.Block{Key: key, Kind: models.Paragraph, Text: p.texts["kk"]})
	}
	return in
}

func BenchmarkRun300Paragraphs(b *testing.B) {
	in := story(b, 300)
	for b.Loop() {
		checks.Run(in)
	}
}

func BenchmarkRunOneOf300Paragraphs(b *testing.B) {
	in := story(b, 300)
	in.Only = []models.Key{"k150"}
	for b.Loop() {
		checks.Run(in)
	}
}
