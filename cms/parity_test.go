package cms_test

import (
	"fmt"
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

// out is a language and when a story goes out in it, as the wall shows.
type out struct {
	l    locale.Tag
	wall string
}

// outAt makes a story in English that goes out in languages at times of the wall.
func (r *room) outAt(t *testing.T, section int64, list ...out) int64 {
	t.Helper()
	a, err := r.CreateArticle(t.Context(), r.boss, cms.ArticleInput{Kind: models.News, SectionID: &section, Source: en})
	if err != nil {
		t.Fatal(err)
	}
	r.save(t, a.ID, en, content("Title", "One."))
	for _, o := range list {
		if o.l != en {
			r.translate(t, a.ID, en, o.l, content("Title in "+string(o.l), "Bir."))
		}
		r.approve(t, a.ID, o.l)
		_, err := r.Publish(t.Context(), r.boss, cms.PublishInput{
			ArticleID: a.ID, Locale: o.l, Revision: r.headID(t, a.ID, o.l), From: cms.WallTime{Local: o.wall, Which: cms.First},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return a.ID
}

// counts writes rows: what they are of, how many in any language and in each.
func counts(rows []cms.ParityRow) []string {
	var list []string
	for _, row := range rows {
		list = append(list, fmt.Sprintf("%s %d of %v", row.Day.Format("02.01 15:04 Z07"), row.Any, row.In))
	}
	return list
}

// In 2015 clocks in Baku were put forward at four in the morning of 29 March and back
// at five on 25 October.
func TestDaysOfTheReportAreThoseOfTheNewsroomWhenClocksChange(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		first string
		want  []string
	}{
		{"2015-03-28", []string{"28.03 00:00 +04 2 of [2 0 1 0]", "29.03 00:00 +04 3 of [3 0 0 2]", "30.03 00:00 +05 1 of [1 0 0 0]"}},
		{"2015-10-24", []string{"24.10 00:00 +05 2 of [2 0 1 0]", "25.10 00:00 +05 3 of [3 0 0 2]", "26.10 00:00 +04 1 of [1 0 0 0]"}},
	} {
		testkit.Each(t, func(t *testing.T, s *store.Store) {
			first, err := time.Parse(time.DateOnly, c.first)
			if err != nil {
				t.Fatal(err)
			}
			day := func(n int) string { return first.AddDate(0, 0, n).Format(time.DateOnly) }
			at := func(n int, clock string) string { return day(n) + "T" + clock }
			begin := first.AddDate(0, 0, -3)
			r := newRoomAt(t, s, begin)
			r.outAt(t, r.section, out{en, at(-1, "23:59:59")}, out{kk, at(0, "00:00")}) // of the day before, in any language
			r.outAt(t, r.section, out{en, at(0, "00:00")}, out{kk, at(2, "12:00")})
			r.outAt(t, r.section, out{en, at(0, "23:59:59")})
			r.outAt(t, r.section, out{en, at(1, "00:00")}, out{ru, at(1, "12:00")})
			r.outAt(t, r.section, out{en, at(1, "03:30")})
			r.outAt(t, r.section, out{en, at(1, "23:59:59")}, out{ru, at(2, "00:00")})
			r.outAt(t, r.section, out{en, at(2, "00:00")}, out{az, at(9, "00:00")}) // ahead still
			r.clock.Set(begin.AddDate(0, 0, 8))
			p, err := r.Parity(t.Context(), r.boss, cms.ParityQuery{From: day(0), Until: day(2)})
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, counts(p.Days)); diff != "" {
				t.Errorf("days (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(cms.ParityCount{Any: 6, In: []int{6, 0, 1, 2}}, p.Total); diff != "" {
				t.Errorf("total (-want +got):\n%s", diff)
			}
		})
	}
}

func TestTheReportCountsSectionsAndMedians(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		sport, err := r.EnsureSection(t.Context(), r.boss, cms.SectionInput{Key: "sport", Names: models.Names{en: "Sport"}})
		if err != nil {
			t.Fatal(err)
		}
		const day = "2026-03-13T"
		r.outAt(t, r.section, out{en, day + "10:00"}, out{ru, day + "10:10"}, out{kk, day + "12:00"})
		r.outAt(t, r.section, out{en, day + "11:00"}, out{ru, day + "11:30"})
		r.outAt(t, sport.ID, out{ru, day + "09:00"}, out{en, day + "12:00"}) // before its source: no time
		gone := r.outAt(t, sport.ID, out{en, day + "12:00"}, out{kk, day + "12:20"})
		trashed := r.outAt(t, sport.ID, out{en, day + "12:00"})
		r.clock.Advance(48 * time.Hour)
		r.withdraw(t, gone, kk) // it was published all the same
		if err := r.Trash(t.Context(), r.boss, trashed); err != nil {
			t.Fatal(err)
		}
		p, err := r.Parity(t.Context(), r.boss, cms.ParityQuery{From: "2026-03-13", Until: "2026-03-13"})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"2 of [2 0 1 2]", "2 of [2 0 1 1]"}
		for i, row := range p.Sections {
			if got := fmt.Sprintf("%d of %v", row.Any, row.In); got != want[i] {
				t.Errorf("section %d: %s, want %s", row.Section, got, want[i])
			}
		}
		if len(p.Sections) != 2 || len(p.Both) != 2 || p.Sections[0].Section != r.section || p.Both[1].Section != sport.ID {
			t.Errorf("sections are %+v, days of them %+v", p.Sections, p.Both)
		}
		var lags []string
		for _, lag := range p.Lags {
			if lag == nil {
				lags = append(lags, "")
			} else {
				lags = append(lags, lag.String())
			}
		}
		// Kazakh 20 minutes and two hours, Russian none, 10 and 30 minutes.
		if diff := cmp.Diff([]string{"", "", "1h10m0s", "10m0s"}, lags); diff != "" {
			t.Errorf("lags (-want +got):\n%s", diff)
		}
		only, err := r.Parity(t.Context(), r.boss, cms.ParityQuery{From: "2026-03-13", Until: "2026-03-14", Section: sport.ID})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(cms.ParityCount{Any: 2, In: []int{2, 0, 1, 1}}, only.Total); diff != "" {
			t.Errorf("one section (-want +got):\n%s", diff)
		}
	})
}

func TestTheReportRefusesSpansThatAreNone(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for _, c := range []struct{ from, until, key string }{
			{"yesterday", "2026-03-12", "error.time_unreadable"},
			{"2026-03-12", "", "error.time_unreadable"},
			{"2026-03-13", "2026-03-12", "error.days_backwards"},
			{"2025-03-12", "2026-03-13", "error.days_many"},
		} {
			_, err := r.Parity(t.Context(), r.boss, cms.ParityQuery{From: c.from, Until: c.until})
			wantError(t, err, errs.Invalid, c.key)
		}
		if _, err := r.Parity(t.Context(), r.boss, cms.ParityQuery{From: "2025-03-12", Until: "2026-03-12"}); err != nil {
			t.Errorf("a year: %v", err)
		}
		_, err := r.Parity(t.Context(), r.boss, cms.ParityQuery{From: "2026-03-12", Until: "2026-03-12", Section: 999})
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}
