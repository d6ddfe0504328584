package media

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	xwebp "golang.org/x/image/webp"

	"github.com/qalam-cms/qalam/internal/errs"
)

// measure returns the size that a file claims and how many bytes its decoder asks
// for, all in all: what it has done with is still there when it asks for more.
func measure(kind format, file []byte) (image.Config, int, error) {
	r := bytes.NewReader(file)
	switch kind {
	case formatJPEG:
		c, err := jpeg.DecodeConfig(r)
		return c, jpegMemory(file, c), err
	case formatPNG:
		c, err := png.DecodeConfig(r)
		return c, c.Width * c.Height * pngBytes(file, c.ColorModel), err
	case formatGIF:
		c, err := gif.DecodeConfig(r)
		return c, c.Width * c.Height * 2, err // the second time in another order
	case formatWebP:
		c, err := xwebp.DecodeConfig(r)
		return c, c.Width * c.Height * webpBytes(file), err
	}
	return image.Config{}, 0, errs.New("media", errs.Invalid, "error.image_format", nil)
}

// pngBytes is how many bytes a pixel takes.
func pngBytes(file []byte, m color.Model) int {
	transparent, interlaced := false, false
	for name, data := range pngChunks(file) {
		switch {
		case name == "IHDR" && len(data) == 13:
			interlaced = data[12] != 0
		case name == "tRNS":
			transparent = true
		}
		if name == "IDAT" {
			break
		}
	}
	n := 1 // grey, or one of a palette
	switch m {
	case color.RGBA64Model, color.NRGBA64Model:
		n = 8
	case color.RGBAModel, color.NRGBAModel:
		n = 4
	case color.Gray16Model:
		n = 2
	}
	if transparent && (m == color.GrayModel || m == color.Gray16Model) {
		n *= 4 // greys become colours
	}
	if interlaced {
		n *= 2 // seven smaller pictures make one
	}
	return n
}

// webpBytes is how many bytes a pixel takes.
func webpBytes(file []byte) int {
	for name := range webpChunks(file) {
		switch name {
		case "ALPH":
			return 7 // transparency is read as a picture in four colours
		case "VP8 ":
			return 2
		case "VP8L":
			return 6 // with a palette of few colours, half of it comes before it
		}
	}
	return 7
}

// maxPasses is how many passes a JPEG may have. Usual are up to ten; each goes
// over the whole picture and may take next to no bytes.
const maxPasses = 100

// jpegMemory is how many bytes a picture takes: each colour at its size, and as
// coefficients of four bytes where the picture comes in several passes. A picture
// in other colours than usual is put together anew.
func jpegMemory(file []byte, c image.Config) int {
	samples, each, colours, passes := 0, 1, 0, 0
	for marker, segment := range jpegSegments(file) {
		switch {
		case isFrame(marker) && samples == 0:
			samples = jpegSamples(segment, c)
			if marker != 0xC0 && marker != 0xC1 {
				each = 5
			}
			if otherColours(segment) {
				colours = 4
			}
		case marker == 0xEE && len(segment) >= 12 && string(segment[:5]) == "Adobe" && segment[11] == 0:
			colours = 4
		case marker == startOfScan:
			passes++
		}
	}
	if passes > maxPasses {
		return maxMemory + 1
	}
	return samples*each + c.Width*c.Height*colours
}

// isFrame reports whether a marker begins the description of a picture.
func isFrame(marker byte) bool {
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
}

// jpegSamples is how many numbers the pixels are of, by the description of a
// picture: the first colour has its full size, others may have less.
func jpegSamples(frame []byte, c image.Config) int {
	if len(frame) < 9 || frame[5] == 1 {
		return c.Width * c.Height
	}
	full := int(frame[7]>>4) * int(frame[7]&15)
	samples := 0
	for at := 7; at < len(frame) && full > 0; at += 3 {
		samples += c.Width * c.Height * int(frame[at]>>4) * int(frame[at]&15) / full
	}
	return samples
}

// otherColours reports whether a picture is of four colours, or of three that
// call themselves red, green and blue.
func otherColours(frame []byte) bool {
	return len(frame) >= 18 || len(frame) >= 15 && frame[6] == 'R' && frame[9] == 'G' && frame[12] == 'B'
}
