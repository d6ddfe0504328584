package testkit

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/qalam-cms/qalam/internal/store"
)

// Each runs fn as the parallel subtests "sqlite" and "postgres", each on a
// migrated database of its own.
func Each(t *testing.T, fn func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		fn(t, SQLite(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		fn(t, Postgres(t))
	})
}

// EachIntercepted is Each with an interceptor of its own for each database,
// which sees the statements that fn causes.
func EachIntercepted(t *testing.T, fn func(t *testing.T, s *store.Store, watch *Watch)) {
	t.Helper()
	open := func(t *testing.T, dsn string) {
		t.Helper()
		watch := watching(t, dsn)
		o := options(dsn)
		o.Intercept = watch.see
		fn(t, opened(t, o), watch)
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		open(t, sqliteCopy(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		p := serverFor(t)
		open(t, p.create(t, p.template))
	})
}

// EachDSN runs fn as the parallel subtests "sqlite" and "postgres", each with
// the DSN of an empty database of its own.
func EachDSN(t *testing.T, fn func(t *testing.T, dsn string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		fn(t, SQLiteDSN(t))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		fn(t, PostgresDSN(t))
	})
}

// Open opens a database, migrated or not, and closes it when the test ends.
func Open(t testing.TB, dsn string) *store.Store {
	t.Helper()
	return opened(t, options(dsn))
}

func opened(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("close the database: %v", err)
		}
	})
	return s
}

// SQLite returns a migrated SQLite database in a file of its own.
func SQLite(t testing.TB) *store.Store {
	t.Helper()
	return Open(t, sqliteCopy(t))
}

// sqliteCopy returns the DSN of a migrated database in a file of its own.
func sqliteCopy(t testing.TB) string {
	t.Helper()
	dsn := SQLiteDSN(t)
	file, err := sqliteTemplate()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(SQLitePath(dsn), file, 0o600); err != nil {
		t.Fatal(err)
	}
	return dsn
}

// SQLiteDSN returns the DSN of a SQLite database that does not exist yet, in a
// directory of its own.
func SQLiteDSN(t testing.TB) string {
	t.Helper()
	return sqliteScheme + filepath.Join(t.TempDir(), "qalam.db")
}

// SQLitePath returns the file of a SQLite database.
func SQLitePath(dsn string) string { return dsn[len(sqliteScheme):] }

const sqliteScheme = "sqlite:"

func options(dsn string) store.Options { return store.Options{DSN: dsn, Now: Moment} }

// sqliteTemplate is a migrated SQLite database, byte for byte: copying it is
// faster than migrating for every test.
//
//nolint:gochecknoglobals // Made once per test binary, never changed.
var sqliteTemplate = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "qalam-template-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	path := filepath.Join(dir, "qalam.db")
	if err := migrate(context.Background(), sqliteScheme+path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// migrate makes an empty database ready and leaves no connection to it.
func migrate(ctx context.Context, dsn string) error {
	s, err := store.Open(ctx, options(dsn))
	if err != nil {
		return err
	}
	if _, err := s.Migrate(ctx); err != nil {
		_ = s.Close()
		return err
	}
	return s.Close()
}
