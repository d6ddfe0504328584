package uploads

import (
	"bytes"
	"encoding/binary"
	"image/color"
	"image/jpeg"
	"slices"
)

// Markers of JPEG.
const (
	sof0, sof1, sof2, sof9 = 0xC0, 0xC1, 0xC2, 0xC9
	app0, app1, app2       = 0xE0, 0xE1, 0xE2
	app14, comment         = 0xEE, 0xFE
)

// part is a component: its name and its sampling, across and down.
type part struct{ id, sampling byte }

// jpegFile is a JPEG of blocks of one colour each. The encoder of the standard
// library writes only one kind.
type jpegFile struct {
	w, h      int
	parts     []part
	frame     byte // its marker; 0 is that of the plainest kind
	precision byte // bits for each colour; 0 is eight
	before    []byte
	between   []byte // before the frame's description
	apart     bool   // each component in a pass of its own
	passes    int    // as many more passes that say nothing
	restart   int    // so many units between marks
	value     func(part, x, y int) byte
}

// colours are the usual components with that sampling of the first.
func colours(sampling byte) []part { return []part{{1, sampling}, {2, 0x11}, {3, 0x11}} }

// segment is a marker with its payload.
func segment(marker byte, payload []byte) []byte {
	b := binary.BigEndian.AppendUint16([]byte{0xFF, marker}, uint16(len(payload)+2))
	return append(b, payload...)
}

// sceneIn is the scene as values of luminance and colours.
func sceneIn(w, h int) func(part, x, y int) byte {
	return func(part, x, y int) byte {
		c := dot(x, y, w, h)
		l, b, r := color.RGBToYCbCr(c.R, c.G, c.B)
		return []byte{l, b, r}[part]
	}
}

// bytes writes the file.
func (j jpegFile) bytes() []byte {
	if j.frame == 0 {
		j.frame = sof0
	}
	if j.precision == 0 {
		j.precision = 8
	}
	if j.value == nil {
		j.value = sceneIn(j.w, j.h)
	}
	quant := slices.Concat([]byte{0}, bytes.Repeat([]byte{8}, 64))
	b := slices.Concat([]byte{0xFF, 0xD8}, j.before, segment(0xDB, quant), j.between, segment(j.frame, j.frameHeader()))
	if j.restart > 0 {
		b = append(b, segment(0xDD, binary.BigEndian.AppendUint16(nil, uint16(j.restart)))...)
	}
	// The differences from block to block: none in one bit, others in five. After
	// them the block ends, in one bit, or so many blocks do.
	b = append(b, segment(0xC4, slices.Concat([]byte{0x00, 1, 0, 0, 0, 8}, make([]byte, 11), []byte{0, 1, 2, 3, 4, 5, 6, 7, 8}))...)
	b = append(b, segment(0xC4, slices.Concat([]byte{0x10, 1, 1}, make([]byte, 14), []byte{0x00, 0xE0}))...)
	if j.apart {
		for i := range j.parts {
			b = append(b, j.pass(i)...)
		}
	} else {
		all := make([]int, len(j.parts))
		for i := range all {
			all[i] = i
		}
		b = append(b, j.pass(all...)...)
	}
	for i := range j.passes {
		b = append(b, j.emptyPass(i%len(j.parts))...)
	}
	return append(b, 0xFF, 0xD9)
}

func (j jpegFile) frameHeader() []byte {
	b := []byte{j.precision, byte(j.h >> 8), byte(j.h), byte(j.w >> 8), byte(j.w), byte(len(j.parts))}
	for _, p := range j.parts {
		b = append(b, p.id, p.sampling, 0)
	}
	return b
}

// across and down are how many blocks of a component a unit has.
func (j jpegFile) across(i int) int { return int(j.parts[i].sampling >> 4) }
func (j jpegFile) down(i int) int   { return int(j.parts[i].sampling & 15) }

// units is how many units there are across and down.
func (j jpegFile) units() (int, int) {
	w, h := 8*j.across(0), 8*j.down(0)
	return (j.w + w - 1) / w, (j.h + h - 1) / h
}

// header begins a pass over these components.
func (j jpegFile) header(first, last byte, parts ...int) []byte {
	b := []byte{byte(len(parts))}
	for _, i := range parts {
		b = append(b, j.parts[i].id, 0)
	}
	return segment(0xDA, append(b, first, last, 0))
}

