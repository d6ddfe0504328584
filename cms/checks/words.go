package checks

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/cms/text"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// empty finds a unit that has no letters and figures though its source does.
func empty(u *unit) []Finding {
	if u.source != nil && hasWord(u.original) && u.target.URL == "" && !hasWord(u.plain) {
		return say("check.empty", nil)
	}
	return nil
}

func hasWord(s string) bool { return strings.ContainsFunc(s, isOfWord) }

func isOfWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// residue is markup that a reader would see: tags, entities, Markdown.
var residue = regexp.MustCompile(`</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&(?:[a-zA-Z]{2,8}|#\d{2,5});|\*\*[^*\s][^*]*\*\*|\[[^\]\[]+\]\((?:https?:|/|article:)[^)\s]*\)|\{\{[^{}]*\}\}`)

// markup finds markup that shows. Where the source shows the same it is meant.
func markup(u *unit) []Finding {
	var found []Finding
	for _, m := range residue.FindAllStringIndex(u.plain, -1) {
		s := u.plain[m[0]:m[1]]
		if !strings.Contains(u.original, s) {
			found = append(found, Finding{Message: "check.markup", Args: errs.Args{"text": s}, Start: m[0], End: m[1]})
		}
	}
	return found
}

// lookalike finds letters of another script inside a word. A word that stands in
// the source just so is a name that is written like that, and so is what stands
// in an address.
func lookalike(u *unit) []Finding {
	var found []Finding
	for _, m := range u.To.MixedWords(u.plain) {
		if strings.Contains(u.original, m.Word) || inAddress(u.plain, m.Start) {
			continue
		}
		f := mend(m.Start, m.End, m.Repair, "check.lookalike", errs.Args{"word": m.Word})
		f.Mends = m.Repair != ""
		found = append(found, f)
	}
	return found
}

// inAddress reports whether a place is in an address, a handle or a hashtag.
func inAddress(s string, at int) bool {
	begin := strings.LastIndexFunc(s[:at], unicode.IsSpace) + 1
	word := s[begin:]
	return strings.HasPrefix(word, "@") || strings.HasPrefix(word, "#") || strings.Contains(s[begin:at], "://") ||
		strings.HasPrefix(word, "www.")
}

const (
	// leastLetters is how long a text must be for its language to be sure.
	leastLetters = 40
	// leastSame is how many words in small letters make a copy of the source.
	leastSame = 2
)

// language finds a unit that is in another language as a whole. A text that is
// marked as foreign is meant to be.
func language(u *unit) []Finding {
	if letters(u.plain) < leastLetters || u.target.Kind == models.Table || u.target.Kind == models.Embed ||
		text.IsForeign(&u.target) {
		return nil
	}
	other, sure := locale.Detect(u.plain, u.Among)
	if !sure || other.Tag == u.To.Tag {
		return nil
	}
	return say("check.language", errs.Args{"language": other.Name})
}

func letters(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// same finds a text that was left as it is in the source. Names alone are the
// same in many languages.
func same(u *unit) []Finding {
	if u.source == nil || u.From.Tag == u.To.Tag || strings.TrimSpace(u.plain) != strings.TrimSpace(u.original) {
		return nil
	}
	small := 0
	for _, word := range locale.Words(u.plain) {
		if r, _ := utf8.DecodeRuneInString(word); unicode.IsLower(r) {
			small++
		}
	}
	if small < leastSame {
		return nil
	}
	return say("check.same", nil)
}

// doubled finds a word that stands twice in a row, in a language that does not
// mean it, and where the source does not do the same.
func doubled(u *unit) []Finding {
	if u.source != nil && len(repeats(u.From, u.original)) > 0 {
		return nil
	}
	return repeats(u.To, u.prose)
}

// repeats returns the words that follow themselves, each once with all that follow.
func repeats(l *locale.Locale, s string) []Finding {
	var found []Finding
	last, begin, end := "", 0, 0
	for at, word := range locale.Words(s) {
		lower := l.Lower(word)
		if lower == last && strings.TrimSpace(s[end:at]) == "" && isRepeatable(lower) {
			if n := len(found); n > 0 && found[n-1].End == end {
				found[n-1].End = at + len(word)
			} else {
				found = append(found, mend(begin, at+len(word), s[begin:end], "check.doubled", errs.Args{"word": word}))
			}
		}
		last, begin, end = lower, at, at+len(word)
	}
	return found
}

// isRepeatable reports whether a word that stands twice is one too many: not
// figures, single letters, and words that languages do repeat.
func isRepeatable(lower string) bool {
	meant := []string{"had", "that", "bir", "bora", "tez", "az", "çox", "бір", "көп", "әр", "там", "ха", "bye", "so", "very", "очень"}
	return utf8.RuneCountInString(lower) > 1 && !strings.ContainsFunc(lower, unicode.IsNumber) && !slices.Contains(meant, lower)
}

// suffix finds an ending after a figure that does not agree with it.
func suffix(u *unit) []Finding {
	var found []Finding
	for _, s := range u.To.UnusualSuffixes(u.prose) {
		found = append(found, mend(s.Start, s.End, s.Usual, "check.suffix", errs.Args{"word": s.Word, "usual": s.Usual}))
	}
	return found
}

// cyrillicRoman is a Roman number in Cyrillic letters that look like it, in a stretch
// of such letters.
var (
	likeRoman     = regexp.MustCompile(`[ХІV]{2,}`)
	cyrillicRoman = regexp.MustCompile(`^(?:[ХІ]{2,}|Х[ІХ]*V?І*|[ІХ]+V|VІ+)$`)
)

// romanNumbers finds Roman numbers that were typed with Cyrillic letters.
func romanNumbers(u *unit) []Finding {
	var found []Finding
	for _, m := range likeRoman.FindAllStringIndex(u.prose, -1) {
		word := u.prose[m[0]:m[1]]
		before, _ := utf8.DecodeLastRuneInString(u.prose[:m[0]])
		after, _ := utf8.DecodeRuneInString(u.prose[m[1]:])
		if cyrillicRoman.MatchString(word) && !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			fix := strings.NewReplacer("Х", "X", "І", "I").Replace(word)
			found = append(found, mend(m[0], m[1], fix, "check.roman", errs.Args{"word": word}))
		}
	}
	return found
}

// alt finds an image that says nothing to those who do not see it.
func alt(u *unit) []Finding {
	described := u.Described != nil && u.Described(u.target.URL)
	if u.target.Kind == models.Image && strings.TrimSpace(u.target.Alt) == "" && !described {
		return say("check.alt", nil)
	}
	return nil
}
