package main

import (
	"fmt"
	"strconv"
	"strings"
)

// table is what is read for one language; the fields are those of the type
// cldr in package locale.
type table struct {
	tag                     string
	inDate, alone           [3][12]string
	weekdays                [3][7]string
	decimal, group, percent string
	minimumGroup            int
	compact                 [2][]counted
	lists                   [3][3]list
	relative                [][2]relative
	units                   []unit
	currencies              []currency
	currencyFirst           bool
}

// counted holds a text in its plural forms: one, few, many, other.
type counted map[string]string

// list holds what stands between the items.
type list struct{ two, middle, last string }

type relative struct {
	named        map[int]string
	past, future counted
}

type unit struct {
	name        string
	long, short counted
}

type currency struct {
	code, symbol string
	digits       int
	name         counted
}

// reader reads the parts of one language. The first error stays.
type reader struct {
	files source
	tag   string
	err   error
}

// part decodes a part of one of the language's files.
func part[V any](r *reader, pack, file string, keys ...string) V {
	var value V
	if r.err == nil {
		path := fmt.Sprintf("%s/main/%s/%s.json", pack, r.tag, file)
		r.err = r.files.decode(path, append([]string{"main", r.tag}, keys...), &value)
	}
	return value
}

func read(files source, tag string) (table, error) {
	r := &reader{files: files, tag: tag}
	t := table{tag: tag}
	r.names(&t)
	r.numbers(&t)
	r.listPatterns(&t)
	r.fields(&t)
	r.unitPatterns(&t)
	r.money(&t)
	return t, r.err
}

func (r *reader) names(t *table) {
	type byWidth = map[string]map[string]string
	type byContext = map[string]byWidth
	calendar := []string{"dates", "calendars", "gregorian"}
	months := part[byContext](r, "cldr-dates-full", "ca-gregorian", append(calendar, "months")...)
	days := part[byContext](r, "cldr-dates-full", "ca-gregorian", append(calendar, "days")...)
	for width, name := range []string{"wide", "abbreviated", "narrow"} {
		for m := range 12 {
			t.inDate[width][m] = months["format"][name][strconv.Itoa(m+1)]
			t.alone[width][m] = months["stand-alone"][name][strconv.Itoa(m+1)]
		}
		for d, day := range []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"} {
			t.weekdays[width][d] = days["stand-alone"][name][day]
		}
	}
}

func (r *reader) numbers(t *table) {
	const file = "numbers"
	symbols := part[map[string]string](r, "cldr-numbers-full", file, "numbers", "symbols-numberSystem-latn")
	t.decimal, t.group = symbols["decimal"], symbols["group"]
	least := part[string](r, "cldr-numbers-full", file, "numbers", "minimumGroupingDigits")
	t.minimumGroup, _ = strconv.Atoi(least)
	percent := part[string](r, "cldr-numbers-full", file, "numbers", "percentFormats-numberSystem-latn", "standard")
	t.percent = strings.TrimLeft(percent, "#,0")
	for i, style := range []string{"long", "short"} {
		patterns := part[map[string]string](r, "cldr-numbers-full", file,
			"numbers", "decimalFormats-numberSystem-latn", style, "decimalFormat")
		for power := 3; power < 15; power++ {
			text := forms(patterns, "1"+strings.Repeat("0", power)+"-count-")
			for form, pattern := range text {
				text[form] = r.compactPattern(pattern, power)
			}
			t.compact[i] = append(t.compact[i], text)
		}
	}
	standard := part[string](r, "cldr-numbers-full", file, "numbers", "currencyFormats-numberSystem-latn", "standard")
	t.currencyFirst = strings.HasPrefix(standard, "¤")
}

// compactPattern turns "00 тыс'.'" into "{0} тыс.". Package locale relies on
// the figures before the word going up to the thousands: one, two, three, one.
func (r *reader) compactPattern(pattern string, power int) string {
	figures := strings.Count(pattern, "0")
	if figures != power%3+1 && r.err == nil {
		r.err = fmt.Errorf("%s: %q for 10 to the %d", r.tag, pattern, power)
	}
	pattern = strings.ReplaceAll(pattern, "'", "")
	return strings.Replace(pattern, strings.Repeat("0", figures), "{0}", 1)
}

