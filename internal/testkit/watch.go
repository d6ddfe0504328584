package testkit

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx
	_ "modernc.org/sqlite"             // the driver sqlite
)

// ErrPlanned is what a planned failure of a statement returns.
var ErrPlanned = errors.New("planned failure of a statement")

// Statement is a statement that a store ran.
type Statement struct {
	Query string
	Args  []any
}

// Watch sees the statements of a store and lets one of them fail. Any number of
// goroutines may use it.
type Watch struct {
	db   *sql.DB // the database past the store
	list string  // the query for the names of its tables
	mu   sync.Mutex
	seen []Statement
	fail int // which of the next statements fails, counted from 1; 0 for none
	all  bool
}

// watching returns a watch of a database. Its connection past the store is one, for the
// whole test: with PostgreSQL a new one costs as much as reading all tables.
func watching(t testing.TB, dsn string) *Watch {
	t.Helper()
	driver, list := "pgx", "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()"
	if strings.HasPrefix(dsn, sqliteScheme) {
		driver, dsn = "sqlite", SQLitePath(dsn)
		list = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	return &Watch{db: db, list: list}
}

// Reset forgets what was seen and lets the k-th statement from now on fail, none
// where k is 0.
func (w *Watch) Reset(k int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen, w.fail, w.all = nil, k, false
}

// FailFrom lets the k-th statement from now on fail and all that follow, for
// what tries again.
func (w *Watch) FailFrom(k int) {
	w.Reset(k)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.all = true
}

// Seen returns the statements since the last Reset.
func (w *Watch) Seen() []Statement {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.seen
}

func (w *Watch) see(_ context.Context, query string, args []any) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.seen = append(w.seen, Statement{query, args})
	if len(w.seen) == w.fail || w.all && len(w.seen) > w.fail {
		return ErrPlanned
	}
	return nil
}

// Dump reads every row of every table past the store, as texts in order.
func (w *Watch) Dump(t testing.TB) map[string][]string {
	t.Helper()
	return w.dump(t, func(string) ([]string, bool) { return nil, true })
}

// DumpOf reads every row of some tables without some of their columns.
func (w *Watch) DumpOf(t testing.TB, tables map[string][]string) map[string][]string {
	t.Helper()
	all := w.dump(t, func(table string) ([]string, bool) {
		except, ok := tables[table]
		return except, ok
	})
	if len(all) != len(tables) {
		t.Fatalf("some of these tables are not there: %v", tables)
	}
	return all
}

// dump reads the tables that wanted says, without the columns that it names.
func (w *Watch) dump(t testing.TB, wanted func(table string) (except []string, ok bool)) map[string][]string {
	t.Helper()
	all := map[string][]string{}
	for _, row := range rows(t, w.db, w.list, nil) {
		table := strings.Trim(row, "|")
		except, ok := wanted(table)
		if !ok {
			continue
		}
		all[table] = rows(t, w.db, "SELECT * FROM "+table, except)
		slices.Sort(all[table])
	}
	return all
}

// rows reads what a query answers, each row as one text, without some columns.
func rows(t testing.TB, db *sql.DB, query string, except []string) []string {
	t.Helper()
	found, err := db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	columns, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	list := []string{}
	for found.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := found.Scan(values...); err != nil {
			t.Fatal(err)
		}
		var row strings.Builder
		for i, v := range values {
			if p, ok := v.(*any); ok && !slices.Contains(except, columns[i]) {
				fmt.Fprintf(&row, "|%v", *p)
			}
		}
		list = append(list, row.String())
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}

// Exec runs statements on the file of a SQLite database, past the store.
func Exec(t testing.TB, file string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, statement := range statements {
		if _, err := db.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}
