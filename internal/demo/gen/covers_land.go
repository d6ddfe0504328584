package main

import (
	"math"
	"slices"
)

// archery is a row of targets on the steppe.
func archery(c *canvas) {
	c.sky(mix(foam, white, 40), cream, 520, 8)
	c.fill(circle(290, 230, 86), amber)
	c.fill(land(0, 470, 320, 380, 620, 450, 900, 370, 1240, 450, 1600, 380), mix(olive, mint, 45))
	c.fill(land(0, 560, 300, 500, 700, 570, 1100, 490, 1600, 560), olive)
	c.fill(land(0, 700, 420, 660, 900, 720, 1600, 650), mix(olive, dune, 60))
	c.fill(land(0, 880, 500, 850, 1100, 900, 1600, 860), dune)
	target(c, 330, 600, 0.62)
	target(c, 1290, 590, 0.62)
	target(c, 800, 560, 1.1)
	arrow(c, 806, 552, 0.09, 1.1)
	arrow(c, 730, 640, 0.115, 1.1)
	arrow(c, 330, 590, 0.08, 0.62)
	arrow(c, 1310, 616, 0.1, 0.62)
	arrow(c, 1264, 566, 0.085, 0.62)
	d := throw(12)
	for range 60 {
		x, y := d.upTo(width), 780+d.upTo(210)
		for _, dx := range []float64{-12, 0, 12} {
			c.fill(line(x, y, x+dx, y-26, 4), mix(olive, leaf, 60))
		}
	}
}

func target(c *canvas, x, y, s float64) {
	for _, dx := range []float64{-120, 120} {
		c.fill(line(x+dx*s*0.5, y-160*s, x+dx*s*1.5, y+330*s, 22*s), umber)
	}
	c.glaze(ellipse(x+30*s, y+330*s, 240*s, 26*s), umber, 40)
	for i, in := range []colour{umber, white, deep, white, amber, crimson} {
		c.fill(circle(x, y, (250-float64(i)*42)*s), in)
	}
}

func arrow(c *canvas, x, y, turn, s float64) {
	put := func(p path, in colour) { c.fill(turned(p, x, y, turn), in) }
	put(rect(x, y-5*s, 250*s, 10*s), ink)
	for i := range 3 {
		at := x + (176+float64(i)*26)*s
		put(poly(at, y, at+22*s, y-26*s, at+52*s, y-26*s, at+30*s, y), flame)
		put(poly(at, y, at+22*s, y+26*s, at+52*s, y+26*s, at+30*s, y), mix(flame, ink, 25))
	}
}

// carpet is a pattern that turns into squares.
func carpet(c *canvas) {
	c.fill(rect(0, 0, width, height), wine)
	c.fill(rect(34, 34, width-68, height-68), amber)
	c.fill(rect(46, 46, width-92, height-92), ink)
	for i := range 26 {
		x := 46 + float64(i)*58.2
		for _, y := range []float64{46, height - 104} {
			c.fill(poly(x, y+29, x+29, y+4, x+58, y+29, x+29, y+54), []colour{crimson, cream, sea}[i%3])
			c.fill(poly(x+15, y+29, x+29, y+17, x+43, y+29, x+29, y+41), wine)
		}
	}
	c.fill(rect(46, 104, width-92, 10), amber)
	c.fill(rect(46, height-114, width-92, 10), amber)
	c.fill(rect(46, 114, width-92, height-228), crimson)
	for row := range 9 {
		for col := range 15 {
			star(c, 90+float64(col)*101.5, 160+float64(row)*85, 20, mix(crimson, wine, 65))
		}
	}
	for _, x := range []float64{100, 565, 1035, 1500} {
		for _, y := range []float64{230, 770} {
			star(c, x, y, 62, amber)
			star(c, x, y, 50, ink)
			star(c, x, y, 34, cream)
			star(c, x, y, 16, crimson)
		}
	}
	for i, x := range []float64{330, 800, 1270} {
		medallion(c, x, 500, []colour{sea, deep, sea}[i])
	}
	for col := range 19 { // what has been scanned
		for row := range 23 {
			x, y := 880+float64(col)*36, 86+float64(row)*36
			d := throw(col*977 + row*131 + 5)
			d.upTo(1)
			if d.upTo(1) < (float64(col)-2)/15 {
				px := c.pixels[min(int(y)+18, height-1)][min(int(x)+18, width-1)]
				c.fill(rect(x, y, 36, 36), ink)
				c.fill(rect(x+2, y+2, 32, 32), mix(colour(px[0]<<16|px[1]<<8|px[2]), mint, 12))
			}
		}
	}
}

func star(c *canvas, x, y, r float64, in colour) {
	c.fill(poly(x, y-r, x+r, y, x, y+r, x-r, y), in)
	c.fill(rect(x-r*0.7, y-r*0.7, r*1.4, r*1.4), in)
}

