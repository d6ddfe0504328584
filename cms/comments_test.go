package cms_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// say comments on a version.
func (r *room) say(t *testing.T, by cms.Actor, in cms.CommentInput) *models.Comment {
	t.Helper()
	c, err := r.Comment(t.Context(), by, in)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// called makes a user with a name of any letters.
func (r *room) called(t *testing.T, name string, grants ...models.Grant) cms.Actor {
	t.Helper()
	u, err := r.AddUser(t.Context(), r.boss, cms.UserInput{
		Email: fmt.Sprintf("u%x@news.example", name), Name: name, Password: "a long password", Interface: "en", Grants: grants,
	})
	if err != nil {
		t.Fatal(err)
	}
	return rights.Of(u)
}

// remarks returns what was said about a version.
func (r *room) remarks(t *testing.T, id int64, l locale.Tag) []cms.Remark {
	t.Helper()
	list, err := r.Comments(t.Context(), r.boss, id, l)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestWhoMayCommentMayResolveAndReopenAndNobodyElse(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		author := r.user(t, "author", grant(models.RoleAuthor, en))
		actors := map[string]cms.Actor{
			"author":       author,
			"colleague":    r.user(t, "colleague", grant(models.RoleAuthor, en)),
			"translator":   r.user(t, "translator", grant(models.RoleTranslator, kk)),
			"reviewer":     r.user(t, "reviewer", grant(models.RoleReviewer, kk)),
			"editor":       r.user(t, "editor", grant(models.RoleEditor, kk)),
			"headmistress": r.user(t, "headmistress", grant(models.RoleEditor)),
			"nobody":       r.user(t, "nobody"),
		}
		id := r.article(t, author, en)
		r.save(t, id, en, content("Port opens", "One."))
		key := r.head(t, id, en).Content.Body[0].Key
		// Who may comment on the Kazakh version, which nobody has begun, and on the
		// Russian; who may not see the story inside does not learn that there is one.
		want := map[string][2]errs.Kind{
			"author": {}, "headmistress": {}, "translator": {0, errs.Forbidden}, "reviewer": {0, errs.Forbidden}, "editor": {0, errs.Forbidden},
			"colleague": {errs.NotFound, errs.NotFound}, "nobody": {errs.NotFound, errs.NotFound},
		}
		for name, by := range actors {
			for i, l := range []locale.Tag{kk, ru} {
				t.Log(name, l)
				open := r.say(t, r.boss, cms.CommentInput{ArticleID: id, Locale: l, Key: key, Text: "Which port?"})
				before := r.journal(t)
				in := cms.CommentInput{ArticleID: id, Locale: l, Key: key, Text: "Alat."}
				if kind := want[name][i]; kind != 0 {
					_, err := r.Comment(t.Context(), by, in)
					for _, err := range []error{err, r.ResolveComment(t.Context(), by, open.ID), r.ReopenComment(t.Context(), by, open.ID)} {
						if !errs.Is(err, kind) {
							t.Errorf("got %v, want %s", err, kind)
						}
					}
					r.unchanged(t, before)
					continue
				}
				said := r.say(t, by, in)
				e := r.wantLast(t, before, models.CommentAdded)
				if e.Data["comment"] != float64(said.ID) || e.Data["block"] != string(key) || e.Locale != l || len(e.Data) != 2 {
					t.Errorf("the journal says %v", e.Data)
				}
				for range 2 { // once more changes nothing
					if err := r.ResolveComment(t.Context(), by, open.ID); err != nil {
						t.Error(err)
					}
				}
				r.wantLast(t, before, models.CommentResolved)
				list := r.remarks(t, id, l)
				at := slices.IndexFunc(list, func(c cms.Remark) bool { return c.ID == open.ID })
				if list[at].ResolvedBy != by.Name || list[at].ResolvedAt == nil {
					t.Errorf("resolved by %q at %v", list[at].ResolvedBy, list[at].ResolvedAt)
				}
				if err := r.ReopenComment(t.Context(), by, open.ID); err != nil {
					t.Error(err)
				}
				r.wantLast(t, before, models.CommentReopened)
				if got := len(r.journal(t)) - len(before); got != 3 {
					t.Errorf("%d events are written", got)
				}
				if at = slices.IndexFunc(r.remarks(t, id, l), func(c cms.Remark) bool { return c.ID == open.ID }); r.remarks(t, id, l)[at].ResolvedAt != nil {
					t.Error("a comment that was opened again is resolved")
				}
			}
		}
		wantError(t, r.ResolveComment(t.Context(), r.boss, 999_999), errs.NotFound, "error.not_found")
	})
}

