package cms_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// calendar returns what happens from an hour ago until in two hours.
func (r *room) calendar(t *testing.T, by cms.Actor, q cms.CalendarQuery) *cms.Calendar {
	t.Helper()
	q.Desk, q.From, q.Until = en, r.Now().Add(-time.Hour), r.Now().Add(2*time.Hour)
	c, err := r.Calendar(t.Context(), by, q)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// line writes an entry: when, in minutes from now, what, in which language, of what,
// and what there is to say of it.
func (r *room) line(e *cms.CalendarEntry) string {
	words := []string{fmt.Sprintf("%+d", int(e.At.Sub(r.Now()).Minutes())), string(e.Kind)}
	for _, s := range []string{string(e.Locale), string(e.Standing)} {
		if s != "" {
			words = append(words, s)
		}
	}
	for _, c := range e.Cautions {
		words = append(words, string(c))
	}
	if e.MayMove {
		words = append(words, "moves")
	}
	return strings.Join(append(words, e.Title.Text), " ")
}

func (r *room) calendarLines(c *cms.Calendar) []string {
	lines := []string{}
	for i := range c.Entries {
		lines = append(lines, r.line(&c.Entries[i]))
	}
	return lines
}

// plannedIn publishes the head of any version from some minutes from now.
func (r *room) plannedIn(t *testing.T, id int64, l locale.Tag, minutes int, note string) *models.Publication {
	t.Helper()
	p, err := r.Publish(t.Context(), r.boss, cms.PublishInput{
		ArticleID: id, Locale: l, Revision: r.headID(t, id, l), From: r.soon(minutes), Note: note,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// ready makes a story with an approved English version of that title.
func (r *room) ready(t *testing.T, title string) int64 {
	t.Helper()
	id := r.article(t, r.boss, en)
	r.save(t, id, en, content(title, "One."))
	r.approve(t, id, en)
	return id
}

// calendarRoom fills a calendar with an entry of every kind.
func calendarRoom(t *testing.T, r *room) {
	t.Helper()
	live := r.ready(t, "Live")
	r.publish(t, live, en)
	r.translate(t, live, en, ru, content("Живая", "Раз."))
	r.approve(t, live, ru)
	r.plannedIn(t, live, ru, 20, "")
	r.clock.Advance(time.Minute)
	r.save(t, live, en, content("Live", "One, mended."))
	r.approve(t, live, en)
	r.plannedIn(t, live, en, 10, "A figure was wrong.")
	r.save(t, live, en, content("Live", "One, mended and newer."))
	r.approve(t, live, en)
	r.plannedIn(t, live, en, 30, "")
	cancelled := r.ready(t, "Cancelled")
	if err := r.Cancel(t.Context(), r.boss, r.plannedIn(t, cancelled, en, 15, "").ID); err != nil {
		t.Fatal(err)
	}
	r.planned(t, r.ready(t, "Ending"), r.soon(40), r.soon(50))
	r.release(t, "Open", r.soon(60), r.item(cancelled, en))
	armed := r.release(t, "Armed", r.soon(70), r.item(r.ready(t, "Released"), en))
	r.arm(t, armed)
	embargoed := r.ready(t, "Embargoed")
	if err := r.SetEmbargo(t.Context(), r.boss, cms.EmbargoInput{ArticleID: embargoed, Version: 1, Until: r.soon(80)}); err != nil {
		t.Fatal(err)
	}
}

func TestTheCalendarTellsWhatBeginsEndsAndIsPlanned(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		calendarRoom(t, r)
		want := []string{
			"-1 publication en Live", "+10 correction en changed moves Live", "+19 publication ru moves Live", "+30 update en moves Live",
			"+40 publication en moves Ending", "+50 expiry en moves Ending", "+60 release open moves Open",
			"+70 release armed Armed", "+70 publication en Released", "+80 embargo Embargoed",
		}
		if diff := cmp.Diff(want, r.calendarLines(r.calendar(t, r.boss, cms.CalendarQuery{}))); diff != "" {
			t.Errorf("the calendar (-want +got):\n%s", diff)
		}
		russian := []string{"+19 publication ru moves Live", "+60 release open moves Open", "+70 release armed Armed", "+80 embargo Embargoed"}
		if diff := cmp.Diff(russian, r.calendarLines(r.calendar(t, r.boss, cms.CalendarQuery{Locales: []locale.Tag{ru}}))); diff != "" {
			t.Errorf("what is Russian, or of no language (-want +got):\n%s", diff)
		}
		kinds := []cms.CalendarKind{cms.CalendarUpdate, cms.CalendarExpiry}
		if diff := cmp.Diff([]string{want[3], want[5]}, r.calendarLines(r.calendar(t, r.boss, cms.CalendarQuery{Kinds: kinds}))); diff != "" {
			t.Errorf("two kinds (-want +got):\n%s", diff)
		}
	})
}

func TestTheCalendarMarksHowReleasesStand(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		missing := r.item(r.article(t, r.boss, en), en)
		r.release(t, "Missed", r.soon(1), missing)
		out := r.release(t, "Out", r.soon(2), r.item(r.ready(t, "One"), en))
		r.arm(t, out)
		back := r.release(t, "Back", r.soon(3), r.item(r.ready(t, "Two"), en))
		r.arm(t, back)
		r.clock.Advance(10 * time.Minute)
		if _, err := r.RollBack(t.Context(), r.boss, back.ID); err != nil {
			t.Fatal(err)
		}
		r.release(t, "At risk", r.soon(60), missing)
		if err := r.Watch(t.Context()); err != nil {
			t.Fatal(err)
		}
		got := r.calendarLines(r.calendar(t, r.boss, cms.CalendarQuery{Kinds: []cms.CalendarKind{cms.CalendarRelease}}))
		want := []string{"-9 release missed moves Missed", "-8 release out Out", "-7 release rolled_back Back", "+60 release at_risk moves At risk"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("the releases (-want +got):\n%s", diff)
		}
	})
}

