package locale_test

import (
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
)

// oracleCase is one case of a file in testdata/oracles: what a function must
// return for an input. The meta section of each file says who says so.
type oracleCase[I any] struct {
	ID       string     `json:"id"`
	Locale   locale.Tag `json:"locale"`
	Kind     string     `json:"kind"`
	Input    I          `json:"input"`
	Expected string     `json:"expected"`
	Options  struct {
		Max      int    `json:"max"`
		TimeZone string `json:"timeZone"`

		Month   string `json:"month"`
		Weekday string `json:"weekday"`
		Style   string `json:"style"`
		Type    string `json:"type"`
		Numeric string `json:"numeric"`

		WholeFigures *int   `json:"minimumIntegerDigits"`
		LeastFigures *int   `json:"minimumFractionDigits"`
		MostFigures  *int   `json:"maximumFractionDigits"`
		Currency     string `json:"currency"`
		Unit         string `json:"unit"`
	} `json:"options"`
}

// width returns the width that an option of an oracle names.
func width(t *testing.T, option string) locale.Width {
	t.Helper()
	w, ok := map[string]locale.Width{"long": locale.Wide, "short": locale.Short, "narrow": locale.Narrow}[option]
	if !ok {
		t.Fatalf("no width %q", option)
	}
	return w
}

// oracleFile returns all cases of a file, of a type that suits it.
func oracleFile[C any](t *testing.T, name string) []C {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "oracles", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Cases []C `json:"cases"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if len(file.Cases) == 0 {
		t.Fatalf("%s: no cases", name)
	}
	return file.Cases
}

// oracle returns the cases of a file whose kind is among checked. Each of these
// kinds must be there; other kinds must be in skipped, which maps them to the
// reason.
func oracle[I any](t *testing.T, name string, checked []string, skipped map[string]string) []oracleCase[I] {
	t.Helper()
	var cases []oracleCase[I]
	found := map[string]bool{}
	for _, c := range oracleFile[oracleCase[I]](t, name) {
		switch {
		case slices.Contains(checked, c.Kind):
			found[c.Kind] = true
			cases = append(cases, c)
		case skipped[c.Kind] == "":
			t.Fatalf("%s: unknown kind %q", c.ID, c.Kind)
		}
	}
	if len(found) != len(checked) {
		t.Fatalf("%s: found only the kinds %v of %v", name, found, checked)
	}
	return cases
}

// lookup returns a language of the registry.
func lookup(t *testing.T, tag locale.Tag) *locale.Locale {
	t.Helper()
	l, ok := locale.Lookup(tag)
	if !ok {
		t.Fatalf("Lookup(%q) found nothing", tag)
	}
	return l
}

// moment returns an RFC 3339 time in a zone.
func moment(t *testing.T, value, zone string) time.Time {
	t.Helper()
	utc, err := time.Parse(time.RFC3339, value)
	if err != nil {
		t.Fatal(err)
	}
	location, err := time.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	return utc.In(location)
}

// keys returns the keys of a table of functions by kind.
func keys[V any](m map[string]V) []string {
	return slices.Sorted(maps.Keys(m))
}
