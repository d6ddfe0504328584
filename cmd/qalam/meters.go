package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime"
	"strconv"
	"sync"
	"time"

	"github.com/VictoriaMetrics/metrics"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/site"
	"github.com/qalam-cms/qalam/internal/web"
)

// meters counts and measures for Prometheus what the program does. The names follow its
// conventions: seconds, bytes, and _total for what only grows.
type meters struct {
	set *metrics.Set
	// answered finds the meters of a kind of answer, so that no name is put together for
	// each of them.
	answered   sync.Map // from answerKind to *answerMeters
	statements *metrics.PrometheusHistogram
	failed     *metrics.Counter
	late       *metrics.PrometheusHistogram
}

type answerKind struct {
	method, route string
	status        int
}

type answerMeters struct {
	count *metrics.Counter
	took  *metrics.PrometheusHistogram
}

// newMeters returns meters of what every program has.
func newMeters() *meters {
	set := metrics.NewSet()
	m := &meters{
		set:        set,
		statements: set.NewPrometheusHistogramExt("qalam_database_statement_seconds", []float64{.0001, .0005, .001, .005, .01, .05, .1, .5, 1, 5}),
		failed:     set.NewCounter("qalam_database_statements_failed_total"),
		late:       set.NewPrometheusHistogramExt("qalam_delivery_late_seconds", []float64{.01, .05, .1, .5, 1, 5, 60, 600, 3600}),
	}
	version, commit := built()
	set.NewGauge(fmt.Sprintf("qalam_build_info{version=%q,commit=%q,go=%q}", version, commit, runtime.Version()), func() float64 { return 1 })
	return m
}

// request counts an answer. What a client invents is no label: other methods than ours
// are one, and what was not routed is another.
func (m *meters) request(o web.Observed) {
	k := answerKind{o.Method, o.Route, o.Status}
	switch o.Method {
	case http.MethodGet, http.MethodHead, http.MethodPost:
	default:
		k.method = "other"
	}
	found, ok := m.answered.Load(k)
	if !ok {
		found, _ = m.answered.LoadOrStore(k, &answerMeters{
			m.set.GetOrCreateCounter(fmt.Sprintf("qalam_http_requests_total{method=%q,route=%q,status=%q}", k.method, k.route, strconv.Itoa(k.status))),
			m.set.GetOrCreatePrometheusHistogramExt(fmt.Sprintf("qalam_http_request_seconds{route=%q}", k.route),
				[]float64{.0005, .001, .005, .01, .05, .1, .5, 1, 5}),
		})
	}
	if meter, ok := found.(*answerMeters); ok {
		meter.count.Inc()
		meter.took.Update(o.Took.Seconds())
	}
}

func (m *meters) statement(took time.Duration, failed bool) {
	m.statements.Update(took.Seconds())
	if failed {
		m.failed.Inc()
	}
}

func (m *meters) delivered(d cms.Delivered) {
	if d.Event {
		m.late.Update(d.Lateness.Seconds())
	}
}

// cache reads what the page cache counts itself.
func (m *meters) cache(state func() site.CacheState) {
	gauge := func(name string, read func(site.CacheState) float64) {
		m.set.NewGauge(name, func() float64 { return read(state()) })
	}
	gauge("qalam_page_cache_hits_total", func(s site.CacheState) float64 { return float64(s.Hits) })
	gauge("qalam_page_cache_misses_total", func(s site.CacheState) float64 { return float64(s.Misses) })
	gauge("qalam_page_cache_pages", func(s site.CacheState) float64 { return float64(s.Answers) })
	gauge("qalam_page_cache_bytes", func(s site.CacheState) float64 { return float64(s.Bytes) })
}

// handler answers who reads the meters; queue is looked at each time.
func (m *meters) handler(queue func(context.Context) (due, ahead int64, err error)) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /metrics", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
		m.set.WritePrometheus(w)
		metrics.WriteProcessMetrics(w)
		if due, ahead, err := queue(r.Context()); err == nil { // else the database tells by itself
			fmt.Fprintf(w, "qalam_deliveries_due %d\nqalam_deliveries_planned %d\n", due, ahead)
		}
	})
	return mux
}

// serve serves the meters until ctx ends.
func (m *meters) serve(ctx context.Context, l net.Listener, n *cms.Newsroom, log *slog.Logger) {
	if err := web.Serve(ctx, l, m.handler(n.Queue), log); err != nil {
		log.ErrorContext(ctx, "metrics", slog.Any("error", err))
	}
}
