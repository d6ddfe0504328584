package locale

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quantity is a number that a text names.
type Quantity struct {
	// Start and End are its place in the text, in bytes: figures, the word for
	// their size and the unit.
	Start, End int
	// Value is what it says, whatever the format: 7.4 million, 7,4 млн and
	// 7 400 000 are one value. It has no sign but where a minus stands before.
	Value float64
	// Unit is "%", the ISO 4217 code of a currency, or empty.
	Unit string
	// Spelt says that it is a word (seven, yeddinci), which may mean no number.
	Spelt bool
	// Month says that it is the month of a date in figures.
	Month bool
}

// numerals are the words around figures in a language. Words are lower-case; a
// word that ends with * stands for all that begin so.
type numerals struct {
	// group is the mark between thousands, where three figures follow; another
	// mark is that of a fraction.
	group  string
	scales wordTable[float64]
	units  wordTable[string]
	spelt  wordTable[int]
}

// wordTable finds the value of a word, of its beginning or of its stem.
type wordTable[T any] struct {
	whole  map[string]T
	begins map[int]map[string]T // by length in bytes
}

// newWordTable reads values and their words, set apart by spaces.
func newWordTable[T any](words map[string]T) wordTable[T] {
	t := wordTable[T]{make(map[string]T), make(map[int]map[string]T)}
	for list, value := range words {
		for word := range strings.FieldsSeq(list) {
			begin, ok := strings.CutSuffix(word, "*")
			if !ok {
				t.whole[word] = value
				continue
			}
			if t.begins[len(begin)] == nil {
				t.begins[len(begin)] = make(map[string]T)
			}
			t.begins[len(begin)][begin] = value
		}
	}
	return t
}

// find returns the value of a lower-case word, of the longest beginning first.
func (t wordTable[T]) find(word string) (T, bool) {
	if v, ok := t.whole[word]; ok {
		return v, true
	}
	var found T
	longest := 0
	for n, begins := range t.begins {
		if n <= len(word) && n > longest {
			if v, ok := begins[word[:n]]; ok {
				found, longest = v, n
			}
		}
	}
	return found, longest > 0
}

// figures is a stretch of figures with single marks between them.
var figures = regexp.MustCompile(`\d+(?:[.,/:'’ \x{00a0}\x{2009}\x{202f}-]\d+)*`)

// Quantities returns the numbers that a text names, in order: in figures by the
// rules of the language, with the word for their size (million, min, мың, млн)
// and their unit; and small ones in words. Of dates in figures the parts are
// numbers; times of day are none: see [Locale.Clocks].
func (l *Locale) Quantities(text string) []Quantity { return l.Facts(text).Quantities }

// numberReader reads the numbers of a text.
type numberReader struct {
	l      *Locale
	text   string
	found  []Quantity
	clocks []int
}

// readNumbers reads what a text has in figures.
func (l *Locale) readNumbers(text string) *numberReader {
	r := &numberReader{l: l, text: text}
	for _, span := range figures.FindAllStringIndex(text, -1) {
		r.span(span[0], span[1])
	}
	return r
}

// Clocks returns the times of day that a text names, in minutes since midnight.
func (l *Locale) Clocks(text string) []int { return l.readNumbers(text).clocks }

