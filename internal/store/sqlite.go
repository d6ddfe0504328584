package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	sqlitedriver "modernc.org/sqlite"
)

// applicationID marks a SQLite file as ours: "QALM" in ASCII.
const applicationID = 0x51414C4D

// minSQLite is the oldest SQLite that is safe here: before it, a reset of the
// write-ahead log could damage a database.
const minSQLite = "3.51.3"

type sqliteDialect struct{ path string }

func (d sqliteDialect) open(ctx context.Context, cfg *gorm.Config) (writer, reader *gorm.DB, err error) {
	abs, err := filepath.Abs(d.path)
	if err != nil {
		return nil, nil, err
	}
	// Eight megabytes for each reading connection hold the indexes of a hundred
	// thousand stories.
	reader, err = openSQLite(abs, 8, cfg, "deferred",
		"busy_timeout(10000)", "cache_size(-8000)", "query_only(1)", "foreign_keys(1)")
	if err != nil {
		return nil, nil, err
	}
	// Look before writing: turning the write-ahead log on would change even a
	// file that is not ours.
	db, err := reader.DB()
	if err != nil {
		return nil, reader, err
	}
	if err := d.identify(ctx, db); err != nil {
		return nil, reader, err
	}
	// One writing connection: writers of this process queue in Go, in order,
	// and the lock is taken at BEGIN, so that none fails half-way. FULL: an
	// acknowledged write survives a power cut.
	writer, err = openSQLite(abs, 1, cfg, "immediate",
		"busy_timeout(10000)", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)")
	if err != nil {
		return nil, reader, err
	}
	return writer, reader, checkSQLiteVersion(ctx, writer)
}

func openSQLite(path string, conns int, cfg *gorm.Config, txlock string, pragmas ...string) (*gorm.DB, error) {
	q := url.Values{"_txlock": {txlock}, "_pragma": pragmas}
	dsn := (&url.URL{Scheme: "file", OmitHost: true, Path: path, RawQuery: q.Encode()}).String()
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(conns)
	db.SetMaxIdleConns(conns)
	g, err := gorm.Open(sqliteDialector{sqlite.Dialector{DriverName: "sqlite", Conn: db}}, cfg)
	if err != nil {
		_ = db.Close()
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return g, nil
}

// sqliteDialector is GORM's dialect for SQLite over a driver whose error codes
// it does not know.
type sqliteDialector struct{ sqlite.Dialector }

// SQLite's extended result codes.
const (
	constraintForeignKey = 787
	constraintPrimaryKey = 1555
	constraintUnique     = 2067
)

// Explain keeps values out of the log: it is what GORM writes there.
func (d sqliteDialector) Explain(sql string, _ ...any) string { return sql }

// Translate maps the driver's codes to GORM's errors.
func (d sqliteDialector) Translate(err error) error {
	var e *sqlitedriver.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case constraintPrimaryKey, constraintUnique:
		return gorm.ErrDuplicatedKey
	case constraintForeignKey:
		return gorm.ErrForeignKeyViolated
	}
	return err
}

func checkSQLiteVersion(ctx context.Context, g *gorm.DB) error {
	var version string
	if err := g.WithContext(ctx).Raw("SELECT sqlite_version()").Scan(&version).Error; err != nil {
		return err
	}
	if !atLeast(version, minSQLite) {
		return fmt.Errorf("SQLite %s is too old, want %s", version, minSQLite)
	}
	return nil
}

// atLeast compares dotted versions number by number.
func atLeast(version, want string) bool {
	v, w := strings.Split(version, "."), strings.Split(want, ".")
	for i := range w {
		if i >= len(v) {
			return false
		}
		a, _ := strconv.Atoi(v[i])
		b, _ := strconv.Atoi(w[i])
		if a != b {
			return a > b
		}
	}
	return true
}

func (d sqliteDialect) identify(ctx context.Context, db *sql.DB) error {
	var id, tables int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return fmt.Errorf("%s is no readable SQLite database: %w", d.path, err)
	}
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema").Scan(&tables); err != nil {
		return fmt.Errorf("%s is damaged: %w", d.path, err)
	}
	if id != applicationID && (id != 0 || tables > 0) {
		return fmt.Errorf("%s is another program's database (application id %#x)", d.path, id)
	}
	return nil
}

func (d sqliteDialect) claim(ctx context.Context, db *sql.DB) error {
	_, err := db.ExecContext(ctx, "PRAGMA application_id = "+strconv.Itoa(applicationID))
	return err
}

// lockReleases does nothing: see lockEvents.
func (d sqliteDialect) lockReleases(context.Context, *gorm.DB) error { return nil }

// skipLocked is empty: there is one writer at a time.
func (d sqliteDialect) skipLocked() string { return "" }

// lockEvents does nothing: the transaction holds the only write lock there is.
func (d sqliteDialect) lockEvents(context.Context, *gorm.DB) error { return nil }

func (d sqliteDialect) setKeys(ctx context.Context, tx *gorm.DB, place int64, keys []string) error {
	return tx.WithContext(ctx).Exec("INSERT INTO search_index (rowid, keys) VALUES (?, ?)", place, strings.Join(keys, " ")).Error
}

func (d sqliteDialect) addWords(ctx context.Context, tx *gorm.DB, words []string) error {
	list, err := json.Marshal(words)
	if err != nil {
		return err
	}
	return tx.WithContext(ctx).Exec("INSERT OR IGNORE INTO search_words (word) SELECT value FROM json_each(?)", string(list)).Error
}

func (d sqliteDialect) placeColumn() string { return "rowid" }

func (d sqliteDialect) matches() (condition string, g grammar) {
	return "search_index MATCH ?", grammar{quote: `"`, and: " AND ", or: " OR ", andNot: " NOT "}
}

func (d sqliteDialect) listen(ctx context.Context, _ func()) error {
	<-ctx.Done()
	return ctx.Err()
}

func (d sqliteDialect) eventArea() string { return "substr(kind, 1, instr(kind, '.') - 1)" }

func (d sqliteDialect) eventRelease() string { return "json_extract(data, '$.release')" }

func (d sqliteDialect) withoutBody() string { return "json_remove(content, '$.body', '$.confirmed')" }

func (d sqliteDialect) engine(ctx context.Context, db *sql.DB) (string, error) {
	var v string
	err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&v)
	return "SQLite " + v, err
}

func (d sqliteDialect) integrity(ctx context.Context, db *sql.DB) ([]string, error) {
	found, err := queryStrings(ctx, db, "PRAGMA integrity_check(20)")
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(s string) bool { return s == "ok" })
	lost, err := queryStrings(ctx, db, `SELECT 'row ' || rowid || ' of ' || "table" || ' belongs to no ' || parent
		FROM pragma_foreign_key_check LIMIT 20`)
	return append(found, lost...), err
}

func queryStrings(ctx context.Context, db *sql.DB, query string) ([]string, error) {
	rows, err := db.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}
