package cms_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// overview returns what waits for somebody, by panel.
func (r *room) overview(t *testing.T, by cms.Actor) map[cms.Panel][]cms.Task {
	t.Helper()
	list, err := r.Overview(t.Context(), by, en)
	if err != nil {
		t.Fatal(err)
	}
	panels := map[cms.Panel][]cms.Task{}
	for _, p := range list {
		panels[p.Panel] = p.Tasks
	}
	return panels
}

// panel returns the stories of a panel of somebody's desk.
func (r *room) panel(t *testing.T, by cms.Actor, panel cms.Panel) []int64 {
	t.Helper()
	ids := []int64{}
	for _, task := range r.overview(t, by)[panel] {
		ids = append(ids, task.ArticleID)
	}
	return ids
}

func TestEverybodyHasThePanelsThatTheirRightsAreFor(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		const comments, assigned, stale, review, ready, missing = cms.PanelComments, cms.PanelAssigned, cms.PanelStale, cms.PanelReview, cms.PanelReady, cms.PanelMissing
		for name, c := range map[string]struct {
			grant models.Grant
			want  []cms.Panel
		}{
			"author":     {grant(models.RoleAuthor, en), []cms.Panel{comments, assigned, cms.PanelDrafts}},
			"translator": {grant(models.RoleTranslator, kk), []cms.Panel{comments, assigned, stale, missing, cms.PanelToday, cms.PanelRecent}},
			"reviewer":   {grant(models.RoleReviewer, kk), []cms.Panel{comments, assigned, stale, review, missing, cms.PanelToday, cms.PanelRecent}},
			"editor": {
				grant(models.RoleEditor, kk),
				[]cms.Panel{cms.PanelAlarms, comments, assigned, stale, review, ready, missing, cms.PanelDrafts, cms.PanelToday, cms.PanelRecent},
			},
			"head": {
				grant(models.RoleEditor),
				[]cms.Panel{cms.PanelAlarms, comments, assigned, stale, review, ready, missing, cms.PanelDrafts, cms.PanelToday, cms.PanelRecent},
			},
		} {
			list, err := r.Overview(t.Context(), r.user(t, name, c.grant), en)
			if err != nil {
				t.Fatal(err)
			}
			var got []cms.Panel
			for _, p := range list {
				got = append(got, p.Panel)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	})
}

func TestAStoryMovesFromPanelToPanelAsWorkIsDone(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		author := r.user(t, "author", grant(models.RoleAuthor, en))
		kazakh, russian := r.user(t, "kk", grant(models.RoleEditor, kk)), r.user(t, "ru", grant(models.RoleTranslator, ru))
		id := r.article(t, author, en)
		r.save(t, id, en, content("Port opens", "It has 12 berths.", "It is new."))
		where := func(by cms.Actor, want ...cms.Panel) {
			t.Helper()
			var got []cms.Panel
			for panel, tasks := range r.overview(t, by) {
				if len(tasks) > 0 {
					got = append(got, panel)
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s finds it under %v, want %v", by.Name, got, want)
			}
		}
		where(author, cms.PanelDrafts)
		where(kazakh) // nobody translates what is not approved
		r.approve(t, id, en)
		where(author)
		where(kazakh, cms.PanelMissing)
		r.translate(t, id, en, kk, content("Порт ашылды", "Онда 12 айлақ бар.", "Ол жаңа."))
		where(kazakh)
		where(russian, cms.PanelMissing)
		r.stage(t, id, kk, models.Review)
		where(kazakh, cms.PanelReview)
		r.approve(t, id, kk)
		where(kazakh, cms.PanelReady)
		where(russian, cms.PanelMissing)
		r.planned(t, id, r.soon(30), cms.WallTime{})
		where(kazakh, cms.PanelReady, cms.PanelToday)
		r.clock.Advance(time.Hour)
		where(kazakh, cms.PanelReady, cms.PanelRecent)
		r.publish(t, id, kk)
		where(kazakh, cms.PanelRecent)
		r.save(t, id, en, content("Port opens", "It has 14 berths.", "It is quite new."))
		where(kazakh, cms.PanelRecent, cms.PanelFacts)
		task := r.overview(t, kazakh)[cms.PanelFacts][0]
		want := cms.Task{
			ArticleID: id, Locale: kk, When: r.Now(), Facts: 1, Wordings: 1, Translation: true,
			Progress: staleness.Progress{Units: 3, Done: 1, Words: 10, WordsDone: 2},
			Title:    cms.Label{Text: "Port opens", Lang: en},
		}
		if diff := cmp.Diff(want, task); diff != "" {
			t.Errorf("changed facts (-want +got):\n%s", diff)
		}
		if err := r.Trash(t.Context(), r.boss, id); err != nil {
			t.Fatal(err)
		}
		where(author)
		where(kazakh)
	})
}

