package text

import (
	"html"
	"html/template"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/qalam-cms/qalam/internal/locale"
)

// Change says what became of a stretch of text.
type Change string

// The changes.
const (
	Same     Change = "same"
	Deleted  Change = "deleted"
	Inserted Change = "inserted"
)

// Segment is a stretch of two texts that are compared: in both, or in one only.
type Segment struct {
	Change Change
	// HTML is a sanitised inline fragment.
	HTML string
}

// Markup returns the stretch for a page.
func (s *Segment) Markup() template.HTML {
	return template.HTML(s.HTML) //nolint:gosec // It was made here, of clean text.
}

// Diff compares two inline fragments word by word. Joined, the segments that
// are not inserted give the old fragment and those that are not deleted the new
// one. A word in other markup, and a link that leads elsewhere, has changed.
// What was deleted comes before what stands in its place, and punctuation
// between two changes belongs to them, so that no change is cut into crumbs.
//
// Words are those of locale.Words. It takes time and space in proportion to the
// product of the numbers of changed words; where that is more than four million
// everything between the first and the last change is one change.
func Diff(old, fresh string) []Segment {
	return diff(tokens(parseInline(old)), tokens(parseInline(fresh)))
}

// DiffPlain is Diff for texts without markup, such as titles. The segments are
// HTML all the same.
func DiffPlain(old, fresh string) []Segment {
	return Diff(html.EscapeString(old), html.EscapeString(fresh))
}

// maxDiffCells bounds the table of a comparison.
const maxDiffCells = 4_000_000

// token is a word, or one character between words.
type token struct {
	text  string
	marks marks
}

// weight says how much it is worth to find a token in both texts. Words hold a
// text together; spaces and commas are everywhere.
func (t token) weight() int32 {
	r, _ := utf8.DecodeRuneInString(t.text)
	switch {
	case unicode.IsLetter(r) || unicode.IsNumber(r):
		return 8
	case unicode.IsSpace(r):
		return 1
	}
	return 2
}

// tokens cuts runs into words and what is between them.
func tokens(runs []run) []token {
	var out []token
	for _, r := range runs {
		end := 0
		for at, word := range locale.Words(r.text) {
			out = appendCharacters(out, r.text[end:at], r.marks)
			out = append(out, token{word, r.marks})
			end = at + len(word)
		}
		out = appendCharacters(out, r.text[end:], r.marks)
	}
	return out
}

func appendCharacters(out []token, s string, m marks) []token {
	for _, r := range s {
		out = append(out, token{string(r), m})
	}
	return out
}

// step is a run of tokens with one change.
type step struct {
	change Change
	tokens []token
}

func diff(old, fresh []token) []Segment {
	head := 0
	for head < min(len(old), len(fresh)) && old[head] == fresh[head] {
		head++
	}
	tail := 0
	for tail < min(len(old), len(fresh))-head && old[len(old)-1-tail] == fresh[len(fresh)-1-tail] {
		tail++
	}
	var steps []step
	steps = addStep(steps, Same, old[:head])
	steps = diffMiddle(steps, old[head:len(old)-tail], fresh[head:len(fresh)-tail])
	steps = addStep(steps, Same, old[len(old)-tail:])
	return segments(joinCrumbs(steps))
}

// addStep appends tokens to the last step of the same change, or as a new one.
func addStep(steps []step, c Change, tokens []token) []step {
	if len(tokens) == 0 {
		return steps
	}
	if n := len(steps); n > 0 && steps[n-1].change == c {
		steps[n-1].tokens = append(steps[n-1].tokens, tokens...)
		return steps
	}
	return append(steps, step{c, slices.Clone(tokens)})
}

// diffMiddle finds what two texts have in common, in order, of the largest
// weight.
func diffMiddle(steps []step, old, fresh []token) []step {
	if len(old)*len(fresh) > maxDiffCells || len(old) == 0 || len(fresh) == 0 {
		return addStep(addStep(steps, Deleted, old), Inserted, fresh)
	}
	width := len(fresh) + 1
	best := make([]int32, (len(old)+1)*width) // at i, j: the weight from there to the end
	for i, was := range slices.Backward(old) {
		w := was.weight()
		for j, is := range slices.Backward(fresh) {
			v := max(best[(i+1)*width+j], best[i*width+j+1])
			if was == is {
				v = max(v, w+best[(i+1)*width+j+1])
			}
			best[i*width+j] = v
		}
	}
	i, j := 0, 0
	for i < len(old) && j < len(fresh) {
		switch {
		case old[i] == fresh[j] && best[i*width+j] == old[i].weight()+best[(i+1)*width+j+1]:
			steps = addStep(steps, Same, old[i:i+1])
			i++
			j++
		case best[i*width+j] == best[(i+1)*width+j]:
			steps = addStep(steps, Deleted, old[i:i+1])
			i++
		default:
			steps = addStep(steps, Inserted, fresh[j:j+1])
			j++
		}
	}
	return addStep(addStep(steps, Deleted, old[i:]), Inserted, fresh[j:])
}

// joinCrumbs makes one change of changes that only spaces and punctuation part,
// and puts what was deleted before what was inserted.
func joinCrumbs(steps []step) []step {
	var out []step
	var deleted, inserted []token
	flush := func() {
		out = addStep(addStep(out, Deleted, deleted), Inserted, inserted)
		deleted, inserted = nil, nil
	}
	for i, s := range steps {
		switch {
		case s.change == Deleted:
			deleted = append(deleted, s.tokens...)
		case s.change == Inserted:
			inserted = append(inserted, s.tokens...)
		case len(deleted) > 0 && len(inserted) > 0 && i < len(steps)-1 && !hasWord(s.tokens):
			deleted, inserted = append(deleted, s.tokens...), append(inserted, s.tokens...)
		default:
			flush()
			out = addStep(out, Same, s.tokens)
		}
	}
	flush()
	return out
}

func hasWord(tokens []token) bool {
	return slices.ContainsFunc(tokens, func(t token) bool { return t.weight() > 2 })
}

func segments(steps []step) []Segment {
	var out []Segment
	for _, s := range steps {
		runs := make([]run, len(s.tokens))
		for i, t := range s.tokens {
			runs[i] = run(t)
		}
		out = append(out, Segment{s.change, inlineHTML(mergeRuns(runs))})
	}
	return out
}
