package cms_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// titled publishes a story of that title in English, a second after the one before.
func (r *room) titled(t *testing.T, title string) int64 {
	t.Helper()
	r.tick()
	id := r.article(t, r.boss, en)
	r.save(t, id, en, content(title, "One."))
	r.publish(t, id, en)
	return id
}

// picks are stories that stay at their places.
func picks(ids ...int64) []cms.PickInput {
	var list []cms.PickInput
	for _, id := range ids {
		list = append(list, cms.PickInput{ArticleID: id})
	}
	return list
}

// arrange makes an edition on top of all others.
func (r *room) arrange(t *testing.T, in cms.FrontInput) *models.FrontEdition {
	t.Helper()
	var err error
	if in.Locale == "" {
		in.Locale = en
	}
	if _, in.Seen, err = r.FrontEdition(t.Context(), r.boss, in.Locale, 0); err != nil {
		t.Fatal(err)
	}
	e, err := r.Arrange(t.Context(), r.boss, in)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func (r *room) frontAt(t *testing.T, at models.Instant, set models.Front) *cms.FrontPage {
	t.Helper()
	f, err := r.FrontPage(t.Context(), at, en, set)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// titles are the stories of a front page in order, those that editors put there
// marked.
func titles(f *cms.FrontPage) string {
	var list []string
	for i := range f.Stories {
		title := f.Stories[i].Revision.Content.Title
		if f.Picked(f.Stories[i].ArticleID) {
			title += "*"
		}
		list = append(list, title)
	}
	return strings.Join(list, " ")
}

func editionOf(f *cms.FrontPage) int64 {
	if f.Edition == nil {
		return 0
	}
	return f.Edition.ID
}

// Whatever editors decide in whatever order, at every moment that edition holds
// which began last and was not cancelled; and what was once so stays so.
func TestTheEditionThatBeganLastHolds(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		story := r.titled(t, "A")
		start := r.Now()
		type made struct {
			*models.FrontEdition

			cancelled bool
		}
		var all []*made
		held := func(at models.Instant) (id int64) {
			var from models.Instant
			for _, e := range all {
				if !e.cancelled && e.LiveFrom <= at && e.LiveFrom >= from {
					id, from = e.ID, e.LiveFrom
				}
			}
			return id
		}
		seen := map[models.Instant]int64{}
		rng := rand.New(rand.NewPCG(1, 2))
		for range 60 {
			ahead := slices.DeleteFunc(slices.Clone(all), func(e *made) bool { return e.cancelled || e.LiveFrom <= r.Now() })
			in := cms.FrontInput{Lead: &cms.PickInput{ArticleID: story}}
			switch op := rng.IntN(5); {
			case op == 0 && len(ahead) > 0:
				e := ahead[rng.IntN(len(ahead))]
				if err := r.CancelEdition(t.Context(), r.boss, en, e.ID); err != nil {
					t.Fatal(err)
				}
				e.cancelled = true
			case op == 1:
				all = append(all, &made{FrontEdition: r.arrange(t, in)})
			case op == 2 && len(ahead) > 0:
				old := ahead[rng.IntN(len(ahead))]
				in.From, in.Replaces = r.soon(1+rng.IntN(5)), old.ID
				all = append(all, &made{FrontEdition: r.arrange(t, in)})
				old.cancelled = true
			default:
				in.From = r.soon(1 + rng.IntN(5))
				all = append(all, &made{FrontEdition: r.arrange(t, in)})
			}
			for range 6 {
				at := start.Add(time.Duration(rng.Int64N(int64(r.Now().Sub(start) + 6*time.Minute))))
				if got, want := editionOf(r.frontAt(t, at, models.Front{})), held(at); got != want {
					t.Fatalf("at %d edition %d holds, want %d", at, got, want)
				}
			}
			seen[r.Now()] = held(r.Now())
			r.clock.Advance(time.Duration(rng.IntN(60)) * time.Second)
		}
		for at, want := range seen {
			if got := editionOf(r.frontAt(t, at, models.Front{})); got != want {
				t.Errorf("the past has changed: at %d edition %d held, now %d", at, want, got)
			}
		}
	})
}

