package main

// freightCars is a train that rolls through a gate, before cranes.
func freightCars(c *canvas) {
	c.sky(mint, cream, 620, 9)
	c.sun(1270, 330, 96, amber)
	c.fill(swell(560, 0, 900, 0), shallow)
	c.fill(swell(600, 5, 320, 0.2), sea)
	for i, x := range []float64{120, 420, 1010} {
		crane(c, x, 640, 0.8+float64(i)*0.12, mix(slate, steel, i*30))
	}
	c.fill(rect(0, 640, width, 360), sand)
	c.fill(rect(0, 850, width, 150), dune)
	c.fill(rect(0, 812, width, 10), umber)
	for x := 10.0; x < width; x += 56 {
		c.fill(rect(x, 822, 34, 12), earth)
	}
	for i, in := range []colour{crimson, deep, amber, leaf, flame, slate} {
		wagon(c, -130+float64(i)*300, 812, in)
	}
	for _, x := range []float64{690, 1110} { // the gate
		c.fill(rect(x, 400, 34, 430), ink)
		c.fill(rect(x-16, 820, 66, 22), ink)
		c.fill(round(x-14, 470, 62, 40, 10), amber)
		c.fill(circle(x+17, 490, 11), ink)
	}
	c.fill(rect(660, 380, 514, 40), ink)
	c.glaze(poly(707, 500, 707, 540, 900, 800, 760, 800), amber, 24)
	c.glaze(poly(1127, 500, 1127, 540, 1080, 800, 940, 800), amber, 24)
}

func wagon(c *canvas, x, rail float64, in colour) {
	c.fill(rect(x+268, rail-66, 36, 10), ink)
	c.fill(round(x+6, rail-196, 262, 146, 8), in)
	c.fill(rect(x+6, rail-196, 262, 18), mix(in, white, 25))
	for i := range 6 {
		c.fill(rect(x+32+float64(i)*40, rail-168, 8, 100), mix(in, ink, 28))
	}
	c.fill(rect(x, rail-60, 274, 16), ink)
	for _, dx := range []float64{44, 92, 182, 230} {
		c.fill(circle(x+dx, rail-22, 22), ink)
		c.fill(circle(x+dx, rail-22, 9), steel)
	}
}

func crane(c *canvas, x, y, size float64, in colour) {
	for _, p := range []path{
		line(x, y, x+44*size, y-380*size, 16*size), line(x+150*size, y, x+110*size, y-380*size, 16*size),
		rect(x+30*size, y-390*size, 96*size, 22*size), rect(x+10*size, y-190*size, 132*size, 12*size),
		line(x+60*size, y-372*size, x+330*size, y-470*size, 15*size), line(x+70*size, y-376*size, x-60*size, y-350*size, 15*size),
		line(x+78*size, y-480*size, x+78*size, y-380*size, 14*size), line(x+78*size, y-476*size, x+320*size, y-466*size, 5*size),
		line(x+280*size, y-450*size, x+280*size, y-250*size, 4*size), rect(x+252*size, y-250*size, 56*size, 34*size),
		rect(x-76*size, y-372*size, 44*size, 40*size),
	} {
		c.fill(p, in)
	}
}

// nightFerry is a lit ship under the moon.
func nightFerry(c *canvas) {
	c.sky(ink, deep, 600, 10)
	c.stars(90, 460, 7)
	c.fill(circle(1240, 210, 78), cream)
	c.fill(circle(1272, 190, 70), mix(ink, night, 60))
	c.fill(land(0, 588, 300, 560, 560, 580, 900, 590, 1600, 594), ink)
	for i := range 22 {
		c.fill(circle(30+float64(i)*34, 585-float64(i%3)*5, 4), amber)
	}
	c.fill(swell(594, 0, 400, 0), night)
	c.fill(swell(700, 10, 420, 0.1), mix(night, deep, 50))
	hull := path{curve(330, 640, 350, 700, 390, 742, 430, 750)}
	hull[0] = append(hull[0], point{1170, 750}, point{1290, 640})
	for _, p := range []struct {
		p  path
		in colour
	}{
		{rect(470, 450, 600, 120), white},
		{rect(560, 380, 400, 80), mint},
		{rect(640, 320, 180, 62), white},
		{poly(700, 320, 712, 230, 790, 230, 802, 320), flame},
		{rect(708, 256, 88, 18), cream},
		{hull, crimson},
		{rect(410, 570, 800, 74), cream},
		{rect(330, 636, 962, 12), amber},
	} {
		c.fill(p.p, p.in)
	}
	for i := range 15 {
		c.fill(round(492+float64(i)*38, 478, 22, 30, 5), amber)
		c.fill(round(492+float64(i)*38, 526, 22, 24, 5), mix(amber, flame, 40))
	}
	for i := range 10 {
		c.fill(round(582+float64(i)*37, 404, 20, 26, 5), amber)
	}
	for i := range 19 {
		c.fill(circle(440+float64(i)*40, 606, 10), deep)
	}
	c.fill(swell(742, 12, 300, 0.35), deep)
	for i, x := range []float64{500, 620, 740, 860, 980, 1090} {
		c.glitter(x, 770, 940-float64(i%2)*50, amber, i+2)
	}
	c.glitter(1250, 620, 735, cream, 11)
	c.fill(swell(925, 14, 380, 0.7), night)
}

