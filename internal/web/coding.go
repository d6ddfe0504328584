package web

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"

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

// Compress returns data in the coding.
func (c Coding) Compress(data []byte) []byte {
	switch c {
	case Brotli:
		var b bytes.Buffer
		w := brotli.NewWriterLevel(&b, brotliLevel)
		_, _ = w.Write(data) // a buffer takes everything
		_ = w.Close()
		return b.Bytes()
	case Gzip:
		return zipped(data, gzipLevel)
	case Plain:
	}
	return data
}

func zipped(data []byte, level int) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, level) // there is such a level
	_, _ = w.Write(data)                   // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}
