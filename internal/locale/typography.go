package locale

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Marks are the punctuation of a language.
type Marks struct {
	Open, Close           rune // quotation marks: “ ” or « »
	OpenInner, CloseInner rune // those of a quotation inside another
	Dash                  rune // between parts of a sentence, with spaces
}

// noBreak is the space at which no line breaks. No narrower one is used: few
// fonts have its glyph.
const noBreak = "\u00a0"

// Signs and units that stay with the number before them, in every language.
const commonUnits = "% ‰ ° °C °F"

// NoBreak returns a text with no-break spaces where a line must not break:
// before a dash, between a number and its unit, within a number, between day
// and month, after № and §, between initials and a surname, before the sign of
// a year and within т. е. and və s. It changes nothing but spaces. Texts are
// stored with plain spaces; this is for showing them.
func (l *Locale) NoBreak(text string) string {
	var bound strings.Builder
	done := 0
	for i := strings.IndexByte(text, ' '); i >= 0; {
		if l.binds(text, i) {
			bound.WriteString(text[done:i])
			bound.WriteString(noBreak)
			done = i + 1
		}
		next := strings.IndexByte(text[i+1:], ' ')
		if next < 0 {
			break
		}
		i += 1 + next
	}
	if done == 0 {
		return text
	}
	return bound.String() + text[done:]
}

// NoBreakHTML is [Locale.NoBreak] for a fragment of HTML: nothing changes in
// tags and in code.
func (l *Locale) NoBreakHTML(fragment string) string {
	return mapText(fragment, func(element, _ string) bool { return isCode(element) }, l.NoBreak, nil)
}

// binds tells whether the space at i binds what stands around it.
func (l *Locale) binds(text string, i int) bool {
	left, right := text[tokenStart(text, i):i], text[i+1:tokenEnd(text, i+1)]
	if right == "–" || right == "—" {
		return !strings.HasSuffix(text[:i], "\n")
	}
	left = strings.TrimLeftFunc(left, isOpener)
	if left == "" || right == "" {
		return false
	}
	bare := strings.TrimRight(right, ".,;:!?)»”’…")
	switch {
	case left == "№", left == "§":
		return true
	case isFigures(left):
		return l.countsIn(bare) || isThousands(left, right) || l.isMonth(bare)
	case l.monthFirst && l.isMonth(left):
		return len(bare) <= 2 && isFigures(bare)
	case isStopped(left):
		return bindsStopped(left, right)
	}
	return isStopped(right) && isInitial(strings.TrimSuffix(strings.TrimRight(right, ",;:!?)»”’…"), ".")) &&
		startsWith(left, unicode.IsUpper) && unicode.IsLetter(lastRune(left)) ||
		l.bindsBefore[left+" "+bare]
}

// tokenStart and tokenEnd return where the token around i begins and ends.
func tokenStart(text string, i int) int {
	start := strings.LastIndexFunc(text[:i], unicode.IsSpace)
	if start < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(text[start:])
	return start + size
}

func tokenEnd(text string, i int) int {
	if size := strings.IndexFunc(text[i:], unicode.IsSpace); size >= 0 {
		return i + size
	}
	return len(text)
}

// countsIn tells a unit, which may have an ending: km-dir, %-ə.
func (l *Locale) countsIn(word string) bool {
	unit, _, _ := strings.Cut(word, "-")
	return l.countWords[unit]
}

// isFigures tells numbers and ranges of numbers: 7,4 and 24–25.
func isFigures(s string) bool {
	s = strings.TrimLeft(s, "-−+~")
	last := s[max(0, len(s)-1):]
	return startsWith(s, unicode.IsDigit) && last >= "0" && last <= "9" && strings.Trim(s, "0123456789.,–-") == ""
}

// isThousands tells whether the space between two groups of figures is one
// inside a number: 39 320.
func isThousands(left, right string) bool {
	const group = 3
	figures := len(right) - len(strings.TrimLeft(right, "0123456789"))
	return figures == group && len(strings.TrimLeft(left, "-−+~")) <= group && !strings.ContainsAny(left, ".,–-")
}

// isStopped tells an abbreviation, to look at it closer.
func isStopped(s string) bool {
	return strings.HasSuffix(strings.TrimRight(s, ",;:!?)»”’…"), ".")
}

// bindsStopped tells whether an initial or a letter with a full stop stays with
// what follows: А. Каримли, т. е.
func bindsStopped(left, right string) bool {
	letter := strings.TrimSuffix(left, ".")
	if isInitial(letter) {
		return startsWith(right, unicode.IsUpper)
	}
	isSmall := func(s string) bool {
		first, size := utf8.DecodeRuneInString(s)
		return size == len(s) && unicode.IsLower(first)
	}
	return isSmall(letter) && isStopped(right) && isSmall(strings.TrimSuffix(strings.TrimRight(right, ",;:!?)»”’…"), "."))
}

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// binding is what stays together in a language besides what every one has.
type binding struct {
	countWords  map[string]bool // units and what is counted
	bindsBefore map[string]bool // two words: "və s"
	monthFirst  bool            // March 5
}

// isMonth tells the months, short ones too, and those with an ending:
// наурызда.
func (l *Locale) isMonth(word string) bool {
	for month, name := range l.cldr.inDate[Wide] {
		short := strings.TrimSuffix(l.cldr.inDate[Short][month], ".")
		if name != "" && strings.HasPrefix(word, name) || short != "" && strings.TrimSuffix(word, ".") == short {
			return true
		}
	}
	return false
}

func makeBinding(units, pairs string) binding {
	return binding{countWords: wordSet(commonUnits + " " + units), bindsBefore: wordSet(pairs)}
}

func englishBinding() binding {
	b := makeBinding(`km m cm mm kg g mg t ha l km² m² m³ km/h m/s kW MW GW kWh MWh GWh MB GB TB Hz GHz a.m p.m am pm
		thousand million billion trillion tonnes percent dollars euros tenge manat manats rubles roubles`, ``)
	b.monthFirst = true
	return b
}

func azerbaijaniBinding() binding {
	return makeBinding(`km m sm mm kq q mq t ha l km² m² m³ km/saat m/s kVt MVt QVt kVt·saat MB QB dəq san min mln mlrd trln
		milyon milyard trilyon ton hektar faiz manat qəpik tenge rubl dollar avro nəfər`, `və_s və_b və_i.a`)
}

func kazakhBinding() binding {
	return makeBinding(`км м см мм кг г мг т га л км² м² м³ км/сағ м/с кВт МВт ГВт кВт·сағ МБ ГБ сағ мин сек ж жж ғ мың млн
		млрд трлн миллион миллиард триллион тонна гектар пайыз теңге манат рубль доллар еуро адам`, `және_т.б`)
}

func russianBinding() binding {
	return makeBinding(`км м см мм кг г мг т га л км² м² м³ км/ч м/с кВт МВт ГВт кВт·ч МБ ГБ ч мин сек г гг в вв тыс млн млрд
		трлн тысяч тысячи миллион миллиона миллионов миллиард миллиарда миллиардов тонн тонны гектаров процента процентов
		руб долл тенге манат маната манатов рублей долларов евро чел человек года году год`, `и_др и_пр`)
}