// marathon is the seafront from above: lanes along the water, and runners.
func marathon(c *canvas) {
	c.fill(rect(0, 0, width, height), sea)
	for i := range 5 {
		shift := float64(i) * 62
		c.stroke(curve(-60, 860-shift*2.2, 240, 560-shift*1.5, 640, 380-shift, 1100, 250-shift, 1700, 60-shift), 5, mix(sea, shallow, 20+i*14))
	}
	shore := func(off float64) []point {
		return curve(-120, 1010+off*1.3, 260, 640+off, 700, 440+off, 1180, 330+off, 1760, 90+off)
	}
	c.stroke(shore(-26), 34, foam)
	below := func(off float64) path { return path{append(shore(off), point{1760, 1100}, point{-120, 1400})} }
	c.fill(below(0), sand)
	for i, in := range []colour{flame, amber, cream, mint} {
		c.stroke(shore(64+float64(i)*62), 56, in)
	}
	c.fill(below(312), leaf)
	c.stroke(shore(312), 12, pine)
	d := throw(19)
	for range 34 {
		lane, at := int(d.upTo(4)), 10+int(d.upTo(50))
		p := shore(64 + float64(lane)*62)[at]
		runner(c, p.x+d.upTo(20), p.y+d.upTo(14)-8, []colour{ink, crimson, deep, white, pine}[int(d.upTo(5))])
	}
	for i := range 20 {
		p := shore(372 + float64(i%3)*90)[6+i*3%58]
		c.glaze(circle(p.x+16, p.y+20, 42), ink, 22)
		c.fill(circle(p.x, p.y, 42), pine)
		c.fill(circle(p.x-9, p.y-10, 26), olive)
	}
}

// runner is somebody from above, with a long shadow.
func runner(c *canvas, x, y float64, in colour) {
	c.glaze(line(x, y, x+46, y+40, 15), ink, 30)
	c.fill(turned(ellipse(x, y, 17, 10), x, y, 0.2), in)
	c.fill(circle(x, y, 8), umber)
}

// gauges are five staffs in the sea, and where the water stood.
func gauges(c *canvas) {
	c.sky(foam, cream, 520, 8)
	c.sun(330, 270, 90, amber)
	c.fill(land(0, 470, 260, 430, 520, 462, 800, 440, 1100, 470, 1360, 420, 1600, 450), mix(dune, rose, 40))
	c.fill(swell(498, 0, 500, 0), mix(shallow, foam, 40))
	c.fill(swell(570, 8, 420, 0.3), shallow)
	for i, x := range []float64{210, 500, 800, 1100, 1390} {
		staff(c, x, 330+float64(i%2)*26, 1000)
	}
	c.glaze(swell(640, 8, 520, 0.1), sea, 72)
	c.glaze(swell(730, 10, 460, 0.6), deep, 50)
	c.glaze(swell(850, 12, 520, 0.2), night, 55)
}

func staff(c *canvas, x, top, bottom float64) {
	c.fill(rect(x-34, top, 68, bottom-top), white)
	for i, y := 0, top; y < bottom; i, y = i+1, y+40 {
		in := crimson
		if i%5 == 0 {
			in = ink
		}
		if i%2 == 0 {
			c.fill(rect(x-34, y, 44, 22), in)
		} else {
			c.fill(rect(x-10, y, 44, 22), in)
		}
	}
	c.fill(rect(x-42, top-22, 84, 24), ink)
	for i := range 3 { // how far the water has gone down
		c.fill(rect(x-34, 560+float64(i)*26, 68, 7), mix(sand, earth, 30+i*25))
	}
}

