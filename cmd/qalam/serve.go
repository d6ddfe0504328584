package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync"

	"github.com/qalam-cms/qalam/admin"
	"github.com/qalam-cms/qalam/internal/config"
	"github.com/qalam-cms/qalam/internal/demo"
	"github.com/qalam-cms/qalam/internal/mail"
	"github.com/qalam-cms/qalam/internal/outbox"
	"github.com/qalam-cms/qalam/internal/site"
	"github.com/qalam-cms/qalam/internal/web"
)

type serveCommand struct {
	Demo bool   `help:"Fill a fresh data folder with the demonstration newsroom."`
	Addr string `help:"Listen address (QALAM_ADDR)." placeholder:"HOST:PORT"`
}

// Run serves until the context ends.
func (c *serveCommand) Run(ctx context.Context, env *environment, std *streams) error {
	env.flags["QALAM_ADDR"] = c.Addr
	cleanup, err := c.prepareDemo(env)
	if err != nil {
		return err
	}
	defer cleanup()
	cfg, err := env.load()
	if err != nil {
		return err
	}
	if cfg.TestClock != "" && !c.Demo {
		return usageError{errors.New("QALAM_TEST_CLOCK works only with serve --demo")}
	}
	if c.Demo {
		if err := refuseUsedFolder(cfg); err != nil {
			return err
		}
	}
	// Listening first keeps a second server from touching anything.
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", cfg.Addr)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }() // again after Serve, which does no harm
	a, err := openApp(ctx, cfg, std.err)
	if err != nil {
		return err
	}
	defer a.close()
	measured, err := a.listenForMetrics(ctx)
	if err != nil {
		return err
	}
	handler, editors, setup, err := a.handler(ctx, c.Demo)
	if err != nil {
		return err
	}
	logins, err := a.fill(ctx, c.Demo)
	if err != nil {
		return err
	}
	if _, err := a.newsroom.RecomputeTimes(ctx, operator()); err != nil {
		return err
	}
	a.announce(std.out, setup, logins)
	tuneMemory(env.getenv)
	go debug.FreeOSMemory() // of what the start has left
	working, stop := context.WithCancel(ctx)
	var worker sync.WaitGroup
	if measured != nil {
		worker.Go(func() { a.meters.serve(working, measured, a.newsroom, a.log) })
	}
	if !env.idle {
		o := outbox.Options{Newsroom: a.newsroom, Log: a.log, Wake: a.wake}
		if a.meters != nil {
			o.Told = a.meters.delivered
		}
		worker.Go(func() { outbox.New(o).Run(working) })
		worker.Go(func() { a.store.Listen(working, a.heard) })
	}
	worker.Go(func() { editors.Run(working) })
	err = web.Serve(ctx, listener, handler, a.log)
	stop()
	worker.Wait()
	return err
}

// listenForMetrics returns where metrics are asked for; null where nobody is to.
func (a *app) listenForMetrics(ctx context.Context) (net.Listener, error) {
	if a.meters == nil {
		return nil, nil //nolint:nilnil // null is the answer "nowhere"
	}
	return (&net.ListenConfig{}).Listen(ctx, "tcp", a.cfg.MetricsAddr)
}

// announce prints where the newsroom is and how to get in.
func (a *app) announce(w io.Writer, setup string, logins []demo.Login) {
	fmt.Fprintf(w, "Site   %s/\nAdmin  %s/admin/\n", a.cfg.BaseURL, a.cfg.BaseURL)
	if setup != "" {
		fmt.Fprintf(w, "There is no administrator yet. Create one at:\n  %s/admin/setup?token=%s\n", a.cfg.BaseURL, setup)
	}
	if len(logins) > 0 {
		fmt.Fprintln(w, "Log in as:")
	}
	for _, l := range logins {
		fmt.Fprintf(w, "  %-22s %s   %s\n", l.Email, l.Password, l.Name)
	}
}

