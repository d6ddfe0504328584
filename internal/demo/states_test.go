package demo

import (
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/auth"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// filled is the demonstration in a database of its own.
type filled struct {
	*cms.Newsroom
	t     *testing.T
	clock *testkit.Clock
	boss  cms.Actor
}

func fill(t *testing.T, s *store.Store) *filled {
	t.Helper()
	set, err := locale.ParseSet("en,az,kk,ru", "")
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Asia/Baku")
	if err != nil {
		t.Fatal(err)
	}
	passwords := auth.New()
	f := &filled{t: t, clock: testkit.NewClock(testkit.Moment()), boss: rights.Operator("test")}
	f.Newsroom = cms.New(cms.Options{Store: s, Now: f.clock.Now, Locales: set, Zone: zone, Passwords: passwords, Files: testkit.Files(t)})
	_, err = Fill(t.Context(), f.Newsroom, Options{
		SectionNames: func(key string) models.Names { return models.Names{locale.English: key} },
		Password:     func() string { return "a long password" },
	})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// desk finds a version by the address that its bundle has.
func (f *filled) desk(name string, l locale.Tag) *cms.Desk {
	f.t.Helper()
	var id int64
	err := f.Export(f.t.Context(), f.boss, func(article int64, s *cms.PortableStory) error {
		if nameOf(s.Key) == name {
			id = article
		}
		return nil
	})
	if err != nil {
		f.t.Fatal(err)
	}
	d, err := f.Desk(f.t.Context(), f.boss, id, l)
	if err != nil {
		f.t.Fatalf("%s %s: %v", name, l, err)
	}
	return d
}

func TestThereIsAStoryInEveryState(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		f := fill(t, s)
		for _, tc := range []struct {
			what, name string
			l          locale.Tag
			is         func(d *cms.Desk) bool
		}{
			{"a draft", plannedStory, locale.Azerbaijani, func(d *cms.Desk) bool { return d.Translation.Stage == models.Draft && d.Live == nil }},
			{"in review", heldStory, locale.Azerbaijani, func(d *cms.Desk) bool { return d.Translation.Stage == models.Review }},
			{"ready", heldStory, locale.Kazakh, func(d *cms.Desk) bool {
				return d.Translation.Stage == models.Approved && d.Live == nil && d.Planned == nil
			}},
			{"due in minutes", heldStory, locale.Russian, func(d *cms.Desk) bool { return d.Planned.LiveFrom < f.Now().Add(time.Hour) }},
			{"due in hours", plannedStory, locale.Kazakh, func(d *cms.Desk) bool { return d.Planned.LiveFrom == f.Now().Add(18*time.Hour) }},
			{"due later than that", plannedStory, locale.Russian, func(d *cms.Desk) bool { return d.Planned.LiveFrom == f.Now().Add(22*time.Hour) }},
			{"public", "felt-and-copper-fair", locale.English, func(d *cms.Desk) bool { return d.Live != nil && d.Live.RevisionID == d.Head().ID }},
			{"public with a draft ahead", "greenhouse-tomatoes-cold-chain", locale.English, func(d *cms.Desk) bool { return d.Live.RevisionID != d.Head().ID }},
			{"corrected", "voice-corpus-read-aloud", locale.English, func(d *cms.Desk) bool { return d.Live.Note != "" }},
			{"corrected in a second language", "voice-corpus-read-aloud", locale.Azerbaijani, func(d *cms.Desk) bool { return d.Live.Note != "" && behind(d, models.Fact) == 0 }},
			{"behind by a fact", "voice-corpus-read-aloud", locale.Kazakh, func(d *cms.Desk) bool { return behind(d, models.Fact) == 1 && d.Live != nil }},
			{"behind by a wording", "rain-gauges-on-balconies", locale.Russian, func(d *cms.Desk) bool { return behind(d, models.Wording) == 1 && d.Live != nil }},
			{"missing and assigned", "container-journey-in-eleven-days", locale.Kazakh, func(d *cms.Desk) bool { return d.Translation == nil && d.Assignee == "Аудармашы" }},
			{"withdrawn", "library-book-exchange", locale.Kazakh, func(d *cms.Desk) bool { return d.Live == nil && d.WasPublic }},
			{"under embargo", embargoedStory, locale.Azerbaijani, func(d *cms.Desk) bool { return *d.Article.EmbargoUntil > f.Now() }},
			{"in an armed release", releasedStory, locale.Azerbaijani, func(d *cms.Desk) bool { return d.Planned != nil }},
			{"killed", "killed", locale.Russian, func(d *cms.Desk) bool { return d.Live == nil && d.WasPublic }},
			{"public until it expires", "coastal-cycle-path", locale.English, func(d *cms.Desk) bool { return d.Live.EndsAt == f.Now().Add(2*time.Second) }},
		} {
			if !tc.is(f.desk(tc.name, tc.l)) {
				t.Errorf("%s is not %s in %s", tc.name, tc.what, tc.l)
			}
		}
		f.clock.Advance(2 * time.Second)
		if d := f.desk("coastal-cycle-path", locale.English); d.Live != nil {
			t.Errorf("what was to expire after two seconds is public")
		}
	})
}

// behind counts the units of a translation that a change of a grade has left behind.
func behind(d *cms.Desk, g models.Grade) int {
	n := 0
	for _, u := range d.Report {
		if u.Grade == g {
			n++
		}
	}
	return n
}

func TestTheDeskHasReleasesAndATrash(t *testing.T) {
	t.Parallel()
	f := fill(t, testkit.SQLite(t))
	groups, err := f.Releases(t.Context(), f.boss, cms.ReleaseGroups(), nil)
	if err != nil {
		t.Fatal(err)
	}
	states := map[models.ReleaseState]string{}
	for _, g := range groups {
		for i := range g.Rows {
			states[g.Rows[i].State] = g.Rows[i].Alarm
		}
	}
	if _, armed := states[models.ReleaseArmed]; !armed || states[models.ReleaseOpen] != cms.AlarmAtRisk {
		t.Errorf("releases %v, want one that is armed and an open one at risk", states)
	}
	trash, err := f.Trashed(t.Context(), f.boss, locale.English)
	if err != nil || len(trash) != 1 {
		t.Errorf("%d stories in the trash, want 1 (%v)", len(trash), err)
	}
}
