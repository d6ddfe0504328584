package media

import (
	"bytes"
	"encoding/binary"
)

// startOfScan is the marker before the pixels of a JPEG.
const startOfScan = 0xDA

// jpegSegments walks the segments of a JPEG up to its end: marker and payload. It
// is as patient as the decoder, which passes over bytes that belong to none, so
// that both see the same ones. Among these bytes are the pixels: no marker can be
// in them.
func jpegSegments(file []byte) func(yield func(byte, []byte) bool) {
	return func(yield func(byte, []byte) bool) {
		for at := nextMarker(file, 2); at+3 <= len(file) && file[at] != 0xD9; at = nextMarker(file, at) {
			length := int(binary.BigEndian.Uint16(file[at+1:]))
			if length < 2 || at+1+length > len(file) || !yield(file[at], file[at+3:at+1+length]) {
				return
			}
			at += 1 + length
		}
	}
}

// nextMarker returns where the next marker of a JPEG is that has a payload or ends
// it: the byte after one of ones or several.
func nextMarker(file []byte, at int) int {
	for at < len(file) {
		next := bytes.IndexByte(file[at:], 0xFF)
		if next < 0 {
			return len(file)
		}
		for at += next; at < len(file) && file[at] == 0xFF; {
			at++
		}
		if at < len(file) && file[at] != 0 && (file[at] < 0xD0 || file[at] > 0xD7) {
			return at
		}
	}
	return at
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

// webpChunks walks the chunks of a WebP: name and payload. The last may be cut
// short.
func webpChunks(file []byte) func(yield func(string, []byte) bool) {
	return func(yield func(string, []byte) bool) {
		for at := 12; at+8 <= len(file); {
			length := int(binary.LittleEndian.Uint32(file[at+4:]))
			if length < 0 || !yield(string(file[at:at+4]), file[at+8:at+8+min(length, len(file)-at-8)]) {
				return
			}
			at += 8 + length + length&1
		}
	}
}
