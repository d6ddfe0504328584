package media

import (
	"image"
	"testing"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/testkit/uploads"
)

// fuzzedPixels is how large a picture may be that a fuzzer makes: what a large one
// costs is another test's.
const fuzzedPixels = 1_000_000

func FuzzDevelop(f *testing.F) {
	for _, file := range uploads.Corpus() {
		if data := file.Data(); len(data) <= 16<<10 {
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		if len(file) > 64<<10 {
			t.Skip("larger than needed")
		}
		if is, err := inspect(file); err == nil && is.size.Dx()*is.size.Dy() > fuzzedPixels {
			t.Skip("a large picture")
		}
		p, err := develop(file)
		if err != nil {
			if kind, key, _ := errs.Public(err); key == "" || kind != errs.Invalid && kind != errs.TooLarge {
				t.Fatalf("an error for nobody: %v", err)
			}
			return
		}
		if p.Width < 1 || p.Height < 1 || max(p.Width, p.Height) > maxSide || p.pixels.Rect != image.Rect(0, 0, p.Width, p.Height) {
			t.Fatalf("%d × %d, pixels %v", p.Width, p.Height, p.pixels.Rect)
		}
		is, err := inspect(p.Encoded)
		if err != nil || string(is.format) != p.Format || is.size != p.pixels.Rect || is.orientation != 0 {
			t.Fatalf("kept as %s %v, is %v, %v", p.Format, p.pixels.Rect, is, err)
		}
		if _, err := decode(is, p.Encoded); err != nil {
			t.Fatal(err)
		}
	})
}

func FuzzExif(f *testing.F) {
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00\x06\x00\x00\x00"))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"))
	f.Add([]byte("MM\x00*\xff\xff\xff\xff"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if o := exifOrientation(data); o < 0 || o > 8 {
			t.Fatalf("orientation %d", o)
		}
	})
}
