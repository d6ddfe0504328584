package web_test

import (
	"bufio"
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/internal/web"
)

// radio is a front that streams a state.
type radio struct {
	state atomic.Value
	fails atomic.Bool
}

func (r *radio) Routes(e *echo.Echo) {
	e.GET("/events", func(c echo.Context) error {
		return web.Events(c, func(context.Context) (string, error) {
			if r.fails.Load() {
				return "", errors.New("no more")
			}
			state, _ := r.state.Load().(string)
			return state, nil
		})
	}, web.Compressed())
}

func (r *radio) Error(c echo.Context, f web.Failure) error { return c.NoContent(f.Status) }

// listen serves the radio and returns the lines of its stream, and how to stop
// the server.
func (r *radio) listen(t *testing.T, query string) (lines *bufio.Scanner, stop func() error) {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	log := slog.New(slog.DiscardHandler)
	base := &url.URL{Scheme: "http", Host: l.Addr().String()}
	h := web.New(web.Options{Log: log, BaseURL: base, Ready: func(context.Context) error { return nil }, Fronts: map[string]web.Front{"": r}})
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, l, h, log) }()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base.String()+"/events"+query, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", "text/event-stream")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	if res.Header.Get("Content-Type") != "text/event-stream" || res.Header.Get("Content-Encoding") != "" {
		t.Fatalf("the stream has the headers %v", res.Header)
	}
	return bufio.NewScanner(res.Body), func() error {
		cancel()
		return <-done
	}
}

func TestAStreamTellsEachNewStateOnce(t *testing.T) {
	t.Parallel()
	r := &radio{}
	r.state.Store("one")
	lines, _ := r.listen(t, "?seen=none")
	var got []string
	for lines.Scan() {
		if lines.Text() == "" {
			continue
		}
		switch got = append(got, lines.Text()); len(got) {
		case 2:
			r.state.Store("two")
		case 4:
			r.fails.Store(true) // the stream ends
		}
	}
	want := []string{"event: changed", "data: one", "event: changed", "data: two"}
	if len(got) != 4 || got[1] != want[1] || got[3] != want[3] || got[0] != want[0] || got[2] != want[2] {
		t.Errorf("told %q, want %q", got, want)
	}
}

func TestAServerThatStopsEndsItsStreamsAndLosesNoTime(t *testing.T) {
	t.Parallel()
	r := &radio{}
	r.state.Store("one")
	lines, stop := r.listen(t, "?seen=one")
	if !lines.Scan() || lines.Text() != ": still here" {
		t.Fatalf("told %q", lines.Text())
	}
	if err := stop(); err != nil { // it waits fifteen seconds for what does not end
		t.Errorf("the server stopped with: %v", err)
	}
	for lines.Scan() {
	}
	if err := lines.Err(); err != nil {
		t.Errorf("the stream was cut: %v", err)
	}
}
