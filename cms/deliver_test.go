package cms_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// told lists what the journal tells of publications that began or ended.
func (r *room) told(t *testing.T) []string {
	t.Helper()
	var list []string
	for _, e := range r.journal(t) {
		if e.Kind == models.PublicationLive || e.Kind == models.PublicationEnded {
			list = append(list, fmt.Sprintf("%s %v late %.0f", e.Kind, e.Data["publication"], e.Data["late_ms"]))
		}
	}
	return list
}

func (r *room) deliver(t *testing.T, worker string) []cms.Delivered {
	t.Helper()
	done, err := r.Deliver(t.Context(), worker)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestADeliveryIsMadeOnceAtItsMomentAndItsLatenessRecorded(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		in := cms.PublishInput{ArticleID: id, Locale: en, Revision: r.headID(t, id, en), From: r.soon(10), Until: r.soon(20)}
		p, err := r.Publish(t.Context(), r.boss, in)
		if err != nil {
			t.Fatal(err)
		}
		if done := r.deliver(t, "a"); len(done) > 0 {
			t.Errorf("delivered ahead of time: %v", done)
		}
		if next, err := r.NextDelivery(t.Context()); err != nil || next != p.LiveFrom {
			t.Errorf("the next is due at %d, %v; want %d", next, err, p.LiveFrom)
		}
		r.clock.Advance(10*time.Minute + 250*time.Millisecond)
		for range 3 {
			r.deliver(t, "a")
			r.deliver(t, "b")
		}
		r.clock.Advance(time.Hour)
		r.deliver(t, "b")
		want := []string{
			fmt.Sprintf("publication.live %d late 250", p.ID),
			fmt.Sprintf("publication.ended %d late 3000250", p.ID),
		}
		if diff := cmp.Diff(want, r.told(t)); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
		if next, err := r.NextDelivery(t.Context()); err != nil || next != models.Forever {
			t.Errorf("the next is due at %d, %v; want never", next, err)
		}
	})
}

func TestWhatNoLongerStandsIsNotTold(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		cancelled, err := r.schedule(t, id, r.soon(10))
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Cancel(t.Context(), r.boss, cancelled.ID); err != nil {
			t.Fatal(err)
		}
		live, err := r.schedule(t, id, r.soon(20))
		if err != nil {
			t.Fatal(err)
		}
		if err := r.SetExpiry(t.Context(), r.boss, live.ID, r.soon(30)); err != nil {
			t.Fatal(err)
		}
		if err := r.SetExpiry(t.Context(), r.boss, live.ID, r.soon(40)); err != nil {
			t.Fatal(err)
		}
		for range 60 {
			r.clock.Advance(time.Minute)
			r.deliver(t, "a")
		}
		want := []string{fmt.Sprintf("publication.live %d late 0", live.ID), fmt.Sprintf("publication.ended %d late 0", live.ID)}
		if diff := cmp.Diff(want, r.told(t)); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
}

func TestAnUpdateEndsWhatItReplacesAndATakedownEndsIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		first := r.publish(t, id, en)
		r.deliver(t, "a")
		second, err := r.schedule(t, id, r.soon(10))
		if err != nil {
			t.Fatal(err)
		}
		r.clock.Advance(10 * time.Minute)
		r.deliver(t, "a")
		r.clock.Advance(time.Minute)
		r.withdraw(t, id, en)
		r.deliver(t, "a")
		got := r.told(t)
		want := []string{
			fmt.Sprintf("publication.live %d late 0", first.ID), fmt.Sprintf("publication.ended %d late 0", first.ID),
			fmt.Sprintf("publication.live %d late 0", second.ID), fmt.Sprintf("publication.ended %d late 0", second.ID),
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
}

func TestWhatWasPublicElsewhereIsNotTold(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		story := cms.PortableStory{
			Key: "elsewhere:1", Kind: models.News, Source: en, Section: cms.SectionInput{Key: "culture"},
			Versions: []cms.PortableVersion{{Locale: en, Content: content("Old", "One."), Date: r.Now().Add(-time.Hour)}},
		}
		if _, err := r.Import(t.Context(), r.boss, []cms.PortableStory{story}, cms.ImportOptions{Publish: true}); err != nil {
			t.Fatal(err)
		}
		if r.deliver(t, "a"); len(r.told(t)) > 0 {
			t.Errorf("told %v", r.told(t))
		}
	})
}

