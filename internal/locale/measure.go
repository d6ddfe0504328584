package locale

import "strings"

// compactPowers are the powers of ten that have a word, from a thousand to
// hundreds of trillions.
const (
	firstPower    = 3
	compactPowers = 12
)

// Compact returns a large number in words, with two figures or all before the
// decimal mark: 2.1 million, 25 milyon, 150 тысяч; and the short way 2.1M,
// 25 mln, 150 тыс. A number below a thousand has no word.
func (l *Locale) Compact(v float64, w Width) string {
	var room, moved, written [48]byte
	exact := parseDecimal(room[:0], v)
	if exact.sign != "" {
		return string(l.appendDecimal(written[:0], exact))
	}
	power := min(len(exact.whole)-1, firstPower+compactPowers-1)
	number := shorten(exact, moved[:0], power)
	if power%3 == 2 && len(number.whole) > 3 { // 999,999 is a million.
		power = min(power+1, firstPower+compactPowers-1)
		number = shorten(exact, moved[:0], power)
	}
	figures := l.appendDecimal(written[:0], number)
	if power < firstPower {
		return string(figures)
	}
	var text [64]byte
	word := l.cldr.compact[w.orShort()][power-firstPower]
	return string(word.append(text[:0], l.plural(number), figures))
}

// shorten returns a number of the size 10 to the power in its unit, thousands
// or millions, with two figures.
func shorten(d decimal, room []byte, power int) decimal {
	d = d.shifted(room, -(power - power%3))
	most := max(0, 2-len(d.whole))
	if len(d.whole) == 1 && d.whole[0] == '0' { // 0.0123: zeros are no figures
		most = 2
		for most-2 < len(d.fraction) && d.fraction[most-2] == '0' {
			most++
		}
	}
	return d.rounded(Figures{Most: most})
}

// currency is a currency in one language.
type currency struct {
	symbol string // none: the code
	digits int    // figures after the decimal mark
	name   counted
}

// CurrencyStyle is a way to write a currency.
type CurrencyStyle int

// The styles.
const (
	CurrencySymbol CurrencyStyle = iota // $5.00; 5,00 $
	CurrencyCode                        // USD 5.00; 5,00 USD
	CurrencyName                        // 5.00 US dollars; 5,00 доллара США
)

// Money returns an amount of a currency, given by its ISO 4217 code, with the
// currency's number of decimals. A currency that the tables lack is written by
// its code, with two decimals. Of the languages only Azerbaijani has a symbol
// for the manat and only Kazakh one for the tenge: running text has names.
func (l *Locale) Money(amount float64, code string, style CurrencyStyle) string {
	c, known := l.cldr.currencies[code]
	if !known {
		c = currency{digits: 2, name: counted{other: "{0} " + code}}
	}
	var room, written [48]byte
	number := parseDecimal(room[:0], amount).rounded(Figures{Least: c.digits, Most: c.digits})
	if style == CurrencyName {
		var text [96]byte
		figures := l.appendDecimal(written[:0], number)
		return string(c.name.append(text[:0], l.plural(number), figures))
	}
	sign := c.symbol
	if sign == "" || style == CurrencyCode {
		sign = code
	}
	if !l.cldr.currencyFirst {
		return string(l.appendDecimal(written[:0], number)) + "\u00a0" + sign
	}
	minus := ""
	if number.negative {
		minus, number.negative = "-", false
	}
	if last := sign[len(sign)-1]; last >= 'A' && last <= 'Z' {
		sign += "\u00a0" // Letters do not touch figures.
	}
	return minus + sign + string(l.appendDecimal(written[:0], number))
}

// Unit returns a measured value with its unit, which has CLDR's name
// ("kilometer-per-hour"): 3.5 kilometers, 5 километров; and the short way
// 3.5 km, 5 км. A unit that the tables lack follows the number as it is named.
func (l *Locale) Unit(v float64, f Figures, unit string, w Width) string {
	var room, written [48]byte
	number := parseDecimal(room[:0], v).rounded(f)
	figures := l.appendDecimal(written[:0], number)
	forms, known := l.cldr.units[unit]
	if !known {
		return string(figures) + " " + strings.ReplaceAll(unit, "-", " ")
	}
	var text [64]byte
	return string(forms[w.orShort()].append(text[:0], l.plural(number), figures))
}