// cyclePath winds along the cliffs.
func cyclePath(c *canvas) {
	c.sky(rose, cream, 430, 9)
	c.sun(1150, 380, 120, flame)
	c.fill(swell(430, 0, 500, 0), shallow)
	c.fill(swell(520, 7, 360, 0.2), sea)
	c.glitter(1150, 450, 640, amber, 3)
	c.fill(swell(640, 10, 420, 0.5), deep)
	c.fill(blob(-60, 330, 160, 320, 330, 400, 420, 540, 640, 600, 820, 700, 860, 860, 1000, 1100, -80, 1100), earth)
	c.fill(blob(-60, 300, 140, 290, 300, 370, 380, 510, 600, 570, 770, 670, 800, 830, 940, 1100, -80, 1100), dune)
	c.fill(land(700, 1010, 980, 880, 1250, 850, 1640, 760), olive)
	c.stroke(curve(60, 330, 230, 440, 250, 560, 450, 660, 560, 780, 820, 900, 1240, 930, 1700, 870), 74, cream)
	for i, p := range curve(60, 330, 230, 440, 250, 560, 450, 660, 560, 780, 820, 900, 1240, 930, 1700, 870) {
		if i%4 == 0 {
			c.fill(circle(p.x, p.y, 6), amber)
		}
	}
	bicycle(c, 1080, 800, ink)
	for _, x := range []float64{80, 150, 330} {
		c.fill(blob(x, 760, x+36, 690, x+70, 760, x+36, 790), leaf)
	}
}

func bicycle(c *canvas, x, y float64, in colour) {
	c.fill(ring(x, y, 96, 82), in)
	c.fill(ring(x+270, y, 96, 82), in)
	for i := range 8 {
		for _, cx := range []float64{x, x + 270} {
			p := around(cx, y, 88, 88, float64(i)/8)
			c.fill(line(cx, y, p.x, p.y, 2.5), in)
		}
	}
	for _, l := range [][4]float64{
		{0, 0, 80, -140},
		{80, -140, 120, 0},
		{120, 0, 0, 0},
		{80, -140, 222, -140},
		{120, 0, 222, -140},
		{270, 0, 215, -170},
		{68, -162, 84, -130},
		{215, -170, 252, -182},
	} {
		c.fill(line(x+l[0], y+l[1], x+l[2], y+l[3], 12), flame)
	}
	c.fill(round(x+34, y-176, 80, 18, 9), in)
	c.stroke(curve(x+214, y-172, x+246, y-190, x+272, y-172, x+262, y-150), 11, in)
	c.fill(circle(x+120, y, 24), in)
}

// containerRoute is a map of the way from the east to the west.
func containerRoute(c *canvas) {
	c.fill(rect(0, 0, width, height), sand)
	for i := range 9 {
		c.stroke(curve(-20, 130+float64(i)*120, 400, 90+float64(i)*118, 900, 150+float64(i)*112, 1640, 70+float64(i)*120), 3, mix(sand, dune, 45))
	}
	caspian := blob(470, 70, 560, 40, 660, 86, 760, 70, 850, 120, 836, 190, 740, 230, 720, 300, 780, 350, 800, 420, 740, 470, 760, 560,
		720, 590, 740, 660, 790, 720, 800, 830, 760, 930, 660, 960, 560, 930, 520, 850, 530, 750, 500, 690, 590, 640, 540, 600, 480, 540, 450, 450, 400, 380, 380, 280, 400, 180)
	c.fill(sized(moved(caspian, 10, 12), 600, 500, 1.02), dune)
	c.fill(caspian, shallow)
	c.fill(blob(470, 250, 560, 210, 640, 300, 690, 400, 660, 500, 600, 540, 520, 480, 460, 380), mix(shallow, sea, 50))
	c.fill(blob(530, 320, 600, 320, 640, 400, 610, 460, 550, 440), mix(shallow, deep, 60))
	c.fill(blob(600, 700, 680, 680, 730, 760, 740, 850, 660, 910, 580, 880, 560, 790), mix(shallow, sea, 50))
	c.fill(blob(630, 760, 690, 750, 700, 830, 650, 860, 610, 820), mix(shallow, deep, 60))
	route := curve(1500, 620, 1330, 520, 1120, 430, 960, 420, 820, 380)
	c.stroke(route, 15, crimson)
	for i, p := range route {
		if i%3 == 0 {
			c.fill(circle(p.x, p.y, 4), cream)
		}
	}
	for i, p := range curve(800, 380, 700, 450, 620, 590, 566, 678) {
		if i%3 != 2 {
			c.fill(circle(p.x, p.y, 7), cream)
		}
	}
	c.stroke(curve(556, 680, 400, 600, 260, 540, 130, 500), 15, crimson)
	for i, p := range curve(556, 680, 400, 600, 260, 540, 130, 500) {
		if i%3 == 0 {
			c.fill(circle(p.x, p.y, 4), cream)
		}
	}
	for _, p := range []point{{1500, 620}, {806, 380}, {556, 680}, {130, 500}} {
		c.fill(circle(p.x, p.y, 34), ink)
		c.fill(circle(p.x, p.y, 24), cream)
		c.fill(circle(p.x, p.y, 12), flame)
	}
	for i, in := range []colour{crimson, deep, amber} { // what travels
		x, y := 1080+float64(i%2)*170, 700+float64(i/2)*110
		if i == 2 {
			x, y = 1165, 598
		}
		c.fill(rect(x, y, 160, 96), in)
		for j := range 5 {
			c.fill(rect(x+16+float64(j)*29, y+14, 9, 68), mix(in, ink, 30))
		}
	}
}

