package locale

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// suffixes are the endings that a number takes in a language that writes them.
type suffixes struct {
	ordinal  string // the 2026th: 2026-cı
	locative string // on the 5th: 5-də
}

// Ordinal returns n as an ordinal number: 21st, 2000-ci, 50-ші, 5-й. Russian
// has the form of a masculine subject; the other three have but one form.
func (l *Locale) Ordinal(n int) string {
	figures := strconv.Itoa(n)
	if l.spoken == nil {
		return figures
	}
	return figures + l.spoken(n).ordinal
}

// suffixed is a number with an ending after a hyphen, or in English right after
// the figures.
var suffixed = regexp.MustCompile(`(\d+)(-?)(\p{L}+)`)

// Suffixed is a number with an ending that the language would not give it.
type Suffixed struct {
	Start, End int // its bytes in the text
	Word       string
	Usual      string
}

// UnusualSuffixes returns the numbers of a text whose ending does not agree with
// the last word of the spoken number: 2000-cu for 2000-ci, 50-шы for 50-ші, 5-da
// for 5-də, 22th for 22nd. In Russian it finds endings of more letters than the
// rule has: 5-ый, 5-ого.
func (l *Locale) UnusualSuffixes(text string) []Suffixed {
	var found []Suffixed
	for _, m := range suffixed.FindAllStringSubmatchIndex(text, -1) {
		figures, hyphen, ending := text[m[2]:m[3]], text[m[4]:m[5]], text[m[6]:m[7]]
		n, err := strconv.Atoi(figures)
		if err != nil || (hyphen == "") != (l.Tag == English) {
			continue
		}
		if usual := l.usualSuffix(n, ending); usual != "" && usual != ending {
			found = append(found, Suffixed{m[0], m[1], text[m[0]:m[1]], figures + hyphen + usual})
		}
	}
	return found
}

// usualSuffix returns the ending that a number has in place of one like it,
// empty where nothing is known of that one.
func (l *Locale) usualSuffix(n int, ending string) string {
	if l.spoken == nil {
		return ""
	}
	is := func(list string) bool { return slices.Contains(strings.Fields(list), ending) }
	s := l.spoken(n)
	switch l.Tag {
	case English:
		if is("st nd rd th") {
			return s.ordinal
		}
	case Azerbaijani:
		switch {
		case is("cı ci cu cü"):
			return strings.TrimPrefix(s.ordinal, "-")
		case is("da də"):
			return strings.TrimPrefix(s.locative, "-")
		case is("dan dən"):
			return strings.TrimPrefix(s.locative, "-") + "n"
		}
	case Kazakh:
		if is("шы ші") {
			return strings.TrimPrefix(s.ordinal, "-")
		}
	case Russian:
		return russianEndings()[ending]
	default:
	}
	return ""
}

// russianEndings are endings that say too much, with those that are enough.
func russianEndings() map[string]string {
	return map[string]string{
		"ый": "й", "ой": "й", "ий": "й", "ая": "я", "ое": "е", "ые": "е", "ых": "х", "ым": "м", "ого": "го", "ому": "му",
	}
}

// lastWord returns what the last spoken word of a number stands for: a figure
// from 0 to 9 with no zeros after it, or from 1 to 9 with one (twenty), or
// hundreds, thousands, millions and so on, for which the figure does not
// matter. Endings agree with that word; the plural rules of CLDR, which go by
// the figures, have the thousands of Azerbaijani and the hundreds of Kazakh
// wrong.
func lastWord(n int) (figure, zeros int) {
	if n == 0 {
		return 0, 0
	}
	for n%10 == 0 {
		n /= 10
		zeros++
	}
	figure = max(n%10, -(n % 10))
	if zeros > 2 {
		zeros -= zeros % 3 // ten thousand ends in the word thousand
	}
	return figure, zeros
}

// englishSuffixes returns the ending of a number: 1st, 12th, 23rd.
func englishSuffixes(n int) suffixes {
	tens := n / 10 % 10
	if tens == 1 || tens == -1 {
		return suffixes{ordinal: "th"}
	}
	switch n % 10 {
	case 1, -1:
		return suffixes{ordinal: "st"}
	case 2, -2:
		return suffixes{ordinal: "nd"}
	case 3, -3:
		return suffixes{ordinal: "rd"}
	default:
		return suffixes{ordinal: "th"}
	}
}

// russianSuffixes returns the ending of a number in the masculine nominative.
func russianSuffixes(int) suffixes {
	return suffixes{ordinal: "-й"}
}

// azerbaijaniSuffixes returns the endings of a number. They agree with the last
// vowel of its last spoken word: 2026 ends in "altı", so -cı and -da; 2000 ends
// in "min", so -ci and -də.
func azerbaijaniSuffixes(n int) suffixes {
	switch azerbaijaniVowel(lastWord(n)) {
	case 'a', 'ı':
		return suffixes{locative: "-da", ordinal: "-cı"}
	case 'o', 'u':
		return suffixes{locative: "-da", ordinal: "-cu"}
	case 'ö', 'ü':
		return suffixes{locative: "-də", ordinal: "-cü"}
	default: // e, ə, i
		return suffixes{locative: "-də", ordinal: "-ci"}
	}
}

// azerbaijaniVowel returns the last vowel of a word that ends a number.
func azerbaijaniVowel(figure, zeros int) rune {
	switch zeros {
	case 0: // sıfır bir iki üç dörd beş altı yeddi səkkiz doqquz
		return [...]rune{'ı', 'i', 'i', 'ü', 'ö', 'e', 'ı', 'i', 'i', 'u'}[figure]
	case 1: // on iyirmi otuz qırx əlli altmış yetmiş səksən doxsan
		return [...]rune{'o', 'i', 'u', 'ı', 'i', 'ı', 'i', 'ə', 'a'}[figure-1]
	case 2: // yüz
		return 'ü'
	case 3: // min
		return 'i'
	case 9: // milyard
		return 'a'
	default: // milyon, trilyon and so on
		return 'o'
	}
}

// kazakhSuffixes returns the ending of a number, which agrees with its last
// spoken word: 50 ends in "елу", so -ші; 40 ends in "қырық", so -шы.
func kazakhSuffixes(n int) suffixes {
	figure, zeros := lastWord(n)
	back := zeros > 2 // мың, миллион, миллиард
	switch zeros {
	case 0:
		back = figure == 6 || figure == 9 // алты, тоғыз
	case 1:
		back = figure != 5 && figure != 7 && figure != 8 // all but елу, жетпіс, сексен
	}
	if back {
		return suffixes{ordinal: "-шы"}
	}
	return suffixes{ordinal: "-ші"}
}
