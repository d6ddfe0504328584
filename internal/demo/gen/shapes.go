package main

import "math"

// The colours of all pictures.
const (
	ink     colour = 0x16243a
	night   colour = 0x1d3557
	deep    colour = 0x1f4e6b
	sea     colour = 0x2f7390
	shallow colour = 0x62a6ad
	foam    colour = 0xb9dcd6
	mint    colour = 0xd9ece4
	cream   colour = 0xfdf3e0
	sand    colour = 0xf2dcb3
	dune    colour = 0xe0bd84
	earth   colour = 0xb98a55
	umber   colour = 0x6f4a33
	amber   colour = 0xf2a93b
	flame   colour = 0xe0603a
	crimson colour = 0xa92f3d
	wine    colour = 0x6d2135
	rose    colour = 0xe7a48f
	olive   colour = 0x8d9a56
	leaf    colour = 0x55784f
	pine    colour = 0x2f5449
	steel   colour = 0x8fa3ad
	slate   colour = 0x556b7a
	white   colour = 0xfffaf1
)

func poly(xy ...float64) path {
	var c []point
	for i := 0; i+1 < len(xy); i += 2 {
		c = append(c, point{xy[i], xy[i+1]})
	}
	return path{c}
}

func rect(x, y, w, h float64) path { return poly(x, y, x+w, y, x+w, y+h, x, y+h) }

// steps is how many sides a full turn has.
const steps = 120

// around is a point of an ellipse, at a share of a full turn from its right end
// downwards.
func around(cx, cy, rx, ry, turn float64) point {
	sin, cos := math.Sincos(2 * math.Pi * turn)
	return point{cx + rx*cos, cy + ry*sin}
}

func ellipse(cx, cy, rx, ry float64) path {
	var c []point
	for i := range steps {
		c = append(c, around(cx, cy, rx, ry, float64(i)/steps))
	}
	return path{c}
}

func circle(cx, cy, r float64) path { return ellipse(cx, cy, r, r) }

// ring is what is between two circles.
func ring(cx, cy, outer, inner float64) path {
	return append(circle(cx, cy, outer), circle(cx, cy, inner)...)
}

// arc is the part of an ellipse between two shares of a full turn.
func arc(cx, cy, rx, ry, from, to float64) []point {
	var c []point
	for i := range steps + 1 {
		c = append(c, around(cx, cy, rx, ry, from+(to-from)*float64(i)/steps))
	}
	return c
}

// band is a sector of a ring.
func band(cx, cy, outer, inner, from, to float64) path {
	return path{append(arc(cx, cy, outer, outer, from, to), arc(cx, cy, inner, inner, to, from)...)}
}

// round is a rectangle with round corners.
func round(x, y, w, h, r float64) path {
	var c []point
	for i, at := range []point{{x + w - r, y + h - r}, {x + r, y + h - r}, {x + r, y + r}, {x + w - r, y + r}} {
		for j := range 13 {
			c = append(c, around(at.x, at.y, r, r, float64(i)/4+float64(j)/48))
		}
	}
	return path{c}
}

// line is a straight stroke.
func line(x0, y0, x1, y1, w float64) path {
	dx, dy := x1-x0, y1-y0
	n := math.Hypot(dx, dy)
	dx, dy = dx/n*w/2, dy/n*w/2
	return poly(x0+dy, y0-dx, x1+dy, y1-dx, x1-dy, y1+dx, x0-dy, y0+dx)
}

// curve goes smoothly through points.
func curve(xy ...float64) []point {
	p := poly(xy...)[0]
	at := func(i int) point { return p[min(max(i, 0), len(p)-1)] }
	var c []point
	for i := range len(p) - 1 {
		a, b, d, e := at(i-1), at(i), at(i+1), at(i+2)
		for j := range 16 {
			t := float64(j) / 16
			c = append(c, point{spline(a.x, b.x, d.x, e.x, t), spline(a.y, b.y, d.y, e.y, t)})
		}
	}
	return append(c, p[len(p)-1])
}

func spline(a, b, c, d, t float64) float64 {
	return b + t*(c-a)/2 + t*t*(2*a-5*b+4*c-d)/2 + t*t*t*(3*b-3*c+d-a)/2
}

