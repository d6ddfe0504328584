package main

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/config"
)

func TestConfigPrintsEverySettingAndNoSecret(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.vars["QALAM_DATABASE"] = "postgres://qalam:hunter2@db.example/news"
	got := s.do(t, "", "config")
	for _, setting := range config.Settings() {
		if !strings.Contains(got, setting.Name+"=") {
			t.Errorf("%s is missing", setting.Name)
		}
	}
	if strings.Contains(got, "hunter2") || !strings.Contains(got, "postgres://qalam:***@db.example/news") {
		t.Errorf("want the password masked and the rest readable:\n%s", got)
	}
}

func TestConfigReportsEveryProblem(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	bad := map[string]string{"QALAM_LOCALES": "xx", "QALAM_TIMEZONE": "Moon/Sea", "QALAM_LOG_FORMAT": "xml"}
	maps.Copy(s.vars, bad)
	r := s.try(t, "", "config")
	if r.code != exitFailed {
		t.Errorf("code %d, want %d", r.code, exitFailed)
	}
	for name := range bad {
		if !strings.Contains(r.err, name) {
			t.Errorf("%s is missing in %q", name, r.err)
		}
	}
}

func TestTheDataFlagWinsOverTheVariable(t *testing.T) {
	t.Parallel()
	if got := newShell(t).do(t, "", "--data", "/elsewhere", "config"); !strings.Contains(got, "QALAM_DATA=/elsewhere\n") {
		t.Errorf("got\n%s", got)
	}
}

// tableRow is a row of the README's table: name, default and meaning.
var tableRow = regexp.MustCompile("(?m)^\\| *`(QALAM_\\w+)` *\\| *(.*?) *\\| *(.*?) *\\|$")

func TestTheReadmeListsEverySetting(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := tableRow.FindAllStringSubmatch(string(data), -1)
	if len(rows) == 0 {
		t.Skip("README.md has no table of settings (| `QALAM_X` | default | meaning |) yet")
	}
	var got, want []string
	for _, r := range rows {
		got = append(got, strings.Join(r[1:], " | "))
	}
	for _, s := range config.Settings() {
		value := ""
		if s.Default != "" {
			value = "`" + s.Default + "`"
		}
		want = append(want, strings.Join([]string{s.Name, value, s.Doc}, " | "))
	}
	for i := range got {
		got[i] = regexp.MustCompile(`\| [–-] \|`).ReplaceAllString(got[i], "|  |")
	}
	if !slices.Equal(got, want) {
		t.Errorf("README.md (-settings +README):\n%s", cmp.Diff(want, got))
	}
}
