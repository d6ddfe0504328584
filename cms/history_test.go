package cms_test

import (
	"fmt"
	"math/rand/v2"
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

// change is one entry of the naive model: from then on the version shows the
// title, or nothing where it is empty.
type change struct {
	at    models.Instant
	title string
}

// history is the naive model of one version: what became public when.
type history []change

// at returns how the version stood: the last change up to then decides, and
// it was public if it ever showed anything for longer than an instant.
func (h history) at(at models.Instant) (cms.Standing, string) {
	title, was := "", false
	for i, c := range h {
		if c.at > at {
			break
		}
		title = c.title
		if ends := i+1 < len(h) && h[i+1].at == c.at; c.title != "" && !ends {
			was = true
		}
	}
	switch {
	case title != "":
		return cms.Live, title
	case was:
		return cms.Gone, ""
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
// comes of it against the model.
func sequence(t *testing.T, r *room, random *rand.Rand) {
	t.Helper()
	id := r.article(t, r.boss, en)
	begin := r.Now()
	var h history
	head, approved := "", false
	for step := range 25 {
		switch random.IntN(6) {
		case 0:
			head, approved = fmt.Sprintf("Title %d", step), false
			r.save(t, id, en, content(head))
		case 1:
			if head != "" {
				r.approve(t, id, en)
				approved = true
			}
		case 2:
			_, err := r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: en, Revision: r.headID(t, id, en)})
			switch {
			case head == "":
				wantError(t, err, errs.NotFound, "error.not_found")
			case !approved:
				wantError(t, err, errs.Invalid, "error.publish_not_approved")
			case err != nil:
				t.Fatal(err)
			default:
				h = append(h, change{r.Now(), head})
			}
		case 3:
			err := r.Withdraw(t.Context(), r.boss, id, en)
			_, live := h.at(r.Now())
			switch {
			case head == "":
				wantError(t, err, errs.NotFound, "error.not_found")
			case live == "":
				wantError(t, err, errs.Invalid, "error.withdraw_nothing")
			case err != nil:
				t.Fatal(err)
			default:
				h = append(h, change{r.Now(), ""})
			}
		default:
			r.clock.Advance(time.Duration(random.IntN(3)) * time.Millisecond)
		}
	}
	checkNoOverlap(t, r.publications(t, id, en))
	for at := begin - 1; at <= r.Now()+1; at++ {
		s := r.storyAt(t, at, en, id)
		title := ""
		if s.Standing == cms.Live {
			title = s.Content().Title
		}
		if standing, want := h.at(at); s.Standing != standing || title != want {
			t.Errorf("at %d: %d %q, want %d %q; history %v", at-begin, s.Standing, title, standing, want, h)
		}
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
