package locale

import "golang.org/x/text/language"

// KazakhLatin is Kazakh in Latin letters by the alphabet of 2021: a rendering
// of Kazakh texts for those who read it so, never a language of content.
const KazakhLatin Tag = "kk-Latn"

// kazakhInLatin derives Kazakh in Latin letters from Kazakh. Names and patterns
// are transliterated; lists keep the order of the Cyrillic alphabet by sorting
// the texts before they are transliterated, and words are stemmed before, too.
func kazakhInLatin(kk *Locale) *Locale {
	spell := transliterateKazakh
	l := &Locale{
		Tag: KazakhLatin, Base: kk.Tag, Name: "Qazaqşa", Script: "Latn",
		Fallbacks:     append([]Tag{kk.Tag}, kk.Fallbacks...),
		casing:        language.Turkish,
		dotless:       true,
		letters:       slugTable(""),
		calendar:      kk.calendar,
		cldr:          kk.cldr.mapped(spell),
		transliterate: spell,
		Marks:         kk.Marks,
		spoken: func(n int) suffixes {
			s := kk.spoken(n)
			return suffixes{spell(s.ordinal), spell(s.locative)}
		},
	}
	for i := range l.calendar.patterns {
		l.calendar.patterns[i] = spell(l.calendar.patterns[i])
	}
	for i := range l.calendar.onDay {
		l.calendar.onDay[i] = spell(l.calendar.onDay[i])
	}
	l.complete()
	return l
}

// mapped returns the tables with every word changed by spell.
func (c *cldr) mapped(spell func(string) string) *cldr {
	m := *c
	for w := range widths {
		mapAll(m.inDate[w][:], spell)
		mapAll(m.alone[w][:], spell)
		mapAll(m.weekdays[w][:], spell)
	}
	for style := range m.compact {
		for power := range m.compact[style] {
			m.compact[style][power] = m.compact[style][power].mapped(spell)
		}
	}
	for kind := range m.lists {
		for style, marks := range m.lists[kind] {
			m.lists[kind][style] = listMarks{spell(marks.two), spell(marks.middle), spell(marks.last)}
		}
	}
	for unit := range m.relative {
		for style, r := range m.relative[unit] {
			named := map[int]string{}
			for n, name := range r.named {
				named[n] = spell(name)
			}
			m.relative[unit][style] = relative{named, r.past.mapped(spell), r.future.mapped(spell)}
		}
	}
	m.units = map[string][2]counted{}
	for name, forms := range c.units {
		m.units[name] = [2]counted{forms[0].mapped(spell), forms[1].mapped(spell)}
	}
	m.currencies = map[string]currency{}
	for code, money := range c.currencies {
		money.name = money.name.mapped(spell)
		m.currencies[code] = money
	}
	return &m
}

func (c counted) mapped(spell func(string) string) counted {
	return counted{spell(c.one), spell(c.few), spell(c.many), spell(c.other)}
}

func mapAll(list []string, spell func(string) string) {
	for i := range list {
		list[i] = spell(list[i])
	}
}
