package cms_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// soon is a wall time some minutes from now.
func (r *room) soon(minutes int) cms.WallTime {
	return cms.WallTime{Local: r.Now().Add(time.Duration(minutes) * time.Minute).In(r.Zone()).Format("2006-01-02T15:04:05")}
}

func TestAKillWithdrawsEveryLanguageAndCancelsWhatWasToFollow(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		r.publish(t, id, en)
		r.translate(t, id, en, ru, content("Заголовок", "Раз."))
		r.publish(t, id, ru)
		r.translate(t, id, en, kk, content("Тақырып", "Бір."))
		r.approve(t, id, kk)
		_, err := r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: kk, Revision: r.headID(t, id, kk), From: r.soon(30)})
		if err != nil {
			t.Fatal(err)
		}
		r.tick()
		before := r.journal(t)
		wantError(t, r.Kill(t.Context(), r.boss, id, " "), errs.Invalid, "error.reason_required")
		limited := r.user(t, "limited", grant(models.RoleEditor, en, az, kk, ru))
		wantError(t, r.Kill(t.Context(), limited, id, "a reason"), errs.Forbidden, "error.forbidden")
		if err := r.Kill(t.Context(), r.boss, id, "a reason"); err != nil {
			t.Fatal(err)
		}
		if e := r.wantLast(t, before, models.ArticleKilled); e.Data["reason"] != "a reason" {
			t.Errorf("the event holds %v", e.Data)
		}
		for _, at := range []models.Instant{r.Now(), r.Now().Add(time.Hour)} {
			for l, want := range map[locale.Tag]cms.Standing{en: cms.Gone, ru: cms.Gone, kk: cms.Never, az: cms.Never} {
				if s := r.storyAt(t, at, l, id); s.Standing != want || len(s.Versions) > 0 {
					t.Errorf("%s at %d: standing %d with %d links, want %d with none", l, at, s.Standing, len(s.Versions), want)
				}
			}
		}
		wantError(t, r.Kill(t.Context(), r.boss, id, "again"), errs.Invalid, "error.withdraw_nothing")
	})
}

func TestTrashIsAKillThatHidesTheStoryInsideUntilItIsRestored(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id, other := r.approved(t), r.approved(t)
		r.publish(t, id, en)
		r.tick()
		titles := func() (ids []int64) {
			t.Helper()
			rows, err := r.stories(t, cms.StoryQuery{})
			if err != nil {
				t.Fatal(err)
			}
			for _, row := range rows {
				ids = append(ids, row.Article.ID)
			}
			slices.Sort(ids)
			return ids
		}
		if err := r.Trash(t.Context(), r.boss, id); err != nil {
			t.Fatal(err)
		}
		if got := r.story(t, en, id).Standing; got != cms.Gone {
			t.Errorf("standing %d, want gone", got)
		}
		if diff := cmp.Diff([]int64{other}, titles()); diff != "" {
			t.Errorf("stories while one is in the trash (-want +got):\n%s", diff)
		}
		_, err := r.Desk(t.Context(), r.boss, id, en)
		wantError(t, err, errs.NotFound, "error.not_found")
		_, _, err = r.History(t.Context(), r.boss, id, en, 0)
		wantError(t, err, errs.NotFound, "error.not_found")
		before := r.journal(t)
		_, err = r.Save(t.Context(), r.boss, cms.SaveInput{ArticleID: id, Locale: en, Base: r.headID(t, id, en), Content: content("Other")})
		wantError(t, err, errs.Invalid, "error.trashed")
		_, err = r.schedule(t, id, cms.WallTime{})
		wantError(t, err, errs.Invalid, "error.trashed")
		r.unchanged(t, before)
		if rows, err := r.Trashed(t.Context(), r.boss, en); err != nil || len(rows) != 1 || rows[0].Article.ID != id {
			t.Errorf("the trash holds %v, %v", rows, err)
		}
		if err := r.Untrash(t.Context(), r.boss, id); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.ArticleRestored)
		if diff := cmp.Diff([]int64{id, other}, titles()); diff != "" {
			t.Errorf("stories after it was restored (-want +got):\n%s", diff)
		}
		if got := r.story(t, en, id).Standing; got != cms.Gone {
			t.Errorf("restored: standing %d, want gone still", got)
		}
		r.publish(t, id, en)
		if got := r.story(t, en, id).Standing; got != cms.Live {
			t.Errorf("published again: standing %d, want live", got)
		}
	})
}