func TestTheCalendarIsForThoseWhoReadAllDraftsAndMovesWhatTheyMayPublish(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		calendarRoom(t, r)
		for name, c := range map[string]struct {
			grant models.Grant
			moves int
		}{
			"translator": {grant(models.RoleTranslator, ru), 0}, "russian": {grant(models.RoleEditor, ru), 1},
			"head": {grant(models.RoleEditor), 6},
		} {
			n := 0
			for _, e := range r.calendar(t, r.user(t, name, c.grant), cms.CalendarQuery{}).Entries {
				if e.MayMove {
					n++
				}
			}
			if n != c.moves {
				t.Errorf("%s may move %d entries, want %d", name, n, c.moves)
			}
		}
		author := r.user(t, "author", grant(models.RoleAuthor))
		_, err := r.Calendar(t.Context(), author, cms.CalendarQuery{Until: models.Forever})
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.CalendarEntry(t.Context(), author, cms.CalendarPublication, 1, en)
		wantError(t, err, errs.Forbidden, "error.forbidden")
	})
}

func TestStoriesOfALanguageThatBeginWithinMinutesAreClose(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for _, c := range []struct {
			title   string
			minutes int
		}{{"First", 10}, {"Second", 15}, {"Third", 20}, {"Alone", 26}} {
			r.plannedIn(t, r.ready(t, c.title), en, c.minutes, "")
		}
		other := r.ready(t, "Other")
		r.plannedIn(t, other, en, 100, "")
		r.translate(t, other, en, ru, content("Другая", "Раз."))
		r.approve(t, other, ru)
		r.plannedIn(t, other, ru, 101, "")
		together := r.release(t, "Together", r.soon(60), r.item(r.ready(t, "With"), en), r.item(r.ready(t, "Along"), en))
		r.arm(t, together)
		others := map[string]int{}
		for _, e := range r.calendar(t, r.boss, cms.CalendarQuery{Kinds: []cms.CalendarKind{cms.CalendarPublication}}).Entries {
			if (e.Close > 0) != (len(e.Cautions) == 1) {
				t.Errorf("%s is close to %d and has the cautions %v", e.Title.Text, e.Close, e.Cautions)
			}
			others[e.Title.Text+" "+string(e.Locale)] = e.Close
		}
		want := map[string]int{"First en": 1, "Second en": 2, "Third en": 1, "Alone en": 0, "Other en": 0, "Other ru": 0, "With en": 0, "Along en": 0}
		if diff := cmp.Diff(want, others); diff != "" {
			t.Errorf("how many others are close (-want +got):\n%s", diff)
		}
		// Over the edge of the span, too.
		c, err := r.Calendar(t.Context(), r.boss, cms.CalendarQuery{Desk: en, From: r.Now(), Until: r.Now().Add(12 * time.Minute)})
		if err != nil || len(c.Entries) != 1 || c.Entries[0].Close != 1 {
			t.Errorf("at the edge: %+v, %v", c, err)
		}
	})
}

