package cms_test

import (
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

// contains reports whether a list of words has the word.
func contains(list, word string) bool { return slices.Contains(strings.Fields(list), word) }

func TestWhatThePublicGets(t *testing.T) {
	t.Parallel()
	one := func(t *testing.T, r *room) int64 {
		t.Helper()
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		return id
	}
	live := func(t *testing.T, r *room) int64 {
		t.Helper()
		id := one(t, r)
		r.publish(t, id, en)
		r.tick()
		return id
	}
	for _, test := range []struct {
		state string
		make  func(t *testing.T, r *room) int64
		want  cms.Standing // in English; never in the others
	}{
		{"no such id", func(*testing.T, *room) int64 { return noStory }, cms.Never},
		{"no words", func(t *testing.T, r *room) int64 { t.Helper(); return r.article(t, r.boss, en) }, cms.Never},
		{"draft", one, cms.Never},
		{"approved, not published", func(t *testing.T, r *room) int64 {
			t.Helper()
			id := one(t, r)
			r.approve(t, id, en)
			return id
		}, cms.Never},
		{"live", live, cms.Live},
		{"live, edited since", func(t *testing.T, r *room) int64 {
			t.Helper()
			id := live(t, r)
			r.save(t, id, en, content("A draft", "Two."))
			return id
		}, cms.Live},
		{"updated", func(t *testing.T, r *room) int64 {
			t.Helper()
			id := live(t, r)
			r.save(t, id, en, content("Title", "Two."))
			r.publish(t, id, en)
			return id
		}, cms.Live},
		{"withdrawn", func(t *testing.T, r *room) int64 {
			t.Helper()
			id := live(t, r)
			r.withdraw(t, id, en)
			return id
		}, cms.Gone},
		{"cancelled in the moment it began", func(t *testing.T, r *room) int64 {
			t.Helper()
			id := one(t, r)
			r.publish(t, id, en)
			r.withdraw(t, id, en)
			return id
		}, cms.Never},
		{"withdrawn, then published again", func(t *testing.T, r *room) int64 {
			t.Helper()
			id := live(t, r)
			r.withdraw(t, id, en)
			r.tick()
			r.publish(t, id, en)
			return id
		}, cms.Live},
	} {
		t.Run(test.state, func(t *testing.T) {
			t.Parallel()
			eachRoom(t, func(t *testing.T, r *room) {
				id := test.make(t, r)
				for _, l := range r.Locales().Tags() {
					want := &cms.Story{Standing: cms.Never}
					if l == en {
						want.Standing = test.want
					}
					got := r.story(t, l, id)
					if got.Standing != want.Standing {
						t.Errorf("%s: standing %d, want %d", l, got.Standing, want.Standing)
					}
					var versions []locale.Tag
					for _, v := range got.Versions {
						versions = append(versions, v.Locale)
					}
					if isLive := test.want == cms.Live; isLive != slices.Equal(versions, []locale.Tag{en}) || !isLive && len(versions) > 0 {
						t.Errorf("%s: live versions %v", l, versions)
					}
					if got.Standing != cms.Live && (got.Article != nil || got.Publication != nil) {
						t.Errorf("%s: a story that is not live carries words", l)
					}
					if test.want == cms.Never {
						// Never public and not there at all look alike.
						if diff := cmp.Diff(r.story(t, l, noStory), got); diff != "" {
							t.Errorf("%s differs from an id that is not there (-no such +got):\n%s", l, diff)
						}
					}
				}
			})
		})
	}
}

func TestPublishingNeedsAnApprovedHead(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		old := r.save(t, id, en, content("One"))
		r.approve(t, id, en)
		head := r.save(t, id, en, content("Two"))
		publish := func(revision int64) error {
			_, err := r.Publish(t.Context(), r.boss, cms.PublishInput{
				ArticleID: id, Locale: en, Revision: revision, OverrideReason: "it overrides blocks only",
			})
			return err
		}
		before := r.journal(t)
		wantError(t, publish(old.ID), errs.Conflict, "error.changed_meanwhile")
		wantError(t, publish(head.ID), errs.Invalid, "error.publish_not_approved")
		r.unchanged(t, before)
		err := r.ChangeStage(t.Context(), r.boss, cms.StageInput{ArticleID: id, Locale: en, Revision: head.ID, To: models.Review})
		if err != nil {
			t.Fatal(err)
		}
		wantError(t, publish(head.ID), errs.Invalid, "error.publish_not_approved")
		if list := r.publications(t, id, en); len(list) != 0 {
			t.Errorf("got publications %v", list)
		}
	})
}

