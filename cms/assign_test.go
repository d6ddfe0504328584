package cms_test

import (
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestWhoMayGiveAVersionToWhom(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		reviewer := r.user(t, "reviewer", grant(models.RoleReviewer, kk))
		one, two := r.user(t, "one", grant(models.RoleTranslator, kk)), r.user(t, "two", grant(models.RoleTranslator, kk, ru))
		stranger := r.user(t, "stranger", grant(models.RoleTranslator, az))
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		for _, c := range []struct {
			name   string
			by, to cms.Actor
			l      locale.Tag
			want   errs.Kind
			key    string
		}{
			{"a reviewer gives it to a translator", reviewer, one, kk, 0, ""},
			{"another translator may not take it away", two, two, kk, errs.Forbidden, "error.forbidden"},
			{"nor hand it back for them", two, cms.Actor{}, kk, errs.Forbidden, "error.forbidden"},
			{"a translator may not give away what is theirs", one, two, kk, errs.Forbidden, "error.forbidden"},
			{"but hand it back", one, cms.Actor{}, kk, 0, ""},
			{"and another takes it", two, two, kk, 0, ""},
			{"a reviewer gives it to the first again", reviewer, one, kk, 0, ""},
			{"nobody gets what they may not write", reviewer, stranger, kk, errs.Invalid, "error.assignee"},
			{"a reviewer has no say in another language", reviewer, two, ru, errs.Forbidden, "error.forbidden"},
			{"a language that nobody has begun is taken", two, two, ru, 0, ""},
			{"who may not write a language does not take it", stranger, stranger, ru, errs.Forbidden, "error.forbidden"},
		} {
			before := r.journal(t)
			in := cms.AssignInput{ArticleID: id, Locale: c.l}
			if c.to.UserID != nil {
				in.UserID = *c.to.UserID
			}
			err := r.Assign(t.Context(), c.by, in)
			if c.want != 0 {
				wantError(t, err, c.want, c.key)
				continue
			}
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			r.wantLast(t, before, models.TranslationAssigned)
			d, err := r.Desk(t.Context(), r.boss, id, c.l)
			if err != nil {
				t.Fatal(err)
			}
			if d.Assignee != c.to.Name {
				t.Errorf("%s: %q is to do it, want %q", c.name, d.Assignee, c.to.Name)
			}
		}
	})
}

func TestWhatIsDueIsAheadAndNobodysWorkIsListed(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		one := r.user(t, "one", grant(models.RoleTranslator, kk))
		late, soon, open := r.article(t, r.boss, en), r.article(t, r.boss, en), r.article(t, r.boss, en)
		give := func(id int64, due string) error {
			return r.Assign(t.Context(), r.boss, cms.AssignInput{ArticleID: id, Locale: kk, UserID: *one.UserID, Due: cms.WallTime{Local: due}})
		}
		local := func(after time.Duration) string { return r.Now().Add(after).In(r.Zone()).Format("2006-01-02T15:04:05") }
		wantError(t, give(open, local(-time.Hour)), errs.Invalid, "error.time_past")
		for id, due := range map[int64]string{late: local(2 * time.Hour), soon: local(time.Hour), open: ""} {
			if err := give(id, due); err != nil {
				t.Fatal(err)
			}
		}
		r.clock.Advance(90 * time.Minute)
		if err := give(soon, local(-30*time.Minute)); err != nil {
			t.Errorf("what is overdue cannot stay as it is: %v", err)
		}
		if got := r.panel(t, one, cms.PanelAssigned); len(got) != 3 || got[0] != soon || got[1] != late || got[2] != open {
			t.Errorf("assigned are %v, want %v", got, []int64{soon, late, open})
		}
		r.save(t, late, en, content("Title", "One."))
		r.translate(t, late, en, kk, content("Атауы", "Бір."))
		r.approve(t, late, kk)
		if err := r.Trash(t.Context(), r.boss, open); err != nil {
			t.Fatal(err)
		}
		if got := r.panel(t, one, cms.PanelAssigned); len(got) != 1 || got[0] != soon {
			t.Errorf("what is done or thrown away is still listed: %v", got)
		}
	})
}

func TestWhatIsSaidOfAnAssignmentStaysWithItAndInTheJournal(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		reviewer := r.user(t, "reviewer", grant(models.RoleReviewer, kk))
		one := r.user(t, "one", grant(models.RoleTranslator, kk))
		id := r.article(t, r.boss, en)
		give := func(by, to cms.Actor, note string) models.Event {
			t.Helper()
			before := r.journal(t)
			in := cms.AssignInput{ArticleID: id, Locale: kk, Note: note}
			if to.UserID != nil {
				in.UserID = *to.UserID
			}
			if err := r.Assign(t.Context(), by, in); err != nil {
				t.Fatal(err)
			}
			return r.wantLast(t, before, models.TranslationAssigned)
		}
		said := func(note, by string) {
			t.Helper()
			tasks := r.overview(t, one)[cms.PanelAssigned]
			if len(tasks) != 1 || tasks[0].Note != note || tasks[0].By != by {
				t.Errorf("the desk says %+v, want %q by %q", tasks, note, by)
			}
			d, err := r.Desk(t.Context(), r.boss, id, kk)
			if err != nil {
				t.Fatal(err)
			}
			if d.Assignment.Note != note || d.AssignedBy != by {
				t.Errorf("the version says %q by %q, want %q by %q", d.Assignment.Note, d.AssignedBy, note, by)
			}
		}
		if e := give(reviewer, one, " Keep \n the names. "); e.Data["note"] != "Keep the names." {
			t.Errorf("the journal has %v", e.Data)
		}
		said("Keep the names.", "reviewer")
		if e := give(reviewer, one, ""); e.Data["note"] != nil {
			t.Errorf("the journal has %v", e.Data)
		}
		said("", "reviewer")
		if e := give(one, cms.Actor{}, "Ill today."); e.Data["note"] != "Ill today." {
			t.Errorf("the journal has %v", e.Data)
		}
		give(one, one, "Mine.")
		said("Mine.", "") // taken, not given
		give(r.boss, one, "")
		said("", "") // by the command line

		long := strings.Repeat("ә", cms.MaxAssignmentNote)
		give(reviewer, one, long)
		before := r.journal(t)
		in := cms.AssignInput{ArticleID: id, Locale: kk, UserID: *one.UserID, Note: long + "ә"}
		wantError(t, r.Assign(t.Context(), reviewer, in), errs.Invalid, "error.note_too_long")
		in.UserID = 0
		wantError(t, r.Assign(t.Context(), reviewer, in), errs.Invalid, "error.note_too_long")
		_, err := r.AssignAll(t.Context(), reviewer, []cms.AssignInput{in})
		wantError(t, err, errs.Invalid, "error.note_too_long")
		r.unchanged(t, before)
	})
}
