package cms_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/models"
)

// draftOf is what a writer of the English source is told of a text.
func (r *room) draftOf(t *testing.T, by cms.Actor, id, base int64, c models.Content, grades map[models.Key]models.Grade) *cms.Draft {
	t.Helper()
	d, err := r.Draft(t.Context(), by, cms.DraftInput{SaveInput: cms.SaveInput{
		ArticleID: id, Locale: en, Base: base, Content: c, Tab: "a", Grade: staleness.Wish{Units: grades},
	}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// effects is what the last save of the English source has left to do.
func (r *room) effects(t *testing.T, id int64) []cms.Effect {
	t.Helper()
	d, err := r.Desk(t.Context(), r.boss, id, en)
	if err != nil {
		t.Fatal(err)
	}
	list, err := r.Effects(t.Context(), d, en)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func wantEffects(t *testing.T, name string, want, got []cms.Effect) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}

func TestASaveOfTheSourceSaysWhatItAddsForEachTranslation(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		writer, one := r.user(t, "writer", grant(models.RoleEditor)), r.user(t, "one", grant(models.RoleTranslator, kk))
		id := r.article(t, r.boss, en)
		rev := r.save(t, id, en, content("Port opens", "It has 12 berths.", "It is new.", "The goverment built it."))
		r.translate(t, id, en, kk, content("Порт ашылды", "Онда 12 айлақ бар.", "Ол жаңа.", "Оны үкімет салды."))
		r.translate(t, id, en, ru, content("Порт открыт", "В нём 12 причалов.", "Он новый."))
		r.publish(t, id, kk)
		if err := r.Assign(t.Context(), r.boss, cms.AssignInput{ArticleID: id, Locale: kk, UserID: *one.UserID}); err != nil {
			t.Fatal(err)
		}
		typed := with(rev.Content, 0, "It has 14 berths.")
		typed = with(typed, 1, "It is quite new.")
		typed = with(typed, 2, "The government built it.")
		typed.Body = append(typed.Body, models.Block{Key: "new", Kind: models.Paragraph, Text: "Cranes work."})
		want := []cms.Effect{
			{Locale: kk, Impact: staleness.Impact{Facts: 1, Wordings: 1, Typos: 1, Missing: 1}, Live: true, Assignee: "one"},
			{Locale: ru, Impact: staleness.Impact{Facts: 1, Wordings: 1, Missing: 1}},
		}
		before := r.journal(t)
		d := r.draftOf(t, writer, id, rev.ID, typed, nil)
		wantEffects(t, "while somebody writes", want, d.Effects)
		r.unchanged(t, before)
		if d.Saved {
			t.Error("what is not saved is called saved")
		}
		graver := r.draftOf(t, writer, id, rev.ID, typed, map[models.Key]models.Grade{rev.Content.Body[1].Key: models.Fact})
		if got := graver.Effects[0].Impact; got.Facts != 2 || got.Wordings != 0 {
			t.Errorf("by the grades that are chosen: %+v", got)
		}
		second := r.save(t, id, en, typed)
		wantEffects(t, "after the save", want, r.effects(t, id))
		if d = r.draftOf(t, writer, id, second.ID, second.Content, nil); !d.Saved {
			t.Error("what is saved is not called so")
		}
		wantEffects(t, "and as long as nothing changes", want, d.Effects)

		// What waits already is not counted again.
		third := with(second.Content, 1, "It is very new.")
		third.Title = "Port opens again"
		want = []cms.Effect{
			{Locale: kk, Impact: staleness.Impact{Wordings: 1}, Live: true, Assignee: "one"}, {Locale: ru, Impact: staleness.Impact{Wordings: 1}},
		}
		wantEffects(t, "the next save", want, r.draftOf(t, writer, id, second.ID, third, nil).Effects)
		// Nor is what others have saved meanwhile.
		r.save(t, id, en, with(second.Content, 0, "It has 15 berths."))
		wantEffects(t, "merged with another", want, r.draftOf(t, writer, id, second.ID, third, nil).Effects)
		r.save(t, id, en, with(r.head(t, id, en).Content, 1, "It is very new."))
		if got := r.draftOf(t, writer, id, second.ID, with(second.Content, 0, "It has 16 berths."), nil).Effects; got != nil {
			t.Errorf("a save that will be refused does %+v", got)
		}
	})
}

func TestWhatTranslatorsHaveCaughtUpWithIsLeftNoMore(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.berths(t)
		if got := r.effects(t, id); got != nil {
			t.Errorf("the first save left %+v", got)
		}
		r.save(t, id, en, content("Port opens", "It has 14 berths.", "It is new."))
		r.approve(t, id, kk)
		kazakh := r.soon(30)
		_, err := r.Publish(t.Context(), r.boss, cms.PublishInput{
			ArticleID: id, Locale: kk, Revision: r.headID(t, id, kk), From: kazakh, OverrideReason: "It goes out as it is.",
		})
		if err != nil {
			t.Fatal(err)
		}
		got := r.effects(t, id)
		if len(got) != 1 || got[0].Facts != 1 || got[0].Live || got[0].Planned == 0 {
			t.Errorf("before it is public: %+v", got)
		}
		if d, err := r.Desk(t.Context(), r.boss, id, kk); err != nil {
			t.Fatal(err)
		} else if list, err := r.Effects(t.Context(), d, kk); err != nil || list != nil {
			t.Errorf("the desk of a translation says %v, %v", list, err)
		}
		r.translate(t, id, en, kk, content("Порт ашылды", "Онда 14 айлақ бар.", "Ол жаңа."))
		if got := r.effects(t, id); got != nil {
			t.Errorf("what was done is still left: %+v", got)
		}
	})
}
