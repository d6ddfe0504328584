package media

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"testing"
)

// meanOf is what shrink has to come to: the mean of the area that a new pixel
// stands for, of colours that count as much as they are opaque.
func meanOf(m *image.NRGBA, part image.Rectangle, w, h, x, y int) [4]float64 {
	wide, tall := float64(part.Dx())/float64(w), float64(part.Dy())/float64(h)
	left, right := float64(x)*wide, float64(x+1)*wide
	top, bottom := float64(y)*tall, float64(y+1)*tall
	var sum [4]float64
	for py := int(top); py < min(int(math.Ceil(bottom)), part.Dy()); py++ {
		for px := int(left); px < min(int(math.Ceil(right)), part.Dx()); px++ {
			share := (min(right, float64(px+1)) - max(left, float64(px))) * (min(bottom, float64(py+1)) - max(top, float64(py)))
			if share <= 0 {
				continue
			}
			c := m.NRGBAAt(part.Min.X+px, part.Min.Y+py)
			alpha := float64(c.A) * share
			sum[0] += float64(c.R) * alpha
			sum[1] += float64(c.G) * alpha
			sum[2] += float64(c.B) * alpha
			sum[3] += alpha
		}
	}
	for c := range 3 {
		if sum[3] > 0 {
			sum[c] /= sum[3]
		}
	}
	sum[3] /= wide * tall
	return sum
}

// noise is a picture of random pixels; half of them are transparent to some
// degree.
func noise(r *rand.Rand, w, h int, alpha bool) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = byte(r.Uint32())
		if i%4 == 3 && (!alpha || r.IntN(2) == 0) {
			m.Pix[i] = 255
		}
	}
	return m
}

func TestShrinkIsTheMeanOfEachArea(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 150 {
		w, h := 1+r.IntN(90), 1+r.IntN(90)
		m := noise(r, w, h, n%2 == 0)
		part := image.Rect(r.IntN(w), r.IntN(h), w, h)
		nw, nh := 1+r.IntN(part.Dx()), 1+r.IntN(part.Dy())
		switch n % 5 {
		case 0:
			nw = part.Dx()
		case 1:
			nh = part.Dy()
		case 2:
			nw, nh = 1, 1
		}
		wantMeans(t, m, part, nw, nh)
	}
}

func wantMeans(t *testing.T, m *image.NRGBA, part image.Rectangle, w, h int) {
	t.Helper()
	got := shrink(m, part, w, h)
	if got.Rect != image.Rect(0, 0, w, h) {
		t.Fatalf("%v of %v, want %d × %d", got.Rect, part, w, h)
	}
	for y := range h {
		for x := range w {
			want, c := meanOf(m, part, w, h, x, y), got.NRGBAAt(x, y)
			for i, v := range []byte{c.R, c.G, c.B, c.A} {
				// Colours are kept with as many steps as they are opaque.
				allowed := 1.0
				if i < 3 {
					allowed = 1 + 255/max(want[3], 1)
				}
				if math.Abs(float64(v)-want[i]) > allowed {
					t.Fatalf("%v as %d × %d: got %v at %d, %d, want %.1f", part, w, h, c, x, y, want)
				}
			}
		}
	}
}

func TestShrinkKeepsOneColourAsItIs(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	sizes := [][4]int{
		{30_000, 1, 2560, 1},
		{1, 30_000, 1, 2560},
		{1, 29_999, 1, 2560},
		{1, 30_000, 1, 1},
		{30_000, 1, 1, 1},
		{3, 2561, 2, 2560},
		{2561, 3, 2560, 2},
		{1, 1, 1, 1},
		{7, 7, 7, 7},
	}
	for range 300 {
		w, h := 1+r.IntN(6), 1+r.IntN(20_000)
		sizes = append(sizes, [4]int{w, h, 1 + r.IntN(w), 1 + r.IntN(min(h, 2560))})
	}
	colour := color.NRGBA{201, 102, 3, 255}
	for _, s := range sizes {
		for _, kind := range []draw.Image{image.NewNRGBA(image.Rect(0, 0, s[0], s[1])), image.NewPaletted(image.Rect(0, 0, s[0], s[1]), color.Palette{color.Black, colour})} {
			draw.Draw(kind, kind.Bounds(), image.NewUniform(colour), image.Point{}, draw.Src)
			got := shrink(kind, kind.Bounds(), s[2], s[3])
			for y := range s[3] {
				for x := range s[2] {
					if c := got.NRGBAAt(x, y); c != colour {
						t.Fatalf("%T of %d × %d as %d × %d: got %v at %d, %d, want %v", kind, s[0], s[1], s[2], s[3], c, x, y, colour)
					}
				}
			}
		}
	}
}

func TestShrinkKeepsHowBrightAPictureIs(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	for range 20 {
		w, h := 50+r.IntN(300), 50+r.IntN(300)
		m := noise(r, w, h, false)
		was, is := brightness(m), brightness(shrink(m, m.Rect, 1+r.IntN(w), 1+r.IntN(h)))
		if math.Abs(was-is) > 1 {
			t.Errorf("%d × %d: was %.2f, is %.2f", w, h, was, is)
		}
	}
}

func brightness(m *image.NRGBA) float64 {
	sum := 0
	for i, v := range m.Pix {
		if i%4 != 3 {
			sum += int(v)
		}
	}
	return float64(sum) / float64(len(m.Pix)/4*3)
}

func TestShrinkTakesNoColourFromWhatIsTransparent(t *testing.T) {
	t.Parallel()
	for _, hidden := range []color.NRGBA{{0, 0, 0, 0}, {255, 0, 255, 0}} {
		m := image.NewNRGBA(image.Rect(0, 0, 101, 67))
		for y := range 67 {
			for x := range 101 {
				m.SetNRGBA(x, y, hidden)
				if (x-50)*(x-50)+(y-33)*(y-33) < 600 {
					m.SetNRGBA(x, y, color.NRGBA{250, 240, 230, 255})
				}
			}
		}
		got := shrink(m, m.Rect, 30, 20)
		edges := 0
		for i := 0; i < len(got.Pix); i += 4 {
			c := [4]byte(got.Pix[i:])
			switch {
			case c[3] == 0 && c != [4]byte{}:
				t.Errorf("what is transparent has a colour: %v", c)
			case c[3] > 8 && (c[0] < 246 || c[1] < 236 || c[2] < 226):
				t.Errorf("the edge has another colour: %v", c)
			}
			if c[3] > 0 && c[3] < 255 {
				edges++
			}
		}
		if edges == 0 {
			t.Error("no soft edge")
		}
	}
}

func TestShrinkShowsNothingWhereAPictureIsNot(t *testing.T) {
	t.Parallel()
	m := image.NewPaletted(image.Rect(10, 10, 50, 20), color.Palette{color.White})
	for _, size := range []image.Point{{200, 300}, {100, 150}, {20, 30}} {
		got := shrink(m, image.Rect(0, 0, 200, 300), size.X, size.Y)
		filled := 0
		for i := 3; i < len(got.Pix); i += 4 {
			filled += int(got.Pix[i])
		}
		want := 255 * 40 * 10 * size.X * size.Y / (200 * 300)
		if math.Abs(float64(filled-want)) > float64(size.X*size.Y) {
			t.Errorf("%v: filled %d, want %d", size, filled, want)
		}
	}
}
