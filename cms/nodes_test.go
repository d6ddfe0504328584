package cms_test

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/qalam-cms/qalam/internal/testkit"
)

// nodeVariable names the database at which a process of this test delivers until
// it is killed, nodeMoment its clock's time.
const (
	nodeVariable = "QALAM_TEST_NODE_DATABASE"
	nodeMoment   = "QALAM_TEST_NODE_MOMENT"
)

// TestNodeUntilKilled is the other node of the test below, and nothing by itself.
func TestNodeUntilKilled(t *testing.T) {
	t.Parallel()
	dsn := os.Getenv(nodeVariable)
	if dsn == "" {
		return // only the test below starts it
	}
	now, err := time.Parse(time.RFC3339Nano, os.Getenv(nodeMoment))
	if err != nil {
		t.Fatal(err)
	}
	r := newRoomAt(t, testkit.Open(t, dsn), now)
	_, _ = fmt.Fprintln(os.Stdout, "\nready")
	for range 10_000 {
		for _, d := range r.deliver(t, "node two") {
			_, _ = fmt.Fprintf(os.Stdout, "\ndelivered %d\n", d.Delivery.ID)
		}
	}
}

func TestOfTwoNodesOneIsKilledAndEverythingIsDeliveredOnce(t *testing.T) {
	t.Parallel()
	const stories = 500
	testkit.EachDSN(t, func(t *testing.T, dsn string) {
		s := testkit.Open(t, dsn)
		if _, err := s.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		r := newRoom(t, s)
		due := r.soon(1)
		for range stories {
			if _, err := r.schedule(t, r.approved(t), due); err != nil {
				t.Fatal(err)
			}
		}
		r.clock.Advance(time.Minute)
		two := r.deliverUntilKilled(t, dsn)
		// The first goes on; what the other had taken is free when its lease ends.
		for range 100 {
			if len(r.deliver(t, "node one")) == 0 {
				break
			}
		}
		taken := stories - len(r.told(t))
		r.clock.Advance(time.Minute)
		for range 100 {
			if len(r.deliver(t, "node one")) == 0 {
				break
			}
		}
		times := map[string]int{}
		for _, line := range r.told(t) {
			publication, _, _ := strings.Cut(line, " late")
			times[publication]++
		}
		for publication, n := range times {
			if n > 1 {
				t.Errorf("%s is told %d times", publication, n)
			}
		}
		if len(times) != stories || two == 0 || two == stories {
			t.Errorf("%d of %d told, %d of them by the node that was killed", len(times), stories, two)
		}
		t.Logf("the killed node delivered %d and left %d behind", two, taken)
	})
}

// deliverUntilKilled has another node deliver beside this one, kills it in the
// middle, and returns how many it has said that it delivered.
func (r *room) deliverUntilKilled(t *testing.T, dsn string) int {
	t.Helper()
	delivered := 0
	var beside sync.WaitGroup
	env := []string{nodeVariable + "=" + dsn, nodeMoment + "=" + r.clock.Now().Format(time.RFC3339Nano)}
	otherProcess(t, "TestNodeUntilKilled", env, func(line string, kill func()) {
		switch {
		case line == "ready":
			beside.Go(func() { r.deliver(t, "node one") })
		case strings.HasPrefix(line, "delivered "):
			if delivered++; delivered == 60 { // in the middle of its second batch
				time.AfterFunc(5*time.Millisecond, kill)
			}
		}
	})
	beside.Wait()
	return delivered
}
