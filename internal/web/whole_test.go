package web_test

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/internal/web"
)

// book is a front that answers with so many letters, whole or as they come.
type book struct{}

// Routes is part of web.Front.
func (book) Routes(e *echo.Echo) {
	e.GET("/:letters/:how", func(c echo.Context) error {
		n, err := strconv.Atoi(c.Param("letters"))
		if err != nil {
			return err
		}
		if c.Param("how") == "whole" {
			web.SendWhole(c.Request(), n)
			web.SendWhole(c.Request(), n) // twice is once
		}
		c.Response().Header().Set("Content-Length", strconv.Itoa(n))
		return c.String(http.StatusOK, strings.Repeat("a", n))
	})
}

// Error is part of web.Front.
func (book) Error(c echo.Context, f web.Failure) error { return c.NoContent(f.Status) }

// countingListener counts what is written to its connections.
type countingListener struct {
	net.Listener

	writes *atomic.Int64
}

// Accept is part of net.Listener.
func (l countingListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	return countingConn{c, l.writes}, err
}

type countingConn struct {
	net.Conn

	writes *atomic.Int64
}

// Write is part of net.Conn.
func (c countingConn) Write(b []byte) (int, error) {
	c.writes.Add(1)
	return c.Conn.Write(b)
}

func TestAnAnswerLeavesInOnePieceWhereItIsToAndIsTheSame(t *testing.T) {
	t.Parallel()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var writes atomic.Int64
	log := slog.New(slog.DiscardHandler)
	base := &url.URL{Scheme: "http", Host: l.Addr().String()}
	h := web.New(web.Options{Log: log, BaseURL: base, Ready: func(context.Context) error { return nil }, Fronts: map[string]web.Front{"": book{}}})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- web.Serve(ctx, countingListener{l, &writes}, h, log) }()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", base.Host)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	in := bufio.NewReader(conn)
	ask := func(path, more string) int64 {
		t.Helper()
		before := writes.Load()
		if _, err := io.WriteString(conn, "GET "+path+" HTTP/1.1\r\nHost: "+base.Host+"\r\n"+more+"\r\n"); err != nil {
			t.Fatal(err)
		}
		res, err := http.ReadResponse(in, nil)
		if err != nil {
			t.Fatal(path, err)
		}
		body, err := io.ReadAll(res.Body)
		_ = res.Body.Close()
		letters, _, _ := strings.Cut(path[1:], "/")
		if err != nil || strconv.Itoa(len(body)) != letters {
			t.Fatalf("%s: %d bytes, %v", path, len(body), err)
		}
		return writes.Load() - before
	}
	for _, test := range []struct {
		path  string
		whole bool
	}{
		{"/10/whole", true}, {"/7000/whole", true}, {"/100000/whole", true}, {"/7000/asitcomes", false}, {"/200000/whole", false}, {"/9000/whole", true},
	} {
		if n := ask(test.path, ""); (n == 1) != test.whole {
			t.Errorf("%s: written in %d pieces", test.path, n)
		}
	}
	if n := ask("/7000/whole", "Connection: close\r\n"); n != 1 {
		t.Errorf("the last answer is written in %d pieces", n)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}
