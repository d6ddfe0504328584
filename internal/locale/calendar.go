package locale

// calendar is how a language writes days. One pattern for all languages gives
// dates like "20 Январь 2026", so each has its patterns and its forms of the
// months.
type calendar struct {
	// inDate, alone, short and onDay are the months, January first, beside a
	// day ("5 марта"), on their own ("март"), shortened beside a day ("мар.")
	// and in the case that DateOn asks for ("martın"). The last is set only
	// where a pattern uses it.
	inDate, alone, short, onDay [12]string

	// weekdays are the days of the week, Sunday first as in package time.
	weekdays [7]string

	// patterns are by style; [calendar.appendField] knows their placeholders.
	patterns [dateStyles]string

	// spoken returns the suffixes that a number takes, in a language that
	// writes them; else it is nil.
	spoken func(n int) suffixes
}

// suffixes are the endings that the last spoken word of a number asks for.
type suffixes struct {
	locative string // on the 5th: 5-də
	ordinal  string // the 2026th: 2026-cı
}

func englishCalendar() calendar {
	months := [12]string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	}
	return calendar{
		inDate: months, alone: months,
		short: [12]string{
			"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
		},
		weekdays: [7]string{
			"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
		},
		patterns: [dateStyles]string{
			DateLong:      "{day} {month} {year}",
			DateFull:      "{weekday}, {day} {month} {year}",
			DateMedium:    "{day} {month short} {year}",
			DateShort:     "{dd}/{mm}/{year}",
			DateDayMonth:  "{day} {month}",
			DateMonthYear: "{month alone} {year}",
			DateText:      "{month} {day}, {year}",
			DateOn:        "on {month} {day}",
		},
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
		short: [12]string{
			"yan", "fev", "mar", "apr", "may", "iyn", "iyl", "avq", "sen", "okt", "noy", "dek",
		},
		weekdays: [7]string{
			"bazar", "bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə",
		},
		patterns: [dateStyles]string{
			DateLong:      "{day} {month} {year}",
			DateFull:      "{day} {month} {year}, {weekday}",
			DateMedium:    "{day} {month short} {year}",
			DateShort:     "{dd}.{mm}.{year}",
			DateDayMonth:  "{day} {month}",
			DateMonthYear: "{month alone} {year}",
			DateText:      "{day} {month} {year}-{year ordinal} il",
			DateOn:        "{month on} {day}-{day on}",
		},
		spoken: azerbaijaniSuffixes,
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
		short: [12]string{
			"қаң.", "ақп.", "нау.", "сәу.", "мам.", "мау.", "шіл.", "там.", "қыр.", "қаз.", "қар.", "жел.",
		},
		weekdays: [7]string{
			"жексенбі", "дүйсенбі", "сейсенбі", "сәрсенбі", "бейсенбі", "жұма", "сенбі",
		},
		patterns: [dateStyles]string{
			DateLong:      "{day} {month} {year}",
			DateFull:      "{day} {month} {year}, {weekday}",
			DateMedium:    "{day} {month short} {year}",
			DateShort:     "{dd}.{mm}.{year}",
			DateDayMonth:  "{day} {month}",
			DateMonthYear: "{year} ж. {month alone}",
			DateText:      "{year} жылғы {day} {month}",
			DateOn:        "{day} {month on}",
		},
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
		short: [12]string{
			"янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек.",
		},
		weekdays: [7]string{
			"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота",
		},
		patterns: [dateStyles]string{
			DateLong:      "{day} {month} {year}",
			DateFull:      "{weekday}, {day} {month} {year}",
			DateMedium:    "{day} {month short} {year}",
			DateShort:     "{dd}.{mm}.{year}",
			DateDayMonth:  "{day} {month}",
			DateMonthYear: "{month alone} {year} г.",
			DateText:      "{day} {month} {year} года",
			DateOn:        "{day} {month}",
		},
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
