package cms

import (
	"context"
	"fmt"
	"sync"

	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// DeskState is what desks are made of: another one is news to them.
type DeskState struct {
	Event int64          // the newest one
	Since models.Instant // when something began or ended last
}

// String names the state.
func (s DeskState) String() string { return fmt.Sprintf("%d-%d", s.Event, s.Since) }

// before reports whether a state is an older one.
func (s DeskState) before(other DeskState) bool {
	return s.Event < other.Event || s.Event == other.Event && s.Since < other.Since
}

// DeskState returns the present moment and the state of the desk at it.
func (n *Newsroom) DeskState(ctx context.Context) (models.Instant, DeskState, error) {
	at, g, err := n.Present(ctx)
	if err != nil {
		return at, DeskState{}, err
	}
	event, err := n.NewestEvent(ctx)
	return at, DeskState{event, g.Since}, err
}

// deskLists are the lists of stories that desks have in common. After every event all open
// desks ask for them at once; each is looked up once, and serves until something happens.
type deskLists struct {
	mu    sync.Mutex
	state DeskState
	lists map[string]func() ([]models.Article, error)
}

// find returns a list by its name. Who asks while it is looked up waits for it. Nobody may
// change what is returned.
func (d *deskLists) find(state DeskState, name string, look func() ([]models.Article, error)) ([]models.Article, error) {
	d.mu.Lock()
	if state.before(d.state) {
		d.mu.Unlock()
		return look()
	}
	if state != d.state || d.lists == nil {
		d.state, d.lists = state, map[string]func() ([]models.Article, error){}
	}
	lists := d.lists
	list, ok := lists[name]
	if !ok {
		list = sync.OnceValues(look)
		lists[name] = list
	}
	d.mu.Unlock()
	found, err := list()
	if err != nil { // the next one who asks looks again
		d.mu.Lock()
		delete(lists, name)
		d.mu.Unlock()
	}
	return found, err
}

// articles looks for stories as they are now. Those that somebody is to do are few, and on
// no other desk.
func (o *overview) articles(ctx context.Context, q store.ArticleQuery) ([]models.Article, error) {
	q.At = o.now
	look := func() ([]models.Article, error) { return o.r.Articles(context.WithoutCancel(ctx), q) }
	if q.Assignee != 0 {
		return look()
	}
	return o.n.deskLists.find(o.state, nameOf(q), look)
}

// nameOf tells queries apart that are not of the same list. A list that begins some days
// ago moves with the present moment and stays the same list.
func nameOf(q store.ArticleQuery) string {
	var before store.Cursor
	if q.Before != nil {
		before = *q.Before
	}
	q.At, q.From, q.Before = 0, min(q.From, 1), nil
	return fmt.Sprintf("%+v %+v", q, before)
}
