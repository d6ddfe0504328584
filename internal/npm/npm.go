// Package npm reads files of packages from the npm registry, so that data and
// scripts that are published there can be had without Node.
//
// Only generators and tests import it; nothing that ships does. What it returns
// is what a list of packages names, to the byte: each archive is held against
// its SHA-512 sum, from the cache as from the registry.
package npm

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// Files are the contents of files by package and path:
// "cldr-misc-full/main/az/listPatterns.json".
type Files map[string][]byte

// pinned is one package of a list.
type pinned struct{ name, version, sum string }

// Load returns the files of all packages of a list whose path in their package
// wanted accepts. Each line of the list names a package, its version and its
// SHA-512 sum, as `npm view NAME@VERSION dist.integrity` prints it; lines that
// begin with # are remarks. Archives are kept in the user's cache folder.
func Load(ctx context.Context, list string, wanted func(path string) bool) (Files, error) {
	files := Files{}
	for line := range strings.Lines(list) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		if len(fields) != 3 {
			return nil, fmt.Errorf("not a package with its version and sum: %q", line)
		}
		p := pinned{fields[0], fields[1], strings.TrimPrefix(fields[2], "sha512-")}
		archive, err := p.archive(ctx)
		if err != nil {
			return nil, err
		}
		if err := files.unpack(p.name, archive, wanted); err != nil {
			return nil, fmt.Errorf("unpack %s: %w", p.name, err)
		}
	}
	return files, nil
}

// archive returns the package's archive from the cache, else from the registry.
func (p pinned) archive(ctx context.Context) ([]byte, error) {
	folder, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	file := filepath.Join(folder, "qalam", strings.ReplaceAll(p.name, "/", "+")+"-"+p.version+".tgz")
	if kept, err := os.ReadFile(file); err == nil && p.intact(kept) { //nolint:gosec // The name is the list's.
		return kept, nil
	}
	fetched, err := p.fetch(ctx)
	if err != nil {
		return nil, err
	}
	if !p.intact(fetched) {
		return nil, fmt.Errorf("%s %s is not what its SHA-512 sum says", p.name, p.version)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return nil, err
	}
	return fetched, keep(file, fetched)
}

// keep writes a file whole or not at all: another process may want it, too.
func keep(file string, data []byte) error {
	part, err := os.CreateTemp(filepath.Dir(file), "part-*")
	if err != nil {
		return err
	}
	_, err = part.Write(data)
	if err := errors.Join(err, part.Close()); err != nil {
		return err
	}
	return os.Rename(part.Name(), file)
}

func (p pinned) intact(archive []byte) bool {
	is := sha512.Sum512(archive)
	return base64.StdEncoding.EncodeToString(is[:]) == p.sum
}

// fetch downloads the archive, in three attempts at most.
func (p pinned) fetch(ctx context.Context) (archive []byte, err error) {
	const attempts = 3
	for range attempts {
		if archive, err = p.download(ctx); err == nil {
			return archive, nil
		}
	}
	return nil, err
}

func (p pinned) download(ctx context.Context) ([]byte, error) {
	base := p.name[strings.LastIndexByte(p.name, '/')+1:]
	url := fmt.Sprintf("https://registry.npmjs.org/%s/-/%s-%s.tgz", p.name, base, p.version)
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	//nolint:forbidigo // A tool of the developers: there is no server to guard.
	response, err := (&http.Client{Timeout: time.Minute}).Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close() //nolint:errcheck // It was only read.
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, response.Status)
	}
	return io.ReadAll(response.Body)
}

// unpack adds the wanted files of an archive. The folder that all files of an
// archive are in has no fixed name.
func (f Files) unpack(name string, archive []byte, wanted func(path string) bool) error {
	plain, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return err
	}
	for entries := tar.NewReader(plain); ; {
		entry, err := entries.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		_, path, _ := strings.Cut(entry.Name, "/")
		if entry.Typeflag != tar.TypeReg || !filepath.IsLocal(path) || !wanted(path) {
			continue
		}
		if f[name+"/"+path], err = io.ReadAll(entries); err != nil {
			return err
		}
	}
}
