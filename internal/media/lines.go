package media

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A setting is a text in lines of a size.
type setting struct {
	lines []string
	size  float64
}

// leading is from one line to the next, for each pixel of the size.
const leading = 1.18

func (s setting) height() float64 { return float64(len(s.lines)) * s.size * leading }

// room is where a text is set: the sizes are tried from the largest on.
type room struct {
	width, height     float64
	largest, smallest float64
	lines             int
}

// set sets a text as large as there is room for it, in lines of about the same length. One
// that is too long even in the smallest size ends with an ellipsis.
func (l *lettering) set(text string, in room) setting {
	pieces := l.pieces(text)
	const step = 4
	for size := in.largest; ; size -= step {
		width := in.width / size * emSize
		lines := wrap(pieces, width)
		s := setting{size: size}
		most := min(in.lines, int(in.height/(size*leading)))
		if fits := len(lines) <= most && widest(lines) <= width; fits {
			s.lines = written(balanced(pieces, len(lines), width))
			return s
		}
		if size-step < in.smallest {
			s.lines = l.shortened(written(lines), most, in.width, size)
			return s
		}
	}
}

// shortened keeps so many lines, and of each what there is room for.
func (l *lettering) shortened(lines []string, most int, width, size float64) []string {
	cut := len(lines) > most
	lines = lines[:min(len(lines), most)]
	for i, line := range lines {
		if last := i == len(lines)-1; l.width(line, size) > width || cut && last {
			lines[i] = l.ended(line, width, size)
		}
	}
	return lines
}

// ended ends a line with an ellipsis, after a word where one ends in it.
func (l *lettering) ended(line string, width, size float64) string {
	const ellipsis = "…"
	runes := []rune(line)
	for n := len(runes); n > 0; n-- {
		kept := strings.TrimRightFunc(string(runes[:n]), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if l.width(kept+ellipsis, size) > width {
			continue
		}
		if whole := strings.LastIndexFunc(kept, unicode.IsSpace); whole > 0 && n < len(runes) && !unicode.IsSpace(runes[n]) {
			kept = kept[:whole]
		}
		return kept + ellipsis
	}
	return ellipsis
}

// piece is a part of a text that stays on one line.
type piece struct {
	text string
	// width is its own, space that between it and the next one where that is on the same
	// line, in thousandths of the size.
	width, space float64
}

// pieces are the parts of a text between which a line may end: at spaces that are none of
// those that bind, and after a hyphen with enough on both sides of it.
func (l *lettering) pieces(text string) []piece {
	blank := l.width(" ", emSize)
	var list []piece
	for word := range strings.FieldsFuncSeq(text, mayEndLine) {
		for _, part := range atHyphens(word) {
			list = append(list, piece{text: part, width: l.width(part, emSize)})
		}
		list[len(list)-1].space = blank
	}
	return list
}

// mayEndLine reports whether a line may end at a space. The no-break spaces and the figure
// space bind.
func mayEndLine(r rune) bool {
	return unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f' && r != '\u2007'
}

// enough is how many letters there are at least before and after a hyphen at which a line
// may end: no line ends or begins with a particle.
const enough = 4

// atHyphens cuts a word after each hyphen at which a line may end.
func atHyphens(word string) []string {
	var parts []string
	for i := 0; i < len(word); i++ {
		before, after := word[:i], word[i+1:]
		if word[i] == '-' && endsWithLetters(before) && utf8.RuneCountInString(before) >= enough && beginsWithLetters(after) {
			parts, word, i = append(parts, word[:i+1]), after, -1
		}
	}
	return append(parts, word)
}

func endsWithLetters(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

func beginsWithLetters(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsLetter(r) || n == enough {
			break
		}
		n++
	}
	return n == enough
}

// wrap sets pieces in lines of at most that width, as few as there can be. A piece that is
// wider has a line of its own.
func wrap(pieces []piece, width float64) [][]piece {
	var lines [][]piece
	at := 0.0 // where the line under way ends
	for i, p := range pieces {
		if i > 0 && at+pieces[i-1].space+p.width <= width {
			at += pieces[i-1].space + p.width
			lines[len(lines)-1] = append(lines[len(lines)-1], p)
			continue
		}
		at = p.width
		lines = append(lines, []piece{p})
	}
	return lines
}

// balanced sets pieces in so many lines, none longer than it has to be.
func balanced(pieces []piece, lines int, width float64) [][]piece {
	narrowest, wide := 0.0, width
	for wide-narrowest > 1 {
		middle := (narrowest + wide) / 2
		if set := wrap(pieces, middle); len(set) <= lines && widest(set) <= middle {
			wide = middle
		} else {
			narrowest = middle
		}
	}
	return wrap(pieces, wide)
}

// widest is the width of the widest line.
func widest(lines [][]piece) float64 {
	most := 0.0
	for _, line := range lines {
		width := -line[len(line)-1].space
		for _, p := range line {
			width += p.width + p.space
		}
		most = max(most, width)
	}
	return most
}

// written are the lines as texts.
func written(lines [][]piece) []string {
	list := make([]string, 0, len(lines))
	for line := range slices.Values(lines) {
		var b strings.Builder
		for i, p := range line {
			b.WriteString(p.text)
			if p.space > 0 && i < len(line)-1 {
				b.WriteByte(' ')
			}
		}
		list = append(list, b.String())
	}
	return list
}
