package rights_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/models"
)

// wantTable is the rights table of the newsroom's rules, written out a second
// time: one row per action, one column per role. The words are those of
// wantCell.
const wantTable = `
	action        author      translator  reviewer    editor      admin
	read_drafts   own         yes         yes         yes         yes
	write_source  own-locale  -           -           yes         yes
	translate     -           locale      locale      locale      yes
	comment       own         locale      locale      locale      yes
	approve       -           -           locale      locale      yes
	publish       -           -           -           locale      yes
	kill          -           -           -           all-locales yes
	upload_media  yes         yes         yes         yes         yes
	edit_media    -           -           -           yes         yes
	propose_term  -           yes         yes         yes         yes
	edit_terms    -           -           locale      yes         yes
	structure     -           -           -           yes         yes
	read_journal  -           -           own         yes         yes
	administer    -           -           -           -           yes
`

// parseTable returns the cells by row and column.
func parseTable(t *testing.T, table string) map[string]map[string]string {
	t.Helper()
	cells := map[string]map[string]string{}
	var columns []string
	for line := range strings.Lines(strings.TrimSpace(table)) {
		fields := strings.Fields(line)
		if columns == nil {
			columns = fields
			continue
		}
		if len(fields) != len(columns) {
			t.Fatalf("%q has %d cells, want %d", line, len(fields), len(columns))
		}
		row := map[string]string{}
		for i, cell := range fields[1:] {
			row[columns[i+1]] = cell
		}
		cells[fields[0]] = row
	}
	return cells
}

// wantCell says what a cell allows to a grant of these languages.
func wantCell(t *testing.T, cell string, granted []locale.Tag, on rights.Target) bool {
	t.Helper()
	all := len(granted) == 0
	switch cell {
	case "-":
		return false
	case "yes":
		return true
	case "own":
		return on.Own
	case "locale":
		return all || slices.Contains(granted, on.Locale)
	case "own-locale":
		return on.Own && (all || slices.Contains(granted, on.Locale))
	case "all-locales":
		return all
	}
	t.Fatalf("no such cell: %q", cell)
	return false
}

// localeSets are the languages of grants: all, and 1, 3, 4 and 5 of them.
func localeSets() [][]locale.Tag {
	return [][]locale.Tag{nil, {"en"}, {"en", "az", "kk"}, {"en", "az", "kk", "ru"}, {"en", "az", "kk", "ru", "tr"}}
}

// targets are stories in every language, in none and in one that nobody has,
// one's own and other people's.
func targets() []rights.Target {
	var list []rights.Target
	for _, l := range []locale.Tag{"", "en", "az", "kk", "ru", "tr", "de"} {
		list = append(list, rights.Target{Locale: l}, rights.Target{Locale: l, Own: true})
	}
	return list
}

func TestRightsTable(t *testing.T) {
	t.Parallel()
	table := parseTable(t, wantTable)
	if got, want := len(rights.Actions()), len(table); got != want {
		t.Errorf("there are %d actions, the table has %d", got, want)
	}
	for _, action := range rights.Actions() {
		row, ok := table[string(action)]
		if !ok {
			t.Errorf("%s is not in the table", action)
			continue
		}
		for _, role := range models.Roles() {
			cell, ok := row[string(role)]
			if !ok {
				t.Errorf("%s is not in the table", role)
			}
			for _, granted := range localeSets() {
				by := rights.Actor{Grants: []models.Grant{{Role: role, Locales: granted}}}
				for _, on := range targets() {
					want := wantCell(t, cell, granted, on)
					if got := rights.Can(by, action, on); got != want {
						t.Errorf("%s of %v may %s %+v: %v, want %v", role, granted, action, on, got, want)
					}
				}
			}
		}
	}
}

func TestGrantsAddUp(t *testing.T) {
	t.Parallel()
	by := rights.Actor{Grants: []models.Grant{
		{Role: models.RoleTranslator, Locales: []locale.Tag{"az"}},
		{Role: models.RoleReviewer, Locales: []locale.Tag{"kk"}},
	}}
	for _, test := range []struct {
		action rights.Action
		locale locale.Tag
		want   bool
	}{
		{rights.Translate, "az", true},
		{rights.Translate, "kk", true},
		{rights.Translate, "ru", false},
		{rights.Approve, "kk", true},
		{rights.Approve, "az", false},
	} {
		if got := rights.Can(by, test.action, rights.Target{Locale: test.locale}); got != test.want {
			t.Errorf("may %s in %s: %v, want %v", test.action, test.locale, got, test.want)
		}
	}
	// Several limited grants do not make an unlimited one.
	two := rights.Actor{Grants: []models.Grant{
		{Role: models.RoleEditor, Locales: []locale.Tag{"en", "az"}}, {Role: models.RoleEditor, Locales: []locale.Tag{"kk", "ru"}},
	}}
	if rights.Can(two, rights.Kill, rights.Target{Locale: "en"}) {
		t.Error("an editor of every language, but not of all, may kill")
	}
}

