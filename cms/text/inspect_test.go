package text

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/models"
)

func TestProseHasEveryByteWhereThePlainTextHasIt(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		b := models.Block{Kind: models.Paragraph, Text: randomText(r, 12)}
		plain, prose := PlainBlock(&b), Prose(&b)
		if len(plain) != len(prose) {
			t.Fatalf("%q has %d bytes, its prose %d", b.Text, len(plain), len(prose))
		}
		if !strings.Contains(b.Text, "<code>") && strings.ReplaceAll(prose, "\n", " ") != plain {
			t.Fatalf("%q is %q, its prose %q", b.Text, plain, prose)
		}
	}
	b := models.Block{Kind: models.Paragraph, Text: "один <code>два</code><br>three"}
	if got, want := Prose(&b), "один xxxxxx\nthree"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// A text without tags is read without a parser; a tag that says nothing makes sure of
// one.
func TestTheShortWayToThePlainTextLeadsToTheSame(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for range 3000 {
		s := strings.Map(func(r rune) rune {
			if strings.ContainsRune("<>&", r) {
				return -1
			}
			return r
		}, randomText(r, 12))
		short, long := models.Block{Text: s}, models.Block{Text: s + "<i></i>"}
		if got, want := PlainBlock(&short), PlainBlock(&long); got != want {
			t.Fatalf("%q is %q, want %q", s, got, want)
		}
	}
}
