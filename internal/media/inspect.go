package media

import (
	"bytes"
	"encoding/binary"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"

	xwebp "golang.org/x/image/webp"

	"github.com/qalam-cms/qalam/internal/errs"
)

// format is a kind of file that the newsroom takes.
type format string

const (
	formatJPEG format = "jpeg"
	formatPNG  format = "png"
	formatGIF  format = "gif"
	formatWebP format = "webp"
)

// The limits of a picture: how many pixels, and how much memory decoding it may
// take. Sixteen bits a colour and JPEG in several passes take more than their
// pixels say.
const (
	maxPixels = 40_000_000
	maxMemory = 176 << 20
	maxLength = 30_000
)

// inspect decides by a file's first bytes and its own description of itself what
// it is, before anything large is made of it, and how it has to be turned.
func inspect(file []byte) (format, orientation, error) {
	if len(file) > MaxFile {
		return "", 0, errs.New("media", errs.TooLarge, "error.image_bytes", errs.Args{"size": MaxFile >> 20})
	}
	kind, err := formatOf(file)
	if err != nil {
		return "", 0, err
	}
	size, memory, err := measure(kind, file)
	switch {
	case err != nil || size.Width <= 0 || size.Height <= 0:
		return "", 0, errs.New("media", errs.Invalid, "error.image_damaged", nil)
	case size.Width*size.Height > maxPixels || max(size.Width, size.Height) > maxLength:
		return "", 0, errs.New("media", errs.TooLarge, "error.image_pixels", errs.Args{"size": maxPixels / 1_000_000})
	case memory > maxMemory:
		return "", 0, errs.New("media", errs.TooLarge, "error.image_memory", nil)
	case moves(kind, file):
		return "", 0, errs.New("media", errs.Invalid, "error.image_moving", nil)
	}
	return kind, orientationOf(kind, file), nil
}

// formatOf reads the signature. Drawings in SVG are programs as much as pictures,
// so they get an answer of their own.
func formatOf(file []byte) (format, error) {
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xd8\xff")):
		return formatJPEG, nil
	case bytes.HasPrefix(file, []byte("\x89PNG\r\n\x1a\n")):
		return formatPNG, nil
	case bytes.HasPrefix(file, []byte("GIF87a")), bytes.HasPrefix(file, []byte("GIF89a")):
		return formatGIF, nil
	case len(file) >= 16 && string(file[:4]) == "RIFF" && string(file[8:12]) == "WEBP":
		return formatWebP, nil
	case looksLikeSVG(file):
		return "", errs.New("media", errs.Invalid, "error.image_svg", nil)
	case len(file) >= 12 && string(file[4:8]) == "ftyp":
		return "", errs.New("media", errs.Invalid, "error.image_heic", nil)
	}
	return "", errs.New("media", errs.Invalid, "error.image_format", nil)
}

func looksLikeSVG(file []byte) bool {
	head := bytes.ToLower(file[:min(len(file), 4<<10)])
	return bytes.Contains(head, []byte("<svg"))
}

// measure returns the size that a file claims and how many bytes decoding it
// takes.
func measure(kind format, file []byte) (image.Config, int, error) {
	r := bytes.NewReader(file)
	switch kind {
	case formatJPEG:
		c, err := jpeg.DecodeConfig(r)
		return c, c.Width * c.Height * jpegBytes(file), err
	case formatPNG:
		c, err := png.DecodeConfig(r)
		return c, c.Width * c.Height * pngBytes(c.ColorModel), err
	case formatGIF:
		c, err := gif.DecodeConfig(r)
		return c, c.Width * c.Height, err
	case formatWebP:
		c, err := xwebp.DecodeConfig(r)
		return c, c.Width * c.Height * 4, err
	}
	return image.Config{}, 0, errs.New("media", errs.Invalid, "error.image_format", nil)
}

// pngBytes is how many bytes a decoded pixel takes.
func pngBytes(m color.Model) int {
	switch m {
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	case color.RGBAModel, color.NRGBAModel:
		return 4
	case color.Gray16Model:
		return 2
	}
	return 1 // grey, or one of a palette
}

// jpegBytes is how many bytes a decoded pixel takes at most. A picture in several
// passes is held as coefficients of four bytes until its last pass.
func jpegBytes(file []byte) int {
	components, passes := 3, 1
	for marker, segment := range jpegSegments(file) {
		if !isFrame(marker) || len(segment) < 6 {
			continue
		}
		components = int(segment[5])
		if marker != 0xC0 && marker != 0xC1 {
			passes = 5
		}
		if components == 3 && len(segment) >= 9 && segment[7] == 0x22 {
			return (3*passes + 1) / 2 // colours at half the size each way
		}
		break
	}
	return components * passes
}

// isFrame reports whether a marker begins the description of a picture.
func isFrame(marker byte) bool {
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
}

// jpegSegments walks the segments before the pixels: marker and payload.
func jpegSegments(file []byte) func(yield func(byte, []byte) bool) {
	return func(yield func(byte, []byte) bool) {
		for at := 2; at+4 <= len(file); {
			marker := file[at+1]
			if file[at] != 0xFF || marker == 0xDA || marker == 0xD9 {
				return
			}
			if marker == 0xFF { // fill
				at++
				continue
			}
			if marker == 0x01 || marker >= 0xD0 && marker <= 0xD7 { // without a payload
				at += 2
				continue
			}
			length := int(binary.BigEndian.Uint16(file[at+2:]))
			if length < 2 || at+2+length > len(file) || !yield(marker, file[at+4:at+2+length]) {
				return
			}
			at += 2 + length
		}
	}
}

// moves reports whether a file has more than one picture to show in turn.
func moves(kind format, file []byte) bool {
	switch kind {
	case formatPNG:
		for name := range pngChunks(file) {
			if name == "acTL" {
				return true
			}
			if name == "IDAT" {
				return false
			}
		}
	case formatWebP:
		return len(file) > 20 && string(file[12:16]) == "VP8X" && file[20]&0x02 != 0
	case formatGIF:
		return gifFrames(file) > 1
	case formatJPEG:
	}
	return false
}

// pngChunks walks the chunks of a PNG: name and payload.
func pngChunks(file []byte) func(yield func(string, []byte) bool) {
	return func(yield func(string, []byte) bool) {
		for at := 8; at+12 <= len(file); {
			length := int(binary.BigEndian.Uint32(file[at:]))
			if length < 0 || length > len(file)-at-12 {
				return
			}
			if !yield(string(file[at+4:at+8]), file[at+8:at+8+length]) {
				return
			}
			at += 12 + length
		}
	}
}

// gifFrames counts the pictures of a GIF, up to two, without decoding them.
func gifFrames(file []byte) int {
	if len(file) < 13 {
		return 0
	}
	at, frames := 13+colourTable(file[10]), 0
	for at < len(file) && frames < 2 {
		switch file[at] {
		case 0x21: // an extension: kind, then blocks
			at = afterBlocks(file, at+2)
		case 0x2C: // a picture: ten bytes, colours, one byte, then blocks
			if at+10 > len(file) {
				return frames
			}
			frames++
			at = afterBlocks(file, at+11+colourTable(file[at+9]))
		default:
			return frames
		}
	}
	return frames
}

// colourTable is how long the table is that a byte of flags announces.
func colourTable(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// afterBlocks returns where a run of blocks ends: each says its length, the last
// is empty.
func afterBlocks(file []byte, at int) int {
	for at >= 0 && at < len(file) {
		length := int(file[at])
		at += 1 + length
		if length == 0 {
			return at
		}
	}
	return len(file)
}
