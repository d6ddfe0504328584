package errs_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/errs"
)

func TestPublicIsTheFirstKindAndTheFirstMessageOfTheChain(t *testing.T) {
	t.Parallel()
	plain := errors.New("disk on fire")
	inner := errs.New("store", errs.Conflict, "error.inner", errs.Args{"n": 1})
	for _, test := range []struct {
		name string
		err  error
		kind errs.Kind
		key  string
		args errs.Args
	}{
		{"none", nil, errs.Internal, "", nil},
		{"another package's", plain, errs.Internal, "", nil},
		{"ours", inner, errs.Conflict, "error.inner", errs.Args{"n": 1}},
		{"wrapped", errs.Wrap("cms", errs.Wrap("w", inner)), errs.Conflict, "error.inner", errs.Args{"n": 1}},
		{"wrapped by fmt", fmt.Errorf("x: %w", inner), errs.Conflict, "error.inner", errs.Args{"n": 1}},
		{"joined", errors.Join(plain, inner), errs.Conflict, "error.inner", errs.Args{"n": 1}},
		{"outer kind wins", &errs.Error{Kind: errs.Invalid, Err: inner}, errs.Invalid, "error.inner", errs.Args{"n": 1}},
		{"outer message wins, with its own values", &errs.Error{Key: "error.outer", Err: inner}, errs.Conflict, "error.outer", nil},
		{"wrapping another package's", errs.Wrap("cms", plain), errs.Internal, "", nil},
	} {
		kind, key, args := errs.Public(test.err)
		if kind != test.kind || key != test.key || !cmp.Equal(args, test.args) {
			t.Errorf("%s: got %s %q %v, want %s %q %v", test.name, kind, key, args, test.kind, test.key, test.args)
		}
	}
}

func TestErrorIsTheOperatorsText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  *errs.Error
		want string
	}{
		{&errs.Error{Op: "cms.Save", Kind: errs.Conflict, Key: "error.save_conflict"}, "cms.Save: error.save_conflict"},
		{&errs.Error{Op: "cms.Save", Err: errors.New("disk")}, "cms.Save: disk"},
		{&errs.Error{Kind: errs.Gone}, "gone"},
		{&errs.Error{Kind: errs.Gone, Err: errors.New("disk")}, "disk"},
		{&errs.Error{Op: "a", Err: errs.New("b", errs.Invalid, "error.c", nil)}, "a: b: error.c"},
	} {
		if got := test.err.Error(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestWrappingNothingIsNothing(t *testing.T) {
	t.Parallel()
	if err := errs.Wrap("cms", nil); err != nil {
		t.Errorf("got %v, want nil", err)
	}
	if errs.Is(nil, errs.Internal) {
		t.Error("no error is of a kind")
	}
	if err := errs.Wrap("cms", errs.New("x", errs.Gone, "k", nil)); !errs.Is(err, errs.Gone) || errs.Is(err, errs.Internal) {
		t.Errorf("wrapping changed the kind of %v", err)
	}
}

func TestCauseIsTheErrorOfAnotherPackage(t *testing.T) {
	t.Parallel()
	plain := errors.New("disk on fire")
	for _, test := range []struct {
		name      string
		err, want error
	}{
		{"none", nil, nil},
		{"all ours", errs.Wrap("a", errs.New("b", errs.Invalid, "k", nil)), nil},
		{"at the end", errs.Wrap("a", errs.Wrap("b", plain)), plain},
		{"itself", plain, plain},
	} {
		if got := errs.Cause(test.err); !errors.Is(got, test.want) {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

func TestEveryKindHasAName(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for k := errs.Unset; k <= errs.Unavailable; k++ {
		name := k.String()
		if name == "unknown" || seen[name] {
			t.Errorf("kind %d is called %q", k, name)
		}
		seen[name] = true
	}
	if got := (errs.Unavailable + 1).String(); got != "unknown" {
		t.Errorf("got %q, want unknown", got)
	}
}