// medallion is a stepped diamond with hooks.
func medallion(c *canvas, x, y float64, in colour) {
	stepped := func(n int, s float64) path {
		var quarter []point
		for i := range n {
			quarter = append(quarter, point{float64(i) * s, -float64(n-i) * s}, point{float64(i+1) * s, -float64(n-i) * s})
		}
		var all []point
		for _, q := range quarter {
			all = append(all, point{x + q.x, y + q.y})
		}
		for _, q := range slices.Backward(quarter) {
			all = append(all, point{x + q.x, y - q.y})
		}
		for _, q := range quarter {
			all = append(all, point{x - q.x, y - q.y})
		}
		for _, q := range slices.Backward(quarter) {
			all = append(all, point{x - q.x, y + q.y})
		}
		return path{all}
	}
	c.fill(stepped(10, 23), cream)
	c.fill(stepped(9, 24.4), ink)
	c.fill(stepped(9, 21.6), in)
	c.fill(stepped(7, 21.6), amber)
	c.fill(stepped(7, 19), wine)
	c.fill(stepped(5, 18), cream)
	c.fill(stepped(5, 14.4), crimson)
	for i := range 4 {
		star(c, x+float64(i%2*2-1)*76, y+float64(i/2*2-1)*76, 17, cream)
		star(c, x+float64(i%2*2-1)*76, y+float64(i/2*2-1)*76, 8, crimson)
	}
	star(c, x, y, 31, amber)
	star(c, x, y, 15, ink)
}

// instruments are a dombra, a tar and a kamancha.
func instruments(c *canvas) {
	for i, in := range []colour{amber, deep, crimson} {
		c.fill(rect(float64(i)*534, 0, 534, height), in)
		for j := range 4 {
			c.glaze(ring(float64(i)*534+267, 690, 250+float64(j)*90, 238+float64(j)*90), cream, 14)
		}
	}
	// The dombra: a drop with a long neck.
	c.fill(path{append(curve(246, 420, 190, 560, 130, 700, 160, 830, 267, 880), curve(267, 880, 374, 830, 404, 700, 344, 560, 288, 420)...)}, umber)
	c.fill(path{append(curve(252, 450, 205, 570, 152, 700, 178, 815, 267, 856), curve(267, 856, 356, 815, 382, 700, 329, 570, 282, 450)...)}, sand)
	neck(c, 267, 80, 480, 34)
	c.fill(circle(267, 650, 24), umber)
	c.fill(round(222, 770, 90, 16, 8), ink)
	strings(c, 267, 130, 772, 2)
	// The tar: two bowls like an eight.
	c.fill(ellipse(800, 560, 112, 104), umber)
	c.fill(ellipse(800, 770, 164, 136), umber)
	c.fill(ellipse(800, 562, 88, 80), cream)
	c.fill(ellipse(800, 770, 138, 110), cream)
	c.fill(rect(752, 628, 96, 44), umber)
	neck(c, 800, 70, 520, 42)
	c.fill(round(750, 800, 100, 18, 9), ink)
	strings(c, 800, 120, 800, 5)
	// The kamancha: a ball on a spike, and its bow.
	c.fill(rect(1325, 800, 14, 140), ink)
	c.fill(circle(1332, 690, 142), umber)
	c.fill(circle(1332, 690, 108), sand)
	for i := range 12 {
		p := around(1332, 690, 125, 125, float64(i)/12)
		c.fill(circle(p.x, p.y, 9), amber)
	}
	neck(c, 1332, 90, 560, 34)
	c.fill(round(1280, 716, 104, 16, 8), ink)
	strings(c, 1332, 140, 718, 4)
	c.stroke(curve(1170, 880, 1260, 770, 1400, 640, 1560, 520), 13, ink)
	c.fill(line(1184, 896, 1572, 536, 5), cream)
}

func neck(c *canvas, x, top, bottom, w float64) {
	c.fill(rect(x-w/2, top+40, w, bottom-top-40), ink)
	c.fill(round(x-w*0.75, top, w*1.5, 76, 14), umber)
	for i := range 3 {
		for _, side := range []float64{-1, 1} {
			c.fill(line(x+side*w*0.6, top+16+float64(i)*22, x+side*w*1.5, top+12+float64(i)*22, 9), ink)
		}
	}
	for y := top + 110; y < bottom; y += 38 {
		c.fill(rect(x-w/2, y, w, 4), dune)
	}
}

func strings(c *canvas, x, top, bottom float64, n int) {
	for i := range n {
		dx := (float64(i) - float64(n-1)/2) * 9
		c.fill(line(x+dx*0.7, top, x+dx, bottom, 2.6), earth)
	}
}

