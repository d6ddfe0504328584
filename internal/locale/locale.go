// Package locale knows languages: their names, casing, dates and slugs, which
// of them a site has enabled, in which order they stand in for each other, and
// which one a reader's browser asks for.
//
// Every package of Qalam may import it; it imports none of them. It keeps one
// invariant: the registry of languages is closed and never changes after the
// start, so a [Locale] may be shared by any number of goroutines, compared by
// pointer, and held for ever.
//
// The languages here are those of content. The language of the interface is
// another type, in the package of messages, so that mixing them up does not
// compile.
package locale

import (
	"slices"
	"sync"

	"golang.org/x/text/language"
)

// Tag names a language of content, in BCP 47 form ("en").
type Tag string

// The languages that Qalam knows. Kazakh is "kk", never "kz", which is a
// country.
const (
	English     Tag = "en"
	Azerbaijani Tag = "az"
	Kazakh      Tag = "kk"
	Russian     Tag = "ru"
)

// Locale is what Qalam knows of one language. Values come from the closed
// registry, through [All] and [Lookup], and must not be changed.
type Locale struct {
	// Tag is the language's BCP 47 tag.
	Tag Tag
	// Name is the language's own name for itself, as a language switcher
	// shows it.
	Name string
	// Script is the ISO 15924 code of the script: Latn or Cyrl.
	Script string
	// Territory is the ISO 3166 code of the land whose usage the language has here,
	// for formats that want one beside the language.
	Territory string
	// Direction is the value of the HTML attribute dir.
	Direction string
	// Base is the language that this one is but another script of; empty for a
	// language of content.
	Base Tag
	// Fallbacks are the languages whose versions a reader of this one is
	// offered first, where the settings of the site name none.
	Fallbacks []Tag
	// Marks are the language's quotation marks and its dash.
	Marks Marks
	// Special are letters that the keyboards of many who write the language lack,
	// small and capital, one beside the other. ı stands with İ: each is the one of
	// its pair that other keyboards do not have.
	Special [2]string

	tag      language.Tag    // Tag as golang.org/x/text knows it
	casing   language.Tag    // the language whose capitals it has; most their own
	letters  map[rune]string // lower-case letters and their spelling in slugs
	calendar calendar
	cldr     *cldr                     // nil: English's
	spoken   func(n int) suffixes      // nil: numbers take none
	stem     func(lower string) string // nil: no stemmer
	prose    prose
	signs    signs

	numerals numerals
	days     dayNames
	negation negation

	binding

	dotless bool // I is the capital of ı, İ that of i

	transliterate func(text string) string // from Base

	index string // the letters of an alphabetical index

	collators collators // filled as orderings are asked for
	indexKeys func() []indexEntry
}

// registry holds the languages in the order in which [All] lists them.
//
//nolint:gochecknoglobals // The closed registry: made once, never changed.
var registry = sync.OnceValue(func() []*Locale {
	locales := []*Locale{
		{
			Tag: English, Name: "English", Script: "Latn", Territory: "GB", Fallbacks: []Tag{Russian},
			letters:  slugTable(englishLetters),
			calendar: englishCalendar(),
			cldr:     cldrEnglish(),
			spoken:   englishSuffixes,
			stem:     stemEnglish,
			prose:    englishProse(),
			signs:    englishSigns(),
			numerals: englishNumerals(),
			days:     englishDays(),
			negation: englishNegation(),
			binding:  englishBinding(),
			Marks:    Marks{'“', '”', '‘', '’', '—'},
			index:    englishIndex,
		},
		{
			Tag: Azerbaijani, Name: "Azərbaycanca", Script: "Latn", Territory: "AZ", Fallbacks: []Tag{English, Russian},
			letters:  slugTable(""),
			dotless:  true,
			calendar: azerbaijaniCalendar(),
			cldr:     houseAzerbaijani(cldrAzerbaijani()),
			spoken:   azerbaijaniSuffixes,
			stem:     stemAzerbaijani,
			prose:    azerbaijaniProse(),
			signs:    azerbaijaniSigns(),
			numerals: azerbaijaniNumerals(),
			days:     azerbaijaniDays(),
			negation: azerbaijaniNegation(),
			binding:  azerbaijaniBinding(),
			Special:  [2]string{"əğıöüçş", "ƏĞİÖÜÇŞ"},
			Marks:    Marks{'“', '”', '‘', '’', '–'},
			index:    azerbaijaniIndex,
		},
		{
			Tag: Kazakh, Name: "Қазақша", Script: "Cyrl", Territory: "KZ", Fallbacks: []Tag{Russian, English},
			letters:  slugTable(""),
			calendar: kazakhCalendar(),
			cldr:     houseKazakh(cldrKazakh()),
			spoken:   kazakhSuffixes,
			stem:     stemKazakh,
			prose:    kazakhProse(),
			signs:    kazakhSigns(),
			numerals: kazakhNumerals(),
			days:     kazakhDays(),
			negation: kazakhNegation(),
			binding:  kazakhBinding(),
			Special:  [2]string{"әғқңөұүһі", "ӘҒҚҢӨҰҮҺІ"},
			Marks:    Marks{'«', '»', '“', '”', '–'},
			index:    kazakhIndex,
		},
		{
			Tag: Russian, Name: "Русский", Script: "Cyrl", Territory: "RU", Fallbacks: []Tag{English},
			letters:  slugTable(""),
			calendar: russianCalendar(),
			cldr:     houseRussian(cldrRussian()),
			spoken:   russianSuffixes,
			stem:     stemRussian,
			prose:    russianProse(),
			signs:    russianSigns(),
			numerals: russianNumerals(),
			days:     russianDays(),
			negation: russianNegation(),
			binding:  russianBinding(),
			Marks:    Marks{'«', '»', '„', '“', '—'},
			index:    russianIndex,
		},
	}
	for _, l := range locales {
		l.complete()
	}
	return locales
})

// complete derives what an entry of the registry leaves out.
func (l *Locale) complete() {
	if l.Direction == "" {
		l.Direction = "ltr"
	}
	if l.cldr == nil {
		l.cldr = cldrEnglish()
	}
	l.tag = language.MustParse(string(l.Tag))
	if l.casing == language.Und {
		l.casing = l.tag
	}
	l.indexKeys = sync.OnceValue(l.makeIndex)
}

// All returns every language of content that Qalam knows: English, Azerbaijani, Kazakh,
// Russian. The slice is the caller's own.
func All() []*Locale {
	return slices.Clone(registry())
}

// Lookup returns the language with the tag t, and whether there is one; also
// one that is derived, which [All] leaves out. The tag must be written as the
// constants write it.
func Lookup(t Tag) (*Locale, bool) {
	if l, ok := find(registry(), t); ok {
		return l, true
	}
	return find(derived(), t)
}

// derived holds the renderings of languages in another script.
//
//nolint:gochecknoglobals // Part of the registry: made once, never changed.
var derived = sync.OnceValue(func() []*Locale {
	kk, _ := find(registry(), Kazakh)
	return []*Locale{kazakhInLatin(kk)}
})

// find looks for a tag in a handful of languages.
func find(locales []*Locale, t Tag) (*Locale, bool) {
	i := slices.IndexFunc(locales, func(l *Locale) bool { return l.Tag == t })
	if i < 0 {
		return nil, false
	}
	return locales[i], true
}
