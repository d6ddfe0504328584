package text

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/models"
)

// counter returns a source of keys that can be told from all others.
func counter() func() models.Key {
	n := 0
	return func() models.Key {
		n++
		return models.Key(fmt.Sprintf("new%d", n))
	}
}

// paragraphs returns a body of paragraphs, keyed by their first word.
func paragraphs(texts ...string) models.Body {
	var body models.Body
	for _, text := range texts {
		key, _, _ := strings.Cut(text, " ")
		body = append(body, models.Block{Key: models.Key(key), Kind: models.Paragraph, Text: text})
	}
	return body
}

// keyless returns a body as it arrives from outside.
func keyless(body models.Body) models.Body {
	var out models.Body
	for _, b := range body {
		if b.Mark != models.Omitted {
			b.Key, b.Confirmation = "", models.Confirmation{}
			out = append(out, b)
		}
	}
	return out
}

func keysOf(body models.Body) string {
	var keys []string
	for _, b := range body {
		keys = append(keys, string(b.Key))
	}
	return strings.Join(keys, " ")
}

// checkKeys fails if a key is missing or used twice.
func checkKeys(t *testing.T, body models.Body) {
	t.Helper()
	seen := make(map[models.Key]bool)
	for _, b := range body {
		if b.Key == "" || seen[b.Key] {
			t.Fatalf("key %q is missing or used twice in %s", b.Key, keysOf(body))
		}
		seen[b.Key] = true
	}
}

func TestAlignGivesKeysOfThePreviousRevision(t *testing.T) {
	t.Parallel()
	const a, b, c, d = "A the president opened the bridge today", "B ministers met in the capital",
		"C the harvest was good in spite of rain", "D schools will open on Monday"
	tests := []struct {
		name       string
		prev, next models.Body
		want       string
	}{
		{"nothing changed", paragraphs(a, b, c), paragraphs(a, b, c), "A B C"},
		{"everything is new", nil, paragraphs(a, b), "new1 new2"},
		{"everything is gone", paragraphs(a, b), nil, ""},
		{"an inserted block is new", paragraphs(a, b), paragraphs(a, c, b), "A new1 B"},
		{"a deleted block takes its key along", paragraphs(a, b, c), paragraphs(a, c), "A C"},
		{"a moved block keeps its key", paragraphs(a, b, c), paragraphs(c, a, b), "C A B"},
		{"a reversed body keeps its keys", paragraphs(a, b, c, d), paragraphs(d, c, b, a), "D C B A"},
		{
			"an edited block keeps its key", paragraphs(a, b, c),
			paragraphs(a, "B ministers met again in the capital on Friday", c), "A B C",
		},
		{
			"edited first and last blocks keep their keys", paragraphs(a, b, c),
			paragraphs("A the president opened the tunnel today", b, "C the harvest was bad because of rain"), "A B C",
		},
		{"a rewritten block is new", paragraphs(a, b, c), paragraphs(a, "X nothing whatever in common here", c), "A new1 C"},
		{
			"the more similar of two is the same", paragraphs(a, c),
			paragraphs("the president opened an exhibition", "the president opened the bridge", c), "new1 A C",
		},
		{
			"of equal copies the one in the same company is the same",
			keyed(paragraphs(a, "x y", b, "x y", c), "A x1 B x2 C"), paragraphs(a, b, "x y", c), "A B x2 C",
		},
		{
			"equal copies are matched in order",
			keyed(paragraphs("x", "x", "x"), "x1 x2 x3"), paragraphs("x", "x"), "x1 x2",
		},
		{
			"a paragraph made a heading keeps its key", paragraphs(a, b),
			models.Body{{Kind: models.Heading2, Text: a}, {Kind: models.Paragraph, Text: b}},
			"A B",
		},
		{
			"the first part of a split block keeps the key", paragraphs(a, "B short beginning. And then a much longer second part follows", c),
			paragraphs(a, "B short beginning.", "And then a much longer second part follows", c), "A B new1 C",
		},
		{
			"joined blocks keep the key of the first", paragraphs(a, "B short", "X a much longer second part that follows on it", c),
			paragraphs(a, "B short X a much longer second part that follows on it", c), "A B C",
		},
		{
			"an image keeps its key when its caption is rewritten",
			models.Body{{Key: "i", Kind: models.Image, URL: "/a.jpg", Text: "one"}},
			models.Body{{Kind: models.Image, URL: "/a.jpg", Text: "two"}},
			"i",
		},
		{
			"an image is never the continuation of a paragraph", paragraphs(a),
			models.Body{{Kind: models.Image, URL: "/a.jpg", Text: a}},
			"new1",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := Align(tt.prev, keyless(tt.next), counter())
			if keysOf(got) != tt.want {
				t.Errorf("got keys %q, want %q", keysOf(got), tt.want)
			}
		})
	}
}

// keyed gives the blocks of a body other keys.
func keyed(body models.Body, keys string) models.Body {
	for i, key := range strings.Fields(keys) {
		body[i].Key = models.Key(key)
	}
	return body
}

