package search_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms/search"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// How well a story is found, as the steps of a ladder with names.
const (
	exactlyInTitle = iota
	exactly
	inTitle
	otherForm
	poorKeyboard
	byName
	bySound
	notAtAll
)

func lookup(t testing.TB, tag locale.Tag) *locale.Locale {
	t.Helper()
	l, ok := locale.Lookup(tag)
	if !ok {
		t.Fatalf("no language %s", tag)
	}
	return l
}

// has reports whether a story with the keys meets a match.
func has(keys []string, m search.Match) bool {
	for _, clause := range m {
		if !slices.ContainsFunc(clause, func(k string) bool { _, ok := slices.BinarySearch(keys, k); return ok }) {
			return false
		}
	}
	return true
}

// steps returns the steps that find a story.
func steps(keys []string, ladder []search.Step) []int {
	var list []int
	for i, s := range ladder {
		excepted := slices.ContainsFunc(s.Except, func(m search.Match) bool { return has(keys, m) })
		if has(keys, s.Match) && !excepted {
			list = append(list, i)
		}
	}
	return list
}

// noNames makes the ladder whole: a name of a word that no story has.
func noNames(q *search.Query) search.Names { return search.Names{q.Spans()[0]: {"zzzzzz"}} }

func TestHowWellAStoryIsFound(t *testing.T) {
	t.Parallel()
	tests := []struct {
		language    locale.Tag
		title, body string
		query       string
		want        int
	}{
		{"en", "Port of Aktau grows", "Ships queued.", "port aktau", exactlyInTitle},
		{"en", "A quiet day", "The port of Aktau grew.", "AKTAU port", exactly},
		{"en", "Ports grow", "Nothing else.", "port", inTitle},
		{"en", "A quiet day", "Ships queued at two ports.", "port", otherForm},
		{"en", "A quiet day", "The résumé of a minister.", "resume", poorKeyboard},
		{"en", "A quiet day", "President Tokayev spoke.", "Тоқаев", bySound},
		{"en", "A quiet day", "The port of Aktau.", "port Baku", notAtAll},
		{"en", "A quiet day", "The President's words.", "president", otherForm},

		{"az", "Xəzər geri çəkilir", "Su azalır.", "xəzər", exactlyInTitle},
		{"az", "Sakit gün", "Gəmilər Xəzərdə dayanıb.", "Xəzər", otherForm},
		{"az", "Sakit gün", "Gəmilər Xəzərdə dayanıb.", "xezerde", poorKeyboard},
		{"az", "Sakit gün", "Gəmilər Xəzərdə dayanıb.", "xezer", poorKeyboard},
		{"az", "Sakit gün", "IŞIQ söndü.", "ışıq", exactly},
		{"az", "Sakit gün", "İşıq söndü.", "işıq", exactly},
		{"az", "Sakit gün", "BMT-nin baş katibi gəldi.", "BMT", exactly},
		{"az", "Sakit gün", "BMT gəldi.", "BMT-nin", exactly},

		{"kk", "Қазақстан порты", "Кеме келді.", "қазақстан", exactlyInTitle},
		{"kk", "Тыныш күн", "Қазақстан порты кеңейді.", "казакстан", poorKeyboard},
		{"kk", "Тыныш күн", "Президент Тоқаевтың сөзі.", "Tokayev", bySound},
		{"kk", "Тыныш күн", "Кітабы шықты.", "кітап", otherForm},
		{"kk", "Тыныш күн", "COVID-тың жаңа түрі.", "covid", exactly},

		{"ru", "Ёлка на площади", "Зажглись огни.", "елка", exactlyInTitle},
		{"ru", "Тихий день", "Порты Каспия растут.", "порт каспий", otherForm},
		{"ru", "Тихий день", "Президент Токаев.", "tokayev", bySound},
		{"ru", "Тихий день", "Порт рос.", "Пoрт", exactly}, // with a Latin o
		{"ru", "Тихий день", "Цена выросла до 3,2 миллиона.", "3,2", exactly},
	}
	for _, tt := range tests {
		t.Run(string(tt.language)+" "+tt.query, func(t *testing.T) {
			t.Parallel()
			l := lookup(t, tt.language)
			c := &models.Content{Title: tt.title, Body: models.Body{{Kind: models.Paragraph, Text: tt.body}}}
			keys := search.Keys(l, c)
			q := search.Parse(l, tt.query)
			found := steps(keys, q.Ladder(noNames(q)))
			if want := []int{tt.want}; tt.want == notAtAll && len(found) > 0 || tt.want != notAtAll && !slices.Equal(found, want) {
				t.Errorf("found by the steps %v, want %d; keys %v", found, tt.want, keys)
			}
		})
	}
}

func TestAnotherNameOfAThingFindsIt(t *testing.T) {
	t.Parallel()
	ru := lookup(t, "ru")
	c := &models.Content{Title: "Уровень Каспийского моря", Body: models.Body{{Kind: models.Paragraph, Text: "Вода уходит из порта."}}}
	keys := search.Keys(ru, c)
	tests := []struct {
		query string
		names map[string]string // by the words of the query
		want  int
	}{
		{"Xəzər dənizi", map[string]string{"Xəzər dənizi": "Каспийское море"}, byName},
		{"порт Xəzər", map[string]string{"Xəzər": "Каспийское море"}, byName},
		{"Xəzər Баку", map[string]string{"Xəzər": "Каспийское море"}, notAtAll},
		{"Xəzər", map[string]string{"Xəzər": "Аральское море"}, notAtAll},
	}
	for _, tt := range tests {
		q := search.Parse(ru, tt.query)
		names := search.Names{}
		for _, s := range q.Spans() {
			if name, ok := tt.names[q.Text(s)]; ok {
				names.Add(s, name)
			}
		}
		found := steps(keys, q.Ladder(names))
		if tt.want == notAtAll && len(found) > 0 || tt.want != notAtAll && !slices.Equal(found, []int{tt.want}) {
			t.Errorf("%q: found by the steps %v, want %d", tt.query, found, tt.want)
		}
	}
}

