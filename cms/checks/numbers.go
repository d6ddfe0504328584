package checks

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// differ is a finding that names what only one of two texts has.
func differ(message string, source, target []string) []Finding {
	if len(source)+len(target) == 0 {
		return nil
	}
	list := func(items []string) string {
		if len(items) == 0 {
			return "–"
		}
		slices.Sort(items)
		return strings.Join(slices.Compact(items), ", ")
	}
	return say(message, errs.Args{"source": list(source), "target": list(target)})
}

// compared reports whether there are two texts in which figures mean something.
func (u *unit) compared() bool {
	return u.source != nil && u.target.Key != models.KeySEOTitle && u.target.Key != models.KeySEODescription
}

// numbers finds figures that have no counterpart of the same value, in figures or
// in words.
func numbers(u *unit) []Finding {
	if u.are == nil {
		return nil
	}
	return differ("check.numbers", u.were.missingIn(u.are), u.are.missingIn(u.were))
}

// figures are the numbers, times and dates of a text.
type figures struct {
	l    *locale.Locale
	text string
	locale.Facts
}

func readFigures(l *locale.Locale, s string) *figures {
	return &figures{l, s, l.Facts(s)}
}

// missingIn returns the figures that the other text lacks, as they are written.
func (f *figures) missingIn(other *figures) []string {
	var missing []string
	for _, q := range f.Quantities {
		if !q.Spelt && !other.has(q) {
			missing = append(missing, f.text[q.Start:q.End])
		}
	}
	return missing
}

// has reports whether a text has a number: in figures or in words, as an hour or
// a month, or as one of a decade.
func (f *figures) has(q locale.Quantity) bool {
	value := math.Abs(q.Value)
	decade := value >= 1900 && value < 2100 && math.Mod(value, 10) == 0
	if slices.ContainsFunc(f.Quantities, func(other locale.Quantity) bool {
		v := math.Abs(other.Value)
		return near(v, value) || decade && near(v, math.Mod(value, 100)) ||
			!other.Spelt && v >= 1900 && v < 2100 && math.Mod(v, 10) == 0 && near(math.Mod(v, 100), value)
	}) {
		return true
	}
	if q.Month && slices.ContainsFunc(f.Mentions, func(m locale.Mention) bool { return !m.Weekday && float64(m.Number) == value }) {
		return true
	}
	return slices.ContainsFunc(f.Clocks, func(minutes int) bool {
		hour, minute := minutes/60, minutes%60
		return near(value, float64(hour)+float64(minute)/100) || minute == 0 && near(value, float64(hour%12))
	})
}

// near reports whether two values are the same but for the last of many places.
func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(math.Abs(a), math.Abs(b)) }

// times finds times of day that differ. Hours may be written as plain numbers.
func times(u *unit) []Finding {
	if u.are == nil {
		return nil
	}
	return differ("check.times", u.were.clocksMissingIn(u.are), u.are.clocksMissingIn(u.were))
}

func (f *figures) clocksMissingIn(other *figures) []string {
	var missing []string
	for _, minutes := range f.Clocks {
		hour, minute := minutes/60, minutes%60
		written := slices.ContainsFunc(other.Quantities, func(q locale.Quantity) bool {
			return near(q.Value, float64(hour)+float64(minute)/100) || minute == 0 && (q.Value == float64(hour) || q.Value == float64(hour%12))
		})
		if !written && !slices.Contains(other.Clocks, minutes) {
			missing = append(missing, fmt.Sprintf("%02d:%02d", hour, minute))
		}
	}
	return missing
}

// dates finds months and days of the week that differ.
func dates(u *unit) []Finding {
	if u.are == nil {
		return nil
	}
	return differ("check.dates", onlyIn(u.were.Mentions, u.are.Mentions), onlyIn(u.are.Mentions, u.were.Mentions))
}

// onlyIn returns the sure mentions that the others lack. A month in figures may
// stand for one in words.
func onlyIn(mentions, others []locale.Mention) []string {
	var only []string
	for _, m := range mentions {
		same := func(o locale.Mention) bool { return o.Number == m.Number && o.Weekday == m.Weekday }
		if m.Sure && !slices.ContainsFunc(others, same) {
			word := m.Word
			if word == "" {
				word = strconv.Itoa(m.Number)
			}
			only = append(only, word)
		}
	}
	return only
}

// units finds percent and currencies that only one of the texts has.
func units(u *unit) []Finding {
	if u.are == nil {
		return nil
	}
	return differ("check.units", u.were.unitsMissingIn(u.are), u.are.unitsMissingIn(u.were))
}

func (f *figures) unitsMissingIn(other *figures) []string {
	var missing []string
	for _, q := range f.Quantities {
		if q.Unit != "" && !other.l.MentionsUnit(other.text, q.Unit) {
			missing = append(missing, q.Unit)
		}
	}
	return missing
}

// numberFormat finds figures with the marks of another language. What stands in an
// address is none.
func numberFormat(u *unit) []Finding {
	var found []Finding
	for _, n := range u.To.ForeignNumbers(u.prose, u.From, u.original) {
		if !inAddress(u.prose, n.Start) {
			found = append(found, mend(n.Start, n.End, n.Own, "check.number_format", errs.Args{"word": n.Word, "usual": n.Own}))
		}
	}
	return found
}
