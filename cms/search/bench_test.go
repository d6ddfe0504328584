package search_test

import (
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/cms/search"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// BenchmarkKeys is the work of one publication: a story of 400 words.
func BenchmarkKeys(b *testing.B) {
	for tag, sentence := range map[locale.Tag]string{
		"en": "The port of Aktau handled %d more containers this spring than in the whole of the last year, said the Caspian carriers. ",
		"az": "Xəzər dənizinin səviyyəsi bu yaz %d santimetr aşağı düşüb, Bakı limanında gəmilərin yüklənməsi çətinləşib. ",
		"kk": "Қазақстан портына биыл көктемде %d контейнер келді, деді Каспий тасымалдаушылары Ақтау қаласында. ",
		"ru": "Порт Актау обработал этой весной на %d контейнеров больше, чем за весь прошлый год, сообщили перевозчики. ",
	} {
		b.Run(string(tag), func(b *testing.B) {
			l, _ := locale.Lookup(tag)
			c := &models.Content{Title: sentence}
			for i := range 20 {
				// Other words in every paragraph, as in a story.
				word := string(rune('a'+i)) + "x"
				c.Body = append(c.Body, models.Block{Kind: models.Paragraph, Text: strings.ReplaceAll(sentence, " ", word+" ")})
			}
			for b.Loop() {
				search.Keys(l, c)
			}
		})
	}
}
