package cms

import (
	"context"
	"fmt"
	"sync"

	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// deskLists are the lists of stories that desks have in common. After every event all open
// desks ask for them at once; each is looked up once, and serves until something happens.
type deskLists struct {
	mu    sync.Mutex
	state deskState
	lists map[string]func() ([]models.Article, error)
}

// deskState is what lists are true of: the newest event, and what has begun or ended.
type deskState struct {
	event int64
	since models.Instant
}

// before reports whether a state is an older one.
func (s deskState) before(other deskState) bool {
	return s.event < other.event || s.event == other.event && s.since < other.since
}

// find returns a list by its name. Who asks while it is looked up waits for it. Nobody may
// change what is returned.
func (d *deskLists) find(state deskState, name string, look func() ([]models.Article, error)) ([]models.Article, error) {
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
