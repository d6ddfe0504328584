package cms_test

import (
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// preview makes a link to the head of a version.
func (r *room) preview(t *testing.T, by cms.Actor, id int64, l locale.Tag) *cms.NewPreview {
	t.Helper()
	p, err := r.CreatePreview(t.Context(), by, cms.PreviewInput{ArticleID: id, Locale: l, Revision: r.headID(t, id, l)})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// wantClosed fails if a link opens anything.
func (r *room) wantClosed(t *testing.T, token string) {
	t.Helper()
	_, err := r.OpenPreview(t.Context(), token)
	wantError(t, err, errs.NotFound, "error.not_found")
}

func TestAPreviewLinkOpensItsRevisionUntilItIsOverOrRevoked(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		revision := r.head(t, id, en)
		before := r.journal(t)
		link := r.preview(t, r.boss, id, en)
		r.wantLast(t, before, models.PreviewCreated)
		r.save(t, id, en, content("Later", "Words."))
		p, err := r.OpenPreview(t.Context(), link.Token)
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Story.Publication.Revision.ID; got != revision.ID || p.Number != revision.Number || p.At != r.Now() || p.Story.Standing != cms.Live {
			t.Errorf("it opens revision %d as of %d, want %d now", got, p.At, revision.ID)
		}
		list, err := r.Previews(t.Context(), r.boss, id, en)
		if err != nil || len(list) != 1 || list[0].ID != link.ID {
			t.Errorf("open links: %v, %v", list, err)
		}
		r.wantClosed(t, "another token")
		before = r.journal(t)
		if err := r.RevokePreview(t.Context(), r.boss, id, en, link.ID); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.PreviewRevoked)
		r.wantClosed(t, link.Token)
		wantError(t, r.RevokePreview(t.Context(), r.boss, id, en, link.ID), errs.Conflict, "error.changed_meanwhile")

		second := r.preview(t, r.boss, id, en)
		r.clock.Advance(24 * time.Hour)
		r.wantClosed(t, second.Token)
		if list, err := r.Previews(t.Context(), r.boss, id, en); err != nil || len(list) > 0 {
			t.Errorf("after a day: %v, %v", list, err)
		}
		r.clock.Advance(24*time.Hour + time.Second)
		third := r.preview(t, r.boss, id, en) // clears away what is long over
		if err := r.Trash(t.Context(), r.boss, id); err != nil {
			t.Fatal(err)
		}
		r.wantClosed(t, third.Token)
	})
}

func TestAKillClosesPreviewLinks(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		r.publish(t, id, en)
		link, other := r.preview(t, r.boss, id, en), r.preview(t, r.boss, r.approved(t), en)
		if err := r.Kill(t.Context(), r.boss, id, "a lawyer called"); err != nil {
			t.Fatal(err)
		}
		r.wantClosed(t, link.Token)
		if _, err := r.OpenPreview(t.Context(), other.Token); err != nil {
			t.Errorf("the link to another story: %v", err)
		}
	})
}

func TestAPreviewLinkMayCarryAMoment(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		in := cms.PreviewInput{ArticleID: id, Locale: en, Revision: r.headID(t, id, en), At: r.soon(30)}
		link, err := r.CreatePreview(t.Context(), r.boss, in)
		if err != nil {
			t.Fatal(err)
		}
		p, err := r.OpenPreview(t.Context(), link.Token)
		if want := r.Now().Add(30 * time.Minute); err != nil || p.At != want || p.Story.Publication.PublishedAt != want {
			t.Errorf("as of %d, %v; want %d", p.At, err, want)
		}
		in.At = cms.WallTime{Local: "tomorrow"}
		_, err = r.CreatePreview(t.Context(), r.boss, in)
		wantError(t, err, errs.Invalid, "error.time_unreadable")
	})
}

func TestAnEmbargoClosesPreviewLinks(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		link := r.preview(t, r.boss, id, en)
		a, err := r.store.Read().Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.SetEmbargo(t.Context(), r.boss, cms.EmbargoInput{ArticleID: id, Version: a.Version, Until: r.soon(60), Note: "till the vote"}); err != nil {
			t.Fatal(err)
		}
		r.wantClosed(t, link.Token)
		_, err = r.CreatePreview(t.Context(), r.boss, cms.PreviewInput{ArticleID: id, Locale: en, Revision: r.headID(t, id, en)})
		wantError(t, err, errs.Invalid, "error.preview_embargoed")
		r.clock.Advance(time.Hour)
		if _, err := r.OpenPreview(t.Context(), link.Token); err != nil {
			t.Errorf("after the embargo: %v", err)
		}
	})
}

func TestPreviewsAndTravelAreForThoseWhoMayReadDrafts(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		author := r.user(t, "author", grant(models.RoleAuthor, en))
		translator := r.user(t, "translator", grant(models.RoleTranslator, kk))
		in := cms.PreviewInput{ArticleID: id, Locale: en, Revision: r.headID(t, id, en)}
		_, err := r.CreatePreview(t.Context(), author, in)
		wantError(t, err, errs.NotFound, "error.not_found")
		link := r.preview(t, translator, id, en)
		_, err = r.Previews(t.Context(), author, id, en)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		wantError(t, r.RevokePreview(t.Context(), author, id, en, link.ID), errs.NotFound, "error.not_found")
		wantError(t, r.MayTravel(author), errs.Forbidden, "error.forbidden")
		wantError(t, r.MayTravel(cms.Actor{}), errs.Forbidden, "error.forbidden")
		if err := r.MayTravel(translator); err != nil {
			t.Error(err)
		}
		other := r.approved(t)
		in.Revision = r.headID(t, other, en)
		_, err = r.CreatePreview(t.Context(), translator, in)
		wantError(t, err, errs.NotFound, "error.not_found")
		wantError(t, r.RevokePreview(t.Context(), translator, other, en, link.ID), errs.Conflict, "error.changed_meanwhile")
	})
}
