package cms_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// item publishes a version, which must be ready.
func (r *room) item(id int64, l locale.Tag) cms.ReleaseItemInput {
	return cms.ReleaseItemInput{ArticleID: id, Locale: l, Action: models.ReleasePublish, Rule: models.Must}
}

// release makes a release of items.
func (r *room) release(t *testing.T, name string, at cms.WallTime, items ...cms.ReleaseItemInput) *models.Release {
	t.Helper()
	v, err := r.CreateRelease(t.Context(), r.boss, cms.ReleaseInput{Name: name, At: at})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.AddToRelease(t.Context(), r.boss, v.ID, items...); err != nil {
		t.Fatal(err)
	}
	return r.stored(t, v.ID)
}

func (r *room) stored(t *testing.T, id int64) *models.Release {
	t.Helper()
	v, err := r.Release(t.Context(), r.boss, id)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func (r *room) arm(t *testing.T, v *models.Release) {
	t.Helper()
	if _, err := r.Arm(t.Context(), r.boss, v.ID); err != nil {
		t.Fatal(err)
	}
}

// titles are what readers see of stories, by story and language, at a moment.
func (r *room) titles(t *testing.T, at models.Instant, ids ...int64) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, id := range ids {
		for _, l := range r.Locales().Tags() {
			r.titleAt(t, all, at, l, id)
		}
	}
	return all
}

// titleAt notes the title that readers see of a version at a moment, or how it
// stands where they see none.
func (r *room) titleAt(t *testing.T, titles map[string]string, at models.Instant, l locale.Tag, id int64) {
	t.Helper()
	s := r.storyAt(t, at, l, id)
	title := fmt.Sprint(s.Standing)
	if s.Standing == cms.Live {
		title = s.Content().Title
	}
	titles[fmt.Sprintf("%d %s", id, l)] = title
}

func TestAReleaseTakesEffectInOneInstant(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		one, two := r.approved(t), r.approved(t)
		r.translate(t, one, en, ru, content("Заголовок", "Раз."))
		r.approve(t, one, ru)
		gone := r.approved(t)
		r.publish(t, gone, en)
		r.tick()
		v := r.release(t, "Budget day", r.soon(60), r.item(one, en), r.item(one, ru), r.item(two, en),
			cms.ReleaseItemInput{ArticleID: gone, Locale: en, Action: models.ReleaseWithdraw, Rule: models.Must})
		before := r.titles(t, r.Now().Add(2*time.Hour), one, two, gone)
		r.arm(t, v)
		at := *r.stored(t, v.ID).At
		if diff := cmp.Diff(before, r.titles(t, at-1, one, two, gone)); diff != "" {
			t.Errorf("a millisecond before (-before +then):\n%s", diff)
		}
		want := maps.Clone(before)
		want[fmt.Sprintf("%d en", one)], want[fmt.Sprintf("%d ru", one)] = "Title", "Заголовок"
		want[fmt.Sprintf("%d en", two)], want[fmt.Sprintf("%d en", gone)] = "Title", fmt.Sprint(cms.Gone)
		if diff := cmp.Diff(want, r.titles(t, at, one, two, gone)); diff != "" {
			t.Errorf("at the moment (-want +got):\n%s", diff)
		}
		// Disarmed, everything is as if it had never been armed.
		if err := r.Disarm(t.Context(), r.boss, v.ID); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(before, r.titles(t, at+1, one, two, gone)); diff != "" {
			t.Errorf("disarmed (-before +then):\n%s", diff)
		}
	})
}

func TestAReleaseWithAnUnreadyItemThatMustCannotBeArmed(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		ready, draft := r.approved(t), r.article(t, r.boss, en)
		r.save(t, draft, en, content("Draft", "One."))
		v := r.release(t, "Release", r.soon(60), r.item(ready, en), r.item(draft, en))
		before := r.journal(t)
		report, err := r.Rehearse(t.Context(), r.boss, v.ID)
		if err != nil {
			t.Fatal(err)
		}
		if report.Ready() || report.Items[0].Blocker != nil {
			t.Errorf("the rehearsal is %+v", report)
		}
		wantError(t, report.Items[1].Blocker, errs.Invalid, "error.publish_not_approved")
		_, err = r.Arm(t.Context(), r.boss, v.ID)
		wantError(t, err, errs.Invalid, "error.release_not_ready")
		r.unchanged(t, before)
		if got := r.publications(t, ready, en); len(got) > 0 {
			t.Errorf("a rehearsal left %v", got)
		}
	})
}

