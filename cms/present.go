package cms

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// PresentFor is how long Present takes for granted that no other process has written
// anything: so late is a reader at most who is told what it wrote, and so seldom the
// database is asked.
const PresentFor = 25 * time.Millisecond

// present is the state of the site as it was last looked up.
type present struct {
	looking sync.Mutex
	last    atomic.Pointer[look]
	// writes counts what was written here, or heard of.
	writes atomic.Uint64
}

// look is a generation, and what it was found after.
type look struct {
	models.Generation

	writes uint64
	when   time.Time // by the clock that nobody sets
	// sections are all there are, once somebody has asked; looks at the same generation
	// share them.
	sections *atomic.Pointer[[]models.Section]
}

// Present returns the present moment and the state of the site at it. What this process
// has written is in it as soon as it was written, what begins or ends at a moment is from
// that moment on, and what another process wrote, PresentFor later at most: sooner, where
// the database tells of it (see Heard).
func (n *Newsroom) Present(ctx context.Context) (models.Instant, models.Generation, error) {
	p := &n.present
	if at := n.Now(); p.holds(at) {
		return at, p.last.Load().Generation, nil
	}
	p.looking.Lock()
	defer p.looking.Unlock()
	// Somebody else may have looked meanwhile.
	at := n.Now()
	if p.holds(at) {
		return at, p.last.Load().Generation, nil
	}
	writes, when := p.writes.Load(), time.Now() //nolint:forbidigo // to measure what goes by, not a moment of the newsroom
	g, err := n.store.Read().Generation(ctx, at)
	if err != nil {
		return at, g, errs.Wrap("cms.Present", err)
	}
	seen := &look{g, writes, when, new(atomic.Pointer[[]models.Section])}
	if before := p.last.Load(); before != nil && before.Generation == g {
		seen.sections = before.sections
	}
	p.last.Store(seen)
	return at, g, nil
}

// sections returns all sections, as the store does. Every page shows them, and they change
// once a year: nobody may change what is returned.
func (n *Newsroom) sections(ctx context.Context, r store.Reader) ([]models.Section, error) {
	p := &n.present
	if !p.holds(n.Now()) {
		return r.Sections(ctx)
	}
	known := p.last.Load().sections
	if list := known.Load(); list != nil {
		return *list, nil
	}
	list, err := r.Sections(ctx)
	if err == nil {
		known.Store(&list)
	}
	return list, err
}

// holds reports whether the last look is still true at a moment.
func (p *present) holds(at models.Instant) bool {
	l := p.last.Load()
	return l != nil && at < l.Until && l.writes == p.writes.Load() && time.Since(l.when) < PresentFor //nolint:forbidigo // see Present
}

// Heard has Present look anew: another process has written something.
func (n *Newsroom) Heard() { n.present.writes.Add(1) }
