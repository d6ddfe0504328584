package locale_test

import (
	"slices"
	"testing"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestWordsStandUnderTheirLetter(t *testing.T) {
	t.Parallel()
	for tag, words := range map[locale.Tag]map[string]string{
		locale.English: {
			"Baku": "B", "émigré": "E", "“Xalq”": "X", "Əliyev": "E", "zebra": "Z",
			"2026": "", "Баку": "", "": "", "—": "", "5 ports": "",
		},
		locale.Azerbaijani: {
			"Əliyev": "Ə", "çay": "Ç", "ıldırım": "I", "idman": "İ", "İran": "İ", "Xəzər": "X",
			"Qarabağ": "Q", "web": "W", "zirvə": "Z", "ğ": "G", "Şuşa": "Ş", "Баку": "",
		},
		locale.Kazakh: {
			"Әлем": "Ә", "іс": "І", "ыдыс": "Ы", "Қазақстан": "Қ", "«Құрық»": "Қ", "яғни": "Я",
			"ёлка": "Ё", "Baku": "",
		},
		locale.Russian: {
			"ёлка": "Е", "Ылым": "Щ", "йод": "Й", "Қазақстан": "К", "юг": "Ю", "Baku": "",
		},
	} {
		l := lookup(t, tag)
		for word, want := range words {
			if got := l.IndexLetter(word); got != want {
				t.Errorf("%s: %q stands under %q, want %q", tag, word, got, want)
			}
		}
	}
}

func TestIndexLettersStandInTheirOrder(t *testing.T) {
	t.Parallel()
	for _, l := range locale.All() {
		letters := l.IndexLetters()
		if len(letters) == 0 || !slices.IsSortedFunc(letters, l.Compare) {
			t.Errorf("%s: %v", l.Tag, letters)
		}
		for _, letter := range letters {
			if got := l.IndexLetter(l.Lower(letter)); got != letter {
				t.Errorf("%s: %s stands under %q", l.Tag, letter, got)
			}
		}
	}
}
