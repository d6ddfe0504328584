package locale

// calendar is how a language writes days. One pattern for all languages gives
// dates like "20 Январь 2026", so each has its patterns and its forms of the
// months.
type calendar struct {
	// onDay are the months, January first, in the case that DateOn asks for
	// ("martın"); set where its pattern uses them. The other names of months
	// and days come from the tables of CLDR.
	onDay [12]string

	// patterns are by style; [Locale.appendField] knows their placeholders.
	patterns [dateStyles]string
}

func englishCalendar() calendar {
	return calendar{
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
	return calendar{
		onDay: [12]string{
			"yanvarın", "fevralın", "martın", "aprelin", "mayın", "iyunun",
			"iyulun", "avqustun", "sentyabrın", "oktyabrın", "noyabrın", "dekabrın",
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
	return calendar{
		onDay: [12]string{
			"қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда",
			"шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда",
		},
		patterns: [dateStyles]string{
			DateLong:      "{day} {month} {year}",
			DateFull:      "{day} {month} {year}, {weekday}",
			DateMedium:    "{day} {month short} {year}",
			DateShort:     "{dd}.{mm}.{year}",
			DateDayMonth:  "{day} {month}",
			DateMonthYear: "{year} ж. {month}",
			DateText:      "{year} жылғы {day} {month}",
			DateOn:        "{day} {month on}",
		},
	}
}

func russianCalendar() calendar {
	return calendar{
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
