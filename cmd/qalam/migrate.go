package main

import (
	"context"
	"fmt"

	"github.com/qalam-cms/qalam/internal/store"
)

type migrateCommand struct {
	Status migrateStatusCommand `cmd:"" help:"List the steps of the schema."`
	Up     migrateUpCommand     `cmd:"" help:"Bring the schema up to date."`
}

// openStore opens the database without migrating it.
func (e *environment) openStore(ctx context.Context) (*store.Store, error) {
	cfg, err := e.load()
	if err != nil {
		return nil, err
	}
	if err := cfg.MakeData(); err != nil {
		return nil, err
	}
	return store.Open(ctx, store.Options{DSN: cfg.Database})
}

type migrateStatusCommand struct{}

// Run lists the steps.
func (c *migrateStatusCommand) Run(ctx context.Context, env *environment, std *streams) error {
	s, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	steps, err := s.Migrations(ctx)
	for _, m := range steps {
		state := "pending"
		if m.Applied {
			state = "applied"
		}
		fmt.Fprintf(std.out, "%05d\t%s\t%s\n", m.Version, state, m.Name)
	}
	return err
}

type migrateUpCommand struct{}

// Run takes the steps that are missing.
func (c *migrateUpCommand) Run(ctx context.Context, env *environment, std *streams) error {
	s, err := env.openStore(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = s.Close() }()
	n, err := s.Migrate(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%d steps taken\n", n)
	return nil
}