func TestAlignCarriesConfirmations(t *testing.T) {
	t.Parallel()
	prev := paragraphs("A one two three", "B four five six", "C seven eight nine")
	prev[0].Confirmation = models.Confirmation{From: 7, Origin: models.OriginMachine}
	prev[1].Confirmation = models.Confirmation{Mark: models.Added}
	prev[2].Confirmation = models.Confirmation{From: 9}
	next := paragraphs("A one two four", "C seven eight nine", "entirely new words")
	next[2].Confirmation = models.Confirmation{From: 99}
	got := Align(prev, next, counter())
	want := models.Body{
		{Key: "A", Kind: models.Paragraph, Text: "A one two four", Confirmation: prev[0].Confirmation},
		{Key: "C", Kind: models.Paragraph, Text: "C seven eight nine", Confirmation: prev[2].Confirmation},
		{Key: "new1", Kind: models.Paragraph, Text: "entirely new words"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAlignKeepsOmittedBlocksAtTheirPlace(t *testing.T) {
	t.Parallel()
	omitted := func(key models.Key, kind models.BlockKind) models.Block {
		return models.Block{Key: key, Kind: kind, Confirmation: models.Confirmation{From: 3, Mark: models.Omitted}}
	}
	text := paragraphs("A one two", "B three four", "C five six")
	prev := models.Body{
		omitted("o1", models.Paragraph), text[0], omitted("o2", models.Image), omitted("o3", models.Rule), text[1], text[2],
	}
	tests := []struct {
		name string
		next models.Body
		want string
	}{
		{"nothing changed", text, "o1 A o2 o3 B C"},
		{"a block before is new", paragraphs("new words", "A one two", "C five six"), "o1 new1 A o2 o3 C"},
		{"the block before is gone", paragraphs("B three four", "C five six"), "o1 o2 o3 B C"},
		{"the block before has moved", paragraphs("B three four", "A one two"), "o1 B A o2 o3"},
		{"everything is gone", nil, "o1 o2 o3"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := keysOf(Align(prev, keyless(tt.next), counter())); got != tt.want {
				t.Errorf("got keys %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAlignWithItselfChangesNothing(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		prev := Sanitise(slices.Concat(randomBody(r), randomBody(r), randomBody(r)), nil)
		for i := range prev {
			prev[i].From = int64(r.IntN(5))
			if r.IntN(6) == 0 {
				prev[i] = cleanBlock(models.Block{
					Key: prev[i].Key, Kind: prev[i].Kind, Confirmation: models.Confirmation{Mark: models.Omitted},
				})
			}
		}
		if diff := cmp.Diff(prev, Align(prev, keyless(prev), nil)); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	}
}

func TestAlignKeepsTheKeysOfMovedBlocks(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for range 500 {
		prev := story(r, r.IntN(30)+1)
		moved := slices.Clone(prev)
		r.Shuffle(len(moved), func(i, j int) { moved[i], moved[j] = moved[j], moved[i] })
		if diff := cmp.Diff(moved, Align(prev, keyless(moved), nil)); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	}
}

func TestAlignRecoversTheKeysOfAShuffledEditedBody(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(11, 12))
	total, right := 0, 0
	for range 100 {
		prev := story(r, 60)
		next := slices.Clone(prev)
		r.Shuffle(len(next), func(i, j int) { next[i], next[j] = next[j], next[i] })
		for i := range next {
			if r.IntN(4) == 0 && next[i].Kind == models.Paragraph {
				words := strings.Fields(next[i].Text)
				words[r.IntN(len(words))] = "changed"
				next[i].Text = strings.Join(append(words, "more", "words"), " ")
			}
		}
		for i, b := range Align(prev, keyless(next), nil) {
			total++
			if b.Key == next[i].Key {
				right++
			}
		}
	}
	t.Logf("%d of %d keys recovered", right, total)
	if share := float64(right) / float64(total); share < 0.95 {
		t.Errorf("recovered %.3f of the keys, want 0.95", share)
	}
}

func TestAlignNeverUsesAKeyTwice(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 8))
	for range 1000 {
		prev := Sanitise(slices.Concat(randomBody(r), randomBody(r)), nil)
		next := slices.Concat(randomBody(r), prev, randomBody(r), prev)
		r.Shuffle(len(next), func(i, j int) { next[i], next[j] = next[j], next[i] })
		checkKeys(t, Align(prev, keyless(next), nil))
	}
}

func TestAlignManyRewrittenBlocksEnds(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 10))
	prev, next := story(r, 2000), story(r, 1500)
	checkKeys(t, Align(prev, keyless(next), nil))
}

// story returns a body of ordinary prose with headings.
func story(r *rand.Rand, blocks int) models.Body {
	body := make(models.Body, blocks)
	for i := range body {
		body[i] = models.Block{Kind: models.Paragraph, Text: randomProse(r, 20+r.IntN(60))}
		if i%8 == 3 {
			body[i] = models.Block{Kind: models.Heading2, Text: randomProse(r, 6)}
		}
	}
	return Sanitise(body, nil)
}

// randomProse returns words, some of them frequent.
func randomProse(r *rand.Rand, words int) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		fmt.Fprintf(&b, "word%d", int(r.ExpFloat64()*200))
	}
	return b.String()
}

// edited returns a later version of a body: a fifth of its blocks changed, one
// in thirty gone, one in thirty new.
func edited(r *rand.Rand, body models.Body) models.Body {
	var out models.Body
	for _, b := range keyless(body) {
		switch r.IntN(30) {
		case 0:
			continue
		case 1:
			out = append(out, models.Block{Kind: models.Paragraph, Text: randomProse(r, 40)})
		case 2, 3, 4, 5, 6:
			b.Text += " " + randomProse(r, 5)
		}
		out = append(out, b)
	}
	return out
}

func BenchmarkAlign500(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	prev := story(r, 500)
	for name, next := range map[string]models.Body{"edited": edited(r, prev), "rewritten": keyless(story(r, 500))} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Align(prev, next, nil)
			}
		})
	}
}
