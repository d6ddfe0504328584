package uploads

import (
	"bytes"
	"encoding/binary"
	"image"
	"slices"

	"github.com/gen2brain/webp"
)

// Flags of an extended WebP.
const (
	webpMoves, webpAlpha = 0x02, 0x10
)

// webpOf is a picture as WebP.
func webpOf(m image.Image, lossless bool) []byte {
	var b bytes.Buffer
	must(webp.Encode(&b, m, webp.Options{Quality: 90, Lossless: lossless}))
	return b.Bytes()
}

// riffChunk is a chunk of a WebP.
func riffChunk(name string, payload []byte) []byte {
	b := binary.LittleEndian.AppendUint32([]byte(name), uint32(len(payload)))
	b = append(b, payload...)
	if len(payload)%2 == 1 {
		b = append(b, 0)
	}
	return b
}

// riff is a WebP of these chunks.
func riff(chunks ...[]byte) []byte {
	body := append([]byte("WEBP"), slices.Concat(chunks...)...)
	return append(binary.LittleEndian.AppendUint32([]byte("RIFF"), uint32(len(body))), body...)
}

// picture is the chunk of the pixels of a plain WebP.
func picture(file []byte) []byte {
	for at := 12; at+8 <= len(file); {
		length := int(binary.LittleEndian.Uint32(file[at+4:]))
		end := min(at+8+length+length%2, len(file))
		if name := string(file[at : at+4]); name == "VP8 " || name == "VP8L" {
			return file[at:end]
		}
		at = end
	}
	return nil
}

// extended is a WebP with flags and a size at its head.
func extended(flags byte, w, h int, chunks ...[]byte) []byte {
	head := []byte{flags, 0, 0, 0, byte(w - 1), byte((w - 1) >> 8), byte((w - 1) >> 16), byte(h - 1), byte((h - 1) >> 8), byte((h - 1) >> 16)}
	return riff(riffChunk("VP8X", head), slices.Concat(chunks...))
}

// blankWebP is a picture of one colour: whatever its size, a few bytes.
func blankWebP(w, h int) []byte { return riff(riffChunk("VP8L", blank(w, h))) }

func blank(w, h int) []byte {
	var s low
	s.put(0x2F, 8)
	s.put(uint64(w-1), 14)
	s.put(uint64(h-1), 14)
	s.put(0, 1+3+1+1+1) // without transparency, version, transforms, cache, groups
	for range 3 {
		s.put(0b1, 3) // one code, of one symbol, of one bit
		s.put(1, 1)
	}
	s.put(0b101, 3) // of eight bits: opaque
	s.put(255, 8)
	s.put(0b1, 4)
	return s.out
}

// low writes bits, the lowest first.
type low struct {
	out []byte
	n   int
}

func (s *low) put(v uint64, n int) {
	for range n {
		if s.n%8 == 0 {
			s.out = append(s.out, 0)
		}
		s.out[len(s.out)-1] |= byte(v&1) << (s.n % 8)
		s.n, v = s.n+1, v>>1
	}
}

func takenWebP() []File {
	alpha := func(f File) File {
		f.Alpha = true
		return f
	}
	hidden := slices.Concat(riffChunk("EXIF", telling()), riffChunk("XMP ", []byte("<x:xmpmeta>PLANTED</x:xmpmeta>")), riffChunk("ODD ", []byte(planted)))
	return []File{
		quarter("photo.webp", "WebP with losses", 80, 64, func() []byte { return webpOf(scene(80, 64), false) }),
		quarter("drawing.webp", "WebP without losses", 81, 63, func() []byte { return webpOf(scene(81, 63), true) }),
		alpha(quarter("drawing.webp", "WebP without losses, with transparency", 80, 64, func() []byte { return webpOf(holed(80, 64), true) })),
		alpha(quarter("drawing.webp", "WebP with losses and transparency", 80, 64, func() []byte { return webpOf(holed(80, 64), false) })),
		quarter("photo.webp", "WebP of the extended kind that stands still", 80, 64, func() []byte {
			return extended(0, 80, 64, picture(webpOf(scene(80, 64), false)))
		}),
		quarter("photo.webp", "WebP that tells much", 80, 64, func() []byte {
			return extended(0x2C, 80, 64, riffChunk("ICCP", []byte(planted)), picture(webpOf(scene(80, 64), false)), hidden)
		}),
		quarter("photo.webp", "WebP with Exif data longer than the file", 80, 64, func() []byte {
			return append(extended(0x08, 80, 64, picture(webpOf(scene(80, 64), false))), "EXIF\xff\xff\xff\x7fII*\x00"...)
		}),
		quarter("photo.webp", "WebP that is made smaller", 3000, 1000, func() []byte { return webpOf(scene(3000, 1000), false) }),
		taken("dot.webp", "WebP of one pixel", 1, 1, func() []byte { return webpOf(scene(1, 1), false) }),
		taken("blank.webp", "WebP of twelve megapixels in a few bytes", 4000, 3000, func() []byte { return blankWebP(4000, 3000) }),
	}
}

