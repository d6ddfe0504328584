package locale

import (
	"math"
	"slices"
	"strconv"

	"golang.org/x/text/feature/plural"
)

// Figures says how many figures a number has: Whole at least before the
// decimal mark, filled up with zeros; Least at least after it, filled up, too;
// and Most at most after it, rounded half up. The zero value rounds to a whole
// number.
type Figures struct{ Whole, Least, Most int }

// Integer returns a whole number with marks between its thousands: 12,345 in
// English, 12 345 with a no-break space in the others, where a number of four
// figures has no mark: 1240.
func (l *Locale) Integer(n int) string {
	var room [32]byte
	number := decimal{whole: strconv.AppendInt(room[:0], int64(n), 10)}
	if n < 0 {
		number.negative, number.whole = true, number.whole[1:]
	}
	var written [48]byte
	return string(l.appendDecimal(written[:0], number))
}

// Number returns a number with marks between its thousands and the decimal
// mark of the language: 12,345.6 and 12 345,6. Infinity and what is no number
// have their signs, ∞ and NaN.
func (l *Locale) Number(v float64, f Figures) string {
	var room, written [48]byte
	return string(l.appendDecimal(written[:0], parseDecimal(room[:0], v).rounded(f)))
}

// Percent returns a share as a percentage: 0.415 is 41.5% in English, 41,5 %
// with a no-break space in Russian.
func (l *Locale) Percent(share float64, f Figures) string {
	var room, moved, written [48]byte
	number := parseDecimal(room[:0], share).shifted(moved[:0], 2).rounded(f)
	return string(append(l.appendDecimal(written[:0], number), l.cldr.percent...))
}

// appendDecimal adds a number as the language writes it.
func (l *Locale) appendDecimal(b []byte, d decimal) []byte {
	if d.negative {
		b = append(b, '-')
	}
	const group = 3
	marked := len(d.whole) >= group+l.cldr.minimumGroup
	for i, figure := range d.whole {
		if left := len(d.whole) - i; marked && i > 0 && left%group == 0 {
			b = append(b, l.cldr.group...)
		}
		b = append(b, figure)
	}
	if d.sign != "" {
		return append(b, d.sign...)
	}
	if len(d.fraction) > 0 {
		b = append(b, l.cldr.decimal...)
		b = append(b, d.fraction...)
	}
	return b
}

// decimal is a number by its figures. Working on them, not on the bits, rounds
// 1.005 to 1.01, as people do.
type decimal struct {
	negative        bool
	whole, fraction []byte
	sign            string // in place of figures: ∞ or NaN
}

// parseDecimal returns the shortest figures that mean v. They are in room, if
// it is large enough.
func parseDecimal(room []byte, v float64) decimal {
	switch {
	case math.IsNaN(v):
		return decimal{sign: "NaN"}
	case math.IsInf(v, 0):
		return decimal{sign: "∞", negative: v < 0}
	}
	figures := strconv.AppendFloat(room, math.Abs(v), 'f', -1, 64)
	d := decimal{negative: v < 0, whole: figures}
	if mark := slices.Index(figures, '.'); mark >= 0 {
		d.whole, d.fraction = figures[:mark:mark], figures[mark+1:]
	}
	return d
}

// shifted returns the number times ten to the given power, which may be
// negative. Its figures are in room, if it is large enough.
func (d decimal) shifted(room []byte, power int) decimal {
	if d.sign != "" {
		return d
	}
	mark := len(d.whole) + power
	figures := room
	for ; mark < 1; mark++ {
		figures = append(figures, '0')
	}
	figures = append(append(figures, d.whole...), d.fraction...)
	for len(figures) < mark {
		figures = append(figures, '0')
	}
	for mark > 1 && figures[0] == '0' {
		figures, mark = figures[1:], mark-1
	}
	d.whole, d.fraction = figures[:mark:mark], figures[mark:]
	return d
}

// rounded returns the number with the figures asked for. It changes d's.
func (d decimal) rounded(f Figures) decimal {
	if d.sign != "" {
		return d
	}
	if len(d.fraction) > f.Most {
		up := d.fraction[f.Most] >= '5'
		d.fraction = d.fraction[:f.Most]
		if up && addOne(d.fraction) && addOne(d.whole) {
			d.whole = slices.Insert(d.whole, 0, '1')
		}
	}
	for n := len(d.fraction); n > f.Least && d.fraction[n-1] == '0'; n-- {
		d.fraction = d.fraction[:n-1]
	}
	for len(d.fraction) < f.Least {
		d.fraction = append(d.fraction, '0')
	}
	if missing := f.Whole - len(d.whole); missing > 0 {
		d.whole = slices.Insert(d.whole, 0, slices.Repeat([]byte{'0'}, missing)...)
	}
	d.negative = d.negative && !d.zero()
	return d
}

// addOne adds one to the last of some figures, and tells whether it overflows.
func addOne(figures []byte) (overflow bool) {
	for i := len(figures) - 1; i >= 0; i-- {
		if figures[i] < '9' {
			figures[i]++
			return false
		}
		figures[i] = '0'
	}
	return true
}

func (d decimal) zero() bool {
	isZero := func(figure byte) bool { return figure == '0' }
	return !slices.ContainsFunc(d.whole, func(b byte) bool { return !isZero(b) }) &&
		!slices.ContainsFunc(d.fraction, func(b byte) bool { return !isZero(b) })
}

// plural returns the form that a noun has after the number, as written.
func (l *Locale) plural(d decimal) plural.Form {
	significant := len(d.fraction)
	for significant > 0 && d.fraction[significant-1] == '0' {
		significant--
	}
	return plural.Cardinal.MatchPlural(l.tag, lastFigures(d.whole), len(d.fraction), significant,
		lastFigures(d.fraction), lastFigures(d.fraction[:significant]))
}

// lastFigures returns the value of the last of some figures, as many as an
// int holds; the rules of plurals ask for no more.
func lastFigures(figures []byte) (value int) {
	const most = 18
	for _, figure := range figures[max(0, len(figures)-most):] {
		value = value*10 + int(figure-'0')
	}
	if value < 10 && len(figures) > most {
		value += 100 // It ends in zeros, but is not small.
	}
	return value
}
