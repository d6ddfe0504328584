package cms_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// signs is what is told of an author, by language.
type signs = map[locale.Tag]cms.AuthorText

func (r *room) author(t testing.TB, in cms.AuthorForm) *models.Author {
	t.Helper()
	a, err := r.AddAuthor(t.Context(), r.boss, in)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAnAuthorIsToldOfInEachLanguageAndFallsBackByPart(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		a := r.author(t, cms.AuthorForm{Handle: "@desk", Texts: signs{
			en: {Name: "Economy desk", Title: "Baku bureau", Biography: " One\r\nand the same. \r\n \r\n\r\nTwo. "},
			ru: {Name: "Отдел экономики", Handle: "@otdel"},
		}})
		if got := cms.AuthorTextOf(a, en).Biography; got != "One and the same.\n\nTwo." {
			t.Errorf("the biography is kept as %q", got)
		}
		for _, test := range []struct {
			l                         locale.Tag
			name, title, handle, slug string
			nameLang, titleLang       locale.Tag
		}{
			{en, "Economy desk", "Baku bureau", "@desk", "economy-desk", en, en},
			{ru, "Отдел экономики", "Baku bureau", "@otdel", "otdel-ekonomiki", ru, en},
			{kk, "Отдел экономики", "Baku bureau", "@desk", "economy-desk", ru, en},
			{az, "Economy desk", "Baku bureau", "@desk", "economy-desk", en, en},
		} {
			want := cms.Byline{Name: cms.Label{Text: test.name, Lang: test.nameLang}, Title: cms.Label{Text: test.title, Lang: test.titleLang}, Handle: test.handle, Slug: test.slug}
			if diff := cmp.Diff(want, r.Byline(a, test.l)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.l, diff)
			}
			if bio := r.Biography(a, test.l); bio.Lang != en {
				t.Errorf("%s: the biography is in %q", test.l, bio.Lang)
			}
		}
	})
}

func TestWhatIsSaidOfAnAuthorIsChecked(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		first := r.author(t, cms.AuthorForm{Texts: signs{en: {Name: "Desk"}}})
		if second := r.author(t, cms.AuthorForm{Texts: signs{en: {Name: "Desk"}}}); cms.AuthorTextOf(second, en).Slug != "desk-2" || second.Key == first.Key {
			t.Errorf("a namesake is %+v", second)
		}
		long := func(n int) string { return strings.Repeat("ә", n+1) }
		none := int64(noStory)
		for name, test := range map[string]struct {
			in   cms.AuthorForm
			kind errs.Kind
			key  string
		}{
			"no name":            {cms.AuthorForm{Texts: signs{en: {}}}, errs.Invalid, "error.name_required"},
			"words without name": {cms.AuthorForm{Texts: signs{en: {Name: "A"}, az: {Title: "müxbir"}}}, errs.Invalid, "error.name_missing"},
			"long name":          {cms.AuthorForm{Texts: signs{en: {Name: long(cms.MaxAuthorName)}}}, errs.Invalid, "error.name_too_long"},
			"long title":         {cms.AuthorForm{Texts: signs{en: {Name: "A", Title: long(cms.MaxAuthorTitle)}}}, errs.Invalid, "error.author_title_too_long"},
			"long biography":     {cms.AuthorForm{Texts: signs{en: {Name: "A", Biography: long(cms.MaxBiography)}}}, errs.Invalid, "error.biography_too_long"},
			"long handle":        {cms.AuthorForm{Handle: long(cms.MaxHandle), Texts: signs{en: {Name: "A"}}}, errs.Invalid, "error.handle_too_long"},
			"long own handle":    {cms.AuthorForm{Texts: signs{en: {Name: "A", Handle: long(cms.MaxHandle)}}}, errs.Invalid, "error.handle_too_long"},
			"hidden signs":       {cms.AuthorForm{Texts: signs{en: {Name: "A\u202eB"}}}, errs.Invalid, "error.name_signs"},
			"taken address":      {cms.AuthorForm{Texts: signs{en: {Name: "A", Slug: "desk"}}}, errs.Conflict, "error.slug_taken"},
			"no such user":       {cms.AuthorForm{UserID: &none, Texts: signs{en: {Name: "A"}}}, errs.Invalid, "error.bad_request"},
			"no such picture":    {cms.AuthorForm{PortraitID: &none, Texts: signs{en: {Name: "A"}}}, errs.Invalid, "error.bad_request"},
		} {
			before := r.journal(t)
			_, err := r.AddAuthor(t.Context(), r.boss, test.in)
			wantError(t, err, test.kind, test.key)
			if t.Failed() {
				t.Log(name)
			}
			r.unchanged(t, before)
		}
	})
}

