package cms_test

import (
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// portable is a story in two languages with everything that a story has.
func portable(key string) cms.PortableStory {
	desk := cms.AuthorInput{Key: "desk", Handle: "@desk", Names: map[locale.Tag]cms.AuthorNameInput{
		en: {Name: "News desk", Title: "Editors"}, ru: {Name: "Редакция"},
	}}
	return cms.PortableStory{
		Key: key, Kind: models.News, Source: en, Urgent: true, Place: models.Names{en: "BAKU", ru: "БАКУ"},
		Section: cms.SectionInput{Key: "world", Names: models.Names{en: "World", ru: "Мир"}},
		Authors: []cms.AuthorInput{desk},
		Tags:    []cms.TagInput{{Key: "energy", Names: models.Names{en: "Energy", ru: "Энергетика"}}},
		// The translation comes first in the file, and is stored second.
		Versions: []cms.PortableVersion{
			{
				Locale: ru, Content: content("Заголовок "+key, "Раз.", "Два."), Translator: desk,
				Date: models.At(testkit.Moment().Add(-time.Hour)), Aliases: []string{"/ru/old/" + key},
			},
			{
				Locale: en, Content: content("Title "+key, "One.", "Two."),
				Date: models.At(testkit.Moment().Add(-2 * time.Hour)), Aliases: []string{"/old/" + key},
			},
		},
	}
}

// imports stores stories and fails unless all came out so.
func (r *room) imports(t *testing.T, o cms.ImportOptions, want cms.Outcome, stories ...cms.PortableStory) []int64 {
	t.Helper()
	results, err := r.Import(t.Context(), r.boss, stories, o)
	if err != nil {
		t.Fatal(err)
	}
	var ids []int64
	for i, res := range results {
		if res.Err != nil || res.Outcome != want {
			t.Errorf("story %d: outcome %d, %v; want %d", i, res.Outcome, res.Err, want)
		}
		ids = append(ids, res.ArticleID)
	}
	return ids
}

// keyedStory is the portable story with keys, as an export writes it.
func keyedStory(key string) cms.PortableStory {
	s := portable(key)
	for i := range s.Versions {
		body := s.Versions[i].Content.Body
		body[0].Key, body[1].Key = "aaaaaaaa", "bbbbbbbb"
	}
	return s
}

func TestImportingTheSameAgainChangesNothing(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func(string) cms.PortableStory{"with keys": keyedStory, "without": portable} {
		for options, o := range map[string]cms.ImportOptions{
			"stored": {}, "published": {Publish: true}, "confirmed": {Confirm: true}, "both": {Publish: true, Confirm: true},
		} {
			t.Run(name+"/"+options, func(t *testing.T) {
				t.Parallel()
				eachRoom(t, func(t *testing.T, r *room) {
					ids := r.imports(t, o, cms.Created, make("a"), make("b"))
					r.tick()
					before := r.journal(t)
					again := r.imports(t, o, cms.Unchanged, make("a"), make("b"))
					if diff := cmp.Diff(ids, again); diff != "" {
						t.Errorf("ids (-first +again):\n%s", diff)
					}
					r.unchanged(t, before)
				})
			})
		}
	}
}

func TestImportPublishesSinceTheDateThatTheStoryHad(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		before := r.journal(t)
		id := r.imports(t, cms.ImportOptions{Publish: true}, cms.Created, portable("a"))[0]
		for l, ago := range map[locale.Tag]time.Duration{en: 2 * time.Hour, ru: time.Hour} {
			s, want := r.story(t, l, id), r.Now().Add(-ago)
			if s.Standing != cms.Live || s.Publication.LiveFrom != want || s.Publication.PublishedAt != want {
				t.Errorf("%s: %d, %+v; want live since %d", l, s.Standing, s.Publication, want)
			}
		}
		// It is a journaled override of the conditions.
		reasons := map[locale.Tag]any{}
		for _, e := range r.journal(t)[len(before):] {
			if e.Kind == models.PublicationScheduled {
				reasons[e.Locale] = e.Data["override"]
			}
		}
		if diff := cmp.Diff(map[locale.Tag]any{en: nil, ru: cms.OverrideImported}, reasons); diff != "" {
			t.Errorf("reasons (-want +got):\n%s", diff)
		}
	})
}

