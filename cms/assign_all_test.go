package cms_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

func TestManyVersionsAreGivenAtOnceAndWhatIsRefusedIsNamed(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		reviewer := r.user(t, "reviewer", grant(models.RoleReviewer, kk))
		one := r.user(t, "one", grant(models.RoleTranslator, kk))
		first, second, trashed := r.article(t, r.boss, en), r.article(t, r.boss, en), r.article(t, r.boss, en)
		if err := r.Trash(t.Context(), r.boss, trashed); err != nil {
			t.Fatal(err)
		}
		due := cms.WallTime{Local: r.Now().Add(2 * time.Hour).In(r.Zone()).Format("2006-01-02T15:04")}
		to := func(id int64, in cms.AssignInput) cms.AssignInput {
			in.ArticleID, in.UserID, in.Due = id, *one.UserID, due
			return in
		}
		list := []cms.AssignInput{
			to(second, cms.AssignInput{Locale: kk}), to(noStory, cms.AssignInput{Locale: kk}), to(first, cms.AssignInput{Locale: kk}),
			to(first, cms.AssignInput{Locale: ru}), to(trashed, cms.AssignInput{Locale: kk}), to(second, cms.AssignInput{Locale: "de"}),
		}
		before := len(r.journal(t))
		done, err := r.AssignAll(t.Context(), reviewer, list)
		if err != nil {
			t.Fatal(err)
		}
		why := map[string]int64{}
		for _, u := range done.Refused {
			_, key, _ := errs.Public(u.Err)
			why[string(u.Locale)+" "+key] = u.ArticleID
		}
		want := map[string]int64{"ru error.forbidden": first, "de error.language_unknown": second, "kk error.not_found": noStory, "kk error.trashed": trashed}
		if diff := cmp.Diff(want, why); diff != "" {
			t.Errorf("refused (-want +got):\n%s", diff)
		}
		wantBefore := []models.Assignment{{ArticleID: first, Locale: kk}, {ArticleID: second, Locale: kk}}
		if diff := cmp.Diff(wantBefore, done.Before); diff != "" {
			t.Errorf("given (-want +got):\n%s", diff)
		}
		for _, id := range []int64{first, second} {
			if c := r.matrix(t, id)[kk]; c.Assignee != "one" || c.Due == 0 {
				t.Errorf("story %d is assigned to %q until %d", id, c.Assignee, c.Due)
			}
		}
		if got := len(r.journal(t)) - before; got != 2 {
			t.Errorf("%d events are written", got)
		}
	})
}

func TestATimeThatHasPassedGivesNothingToAnybody(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		one := r.user(t, "one", grant(models.RoleTranslator, kk))
		id := r.article(t, r.boss, en)
		before := r.journal(t)
		for local, key := range map[string]string{"2001-01-01T10:00": "error.time_past", "tomorrow": "error.time_unreadable"} {
			_, err := r.AssignAll(t.Context(), r.boss, []cms.AssignInput{
				{ArticleID: id, Locale: ru}, {ArticleID: id, Locale: kk, UserID: *one.UserID, Due: cms.WallTime{Local: local}},
			})
			wantError(t, err, errs.Invalid, key)
		}
		_, err := r.AssignAll(t.Context(), r.boss, nil)
		wantError(t, err, errs.Invalid, "error.bad_request")
		r.unchanged(t, before)
	})
}

func TestWhoMayOnlyTakeWorkTakesSeveralAtOnce(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		one, two := r.user(t, "one", grant(models.RoleTranslator, kk)), r.user(t, "two", grant(models.RoleTranslator, kk, ru))
		author := r.user(t, "author", grant(models.RoleAuthor, en))
		ids := []int64{r.article(t, r.boss, en), r.article(t, r.boss, en), r.article(t, r.boss, en)}
		take := func(by cms.Actor, to int64) *cms.Assigned {
			var list []cms.AssignInput
			for _, id := range ids {
				list = append(list, cms.AssignInput{ArticleID: id, Locale: kk, UserID: to})
			}
			done, err := r.AssignAll(t.Context(), by, list)
			if err != nil {
				t.Fatal(err)
			}
			return done
		}
		if done := take(one, *one.UserID); len(done.Before) != 3 || len(done.Refused) != 0 {
			t.Errorf("taken: %+v", done)
		}
		if done := take(two, *two.UserID); len(done.Before) != 0 || len(done.Refused) != 3 {
			t.Errorf("taken from another: %+v", done)
		}
		if done := take(one, 0); len(done.Before) != 3 || done.Before[0].UserID != *one.UserID {
			t.Errorf("handed back: %+v", done)
		}
		for _, c := range []struct {
			by   cms.Actor
			want []string
		}{{one, []string{"one"}}, {author, nil}, {r.boss, []string{"one", "two"}}} {
			people, err := r.Hands(t.Context(), c.by)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for _, p := range people {
				names = append(names, p.Name)
			}
			if diff := cmp.Diff(c.want, names); diff != "" {
				t.Errorf("%s gives to (-want +got):\n%s", c.by.Name, diff)
			}
		}
	})
}
