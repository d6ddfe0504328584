package staleness_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms/staleness"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

func TestAChangeCountsWhatItAdds(t *testing.T) {
	t.Parallel()
	const none = models.Grade("")
	unit := func(s staleness.State, g models.Grade) staleness.Report {
		if s == "" {
			return nil
		}
		return staleness.Report{{Key: "k", State: s, Grade: g}}
	}
	fact, wording, missing, typo := staleness.Impact{Facts: 1}, staleness.Impact{Wordings: 1}, staleness.Impact{Missing: 1}, staleness.Impact{Typos: 1}
	for _, c := range []struct {
		name          string
		before, after staleness.Report
		grade         models.Grade
		want          staleness.Impact
	}{
		{"what was current is stale", unit(staleness.Current, none), unit(staleness.Stale, models.Fact), models.Fact, fact},
		{"by wording", unit(staleness.Current, models.Typo), unit(staleness.Stale, models.Wording), models.Wording, wording},
		{"what was left out is stale", unit(staleness.Omitted, none), unit(staleness.Stale, models.Wording), models.Wording, wording},
		{"it was stale before", unit(staleness.Stale, models.Wording), unit(staleness.Stale, models.Wording), models.Wording, staleness.Impact{}},
		{"by a fact before, by wording now", unit(staleness.Stale, models.Fact), unit(staleness.Stale, models.Fact), models.Wording, staleness.Impact{}},
		{"a fact on top of a wording", unit(staleness.Stale, models.Wording), unit(staleness.Stale, models.Fact), models.Fact, fact},
		{"its source is deleted", unit(staleness.Current, none), unit(staleness.Orphan, models.Fact), models.Fact, fact},
		{"deleted, but stale before by a fact", unit(staleness.Stale, models.Fact), unit(staleness.Orphan, models.Fact), models.Fact, staleness.Impact{}},
		{"the source has something new", nil, unit(staleness.Missing, none), none, missing},
		{"what was missing changes", unit(staleness.Missing, none), unit(staleness.Missing, none), models.Fact, staleness.Impact{}},
		{"a typo", unit(staleness.Current, none), unit(staleness.Current, models.Typo), models.Typo, typo},
		{"a typo of what is stale anyway", unit(staleness.Stale, models.Wording), unit(staleness.Stale, models.Wording), models.Typo, staleness.Impact{}},
		{"nobody had confirmed it", unit(staleness.Unconfirmed, none), unit(staleness.Unconfirmed, none), models.Fact, staleness.Impact{}},
		{"only the translation has it", unit(staleness.Added, none), unit(staleness.Added, none), none, staleness.Impact{}},
		{"a typo of another change", unit(staleness.Current, models.Typo), unit(staleness.Current, models.Typo), none, staleness.Impact{}},
		{"it says again what was confirmed", unit(staleness.Stale, models.Fact), unit(staleness.Current, none), models.Fact, staleness.Impact{}},
	} {
		grades := map[models.Key]models.Grade{}
		if c.grade != "" {
			grades["k"] = c.grade
		}
		got := staleness.ImpactOf(c.before, c.after, grades)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
		if got.Asks() != (got != staleness.Impact{} && got != typo) {
			t.Errorf("%s: asks for something: %v", c.name, got.Asks())
		}
	}
}

func TestWhileSomebodyWritesARefusedTypoIsWhatTheMachineSays(t *testing.T) {
	t.Parallel()
	en, _ := locale.Lookup(locale.English)
	before, after := body(block("It cost 5 manats.", from(0))), body(block("It cost 6 manats.", from(0)))
	got := staleness.LikelyGrades(en, before, after, staleness.Wish{Units: map[models.Key]models.Grade{"k": models.Typo}})
	if diff := cmp.Diff(map[models.Key]models.Grade{"k": models.Fact}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
