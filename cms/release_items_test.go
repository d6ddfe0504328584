package cms_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// lines are the items of a release in words.
func (r *room) lines(t *testing.T, id int64) []string {
	t.Helper()
	var list []string
	for _, i := range r.stored(t, id).Items {
		list = append(list, string(i.Locale)+" "+string(i.Action)+" "+string(i.Rule))
	}
	return list
}

func TestAStoryIsAddedInAllItsLanguagesOnce(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id, empty := r.approved(t), r.article(t, r.boss, en)
		r.translate(t, id, en, ru, content("Заголовок", "Раз."))
		v := r.release(t, "Release", cms.WallTime{}, r.item(id, ru))
		in := cms.ReleaseStoryInput{ArticleID: id, Action: models.ReleaseWithdraw, Rule: models.May}
		if err := r.AddStoryToRelease(t.Context(), r.boss, v.ID, in); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{"ru publish must", "en withdraw may"}, r.lines(t, v.ID)); diff != "" {
			t.Errorf("items (-want +got):\n%s", diff)
		}
		wantError(t, r.AddStoryToRelease(t.Context(), r.boss, v.ID, in), errs.Conflict, "error.release_has_item")
		wantError(t, r.AddToRelease(t.Context(), r.boss, v.ID, r.item(id, en)), errs.Conflict, "error.release_has_item")
		in.Locales = []locale.Tag{kk, ru}
		if err := r.AddStoryToRelease(t.Context(), r.boss, v.ID, in); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff("kk withdraw may", r.lines(t, v.ID)[2]); diff != "" {
			t.Errorf("a language that nobody has begun (-want +got):\n%s", diff)
		}
		in = cms.ReleaseStoryInput{ArticleID: empty, Action: models.ReleasePublish, Rule: models.May}
		wantError(t, r.AddStoryToRelease(t.Context(), r.boss, v.ID, in), errs.Invalid, "error.release_no_version")
		in.ArticleID, in.Action = r.approved(t), "burn"
		wantError(t, r.AddStoryToRelease(t.Context(), r.boss, v.ID, in), errs.Invalid, "error.bad_request")
		in.Action = models.ReleasePublish
		if err := r.Trash(t.Context(), r.boss, in.ArticleID); err != nil {
			t.Fatal(err)
		}
		wantError(t, r.AddStoryToRelease(t.Context(), r.boss, v.ID, in), errs.Invalid, "error.trashed")
	})
}

func TestAnItemIsChangedOnlyWhileTheReleaseIsOpen(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		v := r.release(t, "Release", r.soon(60), r.item(id, en))
		item, before := v.Items[0].ID, r.journal(t)
		if err := r.SetReleaseItem(t.Context(), r.boss, v.ID, item, models.ReleasePublish, models.May); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.ReleaseChanged)
		if diff := cmp.Diff([]string{"en publish may"}, r.lines(t, v.ID)); diff != "" {
			t.Errorf("items (-want +got):\n%s", diff)
		}
		wantError(t, r.SetReleaseItem(t.Context(), r.boss, v.ID, item, "burn", models.May), errs.Invalid, "error.bad_request")
		wantError(t, r.SetReleaseItem(t.Context(), r.boss, v.ID, item+1, models.ReleasePublish, models.May), errs.NotFound, "error.not_found")
		r.arm(t, v)
		wantError(t, r.SetReleaseItem(t.Context(), r.boss, v.ID, item, models.ReleasePublish, models.Must), errs.Invalid, "error.release_not_open")
		wantError(t, r.DiscardRelease(t.Context(), r.boss, v.ID, r.stored(t, v.ID).Version), errs.Invalid, "error.release_not_open")
	})
}

func TestAReleaseIsDiscardedAsItWasSeen(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		v := r.release(t, "Release", r.soon(60), r.item(r.approved(t), en))
		if err := r.AddToRelease(t.Context(), r.boss, v.ID, r.item(r.approved(t), en)); err != nil {
			t.Fatal(err)
		}
		wantError(t, r.DiscardRelease(t.Context(), r.boss, v.ID, v.Version), errs.Conflict, "error.changed_meanwhile")
		before := r.journal(t)
		if err := r.DiscardRelease(t.Context(), r.boss, v.ID, v.Version+1); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.ReleaseDiscarded)
		_, err := r.Release(t.Context(), r.boss, v.ID)
		wantError(t, err, errs.NotFound, "error.not_found")
		page, err := r.Journal(t.Context(), r.boss, cms.JournalQuery{Desk: en, ReleaseID: v.ID})
		if err != nil {
			t.Fatal(err)
		}
		var kinds []models.EventKind
		for i := range page.Entries {
			kinds = append(kinds, page.Entries[i].Kind)
		}
		want := []models.EventKind{models.ReleaseDiscarded, models.ReleaseChanged, models.ReleaseChanged, models.ReleaseCreated}
		if diff := cmp.Diff(want, kinds); diff != "" {
			t.Errorf("its journal (-want +got):\n%s", diff)
		}
	})
}

