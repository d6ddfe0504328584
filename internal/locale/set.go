package locale

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Set is the enabled languages of a site with their fallback orders. It never
// changes, and any number of goroutines may use it.
type Set struct {
	locales []*Locale // in site order, the default first
	orders  map[Tag][]Tag
	matcher language.Matcher // over locales, index for index
}

// NewSet returns the set of the languages in tags, of which the first is the
// default. The languages in fallbacks[t] stand in for t, in that order, before
// the remaining ones; where fallbacks says nothing of t, those that the
// registry has for it. It is an error to enable no language, an unknown one or
// one twice, and for a fallback to name its own language, one that is not
// enabled, or one twice.
func NewSet(tags []Tag, fallbacks map[Tag][]Tag) (*Set, error) {
	return newSet(registry(), tags, fallbacks)
}

// newSet is [NewSet] for any registry.
func newSet(known []*Locale, tags []Tag, fallbacks map[Tag][]Tag) (*Set, error) {
	if len(tags) == 0 {
		return nil, errors.New("no language is enabled")
	}
	s := &Set{orders: map[Tag][]Tag{}}
	matched := make([]language.Tag, 0, len(tags))
	for _, t := range tags {
		l, ok := find(known, t)
		if !ok {
			return nil, unknownError(t)
		}
		if _, twice := s.Lookup(t); twice {
			return nil, fmt.Errorf("the language %q is enabled twice", t)
		}
		s.locales = append(s.locales, l)
		matched = append(matched, l.tag)
	}
	for _, t := range slices.Sorted(maps.Keys(fallbacks)) { // so that the error is always the same one
		if err := s.checkFallbacks(t, fallbacks[t]); err != nil {
			return nil, err
		}
	}
	for _, l := range s.locales {
		chain, ok := fallbacks[l.Tag]
		if !ok {
			chain = s.enabled(l.Fallbacks)
		}
		s.orders[l.Tag] = readingOrder(l.Tag, chain, tags)
	}
	s.matcher = language.NewMatcher(matched)
	return s, nil
}

// checkFallbacks returns an error if chain cannot be the fallbacks of t.
func (s *Set) checkFallbacks(t Tag, chain []Tag) error {
	if _, ok := s.Lookup(t); !ok {
		return fmt.Errorf("the language %q has fallbacks but is not enabled", t)
	}
	for i, f := range chain {
		if f == t {
			return fmt.Errorf("the language %q is its own fallback", t)
		}
		if _, ok := s.Lookup(f); !ok {
			return fmt.Errorf("the fallback %q of the language %q is not enabled", f, t)
		}
		if slices.Contains(chain[:i], f) {
			return fmt.Errorf("the language %q has the fallback %q twice", t, f)
		}
	}
	return nil
}

// enabled returns those of tags that the site has.
func (s *Set) enabled(tags []Tag) []Tag {
	return slices.DeleteFunc(slices.Clone(tags), func(t Tag) bool {
		_, ok := s.Lookup(t)
		return !ok
	})
}

// readingOrder returns t, its fallbacks, and the rest of the site's languages.
func readingOrder(t Tag, chain, site []Tag) []Tag {
	order := append([]Tag{t}, chain...)
	for _, other := range site {
		if !slices.Contains(order, other) {
			order = append(order, other)
		}
	}
	return order
}

// ParseSet returns the set that two settings describe: languages such as
// "en,az,kk,ru", and fallbacks such as "kk:ru,en;az:en,ru". Spaces and empty
// items do not matter. Fallbacks may name languages that are not enabled,
// which are left out, so that one setting serves sites with fewer languages;
// all else that [NewSet] refuses is an error, and so is a language that has
// fallbacks twice.
func ParseSet(locales, fallbacks string) (*Set, error) {
	tags := parseTags(locales)
	chains := map[Tag][]Tag{}
	for _, item := range splitItems(fallbacks, ";") {
		name, list, ok := strings.Cut(item, ":")
		if !ok {
			return nil, fmt.Errorf("the fallback %q is not of the form language:language,language", item)
		}
		t, chain := Tag(strings.TrimSpace(name)), parseTags(list)
		for _, named := range append([]Tag{t}, chain...) {
			if _, ok := Lookup(named); !ok {
				return nil, unknownError(named)
			}
		}
		if _, twice := chains[t]; twice {
			return nil, fmt.Errorf("the language %q has fallbacks twice", t)
		}
		chains[t] = chain
	}
	for t, chain := range chains {
		if !slices.Contains(tags, t) {
			delete(chains, t)
			continue
		}
		chains[t] = slices.DeleteFunc(chain, func(f Tag) bool { return !slices.Contains(tags, f) })
	}
	return NewSet(tags, chains)
}

// parseTags reads a list such as "en,az".
func parseTags(list string) []Tag {
	var tags []Tag
	for _, item := range splitItems(list, ",") {
		tags = append(tags, Tag(item))
	}
	return tags
}

// splitItems returns the items between separators that are not blank.
func splitItems(list, separator string) []string {
	var items []string
	for item := range strings.SplitSeq(list, separator) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}

// unknownError reports a language that is not in the registry.
func unknownError(t Tag) error {
	return fmt.Errorf("the language %q is unknown", t)
}

// Default returns the site's first language.
func (s *Set) Default() *Locale {
	return s.locales[0]
}

// Tags returns the tags of the enabled languages in site order. The slice is
// the caller's own.
func (s *Set) Tags() []Tag {
	tags := make([]Tag, len(s.locales))
	for i, l := range s.locales {
		tags[i] = l.Tag
	}
	return tags
}

// All returns the enabled languages in site order. The slice is the caller's
// own.
func (s *Set) All() []*Locale {
	return slices.Clone(s.locales)
}

// Lookup returns the language with the tag t, and whether it is enabled.
func (s *Set) Lookup(t Tag) (*Locale, bool) {
	return find(s.locales, t)
}

// Order returns the reading order of a language: itself, its fallbacks, then
// the remaining enabled ones in site order. For a language that is not enabled
// it is the site order. The slice is the caller's own.
func (s *Set) Order(t Tag) []Tag {
	if order, ok := s.orders[t]; ok {
		return slices.Clone(order)
	}
	return s.Tags()
}
