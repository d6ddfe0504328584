package cms_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// search returns the titles that a query finds at a moment, page by page.
func (r *room) search(t *testing.T, at models.Instant, l locale.Tag, query string) []string {
	t.Helper()
	var titles []string
	in := cms.SearchInput{At: at, Locale: l, Query: query}
	for range 100 {
		found, err := r.Search(t.Context(), in)
		if err != nil {
			t.Fatalf("search %q: %v", query, err)
		}
		for _, h := range found.Hits {
			titles = append(titles, h.Publication.Revision.Content.Title)
		}
		if found.Next == nil {
			return titles
		}
		in.After = found.Next
	}
	t.Fatalf("search %q has no end", query)
	return nil
}

func (r *room) wantFound(t *testing.T, l locale.Tag, query string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, r.search(t, r.Now(), l, query)); diff != "" {
		t.Errorf("%s %q (-want +got):\n%s", l, query, diff)
	}
}

// tell publishes a story of a title and a text.
func (r *room) tell(t *testing.T, l locale.Tag, title, text string) int64 {
	t.Helper()
	id := r.article(t, r.boss, l)
	r.save(t, id, l, content(title, text))
	r.publish(t, id, l)
	return id
}

func TestSearchRanksTheSpellingBeforeTheFormBeforeTheRest(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		if _, err := r.EnsureTag(t.Context(), r.boss, cms.TagInput{
			Key: "caspian", Names: models.Names{az: "Xəzər", ru: "Каспий", kk: "Каспий"},
		}); err != nil {
			t.Fatal(err)
		}
		for _, s := range []struct{ title, text string }{
			{"Exact and old", "Тұр деді ол."},
			{"Folded", "Тур қымбаттады."},
			{"Form", "Тұрдың ішінде."},
			{"Sound", "Ол Tūr дегенді айтты."},
			{"Exact", "Тұр деді ол."},
			{"Тұр", "Тұр деді."},
			{"Other", "Басқа сөз."},
		} {
			r.tell(t, kk, s.title, s.text)
			r.clock.Advance(time.Minute)
		}
		r.tell(t, ru, "Чужой язык", "Тұр.")
		r.wantFound(t, kk, "тұр", "Тұр", "Exact", "Exact and old", "Form", "Folded", "Sound")
		r.wantFound(t, kk, "тұр деді", "Тұр", "Exact", "Exact and old")
		r.wantFound(t, kk, "тұр жоқ")
		r.wantFound(t, kk, "")
		r.wantFound(t, kk, `"' OR (`)

		r.tell(t, ru, "Море", "Вода Каспия уходит.")
		r.wantFound(t, ru, "Xəzər", "Море")
		r.wantFound(t, ru, "вода xezer", "Море")
		r.wantFound(t, ru, "Xəzər суша")
	})
}

func TestSearchPagesThroughEverythingOnce(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		var want []string
		for i := range 45 {
			text := "The port grew."
			if i%3 == 0 {
				text = "Many ports grew."
			}
			title := fmt.Sprintf("Story %02d", i)
			r.tell(t, en, title, text)
			if i%2 == 0 { // some in the same minute
				r.clock.Advance(time.Minute)
			}
			want = append(want, title)
		}
		got := r.search(t, r.Now(), en, "port")
		if len(got) != 45 || !slices.IsSortedFunc(got[:30], descending) || !slices.IsSortedFunc(got[30:], descending) {
			t.Errorf("found %v", got)
		}
		slices.Sort(got)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("found (-want +got):\n%s", diff)
		}
	})
}

func descending(a, b string) int { return strings.Compare(b, a) }

func TestSearchFindsExactlyWhatIsLive(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		begin := r.Now()
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("First", "The needle is here."))
		r.approve(t, id, en)
		r.wantFound(t, en, "needle")
		if _, err := r.schedule(t, id, r.soon(10)); err != nil {
			t.Fatal(err)
		}
		r.save(t, id, en, content("Second", "The thread is here."))
		r.approve(t, id, en)
		if _, err := r.schedule(t, id, r.soon(20)); err != nil {
			t.Fatal(err)
		}
		r.wantFound(t, en, "needle")
		r.clock.Advance(10 * time.Minute)
		r.wantFound(t, en, "needle", "First")
		r.wantFound(t, en, "thread")
		r.clock.Advance(10 * time.Minute)
		r.wantFound(t, en, "needle")
		r.wantFound(t, en, "thread", "Second")
		r.withdraw(t, id, en)
		r.wantFound(t, en, "thread")
		// As it was.
		if diff := cmp.Diff([]string{"First"}, r.search(t, begin.Add(15*time.Minute), en, "needle")); diff != "" {
			t.Errorf("at an earlier moment (-want +got):\n%s", diff)
		}
	})
}

func TestTheOrderFollowsTheFirstPublication(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		// Two are planned; the first of the older one is cancelled, so that it
		// comes out after the other.
		older := r.approved(t)
		cancelled, err := r.schedule(t, older, r.soon(10))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := r.schedule(t, older, r.soon(30)); err != nil {
			t.Fatal(err)
		}
		r.save(t, older, en, content("Older", "The needle."))
		r.approve(t, older, en)
		if _, err := r.schedule(t, older, r.soon(31)); err != nil {
			t.Fatal(err)
		}
		other := r.article(t, r.boss, en)
		r.save(t, other, en, content("Other", "The needle."))
		r.approve(t, other, en)
		if _, err := r.schedule(t, other, r.soon(20)); err != nil {
			t.Fatal(err)
		}
		if err := r.Cancel(t.Context(), r.boss, cancelled.ID); err != nil {
			t.Fatal(err)
		}
		r.clock.Advance(time.Hour)
		r.wantFound(t, en, "needle", "Older", "Other")
	})
}

func TestWhatIsNotSearchableYetIsMadeSoInTheBackground(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for i := range 60 {
			r.tell(t, en, fmt.Sprintf("Story %d", i), "The needle.")
		}
		err := r.store.Write(t.Context(), func(tx *store.Tx) error { // as a migration leaves it
			var none []store.SearchKeys
			for id := range int64(60) {
				none = append(none, store.SearchKeys{Publication: &models.Publication{ID: id + 1}})
			}
			return tx.SetSearchKeys(t.Context(), none, 0)
		})
		if err != nil {
			t.Fatal(err)
		}
		r.wantFound(t, en, "needle")
		rounds := 0
		for more := true; more; rounds++ {
			if more, err = r.Reindex(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got := len(r.search(t, r.Now(), en, "needle")); got != 60 || rounds != 3 {
			t.Errorf("%d found after %d rounds, want 60 after 3", got, rounds)
		}
	})
}