// seals lie on islets, seen from a drone.
func seals(c *canvas) {
	c.fill(rect(0, 0, width, height), sea)
	for i := range 7 {
		c.stroke(curve(-20, 80+float64(i)*150, 420, 130+float64(i)*140, 980, 40+float64(i)*156, 1640, 110+float64(i)*145), 6, mix(sea, shallow, 35))
	}
	islets := []path{
		blob(180, 300, 380, 190, 640, 210, 740, 340, 640, 500, 430, 560, 230, 480),
		blob(960, 480, 1180, 400, 1420, 470, 1480, 640, 1320, 800, 1080, 790, 930, 650),
		blob(300, 760, 460, 700, 610, 760, 600, 860, 430, 910, 310, 850),
		blob(1120, 110, 1260, 80, 1370, 140, 1330, 230, 1190, 240),
	}
	for _, p := range islets {
		at := p[0][0]
		c.glaze(sized(p, at.x+200, at.y+60, 1.16), shallow, 80)
		c.glaze(sized(p, at.x+200, at.y+60, 1.07), foam, 85)
		c.fill(p, sand)
		c.fill(sized(p, at.x+210, at.y+50, 0.72), mix(sand, dune, 55))
	}
	d := throw(5)
	for i, at := range []point{
		{300, 330},
		{370, 270},
		{430, 340},
		{500, 280},
		{560, 350},
		{620, 300},
		{480, 420},
		{400, 470},
		{560, 450},
		{310, 420},
		{1060, 560},
		{1130, 500},
		{1210, 560},
		{1290, 510},
		{1370, 570},
		{1180, 660},
		{1280, 700},
		{1100, 690},
		{1370, 680},
		{1230, 610},
		{400, 800},
		{470, 760},
		{530, 820},
		{1210, 150},
		{1280, 170},
	} {
		seal(c, at.x, at.y, d.upTo(1), []colour{slate, ink, mix(slate, umber, 50), umber}[i%4])
	}
	for _, l := range [][4]float64{{880, 330, 960, 330}, {880, 330, 880, 410}, {1540, 330, 1460, 330}, {1540, 330, 1540, 410}, {880, 880, 960, 880}, {880, 880, 880, 800}, {1540, 880, 1460, 880}, {1540, 880, 1540, 800}} {
		c.fill(line(l[0], l[1], l[2], l[3], 9), white)
	}
	c.fill(line(1190, 605, 1230, 605, 5), white)
	c.fill(line(1210, 585, 1210, 625, 5), white)
	drone(c, 830, 150, 0.9)
}

func seal(c *canvas, x, y, turn float64, in colour) {
	c.glaze(turned(ellipse(x+9, y+11, 44, 21), x, y, turn), umber, 35)
	dark := mix(in, ink, 35)
	for _, side := range []float64{-1, 1} {
		c.fill(turned(turned(ellipse(x-44, y+side*7, 17, 6), x-38, y, side*0.04), x, y, turn), dark)
		c.fill(turned(turned(ellipse(x+12, y+side*21, 8, 13), x+12, y+side*16, -side*0.09), x, y, turn), dark)
	}
	c.fill(turned(ellipse(x-2, y, 40, 20), x, y, turn), in)
	c.fill(turned(ellipse(x+36, y, 16, 13), x, y, turn), in)
	c.fill(turned(ellipse(x-4, y-5, 25, 7), x, y, turn), mix(in, white, 20))
	c.fill(turned(circle(x+50, y, 4), x, y, turn), ink)
}

