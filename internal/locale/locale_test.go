package locale_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestRegistryListsTheFourLanguagesInOrder(t *testing.T) {
	t.Parallel()
	type row struct {
		Tag                     locale.Tag
		Name, Script, Direction string
	}
	want := []row{
		{"en", "English", "Latn", "ltr"},
		{"az", "Azərbaycanca", "Latn", "ltr"},
		{"kk", "Қазақша", "Cyrl", "ltr"},
		{"ru", "Русский", "Cyrl", "ltr"},
	}
	var got []row
	for _, l := range locale.All() {
		got = append(got, row{l.Tag, l.Name, l.Script, l.Direction})
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("All() (-want +got):\n%s", diff)
	}
}

func TestLookupReturnsTheRegistrysOwnValue(t *testing.T) {
	t.Parallel()
	for _, want := range locale.All() {
		if got, ok := locale.Lookup(want.Tag); !ok || got != want {
			t.Errorf("Lookup(%q) = %p, %v, want %p, true", want.Tag, got, ok, want)
		}
	}
}

func TestLookupKnowsNoOtherTag(t *testing.T) {
	t.Parallel()
	for _, tag := range []locale.Tag{"", "kz", "EN", "en-GB", "kk-latn", "az-Latn", "uk"} {
		if l, ok := locale.Lookup(tag); ok || l != nil {
			t.Errorf("Lookup(%q) = %v, %v, want nil, false", tag, l, ok)
		}
	}
}

func TestTheRegistryIsOutOfItsReadersReach(t *testing.T) {
	t.Parallel()
	all := locale.All()
	all[0] = nil
	if locale.All()[0] == nil {
		t.Error("writing into the slice that All returned changed the registry")
	}
}
