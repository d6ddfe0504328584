package demo

import (
	"maps"
	"regexp"
	"slices"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/checks"
	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// found runs every check on a version beside its source, whose keys it is given
// by place: the bundles have the same blocks in every language.
func found(t *testing.T, s *cms.PortableStory, v *cms.PortableVersion) []checks.Finding {
	t.Helper()
	to, _ := locale.Lookup(v.Locale)
	target := v.Content
	in := checks.Input{Target: &target, To: to}
	for _, l := range languages() {
		among, _ := locale.Lookup(locale.Tag(l))
		in.Among = append(in.Among, among)
	}
	at := slices.IndexFunc(s.Versions, func(other cms.PortableVersion) bool { return other.Locale == s.Source })
	source := s.Versions[at].Content
	source.Body, target.Body = slices.Clone(source.Body), slices.Clone(target.Body)
	for i := range source.Body {
		source.Body[i].Key = text.NewKey()
	}
	for i := range target.Body {
		if target.Body[i].Key = text.NewKey(); len(target.Body) == len(source.Body) {
			target.Body[i].Key = source.Body[i].Key
		}
	}
	if v.Locale != s.Source {
		in.Source = &source
		in.From, _ = locale.Lookup(s.Source)
	}
	return checks.Run(in)
}

func TestNothingIsWrongWithTheWords(t *testing.T) {
	t.Parallel()
	for name, s := range bundles(t) {
		for i := range s.Versions {
			v := &s.Versions[i]
			for _, f := range found(t, &s, v) {
				t.Errorf("%s %s %s: %s %s: %v", name, v.Locale, f.Key, f.Severity, f.Check, f.Args)
			}
		}
	}
}

// foreign are marks that a language does not write: quotation marks and dashes
// of its neighbours, the decimal marks and percent signs of others.
func foreign() map[locale.Tag]*regexp.Regexp {
	return map[locale.Tag]*regexp.Regexp{
		"en": regexp.MustCompile(`["«»„']|\d,\d{1,2}\b|\d \d{3}\b|\s—\s`),
		"az": regexp.MustCompile(`["«»„']|\d\.\d{1,2}\b|\d,\d{3}\b|\d \d{3}\b|—`),
		"kk": regexp.MustCompile(`["„']|\d\.\d{1,2}\b|\d,\d{3}\b|\d \d{3}\b|—`),
		"ru": regexp.MustCompile(`["']|\d\.\d{1,2}\b|\d,\d{3}\b|\d \d{3}\b|\s–\s`),
	}
}

func TestMarksAndNumbersAreThoseOfTheLanguage(t *testing.T) {
	t.Parallel()
	wrong := foreign()
	for name, s := range bundles(t) {
		for _, v := range s.Versions {
			for _, b := range v.Content.Units() {
				// The cells of a table stand apart in its markup only.
				words := b.Text
				if b.Kind != models.Table {
					words = text.PlainBlock(&b)
				}
				if at := wrong[v.Locale].FindString(words); at != "" {
					t.Errorf("%s %s: %q in %q", name, v.Locale, at, words)
				}
			}
		}
	}
}

func TestSectionsAreKnownByNameInFourLanguages(t *testing.T) {
	t.Parallel()
	sections := map[string]bool{}
	for _, s := range bundles(t) {
		sections[s.Section.Key] = true
	}
	delete(sections, "") // pages have none
	if got := slices.Sorted(maps.Keys(sections)); len(got) < 8 {
		t.Errorf("sections %v, want eight or more", got)
	}
}
