package cms_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// called is a tag's names by language.
type called = map[locale.Tag]cms.TagText

func (r *room) tag(t testing.TB, in called) *models.Tag {
	t.Helper()
	tag, err := r.AddTag(t.Context(), r.boss, in)
	if err != nil {
		t.Fatal(err)
	}
	return tag
}

// tagged is a public story with tags, in their order.
func (r *room) tagged(t testing.TB, tags ...*models.Tag) int64 {
	t.Helper()
	in := cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: en}
	for _, tag := range tags {
		in.TagIDs = append(in.TagIDs, tag.ID)
	}
	a, err := r.CreateArticle(t.Context(), r.boss, in)
	if err != nil {
		t.Fatal(err)
	}
	r.save(t, a.ID, en, content("Title", "One."))
	r.publish(t, a.ID, en)
	return a.ID
}

// tagsOf are the tags of a story, in their order.
func (r *room) tagsOf(t testing.TB, id int64) []int64 {
	t.Helper()
	a, err := r.store.Read().Article(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	ids := []int64{}
	for _, x := range a.Tags {
		ids = append(ids, x.TagID)
	}
	return ids
}

// listed are the stories that readers find under a tag.
func (r *room) underTag(t testing.TB, tag int64) []int64 {
	t.Helper()
	list, err := r.List(t.Context(), cms.ListInput{At: r.Now(), Locale: en, TagID: tag})
	if err != nil {
		t.Fatal(err)
	}
	ids := []int64{}
	for _, p := range list.Stories {
		ids = append(ids, p.ArticleID)
	}
	return ids
}

// leads returns the tag that an address leads to, 0 where it leads nowhere.
func (r *room) leads(t testing.TB, l locale.Tag, slug string) int64 {
	t.Helper()
	tag, err := r.TagBySlug(t.Context(), l, slug)
	if errs.Is(err, errs.NotFound) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	return tag.ID
}

func TestSlugsOfTagsAreMadeNumberedAndRefused(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		first := r.tag(t, called{en: {Name: "Wind power"}, kk: {Name: "Жел энергиясы", Slug: "Жел"}})
		for _, test := range []struct {
			name string
			in   called
			want string // slug in English
			kind errs.Kind
			key  string
		}{
			{"made from the name", called{en: {Name: "Solar power"}}, "solar-power", 0, ""},
			{"numbered where another has it", called{en: {Name: "Wind power"}}, "wind-power-2", 0, ""},
			{"typed", called{en: {Name: "Wind", Slug: "Air Power"}}, "air-power", 0, ""},
			{"typed and taken", called{en: {Name: "Wind", Slug: "wind-power"}}, "", errs.Conflict, "error.slug_taken"},
			{"the key of another that has no name in the language", called{az: {Name: "Külək", Slug: "wind-power"}}, "", errs.Conflict, "error.slug_taken"},
			{"reserved", called{en: {Name: "Wind", Slug: "feed"}}, "", errs.Invalid, "error.slug_reserved"},
			{"made of a reserved word", called{en: {Name: "Feed"}}, "feed-2", 0, ""},
			{"turning the direction of writing", called{en: {Name: "Wind", Slug: "a\u202eb"}}, "", errs.Invalid, "error.slug_signs"},
			{"a name that does", called{en: {Name: "Wi\u202end"}}, "", errs.Invalid, "error.name_signs"},
			{"no name", called{en: {Name: " ", Slug: "x"}}, "", errs.Invalid, "error.name_required"},
		} {
			tag, err := r.AddTag(t.Context(), r.boss, test.in)
			if test.key != "" {
				wantError(t, err, test.kind, test.key)
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", test.name, err)
			} else if got := cms.TagTextOf(tag, en).Slug; got != test.want {
				t.Errorf("%s: %q, want %q", test.name, got, test.want)
			}
		}
		if first.Key != "wind-power" || cms.TagTextOf(first, kk).Slug != "zhel" {
			t.Errorf("the first tag is %+v", first)
		}
	})
}

func TestAFormerAddressOfATagLeadsToItUntilAnotherHasIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tag := r.tag(t, called{en: {Name: "Wind"}, ru: {Name: "Ветер"}})
		before := r.journal(t)
		change := func(version int, in called) {
			t.Helper()
			if err := r.ChangeTag(t.Context(), r.boss, tag.ID, version, in); err != nil {
				t.Fatal(err)
			}
		}
		change(1, called{en: {Name: "Wind power"}})
		e := r.wantLast(t, before, models.TagUpdated)
		if diff := cmp.Diff(map[string]any{
			"before": map[string]any{"name": "Wind", "slug": "wind"}, "after": map[string]any{"name": "Wind power", "slug": "wind-power"},
		}, e.Data["text.en"]); diff != "" {
			t.Errorf("the journal (-want +got):\n%s", diff)
		}
		wantError(t, r.ChangeTag(t.Context(), r.boss, tag.ID, 1, called{en: {Name: "Late"}}), errs.Conflict, "error.changed_meanwhile")
		change(2, called{en: {Name: "Wind energy"}})
		for _, slug := range []string{"wind", "wind-power", "wind-energy"} {
			if got := r.leads(t, en, slug); got != tag.ID {
				t.Errorf("%s leads to %d", slug, got)
			}
		}
		other := r.tag(t, called{en: {Name: "Energy of wind", Slug: "wind-power"}})
		if got := r.leads(t, en, "wind-power"); got != other.ID {
			t.Errorf("an address that another tag has leads to %d", got)
		}
		change(3, called{en: {Name: "Wind energy"}, ru: {}}) // no name in Russian any more
		if got := r.leads(t, ru, "veter"); got != tag.ID {
			t.Errorf("the address of a name that is gone leads to %d", got)
		}
		now := r.journal(t)
		change(4, called{en: {Name: "Wind energy"}})
		r.unchanged(t, now)
	})
}

