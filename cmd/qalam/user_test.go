package main

import (
	"os"
	"strings"
	"testing"
)

func TestInitMakesFolderAndFirstAdministrator(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.do(t, "correct horse battery\n", "init", "--email", "boss@qalam.example", "--name", "Boss", "--password-stdin")
	info, err := os.Stat(s.vars["QALAM_DATA"])
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o700 {
		t.Errorf("the data folder has mode %o, want 700", got)
	}
	if got, want := s.do(t, "", "user", "list"), "boss@qalam.example\tBoss\tactive\tadmin\n"; got != want {
		t.Errorf("users %q, want %q", got, want)
	}
	r := s.try(t, "correct horse battery\n", "init", "--email", "two@qalam.example", "--password-stdin")
	if r.code != exitFailed {
		t.Errorf("a second init: code %d, want %d", r.code, exitFailed)
	}
}

func TestUsersAreAddedListedAndDisabled(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.do(t, "correct horse battery\n", "user", "add", "Aygun@Qalam.example", "--name", "Aygün",
		"--grant", "author", "--grant", "translator:az,ru", "--interface", "az", "--password-stdin")
	s.do(t, "another long password", "user", "add", "ed@qalam.example", "--grant", "editor", "--password-stdin")
	list := s.do(t, "", "user", "list")
	for _, want := range []string{"Aygün\tactive\tauthor translator:az,ru\n", "ed@qalam.example\ted\tactive\teditor\n"} {
		if !strings.Contains(list, want) {
			t.Errorf("users %q lack %q", list, want)
		}
	}
	s.do(t, "yet another password\n", "user", "passwd", "ed@qalam.example", "--password-stdin")
	s.do(t, "", "user", "disable", "ed@qalam.example")
	if list := s.do(t, "", "user", "list"); !strings.Contains(list, "ed@qalam.example\ted\tdisabled\teditor\n") {
		t.Errorf("users %q: want ed disabled", list)
	}
}

func TestSomebodyIsInvitedByALink(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.vars["QALAM_BASE_URL"] = "https://news.example"
	out := s.do(t, "", "user", "add", "new@qalam.example", "--grant", "translator:kk,ru", "--invite")
	if !strings.Contains(out, "new@qalam.example is invited") || !strings.Contains(out, "\n  https://news.example/admin/welcome/") {
		t.Errorf("printed %q, want a link", out)
	}
	if got, want := s.do(t, "", "user", "list"), "new@qalam.example\tnew\tinvited\ttranslator:kk,ru\n"; got != want {
		t.Errorf("users %q, want %q", got, want)
	}
}

func TestTheLastAdministratorIsNotDisabled(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.do(t, "correct horse battery\n", "init", "--email", "boss@qalam.example", "--password-stdin")
	if r := s.try(t, "", "user", "disable", "boss@qalam.example"); r.code != exitFailed || !strings.Contains(r.err, "last administrator") {
		t.Errorf("code %d, %q", r.code, r.err)
	}
}

func TestAUserThatMakesNoSenseIsRefusedInPlainWords(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	s.do(t, "correct horse battery\n", "user", "add", "ed@qalam.example", "--grant", "editor", "--password-stdin")
	for _, tc := range []struct {
		name, stdin, want string
		args              []string
	}{
		{"an unknown role", "correct horse battery\n", "“king”", []string{"user", "add", "a@qalam.example", "--grant", "king", "--password-stdin"}},
		{"an unknown language", "correct horse battery\n", "“xx”", []string{"user", "add", "a@qalam.example", "--grant", "author:xx", "--password-stdin"}},
		{"no e-mail", "correct horse battery\n", "e-mail", []string{"user", "add", "nobody", "--grant", "author", "--password-stdin"}},
		{"a short password", "x\n", "password", []string{"user", "add", "a@qalam.example", "--grant", "author", "--password-stdin"}},
		{"an empty password", "", "password", []string{"user", "add", "a@qalam.example", "--grant", "author", "--password-stdin"}},
		{"a taken e-mail", "correct horse battery\n", "", []string{"user", "add", "ED@qalam.example", "--grant", "author", "--password-stdin"}},
		{"nobody to disable", "", "nobody@qalam.example", []string{"user", "disable", "nobody@qalam.example"}},
		{"nobody's password", "correct horse battery\n", "nobody@qalam.example", []string{"user", "passwd", "nobody@qalam.example", "--password-stdin"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			r := s.try(t, tc.stdin, tc.args...)
			if r.code != exitFailed || !strings.Contains(strings.ToLower(r.err), strings.ToLower(tc.want)) || strings.Contains(r.err, "⟦") {
				t.Errorf("code %d, %q, want code 1 and %q", r.code, r.err, tc.want)
			}
		})
	}
}

func TestMigrateTellsAndTakesTheSteps(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	if got := s.do(t, "", "migrate", "status"); !strings.Contains(got, "00001\tpending\t") || strings.Contains(got, "applied") {
		t.Errorf("before: %q, want every step pending", got)
	}
	if got := s.do(t, "", "migrate", "up"); !strings.HasSuffix(got, " steps taken\n") || strings.HasPrefix(got, "0") {
		t.Errorf("up: %q, want some steps taken", got)
	}
	if got := s.do(t, "", "migrate", "status"); !strings.Contains(got, "00001\tapplied\t") || strings.Contains(got, "pending") {
		t.Errorf("after: %q, want every step applied", got)
	}
	if got, want := s.do(t, "", "migrate", "up"), "0 steps taken\n"; got != want {
		t.Errorf("up again: %q, want %q", got, want)
	}
}