func refusedWebP() []File {
	moving := func() []byte {
		frame := slices.Concat(make([]byte, 16), picture(webpOf(scene(80, 64), false)))
		frame[6], frame[9] = 79, 63
		return extended(webpMoves, 80, 64, riffChunk("ANIM", make([]byte, 6)), riffChunk("ANMF", frame), riffChunk("ANMF", frame))
	}
	return []File{
		refused("bomb.webp", "WebP of 16383 × 16383 pixels in a few bytes", "pixels", func() []byte { return blankWebP(16383, 16383) }),
		refused("large.webp", "WebP of 41 megapixels", "pixels", func() []byte { return blankWebP(8200, 5000) }),
		refused("large.webp", "WebP without losses that takes too much memory", "memory", func() []byte { return blankWebP(8000, 5000) }),
		refused("large.webp", "WebP without losses, extended, that takes too much memory", "memory", func() []byte {
			return extended(0, 8000, 5000, riffChunk("VP8L", blank(8000, 5000)))
		}),
		refused("large.webp", "WebP whose transparency takes too much memory", "memory", func() []byte {
			return extended(webpAlpha, 7000, 5000, riffChunk("ALPH", append([]byte{1}, blank(7000, 5000)[5:]...)))
		}),
		refused("moving.webp", "WebP that moves", "moving", moving),
		refused("canvas.webp", "WebP that claims less than it holds", "damaged", func() []byte {
			return extended(0, 80, 64, riffChunk("VP8L", blank(16383, 16383)))
		}),
		refused("canvas.webp", "WebP that claims 16777216 × 16777216 pixels", "damaged", func() []byte {
			return extended(0, 1<<24, 1<<24, riffChunk("VP8L", blank(8, 8)))
		}),
		refused("empty.webp", "WebP without pixels", "damaged", func() []byte { return extended(0, 80, 64) }),
		refused("twice.webp", "WebP with two heads", "damaged", func() []byte {
			return extended(0, 80, 64, extended(0, 8, 8)[12:], riffChunk("VP8L", blank(8, 8)))
		}),
		refused("groups.webp", "WebP with more tables of codes than pixels", "damaged", manyGroups),
		refused("tables.webp", "WebP with as many tables of codes as there may be, and then no pixels", "damaged", func() []byte { return largeGroups(6000, 5000) }),
	}
}

// manyGroups asks for 65536 sets of codes for a picture of 64 pixels.
func manyGroups() []byte {
	var s low
	s.put(0x2F, 8)
	s.put(7, 14)
	s.put(7, 14)
	s.put(0, 1+3+1+1) // without transparency, version, transforms, cache
	s.put(1, 1)       // with sets
	s.put(0, 3)       // for four pixels each way
	s.put(0, 1)
	for range 2 { // green and red: the number of the set
		s.put(0b101, 3)
		s.put(255, 8)
	}
	for range 3 {
		s.put(0b1, 4)
	}
	return riff(riffChunk("VP8L", append(s.out, make([]byte, 1<<20)...)))
}

// largeGroups has as many sets of codes as decoders take, each with a code for
// nearly everything, and ends where the pixels begin.
func largeGroups(w, h int) []byte {
	const sets, tile = 2600, 64
	var s low
	s.put(0x2F, 8)
	s.put(uint64(w-1), 14)
	s.put(uint64(h-1), 14)
	s.put(0, 1+3+1)      // without transparency, version, transforms
	s.put(1|11<<1, 1+4)  // with a cache of 2048 colours
	s.put(1|4<<1, 1+3)   // with sets, for 64 pixels each way
	s.put(0, 1)          // their numbers without a cache
	s.codes(8, 256, 280) // green, red: eight bits each
	s.codes(8, 256, 256)
	for range 3 {
		s.put(0b1, 4)
	}
	for i := range (w + tile - 1) / tile * ((h + tile - 1) / tile) {
		s.code(i%sets%256, 8)
		s.code(i%sets/256, 8)
	}
	for range sets {
		s.codes(11, 2048, 256+24+2048)
		for range 3 {
			s.codes(8, 256, 256)
		}
		s.put(0b1, 4)
	}
	return riff(riffChunk("VP8L", s.out))
}

// codes describes a code of so many symbols, each of the same length; the rest of
// the alphabet has none.
func (s *low) codes(length, used, all int) {
	const again, zeros = 16, 18
	order := []int{17, zeros, 0, 1, 2, 3, 4, 5, again, 6, 7, 8, 9, 10, 11}
	s.put(uint64(len(order)-4)<<1, 1+4)
	for _, symbol := range order {
		switch symbol {
		case length:
			s.put(1, 3) // its code is 0
		case again, zeros:
			s.put(2, 3) // theirs are 10 and 11
		default:
			s.put(0, 3)
		}
	}
	s.put(0, 1)
	s.code(0, 1)
	left := used - 1
	for ; left >= 3; left -= min(left, 6) {
		s.code(0b10, 2)
		s.put(uint64(min(left, 6)-3), 2)
	}
	for range left {
		s.code(0, 1)
	}
	for left = all - used; left > 0; {
		n := min(left, 138)
		if rest := left - n; rest > 0 && rest < 11 {
			n -= 11
		}
		s.code(0b11, 2)
		s.put(uint64(n-11), 7)
		left -= n
	}
}

// code writes a code, whose highest bit comes first.
func (s *low) code(v, n int) {
	for n--; n >= 0; n-- {
		s.put(uint64(v>>n), 1)
	}
}

func largeOthers() []File {
	return []File{
		taken("large.webp", "WebP of 30 megapixels without losses", 6000, 5000, func() []byte { return blankWebP(6000, 5000) }),
		taken("large.gif", "GIF of 40 megapixels", 8000, 5000, func() []byte { return blankGIF(8000, 5000) }),
	}
}