func TestMergingTagsMovesStoriesAddressesAndNames(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		from := r.tag(t, called{en: {Name: "Ports"}, kk: {Name: "Порттар"}})
		if err := r.ChangeTag(t.Context(), r.boss, from.ID, 1, called{en: {Name: "Harbours"}}); err != nil {
			t.Fatal(err)
		}
		into, third := r.tag(t, called{en: {Name: "Sea ports"}, ru: {Name: "Порты"}}), r.tag(t, called{en: {Name: "Ships"}})
		one, both, without := r.tagged(t, third, from), r.tagged(t, from, third, into), r.tagged(t, third)
		a, err := r.store.Read().Article(t.Context(), one)
		if err != nil {
			t.Fatal(err)
		}
		wantError(t, mergeErr(r.MergeTag(t.Context(), r.boss, from.ID, 1, into.ID)), errs.Conflict, "error.changed_meanwhile")
		wantError(t, mergeErr(r.MergeTag(t.Context(), r.boss, from.ID, 2, from.ID)), errs.Invalid, "error.tag_target")
		wantError(t, mergeErr(r.MergeTag(t.Context(), r.boss, from.ID, 2, noStory)), errs.Invalid, "error.tag_target")
		before := r.journal(t)
		if n, err := r.MergeTag(t.Context(), r.boss, from.ID, 2, into.ID); n != 2 || err != nil {
			t.Fatalf("%d stories, %v; want 2", n, err)
		}
		e := r.wantLast(t, before, models.TagMerged)
		if e.Data["tag"] != float64(from.ID) || e.Data["into"] != float64(into.ID) || e.Data["stories"] != 2.0 {
			t.Errorf("the journal says %v", e.Data)
		}
		for id, want := range map[int64][]int64{one: {third.ID, into.ID}, both: {into.ID, third.ID}, without: {third.ID}} {
			if diff := cmp.Diff(want, r.tagsOf(t, id)); diff != "" {
				t.Errorf("story %d (-want +got):\n%s", id, diff)
			}
		}
		if diff := cmp.Diff([]int64{both, one}, r.underTag(t, into.ID)); diff != "" {
			t.Errorf("what readers find (-want +got):\n%s", diff)
		}
		if left := r.underTag(t, from.ID); len(left) != 0 {
			t.Errorf("stories are left: %v", left)
		}
		for l, slugs := range map[locale.Tag][]string{
			en: {"ports", "harbours", "sea-ports"}, kk: {"porttar", "ports", "sea-ports"}, ru: {"ports", "porty"}, az: {"ports", "sea-ports"},
		} {
			for _, slug := range slugs {
				if got := r.leads(t, l, slug); got != into.ID {
					t.Errorf("%s in %s leads to %d, want %d", slug, l, got, into.ID)
				}
			}
		}
		now, err := r.Tag(t.Context(), r.boss, into.ID)
		if err != nil || cms.TagTextOf(now.Tag, kk) != (cms.TagText{Name: "Порттар", Slug: "porttar"}) || now.Stories != 2 {
			t.Errorf("the tag is %+v, %v; want the Kazakh name taken over", now, err)
		}
		// A form that was opened before is refused, and an import finds the other tag.
		in := cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: en, TagIDs: []int64{from.ID}}
		wantError(t, r.UpdateArticle(t.Context(), r.boss, one, a.Version, in), errs.Conflict, "error.changed_meanwhile")
		if again, err := r.EnsureTag(t.Context(), r.boss, cms.TagInput{Key: from.Key}); err != nil || again.ID != into.ID {
			t.Errorf("an import gets %+v, %v", again, err)
		}
		if other := r.tag(t, called{en: {Name: "Ports"}}); other.Key == from.Key {
			t.Error("a new tag has the key of the one that is gone")
		}
	})
}

func mergeErr(_ int, err error) error { return err }

