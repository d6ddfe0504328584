package cms_test

import (
	"errors"
	"strings"
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

// publishing returns what of a story is public and prepared.
func (r *room) publishing(t *testing.T, by cms.Actor, id int64) *cms.Publishing {
	t.Helper()
	p, err := r.Publishing(t.Context(), by, id, en)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// bilingual is an approved English source with a Russian translation that is true
// to it and approved.
func (r *room) bilingual(t *testing.T) int64 {
	t.Helper()
	id := r.article(t, r.boss, en)
	r.save(t, id, en, content("Title", "One.", "Two."))
	r.approve(t, id, en)
	r.translate(t, id, en, ru, content("Заголовок", "Раз.", "Два."))
	r.approve(t, id, ru)
	return id
}

// change saves the head again with other words in a paragraph, and approves it.
func (r *room) change(t *testing.T, id int64, l locale.Tag, paragraph int, text string) {
	t.Helper()
	r.save(t, id, l, with(r.head(t, id, l).Content, paragraph, text))
	r.approve(t, id, l)
}

func TestWhatStandsInTheWayIsWhatPublishingRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		make func(t *testing.T, r *room, id int64)
		want cms.Obstacles
		key  string // of the refusal
	}{
		{"nothing", func(*testing.T, *room, int64) {}, cms.Obstacles{}, ""},
		{"not approved", func(t *testing.T, r *room, id int64) {
			t.Helper()
			r.save(t, id, ru, with(r.head(t, id, ru).Content, 0, "Один."))
		}, cms.Obstacles{Unapproved: true}, "error.publish_not_approved"},
		{"an error that a check finds", func(t *testing.T, r *room, id int64) {
			t.Helper()
			r.change(t, id, ru, 0, "Порт Бaку открыт.")
		}, cms.Obstacles{Findings: 1}, "error.publish_findings"},
		{"missing", func(t *testing.T, r *room, id int64) {
			t.Helper()
			r.translate(t, id, en, ru, content("Заголовок", "Раз."))
			r.approve(t, id, ru)
		}, cms.Obstacles{Missing: 1}, "error.publish_blocked"},
		{"unconfirmed", func(t *testing.T, r *room, id int64) {
			t.Helper()
			c := r.head(t, id, en).Content
			c.Body = append(c.Body, models.Block{Key: "new", Kind: models.Paragraph, Text: "Three."})
			r.save(t, id, en, c)
			c = r.head(t, id, ru).Content
			c.Body = append(c.Body, models.Block{Key: "new", Kind: models.Paragraph, Text: "Три."})
			r.save(t, id, ru, c)
			r.approve(t, id, ru)
		}, cms.Obstacles{Unconfirmed: 1}, "error.publish_blocked"},
		{"a fact of the source has changed", func(t *testing.T, r *room, id int64) {
			t.Helper()
			r.change(t, id, en, 1, "It costs 7 manats.")
		}, cms.Obstacles{Stale: 1}, "error.publish_blocked"},
		{"the source has dropped a block", func(t *testing.T, r *room, id int64) {
			t.Helper()
			c := r.head(t, id, en).Content
			c.Body = c.Body[:1]
			r.save(t, id, en, c)
		}, cms.Obstacles{Orphan: 1}, "error.publish_blocked"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			eachRoom(t, func(t *testing.T, r *room) {
				id := r.bilingual(t)
				test.make(t, r, id)
				p := r.publishing(t, r.boss, id)
				if diff := cmp.Diff(test.want, p.Version(ru).Alone); diff != "" {
					t.Errorf("in the way (-want +got):\n%s", diff)
				}
				if o := p.Version(az).Alone; !o.Unwritten || !o.Words() {
					t.Errorf("of what nobody has begun: %+v", o)
				}
				_, err := r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: ru, Revision: r.headID(t, id, ru)})
				if test.key != "" {
					wantError(t, err, errs.Invalid, test.key)
				} else if err != nil {
					t.Error(err)
				}
			})
		})
	}
}

