// Package uploads holds files as newsrooms, careless programs and attackers send
// them: pictures in every shape that is taken, pictures with something hidden in
// them, and files that have to be refused.
//
// Any test may import it; it knows nothing of the package that judges the files.
// Its invariant: every file is made in code, with the same bytes each time (but
// for pictures in WebP, whose encoder may be the system's), so that nothing
// harmful lies in the repository.
package uploads

import "slices"

// File is a file that somebody sends, and what has to become of it.
type File struct {
	// Name is what its sender calls it. It may lie.
	Name string
	// What says what is special about it; it is unique.
	What string
	// Data makes the file.
	Data func() []byte
	// Refused is the key of the message that it is refused with; none where it is
	// taken.
	Refused string
	// Width and Height are the size of what is kept: upright and within 2560 pixels.
	Width, Height int
	// Alpha says that parts of it are transparent.
	Alpha bool
	// Quarter says that once it is upright the upper left quarter is dark and the
	// rest is light.
	Quarter bool
}

// longerSide is the longer side of what is kept of a picture.
const longerSide = 2560

// Planted lists what no file made of an upload may hold.
func Planted() []string {
	return []string{planted, "Exif\x00", "ICC_PROFILE", "iCCP", "eXIf", "EXIF", "ns.adobe.com", "Adobe", "<script", "<?php", "<svg", "alert("}
}

// planted is in everything that is hidden in a file.
const planted = "PLANTED"

// Corpus lists the files, those that are taken first.
func Corpus() []File {
	return slices.Concat(
		takenJPEG(), takenTurned(), takenPNG(), takenWebP(), takenGIF(), takenDisguised(),
		refusedFormats(), refusedJPEG(), refusedPNG(), refusedGIF(), refusedWebP(), refusedCut(),
	)
}

// Large lists pictures that are taken and are as large as a picture may be, for
// tests of what that costs.
func Large() []File {
	return slices.Concat(largeJPEG(), largePNG(), largeOthers())
}

// size is what is kept of a picture of that size.
func size(w, h int) (int, int) {
	if longer := max(w, h); longer > longerSide {
		w, h = max(1, (w*longerSide+longer/2)/longer), max(1, (h*longerSide+longer/2)/longer)
	}
	return w, h
}

// taken is a picture of that size.
func taken(name, what string, w, h int, data func() []byte) File {
	w, h = size(w, h)
	return File{Name: name, What: what, Data: data, Width: w, Height: h}
}

// quarter is a picture of that size whose upper left quarter is dark.
func quarter(name, what string, w, h int, data func() []byte) File {
	f := taken(name, what, w, h, data)
	f.Quarter = true
	return f
}

// refused is a file that is refused with a message.
func refused(name, what, key string, data func() []byte) File {
	return File{Name: name, What: what, Refused: "error.image_" + key, Data: data}
}

// bytesOf is a file of these bytes.
func bytesOf(s string) func() []byte { return func() []byte { return []byte(s) } }

// joined puts files one behind the other.
func joined(parts ...[]byte) []byte { return slices.Concat(parts...) }