// The clock of a room shows 13:00 in Baku, on a Thursday.
func TestGapsAreTheHoursOfADayWithoutAnythingNew(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		// at are the times at which English has something new.
		at    []string
		query cms.CalendarQuery
		want  []string
	}{
		{"nothing at all", nil, cms.CalendarQuery{}, []string{"12 13:00–20:00 en az kk ru", "13 08:00–20:00 en az kk ru"}},
		{"in one language", nil, cms.CalendarQuery{Locales: []locale.Tag{kk}}, []string{"12 13:00–20:00 kk", "13 08:00–20:00 kk"}},
		{
			"four hours are one, less is none",
			[]string{"2026-03-12T16:59", "2026-03-13T08:00", "2026-03-13T12:00", "2026-03-13T15:59", "2026-03-13T19:59"},
			cms.CalendarQuery{Locales: []locale.Tag{en}},
			[]string{"13 08:00–12:00 en", "13 15:59–19:59 en"},
		},
		{
			"nights do not count",
			[]string{"2026-03-12T16:30", "2026-03-13T02:00", "2026-03-13T11:00", "2026-03-13T14:00", "2026-03-13T16:30", "2026-03-13T21:00"},
			cms.CalendarQuery{Locales: []locale.Tag{en}},
			nil,
		},
		{"without publications there is nothing to say", nil, cms.CalendarQuery{Kinds: []cms.CalendarKind{cms.CalendarExpiry}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			eachRoom(t, func(t *testing.T, r *room) {
				for _, at := range test.at {
					r.planned(t, r.ready(t, at), cms.WallTime{Local: at}, cms.WallTime{})
				}
				q := test.query
				q.Desk = en
				day := time.Date(2026, time.March, 11, 0, 0, 0, 0, r.Zone())
				q.From, q.Until = models.At(day), models.At(day.AddDate(0, 0, 3))
				c, err := r.Calendar(t.Context(), r.boss, q)
				if err != nil {
					t.Fatal(err)
				}
				var got []string
				for _, g := range c.Gaps {
					got = append(got, fmt.Sprintf("%s–%s %s", g.From.In(r.Zone()).Format("2 15:04"), g.Until.In(r.Zone()).Format("15:04"), strings.Trim(fmt.Sprint(g.Locales), "[]")))
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("gaps (-want +got):\n%s", diff)
				}
			})
		})
	}
}

func TestEntriesMoveByTheRulesOfWhatTheyAre(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		calendarRoom(t, r)
		for _, e := range r.calendar(t, r.boss, cms.CalendarQuery{}).Entries {
			in := cms.MoveInput{Kind: e.Kind, ID: e.ID(), Seen: e.At + 1, To: r.soon(90)}
			wantError(t, r.MoveEntry(t.Context(), r.boss, in), errs.Conflict, "error.changed_meanwhile")
			in.Seen, in.To = e.At, cms.WallTime{}
			wantError(t, r.MoveEntry(t.Context(), r.boss, in), errs.Invalid, "error.time_unreadable")
			in.To = r.soon(90)
			if e.Kind == cms.CalendarCorrection || e.Title.Text == "Ending" && e.Kind != cms.CalendarExpiry {
				in.To = r.soon(12) // it has to stay before what follows
			}
			if err := r.MoveEntry(t.Context(), r.boss, in); (err == nil) != e.MayMove {
				t.Errorf("%s: moving it gives %v", r.line(&e), err)
			}
			now, err := r.CalendarEntry(t.Context(), r.boss, e.Kind, e.ID(), en)
			if err != nil {
				t.Fatal(err)
			}
			if (now.At != e.At) != e.MayMove {
				t.Errorf("%s: it is now at %s", r.line(&e), r.line(&now.CalendarEntry))
			}
			if !e.MayMove {
				continue
			}
			if at, err := r.Resolve(now.Meant); err != nil || at != now.At {
				t.Errorf("%s: what was meant is %v, %v", r.line(&e), now.Meant, err)
			}
		}
		wantError(t, r.MoveEntry(t.Context(), r.boss, cms.MoveInput{Kind: "party", ID: 1}), errs.NotFound, "error.not_found")
		wantError(t, r.MoveEntry(t.Context(), r.boss, cms.MoveInput{Kind: cms.CalendarExpiry, ID: 99}), errs.NotFound, "error.not_found")
	})
}
