package main

import (
	"cmp"
	"errors"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
)

// binaries are the programs of one PostgreSQL installation.
type binaries struct{ initdb, postgres string }

// findBinaries looks in the PATH, then where Debian and its relatives keep the
// programs of each version, the newest first.
func findBinaries() (binaries, error) {
	dirs, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil {
		return binaries{}, err
	}
	slices.SortFunc(dirs, func(a, b string) int { return cmp.Compare(version(b), version(a)) })
	for _, dir := range append([]string{""}, dirs...) {
		initdb, err1 := exec.LookPath(filepath.Join(dir, "initdb"))
		postgres, err2 := exec.LookPath(filepath.Join(dir, "postgres"))
		if err1 == nil && err2 == nil {
			return binaries{initdb, postgres}, nil
		}
	}
	return binaries{}, errors.New("no PostgreSQL found: install it (Debian, Ubuntu: postgresql and " +
		"postgresql-contrib), put initdb and postgres into the PATH, or set QALAM_TEST_POSTGRES " +
		"to the URL of a running server and call the tests directly")
}

// version is the number in /usr/lib/postgresql/NUMBER/bin, 0 where there is
// none.
func version(dir string) float64 {
	v, err := strconv.ParseFloat(filepath.Base(filepath.Dir(dir)), 64)
	if err != nil {
		return 0
	}
	return v
}