func TestItemsThatMayStayListedAsFollowingLater(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		ready := r.approved(t)
		r.save(t, ready, ru, content("Заголовок", "Раз."))
		may := r.item(ready, ru)
		may.Rule = models.May
		v := r.release(t, "Release", r.soon(60), r.item(ready, en), may)
		r.arm(t, v)
		v = r.stored(t, v.ID)
		if v.State != models.ReleaseArmed || v.Items[0].PublicationID == nil || v.Items[1].PublicationID != nil {
			t.Errorf("the release is %+v", v)
		}
	})
}

func TestWhatHitsAnArmedItemDisarmsTheWholeRelease(t *testing.T) {
	t.Parallel()
	for name, hit := range map[string]func(r *room, t *testing.T, id int64) error{
		"a kill": func(r *room, t *testing.T, id int64) error {
			t.Helper()
			return r.Kill(t.Context(), r.boss, id, "a reason")
		},
		"the trash": func(r *room, t *testing.T, id int64) error { t.Helper(); return r.Trash(t.Context(), r.boss, id) },
		"an embargo": func(r *room, t *testing.T, id int64) error {
			t.Helper()
			return r.SetEmbargo(t.Context(), r.boss, cms.EmbargoInput{ArticleID: id, Version: 1, Until: r.soon(600)})
		},
		"a withdrawal": func(r *room, t *testing.T, id int64) error {
			t.Helper()
			return r.Withdraw(t.Context(), r.boss, id, en)
		},
		"a newer error": func(r *room, t *testing.T, id int64) error {
			t.Helper()
			_, err := r.Save(t.Context(), r.boss, cms.SaveInput{
				ArticleID: id, Locale: en, Base: r.headID(t, id, en), Content: content("Title", "A wоrd of two scripts."),
			})
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachRoom(t, func(t *testing.T, r *room) {
				hurt, other := r.approved(t), r.approved(t)
				r.publish(t, hurt, en)
				r.tick()
				v := r.release(t, "Release", r.soon(60), r.item(hurt, en), r.item(other, en))
				r.arm(t, v)
				at := *r.stored(t, v.ID).At
				if err := hit(r, t, hurt); err != nil {
					t.Fatal(err)
				}
				v = r.stored(t, v.ID)
				if v.State != models.ReleaseOpen || v.Alarm != cms.AlarmDisarmed {
					t.Errorf("the release is %s, its alarm %q", v.State, v.Alarm)
				}
				if got := r.storyAt(t, at, en, other).Standing; got != cms.Never {
					t.Errorf("the other story: %d, want never", got)
				}
				disarmed := 0
				for _, e := range r.journal(t) {
					if e.Kind == models.ReleaseDisarmed && e.Data["alarm"] == cms.AlarmDisarmed {
						disarmed++
					}
				}
				if disarmed != 1 {
					t.Errorf("%d events with the alarm, want 1", disarmed)
				}
			})
		})
	}
}

func TestAnOrdinarySaveLeavesAnArmedReleaseAlone(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		v := r.release(t, "Release", r.soon(60), r.item(id, en))
		r.arm(t, v)
		r.save(t, id, en, content("Another title", "One."))
		v = r.stored(t, v.ID)
		if v.State != models.ReleaseArmed {
			t.Fatalf("the release is %s", v.State)
		}
		if got := r.storyAt(t, *v.At, en, id).Content().Title; got != "Title" {
			t.Errorf("readers will get %q; arming pins what was approved", got)
		}
		p := r.publications(t, id, en)[0]
		wantError(t, r.Cancel(t.Context(), r.boss, p.ID), errs.Invalid, "error.publication_in_release")
		wantError(t, r.SetExpiry(t.Context(), r.boss, p.ID, r.soon(90)), errs.Invalid, "error.publication_in_release")
	})
}

