package site

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"

	"github.com/maypok86/otter/v2"
	"golang.org/x/sync/singleflight"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

const (
	// cacheBytes is how much all answers that are kept may weigh.
	cacheBytes = 32 << 20
	// answerOverhead is what an answer weighs besides its body: its headers in each form.
	answerOverhead = 6 << 10
	// longestKey is how long an address may be whose answer is kept. Ours are shorter.
	longestKey = 512
)

// cache keeps what was answered for as long as the site is the same, and answers who asks
// for it again before anything is routed. One number says whether it is: see
// cms.Newsroom.Present. There is nothing to invalidate and nothing to expire.
type cache struct {
	newsroom *cms.Newsroom
	answers  *otter.Cache[string, *answer]
	// making has those wait who ask for what is being made.
	making singleflight.Group
	// shown is the generation that was asked for last.
	shown        atomic.Pointer[models.Generation]
	hits, misses atomic.Int64
	// languages are what the paths of readers' pages begin with.
	languages map[string]bool
}

func newCache(n *cms.Newsroom) (*cache, error) {
	c := &cache{newsroom: n, languages: map[string]bool{web.LatinName: true}}
	for _, l := range n.Locales().Tags() {
		c.languages[string(l)] = true
	}
	var err error
	c.answers, err = otter.New(&otter.Options[string, *answer]{MaximumWeight: cacheBytes, Weigher: weigh})
	return c, err
}

// weigh is what an answer takes of memory, with the forms that are made later: half of
// the plain one together.
func weigh(key string, a *answer) uint32 {
	return uint32(len(key) + a.bytes*3/2 + answerOverhead) //nolint:gosec // a page has no gigabytes
}

// order asks for an answer that can be kept.
type order struct {
	// at is the moment of which the answer is to be, in that generation.
	at         models.Instant
	generation models.Generation
	// kept says that the cache sends the answer.
	kept   bool
	answer *answer
}

// orderKey finds the order in a request's context.
type orderKey struct{}

// orderOf returns the order that a request carries, null where it carries none.
func orderOf(v interface{ Request() *http.Request }) *order {
	o, _ := v.Request().Context().Value(orderKey{}).(*order)
	return o
}

// ahead answers what it can and leaves the rest to next.
func (c *cache) ahead(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key, foreign, ok := c.key(r)
		if !ok {
			next.ServeHTTP(w, r)
			return
		}
		at, g, err := c.newsroom.Present(r.Context())
		if err != nil { // next will say so
			next.ServeHTTP(w, r)
			return
		}
		c.forget(g)
		if a, ok := c.answers.GetIfPresent(key); ok && a.generation == g && a.suits(foreign) {
			c.hits.Add(1)
			a.send(w, r)
			return
		}
		c.misses.Add(1)
		c.make(w, r, next, key, foreign, &order{at: at, generation: g, kept: true}) //nolint:contextcheck // which outlasts the request
	})
}

// CacheState is what the cache has, and has done since the start.
type CacheState struct {
	// Hits were answered from it, Misses were made or waited for while they were.
	Hits, Misses int64
	Answers      int
	// Bytes is what all answers weigh, estimated.
	Bytes uint64
}

func (c *cache) state() CacheState {
	return CacheState{c.hits.Load(), c.misses.Load(), c.answers.EstimatedSize(), c.answers.WeightedSize()}
}

// forget drops what shows another generation. What of an earlier one is made just now is
// kept in vain until there is no more room.
func (c *cache) forget(g models.Generation) {
	last := c.shown.Load()
	if last != nil && *last == g || !c.shown.CompareAndSwap(last, &g) {
		return
	}
	c.answers.InvalidateAll()
}

// make has the answer made, once for all who ask for it at the same time, even where the
// first of them has gone. What cannot be kept, each gets for themselves.
func (c *cache) make(w http.ResponseWriter, r *http.Request, next http.Handler, key string, foreign bool, o *order) {
	first := false
	made, _, _ := c.making.Do(fmt.Sprint(o.generation, key), func() (any, error) {
		first = true
		ctx := context.WithValue(context.WithoutCancel(r.Context()), orderKey{}, o)
		next.ServeHTTP(w, r.WithContext(ctx))
		if o.answer == nil || !o.answer.suits(foreign) {
			return (*answer)(nil), nil
		}
		c.answers.Set(key, o.answer)
		return o.answer, nil
	})
	a, _ := made.(*answer)
	switch {
	case first && o.answer != nil:
		o.answer.send(w, r)
	case !first && a != nil && a.suits(foreign):
		a.send(w, r)
	case !first:
		next.ServeHTTP(w, r)
	}
}

// key names what a request asks for, false for what is not kept: what is no readers' page
// or feed, what they search for, and days, which begin by the clock alone. Parameters that
// no page looks at are foreign and no part of it.
func (c *cache) key(r *http.Request) (key string, foreign, ok bool) {
	path := r.URL.RawPath // as it is routed
	if path == "" {
		path = r.URL.Path
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead || len(path) > longestKey {
		return "", false, false
	}
	lang, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if !c.languages[lang] || rest == "search" || strings.HasPrefix(rest, "archive/") {
		return "", false, false
	}
	if r.URL.RawQuery == "" {
		return path, false, true
	}
	asked, known := r.URL.Query(), url.Values{}
	for _, name := range []string{beforeParam, withParam} {
		if value := asked.Get(name); value != "" {
			known.Set(name, value)
		}
		delete(asked, name)
	}
	foreign = len(asked) > 0
	if len(known) == 0 {
		return path, foreign, true
	}
	key = path + "?" + known.Encode()
	return key, foreign, len(key) <= longestKey
}
