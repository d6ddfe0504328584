package uploads

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// jpegOf is a picture of the scene as a JPEG of that kind.
func jpegOf(what string, j jpegFile) File {
	return quarter("photo.jpg", what, j.w, j.h, j.bytes)
}

func takenJPEG() []File {
	grey := []part{{1, 0x11}}
	jfif := segment(app0, []byte("JFIF\x00\x01\x02\x00\x00\x01\x00\x01\x00\x00"))
	return []File{
		quarter("photo.jpg", "JPEG of the standard encoder", 80, 64, func() []byte { return simpleJPEG(80, 64) }),
		jpegOf("JPEG in one pass, 4:2:0", jpegFile{w: 160, h: 96, parts: colours(0x22), before: jfif}),
		jpegOf("JPEG in one pass, 4:2:2", jpegFile{w: 160, h: 96, parts: colours(0x21)}),
		jpegOf("JPEG in one pass, 4:4:0", jpegFile{w: 160, h: 96, parts: colours(0x12)}),
		jpegOf("JPEG in one pass, 4:1:1", jpegFile{w: 160, h: 96, parts: colours(0x41)}),
		jpegOf("JPEG in one pass, 4:4:4", jpegFile{w: 160, h: 96, parts: colours(0x11)}),
		jpegOf("JPEG of the extended kind", jpegFile{w: 96, h: 96, parts: colours(0x22), frame: sof1}),
		jpegOf("JPEG with marks to begin again at", jpegFile{w: 160, h: 96, parts: colours(0x22), restart: 3}),
		jpegOf("JPEG with a pass for each colour", jpegFile{w: 160, h: 96, parts: colours(0x22), apart: true}),
		jpegOf("JPEG with 4:4:4 written as 2×2 each", jpegFile{w: 160, h: 96, parts: []part{{1, 0x22}, {2, 0x22}, {3, 0x22}}, apart: true}),
		jpegOf("JPEG in several passes, 4:2:0", jpegFile{w: 160, h: 96, parts: colours(0x22), frame: sof2, passes: 9}),
		jpegOf("JPEG in several passes, 4:4:4", jpegFile{w: 160, h: 96, parts: colours(0x11), frame: sof2, passes: 6}),
		jpegOf("JPEG in shades of grey", jpegFile{w: 96, h: 64, parts: grey}),
		jpegOf("JPEG in shades of grey, in several passes", jpegFile{w: 96, h: 64, parts: grey, frame: sof2, passes: 4}),
		jpegOf("JPEG of an odd size", jpegFile{w: 145, h: 113, parts: colours(0x22)}),
		jpegOf("JPEG in RGB", jpegFile{w: 96, h: 64, parts: colours(0x11), before: adobe(0), value: func(part, x, y int) byte {
			c := dot(x, y, 96, 64)
			return []byte{c.R, c.G, c.B}[part]
		}}),
		jpegOf("JPEG in CMYK", inks(96, 64, 0x11)),
		jpegOf("JPEG in CMYK in units of 2×2", inks(96, 64, 0x22)),
		jpegOf("JPEG with bytes between its segments", jpegFile{w: 96, h: 64, parts: colours(0x22), between: []byte("\x00\x00PLANTED")}),
		taken("dot.jpg", "JPEG of one pixel", 1, 1, func() []byte { return simpleJPEG(1, 1) }),
		taken("wide.jpg", "JPEG as wide as may be and one pixel tall", 30_000, 1, jpegFile{w: 30_000, h: 1, parts: grey}.bytes),
		taken("tall.jpg", "JPEG one pixel wide and as tall as may be", 1, 30_000, jpegFile{w: 1, h: 30_000, parts: grey}.bytes),
		quarter("panorama.jpg", "JPEG of a panorama", 20_000, 900, jpegFile{w: 20_000, h: 900, parts: colours(0x22)}.bytes),
		quarter("photo.jpg", "JPEG with two thousand segments", 80, 64, func() []byte {
			return withSegments(simpleJPEG(80, 64), bytes.Repeat(segment(0xEA, []byte(planted)), 2000))
		}),
	}
}

// inks is the scene in four inks, stored the other way round as usual.
func inks(w, h int, sampling byte) jpegFile {
	return jpegFile{
		w: w, h: h, parts: []part{{1, sampling}, {2, 0x11}, {3, 0x11}, {4, sampling}}, before: adobe(0),
		value: func(part, x, y int) byte {
			c := dot(x, y, w, h)
			return []byte{c.R, c.G, c.B, 255}[part]
		},
	}
}

// turnedJPEG is the scene stored so that an orientation puts it upright.
func turnedJPEG(w, h, how int, data []byte) []byte {
	uw, uh := w, h
	if how >= 5 {
		uw, uh = h, w
	}
	upright := sceneIn(uw, uh)
	return jpegFile{w: w, h: h, parts: colours(0x11), before: exifSegment(data), value: func(part, x, y int) byte {
		x, y = turn(how, x, y, w, h)
		return upright(part, x, y)
	}}.bytes()
}

