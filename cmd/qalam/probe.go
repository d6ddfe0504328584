package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/qalam-cms/qalam/internal/locale"
	"github.com/qalam-cms/qalam/internal/web"
)

// The probe lets readers ask for everything that could show a story while it begins to
// be public and while it ends, on a server of its own, and says whether anybody saw it
// too early, too late, or in the wrong language.
//
// What is early is judged by the reader's clock, which is the server's: an answer that
// was there in full before the moment and has the story. What is late is an answer to
// a question that was asked after the moment and does not have it; the lateness is how
// long after the moment the last such question was asked. Answers under way at the
// moment may say either.

// probeTimes are when the story begins and ends.
type probeTimes struct{ begin, end time.Time }

// newProbeTimes are whole seconds from now on, as wall times have them.
func newProbeTimes(now time.Time, lead, public time.Duration) probeTimes {
	begin := now.Add(lead).Truncate(time.Second).Add(time.Second)
	return probeTimes{begin, begin.Add(public)}
}

// perReader is how many pages a reader goes round: few, so that they come back to what
// they have seen.
const perReader = 6

// after is how long readers go on once the story has ended.
const after = time.Second

// probePage is an address that readers ask for.
type probePage struct {
	locale locale.Tag
	path   string
	// link is what stands in the page while the story is public. It is empty where
	// the address is the story's own, which then answers instead of saying no.
	link string
	// mixed says that the page also offers the story in other languages.
	mixed bool
}

// probed is what came of a probe.
type probed struct {
	Pages, Answers, Unchanged int
	// Faults are answers that must not be, in words.
	Faults []string
	// Begin and End are how late the story came and went.
	Begin, End time.Duration
}

// maxFaults is how many faults are kept.
const maxFaults = 10

func (p *probed) fault(format string, args ...any) {
	if len(p.Faults) < maxFaults {
		p.Faults = append(p.Faults, fmt.Sprintf(format, args...))
	}
}

// merge adds what another reader saw.
func (p *probed) merge(o *probed) {
	p.Answers, p.Unchanged = p.Answers+o.Answers, p.Unchanged+o.Unchanged
	p.Begin, p.End = max(p.Begin, o.Begin), max(p.End, o.End)
	for _, f := range o.Faults {
		p.fault("%s", f)
	}
}

// probe serves the newsroom to readers across the publication of a story.
func (a *app) probe(ctx context.Context, readers int, lead, public time.Duration) (*probed, error) {
	handler, _, _, err := a.handler(ctx, false)
	if err != nil {
		return nil, err
	}
	story, err := a.probeStory(ctx)
	if err != nil {
		return nil, err
	}
	times := newProbeTimes(a.now(), lead, public)
	pages, err := story.publish(ctx, times)
	if err != nil {
		return nil, err
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- web.Serve(serving, listener, handler, a.log) }()
	all := &probed{Pages: len(pages)}
	transport := &http.Transport{MaxIdleConnsPerHost: readers} //nolint:forbidigo // they ask nobody but this program
	var mu sync.Mutex
	var asking sync.WaitGroup
	for i := range readers {
		asking.Go(func() {
			r := &probeReader{now: a.now, times: times, markers: story.markers, base: "http://" + listener.Addr().String(), transport: transport}
			var own []probePage
			for j := range perReader {
				own = append(own, pages[(i*perReader+j)%len(pages)])
			}
			r.read(ctx, own)
			mu.Lock()
			defer mu.Unlock()
			all.merge(&r.probed)
		})
	}
	asking.Wait()
	transport.CloseIdleConnections()
	stop()
	if err := <-served; err != nil {
		return nil, err
	}
	return all, ctx.Err()
}

// probeReader asks for one page after another, as a browser does that remembers what it
// was told.
type probeReader struct {
	probed

	now       func() time.Time
	times     probeTimes
	markers   map[locale.Tag]string
	base      string
	transport http.RoundTripper
}

// remembered is what a reader knows of a page: its validator, and whether it had the
// story.
type remembered struct {
	etag string
	has  bool
}

// read goes round the pages until all is over.
func (r *probeReader) read(ctx context.Context, pages []probePage) {
	known := make([]remembered, len(pages))
	for i := 0; ctx.Err() == nil; i++ {
		begun := r.now()
		if begun.After(r.times.end.Add(after)) {
			return
		}
		p := &pages[i%len(pages)]
		if err := r.ask(ctx, p, &known[i%len(pages)]); err != nil {
			if ctx.Err() == nil {
				r.fault("%s: %v", p.path, err)
			}
			continue
		}
		r.judge(p, known[i%len(pages)].has, begun, r.now())
	}
}

// ask asks for a page and notes whether it has the story.
func (r *probeReader) ask(ctx context.Context, p *probePage, known *remembered) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, r.base+p.path, http.NoBody)
	if err != nil {
		return err
	}
	if known.etag != "" {
		req.Header.Set("If-None-Match", known.etag)
	}
	res, err := r.transport.RoundTrip(req)
	if err != nil {
		return err
	}
	body, err := io.ReadAll(res.Body)
	if closeErr := res.Body.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return err
	}
	r.Answers++
	if res.StatusCode == http.StatusNotModified {
		r.Unchanged++
		return nil
	}
	*known = remembered{res.Header.Get("ETag"), r.shows(p, res.StatusCode, string(body))}
	return nil
}

// shows reports whether an answer has the story, and notes what it must not have.
func (r *probeReader) shows(p *probePage, status int, body string) bool {
	if status >= http.StatusInternalServerError {
		r.fault("%s: status %d", p.path, status)
	}
	for l, marker := range r.markers {
		switch {
		case l == p.locale || !strings.Contains(body, marker):
		case p.mixed:
			return true
		default:
			r.fault("%s has words in %s", p.path, l)
		}
	}
	if p.link != "" {
		return strings.Contains(body, p.link)
	}
	return status == http.StatusOK || status == http.StatusMovedPermanently || strings.Contains(body, r.markers[p.locale])
}

// judge holds an answer against the moments.
func (r *probeReader) judge(p *probePage, has bool, begun, done time.Time) {
	begin, end := r.times.begin, r.times.end
	switch {
	case done.Before(begin) && has:
		r.fault("%s has the story %s early", p.path, begin.Sub(done))
	case !begun.Before(begin) && done.Before(end) && !has:
		r.Begin = max(r.Begin, begun.Sub(begin))
	case !begun.Before(end) && has:
		r.End = max(r.End, begun.Sub(end))
	}
}