func TestWhatWasSaidOfAParagraphThatIsGoneIsStillThere(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		writer := r.user(t, "writer", grant(models.RoleEditor))
		id := r.article(t, r.boss, en)
		first := r.save(t, id, en, content("Port opens", "One.", "Two."))
		key := first.Content.Body[1].Key
		in := cms.CommentInput{ArticleID: id, Locale: en, Key: key, Text: "  Two\tof what?\r\n\r\n\r\nOf @writer ? \x00\n"}
		said := r.say(t, writer, in)
		if want := "Two of what?\n\nOf @writer ?"; said.Text != want {
			t.Errorf("kept as %q, want %q", said.Text, want)
		}
		if said.RevisionID == nil || *said.RevisionID != first.ID || *said.UserID != *writer.UserID {
			t.Errorf("the comment is %+v", said)
		}
		r.save(t, id, en, models.Content{Title: "Port opens", Body: first.Content.Body[:1]})
		r.say(t, writer, cms.CommentInput{ArticleID: id, Locale: en, Key: key, Text: "Why did it go?"})
		r.say(t, writer, cms.CommentInput{ArticleID: id, Locale: en, Text: "On the whole, fine."})
		r.say(t, writer, cms.CommentInput{ArticleID: id, Locale: en, Key: models.KeyTitle, Text: "Too short."})
		var got []string
		for _, c := range r.remarks(t, id, en) {
			got = append(got, string(c.BlockKey)+": "+c.By+" "+c.Text)
		}
		want := []string{
			string(key) + ": writer Two of what?\n\nOf @writer ?", string(key) + ": writer Why did it go?",
			": writer On the whole, fine.", "title: writer Too short.",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("said (-want +got):\n%s", diff)
		}
		in.Text = "What?"
		for key, in := range map[string]cms.CommentInput{
			"error.paragraph_gone":   {ArticleID: id, Locale: en, Key: "neverwas", Text: "What?"},
			"error.comment_required": {ArticleID: id, Locale: en, Text: " \n\t "},
			"error.comment_too_long": {ArticleID: id, Locale: en, Text: strings.Repeat("ə", cms.MaxComment+1)},
			"error.mention":          {ArticleID: id, Locale: en, Text: "What?", Mention: []int64{999_999}},
			"error.language_unknown": {ArticleID: id, Locale: "de", Text: "What?"},
		} {
			before := r.journal(t)
			_, err := r.Comment(t.Context(), writer, in)
			wantError(t, err, errs.Invalid, key)
			r.unchanged(t, before)
		}
		r.say(t, writer, cms.CommentInput{ArticleID: id, Locale: en, Text: strings.Repeat("ə", cms.MaxComment)})
	})
}

