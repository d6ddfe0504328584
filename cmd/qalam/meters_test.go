package main

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
)

// metric is a line of what Prometheus reads: a name, perhaps with labels, and a value.
var metric = regexp.MustCompile(`^([a-z_]+(?:\{(?:[a-zA-Z_]+="[^"]*"(?:, ?)?)*\})?) ([-+0-9.eE]+|NaN|\+Inf)$`)

func TestMetricsTellWhatWasDone(t *testing.T) {
	t.Parallel()
	s := newShell(t)
	addr := freePort(t)
	s.vars["QALAM_METRICS_ADDR"] = addr
	srv := s.serve(t, "--demo")
	// Two seconds after the demonstration is made a version of it expires, and what was
	// kept until then is made anew.
	time.Sleep(3 * time.Second)
	srv.get(t, "/kk/", http.StatusOK)
	for range 3 {
		srv.get(t, "/kk/?utm_source=x", http.StatusOK)
	}
	srv.get(t, "/kk/nothing/", http.StatusNotFound)
	srv.get(t, "/metrics", http.StatusNotFound) // not there
	read := func() map[string]float64 {
		t.Helper()
		text := (&server{url: "http://" + addr}).get(t, "/metrics", http.StatusOK)
		values := map[string]float64{}
		for line := range strings.Lines(text) {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			found := metric.FindStringSubmatch(line)
			if found == nil {
				t.Errorf("Prometheus cannot read %q", line)
				continue
			}
			value, err := strconv.ParseFloat(found[2], 64)
			if err != nil {
				t.Error(err)
			}
			values[found[1]] = value
		}
		return values
	}
	got := read()
	for name, want := range map[string]float64{
		`qalam_http_requests_total{method="GET",route="/:lang/",status="200"}`:          4,
		`qalam_http_requests_total{method="GET",route="/:lang/:section/",status="404"}`: 1,
		`qalam_http_requests_total{method="GET",route="/metrics",status="404"}`:         0,
		`qalam_http_request_seconds_count{route="/:lang/"}`:                             4,
		`qalam_page_cache_hits_total`:                                                   3,
		`qalam_page_cache_pages`:                                                        2, // with the refusal
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v", name, got[name], want)
		}
	}
	for _, name := range []string{
		"qalam_database_statement_seconds_count", "qalam_deliveries_planned", "process_resident_memory_bytes", "qalam_page_cache_bytes",
	} {
		if got[name] <= 0 {
			t.Errorf("%s is %v", name, got[name])
		}
	}
	if _, ok := got["qalam_deliveries_due"]; !ok {
		t.Error("nothing says how much is due")
	}
	srv.end(t)
}