// copper is a shelf with jugs over a shelf with felt.
func copper(c *canvas) {
	c.fill(rect(0, 0, width, height), cream)
	for i := range 8 {
		c.fill(rect(float64(i)*200, 0, 100, height), mix(cream, sand, 35))
	}
	shine, body, shade := mix(amber, rose, 35), mix(flame, earth, 45), mix(umber, flame, 25)
	jug := func(x, base, s float64) {
		at := func(dx, dy float64) (float64, float64) { return x + dx*s, base + dy*s }
		x0, y0 := at(-120, -250)
		x1, y1 := at(-190, -60)
		c.stroke(curve(x+80*s, base-330*s, x+190*s, base-300*s, x+190*s, base-150*s, x+110*s, base-110*s), 20*s, shade)
		c.stroke(curve(x-70*s, base-130*s, x1, y1-60*s, x0-60*s, y0, x0-94*s, y0-60*s), 34*s, body)
		outline := append(curve(x-56*s, base-400*s, x-42*s, base-320*s, x-120*s, base-210*s, x-120*s, base-90*s, x-70*s, base),
			curve(x+70*s, base, x+120*s, base-90*s, x+120*s, base-210*s, x+42*s, base-320*s, x+56*s, base-400*s)...)
		c.fill(path{outline}, body)
		c.fill(path{append(curve(x-66*s, base-24*s, x-98*s, base-100*s, x-98*s, base-200*s, x-50*s, base-280*s),
			curve(x-26*s, base-280*s, x-60*s, base-200*s, x-60*s, base-100*s, x-40*s, base-24*s)...)}, shine)
		c.fill(rect(x-62*s, base-412*s, 124*s, 20*s), shade)
		c.fill(path{append(arc(x, base-412*s, 56*s, 52*s, 0.5, 1), point{x + 56*s, base - 412*s})}, shade)
		c.fill(circle(x, base-472*s, 15*s), amber)
		for i := range 7 {
			c.fill(poly(x+(-93+float64(i)*31-15)*s, base-160*s, x+(-93+float64(i)*31)*s, base-184*s, x+(-93+float64(i)*31+15)*s, base-160*s, x+(-93+float64(i)*31)*s, base-136*s), shade)
		}
	}
	jug(330, 560, 0.98)
	jug(1250, 560, 0.98)
	jug(800, 560, 0.8)
	c.fill(rect(0, 560, width, 34), umber)
	c.glaze(rect(0, 594, width, 20), umber, 30)
	for i, in := range []colour{deep, crimson, olive, amber} { // felt, rolled and folded
		x := 70 + float64(i)*380
		c.fill(round(x, 690, 320, 220, 26), in)
		for j := range 2 {
			hx := x + 90 + float64(j)*140
			c.fill(ring(hx, 800, 58, 40), cream)
			c.fill(rect(hx-10, 742, 20, 26), in)
			c.fill(circle(hx, 800, 16), cream)
		}
		c.fill(rect(x, 704, 320, 12), mix(in, white, 35))
		c.fill(rect(x, 884, 320, 12), mix(in, white, 35))
	}
	c.fill(rect(0, 910, width, 34), umber)
	c.glaze(rect(0, 944, width, 20), umber, 30)
}

// greenhouse is an arched house full of tomatoes.
func greenhouse(c *canvas) {
	c.sky(foam, white, 1000, 10)
	c.fill(circle(800, 330, 120), amber)
	for i := range 6 {
		r := 960 - float64(i)*150
		c.glaze(path{append(arc(800, 900, r, r*0.92, 0.5, 1), point{800 + r, 1000}, point{800 - r, 1000})}, mint, 26)
		c.fill(path{append(arc(800, 900, r, r*0.92, 0.5, 1), arc(800, 900, r-13, r*0.92-13, 1, 0.5)...)}, slate)
	}
	for i := range 7 {
		p := around(800, 900, 960, 883, 0.5+float64(i)/12+0.04)
		q := around(800, 900, 210, 193, 0.5+float64(i)/12+0.04)
		c.fill(line(p.x, p.y, q.x, q.y, 6), steel)
	}
	c.fill(poly(0, 1000, 0, 905, 700, 880, 900, 880, 1600, 905, 1600, 1000), earth)
	c.fill(poly(700, 880, 900, 880, 1080, 1000, 520, 1000), sand)
	for i, s := range []float64{0.42, 0.62, 0.86, 1.2} {
		off := []float64{170, 280, 430, 660}[i]
		vine(c, 800-off, 900+float64(i)*22, s)
		vine(c, 800+off, 900+float64(i)*22, s)
	}
}

func vine(c *canvas, x, base, s float64) {
	c.fill(rect(x-5*s, base-520*s, 10*s, 520*s), pine)
	for i := range 6 {
		y := base - (60+float64(i)*88)*s
		for _, side := range []float64{-1, 1} {
			c.fill(turned(ellipse(x+side*52*s, y-26*s, 52*s, 22*s), x+side*52*s, y-26*s, -side*0.07), leaf)
			c.fill(line(x, y, x+side*88*s, y-36*s, 4*s), pine)
		}
		if i < 5 {
			for j, dx := range []float64{-30, 30, 0} {
				in := flame
				if i > 3 {
					in = olive
				}
				c.fill(circle(x+dx*s, y+(10+float64(j/2)*34)*s, 25*s), mix(in, crimson, j*18))
				if s > 0.6 {
					c.fill(circle(x+(dx-7)*s, y+(2+float64(j/2)*34)*s, 6*s), cream)
				}
			}
		}
	}
}