func TestAnEmbargoStandsInTheWayOfEveryLanguageThatIsWritten(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.bilingual(t)
		if err := r.SetEmbargo(t.Context(), r.boss, cms.EmbargoInput{ArticleID: id, Version: 1, Until: r.soon(60)}); err != nil {
			t.Fatal(err)
		}
		p := r.publishing(t, r.boss, id)
		for _, l := range []locale.Tag{en, ru} {
			if o := p.Version(l).Alone; o.Embargo == nil || *o.Embargo != r.Now().Add(time.Hour) || o.Words() {
				t.Errorf("%s: in the way %+v", l, o)
			}
		}
	})
}

func TestATranslationOfAnUpdateIsReadyOnlyTogetherWithIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.bilingual(t)
		r.publish(t, id, en)
		r.tick()
		r.change(t, id, en, 1, "It costs 7 manats.")
		r.translate(t, id, en, ru, with(r.head(t, id, ru).Content, 1, "Это стоит 7 манатов."))
		r.approve(t, id, ru)
		v := r.publishing(t, r.boss, id).Version(ru)
		if v.Alone.Stale != 1 || v.Together.Any() {
			t.Errorf("in the way alone %+v, together %+v", v.Alone, v.Together)
		}
		in := cms.TogetherInput{ArticleID: id, Revisions: map[locale.Tag]int64{ru: r.headID(t, id, ru)}}
		_, err := r.PublishTogether(t.Context(), r.boss, in)
		wantError(t, err, errs.Invalid, "error.publish_blocked")
		in.Revisions[en] = r.headID(t, id, en)
		list, err := r.PublishTogether(t.Context(), r.boss, in)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != 2 || list[0].LiveFrom != list[1].LiveFrom {
			t.Errorf("together: %+v", list)
		}
	})
}

func TestLanguagesGoOutTogetherOrNoneDoes(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.bilingual(t)
		r.translate(t, id, en, kk, content("Тақырып", "Бір.", "Екі.")) // a draft
		head := func(l locale.Tag) int64 { return r.headID(t, id, l) }
		editor := r.user(t, "editor", grant(models.RoleEditor, en))
		before := r.journal(t)
		for _, test := range []struct {
			name      string
			by        cms.Actor
			revisions map[locale.Tag]int64
			from      cms.WallTime
			locale    locale.Tag
			kind      errs.Kind
			key       string
		}{
			{"nothing chosen", r.boss, nil, cms.WallTime{}, "", errs.Invalid, "error.languages_none"},
			{"one is not approved", r.boss, map[locale.Tag]int64{en: head(en), ru: head(ru), kk: head(kk)}, cms.WallTime{}, kk, errs.Invalid, "error.publish_not_approved"},
			{"one has changed", r.boss, map[locale.Tag]int64{en: head(en), ru: head(ru) + 99}, cms.WallTime{}, ru, errs.Conflict, "error.changed_meanwhile"},
			{"one is not there", r.boss, map[locale.Tag]int64{en: head(en), az: 1}, cms.WallTime{}, az, errs.NotFound, "error.not_found"},
			{"one is not the actor's", editor, map[locale.Tag]int64{en: head(en), ru: head(ru)}, cms.WallTime{}, ru, errs.Forbidden, "error.forbidden"},
			{"the time has passed", r.boss, map[locale.Tag]int64{en: head(en)}, r.soon(-1), "", errs.Invalid, "error.time_past"},
		} {
			_, err := r.PublishTogether(t.Context(), test.by, cms.TogetherInput{ArticleID: id, Revisions: test.revisions, From: test.from})
			wantError(t, err, test.kind, test.key)
			which, _ := errors.AsType[*cms.VersionError](err)
			if which != nil && which.Locale != test.locale || which == nil && test.locale != "" {
				t.Errorf("%s: the refusal is of %v, want %s", test.name, which, test.locale)
			}
			r.unchanged(t, before)
			if list := r.publications(t, id, en); len(list) > 0 {
				t.Fatalf("%s: %+v is public", test.name, list)
			}
		}
		list, err := r.PublishTogether(t.Context(), r.boss, cms.TogetherInput{
			ArticleID: id, Revisions: map[locale.Tag]int64{en: head(en), ru: head(ru)}, From: r.soon(30),
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list {
			if p.LiveFrom != r.Now().Add(30*time.Minute) {
				t.Errorf("%s is public from %d", p.Locale, p.LiveFrom)
			}
		}
		if len(list) != 2 {
			t.Errorf("%d publications", len(list))
		}
	})
}

