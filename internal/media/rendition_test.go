package media

import (
	"image"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestCutsLieInThePictureAroundTheFocus(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 8))
	for range 5000 {
		w, h := 1+r.IntN(maxSide), 1+r.IntN(maxSide)
		if r.IntN(4) == 0 {
			w, h = 1+r.IntN(20), 1+r.IntN(20)
		}
		focus := Focus{r.IntN(1001), r.IntN(1001)}
		at := image.Pt(w*focus.X/1000, h*focus.Y/1000)
		for _, c := range Cuts() {
			part := c.rectangle(w, h, focus)
			if part.Empty() || !part.In(image.Rect(0, 0, w, h)) {
				t.Fatalf("%s of %d × %d: %v", c, w, h, part)
			}
			if at.X < part.Min.X || at.X > part.Max.X || at.Y < part.Min.Y || at.Y > part.Max.Y {
				t.Fatalf("%s of %d × %d: %v loses %v", c, w, h, part, at)
			}
			rw, rh := c.ratio()
			if rw == 0 {
				rw, rh = w, h
			}
			// One pixel more or less makes the shape exact, and no larger one fits.
			if off := part.Dx()*rh - part.Dy()*rw; off > max(rw, rh) || off < -max(rw, rh) {
				t.Fatalf("%s of %d × %d: %v has another shape", c, w, h, part)
			}
			if part.Dx() != w && part.Dy() != h {
				t.Fatalf("%s of %d × %d: %v is smaller than needed", c, w, h, part)
			}
		}
	}
}

func TestRenditionsGrowAndAreNeverLargerThanThePicture(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(9, 10))
	for range 5000 {
		w, h := 1+r.IntN(maxSide), 1+r.IntN(maxSide)
		if r.IntN(4) == 0 {
			w, h = 1+r.IntN(400), 1+r.IntN(400)
		}
		all := AllRenditions(w, h)
		for _, c := range Cuts() {
			list := Renditions(w, h, c)
			part := c.rectangle(w, h, Focus{1000, 1000})
			if len(list) == 0 || len(list) > len(c.widths()) {
				t.Fatalf("%s of %d × %d: %v", c, w, h, list)
			}
			for i, one := range list {
				if one.Width < 1 || one.Height < 1 || one.Width > part.Dx() || one.Height > part.Dy() {
					t.Fatalf("%s of %d × %d: %v is larger than %v", c, w, h, one, part)
				}
				if i > 0 && one.Width <= list[i-1].Width {
					t.Fatalf("%s of %d × %d: %v does not grow", c, w, h, list)
				}
				if one.Cut != c || !slices.Contains(all, one) {
					t.Fatalf("%v is not among all", one)
				}
			}
			if largest := list[len(list)-1].Width; largest != min(part.Dx(), slices.Max(c.widths())) {
				t.Fatalf("%s of %d × %d: the largest is %d", c, w, h, largest)
			}
		}
	}
}

func TestRenditionsOfAUsualPicture(t *testing.T) {
	t.Parallel()
	var got []string
	for _, r := range AllRenditions(1000, 750) {
		got = append(got, r.Name())
	}
	want := []string{
		"full-320", "full-640", "full-960", "full-1000",
		"wide-320", "wide-640", "wide-960", "wide-1000",
		"square-160", "square-320", "square-640",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWithinKeepsTheShape(t *testing.T) {
	t.Parallel()
	for _, c := range [][4]int{
		{100, 50, 100, 50},
		{maxSide, maxSide, maxSide, maxSide},
		{2 * maxSide, maxSide, maxSide, maxSide / 2},
		{maxSide + 1, maxSide + 1, maxSide, maxSide},
		{30_000, 1, maxSide, 1},
		{1, 30_000, 1, maxSide},
	} {
		if w, h := within(c[0], c[1], maxSide); w != c[2] || h != c[3] {
			t.Errorf("%d × %d becomes %d × %d, want %d × %d", c[0], c[1], w, h, c[2], c[3])
		}
	}
}
