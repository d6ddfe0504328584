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

// named is the form of a section with an English name.
func named(name string) cms.SectionForm {
	return cms.SectionForm{Texts: map[locale.Tag]cms.SectionText{en: {Name: name}}}
}

func (r *room) addSection(t *testing.T, in cms.SectionForm) *models.Section {
	t.Helper()
	s, err := r.AddSection(t.Context(), r.boss, in)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// change changes a section as it is now.
func (r *room) changeSection(t *testing.T, id int64, in cms.SectionForm) error {
	t.Helper()
	d, err := r.Section(t.Context(), r.boss, id)
	if err != nil {
		t.Fatal(err)
	}
	return r.ChangeSection(t.Context(), r.boss, id, d.Version, in)
}

// sectionKeys are all sections as people see them, those below another indented.
func (r *room) sectionKeys(t *testing.T) string {
	t.Helper()
	list, err := r.Sections(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range list {
		if s.ParentID != nil {
			s.Key = ">" + s.Key
		}
		names = append(names, s.Key)
	}
	return strings.Join(names, " ")
}

func TestASectionIsRefusedWithTheFieldThatIsWrong(t *testing.T) {
	t.Parallel()
	text := func(name, slug, description string) map[locale.Tag]cms.SectionText {
		return map[locale.Tag]cms.SectionText{kk: {Name: name, Slug: slug, Description: description}}
	}
	tests := []struct {
		name string
		in   cms.SectionForm
		kind errs.Kind
		key  string
	}{
		{"no name at all", cms.SectionForm{}, errs.Invalid, "error.section_nameless"},
		{"a slug without a name", cms.SectionForm{Texts: text("", "slug", "")}, errs.Invalid, "error.name_missing"},
		{"a description without a name", cms.SectionForm{Texts: text(" ", "", "About")}, errs.Invalid, "error.name_missing"},
		{"a long name", cms.SectionForm{Texts: text(strings.Repeat("ә", 61), "", "")}, errs.Invalid, "error.name_too_long"},
		{"a long description", cms.SectionForm{Texts: text("Спорт", "", strings.Repeat("ә", 301))}, errs.Invalid, "error.description_too_long"},
		{"a name that turns its direction", cms.SectionForm{Texts: text("Спорт\u202e", "", "")}, errs.Invalid, "error.name_signs"},
		{"a name with a control character", cms.SectionForm{Texts: text("Спорт\x00", "", "")}, errs.Invalid, "error.name_signs"},
		{"a slug that turns its direction", cms.SectionForm{Texts: text("Спорт", "a\u2066b", "")}, errs.Invalid, "error.slug_signs"},
		{"a slug with a control character", cms.SectionForm{Texts: text("Спорт", "a\x1bb", "")}, errs.Invalid, "error.slug_signs"},
		{"a slug that is a page", cms.SectionForm{Texts: text("Спорт", "Search", "")}, errs.Invalid, "error.slug_reserved"},
		{"a slug that is a language", cms.SectionForm{Texts: text("Спорт", "ru", "")}, errs.Invalid, "error.slug_reserved"},
		{"a slug that is a spelling of one", cms.SectionForm{Texts: text("Спорт", "kz", "")}, errs.Invalid, "error.slug_reserved"},
		{"a slug that is Kazakh in Latin", cms.SectionForm{Texts: text("Спорт", "kk-latn", "")}, errs.Invalid, "error.slug_reserved"},
		{"a slug that is a number", cms.SectionForm{Texts: text("Спорт", "2026", "")}, errs.Invalid, "error.slug_reserved"},
		{"another's slug", cms.SectionForm{Texts: text("Мәдениет", "", "")}, errs.Conflict, "error.slug_taken"},
		{"another's key", cms.SectionForm{Key: "culture", Texts: text("Спорт", "", "")}, errs.Conflict, "error.key_taken"},
		{"a key that is a page", cms.SectionForm{Key: "tags", Texts: text("Спорт", "", "")}, errs.Invalid, "error.key_reserved"},
		{"a key that cannot be seen", cms.SectionForm{Key: "a\u202eb", Texts: text("Спорт", "", "")}, errs.Invalid, "error.key_signs"},
		{"below nothing that is there", cms.SectionForm{ParentID: new(int64(noStory)), Texts: text("Спорт", "", "")}, errs.Invalid, "error.section_levels"},
	}
	eachRoom(t, func(t *testing.T, r *room) {
		before := r.journal(t)
		for _, test := range tests {
			_, err := r.AddSection(t.Context(), r.boss, test.in)
			t.Log(test.name)
			wantError(t, err, test.kind, test.key)
		}
		r.unchanged(t, before)
		if got := r.sectionKeys(t); got != "culture" {
			t.Errorf("there are now %s", got)
		}
	})
}

func TestSectionsHaveTwoLevels(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		economy := r.addSection(t, named("Economy"))
		below := named("Oil and gas")
		below.ParentID = &economy.ID
		oil := r.addSection(t, below)
		if got := r.sectionKeys(t); got != "culture economy >oil-and-gas" {
			t.Errorf("sections: %s", got)
		}
		third := named("Wells")
		third.ParentID = &oil.ID
		_, err := r.AddSection(t.Context(), r.boss, third)
		wantError(t, err, errs.Invalid, "error.section_levels")
		for name, in := range map[string]cms.SectionForm{
			"one with others below it goes below another": {ParentID: &r.section}, "one goes below itself": {ParentID: &economy.ID},
		} {
			t.Log(name)
			wantError(t, r.changeSection(t, economy.ID, in), errs.Invalid, "error.section_levels")
		}
		wantError(t, r.DeleteSection(t.Context(), r.boss, economy.ID, 1), errs.Conflict, "error.section_not_empty")
		before := r.journal(t)
		if err := r.changeSection(t, oil.ID, cms.SectionForm{ParentID: &r.section}); err != nil {
			t.Fatal(err)
		}
		event := r.wantLast(t, before, models.SectionUpdated)
		if event.Data["parent"] == nil || event.Data["text.en"] != nil {
			t.Errorf("the journal says %v", event.Data)
		}
		if got := r.sectionKeys(t); got != "culture >oil-and-gas economy" {
			t.Errorf("sections: %s", got)
		}
	})
}

