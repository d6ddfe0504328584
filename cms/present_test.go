package cms_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// publicTables are those of whose rows readers see something, with the columns that no
// page is made of: what is still being written, and notes of what was done.
func publicTables() map[string][]string {
	return map[string][]string{
		"articles": {"updated_at"}, "article_authors": nil, "article_tags": nil, "authors": nil, "author_names": nil, "former_slugs": nil,
		"front_editions": nil, "front_picks": nil, "listings": nil, "media": nil, "media_texts": nil, "publications": nil, "redirects": nil,
		"sections": nil, "section_names": nil, "settings": nil, "tags": nil, "tag_names": nil,
		"translations": {"head_id", "approved_id", "stage", "version", "created_at", "updated_at"},
	}
}

// deskTables are those of whose rows the lists of the desk are made.
func deskTables() map[string][]string {
	return map[string][]string{"articles": nil, "translations": nil, "publications": nil}
}

// sight is what readers see something of, and the generation that says so; and what desks
// see something of, with the newest event.
type sight struct {
	tables, desk map[string][]string
	generation   models.Generation
	newest       int64
}

func (r *faultRoom) sight(t *testing.T, watch *testkit.Watch) sight {
	t.Helper()
	g, err := r.Generation(t.Context(), r.Now())
	if err != nil {
		t.Fatal(err)
	}
	newest, err := r.NewestEvent(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	s := sight{watch.DumpOf(t, publicTables()), watch.DumpOf(t, deskTables()), g, newest}
	// A version is seen as published; besides, its translator is, where there is one.
	s.tables["translations"] = slices.DeleteFunc(s.tables["translations"], func(row string) bool { return strings.HasSuffix(row, "|<nil>") })
	return s
}

// wantNewGeneration fails where readers may see something else and the generation is the
// one before: pages that are kept would be out of date. So would the lists of the desk.
func wantNewGeneration(t *testing.T, before, after sight) {
	t.Helper()
	if diff := cmp.Diff(before.tables, after.tables); diff != "" && before.generation.Event == after.generation.Event {
		t.Errorf("readers may see something else, and no event says so:\n%s", diff)
	}
	if diff := cmp.Diff(before.desk, after.desk); diff != "" && before.newest == after.newest {
		t.Errorf("desks may list something else, and no event says so:\n%s", diff)
	}
}

func TestThePresentHasWhatWasWrittenAndWhatBegan(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		present := func(n *cms.Newsroom) models.Generation {
			t.Helper()
			at, g, err := n.Present(t.Context())
			if err != nil || at != n.Now() {
				t.Fatal(at, err)
			}
			return g
		}
		id := r.approved(t)
		other := cms.New(cms.Options{Store: r.store, Now: r.clock.Now, Locales: r.Locales(), Zone: r.Zone()})
		r.tick()
		before, elsewhere := present(r.Newsroom), present(other)
		in := r.planned(t, id, r.soon(10), r.soon(20))
		now := present(r.Newsroom)
		if now.Event == before.Event || now.Until != in.LiveFrom {
			t.Errorf("after a write %+v", now)
		}
		if other.Heard(); present(other) != now {
			t.Errorf("elsewhere, told of it, %+v, want %+v", present(other), now)
		}
		if elsewhere == now {
			t.Error("nothing is proven")
		}
		r.clock.Set(in.LiveFrom.Time())
		for _, n := range []*cms.Newsroom{r.Newsroom, other} {
			if got := present(n); got.Since != in.LiveFrom || got.Until != in.EndsAt {
				t.Errorf("at the moment %+v", got)
			}
		}
		r.tick()
		r.save(t, id, en, content("Other", "Words."))
		if got := present(r.Newsroom); got.Event != now.Event {
			t.Errorf("after a save, which nobody sees, %+v", got)
		}
		// Nobody tells this one.
		if err := r.Withdraw(t.Context(), r.boss, id, en); err != nil {
			t.Fatal(err)
		}
		wait(t, func() bool { return present(other) == present(r.Newsroom) })
	})
}

func TestTheFooterIsThatOfTheMoment(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		page := r.standingPage(t, "About")
		if err := r.PlacePage(t.Context(), r.boss, r.settings(t).Version, page, cms.PageShow); err != nil {
			t.Fatal(err)
		}
		r.approve(t, page, en)
		p := r.planned(t, page, r.soon(10), r.soon(20))
		want := func(at models.Instant, pages int) {
			t.Helper()
			if _, _, err := r.Present(t.Context()); err != nil {
				t.Fatal(err)
			}
			for range 2 { // by who asks first, and by who asks again
				info, err := r.SiteInfo(t.Context(), at, en)
				if err != nil || len(info.Pages) != pages {
					t.Errorf("at %v the footer has %v, want %d pages (%v)", at, info, pages, err)
				}
			}
		}
		want(p.LiveFrom, 1) // as a preview shows it
		want(r.Now(), 0)
		want(p.LiveFrom, 1)
		r.clock.Set(p.LiveFrom.Time())
		want(r.Now(), 1)
		want(p.LiveFrom-1, 0)
		want(p.LiveUntil, 0)
		r.clock.Set(p.LiveUntil.Time())
		want(r.Now(), 0)
		want(p.LiveFrom, 1)
	})
}

func TestNamingTheTranslatorIsSeen(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "Words."))
		r.translate(t, id, en, ru, content("Заголовок", "Слова."))
		author, err := r.EnsureAuthor(t.Context(), r.boss, cms.AuthorInput{Key: "a", Names: map[locale.Tag]cms.AuthorNameInput{ru: {Name: "А. Б."}}})
		if err != nil {
			t.Fatal(err)
		}
		before, err := r.Generation(t.Context(), r.Now())
		if err != nil {
			t.Fatal(err)
		}
		in := cms.SaveInput{ArticleID: id, Locale: ru, Base: r.headID(t, id, ru), Content: content("Заголовок", "Слова."), TranslatorID: &author.ID}
		if _, err := r.Save(t.Context(), r.boss, in); err != nil {
			t.Fatal(err)
		}
		if after, err := r.Generation(t.Context(), r.Now()); err != nil || after.Event == before.Event {
			t.Errorf("readers get another page, and nothing says so (%v)", err)
		}
	})
}

// wait asks again and again whether something has come to pass.
func wait(t *testing.T, has func() bool) {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	for ; !has(); time.Sleep(time.Millisecond) {
		if ctx.Err() != nil {
			t.Fatal("it does not come to pass")
		}
	}
}
