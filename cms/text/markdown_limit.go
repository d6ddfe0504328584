package text

import "strings"

// Limits of what is given to the Markdown parser. It needs time in proportion
// to the square of some counts, which a text written by people never makes
// large.
const (
	maxNesting = 100         // containers opened on one line
	maxIndent  = 500         // columns before the text of a line
	maxWork    = 500_000_000 // of the estimate below, about nanoseconds
)

// The parser's work for one piece of Markdown, as measured: for every pair of
// brackets that may make a link, for every pair of delimiters, and for every
// cell of a table, which costs memory besides.
const (
	workLinks      = 6
	workDelimiters = 0.25
	workCell       = 2000
)

// tooComplex returns the number of the first line at which Markdown has become
// too much work to parse, or 0. Quadratic work is counted per piece between
// blank lines, beyond which no construct with such a cost reaches.
func tooComplex(src string) int {
	total := 0.0
	var piece complexity
	n := 0
	for line := range strings.SplitSeq(src, "\n") {
		n++
		if strings.TrimLeft(line, " \t\r") == "" {
			total += piece.work()
			piece = complexity{}
			continue
		}
		piece.add(line)
		if nestsTooDeep(line) || total+piece.work() > maxWork {
			return n
		}
	}
	return 0
}

// complexity counts what makes a piece of Markdown expensive.
type complexity struct {
	lines      int
	links      int // brackets that a link or a definition may begin after
	delimiters int
	columns    int // of a table, if it is one
}

func (c *complexity) add(line string) {
	c.lines++
	c.links += strings.Count(line, "](") + strings.Count(line, "]:")
	c.columns = max(c.columns, strings.Count(line, "|"))
	for _, delimiter := range []string{"*", "_", "~"} {
		c.delimiters += strings.Count(line, delimiter)
	}
}

func (c *complexity) work() float64 {
	links, delimiters, cells := float64(c.links), float64(c.delimiters), float64(c.lines*c.columns)
	return workLinks*links*links + workDelimiters*delimiters*delimiters + workCell*cells
}

// nestsTooDeep reports whether a line opens too many quotations and lists, or
// is indented as if it belonged to so many.
func nestsTooDeep(line string) bool {
	depth, indent := 0, 0
	for i := 0; i < len(line); {
		n := markerLength(line[i:])
		switch {
		case line[i] == ' ':
			indent++
			n = 1
		case line[i] == '\t':
			indent += 4
			n = 1
		case n == 0:
			return false
		default:
			depth++
		}
		if depth > maxNesting || indent > maxIndent {
			return true
		}
		i += n
	}
	return false
}

// markerLength returns the length of the marker of a quotation or list item
// that s begins with, or 0.
func markerLength(s string) int {
	if s[0] == '>' {
		return 1
	}
	n := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if n < 0 || n > 9 || n > 0 && s[n] != '.' && s[n] != ')' {
		return 0
	}
	if n == 0 && strings.IndexByte("-+*", s[0]) < 0 {
		return 0
	}
	n++
	if n < len(s) && s[n] != ' ' && s[n] != '\t' {
		return 0
	}
	return n
}
