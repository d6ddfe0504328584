package locale_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

// collationCase is a case of the collation file, whose answers are lists or
// numbers.
type collationCase struct {
	ID       string          `json:"id"`
	Locale   locale.Tag      `json:"locale"`
	Kind     string          `json:"kind"`
	Input    []string        `json:"input"`
	Expected json.RawMessage `json:"expected"`
	Options  struct {
		Numeric           bool   `json:"numeric"`
		CaseFirst         string `json:"caseFirst"`
		IgnorePunctuation bool   `json:"ignorePunctuation"`
		Sensitivity       string `json:"sensitivity"`
		Usage             string `json:"usage"`
	} `json:"options"`
}

// ordering returns the ordering that a case asks for.
func (c collationCase) ordering(t *testing.T) locale.Ordering {
	t.Helper()
	strength, ok := map[string]locale.Strength{
		"": locale.AllDifferences, "variant": locale.AllDifferences, "base": locale.BaseLetters,
		"accent": locale.BaseAndAccents, "case": locale.BaseAndCapitals,
	}[c.Options.Sensitivity]
	if !ok {
		t.Fatalf("%s: unknown sensitivity %q", c.ID, c.Options.Sensitivity)
	}
	return locale.Ordering{
		Numeric:           c.Options.Numeric,
		UpperFirst:        c.Options.CaseFirst == "upper",
		IgnorePunctuation: c.Options.IgnorePunctuation,
		Search:            c.Options.Usage == "search",
		Strength:          strength,
	}
}

func TestCollationIsThatOfICU(t *testing.T) {
	t.Parallel()
	for _, c := range oracleFile[collationCase](t, "collation") {
		l, ordering := lookup(t, c.Locale), c.ordering(t)
		order := func(a, b string) int {
			return bytes.Compare(l.OrderKey(a, ordering), l.OrderKey(b, ordering))
		}
		switch c.Kind {
		case "sort-words", "sort-mixed", "alphabet":
			got := slices.Clone(c.Input)
			slices.SortStableFunc(got, order)
			check(t, c, got)
		case "compare":
			check(t, c, order(c.Input[0], c.Input[1]))
		default:
			t.Errorf("%s: unknown kind %q", c.ID, c.Kind)
		}
	}
}

// check compares an answer with the expected one.
func check[A any](t *testing.T, c collationCase, got A) {
	t.Helper()
	var want A
	if err := json.Unmarshal(c.Expected, &want); err != nil {
		t.Fatalf("%s: %v", c.ID, err)
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %s %s %+v\n got %v\nwant %v", c.ID, c.Locale, c.Kind, c.Options, got, want)
	}
}

func TestSortByKeepsEqualsInOrder(t *testing.T) {
	t.Parallel()
	type tag struct {
		name string
		id   int
	}
	tags := []tag{{"Шуша", 1}, {"Şuşa", 2}, {"Астана", 3}, {"Şuşa", 4}, {"Әлиев", 5}}
	locale.SortBy(lookup(t, locale.Kazakh), tags, func(g tag) string { return g.name })
	want := []tag{{"Астана", 3}, {"Әлиев", 5}, {"Шуша", 1}, {"Şuşa", 2}, {"Şuşa", 4}}
	if !slices.Equal(tags, want) {
		t.Errorf("got %v, want %v", tags, want)
	}
}

func TestKeysOrderAsTheStringsThatTheyStandFor(t *testing.T) {
	t.Parallel()
	for _, l := range locale.All() {
		if l.Compare("", "a") >= 0 || l.Compare("a", "a") != 0 || l.Compare("ab", "a") <= 0 {
			t.Errorf("%s: a prefix does not stand before what it begins", l.Tag)
		}
		if got := len(l.SortKey("")); got != len(l.SortKey("")) {
			t.Errorf("%s: the key of nothing changes: %d", l.Tag, got)
		}
	}
}

func FuzzSortKey(f *testing.F) {
	for _, s := range []string{"", "Şuşa", "Ёлка", "№ 5", "\xff", "i\u0307", "𐀀"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range locale.All() {
			for _, o := range []locale.Ordering{{}, {Numeric: true, UpperFirst: true}, {IgnorePunctuation: true, Strength: locale.BaseAndCapitals}} {
				if !bytes.Equal(l.OrderKey(s, o), l.OrderKey(s, o)) {
					t.Errorf("%s: two keys of %q", l.Tag, s)
				}
			}
		}
	})
}

func BenchmarkSortKey(b *testing.B) {
	l, _ := locale.Lookup(locale.Kazakh)
	b.ReportAllocs()
	for b.Loop() {
		l.SortKey("Қазақстан темір жолы")
	}
}
