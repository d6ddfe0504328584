package locale

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// maxAcceptLanguage is how much of an Accept-Language header is read, in
// bytes. Browsers send less than half of it.
const maxAcceptLanguage = 256

// languageRange is one item of an Accept-Language header: "kk-KZ;q=0.8".
type languageRange struct {
	tag      language.Tag
	base     Tag     // the language of tag, without script and region
	wildcard bool    // it is "*", and has no tag
	quality  float64 // 0 to 1
}

// Negotiate returns the language in which to greet a reader: the one that the
// cookie names, if it is enabled; else the best of those that the
// Accept-Language header asks for; else the site's default. Only the front
// door asks this: an address with a language in it is never second-guessed.
//
// Items of the header that make no sense are ignored, and so is everything
// after the first 256 bytes. "kz" counts as Kazakh, and the script does not
// matter: a reader of kk-Latn gets Kazakh.
func (s *Set) Negotiate(cookie, acceptLanguage string) *Locale {
	if l, ok := s.Lookup(Tag(cookie)); ok {
		return l
	}
	wanted, excluded := parseAcceptLanguage(acceptLanguage)
	// A language that the reader names goes before a relative of one that we
	// lack, even of one named earlier: with az,en on a site in English and
	// Russian it is English, though Russian is close to az.
	for _, r := range wanted {
		if l, ok := s.Lookup(r.base); ok && !slices.Contains(excluded, l.Tag) {
			return l
		}
	}
	for _, r := range wanted {
		if l, ok := s.closest(r, excluded); ok {
			return l
		}
	}
	return s.Default()
}

// closest returns an enabled language that a reader of r will understand.
func (s *Set) closest(r languageRange, excluded []Tag) (*Locale, bool) {
	if r.wildcard {
		i := slices.IndexFunc(s.locales, func(l *Locale) bool { return !slices.Contains(excluded, l.Tag) })
		if i < 0 {
			return nil, false
		}
		return s.locales[i], true
	}
	// Below high confidence the matcher goes by script alone, and would send
	// readers of Ukrainian to Kazakh. The tag that it returns carries
	// extensions; the index is what identifies the language.
	_, i, confidence := s.matcher.Match(r.tag)
	if confidence < language.High || slices.Contains(excluded, s.locales[i].Tag) {
		return nil, false
	}
	return s.locales[i], true
}

// parseAcceptLanguage returns the items of a header, best first, and the
// languages that it excludes by a quality of zero.
func parseAcceptLanguage(header string) (wanted []languageRange, excluded []Tag) {
	if len(header) > maxAcceptLanguage {
		// An item cut in the middle may be another one: ru;q=0 for ru;q=0.9.
		header = header[:max(0, strings.LastIndexByte(header[:maxAcceptLanguage], ','))]
	}
	for item := range strings.SplitSeq(header, ",") {
		r, ok := parseRange(item)
		switch {
		case !ok:
		case r.quality > 0:
			wanted = append(wanted, r)
		case r.tag.String() == string(r.base):
			// Only a whole language: en-GB;q=0 says nothing of English.
			excluded = append(excluded, r.base)
		}
	}
	slices.SortStableFunc(wanted, func(a, b languageRange) int {
		return cmp.Compare(b.quality, a.quality)
	})
	return wanted, excluded
}

// parseRange reads one item of a header, and tells whether it makes sense.
func parseRange(item string) (languageRange, bool) {
	name, params, _ := strings.Cut(item, ";")
	quality, ok := parseQuality(params)
	if !ok {
		return languageRange{}, false
	}
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "*" {
		return languageRange{wildcard: true, quality: quality}, true
	}
	if rest, ok := strings.CutPrefix(name, "kz"); ok && (rest == "" || strings.ContainsAny(rest[:1], "-_")) {
		name = string(Kazakh) + rest
	}
	// On an error the tag holds what could be understood, maybe nothing.
	tag, _ := language.Parse(name)
	base, _, _ := tag.Raw()
	if base.String() == "und" {
		return languageRange{}, false
	}
	return languageRange{tag: tag, base: Tag(base.String()), quality: quality}, true
}

// parseQuality reads the parameters of an item, of which only q counts. Its
// absence means 1.
func parseQuality(params string) (float64, bool) {
	for param := range strings.SplitSeq(params, ";") {
		name, value, _ := strings.Cut(param, "=")
		if !strings.EqualFold(strings.TrimSpace(name), "q") {
			continue
		}
		quality, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
		return quality, err == nil && quality >= 0 && quality <= 1
	}
	return 1, true
}