func TestAPlaceFallsToTheNewestWhereItsStoryIsNotPublic(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		a, b, c := r.titled(t, "A"), r.titled(t, "B"), r.titled(t, "C")
		r.titled(t, "D")
		draft := r.approved(t)
		r.save(t, draft, en, content("Later", "One."))
		r.approve(t, draft, en)
		later, err := r.schedule(t, draft, r.soon(30))
		if err != nil {
			t.Fatal(err)
		}
		if got := titles(r.frontAt(t, r.Now(), models.Front{})); got != "D C B A" {
			t.Errorf("before any edition: %s", got)
		}
		before := r.Now()
		r.tick()
		r.arrange(t, cms.FrontInput{
			Lead:  &cms.PickInput{ArticleID: a, Until: r.soon(20)},
			Picks: []cms.PickInput{{ArticleID: draft}, {ArticleID: c, Until: r.soon(10)}, {ArticleID: b}},
		})
		r.tick()
		minute := func(n int) models.Instant { return r.Now().Add(time.Duration(n) * time.Minute) }
		for _, test := range []struct {
			name string
			at   models.Instant
			set  models.Front
			want string
		}{
			{"a moment before", before, models.Front{}, "D C B A"},
			{"one is not public yet", r.Now(), models.Front{}, "A* C* B* D"},
			{"a pin is over", minute(11), models.Front{}, "A* B* D C"},
			{"the lead is over", minute(21), models.Front{}, "D B* C A"},
			{"a moment before one is public", later.LiveFrom - 1, models.Front{}, "D B* C A"},
			{"one is public by now", later.LiveFrom, models.Front{}, "D Later* B* C A"},
			{"room for two", minute(11), models.Front{Newest: 2}, "A* B*"},
			{"room for three", minute(11), models.Front{Newest: 3}, "A* B* D"},
			{"room for one, and no lead", minute(21), models.Front{Newest: 1}, "D B*"},
		} {
			if got := titles(r.frontAt(t, test.at, test.set)); got != test.want {
				t.Errorf("%s: %s, want %s", test.name, got, test.want)
			}
		}
		r.withdraw(t, b, en)
		if got := titles(r.frontAt(t, minute(1), models.Front{})); got != "A* C* D" {
			t.Errorf("a story that was withdrawn: %s", got)
		}
		if err := r.Kill(t.Context(), r.boss, a, "a test"); err != nil {
			t.Fatal(err)
		}
		if got := titles(r.frontAt(t, minute(1), models.Front{})); got != "D C*" {
			t.Errorf("a lead that was killed: %s", got)
		}
		if got := titles(r.frontAt(t, r.Now()-1, models.Front{})); got != "A* C* B* D" {
			t.Errorf("before that: %s", got)
		}
		r.arrange(t, cms.FrontInput{})
		if f := r.frontAt(t, r.Now(), models.Front{}); titles(f) != "D C" || f.Edition == nil {
			t.Errorf("an edition without stories: %s", titles(f))
		}
	})
}

