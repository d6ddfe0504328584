package cms_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/models"
)

// raised are the alarms that stand, as the desk has them and as they are counted.
func (r *room) raised(t *testing.T) (desk []string, counts string) {
	t.Helper()
	for _, task := range r.overview(t, r.boss)[cms.PanelAlarms] {
		desk = append(desk, task.Alarm)
	}
	slices.Sort(desk)
	checks, err := r.Checks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return desk, fmt.Sprint(checks)
}

// told are the alarms of a kind that the journal has after watching twice.
func (r *room) watched(t *testing.T, kind models.EventKind) (list []models.Event) {
	t.Helper()
	for range 2 {
		if err := r.Watch(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, e := range r.journal(t) {
		if e.Kind == kind {
			list = append(list, e)
		}
	}
	return list
}

func TestAnOverdueDeliveryIsNamedAtTheDeskAndToldOnce(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		p := r.planned(t, id, r.soon(10), r.soon(60))
		r.clock.Advance(11*time.Minute + time.Millisecond)
		r.clock.Set(p.LiveFrom.Time().Add(cms.Late))
		if desk, counts := r.raised(t); len(desk) > 0 || counts != "[{releases []} {deliveries []} {clock []} {media []}]" {
			t.Errorf("a minute after the moment: %v, %s", desk, counts)
		}
		r.clock.Advance(time.Millisecond)
		// No worker and no watch has run: the desk says it all the same.
		task := r.overview(t, r.boss)[cms.PanelAlarms][0]
		if task.ArticleID != id || task.Locale != en || task.When != p.LiveFrom || task.Title.Text != "Title" || task.Alarm != cms.AlarmLate {
			t.Errorf("the desk shows %+v", task)
		}
		if _, counts := r.raised(t); counts != "[{releases []} {deliveries [{late 1}]} {clock []} {media []}]" {
			t.Errorf("counted %s", counts)
		}
		events := r.watched(t, models.DeliveryOverdue)
		if len(events) != 1 || *events[0].ArticleID != id || events[0].Locale != en || events[0].Data["publication"] != float64(p.ID) {
			t.Errorf("the journal has %+v", events)
		}
		r.clock.Set(p.EndsAt.Time().Add(2 * cms.Late))
		if events := r.watched(t, models.DeliveryOverdue); len(events) != 2 || events[1].Data["kind"] != string(models.DeliverEnded) {
			t.Errorf("after the end, too, the journal has %+v", events)
		}
		r.deliver(t, "late")
		if desk, _ := r.raised(t); len(desk) > 0 {
			t.Errorf("when it is done the desk has %v", desk)
		}
	})
}

func TestAReleaseThatIsMissedIsAnAlarmBeforeAnybodyNotesIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.release(t, "Budget", r.soon(60), r.item(r.approved(t), en))
		if desk, _ := r.raised(t); len(desk) > 0 {
			t.Errorf("of a release that is ready: %v", desk)
		}
		r.clock.Advance(61 * time.Minute)
		if desk, counts := r.raised(t); !slices.Equal(desk, []string{cms.AlarmMissed}) || counts != "[{releases [{missed 1}]} {deliveries []} {clock []} {media []}]" {
			t.Errorf("after its moment: %v, %s", desk, counts)
		}
		if events := r.watched(t, models.ReleaseAlarm); len(events) != 1 {
			t.Errorf("the journal has %+v", events)
		}
	})
}

func TestAClockThatJumpedIsAnAlarmForADay(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		keep := func(elapsed time.Duration) {
			t.Helper()
			if err := r.KeepClock(t.Context(), elapsed); err != nil {
				t.Fatal(err)
			}
		}
		keep(0)
		r.clock.Advance(2 * time.Hour)
		keep(time.Second)
		if desk, counts := r.raised(t); !slices.Equal(desk, []string{cms.AlarmClock}) || counts != "[{releases []} {deliveries []} {clock [{clock 1}]} {media []}]" {
			t.Errorf("after the jump: %v, %s", desk, counts)
		}
		r.clock.Advance(24*time.Hour + time.Millisecond)
		if desk, _ := r.raised(t); len(desk) > 0 {
			t.Errorf("a day later: %v", desk)
		}
	})
}

func TestThatAPictureExpiredIsToldOnceForEachEnd(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		m, unused := r.picture(t, r.boss, 10), r.picture(t, r.boss, 20)
		id := r.article(t, r.boss, en)
		r.save(t, id, en, withPicture(m))
		r.publish(t, id, en)
		r.deliver(t, "worker")
		expire := func(id int64) {
			t.Helper()
			facts := cms.MediumFacts{FocusX: 500, FocusY: 500, LastDay: r.clock.Now().In(r.Zone()).Format(time.DateOnly)}
			if err := r.ChangeMedium(t.Context(), r.boss, id, r.version(t, id), cms.MediumInput{Facts: &facts}); err != nil {
				t.Fatal(err)
			}
		}
		expire(m.ID)
		expire(unused.ID)
		if desk, counts := r.raised(t); !slices.Equal(desk, []string{cms.AlarmExpiring}) || counts != "[{releases []} {deliveries []} {clock []} {media [{expiring 1}]}]" {
			t.Errorf("on its last day: %v, %s", desk, counts)
		}
		if events := r.watched(t, models.MediumExpired); len(events) > 0 {
			t.Errorf("on its last day the journal has %+v", events)
		}
		r.clock.Advance(24 * time.Hour)
		if desk, _ := r.raised(t); !slices.Equal(desk, []string{cms.AlarmExpired}) {
			t.Errorf("after it: %v", desk)
		}
		if events := r.watched(t, models.MediumExpired); len(events) != 1 || events[0].Data["medium"] != float64(m.ID) {
			t.Errorf("after it the journal has %+v", events)
		}
		expire(m.ID) // another end
		r.clock.Advance(24 * time.Hour)
		if events := r.watched(t, models.MediumExpired); len(events) != 2 {
			t.Errorf("after the second end the journal has %+v", events)
		}
	})
}

func TestTheDoctorNamesTheStoryOfWhatIsOverdue(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		p := r.publish(t, id, en)
		r.clock.Advance(time.Hour)
		health, err := r.Examine(t.Context(), r.boss)
		if err != nil {
			t.Fatal(err)
		}
		want := []cms.Problem{{Check: "deliveries", Text: fmt.Sprintf("delivery 1 (publication %d of story %d in en, live) was due at %s",
			p.ID, id, p.LiveFrom.Time().Format(time.RFC3339))}}
		if diff := cmp.Diff(want, health.Problems); diff != "" {
			t.Errorf("problems (-want +got):\n%s", diff)
		}
	})
}
