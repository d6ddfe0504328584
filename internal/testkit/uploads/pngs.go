package uploads

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"fmt"
	"slices"
)

// twoColours are dark, light and one that is transparent where tRNS says so.
func twoColours() []byte { return []byte{120, 10, 20, 230, 220, 210, 9, 9, 9} }

// pngScene is the scene of that depth and kind.
func pngScene(w, h int, depth, kind byte) pngFile {
	p := pngFile{w: w, h: h, depth: depth, kind: kind, sample: samples(depth, kind, w, h)}
	if kind == indexed {
		p.palette = twoColours()[:6]
	}
	return p
}

func pngOf(what string, alpha bool, p pngFile) File {
	f := quarter("drawing.png", what, p.w, p.h, p.bytes)
	f.Alpha = alpha
	return f
}

func takenPNG() []File {
	var list []File
	for _, k := range []struct {
		what   string
		kind   byte
		depths []byte
		alpha  bool
	}{
		{"grey", greyShades, []byte{1, 2, 4, 8, 16}, false},
		{"grey with transparency", greyAlpha, []byte{8, 16}, true},
		{"colours", trueColour, []byte{8, 16}, false},
		{"colours with transparency", trueAlpha, []byte{8, 16}, true},
		{"a palette", indexed, []byte{1, 2, 4, 8}, false},
	} {
		for _, depth := range k.depths {
			p := pngScene(61, 47, depth, k.kind)
			list = append(list, pngOf(fmt.Sprintf("PNG in %s, %d bits", k.what, depth), k.alpha, p))
			p.interlaced = true
			list = append(list, pngOf(fmt.Sprintf("PNG in %s, %d bits, interlaced", k.what, depth), k.alpha, p))
		}
	}
	through := func(depth, kind byte, tRNS ...byte) pngFile {
		p := pngScene(64, 48, depth, kind)
		p.transparent = tRNS
		return p
	}
	holes := through(8, indexed, 255, 255, 0)
	holes.palette = twoColours()
	holes.sample = func(x, y int) []uint16 {
		if 2*x >= 64 && 2*y >= 48 {
			return []uint16{2}
		}
		return samples(8, indexed, 64, 48)(x, y)
	}
	large := pngScene(2600, 1300, 8, trueAlpha)
	return append(list,
		pngOf("PNG in a palette with a transparent colour", true, holes),
		pngOf("PNG in grey with a transparent shade that it lacks", false, through(8, greyShades, 0, 77)),
		pngOf("PNG in 16 bits of grey with a transparent shade that it lacks", false, through(16, greyShades, 1, 1)),
		pngOf("PNG in colours with a transparent one that it lacks", false, through(8, trueColour, 0, 1, 0, 2, 0, 3)),
		pngOf("PNG that is made smaller", true, large),
		taken("dot.png", "PNG of one pixel", 1, 1, pngScene(1, 1, 8, trueColour).bytes),
		taken("wide.png", "PNG as wide as may be and one pixel tall", 30_000, 1, pngScene(30_000, 1, 8, trueColour).bytes),
		taken("tall.png", "PNG one pixel wide and as tall as may be", 1, 30_000, pngScene(1, 30_000, 8, trueColour).bytes),
		pngOf("PNG that tells much in words, compressed and not", false, withChunks(
			chunk("tEXt", []byte("Comment\x00PLANTED")),
			chunk("zTXt", slices.Concat([]byte("PLANTED\x00\x00"), deflated(1<<20))),
			chunk("iTXt", slices.Concat([]byte("PLANTED\x00\x01\x00\x00\x00"), deflated(1<<20))),
			chunk("iCCP", slices.Concat([]byte("PLANTED\x00\x00"), deflated(1<<20))),
			chunk("eXIf", telling()),
			chunk("pLNT", []byte(planted)),
		)),
		pngOf("PNG with texts that burst when they are unpacked", false, withChunks(
			chunk("zTXt", slices.Concat([]byte("PLANTED\x00\x00"), deflated(16<<20))),
			chunk("iTXt", slices.Concat([]byte("PLANTED\x00\x01\x00\x00\x00"), deflated(16<<20))),
		)),
		inPieces(pngOf("PNG with its pixels in many pieces", false, pngScene(40, 30, 8, trueColour))),
		pngOf("PNG with Exif data after its pixels", false, afterPixels()),
	)
}

