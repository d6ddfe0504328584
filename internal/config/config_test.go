package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/config"
)

// env is an environment of given variables.
func env(vars map[string]string) func(string) string {
	return func(name string) string { return vars[name] }
}

func writeFile(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "qalam.toml")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func mustLoad(t *testing.T, vars map[string]string, file string, flags map[string]string) *config.Config {
	t.Helper()
	c, err := config.Load(env(vars), file, flags)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestFlagsWinOverEnvironmentOverFileOverDefaults(t *testing.T) {
	t.Parallel()
	const fromFile = "addr = \"127.0.0.1:3\"\n"
	for _, tc := range []struct {
		name, file  string
		vars, flags map[string]string
		want        string
	}{
		{"default", "", nil, nil, "127.0.0.1:8080"},
		{"file", fromFile, nil, nil, "127.0.0.1:3"},
		{"environment", fromFile, map[string]string{"QALAM_ADDR": "127.0.0.1:2"}, nil, "127.0.0.1:2"},
		{"flag", fromFile, map[string]string{"QALAM_ADDR": "127.0.0.1:2"}, map[string]string{"QALAM_ADDR": "127.0.0.1:1"}, "127.0.0.1:1"},
		{"a flag that is not given", fromFile, nil, map[string]string{"QALAM_ADDR": ""}, "127.0.0.1:3"},
		{"an empty variable", fromFile, map[string]string{"QALAM_ADDR": ""}, nil, "127.0.0.1:3"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			file := ""
			if tc.file != "" {
				file = writeFile(t, tc.file)
			}
			if got := mustLoad(t, tc.vars, file, tc.flags).Addr; got != tc.want {
				t.Errorf("address %q, want %q", got, tc.want)
			}
		})
	}
}

func TestTheFileIsNamedByFlagOrVariable(t *testing.T) {
	t.Parallel()
	first, second := writeFile(t, "data = \"first\"\n"), writeFile(t, "data = \"second\"\n")
	vars := map[string]string{"QALAM_CONFIG": second}
	if got := mustLoad(t, vars, first, nil).Data; got != "first" {
		t.Errorf("with a flag: %q, want the flag's file", got)
	}
	if got := mustLoad(t, vars, "", nil).Data; got != "second" {
		t.Errorf("with the variable alone: %q, want its file", got)
	}
}

func TestAFileThatCannotBeUsedIsRefused(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, text, want string }{
		{"an unknown name", "adress = \"x\"\n", `unknown setting "adress"`},
		{"the variable's name", "QALAM_ADDR = \"x\"\n", `unknown setting "QALAM_ADDR"`},
		{"no TOML", "addr 127.0.0.1\n", "qalam.toml"},
		{"another type", "addr = 8080\n", "qalam.toml"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := config.Load(env(nil), writeFile(t, tc.text), nil)
			if err == nil || !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got %v, want an error with %q", err, tc.want)
			}
		})
	}
	if _, err := config.Load(env(nil), filepath.Join(t.TempDir(), "none.toml"), nil); err == nil {
		t.Error("a file that is not there was taken")
	}
}

func TestASecretMayComeFromAFile(t *testing.T) {
	t.Parallel()
	const dsn = "postgres://qalam:secret@db/qalam"
	file := writeFile(t, dsn+"\n")
	c := mustLoad(t, map[string]string{"QALAM_DATABASE_FILE": file}, "", nil)
	if c.Database != dsn {
		t.Errorf("database %q, want the file's without its line end", c.Database)
	}
	both := map[string]string{"QALAM_DATABASE_FILE": file, "QALAM_DATABASE": "sqlite:/x.db"}
	if got, want := mustLoad(t, both, "", nil).Database, "sqlite:/x.db"; got != want {
		t.Errorf("database %q, want %q: the variable itself wins", got, want)
	}
	settings := writeFile(t, "database = \"sqlite:/y.db\"\n")
	if got := mustLoad(t, map[string]string{"QALAM_DATABASE_FILE": file}, settings, nil).Database; got != dsn {
		t.Errorf("database %q, want the secret's file before the settings' file", got)
	}
	_, err := config.Load(env(map[string]string{"QALAM_DATABASE_FILE": file + ".none"}), "", nil)
	if err == nil || !strings.Contains(err.Error(), "QALAM_DATABASE_FILE") {
		t.Errorf("got %v, want an error that names QALAM_DATABASE_FILE", err)
	}
	// What is no secret has no such variable.
	if got, want := mustLoad(t, map[string]string{"QALAM_ADDR_FILE": file}, "", nil).Addr, "127.0.0.1:8080"; got != want {
		t.Errorf("address %q, want %q", got, want)
	}
}

