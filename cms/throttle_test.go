package cms_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/cms"
	"github.com/qalam-cms/qalam/internal/errs"
)

// try tries to log in and returns "in", "no" or how long to wait.
func (r *room) try(t *testing.T, email, password, address string) string {
	t.Helper()
	_, err := r.Authenticate(t.Context(), cms.Credentials{Email: email, Password: password, Address: address})
	if wait, ok := errors.AsType[*cms.WaitError](err); ok {
		return wait.Wait.String()
	}
	switch {
	case err == nil:
		return "in"
	case errs.Is(err, errs.Unauthorized):
		return "no"
	}
	t.Fatal(err)
	return ""
}

func TestAnAccountAsksForLongerAndLongerWaits(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.user(t, "known")
		// The same for an account that is there, in any spelling, and one that is not.
		for _, emails := range [][2]string{{"known@news.example", " KNOWN@news.example"}, {"nobody@news.example", "Nobody@News.example"}} {
			n := 0
			// Each try comes from another address, so that those do not count.
			try := func() string { n++; return r.try(t, emails[n%2], "wrong password", fmt.Sprintf("192.0.2.%d", n)) }
			for range 5 {
				if got := try(); got != "no" {
					t.Fatalf("%s: a quick try: %s", emails[0], got)
				}
			}
			for _, wait := range []time.Duration{
				30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 15 * time.Minute, 15 * time.Minute,
			} {
				if got := try(); got != wait.String() {
					t.Errorf("%s: wait %s, want %s", emails[0], got, wait)
				}
				r.clock.Advance(wait - time.Millisecond) // What is refused makes nobody wait longer.
				if got := try(); got != "1ms" {
					t.Errorf("%s: wait %s, want 1ms", emails[0], got)
				}
				r.clock.Advance(time.Millisecond)
				if got := try(); got != "no" {
					t.Errorf("%s: after %s: %s", emails[0], wait, got)
				}
			}
			r.clock.Advance(24 * time.Hour)
			if got := try(); got != "no" {
				t.Errorf("%s: after a day: %s", emails[0], got)
			}
			if got := try(); got != "no" {
				t.Errorf("%s: after a day all is not forgotten: %s", emails[0], got)
			}
		}
	})
}

func TestALogInClearsTheAccount(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		by := r.user(t, "known")
		const email = "known@news.example"
		for range 3 {
			for range 4 {
				if got := r.try(t, email, "wrong password", "192.0.2.1"); got != "no" {
					t.Fatalf("got %s", got)
				}
			}
			if got := r.try(t, email, "a long password", "192.0.2.1"); got != "in" {
				t.Fatalf("got %s", got)
			}
		}
		// A link from an administrator lets one in again at once, too.
		for range 5 {
			r.try(t, email, "wrong password", "192.0.2.1")
		}
		if got := r.try(t, email, "a long password", "192.0.2.1"); got != "30s" {
			t.Errorf("got %s", got)
		}
		if _, err := r.UseLink(t.Context(), r.makeLink(t, *by.UserID).Token, "another password"); err != nil {
			t.Fatal(err)
		}
		if got := r.try(t, email, "another password", "192.0.2.1"); got != "in" {
			t.Errorf("got %s", got)
		}
	})
}

func TestAnAddressMayFailThirtyTimesInAQuarterOfAnHour(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.user(t, "known")
		for _, addresses := range [][3]string{
			{"192.0.2.1", "::ffff:192.0.2.1", "192.0.2.2"},
			{"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1"}, // a /64
			{"fe80::1%eth0", "fe80::2%eth1", "fe80:0:0:1::1"},
		} {
			for i := range 30 {
				if got := r.try(t, fmt.Sprintf("u%d%s@news.example", i, addresses[0]), "wrong password", addresses[i%2]); got != "no" {
					t.Fatalf("%v, try %d: %s", addresses, i, got)
				}
				// Who gets in does not count.
				if i < 3 && r.try(t, "known@news.example", "a long password", addresses[0]) != "in" {
					t.Fatal("the right password does not get in")
				}
			}
			if got := r.try(t, "known@news.example", "a long password", addresses[1]); got != "15m0s" {
				t.Errorf("%s: got %s", addresses[1], got)
			}
			if got := r.try(t, "known@news.example", "a long password", addresses[2]); got != "in" {
				t.Errorf("%s is another one: got %s", addresses[2], got)
			}
			r.clock.Advance(15 * time.Minute)
			if got := r.try(t, "known@news.example", "a long password", addresses[0]); got != "in" {
				t.Errorf("%s, later: got %s", addresses[0], got)
			}
		}
	})
}

func TestTriesAtTheSameTimeCountLikeOnesInARow(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		var wg sync.WaitGroup
		got := make([]string, 12)
		for i := range got {
			wg.Go(func() { got[i] = r.try(t, "nobody@news.example", "wrong password", "192.0.2.1") })
		}
		wg.Wait()
		count := map[string]int{}
		for _, s := range got {
			count[s]++
		}
		if diff := cmp.Diff(map[string]int{"no": 5, "30s": 7}, count); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestAskingForANewPasswordIsThrottledToo(t *testing.T) {
	t.Parallel()
	eachRoom(t, func(t *testing.T, r *room) {
		r.user(t, "known")
		for _, email := range []string{"known@news.example", "nobody@news.example"} {
			for range 5 {
				if err := r.AskReset(t.Context(), email, "192.0.2.1"); err != nil {
					t.Fatal(err)
				}
			}
			err := r.AskReset(t.Context(), email, "192.0.2.1")
			wantError(t, err, errs.TooMany, "error.too_many_tries")
			if _, _, args := errs.Public(err); args["n"] != 1 { // half a minute, rounded up
				t.Errorf("minutes: %v", args)
			}
		}
		// It does not keep anybody from logging in.
		if got := r.try(t, "known@news.example", "a long password", "192.0.2.1"); got != "in" {
			t.Errorf("got %s", got)
		}
	})
}