func TestAQueryOfAnythingIsHarmless(t *testing.T) {
	t.Parallel()
	for _, q := range []string{
		"", "   ", `"`, `' OR 1=1 --`, `a NEAR/2 b`, `*`, `(((`, "a AND NOT b", "\x00\xff", strings.Repeat("слово ", 2000), strings.Repeat("x", 100_000),
	} {
		checkKeys(t, lookup(t, "ru"), q)
	}
}

// checkKeys fails unless every key of a query is made of letters, figures and
// the two signs that no database's grammar knows.
func checkKeys(t testing.TB, l *locale.Locale, text string) {
	t.Helper()
	q := search.Parse(l, text)
	for _, s := range q.Ladder(search.Names{{}: {text}}) {
		if len(s.Match) == 0 || len(s.Match) > 64 {
			t.Errorf("%q: %d clauses", text, len(s.Match))
		}
		for _, key := range slices.Concat(s.Match...) {
			if key == "" || strings.ContainsAny(key, "\x00 \"'\\()*^&|!<>-+.,;") {
				t.Errorf("%q: key %q", text, key)
			}
		}
	}
}

func TestASlipLeadsToTheNearestWords(t *testing.T) {
	t.Parallel()
	en := lookup(t, "en")
	c := &models.Content{Title: "Containers contain a container", Summary: "Part, port and Porto. Contemporaries maintain a carton."}
	tests := []struct {
		query string
		want  []string
	}{
		{"contaimers", []string{"Containers", "container"}},
		{"ontainer", []string{"container", "Containers"}},
		{"prot", []string{"port"}},
		{"contianer", []string{"container"}},
		{"pxxt", nil}, // two slips are too many in four letters
		{"pert", []string{"Part", "port"}},
		{"portal", []string{"port", "Porto"}},
		{"por", nil},
		{"3000", nil},
		{strings.Repeat("x", 30), nil},
	}
	for _, tt := range tests {
		var got []string
		if slip, ok := search.Parse(en, tt.query).Slip(0); ok {
			for _, m := range slip.Nearest(search.Words(en, search.Keys(en, c))) {
				word, _ := m.In(c)
				got = append(got, word)
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.query, diff)
		}
	}
}

func FuzzQuery(f *testing.F) {
	for _, s := range []string{"port Aktau", "BMT-nin", "3,2", "İIıi", "a'b", "\u0307", "Қасым-Жомарт"} {
		f.Add(s, "Some text with "+s+" in it.")
		f.Add(s+"q", "Some text with "+s+" in it.")
	}
	l, _ := locale.Lookup("az")
	f.Fuzz(func(t *testing.T, query, text string) {
		checkKeys(t, l, query)
		c := &models.Content{Title: text, Summary: text}
		keys := search.Keys(l, c)
		q := search.Parse(l, query)
		if found := steps(keys, q.Ladder(nil)); len(found) > 1 {
			t.Errorf("%q in %q: found by the steps %v", query, text, found)
		}
		for i := range q.Len() {
			if slip, ok := q.Slip(i); ok {
				for _, m := range slip.Nearest(search.Words(l, keys)) {
					if _, ok := m.In(c); !ok {
						t.Errorf("%q in %q: %v is not in it", query, text, m)
					}
				}
			}
		}
		f := q.Finder(nil)
		if got := joined(f.Mark(text)); got != text {
			t.Errorf("marked %q, want %q", got, text)
		}
		f.Snippet(c, 20)
	})
}

func joined(pieces []search.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// marked writes pieces with what matches in brackets.
func marked(pieces []search.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.Marked {
			b.WriteString("[" + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func TestWhatMatchesIsMarked(t *testing.T) {
	t.Parallel()
	c := &models.Content{
		Title:   "Тыныш күн",
		Summary: "Бүгін ештеңе болған жоқ.",
		Body: models.Body{
			{Kind: models.Paragraph, Text: "Астанада қар жауды."},
			{Kind: models.Paragraph, Text: "Қазақстан порттары биыл <strong>Тоқаевтың</strong> айтуынша өседі, ал порт кеңейеді."},
		},
	}
	tests := []struct{ query, want string }{
		{"казакстан порт", "[Қазақстан порттары] биыл Тоқаевтың айтуынша өседі, ал [порт] кеңейеді."},
		{"Tokayev", "Қазақстан порттары биыл [Тоқаевтың] айтуынша өседі, ал порт кеңейеді."},
		{"қар", "Астанада [қар] жауды."},
		{"тыныш", "Бүгін ештеңе болған жоқ."},
	}
	kk := lookup(t, "kk")
	for _, tt := range tests {
		got := marked(search.Parse(kk, tt.query).Finder(nil).Snippet(c, 200))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.query, diff)
		}
	}
}

func TestALongPassageIsCutAroundWhatMatches(t *testing.T) {
	t.Parallel()
	en := lookup(t, "en")
	before, after := strings.Repeat("before it ", 30), strings.Repeat(" after it", 30)
	c := &models.Content{Title: "T", Summary: before + "the needle" + after}
	got := marked(search.Parse(en, "needle").Finder(nil).Snippet(c, 60))
	want := "…before it the [needle] after it after it after it after it…"
	if got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	c.Summary = before + "the needle"
	if got, want := marked(search.Parse(en, "needle").Finder(nil).Snippet(c, 30)), "…it before it the [needle]"; got != want {
		t.Errorf("at the end: got %q, want %q", got, want)
	}
}
