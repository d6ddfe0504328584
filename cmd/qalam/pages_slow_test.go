package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// halting passes a site on over a line that halts in the middle of the header of each page.
func halting(t *testing.T, base string) string {
	t.Helper()
	to, err := url.Parse(base)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{FlushInterval: -1, Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(to)
		r.Out.Header.Del("Accept-Encoding") // what is compressed cannot be cut
	}}
	proxy.ModifyResponse = func(r *http.Response) error {
		if !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			return nil
		}
		page, err := io.ReadAll(r.Body)
		if err != nil {
			return err
		}
		begin, rest, ok := strings.Cut(string(page), `<nav class="languages"`)
		if !ok {
			t.Error("the page has no languages")
		}
		read, write := io.Pipe()
		go func() {
			_, _ = io.WriteString(write, begin)
			time.Sleep(time.Second)
			_, err := io.WriteString(write, `<nav class="languages"`+rest)
			_ = write.CloseWithError(err)
		}()
		r.Body = read
		return nil
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return server.URL
}

func TestReadersPagesStandStillOnALineThatHalts(t *testing.T) {
	t.Parallel()
	s := demoShell(t)
	srv := s.serve(t)
	t.Cleanup(func() { srv.end(t) })
	base, looker := halting(t, srv.url), looks(t)
	w := &walk{tab: tab{t, testkit.Browser(t)}, base: base, lang: "kk"}
	for _, v := range []view{views()[0], views()[2]} {
		w.emulate(v)
		w.open(base + "/kk/")
		w.do("bring the script that looks", chromedp.Func(evaluated(looker.script)))
		w.ask("drawn")
		w.report(v.theme, w.ask("moved"))
	}
}