// books stand on a wave, and a paper boat goes across.
func books(c *canvas) {
	c.sky(cream, sand, 620, 6)
	c.fill(circle(1220, 260, 110), rose)
	ins := []colour{crimson, deep, amber, pine, flame, sea, wine, olive, night, rose, earth, leaf}
	d := throw(77)
	for i, x := 0, -20.0; x < width; i++ {
		w, h := 64+d.upTo(64), 250+d.upTo(170)
		in := ins[i%len(ins)]
		y := 660 + 40*math.Sin(x/240) - h
		c.fill(round(x, y, w-6, h+160, 8), in)
		c.fill(rect(x, y+36, w-6, 12), mix(in, cream, 55))
		c.fill(rect(x, y+h-70, w-6, 12), mix(in, cream, 55))
		if i%3 == 0 {
			c.fill(circle(x+w/2-3, y+h/2, 15), mix(in, cream, 70))
		}
		x += w
	}
	c.fill(swell(690, 40, 1500, 0.02), shallow)
	c.fill(swell(760, 26, 760, 0.3), sea)
	boat := func(dx, dy float64) {
		c.fill(poly(dx-250, dy-60, dx+250, dy-60, dx+150, dy+70, dx-150, dy+70), white)
		c.fill(poly(dx-110, dy-60, dx, dy-250, dx+110, dy-60), cream)
		c.fill(poly(dx, dy-250, dx+110, dy-60, dx, dy-60), mix(cream, dune, 55))
		c.fill(poly(dx-250, dy-60, dx, dy-20, dx+250, dy-60, dx+150, dy+70, dx-150, dy+70), mix(white, sand, 60))
		for i := range 4 {
			c.fill(rect(dx-110+float64(i%2)*12, dy+4+float64(i)*15, 200-float64(i)*26, 5), steel)
		}
	}
	boat(640, 780)
	c.fill(swell(850, 22, 620, 0.72), deep)
	c.fill(swell(930, 18, 520, 0.2), night)
}

// observatory is a dome in the mountains under the stars.
func observatory(c *canvas) {
	c.sky(ink, mix(deep, rose, 30), 700, 14)
	d := throw(9)
	for i := range 30 { // the stars turn about the pole
		for range 3 {
			r, from := 50+float64(i)*36+d.upTo(24), d.upTo(1)
			c.glaze(band(980, 200, r+3, r, from, from+0.05+d.upTo(0.06)), cream, 50)
		}
	}
	c.stars(60, 560, 21)
	c.fill(peaks(0, 640, 160, 520, 280, 600, 470, 430, 640, 590, 820, 480, 1000, 610, 1190, 460, 1380, 600, 1600, 470), mix(night, steel, 35))
	for _, p := range [][3]float64{{160, 520, 0.6}, {470, 430, 1}, {820, 480, 0.7}, {1190, 460, 0.9}} {
		x, y, s := p[0], p[1], p[2]
		c.fill(poly(x, y, x+60*s, y+56*s, x+26*s, y+46*s, x, y+76*s, x-26*s, y+44*s, x-64*s, y+56*s), foam)
	}
	c.fill(peaks(0, 760, 230, 640, 420, 740, 620, 650, 900, 770, 1200, 660, 1420, 740, 1600, 650), night)
	c.fill(land(0, 900, 360, 780, 700, 770, 1000, 840, 1600, 830), ink)
	c.fill(rect(380, 620, 300, 180), mix(slate, ink, 25))
	c.fill(rect(362, 606, 336, 24), steel)
	c.fill(path{append(arc(530, 606, 170, 176, 0.5, 1), point{700, 606})}, white)
	c.glaze(path{append(arc(530, 606, 170, 176, 0.75, 1), point{530, 606})}, slate, 35)
	c.fill(poly(560, 606, 640, 480, 596, 440, 520, 606), ink)
	c.fill(line(560, 560, 662, 410, 46), amber)
	c.fill(line(646, 433, 676, 389, 60), flame)
	c.fill(round(500, 700, 60, 100, 8), ink)
	for i := range 9 { // those who wait
		x := 760 + float64(i)*62
		h := 46 + float64(i*7%4)*9
		c.fill(round(x, 838-h, 26, h, 12), []colour{crimson, deep, amber, slate}[i%4])
		c.fill(circle(x+13, 828-h, 13), sand)
	}
	c.fill(land(0, 960, 500, 900, 1000, 880, 1600, 910), mix(ink, night, 45))
	c.fill(circle(748, 806, 8), flame)
}

// timetable is a clock beside a board in four colours.
func timetable(c *canvas) {
	c.fill(rect(0, 0, width, height), night)
	for i := range 12 {
		c.fill(rect(float64(i)*140, 0, 70, height), mix(night, ink, 40))
	}
	c.fill(rect(0, 860, width, 140), ink)
	c.fill(rect(0, 860, width, 12), amber)
	c.fill(rect(420, 0, 26, 200), ink)
	c.fill(circle(433, 460, 300), ink)
	c.fill(circle(433, 460, 276), cream)
	for i := range 60 {
		p, q := around(433, 460, 258, 258, float64(i)/60), around(433, 460, 242, 242, float64(i)/60)
		w := 5.0
		if i%5 == 0 {
			q, w = around(433, 460, 212, 212, float64(i)/60), 17
		}
		c.fill(line(p.x, p.y, q.x, q.y, w), ink)
	}
	c.fill(line(433, 460, 433-112, 460-84, 26), ink)
	c.fill(line(433, 460, 433+60, 460-208, 18), ink)
	c.fill(line(433-24, 460+84, 433+60, 460-190, 7), crimson)
	c.fill(circle(433, 460, 22), crimson)
	for i, in := range []colour{crimson, amber, sea, pine} {
		x, y := 840+float64(i%2)*350, 170+float64(i/2)*330
		c.fill(round(x, y, 330, 310, 14), in)
		d := throw(i*31 + 4)
		for row := range 6 {
			ry := y + 34 + float64(row)*43
			c.fill(rect(x+26, ry, 62, 18), cream)
			c.fill(rect(x+108, ry, 70+d.upTo(110), 18), mix(in, cream, 55))
			if row == i {
				c.fill(circle(x+296, ry+9, 11), cream)
			}
		}
	}
}

