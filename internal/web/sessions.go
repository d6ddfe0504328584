package web

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"net/http"
	"time"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/models"
)

// SessionStore keeps sessions; [cms.Newsroom] is one. How long they last is its
// affair.
type SessionStore interface {
	// Session returns a session, or nil where there is none.
	Session(ctx context.Context, hash []byte) (*models.Session, error)
	BeginSession(ctx context.Context, s *models.Session) error
	// KeepSession stores what became of a session that was as given. It is errs.NotFound
	// where the session was ended meanwhile.
	KeepSession(ctx context.Context, s *models.Session, was models.Session) error
	CloseSession(ctx context.Context, hash []byte) error
}

// Sessions are the log-ins, on the server's side: the cookie holds only a
// random token.
type Sessions struct{ scs *scs.SessionManager }

// What a session holds: whose it is, when they logged in, and with which rights it
// was last given a token.
const (
	userKey   = "user"
	beganKey  = "began"
	rightsKey = "rights"
)

// NewSessions returns sessions over a store. https gives the cookie the
// strictest name and flags that browsers know.
func NewSessions(store SessionStore, https bool) *Sessions {
	m := scs.New()
	m.Store = hashedStore{store, m.Codec}
	m.IdleTimeout, m.Lifetime = cms.SessionIdle, cms.SessionMax
	m.Cookie.Name, m.Cookie.Path = "qalam_session", "/"
	m.Cookie.HttpOnly, m.Cookie.SameSite, m.Cookie.Persist = true, http.SameSiteLaxMode, true
	if https {
		m.Cookie.Name, m.Cookie.Secure = "__Host-qalam_session", true
	}
	return &Sessions{m}
}

// visitorKey finds the visitor of a request in its context.
type visitorKey struct{}

// visitor is who makes a request, as far as that can be seen.
type visitor struct {
	agent, address string
	// session is the one that the request came with, null for none.
	session *models.Session
}

// Middleware loads the session before a handler and stores it after.
func (s *Sessions) Middleware() echo.MiddlewareFunc {
	load := echo.WrapMiddleware(s.scs.LoadAndSave)
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		inner := load(next)
		return func(c echo.Context) error {
			req := c.Request()
			v := &visitor{agent: AgentName(req.UserAgent()), address: c.RealIP()}
			c.SetRequest(req.WithContext(context.WithValue(req.Context(), visitorKey{}, v)))
			return inner(c)
		}
	}
}

// LogIn begins a session for a user, under a new token.
func (s *Sessions) LogIn(ctx context.Context, u *models.User) error {
	if err := s.scs.RenewToken(ctx); err != nil {
		return err
	}
	s.scs.Put(ctx, userKey, u.ID)
	s.scs.Put(ctx, rightsKey, rightsOf(u))
	s.scs.Remove(ctx, beganKey)
	return nil
}

// Renew gives a session a new token where the rights of its user have changed since
// the last one was given.
func (s *Sessions) Renew(ctx context.Context, u *models.User) error {
	now := rightsOf(u)
	if s.scs.GetString(ctx, rightsKey) == now {
		return nil
	}
	s.scs.Put(ctx, rightsKey, now)
	return s.NewToken(ctx)
}

// NewToken gives a session a new token; it lasts no longer for that.
func (s *Sessions) NewToken(ctx context.Context) error {
	if v, ok := ctx.Value(visitorKey{}).(*visitor); ok && v.session != nil {
		s.scs.Put(ctx, beganKey, int64(v.session.CreatedAt))
	}
	return s.scs.RenewToken(ctx)
}

// rightsOf tells different rights apart.
func rightsOf(u *models.User) string {
	var list []string
	for _, g := range u.Grants {
		list = append(list, fmt.Sprint(g.Role, g.Locales))
	}
	return fmt.Sprint(list)
}

// LogOut ends the session.
func (s *Sessions) LogOut(ctx context.Context) error { return s.scs.Destroy(ctx) }

// UserID returns who is logged in, 0 for nobody.
func (s *Sessions) UserID(ctx context.Context) int64 { return s.scs.GetInt64(ctx, userKey) }

// Current returns the hash of the session's token, by which it is kept.
func (s *Sessions) Current(ctx context.Context) []byte { return hashToken(s.scs.Token(ctx)) }

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

// TakeFlash returns the message key kept for the page that a request asks for, "" where
// there is none, and forgets it. What a script asks for is no page that anybody looks at.
func (s *Sessions) TakeFlash(r *http.Request) string {
	if dest := r.Header.Get("Sec-Fetch-Dest"); dest != "" && dest != "document" {
		return ""
	}
	return s.scs.PopString(r.Context(), "flash")
}

// hashedStore stores sessions under the hash of their token, so that a copy of
// the table opens none, with whose they are and where they are used.
type hashedStore struct {
	to    SessionStore
	codec scs.Codec
}

func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// FindCtx is part of scs.CtxStore.
func (h hashedStore) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	found, err := h.to.Session(ctx, hashToken(token))
	if err != nil || found == nil {
		return nil, false, err
	}
	if v, ok := ctx.Value(visitorKey{}).(*visitor); ok {
		v.session = found
	}
	return found.Data, true, nil
}

// CommitCtx is part of scs.CtxStore. A session that came with the request is kept
// only if it is still there: somebody may have ended it while the request went on.
func (h hashedStore) CommitCtx(ctx context.Context, token string, data []byte, _ time.Time) error {
	_, values, err := h.codec.Decode(data)
	if err != nil {
		return err
	}
	s := &models.Session{Hash: hashToken(token), Data: data}
	if id, ok := values[userKey].(int64); ok {
		s.UserID = &id
	}
	if began, ok := values[beganKey].(int64); ok {
		s.CreatedAt = models.Instant(began)
	}
	v, ok := ctx.Value(visitorKey{}).(*visitor)
	if !ok {
		return h.to.BeginSession(ctx, s)
	}
	s.Agent, s.Address = v.agent, v.address
	if v.session == nil || string(v.session.Hash) != string(s.Hash) {
		return h.to.BeginSession(ctx, s)
	}
	s.CreatedAt = v.session.CreatedAt
	// Of requests at the same time, one that changed nothing leaves what another wrote.
	if _, before, err := h.codec.Decode(v.session.Data); err == nil && maps.Equal(before, values) {
		s.Data = v.session.Data
	}
	if err := h.to.KeepSession(ctx, s, *v.session); !errs.Is(err, errs.NotFound) {
		return err
	}
	return nil
}

// DeleteCtx is part of scs.CtxStore.
func (h hashedStore) DeleteCtx(ctx context.Context, token string) error {
	return h.to.CloseSession(ctx, hashToken(token))
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