func TestChangedFactsComeBeforeChangedWordings(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		var ids []int64
		for range 3 {
			id := r.article(t, r.boss, en)
			r.save(t, id, en, content("Title", "It has 12 berths.", "It is new."))
			r.translate(t, id, en, kk, content("Атауы", "Онда 12 айлақ бар.", "Ол жаңа."))
			ids = append(ids, id)
		}
		r.save(t, ids[0], en, content("Title", "It has 14 berths.", "It is new."))
		r.tick()
		r.save(t, ids[1], en, content("Title", "It has 12 berths.", "It is quite new."))
		translator := r.user(t, "kk", grant(models.RoleTranslator, kk))
		if got := r.panel(t, translator, cms.PanelStale); !slices.Equal(got, ids[:2]) {
			t.Errorf("stale are %v, want %v", got, ids[:2])
		}
		if got := r.panel(t, r.user(t, "az", grant(models.RoleTranslator, az)), cms.PanelStale); len(got) != 0 {
			t.Errorf("another language's are listed: %v", got)
		}
	})
}

func TestAlarmsReachWhoPlansReleases(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		r.release(t, "Budget", r.soon(60), r.item(id, en))
		if err := r.Watch(t.Context()); err != nil {
			t.Fatal(err)
		}
		tasks := r.overview(t, r.boss)[cms.PanelAlarms]
		if len(tasks) != 1 || tasks[0].Alarm != cms.AlarmAtRisk || tasks[0].Title.Text != "Budget" {
			t.Errorf("alarms are %+v", tasks)
		}
		// What began and was not told of for minutes.
		live := r.approved(t)
		r.publish(t, live, en)
		r.clock.Advance(10 * time.Minute)
		tasks = r.overview(t, r.boss)[cms.PanelAlarms]
		if !slices.ContainsFunc(tasks, func(t cms.Task) bool { return t.Alarm == cms.AlarmLate }) {
			t.Errorf("nobody is told of what is late: %+v", tasks)
		}
	})
}

// stage moves a version's head to a stage.
func (r *room) stage(t *testing.T, id int64, l locale.Tag, to models.Stage) {
	t.Helper()
	in := cms.StageInput{ArticleID: id, Locale: l, Revision: r.headID(t, id, l), To: to}
	if err := r.ChangeStage(t.Context(), r.boss, in); err != nil {
		t.Fatal(err)
	}
}

func TestTheListSaysWhatIsPlannedAndWhoIsToDoIt(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		translator := r.user(t, "kk", grant(models.RoleTranslator, kk))
		id := r.approved(t)
		in := cms.AssignInput{ArticleID: id, Locale: kk, UserID: *translator.UserID}
		if err := r.Assign(t.Context(), r.boss, in); err != nil {
			t.Fatal(err)
		}
		version := func(l locale.Tag) cms.VersionState {
			t.Helper()
			rows, err := r.stories(t, cms.StoryQuery{Desk: en})
			if err != nil || len(rows) != 1 {
				t.Fatal(rows, err)
			}
			i := slices.IndexFunc(rows[0].Versions, func(v cms.VersionState) bool { return v.Locale == l })
			return rows[0].Versions[i]
		}
		if v := version(kk); v.Assignee != "kk" || v.Exists {
			t.Errorf("a language to be done is %+v", v)
		}
		p := r.planned(t, id, r.soon(30), r.soon(60))
		if v := version(en); v.Planned != p.LiveFrom || v.Live {
			t.Errorf("what is planned for %d is %+v", p.LiveFrom, v)
		}
		d, err := r.Desk(t.Context(), r.boss, id, en)
		if err != nil || d.Planned == nil || d.Planned.ID != p.ID {
			t.Errorf("the desk of the version has %v, %v", d.Planned, err)
		}
		r.clock.Advance(30 * time.Minute)
		if v := version(en); v.Planned != 0 || !v.Live {
			t.Errorf("what has begun is %+v", v)
		}
		r.withdraw(t, id, en)
		if v := version(en); v.Planned != 0 || v.Live {
			t.Errorf("what was withdrawn is %+v", v)
		}
	})
}
