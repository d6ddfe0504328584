package cms_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/auth"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/media"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

const (
	en = locale.Tag("en")
	az = locale.Tag("az")
	kk = locale.Tag("kk")
	ru = locale.Tag("ru")
)

// noStory is an id that no article has.
const noStory = 999_999

// room is a newsroom over a database of its own, with a clock that can be set
// and a section to put stories in.
type room struct {
	*cms.Newsroom
	store *store.Store
	clock *testkit.Clock
	// media is the folder of the library's files.
	media string
	// section is where stories go.
	section int64
	// boss may do everything.
	boss cms.Actor
}

// eachRoom runs fn on every database.
func eachRoom(t *testing.T, fn func(t *testing.T, r *room)) {
	t.Helper()
	testkit.Each(t, func(t *testing.T, s *store.Store) { fn(t, newRoom(t, s)) })
}

func newRoom(t testing.TB, s *store.Store) *room {
	t.Helper()
	return newRoomAt(t, s, testkit.Moment())
}

// newRoomAt is newRoom with a clock that shows another time.
func newRoomAt(t testing.TB, s *store.Store, now time.Time) *room {
	t.Helper()
	set, err := locale.ParseSet("en,az,kk,ru", "kk:ru,en;az:en,ru;ru:en;en:ru")
	if err != nil {
		t.Fatal(err)
	}
	zone, err := time.LoadLocation("Asia/Baku")
	if err != nil {
		t.Fatal(err)
	}
	r := &room{store: s, clock: testkit.NewClock(now), media: t.TempDir(), boss: rights.Operator("test")}
	r.Newsroom = cms.New(cms.Options{Store: s, Now: r.clock.Now, Locales: set, Zone: zone, Passwords: auth.New(), Files: media.NewFiles(r.media)})
	section, err := r.EnsureSection(t.Context(), r.boss, cms.SectionInput{
		Key: "culture", Names: models.Names{en: "Culture", az: "Mədəniyyət", kk: "Мәдениет", ru: "Культура"},
	})
	if err != nil {
		t.Fatal(err)
	}
	r.section = section.ID
	return r
}

// tick moves the clock on by a second.
func (r *room) tick() { r.clock.Advance(time.Second) }

// user adds someone with grants and returns them as an actor.
func (r *room) user(t *testing.T, name string, grants ...models.Grant) cms.Actor {
	t.Helper()
	u, err := r.AddUser(t.Context(), r.boss, cms.UserInput{
		Email: name + "@news.example", Name: name, Password: "a long password", Interface: "en", Grants: grants,
	})
	if err != nil {
		t.Fatal(err)
	}
	return rights.Of(u)
}

// grant is a role in some languages, or in all.
func grant(role models.Role, locales ...locale.Tag) models.Grant {
	return models.Grant{Role: role, Locales: locales}
}

// article makes an article without words.
func (r *room) article(t testing.TB, by cms.Actor, source locale.Tag) int64 {
	t.Helper()
	a, err := r.CreateArticle(t.Context(), by, cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: source})
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

// content is a title and paragraphs, without keys.
func content(title string, paragraphs ...string) models.Content {
	c := models.Content{Title: title, Body: models.Body{}}
	for _, p := range paragraphs {
		c.Body = append(c.Body, models.Block{Kind: models.Paragraph, Text: p})
	}
	return c
}

// head returns a version's newest revision, null where there is none.
func (r *room) head(t testing.TB, id int64, l locale.Tag) *models.Revision {
	t.Helper()
	tr := r.translation(t, id, l)
	if tr == nil {
		return nil
	}
	return tr.Head
}