// takenTurned are pictures of cameras that were held in every way.
func takenTurned() []File {
	var list []File
	for how := 1; how <= 8; how++ {
		w, h := 128, 64
		if how >= 5 {
			w, h = h, w
		}
		for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
			data := exif(order, turned(order, uint16(how)))
			list = append(list, quarter("photo.jpg", fmt.Sprintf("JPEG of orientation %d, %s", how, order), w, h,
				func() []byte { return turnedJPEG(128, 64, how, data) }))
		}
		data := exif(binary.BigEndian, turned(binary.BigEndian, uint16(how)))
		list = append(list,
			quarter("photo.png", fmt.Sprintf("PNG of orientation %d", how), w, h, func() []byte {
				return pngFile{w: 128, h: 64, depth: 8, kind: trueColour, sample: turnedSamples(128, 64, how), before: chunk("eXIf", data)}.bytes()
			}),
			quarter("photo.webp", fmt.Sprintf("WebP of orientation %d", how), w, h, func() []byte {
				return extended(0x08, 128, 64, picture(webpOf(turnedScene(128, 64, how), false)), riffChunk("EXIF", data))
			}))
	}
	order := binary.LittleEndian
	plain := func() []byte { return simpleJPEG(80, 64) }
	telltale := func() []byte {
		return withSegments(plain(), exifSegment(telling()),
			segment(app1, []byte("http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>PLANTED</x:xmpmeta>")),
			segment(app2, []byte("ICC_PROFILE\x00\x01\x01PLANTED")),
			segment(0xED, []byte("Photoshop 3.0\x008BIM\x04\x04PLANTED")),
			segment(comment, []byte("PLANTED")))
	}
	return append(list,
		quarter("photo.jpg", "JPEG that tells where it was taken and by whom", 80, 64, telltale),
		quarter("photo.jpg", "JPEG of an unknown orientation", 80, 64, func() []byte { return withSegments(plain(), exifSegment(exif(order, turned(order, 9)))) }),
		quarter("photo.jpg", "JPEG with directories that lead to themselves", 80, 64, func() []byte { return withSegments(plain(), exifSegment(looping())) }),
		quarter("photo.jpg", "JPEG with a directory beyond its end", 80, 64, func() []byte { return withSegments(plain(), exifSegment(beyond())) }),
		quarter("photo.jpg", "JPEG with a directory far beyond its end", 80, 64, func() []byte {
			return withSegments(plain(), exifSegment([]byte("II*\x00\xff\xff\xff\xff")), exifSegment([]byte("MM\x00*\x7f\xff\xff\xff")))
		}),
		quarter("photo.jpg", "JPEG with Exif data of two bytes", 80, 64, func() []byte { return withSegments(plain(), exifSegment([]byte("II"))) }),
		quarter("photo.jpg", "JPEG of orientation 6 behind stray bytes", 64, 128, func() []byte {
			j := turnedJPEG(128, 64, 6, exif(order, turned(order, 6)))
			return slices.Concat(j[:2], segment(comment, nil), []byte("\x00\x01"), j[2:])
		}),
	)
}

