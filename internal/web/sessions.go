package web

import (
	"context"
	"crypto/sha256"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"
)

// How long a log-in lasts: unused, and at most.
const (
	sessionIdle = 8 * time.Hour
	sessionMax  = 7 * 24 * time.Hour
)

// SessionStore keeps sessions. ids are hashes of what the cookie holds.
type SessionStore interface {
	// Session returns a session's data, or nil where there is none.
	Session(ctx context.Context, id []byte) ([]byte, error)
	SetSession(ctx context.Context, id, data []byte, expires time.Time) error
	DeleteSession(ctx context.Context, id []byte) error
}

// Sessions are the log-ins, on the server's side: the cookie holds only a
// random token.
type Sessions struct{ scs *scs.SessionManager }

const userKey = "user"

// NewSessions returns sessions over a store. https gives the cookie the
// strictest name and flags that browsers know.
func NewSessions(store SessionStore, https bool) *Sessions {
	m := scs.New()
	m.Store = hashedStore{store}
	m.IdleTimeout, m.Lifetime = sessionIdle, sessionMax
	m.Cookie.Name, m.Cookie.Path = "qalam_session", "/"
	m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Persist = true, http.SameSiteLaxMode, true
	if https {
		m.Cookie.Name, m.Cookie.Secure = "__Host-qalam_session", true
	}
	return &Sessions{m}
}

// Middleware loads the session before a handler and stores it after.
func (s *Sessions) Middleware() echo.MiddlewareFunc { return echo.WrapMiddleware(s.scs.LoadAndSave) }

// LogIn begins a session for a user, under a new token.
func (s *Sessions) LogIn(ctx context.Context, userID int64) error {
	if err := s.scs.RenewToken(ctx); err != nil {
		return err
	}
	s.scs.Put(ctx, userKey, userID)
	return nil
}

// LogOut ends the session.
func (s *Sessions) LogOut(ctx context.Context) error { return s.scs.Destroy(ctx) }

// UserID returns who is logged in, 0 for nobody.
func (s *Sessions) UserID(ctx context.Context) int64 { return s.scs.GetInt64(ctx, userKey) }

// Lives reports whether the session of a request is still there, for requests that
// last.
func (s *Sessions) Lives(ctx context.Context) (bool, error) {
	store, ok := s.scs.Store.(scs.CtxStore)
	if !ok {
		return false, nil
	}
	_, found, err := store.FindCtx(ctx, s.scs.Token(ctx))
	return found, err
}

// Flash keeps a message key for the next page.
func (s *Sessions) Flash(ctx context.Context, key string) { s.scs.Put(ctx, "flash", key) }

// TakeFlash returns the message key kept for this page, "" where there is
// none, and forgets it.
func (s *Sessions) TakeFlash(ctx context.Context) string { return s.scs.PopString(ctx, "flash") }

// hashedStore stores sessions under the hash of their token, so that a copy of
// the table opens none.
type hashedStore struct{ to SessionStore }

func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// FindCtx is part of scs.CtxStore.
func (h hashedStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	data, err := h.to.Session(ctx, hashToken(token))
	return data, data != nil, err
}

// CommitCtx is part of scs.CtxStore.
func (h hashedStore) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	return h.to.SetSession(ctx, hashToken(token), data, expires)
}

// DeleteCtx is part of scs.CtxStore.
func (h hashedStore) DeleteCtx(ctx context.Context, token string) error {
	return h.to.DeleteSession(ctx, hashToken(token))
}

// Find is part of scs.Store; the library calls FindCtx instead.
func (h hashedStore) Find(token string) ([]byte, bool, error) {
	return h.FindCtx(context.Background(), token)
}

// Commit is part of scs.Store; the library calls CommitCtx instead.
func (h hashedStore) Commit(token string, data []byte, expires time.Time) error {
	return h.CommitCtx(context.Background(), token, data, expires)
}

// Delete is part of scs.Store; the library calls DeleteCtx instead.
func (h hashedStore) Delete(token string) error { return h.DeleteCtx(context.Background(), token) }