func TestSectionsMoveOnTheirLevel(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		sport := r.addSection(t, named("Sport"))
		for _, name := range []string{"Chess", "Judo", "Football"} {
			in := named(name)
			in.ParentID = &sport.ID
			r.addSection(t, in)
		}
		list, err := r.Sections(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]int64{}
		for _, s := range list {
			ids[s.Key] = s.ID
		}
		for _, step := range []struct {
			key  string
			up   bool
			want string
		}{
			{"football", true, "culture sport >chess >football >judo"},
			{"football", true, "culture sport >football >chess >judo"},
			{"football", true, "culture sport >football >chess >judo"},
			{"chess", false, "culture sport >football >judo >chess"},
			{"chess", false, "culture sport >football >judo >chess"},
			{"sport", true, "sport >football >judo >chess culture"},
		} {
			if err := r.MoveSection(t.Context(), r.boss, ids[step.key], step.up); err != nil {
				t.Fatal(err)
			}
			if got := r.sectionKeys(t); got != step.want {
				t.Errorf("%s moved, up %v: %s, want %s", step.key, step.up, got, step.want)
			}
		}
		journal := r.journal(t)
		if last := journal[len(journal)-1]; last.Kind != models.SectionMoved {
			t.Errorf("the last event is %s", last.Kind)
		}
		wantError(t, r.MoveSection(t.Context(), r.boss, noStory, true), errs.NotFound, "error.not_found")
	})
}

