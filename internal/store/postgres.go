package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"
)

type postgresDialect struct{ dsn string }

func (d postgresDialect) open(_ context.Context, cfg *gorm.Config) (writer, reader *gorm.DB, err error) {
	// One pool serves both: PostgreSQL sorts out readers and writers itself.
	// The second handle exists so that reading code is the same on both.
	writer, err = gorm.Open(postgresDialector{postgres.Dialector{Config: &postgres.Config{DSN: d.dsn}}}, cfg)
	if err != nil {
		return nil, nil, fmt.Errorf("open PostgreSQL: %w", err)
	}
	db, err := writer.DB()
	if err != nil {
		return nil, nil, err
	}
	db.SetMaxOpenConns(20)
	db.SetMaxIdleConns(10)
	return writer, writer, nil
}

// postgresDialector is GORM's dialect for PostgreSQL.
type postgresDialector struct{ postgres.Dialector }

// Explain keeps values out of the log: it is what GORM writes there.
func (d postgresDialector) Explain(sql string, _ ...any) string { return sql }

func (d postgresDialect) identify(ctx context.Context, db *sql.DB) error {
	const count = `SELECT count(*), count(*) FILTER (WHERE table_name = $1)
		FROM information_schema.tables WHERE table_schema = current_schema()`
	var tables, ours int
	if err := db.QueryRowContext(ctx, count, versionTable).Scan(&tables, &ours); err != nil {
		return fmt.Errorf("PostgreSQL does not answer: %w", err)
	}
	if tables > 0 && ours == 0 {
		return errors.New("this PostgreSQL schema holds another program's tables")
	}
	var encoding string
	if err := db.QueryRowContext(ctx, "SHOW server_encoding").Scan(&encoding); err != nil {
		return err
	}
	if encoding != "UTF8" {
		return fmt.Errorf("this PostgreSQL database is encoded in %s, want UTF8", encoding)
	}
	return nil
}

// claim does nothing: the table of migrations is the mark.
func (d postgresDialect) claim(context.Context, *sql.DB) error { return nil }

// eventsLock is the number of the advisory lock that orders events.
const eventsLock = 0x51414C4D

func (d postgresDialect) lockEvents(ctx context.Context, tx *gorm.DB) error {
	return tx.WithContext(ctx).Exec("SELECT pg_advisory_xact_lock(?)", eventsLock).Error
}

func (d postgresDialect) setKeys(ctx context.Context, tx *gorm.DB, place int64, keys []string) error {
	// A text, not an array: no driver has to know the type.
	return tx.WithContext(ctx).Exec("INSERT INTO search_index (place, keys) VALUES (?, array_to_tsvector(string_to_array(?, ' ')))",
		place, strings.Join(keys, " ")).Error
}

func (d postgresDialect) addWords(ctx context.Context, tx *gorm.DB, words []string) error {
	return tx.WithContext(ctx).Exec("INSERT INTO search_words (word) SELECT unnest(string_to_array(?, ' ')) ON CONFLICT DO NOTHING",
		strings.Join(words, " ")).Error
}

func (d postgresDialect) placeColumn() string { return "place" }

func (d postgresDialect) matches() (condition string, g grammar) {
	return "search_index.keys @@ CAST(CAST(? AS text) AS tsquery)", grammar{quote: "'", and: " & ", or: " | ", andNot: " & !"}
}

func (d postgresDialect) listen(ctx context.Context, heard func()) error {
	conn, err := pgx.Connect(ctx, d.dsn)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(context.WithoutCancel(ctx)) }()
	if _, err := conn.Exec(ctx, "LISTEN qalam_events"); err != nil {
		return err
	}
	for {
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return err
		}
		heard()
	}
}

func (d postgresDialect) eventArea() string { return "split_part(kind, '.', 1)" }

func (d postgresDialect) eventRelease() string { return "CAST(data ->> 'release' AS BIGINT)" }

func (d postgresDialect) withoutBody() string { return "content - 'body' - 'confirmed'" }

func (d postgresDialect) engine(ctx context.Context, db *sql.DB) (string, error) {
	var v string
	err := db.QueryRowContext(ctx, "SHOW server_version").Scan(&v)
	return "PostgreSQL " + v, err
}

// releasesLock is the advisory lock of transactions that may touch releases.
const releasesLock = 0x51414C52

func (d postgresDialect) lockReleases(ctx context.Context, tx *gorm.DB) error {
	return tx.WithContext(ctx).Exec("SELECT pg_advisory_xact_lock(?)", releasesLock).Error
}

func (d postgresDialect) skipLocked() string { return "FOR UPDATE SKIP LOCKED" }

// integrity finds nothing: PostgreSQL checks its pages as it reads them.
func (d postgresDialect) integrity(context.Context, *sql.DB) ([]string, error) { return nil, nil }
