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

// quotes finds quotation marks that are not those of the language. Its place is from
// the first to the last of them, and as one mark stands for one, what is between
// stays as it is.
func quotes(u *unit) []Finding {
	if !strings.ContainsAny(u.prose, doubleMarks) {
		return nil
	}
	prose := strings.ReplaceAll(u.prose, "\n", " ")
	repaired := u.To.RepairQuotes(prose)
	if marksOf(repaired) == marksOf(prose) {
		return nil
	}
	f := Finding{Message: "check.quotes", Args: errs.Args{"marks": string(u.To.Marks.Open) + "\u00a0" + string(u.To.Marks.Close)}}
	if again := u.To.RepairQuotes(repaired); again == repaired {
		f.Mends = true
		f.Start, f.End, f.Fix = changed(u.plain, prose, repaired)
	}
	return []Finding{f}
}

// changed returns where the runes of two texts of one length differ, and what is to
// stand there. plain is the first one as people read it, byte for byte.
func changed(plain, was, now string) (start, end int, fix string) {
	start = -1
	var text strings.Builder
	done := 0 // until where plain is in text
	for at, r := range was {
		other, size := utf8.DecodeRuneInString(now)
		if now = now[size:]; r == other {
			continue
		}
		if start < 0 {
			start, done = at, at
		}
		text.WriteString(plain[done:at])
		text.WriteRune(other)
		end = at + utf8.RuneLen(r)
		done = end
	}
	return start, end, text.String()
}

// doubleMarks are the double quotation marks of all languages.
const doubleMarks = "\"“”„‟«»"

// marksOf returns the double quotation marks of a text.
func marksOf(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(doubleMarks, r) {
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

// end finds a text that ends with another mark than its source. It is sure what is
// missing behind a word: where there is a mark, the sentence may have been made anew.
func end(u *unit) []Finding {
	if u.source == nil || u.target.Kind == models.Table || !hasWord(u.plain) || !hasWord(u.original) {
		return nil
	}
	source, target := lastMark(u.original), lastMark(u.plain)
	if source == target {
		return nil
	}
	found := differ("check.end", markList(source), markList(target))
	if last, _ := utf8.DecodeLastRuneInString(u.plain); target == "" && strings.Contains(".?!…:", source) && isOfWord(last) {
		found[0].Start, found[0].End, found[0].Fix, found[0].Mends = len(u.plain), len(u.plain), source, true
	}
	return found
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

// spaces finds two spaces in a row, no-break ones included, and those before a mark
// that follows its word at once.
func spaces(u *unit) []Finding {
	var found []Finding
	s := u.prose
	for at := 0; at < len(s); {
		size := spacesIn(s[at:])
		if size == 0 {
			_, n := utf8.DecodeRuneInString(s[at:])
			at += n
			continue
		}
		end := at + size
		if fix, wrong := spaceBetween(s[:at], s[at:end], s[end:]); wrong {
			found = append(found, mend(at, end, fix, "check.spaces", nil))
		}
		at = end
	}
	return found
}

// spacesIn returns how many bytes of spaces a text begins with.
func spacesIn(s string) int { return len(s) - len(strings.TrimLeft(s, " \u00a0")) }

// spaceBetween returns what is to stand in place of spaces between two texts, and
// whether it is something else.
func spaceBetween(before, space, after string) (fix string, wrong bool) {
	last, _ := utf8.DecodeLastRuneInString(before)
	mark, size := utf8.DecodeRuneInString(after)
	beyond, _ := utf8.DecodeRuneInString(after[size:])
	marks := "" // that follow at once
	switch {
	case unicode.IsLetter(last):
		marks = ",.;:?!"
	case unicode.IsNumber(last), last != utf8.RuneError && strings.ContainsRune("»”)]%", last):
		marks = ",.;?!" // 2 : 1
	}
	if mark != utf8.RuneError && strings.ContainsRune(marks, mark) && (len(after) == size || unicode.IsSpace(beyond)) {
		return "", true
	}
	if utf8.RuneCountInString(space) < 2 {
		return space, false
	}
	if before == "" || after == "" || last == '\n' || mark == '\n' {
		return "", true
	}
	return " ", true
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
