package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

// versionTable is where the applied migrations are listed.
const versionTable = "qalam_migrations"

//go:embed migrations/*/*.sql
var migrationFiles embed.FS

// migrationSet names a dialect's migrations.
type migrationSet struct {
	goose goose.Dialect
	dir   string
	// shared says that other nodes may migrate at the same moment.
	shared bool
}

func (sqliteDialect) migrations() migrationSet {
	return migrationSet{goose.DialectSQLite3, "migrations/sqlite", false}
}

func (postgresDialect) migrations() migrationSet {
	return migrationSet{goose.DialectPostgres, "migrations/postgres", true}
}

func (s *Store) provider() (*goose.Provider, error) {
	db, err := s.writer.DB()
	if err != nil {
		return nil, err
	}
	set := s.dialect.migrations()
	files, err := fs.Sub(migrationFiles, set.dir)
	if err != nil {
		return nil, err
	}
	opts := []goose.ProviderOption{
		goose.WithTableName(versionTable), goose.WithDisableGlobalRegistry(true), goose.WithLogger(goose.NopLogger()),
	}
	if set.shared {
		locker, err := lock.NewPostgresSessionLocker()
		if err != nil {
			return nil, err
		}
		opts = append(opts, goose.WithSessionLocker(locker))
	}
	return goose.NewProvider(set.goose, db, files, opts...)
}

// Migration is one step of the schema and whether it has been taken.
type Migration struct {
	Version int64
	Name    string
	Applied bool
}

// Migrations lists every step of the schema in order.
func (s *Store) Migrations(ctx context.Context) ([]Migration, error) {
	p, err := s.provider()
	if err != nil {
		return nil, err
	}
	if !s.writer.WithContext(ctx).Migrator().HasTable(versionTable) {
		// Asking goose would make its table, and asking is not to write.
		var pending []Migration
		for _, m := range p.ListSources() {
			pending = append(pending, Migration{m.Version, m.Path, false})
		}
		return pending, nil
	}
	status, err := p.Status(ctx)
	if err != nil {
		return nil, fmt.Errorf("migrations: %w", err)
	}
	list := make([]Migration, len(status))
	for i, m := range status {
		list[i] = Migration{m.Source.Version, m.Source.Path, m.State == goose.StateApplied}
	}
	return list, nil
}

// Migrate brings the schema up to date and returns how many steps it took.
// Steps already taken are passed over; each step is a transaction.
func (s *Store) Migrate(ctx context.Context) (int, error) {
	db, err := s.writer.DB()
	if err != nil {
		return 0, err
	}
	if err := s.dialect.claim(ctx, db); err != nil {
		return 0, err
	}
	p, err := s.provider()
	if err != nil {
		return 0, err
	}
	steps, err := p.Up(ctx)
	if err != nil {
		return len(steps), fmt.Errorf("migrate: %w", err)
	}
	return len(steps), nil
}

// refuseNewer keeps an old program away from a newer schema, which it would
// misread.
func (s *Store) refuseNewer(ctx context.Context) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	sources := p.ListSources()
	newest := sources[len(sources)-1].Version
	var found *int64
	if !s.writer.Migrator().HasTable(versionTable) {
		return nil
	}
	err = s.writer.WithContext(ctx).Raw("SELECT max(version_id) FROM " + versionTable).Scan(&found).Error
	if err != nil {
		return fmt.Errorf("schema version: %w", err)
	}
	if found != nil && *found > newest {
		return fmt.Errorf("the database has schema %d, this program knows %d: use a newer qalam", *found, newest)
	}
	return nil
}