// What does not fit follows on the next page: no story is lost, and none stands on
// the page twice, in the blocks neither.
func TestNoStoryIsOnTheFrontPageTwiceAndNoneIsLost(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		var ids []int64
		for i := range 9 {
			ids = append(ids, r.titled(t, fmt.Sprintf("S%d", i)))
		}
		rng := rand.New(rand.NewPCG(3, 4))
		for range 25 {
			r.tick()
			chosen := rng.Perm(len(ids))[:rng.IntN(6)]
			var in cms.FrontInput
			for _, i := range chosen {
				in.Picks = append(in.Picks, cms.PickInput{ArticleID: ids[i]})
			}
			if len(in.Picks) > 0 && rng.IntN(2) == 0 {
				in.Lead, in.Picks = &in.Picks[0], in.Picks[1:]
			}
			r.arrange(t, in)
			set := models.Front{Newest: 1 + rng.IntN(8), Blocks: []models.FrontBlock{{SectionID: r.section, Stories: 3}}}
			f := r.frontAt(t, r.Now(), set)
			shown := map[int64]int{}
			for i := range f.Stories {
				shown[f.Stories[i].ArticleID]++
			}
			if most := max(set.Newest, len(chosen)+1); len(f.Stories) > most || len(f.Stories) < min(set.Newest, len(ids)) {
				t.Errorf("%d stories of %d to be shown with %d chosen", len(f.Stories), set.Newest, len(chosen))
			}
			twice := maps.Clone(shown)
			for _, b := range f.Blocks {
				for i := range b.Stories {
					twice[b.Stories[i].ArticleID]++
				}
			}
			for id, times := range twice {
				if times > 1 {
					t.Errorf("story %d is shown %d times", id, times)
				}
			}
			for next := f.Next; next != nil; {
				older, err := r.List(t.Context(), cms.ListInput{At: r.Now(), Locale: en, Before: next, Limit: 4})
				if err != nil {
					t.Fatal(err)
				}
				for i := range older.Stories {
					shown[older.Stories[i].ArticleID]++
				}
				next = older.Next
			}
			if len(shown) != len(ids) {
				t.Errorf("%d of %d stories are to be found with %+v", len(shown), len(ids), set)
			}
		}
	})
}

func TestAnEditionThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		a, b := r.titled(t, "A"), r.titled(t, "B")
		page, trashed := r.standingPage(t, "About"), r.approved(t)
		if err := r.Trash(t.Context(), r.boss, trashed); err != nil {
			t.Fatal(err)
		}
		begun := r.arrange(t, cms.FrontInput{Picks: picks(a)})
		other := r.arrange(t, cms.FrontInput{Locale: kk, From: r.soon(10)})
		reviewer := r.user(t, "reviewer", grant(models.RoleReviewer))
		before := r.journal(t)
		var many []int64
		for i := range cms.MaxPicks + 1 {
			many = append(many, int64(i+1))
		}
		for _, test := range []struct {
			name string
			by   cms.Actor
			in   cms.FrontInput
			kind errs.Kind
			key  string
		}{
			{"without the right", reviewer, cms.FrontInput{}, errs.Forbidden, "error.forbidden"},
			{"in no language", r.boss, cms.FrontInput{Locale: "xx"}, errs.Invalid, "error.language_unknown"},
			{"after another", r.boss, cms.FrontInput{Seen: 0}, errs.Conflict, "error.front_meanwhile"},
			{"in the past", r.boss, cms.FrontInput{Seen: 1, From: r.soon(-1)}, errs.Invalid, "error.time_past"},
			{"at no time", r.boss, cms.FrontInput{Seen: 1, From: cms.WallTime{Local: "soon"}}, errs.Invalid, "error.time_unreadable"},
			{"twice the same", r.boss, cms.FrontInput{Seen: 1, Picks: picks(a, b, a)}, errs.Invalid, "error.front_pick"},
			{"the lead again", r.boss, cms.FrontInput{Seen: 1, Lead: &cms.PickInput{ArticleID: a}, Picks: picks(a)}, errs.Invalid, "error.front_pick"},
			{"no story", r.boss, cms.FrontInput{Seen: 1, Picks: picks(noStory)}, errs.Invalid, "error.front_pick"},
			{"a standing page", r.boss, cms.FrontInput{Seen: 1, Picks: picks(page)}, errs.Invalid, "error.front_pick"},
			{"one in the trash", r.boss, cms.FrontInput{Seen: 1, Picks: picks(trashed)}, errs.Invalid, "error.front_pick"},
			{"of another language", r.boss, cms.FrontInput{Locale: kk, Seen: 1, Picks: picks(a)}, errs.Invalid, "error.front_pick"},
			{"too many", r.boss, cms.FrontInput{Seen: 1, Picks: picks(many...)}, errs.Invalid, "error.front_picks"},
			{
				"over before it begins", r.boss,
				cms.FrontInput{Seen: 1, From: r.soon(10), Lead: &cms.PickInput{ArticleID: a, Until: r.soon(10)}},
				errs.Invalid, "error.front_pick_over",
			},
			{"for one that has begun", r.boss, cms.FrontInput{Seen: 1, Replaces: begun.ID}, errs.Conflict, "error.front_begun"},
			{"for one of another language", r.boss, cms.FrontInput{Seen: 1, Replaces: other.ID}, errs.NotFound, "error.not_found"},
		} {
			if test.in.Locale == "" {
				test.in.Locale = en
			}
			_, err := r.Arrange(t.Context(), test.by, test.in)
			t.Log(test.name)
			wantError(t, err, test.kind, test.key)
		}
		wantError(t, r.CancelEdition(t.Context(), reviewer, kk, other.ID), errs.Forbidden, "error.forbidden")
		wantError(t, r.CancelEdition(t.Context(), r.boss, en, begun.ID), errs.Conflict, "error.front_begun")
		_, err := r.FrontDesk(t.Context(), reviewer, en, nil)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		r.unchanged(t, before)
		if err := r.CancelEdition(t.Context(), r.boss, kk, other.ID); err != nil {
			t.Fatal(err)
		}
		e := r.wantLast(t, before, models.FrontCancelled)
		if e.Locale != kk || e.Data["edition"] != float64(other.ID) {
			t.Errorf("the journal says %v", e.Data)
		}
		wantError(t, r.CancelEdition(t.Context(), r.boss, kk, other.ID), errs.Conflict, "error.changed_meanwhile")
	})
}

