package locale_test

import (
	"testing"

	"github.com/clipperhouse/uax29/v2/sentences"
	"github.com/google/go-cmp/cmp"

	"github.com/qalam-cms/qalam/internal/locale"
)

func TestWordsAreThoseOfUnicode(t *testing.T) {
	t.Parallel()
	for _, c := range oracleFile[segmentCase](t, "word_segmentation") {
		var got []string
		for at, word := range locale.Words(c.Input) {
			if c.Input[at:at+len(word)] != word {
				t.Errorf("%s: %q is not at %d", c.ID, word, at)
			}
			got = append(got, word)
		}
		if diff := cmp.Diff(c.Expected, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.ID, diff)
		}
	}
}

// What Sentences starts from; another version of the library that finds other
// boundaries fails here first.
func TestUnicodesSentencesAreThoseOfICU(t *testing.T) {
	t.Parallel()
	for _, c := range oracleFile[segmentCase](t, "segmentation_uax29") {
		var got []string
		for tokens := sentences.FromString(c.Input); tokens.Next(); {
			got = append(got, tokens.Value())
		}
		if diff := cmp.Diff(c.Expected, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.ID, diff)
		}
	}
}

func BenchmarkWords(b *testing.B) {
	const text = "Wind gusts of up to 28 m/s are expected on the Absheron Peninsula on Nov. 24–25."
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for range locale.Words(text) {
		}
	}
}