func TestImportOfNewWordsMakesARevisionAndReplacesWhatIsLive(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		o := cms.ImportOptions{Publish: true}
		id := r.imports(t, o, cms.Created, portable("a"))[0]
		old := r.head(t, id, en)
		first := r.story(t, en, id).Publication.PublishedAt
		r.clock.Advance(time.Hour)
		s := portable("a")
		s.Versions[1].Content.Body[1].Text = "Two, edited."
		r.imports(t, o, cms.Updated, s)
		head := r.head(t, id, en)
		if head.Number != 2 || head.Content.Body[0].Key != old.Content.Body[0].Key {
			t.Errorf("number %d, keys %v; want 2 and %v", head.Number, keys(head.Content.Body), keys(old.Content.Body))
		}
		p := r.story(t, en, id).Publication
		if p.RevisionID != head.ID || p.LiveFrom != r.Now() || p.PublishedAt != first {
			t.Errorf("live is %+v, want revision %d from now, published at %d", p, head.ID, first)
		}
		if got := r.head(t, id, ru).Number; got != 1 {
			t.Errorf("the other version has %d revisions, want 1", got)
		}
	})
}

func TestImportDoesNotRepublishWhatWasWithdrawn(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		o := cms.ImportOptions{Publish: true}
		id := r.imports(t, o, cms.Created, portable("a"))[0]
		r.withdraw(t, id, en)
		r.tick()
		r.imports(t, o, cms.Unchanged, portable("a"))
		s := portable("a")
		s.Versions[1].Content.Title = "Another"
		r.imports(t, o, cms.Updated, s)
		if got := r.story(t, en, id).Standing; got != cms.Gone {
			t.Errorf("standing %d, want gone", got)
		}
	})
}

func TestBadStoryDoesNotTakeTheBatchAlong(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		bad := portable("bad")
		bad.Versions[0].Content.Title = " " // its translation, so that half of it would be stored
		results, err := r.Import(t.Context(), r.boss, []cms.PortableStory{portable("a"), bad, portable("b")}, cms.ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		wantError(t, results[1].Err, errs.Invalid, "error.title_required")
		for _, i := range []int{0, 2} {
			if results[i].Err != nil || results[i].Outcome != cms.Created || r.head(t, results[i].ArticleID, ru) == nil {
				t.Errorf("story %d: %+v", i, results[i])
			}
		}
		rows, err := r.stories(t, cms.StoryQuery{})
		if err != nil || len(rows) != 2 {
			t.Errorf("%d stories, %v; want 2: nothing of the bad one", len(rows), err)
		}
	})
}

func TestImportNeedsTheRights(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		before := r.journal(t)
		results, err := r.Import(t.Context(), r.user(t, "translator", grant(models.RoleTranslator)), []cms.PortableStory{portable("a")}, cms.ImportOptions{})
		if err != nil {
			t.Fatal(err)
		}
		wantError(t, results[0].Err, errs.Forbidden, "error.forbidden")
		if got := len(r.journal(t)) - len(before); got != 1 { // the user
			t.Errorf("%d events, want 1", got)
		}
	})
}

func TestOldPathsLeadToTheStory(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.imports(t, cms.ImportOptions{Publish: true}, cms.Created, portable("a"))[0]
		redirect := func(path string) (cms.Version, bool) {
			t.Helper()
			v, ok, err := r.Redirect(t.Context(), r.Now(), path, nil)
			if err != nil {
				t.Fatal(err)
			}
			return v, ok
		}
		for path, l := range map[string]locale.Tag{"/old/a": en, "/ru/old/a": ru} {
			if v, ok := redirect(path); !ok || v.Locale != l || v.ArticleID != id {
				t.Errorf("%s leads to %+v, %v", path, v, ok)
			}
		}
		r.withdraw(t, id, ru)
		for _, path := range []string{"/ru/old/a", "/nowhere"} {
			if v, ok := redirect(path); ok {
				t.Errorf("%s leads to %+v, want nowhere", path, v)
			}
		}
		// One more is news for readers, the second time it is none.
		story, before := portable("a"), r.journal(t)
		at := slices.IndexFunc(story.Versions, func(v cms.PortableVersion) bool { return v.Locale == en })
		story.Versions[at].Aliases = append(story.Versions[at].Aliases, "/?p=7")
		for _, want := range []cms.Outcome{cms.Updated, cms.Unchanged} {
			r.imports(t, cms.ImportOptions{}, want, story)
			r.wantLast(t, before, models.ArticleUpdated)
		}
		if v, ok, err := r.Redirect(t.Context(), r.Now(), "/", url.Values{"p": {"7"}}); err != nil || !ok || v.Locale != en || v.ArticleID != id {
			t.Errorf("the new one leads to %+v, %v, %v", v, ok, err)
		}
	})
}