func TestATagGoesOnlyWhenNoStoryHasIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tag := r.tag(t, called{en: {Name: "Ports"}})
		id := r.tagged(t, tag)
		wantError(t, r.DeleteTag(t.Context(), r.boss, tag.ID, 1), errs.Conflict, "error.tag_used")
		a, err := r.store.Read().Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.UpdateArticle(t.Context(), r.boss, id, a.Version, cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: en}); err != nil {
			t.Fatal(err)
		}
		wantError(t, r.DeleteTag(t.Context(), r.boss, tag.ID, 7), errs.Conflict, "error.changed_meanwhile")
		if err := r.ChangeTag(t.Context(), r.boss, tag.ID, 1, called{en: {Name: "Harbours"}}); err != nil {
			t.Fatal(err)
		}
		before := r.journal(t)
		if err := r.DeleteTag(t.Context(), r.boss, tag.ID, 2); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.TagDeleted)
		if got := r.leads(t, en, "ports"); got != 0 {
			t.Errorf("an address of what is gone leads to %d", got)
		}
		_, err = r.Tag(t.Context(), r.boss, tag.ID)
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}

func TestTagsAreListedByNameAndFoundByWordsOfAnyLanguage(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.tag(t, called{en: {Name: "Zinc"}, kk: {Name: "Мырыш"}})
		r.tag(t, called{ru: {Name: "Ёлка"}})
		ports := r.tag(t, called{en: {Name: "Sea ports"}, az: {Name: "Dəniz limanları"}})
		r.tagged(t, ports)
		english, _ := locale.Lookup(en)
		find := func(text string) (names []string) {
			list, more, err := r.TagList(t.Context(), r.boss, cms.TagQuery{Desk: english, Content: en, Text: text})
			if err != nil || more {
				t.Fatal(more, err)
			}
			for _, line := range list {
				names = append(names, line.Label.Text)
			}
			return names
		}
		for text, want := range map[string][]string{
			"": {"Sea ports", "Zinc", "Ёлка"}, "port": {"Sea ports"}, "deniz": {"Sea ports"}, "мыр": {"Zinc"}, "елка": {"Ёлка"},
			"sea zinc": nil, "ea": nil,
		} {
			if diff := cmp.Diff(want, find(text)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", text, diff)
			}
		}
		for range cms.TagPageSize {
			r.tag(t, called{en: {Name: "Same"}})
		}
		var seen []int64
		q := cms.TagQuery{Desk: english, Content: en}
		for {
			list, more, err := r.TagList(t.Context(), r.boss, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range list {
				seen = append(seen, line.ID)
				if line.ID == ports.ID != (line.Stories == 1) {
					t.Errorf("%s has %d stories", line.Label.Text, line.Stories)
				}
			}
			if !more {
				break
			}
			last := list[len(list)-1]
			q.After = &cms.TagCursor{Name: last.Label.Text, ID: last.ID}
		}
		if len(seen) != cms.TagPageSize+3 {
			t.Errorf("%d tags on all pages, want %d", len(seen), cms.TagPageSize+3)
		}
	})
}

func TestOnlyEditorsChangeTagsAndAuthors(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		tag, author := r.tag(t, called{en: {Name: "Ports"}}), r.author(t, cms.AuthorForm{Texts: signs{en: {Name: "Desk"}}})
		for _, role := range models.Roles() {
			by := r.user(t, string(role), grant(role))
			may := role == models.RoleEditor || role == models.RoleAdmin
			english, _ := locale.Lookup(en)
			for name, try := range map[string]func() error{
				"list tags":    func() error { _, _, err := r.TagList(t.Context(), by, cms.TagQuery{Desk: english}); return err },
				"see a tag":    func() error { _, err := r.Tag(t.Context(), by, tag.ID); return err },
				"add a tag":    func() error { _, err := r.AddTag(t.Context(), by, called{en: {Name: "New"}}); return err },
				"change a tag": func() error { return r.ChangeTag(t.Context(), by, tag.ID, 1, called{en: {Name: "Ports"}}) },
				"merge a tag": func() error {
					_, err := r.MergeTag(t.Context(), by, tag.ID, 1, tag.ID)
					return ignored(err, errs.Invalid)
				},
				"delete a tag":  func() error { return ignored(r.DeleteTag(t.Context(), by, tag.ID, 9), errs.Conflict) },
				"list authors":  func() error { _, err := r.AuthorList(t.Context(), by); return err },
				"see an author": func() error { _, err := r.Author(t.Context(), by, author.ID); return err },
				"begin one":     func() error { _, err := r.NewAuthor(t.Context(), by); return err },
				"add an author": func() error {
					_, err := r.AddAuthor(t.Context(), by, cms.AuthorForm{Texts: signs{en: {Name: "New"}}})
					return err
				},
				"change an author": func() error {
					return r.ChangeAuthor(t.Context(), by, author.ID, 1, cms.AuthorForm{Texts: signs{en: {Name: "Desk"}}})
				},
				"delete an author": func() error { return ignored(r.DeleteAuthor(t.Context(), by, author.ID, 9), errs.Conflict) },
			} {
				if err := try(); errs.Is(err, errs.Forbidden) == may || err != nil && may {
					t.Errorf("%s may %s: %v, want %v (%v)", role, name, err == nil, may, err)
				}
			}
		}
	})
}

// ignored passes over an error of a kind, which comes after the question of rights.
func ignored(err error, kind errs.Kind) error {
	if errs.Is(err, kind) {
		return nil
	}
	return err
}
