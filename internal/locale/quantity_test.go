package locale_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

// numbersOf writes the numbers of a text: 7400000, 41.5%, 5USD, (3) for one in
// words.
func numbersOf(l *locale.Locale, text string) string {
	var all []string
	for _, q := range l.Quantities(text) {
		s := strconv.FormatFloat(q.Value, 'f', -1, 64) + q.Unit
		if q.Spelt {
			s = "(" + s + ")"
		}
		all = append(all, s)
	}
	return strings.Join(all, " ")
}

func TestNumbersAreReadByValue(t *testing.T) {
	t.Parallel()
	tests := []struct {
		l          locale.Tag
		text, want string
	}{
		{"en", "It rose by 7.4 million tonnes.", "7400000"},
		{"en", "1,250.5 and 1,250", "1250.5 1250"},
		{"en", "150K people, 3bn manats, $5 million", "150000 3000000000AZN 5000000USD"},
		{"en", "41.5% or 41.5 per cent", "41.5% 41.5%"},
		{"en", "US$1.2 billion, 300 US dollars", "1200000000USD 300USD"},
		{"en", "from 10 to 12, 2024-2025", "10 12 2024 2025"},
		{"en", "In 2024 150 people", "2024 150"},
		{"en", "30 tonnes per hectare", "30"},
		{"en", "twenty-five people, both sides", "(20) (25) (2)"},
		{"en", "COVID-19 and the G20", "19 20"},
		{"en", "It was -5 degrees, or −12.", "-5 -12"},
		{"en", "on 05/03/2026 and 2026-03-05", "5 3 2026 5 3 2026"},
		{"en", "12 345 tonnes", "12345"},
		{"az", "7,4 milyon ton, 7.4 mln. ton", "7400000 7400000"},
		{"az", "1.250,5 manat", "1250.5AZN"},
		{"az", "150 mindən çox", "150000"},
		{"az", "12 min 300 nəfər", "12300"},
		{"az", "5 milyon ABŞ dolları", "5000000USD"},
		{"az", "6,8% və 40 faizə", "6.8% 40%"},
		{"az", "2024-cü ildə 3-cü dəfə üç nəfər", "2024 3 (3)"},
		{"az", "05.03.2026", "5 3 2026"},
		{"kk", "1,2 миллион теңге", "1200000KZT"},
		{"kk", "12 мыңға жуық адам", "12000"},
		{"kk", "2,5 млрд. доллар, 20 %-ға", "2500000000USD 20%"},
		{"kk", "2026 жылғы 5 наурыз", "2026 5"},
		{"kk", "АҚШ-тың 300 миллион доллары", "300000000USD"},
		{"ru", "1 250,5 тонны", "1250.5"},
		{"ru", "1\u00a0250\u00a0000 тонн", "1250000"},
		{"ru", "7,4 млн. тонн, 12 тыс. человек", "7400000 12000"},
		{"ru", "2 млн 500 тыс. рублей", "2500000RUB"},
		{"ru", "41,5 процента, 5 %", "41.5% 5%"},
		{"ru", "300 миллионов американских долларов", "300000000USD"},
		{"ru", "в 2024 году 150 человек", "2024 150"},
		{"ru", "трое из пяти", "(3) (5)"},
		{"ru", "XXI век", "(21)"},
		{"ru", "", ""},
	}
	for _, test := range tests {
		t.Run(fmt.Sprintf("%s %s", test.l, test.text), func(t *testing.T) {
			t.Parallel()
			l, _ := locale.Lookup(test.l)
			if got := numbersOf(l, test.text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestClocksAreNoNumbers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		l    locale.Tag
		text string
		want []int
	}{
		{"en", "at 9:30 and at 5 p.m., 5:15 pm, 12 p.m., 12 a.m.", []int{570, 1020, 1035, 720, 0}},
		{"ru", "в 17:00", []int{1020}},
		{"az", "saat 09:05-də", []int{545}},
		{"kk", "сағат 18:45-те", []int{1125}},
	} {
		l, _ := locale.Lookup(test.l)
		if got := l.Clocks(test.text); fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("%s: got %v, want %v", test.text, got, test.want)
		}
		if got := numbersOf(l, test.text); got != "" {
			t.Errorf("%s: numbers %q, want none", test.text, got)
		}
	}
}

func TestMonthsAndWeekdaysAreFound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		l          locale.Tag
		text, want string
	}{
		{"en", "on 5 March 2026, a Thursday; you may march in May", "m3 d4 m5?"},
		{"en", "March 5, 2026", "m3"},
		{"az", "5 mart 2026, cümə axşamı, martın 8-də, bazar", "m3 d4 m3 d7?"},
		{"az", "çərşənbə axşamı, çərşənbə, bazar ertəsi", "d2 d3 d1"},
		{"kk", "2026 жылғы 5 наурызда, бейсенбі күні", "m3 d4"},
		{"kk", "Наурыз мейрамы, балық аулау маусымы", "m3? m6?"},
		{"ru", "5 марта 2026 года, в четверг; окружающая среда", "m3 d4 d3?"},
		{"ru", "05.03.2026", "m3"},
	} {
		l, _ := locale.Lookup(test.l)
		var all []string
		for _, m := range l.Mentions(test.text) {
			s := "m"
			if m.Weekday {
				s = "d"
			}
			s += strconv.Itoa(m.Number)
			if !m.Sure {
				s += "?"
			}
			all = append(all, s)
		}
		if got := strings.Join(all, " "); got != test.want {
			t.Errorf("%s: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestNegationsAreFound(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		l          locale.Tag
		text, want string
	}{
		{"en", "It isn't true; he did not go, nobody knows", "isn't not nobody"},
		{"az", "O gəlmədi, getmir, bilməyəcək, yoxdur, deyil", "gəlmədi getmir bilməyəcək yoxdur deyil"},
		{"az", "dəmir yolunun açılması, gəlmək, bildirib", ""},
		{"kk", "Ол бармады, келмейді, емес, жоқ", "бармады келмейді емес жоқ"},
		{"kk", "кеме келді, сауда артты", ""},
		{"ru", "Он не пришёл, никто ничего не знает", "не никто ничего не"},
		{"ru", "небо и неделя", ""},
	} {
		l, _ := locale.Lookup(test.l)
		if got := strings.Join(l.Negations(test.text), " "); got != test.want {
			t.Errorf("%s: got %q, want %q", test.text, got, test.want)
		}
	}
}

func TestProperNamesAreStems(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		l                 locale.Tag
		text, sure, maybe string
	}{
		{"ru", "Портом управляет Касымов. Он был у Касымова.", "кас кас", "порт"},
		{"en", "The port of Aktau. SOCAR said so.", "aktau socar", ""},
	} {
		l, _ := locale.Lookup(test.l)
		sure, maybe := l.ProperNames(test.text)
		if strings.Join(sure, " ") != test.sure || strings.Join(maybe, " ") != test.maybe {
			t.Errorf("%s: got %q and %q, want %q and %q", test.text, sure, maybe, test.sure, test.maybe)
		}
	}
}

func FuzzQuantities(f *testing.F) {
	for _, seed := range []string{"1.250,5", "5 p.m.", "−5", "1 2 3 4 5", "XXI", "9:99", "0.0.0.0", "12'345", "1,,2", "\xff1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range locale.All() {
			for _, q := range l.Quantities(text) {
				if q.Start < 0 || q.Start >= q.End || q.End > len(text) {
					t.Fatalf("%s: %q has a number at %d to %d", l.Tag, text, q.Start, q.End)
				}
			}
			l.Clocks(text)
			l.Mentions(text)
			l.Negations(text)
			l.ProperNames(text)
		}
	})
}
