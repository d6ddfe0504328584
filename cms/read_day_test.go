package cms_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

func TestADayIsOneOfTheNewsroomsZone(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		zone := r.Zone()
		publish := func(title string, at time.Time) {
			t.Helper()
			r.clock.Set(at)
			id := r.article(t, r.boss, en)
			r.save(t, id, en, content(title, "One."))
			r.publish(t, id, en)
		}
		day := func(d, hour, minute int) time.Time { return time.Date(2031, time.March, d, hour, minute, 0, 0, zone) }
		publish("late on the 3rd", day(3, 23, 59))
		publish("first of the 4th", day(4, 0, 0))
		publish("noon of the 4th", day(4, 12, 0))
		publish("last of the 4th", day(4, 23, 59))
		publish("on the 7th", day(7, 9, 0))
		r.clock.Set(day(9, 9, 0))
		for name, test := range map[string]struct {
			day            time.Time
			locale         locale.Tag
			want           []string
			earlier, later time.Time
		}{
			"the 4th":                {day(4, 0, 0), en, []string{"last of the 4th", "noon of the 4th", "first of the 4th"}, day(3, 23, 59), day(7, 9, 0)},
			"by any moment of it":    {day(4, 23, 59).UTC(), en, []string{"last of the 4th", "noon of the 4th", "first of the 4th"}, day(3, 23, 59), day(7, 9, 0)},
			"the first":              {day(3, 1, 0), en, []string{"late on the 3rd"}, time.Time{}, day(4, 0, 0)},
			"a day without any":      {day(5, 0, 0), en, nil, day(4, 23, 59), day(7, 9, 0)},
			"the last":               {day(7, 0, 0), en, []string{"on the 7th"}, day(4, 23, 59), time.Time{}},
			"a language without any": {day(4, 0, 0), ru, nil, time.Time{}, time.Time{}},
		} {
			found, err := r.Day(t.Context(), test.day, cms.ListInput{At: r.Now(), Locale: test.locale})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for i := range found.Stories {
				got = append(got, found.Stories[i].Revision.Content.Title)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
			for i, want := range []time.Time{test.earlier, test.later} {
				got := []models.Instant{found.Earlier, found.Later}[i]
				if want.IsZero() && got != 0 || !want.IsZero() && got != models.At(want) {
					t.Errorf("%s: beside it is %v, want %v", name, got.In(zone), want)
				}
			}
		}
		// What was not public yet is on no day, nor beside one.
		early, err := r.Day(t.Context(), day(4, 0, 0), cms.ListInput{At: models.At(day(4, 12, 30)), Locale: en})
		if err != nil || len(early.Stories) != 2 || early.Later != 0 {
			t.Errorf("as of the 4th: %d stories, later %d, %v", len(early.Stories), early.Later, err)
		}
	})
}
