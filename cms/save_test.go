package cms_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// with returns the content with the text of one block replaced.
func with(c models.Content, block int, text string) models.Content {
	c.Body = slices.Clone(c.Body)
	c.Body[block].Text = text
	return c
}

func texts(b models.Body) string {
	var list []string
	for i := range b {
		list = append(list, b[i].Text)
	}
	return strings.Join(list, " | ")
}

func TestAStaleBaseMergesWhenBlocksDiffer(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		base := r.save(t, id, en, content("Title", "One.", "Two.", "Three."))
		theirs := r.save(t, id, en, with(base.Content, 0, "One, by them."))
		got, err := r.Save(t.Context(), r.boss, cms.SaveInput{
			ArticleID: id, Locale: en, Base: base.ID, Content: with(base.Content, 2, "Three, by me."),
		})
		if err != nil {
			t.Fatal(err)
		}
		if want := "One, by them. | Two. | Three, by me."; texts(got.Content.Body) != want {
			t.Errorf("merged %q, want %q", texts(got.Content.Body), want)
		}
		if got.Number != 3 || got.BaseID == nil || *got.BaseID != base.ID || theirs.ID == got.ID {
			t.Errorf("number %d, base %v; want 3, %d", got.Number, got.BaseID, base.ID)
		}
		journal := r.journal(t)
		data := journal[len(journal)-1].Data
		if data["base"] != float64(base.ID) || data["before"] != float64(theirs.ID) {
			t.Errorf("the event holds %v", data)
		}
	})
}

func TestAStaleBaseWithoutKeysMergesToo(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		base := r.save(t, id, en, content("Title", "One is here.", "Two is here."))
		r.save(t, id, en, content("Title", "One is here, they say.", "Two is here."))
		in := cms.SaveInput{
			ArticleID: id, Locale: en, Base: base.ID, Content: content("Title", "One is here.", "Two is here.", "Three is new."),
		}
		for range 2 { // sent twice, as after an answer that got lost
			got, err := r.Save(t.Context(), r.boss, in)
			if err != nil {
				t.Fatal(err)
			}
			if want := "One is here, they say. | Two is here. | Three is new."; texts(got.Content.Body) != want || got.Number != 3 {
				t.Errorf("merged %q as number %d, want %q as number 3", texts(got.Content.Body), got.Number, want)
			}
		}
	})
}

func TestAConflictHoldsBaseTheirsAndMineAndWritesNothing(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		base := r.save(t, id, en, content("Title", "One.", "Two."))
		theirs := r.save(t, id, en, with(base.Content, 0, "Theirs."))
		before, row := r.journal(t), r.translation(t, id, en)
		mine := with(with(base.Content, 0, "Mine."), 1, "Mine, too.")
		_, err := r.Save(t.Context(), r.boss, cms.SaveInput{ArticleID: id, Locale: en, Base: base.ID, Content: mine})
		wantError(t, err, errs.Conflict, "error.save_conflict")
		var conflict *cms.ConflictError
		if !errors.As(err, &conflict) {
			t.Fatalf("got %T, want a ConflictError", err)
		}
		if conflict.Head.ID != theirs.ID || texts(conflict.Merged.Body) != "Theirs. | Mine, too." || len(conflict.Blocks) != 1 {
			t.Fatalf("got head %d, merged %q, %d conflicts", conflict.Head.ID, texts(conflict.Merged.Body), len(conflict.Blocks))
		}
		c := conflict.Blocks[0]
		if c.Base.Text != "One." || c.Theirs.Text != "Theirs." || c.Mine.Text != "Mine." {
			t.Errorf("the conflict holds %q, %q, %q", c.Base.Text, c.Theirs.Text, c.Mine.Text)
		}
		if diff := cmp.Diff(row, r.translation(t, id, en)); diff != "" {
			t.Errorf("the version changed (-before +after):\n%s", diff)
		}
		r.unchanged(t, before)
	})
}

