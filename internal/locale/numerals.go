package locale

func englishNumerals() numerals {
	return numerals{
		group: ",",
		scales: newWordTable(map[string]float64{
			"k thousand thousands": 1e3, "mn mln million millions": 1e6,
			"bn bln billion billions": 1e9, "tn trillion trillions": 1e12,
		}),
		units: newWordTable(map[string]string{
			"percent percentage pct": "%", "dollar dollars": "USD", "euro euros": "EUR", "pound pounds": "GBP",
			"manat manats": "AZN", "tenge": "KZT", "rouble* ruble*": "RUB",
		}),
		spelt: newWordTable(map[string]int{
			"one first once": 1, "two second twice both": 2, "three third": 3, "four fourth": 4, "five fifth": 5,
			"six sixth": 6, "seven seventh": 7, "eight eighth": 8, "nine ninth": 9, "ten tenth": 10,
			"eleven eleventh": 11, "twelve twelfth": 12, "thirteen thirteenth": 13, "fourteen fourteenth": 14,
			"fifteen fifteenth": 15, "sixteen sixteenth": 16, "seventeen seventeenth": 17, "eighteen eighteenth": 18,
			"nineteen nineteenth": 19, "twenty twentieth": 20, "thirty thirtieth": 30, "forty fortieth": 40,
			"fifty fiftieth": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred hundredth": 100,
			"thousand thousandth": 1000,
		}),
	}
}

func azerbaijaniNumerals() numerals {
	return numerals{
		group: ".",
		scales: newWordTable(map[string]float64{
			"min mini minə mindən mində minin minlik minədək minlə": 1e3, "mln milyon*": 1e6,
			"mlrd milyard*": 1e9, "trln trilyon*": 1e12,
		}),
		units: newWordTable(map[string]string{
			"faiz*": "%", "dollar*": "USD", "avro*": "EUR", "funt*": "GBP", "manat*": "AZN", "tenge* təngə*": "KZT",
			"rubl*": "RUB",
		}),
		spelt: newWordTable(map[string]int{
			"bir biri birinci birincisi birinin ilk bir-bir": 1, "iki ikisi ikinci iki-üç ikisinin": 2,
			"üç üçü üçüncü üçünün": 3, "dörd dördü dördüncü dördünün": 4, "beş beşi beşinci beşinin": 5,
			"altı altısı altıncı": 6, "yeddi yeddisi yeddinci": 7, "səkkiz səkkizi səkkizinci": 8,
			"doqquz doqquzu doqquzuncu": 9, "on onuncu": 10, "iyirmi iyirminci": 20, "otuz otuzuncu": 30,
			"qırx qırxıncı": 40, "əlli əllinci": 50, "altmış altmışıncı": 60, "yetmiş yetmişinci": 70,
			"səksən səksəninci": 80, "doxsan doxsanıncı": 90, "yüz yüzü yüzüncü": 100, "min mini mininci": 1000,
		}),
	}
}

func kazakhNumerals() numerals {
	return numerals{
		group: ".",
		scales: newWordTable(map[string]float64{
			"мың*": 1e3, "млн миллион*": 1e6, "млрд миллиард*": 1e9, "трлн триллион*": 1e12,
		}),
		units: newWordTable(map[string]string{
			"пайыз* процент*": "%", "доллар*": "USD", "еуро*": "EUR", "фунт*": "GBP", "манат*": "AZN",
			"теңге*": "KZT", "рубл*": "RUB",
		}),
		spelt: newWordTable(map[string]int{
			"бір бірі бірінші біріншісі алғашқы біреу": 1, "екі екеуі екінші екеуінің қос": 2, "үш үшеуі үшінші": 3,
			"төрт төртеуі төртінші": 4, "бес бесеуі бесінші": 5, "алты алтауы алтыншы": 6, "жеті жетеуі жетінші": 7,
			"сегіз сегізінші": 8, "тоғыз тоғызыншы": 9, "он оны оныншы": 10, "жиырма жиырмасыншы": 20,
			"отыз отызыншы": 30, "қырық қырқыншы": 40, "елу елуінші": 50, "алпыс алпысыншы": 60,
			"жетпіс жетпісінші": 70, "сексен сексенінші": 80, "тоқсан тоқсаныншы": 90, "жүз жүздік жүзінші": 100,
			"мың мыңыншы": 1000,
		}),
	}
}

func russianNumerals() numerals {
	return numerals{
		group: ".",
		scales: newWordTable(map[string]float64{
			"тыс тысяч*": 1e3, "млн миллион*": 1e6, "млрд миллиард*": 1e9, "трлн триллион*": 1e12,
		}),
		units: newWordTable(map[string]string{
			"процент*": "%", "доллар* долл": "USD", "евро": "EUR", "фунт*": "GBP", "манат*": "AZN", "тенге": "KZT",
			"рубл* руб": "RUB",
		}),
		spelt: newWordTable(map[string]int{
			"один одна одно одного одной одному одним одну однажды перв*":               1,
			"два две двух двум двумя двое двоих дважды оба обе обоих втор*":             2,
			"три трёх трех трём трем тремя трое троих третий треть* третьего":           3,
			"четыре четырёх четырех четырьмя четырём четырем четверо четвёрт* четверт*": 4,
			"пять пяти пятью пятеро пятый пятого пятом пятая пятой пятую пятое":         5,
			"шесть шести шестью шестеро шестой шестого шестом шестая шестое шестую":     6,
			"семь семи семью семеро седьм*":                                             7,
			"восемь восьми восемью восьм*":                                              8,
			"девять девяти девятью девят*":                                              9,
			"десять десяти десятью десят*":                                              10,
			"одиннадцат*":                   11,
			"двенадцат*":                    12,
			"тринадцат*":                    13,
			"четырнадцат*":                  14,
			"пятнадцат*":                    15,
			"шестнадцат*":                   16,
			"семнадцат*":                    17,
			"восемнадцат*":                  18,
			"девятнадцат*":                  19,
			"двадцат*":                      20,
			"тридцат*":                      30,
			"сорок сорока сороков*":         40,
			"пятьдесят пятидесят*":          50,
			"шестьдесят шестидесят*":        60,
			"семьдесят семидесят*":          70,
			"восемьдесят восьмидесят*":      80,
			"девяносто девяноста девяност*": 90,
			"сто ста сотый сотая сотого":    100,
			"тысяча тысячу тысячи тысячный": 1000,
		}),
	}
}
