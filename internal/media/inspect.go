package media

import (
	"bytes"
	"image"

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

// The limits of a picture: how many pixels, how long a side, and how much memory
// decoding it may take.
const (
	maxPixels = 40_000_000
	maxLength = 30_000
	maxMemory = 176 << 20
)

// found is what a file says of itself.
type found struct {
	format
	orientation

	// size is that of the picture as it is stored.
	size image.Rectangle
	// memory is how many bytes decoding it takes.
	memory int
}

// inspect decides by a file's first bytes and its own description of itself what
// it is, before anything large is made of it, and how it has to be turned.
func inspect(file []byte) (found, error) {
	kind, err := formatOf(file)
	if err != nil {
		return found{}, err
	}
	size, memory, err := measure(kind, file)
	switch {
	case err != nil || size.Width <= 0 || size.Height <= 0:
		return found{}, errs.New("media", errs.Invalid, "error.image_damaged", nil)
	case size.Width*size.Height > maxPixels || max(size.Width, size.Height) > maxLength:
		return found{}, errs.New("media", errs.TooLarge, "error.image_pixels", errs.Args{"size": maxPixels / 1_000_000})
	case memory > maxMemory:
		return found{}, errs.New("media", errs.TooLarge, "error.image_memory", nil)
	case moves(kind, file):
		return found{}, errs.New("media", errs.Invalid, "error.image_moving", nil)
	}
	return found{kind, orientationOf(kind, file), image.Rect(0, 0, size.Width, size.Height), memory}, nil
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
	case len(file) >= 12 && string(file[:4]) == "RIFF" && string(file[8:12]) == "WEBP":
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
