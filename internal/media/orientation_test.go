package media

import (
	"encoding/binary"
	"image"
	"image/color"
	"slices"
	"testing"
)

func TestUprightTurnsAndMirrors(t *testing.T) {
	t.Parallel()
	// Three by two: each pixel has a letter.
	stored := letters("abc", "def")
	for o, want := range map[orientation][]string{
		0: {"abc", "def"},
		1: {"abc", "def"},
		2: {"cba", "fed"},
		3: {"fed", "cba"},
		4: {"def", "abc"},
		5: {"ad", "be", "cf"},
		6: {"da", "eb", "fc"},
		7: {"fc", "eb", "da"},
		8: {"cf", "be", "ad"},
	} {
		if got := read(o.upright(stored)); !slices.Equal(got, want) {
			t.Errorf("orientation %d: %v, want %v", o, got, want)
		}
	}
}

func letters(rows ...string) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, len(rows[0]), len(rows)))
	for y, row := range rows {
		for x := range row {
			m.SetNRGBA(x, y, color.NRGBA{row[x], 1, 2, 3})
		}
	}
	return m
}

func read(m *image.NRGBA) []string {
	var rows []string
	for y := range m.Rect.Dy() {
		var row []byte
		for x := range m.Rect.Dx() {
			row = append(row, m.NRGBAAt(x, y).R)
		}
		rows = append(rows, string(row))
	}
	return rows
}

// directoryOf is Exif data with one entry.
func directoryOf(order binary.AppendByteOrder, head string, at uint32, tag, value uint16) []byte {
	b := order.AppendUint32([]byte(head), at)
	for len(b) < int(min(at, 100)) {
		b = append(b, 0)
	}
	b = order.AppendUint16(b, 1)
	b = order.AppendUint16(b, tag)
	b = order.AppendUint16(b, 3)
	b = order.AppendUint32(b, 1)
	return order.AppendUint16(order.AppendUint16(b, value), 0)
}

func TestExifTellsTheOrientationOrNothing(t *testing.T) {
	t.Parallel()
	little, big := binary.LittleEndian, binary.BigEndian
	six := directoryOf(little, "II*\x00", 8, 0x0112, 6)
	for name, c := range map[string]struct {
		data []byte
		want orientation
	}{
		"little end first":       {six, 6},
		"big end first":          {directoryOf(big, "MM\x00*", 8, 0x0112, 6), 6},
		"further behind":         {directoryOf(little, "II*\x00", 30, 0x0112, 3), 3},
		"unknown":                {directoryOf(little, "II*\x00", 8, 0x0112, 9), 0},
		"zero":                   {directoryOf(little, "II*\x00", 8, 0x0112, 0), 0},
		"another entry":          {directoryOf(little, "II*\x00", 8, 0x0113, 6), 0},
		"nothing":                {nil, 0},
		"only a head":            {six[:8], 0},
		"cut in the entry":       {six[:15], 0},
		"directory in the head":  {directoryOf(little, "II*\x00", 2, 0x0112, 6), 0},
		"directory far away":     {directoryOf(little, "II*\x00", 1<<31, 0x0112, 6), 0},
		"directory at the end":   {little.AppendUint32([]byte("II*\x00"), 8), 0},
		"directory near the end": {append(little.AppendUint32([]byte("II*\x00"), 8), 1), 0},
	} {
		if got := exifOrientation(c.data); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
