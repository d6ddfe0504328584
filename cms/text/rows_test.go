package text

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/models"
)

// bodyOf is a body of paragraphs, a letter each; one in brackets is an item of a list.
func bodyOf(letters string) models.Body {
	var body models.Body
	for _, r := range letters {
		kind := models.Paragraph
		if r >= '0' && r <= '9' {
			kind = models.Bullet
		}
		body = append(body, models.Block{Key: models.Key(r), Kind: kind, Text: string(r)})
	}
	return body
}

// told writes rows as "a|a b|b".
func told(rows []Row) string {
	say := func(body models.Body) string {
		var b strings.Builder
		for i := range body {
			b.WriteString(body[i].Text)
		}
		return b.String()
	}
	var all []string
	for _, r := range rows {
		all = append(all, say(r.Mine)+"|"+say(r.Theirs))
	}
	return strings.Join(all, " ")
}

func TestRowsSetTwoVersionsSideBySide(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ mine, theirs, want string }{
		"the same":                 {"abc", "abc", "a|a b|b c|c"},
		"nothing there":            {"ab", "", "a| b|"},
		"nothing here":             {"", "ab", "|a |b"},
		"another order":            {"abc", "cab", "a|a b|b c|c"},
		"more there":               {"ab", "xaybz", "|x a|a |y b|b |z"},
		"more here":                {"axb", "ab", "a|a x| b|b"},
		"a list":                   {"a123b", "a123b", "a|a 123|123 b|b"},
		"a list with another item": {"a12", "a132", "a|a 12|12 |3"},
		"a list of theirs":         {"a", "a12", "a|a |12"},
	} {
		if diff := cmp.Diff(test.want, told(Rows(bodyOf(test.mine), bodyOf(test.theirs)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestRowsHoldEveryBlockOnce(t *testing.T) {
	t.Parallel()
	rng := rand.New(rand.NewPCG(1, 2))
	const letters = "abcdefgh01234567"
	some := func() string {
		var b strings.Builder
		for _, i := range rng.Perm(len(letters))[:rng.IntN(len(letters)+1)] {
			b.WriteByte(letters[i])
		}
		return b.String()
	}
	for range 2000 {
		mine, theirs := some(), some()
		var here, there strings.Builder
		for _, r := range Rows(bodyOf(mine), bodyOf(theirs)) {
			for i := range r.Mine {
				here.WriteString(r.Mine[i].Text)
			}
			for i := range r.Theirs {
				there.WriteString(r.Theirs[i].Text)
			}
		}
		if here.String() != mine {
			t.Fatalf("mine %q became %q beside %q", mine, here.String(), theirs)
		}
		if there.Len() != len(theirs) {
			t.Fatalf("theirs %q became %q beside %q", theirs, there.String(), mine)
		}
		for _, r := range theirs {
			if strings.Count(there.String(), string(r)) != 1 {
				t.Fatalf("theirs %q became %q beside %q", theirs, there.String(), mine)
			}
		}
	}
}
