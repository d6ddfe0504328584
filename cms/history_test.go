package cms_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// link is a paragraph that leads to an own story.
func link(id int64) string { return fmt.Sprintf(`See <a href="article:%d">the story</a>.`, id) }

// promise is one entry of the naive model: a decision to show a title from a
// moment until another.
type promise struct {
	from, ends models.Instant
	title      string
	order      int // of the decisions
}

// plan is the naive model of one version: what was decided.
type plan []promise

// at returns what is shown at a moment, nothing where it is empty: the promise
// that began last decides, of two of one moment the later decision.
func (p plan) at(moment models.Instant) (*promise, string) {
	var last *promise
	for i := range p {
		q := &p[i]
		begun := q.from < q.ends && q.from <= moment
		if begun && (last == nil || q.from > last.from || q.from == last.from && q.order > last.order) {
			last = q
		}
	}
	if last == nil || last.ends <= moment {
		return nil, ""
	}
	return last, last.title
}

// end ends what is shown at a moment and what was to come, and reports whether
// there was anything.
func (p plan) end(moment models.Instant) bool {
	shown, _ := p.at(moment)
	found := shown != nil
	for i := range p {
		if q := &p[i]; q.from > moment && q.from < q.ends {
			q.ends, found = q.from, true
		}
	}
	if shown != nil {
		shown.ends = moment
	}
	return found
}

// standing returns how a version stands at a moment, looked at from each second
// since the beginning.
func (p plan) standing(begin, moment models.Instant) (cms.Standing, string) {
	if _, title := p.at(moment); title != "" {
		return cms.Live, title
	}
	for at := begin; at <= moment; at += 1000 {
		if _, title := p.at(at); title != "" {
			return cms.Gone, ""
		}
	}
	return cms.Never, ""
}