// withChunks is the scene with chunks before its pixels.
func withChunks(chunks ...[]byte) pngFile {
	p := pngScene(64, 48, 8, trueColour)
	p.before = slices.Concat(chunks...)
	return p
}

func afterPixels() pngFile {
	p := pngScene(64, 48, 8, trueColour)
	p.behind = joined(chunk("eXIf", telling()), chunk("tEXt", []byte("Comment\x00PLANTED")))
	return p
}

// inPieces has each byte of the pixels in a chunk of its own.
func inPieces(f File) File {
	p := pngScene(40, 30, 8, trueColour)
	f.Data = func() []byte {
		b := joined([]byte(pngSignature), p.header(), chunk("IDAT", nil))
		for _, c := range p.pixels() {
			b = append(b, chunk("IDAT", []byte{c})...)
		}
		return joined(b, chunk("IEND", nil))
	}
	return f
}

// deflated is that many zeros, compressed.
func deflated(n int) []byte {
	var b bytes.Buffer
	z, err := zlib.NewWriterLevel(&b, zlib.BestSpeed)
	must(err)
	block := make([]byte, 64<<10)
	for ; n > 0; n -= len(block) {
		_, err := z.Write(block[:min(n, len(block))])
		must(err)
	}
	must(z.Close())
	return b.Bytes()
}

// claiming is a PNG that claims a size and has hardly any pixels.
func claiming(w, h int, depth, kind byte, transparent ...byte) pngFile {
	p := pngScene(1, 1, depth, kind)
	p.w, p.h, p.transparent = w, h, transparent
	p.sample = func(int, int) []uint16 { return make([]uint16, 4) }
	return p
}

// start is the file with next to no pixels.
func (p pngFile) start() []byte {
	return slices.Concat([]byte(pngSignature), p.header(), p.colours(), chunk("IDAT", deflated(64)), chunk("IEND", nil))
}

