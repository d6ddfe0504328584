// Package cms is the newsroom: its use cases, from writing a story to taking
// it down, and what readers and the desk get to see.
//
// The fronts, the importers and the demo call it; it calls the store. Each use
// case asks package rights first, runs in one transaction and writes its event
// in it. It knows neither HTTP nor languages of the interface: what it has to
// say to people leaves as message keys in internal/errs.
package cms

import (
	"context"
	"time"

	"golang.org/x/sync/singleflight"

	"github.com/qalam-cms/qalam/cms/rights"
	"github.com/qalam-cms/qalam/internal/auth"
	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/media"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// Actor is who acts: see rights.Actor.
type Actor = rights.Actor

// Newsroom runs the use cases over one store.
type Newsroom struct {
	store     *store.Store
	now       func() time.Time
	locales   *locale.Set
	zone      *time.Location
	zones     func(name string) (*time.Location, error)
	passwords *auth.Passwords
	studio    *media.Studio
	files     MediaFiles
	printing  singleflight.Group
	cards     cards
	clock     clock
	present   present
	deskLists deskLists
	woken     func()
}

// Options are what a newsroom is made of; all fields but Zones are required.
type Options struct {
	Store *store.Store
	// Now is the clock.
	Now func() time.Time
	// Locales are the languages of content.
	Locales *locale.Set
	// Zone is the newsroom's time zone.
	Zone *time.Location
	// Zones finds a zone by its IANA name; null is time.LoadLocation.
	Zones     func(name string) (*time.Location, error)
	Passwords *auth.Passwords
	// Files keeps the pictures of the media library.
	Files MediaFiles
	// Woken is called after every use case that wrote something; null for
	// nobody.
	Woken func()
}

// New returns a newsroom. It does nothing yet.
func New(o Options) *Newsroom {
	if o.Zones == nil {
		o.Zones = time.LoadLocation
	}
	if o.Woken == nil {
		o.Woken = func() {}
	}
	return &Newsroom{
		store: o.Store, now: o.Now, locales: o.Locales, zone: o.Zone, zones: o.Zones, passwords: o.Passwords, woken: o.Woken,
		studio: media.NewStudio(), files: o.Files,
	}
}

// Locales returns the languages of content.
func (n *Newsroom) Locales() *locale.Set { return n.locales }

// Zone returns the newsroom's time zone.
func (n *Newsroom) Zone() *time.Location { return n.zone }

// Ready reports whether the database answers.
func (n *Newsroom) Ready(ctx context.Context) error { return n.store.Ping(ctx) }

// work is one use case under way: the transaction, who acts and the moment,
// which is the same for everything the use case does.
type work struct {
	*store.Tx
	n   *Newsroom
	by  Actor
	now models.Instant
}

// write runs fn as one transaction of the actor.
func (n *Newsroom) write(ctx context.Context, op string, by Actor, fn func(w *work) error) error {
	err := n.store.Write(ctx, func(tx *store.Tx) error {
		w := &work{tx, n, by, n.Now()}
		if err := fn(w); err != nil {
			return err
		}
		return tx.RaiseMark(ctx, w.now)
	})
	n.Heard() // with an error, too: it may have come after the commit
	if err == nil {
		n.woken()
	}
	return errs.Wrap(op, err)
}

// allow asks the rights table; a refusal is errs.Forbidden.
func (w *work) allow(action rights.Action, a *models.Article, l locale.Tag) error {
	return allow(w.by, action, a, l)
}

func allow(by Actor, action rights.Action, a *models.Article, l locale.Tag) error {
	target := rights.Target{Locale: l}
	if a != nil {
		target.Own = by.Owns(a)
	}
	if rights.Can(by, action, target) {
		return nil
	}
	return errs.New("rights", errs.Forbidden, "error.forbidden", nil)
}

// event appends to the journal what the actor did. data holds ids and values
// before and after.
func (w *work) event(ctx context.Context, kind models.EventKind, articleID int64, l locale.Tag, data map[string]any) error {
	e := &models.Event{
		At: w.now, Kind: kind, UserID: w.by.UserID, Actor: w.by.Name, Locale: l, Data: data,
	}
	if articleID != 0 {
		e.ArticleID = &articleID
	}
	return w.AppendEvent(ctx, e)
}

// enabled refuses a language that the site does not have.
func (n *Newsroom) enabled(l locale.Tag) (*locale.Locale, error) {
	loc, ok := n.locales.Lookup(l)
	if !ok {
		return nil, errs.New("cms", errs.Invalid, "error.language_unknown", errs.Args{"language": string(l)})
	}
	return loc, nil
}