func TestPublishingAndWithdrawingNeedTheRight(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		rev := r.save(t, id, en, content("One"))
		r.approve(t, id, en)
		in := cms.PublishInput{ArticleID: id, Locale: en, Revision: rev.ID}
		editor := r.user(t, "editor", grant(models.RoleEditor, en))
		others := []cms.Actor{
			r.user(t, "nobody"), r.user(t, "author", grant(models.RoleAuthor)), r.user(t, "translator", grant(models.RoleTranslator)),
			r.user(t, "reviewer", grant(models.RoleReviewer)), r.user(t, "elsewhere", grant(models.RoleEditor, az, kk, ru)),
		}
		before := r.journal(t)
		for _, by := range others {
			_, err := r.Publish(t.Context(), by, in)
			wantError(t, err, errs.Forbidden, "error.forbidden")
		}
		r.unchanged(t, before)
		if _, err := r.Publish(t.Context(), editor, in); err != nil {
			t.Fatal(err)
		}
		e := r.wantLast(t, before, models.PublicationScheduled)
		if e.Actor != "editor" || e.UserID == nil || *e.UserID != *editor.UserID || e.Locale != en || e.ArticleID == nil || *e.ArticleID != id {
			t.Errorf("the event is %+v", e)
		}
		r.tick()
		before = r.journal(t)
		for _, by := range others {
			wantError(t, r.Withdraw(t.Context(), by, id, en), errs.Forbidden, "error.forbidden")
		}
		r.unchanged(t, before)
		if got := r.story(t, en, id).Standing; got != cms.Live {
			t.Errorf("standing %d, want live", got)
		}
	})
}

func TestBlocksThatAreBehindStopPublishing(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		make func(t *testing.T, r *room, id int64)
		args errs.Args
	}{
		{"missing", func(t *testing.T, r *room, id int64) {
			t.Helper()
			r.translate(t, id, en, ru, content("Заголовок", "Раз."))
		}, errs.Args{"missing": 1, "unconfirmed": 0, "stale": 0}},
		{"unconfirmed", func(t *testing.T, r *room, id int64) {
			t.Helper()
			r.save(t, id, ru, content("Заголовок", "Раз.", "Два."))
		}, errs.Args{"missing": 0, "unconfirmed": 3, "stale": 0}},
		{"stale", func(t *testing.T, r *room, id int64) {
			t.Helper()
			r.translate(t, id, en, ru, content("Заголовок", "Раз.", "Два."))
			c := r.head(t, id, en).Content
			c.Body[1].Text = "Three."
			r.save(t, id, en, c)
		}, errs.Args{"missing": 0, "unconfirmed": 0, "stale": 1}},
		{"orphan", func(t *testing.T, r *room, id int64) {
			t.Helper()
			r.translate(t, id, en, ru, content("Заголовок", "Раз.", "Два."))
			c := r.head(t, id, en).Content
			c.Body = c.Body[:1]
			r.save(t, id, en, c)
		}, errs.Args{"missing": 0, "unconfirmed": 0, "stale": 1}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			eachRoom(t, func(t *testing.T, r *room) {
				id := r.article(t, r.boss, en)
				r.save(t, id, en, content("Title", "One.", "Two."))
				test.make(t, r, id)
				r.approve(t, id, ru)
				before := r.journal(t)
				in := cms.PublishInput{ArticleID: id, Locale: ru, Revision: r.headID(t, id, ru), OverrideReason: " \n "}
				_, err := r.Publish(t.Context(), r.boss, in)
				wantError(t, err, errs.Invalid, "error.publish_blocked")
				if _, _, args := errs.Public(err); !cmp.Equal(test.args, args) {
					t.Errorf("args %v, want %v", args, test.args)
				}
				r.unchanged(t, before)
				if got := r.story(t, ru, id).Standing; got != cms.Never {
					t.Errorf("standing %d, want never", got)
				}

				in.OverrideReason = "breaking\nnews"
				p, err := r.Publish(t.Context(), r.boss, in)
				if err != nil {
					t.Fatal(err)
				}
				if p.OverrideReason != "breaking news" {
					t.Errorf("reason %q", p.OverrideReason)
				}
				if e := r.wantLast(t, before, models.PublicationScheduled); e.Data["override"] != "breaking news" {
					t.Errorf("the event says %v", e.Data)
				}
			})
		})
	}
}

