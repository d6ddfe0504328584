package web

import (
	"errors"
	"log/slog"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/internal/errs"
)

// Failure is what an error page may tell.
type Failure struct {
	Status int
	// Err is the error itself, for its message; it is never printed as such.
	Err error
	// RequestID is what a person can quote.
	RequestID string
}

// Status is the HTTP status of a kind of error.
func Status(k errs.Kind) int {
	switch k {
	case errs.Invalid:
		return http.StatusUnprocessableEntity
	case errs.NotFound:
		return http.StatusNotFound
	case errs.Gone:
		return http.StatusGone
	case errs.Unauthorized:
		return http.StatusUnauthorized
	case errs.Forbidden:
		return http.StatusForbidden
	case errs.Conflict:
		return http.StatusConflict
	case errs.TooLarge:
		return http.StatusRequestEntityTooLarge
	case errs.TooMany:
		return http.StatusTooManyRequests
	case errs.Unavailable:
		return http.StatusServiceUnavailable
	case errs.Unset, errs.Internal:
	}
	return http.StatusInternalServerError
}

// ours turns Echo's own errors into ours.
func ours(err error) error {
	var he *echo.HTTPError
	if !errors.As(err, &he) {
		return err
	}
	kind, key := errs.Internal, "error.internal"
	switch he.Code {
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		kind, key = errs.NotFound, "error.not_found"
	case http.StatusRequestEntityTooLarge:
		kind, key = errs.TooLarge, "error.too_large"
	case http.StatusBadRequest, http.StatusUnsupportedMediaType:
		kind, key = errs.Invalid, "error.bad_request"
	}
	return &errs.Error{Kind: kind, Key: key, Err: err}
}

// answeredBy names the front of a request in its context.
const answeredBy = "front"

// AnsweredBy has a front answer the errors of routes whose paths begin like
// another's.
func AnsweredBy(f Front) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			c.Set(answeredBy, f)
			return next(c)
		}
	}
}

// errorHandler logs an error once and lets the front that it happened in tell
// the person.
func errorHandler(log *slog.Logger, fronts map[string]Front) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			return
		}
		err = ours(err)
		kind, _, _ := errs.Public(err)
		ctx := c.Request().Context()
		attrs := []slog.Attr{
			slog.String("request_id", RequestID(c)), slog.String("path", loggedPath(c.Request())),
			slog.String("kind", kind.String()), slog.Any("error", err),
		}
		level := slog.LevelDebug
		if kind == errs.Internal {
			level = slog.LevelError
			if p, ok := errors.AsType[*panicError](err); ok {
				attrs = append(attrs, slog.String("stack", string(p.stack)))
			}
		}
		log.LogAttrs(ctx, level, "request failed", attrs...)
		f := Failure{Status(kind), err, RequestID(c)}
		front, ok := c.Get(answeredBy).(Front)
		if !ok {
			front = frontOf(fronts, c.Request().URL.Path)
		}
		if err := front.Error(c, f); err != nil {
			log.LogAttrs(ctx, slog.LevelError, "error page failed",
				slog.String("request_id", RequestID(c)), slog.Any("error", err))
			_ = c.String(http.StatusInternalServerError, http.StatusText(http.StatusInternalServerError))
		}
	}
}