func refusedPNG() []File {
	laced := claiming(6000, 5000, 8, trueAlpha)
	laced.interlaced = true
	hidden := claiming(6000, 5000, 8, trueAlpha)
	hidden.interlaced = true
	more := pngScene(64, 48, 8, trueColour)
	more.more = make([]byte, 64<<20)
	plain := pngScene(64, 48, 8, trueColour).bytes()
	moving := pngScene(64, 48, 8, trueColour)
	moving.before = joined(chunk("acTL", []byte{0, 0, 0, 2, 0, 0, 0, 0}), chunk("fcTL", make([]byte, 26)))
	return []File{
		refused("bomb.png", "PNG that claims 60000 × 60000 pixels", "pixels", claiming(60_000, 60_000, 8, trueColour).start),
		refused("bomb.png", "PNG that claims 60000 × 60000 pixels of one bit", "pixels", claiming(60_000, 60_000, 1, greyShades).start),
		refused("large.png", "PNG of 41 megapixels", "pixels", claiming(8200, 5000, 8, trueColour).start),
		refused("bomb.png", "PNG that claims the largest size that there is", "damaged", claiming(1<<31-1, 1<<31-1, 16, trueAlpha).start),
		refused("bomb.png", "PNG that claims 2147483647 × 1 pixels", "pixels", claiming(1<<31-1, 1, 8, trueColour).start),
		refused("deep.png", "PNG in 16 bits that takes too much memory", "memory", claiming(6000, 5000, 16, trueColour).start),
		refused("laced.png", "PNG that takes too much memory, interlaced", "memory", laced.start),
		refused("laced.png", "PNG that takes too much memory, interlaced, behind another chunk", "memory", func() []byte {
			b := hidden.start()
			return slices.Concat(b[:8], chunk("aaAa", make([]byte, 40)), b[8:])
		}),
		refused("shade.png", "PNG in 16 bits of grey that transparency makes too large", "memory", claiming(8000, 5000, 16, greyShades, 0, 1).start),
		refused("zero.png", "PNG without width", "damaged", claiming(0, 64, 8, trueColour).start),
		refused("zero.png", "PNG without height", "damaged", claiming(64, 0, 8, trueColour).start),
		refused("negative.png", "PNG of a negative size", "damaged", claiming(-5, -5, 8, trueColour).start),
		refused("depth.png", "PNG of a depth that there is not", "damaged", claiming(64, 48, 3, trueColour).start),
		refused("burst.png", "PNG with far more pixels than it claims", "damaged", more.bytes),
		refused("few.png", "PNG with fewer pixels than it claims", "damaged", claiming(640, 480, 8, trueColour).start),
		refused("moving.png", "PNG that moves", "moving", moving.bytes),
		refused("checksum.png", "PNG with a wrong checksum of its size", "damaged", changed(plain, 8+8+13)),
		refused("checksum.png", "PNG with a wrong checksum of its pixels", "damaged", changed(plain, len(plain)-13)),
		refused("pixels.png", "PNG with a damaged pixel", "damaged", changed(plain, len(plain)-25)),
		refused("palette.png", "PNG without the palette that it needs", "damaged", func() []byte {
			p := pngScene(64, 48, 8, indexed)
			p.palette = nil
			return p.bytes()
		}),
		refused("order.png", "PNG whose pixels come before its size", "damaged", func() []byte {
			p := pngScene(64, 48, 8, trueColour)
			return joined([]byte(pngSignature), chunk("IDAT", p.pixels()), p.header(), chunk("IEND", nil))
		}),
		refused("chunk.png", "PNG with a chunk longer than the file", "damaged", func() []byte {
			return slices.Concat(plain[:33], binary.BigEndian.AppendUint32(nil, 1<<31-1), []byte("tEXt"), plain[33:])
		}),
	}
}

// changed is a file with one byte changed.
func changed(file []byte, at int) func() []byte {
	return func() []byte {
		b := slices.Clone(file)
		b[at] ^= 0x55
		return b
	}
}

func largePNG() []File {
	constant := func(w, h int, depth, kind byte, samples int) pngFile {
		p := pngFile{w: w, h: h, depth: depth, kind: kind}
		p.before = chunk("IDAT", deflated(h*(1+(w*samples*int(depth)+7)/8)))
		return p
	}
	list := []struct {
		what  string
		p     pngFile
		alpha bool
	}{
		{"PNG of 40 megapixels", constant(8000, 5000, 8, trueAlpha, 4), true},
		{"PNG of 40 megapixels in one bit", constant(8000, 5000, 1, greyShades, 1), false},
		{"PNG of 23 megapixels in 16 bits", constant(5750, 4000, 16, trueColour, 3), false},
	}
	files := make([]File, 0, len(list))
	for _, l := range list {
		f := taken("large.png", l.what, l.p.w, l.p.h, func() []byte {
			return slices.Concat([]byte(pngSignature), l.p.header(), l.p.before, chunk("IEND", nil))
		})
		f.Alpha = l.alpha
		files = append(files, f)
	}
	return files
}

// Noise is a PNG that takes more bytes once it is in full colours: a palette of
// transparent ones, at random.
func Noise() []byte {
	state := uint32(88172645)
	random := func() uint16 {
		state ^= state << 13
		state ^= state >> 17
		state ^= state << 5
		return uint16(state >> 24)
	}
	p := pngFile{w: 1800, h: 1800, depth: 8, kind: indexed}
	for range 256 {
		p.palette = append(p.palette, byte(random()), byte(random()), byte(random()))
		p.transparent = append(p.transparent, byte(random()))
	}
	p.sample = func(int, int) []uint16 { return []uint16{random()} }
	return p.bytes()
}
