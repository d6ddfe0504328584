package media

import (
	"image"
	"image/draw"
)

// stripRows is how many rows are converted at a time.
const stripRows = 64

// shrink returns a part of a picture in another size, which is not larger: each
// new pixel is the mean of the area that it stands for. It needs memory for the
// new picture and a strip of the old one only; the scalers of
// golang.org/x/image/draw hold 32 bytes for each pixel of a picture as narrow as
// the new one and as tall as the old one. Where the part goes beyond the picture
// there is nothing.
func shrink(src image.Image, part image.Rectangle, w, h int) *image.NRGBA {
	if part.Dx() == w && part.Dy() == h {
		if same := asItIs(src, part); same != nil {
			return same
		}
	}
	out := image.NewNRGBA(image.Rect(0, 0, w, h))
	s := summing{out: out, rows: part.Dy(), sum: make([]float32, 4*w)}
	narrow := newNarrower(part.Dx(), w)
	line := make([]float32, 4*w)
	strip := image.NewRGBA(image.Rect(0, 0, part.Dx(), stripRows))
	for y := range part.Dy() {
		if y%stripRows == 0 {
			clear(strip.Pix)
			draw.Draw(strip, strip.Rect, src, part.Min.Add(image.Pt(0, y)), draw.Src)
		}
		narrow.row(strip.Pix[(y%stripRows)*strip.Stride:], line)
		s.add(line)
	}
	return out
}

// asItIs returns a part of a picture in the same size by the short way, null where
// there is none: where parts of it are transparent and kept otherwise.
func asItIs(src image.Image, part image.Rectangle) *image.NRGBA {
	if !part.In(src.Bounds()) {
		return nil
	}
	out := image.NewRGBA(image.Rectangle{Max: part.Size()})
	if same, ok := src.(*image.NRGBA); ok {
		for y := range part.Dy() {
			copy(out.Pix[y*out.Stride:][:out.Stride], same.Pix[same.PixOffset(part.Min.X, part.Min.Y+y):])
		}
	} else {
		draw.Draw(out, out.Rect, src, part.Min, draw.Src)
		if !out.Opaque() {
			return nil
		}
	}
	// Where nothing is transparent both ways of keeping colours are one.
	return &image.NRGBA{Pix: out.Pix, Stride: out.Stride, Rect: out.Rect}
}

// narrower makes rows as narrow as the new picture.
type narrower struct {
	// first is where each old pixel begins to count, share how much of it counts
	// there; the rest counts for the next.
	first []int
	share []float32
	wide  float32
}

func newNarrower(from, to int) *narrower {
	n := &narrower{make([]int, from), make([]float32, from), float32(to) / float32(from)}
	for x := range from {
		// Whole numbers: the edge of the last pixel is exactly that of the picture.
		left, right := x*to, (x+1)*to
		n.first[x] = left / from
		n.share[x] = 1
		if edge := (left/from + 1) * from; right > edge {
			n.share[x] = float32(edge-left) / float32(to)
		}
	}
	return n
}

func (n *narrower) row(pix []byte, line []float32) {
	clear(line)
	for x, first := range n.first {
		at, p := 4*first, pix[4*x:4*x+4]
		share := n.share[x] * n.wide
		for c := range 4 {
			line[at+c] += float32(p[c]) * share
		}
		if rest := n.wide - share; rest > 0 && n.share[x] < 1 {
			for c := range 4 {
				line[at+4+c] += float32(p[c]) * rest
			}
		}
	}
}

// summing adds up rows until they make one of the new picture.
type summing struct {
	out *image.NRGBA
	// rows is how many there are of the old picture, at how many have been added.
	rows, at int
	sum      []float32
	// row is the new row under way.
	row int
}

func (s *summing) add(line []float32) {
	// Whole numbers, as for columns: the last row ends exactly where the picture
	// does, however many there are.
	h := s.out.Rect.Dy()
	top, bottom, edge := s.at*h, (s.at+1)*h, (s.row+1)*s.rows
	s.at++
	share := float32(min(bottom, edge)-top) / float32(s.rows)
	for i, v := range line {
		s.sum[i] += v * share
	}
	if bottom < edge {
		return
	}
	s.finish()
	if rest := float32(bottom-edge) / float32(s.rows); rest > 0 {
		for i, v := range line {
			s.sum[i] = v * rest
		}
	}
}

// finish writes the row. The sums are of colours that count as much as they are
// opaque; a picture keeps them in full.
func (s *summing) finish() {
	pix := s.out.Pix[s.row*s.out.Stride:]
	for i := 0; i < len(s.sum); i += 4 {
		alpha := s.sum[i+3]
		scale := float32(1)
		if alpha > 0 && alpha < 254.5 {
			scale = 255 / alpha
		}
		for c := range 3 {
			pix[i+c] = byte(min(s.sum[i+c]*scale+0.5, 255))
		}
		pix[i+3] = byte(min(alpha+0.5, 255))
	}
	s.row++
	clear(s.sum)
}