// forms collects the plural forms of a text: the entries with a prefix.
func forms(entries map[string]string, prefix string) counted {
	text := counted{}
	for _, form := range []string{"one", "few", "many", "other"} {
		if pattern, ok := entries[prefix+form]; ok {
			text[form] = pattern
		}
	}
	return text
}

func (r *reader) listPatterns(t *table) {
	patterns := part[map[string]map[string]string](r, "cldr-misc-full", "listPatterns", "listPatterns")
	for kind, name := range []string{"standard", "or", "unit"} {
		for style, suffix := range []string{"", "-short", "-narrow"} {
			p := patterns["listPattern-type-"+name+suffix]
			if p["start"] != p["middle"] && r.err == nil {
				r.err = fmt.Errorf("%s: lists of %s begin in a way of their own", r.tag, name+suffix)
			}
			t.lists[kind][style] = list{r.between(p["2"]), r.between(p["middle"]), r.between(p["end"])}
		}
	}
}

// between returns what stands between the items of a pattern such as
// "{0}, {1}".
func (r *reader) between(pattern string) string {
	mark, starts := strings.CutPrefix(pattern, "{0}")
	mark, ends := strings.CutSuffix(mark, "{1}")
	if (!starts || !ends) && r.err == nil {
		r.err = fmt.Errorf("%s: the pattern %q of a list", r.tag, pattern)
	}
	return mark
}

func (r *reader) fields(t *table) {
	for _, unit := range []string{"second", "minute", "hour", "day", "week", "month", "quarter", "year"} {
		var widths [2]relative
		for i, suffix := range []string{"", "-short"} {
			field := []string{"dates", "fields", unit + suffix}
			widths[i] = relative{
				named: map[int]string{},
				past: forms(part[map[string]string](r, "cldr-dates-full", "dateFields",
					append(field, "relativeTime-type-past")...), "relativeTimePattern-count-"),
				future: forms(part[map[string]string](r, "cldr-dates-full", "dateFields",
					append(field, "relativeTime-type-future")...), "relativeTimePattern-count-"),
			}
			for key, value := range part[map[string]any](r, "cldr-dates-full", "dateFields", field...) {
				if distance, ok := strings.CutPrefix(key, "relative-type-"); ok {
					n, _ := strconv.Atoi(distance)
					widths[i].named[n], _ = value.(string)
				}
			}
		}
		t.relative = append(t.relative, widths)
	}
}

func (r *reader) unitPatterns(t *table) {
	const prefix = "unitPattern-count-"
	for _, name := range units() {
		_, plain, _ := strings.Cut(name, "-") // without the quantity
		t.units = append(t.units, unit{
			name:  plain,
			long:  forms(part[map[string]string](r, "cldr-units-full", "units", "units", "long", name), prefix),
			short: forms(part[map[string]string](r, "cldr-units-full", "units", "units", "short", name), prefix),
		})
	}
}

func (r *reader) money(t *table) {
	var fractions map[string]map[string]string
	if err := r.files.decode("cldr-core/supplemental/currencyData.json",
		[]string{"supplemental", "currencyData", "fractions"}, &fractions); err != nil && r.err == nil {
		r.err = err
	}
	names := part[map[string]map[string]string](r, "cldr-numbers-full", "currencies", "numbers", "currencies")
	for _, code := range currencies() {
		c := currency{code: code, symbol: names[code]["symbol"], digits: 2, name: forms(names[code], "displayName-count-")}
		if len(c.name) == 0 {
			c.name["other"] = names[code]["displayName"]
		}
		for form, name := range c.name {
			c.name[form] = "{0} " + name // as all our languages have it
		}
		if d, ok := fractions[code]["_digits"]; ok {
			c.digits, _ = strconv.Atoi(d)
		}
		t.currencies = append(t.currencies, c)
	}
}