func (r *room) translation(t testing.TB, id int64, l locale.Tag) *models.Translation {
	t.Helper()
	tr, err := r.store.Read().Translation(t.Context(), id, l)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

func (r *room) headID(t testing.TB, id int64, l locale.Tag) int64 {
	t.Helper()
	if rev := r.head(t, id, l); rev != nil {
		return rev.ID
	}
	return 0
}

// save saves words on top of the head.
func (r *room) save(t testing.TB, id int64, l locale.Tag, c models.Content) *models.Revision {
	t.Helper()
	rev, err := r.Save(t.Context(), r.boss, cms.SaveInput{ArticleID: id, Locale: l, Base: r.headID(t, id, l), Content: c})
	if err != nil {
		t.Fatalf("save %s: %v", l, err)
	}
	return rev
}

// translate saves words on top of the head, confirmed against the source's head.
func (r *room) translate(t testing.TB, id int64, source, l locale.Tag, c models.Content) *models.Revision {
	t.Helper()
	rev, err := r.Save(t.Context(), r.boss, cms.SaveInput{
		ArticleID: id, Locale: l, Base: r.headID(t, id, l), Content: c, Confirm: r.headID(t, id, source),
	})
	if err != nil {
		t.Fatalf("translate into %s: %v", l, err)
	}
	return rev
}

func (r *room) approve(t testing.TB, id int64, l locale.Tag) {
	t.Helper()
	err := r.ChangeStage(t.Context(), r.boss, cms.StageInput{
		ArticleID: id, Locale: l, Revision: r.headID(t, id, l), To: models.Approved,
	})
	if err != nil {
		t.Fatalf("approve %s: %v", l, err)
	}
}

// publish approves and publishes the head.
func (r *room) publish(t testing.TB, id int64, l locale.Tag) *models.Publication {
	t.Helper()
	r.approve(t, id, l)
	p, err := r.Publish(t.Context(), r.boss, cms.PublishInput{ArticleID: id, Locale: l, Revision: r.headID(t, id, l)})
	if err != nil {
		t.Fatalf("publish %s: %v", l, err)
	}
	return p
}

func (r *room) withdraw(t *testing.T, id int64, l locale.Tag) {
	t.Helper()
	if err := r.Withdraw(t.Context(), r.boss, id, l); err != nil {
		t.Fatalf("withdraw %s: %v", l, err)
	}
}

// story returns how an article stands now.
func (r *room) story(t *testing.T, l locale.Tag, id int64) *cms.Story {
	t.Helper()
	return r.storyAt(t, r.Now(), l, id)
}

func (r *room) storyAt(t *testing.T, at models.Instant, l locale.Tag, id int64) *cms.Story {
	t.Helper()
	s, err := r.Story(t.Context(), at, l, id)
	if err != nil {
		t.Fatalf("story %d in %s: %v", id, l, err)
	}
	return s
}

// publications returns those of a version, oldest first.
func (r *room) publications(t *testing.T, id int64, l locale.Tag) []models.Publication {
	t.Helper()
	tr := r.translation(t, id, l)
	if tr == nil {
		return nil
	}
	list, err := r.store.Read().Publications(t.Context(), tr.ID)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// journal returns every event.
func (r *room) journal(t *testing.T) []models.Event {
	t.Helper()
	list, err := r.store.Read().Events(t.Context(), 0, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// wantLast fails unless the journal has grown by one event, of that kind.
func (r *room) wantLast(t *testing.T, before []models.Event, kind models.EventKind) models.Event {
	t.Helper()
	after := r.journal(t)
	if len(after) < len(before)+1 {
		t.Fatalf("the journal has %d events, want more than %d", len(after), len(before))
	}
	last := after[len(after)-1]
	if last.Kind != kind {
		t.Fatalf("the last event is %s, want %s", last.Kind, kind)
	}
	return last
}

// unchanged fails if the journal has grown.
func (r *room) unchanged(t *testing.T, before []models.Event) {
	t.Helper()
	if diff := cmp.Diff(before, r.journal(t)); diff != "" {
		t.Errorf("the journal changed (-before +after):\n%s", diff)
	}
}

// wantError fails unless err is of that kind and has that message.
func wantError(t *testing.T, err error, kind errs.Kind, key string) {
	t.Helper()
	if err == nil {
		t.Errorf("got no error, want %s %s", kind, key)
		return
	}
	if k, got, _ := errs.Public(err); k != kind || got != key {
		t.Errorf("got %s %q (%v), want %s %q", k, got, err, kind, key)
	}
}

func keys(b models.Body) []models.Key {
	var list []models.Key
	for i := range b {
		list = append(list, b[i].Key)
	}
	return list
}

// planned publishes the head of the source from one time until another.
func (r *room) planned(t *testing.T, id int64, from, until cms.WallTime) *models.Publication {
	t.Helper()
	p, err := r.Publish(t.Context(), r.boss, cms.PublishInput{
		ArticleID: id, Locale: en, Revision: r.headID(t, id, en), From: from, Until: until,
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