// refusedJPEG are JPEG files that are damaged, too large or of a rare kind.
func refusedJPEG() []File {
	plain := simpleJPEG(80, 64)
	three := []part{{1, 0x22}, {2, 0x22}, {3, 0x22}}
	return []File{
		refused("bomb.jpg", "JPEG that claims 65535 × 65535 pixels", "pixels", jpegFile{w: 65535, h: 65535, parts: colours(0x22), value: nothing}.start),
		refused("large.jpg", "JPEG of 41 megapixels", "pixels", jpegFile{w: 8200, h: 5000, parts: colours(0x22)}.start),
		refused("long.jpg", "JPEG wider than may be", "pixels", jpegFile{w: 30_001, h: 1, parts: colours(0x22)}.start),
		refused("passes.jpg", "JPEG in several passes that takes too much memory, 4:4:4", "memory", jpegFile{w: 5000, h: 4000, parts: colours(0x11), frame: sof2}.start),
		refused("passes.jpg", "JPEG in several passes that takes too much memory, 2×2 each", "memory", jpegFile{w: 5000, h: 4000, parts: three, frame: sof2, apart: true}.start),
		refused("passes.jpg", "JPEG in several passes that hides it behind stray bytes", "memory", jpegFile{w: 5000, h: 4000, parts: colours(0x11), frame: sof2, between: []byte("\x00\x00")}.start),
		refused("rgb.jpg", "JPEG in RGB that takes too much memory", "memory", jpegFile{w: 8000, h: 5000, parts: colours(0x11), before: adobe(0)}.start),
		refused("rgb.jpg", "JPEG that turns out to be in RGB after its pixels", "memory", func() []byte {
			return joined(jpegFile{w: 8000, h: 5000, parts: colours(0x11)}.start(), adobe(0), []byte{0xFF, 0xD9})
		}),
		refused("cmyk.jpg", "JPEG in CMYK that takes too much memory", "memory", inks(6000, 5000, 0x11).start),
		refused("scans.jpg", "JPEG in a thousand passes", "memory", jpegFile{w: 160, h: 96, parts: colours(0x22), frame: sof2, passes: 1000}.bytes),
		refused("zero.jpg", "JPEG without width", "damaged", jpegFile{w: 0, h: 64, parts: colours(0x22)}.start),
		refused("zero.jpg", "JPEG without height", "damaged", jpegFile{w: 64, h: 0, parts: colours(0x22)}.start),
		refused("twelve.jpg", "JPEG with twelve bits a colour", "damaged", jpegFile{w: 64, h: 64, parts: colours(0x22), frame: sof1, precision: 12}.bytes),
		refused("arithmetic.jpg", "JPEG with arithmetic coding", "damaged", jpegFile{w: 64, h: 64, parts: colours(0x22), frame: sof9}.bytes),
		refused("lossless.jpg", "JPEG of the lossless kind", "damaged", jpegFile{w: 64, h: 64, parts: colours(0x22), frame: 0xC3}.bytes),
		refused("two.jpg", "JPEG with two descriptions of its size", "damaged", func() []byte {
			j := jpegFile{w: 64, h: 64, parts: colours(0x22)}
			j.before = segment(sof0, jpegFile{w: 8, h: 8, parts: j.parts, precision: 8}.frameHeader())
			return j.bytes()
		}),
		refused("cmyk.jpg", "JPEG of four colours that nothing explains", "damaged", func() []byte {
			j := inks(64, 64, 0x11)
			j.before = nil
			return j.bytes()
		}),
		refused("huffman.jpg", "JPEG with a broken table of codes", "damaged", func() []byte {
			b := slices.Clone(plain)
			at := bytes.Index(b, []byte{0xFF, 0xC4})
			copy(b[at+5:], bytes.Repeat([]byte{0xFF}, 16))
			return b
		}),
		refused("huffman.jpg", "JPEG without tables of codes", "damaged", func() []byte {
			return bytes.ReplaceAll(plain, []byte{0xFF, 0xC4}, []byte{0xFF, 0xEC})
		}),
		refused("segment.jpg", "JPEG with a segment shorter than its length", "damaged", func() []byte {
			return withSegments(plain, []byte{0xFF, 0xE5, 0x00, 0x01})
		}),
		refused("segment.jpg", "JPEG with a segment longer than the file", "damaged", func() []byte {
			return withSegments(plain, []byte{0xFF, 0xE5, 0xFF, 0xFF})
		}),
		refused("empty.jpg", "JPEG that ends as it begins", "damaged", bytesOf("\xff\xd8\xff\xd9")),
	}
}

// start is the file up to a few of its pixels.
func (j jpegFile) start() []byte {
	j.value = nothing
	w, h := j.w, j.h
	j.w, j.h = min(w, 16), min(h, 16)
	b := j.bytes()
	at := bytes.Index(b, segment(j.marker(), jpegFile{w: j.w, h: j.h, parts: j.parts, precision: 8}.frameHeader()))
	binary.BigEndian.PutUint16(b[at+5:], uint16(h))
	binary.BigEndian.PutUint16(b[at+7:], uint16(w))
	return b[:len(b)-2]
}

func (j jpegFile) marker() byte {
	if j.frame == 0 {
		return sof0
	}
	return j.frame
}

func nothing(_, _, _ int) byte { return 128 }

func largeJPEG() []File {
	return []File{
		taken("large.jpg", "JPEG of 40 megapixels, 4:2:0", 8000, 5000, jpegFile{w: 8000, h: 5000, parts: colours(0x22)}.bytes),
		taken("large.jpg", "JPEG of 40 megapixels, 4:4:4", 8000, 5000, jpegFile{w: 8000, h: 5000, parts: colours(0x11)}.bytes),
		taken("passes.jpg", "JPEG in several passes of 23 megapixels, 4:2:0", 5750, 4000, jpegFile{w: 5750, h: 4000, parts: colours(0x22), frame: sof2, passes: 9}.bytes),
		taken("passes.jpg", "JPEG in several passes of 12 megapixels, 4:4:4", 4000, 3000, jpegFile{w: 4000, h: 3000, parts: colours(0x11), frame: sof2, passes: 9}.bytes),
		taken("cmyk.jpg", "JPEG in CMYK of 23 megapixels", 5750, 4000, inks(5750, 4000, 0x11).bytes),
		taken("rgb.jpg", "JPEG in RGB of 26 megapixels", 6500, 4000, jpegFile{w: 6500, h: 4000, parts: colours(0x11), before: adobe(0)}.bytes),
	}
}
