package cms_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/models"
)

// numbers are the runs of a history by numbers of revisions, each with those under it.
func numbers(runs []cms.PastRun) []string {
	var list []string
	for i := range runs {
		run := []string{strconv.Itoa(runs[i].Revision.Number)}
		for j := range runs[i].Folded {
			run = append(run, strconv.Itoa(runs[i].Folded[j].Revision.Number))
		}
		list = append(list, strings.Join(run, " "))
	}
	return list
}

func TestWhatOnePersonSavedWithinAnHourIsOneRun(t *testing.T) {
	t.Parallel()
	one, two := int64(1), int64(2)
	minute := models.Instant(time.Minute / time.Millisecond)
	past := func(number int, user *int64, at models.Instant) cms.Past {
		return cms.Past{Revision: models.Revision{Number: number, UserID: user, CreatedAt: at * minute}}
	}
	mark := func(p cms.Past, set func(*cms.Past)) cms.Past { set(&p); return p }
	for name, c := range map[string]struct {
		list []cms.Past
		want []string
	}{
		"nothing":                 {nil, nil},
		"one person":              {[]cms.Past{past(3, &one, 60), past(2, &one, 30), past(1, &one, 0)}, []string{"3 2 1"}},
		"more than an hour":       {[]cms.Past{past(3, &one, 61), past(2, &one, 30), past(1, &one, 0)}, []string{"3 2", "1"}},
		"somebody between":        {[]cms.Past{past(3, &one, 2), past(2, &two, 1), past(1, &one, 0)}, []string{"3", "2", "1"}},
		"the command line":        {[]cms.Past{past(3, nil, 2), past(2, nil, 1), past(1, &one, 0)}, []string{"3", "2", "1"}},
		"approved":                {[]cms.Past{past(3, &one, 2), mark(past(2, &one, 1), func(p *cms.Past) { p.Approved = true }), past(1, &one, 0)}, []string{"3", "2 1"}},
		"live":                    {[]cms.Past{past(3, &one, 2), mark(past(2, &one, 1), func(p *cms.Past) { p.Live = true }), past(1, &one, 0)}, []string{"3", "2 1"}},
		"published once":          {[]cms.Past{past(3, &one, 2), mark(past(2, &one, 1), func(p *cms.Past) { p.Published = true }), past(1, &one, 0)}, []string{"3", "2 1"}},
		"merged":                  {[]cms.Past{past(3, &one, 2), mark(past(2, &one, 1), func(p *cms.Past) { p.Merged = true }), past(1, &one, 0)}, []string{"3", "2 1"}},
		"the newest is all of it": {[]cms.Past{mark(past(2, &one, 1), func(p *cms.Past) { p.Approved, p.Live, p.Merged, p.Head = true, true, true, true }), past(1, &one, 0)}, []string{"2 1"}},
	} {
		if diff := cmp.Diff(c.want, numbers(cms.FoldHistory(c.list))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestAPageOfHistoryHoldsRunsNotSaves(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		one := r.user(t, "one", grant(models.RoleEditor))
		save := func(title string) {
			t.Helper()
			_, err := r.Save(t.Context(), one, cms.SaveInput{ArticleID: id, Locale: en, Base: r.headID(t, id, en), Content: content(title)})
			if err != nil {
				t.Fatal(err)
			}
			r.tick()
		}
		for i := range cms.PageSize + 4 {
			save(fmt.Sprintf("Title %d", i))
		}
		// What went out and came down again stays in sight.
		r.publish(t, id, en)
		published := r.head(t, id, en).Number
		r.tick()
		r.withdraw(t, id, en)
		save("Title")
		runs, next, err := r.History(t.Context(), one, id, en, 0)
		if err != nil || next != 0 {
			t.Fatal(next, err)
		}
		if len(runs) != 2 || runs[1].Revision.Number != published || len(runs[1].Folded) != published-1 {
			t.Errorf("the runs are %v", numbers(runs))
		}
		for range cms.PageSize {
			r.clock.Advance(2 * time.Hour)
			save(fmt.Sprint("Later ", r.Now()))
			save(fmt.Sprint("Soon after ", r.Now()))
		}
		if runs, next, err = r.History(t.Context(), one, id, en, 0); err != nil || len(runs) != cms.PageSize || len(runs[0].Folded) != 1 {
			t.Fatalf("%d runs, %v", len(runs), err)
		}
		if runs, next, err = r.History(t.Context(), one, id, en, next); err != nil || next != 0 || len(runs) != 2 || runs[1].Revision.Number != published {
			t.Errorf("the next page has %v, %d, %v", numbers(runs), next, err)
		}
	})
}
