package text

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/models"
)

func TestSanitise(t *testing.T) {
	t.Parallel()
	long := models.Key(make([]byte, maxKeyLength+1))
	tests := []struct {
		name     string
		in, want models.Body
	}{
		{"nothing", nil, models.Body{}},
		{"text", models.Body{{Key: "a", Kind: models.Paragraph, Text: "<b>x"}}, models.Body{{Key: "a", Kind: models.Paragraph, Text: "<strong>x</strong>"}}},
		{"unknown kind", models.Body{{Key: "a", Kind: "x", Text: "x"}}, models.Body{{Key: "a", Kind: models.Paragraph, Text: "x"}}},
		{
			"fields of other kinds",
			models.Body{{Key: "a", Kind: models.Paragraph, Text: "x", Source: "s", URL: "/u", Alt: "a"}},
			models.Body{{Key: "a", Kind: models.Paragraph, Text: "x"}},
		},
		{
			"plain fields",
			models.Body{{Key: "a", Kind: models.Image, URL: " /x y ", Alt: " a\x00\n<b> ", Text: "c"}},
			models.Body{{Key: "a", Kind: models.Image, URL: "/x%20y", Alt: "a <b>", Text: "c"}},
		},
		{
			"an image without address is its caption",
			models.Body{{Key: "a", Kind: models.Image, URL: "data:x", Alt: "y", Text: "c"}, {Key: "b", Kind: models.Image, Alt: "y"}},
			models.Body{{Key: "a", Kind: models.Paragraph, Text: "c"}},
		},
		{
			"embeds are elsewhere",
			models.Body{{Key: "a", Kind: models.Embed, URL: "/x"}, {Key: "b", Kind: models.Embed, URL: "HTTPS://x.kz/", Text: "t"}},
			models.Body{{Key: "b", Kind: models.Embed, URL: "https://x.kz/"}},
		},
		{
			"tables",
			models.Body{{Key: "a", Kind: models.Table, Text: "<table class=x>z<tr><td>a<p>b</p><td><script>x</script><tr></table>"}},
			models.Body{{Key: "a", Kind: models.Table, Text: "<tr><td>z</td></tr><tr><td>a<br>b</td><td></td></tr>"}},
		},
		{
			"the source of a quotation has one place",
			models.Body{{Key: "a", Kind: models.Quote, Text: "x<br>— y"}, {Key: "b", Kind: models.Quote, Text: "x<br>— y", Source: "— z"}},
			models.Body{{Key: "a", Kind: models.Quote, Text: "x", Source: "y"}, {Key: "b", Kind: models.Quote, Text: "x<br>— y", Source: "z"}},
		},
		{
			"empty blocks go, omitted ones stay without text",
			models.Body{
				{Key: "a", Kind: models.Paragraph, Text: "<p> </p>"},
				{Key: "b", Kind: models.Quote, Source: "s"},
				{Key: "d", Kind: models.Paragraph, Text: "<em>&nbsp;</em>"},
				{Key: "e", Kind: models.Quote, Text: "\u2009", Source: "s"},
				{Key: "c", Kind: models.Image, Text: "x", URL: "/u", Alt: "a", Confirmation: models.Confirmation{From: 4, Mark: models.Omitted}},
			},
			models.Body{{Key: "c", Kind: models.Image, Confirmation: models.Confirmation{From: 4, Mark: models.Omitted}}},
		},
		{
			"confirmations that mean nothing",
			models.Body{{Key: "a", Kind: models.Rule, Confirmation: models.Confirmation{From: -1, Origin: "x", Mark: "y"}}},
			models.Body{{Key: "a", Kind: models.Rule}},
		},
		{
			"keys",
			models.Body{
				p("1"),
				{Key: "new1", Kind: models.Rule},
				{Key: "a", Kind: models.Rule},
				{Key: "a", Kind: models.Rule},
				{Key: models.KeyTitle, Kind: models.Rule},
				{Key: `"><x`, Kind: models.Rule},
				{Key: long, Kind: models.Rule},
				{Key: "A-z_9", Kind: models.Rule},
			},
			models.Body{
				{Key: "new2", Kind: models.Paragraph, Text: "1"},
				{Key: "new1", Kind: models.Rule},
				{Key: "a", Kind: models.Rule},
				{Key: "new3", Kind: models.Rule},
				{Key: "new4", Kind: models.Rule},
				{Key: "new5", Kind: models.Rule},
				{Key: "new6", Kind: models.Rule},
				{Key: "A-z_9", Kind: models.Rule},
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, Sanitise(tt.in, counter())); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			checkSanitise(t, tt.in)
		})
	}
}

// checkSanitise fails if a sanitised body is not canonical.
func checkSanitise(t testing.TB, body models.Body) {
	t.Helper()
	once := Sanitise(body, counter())
	if diff := cmp.Diff(once, Sanitise(once, counter())); diff != "" {
		t.Fatalf("Sanitise is not idempotent (-once +twice):\n%s", diff)
	}
}

func TestSanitiseIsIdempotent(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(13, 14))
	for range 2000 {
		checkSanitise(t, randomBody(r))
	}
}

func TestNewKeyIsShortAndRandom(t *testing.T) {
	t.Parallel()
	seen := make(map[models.Key]bool)
	for range 1000 {
		key := NewKey()
		if len(key) != 8 || !validKey(key) || seen[key] {
			t.Fatalf("bad or repeated key %q", key)
		}
		seen[key] = true
	}
}

func TestLinksListsOwnStoriesOnce(t *testing.T) {
	t.Parallel()
	body := models.Body{
		p(`<a href="article:5">a</a> <a href="/x">b</a> <a href="article:x">c</a>`),
		block(models.Table, `<tr><td><a href="article:3">a</a></td><td><a href="article:5">b</a></td></tr>`),
		image("/x", "", `<a href="article:9">a</a>`),
	}
	if diff := cmp.Diff([]int64{5, 3, 9}, Links(body)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestWordsCountsWhatIsRead(t *testing.T) {
	t.Parallel()
	body := models.Body{
		p("Bakı — <b>2-ci</b> gün, й"), quote("a b", "C D"), image("/x", "not read", "caption"),
		{Kind: models.Embed, URL: "https://x.kz"},
		block(models.Table, "<tr><td>a</td><td>b</td></tr>"),
		{Kind: models.Paragraph, Text: "x", Confirmation: models.Confirmation{Mark: models.Omitted}},
	}
	if got, want := Words(body), 5+4+1+2; got != want {
		t.Errorf("got %d words, want %d", got, want)
	}
}