// pomegranates lie in a row before hills.
func pomegranates(c *canvas) {
	c.sky(cream, mix(rose, cream, 40), 560, 8)
	c.fill(circle(1240, 250, 120), amber)
	c.fill(land(0, 500, 300, 420, 620, 490, 980, 400, 1300, 470, 1600, 420), mix(rose, olive, 40))
	c.fill(land(0, 590, 380, 520, 760, 580, 1200, 510, 1600, 570), olive)
	for row := range 3 {
		for i := range 22 {
			x := float64(i)*80 + float64(row%2)*40 - 30
			y := 570 + float64(row)*44
			c.fill(ellipse(x, y, 26+float64(row)*5, 20+float64(row)*4), mix(leaf, pine, row*30))
			if (i+row)%2 == 0 {
				c.fill(circle(x+6, y-2, 5+float64(row)), crimson)
			}
		}
	}
	c.fill(rect(0, 700, width, 300), umber)
	c.fill(rect(0, 700, width, 14), earth)
	c.fill(ellipse(800, 880, 690, 70), mix(umber, ink, 35))
	c.fill(ellipse(800, 860, 690, 70), foam)
	c.fill(ellipse(800, 852, 600, 52), mint)
	pomegranate(c, 420, 700, 168)
	pomegranate(c, 1180, 690, 178)
	halved(c, 800, 720, 190)
	for i := range 9 {
		c.fill(ellipse(540+float64(i*67%560), 868+float64(i%3)*16, 15, 11), crimson)
		c.fill(ellipse(536+float64(i*67%560), 865+float64(i%3)*16, 5, 3), rose)
	}
}

func pomegranate(c *canvas, x, y, r float64) {
	for i := range 5 {
		c.fill(turned(poly(x-r*0.16, y-r*0.86, x-r*0.06, y-r*1.42, x+r*0.16, y-r*0.86), x, y-r*0.86, (float64(i)-2)*0.07), wine)
	}
	c.fill(ellipse(x, y, r*1.04, r), crimson)
	c.fill(path{append(arc(x, y, r*1.04, r, -0.2, 0.3), arc(x-r*0.2, y-r*0.06, r, r*0.94, 0.3, -0.2)...)}, wine)
	c.fill(turned(ellipse(x-r*0.45, y-r*0.42, r*0.12, r*0.3), x-r*0.45, y-r*0.42, 0.1), rose)
}

func halved(c *canvas, x, y, r float64) {
	c.fill(ellipse(x, y, r*1.06, r*1.02), wine)
	c.fill(ellipse(x, y, r*0.97, r*0.93), sand)
	for i := range 6 {
		from := float64(i)/6 + 0.02
		c.fill(band(x, y, r*0.84, r*0.2, from, from+0.127), flame)
		for j := range 4 {
			for k := range 3 {
				p := around(x, y, r*(0.34+float64(k)*0.2), r*(0.34+float64(k)*0.2), from+0.012+float64(j)*0.034)
				c.fill(circle(p.x, p.y, r*(0.05+float64(k)*0.022)), crimson)
				c.fill(circle(p.x-r*0.02, p.y-r*0.025, r*0.018), rose)
			}
		}
	}
	c.fill(circle(x, y, r*0.16), sand)
}

