package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// version is the release of CLDR whose packages are read.
const version = "48.2.0"

// packages returns the npm packages with their SHA-512 sums, which are the
// integrity values of the registry. A new version needs new sums: `npm view
// NAME@VERSION dist.integrity` prints them.
func packages() map[string]string {
	return map[string]string{
		"cldr-core":         "zfmLothncSwfv2jlevoSrgI2VGgH8SDGHXst6jUEotHA8nq9Igeg9jzdJDFtBso9pgJuG89DK16TzrmZDdo2Bg==",
		"cldr-dates-full":   "zMrKvjMO414HDftLr6vKH1fNQHakFNe+F1h4S0eg+zmL4WRi9pI41fxB3UrTJDY42MEM87jCuAw/qlqCgYKcAQ==",
		"cldr-misc-full":    "dSc2Tr53dQcUGwsTinamEeoP2YXOhQrIZ+SyeuUrv4MzJOSjT/Q0qkSmX11ZwfcTbYSkIqbrgALQLhAm1yf5fA==",
		"cldr-numbers-full": "0EQ+UkVDsyXOlxnWnL1RIENVZFqCnb04D1Yrku0obnOyttbuZz8tHmUd5c5AEvhGS/Gg2zI4fTaCm51LSGITog==",
		"cldr-units-full":   "BjDC7V46eeXzgalnIumrJ1XQDk8wJaOxNLME4hmkBT9Q0hnzxn3XgtavigPUwnljk7FxlNQW9Wx+hbFrARPrQg==",
	}
}

// source holds the files of the packages that the tables are made from, by
// package and path: cldr-misc-full/main/az/listPatterns.json.
type source map[string][]byte

// load returns the files of all packages whose path wanted accepts. Archives
// are kept in the user's cache folder, and checked each time.
func load(ctx context.Context, wanted func(path string) bool) (source, error) {
	files := source{}
	for name, sum := range packages() {
		archive, err := archive(ctx, name, sum)
		if err != nil {
			return nil, err
		}
		if err := files.unpack(name, archive, wanted); err != nil {
			return nil, fmt.Errorf("unpack %s: %w", name, err)
		}
	}
	return files, nil
}

// archive returns a package's archive from the cache, else from the registry.
func archive(ctx context.Context, name, sum string) ([]byte, error) {
	folder, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	file := filepath.Join(folder, "qalam", name+"-"+version+".tgz")
	if kept, err := os.ReadFile(file); err == nil && intact(kept, sum) { //nolint:gosec // A name from the list above.
		return kept, nil
	}
	fetched, err := fetch(ctx, name)
	if err != nil {
		return nil, err
	}
	if !intact(fetched, sum) {
		return nil, fmt.Errorf("%s %s is not what its SHA-512 sum says", name, version)
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		return nil, err
	}
	return fetched, os.WriteFile(file, fetched, 0o600)
}

func intact(archive []byte, sum string) bool {
	is := sha512.Sum512(archive)
	return base64.StdEncoding.EncodeToString(is[:]) == sum
}

// fetch downloads an archive, in three attempts at most.
func fetch(ctx context.Context, name string) (archive []byte, err error) {
	const attempts = 3
	for range attempts {
		if archive, err = download(ctx, name); err == nil {
			return archive, nil
		}
	}
	return nil, err
}

func download(ctx context.Context, name string) ([]byte, error) {
	url := fmt.Sprintf("https://registry.npmjs.org/%[1]s/-/%[1]s-%[2]s.tgz", name, version)
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

// unpack adds the wanted files of an archive.
func (s source) unpack(name string, archive []byte, wanted func(path string) bool) error {
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
		path := strings.TrimPrefix(entry.Name, "package/")
		if !wanted(path) {
			continue
		}
		if s[name+"/"+path], err = io.ReadAll(entries); err != nil {
			return err
		}
	}
}

// decode reads a part of a JSON file, found by the keys of the objects around
// it, into value.
func (s source) decode(file string, keys []string, value any) error {
	part := json.RawMessage(s[file])
	if part == nil {
		return fmt.Errorf("there is no %s", file)
	}
	for _, key := range keys {
		var object map[string]json.RawMessage
		if err := json.Unmarshal(part, &object); err != nil {
			return fmt.Errorf("%s, above %s: %w", file, key, err)
		}
		var ok bool
		if part, ok = object[key]; !ok {
			return fmt.Errorf("%s has no %s", file, strings.Join(keys, " "))
		}
	}
	return json.Unmarshal(part, value)
}
