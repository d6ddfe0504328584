package media

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/vector"

	"github.com/qalam-cms/qalam/internal/errs"
)

// The size of a card, in pixels: what networks show large.
const (
	CardWidth  = 1200
	CardHeight = 630
)

// CardDesign counts the changes to how cards are drawn, so that each has addresses of its
// own.
const CardDesign = 1

// Card is what an image says of a page that somebody passes on. Spaces at which no line
// may end are no-break spaces.
type Card struct {
	// Kicker stands above the title, Foot at the bottom; either may be empty.
	Kicker, Title, Foot string
}

// How a card is laid out, in pixels.
const (
	// cardMargin is free of words, for networks cut corners and edges.
	cardMargin = 64
	kickerSize = 34
	footSize   = 32
	// kickerRoom is from the kicker to the title, footRoom from there to the foot.
	kickerRoom, footRoom = 26, 44

	wordsWidth          = CardWidth - 2*cardMargin
	titleTop            = cardMargin + kickerSize + kickerRoom
	titleBottom float64 = CardHeight - cardMargin - footSize - footRoom
	// ascent and descent are how far letters with marks rise above a baseline and others
	// go below it, for each pixel of the size.
	ascent, descent = 0.95, 0.25

	// The veil over a picture begins to close so far above the words.
	veilRise = 150
	cardJPEG = 85
)

// The colours of a card: the site's accent below white letters, of which those beside the
// title are softer. The veil lets a seventh of a picture through, so that words have enough
// contrast on white, too.
func cardColours() (ground, veil, ink, soft color.NRGBA) {
	return color.NRGBA{0x0b, 0x5a, 0x67, 255}, color.NRGBA{0x04, 0x22, 0x28, 218}, color.NRGBA{255, 255, 255, 255}, color.NRGBA{255, 255, 255, 190}
}

// DrawCard draws a card: over a picture, given as a file, a JPEG; without one a PNG.
func (s *Studio) DrawCard(ctx context.Context, c Card, picture []byte) ([]byte, error) {
	const op = "media.DrawCard"
	leave, err := s.enter(ctx)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	defer leave()
	letters, err := s.letters()
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	d := drawing{image.NewRGBA(image.Rect(0, 0, CardWidth, CardHeight)), letters}
	data, err := d.card(c, picture)
	return data, errs.Wrap(op, err)
}

// drawing is a card under way.
type drawing struct {
	*image.RGBA

	letters *lettering
}

func (d drawing) card(c Card, picture []byte) ([]byte, error) {
	ground, veil, ink, soft := cardColours()
	in := room{width: wordsWidth, height: titleBottom - titleTop, largest: 92, smallest: 40, lines: 5}
	if picture != nil { // of which there is to be something to see
		in.largest, in.lines = 68, 4
	}
	title := d.letters.set(c.Title, in)
	top := titleBottom - title.height()
	if picture == nil {
		top -= (in.height - title.height()) / 2
		draw.Draw(d.RGBA, d.Rect, image.NewUniform(ground), image.Point{}, draw.Src)
	} else if err := d.backdrop(picture, veil, int(top)-kickerRoom-kickerSize); err != nil {
		return nil, err
	}
	line := func(text string, size float64) setting {
		return d.letters.set(text, room{width: wordsWidth, height: size * leading, largest: size, smallest: size, lines: 1})
	}
	err := errors.Join(
		d.write(line(c.Kicker, kickerSize), top-kickerRoom, soft),
		d.write(title, top+title.size*ascent, ink),
		d.write(line(c.Foot, footSize), CardHeight-cardMargin-footSize*descent, soft),
	)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if picture != nil {
		err = jpeg.Encode(&b, d.RGBA, &jpeg.Options{Quality: cardJPEG})
	} else {
		err = png.Encode(&b, few(d.RGBA, ground, ink))
	}
	return b.Bytes(), err
}

// write writes lines from a baseline on.
func (d drawing) write(s setting, baseline float64, in color.Color) error {
	above, high := int(s.size*1.2), int(s.size*1.7) // with all marks
	pen := vector.NewRasterizer(CardWidth, high)
	for _, line := range s.lines {
		pen.Reset(CardWidth, high)
		top := int(baseline) - above
		if err := d.letters.outline(pen, line, s.size, cardMargin, baseline-float64(top)); err != nil {
			return err
		}
		pen.Draw(d.RGBA, image.Rect(0, top, CardWidth, top+high), image.NewUniform(in), image.Point{})
		baseline += s.size * leading
	}
	return nil
}

// few is a picture of letters on one ground, in the few colours between the two.
func few(m *image.RGBA, ground, ink color.NRGBA) *image.Paletted {
	const last = 63
	palette := make(color.Palette, last+1)
	between := func(a, b uint8, i int) uint8 { return uint8(int(a) + (int(b)-int(a))*i/last) } //nolint:gosec // It is between the two.
	for i := range palette {
		palette[i] = color.NRGBA{between(ground.R, ink.R, i), between(ground.G, ink.G, i), between(ground.B, ink.B, i), 255}
	}
	out := image.NewPaletted(m.Rect, palette)
	for i := range out.Pix {
		out.Pix[i] = uint8((int(m.Pix[4*i]) - int(ground.R)) * last / (int(ink.R) - int(ground.R))) //nolint:gosec // So is the red.
	}
	return out
}

// backdrop fills the card with a picture and veils it from a row on.
func (d drawing) backdrop(picture []byte, veil color.NRGBA, from int) error {
	decoded, err := jpeg.Decode(bytes.NewReader(picture))
	if err != nil {
		return err
	}
	stretch(d.RGBA, decoded)
	for y := max(0, from-veilRise); y < CardHeight; y++ {
		closed := veil
		closed.A = uint8(int(veil.A) * min(veilRise, y-from+veilRise) / veilRise) //nolint:gosec // It is a part of the veil's.
		draw.Draw(d.RGBA, image.Rect(0, y, CardWidth, y+1), image.NewUniform(closed), image.Point{}, draw.Over)
	}
	return nil
}
