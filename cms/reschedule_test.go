package cms_test

import (
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// move reschedules a publication to so many minutes from now.
func (r *room) move(t *testing.T, p *models.Publication, minutes int) (*models.Publication, error) {
	t.Helper()
	return r.Reschedule(t.Context(), r.boss, cms.RescheduleInput{PublicationID: p.ID, Seen: p.LiveFrom, From: r.soon(minutes)})
}

func TestAPublicationAheadMovesWithAllThatItPromises(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		p := r.planned(t, id, r.soon(60), r.soon(600))
		before := r.journal(t)
		for _, minutes := range []int{120, 30, 90} {
			moved, err := r.move(t, p, minutes)
			if err != nil {
				t.Fatal(err)
			}
			want := r.Now().Add(time.Duration(minutes) * time.Minute)
			if moved.LiveFrom != want || moved.EndsAt != p.EndsAt || moved.RevisionID != p.RevisionID || moved.Wall != r.soon(minutes).Local {
				t.Errorf("moved by %d minutes: %+v", minutes, moved)
			}
			if got := r.storyAt(t, want-1, en, id).Standing; got != cms.Never {
				t.Errorf("a moment before: standing %d", got)
			}
			if got := r.storyAt(t, want, en, id).Standing; got != cms.Live {
				t.Errorf("at the moment: standing %d", got)
			}
			if d, err := r.NextDelivery(t.Context()); err != nil || d != want {
				t.Errorf("the next delivery is due at %v (%v), want %v", d, err, want)
			}
			p = moved
		}
		r.wantLast(t, before, models.PublicationChanged)
	})
}

func TestAnUpdateThatMovesGivesBackWhatItTookOver(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		first := r.planned(t, id, r.soon(60), cms.WallTime{})
		r.save(t, id, en, content("Second"))
		r.approve(t, id, en)
		second := r.planned(t, id, r.soon(120), cms.WallTime{})
		// The second before the first: now the first is the update.
		if _, err := r.move(t, second, 30); err != nil {
			t.Fatal(err)
		}
		for minutes, want := range map[int]int64{29: 0, 30: second.RevisionID, 59: second.RevisionID, 60: first.RevisionID, 200: first.RevisionID} {
			s := r.storyAt(t, r.Now().Add(time.Duration(minutes)*time.Minute), en, id)
			got := int64(0)
			if s.Publication != nil {
				got = s.Publication.RevisionID
			}
			if got != want {
				t.Errorf("after %d minutes revision %d is public, want %d", minutes, got, want)
			}
		}
	})
}

func TestAPublicationDoesNotMoveWhereItMayNotBe(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		p := r.planned(t, id, r.soon(60), r.soon(600))
		before := r.journal(t)
		try := func(by cms.Actor, in cms.RescheduleInput) error {
			in.PublicationID = p.ID
			_, err := r.Reschedule(t.Context(), by, in)
			return err
		}
		ahead := r.soon(90)
		wantError(t, try(r.boss, cms.RescheduleInput{Seen: p.LiveFrom + 1, From: ahead}), errs.Conflict, "error.changed_meanwhile")
		wantError(t, try(r.boss, cms.RescheduleInput{Seen: p.LiveFrom, From: r.soon(-1)}), errs.Invalid, "error.time_past")
		wantError(t, try(r.boss, cms.RescheduleInput{Seen: p.LiveFrom, From: r.soon(600)}), errs.Invalid, "error.until_before_from")
		wantError(t, try(r.boss, cms.RescheduleInput{Seen: p.LiveFrom, From: cms.WallTime{Local: "soon"}}), errs.Invalid, "error.time_unreadable")
		stranger := r.user(t, "translator", grant(models.RoleEditor, locale.Kazakh))
		before = append(before, r.journal(t)[len(before):]...)
		wantError(t, try(stranger, cms.RescheduleInput{Seen: p.LiveFrom, From: ahead}), errs.Forbidden, "error.forbidden")
		r.unchanged(t, before)

		a := r.store.Read()
		article, err := a.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		err = r.SetEmbargo(t.Context(), r.boss, cms.EmbargoInput{ArticleID: id, Version: article.Version, Until: r.soon(30), Note: "the ministry"})
		if err != nil {
			t.Fatal(err)
		}
		wantError(t, try(r.boss, cms.RescheduleInput{Seen: p.LiveFrom, From: r.soon(20)}), errs.Invalid, "error.embargoed")
		r.clock.Advance(61 * time.Minute)
		wantError(t, try(r.boss, cms.RescheduleInput{Seen: p.LiveFrom, From: r.soon(20)}), errs.Invalid, "error.publication_begun")
	})
}

func TestACorrectionDoesNotMoveBeforeWhatItCorrects(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		first := r.planned(t, id, r.soon(60), cms.WallTime{})
		r.save(t, id, en, content("Corrected"))
		r.approve(t, id, en)
		second, err := r.Publish(t.Context(), r.boss, cms.PublishInput{
			ArticleID: id, Locale: en, Revision: r.headID(t, id, en), From: r.soon(120), Note: "The title was wrong.",
		})
		if err != nil {
			t.Fatal(err)
		}
		_, err = r.move(t, second, 30)
		wantError(t, err, errs.Invalid, "error.correction_first")
		_, err = r.move(t, first, 150)
		wantError(t, err, errs.Invalid, "error.correction_first")
		if _, err = r.move(t, second, 61); err != nil {
			t.Error(err)
		}
	})
}

func TestAMovedTranslationIsHeldAgainstTheSourceOfItsNewMoment(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "It costs 5 manats."))
		r.translate(t, id, en, ru, content("Заголовок", "Это стоит 5 манатов."))
		r.publish(t, id, en)
		r.approve(t, id, ru)
		p, err := r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: ru, Revision: r.headID(t, id, ru), From: r.soon(60)})
		if err != nil {
			t.Fatal(err)
		}
		head := r.head(t, id, en)
		r.save(t, id, en, with(head.Content, 0, "It costs 7 manats."))
		r.approve(t, id, en)
		if _, err := r.schedule(t, id, r.soon(120)); err != nil {
			t.Fatal(err)
		}
		if _, err := r.move(t, p, 90); err != nil {
			t.Errorf("before the source's update: %v", err)
		}
		p.LiveFrom = r.Now().Add(90 * time.Minute)
		_, err = r.move(t, p, 180)
		wantError(t, err, errs.Invalid, "error.publish_blocked")
		in := cms.RescheduleInput{PublicationID: p.ID, Seen: p.LiveFrom, From: r.soon(180), OverrideReason: "The price follows."}
		moved, err := r.Reschedule(t.Context(), r.boss, in)
		if err != nil || moved.OverrideReason != in.OverrideReason {
			t.Errorf("with a reason: %+v, %v", moved, err)
		}
	})
}