func TestReasonIsKeptOnlyWhereItWasNeeded(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		rev := r.save(t, id, en, content("One"))
		r.approve(t, id, en)
		before := r.journal(t)
		p, err := r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: en, Revision: rev.ID, OverrideReason: "why"})
		if err != nil {
			t.Fatal(err)
		}
		e := r.wantLast(t, before, models.PublicationScheduled)
		if _, there := e.Data["override"]; there || p.OverrideReason != "" {
			t.Errorf("reason %q, event %v; want none", p.OverrideReason, e.Data)
		}
	})
}

func TestPublishingComparesWithTheLiveSource(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		r.publish(t, id, en)
		r.translate(t, id, en, ru, content("Заголовок", "Раз."))
		r.tick()
		// A draft edit of the source neither blocks nor leaks.
		r.save(t, id, en, content("Title, edited", "One, edited.", "And more."))
		r.publish(t, id, ru)
		if s := r.story(t, ru, id); s.Standing != cms.Live || s.Abridged {
			t.Errorf("standing %d, abridged %v; want live and whole", s.Standing, s.Abridged)
		}
	})
}

func TestUpdateClosesTheRunningIntervalWhereTheNewOneStarts(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		first := r.save(t, id, en, content("One"))
		begin := r.Now()
		r.publish(t, id, en)
		r.clock.Advance(time.Hour)
		update := r.Now()
		second := r.save(t, id, en, content("Two"))
		r.publish(t, id, en)
		list := r.publications(t, id, en)
		if len(list) != 2 {
			t.Fatalf("got %d publications, want 2", len(list))
		}
		type interval struct {
			Revision                    int64
			From, Until, FirstPublished models.Instant
		}
		var got []interval
		for _, p := range list {
			got = append(got, interval{p.RevisionID, p.LiveFrom, p.LiveUntil, p.PublishedAt})
		}
		// The date stays the first.
		want := []interval{{first.ID, begin, update, begin}, {second.ID, update, models.Forever, begin}}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("intervals (-want +got):\n%s", diff)
		}
		for at, title := range map[models.Instant]string{begin: "One", update - 1: "One", update: "Two", models.Forever - 1: "Two"} {
			if s := r.storyAt(t, at, en, id); s.Standing != cms.Live || s.Content().Title != title {
				t.Errorf("at %d: %d, want %q live", at, s.Standing, title)
			}
		}
		if got := r.storyAt(t, begin-1, en, id).Standing; got != cms.Never {
			t.Errorf("before it was published: %d, want never", got)
		}
	})
}

func TestPublishedAtStaysTheFirstAndCancelledOnesDoNotCount(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("One"))
		r.publish(t, id, en)
		r.withdraw(t, id, en) // in the same moment: cancelled
		r.clock.Advance(time.Minute)
		begin := r.Now()
		r.publish(t, id, en)
		for range 2 {
			r.tick()
			r.withdraw(t, id, en)
			r.clock.Advance(time.Hour)
			if p := r.publish(t, id, en); p.PublishedAt != begin {
				t.Errorf("published at %d, want %d", p.PublishedAt, begin)
			}
		}
	})
}

func TestWallTimeIsTheNewsroomsOwn(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("One"))
		p := r.publish(t, id, en) // at 09:00 UTC
		if p.Wall != "2026-03-12T13:00:00" || p.Zone != "Asia/Baku" {
			t.Errorf("got %s %s", p.Wall, p.Zone)
		}
	})
}

