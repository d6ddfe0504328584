package locale

import (
	"strconv"
	"strings"
	"unicode"
)

// Mention is a month or a day of the week that a text names.
type Mention struct {
	// Word is how the text says it; empty for the month of a date in figures.
	Word string
	// Number counts from 1: January; Monday.
	Number int
	// Weekday tells the one from the other.
	Weekday bool
	// Sure is false where the word may mean something else: may, bazar, среда,
	// маусым.
	Sure bool
}

// dayNames are the words for months and weekdays, as in [wordTable], in all
// their forms.
type dayNames struct {
	months, weekdays wordTable[int]
	// vague are the weekdays that also mean other things.
	vague wordTable[int]
}

// Mentions returns the months and the days of the week that a text names, in
// order. A month is sure beside a figure, as in a date. Months of dates in
// figures come first.
func (l *Locale) Mentions(text string) []Mention { return l.Facts(text).Mentions }

// mentions are those of a text with these numbers.
func (l *Locale) mentions(text string, numbers []Quantity) []Mention {
	var found []Mention
	for _, q := range numbers {
		if q.Month {
			found = append(found, Mention{Number: int(q.Value), Sure: true})
		}
	}
	var words []string
	for _, word := range Words(text) {
		words = append(words, word)
	}
	for i, word := range words {
		lower := l.Lower(word)
		if n, ok := l.days.months.find(lower); ok && (l.Tag != English || startsWith(word, unicode.IsUpper)) {
			found = append(found, Mention{Word: word, Number: n, Sure: besideFigure(words, i)})
		} else if m, ok := l.weekday(words[i:], lower); ok {
			found = append(found, m)
		}
	}
	return found
}

// weekday reads the day of the week that words begin with. Azerbaijani has names
// of two words: bazar ertəsi, the day after bazar, and çərşənbə axşamı, the eve
// of çərşənbə.
func (l *Locale) weekday(words []string, lower string) (Mention, bool) {
	next := ""
	if l.Tag == Azerbaijani && len(words) > 1 {
		next = l.Lower(words[1])
	}
	m := Mention{Word: words[0], Weekday: true, Sure: true}
	var ok bool
	if m.Number, ok = l.days.vague.find(lower); ok {
		m.Sure = strings.HasPrefix(next, "ertəsi")
		if m.Sure {
			m.Word, m.Number = words[0]+" "+words[1], m.Number%7+1
		}
		return m, true
	}
	if m.Number, ok = l.days.weekdays.find(lower); ok && strings.HasPrefix(next, "axşam") {
		m.Word, m.Number = words[0]+" "+words[1], m.Number-1
	}
	return m, ok
}

// besideFigure reports whether the word before or after is a day or a year.
func besideFigure(words []string, i int) bool {
	for _, j := range []int{i - 1, i + 1} {
		if j < 0 || j >= len(words) {
			continue
		}
		figures := words[j][:digits(words[j])]
		if n, err := strconv.Atoi(figures); err == nil && (n >= 1 && n <= 31 || n >= 1000 && n < 2200) {
			return true
		}
	}
	return false
}

func englishDays() dayNames {
	return dayNames{
		months: newWordTable(map[string]int{
			"january jan": 1, "february feb": 2, "march mar": 3, "april apr": 4, "may": 5, "june jun": 6, "july jul": 7,
			"august aug": 8, "september sept sep": 9, "october oct": 10, "november nov": 11, "december dec": 12,
		}),
		weekdays: newWordTable(map[string]int{
			"monday*": 1, "tuesday*": 2, "wednesday*": 3, "thursday*": 4, "friday*": 5, "saturday*": 6, "sunday*": 7,
		}),
	}
}

func azerbaijaniDays() dayNames {
	return dayNames{
		months: newWordTable(map[string]int{
			"yanvar*": 1, "fevral*": 2, "mart martın martda martdan martadək": 3, "aprel*": 4,
			"may mayın mayda maydan mayadək maya": 5, "iyun iyunun iyunda iyundan": 6, "iyul iyulun iyulda iyuldan": 7,
			"avqust*": 8, "sentyabr*": 9, "oktyabr*": 10, "noyabr*": 11, "dekabr*": 12,
		}),
		weekdays: newWordTable(map[string]int{"çərşənbə çərşənbədə": 3, "cümə cüməyə": 5, "şənbə şənbədə": 6}),
		vague:    newWordTable(map[string]int{"bazar": 7, "bazardan": 7}),
	}
}

func kazakhDays() dayNames {
	return dayNames{
		months: newWordTable(map[string]int{
			"қаңтар*": 1, "ақпан*": 2, "наурыз*": 3, "сәуір*": 4, "мамыр*": 5, "маусым*": 6, "шілде*": 7, "тамыз*": 8,
			"қыркүйек*": 9, "қазан*": 10, "қараша*": 11, "желтоқсан*": 12,
		}),
		weekdays: newWordTable(map[string]int{
			"дүйсенбі*": 1, "сейсенбі*": 2, "сәрсенбі*": 3, "бейсенбі*": 4, "жұма": 5, "сенбі сенбіде сенбісі": 6, "жексенбі*": 7,
		}),
		vague: newWordTable(map[string]int{"жұмада жұмасы": 5}),
	}
}

func russianDays() dayNames {
	return dayNames{
		months: newWordTable(map[string]int{
			"январ* янв": 1, "феврал* февр фев": 2, "март марта марте марту мартом": 3, "апрел* апр": 4, "май мая мае маю маем": 5,
			"июнь июня июне июню июнем": 6, "июль июля июле июлю июлем": 7, "август августа августе августу августом авг": 8,
			"сентябр* сент": 9, "октябр* окт": 10, "ноябр* нояб": 11, "декабр* дек": 12,
		}),
		weekdays: newWordTable(map[string]int{
			"понедельник*": 1, "вторник*": 2, "четверг*": 4, "пятниц*": 5, "суббот*": 6,
			"воскресенье воскресенья воскресеньем воскресный": 7,
		}),
		vague: newWordTable(map[string]int{"сред* среда среду": 3, "воскресень*": 7}),
	}
}