func TestAtRiskFromADayBeforeAndMissedAfter(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Draft", "One."))
		v := r.release(t, "Release", r.soon(30*60), r.item(id, en))
		alarms := func() (list []string) {
			t.Helper()
			for range 2 {
				if err := r.Watch(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			for _, e := range r.journal(t) {
				if e.Kind == models.ReleaseAlarm {
					list = append(list, fmt.Sprint(e.Data["alarm"]))
				}
			}
			return list
		}
		if got := alarms(); len(got) > 0 {
			t.Errorf("30 hours before: %v", got)
		}
		r.clock.Advance(7 * time.Hour)
		if diff := cmp.Diff([]string{cms.AlarmAtRisk}, alarms()); diff != "" {
			t.Errorf("23 hours before (-want +got):\n%s", diff)
		}
		r.clock.Advance(24 * time.Hour)
		if diff := cmp.Diff([]string{cms.AlarmAtRisk, cms.AlarmMissed}, alarms()); diff != "" {
			t.Errorf("after (-want +got):\n%s", diff)
		}
		r.approve(t, id, en)
		_, err := r.Arm(t.Context(), r.boss, v.ID)
		wantError(t, err, errs.Invalid, "error.time_past")
		if got := r.story(t, en, id).Standing; got != cms.Never {
			t.Errorf("a release that was missed published something: %d", got)
		}
	})
}

func TestRollingBackRepublishesWhatWasLiveBefore(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		updated, fresh, gone, newer := r.approved(t), r.approved(t), r.approved(t), r.approved(t)
		for _, id := range []int64{updated, gone, newer} {
			r.publish(t, id, en)
		}
		r.tick()
		before := r.titles(t, r.Now(), updated, fresh, gone, newer)
		for _, id := range []int64{updated, newer} {
			r.save(t, id, en, content("Updated", "One."))
			r.approve(t, id, en)
		}
		v := r.release(t, "Release", r.soon(10), r.item(updated, en), r.item(fresh, en), r.item(newer, en),
			cms.ReleaseItemInput{ArticleID: gone, Locale: en, Action: models.ReleaseWithdraw, Rule: models.Must})
		r.arm(t, v)
		_, err := r.RollBack(t.Context(), r.boss, v.ID)
		wantError(t, err, errs.Invalid, "error.release_not_out")
		r.clock.Advance(20 * time.Minute)
		wantError(t, r.Disarm(t.Context(), r.boss, v.ID), errs.Invalid, "error.release_not_armed")
		r.save(t, newer, en, content("Newer still", "One."))
		r.publish(t, newer, en)
		r.tick()
		result, err := r.RollBack(t.Context(), r.boss, v.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(result.Left()) != 1 || result.Left()[0].ArticleID != newer {
			t.Errorf("left %+v, want the story that was published since", result.Left())
		}
		want := maps.Clone(before)
		want[fmt.Sprintf("%d en", fresh)] = fmt.Sprint(cms.Gone)
		want[fmt.Sprintf("%d en", newer)] = "Newer still"
		if diff := cmp.Diff(want, r.titles(t, r.Now(), updated, fresh, gone, newer)); diff != "" {
			t.Errorf("after rolling back (-want +got):\n%s", diff)
		}
		_, err = r.RollBack(t.Context(), r.boss, v.ID)
		wantError(t, err, errs.Invalid, "error.release_not_out")
	})
}

func TestReleasesNeedTheRightToKill(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		v := r.release(t, "Release", r.soon(10), r.item(r.approved(t), en))
		limited := r.user(t, "limited", grant(models.RoleEditor, en, az, kk, ru))
		_, create := r.CreateRelease(t.Context(), limited, cms.ReleaseInput{Name: "x"})
		_, rehearse := r.Rehearse(t.Context(), limited, v.ID)
		_, arm := r.Arm(t.Context(), limited, v.ID)
		_, back := r.RollBack(t.Context(), limited, v.ID)
		_, read := r.Release(t.Context(), limited, v.ID)
		_, details := r.ReleaseDetails(t.Context(), limited, en, v.ID)
		_, undo := r.RehearseRollBack(t.Context(), limited, v.ID)
		_, list := r.Releases(t.Context(), limited, cms.ReleaseGroups(), nil)
		for name, err := range map[string]error{
			"create": create, "rehearse": rehearse, "arm": arm, "roll back": back, "read": read, "list": list, "details": details, "rehearse rolling back": undo,
			"add a story": r.AddStoryToRelease(t.Context(), limited, v.ID, cms.ReleaseStoryInput{}),
			"change":      r.SetReleaseItem(t.Context(), limited, v.ID, v.Items[0].ID, models.ReleasePublish, models.May),
			"discard":     r.DiscardRelease(t.Context(), limited, v.ID, v.Version),
			"disarm":      r.Disarm(t.Context(), limited, v.ID), "add": r.AddToRelease(t.Context(), limited, v.ID),
			"remove": r.RemoveFromRelease(t.Context(), limited, v.ID, v.Items[0].ID),
			"plan":   r.PlanRelease(t.Context(), limited, v.ID, v.Version, cms.ReleaseInput{Name: "x"}),
		} {
			t.Log(name)
			wantError(t, err, errs.Forbidden, "error.forbidden")
		}
	})
}