func TestWithdrawEndsTheLiveIntervalNow(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		r.publish(t, id, en)
		r.translate(t, id, en, ru, content("Заголовок", "Раз."))
		r.publish(t, id, ru)
		r.clock.Advance(time.Hour)
		before := r.journal(t)
		r.withdraw(t, id, en)
		r.wantLast(t, before, models.PublicationWithdrawn)
		now := r.Now()
		if got := r.publications(t, id, en)[0].LiveUntil; got != now {
			t.Errorf("live until %d, want %d", got, now)
		}
		if got := r.storyAt(t, now-1, en, id).Standing; got != cms.Live {
			t.Errorf("just before: %d, want live", got)
		}
		// One language only; the other is linked.
		s := r.story(t, en, id)
		if s.Standing != cms.Gone || len(s.Versions) != 1 || s.Versions[0].Locale != ru {
			t.Errorf("standing %d, versions %v; want gone with a link to ru", s.Standing, s.Versions)
		}
		if got := r.story(t, ru, id).Standing; got != cms.Live {
			t.Errorf("ru: %d, want live", got)
		}
		// Withdrawing what is down is refused and leaves no event.
		before = r.journal(t)
		wantError(t, r.Withdraw(t.Context(), r.boss, id, en), errs.Invalid, "error.withdraw_nothing")
		wantError(t, r.Withdraw(t.Context(), r.boss, id, kk), errs.NotFound, "error.not_found")
		wantError(t, r.Withdraw(t.Context(), r.boss, noStory, en), errs.NotFound, "error.not_found")
		r.unchanged(t, before)
	})
}

func TestEveryChangeWritesItsEvent(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		before := len(r.journal(t))
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("One"))
		r.publish(t, id, en)
		r.tick()
		r.withdraw(t, id, en)
		var got []models.EventKind
		for i, e := range r.journal(t) {
			if e.ID != int64(i+1) {
				t.Errorf("event %d has the id %d; ids are gapless", i+1, e.ID)
			}
			if i >= before {
				got = append(got, e.Kind)
			}
		}
		want := []models.EventKind{
			models.ArticleCreated, models.TranslationSaved, models.TranslationStageChanged,
			models.PublicationScheduled, models.PublicationWithdrawn,
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	})
}

func TestVersionsAreInReadingOrder(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, ru)
		r.save(t, id, ru, content("Заголовок"))
		r.publish(t, id, ru)
		for l, title := range map[locale.Tag]string{en: "Title", az: "Başlıq", kk: "Тақырып"} {
			r.translate(t, id, ru, l, content(title))
			r.publish(t, id, l)
		}
		for l, want := range map[locale.Tag][]locale.Tag{
			en: {en, ru, az, kk}, az: {az, en, ru, kk}, kk: {kk, ru, en, az}, ru: {ru, en, az, kk},
		} {
			var got []locale.Tag
			for _, v := range r.story(t, l, id).Versions {
				got = append(got, v.Locale)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%s: %v, want %v", l, got, want)
			}
		}
	})
}

func TestVersionWithoutBlocksOfItsSourceIsAbridged(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One.", "Two."))
		r.publish(t, id, en)
		whole := r.translate(t, id, en, ru, content("Заголовок", "Раз.", "Два."))
		r.publish(t, id, ru)
		if r.story(t, ru, id).Abridged || r.story(t, en, id).Abridged {
			t.Error("a whole version is called abridged")
		}
		r.tick()
		c := whole.Content
		c.Body = models.Body{c.Body[0], {
			Key: c.Body[1].Key, Kind: models.Paragraph, Confirmation: models.Confirmation{Mark: models.Omitted},
		}}
		r.translate(t, id, en, ru, c)
		r.publish(t, id, ru)
		if !r.story(t, ru, id).Abridged {
			t.Error("a version with an omitted block is not called abridged")
		}
		r.tick()
		r.withdraw(t, id, en)
		if s := r.story(t, ru, id); s.Standing != cms.Live {
			t.Errorf("standing %d without the source, want live", s.Standing)
		}
	})
}