func TestASectionOpenedBeforeAnothersChangeIsAConflict(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		if err := r.ChangeSection(t.Context(), r.boss, r.section, 1, named("Arts")); err != nil {
			t.Fatal(err)
		}
		before := r.journal(t)
		err := r.ChangeSection(t.Context(), r.boss, r.section, 1, named("Culture and arts"))
		wantError(t, err, errs.Conflict, "error.changed_meanwhile")
		if err := r.changeSection(t, r.section, named("Arts")); err != nil { // nothing new
			t.Fatal(err)
		}
		r.unchanged(t, before)
		d, err := r.Section(t.Context(), r.boss, r.section)
		if err != nil {
			t.Fatal(err)
		}
		if d.Version != 2 || cms.SectionTextOf(d.Section, kk).Name != "Мәдениет" {
			t.Errorf("version %d; the languages that the form left out: %v", d.Version, d.Names)
		}
	})
}

func TestASectionIsDeletedOnlyWhileNothingIsInIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		used := r.addSection(t, named("Used"))
		id := r.article(t, r.boss, en)
		in := cms.ArticleInput{Kind: models.News, SectionID: &used.ID, Source: en}
		if err := r.UpdateArticle(t.Context(), r.boss, id, 1, in); err != nil {
			t.Fatal(err)
		}
		wantError(t, r.DeleteSection(t.Context(), r.boss, used.ID, 1), errs.Conflict, "error.section_used")
		in.SectionID = &r.section
		if err := r.UpdateArticle(t.Context(), r.boss, id, 2, in); err != nil {
			t.Fatal(err)
		}
		if err := r.changeSection(t, used.ID, named("Unused")); err != nil {
			t.Fatal(err)
		}
		wantError(t, r.DeleteSection(t.Context(), r.boss, used.ID, 1), errs.Conflict, "error.changed_meanwhile")
		before := r.journal(t)
		if err := r.DeleteSection(t.Context(), r.boss, used.ID, 2); err != nil {
			t.Fatal(err)
		}
		r.wantLast(t, before, models.SectionDeleted)
		_, err := r.SectionPage(t.Context(), en, "used")
		wantError(t, err, errs.NotFound, "error.not_found")
	})
}

func TestAFormerSlugLeadsToTheSectionUntilAnotherTakesIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		lead := func(l locale.Tag, slug string, want int64) {
			t.Helper()
			p, err := r.SectionPage(t.Context(), l, slug)
			if want == 0 {
				wantError(t, err, errs.NotFound, "error.not_found")
				return
			}
			if err != nil || p.ID != want {
				t.Errorf("%s in %s leads to %v, %v; want section %d", slug, l, p, err, want)
			}
		}
		rename := func(id int64, name, slug string) {
			t.Helper()
			in := cms.SectionForm{Texts: map[locale.Tag]cms.SectionText{en: {Name: name, Slug: slug}}}
			if err := r.changeSection(t, id, in); err != nil {
				t.Fatal(err)
			}
		}
		money := r.addSection(t, named("Money"))
		rename(money.ID, "Business", "")
		lead(en, "business", money.ID)
		lead(en, "money", money.ID)
		lead(ru, "business", 0)
		rename(money.ID, "Trade", "")
		lead(en, "business", money.ID)
		other := r.addSection(t, named("Business"))
		lead(en, "business", other.ID)
		rename(other.ID, "Companies", "")
		lead(en, "business", other.ID) // who had it last
		rename(money.ID, "Trade", "business")
		lead(en, "business", money.ID)
		lead(en, "trade", money.ID)
		// A slug that readers have seen goes before a key that they have not.
		rename(r.section, "Arts", "arts")
		rename(other.ID, "Culture", "culture")
		rename(other.ID, "Culture and more", "more")
		lead(en, "culture", other.ID)
		lead(kk, "culture", r.section)
	})
}

