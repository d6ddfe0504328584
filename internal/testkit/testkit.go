// Package testkit is what tests stand on: real databases, a clock that can be
// set, golden files and a real browser.
//
// Only tests import it, of any package above internal/store; it imports store
// and models, never cms or a front. Its invariant: no test shares anything
// that it can change. Every test gets a database of its own, and what a test
// opens is closed when it ends. Where a database or a browser is missing a
// test is skipped on a developer's machine and fails in CI, so that nothing is
// left out there unnoticed.
//
// The command in testkit/postgres runs another command beside a throw-away
// PostgreSQL server:
//
//	go run ./internal/testkit/postgres -- go test ./...
package testkit

import (
	"os"
	"testing"
)

// missing skips the test for want of something, or fails it in CI.
func missing(t testing.TB, why string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(why)
	}
	t.Skip(why)
}