func TestUnderAnEmbargoNothingBecomesPublicByAnyRoute(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		planned, err := r.schedule(t, id, r.soon(30))
		if err != nil {
			t.Fatal(err)
		}
		later, err := r.schedule(t, id, r.soon(90))
		if err != nil {
			t.Fatal(err)
		}
		in := cms.EmbargoInput{ArticleID: id, Version: 1, Until: r.soon(60), Note: "the ministry's"}
		limited := r.user(t, "limited", grant(models.RoleEditor, en))
		wantError(t, r.SetEmbargo(t.Context(), limited, in), errs.Forbidden, "error.forbidden")
		if err := r.SetEmbargo(t.Context(), r.boss, in); err != nil {
			t.Fatal(err)
		}
		wantError(t, r.SetEmbargo(t.Context(), r.boss, in), errs.Conflict, "error.changed_meanwhile")
		for _, p := range r.publications(t, id, en) {
			if stands := p.ID == later.ID; p.Stands() != stands {
				t.Errorf("publication %d of %d and %d stands: %v", p.ID, planned.ID, later.ID, p.Stands())
			}
		}
		for _, from := range []cms.WallTime{{}, r.soon(59)} {
			_, err := r.schedule(t, id, from)
			wantError(t, err, errs.Invalid, "error.embargoed")
		}
		if _, err := r.schedule(t, id, r.soon(60)); err != nil {
			t.Errorf("from the end of the embargo: %v", err)
		}
		lift := cms.EmbargoInput{ArticleID: id, Version: 2}
		if err := r.SetEmbargo(t.Context(), r.boss, lift); err != nil {
			t.Fatal(err)
		}
		if _, err := r.schedule(t, id, cms.WallTime{}); err != nil {
			t.Errorf("after it was lifted: %v", err)
		}
	})
}

func TestACorrectionHasANoteForReaders(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		in := cms.PublishInput{ArticleID: id, Locale: en, Revision: r.headID(t, id, en), Note: " The figure was wrong. "}
		_, err := r.Publish(t.Context(), r.boss, in)
		wantError(t, err, errs.Invalid, "error.correction_first")
		first := r.publish(t, id, en)
		r.clock.Advance(time.Hour)
		p, err := r.Publish(t.Context(), r.boss, in)
		if err != nil {
			t.Fatal(err)
		}
		if p.Note != "The figure was wrong." || p.PublishedAt != first.LiveFrom || r.story(t, en, id).Publication.Note != p.Note {
			t.Errorf("the correction is %+v", p)
		}
	})
}

func TestAnUpdateThatIsCancelledGivesBackWhatItWouldHaveTaken(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		r.publish(t, id, en)
		r.save(t, id, en, content("Updated", "Two."))
		r.approve(t, id, en)
		p, err := r.schedule(t, id, r.soon(10))
		if err != nil {
			t.Fatal(err)
		}
		then := r.Now().Add(20 * time.Minute)
		if got := r.storyAt(t, then, en, id).Content().Title; got != "Updated" {
			t.Errorf("readers would get %q", got)
		}
		if err := r.Cancel(t.Context(), r.boss, p.ID); err != nil {
			t.Fatal(err)
		}
		if s := r.storyAt(t, then, en, id); s.Standing != cms.Live || s.Content().Title != "Title" {
			t.Errorf("after the update was cancelled: standing %d", s.Standing)
		}
	})
}

func TestAnUpdateKeepsTheExpiryUnlessToldOtherwise(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		in := cms.PublishInput{ArticleID: id, Locale: en, Revision: r.headID(t, id, en), Until: r.soon(60)}
		first, err := r.Publish(t.Context(), r.boss, in)
		if err != nil {
			t.Fatal(err)
		}
		r.tick()
		in.Until = cms.WallTime{}
		if p, err := r.Publish(t.Context(), r.boss, in); err != nil || p.EndsAt != first.EndsAt || p.EndsWall != first.EndsWall {
			t.Errorf("the update ends at %d, %v; want %d", p.EndsAt, err, first.EndsAt)
		}
		r.tick()
		in.NoEnd = true
		if p, err := r.Publish(t.Context(), r.boss, in); err != nil || p.EndsAt != models.Forever {
			t.Errorf("the update without end ends at %d, %v", p.EndsAt, err)
		}
	})
}
