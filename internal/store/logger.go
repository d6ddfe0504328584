package store

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// A dialect keeps the values of a statement out of what is written here: see Explain.

// slowStatement is how long a statement may take before the log names it.
const slowStatement = 500 * time.Millisecond

// sqlLogger writes GORM's reports to slog: slow statements as warnings, failed
// ones at debug level (who asked decides whether a failure is an error).
type sqlLogger struct {
	log     *slog.Logger
	observe func(took time.Duration, failed bool)
}

func newLogger(log *slog.Logger, observe func(time.Duration, bool)) logger.Interface {
	if log == nil {
		return logger.Discard
	}
	if observe == nil {
		observe = func(time.Duration, bool) {}
	}
	return sqlLogger{log, observe}
}

// LogMode is required by GORM; the level is slog's.
func (l sqlLogger) LogMode(logger.LogLevel) logger.Interface { return l }

// Info passes GORM's own remarks on.
func (l sqlLogger) Info(ctx context.Context, msg string, _ ...any) {
	l.log.DebugContext(ctx, "gorm", slog.String("remark", msg))
}

// Warn passes GORM's own warnings on.
func (l sqlLogger) Warn(ctx context.Context, msg string, _ ...any) {
	l.log.WarnContext(ctx, "gorm", slog.String("remark", msg))
}

// Error passes GORM's own errors on.
func (l sqlLogger) Error(ctx context.Context, msg string, _ ...any) {
	l.log.ErrorContext(ctx, "gorm", slog.String("remark", msg))
}

// Trace reports one statement.
func (l sqlLogger) Trace(ctx context.Context, begin time.Time, fc func() (string, int64), err error) {
	took := time.Since(begin) //nolint:forbidigo // a duration for the log, not a moment of the newsroom
	failed := err != nil && !errors.Is(err, gorm.ErrRecordNotFound)
	l.observe(took, failed)
	if took < slowStatement && !failed {
		return
	}
	sql, rows := fc()
	attrs := []slog.Attr{
		slog.String("sql", sql), slog.Int64("rows", rows), slog.Duration("took", took),
	}
	if failed {
		l.log.LogAttrs(ctx, slog.LevelDebug, "statement failed", append(attrs, slog.Any("error", err))...)
		return
	}
	l.log.LogAttrs(ctx, slog.LevelWarn, "slow statement", attrs...)
}
