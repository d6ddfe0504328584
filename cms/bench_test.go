package cms_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/testkit"
)

// longStory is a text of so many paragraphs of sixty words.
func longStory(paragraphs int) []string {
	list := make([]string, paragraphs)
	for i := range list {
		list[i] = fmt.Sprintf("In paragraph %d the port handled 7.4 million tonnes. ", i) +
			strings.Repeat("Ships from many harbours wait in the roads of Aktau. ", 5)
	}
	return list
}

// BenchmarkSave60Blocks saves a story of sixty blocks, of which one changes each
// time, on SQLite with a full sync.
func BenchmarkSave60Blocks(b *testing.B) {
	r := newRoom(b, testkit.SQLite(b))
	id := r.article(b, r.boss, en)
	rev := r.save(b, id, en, content("Title", longStory(60)...))
	i := 0
	for b.Loop() {
		i++
		var err error
		rev, err = r.Save(b.Context(), r.boss, cms.SaveInput{
			ArticleID: id, Locale: en, Base: rev.ID, Content: with(rev.Content, i%60, fmt.Sprintf("It cost %d manats.", i)),
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStalenessOfOneArticle holds a translation of sixty blocks against a
// source that has changed ten times since.
func BenchmarkStalenessOfOneArticle(b *testing.B) {
	r := newRoom(b, testkit.SQLite(b))
	id := r.article(b, r.boss, en)
	source := r.save(b, id, en, content("Title", longStory(60)...))
	r.translate(b, id, en, ru, content("Заголовок", longStory(60)...))
	for i := range 10 {
		source = r.save(b, id, en, with(source.Content, i*6, fmt.Sprintf("It cost %d manats.", i)))
	}
	for b.Loop() {
		if n, err := cms.CountBlocking(b.Context(), r.Newsroom, id, ru); err != nil || n != 10 {
			b.Fatal(n, err)
		}
	}
}
