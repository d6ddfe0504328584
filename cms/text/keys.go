package text

import (
	"crypto/rand"

	"github.com/qalam-cms/qalam/models"
)

const (
	keyLetters   = "abcdefghijklmnopqrstuvwxyz234567"
	keyLength    = 8
	maxKeyLength = 64
)

// NewKey returns a fresh random key of eight letters and digits. Keys need to
// differ only within one article, for which 40 bits are plenty.
func NewKey() models.Key {
	b := make([]byte, keyLength)
	// Read never fails: the runtime ends the program where the system has no
	// randomness to give.
	_, _ = rand.Read(b)
	for i := range b {
		b[i] = keyLetters[int(b[i])%len(keyLetters)]
	}
	return models.Key(b)
}

// keyring hands out keys, each once.
type keyring struct {
	used   map[models.Key]bool
	newKey func() models.Key
}

// newKeyring makes a keyring. Where newKey is nil keys are random.
func newKeyring(newKey func() models.Key) *keyring {
	if newKey == nil {
		newKey = NewKey
	}
	// A body has a title and more beside it, which own these.
	used := make(map[models.Key]bool)
	for _, key := range models.ReservedKeys() {
		used[key] = true
	}
	return &keyring{used: used, newKey: newKey}
}

// reserve keeps fresh from returning any key of the body.
func (r *keyring) reserve(body models.Body) {
	for i := range body {
		r.used[body[i].Key] = true
	}
}

// take claims a key that exists already and reports whether that was possible.
func (r *keyring) take(key models.Key) bool {
	if !validKey(key) || r.used[key] {
		return false
	}
	r.used[key] = true
	return true
}

// fresh returns a key that nobody has.
func (r *keyring) fresh() models.Key {
	for {
		if key := r.newKey(); r.take(key) {
			return key
		}
	}
}

// IsKey reports whether a block may have the key: it can be written anywhere, and is no
// reserved one.
func IsKey(key models.Key) bool { return validKey(key) && !key.IsReserved() }

// validKey reports whether a key can stand in a URL, in HTML and in an
// exchange file as it is.
func validKey(key models.Key) bool {
	if key == "" || len(key) > maxKeyLength {
		return false
	}
	for i := range len(key) {
		if c := key[i]; !isWordByte(c) && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

// isWordByte reports whether c is an ASCII letter or digit.
func isWordByte(c byte) bool {
	return isLetterByte(c) || '0' <= c && c <= '9'
}

// isLetterByte reports whether c is an ASCII letter.
func isLetterByte(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z'
}
