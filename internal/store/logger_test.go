package store_test

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/internal/testkit"
	"github.com/qalam-cms/qalam/models"
)

// What somebody looks for, and every other value, stays out of the log.
func TestTheLogHasStatementsWithoutTheirValues(t *testing.T) {
	t.Parallel()
	testkit.EachDSN(t, func(t *testing.T, dsn string) {
		var log bytes.Buffer
		var statements, failures int
		s, err := store.Open(t.Context(), store.Options{
			DSN: dsn, Log: slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})),
			Observe: func(_ time.Duration, failed bool) {
				if statements++; failed {
					failures++
				}
			},
		})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		statements, failures = 0, 0
		// There is no table yet: each statement fails, and is logged.
		r := s.Read()
		_, err = r.Search(t.Context(), store.SearchQuery{At: models.Instant(777001), Match: [][]string{{"en:e:secretive"}}, Limit: 5})
		if err == nil {
			t.Fatal("nothing failed")
		}
		if _, err := r.Redirect(t.Context(), "/secretive"); err == nil {
			t.Fatal("nothing failed")
		}
		got := log.String()
		if strings.Contains(got, "secretive") || strings.Contains(got, "777001") || strings.Count(got, "statement failed") != 2 {
			t.Errorf("logged\n%s", got)
		}
		if statements != 2 || failures != 2 {
			t.Errorf("%d statements were measured, %d of them failed", statements, failures)
		}
	})
}