// prepareDemo gives the demonstration a temporary data folder where none is
// named, and returns how to remove it.
func (c *serveCommand) prepareDemo(env *environment) (cleanup func(), err error) {
	none := func() {}
	if !c.Demo || env.flags["QALAM_DATA"] != "" || env.getenv("QALAM_DATA") != "" {
		return none, nil
	}
	dir, err := os.MkdirTemp("", "qalam-demo-")
	if err != nil {
		return none, err
	}
	env.flags["QALAM_DATA"] = dir
	return func() { _ = os.RemoveAll(dir) }, nil
}

func refuseUsedFolder(cfg *config.Config) error {
	used, err := cfg.HasData()
	if err != nil {
		return err
	}
	if used {
		return fmt.Errorf("the demonstration wants an empty data folder, %s is not", cfg.Data)
	}
	return nil
}

// handler puts the fronts together. setup is the token of the set-up page,
// empty where there is an administrator or the demonstration brings one.
func (a *app) handler(ctx context.Context, demo bool) (h http.Handler, editors *admin.Admin, setup string, err error) {
	o, editors, setup, err := a.fronts(ctx, demo)
	return web.New(o), editors, setup, err //nolint:contextcheck // the error handler has each request's own context
}

// fronts is what handler is made of.
func (a *app) fronts(ctx context.Context, demo bool) (o web.Options, editors *admin.Admin, setup string, err error) {
	if has, err := a.newsroom.HasAdmin(ctx); err != nil {
		return o, nil, "", err
	} else if !has && !demo {
		setup = rand.Text()
	}
	letters, err := a.mailer()
	if err != nil {
		return o, nil, "", err
	}
	https := a.cfg.BaseURL.Scheme == "https"
	editors, err = admin.New(admin.Options{
		Newsroom: a.newsroom, Messages: a.messages, BaseURL: a.cfg.BaseURL, SetupToken: setup,
		Sessions: web.NewSessions(a.newsroom, https), Mailer: letters, Log: a.log, Configuration: a.variables(),
	})
	if err != nil {
		return o, nil, "", err
	}
	//nolint:contextcheck // Each request has its own context.
	readers, err := site.New(site.Options{
		Newsroom: a.newsroom, Messages: a.messages, BaseURL: a.cfg.BaseURL, Log: a.log,
		Members: editors.Members(), Travellers: editors.Travellers(),
	})
	if err != nil {
		return o, nil, "", err
	}
	o = web.Options{
		Log: a.log, BaseURL: a.cfg.BaseURL, TrustedProxies: a.cfg.TrustedProxies, Ready: a.newsroom.Ready, Checks: a.newsroom.Checks,
		Ahead:  readers.Ahead,
		Fronts: map[string]web.Front{"": readers, admin.Prefix: editors},
	}
	if a.meters != nil {
		a.meters.cache(readers.Cache)
		o.Observe = a.meters.request
	}
	return o, editors, setup, nil
}

// mailer returns what sends letters, null where there is no mail server.
func (a *app) mailer() (admin.Mailer, error) {
	if a.cfg.SMTP == "" {
		return nil, nil //nolint:nilnil // null is the answer "there is none"
	}
	return mail.New(mail.Options{Server: a.cfg.SMTP, Password: a.cfg.SMTPPassword, From: a.cfg.MailFrom, Now: a.now})
}

// variables is the configuration as the settings screen shows it.
func (a *app) variables() []admin.Variable {
	var list []admin.Variable
	for _, v := range a.cfg.Values() {
		list = append(list, admin.Variable(v))
	}
	return list
}

// fill gives an empty newsroom what it needs: its first section, or all of the
// demonstration, whose log-ins it returns.
func (a *app) fill(ctx context.Context, demonstrate bool) ([]demo.Login, error) {
	if !demonstrate {
		return nil, a.ensureSection(ctx)
	}
	password := func() string { return "qalam-demo" }
	if !loopback(a.cfg.Addr) {
		password = rand.Text
	}
	return demo.Fill(ctx, a.newsroom, demo.Options{SectionNames: a.sectionNames, Password: password})
}

func loopback(addr string) bool {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return false
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
