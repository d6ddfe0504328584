package media

import (
	"bytes"
	"encoding/binary"
	"image"
)

// orientation is how a camera was held, as Exif numbers it: 1 is upright, 2 to 8
// are turned or mirrored; 0 is unknown.
type orientation int

// orientationOf reads the one entry of a file's Exif data that changes how it
// looks.
func orientationOf(kind format, file []byte) orientation {
	switch kind {
	case formatJPEG:
		for marker, segment := range jpegSegments(file) {
			if marker == startOfScan {
				break
			}
			if data, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00")); ok && marker == 0xE1 {
				return exifOrientation(data)
			}
		}
	case formatPNG:
		for name, data := range pngChunks(file) {
			if name == "eXIf" {
				return exifOrientation(data)
			}
		}
	case formatWebP:
		for name, data := range webpChunks(file) {
			if name == "EXIF" {
				return exifOrientation(bytes.TrimPrefix(data, []byte("Exif\x00\x00")))
			}
		}
	case formatGIF:
	}
	return 0
}

// exifOrientation finds the entry 0x0112 of the first directory of a TIFF
// structure.
func exifOrientation(data []byte) orientation {
	if len(data) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(data[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := int(order.Uint32(data[4:]))
	if at < 8 || at > len(data)-2 {
		return 0
	}
	entries := int(order.Uint16(data[at:]))
	for i := range entries {
		entry := at + 2 + 12*i
		if entry+12 > len(data) {
			return 0
		}
		if order.Uint16(data[entry:]) != 0x0112 {
			continue
		}
		if v := orientation(order.Uint16(data[entry+8:])); v >= 1 && v <= 8 {
			return v
		}
		return 0
	}
	return 0
}

// upright turns a picture as it is to be looked at.
func (o orientation) upright(m *image.NRGBA) *image.NRGBA {
	if o <= 1 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	tw, th := w, h
	if o >= 5 {
		tw, th = h, w
	}
	turned := image.NewNRGBA(image.Rect(0, 0, tw, th))
	for y := range h {
		for x := range w {
			tx, ty := o.moved(x, y, w, h)
			copy(turned.Pix[turned.PixOffset(tx, ty):][:4], m.Pix[m.PixOffset(x, y):][:4])
		}
	}
	return turned
}

// moved returns where a pixel goes.
func (o orientation) moved(x, y, w, h int) (int, int) {
	switch o {
	case 2:
		return w - 1 - x, y
	case 3:
		return w - 1 - x, h - 1 - y
	case 4:
		return x, h - 1 - y
	case 5:
		return y, x
	case 6:
		return h - 1 - y, x
	case 7:
		return h - 1 - y, w - 1 - x
	case 8:
		return y, w - 1 - x
	}
	return x, y
}
