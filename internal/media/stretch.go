package media

import (
	"image"
	"image/draw"
)

// stretch fills a picture with the middle of another one, in its own shape: shrunk where
// that is larger, otherwise enlarged, so that each new pixel lies between four old ones.
func stretch(to *image.RGBA, from image.Image) {
	w, h := to.Rect.Dx(), to.Rect.Dy()
	part := from.Bounds()
	if dy := part.Dx() * h / w; dy <= part.Dy() {
		part.Min.Y += (part.Dy() - dy) / 2
		part.Max.Y = part.Min.Y + max(1, dy)
	} else {
		dx := part.Dy() * w / h
		part.Min.X += (part.Dx() - dx) / 2
		part.Max.X = part.Min.X + max(1, dx)
	}
	if part.Dx() >= w && part.Dy() >= h {
		draw.Draw(to, to.Rect, shrink(from, part, w, h), image.Point{}, draw.Src)
		return
	}
	old := image.NewRGBA(image.Rectangle{Max: part.Size()})
	draw.Draw(old, old.Rect, from, part.Min, draw.Src)
	for y := range h {
		for x := range w {
			copy(to.Pix[to.PixOffset(x, y):], between(old, (x*2+1)*part.Dx()*128/w-128, (y*2+1)*part.Dy()*128/h-128))
		}
	}
}

// between is the colour at a point, in 256ths of a pixel.
func between(m *image.RGBA, x, y int) []byte {
	x, y = min(max(x, 0), (m.Rect.Dx()-1)*256), min(max(y, 0), (m.Rect.Dy()-1)*256)
	left, top, dx, dy := x/256, y/256, x%256, y%256
	right, bottom := min(left+1, m.Rect.Dx()-1), min(top+1, m.Rect.Dy()-1)
	a, b, c, d := m.PixOffset(left, top), m.PixOffset(right, top), m.PixOffset(left, bottom), m.PixOffset(right, bottom)
	colour := make([]byte, 4)
	for i := range colour {
		above := int(m.Pix[a+i])*(256-dx) + int(m.Pix[b+i])*dx
		below := int(m.Pix[c+i])*(256-dx) + int(m.Pix[d+i])*dx
		colour[i] = byte((above*(256-dy) + below*dy) >> 16) //nolint:gosec // It is a mean of bytes.
	}
	return colour
}
