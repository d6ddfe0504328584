package cms

import (
	"context"
	"crypto/sha256"
	"net/netip"
	"strings"
	"time"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/store"
	"github.com/qalam-cms/qalam/models"
)

// How often somebody may try to log in. An account lets a few tries through at once
// and then asks for longer and longer waits, but never shuts its owner out for good;
// an address is refused for the rest of its time once it has failed too often.
const (
	quickTries   = 5
	accountQuiet = 24 * time.Hour // after this long without a try all is forgotten
	addressTries = 30
	addressTime  = 15 * time.Minute
	addressBits  = 64 // what one customer of a provider has of IPv6
)

// waits are how long an account waits after each try that follows the quick ones;
// the last one stays.
func waits() []time.Duration {
	return []time.Duration{
		30 * time.Second, time.Minute, 2 * time.Minute, 4 * time.Minute, 8 * time.Minute, 15 * time.Minute,
	}
}

// WaitError refuses a try that comes too early: an error of the kind errs.TooMany
// that says how long to wait.
type WaitError struct{ Wait time.Duration }

// Error implements error.
func (e *WaitError) Error() string { return e.Unwrap().Error() }

// Unwrap returns the refusal as the error that people are told, in whole minutes.
func (e *WaitError) Unwrap() error {
	minutes := int((e.Wait + time.Minute - 1) / time.Minute)
	return errs.New("cms", errs.TooMany, "error.too_many_tries", errs.Args{"n": minutes})
}

// limit is one thing that tries are counted for.
type limit struct {
	hash []byte
	// free returns when the next try may come, given those so far.
	free func(t *models.Try) models.Instant
	// window is how long a count lasts: from its first try on, or from its last.
	window    time.Duration
	fromFirst bool
}

// counted hashes what tries are counted for. What people type is nowhere kept.
func counted(what, name string) []byte {
	sum := sha256.Sum256([]byte(what + "\x00" + name))
	return sum[:]
}

// accountLimit is that of an account, whether it is there or not.
func accountLimit(what, email string) limit {
	return limit{
		hash: counted(what, normalEmail(email)), window: accountQuiet,
		free: func(t *models.Try) models.Instant {
			if t.Failures < quickTries {
				return 0
			}
			w := waits()
			return t.LastAt.Add(w[min(t.Failures-quickTries, len(w)-1)])
		},
	}
}

// addressLimit is that of an address.
func addressLimit(what, address string) limit {
	return limit{
		hash: counted(what, network(address)), window: addressTime, fromFirst: true,
		free: func(t *models.Try) models.Instant {
			if t.Failures < addressTries {
				return 0
			}
			return t.FirstAt.Add(addressTime)
		},
	}
}

// network is what counts of an address: of IPv6 the part that a provider gives to
// one customer, who can choose the rest.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap().WithZone("")
	if ip.Is6() {
		return netip.PrefixFrom(ip, addressBits).Masked().String()
	}
	return ip.String()
}

func normalEmail(email string) string { return strings.ToLower(strings.TrimSpace(email)) }

// logInLimits are those of logging in and of everything else that asks for a
// password that is there already. Who has no address is on the machine itself.
func logInLimits(email, address string) []limit {
	limits := []limit{accountLimit("account", email)}
	if address != "" {
		limits = append(limits, addressLimit("address", address))
	}
	return limits
}

// count counts a try before it is made, as a failure, so that many at the same time
// get no further than one after the other. One that comes too early is refused with
// a [WaitError] and does not count. Forgotten counts are deleted.
func (n *Newsroom) count(ctx context.Context, limits []limit) error {
	now := n.Now()
	return n.store.Write(ctx, func(tx *store.Tx) error {
		if err := tx.DeleteTriesBefore(ctx, now); err != nil {
			return err
		}
		for _, l := range limits {
			if err := l.count(ctx, tx, now); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l limit) count(ctx context.Context, tx *store.Tx, now models.Instant) error {
	t, err := tx.LockTry(ctx, l.hash)
	if err != nil {
		return err
	}
	if free := l.free(t); free > now {
		return &WaitError{free.Sub(now)}
	}
	if t.Failures == 0 {
		t.FirstAt = now
	}
	t.Failures++
	t.LastAt, t.ExpiresAt = now, now.Add(l.window)
	if l.fromFirst {
		t.ExpiresAt = t.FirstAt.Add(l.window)
	}
	return tx.SetTry(ctx, t)
}

// succeed takes back what was counted for a try that was none to fear: all of an
// account, and this one of an address.
func (n *Newsroom) succeed(ctx context.Context, limits []limit) error {
	return n.store.Write(ctx, func(tx *store.Tx) error {
		for _, l := range limits {
			forget := tx.DeleteTry
			if l.fromFirst {
				forget = tx.ReturnTry
			}
			if err := forget(ctx, l.hash); err != nil {
				return err
			}
		}
		return nil
	})
}
