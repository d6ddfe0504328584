package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"regexp"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"
)

// Assets are the files that pages load: styles, scripts, fonts, icons. Each is
// served under a name with its hash in it, and so for ever; a style sheet's
// url(…) are rewritten to such names.
type Assets struct {
	prefix string
	names  map[string]string // by plain name: the name with the hash
	files  map[string]asset  // by name with the hash
}

type asset struct {
	data []byte
	kind string
	// small is data as gzip has it, made when it is first asked for; null for
	// what is compressed already.
	small func() []byte
}

// LoadAssets reads every file; one whose name ends in .gz is known by its name without
// that. prefix is the path under which they are
// served, with a slash at both ends.
func LoadAssets(files fs.FS, prefix string) (*Assets, error) {
	a := &Assets{prefix, map[string]string{}, map[string]asset{}}
	var sheets []string
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return err
		case path.Ext(strings.TrimSuffix(name, gzipped)) == ".css":
			sheets = append(sheets, name)
			return nil
		}
		data, small, err := read(files, name)
		a.add(strings.TrimSuffix(name, gzipped), data, small)
		return err
	})
	if err != nil {
		return nil, err
	}
	// Style sheets come last, because they name the others.
	for _, name := range sheets {
		plain, small, err := read(files, name)
		if err != nil {
			return nil, err
		}
		name = strings.TrimSuffix(name, gzipped)
		data, err := a.rewrite(name, plain)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(data, plain) {
			small = nil
		}
		a.add(name, data, small)
	}
	return a, nil
}

// gzipped is how the names of files end that the program carries compressed.
const gzipped = ".gz"

// read returns what a file holds, and small as gzip has it where it comes so.
func read(files fs.FS, name string) (data, small []byte, err error) {
	data, err = fs.ReadFile(files, name)
	if err != nil || path.Ext(name) != gzipped {
		return data, nil, err
	}
	small = data
	r, err := gzip.NewReader(bytes.NewReader(small))
	if err != nil {
		return nil, nil, fmt.Errorf("asset %s: %w", name, err)
	}
	data, err = io.ReadAll(r)
	return data, small, err
}

// add takes in a file; small is it as gzip has it, null where that is still to be made.
func (a *Assets) add(name string, data, small []byte) {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	hashed := strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:6]) + ext
	kind := mime.TypeByExtension(ext)
	if ext == ".woff2" {
		kind = "font/woff2"
	}
	f := asset{data: data, kind: kind}
	switch {
	case small != nil:
		f.small = func() []byte { return small }
	case ext != ".woff2" && ext != ".png":
		f.small = sync.OnceValue(func() []byte { return zipped(data) })
	}
	a.names[name], a.files[hashed] = hashed, f
}

// zipped compresses as well as gzip can, which takes its time.
func zipped(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression) // there is such a level
	_, _ = w.Write(data)                                  // a buffer takes everything
	_ = w.Close()
	return b.Bytes()
}

// cssURL finds the files that a style sheet names; an image written into it as
// data:… is none.
var cssURL = regexp.MustCompile(`url\("([^":]+)"\)`)

func (a *Assets) rewrite(sheet string, data []byte) ([]byte, error) {
	var missing error
	out := cssURL.ReplaceAllFunc(data, func(m []byte) []byte {
		name := path.Join(path.Dir(sheet), string(cssURL.FindSubmatch(m)[1]))
		hashed, ok := a.names[name]
		if !ok {
			missing = fmt.Errorf("%s names %s, which is not there", sheet, name)
		}
		return []byte(`url("` + a.prefix + hashed + `")`)
	})
	return out, missing
}

// URL returns the path of an asset. One that is not there is a mistake of
// ours, which the test of every page finds; it panics so that no page ships
// with it.
func (a *Assets) URL(name string) string {
	hashed, ok := a.names[name]
	if !ok {
		panic("no asset " + name)
	}
	return a.prefix + hashed
}

// Handler serves the assets; it is routed at the prefix and a "*".
func (a *Assets) Handler(c echo.Context) error {
	f, ok := a.files[c.Param("*")]
	if !ok {
		return echo.ErrNotFound
	}
	h := c.Response().Header()
	h.Set("Cache-Control", forever)
	h.Set("Content-Type", f.kind)
	data := f.data
	if f.small != nil {
		h.Set("Vary", "Accept-Encoding")
		if CodingOf(c.Request(), Gzip) == Gzip {
			h.Set("Content-Encoding", "gzip")
			data = f.small()
		}
	}
	http.ServeContent(c.Response(), c.Request(), "", zeroTime(), bytes.NewReader(data))
	return nil
}
