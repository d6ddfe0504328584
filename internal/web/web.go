// Package web is what the fronts share on Echo: the middleware around every
// answer, log-in sessions, templates, assets, addresses and the one error
// handler.
//
// Fronts (admin, site, later the API) and cmd import it; Echo and the session
// library appear nowhere else. Its invariants: every answer carries the
// security headers, an error is logged once, and nothing changes on a GET.
package web

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"github.com/qalam-cms/qalam/cms"
)

// Front is a part of the site that answers under a prefix of its own.
type Front interface {
	// Routes registers what the front answers.
	Routes(e *echo.Echo)
	// Error answers with the front's own error page.
	Error(c echo.Context, f Failure) error
}

// Options are what a server is made of.
type Options struct {
	Log     *slog.Logger
	BaseURL *url.URL
	// TrustedProxies are the networks whose forwarding headers count.
	TrustedProxies []netip.Prefix
	// Ready reports whether requests can be served.
	Ready func(context.Context) error
	// Checks counts the alarms that there are, for who asks for more than readiness;
	// null for no such answer.
	Checks func(context.Context) ([]cms.Check, error)
	// Observe is told of every request once it is answered; null for nobody.
	Observe func(Observed)
	// Ahead answers what it can before anything is routed, and leaves the rest to the
	// handler that it is given; null leaves everything.
	Ahead func(http.Handler) http.Handler
	// Fronts by the prefix of their paths; "" takes the rest.
	Fronts map[string]Front
}

// New returns the handler for everything that Qalam answers.
func New(o Options) http.Handler {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = ipExtractor(o.TrustedProxies)
	e.HTTPErrorHandler = errorHandler(o.Log, o.Fronts)
	e.Use(routed, recovered, securityHeaders(o.BaseURL.Scheme == "https"), limited())
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", o.readiness)
	for _, f := range o.Fronts {
		f.Routes(e)
	}
	var h http.Handler = e
	if o.Ahead != nil {
		h = o.Ahead(e)
	}
	// Requests that another site made the browser send change nothing here.
	return observed(o.Log, o.Observe, http.NewCrossOriginProtection().Handler(h))
}

// Serve answers on the listener until ctx ends, then finishes what is under
// way, for at most fifteen seconds.
func Serve(ctx context.Context, l net.Listener, h http.Handler, log *slog.Logger) error {
	stopping, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	s := &http.Server{
		BaseContext: func(net.Listener) context.Context {
			return context.WithValue(context.WithoutCancel(ctx), stoppingKey{}, stopping.Done())
		},
		Handler: h, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second,
		ConnContext: inContext, ConnState: whenIdle,
		WriteTimeout: time.Minute, IdleTimeout: time.Minute, MaxHeaderBytes: 16 << 10,
		ErrorLog: slog.NewLogLogger(log.Handler(), slog.LevelDebug),
	}
	s.RegisterOnShutdown(stop) // streams end, what is under way is finished
	failed := make(chan error, 1)
	go func() { failed <- s.Serve(wholeListener{l}) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), 15*time.Second)
	defer cancel()
	if err := s.Shutdown(drain); err != nil {
		return err
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// recovered turns a panic into an error; the stack stays in the log.
func recovered(next echo.HandlerFunc) echo.HandlerFunc {
	return middleware.RecoverWithConfig(middleware.RecoverConfig{
		LogErrorFunc: func(_ echo.Context, err error, stack []byte) error {
			return &panicError{err, stack}
		},
	})(next)
}

type panicError struct {
	err   error
	stack []byte
}

// Error returns the panic's own text.
func (p *panicError) Error() string { return "panic: " + p.err.Error() }

// contentPolicy allows what we serve ourselves and nothing else.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
	"connect-src 'self'; font-src 'self'; form-action 'self'; manifest-src 'self'; " +
	"frame-ancestors 'none'; base-uri 'none'; object-src 'none'"

// AdminPolicy allows the admin besides: images that its style sheets hold and
// that a person is about to upload, and the preview of a page in a frame.
func AdminPolicy(h http.Header) {
	policy := strings.Replace(contentPolicy, "img-src 'self'", "img-src 'self' data: blob:", 1)
	h.Set("Content-Security-Policy", strings.Replace(policy, "frame-ancestors", "frame-src 'self'; frame-ancestors", 1))
}

// NoncePolicy allows a page of the admin, besides, the style elements that carry a
// value which nobody can guess: a library of one screen adds one.
func NoncePolicy(h http.Header, nonce string) {
	policy := h.Get("Content-Security-Policy")
	h.Set("Content-Security-Policy", strings.Replace(policy, "style-src 'self'", "style-src 'self' 'nonce-"+nonce+"'", 1))
}

// Compressed makes pages smaller on their way to a person; streams are left as they
// are. What it compresses holds no secret that somebody else's words stand beside.
func Compressed() echo.MiddlewareFunc {
	return middleware.GzipWithConfig(middleware.GzipConfig{
		Level: gzipLevel, MinLength: 1 << 10,
		Skipper: func(c echo.Context) bool {
			return c.Request().Header.Get("Accept") == eventStream || strings.Contains(c.Path(), "/:variant/") // small already
		},
	})
}

// Framed allows the admin to show a page in a frame.
func Framed(h http.Header) {
	h.Set("Content-Security-Policy", strings.Replace(contentPolicy, "frame-ancestors 'none'", "frame-ancestors 'self'", 1))
}

func securityHeaders(https bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", contentPolicy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "strict-origin-when-cross-origin")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
			if https {
				h.Set("Strict-Transport-Security", "max-age=31536000")
			}
			return next(c)
		}
	}
}

// ipExtractor believes forwarding headers of the trusted proxies only.
func ipExtractor(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	opts := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range trusted {
		_, ipNet, err := net.ParseCIDR(p.Masked().String())
		if err == nil {
			opts = append(opts, echo.TrustIPRange(ipNet))
		}
	}
	return echo.ExtractIPFromXFFHeader(opts...)
}

// frontOf returns the front that a path belongs to.
func frontOf(fronts map[string]Front, path string) Front {
	best := ""
	for prefix := range fronts {
		if len(prefix) > len(best) && (path == prefix || strings.HasPrefix(path, prefix+"/")) {
			best = prefix
		}
	}
	return fronts[best]
}

// zeroTime tells net/http that a file's age is unknown.
func zeroTime() time.Time { return time.Time{} }
