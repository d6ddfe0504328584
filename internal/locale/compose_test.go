package locale

import (
	"testing"

	"golang.org/x/text/unicode/norm"
)

// What is taken for composed is what composing leaves alone, whatever it stands behind.
func TestPlainlyComposedTextsAreComposed(t *testing.T) {
	t.Parallel()
	plain := 0
	for r := range rune(0x10000) {
		if !plainlyComposed(string(r)) {
			continue
		}
		plain++
		for _, before := range []string{"", "a", "I", "и", "е", "ə", "Ұ", " "} {
			if s := before + string(r); norm.NFC.String(s) != s {
				t.Errorf("%q (%U) is not composed", s, r)
			}
		}
	}
	if plain < 1000 {
		t.Errorf("only %d characters are plain", plain)
	}
}
