package main

// charts are pictures of the figures of stories, by the folder of each. What the
// colours stand for is said in the caption.
func charts() map[string]func(*canvas) {
	return map[string]func(*canvas){
		"aktau-port-freight-car-counting": func(c *canvas) {
			stacked(c, 160, []colour{deep, amber, crimson}, []float64{42, 65, 38}, []float64{6, 9, 24})
		},
		"caspian-level-five-gauges":        func(c *canvas) { hanging(c, 26, 22, 23, 21, 22, 24) },
		"container-journey-in-eleven-days": func(c *canvas) { journey(c, 264, 62, 41, 2, 55, 21, 4, 1, 38, 20, 20) },
		"pomegranate-press-cooperative": func(c *canvas) {
			columns(c, 1, []colour{amber, crimson}, []float64{0.17, 0.38}, []float64{0.31, 0.61})
		},
		"rain-gauges-on-balconies": func(c *canvas) { upright(c, 64, 31, 26, 57, 38) },
		"voice-corpus-read-aloud":  func(c *canvas) { pairs(c, 60, [2]float64{6, 21}, [2]float64{9, 33}, [2]float64{38, 51}) },
	}
}

// paper is what charts are drawn on.
func paper(c *canvas) {
	c.fill(rect(0, 0, width, height), cream)
	c.fill(rect(0, 0, width, 18), crimson)
}

// rules are the lines behind columns.
func rules(c *canvas, n int) {
	for i := range n {
		y := 880 - float64(i)*740/float64(n-1)
		c.fill(rect(120, y, 1360, 3), sand)
	}
	c.fill(rect(120, 878, 1360, 6), ink)
}

// stacked shows sums as bars from the left.
func stacked(c *canvas, most float64, in []colour, sums ...[]float64) {
	paper(c)
	for i := range 5 {
		c.fill(rect(140+float64(i)*330, 120, 3, 760), sand)
	}
	for i, sum := range sums {
		x := 140.0
		for j, v := range sum {
			w := v / most * 1320
			c.fill(rect(x, 220+float64(i)*340, w-4, 220), in[j])
			x += w
		}
	}
	c.fill(rect(136, 120, 6, 760), ink)
}

// columns shows sums as columns.
func columns(c *canvas, most float64, in []colour, sums ...[]float64) {
	paper(c)
	rules(c, 6)
	for i, sum := range sums {
		y := 878.0
		for j, v := range sum {
			h := v / most * 740
			c.fill(rect(360+float64(i)*560, y-h, 320, h-4), in[j])
			y -= h
		}
	}
}

// upright shows values as columns, the highest in another colour.
func upright(c *canvas, most float64, values ...float64) {
	paper(c)
	rules(c, 5)
	top := 0.0
	for _, v := range values {
		top = max(top, v)
	}
	for i, v := range values {
		in := shallow
		if v == top {
			in = deep
		}
		h := v / most * 740
		c.fill(rect(190+float64(i)*330, 878-h, 230, h), in)
	}
}

// hanging shows by how much values fell.
func hanging(c *canvas, most float64, values ...float64) {
	paper(c)
	for i := range 5 {
		c.fill(rect(120, 160+float64(i)*180, 1360, 3), sand)
	}
	for i, v := range values {
		x, h := 180+float64(i)*260, v/most*720
		c.fill(rect(x, 160, 200, h), shallow)
		c.fill(rect(x, 160+h-16, 200, 16), deep)
		c.fill(poly(x+70, 160+h+14, x+130, 160+h+14, x+100, 160+h+54), crimson)
	}
	c.fill(rect(120, 156, 1360, 6), ink)
}

// pairs shows what was and what is, side by side.
func pairs(c *canvas, most float64, values ...[2]float64) {
	paper(c)
	rules(c, 7)
	for i, v := range values {
		for j, n := range v {
			h := n / most * 740
			c.fill(rect(200+float64(i)*440+float64(j)*170, 878-h, 150, h), []colour{rose, crimson}[j])
		}
	}
}

// journey shows stretches of moving and waiting along a line: both in turn.
func journey(c *canvas, whole float64, hours ...float64) {
	paper(c)
	x := 120.0
	for i, h := range hours {
		w := h / whole * 1360
		if i%2 == 0 {
			c.fill(rect(x, 330, w, 260), deep)
		} else {
			c.fill(rect(x, 430, w, 160), mix(amber, cream, 25))
		}
		x += w
		if i%2 == 1 && i < len(hours)-1 {
			c.fill(rect(x-2, 270, 4, 400), ink)
			c.fill(circle(x, 690, 16), crimson)
		}
	}
	for i := range 12 { // days
		c.fill(rect(120+float64(i)*24/whole*1360-2, 780, 4, 40), slate)
	}
	c.fill(rect(120, 586, 1360, 6), ink)
	c.fill(circle(120, 690, 16), crimson)
	c.fill(circle(1480, 690, 16), crimson)
}
