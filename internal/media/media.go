// Package media knows the bytes of pictures: whether a file is one that the
// newsroom takes, what readers get of it, and where the files are kept.
//
// Package cms calls it, outside of any transaction. It is a leaf: it knows
// neither the database nor languages; what it refuses leaves as message keys in
// internal/errs. Its invariants: a file is what decoding it says, whatever its
// name and its sender call it; nothing of a file but its pixels is kept, so
// neither a position nor a second meaning of the bytes survives; and one picture
// is worked on at a time, so that neither memory nor readers suffer from many.
package media

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"runtime/debug"
	"sync"

	"github.com/gen2brain/webp"
	xwebp "golang.org/x/image/webp"

	"github.com/qalam-cms/qalam/internal/errs"
)

// MaxFile is how large a file may be, in bytes.
const MaxFile = 11 << 20

// maxSide is the longer side of what is kept of a picture, in pixels. Later crops
// are made from it.
const maxSide = 2560

// Quality of what is kept, and of what readers get.
const (
	masterQuality = 90
	jpegQuality   = 80
	webpQuality   = 78
	// webpMethod trades size for time: the next better takes twice as long for one
	// per cent.
	webpMethod = 2
)

// Picture is what is kept of a file: its pixels, upright and not larger than
// needed.
type Picture struct {
	// Digest is the SHA-256 of the file that Encoded holds, in hexadecimal. Upload
	// is that of the file it was made of.
	Digest, Upload string
	// Width and Height are in pixels.
	Width, Height int
	// Format is "jpeg" or, where the picture has transparent parts, "png".
	Format string
	// Encoded is the picture as a file of that format.
	Encoded []byte

	pixels *image.NRGBA
}

// Studio works on pictures, one at a time.
type Studio struct {
	turn chan struct{}
	// letters are what words on pictures are set with; they are got out for the first.
	letters func() (*lettering, error)
}

// NewStudio returns a studio that is free.
func NewStudio() *Studio {
	return &Studio{turn: make(chan struct{}, 1), letters: sync.OnceValues(newLettering)}
}