func TestManySavesWithOneBaseLoseNoWord(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		const writers = 32
		id := r.article(t, r.boss, en)
		var paragraphs []string
		for i := range writers {
			paragraphs = append(paragraphs, fmt.Sprintf("Paragraph %d.", i))
		}
		base := r.save(t, id, en, content("Title", paragraphs...))
		results := make([]error, writers)
		var wg sync.WaitGroup
		for i := range writers {
			wg.Go(func() {
				// Half of them write in a block of their own, half in one.
				block := 0
				if i%2 == 0 {
					block = i
				}
				_, results[i] = r.Save(t.Context(), r.boss, cms.SaveInput{
					ArticleID: id, Locale: en, Base: base.ID, Content: with(base.Content, block, fmt.Sprintf("Typed by %d.", i)),
				})
			})
		}
		wg.Wait()
		head := r.head(t, id, en)
		inOne := 0
		for i, err := range results {
			typed := fmt.Sprintf("Typed by %d.", i)
			var conflict *cms.ConflictError
			switch {
			case err == nil:
				if !strings.Contains(texts(head.Content.Body), typed) {
					t.Errorf("%q was saved and is lost", typed)
				}
				if i == 0 || i%2 == 1 {
					inOne++
				}
			case errors.As(err, &conflict):
				if len(conflict.Blocks) != 1 || conflict.Blocks[0].Mine.Text != typed || conflict.Blocks[0].Theirs == nil {
					t.Errorf("the conflict of %d holds %+v", i, conflict.Blocks)
				}
			default:
				t.Errorf("writer %d: %v", i, err)
			}
		}
		if inOne != 1 {
			t.Errorf("%d writers of one block won, want 1", inOne)
		}
		if want := 1 + writers/2; head.Number < want || head.Number > want+1 {
			t.Errorf("the head is number %d, want about %d", head.Number, want)
		}
		plain := 0
		for n := 2; n <= head.Number; n++ {
			rev, err := r.store.Read().RevisionByNumber(t.Context(), head.TranslationID, n)
			if err != nil {
				t.Fatal(err)
			}
			if *rev.BaseID == base.ID && n == 2 {
				plain++
			}
		}
		if plain != 1 {
			t.Errorf("%d plain winners, want 1", plain)
		}
	})
}

func TestNobodyConfirmsByWhatTheySendAlong(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "One."))
		rev := r.save(t, id, ru, content("Заголовок", "Раз."))
		forged := with(rev.Content, 0, "Один.")
		forged.Body[0].From, forged.Body[0].Origin = source.ID, models.OriginHuman
		forged.Confirmed.Title.From = source.ID
		got := r.save(t, id, ru, forged).Content
		if got.Body[0].From != 0 || got.Confirmed.Title.From != 0 {
			t.Errorf("confirmed against %d and %d, want never", got.Body[0].From, got.Confirmed.Title.From)
		}
	})
}

func TestConfirmingOneBlockLeavesTheOthers(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "One.", "Two."))
		rev := r.save(t, id, ru, content("Заголовок", "Раз.", "Два."))
		got, err := r.Save(t.Context(), r.boss, cms.SaveInput{
			ArticleID: id, Locale: ru, Base: rev.ID, Content: rev.Content, Confirm: source.ID,
			ConfirmKeys: []models.Key{rev.Content.Body[1].Key},
		})
		if err != nil {
			t.Fatal(err)
		}
		if got.Content.Body[0].From != 0 || got.Content.Body[1].From != source.ID || got.Content.Confirmed.Title.From != 0 {
			t.Errorf("got %+v", got.Content)
		}
	})
}

func TestLeftOutOnPurposeBecomesStaleLikeAnyOther(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "One.", "It costs 5 manats."))
		c := models.Content{Title: "Заголовок", Body: models.Body{
			{Key: source.Content.Body[0].Key, Kind: models.Paragraph, Text: "Раз."},
			{Key: source.Content.Body[1].Key, Kind: models.Paragraph, Confirmation: models.Confirmation{Mark: models.Omitted}},
			{Key: "here", Kind: models.Paragraph, Text: "Только здесь.", Confirmation: models.Confirmation{Mark: models.Added}},
		}}
		r.translate(t, id, en, ru, c)
		want := []staleness.State{staleness.Current, staleness.Current, staleness.Omitted, staleness.Added}
		if diff := cmp.Diff(want, r.states(t, id, ru)); diff != "" {
			t.Errorf("states (-want +got):\n%s", diff)
		}
		r.publish(t, id, ru) // neither stands in the way
		r.save(t, id, en, with(source.Content, 1, "It costs 6 manats."))
		want[2] = staleness.Stale
		if diff := cmp.Diff(want, r.states(t, id, ru)); diff != "" {
			t.Errorf("states after a change (-want +got):\n%s", diff)
		}
	})
}

