package web_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/web"
)

// refusing is a front all of whose pages fail.
type refusing struct{}

// Routes is part of web.Front.
func (refusing) Routes(e *echo.Echo) {
	e.Any("/*", func(echo.Context) error { return errs.New("test", errs.Internal, "error.internal", nil) })
}

// Error is part of web.Front.
func (refusing) Error(c echo.Context, f web.Failure) error { return c.NoContent(f.Status) }

func TestTheLogHasNoTokenOfALink(t *testing.T) {
	t.Parallel()
	var log bytes.Buffer
	h := web.New(web.Options{
		Log:     slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		BaseURL: &url.URL{Scheme: "https", Host: "news.example"}, Ready: func(context.Context) error { return nil },
		Fronts: map[string]web.Front{"": refusing{}},
	})
	for _, prefix := range []string{web.PreviewPrefix, web.WelcomePrefix} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			for _, path := range []string{"/hunter2", "/hunter2/", "/hunter2?x=1"} {
				log.Reset()
				h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), method, prefix+path, nil))
				got := log.String()
				if strings.Contains(got, "hunter2") || !strings.Contains(got, prefix) {
					t.Errorf("%s %s%s: logged\n%s", method, prefix, path, got)
				}
			}
		}
	}
}

// Whatever is logged for a request says for which.
func TestTheLogNamesTheRequest(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	log := slog.New(web.LogRequests(slog.NewTextHandler(&b, nil)))
	h := web.New(web.Options{
		Log: log, BaseURL: &url.URL{Scheme: "https", Host: "news.example"}, Fronts: map[string]web.Front{"": refusing{}},
		Ready: func(ctx context.Context) error {
			log.With("a", 1).WarnContext(ctx, "slow statement")
			log.WarnContext(ctx, "once", slog.String("request_id", "own"))
			return nil
		},
	})
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/readyz", http.NoBody))
	id := w.Header().Get("X-Request-Id")
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(id) != 16 || len(lines) != 2 || !strings.HasSuffix(lines[0], "a=1 request_id="+id) || strings.Count(lines[1], "request_id") != 1 {
		t.Errorf("request %q, log\n%s", id, b.String())
	}
	log.Info("outside")
	if strings.Count(b.String(), "request_id") != 2 {
		t.Error("what belongs to no request names one")
	}
}
