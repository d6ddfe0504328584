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

func (r *room) settings(t *testing.T) *models.Settings {
	t.Helper()
	s, err := r.Settings(t.Context(), r.boss)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSettingsAreCleanedKeptAndInTheJournal(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		if diff := cmp.Diff(&models.Settings{ID: 1, Version: 1}, r.settings(t)); diff != "" {
			t.Errorf("a fresh newsroom (-want +got):\n%s", diff)
		}
		before := r.journal(t)
		generation, err := r.Generation(t.Context(), r.Now())
		if err != nil {
			t.Fatal(err)
		}
		in := models.SettingsData{
			Name:    models.Names{en: "  Caspian \t Herald ", kk: " ", "xx": "nowhere"},
			Imprint: models.Names{ru: " Редакция \r\n\r\n\n Баку, Портовая, 1"}, AgeMark: "12+",
			Front: models.Front{Newest: 5, Blocks: []models.FrontBlock{{SectionID: r.section, Stories: 3}}},
		}
		if err := r.ChangeSettings(t.Context(), r.boss, 1, in); err != nil {
			t.Fatal(err)
		}
		want := in
		want.Name, want.Imprint = models.Names{en: "Caspian Herald"}, models.Names{ru: "Редакция\nБаку, Портовая, 1"}
		got := r.settings(t)
		if diff := cmp.Diff(want, got.Data); diff != "" || got.Version != 2 || got.UpdatedAt != r.Now() {
			t.Errorf("version %d (-want +got):\n%s", got.Version, diff)
		}
		e := r.wantLast(t, before, models.SettingsUpdated)
		after, _ := e.Data["after"].(map[string]any)
		if was, _ := e.Data["before"].(map[string]any); len(was) != 0 || after["age_mark"] != "12+" || after["footer"] != nil {
			t.Errorf("the journal says %v", e.Data)
		}
		if now, err := r.Generation(t.Context(), r.Now()); err != nil || now.Event == generation.Event {
			t.Errorf("the site's generation is still %v (%v)", now, err)
		}
		before = r.journal(t)
		if err := r.ChangeSettings(t.Context(), r.boss, 2, got.Data); err != nil {
			t.Fatal(err)
		}
		r.unchanged(t, before) // nothing is different
		wantError(t, r.ChangeSettings(t.Context(), r.boss, 1, models.SettingsData{}), errs.Conflict, "error.changed_meanwhile")
	})
}

func TestSettingsThatMakeNoSenseAreRefused(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		before := r.journal(t)
		editor := r.user(t, "editor", grant(models.RoleEditor))
		before = append(before, r.journal(t)[len(before):]...)
		block := func(section int64, stories int) models.SettingsData {
			return models.SettingsData{Front: models.Front{Blocks: []models.FrontBlock{{SectionID: section, Stories: stories}}}}
		}
		twice := block(r.section, 2)
		twice.Front.Blocks = append(twice.Front.Blocks, twice.Front.Blocks[0])
		for _, tt := range []struct {
			name, key string
			in        models.SettingsData
		}{
			{"a long name", "error.setting_too_long", models.SettingsData{Name: models.Names{az: strings.Repeat("ə", cms.MaxSiteName+1)}}},
			{"a long imprint", "error.setting_too_long", models.SettingsData{Imprint: models.Names{kk: strings.Repeat("ә", cms.MaxImprint+1)}}},
			{"another age", "error.bad_request", models.SettingsData{AgeMark: "13+"}},
			{"many stories", "error.front_newest", models.SettingsData{Front: models.Front{Newest: cms.MaxNewest + 1}}},
			{"fewer than none", "error.front_newest", models.SettingsData{Front: models.Front{Newest: -1}}},
			{"a block of no section", "error.bad_request", block(999, 2)},
			{"a block twice", "error.bad_request", twice},
			{"an empty block", "error.front_block", block(r.section, 0)},
			{"a large block", "error.front_block", block(r.section, cms.MaxBlock+1)},
		} {
			err := r.ChangeSettings(t.Context(), r.boss, 1, tt.in)
			t.Log(tt.name)
			wantError(t, err, errs.Invalid, tt.key)
		}
		_, err := r.Settings(t.Context(), editor)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		_, err = r.StandingPages(t.Context(), editor, en)
		wantError(t, err, errs.Forbidden, "error.forbidden")
		wantError(t, r.ChangeSettings(t.Context(), editor, 1, models.SettingsData{}), errs.Forbidden, "error.forbidden")
		wantError(t, r.PlacePage(t.Context(), editor, 1, 1, cms.PageShow), errs.Forbidden, "error.forbidden")
		r.unchanged(t, before)
	})
}