// enter waits for the studio to be free; leave gives it to the next.
func (s *Studio) enter(ctx context.Context) (leave func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case s.turn <- struct{}{}:
		return func() { <-s.turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// tidy gives so many bytes back to the system at once where they are many, before
// the next picture needs as much.
func tidy(bytes int) {
	const many = 16 << 20
	if bytes > many {
		debug.FreeOSMemory()
	}
}

// Develop makes a picture of a file. What is not a whole picture of a kind that
// the newsroom takes is errs.Invalid or errs.TooLarge, with a message for who sent
// it.
func (s *Studio) Develop(ctx context.Context, file []byte) (*Picture, error) {
	const op = "media.Develop"
	leave, err := s.enter(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	defer leave()
	p, err := develop(file)
	return p, errs.Wrap(op, err)
}

func develop(file []byte) (*Picture, error) {
	if len(file) > MaxFile {
		return nil, errs.New("media", errs.TooLarge, "error.image_bytes", errs.Args{"size": MaxFile >> 20})
	}
	is, err := inspect(file)
	if err != nil {
		return nil, err
	}
	defer tidy(is.memory)
	decoded, err := decode(is, file)
	if err != nil {
		return nil, errs.New("media", errs.Invalid, "error.image_damaged", nil)
	}
	w, h := within(is.size.Dx(), is.size.Dy(), maxSide)
	p := &Picture{Upload: Digest(file), pixels: is.upright(shrink(decoded, is.size, w, h))}
	size := p.pixels.Bounds()
	p.Width, p.Height = size.Dx(), size.Dy()
	var b bytes.Buffer
	if p.pixels.Opaque() {
		p.Format = "jpeg"
		err = jpeg.Encode(&b, opaque(p.pixels), &jpeg.Options{Quality: masterQuality})
	} else {
		p.Format = "png"
		err = png.Encode(&b, p.pixels)
	}
	p.Encoded = b.Bytes()
	p.Digest = Digest(p.Encoded)
	return p, err
}

// Open takes a picture that Develop made from its file.
func (s *Studio) Open(ctx context.Context, encoded []byte) (*Picture, error) {
	const op = "media.Open"
	leave, err := s.enter(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	defer leave()
	is, err := inspect(encoded)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	defer tidy(is.memory)
	decoded, err := decode(is, encoded)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	w, h := is.size.Dx(), is.size.Dy()
	return &Picture{
		Digest: Digest(encoded), Upload: Digest(encoded), Width: w, Height: h, Format: string(is.format),
		Encoded: encoded, pixels: shrink(decoded, is.size, w, h),
	}, nil
}

// decode reads the first picture of a file with the decoder of its kind. That of a
// GIF may cover a part of what the file claims; none is empty or larger.
func decode(is found, file []byte) (image.Image, error) {
	m, err := decodeAs(is.format, file)
	if err == nil && (m.Bounds().Empty() || !m.Bounds().In(is.size)) {
		err = errs.New("media", errs.Invalid, "error.image_damaged", nil)
	}
	return m, err
}

func decodeAs(kind format, file []byte) (image.Image, error) {
	r := bytes.NewReader(file)
	switch kind {
	case formatJPEG:
		return jpeg.Decode(r)
	case formatPNG:
		return png.Decode(r)
	case formatGIF:
		return gif.Decode(r)
	case formatWebP:
		return xwebp.Decode(r)
	}
	return nil, errs.New("media", errs.Invalid, "error.image_format", nil)
}

// Print is a file that readers get of a picture.
type Print struct {
	Rendition

	// Ext is the format, as the ending of a file's name: "webp" or "jpg".
	Ext  string
	Data []byte
}

// Prints makes the files that readers get of the picture in these sizes and cuts,
// each as WebP and as JPEG.
func (s *Studio) Prints(ctx context.Context, p *Picture, wanted []Rendition, focus Focus) ([]Print, error) {
	const op = "media.Prints"
	prints := make([]Print, 0, 2*len(wanted))
	for _, r := range wanted {
		two, err := s.prints(ctx, p, r, focus)
		if err != nil {
			return nil, errs.Wrap(op, err)
		}
		prints = append(prints, two...)
	}
	return prints, nil
}

func (s *Studio) prints(ctx context.Context, p *Picture, r Rendition, focus Focus) ([]Print, error) {
	leave, err := s.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	defer tidy(bytesOfPrint * r.Width * r.Height)
	cut := shrink(p.pixels, r.rectangle(p.Width, p.Height, focus), r.Width, r.Height)
	var w, j bytes.Buffer
	if err := webp.Encode(&w, cut, webp.Options{Quality: webpQuality, Method: webpMethod}); err != nil {
		return nil, err
	}
	if err := jpeg.Encode(&j, opaque(cut), &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, err
	}
	return []Print{{r, "webp", w.Bytes()}, {r, "jpg", j.Bytes()}}, nil
}

// bytesOfPrint is how much memory making a print takes, for each of its pixels: the
// pixels themselves, a copy inside the encoder, and what that makes of them.
const bytesOfPrint = 16

// opaque puts a picture on white, for a format without transparent parts.
func opaque(m *image.NRGBA) image.Image {
	if m.Opaque() {
		// The same bytes read as colours without transparency, which the encoder knows
		// a shorter way for.
		return &image.RGBA{Pix: m.Pix, Stride: m.Stride, Rect: m.Rect}
	}
	on := image.NewRGBA(m.Rect)
	draw.Draw(on, on.Rect, image.NewUniform(color.White), image.Point{}, draw.Src)
	draw.Draw(on, on.Rect, m, m.Rect.Min, draw.Over)
	return on
}

// Digest is the SHA-256 of a file, in hexadecimal.
func Digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// within returns the size of a picture whose longer side is at most so long.
func within(w, h, side int) (int, int) {
	if longer := max(w, h); longer > side {
		w, h = max(1, (w*side+longer/2)/longer), max(1, (h*side+longer/2)/longer)
	}
	return w, h
}
