package site

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"github.com/qalam-cms/qalam/internal/web"
	"github.com/qalam-cms/qalam/models"
)

// answer is a page or a feed as everybody gets it who asks for it, in whatever coding; or
// where to find it, or that there is none.
type answer struct {
	status int
	// generation is the state of the site that it shows.
	generation models.Generation
	// route is that of its page.
	route string
	// bytes is how long it is, uncompressed.
	bytes int
	forms map[web.Coding]func() *form
}

// form is an answer in one coding. Its validator is a hash of the answer, of each coding
// another, so that what is unchanged costs no transfer.
type form struct {
	etag string
	// head goes with every answer, whole with one that has the body, too.
	head, whole http.Header
	body        []byte
}

// newAnswer returns an answer with the headers that all its forms have. What it is
// compressed to is made when somebody asks for it.
func newAnswer(status int, g models.Generation, route string, head http.Header, body []byte) *answer {
	sum := sha256.Sum256(body)
	a := &answer{status: status, generation: g, route: route, bytes: len(body), forms: map[web.Coding]func() *form{}}
	for _, coding := range []web.Coding{web.Brotli, web.Gzip, web.Plain} {
		a.forms[coding] = sync.OnceValue(func() *form { return newForm(head, hex.EncodeToString(sum[:12]), coding, body) })
	}
	return a
}

func newForm(head http.Header, etag string, coding web.Coding, body []byte) *form {
	f := &form{etag: `"` + etag + `"`, head: head.Clone(), body: coding.Compress(body)}
	if coding != web.Plain {
		f.etag = `"` + etag + "-" + string(coding) + `"`
	}
	if head.Get("Last-Modified") != "" { // else there is nothing to have kept
		f.head.Set("ETag", f.etag)
	}
	f.whole = f.head.Clone()
	f.whole.Set("Content-Length", strconv.Itoa(len(f.body)))
	if coding != web.Plain {
		f.whole.Set("Content-Encoding", string(coding))
	}
	return f
}

// suits says whether the answer is that of an address with foreign parameters as well as of
// the one without. Of what is not found, or not here, it is not: stories that were imported
// may have been known by such a parameter.
func (a *answer) suits(foreign bool) bool { return a.status == http.StatusOK || !foreign }

// send sends the answer in the best coding that the reader's program takes, or says that
// what it has is still right.
func (a *answer) send(w http.ResponseWriter, r *http.Request) {
	web.Routed(w, a.route)
	f := a.forms[web.CodingOf(r, web.Brotli, web.Gzip)]()
	if a.status == http.StatusOK && matches(r.Header.Get("If-None-Match"), f.etag) {
		maps.Copy(w.Header(), f.head)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	web.SendWhole(r, len(f.body))
	maps.Copy(w.Header(), f.whole)
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(f.body) // who goes away is told nothing
	}
}

// matches compares validators as a conditional GET does: weakly.
func matches(header, etag string) bool {
	for candidate := range strings.SplitSeq(header, ",") {
		candidate = strings.TrimPrefix(strings.TrimSpace(candidate), "W/")
		if candidate == etag || candidate == "*" {
			return true
		}
	}
	return false
}

// answer answers with something public.
func (s *Site) answer(v *visit, contentType string, body []byte) error {
	ordered := orderOf(v)
	if ordered == nil {
		_, g, err := s.newsroom.Present(v.Request().Context())
		if err != nil {
			return err
		}
		ordered = &order{generation: g}
	}
	h := v.Response().Header()
	h.Set("Cache-Control", "public, no-cache")
	h.Set("Last-Modified", ordered.generation.Since.Time().Format(http.TimeFormat))
	ordered.take(v, http.StatusOK, contentType, body)
	return nil
}

// refuse answers that there is no such page, or none any more.
func (s *Site) refuse(v *visit, status int, page []byte) error {
	v.Response().Header().Set("Cache-Control", "no-store")
	ordered := orderOf(v)
	if ordered == nil || status >= http.StatusInternalServerError {
		return v.HTMLBlob(status, page)
	}
	ordered.take(v, status, echo.MIMETextHTMLCharsetUTF8, page)
	return nil
}

// redirect leads to the canonical address for good.
func (v *visit) redirect(path string) error {
	ordered := orderOf(v)
	if ordered == nil {
		return v.Redirect(http.StatusMovedPermanently, v.to(path))
	}
	v.Response().Header().Set("Location", v.to(path))
	ordered.take(v, http.StatusMovedPermanently, "", nil)
	return nil
}

// take fills an order with an answer that has the headers so far: the cache sends it to all
// who ask for it, or else it is sent at once.
func (o *order) take(v *visit, status int, contentType string, body []byte) {
	h := v.Response().Header().Clone()
	h.Del(echo.HeaderXRequestID) // which is of one request
	if contentType != "" {
		h.Set("Content-Type", contentType)
		h.Set("Vary", "Accept-Encoding")
	}
	o.answer = newAnswer(status, o.generation, v.Path(), h, body)
	if !o.kept {
		o.answer.send(v.Response(), v.Request())
	}
}
