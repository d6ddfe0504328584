package uploads

import (
	"image"
	"image/color"
)

// dark reports whether a pixel is in the dark quarter of a picture.
func dark(x, y, w, h int) bool { return 2*x < w && 2*y < h }

// dot is the colour of a pixel.
func dot(x, y, w, h int) color.NRGBA {
	if dark(x, y, w, h) {
		return color.NRGBA{120, 10, 20, 255}
	}
	return color.NRGBA{230, 220, 210, 255}
}

// scene draws the picture that most files show.
func scene(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			m.SetNRGBA(x, y, dot(x, y, w, h))
		}
	}
	return m
}

// holed is the scene with its lower right quarter transparent.
func holed(w, h int) *image.NRGBA {
	m := scene(w, h)
	for y := h / 2; y < h; y++ {
		for x := w / 2; x < w; x++ {
			m.SetNRGBA(x, y, color.NRGBA{})
		}
	}
	return m
}

// Photo draws something with as much detail as a photograph, the same each time.
func Photo(w, h int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	state := uint32(2463534242)
	for y := range h {
		row := m.Pix[y*m.Stride:]
		for x := range w {
			state ^= state << 13
			state ^= state >> 17
			state ^= state << 5
			grain := int(state>>28) - 8
			at := 4 * x
			row[at] = clamp(255*x/w + grain + 40*(x/64%2))
			row[at+1] = clamp(255*y/h + grain - 40*(y/64%2))
			row[at+2] = clamp(128 + grain + (x^y)&63)
			row[at+3] = 255
		}
	}
	return m
}

func clamp(v int) byte { return byte(min(max(v, 0), 255)) }