func TestIntervalsNeverOverlapAndThePastStands(t *testing.T) {
	t.Parallel()
	run := func(sequences int) func(t *testing.T, s *store.Store) {
		return func(t *testing.T, s *store.Store) {
			r := newRoom(t, s)
			for seed := range sequences {
				sequence(t, r, rand.New(rand.NewPCG(1, uint64(seed))))
				if t.Failed() {
					t.Fatalf("in sequence %d", seed)
				}
			}
		}
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		run(100)(t, testkit.SQLite(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		run(15)(t, testkit.Postgres(t))
	})
}

// sequence plays a random sequence of use cases on a new story and holds what
// comes of it against the model, at every second before and after.
func sequence(t *testing.T, r *room, random *rand.Rand) {
	t.Helper()
	g := &game{room: r, id: r.article(t, r.boss, en), random: random, begin: r.Now(), past: map[models.Instant]string{}, promised: map[int64]int{}}
	r.save(t, g.id, en, content("Title 0"))
	g.head = "Title 0"
	r.approve(t, g.id, en)
	for step := range 25 {
		g.step(t, step)
		_, g.past[r.Now()] = g.plan.at(r.Now())
		checkNoOverlap(t, r.publications(t, g.id, en))
	}
	for at := g.begin - 1000; at <= r.Now()+40_000; at += 1000 {
		s := r.storyAt(t, at, en, g.id)
		title := ""
		if s.Standing == cms.Live {
			title = s.Content().Title
		}
		if standing, want := g.plan.standing(g.begin, at); s.Standing != standing || title != want {
			t.Errorf("at %d: %d %q, want %d %q; plan %v", (at-g.begin)/1000, s.Standing, title, standing, want, g.plan)
		}
		if was, seen := g.past[at]; seen && was != title {
			t.Errorf("at %d readers saw %q, now it is said to be %q", (at-g.begin)/1000, was, title)
		}
	}
}

// game is a sequence under way.
type game struct {
	*room
	id     int64
	random *rand.Rand
	plan   plan
	head   string
	begin  models.Instant
	past   map[models.Instant]string // what was shown at moments gone by
	// releases that publish the story, and their promises by number.
	releases []int64
	promised map[int64]int
}

// wall is a moment as the clock in the newsroom shows it; 0 is none.
func (g *game) wall(at models.Instant) cms.WallTime {
	if at == 0 {
		return cms.WallTime{}
	}
	return cms.WallTime{Local: at.In(g.Zone()).Format("2006-01-02T15:04:05")}
}

// ahead is a moment in the next half minute, or 0.
func (g *game) ahead() models.Instant {
	if g.random.IntN(3) == 0 {
		return 0
	}
	return g.Now() + models.Instant(1+g.random.IntN(30))*1000
}

func (g *game) step(t *testing.T, step int) {
	t.Helper()
	switch g.random.IntN(13) {
	case 0:
		g.head = fmt.Sprintf("Title %d", step+1)
		g.save(t, g.id, en, content(g.head))
		g.approve(t, g.id, en)
	case 1, 2, 3:
		g.schedule(t, step)
	case 4:
		g.withdrawOrKill(t)
	case 5:
		g.cancel(t)
	case 6:
		g.expire(t)
	case 7:
		g.armRelease(t, step)
	case 8:
		g.disarm(t)
	case 9, 10:
		g.rollBack(t, step)
	default:
		g.clock.Advance(time.Duration(g.random.IntN(8)) * time.Second)
	}
}

func (g *game) schedule(t *testing.T, step int) {
	t.Helper()
	from, until := g.ahead(), g.ahead()
	in := cms.PublishInput{ArticleID: g.id, Locale: en, Revision: g.headID(t, g.id, en), From: g.wall(from), Until: g.wall(until)}
	_, err := g.Publish(t.Context(), g.boss, in)
	if from == 0 {
		from = g.Now()
	}
	if until != 0 && until <= from {
		wantError(t, err, errs.Invalid, "error.until_before_from")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	if until == 0 {
		until = models.Forever
		if running, _ := g.plan.at(from); running != nil {
			until = running.ends
		}
	}
	g.plan = append(g.plan, promise{from, until, g.head, step})
}

// armRelease plans a release of the story and arms it.
func (g *game) armRelease(t *testing.T, step int) {
	t.Helper()
	from := g.Now() + models.Instant(1+g.random.IntN(15))*1000
	v := g.release(t, "Release", g.wall(from), g.item(g.id, en))
	g.arm(t, v)
	until := models.Forever
	if running, _ := g.plan.at(from); running != nil {
		until = running.ends
	}
	g.promised[v.ID] = len(g.plan)
	g.releases = append(g.releases, v.ID)
	g.plan = append(g.plan, promise{from, until, g.head, step})
}

// aRelease picks a release, its promise and its state; 0 where there is none.
func (g *game) aRelease(t *testing.T) (int64, *promise, models.ReleaseState) {
	t.Helper()
	if len(g.releases) == 0 {
		return 0, nil, ""
	}
	id := g.releases[g.random.IntN(len(g.releases))]
	return id, &g.plan[g.promised[id]], g.stored(t, id).State
}

// held reports whether an armed release holds a promise that is ahead.
func (g *game) held(t *testing.T, p *promise) bool {
	t.Helper()
	for id, i := range g.promised {
		if &g.plan[i] == p && p.from > g.Now() && g.stored(t, id).State == models.ReleaseArmed {
			return true
		}
	}
	return false
}

func (g *game) disarm(t *testing.T) {
	t.Helper()
	id, p, state := g.aRelease(t)
	if id == 0 {
		return
	}
	err := g.Disarm(t.Context(), g.boss, id)
	if state != models.ReleaseArmed || p.from <= g.Now() {
		wantError(t, err, errs.Invalid, "error.release_not_armed")
	} else if err != nil {
		t.Fatal(err)
	}
	if err == nil && p.from < p.ends {
		p.ends = p.from
	}
}

func (g *game) rollBack(t *testing.T, step int) {
	t.Helper()
	id, own, state := g.aRelease(t)
	if id == 0 {
		return
	}
	back, err := g.RollBack(t.Context(), g.boss, id)
	if state != models.ReleaseArmed || own.from > g.Now() {
		wantError(t, err, errs.Invalid, "error.release_not_out")
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	newer := slices.ContainsFunc(g.plan, func(p promise) bool { return p.from < p.ends && p.from > own.from })
	shown, _ := g.plan.at(g.Now())
	if newer || shown == nil || shown.order != own.order {
		if len(back.Left()) != 1 {
			t.Errorf("rolling back touched what is newer or gone: left %v", back.Left())
		}
		return
	}
	before, _ := g.plan.at(own.from - 1)
	own.ends = g.Now()
	if before != nil && before.ends > g.Now() {
		g.plan = append(g.plan, promise{g.Now(), before.ends, before.title, step})
	}
}

func (g *game) withdrawOrKill(t *testing.T) {
	t.Helper()
	var err error
	if g.random.IntN(2) == 0 {
		err = g.Withdraw(t.Context(), g.boss, g.id, en)
	} else {
		err = g.Kill(t.Context(), g.boss, g.id, "a test")
	}
	if !g.plan.end(g.Now()) {
		wantError(t, err, errs.Invalid, "error.withdraw_nothing")
	} else if err != nil {
		t.Fatal(err)
	}
}

// pick returns a publication and its promise, null where there is none.
func (g *game) pick(t *testing.T) (*models.Publication, *promise) {
	t.Helper()
	list := g.publications(t, g.id, en)
	if len(list) == 0 {
		return nil, nil
	}
	slices.SortFunc(list, func(a, b models.Publication) int { return int(a.ID - b.ID) })
	i := g.random.IntN(len(list))
	return &list[i], &g.plan[i] // promises are in the order of the decisions, as ids are
}

func (g *game) cancel(t *testing.T) {
	t.Helper()
	p, promised := g.pick(t)
	if p == nil {
		return
	}
	err := g.Cancel(t.Context(), g.boss, p.ID)
	if g.held(t, promised) {
		wantError(t, err, errs.Invalid, "error.publication_in_release")
		return
	}
	if promised.from <= g.Now() || promised.from >= promised.ends {
		wantError(t, err, errs.Invalid, "error.publication_begun")
	} else if err != nil {
		t.Fatal(err)
	}
	if err == nil {
		promised.ends = promised.from
	}
}

func (g *game) expire(t *testing.T) {
	t.Helper()
	p, promised := g.pick(t)
	if p == nil {
		return
	}
	until := g.ahead()
	err := g.SetExpiry(t.Context(), g.boss, p.ID, g.wall(until))
	if until == 0 {
		until = models.Forever
	}
	switch {
	case g.held(t, promised):
		wantError(t, err, errs.Invalid, "error.publication_in_release")
	case p.LiveUntil <= g.Now() || promised.from >= promised.ends:
		wantError(t, err, errs.Invalid, "error.publication_over")
	case until <= promised.from:
		wantError(t, err, errs.Invalid, "error.until_before_from")
	case err != nil:
		t.Fatal(err)
	default:
		promised.ends = until
	}
}

// checkNoOverlap fails if at any moment more than one of them is public.
func checkNoOverlap(t *testing.T, list []models.Publication) {
	t.Helper()
	for i, p := range list {
		if p.LiveFrom > p.LiveUntil {
			t.Errorf("publication %d ends before it begins", p.ID)
		}
		for _, q := range list[i+1:] {
			if p.LiveFrom < q.LiveUntil && q.LiveFrom < p.LiveUntil && p.LiveFrom < p.LiveUntil && q.LiveFrom < q.LiveUntil {
				t.Errorf("publications overlap: [%d, %d) and [%d, %d)", p.LiveFrom, p.LiveUntil, q.LiveFrom, q.LiveUntil)
			}
		}
	}
}
