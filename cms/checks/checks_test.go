package checks_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// paragraph is an entry of the corpus.
type paragraph struct {
	texts map[locale.Tag]string
	check string
	fault map[locale.Tag]string
}

// tags are the languages in the order in which faults are counted.
func tags() []locale.Tag {
	return []locale.Tag{locale.English, locale.Azerbaijani, locale.Kazakh, locale.Russian}
}

// sourceOf is the language that a target is translated from in the corpus.
func sourceOf(target locale.Tag) locale.Tag {
	if target == locale.English {
		return locale.Russian
	}
	return locale.English
}

func corpus(t testing.TB) []paragraph {
	t.Helper()
	file, err := os.ReadFile("testdata/corpus.txt")
	if err != nil {
		t.Fatal(err)
	}
	var list []paragraph
	for entry := range strings.SplitSeq(string(file), "\n\n") {
		if strings.HasPrefix(entry, "#") {
			continue
		}
		p := paragraph{texts: map[locale.Tag]string{}, fault: map[locale.Tag]string{}}
		for line := range strings.Lines(entry) {
			head, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
			if head == "!" {
				fields := strings.Split(rest, " | ")
				p.check = fields[0]
				for _, f := range fields[1:] {
					tag, fault, ok := strings.Cut(f, ": ")
					if !ok {
						t.Fatalf("%q is no fault", f)
					}
					p.fault[locale.Tag(tag)] = fault
				}
			} else if head != "" {
				p.texts[locale.Tag(head)] = rest
			}
		}
		list = append(list, p)
	}
	return list
}

// planted returns a text with a fault in it.
func (p *paragraph) planted(t testing.TB, tag locale.Tag) string {
	t.Helper()
	fault, clean := p.fault[tag], p.texts[tag]
	if whole, ok := strings.CutPrefix(fault, "= "); ok {
		return whole
	}
	if other, ok := strings.CutPrefix(fault, "@"); ok {
		return p.texts[locale.Tag(other)]
	}
	from, to, ok := strings.Cut(fault, " -> ")
	if !ok || !strings.Contains(clean, from) {
		t.Fatalf("%s: %q does not apply to %q", tag, fault, clean)
	}
	return strings.Replace(clean, from, to, 1)
}

// look runs the checks on one block and its source.
func look(tag locale.Tag, source, target string) []checks.Finding {
	block := func(s string) *models.Content {
		return &models.Content{Body: models.Body{{Key: "k", Kind: models.Paragraph, Text: s}}}
	}
	in := checks.Input{
		Source: block(source), Target: block(target), Among: locale.All(),
		HasVersion: func(id int64, _ locale.Tag) bool { return id == 5 },
	}
	in.From, _ = locale.Lookup(sourceOf(tag))
	in.To, _ = locale.Lookup(tag)
	return checks.Run(in)
}

func names(found []checks.Finding) []string {
	var list []string
	for _, f := range found {
		list = append(list, f.Check)
	}
	return list
}

func TestCleanTranslationsHaveNoFindings(t *testing.T) {
	t.Parallel()
	for _, tag := range tags() {
		clean, warned := 0, 0
		for _, p := range corpus(t) {
			clean++
			for _, f := range look(tag, p.texts[sourceOf(tag)], p.texts[tag]) {
				switch f.Severity {
				case checks.Error:
					t.Errorf("%s: a false error %s %v in %s", tag, f.Check, f.Args, p.texts[tag])
				case checks.Warning:
					warned++
					t.Logf("%s: a false warning %s %v in %s", tag, f.Check, f.Args, p.texts[tag])
				case checks.Info:
					t.Logf("%s: a false info %s %v in %s", tag, f.Check, f.Args, p.texts[tag])
				}
			}
		}
		if clean < 40 {
			t.Errorf("%s: %d clean cases, want 40", tag, clean)
		}
		if share := float64(warned) / float64(clean); share > 0.05 {
			t.Errorf("%s: %.3f false warnings, want 0.05", tag, share)
		}
	}
}

func TestPlantedFaultsAreFound(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, tag := range tags() {
		faults := 0
		for _, p := range corpus(t) {
			if p.fault[tag] == "" {
				continue
			}
			faults++
			planted := p.planted(t, tag)
			source := p.texts[sourceOf(tag)]
			found := names(look(tag, source, planted))
			if !slices.Contains(found, p.check) {
				t.Errorf("%s: %s is not found in %q beside %q, but %v", tag, p.check, planted, source, found)
			}
			seen[p.check] = true
		}
		if faults < 40 {
			t.Errorf("%s: %d true cases, want 40", tag, faults)
		}
	}
	for _, c := range checks.Registry() {
		if !seen[c.Name] && !slices.Contains([]string{"alt", "title_length", "seo_length"}, c.Name) {
			t.Errorf("the corpus has no fault for %s", c.Name)
		}
	}
}