// rain falls on roofs and into a bottle.
func rain(c *canvas) {
	c.sky(slate, mix(steel, foam, 60), 1000, 12)
	for _, p := range []path{ellipse(330, 170, 260, 96), ellipse(640, 130, 300, 104), ellipse(980, 170, 280, 92), ellipse(1330, 120, 300, 110), ellipse(60, 100, 240, 100)} {
		c.fill(p, mix(slate, ink, 30))
	}
	c.fill(rect(0, 0, width, 110), mix(slate, ink, 30))
	d := throw(2)
	for x, i := -40.0, 0; x < width; i++ {
		w, h := 150+d.upTo(110), 210+d.upTo(230)
		in := []colour{rose, sand, earth, mint, dune}[i%5]
		c.fill(rect(x, height-h, w-8, h), mix(in, slate, 34))
		c.fill(poly(x-14, height-h, x+w/2, height-h-66, x+w+6, height-h), mix(crimson, slate, 30+i%3*14))
		for wy := height - h + 40; wy < height-40; wy += 78 {
			for wx := x + 24; wx < x+w-54; wx += 62 {
				in := mix(night, slate, 30)
				if d.upTo(1) < 0.4 {
					in = amber
				}
				c.fill(rect(wx, wy, 34, 46), in)
			}
		}
		x += w
	}
	for range 210 {
		x, y, n := d.upTo(1800)-100, 120+d.upTo(840), 26+d.upTo(46)
		c.glaze(line(x, y, x-n*0.32, y+n, 4), white, 62)
	}
	c.fill(rect(930, 906, 670, 94), umber) // a balcony
	c.fill(rect(930, 890, 670, 20), earth)
	c.glaze(round(1100, 420, 250, 480, 46), white, 66)
	c.glaze(path{append(append([]point{}, swell(650, 5, 250, 0)[0][138:169]...), round(1112, 640, 226, 248, 40)[0][:26]...)}, sea, 100)
	c.fill(poly(1040, 300, 1410, 300, 1262, 440, 1188, 440), mix(crimson, white, 10))
	c.fill(poly(1225, 300, 1410, 300, 1262, 440, 1225, 440), crimson)
	c.fill(rect(1028, 284, 394, 24), wine)
	for i := range 10 {
		w := 34.0
		if i%2 == 0 {
			w = 58
		}
		c.fill(rect(1116, 500+float64(i)*38, w, 7), ink)
	}
}

// repair is a table under a lamp.
func repair(c *canvas) {
	c.fill(rect(0, 0, width, height), pine)
	for i := range 5 {
		c.glaze(poly(800, 120, 800-170-float64(i)*130, 760, 800+170+float64(i)*130, 760), amber, 13)
	}
	c.fill(rect(794, 0, 12, 130), ink)
	c.fill(path{append(arc(800, 220, 170, 130, 0.5, 1), point{970, 220})}, crimson)
	c.fill(rect(630, 214, 340, 18), wine)
	c.fill(ellipse(800, 236, 62, 26), cream)
	c.fill(rect(0, 744, width, 256), earth)
	c.fill(rect(0, 744, width, 20), dune)
	for i := range 6 {
		c.fill(rect(0, 800+float64(i)*38, width, 4), mix(earth, umber, 45))
	}
	// A kettle.
	c.stroke(curve(300, 520, 330, 430, 440, 430, 470, 520), 20, ink)
	c.fill(path{append(curve(270, 744, 262, 640, 300, 540, 385, 516), curve(385, 516, 470, 540, 508, 640, 500, 744)...)}, sea)
	c.fill(poly(500, 640, 590, 540, 610, 560, 510, 700), sea)
	c.fill(round(350, 498, 70, 24, 10), ink)
	c.fill(path{append(curve(292, 730, 290, 640, 320, 580), curve(350, 580, 322, 640, 320, 730)...)}, shallow)
	// A radio.
	c.fill(line(930, 560, 1060, 400, 7), steel)
	c.fill(round(660, 556, 320, 188, 22), flame)
	c.fill(circle(750, 650, 66), ink)
	for i := range 3 {
		c.fill(ring(750, 650, 54-float64(i)*17, 49-float64(i)*17), amber)
	}
	c.fill(round(840, 590, 116, 50, 6), cream)
	c.fill(rect(892, 590, 5, 50), crimson)
	c.fill(circle(866, 690, 20), cream)
	c.fill(circle(930, 690, 20), cream)
	// A clock with its wheels out.
	c.fill(circle(1200, 620, 124), ink)
	c.fill(circle(1200, 620, 104), cream)
	c.fill(line(1200, 620, 1200, 540, 12), ink)
	c.fill(line(1200, 620, 1258, 650, 12), ink)
	cog(c, 1390, 690, 54, amber)
	cog(c, 1478, 640, 40, steel)
	// Tools.
	c.fill(turned(round(330, 850, 250, 30, 15), 455, 865, 0.02), crimson)
	c.fill(turned(rect(580, 858, 170, 13), 455, 865, 0.02), steel)
	c.fill(turned(rect(900, 860, 260, 24), 1030, 870, -0.03), slate)
	c.fill(ring(1172, 838, 42, 22), slate)
	c.fill(round(1320, 830, 90, 110, 20), white)
	c.fill(ring(1420, 880, 36, 22), white)
	c.fill(ellipse(1365, 838, 38, 10), umber)
}

func cog(c *canvas, x, y, r float64, in colour) {
	for i := range 10 {
		c.fill(turned(rect(x-r*0.16, y-r*1.24, r*0.32, r*0.4), x, y, float64(i)/10), in)
	}
	c.fill(ring(x, y, r, r*0.38), in)
}