func TestEveryProblemIsReportedAtOnce(t *testing.T) {
	t.Parallel()
	vars := map[string]string{
		"QALAM_BASE_URL":        "ftp://example.org",
		"QALAM_DATABASE":        "mysql://x",
		"QALAM_LOCALES":         "en,de",
		"QALAM_TIMEZONE":        "Asia/Bakuu",
		"QALAM_TRUSTED_PROXIES": "10.0.0.0/99",
		"QALAM_LOG":             "loud",
		"QALAM_LOG_FORMAT":      "xml",
	}
	c, err := config.Load(env(vars), "", nil)
	if err == nil || c != nil {
		t.Fatalf("got %v, %v, want an error alone", c, err)
	}
	for name := range vars {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is missing in:\n%v", name, err)
		}
	}
}

func TestInvalidValuesAreRefused(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ name, value string }{
		{"QALAM_BASE_URL", "https://example.org/path"},
		{"QALAM_BASE_URL", "example.org"},
		{"QALAM_BASE_URL", "https://"},
		{"QALAM_DATABASE", "sqlite:"},
		{"QALAM_DATABASE", "qalam.db"},
		{"QALAM_LOCALES", "en,en"},
		{"QALAM_LOCALES", ","},
		{"QALAM_FALLBACKS", "kk=ru"},
		{"QALAM_FALLBACKS", "kk:kk"},
		{"QALAM_TRUSTED_PROXIES", "10.0.0.1"},
		{"QALAM_SMTP", "mail.example"},
		{"QALAM_SMTP", "http://mail.example"},
		{"QALAM_SMTP", "smtp://desk:hunter2@mail.example"},
		{"QALAM_MAIL_FROM", "nobody"},
		{"QALAM_LOG", "none"},
		{"QALAM_LOG_FORMAT", "JSON"},
	} {
		_, err := config.Load(env(map[string]string{tc.name: tc.value}), "", nil)
		if err == nil || !strings.Contains(err.Error(), tc.name) {
			t.Errorf("%s=%s: got %v, want an error that names it", tc.name, tc.value, err)
		}
	}
}

func TestARelativeDatabaseIsInTheDataFolder(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ data, database, want string }{
		{"/srv/q", "", "sqlite:/srv/q/qalam.db"},
		{"/srv/q", "sqlite:news.db", "sqlite:/srv/q/news.db"},
		{"/srv/q", "sqlite:/var/news.db", "sqlite:/var/news.db"},
		{"", "", "sqlite:data/qalam.db"},
		{"/srv/q", "postgres://db/q", "postgres://db/q"},
		{"/srv/q", "postgresql://db/q", "postgresql://db/q"},
	} {
		c := mustLoad(t, map[string]string{"QALAM_DATA": tc.data, "QALAM_DATABASE": tc.database}, "", nil)
		if c.Database != tc.want {
			t.Errorf("%q in %q: got %q, want %q", tc.database, tc.data, c.Database, tc.want)
		}
	}
}

