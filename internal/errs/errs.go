// Package errs holds the one error type of Qalam.
//
// An error speaks to two readers: the operator, who gets Op and Err in the
// log, and the person at the screen, who gets Key and Args in their own
// language. Kind decides the status of the answer. Every package may import
// errs; errs imports nothing of ours. Its invariant: text meant for operators
// never reaches a page.
package errs

import (
	"errors"
	"strings"
)

// Kind classifies an error by what the caller can do about it.
type Kind int

// The kinds of error. The zero value says nothing, so that a wrapping error
// leaves the verdict to the one it wraps; where no error of a chain says
// anything the chain is Internal.
const (
	Unset        Kind = iota
	Internal          // ours: a bug or a broken machine
	Invalid           // the input is wrong; the person can correct it
	NotFound          // no such thing, or none that this person may know of
	Gone              // was public and is not now
	Unauthorized      // log in first
	Forbidden         // logged in, but without the right
	Conflict          // somebody else changed it meanwhile
	TooLarge          // more input than accepted
	TooMany           // too many tries; wait
	Unavailable       // busy or full; trying again later helps
)

// String returns the kind's name for logs.
func (k Kind) String() string {
	switch k {
	case Unset:
		return "unset"
	case Internal:
		return "internal"
	case Invalid:
		return "invalid"
	case NotFound:
		return "not_found"
	case Gone:
		return "gone"
	case Unauthorized:
		return "unauthorized"
	case Forbidden:
		return "forbidden"
	case Conflict:
		return "conflict"
	case TooLarge:
		return "too_large"
	case TooMany:
		return "too_many"
	case Unavailable:
		return "unavailable"
	}
	return "unknown"
}

// Args are the named values of a message, as the message bundles name them.
type Args map[string]any

// Error is the one error type. All fields are optional, but one of Key and Err
// is always there.
type Error struct {
	Op   string // the operation that failed, for the log: "cms.Save"
	Kind Kind   // what the caller can do about it
	Key  string // message key in the bundles, for the person at the screen
	Args Args   // values of the message's placeholders
	Err  error  // the cause, for the log
}

// Error returns the operator's text: operation, kind or key, cause.
func (e *Error) Error() string {
	var parts []string
	if e.Op != "" {
		parts = append(parts, e.Op)
	}
	if e.Key != "" {
		parts = append(parts, e.Key)
	} else if e.Kind != Unset && e.Err == nil {
		parts = append(parts, e.Kind.String())
	}
	if e.Err != nil {
		parts = append(parts, e.Err.Error())
	}
	return strings.Join(parts, ": ")
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes an error for the person at the screen: its kind, the key of its
// message and the message's values (nil when it has none).
func New(op string, kind Kind, key string, args Args) *Error {
	return &Error{Op: op, Kind: kind, Key: key, Args: args}
}

// Wrap adds the operation to an error and leaves its verdict as it is. It
// returns nil for nil.
func Wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Op: op, Err: err}
}

// Public returns what may be told of err: the first kind set and the first
// message set along the chain of causes. An error that says neither is
// Internal and has no message.
func Public(err error) (Kind, string, Args) {
	kind, key := Unset, ""
	var args Args
	var e *Error
	for cause := err; errors.As(cause, &e); cause = e.Err {
		if kind == Unset {
			kind = e.Kind
		}
		if key == "" {
			key, args = e.Key, e.Args
		}
	}
	if kind == Unset {
		kind = Internal
	}
	return kind, key, args
}

// Is reports whether err is of the given kind.
func Is(err error, kind Kind) bool {
	if err == nil {
		return false
	}
	k, _, _ := Public(err)
	return k == kind
}

// Cause returns the error of another package at the end of the chain, for the
// operator; nil where the chain is all ours.
func Cause(err error) error {
	for err != nil {
		var e *Error
		if !errors.As(err, &e) {
			return err
		}
		err = e.Err
	}
	return nil
}
