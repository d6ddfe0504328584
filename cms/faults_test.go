package cms_test

import (
	"context"
	"errors"
	"strconv"
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

// faultRoom is a newsroom with a story in three languages, one of them public.
type faultRoom struct {
	*room
	id     int64
	base   *models.Revision // of the source, no longer its head
	writer cms.Actor
	// dismissed is a finding that somebody has dismissed.
	finding, dismissed *cms.DismissInput
	ahead              *models.Publication // of the source
	trashed            int64               // another story
	// Releases: one that is ready, one that is armed, one that is out, and one
	// that has been missed.
	open       *models.Release
	armed, out int64
	link       int64 // to a draft
	view       int64 // of the writer's
	medium     int64 // that nothing shows
	rooms      [2]*models.Section
	drawing    []byte
	// People: one with sessions and a link, one who is disabled, one with a session
	// to end, and the token of a link.
	leaver, gone int64
	session      *models.Session
	token        string
	page         int64 // a standing page
	edition      int64 // of the Kazakh front page, ahead
	set          int   // the version of the settings
	tag, other   int64 // a story has the first
	spare        int64 // a tag that no story has
	author       int64 // who has signed nothing
	// Comments: one that is open and one that is resolved. The writer has sent a story to
	// review, and the reader may read all of them.
	said, resolved, review, reader int64
}

func newFaultRoom(t *testing.T, s *store.Store) *faultRoom {
	t.Helper()
	r := &faultRoom{room: newRoom(t, s)}
	r.id = r.article(t, r.boss, en)
	r.writer = r.user(t, "writer"+strconv.FormatInt(r.id, 10), grant(models.RoleAdmin))
	r.base = r.save(t, r.id, en, content("Title", "It costs 5 manats.", "Two.", "Three."))
	r.translate(t, r.id, en, ru, content("Заголовок", "Это стоит 6 манатов.", "Два , так.", "Три."))
	r.translate(t, r.id, en, kk, content("Тақырып", "Бұл 5 манат тұрады.", "Екі.", "Үш."))
	r.publish(t, r.id, kk)
	r.approve(t, r.id, en)
	r.save(t, r.id, en, with(r.base.Content, 1, "Two, changed."))
	r.approve(t, r.id, en)
	var err error
	if r.ahead, err = r.schedule(t, r.id, r.soon(60)); err != nil {
		t.Fatal(err)
	}
	r.releases(t)
	r.link = r.preview(t, r.boss, r.id, en).ID
	r.trashed = r.approved(t)
	if err := r.Trash(t.Context(), r.boss, r.trashed); err != nil {
		t.Fatal(err)
	}
	err = r.keep(t.Context(), r.writer, cms.SaveInput{ArticleID: r.id, Locale: en, Tab: "kept", Content: content("Kept")})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.SaveView(t.Context(), r.writer, "Mine", "mine=1"); err != nil {
		t.Fatal(err)
	}
	views, err := r.SavedViews(t.Context(), r.writer)
	if err != nil {
		t.Fatal(err)
	}
	r.view = views[0].ID
	// Small ones: there are very many rooms.
	r.drawing = stripes(t, int(2*r.id), 8, 8)
	m, _, err := r.AddMedium(t.Context(), r.boss, cms.UploadInput{Name: "a.png", Data: r.drawing})
	if err != nil {
		t.Fatal(err)
	}
	r.medium, r.drawing = m.ID, stripes(t, int(2*r.id+1), 8, 8)
	r.people(t)
	r.page, r.set = r.standingPage(t, "About"), r.settings(t).Version
	for i := range r.rooms {
		name := "Room " + strconv.FormatInt(int64(i)+10*r.id, 10)
		if r.rooms[i], err = r.AddSection(t.Context(), r.boss, cms.SectionForm{Texts: map[locale.Tag]cms.SectionText{en: {Name: name}}}); err != nil {
			t.Fatal(err)
		}
	}
	r.taxonomy(t)
	edition, err := r.Arrange(t.Context(), r.boss, cms.FrontInput{Locale: kk, From: r.soon(30)})
	if err != nil {
		t.Fatal(err)
	}
	r.edition = edition.ID
	r.comments(t)
	f := r.found(t, r.id, ru, "numbers")
	r.finding = &cms.DismissInput{
		ArticleID: r.id, Locale: ru, Revision: r.headID(t, r.id, ru), Check: f.Check, Key: f.Key, Reason: "so be it",
	}
	other, f := *r.finding, r.found(t, r.id, ru, "spaces")
	other.Check, other.Key = f.Check, f.Key
	if r.dismissed = &other; r.DismissFinding(t.Context(), r.boss, other) != nil {
		t.Fatal("the finding is not dismissed")
	}
	return r
}

func (r *faultRoom) people(t *testing.T) {
	t.Helper()
	name := strconv.FormatInt(r.id, 10)
	r.leaver, r.gone = *r.user(t, "leaver"+name, grant(models.RoleAuthor)).UserID, *r.user(t, "gone"+name).UserID
	if err := r.DisableUser(t.Context(), r.boss, r.gone); err != nil {
		t.Fatal(err)
	}
	r.begin(t, r.leaver, "leaver"+name)
	r.begin(t, *r.writer.UserID, "first"+name)
	r.session = r.begin(t, *r.writer.UserID, "second"+name)
	link, err := r.MakeLink(t.Context(), r.boss, r.leaver)
	if err != nil {
		t.Fatal(err)
	}
	r.token = link.Token
}

func (r *faultRoom) comments(t *testing.T) {
	t.Helper()
	for _, id := range []*int64{&r.said, &r.resolved} {
		*id = r.say(t, r.writer, cms.CommentInput{ArticleID: r.id, Locale: ru, Text: "Which port?"}).ID
	}
	if err := r.ResolveComment(t.Context(), r.boss, r.resolved); err != nil {
		t.Fatal(err)
	}
	r.reader = *r.user(t, "reader"+strconv.FormatInt(r.id, 10), grant(models.RoleTranslator)).UserID
	r.review = r.article(t, r.boss, en)
	in := cms.SaveInput{ArticleID: r.review, Locale: en, Content: content("Review", "One.")}
	if _, err := r.Save(t.Context(), r.writer, in); err != nil {
		t.Fatal(err)
	}
	r.stage(t, r.review, en, models.Review)
}

// taxonomy adds tags, one of them to another story, and an author.
func (r *faultRoom) taxonomy(t *testing.T) {
	t.Helper()
	for _, id := range []*int64{&r.tag, &r.other, &r.spare} {
		tag, err := r.AddTag(t.Context(), r.boss, map[locale.Tag]cms.TagText{en: {Name: "Sea"}})
		if err != nil {
			t.Fatal(err)
		}
		*id = tag.ID
	}
	author, err := r.AddAuthor(t.Context(), r.boss, cms.AuthorForm{Texts: map[locale.Tag]cms.AuthorText{en: {Name: "Desk"}}})
	if err != nil {
		t.Fatal(err)
	}
	r.author = author.ID
	_, err = r.CreateArticle(t.Context(), r.boss, cms.ArticleInput{
		Kind: models.News, SectionID: &r.section, Source: en, TagIDs: []int64{r.tag},
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (r *faultRoom) releases(t *testing.T) {
	t.Helper()
	r.release(t, "missed", r.soon(1), r.item(r.approved(t), en))
	out := r.release(t, "out", r.soon(2), r.item(r.approved(t), en))
	r.arm(t, out)
	r.clock.Advance(3 * time.Minute)
	r.armed, r.out = r.release(t, "armed", r.soon(60), r.item(r.approved(t), en)).ID, out.ID
	r.arm(t, &models.Release{ID: r.armed})
	r.open = r.release(t, "open", r.soon(60), r.item(r.approved(t), en), r.item(r.approved(t), en))
}

// useCases are all that write, each once.
func useCases() map[string]func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
	type run = func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error
	portable := func() []cms.PortableStory {
		return []cms.PortableStory{{
			Key: "elsewhere:1", Kind: models.News, Source: en, Section: cms.SectionInput{Key: "sport", Names: models.Names{en: "Sport"}},
			Authors:  []cms.AuthorInput{{Key: "desk", Names: map[locale.Tag]cms.AuthorNameInput{en: {Name: "Desk"}}}},
			Tags:     []cms.TagInput{{Key: "boats", Names: models.Names{en: "Boats"}}},
			Versions: []cms.PortableVersion{{Locale: en, Content: content("Imported", "One."), Aliases: []string{"/old"}}, {Locale: ru, Content: content("Ввезено", "Раз.")}},
		}}
	}
	return map[string]run{
		"add a picture": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, _, err := r.AddMedium(ctx, r.writer, cms.UploadInput{
				Name: "new.png", Data: r.drawing, Texts: map[locale.Tag]cms.MediumText{en: {Alt: "New"}},
			})
			return err
		},
		"change a picture": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ChangeMedium(ctx, r.writer, r.medium, 1, cms.MediumInput{
				Texts: map[locale.Tag]cms.MediumText{en: {Alt: "Sea"}}, Facts: &cms.MediumFacts{FocusX: 1, LastDay: "2030-01-01"},
			})
		},
		"replace a picture": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ReplaceMedium(ctx, r.writer, r.medium, 1, r.drawing)
		},
		"delete a picture": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.DeleteMedium(ctx, r.writer, r.medium, 1)
		},
		"translate units": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			_, err := r.Translate(ctx, r.writer, cms.TranslateInput{
				ArticleID: r.id, Locale: kk, Tab: "tab", Typed: []models.Block{{Key: "typedkey", Kind: models.Paragraph, Text: "Төрт"}},
				Edits: []cms.UnitEdit{{Key: models.KeyTitle, Do: cms.WriteUnit, Base: head[kk], Words: &models.Block{Text: "Басқа тақырып"}}},
			})
			return err
		},
		"keep what a translator types": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.Typed(ctx, r.writer, cms.TypedInput{
				ArticleID: r.id, Locale: kk, Tab: "other", Keep: true, Typed: []models.Block{{Key: "typedkey", Kind: models.Paragraph, Text: "Төрт"}},
			})
			return err
		},
		"arrange the front page": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.Arrange(ctx, r.boss, cms.FrontInput{Locale: kk, Seen: 1, From: r.soon(9), Replaces: r.edition, Lead: &cms.PickInput{ArticleID: r.id, Until: r.soon(20)}})
			return err
		},
		"cancel an edition": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.CancelEdition(ctx, r.boss, kk, r.edition)
		},
		"create an article": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.CreateArticle(ctx, r.boss, cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: en})
			return err
		},
		"begin a story": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.BeginStory(ctx, r.boss, cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: en}, "New")
			return err
		},
		"update an article": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.UpdateArticle(ctx, r.boss, r.id, 1, cms.ArticleInput{Kind: models.Opinion, SectionID: &r.section, Source: en, Urgent: true})
		},
		"save the source": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			_, err := r.Save(ctx, r.writer, cms.SaveInput{ArticleID: r.id, Locale: en, Base: head[en], Content: content("Other", "Words."), Tab: "a"})
			return err
		},
		"save and merge": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.Save(ctx, r.boss, cms.SaveInput{ArticleID: r.id, Locale: en, Base: r.base.ID, Content: with(r.base.Content, 2, "Three, changed.")})
			return err
		},
		"begin a translation": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			_, err := r.Save(ctx, r.boss, cms.SaveInput{ArticleID: r.id, Locale: az, Content: content("Başlıq", "Bir."), Confirm: head[en]})
			return err
		},
		"change the stage": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			return r.ChangeStage(ctx, r.boss, cms.StageInput{ArticleID: r.id, Locale: ru, Revision: head[ru], To: models.Review})
		},
		"publish": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			_, err := r.Publish(ctx, r.boss, cms.PublishInput{ArticleID: r.id, Locale: en, Revision: head[en]})
			return err
		},
		"publish together": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			_, err := r.PublishTogether(ctx, r.boss, cms.TogetherInput{ArticleID: r.id, Revisions: map[locale.Tag]int64{en: head[en], kk: head[kk]}})
			return err
		},
		"withdraw": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.Withdraw(ctx, r.boss, r.id, kk)
		},
		"schedule an update": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			_, err := r.Publish(ctx, r.boss, cms.PublishInput{ArticleID: r.id, Locale: en, Revision: head[en], From: r.soon(90)})
			return err
		},
		"cancel a publication": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.Cancel(ctx, r.boss, r.ahead.ID)
		},
		"reschedule": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.Reschedule(ctx, r.boss, cms.RescheduleInput{PublicationID: r.ahead.ID, Seen: r.ahead.LiveFrom, From: r.soon(45)})
			return err
		},
		"move an entry of the calendar": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.MoveEntry(ctx, r.boss, cms.MoveInput{Kind: cms.CalendarRelease, ID: r.open.ID, Seen: *r.open.At, To: r.soon(700)})
		},
		"set an expiry": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.SetExpiry(ctx, r.boss, r.ahead.ID, r.soon(600))
		},
		"kill": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.Kill(ctx, r.boss, r.id, "a test")
		},
		"trash": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.Trash(ctx, r.boss, r.id)
		},
		"untrash": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.Untrash(ctx, r.boss, r.trashed)
		},
		"set an embargo": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.SetEmbargo(ctx, r.boss, cms.EmbargoInput{ArticleID: r.id, Version: 1, Until: r.soon(120)})
		},
		"make a preview link": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			_, err := r.CreatePreview(ctx, r.boss, cms.PreviewInput{ArticleID: r.id, Locale: ru, Revision: head[ru]})
			return err
		},
		"revoke a preview link": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.RevokePreview(ctx, r.boss, r.id, en, r.link)
		},
		"create a release": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.CreateRelease(ctx, r.boss, cms.ReleaseInput{Name: "New", At: r.soon(120)})
			return err
		},
		"plan a release": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.PlanRelease(ctx, r.boss, r.open.ID, r.open.Version, cms.ReleaseInput{Name: "Renamed", At: r.soon(120)})
		},
		"add to a release": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.AddToRelease(ctx, r.boss, r.open.ID, cms.ReleaseItemInput{ArticleID: r.id, Locale: ru, Action: models.ReleasePublish, Rule: models.May})
		},
		"remove from a release": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.RemoveFromRelease(ctx, r.boss, r.open.ID, r.open.Items[0].ID)
		},
		"add a story to a release": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.AddStoryToRelease(ctx, r.boss, r.open.ID, cms.ReleaseStoryInput{ArticleID: r.id, Action: models.ReleasePublish, Rule: models.May})
		},
		"change an item of a release": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.SetReleaseItem(ctx, r.boss, r.open.ID, r.open.Items[0].ID, models.ReleasePublish, models.May)
		},
		"discard a release": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.DiscardRelease(ctx, r.boss, r.open.ID, r.open.Version)
		},
		"arm": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.Arm(ctx, r.boss, r.open.ID)
			return err
		},
		"disarm": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.Disarm(ctx, r.boss, r.armed)
		},
		"roll back": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.RollBack(ctx, r.boss, r.out)
			return err
		},
		"keep the clock": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			r.tick()
			return r.KeepClock(ctx, 0)
		},
		"watch": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error { return r.Watch(ctx) },
		"restore": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			_, err := r.Restore(ctx, r.boss, cms.RestoreInput{ArticleID: r.id, Locale: en, Number: 1, Base: head[en]})
			return err
		},
		"change the source": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ChangeSource(ctx, r.boss, cms.SourceInput{ArticleID: r.id, Version: 1, To: ru})
		},
		"autosave": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			return r.keep(ctx, r.writer, cms.SaveInput{ArticleID: r.id, Locale: en, Tab: "a", Base: head[en], Content: content("Half")})
		},
		"dismiss a finding": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.DismissFinding(ctx, r.boss, *r.finding)
		},
		"take a dismissal back": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.RestoreFinding(ctx, r.boss, *r.dismissed)
		},
		"import": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			results, err := r.Import(ctx, r.boss, portable(), cms.ImportOptions{Publish: true})
			if err == nil {
				err = results[0].Err
			}
			return err
		},
		"add a section": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.AddSection(ctx, r.boss, cms.SectionForm{ParentID: &r.section, Texts: map[locale.Tag]cms.SectionText{en: {Name: "Film"}, kk: {Name: "Кино"}}})
			return err
		},
		"change a section": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ChangeSection(ctx, r.boss, r.rooms[0].ID, 1, cms.SectionForm{
				ParentID: &r.section, Texts: map[locale.Tag]cms.SectionText{en: {Name: "Hall"}, ru: {Name: "Зал", Description: "О зале"}},
			})
		},
		"move a section": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.MoveSection(ctx, r.boss, r.rooms[1].ID, true)
		},
		"delete a section": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.DeleteSection(ctx, r.boss, r.rooms[1].ID, 1)
		},
		"make a section": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.EnsureSection(ctx, r.boss, cms.SectionInput{Key: "science", Names: models.Names{en: "Science"}})
			return err
		},
		"make a tag": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.EnsureTag(ctx, r.boss, cms.TagInput{Key: "science", Names: models.Names{en: "Science"}})
			return err
		},
		"add a tag": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.AddTag(ctx, r.boss, map[locale.Tag]cms.TagText{en: {Name: "Harbours"}, ru: {Name: "Гавани"}})
			return err
		},
		"change a tag": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ChangeTag(ctx, r.boss, r.tag, 1, map[locale.Tag]cms.TagText{en: {Name: "Ports"}, kk: {Name: "Порттар"}})
		},
		"merge tags": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.MergeTag(ctx, r.boss, r.tag, 1, r.other)
			return err
		},
		"delete a tag": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.DeleteTag(ctx, r.boss, r.spare, 1)
		},
		"add an author": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.AddAuthor(ctx, r.boss, cms.AuthorForm{
				UserID: r.writer.UserID, PortraitID: &r.medium, Texts: map[locale.Tag]cms.AuthorText{en: {Name: "Sports desk"}},
			})
			return err
		},
		"change an author": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ChangeAuthor(ctx, r.boss, r.author, 1, cms.AuthorForm{
				Handle: "@desk", UserID: r.writer.UserID, Texts: map[locale.Tag]cms.AuthorText{en: {Name: "Desk", Biography: "Since 2020."}},
			})
		},
		"delete an author": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.DeleteAuthor(ctx, r.boss, r.author, 1)
		},
		"make an author": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.EnsureAuthor(ctx, r.boss, cms.AuthorInput{Key: "new", Names: map[locale.Tag]cms.AuthorNameInput{en: {Name: "New"}}})
			return err
		},
		"comment": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.Comment(ctx, r.writer, cms.CommentInput{ArticleID: r.id, Locale: az, Text: "Begin here.", Mention: []int64{r.reader, *r.writer.UserID}})
			return err
		},
		"resolve a comment": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ResolveComment(ctx, r.writer, r.said)
		},
		"reopen a comment": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ReopenComment(ctx, r.writer, r.resolved)
		},
		"send paragraphs back": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			return r.SendBack(ctx, r.writer, cms.SendBackInput{
				ArticleID: r.id, Locale: ru, Revision: head[ru], Keys: []models.Key{models.KeyTitle, r.finding.Key}, Comment: "No.",
			})
		},
		"accept a paragraph": func(ctx context.Context, r *faultRoom, head map[locale.Tag]int64) error {
			_, err := r.Translate(ctx, r.writer, cms.TranslateInput{
				ArticleID: r.id, Locale: ru, Edits: []cms.UnitEdit{{Key: models.KeyTitle, Do: cms.AcceptUnit, Base: head[ru], Source: head[en]}},
			})
			return err
		},
		"send back": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			t, err := r.store.Read().Translation(ctx, r.review, en)
			if err != nil {
				return err
			}
			return r.ChangeStage(ctx, r.boss, cms.StageInput{ArticleID: r.review, Locale: en, Revision: *t.HeadID, To: models.Draft, Note: "No."})
		},
		"assign": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.Assign(ctx, r.boss, cms.AssignInput{ArticleID: r.id, Locale: kk, UserID: *r.writer.UserID})
		},
		"assign many": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.AssignAll(ctx, r.boss, []cms.AssignInput{
				{ArticleID: r.id, Locale: kk, UserID: *r.writer.UserID}, {ArticleID: r.trashed, Locale: kk}, {ArticleID: r.id, Locale: az, UserID: *r.writer.UserID},
			})
			return err
		},
		"save a view": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.SaveView(ctx, r.writer, "Ports", "q=port")
		},
		"forget a view": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ForgetView(ctx, r.writer, r.view)
		},
		"close a tab": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.Leave(ctx, r.writer, r.id, en, "kept")
		},
		"drop an autosave": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.DropAutosave(ctx, r.writer, r.id, en, "kept")
		},
		"change the interface": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.SetPreferences(ctx, r.writer, cms.Preferences{Interface: "ru"})
		},
		"change a password": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.SetPassword(ctx, r.boss, r.leaver, "another long password")
		},
		"disable a user": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.DisableUser(ctx, r.boss, r.leaver)
		},
		"enable a user": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.EnableUser(ctx, r.boss, r.gone)
		},
		"edit a user": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.EditUser(ctx, r.boss, cms.UserEdit{
				ID: r.leaver, Version: 1, Name: "Other", Grants: []models.Grant{grant(models.RoleEditor, en), grant(models.RoleTranslator, ru)},
			})
		},
		"make a link": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.MakeLink(ctx, r.boss, r.leaver)
			return err
		},
		"forget a password": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.ResetLink(ctx, r.writer.Name+"@news.example")
			return err
		},
		"use a link": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.UseLink(ctx, r.token, "another long password")
			return err
		},
		"invite a user": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.InviteUser(ctx, r.boss, cms.UserInput{
				Email: "invited@news.example", Name: "New", Interface: "en", Grants: []models.Grant{grant(models.RoleEditor)},
			})
			return err
		},
		"fail to log in": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.Authenticate(ctx, cms.Credentials{Email: "nobody@news.example", Address: "192.0.2.1"})
			if errs.Is(err, errs.Unauthorized) {
				return nil
			}
			return err
		},
		"ask for a new password": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.AskReset(ctx, "nobody@news.example", "192.0.2.1")
		},
		"begin a session": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.BeginSession(ctx, &models.Session{Hash: []byte("new"), UserID: r.writer.UserID, Data: []byte{1}})
		},
		"keep a session": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			r.clock.Advance(time.Hour)
			return r.KeepSession(ctx, r.session, *r.session)
		},
		"end a session": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.EndSession(ctx, r.writer, r.session.ID)
		},
		"end the other sessions": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.EndSessions(ctx, r.writer, r.session.Hash)
		},
		"end somebody's sessions": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.EndSessionsOf(ctx, r.boss, r.leaver)
		},
		"change the settings": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.ChangeSettings(ctx, r.boss, r.set, models.SettingsData{
				Name: models.Names{en: "Herald"}, Front: models.Front{Blocks: []models.FrontBlock{{SectionID: r.section, Stories: 2}}},
			})
		},
		"place a page": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			return r.PlacePage(ctx, r.boss, r.set, r.page, cms.PageShow)
		},
		"add a user": func(ctx context.Context, r *faultRoom, _ map[locale.Tag]int64) error {
			_, err := r.AddUser(ctx, r.boss, cms.UserInput{
				Email: "new@news.example", Name: "New", Password: "a long password", Interface: "en",
				Grants: []models.Grant{grant(models.RoleEditor, en), grant(models.RoleTranslator, ru)},
			})
			return err
		},
	}
}