func TestAUserWhoIsAnAuthorSignsWhatTheyBegin(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		writer, other := r.user(t, "writer", grant(models.RoleEditor)), r.user(t, "other", grant(models.RoleEditor))
		a := r.author(t, cms.AuthorForm{UserID: writer.UserID, Texts: signs{en: {Name: "Desk"}}})
		second := r.author(t, cms.AuthorForm{Texts: signs{en: {Name: "Second"}}})
		taken := cms.AuthorForm{UserID: writer.UserID, Texts: signs{en: {Name: "Second"}}}
		wantError(t, r.ChangeAuthor(t.Context(), r.boss, second.ID, 1, taken), errs.Conflict, "error.user_is_author")
		in := cms.ArticleInput{Kind: models.News, SectionID: &r.section, Source: en}
		named := in
		named.AuthorIDs = []int64{second.ID}
		for _, test := range []struct {
			name string
			by   cms.Actor
			in   cms.ArticleInput
			want []int64
		}{
			{"an author", writer, in, []int64{a.ID}},
			{"nobody's author", other, in, nil},
			{"the command line", r.boss, in, nil},
			{"somebody else is named", writer, named, []int64{second.ID}},
		} {
			story, err := r.BeginStory(t.Context(), test.by, test.in, "Title")
			if err != nil {
				t.Fatal(err)
			}
			story, err = r.store.Read().Article(t.Context(), story.ID)
			if err != nil {
				t.Fatal(err)
			}
			var got []int64
			for _, x := range story.Authors {
				got = append(got, x.AuthorID)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.name, diff)
			}
		}
		d, err := r.Author(t.Context(), r.boss, second.ID)
		if err != nil || len(d.Users) != 1 || d.Users[0].ID != *other.UserID {
			t.Errorf("to choose from are %+v, %v; want the one who is no author", d.Users, err)
		}
	})
}

func TestAnAuthorIsChangedAndGoesOnlyWhenNothingNamesThem(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		m := r.picture(t, r.boss, 10)
		a := r.author(t, cms.AuthorForm{Texts: signs{en: {Name: "Desk"}, ru: {Name: "Отдел"}}})
		before := r.journal(t)
		in := cms.AuthorForm{PortraitID: &m.ID, Texts: signs{en: {Name: "Sports desk"}}}
		if err := r.ChangeAuthor(t.Context(), r.boss, a.ID, 1, in); err != nil {
			t.Fatal(err)
		}
		e := r.wantLast(t, before, models.AuthorUpdated)
		if e.Data["text.en"] == nil || e.Data["portrait"] == nil || e.Data["text.ru"] != nil {
			t.Errorf("the journal says %v", e.Data)
		}
		wantError(t, r.ChangeAuthor(t.Context(), r.boss, a.ID, 1, in), errs.Conflict, "error.changed_meanwhile")
		for _, slug := range []string{"desk", "sports-desk"} {
			if found, err := r.AuthorBySlug(t.Context(), en, slug); err != nil || found.ID != a.ID {
				t.Errorf("%s leads to %v, %v", slug, found, err)
			}
		}
		id := r.article(t, r.boss, en)
		r.save(t, id, en, content("Title", "One."))
		_, err := r.Save(t.Context(), r.boss, cms.SaveInput{ArticleID: id, Locale: ru, Content: content("Заголовок", "Раз."), TranslatorID: &a.ID})
		if err != nil {
			t.Fatal(err)
		}
		wantError(t, r.DeleteAuthor(t.Context(), r.boss, a.ID, 2), errs.Conflict, "error.author_used")
		wantError(t, r.DeleteMedium(t.Context(), r.boss, m.ID, 1), errs.Conflict, "error.image_used")
		spare := r.author(t, cms.AuthorForm{Texts: signs{en: {Name: "Spare"}}})
		before = r.journal(t)
		if err := r.DeleteAuthor(t.Context(), r.boss, spare.ID, 1); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.AuthorDeleted)
		_, err = r.Author(t.Context(), r.boss, spare.ID)
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}
