package media

import (
	"fmt"
	"image"
	"slices"
)

// Cut is the shape in which a picture is shown.
type Cut string

// The cuts: the whole picture, a wide one for the head of a list's entry, and a
// square for portraits.
const (
	Full   Cut = "full"
	Wide   Cut = "wide"
	Square Cut = "square"
)

// Cuts lists every cut.
func Cuts() []Cut { return []Cut{Full, Wide, Square} }

// ratio is width to height; 0 is as it is.
func (c Cut) ratio() (w, h int) {
	switch c {
	case Wide:
		return 16, 9
	case Square:
		return 1, 1
	case Full:
	}
	return 0, 0
}

// widths are what readers' screens need, in pixels, the smallest first.
func (c Cut) widths() []int {
	switch c {
	case Wide:
		return []int{320, 640, 960, 1280}
	case Square:
		return []int{160, 320, 640}
	case Full:
	}
	return []int{320, 640, 960, 1280, 1920}
}

// Focus is the point of a picture that no cut may lose, in thousandths of its
// width and height from the upper left.
type Focus struct{ X, Y int }

// rectangle is the largest part of the cut's shape that lies around the focus.
func (c Cut) rectangle(w, h int, focus Focus) image.Rectangle {
	rw, rh := c.ratio()
	if rw == 0 {
		return image.Rect(0, 0, w, h)
	}
	cw, ch := w, max(1, w*rh/rw)
	if ch > h {
		cw, ch = max(1, h*rw/rh), h
	}
	x := min(max(w*focus.X/1000-cw/2, 0), w-cw)
	y := min(max(h*focus.Y/1000-ch/2, 0), h-ch)
	return image.Rect(x, y, x+cw, y+ch)
}

// Rendition is one size of one cut.
type Rendition struct {
	Cut
	// Width and Height are in pixels.
	Width, Height int
}

// Name is the rendition as addresses and files have it: "wide-640".
func (r Rendition) Name() string { return fmt.Sprintf("%s-%d", r.Cut, r.Width) }

// Renditions are the sizes of a cut of a picture of that size, the smallest first.
// A picture is never made larger than it is.
func Renditions(w, h int, c Cut) []Rendition {
	part := c.rectangle(w, h, Focus{}).Size()
	var list []Rendition
	widths := c.widths()
	for _, width := range widths {
		if width > part.X {
			break
		}
		list = append(list, Rendition{c, width, max(1, (part.Y*width+part.X/2)/part.X)})
	}
	// Where it falls between two sizes its own is the largest.
	if largest := min(part.X, slices.Max(widths)); len(list) == 0 || list[len(list)-1].Width < largest {
		list = append(list, Rendition{c, largest, max(1, (part.Y*largest+part.X/2)/part.X)})
	}
	return list
}

// AllRenditions are those of every cut.
func AllRenditions(w, h int) []Rendition {
	var list []Rendition
	for _, c := range Cuts() {
		list = append(list, Renditions(w, h, c)...)
	}
	return list
}