func TestWhenAStatementFailsTheStateIsBeforeOrAfterNeverBetween(t *testing.T) {
	t.Parallel()
	for name, run := range useCases() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			// A database for each: all of it is compared again and again.
			testkit.EachIntercepted(t, func(t *testing.T, s *store.Store, watch *testkit.Watch) {
				r := newFaultRoom(t, s)
				head := map[locale.Tag]int64{en: r.headID(t, r.id, en), ru: r.headID(t, r.id, ru), kk: r.headID(t, r.id, kk)}
				before := r.sight(t, watch)
				wantBeforeOrAfter(t, watch, name == "import", func(ctx context.Context) error { return run(ctx, r, head) })
				wantNewGeneration(t, before, r.sight(t, watch))
			})
		})
	}
}

// wantBeforeOrAfter runs a use case with each of its statements failing in turn. One
// that tries again fails from that statement on.
func wantBeforeOrAfter(t *testing.T, watch *testkit.Watch, again bool, run func(context.Context) error) {
	t.Helper()
	before := watch.Dump(t)
	k := 1
	for ; ; k++ {
		if watch.Reset(k); again {
			watch.FailFrom(k) // it tries again, story by story
		}
		err := run(t.Context())
		reached := len(watch.Seen()) >= k
		watch.Reset(0)
		after := watch.Dump(t)
		if err == nil {
			if reached {
				t.Errorf("statement %d failed and nobody noticed", k)
			}
			if cmp.Equal(before, after) {
				t.Error("nothing has changed")
			}
			break
		}
		if !errors.Is(err, testkit.ErrPlanned) {
			t.Fatalf("statement %d: %v", k, err)
		}
		if diff := cmp.Diff(before, after); diff != "" {
			t.Fatalf("statement %d: the state is in between:\n%s", k, diff)
		}
	}
	t.Logf("%d statements", k-1)
	if k < 3 {
		t.Errorf("only %d statements can fail", k-1)
	}
}
