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

// parse reads a body of paragraphs: "a:text b c:" has the keys a, b and c; a
// block without a colon says its key.
func parse(s string) models.Body {
	body := models.Body{}
	for field := range strings.FieldsSeq(s) {
		key, text, ok := strings.Cut(field, ":")
		if !ok {
			text = key
		}
		body = append(body, models.Block{Key: models.Key(key), Kind: models.Paragraph, Text: text})
	}
	return body
}

// write is the reverse of parse.
func write(body models.Body) string {
	var fields []string
	for _, b := range body {
		field := string(b.Key)
		if b.Text != field {
			field += ":" + b.Text
		}
		fields = append(fields, field)
	}
	return strings.Join(fields, " ")
}

func conflictKeys(conflicts []Conflict) string {
	var keys []string
	for _, c := range conflicts {
		keys = append(keys, string(c.Key))
	}
	return strings.Join(keys, " ")
}

func TestMergeByKey(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, base, theirs, mine, want, conflicts string }{
		{"nothing changed", "a b c", "a b c", "a b c", "a b c", ""},
		{"blocks changed on one side only are taken", "a b c", "a:1 b c", "a b c:2", "a:1 b c:2", ""},
		{"both sides the same is no conflict", "a b", "a:1 b", "a:1 b", "a:1 b", ""},
		{"both different is a conflict", "a b", "a:1 b", "a:2 b", "a:1 b", "a"},
		{"deleted here and edited there is a conflict", "a b", "b", "a:2 b", "a:2 b", "a"},
		{"edited here and deleted there is a conflict", "a b", "a:1 b", "b", "a:1 b", "a"},
		{"deleted on one side only is gone", "a b c", "a c", "a b c:1", "a c:1", ""},
		{"deleted on both sides is gone", "a b c", "a c", "a c", "a c", ""},
		{"all deleted there, another block edited here", "a b", "", "a b:1", "b:1", "b"},
		{"moves follow the side that moved", "a b c d", "d a b c", "a b:1 c d", "d a b:1 c", ""},
		{"moves follow mine where I moved", "a b c d", "a b:1 c d", "d a b c", "d a b:1 c", ""},
		{"different blocks moved on both sides", "a b c d e", "e a b c d", "b c d a e", "e b c d a", ""},
		{"the same move on both sides", "a b c d", "d a b c", "d a b c", "d a b c", ""},
		{"moved here and deleted there is gone", "a b c d", "a b c", "d a b c", "a b c", ""},
		{"moved here and edited there is both", "a b c d", "a b c d:1", "d a b c", "d:1 a b c", ""},
		{"moved by both to different places follows one of them", "a b c d e", "c a b d e", "a b d e c", "a b d e c", ""},
		{"inserts at different places", "a b", "a x b", "a b y", "a x b y", ""},
		{"inserts at the same place keep both, ordered by key", "a b", "a y b", "a x b", "a x y b", ""},
		{"runs inserted at the same place stay together", "a b", "a m2 m1 b", "a k9 z b", "a k9 z m2 m1 b", ""},
		{"an insert at the beginning", "a b", "x a b", "a:1 b", "x a:1 b", ""},
		{"the same insert on both sides", "a b", "a x b", "a x b", "a x b", ""},
		{"one key inserted with different words is a conflict", "a b", "a x:1 b", "a x:2 b", "a x:1 b", "x"},
		{"common inserts keep others in place", "", "k1 k3", "k1 k2 k3 k4", "k1 k2 k3 k4", ""},
		{"the same words inserted twice are one", "a b", "a x:new b", "a y:new b", "a x:new b", ""},
		{"an insert after a block that is gone", "a b c", "a c", "a b x c", "a x c", ""},
		{"an insert after a block that moved there stays", "a b c d", "a c d b", "a b x c d", "a x c d b", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			base, theirs, mine := parse(test.base), parse(test.theirs), parse(test.mine)
			got, conflicts := Merge(&models.Content{Body: base}, &models.Content{Body: theirs}, &models.Content{Body: mine})
			if write(got.Body) != test.want || conflictKeys(conflicts) != test.conflicts {
				t.Errorf("got %q, conflicts %q; want %q, conflicts %q",
					write(got.Body), conflictKeys(conflicts), test.want, test.conflicts)
			}
		})
	}
}

