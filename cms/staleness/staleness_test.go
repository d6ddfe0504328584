package staleness_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

const (
	old  = int64(10) // the source revision that the translation was made from
	head = int64(11)
)

// body is a content whose title and summary say nothing.
func body(blocks ...models.Block) *models.Content { return &models.Content{Body: blocks} }

func block(text string, c models.Confirmation) models.Block {
	return models.Block{Key: "k", Kind: models.Paragraph, Text: text, Confirmation: c}
}

func from(id int64) models.Confirmation { return models.Confirmation{From: id} }

// compare holds mine against a source in English, which is the revision head.
func compare(source, mine *models.Content, then map[int64]*models.Content, edits ...staleness.Edit) staleness.Report {
	en, _ := locale.Lookup(locale.English)
	all := map[int64]*models.Content{head: source}
	maps.Copy(all, then)
	return staleness.Compare(&staleness.Source{Revision: head, Content: source, Locale: en, Then: all, Edits: edits}, mine)
}

// states are the units of a report in words.
func states(r staleness.Report) []string {
	list := make([]string, len(r))
	for i, u := range r {
		list[i] = string(u.Key) + " " + string(u.State)
	}
	return list
}

func TestStateOfABlock(t *testing.T) {
	t.Parallel()
	var none models.Confirmation
	then := block("Then.", none)
	for _, test := range []struct {
		name      string
		source    *models.Content
		mine      *models.Content
		want      staleness.State // empty where the block is not reported
		was       models.Block    // at revision old
		wantLacks bool
	}{
		{"the translation does not have it", body(then), body(), staleness.Missing, then, true},
		{"its text is empty", body(then), body(block("", from(old))), staleness.Missing, then, true},
		{"no From", body(then), body(block("Тогда.", none)), staleness.Unconfirmed, then, false},
		{"imported, no From", body(then), body(block("Тогда.", models.Confirmation{Origin: models.OriginImport})), staleness.Unconfirmed, then, false},
		{"the source says the same", body(then), body(block("Тогда.", from(old))), staleness.Current, then, false},
		{"white space aside", body(block(" Then.\n ", none)), body(block("Тогда.", from(old))), staleness.Current, block("Then.", none), false},
		{"the source differs", body(block("Now.", none)), body(block("Тогда.", from(old))), staleness.Stale, then, false},
		{"only the case differs", body(block("then.", none)), body(block("Тогда.", from(old))), staleness.Current, then, false},
		{"a revision that is none of the source's", body(then), body(block("Тогда.", from(99))), staleness.Unconfirmed, then, false},
		{"omitted, against a revision of another source", body(then), body(block("", models.Confirmation{Mark: models.Omitted, From: 99})), staleness.Omitted, then, true},
		{"a typo", body(block("Then!", none)), body(block("Тогда.", from(old))), staleness.Current, then, false},
		{"the source did not have it then", body(then), body(block("Тогда.", from(old))), staleness.Stale, models.Block{Key: "other", Text: "Then."}, false},
		{"the source no longer has it", body(), body(block("Тогда.", from(old))), staleness.Orphan, then, false},
		{"only here, no From", body(), body(block("Тогда.", none)), staleness.Unconfirmed, then, false},
		{"added", body(), body(block("Ещё.", models.Confirmation{Mark: models.Added})), staleness.Added, then, false},
		{"omitted", body(then), body(block("", models.Confirmation{Mark: models.Omitted})), staleness.Omitted, then, true},
		{"omitted and confirmed", body(then), body(block("", models.Confirmation{Mark: models.Omitted, From: old})), staleness.Omitted, then, true},
		{"omitted, the source differs", body(block("Now.", none)), body(block("", models.Confirmation{Mark: models.Omitted, From: old})), staleness.Stale, then, true},
		{"omitted, the source no longer has it", body(), body(block("", models.Confirmation{Mark: models.Omitted, From: old})), "", then, false},
		{"a rule", body(models.Block{Key: "k", Kind: models.Rule}), body(), "", then, false},
		{"empty on both sides", body(block("", none)), body(), "", then, false},
		{"an image, another address", body(models.Block{Key: "k", Kind: models.Image, URL: "/b"}), body(models.Block{Key: "k", Kind: models.Image, URL: "/b", Confirmation: from(old)}), staleness.Stale, models.Block{Key: "k", Kind: models.Image, URL: "/a"}, false},
		{"a quotation, another speaker", body(models.Block{Key: "k", Text: "So.", Source: "B"}), body(block("Так.", from(old))), staleness.Stale, models.Block{Key: "k", Text: "So.", Source: "A"}, false},
		{"an image, another description", body(models.Block{Key: "k", URL: "/a", Alt: "B"}), body(block("Так.", from(old))), staleness.Stale, models.Block{Key: "k", URL: "/a", Alt: "A"}, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			want := []string{}
			if test.want != "" {
				want = []string{"k " + string(test.want)}
			}
			got := states(compare(test.source, test.mine, map[int64]*models.Content{old: body(test.was)}))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			if got := staleness.Lacks(test.source, test.mine); got != test.wantLacks {
				t.Errorf("lacks blocks: %v, want %v", got, test.wantLacks)
			}
		})
	}
}

