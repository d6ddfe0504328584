package store_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
)

// wantRefused opens a database that must not be opened, and wants one line
// that says why.
func wantRefused(t *testing.T, dsn, why string) {
	t.Helper()
	s, err := store.Open(t.Context(), store.Options{DSN: dsn, Now: testkit.Moment})
	if err == nil {
		_ = s.Close()
		t.Fatalf("got no error, want one with %q", why)
	}
	if !strings.Contains(err.Error(), why) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %q, want one line with %q", err, why)
	}
}

func TestADatabaseOfAnotherKindIsRefused(t *testing.T) {
	t.Parallel()
	for _, dsn := range []string{"", "qalam.db", "mysql://localhost/qalam"} {
		wantRefused(t, dsn, "want sqlite:PATH or postgres://")
	}
}

func TestASQLiteFileThatIsNotOursIsRefusedAndLeftUntouched(t *testing.T) {
	t.Parallel()
	const table = "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)"
	tests := []struct {
		name string
		make func(t *testing.T, path string)
		why  string
	}{
		{"another program's, by its mark", foreign("PRAGMA application_id = 252006674", table), "another program's database"},
		{"an empty one with another's mark", foreign("PRAGMA application_id = 252006674"), "another program's database"},
		{"unmarked, but not empty", foreign(table), "another program's database"},
		{"in write-ahead mode", foreign("PRAGMA journal_mode = WAL", table), "another program's database"},
		{"garbage", content(strings.Repeat("no database at all\n", 1000)), "not a database"},
		{"a short text", content("hello\n"), "not a database"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dsn := testkit.SQLiteDSN(t)
			path := testkit.SQLitePath(dsn)
			test.make(t, path)
			before := folder(t, path)
			wantRefused(t, dsn, test.why)
			after := folder(t, path)
			if len(after) != len(before) {
				t.Errorf("got %d files beside it, want %d", len(after), len(before))
			}
			if !bytes.Equal(after[filepath.Base(path)], before[filepath.Base(path)]) {
				t.Error("the file has changed")
			}
		})
	}
}

// foreign makes a SQLite file by other means.
func foreign(statements ...string) func(t *testing.T, path string) {
	return func(t *testing.T, path string) {
		t.Helper()
		db, err := sql.Open("sqlite", path)
		if err != nil {
			t.Fatal(err)
		}
		for _, statement := range statements {
			exec(t, db, statement)
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func content(text string) func(t *testing.T, path string) {
	return func(t *testing.T, path string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// folder reads every file beside path.
func folder(t *testing.T, path string) map[string][]byte {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, e := range entries {
		if files[e.Name()], err = os.ReadFile(filepath.Join(filepath.Dir(path), e.Name())); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestASQLiteFileInNoFolderIsRefused(t *testing.T) {
	t.Parallel()
	wantRefused(t, "sqlite:"+filepath.Join(t.TempDir(), "missing", "qalam.db"), "missing")
}

func TestAPostgreSQLSchemaWithAnothersTablesIsRefused(t *testing.T) {
	t.Parallel()
	dsn := testkit.PostgresDSN(t)
	exec(t, raw(t, testkit.Open(t, dsn)), "CREATE TABLE notes (id INT PRIMARY KEY)")
	wantRefused(t, dsn, "another program's tables")
}

func TestANewerSchemaIsRefused(t *testing.T) {
	t.Parallel()
	testkit.EachDSN(t, func(t *testing.T, dsn string) {
		s := testkit.Open(t, dsn)
		if _, err := s.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		exec(t, raw(t, s), "INSERT INTO qalam_migrations (version_id, is_applied) VALUES (99999, true)")
		wantRefused(t, dsn, "schema 99999")
	})
}

func TestMigratingTwiceTakesNoStepTheSecondTime(t *testing.T) {
	t.Parallel()
	testkit.EachDSN(t, func(t *testing.T, dsn string) {
		s := testkit.Open(t, dsn)
		known, err := s.Migrations(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range []int{len(known), 0} {
			if got, err := s.Migrate(t.Context()); got != want || err != nil {
				t.Errorf("time %d: got %d steps, error %v; want %d", i+1, got, err, want)
			}
		}
		done, err := s.Migrations(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range done {
			if !m.Applied {
				t.Errorf("migration %d is not listed as applied", m.Version)
			}
		}
		if got := testkit.Open(t, dsn); got.Ping(t.Context()) != nil {
			t.Error("the migrated database does not open again")
		}
	})
}

func TestTheReadingHandleCannotWriteOnSQLite(t *testing.T) {
	t.Parallel()
	db, err := store.ReadingHandle(testkit.SQLite(t))
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), "INSERT INTO tags (key) VALUES ('caspian')")
	if err == nil || !strings.Contains(err.Error(), "readonly") {
		t.Errorf("got %v, want a refusal", err)
	}
}

func TestSQLiteKeepsAcknowledgedWritesThroughAPowerCut(t *testing.T) {
	t.Parallel()
	db := raw(t, testkit.SQLite(t))
	want := map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1"}
	for pragma, want := range want {
		var got string
		if err := db.QueryRowContext(t.Context(), "PRAGMA "+pragma).Scan(&got); err != nil || got != want {
			t.Errorf("%s: got %q, error %v; want %q", pragma, got, err, want)
		}
	}
}