// blob is the smooth closed curve through points.
func blob(xy ...float64) path {
	n := len(xy)
	around := append(append(append([]float64{}, xy[n-2:]...), xy...), xy[:4]...)
	c := curve(around...)
	return path{c[16 : len(c)-17]}
}

// land is all below a smooth line from the left to the right.
func land(xy ...float64) path {
	c := curve(xy...)
	return path{append(c, point{c[len(c)-1].x, height}, point{c[0].x, height})}
}

// peaks is all below a line with corners.
func peaks(xy ...float64) path {
	n := len(xy)
	return poly(append(append([]float64{}, xy...), xy[n-2], height, xy[0], height)...)
}

// swell is all below a wave: y is where it lies, high how far it rises and falls,
// long how long it is.
func swell(y, high, long, shift float64) path {
	var c []point
	for x := -8.0; x <= width+8; x += 8 {
		c = append(c, point{x, y + high*math.Sin(2*math.Pi*(x/long+shift))})
	}
	return path{append(c, point{width + 8, height}, point{-8, height})}
}

// stroke draws a line through points, with round ends.
func (c *canvas) stroke(points []point, w float64, in colour) {
	for i, p := range points {
		if w > 3 {
			c.fill(circle(p.x, p.y, w/2), in)
		}
		if i > 0 && (p.x != points[i-1].x || p.y != points[i-1].y) {
			c.fill(line(points[i-1].x, points[i-1].y, p.x, p.y, w), in)
		}
	}
}

// sky paints everything in bands from one colour above to another at a height.
func (c *canvas) sky(above, below colour, horizon float64, bands int) {
	c.fill(rect(0, 0, width, height), below)
	for i := range bands {
		from := horizon * float64(i) / float64(bands)
		c.fill(rect(0, from, width, horizon/float64(bands)+1), mix(above, below, 100*i/max(bands-1, 1)))
	}
}

// sun is a disc with two halos.
func (c *canvas) sun(x, y, r float64, in colour) {
	c.glaze(circle(x, y, r*1.7), in, 14)
	c.glaze(circle(x, y, r*1.32), in, 22)
	c.fill(circle(x, y, r), in)
}

// glitter is light on water below x.
func (c *canvas) glitter(x, from, to float64, in colour, seed int) {
	d := throw(seed)
	for y := from; y < to; y += 22 {
		w := 30 + (y-from)*0.35 + d.upTo(60)
		cx := x + d.upTo(40) - 20
		c.glaze(round(cx-w/2, y, w, 7, 3.5), in, 75)
	}
}

// stars scatters stars above a height.
func (c *canvas) stars(n int, below float64, seed int) {
	d := throw(seed)
	for range n {
		x, y, r := d.upTo(width), d.upTo(below), 1.6+d.upTo(2.4)
		c.fill(circle(x, y, r), cream)
	}
}

// dice gives the same numbers in the same order every time.
type dice int

// throw returns dice that differ from those of other seeds from the beginning.
func throw(seed int) dice {
	d := dice(seed*7919 + 104729)
	for range 8 {
		d.upTo(1)
	}
	return d
}

// upTo returns a number from 0 to below n.
func (d *dice) upTo(n float64) float64 {
	*d = (*d*1103515245 + 12345) & 0x7fffffff
	return float64(int(*d)>>8&0xffff) / 0x10000 * n
}

// moved is a path elsewhere.
func moved(p path, dx, dy float64) path {
	return mapped(p, func(q point) point { return point{q.x + dx, q.y + dy} })
}

// turned is a path turned about a point by a share of a full turn.
func turned(p path, cx, cy, turn float64) path {
	sin, cos := math.Sincos(2 * math.Pi * turn)
	return mapped(p, func(q point) point {
		x, y := q.x-cx, q.y-cy
		return point{cx + x*cos - y*sin, cy + x*sin + y*cos}
	})
}

// sized is a path made larger about a point.
func sized(p path, cx, cy, by float64) path {
	return mapped(p, func(q point) point { return point{cx + (q.x-cx)*by, cy + (q.y-cy)*by} })
}

func mapped(p path, f func(point) point) path {
	out := make(path, len(p))
	for i, c := range p {
		for _, q := range c {
			out[i] = append(out[i], f(q))
		}
	}
	return out
}