func TestANameAfterAnAtMentionsWhoMayReadTheStory(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		author := r.user(t, "Ofeliya", grant(models.RoleAuthor, en))
		people := map[int64]string{}
		for _, name := range []string{"Anna", "Anna Lee", "Xəzər Əliyev", "Айгерім Сәрсенова", "İlqar", "Ayten", "Aytən", "Анна Петрова"} {
			if name == "Xəzər Əliyev" {
				r.user(t, "Stranger", grant(models.RoleAuthor)) // who may not read it
				r.user(t, "Gone")
			}
			people[*r.called(t, name, grant(models.RoleTranslator, kk)).UserID] = name
		}
		people[*author.UserID] = author.Name
		id := r.article(t, author, en)
		for text, want := range map[string][]string{
			"@Anna, see this":              {"Anna"},
			"@anna lee's text, and @Anna.": {"Anna", "Anna Lee"},
			"@Anna Leeds":                  {"Anna"},
			"@Annabel":                     nil,
			"mail to x@Anna or @ Anna":     nil,
			"@XƏZƏR ƏLİYEV!":               {"Xəzər Əliyev"},
			"(@xezer eliyev)":              {"Xəzər Əliyev"},
			"@Айгерім Сәрсеноваға: қараңыз": {"Айгерім Сәрсенова"},
			"@айгерим сарсенова":            {"Айгерім Сәрсенова"},
			"спросите @Анну Петрову":        {"Анна Петрова"},
			"@ilqar":                            {"İlqar"},
			"@Aytən":                            {"Aytən"},
			"@Ayten":                            {"Ayten"},
			"@Ofeliya @Stranger @Gone @@Anna @": {"Anna", "Ofeliya"},
			"@Anna\nLee":                        {"Anna"},
		} {
			c := r.say(t, r.boss, cms.CommentInput{ArticleID: id, Locale: kk, Text: text})
			var got []string
			list := r.remarks(t, id, kk)
			for _, p := range list[len(list)-1].Mentioned {
				got = append(got, p.Name)
				if people[p.ID] != p.Name {
					t.Errorf("%d is called %q", p.ID, p.Name)
				}
			}
			slices.Sort(got)
			if diff := cmp.Diff(want, got); diff != "" || list[len(list)-1].ID != c.ID {
				t.Errorf("%q mentions (-want +got):\n%s", text, diff)
			}
		}
		own := r.say(t, author, cms.CommentInput{ArticleID: id, Locale: kk, Text: "@Ofeliya", Mention: []int64{*author.UserID}})
		if list := r.remarks(t, id, kk); list[len(list)-1].ID != own.ID || len(list[len(list)-1].Mentioned) != 0 {
			t.Error("somebody mentions themselves")
		}
	})
}

func TestTheNamesInACommentAreKnownByTheirPlaces(t *testing.T) {
	t.Parallel()
	r := newRoom(t, testkit.SQLite(t))
	for _, name := range []string{"Anna", "Anna Lee", "Айгерім Сәрсенова", "Ali (Night) desk", "Desk"} {
		r.called(t, name, grant(models.RoleTranslator, kk))
	}
	id := r.article(t, r.boss, en)
	for text, want := range map[string][]string{
		"Ask @anna lee's friend, @Anna, or @Айгерім Сәрсеноваға: now.\n@Anna": {"@anna lee's", "@Anna", "@Айгерім Сәрсеноваға", "@Anna"},
		"Nobody@Anna, @Stranger": nil,
		"@Ali @Desk desk":        {"@Desk"}, // no name reaches over the next
		"@Ali (Night) desk, no":  {"@Ali (Night) desk"},
	} {
		r.say(t, r.boss, cms.CommentInput{ArticleID: id, Locale: kk, Text: text})
		list := r.remarks(t, id, kk)
		last := list[len(list)-1]
		var got []string
		for _, at := range last.Names {
			got = append(got, last.Text[at[0]:at[1]])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%q names (-want +got):\n%s", last.Text, diff)
		}
	}
}

func TestWhoCanBeMentionedIsFoundByHowAWordOfTheNameBegins(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		author := r.user(t, "Ofeliya", grant(models.RoleAuthor, en))
		for _, name := range []string{"Қайрат Әли", "Xəzər Əliyev", "Şahin", "Annabel", "Anna Lee", "Лев Толстой"} {
			r.called(t, name, grant(models.RoleTranslator, kk))
		}
		r.called(t, "Anna Stranger", grant(models.RoleAuthor, en)) // who may not read it
		id := r.article(t, author, en)
		for begins, want := range map[string]string{
			"":     "Қайрат Әли, Лев Толстой, Anna Lee, Annabel, Şahin, Xəzər Əliyev",                      // in the order of the language
			"ANNA": "Anna Lee, Annabel", "anna ": "Anna Lee", "lee": "Anna Lee, Лев Толстой", "anna b": "", // what only sounds alike comes last
			"xəz": "Xəzər Əliyev", "xez": "Xəzər Əliyev", "хазар": "Xəzər Əliyev", "кай": "Қайрат Әли, Xəzər Əliyev", "qayrat": "Қайрат Әли",
			"шах": "Şahin", "tolst": "Лев Толстой", "əli": "Xəzər Əliyev, Қайрат Әли", // the likest first
			"nna": "", "ofel": "", // nobody mentions themselves
			"-": "",
		} {
			list, err := r.Mentionable(t.Context(), author, cms.MentionQuery{ArticleID: id, Locale: kk, Begins: begins})
			var got []string
			for _, p := range list {
				got = append(got, p.Name)
			}
			if got := strings.Join(got, ", "); got != want || err != nil {
				t.Errorf("%q finds %q, want %q (%v)", begins, got, want, err)
			}
		}
		q := cms.MentionQuery{ArticleID: id, Locale: kk, Limit: 2}
		if list, err := r.Mentionable(t.Context(), author, q); len(list) != 2 || err != nil {
			t.Errorf("%d are offered (%v)", len(list), err)
		}
		_, err := r.Mentionable(t.Context(), r.user(t, "nobody"), q)
		wantError(t, err, errs.NotFound, "error.not_found")
		q.Locale = "de"
		_, err = r.Mentionable(t.Context(), author, q)
		wantError(t, err, errs.Invalid, "error.language_unknown")
	})
}

