package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// port is a story in four languages.
func port() []string {
	head := "date: 2026-11-10T09:00:00+04:00\nplace: P\nsection: economy\nauthors: [ { key: desk, name: Desk } ]\ntags: [ { key: ports, name: Ports } ]\n"
	return []string{
		"port/index.en.md", "---\ntitle: A port in the fog\nsource: true\nsummary: S\naliases: [/old/port]\n" + head + "---\n\nShips wait.\n\n## Later\n\n> Said.\n> — a captain\n",
		"port/index.az.md", "---\ntitle: Dumanda liman\n" + head + "translator: az-desk\n---\n\nGəmilər gözləyir.\n\n## Sonra\n\n> Dedi.\n> — kapitan\n",
		"port/index.kk.md", "---\ntitle: Тұмандағы порт\n" + head + "---\n\nКемелер күтіп тұр.\n\n## Кейін\n\n> Деді.\n> — капитан\n",
		"port/index.ru.md", "---\ntitle: Порт в тумане\n" + head + "---\n\nСуда ждут.\n\n## Позже\n\n> Сказал.\n> — капитан\n",
	}
}

// tree reads every file below a folder.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(filepath.Join(dir, file))
		files[file] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestImportingTwiceChangesNothing(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, port()...)
	for _, publish := range []bool{false, true} {
		args := []string{"import", "markdown", dir}
		if publish {
			args = append(args, "--publish")
		}
		s.do(t, "", args...)
		if got, want := s.do(t, "", args...), "1 story: 0 created, 0 updated, 1 unchanged, 0 refused. Nothing had changed.\n"; got != want {
			t.Errorf("publish %v, again: %q, want %q", publish, got, want)
		}
	}
}

func TestImportTellsWhatItDid(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, port()...)
	if got, want := s.do(t, "", "import", "markdown", dir), "1 story: 1 created, 0 updated, 0 unchanged, 0 refused\n"; got != want {
		t.Errorf("first: %q, want %q", got, want)
	}
	changed := port()
	changed[5] = strings.Replace(changed[5], "күтіп тұр", "күтуде", 1)
	write(t, dir, changed...)
	if got, want := s.do(t, "", "import", "markdown", dir), "1 story: 0 created, 1 updated, 0 unchanged, 0 refused\n"; got != want {
		t.Errorf("changed: %q, want %q", got, want)
	}
	// A bundle may be given itself.
	if got, want := s.do(t, "", "import", "markdown", filepath.Join(dir, "port")), ", 1 unchanged, "; !strings.Contains(got, want) {
		t.Errorf("the bundle itself: %q, want %q", got, want)
	}
}

func TestABadStoryIsRefusedAndTheOthersGoIn(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, port()...)
	write(t, dir,
		"bad/index.en.md", "---\ntitle: T\ndate: soon\n---\n",
		"long/index.en.md", "---\ntitle: "+strings.Repeat("long ", 100)+"\n---\n\nText.\n",
		"nobody/index.en.md", "---\ntitle: T\nkind: poem\n---\n",
		"z/index.en.md", "---\ntitle: The last\n---\n\nText.\n")
	r := s.try(t, "", "import", "markdown", dir)
	if r.code != exitFailed {
		t.Errorf("code %d, want %d", r.code, exitFailed)
	}
	if want := "5 stories: 2 created, 0 updated, 0 unchanged, 3 refused\n"; r.out != want {
		t.Errorf("out %q, want %q", r.out, want)
	}
	for _, want := range []string{
		"refused: bad/index.en.md:3: no date: \"soon\"\n", "refused: long/index.en.md: The title is longer",
		"refused: nobody/index.en.md: unknown kind \"poem\"\n", "qalam: 3 refused\n",
	} {
		if !strings.Contains(r.err, want) {
			t.Errorf("%q lacks %q", r.err, want)
		}
	}
}

func TestOneLanguageIsTakenFromFilesWithoutOne(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, "a/index.md", "---\ntitle: Bir\n---\n\nMətn.\n", "b/index.md", "---\ntitle: İki\n---\n\nMətn.\n")
	if r := s.try(t, "", "import", "markdown", dir); r.code != exitFailed || !strings.Contains(r.err, "--locale") {
		t.Errorf("without --locale: code %d, %q, want it named", r.code, r.err)
	}
	if got, want := s.do(t, "", "import", "markdown", dir, "--locale", "az"), "2 stories: 2 created"; !strings.HasPrefix(got, want) {
		t.Errorf("with --locale: %q, want %q", got, want)
	}
}

func TestWhatIsExportedComesInTheSame(t *testing.T) {
	t.Parallel()
	in := t.TempDir()
	write(t, in, port()...)
	first := newShell(t)
	first.do(t, "", "import", "markdown", in, "--publish")
	for _, format := range []string{"markdown", "jsonl"} {
		t.Run(format, func(t *testing.T) {
			t.Parallel()
			out := filepath.Join(t.TempDir(), "out")
			if got, want := first.do(t, "", "export", format, out), "1 stories written"; !strings.HasPrefix(strings.Replace(got, "1 story", "1 stories", 1), want) {
				t.Errorf("export: %q, want %q", got, want)
			}
			second := newShell(t)
			if got, want := second.do(t, "", "import", format, out, "--publish"), "1 created"; !strings.Contains(got, want) {
				t.Errorf("import: %q, want %q", got, want)
			}
			a, b := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
			first.do(t, "", "export", "markdown", a)
			second.do(t, "", "export", "markdown", b)
			if diff := cmp.Diff(tree(t, a), tree(t, b)); diff != "" {
				t.Errorf("content (-first +second):\n%s", diff)
			}
			if got, want := second.do(t, "", "import", "markdown", b, "--publish"), "Nothing had changed"; format == "markdown" && !strings.Contains(got, want) {
				t.Errorf("its own export again: %q, want %q", got, want)
			}
		})
	}
}

func TestJSONLinesComeFromStandardInput(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	lines := `{"key":"x:1","source":"kk","versions":[{"locale":"kk","title":"Тақырып","markdown":"Мәтін."},{"locale":"en","title":"Title","html":"<p>Text.</p>"}]}` + "\n" +
		`{"key":"x:2","source":"xx","versions":[{"locale":"xx","title":"T"}]}` + "\n" +
		`{"key":"x:3","kind":"poem","source":"en","versions":[{"locale":"en","title":"T"}]}` + "\n" +
		"{broken\n"
	r := s.try(t, lines, "import", "jsonl", "-")
	if want := "4 stories: 1 created, 0 updated, 0 unchanged, 3 refused\n"; r.code != exitFailed || r.out != want {
		t.Errorf("code %d, %q, want code 1 and %q", r.code, r.out, want)
	}
	for _, want := range []string{"standard input:2: ", "standard input:3: ", "standard input:4: "} {
		if !strings.Contains(r.err, "refused: "+want) || strings.Contains(r.err, "⟦") {
			t.Errorf("%q lacks %q", r.err, want)
		}
	}
}

func TestExportNeverWritesOverAFile(t *testing.T) {
	t.Parallel()
	s, dir := newShell(t), t.TempDir()
	write(t, dir, "old.jsonl", "precious")
	if r := s.try(t, "", "export", "jsonl", filepath.Join(dir, "old.jsonl")); r.code != exitFailed {
		t.Errorf("code %d, want %d", r.code, exitFailed)
	}
	if got := tree(t, dir)["old.jsonl"]; got != "precious" {
		t.Errorf("the file is now %q", got)
	}
}