func TestTitleAndSummaryTakePartAsBlocks(t *testing.T) {
	t.Parallel()
	was := &models.Content{Title: "Then", Summary: "Same"}
	now := &models.Content{Title: "Now", Summary: "Same"}
	mine := &models.Content{Title: "Тогда", Summary: "То же", Confirmed: models.Confirmed{Title: from(old), Summary: from(old)}}
	got := compare(now, mine, map[int64]*models.Content{old: was})
	if diff := cmp.Diff([]string{"title stale", "summary current"}, states(got)); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	mine.Summary = ""
	if got := compare(now, mine, map[int64]*models.Content{old: was}); got[1].State != staleness.Missing {
		t.Errorf("summary is %s, want missing", got[1].State)
	}
}

func TestReportIsInTheOrderOfTheSource(t *testing.T) {
	t.Parallel()
	p := func(key models.Key, c models.Confirmation) models.Block {
		return models.Block{Key: key, Kind: models.Paragraph, Text: string(key), Confirmation: c}
	}
	var none models.Confirmation
	source := &models.Content{Title: "Title", Body: models.Body{p("a", none), p("b", none), p("c", none)}}
	mine := &models.Content{Title: "Заголовок", Body: models.Body{
		p("x", models.Confirmation{Mark: models.Added}), p("c", from(head)), p("y", from(head)), p("a", none),
	}}
	got := compare(source, mine, nil)
	want := []string{"title unconfirmed", "a unconfirmed", "b missing", "c current", "x added", "y orphan"}
	if diff := cmp.Diff(want, states(got)); diff != "" {
		t.Errorf("report (-want +got):\n%s", diff)
	}
	if n := got.Count(staleness.Unconfirmed); n != 2 {
		t.Errorf("%d unconfirmed, want 2", n)
	}
	if got.Count(staleness.Stale, staleness.Orphan) == 0 || got.Count(staleness.Stale, staleness.Omitted) > 0 || got.Count() > 0 {
		t.Error("Count does not find what is there, or finds what is not")
	}
}

func TestBasesAreTheRevisionsConfirmedAgainst(t *testing.T) {
	t.Parallel()
	c := body(block("a", from(12)), block("b", from(0)), block("c", from(10)), block("d", from(12)))
	c.Confirmed = models.Confirmed{Title: from(11), Summary: from(10)}
	if diff := cmp.Diff([]int64{11, 10, 12}, staleness.Bases(c)); diff != "" {
		t.Errorf("bases (-want +got):\n%s", diff)
	}
	if got := staleness.Bases(body(block("a", from(0)))); len(got) != 0 {
		t.Errorf("got %v, want none", got)
	}
}

func TestConfirmTakesEveryUnitWithTextAsAPersonsWord(t *testing.T) {
	t.Parallel()
	before := models.Content{Title: "Заголовок", Body: models.Body{
		block("a", models.Confirmation{Origin: models.OriginMachine}), block("b", from(old)),
		block("c", models.Confirmation{Mark: models.Added}), block("", models.Confirmation{Mark: models.Omitted}),
	}}
	kept := before
	kept.Body = append(models.Body{}, before.Body...)
	got := staleness.Confirm(before, head, nil)
	human := models.Confirmation{From: head, Origin: models.OriginHuman}
	want := models.Content{Title: "Заголовок", Confirmed: models.Confirmed{Title: human}, Body: models.Body{
		block("a", human), block("b", human), block("c", models.Confirmation{Mark: models.Added}),
		block("", models.Confirmation{From: head, Origin: models.OriginHuman, Mark: models.Omitted}),
	}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("confirmed (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(kept, before); diff != "" {
		t.Errorf("Confirm changed what it was given (-before +after):\n%s", diff)
	}
}