func TestAConflictHoldsAllThreeVersions(t *testing.T) {
	t.Parallel()
	body := func(s string) *models.Content { return &models.Content{Title: "T" + s, Body: parse(s)} }
	_, got := Merge(body("a b"), body("a:1"), body("a:2 b:3"))
	block := func(key, text string) *models.Block {
		return &models.Block{Key: models.Key(key), Kind: models.Paragraph, Text: text}
	}
	want := []Conflict{
		{models.KeyTitle, block("title", "Ta b"), block("title", "Ta:1"), block("title", "Ta:2 b:3")},
		{"a", block("a", "a"), block("a", "1"), block("a", "2")},
		{"b", block("b", "b"), nil, block("b", "3")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("conflicts (-want +got):\n%s", diff)
	}
}

func TestMergeOfFieldsBesideTheBody(t *testing.T) {
	t.Parallel()
	base := models.Content{Title: "T", Summary: "S", Slug: "s", SEO: models.SEO{Title: "E", Description: "D"}}
	theirs, mine := base, base
	theirs.Title, theirs.SEO.Title, theirs.Slug = "T1", "E1", "s1"
	mine.Summary, mine.SEO.Description, mine.Slug = "S2", "D2", "s2"
	got, conflicts := Merge(&base, &theirs, &mine)
	want := models.Content{
		Title: "T1", Summary: "S2", Slug: "s1", SEO: models.SEO{Title: "E1", Description: "D2"}, Body: models.Body{},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("content (-want +got):\n%s", diff)
	}
	if conflictKeys(conflicts) != "slug" {
		t.Errorf("conflicts are %q, want slug", conflictKeys(conflicts))
	}
}

func TestAConfirmationComesWithItsWords(t *testing.T) {
	t.Parallel()
	block := func(text string, from int64, o models.Origin) *models.Content {
		c := models.Confirmation{From: from, Origin: o}
		return &models.Content{
			Title: text, Confirmed: models.Confirmed{Title: c},
			Body: models.Body{{Key: "k", Kind: models.Paragraph, Text: text, Confirmation: c}},
		}
	}
	const h, m = models.OriginHuman, models.OriginMachine
	base := block("text", 5, m)
	tests := []struct {
		name         string
		theirs, mine *models.Content
		want         models.Confirmation
	}{
		{"neither", base, base, models.Confirmation{From: 5, Origin: m}},
		{"they confirmed", block("text", 7, h), base, models.Confirmation{From: 7, Origin: h}},
		{"I confirmed", base, block("text", 7, h), models.Confirmation{From: 7, Origin: h}},
		{"both confirmed", block("text", 7, h), block("text", 8, h), models.Confirmation{From: 8, Origin: h}},
		{"they wrote, I confirmed other words", block("theirs", 5, m), block("text", 8, h), models.Confirmation{From: 5, Origin: m}},
		{"they confirmed other words, I wrote", block("text", 8, h), block("mine", 5, m), models.Confirmation{From: 5, Origin: m}},
		{"they wrote and confirmed", block("theirs", 8, h), base, models.Confirmation{From: 8, Origin: h}},
		{"both wrote the same", block("same", 8, h), block("same", 7, h), models.Confirmation{From: 8, Origin: h}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got, conflicts := Merge(base, test.theirs, test.mine)
			if len(conflicts) > 0 {
				t.Fatalf("conflicts %v", conflicts)
			}
			if got.Body[0].Confirmation != test.want || got.Confirmed.Title != test.want {
				t.Errorf("got %+v and %+v, want %+v", got.Body[0].Confirmation, got.Confirmed.Title, test.want)
			}
		})
	}
}

func TestOmittingABlockThatWasEditedIsAConflict(t *testing.T) {
	t.Parallel()
	base, theirs := &models.Content{Body: parse("a b")}, &models.Content{Body: parse("a:1 b")}
	mine := &models.Content{Body: models.Body{
		{Key: "a", Kind: models.Paragraph, Confirmation: models.Confirmation{Mark: models.Omitted}}, parse("b")[0],
	}}
	if _, conflicts := Merge(base, theirs, mine); conflictKeys(conflicts) != "a" {
		t.Errorf("conflicts are %q, want a", conflictKeys(conflicts))
	}
	got, conflicts := Merge(base, base, mine)
	if len(conflicts) > 0 || got.Body[0].Mark != models.Omitted {
		t.Errorf("got %+v, conflicts %v", got.Body, conflicts)
	}
}

