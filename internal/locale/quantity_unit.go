package locale

import "strings"

// unit takes the percent sign or the currency before or after a number.
func (r *numberReader) unit(q *Quantity) {
	rest := strings.TrimLeft(r.text[q.End:], ". \u00a0\u2009\u202f")
	before := strings.TrimRight(r.text[:q.Start], " \u00a0")
	for _, s := range unitSigns() {
		if strings.HasPrefix(rest, s.sign) {
			q.Unit, q.End = s.unit, len(r.text)-len(rest)+len(s.sign)
			return
		}
		if s.sign != "%" && strings.HasSuffix(before, s.sign) {
			q.Unit, q.Start = s.unit, len(before)-len(s.sign)
			return
		}
	}
	at := q.End + len(r.text[q.End:]) - len(strings.TrimPrefix(r.text[q.End:], "."))
	last := ""
	for range 2 { // a word may stand between: US dollars, американских долларов
		word, end := r.wordAfter(at, false)
		if word == "" {
			return
		}
		if unit, ok := r.l.unitOf(last, word); ok {
			q.Unit, q.End = unit, end
			return
		}
		at, last = end, word
	}
}

// unitOf returns the unit that a lower-case word names after another one: per
// cent is two words.
func (l *Locale) unitOf(before, word string) (string, bool) {
	if before == "per" && word == "cent" {
		return "%", true
	}
	return l.numerals.units.find(word)
}

// unitSign is a sign of a unit that all languages share.
type unitSign struct{ sign, unit string }

func unitSigns() []unitSign {
	return []unitSign{
		{"%", "%"},
		{"$", "USD"},
		{"€", "EUR"},
		{"£", "GBP"},
		{"₼", "AZN"},
		{"₸", "KZT"},
		{"₽", "RUB"},
		{"USD", "USD"},
		{"EUR", "EUR"},
		{"GBP", "GBP"},
		{"AZN", "AZN"},
		{"KZT", "KZT"},
		{"RUB", "RUB"},
	}
}

// MentionsUnit reports whether a text names a unit as in [Quantity], beside a
// number or not.
func (l *Locale) MentionsUnit(text, unit string) bool {
	for _, s := range unitSigns() {
		if s.unit == unit && strings.Contains(text, s.sign) {
			return true
		}
	}
	before := ""
	for _, word := range Words(text) {
		word = l.Lower(word)
		if of, ok := l.unitOf(before, word); ok && of == unit {
			return true
		}
		before = word
	}
	return false
}