func TestThePanelKnowsWhatIsPublicAndWhatIsAhead(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		id := r.bilingual(t)
		if v := r.publishing(t, r.boss, id).Version(en); v.WasPublic || v.Public != nil {
			t.Errorf("never public: %+v", v)
		}
		r.publish(t, id, en)
		r.tick()
		r.change(t, id, en, 0, "Uno.")
		update, err := r.schedule(t, id, r.soon(30))
		if err != nil {
			t.Fatal(err)
		}
		cancelled, err := r.schedule(t, id, r.soon(40))
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Cancel(t.Context(), r.boss, cancelled.ID); err != nil {
			t.Fatal(err)
		}
		r.arm(t, r.release(t, "Evening", r.soon(60), r.item(id, ru)))
		p := r.publishing(t, r.boss, id)
		if p.Title.Text != "Title" || !p.MayKill {
			t.Errorf("the story is %+v, may kill %v", p.Title, p.MayKill)
		}
		v := p.Version(en)
		if v.Public == nil || v.Public.Number != 1 || v.Public.Revision.Content.Title != "Title" || !v.Ahead || v.Number != 2 || !v.WasPublic {
			t.Errorf("public is %+v of %+v", v.Public, v.VersionState)
		}
		if len(v.Planned) != 1 || v.Planned[0].ID != update.ID || v.Planned[0].Number != 2 || v.Planned[0].Release != nil {
			t.Errorf("ahead are %+v", v.Planned)
		}
		if list := p.Version(ru).Planned; len(list) != 1 || list[0].Release == nil || list[0].Release.Name != "Evening" {
			t.Errorf("ahead in Russian are %+v", list)
		}
	})
}

func TestThePanelSaysWhatEachMayDo(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		author := r.user(t, "author", grant(models.RoleAuthor))
		own := r.article(t, author, en)
		other := r.bilingual(t)
		for _, test := range []struct {
			by        cms.Actor
			publishes string // languages
			edits     string
			kills     bool
			id        int64
		}{
			{author, "", "en", false, own},
			{r.user(t, "translator", grant(models.RoleTranslator, az)), "", "az", false, other},
			{r.user(t, "editor", grant(models.RoleEditor, kk)), "kk", "en kk", false, other},
			{r.user(t, "chief", grant(models.RoleEditor)), "en az kk ru", "en az kk ru", true, other},
		} {
			p := r.publishing(t, test.by, test.id)
			var publishes []string
			for _, v := range p.Versions {
				if v.MayPublish {
					publishes = append(publishes, string(v.Locale))
				}
				if want := contains(test.edits, string(v.Locale)); v.MayEdit != want {
					t.Errorf("%s in %s: may edit %v", test.by.Name, v.Locale, v.MayEdit)
				}
			}
			if got := strings.Join(publishes, " "); got != test.publishes || p.MayKill != test.kills {
				t.Errorf("%s may publish %q, kill %v", test.by.Name, got, p.MayKill)
			}
		}
		_, err := r.Publishing(t.Context(), author, other, en)
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}

func TestThePanelAsksTheSameHoweverManyLanguagesThereAre(t *testing.T) {
	t.Parallel()
	testkit.EachIntercepted(t, func(t *testing.T, s *store.Store, watch *testkit.Watch) {
		r := newRoom(t, s)
		// What the checks find in every translation, and blocks that are behind.
		begin := func(locales ...locale.Tag) int64 {
			id := r.article(t, r.boss, en)
			r.save(t, id, en, content("Title", "It costs 5 manats.", "Two."))
			r.publish(t, id, en)
			for _, l := range locales {
				r.translate(t, id, en, l, content("Тақырып", "6", "7"))
			}
			r.change(t, id, en, 0, "It costs 7 manats.")
			return id
		}
		asked := func(id int64) int {
			watch.Reset(0)
			r.publishing(t, r.boss, id)
			return len(watch.Seen())
		}
		few, many := asked(begin(ru)), asked(begin(az, kk, ru))
		if few != many || few == 0 {
			t.Errorf("%d questions for two languages, %d for four", few, many)
		}
	})
}
