package cms

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/locale"
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
	around *around
}

// around is what stands around every page, once somebody has asked for it; looks at the
// same generation share it. Nobody may change what it holds.
type around struct {
	sections atomic.Pointer[[]models.Section]
	info     sync.Map // *SiteInfo by locale.Tag
}

// Present returns the present moment and the state of the site at it. What this process
// has written is in it as soon as it was written, what begins or ends at a moment is from
// that moment on, and what another process wrote, PresentFor later at most: sooner, where
// the database tells of it (see Heard).
func (n *Newsroom) Present(ctx context.Context) (models.Instant, models.Generation, error) {
	p := &n.present
	at := n.Now()
	if l := p.at(at); l != nil {
		return at, l.Generation, nil
	}
	p.looking.Lock()
	defer p.looking.Unlock()
	// Somebody else may have looked meanwhile.
	at = n.Now()
	if l := p.at(at); l != nil {
		return at, l.Generation, nil
	}
	writes, when := p.writes.Load(), time.Now() //nolint:forbidigo // to measure what goes by, not a moment of the newsroom
	g, err := n.store.Read().Generation(ctx, at)
	if err != nil {
		return at, g, errs.Wrap("cms.Present", err)
	}
	seen := &look{g, writes, when, new(around)}
	if before := p.last.Load(); before != nil && before.Generation == g {
		seen.around = before.around
	}
	p.last.Store(seen)
	return at, g, nil
}

// around returns what is known of the pages at a moment; where that is not the present, or
// nobody has looked, nothing is, and what is found is kept for nobody.
func (n *Newsroom) around(at models.Instant) *around {
	l := n.present.at(n.Now())
	if l == nil || at < l.Since || at >= l.Until {
		return new(around)
	}
	return l.around
}

// sections returns all sections, as the store does. Every page shows them, and they change
// once a year.
func (n *Newsroom) sections(ctx context.Context, r store.Reader) ([]models.Section, error) {
	known := &n.around(n.Now()).sections
	if list := known.Load(); list != nil {
		return *list, nil
	}
	list, err := r.Sections(ctx)
	if err == nil {
		known.Store(&list)
	}
	return list, err
}

// SiteInfo returns what stands around a page; nobody may change it. Texts are today's;
// which pages of the footer there are is that of the moment.
func (n *Newsroom) SiteInfo(ctx context.Context, at models.Instant, l locale.Tag) (*SiteInfo, error) {
	known := &n.around(at).info
	if info, ok := known.Load(l); ok {
		if info, ok := info.(*SiteInfo); ok {
			return info, nil
		}
	}
	info, err := n.siteInfo(ctx, at, l)
	if err == nil {
		known.Store(l, info)
	}
	return info, errs.Wrap("cms.SiteInfo", err)
}

// at returns the last look where it is still true at a moment, else null.
func (p *present) at(moment models.Instant) *look {
	l := p.last.Load()
	if l == nil || moment >= l.Until || l.writes != p.writes.Load() || time.Since(l.when) >= PresentFor { //nolint:forbidigo // see Present
		return nil
	}
	return l
}

// Heard has Present look anew: another process has written something.
func (n *Newsroom) Heard() { n.present.writes.Add(1) }
