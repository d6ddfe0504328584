package checks

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// links finds links that only one of the texts has. Where both lead to one site,
// to its pages in either language, they are the same.
func links(u *unit) []Finding {
	if u.source == nil || u.isField() {
		return nil
	}
	source, target := text.LinksIn(u.source), text.LinksIn(&u.target)
	return differ("check.links", linksOnlyIn(source, target), linksOnlyIn(target, source))
}

func linksOnlyIn(links, others []string) []string {
	var only []string
	for _, link := range links {
		if !slices.ContainsFunc(others, func(o string) bool { return o == link || site(o) != "" && site(o) == site(link) }) {
			only = append(only, link)
		}
	}
	return only
}

// site returns the host of an address, empty for one on this site.
func site(href string) string {
	_, rest, ok := strings.Cut(href, "://")
	if !ok {
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	return strings.ToLower(strings.TrimPrefix(host, "www."))
}

// storyPath is the address of a story on this site.
var storyPath = regexp.MustCompile(`^/([a-z]{2})/(?:[^?#]*-)?(\d+)(?:[?#].*)?$`)

// linkLanguage finds links to a story in another language that has this one.
func linkLanguage(u *unit) []Finding {
	if u.HasVersion == nil || u.isField() {
		return nil
	}
	var found []Finding
	for _, link := range text.LinksIn(&u.target) {
		m := storyPath.FindStringSubmatch(link)
		if m == nil || locale.Tag(m[1]) == u.To.Tag {
			continue
		}
		if id, err := strconv.ParseInt(m[2], 10, 64); err == nil && u.HasVersion(id, u.To.Tag) {
			found = append(found, Finding{Message: "check.link_language", Args: errs.Args{"link": link}})
		}
	}
	return found
}

// quotes finds quotation marks that are not those of the language.
func quotes(u *unit) []Finding {
	plain := text.WithoutCode(&u.target)
	if u.isField() {
		plain = u.plain
	}
	repaired := u.To.RepairQuotes(plain)
	if marksOf(repaired) == marksOf(plain) {
		return nil
	}
	marks := string(u.To.Marks.Open) + "\u00a0" + string(u.To.Marks.Close)
	f := Finding{Message: "check.quotes", Args: errs.Args{"marks": marks}}
	if plain == u.plain {
		f.End, f.Fix = len(plain), repaired
	}
	return []Finding{f}
}

// marksOf returns the double quotation marks of a text.
func marksOf(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("\"“”„‟«»", r) {
			return r
		}
		return -1
	}, s)
}

// listNumber is a bracket that closes nothing: 1) and а).
var listNumber = regexp.MustCompile(`(^|[\s(;,])([\p{L}]|\d{1,2})\)`)

// brackets finds brackets without a counterpart.
func brackets(u *unit) []Finding {
	plain := listNumber.ReplaceAllString(balanced(u.plain), "$1$2")
	var open []rune
	pairs := map[rune]rune{')': '(', ']': '[', '}': '{'}
	for _, r := range plain {
		switch {
		case strings.ContainsRune("([{", r):
			open = append(open, r)
		case pairs[r] != 0 && len(open) > 0 && open[len(open)-1] == pairs[r]:
			open = open[:len(open)-1]
		case pairs[r] != 0:
			return say("check.brackets", errs.Args{"bracket": string(r)})
		}
	}
	if len(open) > 0 {
		return say("check.brackets", errs.Args{"bracket": string(open[0])})
	}
	return nil
}

// shortBrackets are brackets around a letter or a number: (а), (12).
var shortBrackets = regexp.MustCompile(`\(([\p{L}]|\d{1,2})\)`)

// balanced takes short brackets that are in order out of a text.
func balanced(s string) string { return shortBrackets.ReplaceAllString(s, "$1") }

const (
	maxTitle          = 110 // characters that lists and cards show
	maxSEOTitle       = 70
	maxSEODescription = 170
)

func titleLength(u *unit) []Finding {
	if u.target.Key != models.KeyTitle {
		return nil
	}
	return tooLong("check.title_length", u.plain, maxTitle)
}

func seoLength(u *unit) []Finding {
	switch u.target.Key {
	case models.KeySEOTitle:
		return tooLong("check.seo_length", u.plain, maxSEOTitle)
	case models.KeySEODescription:
		return tooLong("check.seo_length", u.plain, maxSEODescription)
	default:
		return nil
	}
}

func tooLong(message, s string, limit int) []Finding {
	if n := utf8.RuneCountInString(s); n > limit {
		return say(message, errs.Args{"count": n, "max": limit})
	}
	return nil
}

// end finds a text that ends with another mark than its source.
func end(u *unit) []Finding {
	if u.source == nil || u.target.Kind == models.Table || !hasWord(u.plain) || !hasWord(u.original) {
		return nil
	}
	source, target := lastMark(u.original), lastMark(u.plain)
	if source == target {
		return nil
	}
	return differ("check.end", markList(source), markList(target))
}

func markList(mark string) []string {
	if mark == "" {
		return nil
	}
	return []string{mark}
}

// lastMark returns the mark that a sentence ends with, closing quotation marks
// and brackets aside.
func lastMark(s string) string {
	s = strings.TrimRightFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("\"“”„‟«»'’‘)]", r)
	})
	r, _ := utf8.DecodeLastRuneInString(s)
	if strings.HasSuffix(s, "...") {
		return "…"
	}
	if strings.ContainsRune(".?!:;…,", r) {
		return string(r)
	}
	return ""
}

// wrongSpace is two spaces in a row, no-break ones included, or one before a mark
// that follows its word at once.
var wrongSpace = regexp.MustCompile(`[ \x{00a0}]{2,}|\pL[ \x{00a0}]+[,.;:?!](?:\s|$)`)

func spaces(u *unit) []Finding {
	if m := wrongSpace.FindStringIndex(u.plain); m != nil {
		return []Finding{{Message: "check.spaces", Start: m[0], End: m[1]}}
	}
	return nil
}

const (
	leastCompared = 40 // letters of a source whose length says something
	leastRatio    = 0.45
	mostRatio     = 2.2
)

// length finds a text that is much longer or shorter than its source.
func length(u *unit) []Finding {
	if u.source == nil {
		return nil
	}
	was, is := letters(u.original), letters(u.plain)
	if was < leastCompared || is == 0 {
		return nil
	}
	if ratio := float64(is) / float64(was); ratio < leastRatio || ratio > mostRatio {
		return say("check.length", errs.Args{"percent": int(ratio*100 + 0.5)})
	}
	return nil
}