func TestDefaultIsDeny(t *testing.T) {
	t.Parallel()
	admin := rights.Operator("test")
	unknown := rights.Actor{Grants: []models.Grant{{Role: "owner"}, {Role: ""}}}
	for _, on := range targets() {
		for _, action := range []rights.Action{"", "read", "ADMINISTER", "no_such_action"} {
			if rights.Can(admin, action, on) {
				t.Errorf("an administrator may %q %+v", action, on)
			}
		}
		for _, action := range rights.Actions() {
			if rights.Can(unknown, action, on) {
				t.Errorf("a role that does not exist may %s %+v", action, on)
			}
			if rights.Can(rights.Actor{}, action, on) {
				t.Errorf("nobody may %s %+v", action, on)
			}
		}
	}
}

func TestDisabledUserHasNoRights(t *testing.T) {
	t.Parallel()
	u := &models.User{ID: 7, Name: "someone", Grants: []models.Grant{{Role: models.RoleAdmin}}}
	if !rights.Can(rights.Of(u), rights.Administer, rights.Target{}) {
		t.Error("an administrator may not administer")
	}
	var at models.Instant
	u.DisabledAt = &at
	by := rights.Of(u)
	if by.UserID == nil || *by.UserID != 7 || by.Name != "someone" {
		t.Errorf("the actor is %+v", by)
	}
	for _, action := range rights.Actions() {
		if rights.Can(by, action, rights.Target{Locale: "en", Own: true}) {
			t.Errorf("a disabled user may %s", action)
		}
	}
}

func TestOwnStoryIsOneThatTheUserCreated(t *testing.T) {
	t.Parallel()
	one, two := int64(1), int64(2)
	for _, test := range []struct {
		name        string
		user, owner *int64
		want        bool
	}{
		{"one's own", &one, new(int64(1)), true},
		{"another's", &one, &two, false},
		{"nobody's", &one, nil, false},
		{"nobody's, on the command line", nil, nil, false},
		{"another's, on the command line", nil, &one, false},
	} {
		if got := (rights.Actor{UserID: test.user}).Owns(&models.Article{OwnerID: test.owner}); got != test.want {
			t.Errorf("%s: %v, want %v", test.name, got, test.want)
		}
	}
}

// wantStages lists every change of stage with the right that it needs in the
// source and in a translation.
const wantStages = `
	change             source        translation
	draft-draft        -             -
	draft-review       write_source  translate
	draft-approved     approve       approve
	review-draft       write_source  translate
	review-review      -             -
	review-approved    approve       approve
	approved-draft     approve       approve
	approved-review    approve       approve
	approved-approved  -             -
	draft-             -             -
	-draft             -             -
	draft-live         -             -
	live-draft         -             -
`

func TestStageTable(t *testing.T) {
	t.Parallel()
	article := &models.Article{SourceLocale: "az"}
	want := parseTable(t, wantStages)
	if len(want) != 13 {
		t.Fatalf("the table has %d rows", len(want))
	}
	got := map[string]map[string]string{}
	for change := range want {
		from, to, _ := strings.Cut(change, "-")
		row := map[string]string{}
		for version, l := range map[string]locale.Tag{"source": "az", "translation": "ru"} {
			action, ok := rights.StageChange(article, l, models.Stage(from), models.Stage(to))
			row[version] = string(action)
			if !ok {
				row[version] = "-" + string(action)
			}
		}
		got[change] = row
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("changes of stage (-want +got):\n%s", diff)
	}
	for _, from := range models.Stages() {
		for _, to := range models.Stages() {
			if _, ok := want[fmt.Sprintf("%s-%s", from, to)]; !ok {
				t.Errorf("the change from %s to %s is not in the table", from, to)
			}
		}
	}
}

// TestStagesForEveryRoleAndSetOfLanguages walks the full product: who may move a
// version from one stage to another, by role, languages of the grant, language of
// the version, and whether the story is one's own.
func TestStagesForEveryRoleAndSetOfLanguages(t *testing.T) {
	t.Parallel()
	needs, table := parseTable(t, wantStages), parseTable(t, wantTable)
	article := &models.Article{SourceLocale: "az"}
	allowed := 0
	for _, role := range models.Roles() {
		for _, granted := range localeSets() {
			by := rights.Actor{Grants: []models.Grant{{Role: role, Locales: granted}}}
			for _, on := range targets() {
				version := "translation"
				if on.Locale == article.SourceLocale {
					version = "source"
				}
				for change, need := range needs {
					from, to, _ := strings.Cut(change, "-")
					want := need[version] != "-" && wantCell(t, table[need[version]][string(role)], granted, on)
					action, ok := rights.StageChange(article, on.Locale, models.Stage(from), models.Stage(to))
					got := ok && rights.Can(by, action, on)
					if got != want {
						t.Errorf("%s of %v may move %+v from %s to %s: %v, want %v", role, granted, on, from, to, got, want)
					}
					if got {
						allowed++
					}
				}
			}
		}
	}
	if allowed == 0 {
		t.Error("nobody may do anything")
	}
}