func TestImportDoesNotConfirm(t *testing.T) {
	t.Parallel()
	for name, make := range map[string]func(string) cms.PortableStory{"with keys": keyedStory, "without": portable} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachRoom(t, func(t *testing.T, r *room) {
				id := r.imports(t, cms.ImportOptions{}, cms.Created, make("a"))[0]
				for i, b := range r.head(t, id, ru).Content.Body {
					if b.From != 0 || b.Origin != models.OriginImport {
						t.Errorf("block %d: from %d, origin %q; want 0 and import", i, b.From, b.Origin)
					}
				}
				// What a person has confirmed since stays so.
				source := r.headID(t, id, en)
				r.translate(t, id, en, ru, r.head(t, id, ru).Content)
				r.imports(t, cms.ImportOptions{}, cms.Unchanged, make("a"))
				for i, b := range r.head(t, id, ru).Content.Body {
					if b.From != source || b.Origin != models.OriginHuman {
						t.Errorf("block %d after a second import: from %d, origin %q; want %d and human", i, b.From, b.Origin, source)
					}
				}
			})
		})
	}
	t.Run("unless asked to", func(t *testing.T) {
		t.Parallel()
		eachRoom(t, func(t *testing.T, r *room) {
			id := r.imports(t, cms.ImportOptions{Confirm: true}, cms.Created, portable("a"))[0]
			for i, b := range r.head(t, id, ru).Content.Body {
				if want := r.headID(t, id, en); b.From != want {
					t.Errorf("block %d: from %d, want %d", i, b.From, want)
				}
			}
		})
	})
}

// exported returns every story of the newsroom.
func (r *room) exported(t *testing.T) []cms.PortableStory {
	t.Helper()
	var list []cms.PortableStory
	err := r.Export(t.Context(), r.boss, func(_ int64, s *cms.PortableStory) error {
		list = append(list, *s)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestExportThenImportGivesTheSameBlocks(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		r.imports(t, cms.ImportOptions{Publish: true, Confirm: true}, cms.Created, portable("a"), portable("b"))
		want := r.exported(t)
		other := newRoom(t, testkit.SQLite(t))
		other.imports(t, cms.ImportOptions{Publish: true, Confirm: true}, cms.Created, want...)
		got := other.exported(t)
		if len(got) != 2 {
			t.Fatalf("got %d stories, want 2", len(got))
		}
		// Old paths are not exported; everything else is.
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("stories (-first +second):\n%s", diff)
		}
		other.tick()
		before := other.journal(t)
		other.imports(t, cms.ImportOptions{Publish: true, Confirm: true}, cms.Unchanged, want...)
		other.unchanged(t, before)
	})
}

func TestExportNeedsTheRightToAdminister(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		err := r.Export(t.Context(), r.user(t, "editor", grant(models.RoleEditor)), func(int64, *cms.PortableStory) error {
			t.Error("a story was handed out")
			return nil
		})
		wantError(t, err, errs.Forbidden, "error.forbidden")
	})
}

func TestTranslationThatArrivesAloneLeavesTheArticleAsItIs(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.imports(t, cms.ImportOptions{}, cms.Created, portable("a"))[0]
		alone := cms.PortableStory{
			Key: "a", Kind: models.News, Source: kk, Section: cms.SectionInput{Key: "other"},
			Versions: []cms.PortableVersion{{Locale: kk, Content: content("Тақырып", "Бір.", "Екі.")}},
		}
		r.imports(t, cms.ImportOptions{}, cms.Updated, alone)
		d, err := r.Desk(t.Context(), r.boss, id, kk)
		if err != nil {
			t.Fatal(err)
		}
		if got := d.Article.SourceLocale; got != en {
			t.Errorf("source language: %q, want %q", got, en)
		}
		if got := d.Article.Section.Key; got != "world" {
			t.Errorf("section: %q, want %q", got, "world")
		}
		if d.Head() == nil || d.Head().Content.Title != "Тақырып" {
			t.Errorf("the translation did not arrive: %+v", d.Head())
		}
	})
}
