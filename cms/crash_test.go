package cms_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/testkit"
)

const (
	// crashVariable names the database that a process of this test writes to
	// until it is killed.
	crashVariable = "QALAM_TEST_CRASH_DATABASE"
	crashWriters  = 8
)

// TestWriterUntilKilled is the other process of the test below, and nothing by
// itself: eight writers save and publish, and say so when it is done.
func TestWriterUntilKilled(t *testing.T) {
	t.Parallel()
	dsn := os.Getenv(crashVariable)
	if dsn == "" {
		return // only the test below starts it
	}
	r := newRoom(t, testkit.Open(t, dsn))
	var out sync.Mutex
	var wg sync.WaitGroup
	for w := range crashWriters {
		wg.Go(func() {
			id := int64(w + 1)
			for i := 0; ; i++ {
				title := fmt.Sprintf("Writer %d wrote %d in process %d", w, i, os.Getpid())
				rev, err := r.Save(t.Context(), r.boss, cms.SaveInput{
					ArticleID: id, Locale: en, Base: r.headID(t, id, en), Content: content(title, "One.", "Two."),
				})
				if err != nil {
					t.Error(err)
					return
				}
				out.Lock()
				_, _ = fmt.Fprintf(os.Stdout, "\nsaved %d %s\n", rev.ID, title)
				out.Unlock()
			}
		})
	}
	wg.Wait()
}

func TestAKilledProcessLosesNothingThatItAcknowledged(t *testing.T) {
	t.Parallel()
	const rounds = 20
	dsn := testkit.SQLiteDSN(t)
	s := testkit.Open(t, dsn)
	if _, err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := newRoom(t, s)
	for range crashWriters {
		r.save(t, r.article(t, r.boss, en), en, content("Title", "One."))
	}
	random := rand.New(rand.NewPCG(3, 5))
	acknowledged := 0
	for round := range rounds {
		for id, title := range writeUntilKilled(t, dsn, time.Duration(100+random.IntN(200))*time.Millisecond) {
			acknowledged++
			rev, err := r.store.Read().Revision(t.Context(), id)
			if err != nil || rev.Content.Title != title {
				t.Fatalf("round %d: revision %d was acknowledged as %q and is lost: %v", round, id, title, err)
			}
		}
		health, err := r.Examine(t.Context(), r.boss)
		if err != nil || len(health.Problems) > 0 {
			t.Fatalf("round %d: %v, %v", round, health, err)
		}
	}
	t.Logf("%d acknowledged writes in %d rounds", acknowledged, rounds)
	if acknowledged < rounds {
		t.Errorf("only %d writes were acknowledged: the test proves nothing", acknowledged)
	}
}

// writeUntilKilled starts writers in a process of their own, kills it without
// warning some time after its first answer, and returns the revisions that it
// said it had saved.
func writeUntilKilled(t *testing.T, dsn string, after time.Duration) map[int64]string {
	t.Helper()
	saved := map[int64]string{}
	var once sync.Once
	env := []string{crashVariable + "=" + dsn, "TMPDIR=" + filepath.Dir(testkit.SQLitePath(dsn))}
	otherProcess(t, "TestWriterUntilKilled", env, func(line string, kill func()) {
		rest, ok := strings.CutPrefix(line, "saved ")
		number, title, complete := strings.Cut(rest, " ")
		id, err := strconv.ParseInt(number, 10, 64)
		if !ok || !complete || err != nil {
			return
		}
		saved[id] = title
		once.Do(func() { time.AfterFunc(after, kill) })
	})
	return saved
}

// otherProcess runs a test in a process of its own, with more environment, until
// it ends or is killed without warning; heard gets every line that it prints.
func otherProcess(t *testing.T, test string, env []string, heard func(line string, kill func())) {
	t.Helper()
	c := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+test+"$")
	c.Env = append(os.Environ(), env...)
	stdout, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(stdout)
	for lines.Scan() {
		heard(lines.Text(), func() { _ = c.Process.Kill() })
	}
	_ = c.Wait() // it was killed
}
