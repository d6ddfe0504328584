// Command icons draws the site's icons in the sizes that programs ask for, from the mark in
// favicon.svg. It reads of SVG what that file is written with: a ground of one colour and a
// path of moves, lines and curves.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/image/vector"
)

const folder = "assets"

// icon is a file. Programs cut the corners of some themselves; those have none, and one of
// which they may cut more has its mark smaller, within the circle that is always seen.
type icon struct {
	name  string
	size  int
	whole bool
	mark  float64
}

func icons() []icon {
	return []icon{
		{"icon-48.png", 48, false, 1},
		{"icon-192.png", 192, false, 1},
		{"icon-512.png", 512, false, 1},
		{"icon-180.png", 180, true, 0.9},
		{"icon-512-maskable.png", 512, true, 0.8},
	}
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "icons:", err)
		os.Exit(1)
	}
}

// The parts of the mark's file.
var (
	rect = regexp.MustCompile(`<rect width="32" height="32" rx="([\d.]+)" fill="#([0-9a-f]{6})"/>`)
	path = regexp.MustCompile(`<path d="([^"]+)" fill="#fff"/>`)
)

func run() error {
	svg, err := os.ReadFile(filepath.Join(folder, "favicon.svg"))
	if err != nil {
		return err
	}
	ground, mark := rect.FindSubmatch(svg), path.FindSubmatch(svg)
	if ground == nil || mark == nil {
		return errors.New("the mark is not written as before")
	}
	radius, err := strconv.ParseFloat(string(ground[1]), 64)
	if err != nil {
		return err
	}
	rgb, err := strconv.ParseUint(string(ground[2]), 16, 32)
	if err != nil {
		return err
	}
	colour := color.NRGBA{uint8(rgb >> 16), uint8(rgb >> 8 & 0xff), uint8(rgb & 0xff), 255} //nolint:gosec // They are bytes.
	for _, i := range icons() {
		if i.whole {
			radius = 0
		}
		file, err := i.draw(string(mark[1]), colour, radius)
		if err != nil {
			return fmt.Errorf("%s: %w", i.name, err)
		}
		//nolint:gosec // The folder is the one above, its files are for everybody.
		if err := os.WriteFile(filepath.Join(folder, i.name), file, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// units is how many the mark's file counts across.
const units = 32

// draw draws an icon and packs it.
func (i icon) draw(mark string, ground color.NRGBA, radius float64) ([]byte, error) {
	m := image.NewNRGBA(image.Rect(0, 0, i.size, i.size))
	across := float64(i.size) / units
	square := pen{vector.NewRasterizer(i.size, i.size), across, 0, 0, 0}
	square.rounded(radius)
	square.Draw(m, m.Rect, image.NewUniform(ground), image.Point{})
	inset := float64(i.size) * (1 - i.mark) / 2
	quill := pen{vector.NewRasterizer(i.size, i.size), across * i.mark, inset, 0, 0}
	if err := quill.follow(mark); err != nil {
		return nil, err
	}
	quill.Draw(m, m.Rect, image.White, image.Point{})
	var b bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, few(m, ground))
	return b.Bytes(), err
}

// few is a picture in a palette where that has its colours, which are few.
func few(m *image.NRGBA, ground color.NRGBA) image.Image {
	var palette color.Palette
	seen := map[color.NRGBA]bool{}
	for i := 0; i < len(m.Pix); i += 4 {
		c := color.NRGBA{m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3]}
		if c != ground && c != (color.NRGBA{255, 255, 255, 255}) && c.A > 0 { // an edge, whose shades may be fewer
			for j := range 4 {
				m.Pix[i+j] = m.Pix[i+j]&0xf0 | m.Pix[i+j]>>4
			}
			c = color.NRGBA{m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3]}
		}
		if !seen[c] {
			seen[c] = true
			palette = append(palette, c)
		}
	}
	if len(palette) > 256 {
		return m
	}
	out := image.NewPaletted(m.Rect, palette)
	draw.Draw(out, out.Rect, m, image.Point{}, draw.Src)
	return out
}

// pen draws in the units of the mark's file.
type pen struct {
	*vector.Rasterizer

	across, inset float64
	x, y          float64
}

func (p *pen) at(x, y float64) (float32, float32) {
	return float32(p.inset + x*p.across), float32(p.inset + y*p.across)
}

func (p *pen) move(x, y float64) { p.x, p.y = x, y; p.MoveTo(p.at(x, y)) }
func (p *pen) line(x, y float64) { p.x, p.y = x, y; p.LineTo(p.at(x, y)) }

func (p *pen) curve(ax, ay, bx, by, x, y float64) {
	p.x, p.y = x, y
	a, b := p.at(ax, ay)
	c, d := p.at(bx, by)
	e, f := p.at(x, y)
	p.CubeTo(a, b, c, d, e, f)
}

// rounded draws the ground, with corners of a radius.
func (p *pen) rounded(r float64) {
	const k = 0.4477 // what is left of a corner where its curve is a quarter of a circle
	s := float64(units)
	p.move(r, 0)
	p.line(s-r, 0)
	p.curve(s-r*k, 0, s, r*k, s, r)
	p.line(s, s-r)
	p.curve(s, s-r*k, s-r*k, s, s-r, s)
	p.line(r, s)
	p.curve(r*k, s, 0, s-r*k, 0, s-r)
	p.line(0, r)
	p.curve(0, r*k, r*k, 0, r, 0)
	p.ClosePath()
}

// The steps of a path and the numbers of each.
var (
	steps   = regexp.MustCompile(`([A-Za-z])([^A-Za-z]*)`)
	numbers = regexp.MustCompile(`-?(?:\d+\.\d*|\.?\d+)`)
)

// follow draws a path.
func (p *pen) follow(path string) error {
	for _, step := range steps.FindAllStringSubmatch(path, -1) {
		var n []float64
		for _, s := range numbers.FindAllString(step[2], -1) {
			f, err := strconv.ParseFloat(s, 64)
			if err != nil {
				return err
			}
			n = append(n, f)
		}
		takes := map[string]int{"M": 2, "L": 2, "l": 2, "c": 6, "z": 0}
		many, ok := takes[step[1]]
		if !ok || many > 0 && (len(n) == 0 || len(n)%many != 0) {
			return errors.New("the path has a step that is not known: " + strings.TrimSpace(step[0]))
		}
		if many == 0 {
			p.ClosePath()
		}
		for ; many > 0 && len(n) > 0; n = n[many:] {
			p.step(step[1], n)
		}
	}
	return nil
}

func (p *pen) step(name string, n []float64) {
	x, y := p.x, p.y
	switch name {
	case "M":
		p.move(n[0], n[1])
	case "L":
		p.line(n[0], n[1])
	case "l":
		p.line(x+n[0], y+n[1])
	case "c":
		p.curve(x+n[0], y+n[1], x+n[2], y+n[3], x+n[4], y+n[5])
	}
}
