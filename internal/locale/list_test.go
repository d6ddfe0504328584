package locale_test

import (
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestListsAreThoseOfCLDR(t *testing.T) {
	t.Parallel()
	kinds := map[string]locale.ListKind{
		"conjunction": locale.ListAnd, "disjunction": locale.ListOr, "unit": locale.ListUnit,
	}
	for _, c := range oracle[[]string](t, "lists", []string{"list"}, nil) {
		kind, ok := kinds[c.Options.Type]
		if !ok {
			t.Fatalf("%s: no kind %q", c.ID, c.Options.Type)
		}
		got := lookup(t, c.Locale).List(c.Input, kind, width(t, c.Options.Style))
		if want := houseForm(c.Kind, c.Locale, c.Expected); got != want {
			t.Errorf("%s: %s list of %v = %q, want %q", c.ID, c.Locale, c.Input, got, want)
		}
	}
}

func TestAListOfNothingIsNothing(t *testing.T) {
	t.Parallel()
	if got := lookup(t, locale.Kazakh).And(); got != "" {
		t.Errorf("got %q", got)
	}
}

func BenchmarkList(b *testing.B) {
	l, _ := locale.Lookup(locale.English)
	items := []string{"Baku", "Astana", "Almaty", "Aktau"}
	b.ReportAllocs()
	for b.Loop() {
		l.List(items, locale.ListAnd, locale.Wide)
	}
}