func TestReadersAreToldThatTheOriginalHasGoneOn(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.article(t, r.boss, en)
		source := r.save(t, id, en, content("Title", "There are 3 boats.", "They sail at dawn."))
		r.publish(t, id, en)
		mine := r.translate(t, id, en, ru, content("Заголовок", "Лодок три.", "Они выходят на рассвете.")).Content
		r.publish(t, id, ru)
		want := func(what string, ahead bool) {
			t.Helper()
			since := r.story(t, ru, id).SourceAhead
			if ahead && since != r.story(t, en, id).Publication.LiveFrom || !ahead && since != 0 {
				t.Errorf("%s: readers are told %d", what, since)
			}
			if s := r.story(t, en, id).SourceAhead; s != 0 {
				t.Errorf("%s: readers of the original are told %d", what, s)
			}
		}
		want("translated", false)
		edit := func(c models.Content) models.Content {
			t.Helper()
			r.tick()
			return r.save(t, id, en, c).Content
		}
		typo := edit(with(source.Content, 1, "They sail at dawn!"))
		r.publish(t, id, en)
		want("a mark", false)
		fact := edit(with(typo, 0, "There are 4 boats."))
		want("a draft", false)
		r.publish(t, id, en)
		want("another number", true)
		r.tick()
		r.translate(t, id, en, ru, with(mine, 0, "Лодок четыре."))
		want("a new draft of the translation", true)
		r.publish(t, id, ru)
		want("translated anew", false)
		fact.Body = append(slices.Clone(fact.Body), models.Block{Kind: models.Paragraph, Text: "Nobody waits."})
		more := edit(fact)
		r.publish(t, id, en)
		want("another paragraph", true)
		// A translation of what the source has only in a draft is not behind it.
		next := edit(with(more, 0, "There are 5 boats."))
		in := cms.TranslateInput{ArticleID: id, Locale: ru}
		for i, words := range map[int]string{0: "Лодок пять.", 2: "Никто не ждёт."} {
			in.Edits = append(in.Edits, cms.UnitEdit{
				Key: next.Body[i].Key, Do: cms.WriteUnit, Base: r.headID(t, id, ru), Source: r.headID(t, id, en),
				Words: &models.Block{Kind: models.Paragraph, Text: words},
			})
		}
		ahead, err := r.Translate(t.Context(), r.boss, in)
		if err != nil {
			t.Fatal(err)
		}
		r.approve(t, id, ru)
		early := cms.PublishInput{ArticleID: id, Locale: ru, Revision: ahead.ID, OverrideReason: "The original follows."}
		if _, err := r.Publish(t.Context(), r.boss, early); err != nil {
			t.Fatal(err)
		}
		want("ahead of what is live", false)
		r.withdraw(t, id, en)
		if s := r.story(t, ru, id); s.SourceAhead != 0 {
			t.Error("readers are told of an original that is not public")
		}
	})
}

func TestLinksResolveToThePagesLanguageElseToTheFallback(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		both := r.article(t, r.boss, en)
		r.save(t, both, en, content("Both"))
		r.publish(t, both, en)
		r.translate(t, both, en, kk, content("Екеуі"))
		r.publish(t, both, kk)
		russian := r.article(t, r.boss, ru)
		r.save(t, russian, ru, content("Русская"))
		r.publish(t, russian, ru)
		r.translate(t, russian, ru, en, content("Russian"))
		r.publish(t, russian, en)
		draft := r.article(t, r.boss, kk)
		r.save(t, draft, kk, content("Жоба"))

		id := r.article(t, r.boss, kk)
		r.save(t, id, kk, content("Сілтемелер", link(both), link(russian), link(draft), link(noStory)))
		r.publish(t, id, kk)
		got := map[int64]locale.Tag{}
		for to, v := range r.story(t, kk, id).Links {
			got[to] = v.Locale
		}
		want := map[int64]locale.Tag{both: kk, russian: ru}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("links (-want +got):\n%s", diff)
		}
	})
}