func TestTheListOfReleasesGoesByUrgency(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		out := r.release(t, "out", r.soon(1), r.item(id, en))
		r.arm(t, out)
		r.clock.Advance(2 * time.Minute)
		draft := r.article(t, r.boss, en)
		r.save(t, draft, en, content("Draft", "One."))
		may := r.item(draft, en)
		may.Rule = models.May
		r.release(t, "some day", cms.WallTime{}, r.item(draft, kk), may)
		r.release(t, "next week", r.soon(7*24*60))
		r.release(t, "at risk", r.soon(60), r.item(draft, en), r.item(id, en))
		r.arm(t, r.release(t, "armed", r.soon(30), r.item(r.approved(t), en), may))
		if err := r.Watch(t.Context()); err != nil {
			t.Fatal(err)
		}
		pages, err := r.Releases(t.Context(), r.boss, cms.ReleaseGroups(), nil)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		counts := map[string][4]int{}
		for _, p := range pages {
			for _, v := range p.Rows {
				got[string(p.Group)] = append(got[string(p.Group)], v.Name)
				counts[v.Name] = [4]int{v.Must, v.Unready, v.May, v.Later}
			}
		}
		want := map[string][]string{"alarmed": {"at risk"}, "armed": {"armed"}, "open": {"next week", "some day"}, "past": {"out"}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("groups (-want +got):\n%s", diff)
		}
		wantCounts := map[string][4]int{
			"out": {1, 0, 0, 0}, "some day": {1, 1, 1, 1}, "next week": {}, "at risk": {2, 1, 0, 0}, "armed": {1, 0, 1, 1},
		}
		if diff := cmp.Diff(wantCounts, counts); diff != "" {
			t.Errorf("counts (-want +got):\n%s", diff)
		}
	})
}

func TestTheGroupsOfReleasesArePaged(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for i := range cms.PageSize + 3 {
			at := cms.WallTime{}
			if i%2 == 0 {
				at = r.soon(2*24*60 + i/4)
			}
			r.release(t, "Release", at)
		}
		seen := map[int64]bool{}
		pages, err := r.Releases(t.Context(), r.boss, []cms.ReleaseGroup{"open"}, nil)
		for err == nil {
			for i := range pages[0].Rows {
				seen[pages[0].Rows[i].ID] = true
			}
			if pages[0].Next == nil {
				break
			}
			pages, err = r.Releases(t.Context(), r.boss, []cms.ReleaseGroup{"open"}, pages[0].Next)
		}
		if err != nil || len(seen) != cms.PageSize+3 {
			t.Errorf("%d releases on all pages (%v)", len(seen), err)
		}
	})
}

func TestPlanningOrArmingAnewEndsAnAlarm(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for name, anew := range map[string]func(v *models.Release) error{
			"armed": func(v *models.Release) error { _, err := r.Arm(t.Context(), r.boss, v.ID); return err },
			"planned": func(v *models.Release) error {
				return r.PlanRelease(t.Context(), r.boss, v.ID, v.Version, cms.ReleaseInput{Name: v.Name})
			},
		} {
			id := r.approved(t)
			v := r.release(t, name, r.soon(60), r.item(id, en))
			r.arm(t, v)
			if err := r.Withdraw(t.Context(), r.boss, id, en); err != nil {
				t.Fatal(err)
			}
			v = r.stored(t, v.ID)
			if v.Alarm != cms.AlarmDisarmed {
				t.Fatalf("%s: the alarm is %q", name, v.Alarm)
			}
			if err := anew(v); err != nil {
				t.Fatal(err)
			}
			if got := r.stored(t, v.ID).Alarm; got != "" {
				t.Errorf("%s: the alarm is still %q", name, got)
			}
		}
	})
}

