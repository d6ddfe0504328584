package cms_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/models"
)

// berths is a story in English and Kazakh, as new as each other.
func (r *room) berths(t *testing.T) int64 {
	t.Helper()
	id := r.article(t, r.boss, en)
	r.save(t, id, en, content("Port opens", "It has 12 berths.", "It is new."))
	r.translate(t, id, en, kk, content("Порт ашылды", "Онда 12 айлақ бар.", "Ол жаңа."))
	return id
}

func TestAChangedFactInWhatReadersSeeComesFirst(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		author := r.user(t, "author", grant(models.RoleAuthor, en))
		one, two := r.user(t, "one", grant(models.RoleTranslator, kk)), r.user(t, "two", grant(models.RoleTranslator, kk, ru))
		stranger := r.user(t, "az", grant(models.RoleTranslator, az))
		exposed, worded, hidden := r.berths(t), r.berths(t), r.berths(t)
		r.publish(t, exposed, kk)
		r.publish(t, worded, kk)
		if err := r.Assign(t.Context(), r.boss, cms.AssignInput{ArticleID: exposed, Locale: kk, UserID: *one.UserID}); err != nil {
			t.Fatal(err)
		}
		where := func(by cms.Actor, facts, stale []int64) {
			t.Helper()
			if got := r.panel(t, by, cms.PanelFacts); !slices.Equal(got, facts) {
				t.Errorf("%s has changed facts in %v, want %v", by.Name, got, facts)
			}
			got := r.panel(t, by, cms.PanelStale)
			slices.Sort(got)
			if !slices.Equal(got, stale) {
				t.Errorf("%s has stale %v, want %v", by.Name, got, stale)
			}
		}
		where(one, []int64{}, []int64{})
		r.save(t, worded, en, content("Port opens", "It has 12 berths.", "It is quite new."))
		r.save(t, hidden, en, content("Port opens", "It has 14 berths.", "It is new."))
		where(one, []int64{}, []int64{worded, hidden})

		own := r.article(t, author, en)
		r.save(t, own, en, content("Port opens", "It has 12 berths.", "It is new."))
		r.translate(t, own, en, kk, content("Порт ашылды", "Онда 12 айлақ бар.", "Ол жаңа."))
		r.publish(t, own, kk)
		_, err := r.Save(t.Context(), author, cms.SaveInput{
			ArticleID: own, Locale: en, Base: r.headID(t, own, en), Content: content("Port opens", "It has 14 berths.", "It is new."),
		})
		if err != nil {
			t.Fatal(err)
		}
		list, err := r.Overview(t.Context(), two, en)
		if err != nil {
			t.Fatal(err)
		}
		if list[0].Panel != cms.PanelFacts || len(list[0].Tasks) != 1 || list[0].Tasks[0].ArticleID != own || list[0].Tasks[0].Facts != 1 {
			t.Errorf("the desk begins with %+v", list[0])
		}
		r.tick()
		r.save(t, exposed, en, content("Port opens", "It has 15 berths.", "It is new."))
		where(one, []int64{exposed, own}, []int64{worded, hidden})
		where(two, []int64{exposed, own}, []int64{worded, hidden}) // given to another or not
		where(stranger, []int64{}, []int64{})
		// What is theirs to do comes before what changed later.
		if err := r.Assign(t.Context(), r.boss, cms.AssignInput{ArticleID: own, Locale: kk, UserID: *two.UserID}); err != nil {
			t.Fatal(err)
		}
		where(one, []int64{exposed, own}, []int64{worded, hidden})
		where(two, []int64{own, exposed}, []int64{worded, hidden})

		r.translate(t, own, en, kk, content("Порт ашылды", "Онда 14 айлақ бар.", "Ол жаңа."))
		r.withdraw(t, exposed, kk)
		where(one, []int64{}, []int64{exposed, worded, hidden})
	})
}

func TestOfWhatReadersSeeAFilterListsChangedFacts(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		exposed, worded, hidden := r.berths(t), r.berths(t), r.berths(t)
		r.publish(t, exposed, kk)
		r.publish(t, worded, kk)
		for _, id := range []int64{exposed, hidden} {
			r.save(t, id, en, content("Port opens", "It has 14 berths.", "It is new."))
		}
		r.save(t, worded, en, content("Port opens", "It has 12 berths.", "It is quite new."))
		if got := r.listed(t, cms.StoryQuery{Desk: en, Version: "facts"}); !slices.Equal(got, []int64{exposed}) {
			t.Errorf("in any language: %v, want %v", got, []int64{exposed})
		}
		if got := r.listed(t, cms.StoryQuery{Desk: en, Version: "facts", Locale: ru}); len(got) != 0 {
			t.Errorf("in another language: %v", got)
		}
	})
}

func TestWhatIsAssignedSaysHowFarItIs(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		one := r.user(t, "one", grant(models.RoleTranslator, kk, ru), grant(models.RoleAuthor, az))
		begun, open, empty := r.berths(t), r.berths(t), r.article(t, r.boss, en)
		r.save(t, begun, en, content("Port opens", "It has 12 berths.", "It is quite new."))
		own := r.article(t, one, az)
		for id, l := range map[int64]cms.AssignInput{begun: {Locale: kk}, open: {Locale: ru}, empty: {Locale: kk}, own: {Locale: az}} {
			l.ArticleID, l.UserID = id, *one.UserID
			if err := r.Assign(t.Context(), r.boss, l); err != nil {
				t.Fatal(err)
			}
		}
		type state struct {
			Translation bool
			Progress    staleness.Progress
		}
		got := map[int64]state{}
		for _, task := range r.overview(t, one)[cms.PanelAssigned] {
			got[task.ArticleID] = state{task.Translation, task.Progress}
		}
		want := map[int64]state{
			begun: {true, staleness.Progress{Units: 3, Done: 2, Words: 10, WordsDone: 6}},
			open:  {true, staleness.Progress{Units: 3, Words: 9}},
			empty: {Translation: true}, own: {},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}
