package media

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the font
	"io"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
	"golang.org/x/text/unicode/norm"

	"github.com/qalam-cms/qalam/internal/errs"
)

// literata is the readers' font in one weight, with the letters of the four languages and
// of their neighbours: see internal/site/gen.
//
//go:embed literata.ttf.gz
var literata []byte

// lettering sets words in the readers' font. One thing is set at a time.
type lettering struct {
	font *sfnt.Font
	buf  sfnt.Buffer
}

func newLettering() (*lettering, error) {
	const op = "media.lettering"
	packed, err := gzip.NewReader(bytes.NewReader(literata))
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	file, err := io.ReadAll(packed)
	if err != nil {
		return nil, errs.Wrap(op, err)
	}
	l := &lettering{}
	l.font, err = sfnt.Parse(file)
	return l, errs.Wrap(op, err)
}

// glyphs calls do with each letter of words in a size, and how far right it stands, and
// returns how wide they are, all in pixels.
func (l *lettering) glyphs(words string, size float64, do func(g sfnt.GlyphIndex, x float64)) float64 {
	ppem, x, last := fixed.Int26_6(size*64), fixed.Int26_6(0), sfnt.GlyphIndex(0)
	for _, r := range l.spell(words) {
		g, _ := l.font.GlyphIndex(&l.buf, r) // the font is our own, and read in tests
		if kern, err := l.font.Kern(&l.buf, last, g, ppem, font.HintingNone); err == nil && last != 0 {
			x += kern
		}
		if do != nil {
			do(g, float64(x)/64)
		}
		advance, _ := l.font.GlyphAdvance(&l.buf, g, ppem, font.HintingNone)
		x, last = x+advance, g
	}
	return float64(x) / 64
}

// emSize is the size that widths are measured in: nothing in the font depends on the size,
// so they are the same in all others, in proportion.
const emSize = 1000

// width is how wide words are in a size, in pixels.
func (l *lettering) width(words string, size float64) float64 {
	return l.glyphs(words, emSize, nil) * size / emSize
}

// outline draws the outlines of words, from a point on the baseline on.
func (l *lettering) outline(to *vector.Rasterizer, words string, size, left, baseline float64) error {
	var failed error
	l.glyphs(words, size, func(g sfnt.GlyphIndex, x float64) {
		segments, err := l.font.LoadGlyph(&l.buf, g, fixed.Int26_6(size*64), nil)
		if err != nil {
			failed = err
		}
		for _, s := range segments {
			at := func(i int) (float32, float32) {
				return float32(left + x + float64(s.Args[i].X)/64), float32(baseline + float64(s.Args[i].Y)/64)
			}
			switch s.Op {
			case sfnt.SegmentOpMoveTo:
				to.MoveTo(at(0))
			case sfnt.SegmentOpLineTo:
				to.LineTo(at(0))
			case sfnt.SegmentOpQuadTo:
				bx, by := at(0)
				cx, cy := at(1)
				to.QuadTo(bx, by, cx, cy)
			case sfnt.SegmentOpCubeTo: // TrueType has none
			}
		}
	})
	return failed
}

// has reports whether the font has the letter.
func (l *lettering) has(r rune) bool {
	g, err := l.font.GlyphIndex(&l.buf, r)
	return err == nil && g != 0
}

// spell writes words with what the font has: without marks that it has no letter with, and
// without what it has nothing for. Marks that it has stand on the letter before them.
func (l *lettering) spell(words string) string {
	var out strings.Builder
	for _, r := range norm.NFC.String(words) {
		switch {
		case l.has(r):
			out.WriteRune(r)
		case unicode.IsSpace(r):
			out.WriteByte(' ')
		case r == '\u2011': // a hyphen where no line ends
			out.WriteByte('-')
		default:
			if bare := []rune(norm.NFD.String(string(r)))[0]; l.has(bare) {
				out.WriteRune(bare)
			}
		}
	}
	return out.String()
}