// standingPage makes a standing page with a title.
func (r *room) standingPage(t *testing.T, title string) int64 {
	t.Helper()
	a, err := r.BeginStory(t.Context(), r.boss, cms.ArticleInput{Kind: models.Page, Source: en}, title)
	if err != nil {
		t.Fatal(err)
	}
	return a.ID
}

func TestStandingPagesHaveTheirPlaceInTheFooter(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		about, contacts, rules := r.standingPage(t, "About"), r.standingPage(t, "Contacts"), r.standingPage(t, "Rules")
		news := r.article(t, r.boss, en)
		order := func() (footer, rest string) {
			list, err := r.StandingPages(t.Context(), r.boss, ru)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range list {
				if p.InFooter {
					footer += p.Title.Text + " "
				} else {
					rest += p.Title.Text + " "
				}
				if p.InFooter && (p.First != (footer == p.Title.Text+" ")) {
					t.Errorf("%s is first: %v", p.Title.Text, p.First)
				}
			}
			return footer, rest
		}
		for _, tt := range []struct {
			id           int64
			step         cms.PageStep
			footer, rest string
		}{
			{rules, cms.PageShow, "Rules ", "About Contacts "},
			{about, cms.PageShow, "Rules About ", "Contacts "},
			{about, cms.PageShow, "Rules About ", "Contacts "},
			{contacts, cms.PageShow, "Rules About Contacts ", ""},
			{contacts, cms.PageUp, "Rules Contacts About ", ""},
			{rules, cms.PageUp, "Rules Contacts About ", ""},
			{rules, cms.PageDown, "Contacts Rules About ", ""},
			{about, cms.PageDown, "Contacts Rules About ", ""},
			{rules, cms.PageHide, "Contacts About ", "Rules "},
			{rules, cms.PageUp, "Contacts About ", "Rules "},
		} {
			if err := r.PlacePage(t.Context(), r.boss, r.settings(t).Version, tt.id, tt.step); err != nil {
				t.Fatal(err)
			}
			if footer, rest := order(); footer != tt.footer || rest != tt.rest {
				t.Errorf("%s of %d: %q and %q, want %q and %q", tt.step, tt.id, footer, rest, tt.footer, tt.rest)
			}
		}
		version := r.settings(t).Version
		wantError(t, r.PlacePage(t.Context(), r.boss, version, news, cms.PageShow), errs.NotFound, "error.not_found")
		wantError(t, r.PlacePage(t.Context(), r.boss, version, noStory, cms.PageShow), errs.NotFound, "error.not_found")
		wantError(t, r.PlacePage(t.Context(), r.boss, version, about, "away"), errs.Invalid, "error.bad_request")
		wantError(t, r.PlacePage(t.Context(), r.boss, version-1, about, cms.PageHide), errs.Conflict, "error.changed_meanwhile")
		if err := r.ChangeSettings(t.Context(), r.boss, version, models.SettingsData{AgeMark: "6+"}); err != nil {
			t.Fatal(err)
		}
		if footer, _ := order(); footer != "Contacts About " {
			t.Errorf("after another change the footer has %q", footer)
		}

		r.publish(t, about, en)
		wantFooter := func(l locale.Tag, want ...string) {
			t.Helper()
			info, err := r.SiteInfo(t.Context(), r.Now(), l)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range info.Pages {
				got = append(got, p.Slug)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the footer in %s (-want +got):\n%s", l, diff)
			}
		}
		wantFooter(en, "about")
		wantFooter(ru)
		r.publish(t, contacts, en)
		wantFooter(en, "contacts", "about")
		list, err := r.StandingPages(t.Context(), r.boss, ru)
		if err != nil || len(list[0].Live) != 1 || list[0].Live[0] != en || len(list[2].Live) != 0 {
			t.Errorf("live: %v (%v)", list, err)
		}
		r.tick()
		if err := r.Trash(t.Context(), r.boss, contacts); err != nil {
			t.Fatal(err)
		}
		wantFooter(en, "about")
		if footer, rest := order(); footer != "About " || rest != "Rules " {
			t.Errorf("with one in the trash: %q and %q", footer, rest)
		}
	})
}