func TestTheSeverityTable(t *testing.T) {
	t.Parallel()
	want := map[checks.Severity]string{
		checks.Error: "empty markup lookalike language",
		checks.Warning: "same numbers dates times units links link_language quotes brackets doubled alt " +
			"title_length seo_length",
		checks.Info: "end spaces number_format length suffix roman",
	}
	got := map[checks.Severity][]string{}
	for _, c := range checks.Registry() {
		got[c.Severity] = append(got[c.Severity], c.Name)
	}
	for severity, list := range want {
		if strings.Join(got[severity], " ") != list {
			t.Errorf("%s: got %v, want %s", severity, got[severity], list)
		}
	}
}

func TestFindingsAboutTheWholeStory(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("длинное название ", 20)
	in := checks.Input{
		Target: &models.Content{
			Title: long, SEO: models.SEO{Title: long, Description: "Коротко."},
			Body: models.Body{
				{Key: "a", Kind: models.Image, URL: "/a.jpg"},
				{Key: "b", Kind: models.Image, URL: "/b.jpg", Alt: "Порт зимой"},
				{Key: "c", Kind: models.Paragraph, Confirmation: models.Confirmation{Mark: models.Omitted}},
			},
		},
		Among: locale.All(),
	}
	in.To, _ = locale.Lookup(locale.Russian)
	var got []string
	for _, f := range checks.Run(in) {
		got = append(got, string(f.Key)+" "+f.Check)
	}
	want := "title title_length, a alt, seo_title seo_length"
	if strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestOnlySomeUnitsAreLookedAt(t *testing.T) {
	t.Parallel()
	in := checks.Input{
		Target: &models.Content{Title: "Два , слова", Body: models.Body{
			{Key: "a", Kind: models.Paragraph, Text: "Два , слова"}, {Key: "b", Kind: models.Paragraph, Text: "Два , слова"},
		}},
		Among: locale.All(),
	}
	in.To, _ = locale.Lookup(locale.Russian)
	for _, test := range []struct {
		only []models.Key
		want int
	}{{nil, 3}, {[]models.Key{"a", models.KeyTitle}, 2}, {[]models.Key{"gone"}, 0}, {[]models.Key{}, 0}} {
		in.Only = test.only
		if got := len(checks.Run(in)); got != test.want {
			t.Errorf("of %v there are %d findings, want %d", test.only, got, test.want)
		}
	}
}

func TestWhatIsMeantIsNotFound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, check, source, target string }{
		{"a foreign quotation that is marked as such", "language", "A quotation follows.", `<span lang="en">This is the text of the song in the language it was written in.</span>`},
		{"a mixed word that the source has", "lookalike", "The brand Мoscow opens.", "Бренд Мoscow открывается."},
		{"an address", "lookalike", "See it.", "См. https://example.org/пaпка сейчас."},
		{"names alone", "same", "SOCAR Trading", "SOCAR Trading"},
		{"code", "quotes", `Type <code>"x"</code>.`, `Введите <code>"x"</code>.`},
		{"markup that the source shows", "markup", "The tag &lt;b&gt; is bold.", "Тег &lt;b&gt; — жирный."},
		{"a word that the source repeats", "doubled", "It was cold cold.", "Было холодно холодно."},
		{"a link to a story without this language", "link_language", `<a href="/en/x-6">x</a>`, `<a href="/en/x-6">x</a>`},
		{"a decade", "numbers", "in the 1990s", "в 90-х годах"},
		{"a time with a full stop", "times", "at 9:30", "в 9.30"},
	} {
		for _, f := range look("ru", test.source, test.target) {
			if f.Check == test.check {
				t.Errorf("%s: %s is found: %v", test.name, f.Check, f.Args)
			}
		}
	}
}

func TestTheFingerprintIsOfBothTexts(t *testing.T) {
	t.Parallel()
	one := look("ru", "It is 5.", "Это 6.")[0].Fingerprint
	for name, other := range map[string][2]string{"source": {"It is 5", "Это 6."}, "target": {"It is 5.", "Это 6"}} {
		if look("ru", other[0], other[1])[0].Fingerprint == one {
			t.Errorf("the fingerprint does not change with the %s", name)
		}
	}
	if look("ru", "It is 5.", "Это 6.")[0].Fingerprint != one {
		t.Error("the fingerprint changes by itself")
	}
}

func FuzzRun(f *testing.F) {
	for _, p := range corpus(f) {
		f.Add(p.texts["en"], p.texts["ru"])
	}
	f.Fuzz(func(t *testing.T, source, target string) {
		for _, tag := range tags() {
			for _, found := range look(tag, source, target) {
				if found.Start < 0 || found.Start > found.End {
					t.Fatalf("%s is at %d to %d", found.Check, found.Start, found.End)
				}
			}
		}
	})
}
