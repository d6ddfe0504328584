package locale

// calendar is how a language writes days. One pattern for all languages gives
// dates like "20 Январь 2026", so each has its patterns and its forms of the
// months.
type calendar struct {
	// inDate, alone and onDay are the months, January first, beside a day
	// ("5 марта"), on their own ("март") and in the case that DateOn asks for
	// ("martın"). The last is set only where a pattern uses it.
	inDate, alone, onDay [12]string

	// The patterns, by style. [Locale.Date] knows their placeholders.
	long, dayMonth, monthYear, text, on string

	// spoken returns the suffixes that a number takes, in a language that
	// writes them; else it is nil.
	spoken func(n int) suffixes
}

// suffixes are the endings that the last spoken word of a number asks for.
type suffixes struct {
	locative string // on the 5th: 5-də
	ordinal  string // the 2026th: 2026-cı
}

// pattern returns the pattern of a style.
func (c *calendar) pattern(style DateStyle) string {
	switch style {
	case DateDayMonth:
		return c.dayMonth
	case DateMonthYear:
		return c.monthYear
	case DateText:
		return c.text
	case DateOn:
		return c.on
	case DateLong:
		return c.long
	default:
		return c.long
	}
}

func englishCalendar() calendar {
	months := [12]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	}
	return calendar{
		inDate: months, alone: months,
		long:      "{day} {month} {year}",
		dayMonth:  "{day} {month}",
		monthYear: "{month alone} {year}",
		text:      "{month} {day}, {year}",
		on:        "on {month} {day}",
	}
}

func azerbaijaniCalendar() calendar {
	months := [12]string{
		"yanvar", "fevral", "mart", "aprel", "may", "iyun",
		"iyul", "avqust", "sentyabr", "oktyabr", "noyabr", "dekabr",
	}
	return calendar{
		inDate: months, alone: months,
		onDay: [12]string{
			"yanvarın", "fevralın", "martın", "aprelin", "mayın", "iyunun",
			"iyulun", "avqustun", "sentyabrın", "oktyabrın", "noyabrın", "dekabrın",
		},
		long:      "{day} {month} {year}",
		dayMonth:  "{day} {month}",
		monthYear: "{month alone} {year}",
		text:      "{day} {month} {year}-{year ordinal} il",
		on:        "{month on} {day}-{day on}",
		spoken:    azerbaijaniSuffixes,
	}
}

func kazakhCalendar() calendar {
	months := [12]string{
		"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым",
		"шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан",
	}
	return calendar{
		inDate: months, alone: months,
		onDay: [12]string{
			"қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда",
			"шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда",
		},
		long:      "{day} {month} {year}",
		dayMonth:  "{day} {month}",
		monthYear: "{year} ж. {month alone}",
		text:      "{year} жылғы {day} {month}",
		on:        "{day} {month on}",
	}
}

func russianCalendar() calendar {
	return calendar{
		inDate: [12]string{
			"января", "февраля", "марта", "апреля", "мая", "июня",
			"июля", "августа", "сентября", "октября", "ноября", "декабря",
		},
		alone: [12]string{
			"январь", "февраль", "март", "апрель", "май", "июнь",
			"июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
		},
		long:      "{day} {month} {year}",
		dayMonth:  "{day} {month}",
		monthYear: "{month alone} {year} г.",
		text:      "{day} {month} {year} года",
		on:        "{day} {month}",
	}
}

// azerbaijaniSuffixes returns the endings of a number of a day or a year. They
// agree with the last vowel of its last spoken word: 2026 ends in "altı", so
// -cı and -da; 2000 ends in "min", so -ci and -də. The plural rules of CLDR
// have the thousands wrong.
func azerbaijaniSuffixes(n int) suffixes {
	switch azerbaijaniLastVowel(max(n, -n)) {
	case 'a', 'ı':
		return suffixes{locative: "da", ordinal: "cı"}
	case 'o', 'u':
		return suffixes{locative: "da", ordinal: "cu"}
	case 'ö', 'ü':
		return suffixes{locative: "də", ordinal: "cü"}
	default: // e, ə, i
		return suffixes{locative: "də", ordinal: "ci"}
	}
}

// azerbaijaniLastVowel returns the last vowel of n, spoken, for n from 0 to
// 999,999.
func azerbaijaniLastVowel(n int) rune {
	switch {
	case n%10 != 0: // bir iki üç dörd beş altı yeddi səkkiz doqquz
		return [...]rune{'i', 'i', 'ü', 'ö', 'e', 'ı', 'i', 'i', 'u'}[n%10-1]
	case n%100 != 0: // on iyirmi otuz qırx əlli altmış yetmiş səksən doxsan
		return [...]rune{'o', 'i', 'u', 'ı', 'i', 'ı', 'i', 'ə', 'a'}[n/10%10-1]
	case n%1000 != 0: // yüz
		return 'ü'
	case n != 0: // min
		return 'i'
	default: // sıfır
		return 'ı'
	}
}