// TestArmingAndDisarmingLeaveNoTrace plays random releases over stories that are
// published and updated meanwhile: what is armed and disarmed again leaves what
// readers see at every later moment as it was.
func TestArmingAndDisarmingLeaveNoTrace(t *testing.T) {
	t.Parallel()
	run := func(rounds int) func(t *testing.T, s *store.Store) {
		return func(t *testing.T, s *store.Store) {
			r := newRoom(t, s)
			random := rand.New(rand.NewPCG(7, 7))
			var ids []int64
			for range 4 {
				ids = append(ids, r.approved(t))
			}
			for round := range rounds {
				disarmAgain(t, r, random, ids, round)
			}
		}
	}
	t.Run("sqlite", func(t *testing.T) { t.Parallel(); run(40)(t, testkit.SQLite(t)) })
	t.Run("postgres", func(t *testing.T) { t.Parallel(); run(8)(t, testkit.Postgres(t)) })
}

func disarmAgain(t *testing.T, r *room, random *rand.Rand, ids []int64, round int) {
	t.Helper()
	r.clock.Advance(time.Duration(random.IntN(300)) * time.Second)
	id := ids[random.IntN(len(ids))]
	if random.IntN(2) == 0 {
		r.save(t, id, en, content(fmt.Sprintf("Title %d", round), "One."))
		r.approve(t, id, en)
	}
	in := cms.PublishInput{ArticleID: id, Locale: en, Revision: r.headID(t, id, en), From: r.soon(1 + random.IntN(20))}
	if random.IntN(2) == 0 {
		in.Until = r.soon(21 + random.IntN(20))
	}
	if _, err := r.Publish(t.Context(), r.boss, in); err != nil {
		t.Fatal(err)
	}
	var items []cms.ReleaseItemInput
	for _, id := range ids {
		i := r.item(id, en)
		i.Rule = models.May
		if random.IntN(3) == 0 {
			i.Action = models.ReleaseWithdraw
		}
		items = append(items, i)
	}
	look := func() (all []map[string]string) {
		for minute := range 50 {
			at, titles := r.Now().Add(time.Duration(minute)*time.Minute), map[string]string{}
			for _, id := range ids {
				r.titleAt(t, titles, at, en, id)
			}
			all = append(all, titles)
		}
		// The stories are in one language: the others are public at no moment.
		for _, id := range ids {
			for _, l := range []locale.Tag{az, kk, ru} {
				if p := r.publications(t, id, l); len(p) > 0 {
					t.Fatalf("round %d: story %d is published in %s: %v", round, id, l, p)
				}
			}
		}
		return all
	}
	before := look()
	v := r.release(t, "Release", r.soon(1+random.IntN(40)), items...)
	r.arm(t, v)
	for _, id := range ids {
		checkNoOverlap(t, r.publications(t, id, en))
	}
	if err := r.Disarm(t.Context(), r.boss, v.ID); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, look()); diff != "" {
		t.Fatalf("round %d (-before +after):\n%s", round, diff)
	}
}

func TestWhatOnlyAReleaseWouldPublishCanBeTakenDown(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for name, down := range map[string]func(id int64) error{
			"withdrawn": func(id int64) error { return r.Withdraw(t.Context(), r.boss, id, en) },
			"killed":    func(id int64) error { return r.Kill(t.Context(), r.boss, id, "a test") },
		} {
			id := r.approved(t)
			v := r.release(t, name, r.soon(10), r.item(id, en))
			r.arm(t, v)
			if err := down(id); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			if state := r.stored(t, v.ID).State; state != models.ReleaseOpen {
				t.Errorf("%s: the release is %s", name, state)
			}
			if s := r.storyAt(t, r.Now().Add(time.Hour), en, id); s.Standing != cms.Never {
				t.Errorf("%s: it comes out all the same", name)
			}
		}
	})
}
