package cms_test

import (
	"testing"
	"time"

	"github.com/qalam-cms/qalam/models"
)

func TestAClockThatJumpsAheadIsAnAlarmAndHoldsNothing(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		keep := func(elapsed time.Duration) {
			t.Helper()
			if err := r.KeepClock(t.Context(), elapsed); err != nil {
				t.Fatal(err)
			}
		}
		id := r.approved(t)
		if _, err := r.schedule(t, id, r.soon(60)); err != nil {
			t.Fatal(err)
		}
		before := r.journal(t)
		keep(0)
		r.clock.Advance(10 * time.Second)
		keep(10 * time.Second)
		r.clock.Advance(40 * time.Second) // less than a minute ahead
		keep(10 * time.Second)
		r.clock.Advance(-time.Hour) // back: it stands still
		keep(10 * time.Second)
		r.clock.Advance(time.Hour)
		keep(time.Hour)
		r.unchanged(t, before)

		r.clock.Advance(2 * time.Hour)
		keep(10 * time.Second)
		e := r.wantLast(t, before, models.ClockJumped)
		if e.Data["ahead_ms"] != float64((2*time.Hour - 10*time.Second).Milliseconds()) {
			t.Errorf("told %v", e.Data)
		}
		if r.story(t, en, id).Publication == nil {
			t.Error("what is due by the clock is held back")
		}
		before = r.journal(t)
		r.clock.Advance(10 * time.Second)
		keep(10 * time.Second)
		r.unchanged(t, before)
	})
}

func TestAGenerationLastsUntilSomethingChanges(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		generation := func(at models.Instant) models.Generation {
			t.Helper()
			g, err := r.Generation(t.Context(), at)
			if err != nil {
				t.Fatal(err)
			}
			return g
		}
		id := r.approved(t)
		r.tick()
		start := r.Now()
		in := r.planned(t, id, r.soon(10), r.soon(20))
		g := generation(start)
		if g.Since != start || g.Until != in.LiveFrom || g.Event == 0 {
			t.Errorf("at the start %+v", g)
		}
		if got := generation(in.LiveFrom - 1); got != g {
			t.Errorf("just before the moment %+v, want %+v", got, g)
		}
		if got, want := generation(in.LiveFrom), (models.Generation{Event: g.Event, Since: in.LiveFrom, Until: in.EndsAt}); got != want {
			t.Errorf("at the moment %+v, want %+v", got, want)
		}
		if got, want := generation(in.EndsAt), (models.Generation{Event: g.Event, Since: in.EndsAt, Until: models.Forever}); got != want {
			t.Errorf("at the end %+v, want %+v", got, want)
		}
		r.tick()
		r.article(t, r.boss, en)
		if got := generation(r.Now()); got.Event <= g.Event || got.Since != r.Now() {
			t.Errorf("after another change %+v", got)
		}
	})
}