func TestAnUrgentStoryIsInTheTickerForTwelveHours(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.titled(t, "Calm")
		a, err := r.CreateArticle(t.Context(), r.boss, cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: en, Urgent: true})
		if err != nil {
			t.Fatal(err)
		}
		r.save(t, a.ID, en, content("Urgent", "One."))
		r.tick()
		p := r.publish(t, a.ID, en)
		end := p.LiveFrom.Add(models.UrgentFor)
		for _, test := range []struct {
			at   models.Instant
			want int
		}{{p.LiveFrom - 1, 0}, {p.LiveFrom, 1}, {end - 1, 1}, {end, 0}} {
			if got := len(r.frontAt(t, test.at, models.Front{}).Ticker); got != test.want {
				t.Errorf("%v after it was published: %d stories in the ticker, want %d", test.at.Sub(p.LiveFrom), got, test.want)
			}
		}
		for at, want := range map[models.Instant][2]models.Instant{r.Now(): {r.Now(), end}, end - 1: {r.Now(), end}, end: {end, models.Forever}} {
			g, err := r.Generation(t.Context(), at)
			if err != nil || g.Since != want[0] || g.Until != want[1] {
				t.Errorf("%v after: %+v, %v", at.Sub(p.LiveFrom), g, err)
			}
		}
	})
}

func TestAGenerationEndsWhereTheFrontPageChanges(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		a := r.titled(t, "A")
		r.tick()
		e := r.arrange(t, cms.FrontInput{From: r.soon(10), Picks: []cms.PickInput{{ArticleID: a, Until: r.soon(20)}}})
		now, over := r.Now(), e.Picks[0].EndsAt
		for _, test := range []struct{ at, since, until models.Instant }{
			{now, now, e.LiveFrom},
			{e.LiveFrom - 1, now, e.LiveFrom},
			{e.LiveFrom, e.LiveFrom, over},
			{over - 1, e.LiveFrom, over},
			{over, over, models.Forever},
		} {
			g, err := r.Generation(t.Context(), test.at)
			if err != nil || g.Since != test.since || g.Until != test.until {
				t.Errorf("at %v from now: %+v, %v; want %d to %d", test.at.Sub(now), g, err, test.since, test.until)
			}
		}
	})
}

