package web

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
)

// Observed is a request and what came of it.
type Observed struct {
	Method string
	// Route is the pattern of the path, as it was registered; empty for what was refused
	// before it was routed.
	Route  string
	Status int
	Took   time.Duration
}

// recorder remembers what was answered, whoever answered it.
type recorder struct {
	http.ResponseWriter

	route  string
	status int
}

// WriteHeader notes the status and sends it.
func (w *recorder) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap is how http.ResponseController gets at what can do more.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// Routed says which route a request has taken, for the metrics.
func Routed(w http.ResponseWriter, route string) {
	if r, ok := w.(*recorder); ok {
		r.route = route
	}
}

// observed names every request, for the log and for people who report an error, and tells
// the log and the observer what came of it. What a client sends as a name is not believed.
func observed(log *slog.Logger, observe func(Observed), next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now() //nolint:forbidigo // a duration, not a moment of the newsroom
		const digits = 16
		id := strconv.FormatUint(rand.Uint64()|1<<63, digits) //nolint:gosec // a name, no secret
		w.Header()[echo.HeaderXRequestID] = []string{id}
		to := &recorder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(to, r)
		took := time.Since(began) //nolint:forbidigo // see above
		if observe != nil {
			observe(Observed{r.Method, to.route, to.status, took})
		}
		if log.Enabled(r.Context(), slog.LevelDebug) {
			log.LogAttrs(r.Context(), slog.LevelDebug, "request", slog.String(requestIDAttr, id), slog.String("method", r.Method),
				slog.String("path", loggedPath(r)), slog.Int("status", to.status), slog.Duration("took", took))
		}
	})
}

// routed tells the recorder the route, and whoever logs something the request's name.
func routed(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		Routed(c.Response().Writer, c.Path())
		c.SetRequest(c.Request().WithContext(context.WithValue(c.Request().Context(), requestIDKey{}, RequestID(c))))
		return next(c)
	}
}

// RequestID returns the name of the request.
func RequestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

// requestIDKey finds the name of the request in its context.
type requestIDKey struct{}

const requestIDAttr = "request_id"

// LogRequests has a log say of everything which request it belongs to.
func LogRequests(h slog.Handler) slog.Handler { return requestLog{h} }

type requestLog struct{ slog.Handler }

// Handle adds the name of the request, where there is one and it is not said yet.
func (l requestLog) Handle(ctx context.Context, r slog.Record) error {
	id, ok := ctx.Value(requestIDKey{}).(string)
	r.Attrs(func(a slog.Attr) bool {
		ok = ok && a.Key != requestIDAttr
		return ok
	})
	if ok {
		r.AddAttrs(slog.String(requestIDAttr, id))
	}
	return l.Handler.Handle(ctx, r)
}

// WithAttrs is part of slog.Handler.
func (l requestLog) WithAttrs(attrs []slog.Attr) slog.Handler {
	return requestLog{l.Handler.WithAttrs(attrs)}
}

// WithGroup is part of slog.Handler.
func (l requestLog) WithGroup(name string) slog.Handler { return requestLog{l.Handler.WithGroup(name)} }

// loggedPath is the path of a request as the log has it: without what opens a
// draft, or sets a password, to whoever knows it.
func loggedPath(r *http.Request) string {
	path := r.URL.Path
	for _, secret := range []string{PreviewPrefix, WelcomePrefix} {
		if strings.HasPrefix(path, secret+"/") {
			return secret + "/***"
		}
	}
	return path
}
