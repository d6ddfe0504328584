// Package auth keeps passwords: hashing them slowly and comparing without a
// hint.
//
// It is a leaf that package cms and the programs use. Its invariant: however
// many log-ins arrive, at most four hashes are computed at a time, because
// each takes 19 MiB.
package auth

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"

	"github.com/alexedwards/argon2id"
	"golang.org/x/crypto/argon2"

	"github.com/qalam-cms/qalam/internal/errs"
)

// Lengths of a password, in bytes. The upper one only bounds the work.
const (
	MinPassword = 10
	MaxPassword = 256
)

// atOnce is how many hashes may be computed at a time.
const atOnce = 4

// Passwords hashes and checks passwords.
type Passwords struct {
	params argon2id.Params
	slots  chan struct{}
	// decoy is compared where there is no account, so that the answer takes
	// as long as for one.
	decoy string
}

// New returns a hasher with the parameters that OWASP gives for argon2id:
// 19 MiB, two passes, one lane.
func New() *Passwords {
	p := &Passwords{
		params: argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32},
		slots:  make(chan struct{}, atOnce),
	}
	// No password has this for its hash. To make one of some password would take memory
	// and time at every start.
	salt, key := make([]byte, p.params.SaltLength), make([]byte, p.params.KeyLength)
	_, _ = rand.Read(salt) // never fails: see crypto/rand
	_, _ = rand.Read(key)
	encoded := base64.RawStdEncoding.EncodeToString
	p.decoy = fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.params.Memory, p.params.Iterations, p.params.Parallelism,
		encoded(salt), encoded(key))
	return p
}

// Hash returns the hash of a new password in PHC form. One that is too short
// or too long is errs.Invalid.
func (p *Passwords) Hash(ctx context.Context, password string) (string, error) {
	const op = "auth.Hash"
	if len(password) < MinPassword || len(password) > MaxPassword {
		return "", errs.New(op, errs.Invalid, "error.password_length", errs.Args{"min": MinPassword, "max": MaxPassword})
	}
	free, err := p.slot(ctx)
	if err != nil {
		return "", errs.Wrap(op, err)
	}
	defer free()
	hash, err := argon2id.CreateHash(password, &p.params)
	return hash, errs.Wrap(op, err)
}

// Match reports whether the password belongs to the hash. An empty hash, for
// an account that is not there, takes as long and never matches.
func (p *Passwords) Match(ctx context.Context, password, hash string) (bool, error) {
	const op = "auth.Match"
	if len(password) > MaxPassword {
		password, hash = "", ""
	}
	free, err := p.slot(ctx)
	if err != nil {
		return false, errs.Wrap(op, err)
	}
	defer free()
	known := hash != ""
	if !known {
		hash = p.decoy
	}
	ok, err := argon2id.ComparePasswordAndHash(password, hash)
	return ok && known, errs.Wrap(op, err)
}

// slot waits for one of the places at work and returns how to leave it.
func (p *Passwords) slot(ctx context.Context) (free func(), err error) {
	select {
	case p.slots <- struct{}{}:
		return func() { <-p.slots }, nil
	case <-ctx.Done():
		return nil, &errs.Error{Kind: errs.Unavailable, Key: "error.unavailable", Err: ctx.Err()}
	}
}
