// Package store keeps the newsroom's records on SQLite or PostgreSQL.
//
// It opens and checks databases, migrates them, runs transactions and holds
// every query, one file per subject. Package cms and the programs that wire
// the house import it; fronts never do. Its invariants: all writing happens
// inside Write; what the public may see is decided by the scope LiveAt and
// nowhere else; errors leave as internal/errs, never as a driver's own.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"gorm.io/gorm"

	"github.com/qalam-cms/qalam/internal/errs"
)

// Options say which database to open and how.
type Options struct {
	// DSN is "sqlite:PATH" or "postgres://…".
	DSN string
	// Log receives slow and failed statements, without their values.
	Log *slog.Logger
	// Observe is told how long every statement took, null for nobody; it is called by
	// many at once.
	Observe func(took time.Duration, failed bool)
	// Now is the clock; it serves GORM's own needs only.
	Now func() time.Time
	// Intercept, where set, sees every statement before it runs and may fail
	// it. It is for tests of what happens then.
	Intercept Interceptor
}

// Store is an open database: one handle that writes, one that only reads. On
// SQLite the writing one is a single connection, so that writers queue here
// instead of failing there.
type Store struct {
	dialect dialect
	writer  *gorm.DB
	reader  *gorm.DB
}

// dialect is what differs between the two databases.
type dialect interface {
	// open returns the writing and the reading handle; with an error, what
	// is to be closed of them.
	open(ctx context.Context, cfg *gorm.Config) (writer, reader *gorm.DB, err error)
	// identify refuses a database that is not ours; empty ones are fine.
	identify(ctx context.Context, db *sql.DB) error
	// claim marks an empty database as ours, before the first migration.
	claim(ctx context.Context, db *sql.DB) error
	// lockEvents makes other writers of events wait until this transaction
	// ends.
	lockEvents(ctx context.Context, tx *gorm.DB) error
	// lockReleases makes other transactions that may touch releases wait until
	// this one ends.
	lockReleases(ctx context.Context, tx *gorm.DB) error
	// skipLocked is what a SELECT of rows to take adds, so that it passes over
	// those that another transaction is taking.
	skipLocked() string
	// integrity returns the damage that the database finds in itself.
	integrity(ctx context.Context, db *sql.DB) ([]string, error)
	// engine names the database and its version.
	engine(ctx context.Context, db *sql.DB) (string, error)
	// listen calls heard after every event that any node writes, until ctx ends
	// or the connection does. Where the database tells nobody it just waits.
	listen(ctx context.Context, heard func()) error
	// withoutBody is the content of a revision without the body, which is most
	// of it.
	withoutBody() string
	// eventArea is what the kind of an event is about, as its index has it.
	eventArea() string
	// eventRelease is the release that an event of that area is about, as its
	// index has it.
	eventRelease() string
	migrations() migrationSet
	searchIndex
}

// Open opens the database and makes sure that it is ours and not newer than
// this program. It does not migrate: see Migrate. The caller closes the store.
func Open(ctx context.Context, o Options) (*Store, error) {
	d, err := dialectFor(o.DSN)
	if err != nil {
		return nil, err
	}
	cfg := &gorm.Config{
		Logger:                 newLogger(o.Log, o.Observe),
		NowFunc:                o.Now,
		TranslateError:         true,
		SkipDefaultTransaction: true,
		// Prepared statements are kept per handle; every query here has a
		// constant text.
		PrepareStmt: o.Intercept == nil,
	}
	s := &Store{dialect: d}
	if s.writer, s.reader, err = d.open(ctx, cfg); err != nil {
		_ = s.Close()
		return nil, err
	}
	if err := s.check(ctx); err != nil {
		_ = s.Close()
		return nil, err
	}
	if o.Intercept != nil {
		return s, s.intercept(o.Intercept)
	}
	return s, nil
}

func dialectFor(dsn string) (dialect, error) {
	if path, ok := strings.CutPrefix(dsn, "sqlite:"); ok {
		return sqliteDialect{path: path}, nil
	}
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		return postgresDialect{dsn: dsn}, nil
	}
	return nil, errors.New("database: want sqlite:PATH or postgres://…")
}

// check is the start-up test: the database is ours and not newer than us.
func (s *Store) check(ctx context.Context) error {
	db, err := s.writer.DB()
	if err != nil {
		return err
	}
	if err := s.dialect.identify(ctx, db); err != nil {
		return err
	}
	return s.refuseNewer(ctx)
}

// Close closes both handles.
func (s *Store) Close() error {
	var all []error
	for _, h := range []*gorm.DB{s.reader, s.writer} {
		if h == nil {
			continue
		}
		db, err := h.DB()
		if err == nil {
			err = db.Close()
		}
		all = append(all, err)
	}
	return errors.Join(all...)
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	db, err := s.reader.DB()
	if err != nil {
		return err
	}
	return db.PingContext(ctx)
}

// Engine names the database and its version, as "SQLite 3.53.0".
func (s *Store) Engine(ctx context.Context) (string, error) {
	db, err := s.reader.DB()
	if err != nil {
		return "", err
	}
	return s.dialect.engine(ctx, db)
}

// Reader answers questions. The one that Read returns asks the reading handle;
// the one inside a Tx sees what its transaction has written.
type Reader struct {
	db      *gorm.DB
	dialect dialect
}

// Read returns a reader on the reading handle.
func (s *Store) Read() Reader { return Reader{s.reader, s.dialect} }

// Tx is a running write transaction. It reads too.
type Tx struct{ Reader }

// Write runs fn in one transaction, committed when fn returns nil. Inside fn
// only tx may be used, and nothing may wait for a network, a file or a clock:
// on SQLite all other writers wait meanwhile.
func (s *Store) Write(ctx context.Context, fn func(tx *Tx) error) error {
	err := s.writer.WithContext(ctx).Transaction(func(db *gorm.DB) error {
		return fn(&Tx{Reader{db, s.dialect}})
	})
	return edge(err)
}

// edge turns a database's error into ours. Errors that are ours already pass.
func edge(err error) error {
	var e *errs.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return err
	case errors.Is(err, gorm.ErrRecordNotFound):
		return &errs.Error{Kind: errs.NotFound, Key: "error.not_found", Err: err}
	case errors.Is(err, gorm.ErrDuplicatedKey):
		return &errs.Error{Kind: errs.Conflict, Key: "error.duplicate", Err: err}
	case errors.Is(err, gorm.ErrForeignKeyViolated):
		return &errs.Error{Kind: errs.Invalid, Key: "error.bad_request", Err: err}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return &errs.Error{Kind: errs.Unavailable, Key: "error.unavailable", Err: err}
	default:
		return &errs.Error{Err: fmt.Errorf("database: %w", err)}
	}
}

// optional turns "no such row" into nil, for questions that may have no
// answer.
func optional[T any](v T, err error) (*T, error) {
	if errors.Is(err, gorm.ErrRecordNotFound) {
		return nil, nil //nolint:nilnil // nil is the answer "there is none"
	}
	if err != nil {
		return nil, edge(err)
	}
	return &v, nil
}

// one returns the row, or errs.NotFound.
func one[T any](v T, err error) (*T, error) {
	if err != nil {
		return nil, edge(err)
	}
	return &v, nil
}

// changedOne is the check behind every optimistic update: exactly one row had
// the version that the caller started from.
func changedOne(res *gorm.DB) error {
	if res.Error != nil {
		return edge(res.Error)
	}
	if res.RowsAffected != 1 {
		return errs.New("store", errs.Conflict, "error.changed_meanwhile", nil)
	}
	return nil
}
