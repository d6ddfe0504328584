package uploads

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image"
	"slices"
)

// Kinds of pixels of a PNG.
const (
	greyShades, trueColour, indexed   = 0, 2, 3
	greyAlpha, trueAlpha, interlacing = 4, 6, 1
)

const pngSignature = "\x89PNG\r\n\x1a\n"

// pngFile is a PNG of any depth and kind. The encoder of the standard library
// chooses both itself.
type pngFile struct {
	w, h        int
	depth, kind byte
	interlaced  bool
	palette     []byte
	transparent []byte
	before      []byte // chunks before the pixels
	behind      []byte // chunks after them
	more        []byte // pixels too many
	// sample returns the values of a pixel, of that depth.
	sample func(x, y int) []uint16
}

// chunk is a chunk with its checksum.
func chunk(name string, payload []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(payload)))
	b = append(append(b, name...), payload...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[4:]))
}

// header is the chunk that says what the picture is.
func (p pngFile) header() []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(p.w))
	b = binary.BigEndian.AppendUint32(b, uint32(p.h))
	b = append(b, p.depth, p.kind, 0, 0, 0)
	if p.interlaced {
		b[12] = interlacing
	}
	return chunk("IHDR", b)
}

func (p pngFile) bytes() []byte {
	b := slices.Concat([]byte(pngSignature), p.header(), p.colours(), p.before)
	return slices.Concat(b, chunk("IDAT", p.pixels()), p.behind, chunk("IEND", nil))
}

func (p pngFile) colours() []byte {
	var b []byte
	if p.palette != nil {
		b = chunk("PLTE", p.palette)
	}
	if p.transparent != nil {
		b = append(b, chunk("tRNS", p.transparent)...)
	}
	return b
}

// pixels are the rows, compressed.
func (p pngFile) pixels() []byte {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	must(err)
	passes := [][4]int{{0, 0, 1, 1}}
	if p.interlaced {
		passes = [][4]int{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}
	}
	for _, pass := range passes {
		for y := pass[1]; y < p.h && pass[0] < p.w; y += pass[3] {
			_, err := z.Write(p.row(pass[0], pass[2], y))
			must(err)
		}
	}
	_, err = z.Write(p.more)
	must(err)
	must(z.Close())
	return b.Bytes()
}

// row is a row of every so many pixels, without a filter.
func (p pngFile) row(from, step, y int) []byte {
	s := bits{out: []byte{0}}
	for x := from; x < p.w; x += step {
		for _, v := range p.sample(x, y) {
			s.put(uint32(v), uint32(p.depth))
		}
	}
	for s.n > 0 {
		s.put(0, 1)
	}
	return s.out
}

// samples are those of the scene in a depth and kind of pixels. The palette has
// the dark colour first, then the light one, then a transparent one.
func samples(depth, kind byte, w, h int) func(x, y int) []uint16 {
	most := uint16(1<<depth - 1)
	return func(x, y int) []uint16 {
		c := dot(x, y, w, h)
		of := func(v byte) uint16 { return uint16(int(v) * int(most) / 255) }
		through := most
		if 2*x >= w && 2*y >= h {
			through = 0
		}
		grey := most
		if dark(x, y, w, h) {
			grey = 0
		}
		switch kind {
		case greyShades:
			return []uint16{grey}
		case greyAlpha:
			return []uint16{grey, through}
		case trueColour:
			return []uint16{of(c.R), of(c.G), of(c.B)}
		case trueAlpha:
			return []uint16{of(c.R), of(c.G), of(c.B), through}
		}
		return []uint16{min(grey, 1)}
	}
}

// turnedSamples are those of the scene stored so that an orientation puts it
// upright.
func turnedSamples(w, h, how int) func(x, y int) []uint16 {
	uw, uh := w, h
	if how >= 5 {
		uw, uh = h, w
	}
	upright := samples(8, trueColour, uw, uh)
	return func(x, y int) []uint16 { return upright(turn(how, x, y, w, h)) }
}

// turnedScene is the scene stored so that an orientation puts it upright.
func turnedScene(w, h, how int) *image.NRGBA {
	uw, uh := w, h
	if how >= 5 {
		uw, uh = h, w
	}
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			ux, uy := turn(how, x, y, w, h)
			m.SetNRGBA(x, y, dot(ux, uy, uw, uh))
		}
	}
	return m
}