func TestOnlyThoseWhoMayStructureChangeSections(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		for role, may := range map[models.Role]bool{
			models.RoleAuthor: false, models.RoleTranslator: false, models.RoleReviewer: false, models.RoleEditor: true, models.RoleAdmin: true,
		} {
			by := r.user(t, string(role), grant(role, kk))
			s := r.addSection(t, named("Of "+string(role)))
			_, list := r.SectionList(t.Context(), by)
			_, form := r.NewSection(t.Context(), by)
			_, read := r.Section(t.Context(), by, s.ID)
			_, added := r.AddSection(t.Context(), by, named("By "+string(role)))
			steps := []error{
				list, form, read, added,
				r.ChangeSection(t.Context(), by, s.ID, 1, named("Still of "+string(role))),
				r.MoveSection(t.Context(), by, s.ID, true),
				r.DeleteSection(t.Context(), by, s.ID, 2),
			}
			for i, err := range steps {
				if may && err != nil {
					t.Errorf("%s, step %d: %v", role, i, err)
				} else if !may {
					wantError(t, err, errs.Forbidden, "error.forbidden")
				}
			}
			if r.MayStructure(by) != may {
				t.Errorf("%s may structure: %v", role, !may)
			}
		}
	})
}

// The list of a section holds the stories of those below it, newest first, page by
// page, each once, and its languages are those of all of them.
func TestTheListOfASectionHoldsWhatIsBelowIt(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		sections := []int64{r.section}
		for _, name := range []string{"Film", "Theatre"} {
			in := named(name)
			in.ParentID = &r.section
			sections = append(sections, r.addSection(t, in).ID)
		}
		sections = append(sections, r.addSection(t, named("Sport")).ID)
		want := map[int64][]int64{}
		for i := range 2*cms.PageSize + 6 {
			section := sections[i%4]
			a, err := r.CreateArticle(t.Context(), r.boss, cms.ArticleInput{Kind: models.News, SectionID: &section, Source: en})
			if err != nil {
				t.Fatal(err)
			}
			r.save(t, a.ID, en, content("Title", "One."))
			r.publish(t, a.ID, en)
			want[section] = append(want[section], a.ID)
			if i%4 < 3 && section != r.section {
				want[r.section] = append(want[r.section], a.ID)
			}
			if i%3 == 0 { // some begin at the same moment
				r.clock.Advance(time.Minute)
			}
		}
		slices.Sort(want[r.section])
		for _, section := range sections {
			slices.Reverse(want[section])
			var got []int64
			in := cms.ListInput{At: r.Now(), Locale: en, SectionID: section}
			for {
				page, err := r.List(t.Context(), in)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range page.Stories {
					got = append(got, p.ArticleID)
				}
				if !slices.Equal(page.Locales, []locale.Tag{en}) {
					t.Errorf("section %d has stories in %v", section, page.Locales)
				}
				if in.Before = page.Next; in.Before == nil {
					break
				}
			}
			if diff := cmp.Diff(want[section], got); diff != "" {
				t.Errorf("section %d (-want +got):\n%s", section, diff)
			}
		}
		// A story below, in another language, makes it one of the list's.
		a, err := r.CreateArticle(t.Context(), r.boss, cms.ArticleInput{Kind: models.News, SectionID: &sections[2], Source: ru})
		if err != nil {
			t.Fatal(err)
		}
		r.save(t, a.ID, ru, content("Заголовок", "Раз."))
		r.publish(t, a.ID, ru)
		page, err := r.List(t.Context(), cms.ListInput{At: r.Now(), Locale: kk, SectionID: r.section})
		if err != nil || len(page.Stories) != 0 || !slices.Equal(page.Locales, []locale.Tag{en, ru}) {
			t.Errorf("in Kazakh: %d stories, languages %v, %v", len(page.Stories), page.Locales, err)
		}
		found, err := r.Stories(t.Context(), r.boss, cms.StoryQuery{Desk: en, Section: r.section, Limit: 100})
		if err != nil || len(found.Rows) != len(want[r.section])+1 {
			t.Errorf("the desk finds %d stories, %v; want %d", len(found.Rows), err, len(want[r.section])+1)
		}
	})
}
