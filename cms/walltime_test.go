package cms_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// approved makes a story with an approved version in English.
func (r *room) approved(t *testing.T) int64 {
	t.Helper()
	id := r.article(t, r.boss, en)
	r.save(t, id, en, content("Title", "One."))
	r.approve(t, id, en)
	return id
}

// schedule publishes the English version from a wall time.
func (r *room) schedule(t *testing.T, id int64, from cms.WallTime) (*models.Publication, error) {
	t.Helper()
	return r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: en, Revision: r.headID(t, id, en), From: from})
}

func TestWallTimesBecomeMoments(t *testing.T) {
	t.Parallel()
	r := newRoomAt(t, testkit.SQLite(t), time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC))
	for _, test := range []struct {
		name string
		wall cms.WallTime
		want string // in UTC, or the key of the refusal
	}{
		{"the newsroom's zone", cms.WallTime{Local: "2024-03-12T09:00"}, "2024-03-12T05:00:00Z"},
		{"with seconds", cms.WallTime{Local: "2024-03-12T09:00:30"}, "2024-03-12T05:00:30Z"},
		{"another zone", cms.WallTime{Local: "2024-03-12T09:00", Zone: "Asia/Almaty"}, "2024-03-12T04:00:00Z"},
		{"Almaty before it moved", cms.WallTime{Local: "2024-02-12T09:00", Zone: "Asia/Almaty"}, "2024-02-12T03:00:00Z"},
		{"Almaty, the hour that came twice", cms.WallTime{Local: "2024-02-29T23:30", Zone: "Asia/Almaty"}, "error.time_twice"},
		{"the first of them", cms.WallTime{Local: "2024-02-29T23:30", Zone: "Asia/Almaty", Which: cms.First}, "2024-02-29T17:30:00Z"},
		{"the second", cms.WallTime{Local: "2024-02-29T23:30", Zone: "Asia/Almaty", Which: cms.Second}, "2024-02-29T18:30:00Z"},
		{"which, where there is one", cms.WallTime{Local: "2024-03-12T09:00", Which: cms.Second}, "2024-03-12T05:00:00Z"},
		{"summer time begins", cms.WallTime{Local: "2024-03-31T02:30", Zone: "Europe/Berlin"}, "error.time_missing"},
		{"right after", cms.WallTime{Local: "2024-03-31T03:00", Zone: "Europe/Berlin"}, "2024-03-31T01:00:00Z"},
		{"summer time ends", cms.WallTime{Local: "2024-10-27T02:30", Zone: "Europe/Berlin"}, "error.time_twice"},
		{"no zone", cms.WallTime{Local: "2024-03-12T09:00", Zone: "Asia/Nowhere"}, "error.zone_unknown"},
		{"the machine's zone", cms.WallTime{Local: "2024-03-12T09:00", Zone: "Local"}, "error.zone_unknown"},
		{"no time", cms.WallTime{Local: "tomorrow"}, "error.time_unreadable"},
		{"a day that there is not", cms.WallTime{Local: "2024-02-30T09:00"}, "error.time_unreadable"},
		{"gone by", cms.WallTime{Local: "2023-03-12T09:00"}, "error.time_past"},
	} {
		p, err := r.schedule(t, r.approved(t), test.wall)
		t.Log(test.name)
		if err != nil {
			wantError(t, err, errs.Invalid, test.want)
			continue
		}
		if got := p.LiveFrom.Time().Format(time.RFC3339); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}

func TestTimesThatAreRefusedAreExplainedInWords(t *testing.T) {
	t.Parallel()
	r := newRoomAt(t, testkit.SQLite(t), time.Date(2024, time.January, 1, 0, 0, 0, 0, time.UTC))
	for _, test := range []struct {
		wall cms.WallTime
		want errs.Args
	}{
		{
			cms.WallTime{Local: "2024-02-29T23:30", Zone: "Asia/Almaty"},
			errs.Args{"time": "23:30", "zone": "Asia/Almaty", "first": "UTC+6", "second": "UTC+5"},
		},
		{
			cms.WallTime{Local: "2024-03-31T02:30", Zone: "Europe/Berlin"},
			errs.Args{"time": "02:30", "zone": "Europe/Berlin", "next": "03:00"},
		},
	} {
		_, err := r.schedule(t, r.approved(t), test.wall)
		_, _, args := errs.Public(err)
		if diff := cmp.Diff(test.want, args); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.wall, diff)
		}
	}
}

