package web

import (
	"context"
	"net"
	"net/http"
	"runtime"
	"sync"
	"time"
)

// closeWithin is how long a connection that is to be closed may take for its last answer.
const closeWithin = 5 * time.Second

// mostWhole is how long an answer may be that is sent in one piece.
const mostWhole = 128 << 10

// SendWhole has an answer of so many bytes leave in one piece. The server would send its
// head with the beginning, and the rest by itself: for a page that is there already, half of
// the work is to hand it over twice.
func SendWhole(r *http.Request, bytes int) {
	if c, ok := r.Context().Value(wholeKey{}).(*wholeConn); ok && bytes <= mostWhole {
		c.hold()
	}
}

// wholeKey finds a request's connection in its context.
type wholeKey struct{}

// wholeListener has connections that can hold back what is written until it is all there.
type wholeListener struct{ net.Listener }

// Accept is part of net.Listener.
func (l wholeListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return &wholeConn{Conn: c}, nil
}

// wholeConn is a connection whose writes may be held back. The server says when an answer is
// over: the connection is idle then, or closed. A server that stops closes what is idle
// from another goroutine, at any time.
type wholeConn struct {
	net.Conn

	mu   sync.Mutex
	held *[]byte // null where nothing is held back
}

//nolint:gochecknoglobals // a pool is for everybody
var heldBytes = sync.Pool{New: func() any { return new([]byte) }}

func (c *wholeConn) hold() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if held, ok := heldBytes.Get().(*[]byte); ok && c.held == nil {
		c.held = held
	}
}

// Write is part of net.Conn.
func (c *wholeConn) Write(b []byte) (int, error) {
	if c.keep(b) {
		return len(b), nil
	}
	return c.Conn.Write(b)
}

func (c *wholeConn) keep(b []byte) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.held == nil {
		return false
	}
	*c.held = append(*c.held, b...)
	return true
}

// release sends what was held back. Who has gone by then is told nothing; the next read
// finds out.
func (c *wholeConn) release() {
	c.mu.Lock()
	defer c.mu.Unlock()
	held := c.held
	if held == nil {
		return
	}
	c.held = nil
	_, _ = c.Conn.Write(*held)
	*held = (*held)[:0]
	heldBytes.Put(held)
}

// CloseWrite is what the server does where a client may still be reading.
func (c *wholeConn) CloseWrite() error {
	c.release()
	if half, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return half.CloseWrite()
	}
	return nil
}

// Close is part of net.Conn. What is being sent just now is sent first, to who takes it in
// time.
func (c *wholeConn) Close() error {
	_ = c.SetWriteDeadline(time.Now().Add(closeWithin)) //nolint:forbidigo // of the connection, not of the newsroom
	c.release()
	return c.Conn.Close()
}

// inContext gives the requests of a connection its name.
func inContext(ctx context.Context, c net.Conn) context.Context {
	return context.WithValue(ctx, wholeKey{}, c)
}

// whenIdle sends what an answer has held back.
func whenIdle(c net.Conn, state http.ConnState) {
	if whole, ok := c.(*wholeConn); ok && state == http.StateIdle {
		whole.release()
		runtime.Gosched() // it is the turn of who asked before this client asks again
	}
}
