package uploads

import (
	"bytes"
	"compress/lzw"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"slices"
)

// frame is a picture of a GIF: where it lies on the screen and its pixels.
type frame struct {
	x, y, w, h int
	flags      byte
	pixels     []byte // nil is the scene
}

// gifOf is a GIF of frames on a screen. Its colours are dark, light and two more.
func gifOf(w, h int, frames ...frame) []byte {
	b := screen(w, h)
	for _, f := range frames {
		b = append(b, f.bytes(w, h)...)
	}
	return append(b, 0x3B)
}

// screen begins a GIF.
func screen(w, h int) []byte {
	b := []byte("GIF89a")
	b = binary.LittleEndian.AppendUint16(b, uint16(w))
	b = binary.LittleEndian.AppendUint16(b, uint16(h))
	return slices.Concat(b, []byte{0x91, 0, 0}, twoColours(), []byte{1, 2, 3})
}

func (f frame) bytes(w, h int) []byte {
	b := []byte{0x2C}
	for _, v := range []int{f.x, f.y, f.w, f.h} {
		b = binary.LittleEndian.AppendUint16(b, uint16(v))
	}
	b = append(b, f.flags, 8)
	pixels := f.pixels
	if pixels == nil {
		pixels = make([]byte, 0, f.w*f.h)
		for i := range f.w * f.h {
			v := byte(1)
			if dark(f.x+i%f.w, f.y+i/f.w, w, h) {
				v = 0
			}
			pixels = append(pixels, v)
		}
	}
	var packed bytes.Buffer
	z := lzw.NewWriter(&packed, lzw.LSB, 8)
	_, err := z.Write(pixels)
	must(err)
	must(z.Close())
	return append(b, blocks(packed.Bytes())...)
}

// blocks cuts data into blocks, the last of which is empty.
func blocks(data []byte) []byte {
	var b []byte
	for part := range slices.Chunk(data, 255) {
		b = append(append(b, byte(len(part))), part...)
	}
	return append(b, 0)
}

// extension is one that readers skip.
func extension(kind byte, data []byte) []byte { return append([]byte{0x21, kind}, blocks(data)...) }

// blankGIF is a GIF of one colour.
func blankGIF(w, h int) []byte { return gifOf(w, h, frame{w: w, h: h, pixels: make([]byte, w*h)}) }

func takenGIF() []File {
	whole := frame{w: 80, h: 64}
	hole := quarter("drawing.gif", "GIF with a transparent colour", 80, 64, func() []byte {
		m := image.NewPaletted(image.Rect(0, 0, 80, 64), color.Palette{color.NRGBA{120, 10, 20, 255}, color.NRGBA{230, 220, 210, 255}, color.NRGBA{}})
		for i := range m.Pix {
			x, y := i%80, i/80
			switch {
			case dark(x, y, 80, 64):
			case x >= 40 && y >= 32:
				m.Pix[i] = 2
			default:
				m.Pix[i] = 1
			}
		}
		var b bytes.Buffer
		must(gif.Encode(&b, m, nil))
		return b.Bytes()
	})
	hole.Alpha = true
	part := quarter("drawing.gif", "GIF whose picture covers a part of its screen", 80, 64, func() []byte {
		return gifOf(80, 64, frame{w: 80, h: 56})
	})
	part.Alpha = true
	return []File{
		quarter("drawing.gif", "GIF that stands still", 80, 64, func() []byte { return gifOf(80, 64, whole) }),
		quarter("drawing.gif", "GIF of the first version", 80, 64, func() []byte { return bytes.Replace(gifOf(80, 64, whole), []byte("89a"), []byte("87a"), 1) }),
		hole, part,
		quarter("drawing.gif", "GIF with comments and programs' own data", 80, 64, func() []byte {
			return joined(screen(80, 64), extension(0xFE, []byte("PLANTED <script>alert(1)</script>")),
				joined([]byte("\x21\xff\x0bPLANTED XMP"), blocks([]byte("<x:xmpmeta>PLANTED</x:xmpmeta>"))),
				whole.bytes(80, 64), extension(0xFE, []byte(planted)), []byte{0x3B})
		}),
		taken("dot.gif", "GIF of one pixel", 1, 1, func() []byte { return blankGIF(1, 1) }),
		taken("wide.gif", "GIF as wide as may be and one pixel tall", 30_000, 1, func() []byte { return blankGIF(30_000, 1) }),
	}
}

func refusedGIF() []File {
	whole := frame{w: 80, h: 64}
	return []File{
		refused("bomb.gif", "GIF that claims 65535 × 65535 pixels", "pixels", func() []byte { return gifOf(65535, 65535, frame{w: 1, h: 1}) }),
		refused("large.gif", "GIF of 41 megapixels", "pixels", func() []byte { return gifOf(8200, 5000, frame{w: 1, h: 1}) }),
		refused("moving.gif", "GIF that moves", "moving", func() []byte { return gifOf(80, 64, whole, frame{x: 4, y: 4, w: 8, h: 8}) }),
		refused("moving.gif", "GIF that moves, with words between", "moving", func() []byte {
			return joined(screen(80, 64), whole.bytes(80, 64), extension(0xFE, []byte("between")), whole.bytes(80, 64), []byte{0x3B})
		}),
		refused("frame.gif", "GIF with a picture larger than its screen", "damaged", func() []byte { return gifOf(80, 64, frame{w: 81, h: 64}) }),
		refused("frame.gif", "GIF with a picture beside its screen", "damaged", func() []byte { return gifOf(80, 64, frame{x: 60, w: 21, h: 64}) }),
		refused("frame.gif", "GIF with a picture of 65535 × 65535 on a small screen", "damaged", func() []byte {
			return gifOf(80, 64, frame{w: 65535, h: 65535, pixels: []byte{0}})
		}),
		refused("zero.gif", "GIF without width", "damaged", func() []byte { return gifOf(0, 64, frame{w: 0, h: 64, pixels: []byte{}}) }),
		refused("zero.gif", "GIF with a picture without width", "damaged", func() []byte { return gifOf(80, 64, frame{w: 0, h: 64, pixels: []byte{}}) }),
		refused("zero.gif", "GIF with a picture without height", "damaged", func() []byte { return gifOf(80, 64, frame{w: 80, h: 0, pixels: []byte{}}) }),
		refused("none.gif", "GIF without a picture", "damaged", func() []byte { return gifOf(80, 64) }),
		refused("few.gif", "GIF with fewer pixels than it claims", "damaged", func() []byte { return gifOf(80, 64, frame{w: 80, h: 64, pixels: []byte{0}}) }),
		refused("more.gif", "GIF with more pixels than it claims", "damaged", func() []byte { return gifOf(80, 64, frame{w: 8, h: 8, pixels: make([]byte, 1<<20)}) }),
		refused("colours.gif", "GIF with a colour that it lacks", "damaged", func() []byte {
			return gifOf(8, 8, frame{w: 8, h: 8, pixels: bytes.Repeat([]byte{200}, 64)})
		}),
	}
}