// pass writes the colours of the blocks of these components.
func (j jpegFile) pass(parts ...int) []byte {
	last := byte(63)
	if j.frame == sof2 {
		last = 0
	}
	s := bits{out: j.header(0, last, parts...), stuffed: true}
	var before [4]int
	across, down := j.units()
	if len(parts) == 1 {
		i := parts[0]
		across, down = min(across*j.across(i), (j.w+7)/8), min(down*j.down(i), (j.h+7)/8)
	}
	for n := range across * down {
		if j.restart > 0 && n > 0 && n%j.restart == 0 {
			s.fill()
			s.out = append(s.out, 0xFF, 0xD0+byte((n/j.restart-1)%8))
			before = [4]int{}
		}
		for _, i := range parts {
			j.unit(&s, i, n%across, n/across, len(parts) == 1, &before[i])
		}
	}
	return s.fill()
}

// unit writes the blocks of a component in one unit; a pass of one component has
// one block in each.
func (j jpegFile) unit(s *bits, i, x, y int, alone bool, before *int) {
	h, v := j.across(i), j.down(i)
	wide, tall := 8*j.across(0)/h, 8*j.down(0)/v // of a block, in pixels
	if alone {
		h, v = 1, 1
	}
	for b := range h * v {
		px, py := (x*h+b%h)*wide+wide/2, (y*v+b/h)*tall+tall/2
		now := int(j.value(i, min(px, j.w-1), min(py, j.h-1))) - 128
		s.difference(now - *before)
		*before = now
		if j.frame != sof2 {
			s.put(0, 1)
		}
	}
}

// emptyPass says of every block that nothing is to be added.
func (j jpegFile) emptyPass(i int) []byte {
	s := bits{out: j.header(1, 63, i), stuffed: true}
	across, down := j.units()
	left := min(across*j.across(i), (j.w+7)/8) * min(down*j.down(i), (j.h+7)/8)
	for ; left >= 32767; left -= 32767 {
		s.put(0b10, 2)
		s.put(1<<14-1, 14)
	}
	for range left {
		s.put(0, 1)
	}
	return s.fill()
}

// bits writes bits, the highest first.
type bits struct {
	out     []byte
	held, n uint32
	stuffed bool
}

func (s *bits) put(v, n uint32) {
	for n > 0 {
		n--
		s.held, s.n = s.held<<1|v>>n&1, s.n+1
		if s.n == 8 {
			s.out = append(s.out, byte(s.held))
			if s.stuffed && byte(s.held) == 0xFF {
				s.out = append(s.out, 0)
			}
			s.held, s.n = 0, 0
		}
	}
}

// fill ends the byte with ones.
func (s *bits) fill() []byte {
	for s.n > 0 {
		s.put(1, 1)
	}
	return s.out
}

// difference writes a number as JPEG does: how many bits it has, then these.
func (s *bits) difference(d int) {
	size, v := uint32(0), max(d, -d)
	for ; v > 0; v >>= 1 {
		size++
	}
	if size == 0 {
		s.put(0, 1)
		return
	}
	s.put(0b10000+size-1, 5)
	if d < 0 {
		d += 1<<size - 1
	}
	s.put(uint32(d), size)
}

// simpleJPEG is the scene as the standard library writes it.
func simpleJPEG(w, h int) []byte {
	var b bytes.Buffer
	must(jpeg.Encode(&b, scene(w, h), nil))
	return b.Bytes()
}

// PhotoJPEG is a photograph as a camera might write it, of that quality.
func PhotoJPEG(w, h, quality int) []byte {
	var b bytes.Buffer
	must(jpeg.Encode(&b, Photo(w, h), &jpeg.Options{Quality: quality}))
	return b.Bytes()
}

// withSegments puts segments at the head of a JPEG.
func withSegments(file []byte, segments ...[]byte) []byte {
	return slices.Concat(file[:2], slices.Concat(segments...), file[2:])
}

// exifSegment is Exif data as JPEG holds it.
func exifSegment(data []byte) []byte { return segment(app1, append([]byte("Exif\x00\x00"), data...)) }

// adobe tells what the colours are: 0 is neither luminance nor its differences.
func adobe(transform byte) []byte {
	return segment(app14, slices.Concat([]byte("Adobe\x00\x64\x00\x00\x00\x00"), []byte{transform}))
}

func must(err error) {
	if err != nil {
		panic(err) // a mistake in this package
	}
}
