package text

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/models"
)

// outline returns a body from a sketch: a line for each block, its sign
// (p paragraph, 2 and 3 headings, q quote, b bullet, n number, i image, e embed, t
// table, - rule) and its text or address. Its keys are those given, in order.
func outline(keys string, sketch ...string) models.Body {
	kinds := map[byte]models.BlockKind{
		'p': models.Paragraph, '2': models.Heading2, '3': models.Heading3, 'q': models.Quote, 'b': models.Bullet,
		'n': models.Number, 'i': models.Image, 'e': models.Embed, 't': models.Table, '-': models.Rule,
	}
	var body models.Body
	for _, line := range sketch {
		b := models.Block{Kind: kinds[line[0]], Text: strings.TrimSpace(line[1:])}
		if b.Kind == models.Image || b.Kind == models.Embed {
			b.URL, b.Text = b.Text, ""
		}
		body = append(body, b)
	}
	return keyed(body, keys)
}

func TestPair(t *testing.T) {
	t.Parallel()
	const long = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
	tests := []struct {
		name                string
		source, translation models.Body
		want                string
	}{
		{"nothing", nil, nil, ""},
		{"no source", nil, outline("", "p a"), "new1"},
		{"the same kinds pair whatever they say", outline("A B C", "p in 1999", "2 b", "b c"), outline("", "p 2004-cü", "2 y", "n z"), "A B C"},
		{
			"the beginning of a translation", outline("A B C D E", "p a a a", "p b b b", "2 c c", "p d d d", "p e e e"),
			outline("", "p x x x", "p y y y"), "A B",
		},
		{
			"a heading fixes the order", outline("A B C D E F", "p a a a", "p b b 150", "p c c c", "2 d d", "p e e e", "p f f f"),
			outline("", "p x x x", "p y y 150", "2 z z", "p w w w"), "A B D E",
		},
		{
			"a heading pairs only with its level", outline("A B C", "p a a", "2 b b", "p c c"),
			outline("", "p x x", "3 y y", "p z z"), "A new1 C",
		},
		{
			"figures fix the order", outline("A B C D", "p a a a", "p in 2004 b", "p c c c 17", "p d d d 88"),
			outline("", "p x x 17", "p y y 88"), "C D",
		},
		{
			"figures in another format", outline("A B C", "p paid 1,250.5 in 2020", "p a a a", "p some 150K people"),
			outline("", "p 2020 жылы 1 250,5 төледі", "p 150 мыңнан астам"), "A C",
		},
		{
			"figures that clash keep blocks apart", outline("A B", "p in 1999", "2 b b"),
			outline("", "p 2004-cü ildə", "2 y y", "p z z"), "new1 B new2",
		},
		{
			"images and embeds pair by address", outline("A B C D", "i /1.jpg", "p a a a", "i /2.jpg", "e https://x.kz/3"),
			outline("", "p x x x", "i /2.jpg", "e https://x.kz/3", "e https://x.kz/4"), "B C D new1",
		},
		{
			"kinds do not mix", outline("A B C", "q a a a", "p b b b", "b c c c"),
			outline("", "p x x x", "q y y y"), "new1 A",
		},
		{
			"the kinds of list item do", outline("A B C", "b a a", "b b b", "p c c"),
			outline("", "n x x", "n y y"), "A B",
		},
		{
			"links fix the order", outline("A B C", "p a a", `p b <a href="article:7">b</a>`, `p c <a href="article:9">c</a>`),
			outline("", `p x <a href="article:9">y</a>`), "C",
		},
		{
			"which of three was left out is for a person to say",
			outline("A B C D", "p a a a", "p b b b", "p c c c", "2 d d"), outline("", "p x x x", "p y y y", "2 z z"), "new1 new2 D",
		},
		{
			"between two that fit about equally it is for a person to say",
			outline("A B C", "p "+long+" 5", "p "+long+" 5", "p "+long+" 5", "2 h"),
			outline("", "p "+long+" 5", "2 h", "p x", "p y", "p z"), "A new1 new2 new3 new4",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Pair(tt.source, tt.translation, counter())
			if keysOf(got) != tt.want {
				t.Errorf("got keys %q, want %q", keysOf(got), tt.want)
			}
			for i, b := range got {
				if b.Confirmation != (models.Confirmation{}) {
					t.Errorf("block %d is confirmed: %+v", i, b.Confirmation)
				}
			}
		})
	}
}

func TestPairTakesNothingFromTheTranslationButItsWords(t *testing.T) {
	t.Parallel()
	source := outline("A", "p a")
	translation := models.Body{{Key: "x", Kind: models.Paragraph, Text: "b", Confirmation: models.Confirmation{From: 3, Mark: models.Added}}}
	want := models.Body{{Key: "A", Kind: models.Paragraph, Text: "b"}}
	if diff := cmp.Diff(want, Pair(source, translation, nil)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if translation[0].Key != "x" {
		t.Error("the translation that was given has changed")
	}
}

// translated returns what a translator would make of a body: other words of
// other lengths, the same figures.
func translated(r *rand.Rand, body models.Body) models.Body {
	out := keyless(body)
	for i := range out {
		words := strings.Fields(out[i].Text)
		var b strings.Builder
		for range words {
			fmt.Fprintf(&b, "%s ", strings.Repeat("ж", 2+r.IntN(9)))
		}
		for _, w := range words {
			if w[0] >= '0' && w[0] <= '9' {
				b.WriteString(w + " ")
			}
		}
		out[i].Text = strings.TrimSpace(b.String())
	}
	return out
}

func TestPairPairsTheBeginningOfATranslationOneToOne(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(15, 16))
	for range 100 {
		source := story(r, r.IntN(40)+1)
		n := r.IntN(len(source)) + 1
		got := Pair(source, translated(r, source)[:n], counter())
		if keysOf(got) != keysOf(source[:n]) {
			t.Fatalf("%d of %d blocks: got %s, want %s", n, len(source), keysOf(got), keysOf(source[:n]))
		}
	}
}

func TestPairNeverUsesAKeyTwiceAndKeepsTheOrder(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(17, 18))
	for range 500 {
		source := Sanitise(randomBody(r), nil)
		got := Pair(source, randomBody(r), counter())
		checkKeys(t, got)
		at := map[models.Key]int{}
		for i, b := range source {
			at[b.Key] = i
		}
		last := -1
		for _, b := range got {
			i, ok := at[b.Key]
			if !ok {
				continue
			}
			if i <= last || counterpart(source[i].Kind) != counterpart(b.Kind) {
				t.Fatalf("pairs cross or mix kinds: %s with %s", keysOf(source), keysOf(got))
			}
			last = i
		}
	}
}

func TestPairVeryLongBodiesEnds(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(19, 20))
	checkKeys(t, Pair(story(r, 1500), translated(r, story(r, 1200)), nil))
}

func BenchmarkPair500(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	source := story(r, 500)
	translation := translated(r, source)
	translation = append(translation[:100:100], translation[101:]...)
	for b.Loop() {
		Pair(source, translation, nil)
	}
}
