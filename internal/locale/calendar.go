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

	// patterns are by style; [Locale.appendField] knows their placeholders.
	patterns [dateStyles]string
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
			DateText:      "{day} {month} {year}{year ordinal} il",
			DateOn:        "{month on} {day}{day on}",
		},
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