func TestNineOClockInAlmatyStaysSo(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		// The newsroom schedules with zone data in which Almaty is at UTC+6 …
		old := cms.New(cms.Options{
			Store: r.store, Now: r.clock.Now, Locales: r.Locales(), Zone: r.Zone(),
			Zones: func(name string) (*time.Location, error) { return time.FixedZone(name, 6*3600), nil },
		})
		id := r.approved(t)
		almaty := func(local string) cms.WallTime { return cms.WallTime{Local: local, Zone: "Asia/Almaty"} }
		first, err := old.Publish(t.Context(), r.boss, cms.PublishInput{
			ArticleID: id, Locale: en, Revision: r.headID(t, id, en), From: almaty("2026-03-20T09:00"), Until: almaty("2026-03-22T09:00"),
		})
		if err != nil || first.LiveFrom.Time().Format(time.RFC3339) != "2026-03-20T03:00:00Z" {
			t.Fatal(first, err)
		}
		second, err := old.Publish(t.Context(), r.boss, cms.PublishInput{
			ArticleID: id, Locale: en, Revision: r.headID(t, id, en), From: almaty("2026-03-20T09:30"),
		})
		if err != nil {
			t.Fatal(err)
		}
		// … and is restarted with those of today.
		before := r.journal(t)
		moved, err := r.RecomputeTimes(t.Context(), r.boss)
		if err != nil || moved != 2 {
			t.Fatalf("%d moved, %v; want 2", moved, err)
		}
		got := r.publications(t, id, en)
		times := func(p models.Publication) []string {
			return []string{p.LiveFrom.Time().Format("02T15:04"), p.LiveUntil.Time().Format("02T15:04"), p.EndsAt.Time().Format("02T15:04"), p.Wall}
		}
		want := [][]string{
			{"20T04:00", "20T04:30", "22T04:00", "2026-03-20T09:00:00"}, {"20T04:30", "22T04:00", "22T04:00", "2026-03-20T09:30:00"},
		}
		if diff := cmp.Diff(want, [][]string{times(got[0]), times(got[1])}); diff != "" || got[0].ID != first.ID || got[1].ID != second.ID {
			t.Errorf("publications (-want +got):\n%s", diff)
		}
		r.wantLast(t, before, models.PublicationChanged)
		before = r.journal(t)
		if moved, err := r.RecomputeTimes(t.Context(), r.boss); err != nil || moved != 0 {
			t.Errorf("again: %d moved, %v", moved, err)
		}
		r.unchanged(t, before)
	})
}

func TestRecomputedTimesNeverReachIntoThePast(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		behind := cms.New(cms.Options{
			Store: r.store, Now: r.clock.Now, Locales: r.Locales(), Zone: r.Zone(),
			Zones: func(name string) (*time.Location, error) { return time.FixedZone(name, 2*3600), nil },
		})
		id := r.approved(t)
		_, err := behind.Publish(t.Context(), r.boss, cms.PublishInput{
			ArticleID: id, Locale: en, Revision: r.headID(t, id, en),
			From: cms.WallTime{Local: "2026-03-12T12:00", Zone: "Asia/Almaty"}, // 10:00 UTC there, 07:00 in truth
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.RecomputeTimes(t.Context(), r.boss); err != nil {
			t.Fatal(err)
		}
		if got := r.publications(t, id, en)[0].LiveFrom; got != r.Now() {
			t.Errorf("begins at %d, want now, %d", got, r.Now())
		}
		if got := r.storyAt(t, r.Now()-1, en, id).Standing; got != cms.Never {
			t.Errorf("a moment ago: %d, want never", got)
		}
	})
}