func drone(c *canvas, x, y, size float64) {
	for pass := range 2 {
		dx, dy, in, share := 70.0, 90.0, ink, 25
		if pass == 1 {
			dx, dy, share = 0, 0, 100
		}
		for i := range 4 {
			p := around(x+dx, y+dy, 92*size, 92*size, 0.125+float64(i)/4)
			c.glaze(line(x+dx, y+dy, p.x, p.y, 13*size), in, share)
			c.glaze(ring(p.x, p.y, 46*size, 36*size), in, share)
			c.glaze(circle(p.x, p.y, 9*size), in, share)
		}
		c.glaze(round(x+dx-38*size, y+dy-26*size, 76*size, 52*size, 20*size), in, share)
	}
	c.fill(circle(x, y, 12*size), flame)
}

// lighthouse throws its light over the sea at night.
func lighthouse(c *canvas) {
	c.sky(ink, mix(night, rose, 34), 660, 12)
	c.stars(80, 430, 3)
	c.glaze(poly(1120, 268, -80, 40, -80, 330), amber, 26)
	c.glaze(poly(1120, 268, -80, 120, -80, 270), cream, 30)
	c.glaze(poly(1120, 268, 1700, 190, 1700, 370), amber, 26)
	c.fill(swell(650, 0, 500, 0), deep)
	c.fill(swell(700, 8, 380, 0.3), mix(deep, sea, 40))
	c.glitter(520, 665, 860, amber, 8)
	c.fill(blob(860, 1040, 850, 900, 930, 800, 1030, 752, 1210, 740, 1330, 790, 1450, 820, 1660, 800, 1700, 1040), ink)
	c.fill(blob(900, 1040, 930, 890, 1010, 800, 1130, 770, 1200, 800, 1180, 900, 1080, 960, 1050, 1040), mix(ink, slate, 28))
	tower := func(top, bottom float64, in colour) {
		half := func(y float64) float64 { return 46 + (y-320)*0.075 }
		c.fill(poly(1120-half(top), top, 1120+half(top), top, 1120+half(bottom), bottom, 1120-half(bottom), bottom), in)
	}
	tower(320, 760, white)
	for _, y := range []float64{370, 510, 650} {
		tower(y, y+72, crimson)
	}
	c.glaze(poly(1120, 320, 1166, 320, 1200, 760, 1120, 760), ink, 24)
	c.fill(rect(1058, 304, 124, 20), ink)
	c.fill(rect(1082, 228, 76, 78), amber)
	c.fill(circle(1120, 268, 26), white)
	for _, x := range []float64{1082, 1114, 1150} {
		c.fill(rect(x, 228, 8, 78), ink)
	}
	c.fill(poly(1066, 230, 1120, 168, 1174, 230), crimson)
	c.fill(circle(1120, 162, 11), ink)
	c.fill(round(1102, 700, 36, 60, 16), ink)
	c.fill(swell(900, 14, 440, 0.55), night)
	c.fill(swell(955, 12, 360, 0.1), ink)
}

// buoys send what they measure.
func buoys(c *canvas) {
	c.sky(mint, white, 500, 7)
	c.fill(circle(1290, 250, 84), rose)
	c.fill(land(820, 506, 1050, 452, 1240, 470, 1440, 436, 1620, 470), steel)
	c.fill(swell(500, 0, 400, 0), foam)
	c.fill(swell(550, 12, 420, 0.15), shallow)
	buoy(c, 1170, 620, 0.5, deep)
	c.fill(swell(630, 16, 460, 0.5), mix(shallow, sea, 60))
	buoy(c, 330, 760, 0.72, amber)
	c.fill(swell(740, 20, 520, 0.85), sea)
	buoy(c, 880, 880, 1.15, crimson)
	c.fill(swell(850, 22, 560, 0.3), deep)
	c.fill(swell(940, 18, 480, 0.7), night)
}

