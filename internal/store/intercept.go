package store

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"
)

// Interceptor sees a statement before it runs, and fails it with the error that
// it returns. A transaction that is committed shows as COMMIT.
type Interceptor func(ctx context.Context, query string, args []any) error

// intercepted is a pool of connections whose statements go by an interceptor.
type intercepted struct {
	*sql.DB
	before Interceptor
}

// PrepareContext implements gorm.ConnPool.
func (p *intercepted) PrepareContext(context.Context, string) (*sql.Stmt, error) {
	return nil, errors.New("an intercepted store prepares nothing")
}

// ExecContext implements gorm.ConnPool.
func (p *intercepted) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := p.before(ctx, query, args); err != nil {
		return nil, err
	}
	return p.DB.ExecContext(ctx, query, args...)
}

// QueryContext implements gorm.ConnPool.
func (p *intercepted) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := p.before(ctx, query, args); err != nil {
		return nil, err
	}
	return p.DB.QueryContext(ctx, query, args...)
}

// BeginTx implements gorm.ConnPoolBeginner.
func (p *intercepted) BeginTx(ctx context.Context, opts *sql.TxOptions) (gorm.ConnPool, error) {
	tx, err := p.DB.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	return &interceptedTx{tx, p.before}, nil
}

// GetDBConn implements gorm.GetDBConnector.
func (p *intercepted) GetDBConn() (*sql.DB, error) { return p.DB, nil }

// interceptedTx is a transaction of an intercepted pool.
type interceptedTx struct {
	*sql.Tx
	before Interceptor
}

// ExecContext implements gorm.ConnPool.
func (tx *interceptedTx) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if err := tx.before(ctx, query, args); err != nil {
		return nil, err
	}
	return tx.Tx.ExecContext(ctx, query, args...)
}

// QueryContext implements gorm.ConnPool.
func (tx *interceptedTx) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if err := tx.before(ctx, query, args); err != nil {
		return nil, err
	}
	return tx.Tx.QueryContext(ctx, query, args...)
}

// Commit implements gorm.TxCommitter.
func (tx *interceptedTx) Commit() error {
	if err := tx.before(context.Background(), "COMMIT", nil); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Tx.Commit()
}

// intercept puts an interceptor before both handles.
func (s *Store) intercept(before Interceptor) error {
	for _, h := range []*gorm.DB{s.writer, s.reader} {
		db, err := h.DB()
		if err != nil {
			return err
		}
		pool := &intercepted{db, before}
		h.ConnPool = pool
		h.Statement.ConnPool = pool
	}
	return nil
}
