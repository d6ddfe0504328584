package auth_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/auth"
	"github.com/qalam-cms/qalam/internal/errs"
)

func passwords(t *testing.T) *auth.Passwords {
	t.Helper()
	return auth.New()
}

func TestLengthOfAPassword(t *testing.T) {
	t.Parallel()
	p := passwords(t)
	for _, test := range []struct {
		length int
		ok     bool
	}{
		{0, false}, {auth.MinPassword - 1, false}, {auth.MinPassword, true}, {auth.MaxPassword, true}, {auth.MaxPassword + 1, false},
	} {
		_, err := p.Hash(t.Context(), strings.Repeat("x", test.length))
		if test.ok {
			if err != nil {
				t.Errorf("%d bytes: %v", test.length, err)
			}
			continue
		}
		kind, key, args := errs.Public(err)
		want := errs.Args{"min": auth.MinPassword, "max": auth.MaxPassword}
		if kind != errs.Invalid || key != "error.password_length" || !cmp.Equal(args, want) {
			t.Errorf("%d bytes: got %s %q %v", test.length, kind, key, args)
		}
	}
}

func TestMatch(t *testing.T) {
	t.Parallel()
	p := passwords(t)
	hash, err := p.Hash(t.Context(), "a long password")
	if err != nil {
		t.Fatal(err)
	}
	if want := "$argon2id$v=19$m=19456,t=2,p=1$"; !strings.HasPrefix(hash, want) {
		t.Errorf("hash %q does not begin with %q", hash, want)
	}
	for _, test := range []struct {
		name, password, hash string
		want                 bool
	}{
		{"right", "a long password", hash, true},
		{"wrong", "a wrong password", hash, false},
		{"empty", "", hash, false},
		{"no account", "a long password", "", false},
		{"no account, the password of the stand-in", "no password at all", "", false},
		{"too long", strings.Repeat("x", auth.MaxPassword+1), hash, false},
	} {
		got, err := p.Match(t.Context(), test.password, test.hash)
		if err != nil || got != test.want {
			t.Errorf("%s: got %v, %v; want %v", test.name, got, err, test.want)
		}
	}
}

func TestHashesOfOnePasswordDiffer(t *testing.T) {
	t.Parallel()
	p := passwords(t)
	one, err := p.Hash(t.Context(), "a long password")
	if err != nil {
		t.Fatal(err)
	}
	two, err := p.Hash(t.Context(), "a long password")
	if err != nil {
		t.Fatal(err)
	}
	if one == two {
		t.Error("the same salt twice")
	}
}

func TestBrokenHashIsAnError(t *testing.T) {
	t.Parallel()
	if ok, err := passwords(t).Match(t.Context(), "a long password", "no hash"); ok || !errs.Is(err, errs.Internal) {
		t.Errorf("got %v, %v", ok, err)
	}
}

func TestManyLogInsAtOnceAreAllAnswered(t *testing.T) {
	t.Parallel()
	p := passwords(t)
	hash, err := p.Hash(t.Context(), "a long password")
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 12 {
		wg.Go(func() {
			if ok, err := p.Match(t.Context(), "a long password", hash); !ok || err != nil {
				t.Errorf("got %v, %v", ok, err)
			}
		})
	}
	wg.Wait()
}

func TestCancelledWaitIsUnavailableOrAnswered(t *testing.T) {
	t.Parallel()
	p := passwords(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	// With places free, either answer is right; another error is not.
	for range 8 {
		if _, err := p.Match(ctx, "a long password", ""); err != nil && !errs.Is(err, errs.Unavailable) {
			t.Errorf("got %v, want unavailable", err)
		}
	}
}
