package cms_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

func TestDesksLookUpOnceWhatTheyHaveInCommon(t *testing.T) {
	t.Parallel()
	testkit.EachIntercepted(t, func(t *testing.T, s *store.Store, watch *testkit.Watch) {
		r := newRoom(t, s)
		one, other := r.user(t, "one", grant(models.RoleEditor)), r.user(t, "other", grant(models.RoleEditor))
		id := r.approved(t)
		p := r.planned(t, id, r.soon(10), r.soon(20))
		looked := func(by cms.Actor) int {
			t.Helper()
			watch.Reset(0)
			r.overview(t, by)
			n := 0
			for _, s := range watch.Seen() {
				if strings.Contains(s.Query, "articles.updated_at >= ") && !strings.Contains(s.Query, "assignments") { // which are one's own
					n++
				}
			}
			return n
		}
		first := looked(one)
		if first == 0 {
			t.Fatal("nothing is proven")
		}
		ready := func() bool { t.Helper(); return slices.Contains(r.panel(t, other, cms.PanelReady), id) }
		if n := looked(other); n != 0 {
			t.Errorf("another desk looks up %d lists", n)
		}
		if ready() {
			t.Error("what is planned waits to be published")
		}
		// The moment comes without anybody's doing, and the one at which it ends.
		r.clock.Set(p.LiveUntil.Time())
		if n := looked(one); n != first {
			t.Errorf("after the moment a desk looks up %d lists, want %d", n, first)
		}
		if !ready() {
			t.Error("what is over does not wait to be published")
		}
		r.article(t, r.boss, en)
		if n := looked(other); n != first {
			t.Errorf("after an event a desk looks up %d lists, want %d", n, first)
		}
	})
}

func TestAListThatCouldNotBeLookedUpIsLookedUpAgain(t *testing.T) {
	t.Parallel()
	testkit.EachIntercepted(t, func(t *testing.T, s *store.Store, watch *testkit.Watch) {
		r := newRoom(t, s)
		id := r.approved(t)
		watch.Reset(0)
		r.overview(t, r.boss)
		list := slices.IndexFunc(watch.Seen(), func(s testkit.Statement) bool { return strings.Contains(s.Query, "articles.updated_at >= ") })
		r.save(t, id, en, content("Title", "Other words."))
		r.approve(t, id, en)
		watch.Reset(list + 1)
		if _, err := r.Overview(t.Context(), r.boss, en); err == nil {
			t.Fatal("nothing is proven")
		}
		watch.Reset(0)
		if got := r.panel(t, r.boss, cms.PanelReady); !slices.Contains(got, id) {
			t.Errorf("ready are %v, want %d", got, id)
		}
	})
}
