package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/auth"
	"github.com/qalam-cms/qalam/internal/config"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/i18n"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/media"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/locales"
	"github.com/qalam-cms/qalam/models"
)

// environment is where settings come from.
type environment struct {
	getenv     func(string) string
	configFile string
	flags      map[string]string
	// idle serves without workers. Tests set it, to show that what readers see
	// does not wait for any.
	idle bool
}

func (e *environment) load() (*config.Config, error) {
	return config.Load(e.getenv, e.configFile, e.flags)
}

// app is the parts that commands share.
type app struct {
	cfg      *config.Config
	log      *slog.Logger
	store    *store.Store
	newsroom *cms.Newsroom
	messages *i18n.Bundle
	now      func() time.Time
	// meters count for Prometheus; null where nobody reads them.
	meters *meters
	// wake gets a token after every write.
	wake chan struct{}
}

// operator is who acts on the command line.
func operator() cms.Actor { return rights.Operator("command line") }

// open reads the configuration, opens the newsroom and brings its schema up to
// date. The caller closes the app.
func (e *environment) open(ctx context.Context, stderr io.Writer) (*app, error) {
	cfg, err := e.load()
	if err != nil {
		return nil, err
	}
	return openApp(ctx, cfg, stderr)
}

func openApp(ctx context.Context, cfg *config.Config, stderr io.Writer) (*app, error) {
	a, err := openUnmigrated(ctx, cfg, stderr)
	if err != nil {
		return nil, err
	}
	if _, err := a.store.Migrate(ctx); err != nil {
		a.close()
		return nil, err
	}
	behind, err := a.newsroom.LoadClock(ctx)
	if err != nil {
		a.close()
		return nil, err
	}
	if behind > 0 {
		a.log.WarnContext(ctx, "the clock is behind the newest moment used", slog.Int64("milliseconds", int64(behind)))
	}
	return a, nil
}

// openUnmigrated opens the newsroom with its schema as it is, for commands that
// only look.
func openUnmigrated(ctx context.Context, cfg *config.Config, stderr io.Writer) (*app, error) {
	a := &app{cfg: cfg, log: newLogger(cfg, stderr), now: time.Now, wake: make(chan struct{}, 1)}
	if cfg.TestClock != "" {
		a.now = testClock(cfg.TestClock)
	}
	if err := locale.CheckZones(time.Now()); err != nil {
		return nil, err
	}
	if err := cfg.MakeData(); err != nil {
		return nil, err
	}
	var err error
	if a.messages, err = i18n.Load(locales.FS, a.log); err != nil {
		return nil, err
	}
	o := store.Options{DSN: cfg.Database, Log: a.log, Now: a.now}
	if cfg.MetricsAddr != "" {
		a.meters = newMeters()
		o.Observe = a.meters.statement
	}
	a.store, err = store.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	a.newsroom = cms.New(cms.Options{
		Store: a.store, Now: a.now, Locales: cfg.Locales, Zone: cfg.Zone, Passwords: auth.New(),
		Files: media.NewFiles(cfg.Media), Woken: a.woken,
	})
	return a, nil
}

// woken says that something was written.
func (a *app) woken() {
	select {
	case a.wake <- struct{}{}:
	default: // it is said already
	}
}

// heard says that another node has written something.
func (a *app) heard() {
	a.newsroom.Heard()
	a.woken()
}

func (a *app) close() {
	if err := a.store.Close(); err != nil {
		a.log.Warn("close database", slog.Any("error", err))
	}
}

func newLogger(cfg *config.Config, w io.Writer) *slog.Logger {
	o := &slog.HandlerOptions{Level: cfg.LogLevel}
	if cfg.LogJSON {
		return slog.New(web.LogRequests(slog.NewJSONHandler(w, o)))
	}
	return slog.New(web.LogRequests(slog.NewTextHandler(w, o)))
}

// testClock returns the moment that a file holds. A file that cannot be read
// stops the clock's user loudly: a wrong time would publish wrongly.
func testClock(file string) func() time.Time {
	return func() time.Time {
		b, err := os.ReadFile(file) //nolint:gosec // the operator names the file
		if err != nil {
			panic(fmt.Sprintf("test clock: %v", err))
		}
		t, err := time.Parse(time.RFC3339, strings.TrimSpace(string(b)))
		if err != nil {
			panic(fmt.Sprintf("test clock: %v", err))
		}
		return t
	}
}

// sectionNames returns the names of a well-known section in every language of
// the site.
func (a *app) sectionNames(key string) models.Names {
	names := models.Names{}
	for _, tag := range a.cfg.Locales.Tags() {
		if p, ok := a.messages.Printer(i18n.For(tag)); ok {
			if name, ok := p.Known("section.known." + key); ok {
				names[tag] = name
			}
		}
	}
	return names
}

// firstSection is the one that a new newsroom begins with, so that the first
// story has somewhere to go.
const firstSection = "news"

// ensureSection makes the first section where there is none at all.
func (a *app) ensureSection(ctx context.Context) error {
	sections, err := a.newsroom.Sections(ctx)
	if err != nil || len(sections) > 0 {
		return err
	}
	_, err = a.newsroom.EnsureSection(ctx, operator(), cms.SectionInput{
		Key: firstSection, Names: a.sectionNames(firstSection),
	})
	return err
}

// explain says an error in the operator's language: the message that a person
// at the screen would get, in English, or the error itself.
func explain(err error) string {
	_, key, args := errs.Public(err)
	if key == "" {
		return err.Error()
	}
	messages, loadErr := i18n.Load(locales.FS, slog.New(slog.DiscardHandler))
	if loadErr != nil {
		return err.Error()
	}
	p, ok := messages.Printer("en")
	if !ok {
		return err.Error()
	}
	text := p.Error(errs.New("", errs.Unset, key, args))
	if cause := errs.Cause(err); cause != nil {
		text += " (" + cause.Error() + ")"
	}
	return text
}
