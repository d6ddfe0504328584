package testkit

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"github.com/qalam-cms/qalam/internal/store"
)

// ServerVariable is the environment variable that names a PostgreSQL server
// where tests may create databases, as a postgres:// URL.
const ServerVariable = "QALAM_TEST_POSTGRES"

// Postgres returns a migrated PostgreSQL database of its own.
func Postgres(t testing.TB) *store.Store {
	t.Helper()
	p := serverFor(t)
	return Open(t, p.create(t, p.template))
}

// PostgresDSN returns the DSN of an empty PostgreSQL database of its own.
func PostgresDSN(t testing.TB) string {
	t.Helper()
	return serverFor(t).create(t, "template0")
}

func serverFor(t testing.TB) *server {
	t.Helper()
	if os.Getenv(ServerVariable) == "" {
		missing(t, "PostgreSQL: set "+ServerVariable+" or run make test")
	}
	p, err := postgresServer()
	if err != nil {
		t.Fatalf("PostgreSQL of the tests: %v", err)
	}
	return p
}

// server is the PostgreSQL server of the tests.
type server struct {
	url    *url.URL
	db     *sql.DB
	prefix string
	// template is the migrated database that all others are copies of.
	template string
	count    atomic.Int64
}

// postgresServer prepares the server once per test binary.
//
//nolint:gochecknoglobals // Made once per test binary.
var postgresServer = sync.OnceValues(func() (*server, error) {
	ctx := context.Background()
	u, err := url.Parse(os.Getenv(ServerVariable))
	if err != nil {
		return nil, err
	}
	db, err := sql.Open("pgx", u.String())
	if err != nil {
		return nil, err
	}
	p := &server{url: u, db: db}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	if err := sweep(ctx, conn); err != nil {
		return nil, err
	}
	if err := p.claim(ctx, conn); err != nil {
		return nil, err
	}
	p.template = p.prefix + "template"
	if err := p.copy(ctx, p.template, "template0"); err != nil {
		return nil, err
	}
	return p, migrate(ctx, p.dsn(p.template))
})

// claim chooses the prefix of this process's databases. The lock on its number
// is never given back: it ends with the connection, hence with the process,
// and tells sweep that the databases are in use until then.
func (p *server) claim(ctx context.Context, conn *sql.Conn) error {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	key := binary.BigEndian.Uint64(b[:]) >> 1
	p.prefix = fmt.Sprintf("qalam_test_%016x_", key)
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", key)
	return err
}

// sweep drops what earlier processes have left behind: a template cannot be
// dropped by the tests, as none of them knows that it is the last one.
func sweep(ctx context.Context, conn *sql.Conn) error {
	const list = `SELECT datname, substring(datname from 12 for 16) FROM pg_database
		WHERE datname ~ '^qalam_test_[0-9a-f]{16}_'`
	left := map[string][]string{}
	rows, err := conn.QueryContext(ctx, list)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var name, key string
		if err := rows.Scan(&name, &key); err != nil {
			return err
		}
		left[key] = append(left[key], name)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	for key, names := range left {
		if err := sweepOne(ctx, conn, key, names); err != nil {
			return err
		}
	}
	return nil
}

// sweepOne drops the databases of a process, unless it lives.
func sweepOne(ctx context.Context, conn *sql.Conn, key string, names []string) error {
	number, err := strconv.ParseInt(key, 16, 64)
	if err != nil {
		return nil //nolint:nilerr // Not one of ours.
	}
	var dead bool
	if err := conn.QueryRowContext(ctx, "SELECT pg_try_advisory_lock($1)", number).Scan(&dead); err != nil || !dead {
		return err
	}
	for _, name := range names {
		if _, err := conn.ExecContext(ctx, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			return err
		}
	}
	_, err = conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", number)
	return err
}

// create makes a database for a test, dropped when it ends.
func (p *server) create(t testing.TB, template string) string {
	t.Helper()
	name := p.prefix + strconv.FormatInt(p.count.Add(1), 10)
	if err := p.copy(t.Context(), name, template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_, err := p.db.ExecContext(context.WithoutCancel(t.Context()), "DROP DATABASE "+name+" WITH (FORCE)")
		if err != nil {
			t.Errorf("drop the test's database: %v", err)
		}
	})
	return p.dsn(name)
}

func (p *server) copy(ctx context.Context, name, template string) error {
	_, err := p.db.ExecContext(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template)
	if err != nil {
		return fmt.Errorf("create database: %w", err)
	}
	return nil
}

// dsn returns the server's URL with another database.
func (p *server) dsn(database string) string {
	u := *p.url
	u.Path = "/" + database
	return u.String()
}