// Dates and times in figures.
var (
	dateShape    = regexp.MustCompile(`^(\d{1,2})([./-])(\d{1,2})[./-](\d{4})`)
	isoDateShape = regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})`)
	clockShape   = regexp.MustCompile(`^([01]?\d|2[0-4]):([0-5]\d)(?::[0-5]\d)?`)
)

// span reads a stretch of figures, which may hold several numbers.
func (r *numberReader) span(at, end int) {
	for at < end {
		s := r.text[at:end]
		switch {
		case !unicode.IsDigit(rune(s[0])):
			_, n := utf8.DecodeRuneInString(s)
			at += n
		case isoDateShape.MatchString(s):
			m := isoDateShape.FindStringSubmatch(s)
			r.date(at, at+len(m[0]), m[3], m[2], m[1])
			at += len(m[0])
		case dateShape.MatchString(s) && isDate(dateShape.FindStringSubmatch(s)):
			m := dateShape.FindStringSubmatch(s)
			r.date(at, at+len(m[0]), m[1], m[3], m[4])
			at += len(m[0])
		case clockShape.MatchString(s):
			m := clockShape.FindStringSubmatch(s)
			hour, _ := strconv.Atoi(m[1])
			minute, _ := strconv.Atoi(m[2])
			at += len(m[0])
			r.clocks = append(r.clocks, (hour+r.afternoon(at, hour))*60+minute)
		default:
			at = r.number(at, end)
		}
	}
}

func isDate(m []string) bool {
	one, _ := strconv.Atoi(m[1])
	other, _ := strconv.Atoi(m[3])
	return one >= 1 && other >= 1 && one <= 31 && other <= 31 && (one <= 12 || other <= 12)
}

// date adds the three numbers of a date. Which of two small ones is the day
// hangs on habit; a month over 12 is a day.
func (r *numberReader) date(start, end int, day, month, year string) {
	d, _ := strconv.Atoi(day)
	m, _ := strconv.Atoi(month)
	y, _ := strconv.Atoi(year)
	if m > 12 {
		d, m = m, d
	}
	r.found = append(r.found,
		Quantity{Start: start, End: end, Value: float64(d)},
		Quantity{Start: start, End: end, Value: float64(m), Month: true},
		Quantity{Start: start, End: end, Value: float64(y)})
}

// afternoon returns 12 where p.m. follows a time of the 12-hour clock.
func (r *numberReader) afternoon(at, hour int) int {
	rest := strings.ToLower(strings.TrimLeft(r.text[at:], " \u00a0"))
	if hour < 12 && r.l.Tag == English && (strings.HasPrefix(rest, "p.m.") || strings.HasPrefix(rest, "pm")) {
		return 12
	}
	return 0
}

// number reads one number and returns where it ends.
func (r *numberReader) number(at, limit int) int {
	end, value := r.l.readFigures(r.text[:limit], at)
	q := Quantity{Start: at, End: end, Value: value}
	if hour := int(value); r.l.Tag == English && value == float64(hour) && hour <= 12 && r.isTwelveHour(end) {
		r.clocks = append(r.clocks, (hour%12+r.afternoon(end, hour%12))*60)
		return end
	}
	r.size(&q)
	r.unit(&q)
	if isNegative(r.text[:at]) {
		q.Value = -q.Value
	}
	r.found = append(r.found, q)
	return end
}

// isNegative tells whether the text before a number ends with a minus, or with
// a hyphen or a dash that belongs to the number.
func isNegative(before string) bool {
	rest := strings.TrimRight(before, "-–−")
	if strings.HasSuffix(before, "−") || len(rest) == len(before) {
		return strings.HasSuffix(before, "−")
	}
	last, _ := utf8.DecodeLastRuneInString(rest)
	return rest == "" || unicode.IsSpace(last) || strings.ContainsRune("(«“\"", last)
}

// isTwelveHour tells whether a.m. or p.m. follows.
func (r *numberReader) isTwelveHour(at int) bool {
	rest := strings.ToLower(strings.TrimLeft(r.text[at:], " \u00a0"))
	return twelveHour.MatchString(rest)
}

var twelveHour = regexp.MustCompile(`^(?:[ap]\.m\.|[ap]m\b)`)

// readFigures reads the number that begins at a place and returns its end and
// its value. Three figures after a mark of thousands are a group; what follows
// the first other mark is a fraction.
func (l *Locale) readFigures(text string, at int) (end int, value float64) {
	end = at + digits(text[at:])
	whole, mark := text[at:end], ""
	for {
		next, n := utf8.DecodeRuneInString(text[end:])
		size := digits(text[min(end+n, len(text)):])
		if size == 0 {
			break
		}
		m, follows := text[end:end+n], text[end+n:end+n+size]
		switch {
		case size == 3 && len(text[at:at+digits(text[at:])]) <= 3 && whole != "0" && l.groups(next, m, mark):
			whole, mark, end = whole+follows, m, end+n+size
			continue
		case (next == '.' || next == ',') && m != mark && (size != 3 || m != l.numerals.group):
			v, _ := strconv.ParseFloat(whole+"."+follows, 64)
			return end + n + size, v
		}
		break
	}
	v, _ := strconv.ParseFloat(whole, 64)
	return end, v
}

// groups tells whether a mark may stand between thousands, after another such
// mark of the same number or as the first.
func (l *Locale) groups(r rune, m, before string) bool {
	if before != "" {
		return m == before
	}
	switch r {
	case ' ', '\u00a0', '\u2009', '\u202f', '\'', '’':
		return true
	}
	return m == l.numerals.group
}

// digits returns how many figures a text begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	return n
}

// size takes the word for thousands or millions after a number.
func (r *numberReader) size(q *Quantity) {
	word, end := r.wordAfter(q.End, true)
	if scale, ok := r.l.numerals.scales.find(word); ok {
		q.Value, q.End = q.Value*scale, end
	}
}

// wordAfter returns the lower-case word after a place, behind spaces or a
// hyphen, and where it ends.
func (r *numberReader) wordAfter(at int, hyphen bool) (string, int) {
	rest := strings.TrimLeft(r.text[at:], " \u00a0\u2009\u202f")
	if hyphen && len(rest) == len(r.text)-at {
		rest = strings.TrimPrefix(rest, "-")
	}
	word := firstWord(rest)
	if cut := strings.IndexByte(word, '-'); cut > 0 {
		word = word[:cut]
	}
	return r.l.Lower(word), len(r.text) - len(rest) + len(word)
}

// combine adds up numbers that are said in steps: 2 млн 500 тыс., 5 min 300.
func (r *numberReader) combine() {
	for i := len(r.found) - 1; i > 0; i-- {
		a, b := &r.found[i-1], &r.found[i]
		if a.Unit != "" || a.End > b.Start || strings.Trim(r.text[a.End:b.Start], ". \u00a0") != "" {
			continue
		}
		large, small := math.Abs(a.Value), b.Value
		scaled := large >= 1e6 && small >= 1e3 && small < 1e6 && !likeYear(b)
		if scaled || large >= 1e3 && large < 1e6 && small >= 100 && small < 1e3 && !endsWithFigure(r.text[:a.End]) {
			a.Value, a.End, a.Unit = a.Value+b.Value, b.End, b.Unit
			r.found = slices.Delete(r.found, i, i+1)
		}
	}
}

func endsWithFigure(s string) bool { return s != "" && digits(s[len(s)-1:]) > 0 }

// likeYear tells whether a number looks like a year.
func likeYear(q *Quantity) bool {
	return q.End-q.Start == 4 && q.Value >= 1000 && q.Value < 2200 && q.Unit == ""
}

// readSpelt adds the numbers in words. Tens and units after them are one.
func (r *numberReader) readSpelt() {
	last, read := -1, slices.Clone(r.found)
	for at, word := range Words(r.text) {
		if slices.ContainsFunc(read, func(q Quantity) bool { return q.Start <= at && at < q.End }) {
			continue
		}
		value, ok := r.l.spelt(word)
		if !ok {
			last = -1
			continue
		}
		q := Quantity{Start: at, End: at + len(word), Value: value, Spelt: true}
		if last >= 0 && r.found[last].Value >= 20 && r.found[last].Value < 100 && value < 10 {
			q.Start, q.Value = r.found[last].Start, q.Value+r.found[last].Value
		}
		r.found = append(r.found, q)
		last = len(r.found) - 1
	}
}

// sort puts what was found where it stands in the text.
func (r *numberReader) sort() {
	slices.SortFunc(r.found, func(a, b Quantity) int { return a.Start - b.Start })
}

// spelt reads a number in words: three, third, thousands, XXI.
func (l *Locale) spelt(word string) (float64, bool) {
	lower := l.Lower(word)
	if n, ok := l.numerals.spelt.find(lower); ok {
		return float64(n), true
	}
	if scale, ok := l.numerals.scales.find(lower); ok && utf8.RuneCountInString(word) > 2 {
		return scale, true
	}
	n, ok := roman(word)
	return float64(n), ok
}

// romanShape is a number as centuries have it. A single letter is none.
var romanShape = regexp.MustCompile(`^(X{0,3})(IX|IV|V?I{0,3})$`)

// roman reads a Roman number up to 39.
func roman(word string) (int, bool) {
	if len(word) < 2 || strings.Trim(word, "XVI") != "" || !romanShape.MatchString(word) {
		return 0, false
	}
	values := map[byte]int{'I': 1, 'V': 5, 'X': 10}
	n := 0
	for i := range len(word) {
		v := values[word[i]]
		if i+1 < len(word) && values[word[i+1]] > v {
			v = -v
		}
		n += v
	}
	return n, true
}