func TestAnEditionMovesWithTheDataOfItsZone(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		a := r.titled(t, "A")
		old := cms.New(cms.Options{
			Store: r.store, Now: r.clock.Now, Locales: r.Locales(), Zone: r.Zone(),
			Zones: func(name string) (*time.Location, error) { return time.FixedZone(name, 6*3600), nil },
		})
		almaty := func(local string) cms.WallTime { return cms.WallTime{Local: local, Zone: "Asia/Almaty"} }
		_, err := old.Arrange(t.Context(), r.boss, cms.FrontInput{
			Locale: en, From: almaty("2026-03-20T09:00"), Picks: []cms.PickInput{{ArticleID: a, Until: almaty("2026-03-22T09:00")}},
		})
		if err != nil {
			t.Fatal(err)
		}
		before := r.journal(t)
		if moved, err := r.RecomputeTimes(t.Context(), r.boss); err != nil || moved != 1 {
			t.Fatalf("%d moved, %v; want 1", moved, err)
		}
		r.wantLast(t, before, models.FrontMoved)
		d, err := r.FrontDesk(t.Context(), r.boss, en, nil)
		if err != nil {
			t.Fatal(err)
		}
		e := d.Ahead[0]
		if got := e.LiveFrom.Time().Format("02T15:04") + " " + e.Picks[0].EndsAt.Time().Format("02T15:04"); got != "20T04:00 22T04:00" {
			t.Errorf("the edition is now from and until %s", got)
		}
		before = r.journal(t)
		if moved, err := r.RecomputeTimes(t.Context(), r.boss); err != nil || moved != 0 {
			t.Errorf("again: %d moved, %v", moved, err)
		}
		r.unchanged(t, before)
	})
}

func TestTheDeskOfTheFrontPageShowsWhatWasIsAndWillBe(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		a, draft := r.titled(t, "A"), r.approved(t)
		later, err := r.schedule(t, draft, r.soon(30))
		if err != nil {
			t.Fatal(err)
		}
		for range cms.EditionsAtOnce + 3 {
			r.arrange(t, cms.FrontInput{Picks: picks(a)})
			r.tick()
		}
		ahead := r.arrange(t, cms.FrontInput{From: r.soon(10), Picks: picks(a, draft)})
		d, err := r.FrontDesk(t.Context(), r.boss, en, nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Ahead) != 1 || d.Ahead[0].ID != ahead.ID || d.Page.Edition.Number != cms.EditionsAtOnce+3 || len(d.Past) != cms.EditionsAtOnce || d.Next == nil {
			t.Fatalf("ahead %d, now %d, past %d", len(d.Ahead), d.Page.Edition.Number, len(d.Past))
		}
		var stories []cms.FrontStory
		for _, s := range d.Ahead[0].Stories {
			s.Title = cms.Label{}
			stories = append(stories, s)
		}
		if diff := cmp.Diff([]cms.FrontStory{{ArticleID: a, Public: true}, {ArticleID: draft, Next: later.LiveFrom}}, stories); diff != "" {
			t.Errorf("the stories of the one ahead (-want +got):\n%s", diff)
		}
		older, err := r.FrontDesk(t.Context(), r.boss, en, d.Next)
		if err != nil || len(older.Past) != 2 || older.Next != nil || older.Past[0].Number != d.Past[cms.EditionsAtOnce-1].Number-1 {
			t.Errorf("older ones: %d, %v", len(older.Past), err)
		}
		found, err := r.FindFrontStories(t.Context(), r.boss, locale.English, "", r.Now())
		if err != nil || len(found) != 1 || found[0].ArticleID != a {
			t.Errorf("the public ones: %+v, %v", found, err)
		}
		_, err = r.FrontDesk(t.Context(), r.boss, "xx", nil)
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}
