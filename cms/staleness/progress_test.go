package staleness_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/models"
)

func TestWhatNeedsNothingAnyMoreIsDone(t *testing.T) {
	t.Parallel()
	done := map[staleness.State]bool{staleness.Current: true, staleness.Omitted: true, staleness.Added: true}
	now := &models.Block{Key: "k", Kind: models.Paragraph, Text: "Three <em>small</em> words."}
	for _, state := range staleness.States() {
		want := staleness.Progress{Units: 1, Words: 3}
		if done[state] {
			want.Done, want.WordsDone = 1, 3
		}
		if diff := cmp.Diff(want, staleness.Report{{Key: "k", State: state, Now: now}}.Progress()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", state, diff)
		}
	}
}

func TestProgressCountsTheWordsOfTheSource(t *testing.T) {
	t.Parallel()
	then := models.Content{Title: "Port reopens", Summary: "After a storm.", Body: models.Body{
		{Key: "a", Kind: models.Paragraph, Text: "The port is open."},
		{Key: "b", Kind: models.Paragraph, Text: "Ships wait outside."},
		{Key: "gone", Kind: models.Paragraph, Text: "It was closed for a week."},
	}}
	now := then
	now.Body = models.Body{then.Body[0], {Key: "b", Kind: models.Paragraph, Text: "Three ships wait outside."}, {Key: "new", Kind: models.Paragraph, Text: "Cranes work."}}
	mine := models.Content{Title: "Порт ашылды", Body: models.Body{
		{Key: "a", Kind: models.Paragraph, Text: "Порт ашық.", Confirmation: from(old)},
		{Key: "b", Kind: models.Paragraph, Text: "Кемелер күтіп тұр.", Confirmation: from(old)},
		{Key: "gone", Kind: models.Paragraph, Text: "Бір апта жабық болды.", Confirmation: from(old)},
		{Key: "mine", Kind: models.Paragraph, Text: "Тек осында, төрт сөз.", Confirmation: models.Confirmation{Mark: models.Added}},
	}}
	mine.Confirmed.Title = from(old)
	got := compare(&now, &mine, map[int64]*models.Content{old: &then}).Progress()
	// Title and a are current, the added block is done and has no words to say;
	// the summary and the new block are missing, b is stale and gone an orphan.
	want := staleness.Progress{Units: 7, Done: 3, Words: 2 + 3 + 4 + 4 + 2, WordsDone: 2 + 4}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.Left() != 9 {
		t.Errorf("%d words are left, want 9", got.Left())
	}
	if empty := (staleness.Report{}).Progress(); empty != (staleness.Progress{}) {
		t.Errorf("of nothing: %+v", empty)
	}
}