// change edits a body at random: words, deletions, moves and inserts. only says
// which blocks may be changed; those of others stay.
func change(r *rand.Rand, body models.Body, name string, only func(key models.Key) bool) models.Body {
	out := models.Body{}
	for _, b := range body {
		if only(b.Key) {
			switch r.IntN(6) {
			case 0:
				b.Text = fmt.Sprintf("%s%d", name, r.IntN(1000))
			case 1:
				continue
			}
		}
		out = append(out, b)
		if r.IntN(8) == 0 {
			n := len(out)
			out = append(out, models.Block{
				Key: models.Key(fmt.Sprintf("%s%d", name, n)), Kind: models.Paragraph, Text: fmt.Sprintf("%s-new%d", name, n),
			})
		}
	}
	for range r.IntN(3) {
		if len(out) < 2 {
			break
		}
		i := r.IntN(len(out))
		if b := out[i]; only(b.Key) {
			out = slices.Delete(out, i, i+1)
			out = slices.Insert(out, r.IntN(len(out)+1), b)
		}
	}
	return out
}

func numbered(n int) models.Body {
	body := models.Body{}
	for i := range n {
		body = append(body, models.Block{Key: models.Key(fmt.Sprintf("b%02d", i)), Kind: models.Paragraph, Text: fmt.Sprintf("base%d", i)})
	}
	return body
}

func TestMergeIsCommutativeForDisjointEdits(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(31, 32))
	for range 5000 {
		base := numbered(1 + r.IntN(12))
		even := func(key models.Key) bool { return strings.HasPrefix(string(key), "b") && (key[2]-'0')%2 == 0 }
		odd := func(key models.Key) bool { return strings.HasPrefix(string(key), "b") && !even(key) }
		b := &models.Content{Body: base}
		one, two := &models.Content{Body: change(r, base, "x", even)}, &models.Content{Body: change(r, base, "y", odd)}
		ab, c1 := Merge(b, one, two)
		ba, c2 := Merge(b, two, one)
		if len(c1)+len(c2) > 0 {
			t.Fatalf("conflicts %v %v of disjoint edits: base %q, one %q, two %q", c1, c2, write(base), write(one.Body), write(two.Body))
		}
		if write(ab.Body) != write(ba.Body) {
			t.Fatalf("base %q, one %q, two %q: merged %q and %q", write(base), write(one.Body), write(two.Body), write(ab.Body), write(ba.Body))
		}
	}
}

func TestMergeNeverDropsATypedWord(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(33, 34))
	anything := func(models.Key) bool { return true }
	for range 5000 {
		base := numbered(r.IntN(12))
		theirs, mine := change(r, base, "x", anything), change(r, base, "y", anything)
		merged, conflicts := Merge(&models.Content{Body: base}, &models.Content{Body: theirs}, &models.Content{Body: mine})
		there := map[string]bool{}
		for _, b := range merged.Body {
			there[b.Text] = true
		}
		for _, c := range conflicts {
			for _, b := range []*models.Block{c.Theirs, c.Mine} {
				if b != nil {
					there[b.Text] = true
				}
			}
		}
		for _, b := range slices.Concat(theirs, mine) {
			if !strings.HasPrefix(b.Text, "base") && !there[b.Text] {
				t.Fatalf("%q is lost: base %q, theirs %q, mine %q, merged %q, conflicts %q",
					b.Text, write(base), write(theirs), write(mine), write(merged.Body), conflictKeys(conflicts))
			}
		}
		checkKeys(t, merged.Body)
	}
}

func TestMergeWithOneSideUnchangedIsTheOther(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(35, 36))
	for range 2000 {
		base := numbered(r.IntN(12))
		side := change(r, base, "x", func(models.Key) bool { return true })
		b, s := &models.Content{Body: base}, &models.Content{Body: side}
		for name, sides := range map[string][2]*models.Content{"theirs": {s, b}, "mine": {b, s}, "both": {s, s}} {
			got, conflicts := Merge(b, sides[0], sides[1])
			if len(conflicts) > 0 || write(got.Body) != write(side) {
				t.Fatalf("%s: base %q, changed %q, merged %q, conflicts %q", name, write(base), write(side), write(got.Body), conflictKeys(conflicts))
			}
		}
	}
}

func BenchmarkMerge500(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	base := story(r, 500)
	theirs, mine := slices.Clone(base), slices.Clone(base)
	for i := range base {
		if i%7 == 0 {
			theirs[i].Text += " theirs"
		}
		if i%7 == 3 {
			mine[i].Text += " mine"
		}
	}
	for b.Loop() {
		Merge(&models.Content{Body: base}, &models.Content{Body: theirs}, &models.Content{Body: mine})
	}
}