// What was taken down for good must not come back by rolling back the release that
// withdrew it before.
func TestRollingBackLeavesDownWhatWasTakenDownSince(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		type action func(id int64) error
		hits := map[models.StayReason]action{
			models.StayedKilled:  func(id int64) error { return r.Kill(t.Context(), r.boss, id, "a reason") },
			models.StayedTrashed: func(id int64) error { return r.Trash(t.Context(), r.boss, id) },
			models.StayedEmbargoed: func(id int64) error {
				return r.SetEmbargo(t.Context(), r.boss, cms.EmbargoInput{ArticleID: id, Version: 1, Until: r.soon(600)})
			},
			"": func(int64) error { return nil },
		}
		for want, hit := range hits {
			id := r.approved(t)
			r.publish(t, id, en)
			r.translate(t, id, en, ru, content("Заголовок", "Раз."))
			r.publish(t, id, ru)
			r.tick()
			gone := r.item(id, en)
			gone.Action = models.ReleaseWithdraw
			v := r.release(t, "Release", r.soon(10), gone)
			r.arm(t, v)
			r.clock.Advance(20 * time.Minute)
			if err := hit(id); err != nil {
				t.Fatal(err)
			}
			r.tick()
			before := r.journal(t)
			rehearsed, err := r.RehearseRollBack(t.Context(), r.boss, v.ID)
			if err != nil {
				t.Fatal(err)
			}
			r.unchanged(t, before)
			done, err := r.RollBack(t.Context(), r.boss, v.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, result := range []*cms.RolledBack{rehearsed, done} {
				if got := result.Items[0]; got.Item.Stayed != want || (got.Back == nil) != (want != "") {
					t.Errorf("%q: it stays because %q, back %v", want, got.Item.Stayed, got.Back)
				}
			}
			if got := r.stored(t, v.ID).Items[0].Stayed; got != want {
				t.Errorf("%q: stored is %q", want, got)
			}
			if p := r.publications(t, id, en); p[len(p)-1].LiveAt(r.Now()) != (want == "") {
				t.Errorf("%q: it is public: %v", want, want != "")
			}
		}
	})
}

func TestTheDetailsOfAReleaseSayWhatItIsAbout(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id, killed, trashed := r.approved(t), r.approved(t), r.approved(t)
		r.publish(t, id, en)
		r.publish(t, killed, en)
		r.tick()
		r.save(t, id, en, content("Newer", "One."))
		v := r.release(t, "Release", r.soon(60), r.item(id, en), r.item(killed, en), r.item(trashed, en), r.item(id, kk))
		if err := r.Kill(t.Context(), r.boss, killed, "a reason"); err != nil {
			t.Fatal(err)
		}
		if err := r.Trash(t.Context(), r.boss, trashed); err != nil {
			t.Fatal(err)
		}
		d := r.details(t, v.ID)
		first := d.Items[0]
		if first.Title.Text != "Newer" || first.Live.Revision.Content.Title != "Title" || first.Head.Content.Title != "Newer" || d.Must != 4 || d.Unready != 3 {
			t.Errorf("the first is %+v", first)
		}
		wantError(t, first.Flaw, errs.Invalid, "error.publish_not_approved")
		if d.Items[1].TakenDown == 0 || d.Items[1].Flaw != nil || first.TakenDown != 0 {
			t.Error("nobody is told that the second was taken down")
		}
		wantError(t, d.Items[2].Flaw, errs.Invalid, "error.trashed")
		wantError(t, d.Items[3].Flaw, errs.Invalid, "error.release_no_version")
		r.approve(t, id, en)
		for _, item := range d.Items[1:] {
			if err := r.RemoveFromRelease(t.Context(), r.boss, v.ID, item.ID); err != nil {
				t.Fatal(err)
			}
		}
		r.arm(t, v)
		r.clock.Advance(61 * time.Minute)
		if _, err := r.Deliver(t.Context(), "worker"); err != nil {
			t.Fatal(err)
		}
		told := r.details(t, v.ID).Items[0]
		if told.Pinned.Revision.Content.Title != "Newer" || told.Told.DeliveredAt == nil || told.Told.DueAt != *r.stored(t, v.ID).At {
			t.Errorf("what is told of it: %+v", told.Told)
		}
	})
}

func (r *room) details(t *testing.T, id int64) *cms.ReleaseDetails {
	t.Helper()
	d, err := r.ReleaseDetails(t.Context(), r.boss, en, id)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