func TestOpenCommentsOfOthersWaitOnTheDeskOfThoseTheyAreFor(t *testing.T) {
	t.Parallel()
	testkit.Each(t, func(t *testing.T, s *store.Store) {
		r := newRoom(t, s)
		author := r.user(t, "author", grant(models.RoleAuthor, en))
		one, two := r.user(t, "one", grant(models.RoleTranslator, kk)), r.user(t, "two", grant(models.RoleTranslator, kk, ru))
		id, other := r.article(t, author, en), r.article(t, r.boss, en)
		r.save(t, id, en, content("Port opens", "One."))
		key := r.head(t, id, en).Content.Body[0].Key
		if err := r.Assign(t.Context(), r.boss, cms.AssignInput{ArticleID: id, Locale: kk, UserID: *one.UserID}); err != nil {
			t.Fatal(err)
		}
		waits := func(who cms.Actor, want ...int64) {
			t.Helper()
			var got []int64
			for _, task := range r.overview(t, who)[cms.PanelComments] {
				got = append(got, task.Comment.ID)
			}
			if !slices.Equal(got, want) {
				t.Errorf("%v wait for %s, want %v", got, who.Name, want)
			}
		}
		asked := r.say(t, two, cms.CommentInput{ArticleID: id, Locale: kk, Key: key, Text: strings.Repeat("which port, ", 20) + "@author?"})
		waits(one, asked.ID)    // it is theirs to do
		waits(author, asked.ID) // and they are mentioned
		waits(two)              // who wrote it
		task := r.overview(t, author)[cms.PanelComments][0]
		want := cms.TaskComment{ID: asked.ID, By: "two", BlockKey: key, Excerpt: strings.Repeat("which port, ", 20)[:160] + "…"}
		if diff := cmp.Diff(&want, task.Comment); diff != "" || task.ArticleID != id || task.Locale != kk || task.When != asked.CreatedAt {
			t.Errorf("the task (-want +got):\n%s\n%+v", diff, task)
		}
		r.tick()
		answer := r.say(t, author, cms.CommentInput{ArticleID: id, Locale: kk, Key: key, Text: "Alat, @two and @one"})
		waits(one, answer.ID, asked.ID) // both reasons, and once
		waits(two, answer.ID)
		waits(author, asked.ID)
		if err := r.ResolveComment(t.Context(), author, asked.ID); err != nil {
			t.Fatal(err)
		}
		waits(author)
		waits(one, answer.ID)
		// Of a story that they may not read any more nothing reaches anybody.
		away := r.say(t, r.boss, cms.CommentInput{ArticleID: other, Locale: kk, Text: "@one"})
		waits(one, away.ID, answer.ID)
		u, err := r.UserByID(t.Context(), *one.UserID)
		if err != nil {
			t.Fatal(err)
		}
		edit := cms.UserEdit{ID: u.ID, Version: u.Version, Name: u.Name, Grants: []models.Grant{grant(models.RoleAuthor, en)}}
		if err := r.EditUser(t.Context(), r.boss, edit); err != nil {
			t.Fatal(err)
		}
		one.Grants = edit.Grants
		waits(one)
		if err := r.Trash(t.Context(), r.boss, id); err != nil {
			t.Fatal(err)
		}
		waits(two)
		for range 8 {
			r.clock.Advance(time.Second)
			r.say(t, r.boss, cms.CommentInput{ArticleID: other, Locale: kk, Text: "@two"})
		}
		if got := r.overview(t, two)[cms.PanelComments]; len(got) != 6 || got[0].When < got[5].When {
			t.Errorf("%d comments are shown", len(got))
		}
	})
}