func TestTheBaseURLIsTheAddressWhereNotSet(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ addr, base, want string }{
		{"", "", "http://127.0.0.1:8080"},
		{"127.0.0.1:99", "", "http://127.0.0.1:99"},
		{"127.0.0.1:99", "https://news.example/", "https://news.example"},
	} {
		c := mustLoad(t, map[string]string{"QALAM_ADDR": tc.addr, "QALAM_BASE_URL": tc.base}, "", nil)
		if got := c.BaseURL.String(); got != tc.want {
			t.Errorf("%q on %q: got %q, want %q", tc.base, tc.addr, got, tc.want)
		}
	}
}

func TestDefaultsAreThoseOfTheSettings(t *testing.T) {
	t.Parallel()
	want := map[string]string{}
	for _, s := range config.Settings() {
		if s.Doc == "" || strings.ContainsAny(s.Doc, "\n|") {
			t.Errorf("%s: %q is no line of a table", s.Name, s.Doc)
		}
		want[s.Name] = s.Default
	}
	got := map[string]string{}
	for line := range strings.Lines(mustLoad(t, nil, "", nil).Print()) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
		got[name] = value
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-settings +printed):\n%s", diff)
	}
}

func TestPrintingHidesSecrets(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ dsn, want string }{
		{"postgres://qalam:hunter2@db:5432/news", "QALAM_DATABASE=postgres://qalam:***@db:5432/news\n"},
		{"postgres://qalam:hun%74er2@db/news?sslmode=disable", "QALAM_DATABASE=postgres://qalam:***@db/news\n"},
		{"postgres://db/news?user=qalam&password=hunter2", "QALAM_DATABASE=postgres://db/news\n"},
		{"sqlite:news.db", "QALAM_DATABASE=sqlite:news.db\n"},
	} {
		got := mustLoad(t, map[string]string{"QALAM_DATABASE": tc.dsn}, "", nil).Print()
		if strings.Contains(got, "hunter2") || strings.Contains(got, "hun%74er2") {
			t.Errorf("%s: the password is in\n%s", tc.dsn, got)
		}
		if !strings.Contains(got, tc.want) {
			t.Errorf("%s: want %q in\n%s", tc.dsn, tc.want, got)
		}
	}
}

func TestTheMailServersPasswordIsHidden(t *testing.T) {
	t.Parallel()
	for _, password := range []string{"hunter2", "https://hunter2.example/", "sqlite:hunter2"} {
		c := mustLoad(t, map[string]string{
			"QALAM_SMTP": "smtp://desk@mail.example", "QALAM_SMTP_PASSWORD": password, "QALAM_MAIL_FROM": "Qalam <desk@news.example>",
		}, "", nil)
		if c.SMTPPassword != password {
			t.Errorf("got %q, want %q", c.SMTPPassword, password)
		}
		if got := c.Print(); strings.Contains(got, "hunter2") || !strings.Contains(got, "QALAM_SMTP_PASSWORD=***\n") {
			t.Errorf("the password is in\n%s", got)
		}
	}
	_, err := config.Load(env(map[string]string{"QALAM_SMTP": "smtp://mail.example"}), "", nil)
	if err == nil || !strings.Contains(err.Error(), "QALAM_MAIL_FROM") {
		t.Errorf("a mail server and nobody to write: %v", err)
	}
}

func TestHasDataTellsAnEmptyFolder(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "deep", "data")
	c := mustLoad(t, map[string]string{"QALAM_DATA": dir}, "", nil)
	check := func(when string, want bool) {
		t.Helper()
		if got, err := c.HasData(); got != want || err != nil {
			t.Errorf("%s: got %v, %v, want %v", when, got, err, want)
		}
	}
	check("no folder", false)
	if err := c.MakeData(); err != nil {
		t.Fatal(err)
	}
	check("an empty folder", false)
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := info.Mode().Perm(); got != 0o700 {
		t.Errorf("mode %o, want 700: the folder is its owner's alone", got)
	}
	if err := os.WriteFile(filepath.Join(dir, "x"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	check("a file in it", true)
}