// states are those of the units of a version, as the desk sees them.
func (r *room) states(t *testing.T, id int64, l locale.Tag) []staleness.State {
	t.Helper()
	var list []staleness.State
	for _, u := range r.report(t, id, l) {
		list = append(list, u.State)
	}
	return list
}

func (r *room) report(t *testing.T, id int64, l locale.Tag) staleness.Report {
	t.Helper()
	d, err := r.Desk(t.Context(), r.boss, id, l)
	if err != nil {
		t.Fatal(err)
	}
	return d.Report
}

func TestAFactIsStaleAndATypoIsNot(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "The port handled 7.4 million tonnes.", "In May the port closed", "A new crane came."))
		r.translate(t, id, en, ru, content("Заголовок", "Порт перевалил 7,4 млн тонн.", "В мае порт закрылся", "Прибыл новый кран."))
		kept := r.head(t, id, ru)
		changed := with(with(with(source.Content, 0, "The port handled 7.6 million tonnes."), 1, "In May, the port closed."), 2, "A shiny crane came.")
		saved := r.save(t, id, en, changed)
		want := map[models.Key]models.Grade{
			source.Content.Body[0].Key: models.Fact, source.Content.Body[1].Key: models.Typo, source.Content.Body[2].Key: models.Wording,
		}
		if diff := cmp.Diff(want, saved.Grades); diff != "" {
			t.Errorf("grades (-want +got):\n%s", diff)
		}
		report := r.report(t, id, ru)
		states := []staleness.State{staleness.Current, staleness.Stale, staleness.Current, staleness.Stale}
		if diff := cmp.Diff(states, r.states(t, id, ru)); diff != "" {
			t.Errorf("states (-want +got):\n%s", diff)
		}
		if report[1].Grade != models.Fact || report[3].Grade != models.Wording || report[1].Then.Text == report[1].Now.Text {
			t.Errorf("the report is %+v", report)
		}
		if diff := cmp.Diff(kept, r.head(t, id, ru)); diff != "" {
			t.Errorf("the translation changed (-before +after):\n%s", diff)
		}
		r.approve(t, id, ru)
		_, err := r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: ru, Revision: kept.ID})
		wantError(t, err, errs.Invalid, "error.publish_blocked")
	})
}

func TestATypoThatChangesAFactIsRefusedAndNothingIsWritten(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		rev := r.save(t, id, en, content("Title", "It costs 5 manats."))
		before := r.journal(t)
		in := cms.SaveInput{
			ArticleID: id, Locale: en, Base: rev.ID, Content: with(rev.Content, 0, "It costs 6 manats."),
			Grade: staleness.Wish{All: models.Typo},
		}
		_, err := r.Save(t.Context(), r.boss, in)
		wantError(t, err, errs.Invalid, "error.grade_not_typo")
		r.unchanged(t, before)
		in.Grade.Units = map[models.Key]models.Grade{rev.Content.Body[0].Key: models.Wording}
		saved, err := r.Save(t.Context(), r.boss, in)
		if err != nil || saved.Grades[rev.Content.Body[0].Key] != models.Wording {
			t.Errorf("got %+v, %v; want wording", saved, err)
		}
	})
}

func TestPublishingComparesWithWhatIsLive(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "It costs 5 manats."))
		r.publish(t, id, en)
		r.translate(t, id, en, ru, content("Заголовок", "Это стоит 5 манатов."))
		// A draft of the source neither blocks the translation of what is live …
		r.save(t, id, en, with(source.Content, 0, "It costs 6 manats."))
		r.publish(t, id, ru)
		// … nor does a translation of the draft pass as one of what is live.
		head := r.head(t, id, ru)
		newer, err := r.Save(t.Context(), r.boss, cms.SaveInput{
			ArticleID: id, Locale: ru, Base: head.ID, Content: with(head.Content, 0, "Это стоит 6 манатов."), Confirm: r.headID(t, id, en),
		})
		if err != nil {
			t.Fatal(err)
		}
		r.approve(t, id, ru)
		_, err = r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: ru, Revision: newer.ID})
		wantError(t, err, errs.Invalid, "error.publish_blocked")
		r.publish(t, id, en)
		r.publish(t, id, ru)
	})
}
