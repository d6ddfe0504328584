package main

import (
	"bytes"
	"cmp"
	"image"
	"image/color"
	"image/png"
	"math"
	"slices"
)

// The size of every picture.
const (
	width  = 1600
	height = 1000
)

// colour is 0xRRGGBB.
type colour int

func (c colour) parts() [3]int { return [3]int{int(c) >> 16, int(c) >> 8 & 255, int(c) & 255} }

// mix is t hundredths of the way from one colour to another.
func mix(from, to colour, t int) colour {
	a, b := from.parts(), to.parts()
	out := 0
	for i := range a {
		out = out<<8 | (a[i]*(100-t)+b[i]*t+50)/100
	}
	return colour(out)
}

// point is a place on the canvas in pixels.
type point struct{ x, y float64 }

// path is what is inside an odd number of its contours.
type path [][]point

// canvas is a picture that is being drawn.
type canvas struct {
	pixels [height][width][3]int
	// cover is how much of each pixel of a row a shape covers, of 1 << coverBits
	// for each of its lines.
	cover [width + 1]int
}

func newCanvas() *canvas { return &canvas{} }

const (
	subBits  = 6 // a pixel has 64 steps
	sub      = 1 << subBits
	rowLines = 8 // how many lines through a row of pixels are looked at
	full     = sub * rowLines
)

// fill paints a path in one colour.
func (c *canvas) fill(p path, in colour) { c.glaze(p, in, 100) }

// edge is a side of a contour in steps, from its upper end to its lower.
type edge struct{ x0, y0, x1, y1 int }

// glaze paints a path so that percent of the colour is seen.
func (c *canvas) glaze(p path, in colour, percent int) {
	edges, top, bottom := edgesOf(p)
	for y := max(top/sub, 0); y <= min(bottom/sub, height-1); y++ {
		if c.coverRow(edges, y) {
			c.paintRow(y, in.parts(), percent)
		}
	}
}

func edgesOf(p path) (edges []edge, top, bottom int) {
	step := func(v float64) int { return int(math.Round(v * sub)) }
	top, bottom = height*sub, 0
	for _, contour := range p {
		for i, a := range contour {
			b := contour[(i+1)%len(contour)]
			e := edge{step(a.x), step(a.y), step(b.x), step(b.y)}
			if e.y0 > e.y1 {
				e = edge{e.x1, e.y1, e.x0, e.y0}
			}
			if e.y0 == e.y1 {
				continue
			}
			edges = append(edges, e)
			top, bottom = min(top, e.y0), max(bottom, e.y1)
		}
	}
	return edges, top, bottom
}

// coverRow measures how much of each pixel of a row the edges enclose.
func (c *canvas) coverRow(edges []edge, row int) bool {
	c.cover = [width + 1]int{}
	enclosed := false
	var crossings []int
	for line := range rowLines {
		y := row*sub + line*sub/rowLines + sub/rowLines/2
		crossings = crossings[:0]
		for _, e := range edges {
			if e.y0 <= y && y < e.y1 {
				crossings = append(crossings, e.x0+(e.x1-e.x0)*(y-e.y0)/(e.y1-e.y0))
			}
		}
		slices.Sort(crossings)
		for i := 0; i+1 < len(crossings); i += 2 {
			from, to := max(crossings[i], 0), min(crossings[i+1], width*sub)
			if from < to {
				c.coverSpan(from, to)
				enclosed = true
			}
		}
	}
	return enclosed
}

func (c *canvas) coverSpan(from, to int) {
	first, last := from/sub, to/sub
	if first == last {
		c.cover[first] += to - from
		return
	}
	c.cover[first] += sub - from%sub
	for x := first + 1; x < last; x++ {
		c.cover[x] += sub
	}
	c.cover[last] += to % sub
}

func (c *canvas) paintRow(y int, in [3]int, percent int) {
	for x := range width {
		share := c.cover[x] * percent
		if share == 0 {
			continue
		}
		px := &c.pixels[y][x]
		for i := range px {
			px[i] = (px[i]*(full*100-share) + in[i]*share + full*50) / (full * 100)
		}
	}
}

// maxColours is how many colours a picture is stored in: those of its shapes, and
// the commonest on their edges.
const maxColours = 44

// encode returns the picture as a PNG file.
func (c *canvas) encode() ([]byte, error) {
	count := map[[3]int]int{}
	for y := range c.pixels {
		for x := range c.pixels[y] {
			count[c.pixels[y][x]]++
		}
	}
	type entry struct {
		colour [3]int
		n      int
	}
	var list []entry
	for k, n := range count {
		list = append(list, entry{k, n})
	}
	slices.SortFunc(list, func(a, b entry) int { return cmp.Or(b.n-a.n, slices.Compare(a.colour[:], b.colour[:])) })
	list = list[:min(len(list), maxColours)]
	palette := make(color.Palette, len(list))
	for i, e := range list {
		palette[i] = color.RGBA{byte8(e.colour[0]), byte8(e.colour[1]), byte8(e.colour[2]), 255}
	}
	img := image.NewPaletted(image.Rect(0, 0, width, height), palette)
	nearest := map[[3]int]uint8{}
	for y := range c.pixels {
		for x, px := range c.pixels[y] {
			i, known := nearest[px]
			if !known {
				i = byte8(palette.Index(color.RGBA{byte8(px[0]), byte8(px[1]), byte8(px[2]), 255}))
				nearest[px] = i
			}
			img.Pix[y*img.Stride+x] = i
		}
	}
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, img)
	return out.Bytes(), err
}

// byte8 is a number from 0 to 255.
func byte8(n int) uint8 { return uint8(min(max(n, 0), 255)) }