func buoy(c *canvas, x, y, size float64, in colour) {
	tilt := 0.015
	put := func(p path, in colour) { c.fill(turned(p, x, y, tilt), in) }
	at := func(dx, dy float64) (float64, float64) { return x + dx*size, y + dy*size }
	lx, ly := at(-70, -130)
	rx, ry := at(70, -130)
	tx, ty := at(0, -420)
	put(line(lx, ly, tx-14*size, ty, 13*size), ink)
	put(line(rx, ry, tx+14*size, ty, 13*size), ink)
	for _, dy := range []float64{-200, -270, -340} {
		w := 62 * (420 + dy) / 290
		put(rect(x-w*size, y+dy*size, 2*w*size, 9*size), ink)
	}
	put(poly(x-96*size, y-270*size, x-20*size, y-300*size, x-8*size, y-236*size, x-84*size, y-206*size), deep)
	put(poly(x-88*size, y-264*size, x-26*size, y-289*size, x-16*size, y-240*size, x-78*size, y-215*size), shallow)
	put(circle(x, y-436*size, 24*size), amber)
	for i := range 3 {
		r := (64 + float64(i)*46) * size
		put(band(x, y-436*size, r+9*size, r, -0.11, 0.11), flame)
		put(band(x, y-436*size, r+9*size, r, 0.39, 0.61), flame)
	}
	put(round(x-120*size, y-140*size, 240*size, 60*size, 26*size), in)
	put(poly(x-120*size, y-96*size, x+120*size, y-96*size, x+74*size, y+70*size, x-74*size, y+70*size), in)
	put(rect(x-114*size, y-84*size, 228*size, 30*size), white)
}

// sturgeon swim against the stream.
func sturgeon(c *canvas) {
	c.sky(shallow, night, 1000, 14)
	for i := range 6 {
		c.glaze(poly(180+float64(i)*260, 0, 270+float64(i)*260, 0, 60+float64(i)*250, 1000, -110+float64(i)*250, 1000), foam, 9)
	}
	for i := range 9 {
		y := 90 + float64(i)*104
		c.stroke(curve(-20, y, 300, y+30, 700, y-26, 1100, y+30, 1640, y-10), 3, mix(shallow, sea, i*11))
	}
	c.fill(land(0, 930, 300, 900, 640, 944, 1000, 905, 1320, 940, 1600, 900), mix(night, olive, 30))
	for _, x := range []float64{90, 150, 1380, 1460, 1520, 700} {
		c.stroke(curve(x, 960, x-20, 880, x+16, 800, x-8, 720), 15, pine)
	}
	fish(c, 1120, 270, 0.62, steel)
	fish(c, 420, 380, 0.7, slate)
	fish(c, 800, 610, 1.15, mix(slate, ink, 30))
	fish(c, 1330, 760, 0.5, steel)
	fish(c, 250, 780, 0.5, steel)
	d := throw(31)
	for range 26 {
		c.glaze(circle(d.upTo(width), 60+d.upTo(800), 4+d.upTo(9)), foam, 50)
	}
}

// fish is a sturgeon with its nose to the left.
func fish(c *canvas, x, y, s float64, in colour) {
	at := func(xy ...float64) []float64 {
		out := make([]float64, len(xy))
		for i := 0; i < len(xy); i += 2 {
			out[i], out[i+1] = x+xy[i]*s, y+xy[i+1]*s
		}
		return out
	}
	dark := mix(in, ink, 45)
	c.fill(poly(at(250, -2, 400, -118, 356, -30, 340, 6, 380, 58, 300, 40)...), dark)
	c.fill(poly(at(150, -40, 214, -112, 236, -30)...), dark)
	c.fill(poly(at(-140, 40, -60, 116, -70, 46)...), dark)
	c.fill(poly(at(120, 40, 190, 92, 180, 30)...), dark)
	c.fill(path{append(curve(at(-370, 20, -280, -26, -160, -66, 0, -72, 160, -44, 330, -10)...), curve(at(330, 8, 180, 36, 0, 60, -160, 58, -270, 44, -370, 26)...)...)}, in)
	c.fill(path{append(curve(at(-345, 26, -240, 26, -100, 30, 60, 30, 180, 22, 320, 6)...), curve(at(300, 12, 180, 36, 0, 60, -160, 58, -270, 44, -345, 30)...)...)}, cream)
	for i := range 9 {
		px, py := -170+float64(i)*46, -70+float64(max(i-4, 0))*7
		c.fill(poly(at(px-20, py+18, px, py-12, px+20, py+18)...), dark)
		c.fill(poly(at(px-13, 6, px, -8, px+13, 6, px, 20)...), mix(in, cream, 55))
	}
	c.fill(circle(x-238*s, y-8*s, 12*s), cream)
	c.fill(circle(x-238*s, y-8*s, 7*s), ink)
	for _, dx := range []float64{-318, -300, -284} {
		c.fill(line(x+dx*s, y+36*s, x+(dx-8)*s, y+70*s, 5*s), dark)
	}
}