func TestManyWorkersDeliverEverythingOnceEvenIfOneDies(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		const stories = 100
		for range stories {
			if _, err := r.schedule(t, r.approved(t), r.soon(1)); err != nil {
				t.Fatal(err)
			}
		}
		r.clock.Advance(time.Minute)
		// One takes some and dies before it does anything.
		dead, cancel := context.WithCancel(t.Context())
		err := r.store.Write(dead, func(tx *store.Tx) error {
			_, err := tx.TakeDeliveries(dead, "dead", r.Now(), r.Now().Add(time.Minute), 30)
			return err
		})
		cancel()
		if err != nil {
			t.Fatal(err)
		}
		work := func() {
			var wg sync.WaitGroup
			for i := range 4 {
				wg.Go(func() {
					for {
						done, err := r.Deliver(t.Context(), fmt.Sprintf("worker %d", i))
						if err != nil {
							t.Errorf("worker %d: %v", i, err)
						}
						if len(done) == 0 {
							return
						}
					}
				})
			}
			wg.Wait()
		}
		work()
		if got := len(r.told(t)); got != stories-30 {
			t.Errorf("%d told while 30 are taken, want %d", got, stories-30)
		}
		r.clock.Advance(time.Minute) // the lease runs out
		work()
		seen := map[string]bool{}
		for _, s := range r.told(t) {
			seen[s[:len("publication.live 000")]] = true
		}
		if got := len(r.told(t)); got != stories {
			t.Errorf("%d told, want %d", got, stories)
		}
	})
}

func TestTimeNeverRunsBack(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		r.clock.Advance(time.Hour)
		r.publish(t, id, en)
		now := r.Now()
		r.clock.Advance(-30 * time.Minute)
		if got := r.Now(); got != now {
			t.Errorf("now is %d, want %d still", got, now)
		}
		if got := r.story(t, en, id).Standing; got != cms.Live {
			t.Errorf("standing %d after the clock went back, want live", got)
		}
		// Another process, or the same one after a restart.
		next := newRoomOver(t, r)
		behind, err := next.LoadClock(t.Context())
		if err != nil || behind != models.Instant((30*time.Minute).Milliseconds()) {
			t.Errorf("the clock is said to be %d behind, %v", behind, err)
		}
		if got := next.story(t, en, id).Standing; got != cms.Live {
			t.Errorf("standing %d after a restart, want live", got)
		}
		// A jump forward holds nothing.
		r.clock.Advance(10 * time.Hour)
		if got := r.Now(); got != models.At(r.clock.Now()) {
			t.Errorf("now is %d, want that of the machine", got)
		}
		if err := r.KeepClock(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		if mark, err := r.store.Read().Mark(t.Context()); err != nil || mark != r.Now() {
			t.Errorf("remembered %d, %v; want %d", mark, err, r.Now())
		}
	})
}

// newRoomOver is another newsroom over the database and the clock of one.
func newRoomOver(t *testing.T, r *room) *room {
	t.Helper()
	next := *r
	next.Newsroom = cms.New(cms.Options{Store: r.store, Now: r.clock.Now, Locales: r.Locales(), Zone: r.Zone()})
	return &next
}

func TestPublicationNeedsNobodyToRunAtTheMoment(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.approved(t)
		p, err := r.schedule(t, id, r.soon(10))
		if err != nil {
			t.Fatal(err)
		}
		// Nobody works while the moment passes; then a new process starts.
		r.clock.Advance(10*time.Minute - 2*time.Second)
		if got := r.story(t, en, id).Standing; got != cms.Never {
			t.Errorf("2 s before: standing %d, want never", got)
		}
		r.clock.Advance(5 * time.Second)
		next := newRoomOver(t, r)
		if _, err := next.LoadClock(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := next.story(t, en, id).Standing; got != cms.Live {
			t.Errorf("3 s after, at the first answer: standing %d, want live", got)
		}
		for range 2 {
			next.deliver(t, "next")
		}
		if diff := cmp.Diff([]string{fmt.Sprintf("publication.live %d late 3000", p.ID)}, r.told(t)); diff != "" {
			t.Errorf("told (-want +got):\n%s", diff)
		}
	})
}

func TestADeliveryThatFailsComesUpAgain(t *testing.T) {
	t.Parallel()
	testkit.EachIntercepted(t, func(t *testing.T, s *store.Store, watch *testkit.Watch) {
		r := newRoom(t, s)
		p, err := r.schedule(t, r.approved(t), r.soon(1))
		if err != nil {
			t.Fatal(err)
		}
		r.clock.Advance(time.Minute)
		for k := 1; ; k++ {
			watch.Reset(k)
			done, err := r.Deliver(t.Context(), "a")
			watch.Reset(0)
			if err == nil {
				if len(done) != 1 || !done[0].Event {
					t.Fatalf("after %d failures: %v", k-1, done)
				}
				break
			}
			if !errors.Is(err, testkit.ErrPlanned) || len(r.told(t)) > 0 {
				t.Fatalf("statement %d: %v, told %v", k, err, r.told(t))
			}
			r.clock.Advance(time.Minute)
		}
		if got := r.told(t); len(got) != 1 || got[0][:len("publication.live ")] != "publication.live " {
			t.Errorf("told %v of %d", got, p.ID)
		}
	})
}