// solar is a roof with panels before the mountains.
func solar(c *canvas) {
	c.sky(mix(foam, sea, 20), cream, 560, 10)
	c.sun(1240, 240, 110, amber)
	c.fill(peaks(0, 520, 180, 380, 300, 450, 480, 280, 660, 450, 800, 360, 1000, 500, 1180, 400, 1380, 500, 1600, 400), steel)
	for _, p := range [][3]float64{{180, 380, 0.9}, {480, 280, 1.5}, {800, 360, 1}, {1180, 400, 0.8}, {1600, 400, 1}} {
		x, y, s := p[0], p[1], p[2]
		c.fill(poly(x, y, x+58*s, y+56*s, x+24*s, y+44*s, x, y+74*s, x-24*s, y+42*s, x-60*s, y+48*s), white)
	}
	c.fill(land(0, 580, 400, 510, 800, 560, 1200, 520, 1600, 560), pine)
	c.fill(rect(0, 700, width, 300), rose)
	c.fill(rect(0, 700, width, 16), mix(rose, umber, 40))
	for i := range 8 {
		x := 50 + float64(i)*200
		c.fill(round(x, 800, 110, 220, 10), night)
		c.fill(round(x+8, 808, 94, 220, 8), mix(shallow, amber, i%3*40))
		c.fill(rect(x+51, 800, 8, 200), cream)
		c.fill(rect(x, 880, 110, 8), cream)
	}
	for i := range 4 {
		panel(c, 30+float64(i)*390, 706)
	}
}

func panel(c *canvas, x, y float64) {
	c.fill(line(x+300, y-150, x+300, y, 14), slate)
	c.fill(line(x+90, y-30, x+90, y, 14), slate)
	at := func(u, v float64) point { return point{x + u*240 + v*110, y - 20 - v*210 + u*4} }
	quad := func(u0, v0, u1, v1 float64) path { return path{{at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)}} }
	c.fill(quad(-0.03, -0.04, 1.03, 1.04), white)
	for i := range 4 {
		for j := range 3 {
			u, v := float64(i)/4, float64(j)/3
			c.fill(quad(u+0.012, v+0.016, u+0.238, v+0.317), mix(night, sea, (i+j)*14))
		}
	}
	c.glaze(quad(0.1, 0, 0.3, 1), foam, 20)
}

// saxaul grows on the cracked bed of a sea.
func saxaul(c *canvas) {
	c.sky(mix(amber, cream, 45), cream, 520, 9)
	c.sun(800, 420, 130, flame)
	c.fill(land(0, 520, 400, 500, 800, 516, 1200, 498, 1600, 514), mix(dune, rose, 50))
	c.fill(rect(0, 540, width, 460), sand)
	ship := []point{{1120, 470}, {1150, 560}, {1440, 560}, {1500, 450}, {1400, 470}, {1390, 420}, {1300, 420}, {1290, 472}}
	c.fill(path{ship}, umber)
	c.fill(rect(1334, 340, 14, 90), umber)
	c.fill(poly(1150, 560, 1440, 560, 1456, 530, 1142, 530), mix(umber, crimson, 50))
	d := throw(41)
	for row := range 7 {
		y := 566 + float64(row*row)*10
		for col := range 12 - row {
			w := float64(width) / float64(12-row)
			x := float64(col)*w + float64(row%2)*w/2 - w/4
			h := 12 + float64(row)*9
			c.fill(blob(x+6, y, x+w*0.5+d.upTo(20), y-h*0.45, x+w-8, y+d.upTo(8), x+w-14, y+h*0.8, x+w*0.5, y+h+d.upTo(8), x+10, y+h*0.8), mix(sand, dune, 40+int(d.upTo(50))))
		}
	}
	for _, b := range [][3]float64{{180, 620, 0.5}, {560, 600, 0.42}, {980, 640, 0.6}, {1420, 700, 0.8}, {300, 800, 1.1}, {820, 900, 1.5}} {
		bush(c, b[0], b[1], b[2])
	}
}

func bush(c *canvas, x, y, s float64) {
	c.glaze(ellipse(x+40*s, y+4*s, 130*s, 16*s), umber, 35)
	d := throw(int(x) + 3)
	for i := range 9 {
		turn := 0.56 + float64(i)*0.048
		tip := around(x, y, (100+d.upTo(40))*s, (150+d.upTo(60))*s, turn)
		mid := around(x, y, 60*s, 70*s, turn+0.03)
		c.stroke(curve(x, y, mid.x, mid.y, tip.x, tip.y), 9*s, umber)
		for range 7 {
			c.fill(ellipse(tip.x+(d.upTo(70)-35)*s, tip.y+(d.upTo(70)-25)*s, 20*s, 12*s), mix(leaf, olive, int(d.upTo(80))))
		}
	}
}

// seismic is what a station writes, before mountains.
func seismic(c *canvas) {
	c.fill(rect(0, 0, width, height), cream)
	for x := 0.0; x < width; x += 80 {
		c.fill(rect(x, 0, 2, height), mix(cream, sand, 80))
	}
	for y := 40.0; y < height; y += 80 {
		c.fill(rect(0, y, width, 2), mix(cream, sand, 80))
	}
	c.fill(peaks(0, 1000, 0, 830, 220, 640, 360, 740, 560, 540, 760, 760, 980, 600, 1180, 780, 1400, 620, 1600, 760), mix(steel, cream, 45))
	c.fill(peaks(0, 1000, 0, 930, 260, 790, 480, 890, 760, 760, 1040, 900, 1320, 780, 1600, 880), mix(slate, cream, 25))
	for i, q := range []struct {
		at, high float64
		in       colour
	}{{460, 70, deep}, {980, 160, crimson}, {1180, 46, pine}, {640, 90, ink}} {
		trace(c, 170+float64(i)*170, q.at, q.high, q.in, i*71+3)
	}
	for i := range 4 {
		c.glaze(ring(1000, 1040, 180+float64(i)*120, 168+float64(i)*120), flame, 62-i*13)
	}
	c.fill(circle(1000, 1000, 40), flame)
}

