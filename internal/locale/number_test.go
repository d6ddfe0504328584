package locale_test

import (
	"math"
	"strconv"
	"strings"
	"testing"
	"testing/quick"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/qalam-cms/qalam/internal/locale"
)

// figures returns the figures that the options of a case ask for; where they
// say nothing, those that CLDR has for numbers.
func figures(c oracleCase[float64]) locale.Figures {
	f := locale.Figures{Most: 3}
	for option, field := range map[*int]*int{
		c.Options.WholeFigures: &f.Whole, c.Options.LeastFigures: &f.Least, c.Options.MostFigures: &f.Most,
	} {
		if option != nil {
			*field = *option
		}
	}
	return f
}

func TestNumbersAreThoseOfCLDROrDepartFromThem(t *testing.T) {
	t.Parallel()
	type form = func(l *locale.Locale, c oracleCase[float64]) string
	number := func(l *locale.Locale, c oracleCase[float64]) string { return l.Number(c.Input, figures(c)) }
	compact := func(w locale.Width) form {
		return func(l *locale.Locale, c oracleCase[float64]) string { return l.Compact(c.Input, w) }
	}
	money := func(style locale.CurrencyStyle) form {
		return func(l *locale.Locale, c oracleCase[float64]) string {
			return l.Money(c.Input, c.Options.Currency, style)
		}
	}
	unit := func(w locale.Width) form {
		return func(l *locale.Locale, c oracleCase[float64]) string {
			return l.Unit(c.Input, figures(c), c.Options.Unit, w)
		}
	}
	forms := map[string]form{
		"decimal": number, "min-integer": number, "fixed2": number,
		"percent": func(l *locale.Locale, c oracleCase[float64]) string {
			return l.Percent(c.Input, figures(c))
		},
		"compact-short": compact(locale.Short), "compact-long": compact(locale.Wide),
		"currency-symbol": money(locale.CurrencySymbol), "currency-code": money(locale.CurrencyCode),
		"currency-name": money(locale.CurrencyName),
		"unit-short":    unit(locale.Short), "unit-long": unit(locale.Wide),
	}
	for _, c := range oracle[float64](t, "numbers", keys(forms), nil) {
		want := houseForm(c.Kind, c.Locale, c.Expected)
		if got := forms[c.Kind](lookup(t, c.Locale), c); got != want {
			t.Errorf("%s: %s %s of %v = %q, want %q (CLDR: %q)", c.ID, c.Locale, c.Kind, c.Input, got, want, c.Expected)
		}
	}
}

func TestNumbersRoundAsPeopleDo(t *testing.T) {
	t.Parallel()
	l := lookup(t, locale.English)
	two := locale.Figures{Least: 2, Most: 2}
	for want, got := range map[string]string{
		"1.01":          l.Number(1.005, two),
		"0.13":          l.Number(0.125, two),
		"1,000.00":      l.Number(999.999, two),
		"10":            l.Number(9.5, locale.Figures{}),
		"0.00":          l.Number(-0.001, two),
		"∞":             l.Number(math.Inf(1), two),
		"NaN%":          l.Percent(math.NaN(), two),
		"0.03%":         l.Percent(0.0003, two),
		"12,300%":       l.Percent(123, locale.Figures{}),
		"1 million":     l.Compact(999_999, locale.Wide),
		"1K":            l.Compact(999.9, locale.Short),
		"10M":           l.Compact(9_960_000, locale.Short),
		"0.012":         l.Compact(0.0123, locale.Short),
		"1,200T":        l.Compact(1.2e15, locale.Short),
		"-2.1M":         l.Compact(-2_100_000, locale.Short),
		"-$5.50":        l.Money(-5.5, "USD", locale.CurrencySymbol),
		"XTS\u00a05.50": l.Money(5.5, "XTS", locale.CurrencyCode),
		"5.50 XTS":      l.Money(5.5, "XTS", locale.CurrencyName),
		"¥6":            l.Money(5.5, "JPY", locale.CurrencySymbol),
		"3 light year":  l.Unit(3, locale.Figures{}, "light-year", locale.Wide),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestIntegersAreNumbersWithoutDecimals(t *testing.T) {
	t.Parallel()
	for _, l := range locale.All() {
		same := func(n int32) bool { return l.Integer(int(n)) == l.Number(float64(n), locale.Figures{}) }
		if err := quick.Check(same, nil); err != nil {
			t.Errorf("%s: %v", l.Tag, err)
		}
	}
	if got, want := lookup(t, locale.Russian).Integer(math.MinInt64), "-9 223 372 036 854 775 808"; strings.ReplaceAll(got, "\u00a0", " ") != want {
		t.Errorf("the least number is %q, want %q", got, want)
	}
}

func TestFormsOfPluralsAreThoseOfCLDR(t *testing.T) {
	t.Parallel()
	categories := map[plural.Form]string{
		plural.Other: "other", plural.Zero: "zero", plural.One: "one",
		plural.Two: "two", plural.Few: "few", plural.Many: "many",
	}
	rules := map[string]*plural.Rules{
		"cardinal": plural.Cardinal, "cardinal-fraction": plural.Cardinal, "ordinal": plural.Ordinal,
	}
	for _, c := range oracle[float64](t, "plurals", keys(rules), nil) {
		figures := lookup(t, locale.English).Number(c.Input, figures(c))
		_, fraction, _ := strings.Cut(figures, ".")
		significant := strings.TrimRight(fraction, "0")
		form := rules[c.Kind].MatchPlural(language.MustParse(string(c.Locale)), int(c.Input),
			len(fraction), len(significant), atoi(fraction), atoi(significant))
		if got := categories[form]; got != c.Expected {
			t.Errorf("%s: %s %s %v is %q, want %q", c.ID, c.Locale, c.Kind, c.Input, got, c.Expected)
		}
	}
}

func BenchmarkNumber(b *testing.B) {
	l, _ := locale.Lookup(locale.Russian)
	for name, format := range map[string]func(){
		"Integer": func() { l.Integer(1_234_567) },
		"Number":  func() { l.Number(1234567.89, locale.Figures{Most: 2}) },
		"Percent": func() { l.Percent(0.415, locale.Figures{Most: 1}) },
		"Compact": func() { l.Compact(2_100_000, locale.Wide) },
		"Unit":    func() { l.Unit(3.5, locale.Figures{Most: 1}, "kilometer", locale.Short) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				format()
			}
		})
	}
}

// atoi returns the value of figures; none are zero.
func atoi(figures string) int {
	value, _ := strconv.Atoi(figures)
	return value
}
