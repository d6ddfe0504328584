package locale

import (
	"strings"

	"golang.org/x/text/feature/plural"
)

//go:generate go run ./gen

// cldr is what Unicode's Common Locale Data Repository says of one language.
// The tables of our languages are generated; house.go changes them where
// newsrooms write otherwise.
type cldr struct {
	// inDate and alone are the months by width, January first, beside a day
	// ("5 марта") and on their own ("март"); weekdays are those of a week that
	// begins on Sunday, as in package time.
	inDate, alone [widths][12]string
	weekdays      [widths][7]string

	decimal, group string // the marks of 1.234,56
	percent        string // what follows the figures
	minimumGroup   int    // how many figures stand before the first mark, at least
	compact        [2][compactPowers]counted

	lists    [listKinds][listStyles]listMarks
	relative [relativeUnits][2]relative

	units      map[string][2]counted // by CLDR's name
	currencies map[string]currency   // by ISO 4217 code

	currencyFirst bool // $5, not 5 $
}

// counted is a text with {0} for a number, in the plural forms of a language.
// A form that is empty is the same as other.
type counted struct{ one, few, many, other string }

// append adds the text to b, in a plural form, with the number as written.
func (c counted) append(b []byte, form plural.Form, number []byte) []byte {
	text := ""
	switch form {
	case plural.One:
		text = c.one
	case plural.Few:
		text = c.few
	case plural.Many:
		text = c.many
	case plural.Other, plural.Zero, plural.Two:
	}
	if text == "" {
		text = c.other
	}
	before, after, _ := strings.Cut(text, "{0}")
	b = append(b, before...)
	b = append(b, number...)
	return append(b, after...)
}

// Width is how long a name or a text may be.
type Width int

// The widths. Narrow names are for the columns of a calendar: a letter or a
// figure, not unique. What has no narrow form of its own gives the short one.
const (
	Wide Width = iota
	Short
	Narrow

	widths // how many there are
)

// orShort returns the index of a width in a table of two.
func (w Width) orShort() int {
	return int(min(w, Short))
}