func trace(c *canvas, y, at, high float64, in colour, seed int) {
	d := throw(seed)
	var points []point
	for i := range 401 {
		x := float64(i) * 4
		after := math.Max(x-at, 0) / 240
		a := 5.0
		if x > at {
			a += high * math.Exp(-after*1.5) * (0.35 + 0.65*math.Min((x-at)/50, 1))
		}
		points = append(points, point{x, y + (d.upTo(2)-1)*a})
	}
	for i := 1; i < len(points); i++ {
		c.fill(line(points[i-1].x, points[i-1].y, points[i].x, points[i].y, 3), in)
	}
}

// shadows is the screen of a theatre.
func shadows(c *canvas) {
	c.fill(rect(0, 0, width, height), ink)
	for i := range 12 {
		c.fill(rect(float64(i%6)*48+float64(i/6)*1316, 0, 24, height), mix(ink, wine, 55))
	}
	c.fill(round(250, 70, 1100, 700, 20), umber)
	c.fill(rect(276, 96, 1048, 648), amber)
	clip := func(p path) path {
		return mapped(p, func(q point) point { return point{min(max(q.x, 276), 1324), min(max(q.y, 96), 744)} })
	}
	for i := range 7 {
		c.glaze(clip(ellipse(800, 420, 620-float64(i)*74, 420-float64(i)*48)), cream, 17)
	}
	c.fill(circle(1130, 250, 66), flame)
	for i := range 14 {
		c.fill(turned(rect(1126, 140, 8, 34), 1130, 250, float64(i)/14), flame)
	}
	c.fill(clip(land(260, 560, 420, 470, 560, 560, 700, 600, 1340, 610)), umber)
	c.fill(clip(swell(640, 14, 190, 0.1)), ink)
	// A boat and its fisherman.
	c.fill(poly(610, 590, 960, 590, 900, 668, 670, 668), ink)
	c.fill(line(780, 600, 780, 240, 10), ink)
	c.fill(path{append(curve(790, 250, 900, 330, 940, 440, 930, 540), point{790, 556})}, ink)
	for i := range 4 {
		c.fill(circle(826+float64(i%2)*46, 380+float64(i)*44, 12), amber)
	}
	c.fill(circle(700, 452, 26), ink)
	c.fill(poly(672, 444, 728, 436, 700, 400), ink)
	c.fill(poly(676, 480, 726, 480, 742, 592, 664, 592), ink)
	c.stroke(curve(690, 500, 640, 520, 604, 480), 13, ink)
	c.fill(line(614, 500, 540, 390, 6), ink)
	c.fill(line(540, 390, 536, 640, 2.5), ink)
	// A rider on the hill.
	c.fill(ellipse(400, 424, 52, 24), ink)
	c.fill(poly(434, 420, 470, 356, 500, 366, 492, 388, 470, 386, 446, 434), ink)
	for _, l := range [][4]float64{{362, 430, 346, 500}, {380, 434, 382, 504}, {424, 434, 430, 500}, {440, 430, 460, 486}} {
		c.fill(line(l[0], l[1], l[2], l[3], 10), ink)
	}
	c.stroke(curve(350, 416, 326, 430, 322, 470), 9, ink)
	c.fill(poly(378, 414, 420, 414, 414, 342, 388, 342), ink)
	c.fill(circle(401, 322, 20), ink)
	c.stroke(curve(280, 200, 380, 168, 470, 196, 500, 236, 462, 250), 9, mix(umber, flame, 40)) // the wind
	c.stroke(curve(280, 240, 360, 224, 420, 244), 7, mix(umber, flame, 40))
	for i := range 13 { // those who watch
		x := 40 + float64(i)*126
		h := float64(i*37%50) - 20
		c.fill(circle(x, 890+h, 52), mix(ink, night, 70))
		c.fill(ellipse(x, 1010+h, 92, 84), mix(ink, night, 70))
	}
	c.glaze(poly(276, 744, 1324, 744, 1500, 1000, 100, 1000), amber, 13)
}

// voices are waves of sound.
func voices(c *canvas) {
	c.fill(rect(0, 0, width, height), cream)
	for i, in := range []colour{deep, flame, amber, pine} {
		mid := 170 + float64(i)*220
		d := throw(i*97 + 13)
		phase := d.upTo(6)
		c.fill(rect(0, mid-1, width, 3), mix(in, cream, 55))
		for j := range 57 {
			x := 24 + float64(j)*28
			wave := math.Abs(math.Sin(x/150+phase)) * math.Abs(math.Sin(x/437+phase*2))
			h := 10 + 205*wave*(0.45+d.upTo(0.55))
			tint := in
			if j%4 == 3 {
				tint = mix(in, cream, 30)
			}
			c.fill(round(x-8, mid-h/2, 17, h, 8), tint)
		}
	}
}
