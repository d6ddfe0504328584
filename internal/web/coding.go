package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// Coding is how an answer is compressed on its way, as HTTP names it.
type Coding string

// The codings, and none.
const (
	Plain  Coding = ""
	Gzip   Coding = "gzip"
	Brotli Coding = "br"
)

// Levels that make a page a fourth or a fifth of what it is in a millisecond or two; more
// would take much longer and hardly make it smaller.
const (
	gzipLevel   = 5
	brotliLevel = 5
)

// CodingOf returns the first of the codings that a client takes.
func CodingOf(r *http.Request, offered ...Coding) Coding {
	accepted := r.Header.Get("Accept-Encoding")
	for _, coding := range offered {
		if takes(accepted, coding) {
			return coding
		}
	}
	return Plain
}

// takes reports whether a coding is among those that are accepted, and not with the
// weight that says never.
func takes(accepted string, coding Coding) bool {
	for item := range strings.SplitSeq(accepted, ",") {
		name, weight, weighed := strings.Cut(item, ";")
		if Coding(strings.TrimSpace(name)) != coding {
			continue
		}
		value, isWeight := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
		q, err := strconv.ParseFloat(value, 64)
		return !weighed || !isWeight || err != nil || q > 0
	}
	return false
}

// compressor is what compresses; it can be used again.
type compressor interface {
	io.WriteCloser
	Reset(dst io.Writer)
}

// Compressors are used again: to make one takes five times as long as a page.
//
//nolint:gochecknoglobals // pools are for everybody
var compressors = map[Coding]*sync.Pool{
	Brotli: {New: func() any { return brotli.NewWriterLevel(nil, brotliLevel) }},
	Gzip: {New: func() any {
		w, _ := gzip.NewWriterLevel(nil, gzipLevel) // there is such a level
		return w
	}},
}

// Compress returns data in the coding.
func (c Coding) Compress(data []byte) []byte {
	pool, ok := compressors[c]
	if !ok {
		return data
	}
	var b bytes.Buffer
	w, _ := pool.Get().(compressor) // it holds no others
	defer pool.Put(w)
	w.Reset(&b)
	_, _ = w.Write(data) // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}
