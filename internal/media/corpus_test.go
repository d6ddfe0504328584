package media_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	xwebp "golang.org/x/image/webp"

	"github.com/qalam-cms/qalam/internal/errs"
	"github.com/qalam-cms/qalam/internal/media"
	"github.com/qalam-cms/qalam/internal/testkit/uploads"
)

func TestEveryFileIsTakenOrRefusedAsItDeserves(t *testing.T) {
	t.Parallel()
	studio := media.NewStudio()
	for _, f := range uploads.Corpus() {
		t.Run(f.What, func(t *testing.T) {
			p, err := studio.Develop(t.Context(), f.Data())
			if f.Refused != "" {
				wantRefused(t, p, err, f.Refused)
				return
			}
			if err != nil {
				t.Fatalf("refused: %v", err)
			}
			wantKept(t, f, p)
			again, err := studio.Open(t.Context(), p.Encoded)
			if err != nil {
				t.Fatalf("what is kept cannot be opened: %v", err)
			}
			if again.Digest != p.Digest || again.Width != p.Width || again.Height != p.Height || again.Format != p.Format {
				t.Errorf("opened %s %d × %d, kept %s %d × %d", again.Format, again.Width, again.Height, p.Format, p.Width, p.Height)
			}
			all := media.AllRenditions(p.Width, p.Height)
			if p.Width*p.Height > 1_000_000 { // the smallest of each cut: large ones take long
				all = slices.DeleteFunc(all, func(r media.Rendition) bool { return r.Width > 320 })
			}
			prints, err := studio.Prints(t.Context(), p, all, media.Focus{X: 500, Y: 500})
			if err != nil {
				t.Fatal(err)
			}
			if len(prints) != 2*len(all) {
				t.Errorf("%d prints of %d renditions", len(prints), len(all))
			}
			for _, one := range prints {
				wantPrint(t, f, one)
			}
		})
	}
}

func wantRefused(t *testing.T, p *media.Picture, err error, key string) {
	t.Helper()
	if err == nil {
		t.Fatalf("taken as %s of %d × %d, want %s", p.Format, p.Width, p.Height, key)
	}
	kind, got, args := errs.Public(err)
	if got != key || p != nil {
		t.Errorf("got %q (%v), want %q", got, err, key)
	}
	want := errs.Invalid
	switch key {
	case "error.image_bytes":
		want = errs.TooLarge
		if !cmp.Equal(args, errs.Args{"size": 11}) {
			t.Errorf("values %v", args)
		}
	case "error.image_pixels":
		want = errs.TooLarge
		if !cmp.Equal(args, errs.Args{"size": 40}) {
			t.Errorf("values %v", args)
		}
	case "error.image_memory":
		want = errs.TooLarge
	}
	if kind != want {
		t.Errorf("kind %s, want %s", kind, want)
	}
}

// wantKept looks at what is kept of a file.
func wantKept(t *testing.T, f uploads.File, p *media.Picture) {
	t.Helper()
	format, ext := "jpeg", "jpg"
	if f.Alpha {
		format, ext = "png", "png"
	}
	if p.Format != format || p.Width != f.Width || p.Height != f.Height {
		t.Errorf("kept %s of %d × %d, want %s of %d × %d", p.Format, p.Width, p.Height, format, f.Width, f.Height)
	}
	wantPicture(t, f, media.Full, decoded(t, ext, p.Encoded), f.Width, f.Height)
	wantNothingPlanted(t, "what is kept", p.Encoded)
}

func wantPrint(t *testing.T, f uploads.File, p media.Print) {
	t.Helper()
	m := decoded(t, p.Ext, p.Data)
	wantPicture(t, f, p.Cut, m, p.Width, p.Height)
	wantNothingPlanted(t, p.Name()+"."+p.Ext, p.Data)
}

// wantPicture compares the upper left corner with the rest.
func wantPicture(t *testing.T, f uploads.File, cut media.Cut, m image.Image, w, h int) {
	t.Helper()
	if size := m.Bounds().Size(); size.X != w || size.Y != h {
		t.Errorf("%s is of %v, want %d × %d", cut, size, w, h)
	}
	if !f.Quarter {
		return
	}
	for _, at := range []image.Point{{w / 4, h / 4}, {3 * w / 4, h / 4}, {w / 4, 3 * h / 4}} {
		l, ok := color.GrayModel.Convert(m.At(at.X, at.Y)).(color.Gray)
		if dark := l.Y < 128; !ok || dark != (2*at.X < w && 2*at.Y < h) {
			t.Errorf("%s: brightness %d at %v of %d × %d", cut, l.Y, at, w, h)
		}
	}
}

// decoded reads a file with the decoder that its ending asks for.
func decoded(t *testing.T, ext string, data []byte) image.Image {
	t.Helper()
	var m image.Image
	var err error
	switch ext {
	case "jpg":
		m, err = jpeg.Decode(bytes.NewReader(data))
	case "png":
		m, err = png.Decode(bytes.NewReader(data))
	case "webp":
		m, err = xwebp.Decode(bytes.NewReader(data))
	default:
		t.Fatalf("no decoder for %q", ext)
	}
	if err != nil {
		t.Fatalf("%s: %v", ext, err)
	}
	return m
}

func wantNothingPlanted(t *testing.T, what string, data []byte) {
	t.Helper()
	for _, secret := range uploads.Planted() {
		if bytes.Contains(data, []byte(secret)) {
			t.Errorf("%s holds %q", what, secret)
		}
	}
}
